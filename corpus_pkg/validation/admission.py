"""What of a package may be read at all: nothing outside of it, nothing from a network, nothing without bound.

Whoever validates a package may have it from anybody. So its descriptor is looked at before any layer opens a file:
paths and links that lead out of the package, special files, and archives that unpack to more than data does are
refused; what lies on a network is left out, and said so.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from corpus_pkg.errors import PackageError
from corpus_pkg.package import descriptor, parts, portion
from corpus_pkg.package.edition import Edition
from corpus_pkg.reading.carriers import Broken, CarrierError, zipped
from corpus_pkg.validation import packed
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.problems import package as kinds
from corpus_pkg.validation.wording import quoted, visible

#: A descriptor has at most so many bytes and levels, and a table so many fields.
LARGEST, DEEPEST, WIDEST = 64 * 1024 * 1024, 100, 10_000

# By name, or by the address where the standard has them; Frictionless brings them along.
_STANDARD_PROFILE = re.compile(
    r"(?:https?://(?:specs\.frictionlessdata\.io/schemas|datapackage\.org/profiles/[0-9.]+)/)?"
    r"(?:(?:tabular-)?data-?(?:package|resource)|default)(?:\.json)?"
)
#: The profile of a resource that is a table with a schema, and of a package of such.
_TABULAR = ("tabular-data-resource", "tabular-data-package")
_REMOTE = re.compile(r"(?:https?|ftps?):", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
# What Frictionless would expand in a path, beyond what the standard has.
_EXPANDED = re.compile(r"^(?:~|%.+%|\$.|[A-Za-z]:[\\/]|\\)")
_WILDCARD = re.compile(r"[*?\[]")
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


@dataclass(frozen=True, slots=True)
class Resource:
    """A resource of a package as the layers see it.

    Attributes:
        name: its name; its place in the list where it has none.
        body: its descriptor, with the schema and the dialect that it names in its place.
        files: its files, in order, whether they are there or not; empty where the data stands in the descriptor.
        remote: whether it was left out because it lies on a network.

    """

    name: str
    body: Mapping[str, Any]
    files: tuple[Path, ...]
    remote: bool = False

    @property
    def schema(self) -> Mapping[str, Any] | None:
        """Its Table Schema; None where it has none."""
        schema = self.body.get("schema")
        return schema if isinstance(schema, Mapping) else None

    @property
    def data(self) -> Path:
        """Its files as one, as Frictionless reads them: the first lines of later CSV files, their headers, left out."""
        dialect = self.body.get("dialect")
        headless = isinstance(dialect, Mapping) and dialect.get("header") is False
        return parts.joined(self.files, header=self.format == "csv" and not headless, strict=False)

    @property
    def format(self) -> str:
        """The format of its data: what it says, or else the ending of its (first) file."""
        stated = self.body.get("format")
        if isinstance(stated, str) and stated:
            return stated.lower()
        return "inline" if not self.files else self.files[0].suffix.lower().removeprefix(".")

    @property
    def packed(self) -> bool:
        """Whether its file is compressed."""
        stated = self.body.get("compression")
        return bool(stated) or any(file.suffix.lower() in (".gz", ".zip", ".bz2", ".xz") for file in self.files)

    @property
    def tabular(self) -> bool:
        """Whether it is a table."""
        return (
            self.body.get("type") == "table"
            or self.body.get("profile") == _TABULAR[0]
            or self.schema is not None
            or (self.body.get("type") is None and self.format in ("csv", "tsv"))
        )


@dataclass(slots=True)
class Admission:
    """What may be read.

    Attributes:
        shown: the package as it was named.
        path: its descriptor's file.
        body: the descriptor; where a part is looked at, that of the part alone.
        whole: the descriptor as it was read.
        part: the digits of the part that is looked at; None where it is the package.
        edition: tells whether it is that one still.
        resources: its resources.
        problems: what was refused; where there are some, no file is to be opened.
        notes: what a reader should know.
        unfetched: what lies on a network and was left out, in a line each, by the resource that it belongs to (None for
            the package).
        changed: whether something was left out of `lent`.
        lent: the descriptor without what must not be fetched, for Frictionless.

    """

    shown: Path
    path: Path
    body: dict[str, Any]
    whole: dict[str, Any]
    edition: Edition
    part: str | None = None
    resources: tuple[Resource, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unfetched: list[tuple[str | None, str]] = field(default_factory=list)
    changed: bool = False
    lent: dict[str, Any] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The package's folder."""
        return self.path.parent


@contextmanager
def admitted(package: str | os.PathLike[str] | None, part: str | None = None) -> Iterator[Admission]:
    """Look at a package: a folder, a descriptor or a ZIP archive; None for the dataset that came with the program.

    An archive is unpacked into a private folder that is gone when the block ends. With a part, only what belongs to it
    may be read. Raises PackageError where there is no package or no such part, and for an archive that leads out of
    itself or unpacks to more than data does.
    """
    if package is not None and Path(package).is_file() and _is_archive(Path(package)):
        with tempfile.TemporaryDirectory(prefix="corpus-pkg-") as folder:
            yield _admission(Path(package), _unpacked(Path(package), Path(folder)), part)
        return
    path = descriptor.locate(package)
    if package is not None and Path(package).is_dir() and descriptor.inside(path.parent, path.name) is None:
        raise PackageError(f"{path}: was not read (a link that leads out of the package); put the file itself there")
    yield _admission(path, path, part)


def _is_archive(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return zipped.begins(file.read(4))
    except OSError:
        return False


def _unpacked(archive: Path, folder: Path) -> Path:
    """Unpack the archive into the folder, and return the descriptor nearest to its root."""
    shown = visible(archive)
    descriptors: list[str] = []
    try:
        for member in zipped.members(archive):
            if isinstance(member, Broken):
                raise CarrierError(member.reason)
            place = folder / member.name
            if not place.resolve().is_relative_to(folder.resolve()):
                raise CarrierError(f"holds {member.name!r}, which leads out of the archive; pack it again")
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                for block in zipped.blocks(archive, member):
                    file.write(block)
            if PurePosixPath(member.name).name == descriptor.FILE_NAME:
                descriptors.append(member.name)
    except CarrierError as error:
        raise PackageError(f"{shown}: was not unpacked: it {error}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise PackageError(f"{shown}: cannot be unpacked ({reason}); unpack it yourself and name the folder") from None
    if not descriptors:
        raise PackageError(f"{shown}: is no package (it holds no {descriptor.FILE_NAME})")
    return folder / min(descriptors, key=lambda name: (name.count("/"), name))


def _admission(shown: Path, path: Path, part: str | None) -> Admission:
    edition = Edition(path)
    whole = descriptor.read(path, LARGEST)
    if _levels(whole) > DEEPEST:
        raise PackageError(f"{path}: was not read (a descriptor of more than {DEEPEST} levels); make it plainer")
    body = whole if part is None else portion.narrowed(whole, part)
    # What Frictionless is to read of a part stands in no file.
    admission = Admission(shown, path, body, whole, edition, part, changed=part is not None, lent=dict(body))
    _without_profile(admission, admission.lent, None)
    kept: list[Any] = []
    resources: list[Resource] = []
    for number, item in enumerate(body["resources"], 1):
        if isinstance(item, str):
            _refuse(admission, None, f"resource {number} is {quoted(item)}, the address of a descriptor; put it inline")
            continue
        if not isinstance(item, dict):
            kept.append(item)
            continue
        name = item["name"] if isinstance(item.get("name"), str) and item["name"] else f"#{number}"
        resource, lent = _resource(admission, name, item)
        resources.append(resource)
        if not resource.remote:
            kept.append(lent)
    admission.resources = tuple(resources)
    if admission.changed:
        present = {item.get("name") for item in kept if isinstance(item, dict)}
        admission.lent["resources"] = [_without_references(item, present) for item in kept]
    for resource in resources:
        names = [resource.name, *(_field_names(resource.schema) if resource.schema else ())]
        for text in names:
            if _DIRECTIONS.search(text):
                admission.notes.append(f"{visible(resource.name)}: the name {quoted(text)} holds marks of direction")
    return admission


def _resource(admission: Admission, name: str, item: dict[str, Any]) -> tuple[Resource, dict[str, Any]]:
    """Return the resource, and its descriptor for Frictionless."""
    lent = dict(item)
    remote = False
    files: list[Path] = []
    for value in (item.get("path"), item.get("extrapaths"), item.get("url") if "path" not in item else None):
        for path in value if isinstance(value, list) else (value,):
            if not isinstance(path, str):
                continue
            if _REMOTE.match(path):
                remote = True
                admission.changed = True
                admission.unfetched.append((name, f"{quoted(path)} was not fetched, so it was not checked"))
            elif (file := _file(admission, name, path)) is not None:
                files.append(file)
    scheme = item.get("scheme")
    if scheme not in (None, "", "file") and not remote:
        _refuse(admission, name, f"the scheme {quoted(scheme)} is none that stays in the package; leave it out")
    _without_profile(admission, lent, name)
    body = dict(item)
    for part in ("schema", "dialect"):
        value = item.get(part)
        if isinstance(value, str):
            body.pop(part)
            loaded = _part(admission, name, value)
            if loaded is not None:
                body[part] = loaded
            elif _REMOTE.match(value):
                lent.pop(part, None)
                if part == "schema":
                    _without_demand(admission, lent)
    fields = body.get("schema", {}).get("fields") if isinstance(body.get("schema"), Mapping) else None
    if isinstance(fields, list) and len(fields) > WIDEST:
        _refuse(admission, name, f"it declares {len(fields)} fields, and no more than {WIDEST} are checked; split it")
    resource = Resource(name, body, tuple(files), remote)
    if resource.packed and not remote:
        for file in files:
            stated = item.get("compression")
            most = packed.exceeded(file, stated if isinstance(stated, str) else None)
            if most is not None:
                _refuse(admission, name, f"{quoted(file.name)} unpacks to more than {most} bytes, which no data does")
    return resource, lent


def _file(admission: Admission, name: str, path: str) -> Path | None:
    """Return the file at the path; None where it is refused."""
    if _SCHEME.match(path):
        _refuse(
            admission, name, f"the path {quoted(path)} is no file of the package; put the file there", kinds.UNSAFE_PATH
        )
        return None
    if _EXPANDED.match(path) or os.path.expandvars(path) != path or not descriptor.is_inside(path):
        _refuse(admission, name, f"the path {quoted(path)} does not stay inside the package", kinds.UNSAFE_PATH)
        return None
    place = descriptor.inside(admission.root, path)
    if place is None:
        _refuse(admission, name, f"{quoted(path)} is a link that leads out of the package", kinds.UNSAFE_PATH)
        return None
    try:
        mode = place.stat().st_mode
    except OSError:
        if _WILDCARD.search(path):
            _refuse(admission, name, f"the path {quoted(path)} is a pattern; name each file", kinds.UNSAFE_PATH)
            return None
        return admission.root / path
    if not stat.S_ISREG(mode):
        message = f"{quoted(path)} is no plain file, so nothing was checked; put the file there"
        admission.problems.append(kinds.NO_FILE.problem(message, name))
        return None
    return admission.root / path


def _part(admission: Admission, name: str, path: str) -> dict[str, Any] | None:
    """Return a schema or a dialect that stands in a file of its own; None where it is not at hand."""
    if _REMOTE.match(path):
        admission.changed = True
        admission.unfetched.append((name, f"{quoted(path)} was not fetched, so the data were not checked by it"))
        return None
    file = _file(admission, name, path)
    if file is None or file.suffix.lower() != ".json":
        return None
    try:
        loaded = descriptor.load(file, LARGEST)
    except PackageError:
        # Frictionless says what is wrong with it.
        return None
    if _levels(loaded) > DEEPEST:
        _refuse(admission, name, f"{quoted(path)} has more than {DEEPEST} levels; make it plainer")
        return None
    return loaded if isinstance(loaded, dict) else None


def _without_profile(admission: Admission, lent: dict[str, Any], owner: str | None) -> None:
    """Leave out a profile that Frictionless would fetch, or read from wherever it runs."""
    for key in ("profile", "profiles"):
        value = lent.get(key)
        for item in value if isinstance(value, list) else (value,):
            if not isinstance(item, str):
                continue
            standard = _STANDARD_PROFILE.fullmatch(item) is not None
            if standard and not _REMOTE.match(item):
                continue
            lent.pop(key, None)
            admission.changed = True
            if not standard:
                message = f"the profile {quoted(item)} was not fetched, so the descriptor was not checked by it"
                admission.unfetched.append((owner, message))
            break


def _without_demand(admission: Admission, lent: dict[str, Any]) -> None:
    """Leave out the profiles that ask for a schema, of which one is not at hand: no fault of the package."""
    for asking in (lent, admission.lent):
        if asking.get("profile") in _TABULAR:
            asking.pop("profile")
    lent.setdefault("type", "table")


def _without_references(item: Any, present: set[Any]) -> Any:
    """Return the resource without foreign keys to resources that were left out."""
    schema = item.get("schema") if isinstance(item, dict) else None
    keys = schema.get("foreignKeys") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(keys, list):
        return item

    def at_hand(key: Any) -> bool:
        reference = key.get("reference") if isinstance(key, dict) else None
        return not isinstance(reference, dict) or reference.get("resource", "") in {"", *present}

    return {**item, "schema": {**schema, "foreignKeys": [key for key in keys if at_hand(key)]}}


def _refuse(admission: Admission, name: str | None, message: str, kind: Kind = kinds.REFUSED) -> None:
    admission.problems.append(kind.problem(f"{message}; nothing was checked", name))


def _levels(body: Any) -> int:
    """Return how deep lists and objects lie in one another, counted without recursion, up to one more than DEEPEST."""
    level, here = 0, [body]
    while here and level <= DEEPEST:
        level += 1
        here = [
            child
            for item in here
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
            if isinstance(child, (dict, list))
        ]
    return level


def _field_names(schema: Mapping[str, Any]) -> Sequence[str]:
    fields = schema.get("fields")
    return [
        item["name"]
        for item in (fields if isinstance(fields, list) else ())
        if isinstance(item, dict) and isinstance(item.get("name"), str)
    ]
