"""How fast packages are validated, and whether the column layer and Frictionless agree.

    python benchmarks/validation.py [--rows N] [--spans N] [--folder DIR] [--skip PART]

One package of N rows (documents, articles, entities and mentions with their keys and references; made by a fixed rule
in a temporary folder) is validated by the column layer and by Frictionless in the same run: seconds, rows a second,
and the most memory that each took, in a process of its own each. Then each of twenty faults is planted alone in a
small copy of the package, and the two verdicts stand side by side. Last the evidence of the project's own dataset,
copied until it has the spans that are asked for, is checked: spans a second.
"""

from __future__ import annotations

import argparse
import csv
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus_pkg import identifiers
from corpus_pkg.dataset.dataset import load
from corpus_pkg.package import descriptor, tables
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.package.staging import file_digest
from corpus_pkg.records import TABLES
from corpus_pkg.schemas import table_schema
from corpus_pkg.validation import evidence, validate
from corpus_pkg.validation.admission import admitted
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular.columns import Columns

SEEDS = Path(__file__).parents[1]
NAMES = ("documents", "articles", "entities", "mentions")
TYPES = ("PER", "ORG", "LOC", "MISC")
PLACES = ("غزة", "القاهرة", "بيروت", "صنعاء", "الرباط", "مسقط")
#: What this script runs in a process of its own.
PARTS = ("columns", "frictionless")

Change = Callable[[dict[str, list[list[str]]]], None]


def rows(number: int) -> Iterator[tuple[str, list[str]]]:
    """Rows of the package by table: one in a hundred an article, one in a thousand a document, the rest mentions."""
    articles, documents, entities = max(2, number // 100), max(1, number // 1000), max(2, number // 500)
    mentions = number - articles - documents - entities
    digests = sorted(sha256(str(place).encode()).hexdigest() for place in range(documents))
    names = [f"entity-{place:06}" for place in range(entities)]
    for digest in digests:
        yield "documents", [
            identifiers.document_id(digest), f"raw/{digest[:8]}.txt", "", digest, "2000", "text/plain", "utf-8", "0",
            "1500", "ar", "", "", "ok", "",
        ]  # fmt: skip
    for place, name in enumerate(names):
        yield "entities", [name, TYPES[place % 4], f"اسم {place}", "", "EG" if place % 3 else "", ""]
    for place, digest in enumerate(digests):
        document = identifiers.document_id(digest)
        own = articles // documents + (place < articles % documents)
        for ordinal in sorted(range(1, own + 1), key=str):
            text = f'نص الخبر {ordinal} في {PLACES[ordinal % 6]}، وفيه "قول" وكلام كثير.\n' * 8
            yield "articles", [
                f"{document}-{ordinal}", document, str(ordinal), "main", f"عنوان {ordinal}", text, "ar",
                PLACES[ordinal % 6], "", "", "2024-03-20", "stated", "2024-03-20", "2024-03-20", "",
                sha256(text.encode()).hexdigest(),
            ]  # fmt: skip
    for place, digest in enumerate(digests):
        document = identifiers.document_id(digest)
        stories = articles // documents + (place < articles % documents)
        own = mentions // documents + (place < mentions % documents)
        for at in range(own):
            entity = (at * 7 + place) % entities
            surface = PLACES[at % 6]
            yield "mentions", [
                f"{document}-{1 + at % stories}", document, str(at * 12), str(at * 12 + len(surface)), surface,
                TYPES[entity % 4], names[entity] if at % 5 else "", "gazetteer",
            ]  # fmt: skip


def package(folder: Path, number: int, change: Change | None = None) -> Path:
    """Write the package of `number` rows into the folder, changed; its descriptor."""
    (folder / "data").mkdir(parents=True)
    files = {name: (folder / descriptor.table_path(name)).open("w", encoding="utf-8", newline="") for name in NAMES}
    writers = {name: csv.writer(file, lineterminator="\n") for name, file in files.items()}
    for name in NAMES:
        writers[name].writerow(TABLES[name].columns)
    if change is None:
        for name, row in rows(number):
            writers[name].writerow(row)
    else:
        made: dict[str, list[list[str]]] = {name: [] for name in NAMES}
        for name, row in rows(number):
            made[name].append(row)
        change(made)
        for name, listed in made.items():
            writers[name].writerows(listed)
    for file in files.values():
        file.close()
    resources: list[dict[str, Any]] = []
    for name in NAMES:
        item = descriptor.table_resource(TABLES[name], *file_digest(folder / descriptor.table_path(name)))
        keys = [key for key in item["schema"].get("foreignKeys", ()) if key["reference"]["resource"] in NAMES]
        resources.append({**item, "schema": {**table_schema(TABLES[name]), "foreignKeys": keys}})
    body = {"$schema": descriptor.PACKAGE_PROFILE, "name": "benchmark", "resources": resources}
    path = folder / descriptor.FILE_NAME
    path.write_bytes(descriptor.dump(body))
    return path


def _cell(table: str, row: int, column: str, value: str) -> Change:
    place = TABLES[table].columns.index(column)

    def change(made: dict[str, list[list[str]]]) -> None:
        assert made[table][row][place] != value
        made[table][row][place] = value

    return change


def _row(table: str, change: Callable[[list[list[str]]], object]) -> Change:
    def changed(made: dict[str, list[list[str]]]) -> None:
        change(made[table])

    return changed


#: The faults, by what they are.
FAULTS: dict[str, Change] = {
    "integer is a word": _cell("mentions", 7, "start", "twelve"),
    "integer is a fraction": _cell("mentions", 7, "end", "12.5"),
    "integer below its minimum": _cell("documents", 0, "bytes", "-1"),
    "date does not exist": _cell("articles", 1, "published_earliest", "2024-02-30"),
    "date in another form": _cell("articles", 1, "published_latest", "20.03.2024"),
    "required cell is empty": _cell("mentions", 9, "surface", ""),
    "required integer is empty": _cell("mentions", 9, "start", ""),
    "value not in the list": _cell("mentions", 3, "type", "GPE"),
    "value in another case": _cell("articles", 0, "role", "Main"),
    "value not of the pattern": _cell("entities", 1, "entity_id", "Entity 1"),
    "hash too short": _cell("documents", 0, "sha256", "abc"),
    "EDTF with month 13": _cell("articles", 0, "published", "2024-13-01"),
    "primary key twice": _row("mentions", lambda listed: listed.append(listed[-1])),
    "primary key twice, apart": _row("entities", lambda listed: listed.append(listed[0])),
    "reference to no article": _cell("mentions", 5, "article_id", "doc-ffffffffffffffff-1"),
    "reference to no entity": _cell("mentions", 6, "entity_id", "nobody"),
    "reference to no document": _cell("articles", 0, "document_id", "doc-ffffffffffffffff"),
    "row with a cell too many": _row("mentions", lambda listed: listed[4].append("more")),
    "row with a cell too few": _row("mentions", lambda listed: listed[4].pop()),
    "blank row": _row("mentions", lambda listed: listed.insert(4, [""] * 8)),
}


def part(name: str, path: Path) -> dict[str, Any]:
    """Run one validator and say how long it took, what it found, and the most memory that the process had."""
    if name == "columns":
        import polars  # noqa: F401 - what is measured is not the import, of either

        start = time.perf_counter()
        with admitted(path) as admission:
            found = Findings("columns")
            layer = Columns(admission, found)
            layer.run()
        valid, number = not found.counts, sum(table.rows for table in layer.tables.values())
    else:
        import frictionless

        start = time.perf_counter()
        report: Any = frictionless.validate(str(path), type="package")
        valid, number = report.valid, sum(task.stats.get("rows") or 0 for task in report.tasks)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "rows": number, "valid": valid, "memory": memory / 1024}


def apart(name: str, path: Path) -> dict[str, Any]:
    """`part` in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--part", name, str(path)], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def copied(folder: Path, spans: int) -> int:
    """A package of the project's dataset, its pages copied with line ends behind them; the number of its spans."""
    (folder / "data").mkdir(parents=True)
    (folder / "raw").mkdir()
    kept = {name: list(load(name, SEEDS)) for name in TABLES}
    of_documents = [name for name in TABLES if name not in ("sources", "entities", "duplicates")]
    own = sum(len(kept[name]) for name in ("segments", "dates", "credits", "mentions", "links"))
    made: dict[str, list[Any]] = {name: list(kept[name]) if name not in of_documents else [] for name in TABLES}
    pages = []
    for copy in range(max(1, round(spans / own))):
        for document in kept["documents"]:
            values = document.__dict__
            text = (SEEDS / values["path"]).read_bytes().decode(values["encoding"]) + "\n" * copy
            data = text.encode(values["encoding"])
            digest = identifiers.sha256(data)
            identifier = identifiers.document_id(digest)
            path = f"raw/{identifier}.txt"
            (folder / path).write_bytes(data)
            pages.append(
                descriptor.Page(
                    f"page-{identifier}", path, digest, len(data), values["media_type"], values["encoding"], True
                )
            )
            before = values["document_id"]
            for name in of_documents:
                for row in kept[name]:
                    if row.__dict__["document_id"] != before:
                        continue
                    changed: dict[str, Any] = {
                        column: value.replace(before, identifier)
                        for column, value in row.__dict__.items()
                        if isinstance(value, str) and before in value
                    }
                    if name == "documents":
                        changed |= {
                            "path": path, "also_at": None, "sha256": digest, "bytes": len(data),
                            "characters": len(text),
                        }  # fmt: skip
                    if name == "links":
                        changed["target_article_id"] = None
                    made[name].append(row.model_copy(update=changed))
    sums = {}
    for name, table in TABLES.items():
        place = folder / descriptor.table_path(name)
        tables.write(place, table, made[name])
        sums[name] = file_digest(place)
    body = descriptor.describe(Configuration(name="copied"), sums, sorted(pages, key=lambda page: page.path))
    (folder / descriptor.FILE_NAME).write_bytes(descriptor.dump(body))
    return sum(len(made[name]) for name in ("segments", "dates", "credits", "mentions", "links"))


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--spans", type=int, default=200_000)
    parser.add_argument("--folder", type=Path, help="where to make the packages; a temporary folder otherwise")
    parser.add_argument("--skip", action="append", default=[], choices=(*PARTS, "faults", "evidence"))
    parser.add_argument("--part", nargs=2, metavar=("NAME", "PATH"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        print(json.dumps(part(args.part[0], Path(args.part[1]))))
        return 0
    folder = Path(tempfile.mkdtemp(prefix="validation-", dir=args.folder))
    try:
        return measure(folder, args.rows, args.spans, set(args.skip))
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, number: int, spans: int, skip: set[str]) -> int:
    """Make the packages in the folder and measure; 1 where a verdict differs."""
    path = package(folder / "big", number)
    size = sum(file.stat().st_size for file in (folder / "big/data").iterdir()) / 1e6
    print(f"{number} rows, {size:.0f} MB")
    print(f"{'':22}{'seconds':>10}{'rows/s':>12}{'MB of memory':>14}  verdict")
    seconds = {}
    for name in PARTS:
        if name in skip:
            continue
        found = apart(name, path)
        seconds[name] = found["seconds"]
        verdict = "valid" if found["valid"] else "INVALID"
        speed = found["rows"] / found["seconds"]
        print(f"{name:22}{found['seconds']:10.2f}{speed:12.0f}{found['memory']:14.0f}  {verdict}")
    if len(seconds) == len(PARTS):
        print(f"{'times as fast':22}{seconds['frictionless'] / seconds['columns']:10.1f}")
    differ = 0
    if "faults" not in skip:
        print(f"\n{'fault, alone in 500 rows':34}{'columns':>16}{'frictionless':>16}")
        for place, (name, change) in enumerate(FAULTS.items()):
            report = validate(package(folder / f"fault-{place}", 500, change), only=("columns", "frictionless"))
            counts = {layer.name: ", ".join(layer.counts) or "valid" for layer in report.layers}
            differ += (counts["columns"] == "valid") != (counts["frictionless"] == "valid")
            print(f"{name:34}{counts['columns']:>16}  {counts['frictionless']:>16}")
        print(f"{differ} of {len(FAULTS)} verdicts differ")
    if "evidence" not in skip:
        made = copied(folder / "copied", spans)
        tally = evidence.Tally()
        start = time.perf_counter()
        problems = sum(1 for _ in evidence.check(folder / "copied", tally))
        took = time.perf_counter() - start
        print(f"\nevidence: {made} spans of {tally.documents} pages, {problems} problems, {took:.2f} s, ", end="")
        print(f"{made / took:.0f} spans/s")
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(main())
