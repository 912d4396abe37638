"""JSON to a tree whose strings tell where they stand in the source, as far as what is written is JSON.

Valid JSON is read as JSON says. Of what is not, so much is mended as allows one reading alone: a comma too many, or one
too few between two members; strings between single quotation marks and names without any; comments; a raw line break in
a string; quotation marks in a string that no sign of JSON follows, in an array those alone that stand in pairs or
between letters; a comment or CDATA around the whole; a few values behind one another; brackets that are missing at the
very end. A value that breaks off otherwise ends the reading, and what was read of it is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

#: Values inside one another beyond which none is read.
DEEPEST = 64


#: What may stand between two tokens: white space and comments.
_SPACE = r"(?:\s++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)*+"
# The same where what follows a quotation mark is looked at: bounded, so that each look costs a constant.
_NEAR = r"\s*+(?:(?://[^\n]{0,300}+|/\*(?:[^*]|\*(?!/)){0,300}+\*/)\s*+){0,4}+"
_NAME = r"[@$A-Za-z_][\w$@]{0,60}+"
_QUOTED = r"(?:\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+')"
_BEGINNING = rf"{_NEAR}(?:[\"'\[{{]|-?[0-9]|(?:true|false|null)\b)"
#: A key, its colon, and the beginning of its value.
_MEMBER = rf"{_NEAR}:{_BEGINNING}"
_GOING_ON = {
    "member": rf",{_NEAR}(?:{_QUOTED}{_NEAR}:|{_NAME}{_MEMBER}|[}},]|\Z)|{_QUOTED}{_MEMBER}",
    "item": rf",(?:{_BEGINNING}|{_NEAR}(?:[}}\],]|\Z))",
}


_MARKS = {'"': "double", "'": "single"}


def _string(mark: str, place: str) -> str:
    """Return the pattern of a string behind its first quotation mark; in a key the next one ends it.

    One in a value is of its characters where what follows goes not on with the JSON. Where a member, a string or a
    comment follows all the same, either may be meant, and nothing matches.
    """
    if place == "key":
        return rf"(?P<{_MARKS[mark]}>(?:[^{mark}\\]|\\.)*+){mark}"
    end = rf"{_NEAR}(?:[}}\]]|{_GOING_ON[place]}|\Z)"
    either = rf"\s*+/[/*]|\s++{mark}|{_NEAR}{_NAME}{_MEMBER}"
    member = rf"(?:[^{mark}\\]|\\.)*+{mark}{_MEMBER}"
    return rf"(?P<{_MARKS[mark]}>(?:[^{mark}\\]|\\.|{mark}(?!{end}|{either}|{member}))*+){mark}(?={end})"


def _token(place: str) -> re.Pattern[str]:
    strings = "|".join(mark + _string(mark, place) for mark in _MARKS)
    return re.compile(
        rf"{_SPACE}(?:(?P<sign>[\[\]{{}},:])|{strings}"
        r"|(?P<word>[^\s\[\]{},:\"'/]++))",
        re.S,
    )


_KEY, _VALUE, _ITEM = map(_token, ("key", "member", "item"))
# The brackets of CDATA and those in comments open nothing.
_OPENING = re.compile(r"/\*.*?(?:\*/|\Z)|//(?!\s*+<!)[^\n]*+|(?P<opening>(?<!<!)(?<!CDATA)[\[{])", re.S)
_WORD = re.compile(r"true|false|null|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_BARE_KEY = re.compile(_NAME)
# One between two letters is a letter's sign; others quote in pairs.
_QUOTING = {mark: re.compile(rf"\\.|(?<!\w){mark}|{mark}(?!\w)", re.S) for mark in _MARKS}


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
        position = opening.end()
        if opening["opening"]:
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
            pattern = _ITEM if not isinstance(inner, Node) else _KEY if key is None else _VALUE
            token = pattern.match(self.source, self.position, self.end)
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
                if key is not None:
                    raise _Broken
                key = self._key(token)
            else:
                value = self._value(token)
                if isinstance(inner, Values):
                    self._check_pairs(token)
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
        if token["word"] is None:
            return self._quoted(token)
        if not _WORD.fullmatch(token["word"]):
            raise _Broken
        return Scalar(*token.span("word"), quoted=False)

    def _key(self, token: re.Match[str]) -> Scalar:
        """Return a key: a string, or a name as JavaScript writes it."""
        if token["word"] is None:
            return self._quoted(token)
        if not _BARE_KEY.fullmatch(token["word"]):
            raise _Broken
        return Scalar(*token.span("word"), quoted=True)

    def _quoted(self, token: re.Match[str]) -> Scalar:
        return Scalar(*token.span("double" if token["double"] is not None else "single"), quoted=True)

    def _check_pairs(self, token: re.Match[str]) -> None:
        """Raise _Broken where quotation marks in a string of an array stand in no pairs: any of them may end it."""
        for mark, group in _MARKS.items():
            start, end = token.span(group)
            if start >= 0 and self.source.find(mark, start, end) >= 0:
                quoting = sum(match[0] == mark for match in _QUOTING[mark].finditer(self.source, start, end))
                if quoting % 2:
                    raise _Broken
