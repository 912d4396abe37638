"""Every pattern of the package is attacked with texts that its own parts make; none may take more than linear time."""

from __future__ import annotations

import importlib
import pkgutil
import re
import re._constants as sre  # type: ignore[import-not-found, unused-ignore]
import re._parser as parser  # type: ignore[import-not-found, unused-ignore]
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from growth import TRIES, check_linear, seconds

import corpus_pkg
from corpus_pkg.credits.lines import compiled
from corpus_pkg.dates.vocabulary import vocabulary
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.language.lexicons import default
from corpus_pkg.layout.paragraphs import cues
from corpus_pkg.layout.phrases import phrases
from corpus_pkg.parsing import parse

PACKAGE = Path(corpus_pkg.__file__).parent
#: So long an attack takes no time where the work is linear, and a tenth of a second or more where it is quadratic, on a
#: fast machine too.
LONG, AT_ONCE = 20_000, 0.02
#: Of the characters that a class holds so many are tried.
_TRIED = 3
_CATEGORIES = {
    sre.CATEGORY_DIGIT: "1",
    sre.CATEGORY_NOT_DIGIT: "a",
    sre.CATEGORY_SPACE: " ",
    sre.CATEGORY_NOT_SPACE: "a",
    sre.CATEGORY_WORD: "a",
    sre.CATEGORY_NOT_WORD: "-",
}


class Held(NamedTuple):
    """A pattern, where it stands, and how the package uses it."""

    name: str
    pattern: re.Pattern[str]
    methods: tuple[str, ...]


def _patterns() -> Iterator[Held]:
    for info in pkgutil.walk_packages([str(PACKAGE)], "corpus_pkg."):
        if info.name.endswith("__main__"):
            continue
        try:
            module = importlib.import_module(info.name)
        except ImportError:
            # An extra that is not installed.
            continue
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and f"{name} = " in source:
                used = set(re.findall(rf"\b{name}\.(\w+)\(", source))
                at_start = used and used <= {"match", "fullmatch"}
                yield Held(f"{info.name}.{name}", value, tuple(sorted(used)) if at_start else ("search",))


def _inside(name: str, value: object, depth: int = 3) -> Iterator[Held]:
    """Yield the patterns that an object of the package holds, at any place."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield Held(name, value, ("search",))
    elif isinstance(value, dict | list | tuple | Mapping):
        items = value.items() if isinstance(value, dict | Mapping) else enumerate(value)
        for key, item in items:
            if depth and isinstance(item, re.Pattern | tuple):
                yield from _inside(f"{name}[{key}]", item, depth - 1)
    elif type(value).__module__.startswith("corpus_pkg") and depth:
        slots = [slot for kind in type(value).__mro__ for slot in getattr(kind, "__slots__", ())]
        for key in (*getattr(value, "__dict__", ()), *slots):
            yield from _inside(f"{name}.{key}", getattr(value, key, None), depth - 1)


def _made() -> Iterator[Held]:
    """Yield the patterns that are made of the tables."""
    lexicons = default()
    # What is compiled when it is first asked for is asked for here.
    parse("وصل الوزير إلى بيروت\n\nقال الوزير أمس إن العمل في بيروت بدأ، ثم عاد منها إلى دمشق.".encode())
    yield from _inside("cues", cues(lexicons))
    yield from _inside("phrases", phrases(lexicons))
    yield from _inside("credits", compiled(lexicons))
    yield from _inside("gazetteer", gazetteer(lexicons))
    yield from _inside("vocabulary", vocabulary(lexicons))


HELD = {held.name: held for held in (*_patterns(), *_made())}


def _character(items: Any) -> str:
    """Return a character of a class, and one that it does not hold where it is a negated one."""
    negated = items and items[0][0] is sre.NEGATE
    inside = re.compile("[" + "".join(_written(item) for item in items if item[0] is not sre.NEGATE) + "]")
    tried = "a1 ا-.:،\n\"'<>&/()[]{}|_=؛xXZ\u064b\u200fé"
    fitting = [sign for sign in tried if (inside.fullmatch(sign) is None) == bool(negated)]
    return fitting[0] if fitting else _first(items)


def _first(items: Any) -> str:
    for kind, value in items:
        if kind is sre.LITERAL:
            return chr(value)
        if kind is sre.RANGE:
            return chr(value[0])
    return "a"


def _written(item: Any) -> str:
    kind, value = item
    if kind is sre.LITERAL:
        return re.escape(chr(value))
    if kind is sre.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        sre.CATEGORY_DIGIT: r"\d",
        sre.CATEGORY_NOT_DIGIT: r"\D",
        sre.CATEGORY_SPACE: r"\s",
        sre.CATEGORY_NOT_SPACE: r"\S",
        sre.CATEGORY_WORD: r"\w",
        sre.CATEGORY_NOT_WORD: r"\W",
    }[value]


def sample(tree: Any, repeats: list[tuple[str, str]], before: str = "") -> str:
    """Return a text that a parsed pattern may match; `repeats` gets what stands before each repeat, and its body."""
    text = ""
    for kind, value in tree:
        if kind is sre.LITERAL:
            text += chr(value)
        elif kind is sre.NOT_LITERAL:
            text += "a" if value != ord("a") else "b"
        elif kind is sre.ANY:
            text += "a"
        elif kind is sre.IN:
            text += _character(value)
        elif kind is sre.BRANCH:
            texts = [sample(branch, repeats, before + text) for branch in value[1]]
            text += texts[0]
        elif kind is sre.SUBPATTERN:
            text += sample(value[3], repeats, before + text)
        elif kind is sre.ATOMIC_GROUP:
            text += sample(value, repeats, before + text)
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, body = value
            inner = sample(body, repeats, before + text)
            if most is sre.MAXREPEAT or most > 3:
                repeats.append((before + text, inner))
            text += inner * max(least, 1)
    return text


def attacks(pattern: re.Pattern[str]) -> list[Callable[[int], str]]:
    """Return texts of a length that parts of the pattern make, over and over, and that it does not match in the end."""
    repeats: list[tuple[str, str]] = []
    whole = sample(parser.parse(pattern.pattern, pattern.flags), repeats)
    units = {("", whole[:-1]), ("", whole), *repeats, *(("", body) for _, body in repeats)}
    return [
        lambda length, head=head, unit=unit: head + unit * (length // len(unit)) + "\x01"
        for head, unit in sorted(units)
        if unit
    ]


def _attacked(find: Callable[[str], object], attack: Callable[[int], str], size: int) -> None:
    """Fail where finding takes more than linear time; the first short text that takes time is the last one tried."""
    length = 16
    while length < size:
        if all(seconds(partial(find, attack(length))) > AT_ONCE for _ in range(TRIES)):
            raise AssertionError(f"{length} characters take more than {AT_ONCE} s")
        length += length // 4
    text = attack(LONG)
    if seconds(lambda: find(text)) > AT_ONCE:
        check_linear(lambda length: find(attack(length)), size)


@pytest.mark.parametrize("name", sorted(HELD))
def test_no_pattern_is_slow_on_what_it_is_made_of(name: str) -> None:
    held = HELD[name]
    for method in held.methods:
        for attack in attacks(held.pattern):
            _attacked(getattr(held.pattern, method), attack, LONG // 8)


@pytest.mark.parametrize("slow", [r"(?:\d+)+x", r"(?:[a-z]{1,40}: ?[^\n]*+\n){0,40}?end"])
def test_a_pattern_with_two_ways_to_match_is_noticed_at_once(slow: str) -> None:
    pattern = re.compile(slow)
    with pytest.raises(AssertionError, match="characters take more"):
        for attack in attacks(pattern):
            _attacked(pattern.search, attack, LONG // 8)


@pytest.mark.parametrize("slow", [r"\d+x", r"\s+$", r"[^@]+@", r"\w+ $"])
def test_a_slow_pattern_is_noticed(slow: str) -> None:
    pattern = re.compile(slow)
    with pytest.raises(AssertionError, match="times the size"):
        for attack in attacks(pattern):
            _attacked(pattern.search, attack, LONG // 8)
