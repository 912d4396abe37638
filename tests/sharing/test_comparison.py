"""What has changed between two packages, and which version follows from it."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.sharing import comparison
from corpus_pkg.sharing.comparison import LEVELS, Difference, Level, Table, apply, changes, diff, next_version

ROOT = Path(__file__).parents[2]
CELLS = st.one_of(st.text(max_size=4), st.sampled_from(["", "a", "a\nb", '"', "ا"]))
Rows = dict[tuple[int, str], dict[str, str]]


def _table(columns: list[str], rows: Rows, name: str = "t") -> Table:
    kinds = {"id": "integer", "part": "string"} | dict.fromkeys(columns, "string")

    def read() -> Iterator[tuple[str, ...]]:
        for key in sorted(rows):
            cells = {"id": str(key[0]), "part": key[1], **rows[key]}
            yield tuple(cells[column] for column in kinds)

    return Table(name, MappingProxyType(kinds), ("id", "part"), (), (), ("",), {}, read)


@st.composite
def states(draw: st.DrawFn) -> Table:
    """A table with a key of a number and a text, and up to three more columns."""
    columns = draw(st.lists(st.sampled_from("abc"), unique=True))
    keys = st.tuples(st.integers(-3, 30), st.sampled_from(["", "x", "ي", "xx"]))
    return _table(columns, draw(st.dictionaries(keys, st.fixed_dictionaries(dict.fromkeys(columns, CELLS)))))


@given(states())
def test_nothing_differs_from_itself(table: Table) -> None:
    assert list(changes(table, table)) == []


@given(states(), states())
def test_what_has_changed_makes_the_new_state_of_the_old(old: Table, new: Table) -> None:
    def unread() -> Iterator[tuple[str, ...]]:
        raise AssertionError("the rows of the new state are not to be read")

    only_columns = Table(new.name, new.columns, new.key, (), (), ("",), {}, unread)
    found = list(changes(old, new))
    assert list(apply(old, found, only_columns)) == list(new.read())
    assert list(apply(None, changes(None, new), only_columns)) == list(new.read())
    assert list(apply(old, changes(old, _table([], {})), _table([], {}))) == []
    order = [change.key for change in found]
    assert order == sorted(order) and len(set(order)) == len(order)


@given(states(), states())
def test_the_way_back_is_the_same_rows_with_added_and_removed_exchanged(old: Table, new: Table) -> None:
    opposite = {"added": "removed", "removed": "added", "changed": "changed"}
    there = {change.key: change.kind for change in changes(old, new) if change.kind != "changed"}
    back = {change.key: opposite[change.kind] for change in changes(new, old) if change.kind != "changed"}
    assert there == back


@given(states())
def test_where_the_key_has_changed_no_row_is_the_same(table: Table) -> None:
    other = Table(table.name, table.columns, ("part", "id"), (), (), ("",), {}, table.read)
    rows = list(table.read())
    if len(rows) < 2:
        kinds = [change.kind for change in changes(table, other)]
        assert kinds == ["removed"] * len(rows) + ["added"] * len(rows)


VERSIONS = st.tuples(*[st.integers(0, 99)] * 3)


@given(VERSIONS, st.sampled_from(LEVELS))
def test_the_next_version_is_the_smallest_that_says_so(version: tuple[int, int, int], level: Level) -> None:
    following = next_version(".".join(map(str, version)), level)
    assert following is not None
    found = tuple(int(part) for part in following.split("."))
    if level == "none":
        assert found == version
        return
    assert found > version
    raised = next(at for at in range(3) if found[at] != version[at])
    assert found[raised] == version[raised] + 1 and not any(found[raised + 1 :])
    assert raised == {"major": 0 if version[0] else 1, "minor": 1, "patch": 2}[level]


@given(st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["1.0", "v1.0.0", "01.0.0", "1.0.0.0", "1.0.x"])))
def test_what_is_no_version_of_three_numbers_is_not_raised(version: str | None) -> None:
    parts = (version or "").split("-")[0].split("+")[0].split(".")
    whole = len(parts) == 3 and all(part.isdecimal() and str(int(part)) == part for part in parts)
    assert (next_version(version, "minor") is None) == (not whole)


FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"required": True}},
    {"name": "word", "type": "string", "constraints": {"enum": ["a", "b"], "minLength": 1}},
]
ROWS = [["1", "a"], ["2", "b"], ["10", "a"]]


def _package(folder: Path, rows: list[list[str]] | None = None, **changed: Any) -> Path:
    """A small package of anyone's: a table of words and one that refers to it."""
    folder.mkdir(parents=True)
    schema = {"fields": changed.pop("fields", FIELDS), "primaryKey": changed.pop("key", "id")}
    words = {"name": "words", "path": "words.csv", "schema": schema | changed.pop("schema", {})}
    uses: dict[str, Any] = {
        "name": "uses",
        "path": "uses.csv",
        "schema": {
            "fields": [{"name": "use", "type": "string"}, {"name": "word", "type": "integer"}],
            "primaryKey": ["use"],
            "foreignKeys": [{"fields": "word", "reference": {"resource": "words", "fields": "id"}}],
        },
    }
    uses["schema"] |= changed.pop("uses_schema", {})
    for name, header, cells in (
        ("words", [one["name"] for one in schema["fields"]], ROWS if rows is None else rows),
        ("uses", ["use", "word"], changed.pop("uses", [["x", "1"]])),
    ):
        out = io.StringIO(newline="")
        csv.writer(out, lineterminator="\n").writerows([header, *cells])
        (folder / f"{name}.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    resources = [words | changed.pop("words", {}), uses, *changed.pop("more", [])]
    body = {"name": "p", "version": "1.2.3", "resources": resources} | changed
    (folder / "datapackage.json").write_text(json.dumps(body), encoding="utf-8")
    return folder


def _changed(tmp_path: Path, **changed: Any) -> Difference:
    return diff(_package(tmp_path / "old"), _package(tmp_path / "new", **changed))


def _field(number: int, **changed: Any) -> list[dict[str, Any]]:
    return [field | changed if at == number else field for at, field in enumerate(FIELDS)]


def _constrained(**changed: Any) -> list[dict[str, Any]]:
    return _field(
        1, constraints={key: value for key, value in {**FIELDS[1]["constraints"], **changed}.items() if value}
    )


@pytest.mark.parametrize(
    ("changed", "level", "version"),
    [
        ({}, "none", "1.2.3"),
        # Every line of the recipe, and what it says nothing of.
        ({"name": "q"}, "major", "2.0.0"),
        ({"fields": [*FIELDS, {"name": "new"}], "rows": [[*row, ""] for row in ROWS]}, "major", "2.0.0"),
        ({"fields": FIELDS[:1], "rows": [row[:1] for row in ROWS]}, "major", "2.0.0"),
        ({"fields": FIELDS[::-1], "rows": [row[::-1] for row in ROWS]}, "major", "2.0.0"),
        ({"fields": _field(1, type="any")}, "major", "2.0.0"),
        ({"fields": _field(1, format="uri")}, "major", "2.0.0"),
        ({"fields": _constrained(enum=["a", "b", "c"])}, "minor", "1.3.0"),
        ({"fields": _constrained(enum=["a"])}, "major", "2.0.0"),
        ({"fields": _constrained(enum=None)}, "minor", "1.3.0"),
        ({"fields": _constrained(minLength=2)}, "major", "2.0.0"),
        ({"fields": _constrained(minLength=None)}, "minor", "1.3.0"),
        ({"fields": _constrained(maxLength=9)}, "major", "2.0.0"),
        ({"fields": _constrained(pattern="[ab]")}, "major", "2.0.0"),
        ({"fields": _constrained(required=True)}, "major", "2.0.0"),
        ({"fields": _field(1, title="Word")}, "patch", "1.2.4"),
        ({"key": ["id", "word"]}, "major", "2.0.0"),
        ({"schema": {"missingValues": ["", "-"]}}, "major", "2.0.0"),
        ({"uses_schema": {"foreignKeys": []}}, "minor", "1.3.0"),
        ({"rows": [*ROWS, ["11", "b"]]}, "minor", "1.3.0"),
        ({"rows": [ROWS[0], ["2", "a"], ROWS[2]]}, "patch", "1.2.4"),
        ({"rows": ROWS[:2]}, "major", "2.0.0"),
        ({"uses": []}, "patch", "1.2.4"),
        ({"title": "Words"}, "patch", "1.2.4"),
        ({"version": "1.2.4"}, "none", "1.2.3"),
        ({"more": [{"name": "page", "path": "page.txt", "hash": "sha256:0"}]}, "patch", "1.2.4"),
    ],
)
def test_which_change_raises_which_number(tmp_path: Path, changed: dict[str, Any], level: Level, version: str) -> None:
    difference = _changed(tmp_path, **changed)
    assert bool(difference) == bool(changed)
    assert (difference.level, difference.suggested) == (level, version)


def test_a_table_more_is_an_addition_and_one_less_breaks(tmp_path: Path) -> None:
    old, new = _package(tmp_path / "old"), _package(tmp_path / "new")
    body = json.loads((old / "datapackage.json").read_text())
    del body["resources"][0]
    (old / "datapackage.json").write_text(json.dumps(body))
    forward, backward = diff(old, new), diff(new, old)
    assert (forward.level, forward.counts) == ("minor", {"words": {"added": 3}})
    assert (backward.level, backward.counts) == ("major", {"words": {"removed": 3}})


def test_rows_are_told_by_key_and_field(tmp_path: Path) -> None:
    difference = _changed(tmp_path, rows=[["2", "a"], ["3", "b"], ["10", "a"]])
    assert difference.counts == {"words": {"added": 1, "changed": 1, "removed": 1}}
    rows = [(row.kind, row.key, dict(row.cells)) for row in difference.rows()]
    assert rows == [
        ("removed", (1,), {"id": ("1", None), "word": ("a", None)}),
        ("changed", (2,), {"word": ("b", "a")}),
        ("added", (3,), {"id": (None, "3"), "word": (None, "b")}),
    ]
    assert list(difference.rows()) == list(difference.rows())


def test_a_moved_file_is_no_change_of_the_data(tmp_path: Path) -> None:
    page = {"name": "page", "hash": "sha256:0"}
    old = _package(tmp_path / "old", more=[page | {"path": "a.txt"}])
    difference = diff(old, _package(tmp_path / "new", more=[page | {"path": "b.txt"}]))
    assert [(file.path, file.kind) for file in difference.files] == [("a.txt", "removed"), ("b.txt", "added")]
    assert difference.level == "none"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"rows": ROWS[::-1]}, "row 2 (2) is not in the order of the key"),
        ({"rows": [ROWS[0], ROWS[0]]}, "row 2 (1) stands twice"),
        ({"rows": [["1"]]}, "line 2 has 1 cells for 2 columns"),
        ({"key": []}, "no primary key"),
        ({"key": ["none"]}, "no primary key"),
        ({"fields": [FIELDS[0], FIELDS[0]]}, "two of one name"),
        ({"words": {"path": "../words.csv"}}, "no one file inside the package"),
        ({"words": {"path": ["words.csv"]}}, "no one file inside the package"),
        ({"words": {"path": "none.csv"}}, "none.csv: cannot be read"),
        ({"words": {"path": "uses.csv"}}, "other columns than the descriptor says"),
        ({"words": {"encoding": "none"}}, "cannot be read"),
        ({"words": {"encoding": "utf-16"}}, "cannot be read"),
        ({"words": {"name": "uses"}}, "two tables uses"),
        ({"words": {"schema": {}}, "more": [{"name": "x", "path": "words.csv", "type": "table"}]}, "no schema"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    with pytest.raises(PackageError) as caught:
        _changed(tmp_path, **changed)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_outside_the_package_is_read(tmp_path: Path) -> None:
    new = _package(tmp_path / "new")
    (new / "words.csv").rename(tmp_path / "words.csv")
    (new / "words.csv").symlink_to(tmp_path / "words.csv")
    with pytest.raises(PackageError, match="no one file inside the package"):
        diff(_package(tmp_path / "old"), new)
    (new / "words.csv").unlink()
    os.mkfifo(new / "words.csv")
    with pytest.raises(PackageError, match="no one file inside the package"):
        diff(tmp_path / "old", new)


def test_the_section_for_the_changelog(tmp_path: Path) -> None:
    difference = _changed(tmp_path, rows=[*ROWS, ["11", "b"]], title="Words", uses=[["x", "2"]])
    assert comparison.changelog(difference) == (
        "## 1.3.0\n\n### Added\n\n- property title added (Words)\n- words: 1 row\n\n### Changed\n\n- uses: 1 row\n"
    )
    stated = diff(tmp_path / "old", _package(tmp_path / "stated", version="9.0.0"))
    assert comparison.changelog(stated).startswith("## 9.0.0\n")
    same = diff(tmp_path / "old", tmp_path / "old")
    assert comparison.changelog(same) == "## 1.2.3\n\nNothing has changed.\n"


ANY = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.sampled_from(["id", "words", "uses"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["name", "fields"]), inner)),
    max_leaves=6,
)
PLACES = st.sampled_from(
    [("name",), ("path",), ("schema",), ("dialect",), ("encoding",), ("type",), ("dialect", "delimiter")]
    + [("schema", name) for name in ("fields", "primaryKey", "foreignKeys", "missingValues")]
    + [("schema", "fields", 1, name) for name in ("name", "type", "format", "constraints", "title")]
)


@given(place=PLACES, value=ANY)
def test_whatever_a_descriptor_says_it_is_compared_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, place: tuple[str | int, ...], value: object
) -> None:
    folder = tmp_path_factory.mktemp("any")
    old, new = _package(folder / "old"), _package(folder / "new")
    body = json.loads((new / "datapackage.json").read_text())
    body["resources"][0]["dialect"] = {}
    target = body["resources"][0]
    for part in place[:-1]:
        target = target[part]
    target[place[-1]] = value
    (new / "datapackage.json").write_text(json.dumps(body))
    try:
        difference = diff(old, new)
        assert list(difference.rows()) == list(difference.rows())
        assert comparison.changelog(difference).startswith("## ")
    except PackageError as error:
        assert "\n" not in str(error)


def test_our_own_dataset_does_not_differ_from_itself() -> None:
    difference = diff(ROOT, ROOT / "datapackage.json")
    assert not difference
    assert difference.suggested == difference.old_version
