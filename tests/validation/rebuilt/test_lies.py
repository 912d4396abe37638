"""Small lies over every column of every table and every part of the descriptor, put consistently: all are found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
from corruption import packages
from corruption.packages import Copy

from corpus_pkg.package import descriptor
from corpus_pkg.package.extension import sealed
from corpus_pkg.records import TABLES, Table
from corpus_pkg.validation import evidence, validate
from corpus_pkg.validation.rebuilt import Reading, compare, rebuild

Row = dict[str, str]


@dataclass(frozen=True)
class Lie:
    """One lie: what it is about, and how it is told."""

    name: str
    tell: Callable[[Copy], None]


def _choices(annotation: Any) -> list[str]:
    """The values of a field that has only some."""
    if get_origin(annotation) is Literal:
        return list(get_args(annotation))
    return [value for part in get_args(annotation) for value in _choices(part)]


def _other(table: Table, column: str, rows: list[Row], at: int) -> str:
    """Another value of a cell, as like to a true one as can be."""
    here = rows[at][column]
    field = table.model.model_fields[column]
    choices = _choices(field.annotation) or sorted({row[column] for row in rows if row[column]})
    other = next((value for value in choices if value != here), None)
    if here.isdecimal():
        return str(int(here) + 1)
    if column in ("title", "text", "surface", "name_ar", "name_en"):
        return here[:-1] or "x"
    if other is not None:
        return other
    made = {"sha256": "0" * 64, "text_sha256": "0" * 64, "same_as": "Q1", "url": "https://example.org/"}
    last = "8" if here.endswith("7") else "7"
    return made.get(column, here[:-1] + last if here else "2024-01-01" if column == "retrieved" else "x")


def _cell(table: Table, column: str, *, empty: bool) -> Callable[[Copy], None]:
    def tell(copy: Copy) -> None:
        with copy.rows(table.name) as rows:
            filled = [at for at, row in enumerate(rows) if row[column]]
            at = filled[len(filled) // 2] if filled else 0
            before = rows[at][column]
            rows[at][column] = "" if empty else _other(table, column, rows, at)
            if empty and not before:
                pytest.skip("nothing stands there")
            assert rows[at][column] != before
        copy.by_key(table.name)

    return tell


def _without_row(table: Table) -> Callable[[Copy], None]:
    def tell(copy: Copy) -> None:
        with copy.rows(table.name) as rows:
            del rows[-1]

    return tell


def _described(change: Callable[[dict[str, Any]], Any]) -> Callable[[Copy], None]:
    def tell(copy: Copy) -> None:
        with copy.descriptor() as body:
            change(body)
            body |= sealed(body)

    return tell


def _segments(body: dict[str, Any]) -> dict[str, Any]:
    resource: dict[str, Any] = next(item for item in body["resources"] if item["name"] == "segments")
    return resource


def _field(body: dict[str, Any], name: str) -> dict[str, Any]:
    field: dict[str, Any] = next(item for item in _segments(body)["schema"]["fields"] if item["name"] == name)
    return field


DESCRIPTOR: dict[str, Callable[[dict[str, Any]], Any]] = {
    "name": lambda body: body.update(name="another"),
    "version": lambda body: body.update(version="9.9.9"),
    "license": lambda body: body.update(licenses=[{"name": "CC0-1.0"}]),
    "rights": lambda body: body.update(rights="none"),
    "profile": lambda body: body.update({"$schema": "https://example.org/"}),
    "program": lambda body: body["corpus_pkg"]["made_by"].update(program="corpus-pkg 7"),
    "lexicons": lambda body: body["corpus_pkg"]["made_by"].update(lexicons="sha256:" + "0" * 64),
    "model": lambda body: body["corpus_pkg"]["made_by"].update(model="sha256:" + "0" * 64),
    "configuration": lambda body: body["corpus_pkg"]["made_by"].update(configuration="sha256:" + "0" * 64),
    "made by": lambda body: body["corpus_pkg"].pop("made_by"),
    "table title": lambda body: _segments(body).update(title="Parts"),
    "table description": lambda body: _segments(body).update(description="Checked by hand."),
    "format": lambda body: _segments(body).update(mediatype="text/plain"),
    "dialect": lambda body: _segments(body)["dialect"].update(skipInitialSpace=True),
    "primary key": lambda body: _segments(body)["schema"].update(primaryKey=["document_id", "start", "end"]),
    "foreign keys": lambda body: _segments(body)["schema"].update(foreignKeys=[]),
    "missing values": lambda body: _segments(body)["schema"].update(missingValues=["", "other"]),
    "field title": lambda body: _field(body, "rule").update(title="Proof"),
    "field description": lambda body: _field(body, "rule").update(description="Checked by hand."),
    "minimum": lambda body: _field(body, "start")["constraints"].pop("minimum"),
    "enum": lambda body: _field(body, "kind")["constraints"].pop("enum"),
    "enum wider": lambda body: _field(body, "kind")["constraints"]["enum"].append("poem"),
    "required": lambda body: _field(body, "start")["constraints"].update(required=False),
    "page encoding": lambda body: body["resources"][-1].update(encoding="cp1256"),
    "page media type": lambda body: body["resources"][-1].update(mediatype="text/x"),
    "page name": lambda body: body["resources"][-1].update(name="page-doc-0"),
    "page left out": lambda body: body["resources"].pop(),
    "table left out": lambda body: body["resources"].remove(_segments(body)),
    "order": lambda body: body["resources"].insert(0, body["resources"].pop(3)),
}

DESCRIPTOR |= {
    "title": lambda body: body.update(title="Another"),
    "description": lambda body: body.update(description="Checked by hand."),
    "homepage": lambda body: body.update(homepage="https://example.org/"),
    "keywords": lambda body: body.update(keywords=["checked"]),
    "contributors": lambda body: body.update(contributors=[{"title": "Somebody"}]),
    "sources": lambda body: body.update(sources=[{"title": "Somebody"}]),
    "recognizer": lambda body: body["corpus_pkg"]["made_by"].update(recognizer="none"),
    "more of its making": lambda body: body["corpus_pkg"].update(checked="by hand"),
    "field type": lambda body: _field(body, "start").update(type="string"),
    "field left out": lambda body: _segments(body)["schema"]["fields"].pop(),
    "fields in another order": lambda body: _segments(body)["schema"]["fields"].reverse(),
    "fields that match otherwise": lambda body: _segments(body)["schema"].update(fieldsMatch="partial"),
    "foreign key to another": lambda body: _segments(body)["schema"]["foreignKeys"][0]["reference"].update(
        resource="x"
    ),
    "page hash": lambda body: body["resources"][-1].update(hash="sha256:" + "0" * 64),
    "page size": lambda body: body["resources"][-1].update(bytes=7),
    "page twice": lambda body: body["resources"].append(body["resources"][-1]),
}


def _table(body: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in body["resources"] if item["name"] == name)


def _loosened(name: str) -> Callable[[dict[str, Any]], Any]:
    """Take out the first constraint of a table that has some."""

    def change(body: dict[str, Any]) -> None:
        rules = [field["constraints"] for field in _table(body, name)["schema"]["fields"] if field.get("constraints")]
        rules[0].pop(next(iter(rules[0])))

    return change


def _without_key(name: str) -> Callable[[dict[str, Any]], Any]:
    return lambda body: _table(body, name)["schema"].pop("primaryKey")


for _name in TABLES:
    DESCRIPTOR |= {f"{_name}: a constraint": _loosened(_name), f"{_name}: its key": _without_key(_name)}


def _swapped(table: Table) -> Callable[[Copy], None]:
    def tell(copy: Copy) -> None:
        with copy.rows(table.name) as rows:
            if len(rows) < 2:
                pytest.skip("one row has no order")
            rows[0], rows[1] = rows[1], rows[0]

    return tell


CELLS = [
    Lie(f"{table.name}.{column}" + (" emptied" if empty else ""), _cell(table, column, empty=empty))
    for table in TABLES.values()
    for column, field in table.model.model_fields.items()
    for empty in (False, True)
    if not empty or not field.is_required()
]
ROWS = [Lie(f"{table.name} without its last row", _without_row(table)) for table in TABLES.values()]
ROWS += [Lie(f"{table.name} in another order", _swapped(table)) for table in TABLES.values()]
LIES = [*CELLS, *ROWS, *(Lie(f"descriptor: {name}", _described(change)) for name, change in DESCRIPTOR.items())]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("honest")
    (folder / "package").mkdir()
    (folder / "package/corpus.toml").write_text('name = "honest"\ntitle = "Honest"\nversion = "1.0.0"\n')
    return packages.small(folder)


@pytest.fixture(scope="module")
def again(honest: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages give: no lie below is in a page, so one build is enough for all of them."""
    body = descriptor.read(honest / descriptor.FILE_NAME)
    return rebuild(honest, body, tmp_path_factory.mktemp("again"), Reading())


def _told(honest: Path, folder: Path, lie: Lie) -> Path:
    shutil.copytree(honest, folder / "package")
    copy = Copy(folder / "package")
    lie.tell(copy)
    with copy.descriptor() as body:
        body |= sealed(body)
    return folder / "package"


def test_an_honest_package_has_no_problem_either_way(honest: Path, again: Path) -> None:
    assert list(compare(honest / descriptor.FILE_NAME, again)) == []
    report = validate(honest, rebuild=True)
    assert report.problems == ()
    assert report.notes == ()


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.name)
def test_each_lie_is_found_by_building_again(honest: Path, again: Path, tmp_path: Path, lie: Lie) -> None:
    path = _told(honest, tmp_path, lie) / descriptor.FILE_NAME
    problems = list(compare(path, again))
    assert problems
    table = lie.name.partition(".")[0] if lie in CELLS else None
    assert table is None or table in {problem.table for problem in problems}


def test_there_are_enough_lies_and_most_of_them_contradict_something(honest: Path, tmp_path: Path) -> None:
    noticed: list[str] = []
    told: list[str] = []
    for number, lie in enumerate(LIES):
        try:
            package = _told(honest, tmp_path / str(number), lie)
        except pytest.skip.Exception:
            continue
        told.append(lie.name)
        # The first problem is enough; the columns are asked where the evidence has none.
        if next(evidence.check(package), None) is not None or not validate(package, only=["columns"]).valid:
            noticed.append(lie.name)
    print(f"{len(noticed)} of {len(told)} noticed without --rebuild; not:", sorted(set(told) - set(noticed)))
    assert len(told) >= 190
    assert 8 * len(noticed) >= 7 * len(told)


#: What nothing in a table or a descriptor says: what is told of it.
BESIDE: dict[str, tuple[Callable[[Copy], object], str]] = {
    "a page that waits": (
        lambda copy: (copy.folder / "raw/more.txt").write_text("x"),
        "1 file in «raw» is no part of the package, «raw/more.txt»; build",
    ),
    "a page in a folder": (
        lambda copy: _written(copy.folder / "raw/more/a.txt"),
        "the package, «raw/more/a.txt»; build",
    ),
    "a table of one's own": (
        lambda copy: (copy.folder / "data/more.csv").write_text("x"),
        "the package, «data/more.csv»; build",
    ),
    "two pages that wait": (
        lambda copy: [(copy.folder / "raw" / name).write_text("x") for name in ("n.txt", "m.txt")],
        "2 files in «raw» are no part of the package, first «raw/m.txt»; build",
    ),
    "a checklist without checks": (
        lambda copy: (copy.folder / descriptor.CHECKLIST).write_text('{"checks": []}'),
        "does not ask for corpus-evidence",
    ),
    "a changed descriptor": (lambda copy: _retitled(copy.folder), "the descriptor was changed since it was built"),
}


def _written(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("x")


def _retitled(folder: Path) -> None:
    path = folder / descriptor.FILE_NAME
    path.write_bytes(descriptor.dump(descriptor.read(path) | {"title": "Another"}))


@pytest.mark.parametrize("name", BESIDE)
def test_what_lies_beside_or_is_not_sealed_is_told(honest: Path, tmp_path: Path, name: str) -> None:
    tell, told = BESIDE[name]
    shutil.copytree(honest, tmp_path / "package")
    tell(Copy(tmp_path / "package"))
    report = validate(tmp_path / "package")
    assert any(told in line for line in (*report.notes, *(problem.message for problem in report.problems)))


#: Rules that cannot have given the first row of the table.
RULES_OF_NONE = [
    ("dates", "checked by hand"),
    ("segments", "phrase:checked by hand"),
    ("credits", "label:checked by hand"),
    ("credits", "class:checked by hand"),
    ("credits", "keywords"),
]


@pytest.mark.parametrize(("table", "rule"), RULES_OF_NONE)
def test_a_rule_that_cannot_have_given_the_row_is_told(honest: Path, tmp_path: Path, table: str, rule: str) -> None:
    def tell(copy: Copy) -> None:
        with copy.rows(table) as rows:
            rows[0]["rule"] = rule

    report = validate(_told(honest, tmp_path, Lie("rule", tell)), only=["evidence"])
    assert [(problem.code, problem.table, problem.column) for problem in report.problems] == [("rule", table, "rule")]
