"""What a pattern over shapes may begin with, so that only the patterns that may fit are tried at a place.

Understood is what the rules write: groups, alternatives, classes, literals, looks around, references back, `?` and `*`.
"""

from __future__ import annotations

#: The signs that a match may begin with; None where that may be any.
Signs = frozenset[str] | None


def opening(pattern: str) -> Signs:
    """Return the characters that a match of `pattern` may begin with; raises ValueError for what is not understood."""
    signs, empty, end = _alternatives(pattern, 0)
    if end != len(pattern):
        raise ValueError(f"unbalanced at {end}: {pattern}")
    return None if empty else signs


def _united(first: Signs, second: Signs) -> Signs:
    return None if first is None or second is None else first | second


def _alternatives(pattern: str, at: int) -> tuple[Signs, bool, int]:
    """Return the signs of alternatives, whether one may be empty, and where they end."""
    signs: Signs = frozenset()
    empty = False
    while True:
        begins, nothing, at = _sequence(pattern, at)
        signs, empty = _united(signs, begins), empty or nothing
        if at == len(pattern) or pattern[at] == ")":
            return signs, empty, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[Signs, bool, int]:
    signs: Signs = frozenset()
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        begins, nothing, at = _item(pattern, at)
        if at < len(pattern) and pattern[at] in "?*":
            nothing, at = True, at + 1
        if empty:
            signs = _united(signs, begins)
        empty = empty and nothing
    return signs, empty, at


def _item(pattern: str, at: int) -> tuple[Signs, bool, int]:
    sign = pattern[at]
    if sign == "(":
        return _group(pattern, at)
    if sign == "[":
        return _class(pattern, at + 1)
    if sign == "\\":
        return (None if pattern[at + 1].isalnum() else frozenset(pattern[at + 1])), False, at + 2
    if sign in "+{":
        raise ValueError(f"not understood at {at}: {pattern}")
    if sign == "$":
        return frozenset(), True, at + 1
    return (None if sign == "." else frozenset(sign)), False, at + 1


def _group(pattern: str, at: int) -> tuple[Signs, bool, int]:
    rest = pattern[at:]
    if rest.startswith("(?P="):
        return None, False, pattern.index(")", at) + 1
    if rest.startswith("(?P<"):
        begin = pattern.index(">", at) + 1
    else:
        begin = at + next((len(head) for head in ("(?<=", "(?<!", "(?:", "(?=", "(?!") if rest.startswith(head)), 1)
    signs, empty, end = _alternatives(pattern, begin)
    if end == len(pattern):
        raise ValueError(f"unbalanced at {at}: {pattern}")
    if rest.startswith(("(?=", "(?!", "(?<=", "(?<!")):
        return frozenset(), True, end + 1
    return signs, empty, end + 1


def _class(pattern: str, at: int) -> tuple[Signs, bool, int]:
    end = at
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    inside = pattern[at:end]
    ranged = any(sign == "-" and 0 < place < len(inside) - 1 for place, sign in enumerate(inside))
    if inside.startswith("^") or "\\" in inside or ranged:
        return None, False, end + 1
    return frozenset(inside), False, end + 1
