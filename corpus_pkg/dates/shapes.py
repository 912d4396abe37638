"""Runs of words and numbers of time, and their shapes.

A run is a stretch of one line in which only words of time and numbers stand, with little between them. Its shape
has a sign for each of them (`corpus_pkg.dates.notation`), the white space and punctuation between, and a mark for what
stands on each side; with the signs by name:

    "في 7 أكتوبر/تشرين الأول 2023."  ->  "→ {short_number} {month_name}/{month_name} {year_number}."

Many stretches of text share a shape, so what the rules find in one is found once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, count

from corpus_pkg.dates.notation import SIGNS
from corpus_pkg.dates.vocabulary import LIVED_YEARS, YEARS, Vocabulary, Word
from corpus_pkg.language.punctuation import COMMAS, SEMICOLONS

#: Marks for the neighbours of a run: edge of the line, word, word that announces a year, word that forbids one, unit.
LINE_START, LINE_END, WORD, ANNOUNCES, FORBIDS, UNIT = "⊢", "⊣", "·", "→", "¬", "#"

#: A run of more words of time and numbers is a table, and no part of it is read: where it ends would decide.
LONGEST_RUN = 400
#: Numbers and words; letters that no word of time is written with stand between words, which costs less to find.
_TOKEN = re.compile(r"([A-Za-z\u00c0-\u024f\u0620-\u065f\u066e-\u06d3\u06d5-\u06ff]+|[0-9]+)")
_KEPT = re.compile(rf"[ \t/.:{COMMAS}{SEMICOLONS}()@|+&%$-]*")
_COMMAS = re.compile(f"[{COMMAS}{SEMICOLONS}]")
_COMMA_APART = re.compile("(?<![ \\t])[ \\t]+,(?=[ \\t])")
#: A sign between two parts of a line, with a blank on either side.
_PARTING = re.compile(r"[ \t]+[-/|][ \t]+")
_BREAK = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|[ \t]{3,}")
_TIGHT = re.compile(r"(?<![ \t])[ \t]*+([-/|:@])[ \t]*|(?<=\()[ \t]+|(?<![ \t])[ \t]++(?=\))")
_BLANKS = re.compile(r"[ \t]+")
_DASHES = re.compile("-+")
_OTHER = re.compile(r"[^ /.:,()@|+&%$-]+")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a run.

    Attributes:
        start, end: folded positions, proclitics left out.
        kind: its class.
        value: what it stands for: digits, or the value of the word.
        text: the word as the folded text has it.

    """

    start: int
    end: int
    kind: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """A run: its tokens, in order, and its shape, which has one sign for each of them."""

    tokens: tuple[Token, ...]
    shape: str


#: A word of a run before phrases are looked for: its folded span, the word as it stands, and what it is.
_Raw = tuple[int, int, str, "Word | None"]


@lru_cache(maxsize=4096)
def _spacing(gap: str) -> str | None:
    """Return what stands between two tokens as a shape has it; None where it parts them."""
    if _BREAK.search(gap) or not _KEPT.fullmatch(gap):
        return None
    return _written(gap)


@lru_cache(maxsize=4096)
def _written(gap: str) -> str:
    gap = _COMMA_APART.sub(",", _COMMAS.sub(",", gap))
    return _DASHES.sub("-", _BLANKS.sub(" ", _TIGHT.sub(lambda match: match[1] or "", _OTHER.sub("¤", gap))))


def _number(digits: str) -> str:
    if len(digits) <= 2:
        return "short_number"
    return "year_number" if len(digits) == 4 else "long_number"


def runs(text: str, start: int, end: int, vocabulary: Vocabulary) -> Iterator[Run]:
    """Yield the runs of the folded text in `[start, end)` that may hold an expression of time, in order."""
    zone = text[start:end]
    pieces = _TOKEN.split(zone)
    surfaces = pieces[1::2]
    core = vocabulary.core
    cores = list(compress(count(), map(core.__contains__, surfaces)))
    if "/" in zone:
        cores = sorted({*cores, *_fractions(pieces)})
    if not cores:
        return
    edges = list(accumulate(map(len, pieces), initial=start))
    words, solo = vocabulary.words, vocabulary.solo
    size = len(surfaces)
    last = 0
    for index in cores:
        if index < last:
            continue
        if surfaces[index] not in solo:
            # Most words of time are said of nothing: "year" between two words that are none of ours.
            left, right = surfaces[index - 1] if index else "", surfaces[index + 1] if index + 1 < size else ""
            if not (left in words or right in words or left[-1:].isdigit() or right[:1].isdigit()):
                continue
        first, stop = index, index + 1
        while first > last and _of_time(surfaces[first - 1], vocabulary) and _joined(pieces, first, vocabulary):
            first -= 1
        while stop < size and _of_time(surfaces[stop], vocabulary) and _joined(pieces, stop, vocabulary):
            stop += 1
        last = stop
        if stop - first > LONGEST_RUN:
            continue
        if stop - first == 1 and surfaces[first] not in solo:
            continue
        raw = [
            (edges[2 * place + 1], edges[2 * place + 2], surfaces[place], _word(surfaces[place], vocabulary))
            for place in range(first, stop)
        ]
        before = (edges[2 * first - 1], edges[2 * first]) if first else None
        counting = first > 1 and surfaces[first - 2] in vocabulary.counting and pieces[2 * first - 2] == " "
        after = (edges[2 * stop + 1], edges[2 * stop + 2]) if stop < size else None
        run = _run(text, start, end, raw, before, after, counting, vocabulary)
        if run is not None:
            yield run


def _joined(pieces: list[str], place: int, vocabulary: Vocabulary) -> bool:
    """Return whether a word or number stands in one run with that before it."""
    return _spacing(pieces[2 * place]) is not None and not _counts(pieces, place, vocabulary)


#: What a number counts that stands behind a date.
_COUNTED = ("plural", "day", "week", "month", "year", "minute")


def _counts(pieces: list[str], place: int, vocabulary: Vocabulary) -> bool:
    """Return whether a number behind a date and a parting sign counts what follows: "2022 - 5 minutes"."""
    before, gap, number = pieces[2 * place - 1], pieces[2 * place], pieces[2 * place + 1]
    if not (number.isdigit() and before.isdigit() and _PARTING.fullmatch(gap)) or 2 * place + 3 >= len(pieces):
        return False
    if len(number) == 4 and int(number) in LIVED_YEARS:
        return False
    dated = len(before) == 4 or (place > 1 and pieces[2 * place - 2] in ("/", "-", ".", ":") and len(before) < 4)
    return dated and pieces[2 * place + 2] in (" ", "\t") and _is_counted(pieces[2 * place + 3], vocabulary)


def _is_counted(surface: str, vocabulary: Vocabulary) -> bool:
    """Return whether a word behind a number may be what it counts: a unit, or no word of time."""
    word = vocabulary.words.get(surface)
    if word is None or word.kind in _COUNTED:
        return True
    months = any(phrase.kind in _MONTHS for _, phrase in vocabulary.phrases.get(surface, ()))
    return not word.kind and not word.value and not months


def _fractions(pieces: list[str]) -> Iterator[int]:
    """Yield the places of numbers in front of a slash and another number."""
    for place in range(2, len(pieces) - 1, 2):
        if pieces[place] == "/" and pieces[place - 1].isdigit() and pieces[place + 1].isdigit():
            yield place // 2 - 1


_AND = Word("", "")


def _of_time(surface: str, vocabulary: Vocabulary) -> bool:
    """Return whether `_word` knows a word or number, which costs less to tell than what it is."""
    return surface in vocabulary.words or "0" <= surface[0] <= "9" or surface == vocabulary.conjunction


def _word(surface: str, vocabulary: Vocabulary) -> Word | None:
    """Return what a word or number is; None where it is nothing of time."""
    if surface == vocabulary.conjunction:
        return _AND
    word = vocabulary.words.get(surface)
    if word is None and "0" <= surface[0] <= "9":
        return Word(_number(surface), surface)
    return word


def _run(
    text: str,
    start: int,
    end: int,
    raw: list[_Raw],
    before: tuple[int, int] | None,
    after: tuple[int, int] | None,
    counting: bool,
    vocabulary: Vocabulary,
) -> Run | None:
    tokens: list[Token] = []
    shape = [_context_before(text, start, raw[0][0], before, vocabulary)]
    if counting and shape[0] == f"{WORD} ":
        # "The number of the victims 1950": what stands before the number is what it counts.
        shape[0] = f"{FORBIDS} "
    last = raw[0][0]
    index = 0
    while index < len(raw):
        first, _, surface, _ = raw[index]
        word, index = _item(text, raw, index, vocabulary)
        if word.value and word.kind in _COUNTING:
            behind = index == len(raw) and (after is None or not text[raw[-1][1] : after[0]].isspace())
            word, index = _counted(text, raw, index, word, _before(tokens), behind, vocabulary)
        if first > last:
            shape.append(_spacing(text[last:first]) or " ")
        last = stop = raw[index - 1][1]
        if surface == vocabulary.conjunction:
            shape.append("&")
        elif not word.kind:
            shape.append(_role(surface, vocabulary))
        else:
            shape.append(word.mark + SIGNS[word.kind])
            tokens.append(Token(first + word.joined, stop, word.kind, word.value, surface))
    shape.append(_context_after(text, end, last, after, vocabulary))
    return Run(tuple(tokens), "".join(shape)) if tokens else None


def _before(tokens: list[Token]) -> str:
    """Return the class of what stands before a number in words; "" at the beginning."""
    kinds = [token.kind for token in tokens[-2:]]
    if len(kinds) == 2 and kinds[0] in _MONTHS[:2] and kinds[1] == "short_number":
        # "September 10, one thousand ...": the number of a day behind its month.
        return kinds[0]
    return kinds[-1] if kinds else ""


def _item(text: str, raw: list[_Raw], index: int, vocabulary: Vocabulary) -> tuple[Word, int]:
    """Return what stands at `index`, a phrase if one does, and the index behind it."""
    _, _, surface, word = raw[index]
    if surface not in vocabulary.phrases:
        return word or _AND, index + 1
    phrase = _phrase(text, raw, index + 1, surface, vocabulary)
    return (word or _AND, index + 1) if phrase is None else phrase


def _counted(
    text: str, raw: list[_Raw], index: int, word: Word, before: str, alone: bool, vocabulary: Vocabulary
) -> tuple[Word, int]:
    """Return the number that words from `word` on make together ("two thousand and eleven"), and the index behind it.

    It is a year behind a word for year, a month or a day, or where it is long enough and nothing follows it that
    it could count.
    """
    total, parts = int(word.value), 1
    stages = [_stage(total)]
    while index < len(raw):
        following, stop = _item(text, raw, index, vocabulary)
        if (
            following.mark != "&"
            or not following.value
            or following.kind not in _COUNTING
            or not _continues(stages, _stage(int(following.value)))
            or (stages[-1] == _UNITS and total % 100 > 9 and _stage(int(following.value)) > _UNITS)
            or not text[raw[index - 1][1] : raw[index][0]].isspace()
        ):
            break
        total, index, parts = total + int(following.value), stop, parts + 1
        stages.append(_stage(int(following.value)))
    if parts == 1 and not (word.kind == "" and before in _OF_YEAR):
        return word, index
    if total in YEARS and (before in _DATED or (parts > 2 and alone and index == len(raw))):
        return Word("year_number", f"{total:04}", word.joined, word.mark), index
    if before in _OF_YEAR:
        return Word("year_number", f"{total:04}", word.joined, word.mark), index
    return Word("cardinal", str(total), word.joined, word.mark), index


#: Classes of the words of a number: cardinals, parts of one, "one".
_COUNTING = ("cardinal", "", "extra")
_MONTHS = ("month_name", "doubtful_month", "hijri_month")
_OF_YEAR = ("year", "this_year")
#: Classes behind which a number in words is a year.
_DATED = (*_OF_YEAR, "month_name", "doubtful_month", "hijri_month", "ordinal")
_UNITS = 2


def _continues(stages: list[int], stage: int) -> bool:
    """Return whether a number goes on so: from thousands down, or as old texts count, from units up."""
    if stages[0] >= _UNITS and stage < _UNITS:
        return stage not in stages and stage == (1 if stages[-1] >= _UNITS else 0)
    return stage > max(stages)


def _stage(value: int) -> int:
    """Return the place of a number in the order in which Arabic counts: thousands, hundreds, units (to 19), tens."""
    if value >= 100:
        return 0 if value >= 1000 else 1
    return _UNITS if value < 20 else 3


def _phrase(text: str, raw: list[_Raw], index: int, first: str, vocabulary: Vocabulary) -> tuple[Word, int] | None:
    """Return the longest phrase that `first` opens with the tokens from `index`, and the index behind it."""
    for rest, word in vocabulary.phrases.get(first, ()):
        stop = index + len(rest)
        following = raw[stop][3] if stop < len(raw) else None
        if word.kind == "name" and following is not None and following.kind == "weekday":
            continue  # "in a statement today, Tuesday" is no paper's name
        if (
            stop <= len(raw)
            and all(raw[index + place][2] == part for place, part in enumerate(rest))
            and all(_follows(text[raw[place - 1][1] : raw[place][0]], raw[place][2]) for place in range(index, stop))
        ):
            return word, stop
    return None


def _follows(gap: str, part: str) -> bool:
    """Return whether a part of a phrase follows the one before: behind blanks, a number at once as well."""
    return gap.isspace() or (not gap and part.isdigit())


def _role(word: str, vocabulary: Vocabulary) -> str:
    if word in vocabulary.before_year:
        return ANNOUNCES
    return FORBIDS if word in vocabulary.not_a_year else WORD


def _context_before(text: str, zone: int, start: int, before: tuple[int, int] | None, vocabulary: Vocabulary) -> str:
    first = max(zone, start - 4) if before is None else before[1]
    gap = text[max(first, start - 4) : start]
    if gap == " " and before is not None:
        return _role(text[before[0] : before[1]], vocabulary) + gap
    broken = [match.end() for match in _BREAK.finditer(gap)]
    if broken:
        return LINE_START + _written(gap[broken[-1] :])
    if before is None:
        return LINE_START + _written(gap)
    return _role(text[before[0] : before[1]], vocabulary) + _written(gap)


def _context_after(text: str, zone: int, end: int, after: tuple[int, int] | None, vocabulary: Vocabulary) -> str:
    gap = text[end : min(end + 4, zone if after is None else after[0])]
    if gap == " " and after is not None:
        return gap + (UNIT if text[after[0] : after[1]] in vocabulary.units else WORD)
    broken = _BREAK.search(gap)
    if broken:
        return _written(gap[: broken.start()]) + LINE_END
    if after is None:
        return _written(gap) + LINE_END
    return _written(gap) + (UNIT if text[after[0] : after[1]] in vocabulary.units else WORD)
