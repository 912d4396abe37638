"""How fast pages are read: bytes to text, to segments, to stories. One core; medians of several rounds.

    python benchmarks/layout.py [--rounds N] [--megabytes N] [--folder DIR]

The material is the seeds (as long as pages are) and the composed pages of `tests/evaluation` (short, so that what each
page costs counts for more), over and over, or the files of DIR. Pages of text are counted as MB of their text in UTF-8,
whatever they are stored in. Pages of HTML are read side by side with trafilatura (the extra `benchmark`) in fast mode,
turn by turn in the same run; MB are those of the files.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from corpus_pkg import layout, reading
from corpus_pkg.language.orthography import fold
from corpus_pkg.parsing import parse_document

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from evaluation.composition import composed

SEEDS = Path(__file__).parents[1] / "seeds"

Reader = Callable[[bytes], object]


def stories(data: bytes) -> object:
    """What is measured: the segments and the stories of a page."""
    text = reading.decode(data)
    rendering = reading.render(text.text, text.media_type)
    return layout.segment(fold(rendering.text), rendering=rendering)


def measured(readers: dict[str, Reader], pages: Sequence[bytes], rounds: int) -> dict[str, list[float]]:
    """Seconds of each round of each reader, the readers taking turns."""
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for number in range(rounds + 1):
        for name, read in readers.items():
            start = time.perf_counter()
            for page in pages:
                read(page)
            # The first round fills what is compiled once.
            if number:
                seconds[name].append(time.perf_counter() - start)
    return seconds


def report(title: str, readers: dict[str, Reader], pages: Sequence[bytes], size: int, rounds: int) -> None:
    """Measure and print, where there are pages."""
    if not pages:
        return
    print(f"{title}: {len(pages)} pages, {size / 1e6:.1f} MB, {rounds} rounds")
    for name, seconds in measured(readers, pages, rounds).items():
        middle = median(seconds)
        spread = f"{size / 1e6 / max(seconds):.2f} to {size / 1e6 / min(seconds):.2f}"
        print(f"  {name:38}{size / 1e6 / middle:8.2f} MB/s ({spread}) {1000 * middle / len(pages):9.2f} ms a page")


def repeated(pages: list[bytes], megabytes: float) -> list[bytes]:
    """The pages over and over, until they have so many MB."""
    size = sum(map(len, pages))
    return pages * max(1, round(megabytes * 1e6 / size)) if size else []


def trafilatura_readers() -> dict[str, Reader]:
    """What trafilatura does with a page, without and with its metadata; nothing where it is not installed."""
    try:
        import trafilatura
    except ModuleNotFoundError:
        print("trafilatura is not installed: pip install 'corpus-pkg[benchmark]'")
        return {}
    return {
        "trafilatura, fast": lambda data: trafilatura.extract(data, fast=True),
        "trafilatura, fast, with metadata": lambda data: trafilatura.bare_extraction(
            data, fast=True, with_metadata=True
        ),
    }


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=2)
    parser.add_argument("--folder", type=Path, help="read the files of this folder and those below")
    options = parser.parse_args()
    if options.folder:
        material = {options.folder.name: [p.read_bytes() for p in sorted(options.folder.rglob("*")) if p.is_file()]}
    else:
        material = {
            "seeds": [path.read_bytes() for path in sorted(SEEDS.iterdir())],
            "composed pages": [page.data for page in composed()],
        }
    ours: dict[str, Reader] = {"segments and stories": stories, "every record": parse_document}
    theirs = trafilatura_readers()
    for name, found in material.items():
        pages: dict[str, list[bytes]] = {"text/plain": [], "text/html": []}
        for data in found:
            text = reading.decode(data)
            if text.status == "ok" and text.media_type in pages:
                pages[text.media_type].append(data)
        texts = repeated(pages["text/plain"], options.megabytes)
        size = sum(len(reading.decode(data).text.encode("utf-8", "surrogatepass")) for data in texts)
        report(f"Text, {name}", ours, texts, size, options.rounds)
        markup = repeated(pages["text/html"], options.megabytes)
        report(f"HTML, {name}", ours | theirs, markup, sum(map(len, markup)), options.rounds)


if __name__ == "__main__":
    main()
