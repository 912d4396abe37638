"""Where an export puts its files, and what it may replace there.

`exports.json` in the folder lists what exports wrote, with hashes: a file that is not listed, or was changed since, is
somebody's and stays.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus_pkg import identifiers
from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.package.staging import Staging, file_digest
from corpus_pkg.records import TABLES

LEDGER = "exports.json"


@dataclass(frozen=True, slots=True)
class Export:
    """What an export did.

    Attributes:
        folder: where the files are.
        files: their paths in it, in order.
        content: SHA-256 of each table's rows (of their canonical CSV), by the table's name.
        notes: what whoever uses the files must know; empty where the format holds all.

    """

    folder: Path
    files: tuple[str, ...]
    content: dict[str, str]
    notes: tuple[str, ...]


class Target:
    """The folder of an export, as a format sees it."""

    def __init__(self, folder: Path, staging: Staging, content: dict[str, str], ours: dict[str, str]) -> None:
        """Put files into `folder` by way of `staging`, over those of `ours` alone: files by their SHA-256.

        `content` is the SHA-256 of each table's rows.
        """
        self.folder = folder
        self.content = content
        self.files: list[str] = []
        self.notes: list[str] = []
        self._staging = staging
        self._ours = ours

    def file(self, relative: str) -> Path:
        """Return where to write the file that will lie at `relative`; raises PackageError where it is somebody's."""
        _claim(self.folder, relative, self._ours)
        self.files.append(relative)
        return self._staging.file(relative)

    def note(self, message: str) -> None:
        """Tell whoever exports."""
        self.notes.append(one_line(message))


def write_files(
    dataset: Dataset, name: str, out: str | os.PathLike[str], write: Callable[[Dataset, Target], None]
) -> Export:
    """Have `write` put its files into the folder `out`, all or none."""
    if not os.fspath(out) or "\0" in os.fspath(out):
        raise PackageError("the folder for the export has no name; name one (--out)")
    folder = Path(os.path.realpath(out))
    if folder.exists() and not folder.is_dir():
        raise PackageError(f"{out}: is no folder; name another")
    content = {table: dataset.table(table).digest() for table in TABLES}
    with Staging(folder) as staging:
        ledger = _ledger(folder)
        ours = {path: entry["sha256"] for path, entry in ledger.items()}
        target = Target(folder, staging, content, ours)
        write(dataset, target)
        if dataset.part is not None:
            target.note(f"part {dataset.part} alone: links and groups of duplicates may name stories of other parts")
        kept = {path: entry for path, entry in ledger.items() if entry["format"] != name and path not in target.files}
        stale = [path for path in ledger if path not in kept and path not in target.files]
        removed = [path for path in stale if _is_ours(folder, path, ours)]
        made = {path: {"format": name, "sha256": file_digest(staging.file(path))[0]} for path in target.files}
        which = {} if dataset.part is None else {"part": dataset.part}
        body = {**which, "content": content, "files": dict(sorted((kept | made).items()))}
        text = json.dumps(body, ensure_ascii=False, indent=2) + "\n"
        staging.file(LEDGER).write_bytes(text.encode("utf-8"))
        staging.commit([*target.files, LEDGER], removed)
    return Export(folder, tuple(sorted(target.files)), content, tuple(target.notes))


def package_digest(content: dict[str, str]) -> str:
    """One SHA-256 for the rows of all tables: of their names and hashes, a line each, in the order of the tables."""
    lines = "".join(f"{name} {digest}\n" for name, digest in content.items())
    return identifiers.sha256(lines.encode("ascii"))


def _ledger(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / LEDGER
    if not os.path.lexists(path):
        return {}
    try:
        body: Any = json.loads(path.read_bytes())
        files: dict[str, dict[str, str]] = {
            str(name): {"format": str(entry["format"]), "sha256": str(entry["sha256"])}
            for name, entry in body["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PackageError(f"{path}: was not written by an export; move it away or export somewhere else") from None
    return files


def _claim(folder: Path, relative: str, ours: dict[str, str]) -> None:
    place = folder
    for part in relative.split("/")[:-1]:
        place = place / part
        if os.path.lexists(place) and (place.is_symlink() or not place.is_dir()):
            raise PackageError(f"{place}: is in the way (no plain folder); move it away or export somewhere else")
    place = folder / relative
    if os.path.lexists(place) and not _is_ours(folder, relative, ours):
        problem = "was changed since it was exported" if relative in ours else "was not written by an export"
        raise PackageError(f"{place}: {problem}; move it away or export somewhere else")


def _is_ours(folder: Path, relative: str, ours: dict[str, str]) -> bool:
    """Return whether the file is there, was written by an export and has not been changed since."""
    place = folder / relative
    try:
        plain = stat.S_ISREG(place.lstat().st_mode)
    except OSError:
        return False
    return plain and relative in ours and file_digest(place)[0] == ours[relative]
