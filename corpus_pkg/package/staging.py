"""Writing over a package without ever losing one.

New files are made in a folder of their own inside the package's and moved into place only when all are there; a
failure in between moves everything back, and so does the next build where one was killed. What a build did not write,
or somebody changed since, is neither replaced nor removed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import stat
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, BinaryIO

from corpus_pkg.digests import PREFIX, Digest
from corpus_pkg.errors import BuildError, PackageError
from corpus_pkg.files import opened
from corpus_pkg.package import descriptor
from corpus_pkg.package.lock import lock
from corpus_pkg.package.moves import Moves

_BLOCK = 1 << 20
# `mkdtemp` adds eight characters.
_SCRATCH = re.compile(re.escape(descriptor.SCRATCH) + "[a-z0-9_]{8}")


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
    with opened(path) as file:
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
            if resource.get("type") == "table" or descriptor.is_part(resource):
                self.tables[path] = sha256
            elif isinstance(resource.get(descriptor.MARK), dict) and resource[descriptor.MARK].get("copied") is True:
                self.copies[path] = sha256

    def check(self, relative: str) -> str | None:
        """Return the SHA-256 of the file at `relative`, None where none is; raises BuildError where it must stay."""
        place = str(self._out)
        parts = relative.split("/")
        for part in parts[:-1]:
            place = f"{place}/{part}"
            mode = _mode(place)
            if mode is None:
                return None
            if not stat.S_ISDIR(mode):
                raise BuildError(f"{place}: is in the way (no plain folder); move it away or build somewhere else")
        place = f"{place}/{parts[-1]}"
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
        """Make the folder, lock the package and end what a dead build began.

        Raises BuildError where another build is at work in it.
        """
        try:
            for folder in _missing(self._out):
                # Where another build makes it meanwhile, the lock decides.
                with suppress(FileExistsError):
                    folder.mkdir()
                    self._made.append(folder)
            self._lock = lock(self._out)
            if self._lock is not None:
                _recover(self._out)
            self._folder = Path(tempfile.mkdtemp(prefix=descriptor.SCRATCH, dir=self._out))
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
        with uninterrupted():
            moves = Moves.planned(self._out, self.scratch, written, removed)
            try:
                moves.make()
            except BaseException:
                self._undo(moves)
                raise
            self.done = True
            moves.settle()

    def _undo(self, moves: Moves) -> None:
        try:
            moves.undo()
        except (OSError, BuildError) as error:
            kept, self._folder = self.scratch, None
            reason = error.strerror if isinstance(error, OSError) else error
            raise BuildError(
                f"{self._out}: could not be put back ({reason}); the next build tries again; what lay there is in "
                f"{kept / 'old'}"
            ) from error

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


def recover(out: Path) -> None:
    """End what a dead build began in the folder, which need not be there; raises BuildError while one is at work."""
    if not any(_left(out)):
        return
    unlock = lock(out)
    if unlock is not None:
        try:
            with uninterrupted():
                _recover(out)
        finally:
            unlock()


def _recover(out: Path) -> None:
    """Finish or undo the moves of dead builds, and remove their folders; only for whoever holds the lock."""
    for scratch in _left(out):
        moves = Moves.left(out, scratch)
        if moves is not None and moves.decided:
            moves.settle()
        elif moves is not None:
            moves.undo()
        shutil.rmtree(scratch, ignore_errors=True)


def _left(out: Path) -> list[Path]:
    """Return the folders of builds in `out`."""
    try:
        with os.scandir(out) as entries:
            names = [e.name for e in entries if _SCRATCH.fullmatch(e.name) and e.is_dir(follow_symlinks=False)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [out / name for name in sorted(names)]


def _missing(folder: Path) -> list[Path]:
    """Return the folders that must be made, in this order, for `folder` to be there."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    return missing[::-1]


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


def _mode(path: str) -> int | None:
    try:
        # Not by `Path`, whose making takes longer: it is asked of every page.
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BuildError(f"{path}: cannot be looked at ({error.strerror}); build somewhere else") from None
