"""The folder of a site: old or new, whole, at any moment, and never in the place of somebody's files."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus_pkg.errors import PackageError

#: What stands at the top of a site, and what only a site has.
_TOP = re.compile(
    r"data|pages|(?:page|site)\.css|site\.js|(?:index|articles)\.html|(?:entities|sources)(?:(?:-\d+)?\.html)?"
)
_MARK = "site.css"


@contextmanager
def replaced(out: str | os.PathLike[str]) -> Iterator[Path]:
    """Give an empty folder beside `out`, which takes its place at the end; after an error nothing has changed.

    Raises PackageError where something lies at `out` that is no site of ours.
    """
    if not os.fspath(out) or "\0" in os.fspath(out):
        raise PackageError("the folder for the site has no name; name one (--out)")
    folder = Path(os.path.realpath(out))
    _check(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise PackageError(f"{out}: cannot be written ({error.strerror}); name another folder") from None
    try:
        made = work / "new"
        made.mkdir()
        yield made
        _exchange(folder, made, work / "old")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _exchange(folder: Path, made: Path, old: Path) -> None:
    """Put what was made in the place of the folder, of which the old one is kept until then."""
    if folder.exists():
        folder.rename(old)
    try:
        made.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise


def _check(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise PackageError(f"{folder}: is no folder; name another")
    names = sorted(entry.name for entry in folder.iterdir())
    strange = [name for name in names if not _TOP.fullmatch(name)]
    if names and (strange or _MARK not in names):
        what = strange[0] if strange else names[0]
        raise PackageError(f"{folder}: holds {what}, which is no part of a site made by explore; name another folder")


def put(folder: Path, file: str, content: bytes) -> None:
    """Write a file of the site, and the folder that it lies in where there is none."""
    path = folder / file
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
