"""What can go wrong: one line that says what, where and what to do.

`CorpusError` is the root; its kinds stand here or beside what they tell of, and all are names of `corpus_pkg`.
"""

from __future__ import annotations


class CorpusError(ValueError):
    """What this program cannot do, told in a line that names the place and the remedy; the root of all its errors."""


class PackageError(CorpusError):
    """A package, a configuration or a table that cannot be used; the message is one line, or one for each of `lines`.

    Whatever is named in a line (a path may hold line breaks, or bytes that are no text), it stays one.
    """

    def __init__(self, *lines: str) -> None:
        """Say what is wrong in these lines, each at most 1,000 characters long."""
        super().__init__("\n".join(one_line(line, 1000) for line in lines))


class BuildError(PackageError):
    """A build that could not be done, in a line or one for each mistake in corpus.toml; the disk is as it was."""


def one_line(message: object, limit: int = 400) -> str:
    """Return `message` without line breaks or control characters, at most `limit` characters long."""
    line = "".join(letter if letter.isprintable() else " " for letter in str(message))
    line = " ".join(line.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
