"""Packages to export: of the seeds, and any that keeps keys and references, of the nastiest text a table can hold."""

from __future__ import annotations

import csv
import datetime
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from corpus_pkg import identifiers
from corpus_pkg.building.build import build
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Record
from corpus_pkg.schemas import column_type, json_schema, required

ROOT = Path(__file__).parents[2]

#: For packages, which take long to write.
FEW = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)

#: Whatever a cell can hold; lone surrogates are no text and never reach a table.
NASTY = st.one_of(
    st.sampled_from(
        [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\tx",
            "\rx",
            "'x",
            "NA",
            "null",
            "None",
            "nan",
            "N/A",
            "007",
            "1e5",
            "2024-03",
            "TRUE",
            '"',
            '""',
            ",",
            "|",
            "a\nb",
            "a\r\nb",
            "\r",
            "\n",
            "\0",
            "a\0b",
            " ",
            "\ufeffx",
            "\u202eقلب\u202c",
            "\u2028",
            "\x85",
            "\ufffe",
            "\uffff",
            "_x0041_",
            "<b>&amp;</b>",
            "ﷺ🕌",
            "غَزَّة",
            "\x1a",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
    st.text("غزةوبل\u200f\u200e\"',|\n\r\t =", min_size=1, max_size=20),
)


@cache
def _rules(name: str) -> Mapping[str, Any]:
    rules: Mapping[str, Any] = json_schema(TABLES[name].model)["properties"]
    return rules


def _cell(name: str, column: str) -> st.SearchStrategy[Any]:
    field = TABLES[name].model.model_fields[column]
    rules = _rules(name)[column]
    arm = next((arm for arm in rules.get("anyOf", ()) if arm.get("type") != "null"), rules)
    kind = column_type(field)
    if "enum" in arm:
        cells: st.SearchStrategy[Any] = st.sampled_from(arm["enum"])
    elif kind == "date":
        cells = st.dates(min_value=datetime.date(1, 1, 1))
    elif kind == "integer":
        cells = st.integers(arm.get("minimum", 0), 10**12)
    elif kind == "number":
        cells = st.integers(0, 10_000).map(lambda parts: parts / 10_000)
    elif kind == "datetime":
        cells = st.datetimes(datetime.datetime(1, 1, 2), datetime.datetime(9999, 12, 30)).map(
            lambda moment: moment.replace(microsecond=0, tzinfo=datetime.UTC)
        )
    else:
        cells = st.from_regex(arm["pattern"], fullmatch=True) if "pattern" in arm else NASTY
    return cells if required(field) else st.none() | cells


@st.composite
def contents(draw: st.DrawFn) -> dict[str, list[Record]]:
    """The rows of a package of one to three pages, each with one to three stories; every reference is kept."""
    digests = draw(
        st.lists(st.binary(min_size=1, max_size=4).map(identifiers.sha256), min_size=1, max_size=3, unique=True)
    )
    pages = {identifiers.document_id(digest): digest for digest in digests}
    stories = {page: [f"{page}-{n}" for n in range(1, draw(st.integers(1, 3)) + 1)] for page in pages}
    slugs = st.from_regex(r"[a-z0-9]{1,6}(?:-[a-z0-9]{1,6}){0,2}", fullmatch=True)
    known = {name: draw(st.lists(slugs, min_size=1, max_size=3, unique=True)) for name in ("sources", "entities")}

    def row(name: str, **fixed: Any) -> Record:
        cells = {column: draw(_cell(name, column)) for column in TABLES[name].columns if column not in fixed}
        return TABLES[name].model(**cells, **fixed)

    found: dict[str, list[Record]] = {name: [] for name in TABLES}
    for page, digest in pages.items():
        found["documents"].append(row("documents", document_id=page, sha256=digest))
        for story in stories[page]:
            found["articles"].append(row("articles", article_id=story, document_id=page))
        for number in range(draw(st.integers(0, 3))):
            span = {"document_id": page, "start": number * 10, "end": number * 10 + 5}
            story = draw(st.sampled_from(stories[page]))
            own = st.none() | st.just(story)
            source = draw(st.sampled_from(known["sources"]))
            entity = draw(st.none() | st.sampled_from(known["entities"]))
            target = draw(st.none() | st.just(story))
            found["segments"].append(row("segments", **span, article_id=draw(own)))
            found["dates"].append(row("dates", **span, date_id=f"{page}-{number:02d}", article_id=draw(own)))
            found["credits"].append(row("credits", **span, article_id=story, source_id=source))
            found["mentions"].append(row("mentions", **span, article_id=story, entity_id=entity))
            found["links"].append(row("links", **span, target_article_id=target))
    first = min(min(listed) for listed in stories.values())
    if draw(st.booleans()):
        found["duplicates"].append(row("duplicates", article_id=first, group_id=first))
    found["sources"] = [row("sources", source_id=slug) for slug in known["sources"]]
    found["entities"] = [row("entities", entity_id=slug) for slug in known["entities"]]
    return {name: sorted(rows, key=lambda row: tables.key_of(TABLES[name], row)) for name, rows in found.items()}


def write_package(folder: Path, rows: Mapping[str, Sequence[Record]]) -> Path:
    """A package of the rows in a folder that is made anew, without pages."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "data").mkdir(parents=True)
    for name, table in TABLES.items():
        tables.write(folder / "data" / f"{name}.csv", table, rows[name])
    resources = [{"name": name, "type": "table", "path": f"data/{name}.csv"} for name in TABLES]
    body = {"name": "nasty", "title": '=خبر" --- \n', "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(body), encoding="utf-8")
    return folder


def values(row: Record) -> tuple[Any, ...]:
    return tuple(row.__dict__.values())


def build_seeds(folder: Path, **options: Any) -> Path:
    """A package of the seeds, made by the code as it is."""
    build(ROOT / "seeds", folder, config=ROOT / "corpus.toml", **options)
    return folder


def canonical(name: str, rows: Iterable[Sequence[Any]]) -> bytes:
    """The canonical file of a table whose rows a client gave back as plain values."""
    table = TABLES[name]
    records = [
        table.model.model_validate(dict(zip(table.columns, map(joined, row), strict=True)), strict=True) for row in rows
    ]
    return tables.header(table) + b"".join(tables.lines(table, records))


def joined(value: Any) -> Any:
    """A list as it stands in a cell."""
    return "|".join(value) if isinstance(value, list) else value


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as a program of any kind reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
