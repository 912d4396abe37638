"""What Datasette shows of the SQLite file: titles, descriptions, facets and the search, in its `metadata.json`.

Source: https://docs.datasette.io/en/stable/metadata.html. A facet is offered by each column of few values.
"""

from __future__ import annotations

import json
from typing import Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting import about
from corpus_pkg.records import TABLES, Table
from corpus_pkg.schemas import json_schema

#: Columns of few values besides those that the records enumerate.
_FEW = frozenset({"country", "country_code", "encoding", "language", "media_type", "method"})
#: What a row is called where others refer to it, and what is looked at first.
_LABELS = {"articles": "title", "documents": "path", "entities": "name_ar", "sources": "name_ar"}


def metadata(dataset: Dataset, database: str, search: str, views: dict[str, str]) -> bytes:
    """Return the file for a database, whose full-text search of the articles has a name, with what its views are."""
    shown: dict[str, Any] = {name: _table(table) for name, table in TABLES.items()}
    shown["articles"] |= {"fts_table": search, "fts_pk": "rowid", "size": 20}
    shown |= {name: {"description": said} for name, said in views.items()}
    stated = dataset.descriptor
    body: dict[str, Any] = {
        "title": about.title(stated),
        "description": about.description(stated),
        "license": " ".join(about.licenses(stated)),
        "source_url": str(stated.get("homepage") or ""),
        "databases": {database: {"tables": shown}},
    }
    kept = {name: value for name, value in body.items() if value}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _table(table: Table) -> dict[str, Any]:
    fields = table.model.model_fields
    said: dict[str, Any] = {
        "description": table.description,
        "columns": {name: field.description for name, field in fields.items() if field.description},
    }
    if facets := [name for name, rules in json_schema(table.model)["properties"].items() if _is_facet(name, rules)]:
        said["facets"] = facets
    if table.name in _LABELS:
        said["label_column"] = _LABELS[table.name]
    return said


def _is_facet(name: str, rules: dict[str, Any]) -> bool:
    return name in _FEW or any("enum" in arm for arm in (rules, *rules.get("anyOf", ())))
