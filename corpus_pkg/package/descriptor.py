"""The descriptor of a package (datapackage.json, Data Package v2) and how it knows its own files again.

Each file stands in it with its size and SHA-256, so that plain Frictionless notices a change. The descriptor carries a
fingerprint of itself: what a build may replace is only what an earlier build wrote and nobody has changed since.
"""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from corpus_pkg import digests
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.making import MadeBy
from corpus_pkg.package.configuration import Configuration
from corpus_pkg.records import TABLES, Table
from corpus_pkg.schemas import table_schema

FILE_NAME = "datapackage.json"
#: Beside it, what Frictionless needs to check the evidence as well: a constant, and no resource.
CHECKLIST = "checklist.json"
#: Where a build works in the package's folder begins with this, and there it records what it is about to move.
SCRATCH, MOVES = ".corpus-pkg-", "moves.json"
CHECKS = b'{\n  "checks": [\n    {\n      "type": "corpus-evidence"\n    }\n  ]\n}\n'
#: What could not be built, where something failed: a resource like any file, but nobody's page.
REPORT = "build-report.json"
_HOME = Path(__file__).parents[1]
PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT_PROFILE = "https://datapackage.org/profiles/2.0/tabledialect.json"
#: The property of the descriptor, and of a page's resource, that is ours.
MARK = "corpus_pkg"

_FORMATS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt"}


@dataclass(frozen=True, slots=True)
class Page:
    """A raw page of the package, or a carrier of pages.

    Attributes:
        name: its resource's, the same for copies.
        path: where it lies, by the package's root.
        sha256, size: of its bytes.
        media_type, encoding: what reading it found; encoding is None where it is no text.
        copied: whether the build put it there (and may take it away again).

    """

    name: str
    path: str
    sha256: str
    size: int
    media_type: str
    encoding: str | None
    copied: bool


def table_path(name: str) -> str:
    """Where the table lies, by the package's root."""
    return f"data/{name}.csv"


def table_resource(table: Table, sha256: str, size: int) -> dict[str, Any]:
    """Return the resource of a table whose file has the hash and the size in bytes."""
    return {
        "name": table.name,
        "type": "table",
        "title": table.name.capitalize(),
        "description": table.description,
        "path": table_path(table.name),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sha256}",
        # Said in full, because Frictionless guesses from the text of the cells what is not said.
        "dialect": {
            "$schema": DIALECT_PROFILE,
            "header": True,
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
            "skipInitialSpace": False,
        },
        "schema": table_schema(table),
    }


def report(sha256: str, size: int) -> Page:
    """Return the report of what could not be built, to be listed beside the pages; a later build may replace it."""
    return Page("build-report", REPORT, sha256, size, "application/json", "utf-8", copied=True)


def page_resource(page: Page, number: int) -> dict[str, Any]:
    """Return the resource of a raw page; `number` tells copies apart, from 1."""
    return {
        "name": page.name + (f"-{number}" if number > 1 else ""),
        "path": page.path,
        # The format keeps Frictionless from taking a page for a table, an archive or a descriptor by its name.
        "format": _FORMATS.get(page.media_type, "bin"),
        "mediatype": page.media_type,
        # Where there is none Frictionless guesses one, slowly, and fails on its own guess; this one knows every byte.
        "encoding": page.encoding or "iso-8859-1",
        "bytes": page.size,
        "hash": f"sha256:{page.sha256}",
        MARK: {"copied": page.copied},
    }


def describe(
    configuration: Configuration,
    tables: Mapping[str, tuple[str, int]],
    pages: Iterable[Page],
    making: MadeBy | None = None,
) -> dict[str, Any]:
    """Return the descriptor of a package.

    Args:
        configuration: what the package says of itself.
        tables: sha256 and size in bytes of each table's file, by the table's name.
        pages: the raw pages that the package holds, copies together.
        making: what read the pages, each part by version or hash.

    `created` is there only where SOURCE_DATE_EPOCH (seconds since 1970) is set; raises PackageError where it is none.

    """
    resources = [table_resource(TABLES[name], *tables[name]) for name in TABLES]
    previous, number = "", 0
    for page in pages:
        number = number + 1 if page.name == previous else 1
        previous = page.name
        resources.append(page_resource(page, number))
    body: dict[str, Any] = {"$schema": PACKAGE_PROFILE}
    body |= configuration.model_dump(mode="json", exclude_none=True)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            created = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC)
        except (ValueError, OverflowError, OSError):
            raise PackageError(f"SOURCE_DATE_EPOCH is {one_line(epoch, 40)!r}; set it to seconds since 1970") from None
        body["created"] = created.strftime("%Y-%m-%dT%H:%M:%SZ")
    body["resources"] = resources
    if making is not None:
        body[MARK] = {"made_by": making.model_dump(exclude_none=True)}
    return {**body, MARK: {**body.get(MARK, {}), "fingerprint": fingerprint(body)}}


def dump(body: Mapping[str, Any]) -> bytes:
    """Return the descriptor's file: UTF-8, LF, indented, a newline at the end."""
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")


def fingerprint(body: Mapping[str, Any]) -> str:
    """SHA-256 of what the descriptor says and of what made it; spacing and the order of keys do not count."""
    content = {key: value for key, value in body.items() if key != MARK}
    mark = body.get(MARK)
    if isinstance(mark, Mapping) and "made_by" in mark:
        content["made_by"] = mark["made_by"]
    return digests.of_json(content)


def made_by(body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a descriptor says of its making; empty where it says nothing."""
    mark = body.get(MARK)
    stated = mark.get("made_by") if isinstance(mark, Mapping) else None
    return stated if isinstance(stated, Mapping) else {}


def is_whole(body: Mapping[str, Any]) -> bool:
    """Whether a build wrote the descriptor and nobody has changed what it says."""
    mark = body.get(MARK)
    return isinstance(mark, dict) and mark.get("fingerprint") == fingerprint(body)


def locate(package: str | os.PathLike[str] | None) -> Path:
    """Return the descriptor's file: of a folder, as named, or (None) of the dataset that came with the program.

    That dataset lies in the installed package, or else in the checkout around it. Raises PackageError where there is
    no descriptor.
    """
    if package is None:
        for folder in (_HOME / "shipped", _HOME.parent):
            if (folder / FILE_NAME).is_file():
                return folder / FILE_NAME
        raise PackageError("no dataset came with this installation; name a package")
    path = Path(package)
    if path.is_dir():
        path = path / FILE_NAME
    if not path.is_file():
        if any(path.parent.glob(f"{SCRATCH}*/{MOVES}")):
            raise PackageError(f"{path}: is not there while a build is at work; try again, or build again if it ended")
        raise PackageError(f"{path}: no such package; build one, or name a folder that holds {FILE_NAME}")
    return path


def read(path: Path, largest: int | None = None) -> dict[str, Any]:
    """Return the descriptor in the file; raises PackageError where it is none, or has more than `largest` bytes."""
    body = load(path, largest)
    if not isinstance(body, dict) or not isinstance(body.get("resources"), list):
        raise PackageError(f"{path}: is no descriptor of a Data Package (it has no list of resources)")
    return body


def load(path: Path, largest: int | None = None) -> Any:
    """Return the JSON in the file; raises PackageError where there is none, or more than `largest` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read() if largest is None else file.read(largest + 1)
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror})") from None
    if largest is not None and len(content) > largest:
        raise PackageError(f"{path}: was not read (a descriptor of more than {largest} bytes); split the package")
    if content.startswith(b"PK\x03\x04"):
        raise PackageError(f"{path}: is a ZIP archive; unpack it and name the folder with its descriptor")
    try:
        return json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (UnicodeDecodeError, RecursionError) as error:
        raise PackageError(f"{path}: is no descriptor ({type(error).__name__})") from None
    except json.JSONDecodeError as error:
        raise PackageError(f"{path}:{error.lineno}: is not JSON ({error.msg})") from None
    except ValueError as error:
        raise PackageError(f"{path}: cannot be read ({error})") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object; raises ValueError where a name stands twice: which of the two counts depends on the reader."""
    body = dict(pairs)
    if len(body) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{next(name for name in names if names.count(name) > 1)!r} stands twice in an object")
    return body


def resources(body: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the resources with one path of their own, by that path."""
    return {
        resource["path"]: resource
        for resource in body["resources"]
        if isinstance(resource, dict) and isinstance(resource.get("path"), str)
    }


def is_page(resource: Mapping[str, Any]) -> bool:
    """Whether the resource is a page, or a carrier of pages."""
    return resource.get("type") != "table" and resource.get("path") != REPORT and not is_part(resource)


def is_part(resource: Any) -> bool:
    """Whether the resource is a part of a table, which the table's own resource lists among its files."""
    mark = resource.get(MARK) if isinstance(resource, Mapping) else None
    return isinstance(mark, Mapping) and "part_of" in mark


def is_inside(path: str) -> bool:
    """Whether a resource's path stays inside the package: relative, and never upwards."""
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return False
    pure = PurePosixPath(path)
    return bool(path) and not pure.is_absolute() and ".." not in pure.parts and "\0" not in path and "://" not in path


def inside(root: Path, path: str) -> Path | None:
    """Return the file at a resource's path, its links followed; None where it would lie outside the package."""
    return beneath(os.path.realpath(root), path)


def beneath(home: str, path: str) -> Path | None:
    """As `inside`, for a folder whose own links have been followed already."""
    if not is_inside(path):
        return None
    try:
        place = os.path.realpath(f"{home}/{path}")
    except (OSError, ValueError):
        # A name that no file system takes.
        return None
    return Path(place) if place.startswith(home.rstrip(os.sep) + os.sep) or place == home else None
