"""How messages show what stands in a package: in one line, with nothing that cannot be seen."""

from __future__ import annotations


def visible(text: object, limit: int = 400) -> str:
    r"""Return `text` in one line of at most `limit` characters: what cannot be seen is escaped, white space folded.

    >>> visible("a\u202eb\n c")
    'a\\u202eb c'
    """
    whole = str(text)
    letters = (
        letter if letter.isprintable() else " " if letter.isspace() else _escape(letter)
        for letter in whole[: limit + 1]
    )
    line = " ".join("".join(letters).split())
    return line if len(line) <= limit and len(whole) <= limit else line[: limit - 1] + "…"


def quoted(text: object, limit: int = 60) -> str:
    """Return `text` as a value in a message."""
    return f"«{visible(text, limit)}»"


def _escape(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
