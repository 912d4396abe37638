"""Files that people edited, read line by line; what cannot be read is told by its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_pkg.files import opened
from corpus_pkg.importing.stated import Stated
from corpus_pkg.importing.views import View


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says of a text.

    Attributes:
        view: the text.
        stated: the names and dates that it marks there.
        by: who says so, when and where, of what is not marked any more.

    """

    view: View
    stated: tuple[Stated, ...]
    by: Stated


def text_of(path: Path, faults: list[str]) -> str | None:
    """Return the text of a file in UTF-8; None where it cannot be read."""
    try:
        with opened(path) as file:
            return file.read().decode("utf-8")
    except OSError as error:
        faults.append(f"{path}: cannot be read ({error.strerror or error})")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        faults.append(f"{path}:{number}: is not UTF-8 (byte {error.start}); save it as UTF-8")
    return None


def lines(path: Path, faults: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file with their numbers; only a line feed ends one, as other breaks stand in texts."""
    text = text_of(path, faults)
    if text is not None:
        for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
            yield number, line.removesuffix("\r")
