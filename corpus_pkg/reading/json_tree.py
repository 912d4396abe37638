"""JSON to a tree whose strings tell where they stand in the source, as far as what is written is JSON.

Valid JSON is read as JSON says. Of what is not, so much is mended as allows one reading alone: a comma too many, a raw
line break in a string, a quotation mark in a string that no sign of JSON follows, a comment or CDATA around the whole,
a few values behind one another, brackets that are missing at the very end. A value that breaks off otherwise ends the
reading, and what was read of it is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Values inside one another beyond which none is read.
DEEPEST = 64


def _token(string: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s*+(?:(?P<sign>[\[\]{{}},:])|\"(?P<string>{string})\"|(?P<word>[^\s\[\]{{}},:\"]++))",
        re.S,
    )


_KEY = _token(r"(?:[^\"\\]|\\.)*+")
# A quotation mark in a value is one of its characters where what follows goes not on with the JSON.
_GOING_ON = r"\s*+(?:[}\]]|,\s*+(?:[\"\[{}\]]|-?[0-9]|(?:true|false|null)\b)|\Z)"
_VALUE = _token(rf"(?:[^\"\\]|\\.|\"(?!{_GOING_ON}))*+")
# The brackets of CDATA open nothing.
_OPENING = re.compile(r"(?<!<!)(?<!CDATA)[\[{]")
_WORD = re.compile(r"true|false|null|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string, its quotation marks outside, or a number, true, false or null; offsets in the source."""

    start: int
    end: int
    quoted: bool


@dataclass(slots=True)
class Node:
    """An object: its members in order, a key as often as it is written, keys as spans."""

    start: int
    end: int
    members: list[tuple[Scalar, Value]] = field(default_factory=list)


@dataclass(slots=True)
class Values:
    """An array."""

    items: list[Value] = field(default_factory=list)


Value = Scalar | Node | Values


class _Broken(Exception):
    """What stands here is no JSON."""


def values(source: str, start: int, end: int) -> Iterator[Node | Values]:
    """Yield the objects and arrays that stand one behind another in `source[start:end]`; linear in its length."""
    position = start
    while (opening := _OPENING.search(source, position, end)) is not None:
        reader = _Reader(source, opening.start(), end)
        try:
            yield reader.read()
        except _Broken:
            return
        position = reader.position


class _Reader:
    """A value that is being read: what is open, and where reading stands."""

    def __init__(self, source: str, position: int, end: int) -> None:
        self.source = source
        self.position = position
        self.end = end

    def read(self) -> Node | Values:
        """Return the object or array that begins here; raises _Broken."""
        open_values: list[Node | Values] = []
        key: Scalar | None = None
        named = False
        while True:
            inner = open_values[-1] if open_values else None
            in_key = isinstance(inner, Node) and key is None
            token = (_KEY if in_key else _VALUE).match(self.source, self.position, self.end)
            if token is None:
                if open_values and key is None and not self.source[self.position : self.end].strip():
                    # The end of all that is open is missing, and no value of it.
                    return self._closed(open_values)
                raise _Broken
            self.position = token.end()
            sign = token["sign"]
            if sign == ",":
                if named or key is not None:
                    raise _Broken
            elif sign == ":":
                if key is None or named:
                    raise _Broken
                named = True
            elif sign in ("}", "]"):
                if key is not None or isinstance(inner, Node) != (sign == "}"):
                    raise _Broken
                closed = open_values.pop()
                if isinstance(closed, Node):
                    closed.end = self.position
                if not open_values:
                    return closed
            elif isinstance(inner, Node) and not named:
                if token["string"] is None or key is not None:
                    raise _Broken
                key = Scalar(*token.span("string"), quoted=True)
            else:
                value = self._value(token)
                if isinstance(inner, Values):
                    inner.items.append(value)
                elif inner is not None and key is not None:
                    inner.members.append((key, value))
                key, named = None, False
                if isinstance(value, Node | Values):
                    open_values.append(value)
                    if len(open_values) > DEEPEST:
                        raise _Broken

    def _closed(self, open_values: list[Node | Values]) -> Node | Values:
        """End the values that are open where the script ends; returns the outermost."""
        self.position = self.end
        for value in open_values:
            if isinstance(value, Node):
                value.end = self.end
        return open_values[0]

    def _value(self, token: re.Match[str]) -> Value:
        if token["sign"] is not None:
            return Node(token.start("sign"), token.end()) if token["sign"] == "{" else Values()
        if token["string"] is not None:
            return Scalar(*token.span("string"), quoted=True)
        if not _WORD.fullmatch(token["word"]):
            raise _Broken
        return Scalar(*token.span("word"), quoted=False)
