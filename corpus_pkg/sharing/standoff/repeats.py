"""What withheld stories say, and whether other text says it again."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_pkg.language.orthography import folded

#: A line of fewer letters and digits is anybody's; a longer one said again is a repetition.
SHORTEST = 15
#: So many letters and digits in a row, counted from any multiple of it, are one as well: what is copied in the middle
#: of a paragraph is found from twice as many on. Fewer are found in stories that have only their subject in common.
BLOCK = 40


def letters(text: str) -> str:
    """Return the letters and digits of a text, folded: what stays the same in another layout or spelling.

    >>> letters("أحمد، 5") == letters("احمد 5")
    True
    """
    return "".join(letter for letter in folded(text) if letter.isalnum())


class Repeats:
    """The words of what is withheld; a hash for each block of a text and the letters of its short lines are kept."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._blocks: set[int] = set()
        self._lines: dict[str, set[str]] = {}

    def add(self, text: str) -> None:
        """Take the text of a withheld story, or its title."""
        whole = letters(text)
        self._blocks.update(hash(whole[at : at + BLOCK]) for at in range(0, len(whole) - BLOCK + 1, BLOCK))
        for line in map(letters, text.split("\n")):
            if SHORTEST <= len(line) < 2 * BLOCK:
                self._lines.setdefault(line[:SHORTEST], set()).add(line)

    def holds(self, text: str) -> bool:
        """Return whether a text repeats a line, or a block, of what is withheld."""
        return bool(self._blocks or self._lines) and any(self._met(letters(text)))

    def _met(self, said: str) -> Iterator[bool]:
        for at in range(len(said) - SHORTEST + 1):
            yield any(said.startswith(line, at) for line in self._lines.get(said[at : at + SHORTEST], ()))
            yield hash(said[at : at + BLOCK]) in self._blocks
