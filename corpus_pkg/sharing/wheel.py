"""A package as a wheel: `pip install` of a corpus, which `corpus_pkg.load("articles", package=NAME)` then finds.

Source: https://packaging.python.org/en/latest/specifications/binary-distribution-format/. The wheel holds a module of
one line, the files of the package below it, and an entry point of the group `corpus_pkg.datasets`. The same package
gives the same bytes (with the same zlib).
"""

from __future__ import annotations

import base64
import csv
import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg import identifiers
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.files import replacing
from corpus_pkg.package import descriptor
from corpus_pkg.package.staging import file_digest
from corpus_pkg.package.zip_entries import entry
from corpus_pkg.sharing.archive import Packed, copy_into, files_of

#: The group of entry points by which a package is found, and what its module is called before its name.
GROUP, MODULE = "corpus_pkg.datasets", "corpus_pkg_dataset_"
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_INIT = '"""A corpus; `corpus_pkg.open({name!r})` opens it."""\n\nfrom pathlib import Path\n\nPACKAGE = {place}\n'
_PLACE = 'Path(__file__).parent / "package"'


def pack_wheel(package: str | os.PathLike[str], out: str | os.PathLike[str] | None = None) -> Packed:
    """Pack the package (its folder or its descriptor) as a wheel into the folder `out`, by default this one.

    The wheel is called by the package's name and version. Raises PackageError where these are none that a wheel can
    have, where there is no package, and where a file that it names is missing or is not the one whose hash it has.
    """
    path = descriptor.locate(package)
    body = descriptor.read(path)
    name, version = _stated(path, body)
    folder = Path(out) if out is not None else Path()
    if not folder.is_dir():
        raise PackageError(f"{folder}: is no folder; make it or name another (--out)")
    plain = re.sub(r"[-_.]+", "_", name)
    module, info = f"{MODULE}{plain}", f"{plain}-{version}.dist-info"
    target = folder / f"{plain}-{version}-py3-none-any.whl"
    with replacing(target) as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            record: list[tuple[str, str, int]] = []
            count = 0
            _text(archive, record, f"{module}/__init__.py", _INIT.format(name=name, place=_PLACE))
            for file in files_of(path, body):
                place = f"{module}/package/{file.name}"
                record.append((place, *copy_into(archive, place, file)))
                count += 1
            _text(archive, record, f"{info}/METADATA", "".join(_metadata(name, version, body)))
            _text(archive, record, f"{info}/WHEEL", _wheel())
            _text(archive, record, f"{info}/entry_points.txt", f"[{GROUP}]\n{name} = {module}:PACKAGE\n")
            _text(archive, record, f"{info}/RECORD", _record(record, f"{info}/RECORD"))
        sha256, size = file_digest(made)
    return Packed(target, count, sha256, size)


def _stated(path: Path, body: Mapping[str, Any]) -> tuple[str, str]:
    name, version = body.get("name"), body.get("version", "0")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise PackageError(f"{path}: {one_line(repr(name), 80)} is no name of a wheel; name the corpus in corpus.toml")
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        problem = f"{one_line(repr(version), 80)} is no version of a wheel; state one such as 0.1.0 in corpus.toml"
        raise PackageError(f"{path}: {problem}")
    return name, version


def _metadata(name: str, version: str, body: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of METADATA: what the descriptor states, each value in one line."""
    yield f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    for field, key in (("Summary", "title"), ("Home-page", "homepage"), ("License", "rights")):
        if isinstance(value := body.get(key), str) and value.strip():
            yield f"{field}: {one_line(value)}\n"
    yield "Requires-Dist: corpus-pkg\n"


def _wheel() -> str:
    return "Wheel-Version: 1.0\nGenerator: corpus-pkg\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def _text(archive: zipfile.ZipFile, record: list[tuple[str, str, int]], place: str, text: str) -> None:
    """Write a small file, and note it for RECORD."""
    content = text.encode("utf-8")
    info = entry(place, len(content))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content, compresslevel=9)
    record.append((place, identifiers.sha256(content), len(content)))


def _record(record: list[tuple[str, str, int]], own: str) -> str:
    """Return RECORD: each file with its hash and size, itself without."""
    rows = io.StringIO(newline="")
    writer = csv.writer(rows, lineterminator="\n")
    for place, sha256, size in record:
        shown = base64.urlsafe_b64encode(bytes.fromhex(sha256)).rstrip(b"=").decode("ascii")
        writer.writerow((place, f"sha256={shown}", size))
    writer.writerow((own, "", ""))
    return rows.getvalue()
