"""How large the descriptor of a large corpus is, and how fast it opens.

    python benchmarks/descriptor.py [--pages N]

Describes a package of N pages (10,000,000 by default) with its tables in 256 parts and its pages packed as
`corpus-pkg build --parts 256 --pack-raw` lays them out; nothing is built. Prints the resources, the megabytes, and the
seconds that writing, opening (`corpus_pkg.open`, with every table's place) and checking its fingerprint take.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus_pkg.building.packing import MOST_PAGES
from corpus_pkg.dataset import dataset
from corpus_pkg.package import descriptor, extension, parts
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.records import TABLES

_SHA256, _SIZE = "5" * 64, 123_456_789


def archives(pages: int) -> Iterator[descriptor.Page]:
    """Yield the archives that so many pages are packed into, where ids are spread as hashes are."""
    width = 0
    while pages / 16**width > MOST_PAGES:
        width += 1
    for number in range(16**width):
        name = f"packed-pages-{number:0{width}x}%2Ezip" if width else "packed-pages%2Ezip"
        yield descriptor.Page(
            f"carrier-{number:064x}", f"raw/{name}", _SHA256, _SIZE, "application/zip", None, copied=True
        )


def described(pages: int, into: int) -> dict[str, Any]:
    """Return the descriptor of a package of so many pages with its tables in so many parts."""
    body = descriptor.describe(
        Configuration(name="large"), dict.fromkeys(TABLES, (_SHA256, _SIZE)), list(archives(pages))
    )
    made = {name: [(path, _SHA256, _SIZE) for path in parts.paths(name, into)] for name in TABLES if parts.is_cut(name)}
    return extension.sealed(parts.describe(body, made))


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=10_000_000, metavar="N")
    pages = options.parse_args().pages
    body = described(pages, 256)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, descriptor.FILE_NAME)
        started = time.perf_counter()
        path.write_bytes(descriptor.dump(body))
        wrote = time.perf_counter() - started
        started = time.perf_counter()
        opened = dataset.open(folder)
        for name in TABLES:
            opened.table(name)
        took = time.perf_counter() - started
        started = time.perf_counter()
        is_whole = descriptor.is_whole(opened.descriptor)
        checked = time.perf_counter() - started
        size = path.stat().st_size / 1e6
    print(f"{pages} pages: {len(body['resources'])} resources, {size:.1f} MB")
    print(f"written in {wrote:.2f} s, opened in {took:.2f} s, fingerprint ({is_whole}) in {checked:.2f} s")


if __name__ == "__main__":
    main()
