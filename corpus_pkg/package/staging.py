"""Writing over a package without ever losing one.

New files are made in a folder of their own inside the package's and moved into place only when all are there; a
failure in between moves everything back. What a build did not write, or somebody changed since, is neither replaced
nor removed.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, BinaryIO

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

from filelock import BaseFileLock, FileLock, Timeout

from corpus_pkg.digests import PREFIX, Digest
from corpus_pkg.errors import BuildError, PackageError
from corpus_pkg.package import descriptor

_BLOCK = 1 << 20


def digest(file: BinaryIO, copy: BinaryIO | None = None) -> tuple[str, int]:
    """SHA-256 and size in bytes of the rest of `file`, written to `copy` on the way, a block at a time."""
    read = Digest()
    while block := file.read(_BLOCK):
        read.add(block)
        if copy is not None:
            copy.write(block)
    return read.hexadecimal, read.size


def file_digest(path: str | os.PathLike[str]) -> tuple[str, int]:
    """SHA-256 and size in bytes of the file."""
    with Path(path).open("rb") as file:
        return digest(file)


class Claims:
    """What of a package's folder a build may replace: the files of an earlier build that nobody has changed."""

    def __init__(self, out: Path) -> None:
        """Read the descriptor in `out`, if any; raises BuildError where it is not ours or was edited."""
        self._out = out
        self.tables: dict[str, str] = {}
        self.copies: dict[str, str] = {}
        path = out / descriptor.FILE_NAME
        if not os.path.lexists(path):
            return
        if path.is_symlink() or not path.is_file():
            raise BuildError(f"{path}: is in the way (no plain file); move it away or build somewhere else")
        try:
            body = descriptor.read(path)
        except PackageError:
            body = {}
        if descriptor.MARK not in body:
            raise BuildError(f"{path}: was not written by corpus-pkg; move it away or build somewhere else")
        if not descriptor.is_whole(body):
            raise BuildError(
                f"{path}: was edited since it was built; put the changes into corpus.toml, delete it and build again"
            )
        self._read(body)

    def _read(self, body: Mapping[str, Any]) -> None:
        for path, resource in descriptor.resources(body).items():
            sha256 = str(resource.get("hash", "")).removeprefix(PREFIX)
            if resource.get("type") == "table":
                self.tables[path] = sha256
            elif isinstance(resource.get(descriptor.MARK), dict) and resource[descriptor.MARK].get("copied") is True:
                self.copies[path] = sha256

    def check(self, relative: str) -> str | None:
        """Return the SHA-256 of the file at `relative`, None where none is; raises BuildError where it must stay."""
        place = self._out
        parts = relative.split("/")
        for part in parts[:-1]:
            place = place / part
            mode = _mode(place)
            if mode is None:
                return None
            if not stat.S_ISDIR(mode):
                raise BuildError(f"{place}: is in the way (no plain folder); move it away or build somewhere else")
        place = place / parts[-1]
        mode = _mode(place)
        if mode is None:
            return None
        if not stat.S_ISREG(mode):
            raise BuildError(f"{place}: is in the way (no plain file); move it away or build somewhere else")
        if relative == descriptor.FILE_NAME:
            return ""
        expected = self.tables.get(relative) or self.copies.get(relative)
        if expected is None:
            raise BuildError(f"{place}: was not written by corpus-pkg; move it away or build somewhere else")
        actual, _ = file_digest(place)
        if actual != expected:
            raise BuildError(f"{place}: was changed since it was built; move it away and build again")
        return actual

    def unchanged(self, relative: str) -> bool:
        """Whether the file at `relative` is there, ours and as it was written."""
        try:
            return self.check(relative) is not None
        except BuildError:
            return False


class Staging:
    """A folder inside `out` in which a build puts its files; gone when the block ends, however it ends."""

    def __init__(self, out: Path) -> None:
        """Touch nothing yet."""
        self._out = out
        self._made: list[Path] = []
        self._folder: Path | None = None
        self._lock: Callable[[], None] | None = None
        #: Whether the new files are in place.
        self.done = False

    def __enter__(self) -> Staging:
        """Make the folder, and lock the package; raises BuildError where another build is at work in it."""
        try:
            for folder in _missing(self._out):
                # Where another build makes it meanwhile, the lock decides.
                with suppress(FileExistsError):
                    folder.mkdir()
                    self._made.append(folder)
            self._lock = _locked(self._out)
            self._folder = Path(tempfile.mkdtemp(prefix=".corpus-pkg-", dir=self._out))
        except BaseException:
            self._clear()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the folder, and what was made around it where nothing was committed."""
        with uninterrupted():
            self._clear()

    @property
    def scratch(self) -> Path:
        """A folder for files that are not part of the package."""
        assert self._folder is not None
        return self._folder

    def file(self, relative: str) -> Path:
        """Where to write the file that will lie at `relative` in the package."""
        path = self.scratch / "new" / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def checklist(self) -> list[str]:
        """Put `checklist.json` here where the package has none; one that is there is this one, or somebody's own."""
        if os.path.lexists(self._out / descriptor.CHECKLIST):
            return []
        self.file(descriptor.CHECKLIST).write_bytes(descriptor.CHECKS)
        return [descriptor.CHECKLIST]

    def commit(self, written: Iterable[str], removed: Iterable[str]) -> None:
        """Move the files at `written` into place, in this order, and take those at `removed` away; all or nothing."""
        journal: list[tuple[Path | None, Path]] = []
        with uninterrupted():
            try:
                for relative in (*removed, *written):
                    target = self._out / relative
                    if target.is_dir() and not target.is_symlink():
                        raise BuildError(f"{target}: is in the way (a folder); move it away or build somewhere else")
                    if os.path.lexists(target):
                        old = self.scratch / "old" / relative
                        old.parent.mkdir(parents=True, exist_ok=True)
                        _move(target, old, journal)
                for relative in written:
                    for folder in _missing((self._out / relative).parent):
                        journal.append((None, folder))
                        folder.mkdir()
                    _move(self.scratch / "new" / relative, self._out / relative, journal)
            except BaseException:
                try:
                    _undo(journal)
                except OSError as error:
                    kept, self._folder = self.scratch, None
                    raise BuildError(
                        f"{self._out}: could not be put back ({error.strerror}); what lay there is in {kept / 'old'}"
                    ) from error
                raise
            self.done = True
            for relative in removed:
                self._tidy((self._out / relative).parent)

    def _clear(self) -> None:
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        if not self.done:
            for path in reversed(self._made):
                with suppress(OSError):
                    path.rmdir()
        if self._lock is not None:
            self._lock()
            self._lock = None

    def _tidy(self, folder: Path) -> None:
        """Remove folders that the removal of our copies has emptied."""
        while folder != self._out:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def _locked(folder: Path) -> Callable[[], None] | None:
    """Keep other builds out of the folder until what is returned is called, or this process ends however it ends.

    Raises BuildError where another build is at work in it. File systems without locks go without.
    """
    taken = f"{folder}: another build is at work in it; wait for its end or build somewhere else"
    if fcntl is None:
        # A folder cannot be locked there: a file in it is, and is gone with the lock.
        lock = FileLock(folder / ".corpus-pkg-lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            raise BuildError(taken) from None
        return partial(_unlocked, lock)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise BuildError(taken) from None
    except OSError:
        os.close(handle)
        return None
    return partial(os.close, handle)


def _unlocked(lock: BaseFileLock) -> None:
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink()


def _missing(folder: Path) -> list[Path]:
    """Return the folders that must be made, in this order, for `folder` to be there."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    return missing[::-1]


def _move(source: Path, target: Path, journal: list[tuple[Path | None, Path]]) -> None:
    # Noted before it is done: what was noted and not done is easy to tell when undoing.
    journal.append((source, target))
    source.replace(target)


def _undo(journal: list[tuple[Path | None, Path]]) -> None:
    """Take back, last first, the moves and the folders (noted without a source) that were made."""
    for source, target in reversed(journal):
        if source is None:
            if target.is_dir():
                target.rmdir()
        elif os.path.lexists(target) and not os.path.lexists(source):
            target.replace(source)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C and SIGTERM back until the block ends; for what takes milliseconds and must not be cut in two."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        held.append(number)

    before = {number: signal.signal(number, hold) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for caught in held:
            signal.raise_signal(caught)


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BuildError(f"{path}: cannot be looked at ({error.strerror}); build somewhere else") from None
