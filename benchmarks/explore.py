"""Write the site of many stories: processor time, memory, size, and what a browser then waits for.

    python benchmarks/explore.py [STORIES] [FOLDER] [JOBS]

The stories are those of the seeds over and over, each page with a number of its own behind its text, so that ids, bytes
and words differ and all spans hold. Time is that of the processor too, for others may use the machine; memory is
that of this process and of the largest other one. A browser opens the site where playwright and a Chromium are there.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import resource
import shutil
import subprocess
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


def in_browser(site: Path) -> dict[str, float]:
    """How many seconds a browser takes to paint and to fill the table, and to answer searches and a facet."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return {}
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        seconds: dict[str, list[float]] = {}
        for _ in range(5):
            page = browser.new_page()
            begun = time.monotonic()
            page.goto((site / "articles.html").as_uri())
            page.wait_for_selector("#stories tbody tr")
            seconds.setdefault("first_rows", []).append(time.monotonic() - begun)
            paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
            seconds.setdefault("first_paint", []).append(paint / 1000)
            for name, query in (("search_rare", word(7)), ("search_common", "الوزير"), ("search_two", "وزير الدفاع ")):
                seconds.setdefault(name, []).append(page.evaluate(ANSWER, query) / 1000)
            page.close()
        browser.close()
    return {name: round(sorted(values)[len(values) // 2], 3) for name, values in seconds.items()}


#: Type a query; the milliseconds until its answer is shown, the pause in which one goes on typing among them.
ANSWER = """async (query) => {
  const field = document.getElementById("q"), begun = performance.now();
  field.value = query;
  field.dispatchEvent(new Event("input"));
  const shown = () => new URLSearchParams(location.hash.slice(1)).get("q") === query
    && document.body.dataset.shown === location.hash;
  while (!shown()) await new Promise((resolve) => setTimeout(resolve, 2));
  return performance.now() - begun;
}"""


def used(who: int) -> tuple[float, int]:
    """The seconds of the processor, and the megabytes at most, of this process or of those that it has started."""
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def main(stories: int, folder: Path, jobs: int) -> None:
    if not (folder / "package").exists():
        # In a process of its own, so that what it holds is not counted.
        subprocess.run([sys.executable, __file__, "--package", str(stories), str(folder)], check=True)
    before = used(resource.RUSAGE_CHILDREN)[0]
    shutil.rmtree(folder / "site", ignore_errors=True)
    wall, begun = time.monotonic(), used(resource.RUSAGE_SELF)[0]
    site = explore(folder / "package", folder / "site", jobs)
    wall = time.monotonic() - wall
    took, peak = used(resource.RUSAGE_SELF)
    others, largest = used(resource.RUSAGE_CHILDREN)
    tables, (count, written) = size(folder / "package" / "data")[1], size(folder / "site")
    parts = [path.stat().st_size for path in (folder / "site" / "data").rglob("*.js")]
    facts = {
        "stories": site.stories,
        "pages": site.pages,
        "processor_seconds": round(took - begun, 1),
        "processor_seconds_of_others": round(others - before, 1),
        "wall_seconds": round(wall, 1),
        "peak_MB": peak,
        "tables_MB": round(tables / 1e6, 1),
        "site_MB": round(written / 1e6, 1),
        "times_the_tables": round(written / tables, 2),
        "files": count,
        "parts": len(parts),
        "largest_part_kB": round(max(parts) / 1e3, 1),
    }
    if jobs > 1:
        facts["peak_MB_of_another"] = largest
    print(json.dumps(facts | in_browser(folder / "site"), indent=2))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--package"]:
        multiplied(Path(sys.argv[3]) / "package", int(sys.argv[2]))
        sys.exit()
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path(mkdtemp(prefix="explore-")),
        int(sys.argv[3]) if len(sys.argv) > 3 else 2,
    )
