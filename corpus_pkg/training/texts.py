"""Running text without tags: pages and packed collections of them."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from corpus_pkg.errors import PackageError
from corpus_pkg.reading import decode


def opened(path: Path) -> IO[bytes]:
    """Return the bytes of a file, unpacked where its name ends in .gz or .xz."""
    if path.suffix == ".xz":
        return lzma.open(path)
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path))
    return path.open("rb")


def read(places: Iterable[Path]) -> Iterator[str]:
    """Yield the decoded files of places, files and folders, in the order of their names.

    Raises:
        PackageError: a place is not there, or a file cannot be read.

    """
    for place in places:
        if not place.exists():
            raise PackageError(f"{place}: no such folder of pages; name one")
        within = place.rglob("*") if place.is_dir() else [place]
        for path in sorted(path for path in within if path.is_file()):
            try:
                with opened(path) as file:
                    content = file.read()
            except (OSError, EOFError, lzma.LZMAError) as error:
                raise PackageError(f"{path}: cannot be read ({error}); unpack it or leave it out") from error
            yield decode(content).text
