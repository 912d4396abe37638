"""What learning from half of a site's pages does to the other half, and how long it takes.

    python benchmarks/learn.py [--sites N] [--pages N] [--folder DIR [--by host|folder]]

The material are made-up sites in words that no table has (tests/learning/made_sites.py), three kinds of furniture, 40
pages each. Of the pages of DIR, which nobody has annotated, furniture is what recurs on a tenth of them in the half
that is read, and a paragraph is lost that stands in a story without what was learned, and not with it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.learning import learn
from corpus_pkg.learning.learn import By
from corpus_pkg.parsing import parse_document

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from learning.made_sites import KINDS, made_site, write

RECURS = 0.1


def paragraphs(data: bytes, path: str, lexicons: Lexicons | None) -> tuple[list[str], list[str | None]]:
    """The paragraphs of the stories of a page, and their titles."""
    stories = parse_document(data, path, lexicons, "none").articles
    return [line for story in stories for line in (story.text or "").split("\n")], [story.title for story in stories]


def of_made_sites(sites: int) -> None:
    """Print how much of the furniture of made-up sites is kept out, and how much of their text is kept."""
    print("made-up sites    furniture kept out   paragraphs kept   titles   (without, with what was learned)")
    for kind in range(KINDS):
        counts: Counter[str] = Counter()
        for seed in range(sites):
            with tempfile.TemporaryDirectory() as scratch:
                pages = list(made_site(kind, seed))
                write(Path(scratch) / "pages" / "site", pages[::2])
                learn(Path(scratch) / "pages", Path(scratch) / "own", by="folder")
                for name, own in (("without", None), ("with", Lexicons(Path(scratch) / "own"))):
                    for page in pages[1::2]:
                        text, titles = paragraphs(page.text.encode(), f"site/{page.name}", own)
                        counts[f"{name} out"] += sum(line not in text for line in page.furniture)
                        counts[f"{name} kept"] += sum(line in text for line in page.body)
                        counts[f"{name} title"] += page.title in titles
                counts["furniture"] += sum(len(page.furniture) for page in pages[1::2])
                counts["body"] += sum(len(page.body) for page in pages[1::2])
                counts["pages"] += len(pages[1::2])
        of = (("out", "furniture"), ("kept", "body"), ("title", "pages"))
        cells = (f"{counts[f'without {a}'] / counts[b]:.1%}, {counts[f'with {a}'] / counts[b]:.1%}" for a, b in of)
        print(f"kind {kind}: ", *cells, sep="   ")


def of_folder(folder: Path, by: By) -> None:
    """Print the same of pages that nobody has annotated."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory() as scratch:
        for file in files[::2]:
            place = Path(scratch) / folder.name / file.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(file.read_bytes())
        learned = learn(Path(scratch) / folder.name, Path(scratch) / "own", by=by)
        own = Lexicons(Path(scratch) / "own")
        read = [(file.read_bytes(), f"{folder.name}/{file.relative_to(folder).as_posix()}") for file in files[1::2]]
        without = [paragraphs(data, path, None)[0] for data, path in read]
        taught = [paragraphs(data, path, own)[0] for data, path in read]
    recurring = _recurring(data for data, _ in read)
    shown = sum(recurring.values())
    lost = [line for before, after in zip(without, taught, strict=True) for line in set(before) - set(after)]
    inside = [sum(line in recurring for text in texts for line in set(text)) for texts in (without, taught)]
    print(
        f"{folder.name}: {sum(sum(site.places.values()) for site in learned.sites)} lines of {len(learned.sites)} sites"
    )
    print(
        f"  furniture kept out: {1 - inside[0] / max(shown, 1):.1%} without, {1 - inside[1] / max(shown, 1):.1%} with"
    )
    print(f"  paragraphs lost: {sum(line not in recurring for line in lost)} of {sum(map(len, without))}")


def _recurring(pages: Iterable[bytes]) -> dict[str, int]:
    """Return the lines on a tenth of the pages, with on how many each is, as their stories would have them."""
    counts: Counter[str] = Counter()
    number = 0
    for data in pages:
        segments = parse_document(data, None, None, "none")
        counts.update({" ".join(segments.text[row.start : row.end].split()) for row in segments.segments})
        number += 1
    return {line: count for line, count in counts.items() if count >= RECURS * number}


def speed(pages: int) -> None:
    """Print how long it takes to learn from so many pages, on one core."""
    with tempfile.TemporaryDirectory() as scratch:
        size = 0
        for number in range(10):
            listed = write(Path(scratch) / "pages" / f"site{number}", made_site(number % KINDS, number, pages // 10))
            size += sum(len(page.text.encode()) for page in listed)
        start, worked = time.perf_counter(), time.process_time()
        learned = learn(Path(scratch) / "pages", Path(scratch) / "own", by="folder")
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
    lines = sum(sum(site.places.values()) for site in learned.sites)
    print(f"{pages} pages ({size / 1e6:.1f} MB): {worked:.0f} s of one core ({seconds:.0f} s passed), {lines} lines")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description="What learning from half of a site's pages does to the other half.")
    parser.add_argument("--sites", type=int, default=3, help="made-up sites of each kind")
    parser.add_argument("--pages", type=int, default=10_000, help="pages to learn from for the speed; 0 for none")
    parser.add_argument("--folder", type=Path, help="pages of one's own")
    parser.add_argument("--by", choices=("host", "folder"), default="host")
    args = parser.parse_args()
    of_made_sites(args.sites)
    if args.folder is not None:
        of_folder(args.folder, args.by)
    if args.pages:
        speed(args.pages)


if __name__ == "__main__":
    main()
