"""What is said to come back out of a format does, and what is said to be lost is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from exporting.packages import ROOT, build_seeds, canonical
from exporting.test_exports import Tables, _duckdb, _excel, _sqlite, _values, needed

from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import FORMATS, export
from corpus_pkg.exporting.losses import KEPT, Kept
from corpus_pkg.package import extension
from corpus_pkg.records import TABLES, Date

#: A name or a date: what it stands in, its offsets there, its kind, who or when.
Mark = tuple[str, int, int, str, str | None]
_TAGS = {"persName": "PER", "orgName": "ORG", "placeName": "LOC", "name": "MISC", "date": "DATE"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("losses") / "package")


def _rows_of_files(folder: Path) -> Tables:
    from pyarrow import feather, parquet  # type: ignore[import-untyped]

    found: Tables = {}
    for name in TABLES:
        files = [path for suffix in ("parquet", "arrow") for path in folder.rglob(f"{name}*.{suffix}")]
        # Of a table without rows a format may have no file.
        tables = [
            _values((parquet if path.suffix == ".parquet" else feather).read_table(path))
            for path in files
            if path.stem == name or path.parent.name == name
        ]
        found[name] = [row for table in tables for row in table]
    return found


def _csv(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"data/{name}.csv").read_bytes() for name in TABLES}


ROWS: dict[str, Callable[[Path], Tables]] = {
    "parquet": _rows_of_files,
    "arrow": _rows_of_files,
    "sqlite": _sqlite,
    "duckdb": _duckdb,
    "huggingface": _rows_of_files,
    "croissant": _rows_of_files,
    "excel": _excel,
}


def _brat(folder: Path) -> Iterator[Mark]:
    for path in folder.glob("*.ann"):
        said: dict[str, str] = {}
        bound: dict[str, tuple[int, int, str]] = {}
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if line.startswith("T"):
                kind, place = cells[1].split(" ", 1)
                edges = [int(edge) for edge in re.split("[ ;]", place)]
                bound[cells[0]] = (edges[0], edges[-1], kind)
            elif line.startswith("N"):
                said[cells[1].split()[1]] = cells[1].split()[2].removeprefix("entities:")
            elif line:
                said[cells[1].split()[1]] = cells[2]
        yield from ((path.stem, *mark, said.get(name)) for name, mark in bound.items())


def _conll(folder: Path) -> Iterator[Mark]:
    page = ""
    found: list[list[Any]] = []
    for line in (folder / "corpus.conll").read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if line.startswith("# document_id = "):
            page = line.removeprefix("# document_id = ")
        elif len(cells) == 5 and cells[3].startswith("B-"):
            found.append([page, int(cells[1]), int(cells[2]), cells[3][2:], None if cells[4] == "_" else cells[4]])
        elif len(cells) == 5 and cells[3].startswith("I-"):
            found[-1][2] = int(cells[2])
    yield from (tuple(mark) for mark in found)


def _web(folder: Path) -> Iterator[Mark]:
    for path in folder.glob("*.jsonld"):
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            said = {body["purpose"]: body["value"] for body in item["body"] if "value" in body}
            place = item["target"]["selector"][0]
            value = said.get("identifying", said.get("describing"))
            yield path.stem, place["start"], place["end"], said["classifying"], value


def _spacy(folder: Path) -> Iterator[Mark]:
    import spacy
    from spacy.tokens import DocBin

    for doc in DocBin().from_disk(folder / "corpus.spacy").get_docs(spacy.blank("ar").vocab):
        for ent in doc.ents:
            yield doc.user_data["name"], ent.start_char, ent.end_char, ent.label_, ent.kb_id_ or None


def _doccano(folder: Path) -> Iterator[Mark]:
    for line in (folder / "doccano.jsonl").read_text(encoding="utf-8").split("\n")[:-1]:
        body = json.loads(line)
        for start, end, kind in body["label"]:
            yield f"{body['article_id']}-{body['part']}", start, end, kind, None


def _studio(folder: Path) -> Iterator[Mark]:
    for task in json.loads((folder / "tasks.json").read_text(encoding="utf-8")):
        name = f"{task['data']['article_id']}-{task['data']['part']}"
        for result in task["predictions"][0]["result"]:
            value = result["value"]
            [said] = result.get("meta", {"text": [None]})["text"]
            yield name, value["start"], value["end"], value["labels"][0], said


def _tei(folder: Path) -> Iterator[Mark]:
    space = "{http://www.tei-c.org/ns/1.0}"
    for path in folder.glob("*.xml"):
        for story in ElementTree.parse(path).iter(f"{space}div"):
            name = story.get("{http://www.w3.org/XML/1998/namespace}id")
            at = {"head": 0, "p": 0}
            for element in story:
                tag = element.tag.removeprefix(space)
                part = "title" if tag == "head" else "text"
                marks: list[tuple[int, int, str, str | None]] = []
                length = _measured(element, space, at[tag], marks)
                yield from ((f"{name}-{part}", *mark) for mark in marks)
                at[tag] += length + 1


def _measured(element: Any, space: str, start: int, marks: list[tuple[int, int, str, str | None]]) -> int:
    at = start + len(element.text or "")
    for child in element:
        end = at + _measured(child, space, at, marks)
        ref = child.get("ref")
        marks.append((at, end, _TAGS[child.tag.removeprefix(space)], ref[1:] if ref else child.get("when-custom")))
        at = end + len(child.tail or "")
    return at - start


MARKS: dict[str, Callable[[Path], Iterator[Mark]]] = {
    "brat": _brat,
    "conll": _conll,
    "webannotation": _web,
    "spacy": _spacy,
    "doccano": _doccano,
    "labelstudio": _studio,
    "tei": _tei,
}


def _true(package: Path, kept: Kept) -> set[Mark]:
    """The names and dates of a package of plain text as a format should have them."""
    opened = dataset.open(package)
    found: set[Mark] = set()
    for row in (*opened.mentions, *opened.dates):
        kind, said = ("DATE", row.value) if isinstance(row, Date) else (row.type, row.entity_id)
        told = said if ("value" if kind == "DATE" else "entity") in kept.said else None
        if kept.offsets != "text":
            found.add((row.document_id, row.start, row.end, kind, told))
            continue
        for part in ("title", "text"):
            start, end = getattr(row, f"{part}_start"), getattr(row, f"{part}_end")
            if start is not None:
                found.add((f"{row.article_id}-{part}", start, end, kind, told))
    return found if kept.is_nested else {mark for mark in found if not _is_inside(mark, found)}


def _is_inside(mark: Mark, others: set[Mark]) -> bool:
    name, start, end, *_ = mark
    return any(
        other != mark and other[0] == name and other[1] <= start and end <= other[2] and (other[1:3] != (start, end))
        for other in others
    )


def test_each_format_is_in_the_table() -> None:
    assert tuple(KEPT) == FORMATS
    assert {name for name, kept in KEPT.items() if kept.offsets} == set(MARKS)


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_kept_comes_back(tmp_path: Path, package: Path, name: str) -> None:
    needed(name)
    kept = KEPT[name]
    export(package, to=name, out=tmp_path)
    opened = dataset.open(package)
    if name in ROWS:
        found = ROWS[name](tmp_path)
        given = {table: canonical(table, found[table]) for table in kept.tables}
        assert given == {table: (package / f"data/{table}.csv").read_bytes() for table in TABLES}
    elif name == "rocrate":
        assert _csv(tmp_path) == _csv(package)
    elif name == "jsonl":
        lines = (tmp_path / "stories.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
        columns = TABLES["articles"].columns
        rows = [[json.loads(line)[column] for column in columns] for line in lines]
        own = [[row[column] for column in columns] for row in map(_as_json, opened.articles)]
        assert rows == own
    else:
        marks = list(MARKS[name](tmp_path))
        assert len(marks) == len(set(marks)) and set(marks) == _true(package, kept)
        assert len(marks) > 350
    assert any((tmp_path / f"data/{table}.csv").exists() for table in extension.TABLES) <= kept.others


def _as_json(row: Any) -> dict[str, Any]:
    lists = ("authors", "keywords")
    body: dict[str, Any] = json.loads(row.model_dump_json())
    return body | {name: body[name].split("|") for name in lists if body[name]}


def test_the_docs_say_the_same() -> None:
    text = (ROOT / "docs/exports.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|[^|]*\| ([^|]*) \|$", text, re.M)
    assert [(name, kept.lost) for name, kept in KEPT.items()] == rows
