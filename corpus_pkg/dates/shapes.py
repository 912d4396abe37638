"""Runs of words and numbers of time, and their shapes.

A run is a stretch of one line in which only words of time and numbers stand, with little between them. Its shape
has a letter for each of them (`vocabulary.LETTERS`, and `d`, `y`, `n` for numbers of one or two, four, and other
digits), the white space and punctuation between, and a sign for what stands on each side:

    "في 7 أكتوبر/تشرين الأول 2023."  ->  "→ d M/M y."

Many stretches of text share a shape, so what the rules find in one is found once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from corpus_pkg.dates.vocabulary import NAME, TELLING, Vocabulary, Word

#: Signs for the neighbours of a run: edge of the line, word, word that announces a year, word that forbids one, unit.
LINE_START, LINE_END, WORD, ANNOUNCES, FORBIDS, UNIT = "⊢", "⊣", "·", "→", "¬", "#"

_TOKEN = re.compile(r"[0-9]+|[^\W0-9_]+")
_KEPT = re.compile(r"[ \t/.:,،؛;()@|+&%$-]*")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|[ \t]{3,}")
_TIGHT = re.compile(r"[ \t]*([-/|:@])[ \t]*|(?<=\()[ \t]+|[ \t]+(?=\))")
_BLANKS = re.compile(r"[ \t]+")
_DASHES = re.compile("-+")
_OTHER = re.compile(r"[^ /.:,()@|+&%$-]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a run.

    Attributes:
        start, end: folded positions, proclitics left out.
        letter: its class.
        value: what it stands for: digits, or the value of the word.
        text: the word as the folded text has it.
    """

    start: int
    end: int
    letter: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its tokens, in order, and its shape, which has one letter of `[A-Za-z0-9]` for each of them."""

    tokens: tuple[Token, ...]
    shape: str


@lru_cache(maxsize=4096)
def _spacing(gap: str) -> str | None:
    """What stands between two tokens as a shape has it; None where it parts them."""
    if _BREAK.search(gap) or not _KEPT.fullmatch(gap):
        return None
    return _written(gap)


@lru_cache(maxsize=4096)
def _written(gap: str) -> str:
    gap = gap.replace("،", ",").replace("؛", ",").replace(";", ",")
    return _DASHES.sub("-", _BLANKS.sub(" ", _TIGHT.sub(lambda match: match[1] or "", _OTHER.sub("¤", gap))))


def _number(digits: str) -> str:
    if len(digits) <= 2:
        return "d"
    return "y" if len(digits) == 4 else "n"


def runs(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Run]:
    """The runs of the folded text in `[start, end)` that may hold an expression of time, in order."""
    find = vocabulary.words.get
    open_tokens: list[tuple[int, int, str, Word | None]] = []
    before: tuple[int, int] | None = None
    previous: tuple[int, int] | None = None
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        word = find(raw)
        if raw == "و":
            word = None
        elif word is None and raw[0] < "\u0250":
            word = Word(_number(raw), raw) if raw[0] <= "9" else find(raw.lower())
        if word is None and raw != "و":
            if open_tokens:
                run = _run(text, start, end, open_tokens, before, match.span(), vocabulary)
                if run is not None:
                    yield run
                open_tokens = []
            previous = match.span()
            continue
        if open_tokens and _spacing(text[open_tokens[-1][1] : match.start()]) is None:
            run = _run(text, start, end, open_tokens, before, match.span(), vocabulary)
            if run is not None:
                yield run
            previous = open_tokens[-1][:2]
            open_tokens = []
        if not open_tokens:
            before = previous
        open_tokens.append((match.start(), match.end(), raw, word))
    if open_tokens:
        run = _run(text, start, end, open_tokens, before, None, vocabulary)
        if run is not None:
            yield run


def _run(
    text: str,
    start: int,
    end: int,
    raw: list[tuple[int, int, str, Word | None]],
    before: tuple[int, int] | None,
    after: tuple[int, int] | None,
    vocabulary: Vocabulary,
) -> Run | None:
    if len(raw) == 1 and raw[0][2] not in vocabulary.phrases:
        word = raw[0][3]
        if word is None or word.letter not in TELLING:
            return None
    tokens: list[Token] = []
    shape = [_context_before(text, start, raw[0][0], before, vocabulary)]
    last = raw[0][0]
    index = 0
    while index < len(raw):
        first, stop, surface, word = raw[index]
        index += 1
        phrase = _phrase(text, raw, index, surface, vocabulary)
        if phrase is not None:
            word, index = phrase
            stop = raw[index - 1][1]
        if first > last:
            shape.append(_spacing(text[last:first]) or " ")
        last = stop
        if word is None:
            shape.append("&")
        elif not word.letter:
            shape.append(_role(surface, vocabulary))
        else:
            shape.append(word.mark + word.letter)
            tokens.append(Token(first + word.joined, stop, word.letter, word.value, surface))
    shape.append(_context_after(text, end, last, after, vocabulary))
    return Run(tuple(tokens), "".join(shape)) if tokens else None


def _phrase(
    text: str, raw: list[tuple[int, int, str, Word | None]], index: int, first: str, vocabulary: Vocabulary
) -> tuple[Word, int] | None:
    """The longest phrase that `first` opens with the tokens from `index`, and the index behind it."""
    for rest, word in vocabulary.phrases.get(first, ()):
        stop = index + len(rest)
        following = raw[stop][3] if stop < len(raw) else None
        if word.letter == NAME and following is not None and following.letter == "D":
            continue  # "in a statement today, Tuesday" is no paper's name
        if (
            stop <= len(raw)
            and all(raw[index + place][2] == part for place, part in enumerate(rest))
            and all(text[raw[place - 1][1] : raw[place][0]].isspace() for place in range(index, stop))
        ):
            return word, stop
    return None


def _role(word: str, vocabulary: Vocabulary) -> str:
    if word in vocabulary.before_year:
        return ANNOUNCES
    return FORBIDS if word in vocabulary.not_a_year else WORD


def _context_before(text: str, zone: int, start: int, before: tuple[int, int] | None, vocabulary: Vocabulary) -> str:
    first = max(zone, start - 4) if before is None else before[1]
    gap = text[max(first, start - 4) : start]
    broken = [match.end() for match in _BREAK.finditer(gap)]
    if broken:
        return LINE_START + _written(gap[broken[-1] :])
    if before is None:
        return LINE_START + _written(gap)
    return _role(text[before[0] : before[1]], vocabulary) + _written(gap)


def _context_after(text: str, zone: int, end: int, after: tuple[int, int] | None, vocabulary: Vocabulary) -> str:
    gap = text[end : min(end + 4, zone if after is None else after[0])]
    broken = _BREAK.search(gap)
    if broken:
        return _written(gap[: broken.start()]) + LINE_END
    if after is None:
        return _written(gap) + LINE_END
    return _written(gap) + (UNIT if text[after[0] : after[1]] in vocabulary.units else WORD)
