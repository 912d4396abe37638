"""What has changed between two packages, and which version follows from it."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.errors import PackageError
from corpus_pkg.sharing.diff import Difference, diff, section
from corpus_pkg.sharing.diff.versions import Level

ROOT = Path(__file__).parents[3]
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
        ("words", [field["name"] for field in schema["fields"]], ROWS if rows is None else rows),
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
    assert [(file.path, file.kind) for file in difference.files] == [("b.txt", "renamed")]
    assert difference.level == "none"


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"rows": ROWS[::-1]}, "row 2 (2) is not in the order of the key"),
        ({"rows": [ROWS[0], ROWS[0]]}, "row 2 (1) stands twice"),
        ({"rows": [["1"]]}, "line 2 has 1 cells for 2 columns"),
        ({"key": []}, "no primary key"),
        ({"key": ["none"]}, "no primary key"),
        ({"fields": [FIELDS[0], FIELDS[0]]}, "two of one name"),
        ({"words": {"path": "../words.csv"}}, "no file inside the package"),
        ({"words": {"path": ["words.csv", "../words.csv"]}}, "no file inside the package"),
        ({"words": {"path": "none.csv"}}, "none.csv: cannot be read"),
        ({"words": {"path": "uses.csv"}}, "uses.csv:1: the columns are not those of words (id, word)"),
        ({"words": {"encoding": "none"}}, "cannot be read"),
        ({"words": {"encoding": "utf-16"}}, "cannot be read"),
        ({"words": {"name": "uses"}}, "two tables uses"),
        ({"words": {"schema": {}}, "more": [{"name": "x", "path": "words.csv", "type": "table"}]}, "no schema"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(tmp_path: Path, changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(PackageError) as caught:
        _changed(tmp_path, **changed)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_outside_the_package_is_read(tmp_path: Path) -> None:
    new = _package(tmp_path / "new")
    (new / "words.csv").rename(tmp_path / "words.csv")
    (new / "words.csv").symlink_to(tmp_path / "words.csv")
    with pytest.raises(PackageError, match="no file inside the package"):
        diff(_package(tmp_path / "old"), new)
    (new / "words.csv").unlink()
    os.mkfifo(new / "words.csv")
    with pytest.raises(PackageError, match="no file inside the package"):
        diff(tmp_path / "old", new)


def test_the_section_for_the_changelog(tmp_path: Path) -> None:
    difference = _changed(tmp_path, rows=[*ROWS, ["11", "b"]], title="Words", uses=[["x", "2"]])
    assert section(difference) == (
        "## 1.3.0\n\n### Added\n\n- property title added (Words)\n- words: 1 row\n\n### Changed\n\n- uses: 1 row\n"
    )
    stated = diff(tmp_path / "old", _package(tmp_path / "stated", version="9.0.0"))
    assert section(stated).startswith("## 9.0.0\n")
    same = diff(tmp_path / "old", tmp_path / "old")
    assert section(same) == "## 1.2.3\n\nNothing has changed.\n"


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
        assert section(difference).startswith("## ")
    except PackageError as error:
        assert "\n" not in str(error)


def test_our_own_dataset_does_not_differ_from_itself() -> None:
    difference = diff(ROOT, ROOT / "datapackage.json")
    assert not difference
    assert difference.suggested == difference.old_version
