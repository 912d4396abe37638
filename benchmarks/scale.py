"""How a build grows: many pages, workers, memory, a cache, ten pages more, and the same bytes in any order and parts.

    python benchmarks/scale.py [--pages N] [--seed N] [--recognizer NAME] [--jobs N ...] [--folder DIR] [PAGES]

Makes N pages (10,000 by default) out of those in PAGES (the seeds by default): each has another's layout, other numbers
and names, and one word in five exchanged for one of another page; one page in fifty stays so near to the last of its
kind that both are one story. They are built with each number of workers, the last of them into a cache; again from the
cache; with ten pages more; and in another order into 16 parts. Prints seconds, pages a second, processor time and the
peak memory of the building process and of its largest worker, the seconds of each step, and whether the bytes agree.

In DIR (by default a temporary folder) everything made stays, and pages that were made before are taken again.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus_pkg.language.lexicons import default
from corpus_pkg.package import parts
from corpus_pkg.reading.encoding import decode

#: One word in so many is exchanged, in one page in so many far fewer, and so many pages are added in the end.
WORDS, NEAR, FEW, ADDED = 5, 50, 200, 10
FILES = 1000
NUMBER, WORD = re.compile(r"[0-9٠-٩]+"), re.compile(r"\w+")


class Kind:
    """A page that others are made of."""

    def __init__(self, text: str, names: list[str]) -> None:
        """Find what may be exchanged in it."""
        self.text = text
        held = sorted((name for name in names if name in text), key=len, reverse=True)
        self.names = re.compile("|".join(map(re.escape, held))) if held else None


def made(kinds: list[Kind], names: list[str], words: list[str], seed: int, number: int) -> str:
    """Return the page of that number."""
    chosen = random.Random(f"{seed}:{number}")
    kind = kinds[number % len(kinds)]
    text = NUMBER.sub(lambda match: "".join(chosen.choice("0123456789") for _ in match[0]), kind.text)
    if kind.names is not None:
        text = kind.names.sub(lambda match: chosen.choice(names), text)
    rarely = FEW if number % NEAR == 0 else WORDS
    return WORD.sub(lambda match: chosen.choice(words) if chosen.randrange(rarely) == 0 else match[0], text)


def make(source: Path, folder: Path, pages: range, seed: int) -> None:
    """Write the pages of these numbers into folders of a thousand."""
    files = sorted(path for path in source.rglob("*") if path.is_file())
    names = [row["name_ar"] for row in default().rows("people") if " " in row["name_ar"]]
    texts = [text for path in files if (text := decode(path.read_bytes()).text) is not None and "\0" not in text]
    kinds = [Kind(text, names) for text in texts]
    words = sorted({word for text in texts for word in WORD.findall(text) if not word.isascii()})
    for number in pages:
        path = folder / f"{number // FILES:04d}" / f"{number:08d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made(kinds, names, words, seed, number), encoding="utf-8")


def built(arguments: dict[str, Any]) -> None:
    """Build in this process and print what it took, as JSON; what `measured` runs."""
    from corpus_pkg.building.build import build

    began = time.perf_counter()
    at: dict[str, float] = {}
    result = build(**arguments, progress=lambda progress: at.setdefault(progress.step, time.perf_counter()))
    ended = time.perf_counter()
    starts = [*at.values(), ended]
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "seconds": ended - began,
                "pages": result.pages,
                "reused": result.reused,
                "own_cpu": own.ru_utime + own.ru_stime,
                "own_mb": own.ru_maxrss / 1024,
                "workers_cpu": others.ru_utime + others.ru_stime,
                "worker_mb": others.ru_maxrss / 1024,
                "steps": {step: starts[place + 1] - starts[place] for place, step in enumerate(at)},
            }
        )
    )


def measured(title: str, **arguments: Any) -> float:
    """Build in a process of its own, print a line of figures, and return the seconds."""
    command = [sys.executable, __file__, "--build", json.dumps(arguments)]
    run = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    told = json.loads(run.stdout.splitlines()[-1])
    steps = ", ".join(f"{step} {seconds:.1f}" for step, seconds in told["steps"].items())
    print(
        f"{title}: {told['seconds']:.1f} s, {told['pages'] / told['seconds']:.0f} pages/s; processor: build"
        f" {told['own_cpu']:.1f} s, workers {told['workers_cpu']:.1f} s; peak memory: build {told['own_mb']:.0f} MB,"
        f" worker {told['worker_mb']:.0f} MB; reused {told['reused']}\n    {steps}",
        flush=True,
    )
    return float(told["seconds"])


def tables(package: Path) -> dict[str, str]:
    """Return the hash of each table of a package, whether it is one file or several."""
    body = json.loads((package / "datapackage.json").read_bytes())
    held = {name: places for name, places in parts.places(body).items() if places[0].startswith("data/")}
    whole = {name: places for name, places in held.items() if name.rpartition("-")[0] not in held}
    files = {name: parts.inside(package, places) for name, places in whole.items()}
    return {name: parts.sums(file)[0] for name, file in files.items() if file is not None}


def digest(package: Path) -> str:
    """Return the hash over all files of a package but its raw pages, which are as they were."""
    held = sha256()
    for path in files(package):
        held.update(f"{path.relative_to(package)}\0{sha256(path.read_bytes()).hexdigest()}\n".encode())
    return held.hexdigest()


def files(package: Path) -> Iterator[Path]:
    """Yield the files of a package but its raw pages, in order."""
    for where, folders, names in os.walk(package):
        folders[:] = sorted(name for name in folders if name not in ("raw", "copies"))
        yield from (Path(where, name) for name in sorted(names) if name != "README.md")


def said(title: str, agree: bool) -> None:
    """Print whether bytes agree; ends the program where they do not."""
    print(f"{title}: {'the same bytes' if agree else 'OTHER BYTES'}", flush=True)
    if not agree:
        sys.exit(1)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?", type=Path, default=Path(__file__).parents[1] / "seeds", metavar="PAGES")
    parser.add_argument("--pages", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0, metavar="N")
    parser.add_argument("--recognizer", default="labeller", metavar="NAME")
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2], metavar="N")
    parser.add_argument("--folder", type=Path, metavar="DIR")
    parser.add_argument("--build", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        built(json.loads(options.build))
        return
    with tempfile.TemporaryDirectory() as scratch:
        home = options.folder or Path(scratch)
        grown(options, home, home / f"pages-{options.pages}-{options.seed}")


def grown(options: argparse.Namespace, home: Path, pages: Path) -> None:
    """Make the pages, build them in all ways, and print what came of it."""
    if not pages.exists():
        make(options.source, home / "making", range(options.pages), options.seed)
        (home / "making").rename(pages)
    more = home / "more"
    shutil.rmtree(more, ignore_errors=True)
    make(options.source, more, range(options.pages, options.pages + ADDED), options.seed)
    out, cache = home / "out/package", home / "cache"
    for place in (home / "out", home / "other", cache):
        shutil.rmtree(place, ignore_errors=True)
    common = {"recognizer": options.recognizer}
    seconds, digests = {}, set()
    for jobs in options.jobs:
        shutil.rmtree(out, ignore_errors=True)
        kept = {"cache": str(cache)} if jobs == options.jobs[-1] else {}
        title = f"{options.pages} pages, {jobs} workers{', into a cache' if kept else ''}"
        seconds[jobs] = measured(title, inputs=[str(pages)], out=str(out), jobs=jobs, **kept, **common)
        digests.add(digest(out))
    said("any number of workers", len(digests) == 1)
    first, last = seconds[options.jobs[0]], seconds[options.jobs[-1]]
    print(f"{options.jobs[-1]} workers are {first / last:.2f} times as fast as {options.jobs[0]}")
    again = {"jobs": options.jobs[-1], "cache": str(cache)} | common
    share = measured("again, from the cache", inputs=[str(pages)], out=str(out), **again) / first
    print(f"    {share:.1%} of the time of {options.jobs[0]} workers")
    said("from the cache", {digest(out)} == digests)
    added = measured(f"{ADDED} pages more", inputs=[str(pages), str(more)], out=str(out), **again)
    print(f"    {added / first:.1%} of the time of {options.jobs[0]} workers")
    other = home / "other/package"
    measured("in another order, into 16 parts", inputs=[str(more), str(pages)], out=str(other), parts=16, **again)
    said("in another order and parts", tables(out) == tables(other))


if __name__ == "__main__":
    main()
