"""What only tables of ours must be: UTF-8 without a byte order mark, lines that end with LF, our schema and dialect."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg.package import descriptor, parts
from corpus_pkg.package.descriptor import MARK
from corpus_pkg.records import TABLES
from corpus_pkg.validation.admission import Resource
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.tabular import files
from corpus_pkg.validation.tabular.batches import BLOCK
from corpus_pkg.validation.wording import quoted

#: What of a table's schema must be ours.
_PARTS = ("fields", "primaryKey", "foreignKeys", "missingValues", "fieldsMatch")
#: What of a table's resource its file decides.
_OF_FILE = frozenset({"bytes", "hash"})
#: What of a field only describes it.
_DESCRIBING = frozenset({"title", "description", "constraints"})


def hashed(resource: Resource) -> Iterator[Problem]:
    """Yield a file of ours without a hash that is known."""
    if resource.name in TABLES or MARK in resource.body:
        stated = resource.body.get("hash")
        state = f"has the hash {quoted(stated)}" if stated else "has no hash"
        message = f"{files.shown(resource)} {state}, expected is a sha256; build it again"
        yield kinds.HASH.problem(message, resource.name)


def written(resource: Resource) -> Iterator[Problem]:
    """Yield where the file of a table of ours is written otherwise than we do; raises UnreadableError and OSError."""
    table = resource.name
    for file in resource.files:
        yield from _written(file, table, files.encoding(resource))


def _written(file: Path, table: str, encoding: str) -> Iterator[Problem]:
    name = quoted(file.name)
    if encoding not in ("utf-8", "utf-8-sig"):
        yield kinds.ENCODING.problem(f"{name} is said to be {encoding}, expected is utf-8", table)
        return
    with file.open("rb") as stream:
        begin = stream.read(len(codecs.BOM_UTF8))
        stream.seek(max(0, stream.seek(0, 2) - 1))
        end = stream.read(1)
    if begin == codecs.BOM_UTF8:
        yield kinds.BOM.problem(f"{name} begins with a byte order mark, expected is none", table)
    if _returns(file):
        yield kinds.LINE_ENDS.problem(f"{name} has lines that end with CR or CRLF, expected is LF", table)
    elif end not in (b"", b"\n"):
        yield kinds.LINE_ENDS.problem(f"{name} ends without a line end, expected is LF", table)


def _returns(file: Path) -> bool:
    """Return whether a carriage return stands outside quotation marks, where a reader of CSV ends a row."""
    odd = 0
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            start, at = 0, block.find(b"\r")
            while at >= 0:
                odd ^= block.count(b'"', start, at) & 1
                if not odd:
                    return True
                start, at = at, block.find(b"\r", at + 1)
            odd ^= block.count(b'"', start) & 1
    return False


def described(resource: Resource, *, whole: bool, same: bool = False) -> Iterator[Problem]:
    """Yield what of the schema and the dialect is not ours.

    `whole` tells a descriptor that is as it was built, `same` one that names this very program, so that all that it
    says of the table has to be what the program says.
    """
    ours = descriptor.table_resource(TABLES[resource.name], "", 0)
    stated = resource.body.get("path")
    if isinstance(stated, list) and parts.is_cut(resource.name) and len(stated) in parts.NUMBERS[1:]:
        ours["path"] = parts.paths(resource.name, len(stated))
    if same:
        for key in (name for name in ours if name not in _OF_FILE and resource.body.get(name) != ours[name]):
            message = f"the {key} is not what this program says of its table; build the package again"
            yield kinds.SCHEMA.problem(message, resource.name)
        return
    declared, schema = resource.schema or {}, ours["schema"]
    for key in _PARTS:
        if _binding(declared.get(key), whole) != _binding(schema.get(key), whole):
            message = f"the {key} of the schema are not those of this table; build the package again"
            yield kinds.SCHEMA.problem(message, resource.name)
    if not whole and resource.body.get("dialect") != ours["dialect"]:
        yield kinds.SCHEMA.problem("the dialect is not that of our tables; build the package again", resource.name)


def _binding(part: Any, whole: bool) -> Any:
    """Return a part of a schema without what only describes.

    In a descriptor that is as it was built, also without what values a version of the program knows: it may be another
    version's. Whoever has changed one may have loosened them.
    """
    if isinstance(part, list):
        return [_binding(item, whole) for item in part]
    if isinstance(part, Mapping):
        binding = {key: value for key, value in part.items() if key not in _DESCRIBING}
        rules = part.get("constraints")
        if not isinstance(rules, Mapping):
            return binding
        return binding | {"constraints": {"required": rules.get("required", False)} if whole else dict(rules)}
    return part
