"""One part of a package in parts, as a package by itself: what can be checked of it where no other part is read.

To a part belong the rows of its documents, their pages and the carriers whose own hash begins as the part is named;
to all parts the tables that are not cut, and whatever tells nothing of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from corpus_pkg.package import descriptor, parts
from corpus_pkg.package.extension import EVERY
from corpus_pkg.records import ForeignKey

#: What of a part nobody can tell without the others.
NOT_TOLD = (
    "links to stories of other parts, groups of duplicates over several parts, whether sources and entities are named, "
    "hashes of whole tables, pages that no document names, files that are not listed"
)
_PAGE = re.compile(r"page-doc-([0-9a-f]{16})(?:-[0-9]+)?")
_CARRIER = re.compile(r"carrier-([0-9a-f]{16})(?:-[0-9]+)?")


def narrowed(body: Mapping[str, Any], part: str) -> dict[str, Any]:
    """Return the descriptor of a part alone: each table of documents is the part's file, with that file's own hash.

    Foreign keys that lead to other parts are left out. Raises PackageError where the package has no part of the name.
    """
    files = parts.of_part(body, part)
    own = {str(item.get("name")): item for item in body["resources"] if descriptor.is_part(item)}
    return {**body, "resources": [_narrowed(item, files, own, part) for item in _of_part(body, part)]}


def _of_part(body: Mapping[str, Any], part: str) -> Iterator[Any]:
    """Yield the resources that a part has, whole."""
    for item in body["resources"]:
        name = str(item.get("name")) if isinstance(item, Mapping) else ""
        owner = _PAGE.fullmatch(name) or _CARRIER.fullmatch(name)
        if not descriptor.is_part(item) and (owner is None or owner[1].startswith(part)):
            yield item


def _narrowed(item: Any, files: Mapping[str, list[str]], own: Mapping[str, Any], part: str) -> Any:
    """Return a resource as the part has it."""
    if not isinstance(item, Mapping) or item.get("name") not in EVERY:
        return item
    name = str(item["name"])
    made = dict(item)
    listed = files.get(name, [])
    if isinstance(item.get("path"), list) and parts.is_cut(name) and len(listed) == 1:
        stated = own.get(f"{name}-{part}", {})
        same = {key: stated[key] for key in ("hash", "bytes") if stated.get("path") == listed[0] and key in stated}
        made = {key: value for key, value in item.items() if key not in ("hash", "bytes")} | same | {"path": listed[0]}
    schema = item.get("schema")
    keys = schema.get("foreignKeys") if isinstance(schema, Mapping) else None
    if isinstance(schema, Mapping) and isinstance(keys, list):
        made["schema"] = {
            **schema,
            "foreignKeys": [key for key in keys if (stated := _stated(key)) is None or not leads_away(name, stated)],
        }
    return made


def leads_away(name: str, key: ForeignKey) -> bool:
    """Return whether a table's foreign key may lead into another part: to rows of a document that is not the row's."""
    return parts.is_cut(key.table) and not (parts.is_cut(name) and parts.OF_DOCUMENTS.issuperset(key.fields))


def _stated(key: Any) -> ForeignKey | None:
    """Return a foreign key as a descriptor states it; None where it does not say what it leads to."""
    reference = key.get("reference") if isinstance(key, Mapping) else None
    target = reference.get("resource") if isinstance(reference, Mapping) else None
    fields = key.get("fields") if isinstance(key, Mapping) else None
    listed = fields if isinstance(fields, list) else [fields]
    return ForeignKey(tuple(map(str, listed)), target, ()) if isinstance(target, str) else None


def is_own(resource: Mapping[str, Any], part: str) -> bool:
    """Return whether a resource is by its name the page of a document of the part."""
    owner = _PAGE.fullmatch(str(resource.get("name")))
    return owner is not None and owner[1].startswith(part)


def holds(part: str | None, identifier: str) -> bool:
    """Return whether a document or a row of one belongs to the part by its id; all belong to the whole (None).

    >>> holds("3", "doc-3f00000000000000-1"), holds("3", "doc-4f00000000000000"), holds(None, "doc-4f")
    (True, False, True)
    """
    return part is None or identifier.startswith(f"doc-{part}")
