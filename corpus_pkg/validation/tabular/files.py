"""The file of a resource as a whole: its encoding, its size and its hash."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus_pkg.validation.admission import Resource
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.tabular.batches import BLOCK
from corpus_pkg.validation.tabular.delimited import UnreadableError
from corpus_pkg.validation.wording import quoted

_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")


def shown(resource: Resource) -> str:
    """Return the names of the resource's files as messages have them."""
    return quoted(", ".join(file.name for file in resource.files) or "data", 120)


def encoding(resource: Resource) -> str:
    """Return the encoding by its Python name, with a byte order mark that of UTF-8 without it.

    Raises UnreadableError where nobody knows it.
    """
    stated = resource.body.get("encoding", "utf-8")
    try:
        name = codecs.lookup(stated if isinstance(stated, str) else "utf-8").name
    except (LookupError, ValueError):
        raise UnreadableError(kinds.ENCODING, f"has the encoding {stated!r}, which nobody knows") from None
    if name in ("utf-8", "ascii") and resource.files:
        with resource.files[0].open("rb") as stream:
            if stream.read(3) == codecs.BOM_UTF8:
                return "utf-8-sig"
    return name


def digests(resource: Resource) -> list[Any]:
    """Return the hash object, yet to be fed, of the declared hash; none where there is no hash that is known."""
    stated = resource.body.get("hash")
    if not isinstance(stated, str) or not stated or not resource.files:
        return []
    algorithm = stated.partition(":")[0] if ":" in stated else "md5"
    return [hashlib.new(algorithm)] if algorithm in _ALGORITHMS else []


def feed(file: Path, digests: Sequence[Any]) -> None:
    """Feed the hash objects with the bytes of the file."""
    if digests:
        with file.open("rb") as stream:
            while block := stream.read(BLOCK):
                for digest in digests:
                    digest.update(block)


def _size(file: Path) -> int:
    with file.open("rb") as stream:
        return stream.seek(0, 2)


def differing(resource: Resource, digests: Sequence[Any]) -> Iterator[Problem]:
    """Yield where the size of the resource's data, or their hash in the fed `digests`, is not the declared one."""
    file = resource.data
    size = resource.body.get("bytes")
    if type(size) is int and size != (actual := _size(file)):
        message = f"{quoted(file.name)} has {actual} bytes, expected are {size}"
        yield kinds.BYTES.problem(message, resource.name)
    for digest in digests:
        expected = str(resource.body["hash"]).rpartition(":")[2]
        if digest.hexdigest() != expected.lower():
            message = f"{quoted(file.name)} has the {digest.name} {digest.hexdigest()}, expected is {expected}"
            yield kinds.HASH.problem(message, resource.name)
