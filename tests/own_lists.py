"""Lists of names of one's own for tests: added from a text, and what came of it in the folder."""

from __future__ import annotations

import csv
import json
import pathlib
from typing import Any

from corpus_pkg.entities import lists


def rows(folder: pathlib.Path, table: str) -> list[dict[str, str]]:
    """The rows of a table in a folder of one's own."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def added(folder: pathlib.Path, name: str, text: str | bytes, **options: Any) -> lists.Added:
    """What came of adding a list of that text to `folder / "own"`."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return lists.add(path, folder / "own", **options)


def item(
    identifier: str, name: str, kind: str, aliases: tuple[str, ...] = (), english: str = "", **claims: object
) -> dict[str, Any]:
    """An item of Wikidata's dump."""

    def statement(value: object) -> dict[str, Any]:
        return {"rank": "normal", "mainsnak": {"snaktype": "value", "datavalue": {"value": value}}}

    return {
        "id": identifier,
        "type": "item",
        "labels": {"ar": {"language": "ar", "value": name}, "en": {"language": "en", "value": english}},
        "aliases": {"ar": [{"language": "ar", "value": alias} for alias in aliases]},
        "claims": {"P31": [statement({"id": kind})], **{key: [statement(value)] for key, value in claims.items()}},
    }


def dump(items: list[dict[str, Any]]) -> bytes:
    """A dump of items, as Wikidata writes it."""
    return ("[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in items) + "\n]\n").encode()
