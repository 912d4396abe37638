"""The committed schemas are those of the models, and are schemas."""

from __future__ import annotations

import json
import pathlib

import pytest
from frictionless import Schema
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from corpus_pkg import schemas
from corpus_pkg.records import TABLES
from corpus_pkg.stories import Story

ROOT = pathlib.Path(__file__).parents[1]


def test_committed_schemas_are_current() -> None:
    assert schemas.stale(ROOT / "schemas") == [], "run: corpus-pkg schemas"


def test_files_are_deterministic_lf_and_end_in_a_newline() -> None:
    made = schemas.files()
    assert made == schemas.files()
    for text in made.values():
        assert text.endswith("}\n")
        assert "\r" not in text
        assert "$id" not in json.loads(text)


def test_every_table_has_both_schemas() -> None:
    names = {f"{name}.{kind}.json" for name in TABLES for kind in ("schema", "tableschema")}
    assert schemas.files().keys() == names | {"story.schema.json", "made_by.schema.json"}


@pytest.mark.parametrize("name", [name for name in schemas.files() if name.endswith(".schema.json")])
def test_json_schemas_are_valid_schemas_that_say_what_they_describe(name: str) -> None:
    schema = json.loads(schemas.files()[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == schemas.JSON_SCHEMA
    assert schema["title"]
    assert schema["description"]
    for rules in schema["properties"].values():
        assert rules["title"]
        assert rules["description"]


@pytest.mark.parametrize("name", TABLES)
def test_table_schemas_carry_key_references_and_constraints(name: str) -> None:
    table = TABLES[name]
    schema = Schema.from_descriptor(schemas.table_schema(table))
    assert schema.field_names == list(table.columns)
    assert tuple(schema.primary_key) == table.key
    assert [key["reference"]["resource"] for key in schema.foreign_keys] == [key.table for key in table.foreign_keys]
    for column in table.key:
        assert schema.get_field(column).required


def test_a_story_validates_where_pydantic_does() -> None:
    validator = Draft202012Validator(schemas.json_schema(Story))
    digest = "0" * 64
    good = {
        "article_id": "doc-0123456789abcdef-1",
        "document_id": "doc-0123456789abcdef",
        "ordinal": 1,
        "role": "main",
        "text": "نص",
        "published_basis": "unknown",
        "text_sha256": digest,
        "dates": [],
        "document": {
            "document_id": "doc-0123456789abcdef",
            "path": "a.txt",
            "sha256": digest,
            "bytes": 1,
            "media_type": "text/plain",
            "status": "ok",
        },
    }
    bad = good | {"dates": [{"date_id": "x"}]}
    assert validator.is_valid(good)
    assert not validator.is_valid(bad)
    Story.model_validate_json(json.dumps(good))
    with pytest.raises(ValueError, match="dates"):
        Story.model_validate_json(json.dumps(bad))


def test_stale_names_missing_changed_and_orphaned_files(tmp_path: pathlib.Path) -> None:
    current = schemas.files()
    assert schemas.stale(tmp_path / "nowhere") == sorted(current)
    for name, text in current.items():
        (tmp_path / name).write_bytes(text.encode())
    assert schemas.stale(tmp_path) == []
    (tmp_path / "links.schema.json").write_bytes(b"{}")
    (tmp_path / "pictures.schema.json").write_bytes(b"{}")
    (tmp_path / "notes.json").write_bytes(b"{}")
    assert schemas.stale(tmp_path) == ["links.schema.json", "pictures.schema.json"]
