"""A package as one ZIP file, the same bytes whenever and wherever it is packed by the same zlib.

Frictionless and others read a Data Package out of a ZIP whose root holds datapackage.json. Only what the descriptor
names goes in, besides the files that speak for a package; times, rights, order and compression are fixed.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package import descriptor, tables
from corpus_pkg.package.extension import RIGHTS, Right
from corpus_pkg.package.staging import digest, file_digest
from corpus_pkg.package.zip_entries import entry
from corpus_pkg.sharing import signing, standoff

#: Files beside the descriptor that go with a package though it does not name them.
BESIDE = re.compile(r"(?:README|LICEN[CS]E)(?:\.(?:md|txt|rst))?|checklist\.json", re.IGNORECASE)

# What archives of other kinds are called: whoever opens one by its name would find no such archive.
_OTHERS = frozenset({".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar"})
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Packed:
    """A packed package.

    Attributes:
        archive: its file.
        files: how many files are in it.
        sha256, size: of its bytes.
        forbidden: how many pages are in it that may not be passed on, by the table of rights.
        signature: the file of its signature, where it was signed.
        signer: the fingerprint of the key.
        stale: a signature that lies beside it and is of another state.

    """

    archive: Path
    files: int
    sha256: str
    size: int
    forbidden: int = 0
    signature: Path | None = None
    signer: str | None = None
    stale: Path | None = None


def pack(
    package: str | os.PathLike[str],
    out: str | os.PathLike[str] | None = None,
    *,
    key: str | os.PathLike[str] | None = None,
    passphrase: Callable[[], str | None] = lambda: None,
) -> Packed:
    """Pack the package (its folder or its descriptor) into the ZIP file `out`, by default NAME-VERSION.zip here.

    With `key`, the file of a private key of OpenSSH (`passphrase` is asked where it is locked), it is signed: the
    signature lies beside it, as OUT.sig. An `out` that is there already is replaced where it is a packed package, a
    signature where it is one, else left alone. Raises PackageError where there is no package, where a file that it
    names is missing, leaves the package or is not the one whose hash it has, and for a key that cannot sign.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    target = Path(out) if out is not None else Path(f"{_name(body)}.zip")
    if target.suffix.lower() in _OTHERS:
        raise PackageError(
            f"{target}: would be a ZIP under the name of another archive; name it {target.stem}.zip (--out)"
        )
    if os.path.lexists(target) and not _is_packed(target):
        raise PackageError(f"{target}: is there and is no packed package; move it away or name another (--out)")
    beside = target.with_name(target.name + signing.SUFFIX)
    is_signed = os.path.lexists(beside)
    if key is not None and is_signed and not signing.is_signature(beside):
        raise PackageError(f"{beside}: is there and is no signature; move it away or name another file (--out)")
    signer = signing.private_key(key, passphrase) if key is not None else None
    files = list(files_of(path, body))
    parent = target.absolute().parent
    if not parent.is_dir():
        raise PackageError(f"{parent}: is no folder; make it or name another (--out)")
    handle, made = tempfile.mkstemp(prefix=".corpus-pkg-", suffix=".zip", dir=parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            _write(stream, files)
        sha256, size = file_digest(made)
        # What mkstemp makes only its owner may read.
        mask = os.umask(0)
        os.umask(mask)
        Path(made).chmod(0o666 & ~mask)
        signature, shown = signing.sign(Path(made), signer) if signer is not None else (None, None)
        Path(made).replace(target)
        if signature is not None:
            beside.write_bytes(signature)
    finally:
        with suppress(OSError):
            Path(made).unlink()
    forbidden = _forbidden(path, body)
    if signature is not None:
        return Packed(target, len(files), sha256, size, forbidden, beside, shown)
    return Packed(target, len(files), sha256, size, forbidden, stale=beside if is_signed else None)


def _forbidden(path: Path, body: Mapping[str, Any]) -> int:
    """Return how many pages that may not be passed on stand in the package with their texts."""
    places = {str(resource.get("name")): place for place, resource in descriptor.resources(body).items()}
    if RIGHTS.name not in places or standoff.is_standoff(body):
        return 0
    rows = tables.read(path.parent / places[RIGHTS.name], RIGHTS)
    return sum(isinstance(row, Right) and row.kind == "document" and row.share == "no" for row in rows)


@dataclass(frozen=True, slots=True)
class File:
    """A file to be packed: where it lies, its name in the archive, and its SHA-256 where the descriptor has one."""

    path: Path
    name: str
    sha256: str | None


def files_of(path: Path, body: Mapping[str, Any]) -> Iterator[File]:
    """Yield the descriptor first, as readers that stream like it, then the files in order of their names."""
    root = path.parent
    named: dict[str, str | None] = {}
    for resource in body["resources"]:
        if not isinstance(resource, dict) or "data" in resource:
            continue
        stated = resource.get("path")
        several = isinstance(stated, list)
        sha256 = str(resource.get("hash", ""))
        for place in stated if isinstance(stated, list) else [stated]:
            if not isinstance(place, str) or not descriptor.is_inside(place):
                raise PackageError(f"{path}: {one_line(place, 80)} is no file inside the package; take it in first")
            named[place] = sha256[7:] if sha256.startswith("sha256:") and not several else None
    if root.is_dir():
        for entry in root.iterdir():
            if BESIDE.fullmatch(entry.name) and entry.is_file():
                named.setdefault(entry.name, None)
    real = Path(os.path.realpath(root))
    yield File(path, descriptor.FILE_NAME, None)
    for name in sorted(named):
        file = root / name
        if not file.is_file():
            raise PackageError(f"{file}: is missing; the package names it")
        if real not in Path(os.path.realpath(file)).parents:
            raise PackageError(f"{file}: is a link out of the package; put the file itself there")
        if name != descriptor.FILE_NAME:
            yield File(file, name, named[name])


def _write(stream: BinaryIO, files: list[File]) -> None:
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for file in files:
            copy_into(archive, file.name, file)


def copy_into(archive: zipfile.ZipFile, name: str, file: File) -> tuple[str, int]:
    """Copy a file into an archive by a name and return its SHA-256 and its size in bytes.

    Raises PackageError where it is not the one whose hash the descriptor has.
    """
    info = entry(name, file.path.stat().st_size)
    info.compress_type = zipfile.ZIP_DEFLATED
    # Python 3.13 has given it a public name.
    info._compresslevel = _LEVEL  # type: ignore[attr-defined]
    with file.path.open("rb") as source, archive.open(info, "w") as target:
        sha256, size = digest(source, target)  # type: ignore[arg-type]
    if file.sha256 is not None and file.sha256 != sha256:
        raise PackageError(f"{file.path}: was changed since the package was built; build it again")
    return sha256, size


def _name(body: dict[str, Any]) -> str:
    parts = [body.get("name"), body.get("version")]
    name = "-".join(re.sub(r"[^A-Za-z0-9._-]+", "-", part).strip("-.") for part in parts if isinstance(part, str))
    return name.strip("-")[:200] or "package"


def _is_packed(path: Path) -> bool:
    """Return whether the file is a ZIP that holds a package of ours."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(descriptor.FILE_NAME) as file:
            body = json.loads(file.read(1 << 28))
    except (OSError, KeyError, ValueError, RecursionError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False
    return isinstance(body, dict) and isinstance(body.get("resources"), list)
