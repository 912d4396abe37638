"""Write the site of many stories: processor time, memory, size, and what a browser then waits for.

    python benchmarks/explore.py [STORIES] [FOLDER]

The stories are those of the seeds over and over, each page with a number of its own behind its text, so that ids, bytes
and words differ and all spans hold. Time is that of the processor, for others may use the machine.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import resource
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from corpus_pkg.exploring import explore

ROOT = Path(__file__).parents[1]
TABLES = ("documents", "segments", "articles", "dates", "credits", "mentions", "links")
LETTERS = "ابتجدرسعفقلمنهوي"


def lines(name: str) -> tuple[str, dict[str, list[list[str]]]]:
    """The header of a table of the seeds, and its rows by document."""
    with (ROOT / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    by_document: dict[str, list[list[str]]] = {}
    place = head.index("document_id")
    for row in rows:
        by_document.setdefault(row[place], []).append(row)
    return ",".join(head) + "\n", by_document


def copies(stories: int) -> Iterator[tuple[str, str, bytes, int]]:
    """The pages: the id of a copy, that of its seed, its bytes, its number."""
    seeds = []
    with (ROOT / "data" / "documents.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            seeds.append((row["document_id"], (ROOT / row["path"]).read_bytes()))
    of_seed = {identifier: len(rows) for identifier, rows in lines("articles")[1].items()}
    number = made = 0
    while made < stories:
        identifier, data = seeds[number % len(seeds)]
        page = data + f"\n{number}".encode()
        yield f"doc-{hashlib.sha256(page).hexdigest()[:16]}", identifier, page, number
        made += of_seed.get(identifier, 0)
        number += 1


def word(number: int) -> str:
    """A word that few other stories have."""
    digest = hashlib.sha256(str(number // 3).encode()).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:7])


def multiplied(folder: Path, stories: int) -> None:
    """Write a package of so many stories."""
    tables = {name: lines(name) for name in TABLES}
    pages = sorted(copies(stories))
    (folder / "data").mkdir(parents=True)
    files = {name: (folder / "data" / f"{name}.csv").open("w", encoding="utf-8", newline="") for name in TABLES}
    for name, file in files.items():
        file.write(tables[name][0])
    for identifier, seed, page, number in pages:
        place = f"raw/{identifier[4:6]}/{identifier}.txt"
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(page)
        for name, file in files.items():
            out = io.StringIO(newline="")
            writer = csv.writer(out, lineterminator="\n")
            for row in tables[name][1].get(seed, ()):
                cells = [cell.replace(seed, identifier) for cell in row]
                if name == "documents":
                    cells[1:5] = [place, "", hashlib.sha256(page).hexdigest(), str(len(page))]
                if name == "articles":
                    cells[5] += " " + " ".join(word(number * 7 + extra) for extra in range(5))
                    day = f"{2000 + number % 25}-{1 + number % 12:02}-{1 + number % 28:02}"
                    cells[10:14] = [day, "stated", day, day]
                writer.writerow(cells)
            file.write(out.getvalue())
    for file in files.values():
        file.close()
    for name in ("sources", "entities"):
        shutil.copy(ROOT / "data" / f"{name}.csv", folder / "data")
    (folder / "data" / "duplicates.csv").write_text("article_id,group_id,kind,score\n")
    shutil.copy(ROOT / "datapackage.json", folder)


def size(folder: Path) -> tuple[int, int]:
    """The files of a folder, and their bytes."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def main(stories: int, folder: Path) -> None:
    if not (folder / "package").exists():
        multiplied(folder / "package", stories)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    wall, begun = time.monotonic(), time.process_time()
    site = explore(folder / "package", folder / "site")
    took, wall = time.process_time() - begun, time.monotonic() - wall
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tables, (count, written) = size(folder / "package" / "data")[1], size(folder / "site")
    parts = [path.stat().st_size for path in (folder / "site" / "data").rglob("*.js")]
    print(
        json.dumps(
            {
                "stories": site.stories,
                "pages": site.pages,
                "processor_seconds": round(took, 1),
                "wall_seconds": round(wall, 1),
                "peak_MB": peak,
                "MB_before": before,
                "tables_MB": round(tables / 1e6, 1),
                "site_MB": round(written / 1e6, 1),
                "files": count,
                "parts": len(parts),
                "largest_part_kB": round(max(parts) / 1e3, 1),
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path(mkdtemp(prefix="explore-")),
    )
