"""The moves that make a folder's package the new one, recorded before the first of them.

The descriptor goes first and comes last, and its coming decides: before it the record says how to have the old package
again, after it nothing is left to do. So whoever finds the record of a build that was killed, or cut off from power,
ends what it began.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus_pkg.errors import BuildError
from corpus_pkg.package import descriptor, durable

#: The record of the moves, in the folder that holds the new files (new/) and those that they replace (old/).
RECORD = descriptor.MOVES


@dataclass(frozen=True, slots=True)
class _Record:
    """What is to be moved, by paths in the package.

    Attributes:
        written: the new files, in order, with size in bytes and time of change in nanoseconds: nobody else's is taken
            for one of them.
        removed: the files that go.
        made: the folders that must be made, outer ones first.

    """

    written: dict[str, tuple[int, int]]
    removed: list[str]
    made: list[str]


class Moves:
    """The moves of a build between its own folder and the package's."""

    def __init__(self, out: Path, scratch: Path, record: _Record) -> None:
        """Know what is to be moved; use `planned` or `left`."""
        self._out = Path(os.path.realpath(out))
        self._scratch = Path(os.path.realpath(scratch))
        self._record = record
        self._written = list(record.written)
        #: The folders that were looked at, by what they lie in and their paths in it.
        self._plain: dict[tuple[Path, str], Path] = {}
        # The descriptor, last of those that come, is the first to go.
        self._replaced = [*self._written[::-1], *record.removed]

    @classmethod
    def planned(cls, out: Path, scratch: Path, written: Iterable[str], removed: Iterable[str]) -> Moves:
        """Plan to move what lies at `written` in new/ into place, in this order, and that at `removed` away.

        Raises BuildError where a folder is in the way.
        """
        written, removed = list(written), list(removed)
        for relative in (*removed, *written):
            target = out / relative
            if target.is_dir() and not target.is_symlink():
                raise BuildError(f"{target}: is in the way (a folder); move it away or build somewhere else")
        made = [parent for parent in sorted(durable.above(written) - {""}) if not (out / parent).is_dir()]
        stamps = {relative: _stamp(scratch / "new" / relative) for relative in written}
        return cls(out, scratch, _Record(stamps, removed, made))

    @classmethod
    def left(cls, out: Path, scratch: Path) -> Moves | None:
        """Return the moves that a dead build recorded in `scratch`; None where it came to none.

        Raises BuildError for a record that no build wrote.
        """
        path = scratch / RECORD
        try:
            record = TypeAdapter(_Record).validate_json(path.read_bytes())
        except FileNotFoundError:
            return None
        except ValidationError:
            record = None
        if record is None or not all(map(descriptor.is_inside, (*record.written, *record.removed, *record.made))):
            raise BuildError(f"{path}: is no record of a build; delete {scratch} and build again")
        return cls(out, scratch, record)

    @property
    def decided(self) -> bool:
        """Whether the new package is there: the last move was made."""
        return bool(self._written) and not os.path.lexists(self._scratch / "new" / self._written[-1])

    def make(self) -> None:
        """Record the moves and make them; what fails in between is to be undone."""
        new, old = self._scratch / "new", self._scratch / "old"
        durable.files(new / relative for relative in self._written)
        durable.folders(new, self._written)
        self._write_record()
        for relative in self._replaced:
            target = self._place(self._out, relative)
            if os.path.lexists(target):
                (old / relative).parent.mkdir(parents=True, exist_ok=True)
                target.replace(old / relative)
        # A disk may do last what was asked of it first: each step is on it before the next one is asked for.
        durable.folders(old, self._replaced)
        durable.folders(self._out, self._replaced)
        for made in self._record.made:
            (self._out / made).mkdir()
        for relative in self._written[:-1]:
            self._place(new, relative).replace(self._place(self._out, relative))
        durable.folders(self._out, self._written)
        durable.folders(new, self._written)
        for relative in self._written[-1:]:
            self._place(new, relative).replace(self._place(self._out, relative))
        durable.folders(self._out, self._written[-1:])
        durable.folders(new, self._written[-1:])

    def undo(self) -> None:
        """Have the old package again, as far as it was moved; raises BuildError for what somebody changed meanwhile."""
        for relative in reversed(self._written):
            new, target = self._place(self._scratch / "new", relative), self._place(self._out, relative)
            if os.path.lexists(target) and not os.path.lexists(new):
                if _stamp(target) != self._record.written[relative]:
                    raise _changed(target)
                target.replace(new)
        for made in reversed(self._record.made):
            with suppress(OSError):
                self._place(self._out, made).rmdir()
        for relative in reversed(self._replaced):
            old, target = self._place(self._scratch / "old", relative), self._place(self._out, relative)
            if os.path.lexists(old):
                if os.path.lexists(target):
                    raise _changed(target)
                old.replace(target)
        for base in (self._scratch / "new", self._scratch / "old", self._out):
            durable.folders(base, self._replaced)
        self._forget()

    def settle(self) -> None:
        """End moves that are decided: folders that the removal of files has emptied go, and so does the record."""
        for relative in self._record.removed:
            folder = (self._out / relative).parent
            with suppress(OSError):
                while folder != self._out:
                    folder.rmdir()
                    folder = folder.parent
        self._forget()

    def _write_record(self) -> None:
        part = self._scratch / f"{RECORD}.part"
        part.write_text(json.dumps(asdict(self._record)), encoding="utf-8")
        durable.files([part])
        part.replace(self._scratch / RECORD)
        durable.folders(self._out, [f"{self._scratch.name}/{RECORD}"])

    def _forget(self) -> None:
        (self._scratch / RECORD).unlink(missing_ok=True)

    def _place(self, base: Path, relative: str) -> Path:
        """Return the place in the folder; raises BuildError where a link on the way may lead out of it.

        A record may come with a package from anybody.
        """
        above, _, name = relative.rpartition("/")
        if (base, above) not in self._plain:
            folder = base / above
            if not folder.is_relative_to(base) or os.path.realpath(folder) != os.path.normpath(folder):
                raise BuildError(f"{folder}: is in the way (no plain folder); move it away or build somewhere else")
            self._plain[base, above] = folder
        return self._plain[base, above] / name


def _stamp(path: Path) -> tuple[int, int]:
    status = path.lstat()
    return status.st_size, status.st_mtime_ns


def _changed(path: Path) -> BuildError:
    return BuildError(f"{path}: was changed after a build was cut off here; move it away and build again")
