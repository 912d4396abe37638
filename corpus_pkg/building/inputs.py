"""The files that lie in an input, and those that stand there and cannot be read: a pipe, a link that leads nowhere.

Nothing is opened here, so that nothing holds a build up; what one entry has wrong with it concerns no other.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.package.skeleton import KEEP

#: What may be wrong with a file or a folder, and what to do.
UNREADABLE = "cannot be read ({}); allow it or leave it out"
NO_FILE = "is neither a file nor a folder; leave it out"
LEADS_NOWHERE = "is a link that leads nowhere ({}); mend it or leave it out"


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file in an input, or what cannot be read as one.

    Attributes:
        file: where it lies.
        relative: its path from the folder that the input lies in.
        is_link: whether it is a symbolic link.
        problem: why it cannot be read, and what to do; None where it may be.
        is_listed: whether a folder lists it by that name.

    """

    file: str
    relative: str
    is_link: bool = False
    problem: str | None = None
    is_listed: bool = False


@dataclass(slots=True)
class PassedOver:
    """What of the inputs is left out and is no failure: hidden names, and links to folders."""

    hidden: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def mode(item: str) -> int:
    """Return what an input is, as `stat` has it; raises BuildError where nothing is there or nobody may look."""
    try:
        status = Path(item).stat()
    except OSError as error:
        raise BuildError(f"{one_line(item)}: cannot be read ({error.strerror}); name a folder or a file") from None
    except ValueError:
        raise BuildError(f"{one_line(item)}: is no path") from None
    if not item:
        raise BuildError("an input has no name; name a folder or a file")
    return status.st_mode


def lone(item: str, item_mode: int) -> InputFile:
    """Return the file that an input is by itself; raises BuildError where it is none."""
    if not stat.S_ISREG(item_mode):
        raise BuildError(f"{one_line(item)}: {NO_FILE}")
    return InputFile(item, Path(item).absolute().name, Path(item).is_symlink())


def within(item: str, passed_over: PassedOver) -> Iterator[InputFile]:
    """Yield all that lies in a folder and in those below it; adds to `passed_over` what is left out."""
    folders = [(item, Path(os.path.realpath(item)).name)]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield InputFile(folder, prefix or ".", problem=UNREADABLE.format(error.strerror))
            continue
        for entry in listed:
            relative = f"{prefix}/{entry.name}" if prefix else entry.name
            if entry.name == KEEP:
                continue
            if entry.name.startswith("."):
                passed_over.hidden.append(entry.path)
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    folders.append((entry.path, relative))
                    continue
                status = entry.stat()
            except OSError as error:
                problem = LEADS_NOWHERE if entry.is_symlink() else UNREADABLE
                yield InputFile(entry.path, relative, problem=problem.format(error.strerror), is_listed=True)
                continue
            if stat.S_ISDIR(status.st_mode):
                passed_over.links.append(entry.path)
            else:
                special = None if stat.S_ISREG(status.st_mode) else NO_FILE
                yield InputFile(entry.path, relative, entry.is_symlink(), special, is_listed=True)
