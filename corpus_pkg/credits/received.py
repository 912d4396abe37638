"""An outlet that says of itself what it received or learned: "in a statement of which X received a copy".

Nobody else is named there by a page of news, so that one such frame names the house where no other place does. The name
stands in quotation marks, has the form of an outlet's or its class noun before it; agencies are told of by others too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_pkg.credits.citations import Citation
from corpus_pkg.credits.lines import Knowledge
from corpus_pkg.credits.unlisted import REPORTING, standing
from corpus_pkg.language.phrases import WORD

_QUOTED = re.compile(r"\s?[\"“”«»]\s?([^\"“”«»().،؛:\n]{2,40})\s?[\"“”«»]")
#: So many words behind the name "a copy" may stand.
_TO_COPY = 2
#: Words of a name outside of quotation marks, the longest first.
_WORDS = (3, 2)
#: So far from the verb a name and what stands behind it may reach, in code points.
_REACH = 90
#: Kinds of outlet that others write of as having received something.
_OF_OTHERS = ("agency", "unnamed", "network")


def received(text: str, start: int, end: int, knowledge: Knowledge) -> Iterator[Citation]:
    """Yield the outlets that say in the folded text `[start, end)` what they received; linear in its length."""
    for verb in knowledge.wording.received.finditer(text, start, end):
        limit = min(end, verb.end() + _REACH)
        name = _quoted(text, verb.end(), limit, knowledge) or _formed(text, verb.end(), limit, knowledge)
        if name is None or (name[2] and knowledge.outlets.sources[name[2]].kind in _OF_OTHERS):
            continue
        begin, close, source_id = name
        copy = knowledge.wording.copy_behind.get(verb["verb"].strip())
        behind = [word.group() for word in WORD.finditer(text, close, limit)][:_TO_COPY]
        if copy is None or copy in behind:
            yield Citation(begin, close, source_id, text[begin:close], "received", house=True)


def _known(text: str, start: int, end: int, knowledge: Knowledge) -> tuple[int, int, str] | None:
    """Return the outlet of the lexicon that stands at the start of a stretch."""
    words = list(WORD.finditer(text, start, end))
    hit = knowledge.outlets.names.at(text, words, 0, clitics=False) if words else None
    return (hit.start, hit.end, hit.value) if hit else None


def _quoted(text: str, start: int, end: int, knowledge: Knowledge) -> tuple[int, int, str | None] | None:
    """Return the name in quotation marks behind the verb, with or without a class noun between them."""
    first = WORD.search(text, start, end)
    noun = knowledge.wording.class_noun.at(text, [first], 0, clitics=False) if first else None
    quoted = _QUOTED.match(text, start, end) or (_QUOTED.match(text, noun.end, end) if noun else None)
    if quoted is None:
        return None
    begin, close = quoted.start(1), quoted.start(1) + len(quoted[1].rstrip())
    if known := _known(text, begin, close, knowledge):
        return known if known[1] == close else None
    words = WORD.findall(text, begin, close)
    judged = standing(words, knowledge.wording, knowledge.names)
    alone = len(words) == 1 and words[0] not in knowledge.wording.every_day and words[0] not in knowledge.wording.heads
    return (begin, close, None) if judged is not None and (judged != "common" or alone) else None


def _formed(text: str, start: int, end: int, knowledge: Knowledge) -> tuple[int, int, str | None] | None:
    """Return the name behind the verb that is an outlet's by its words."""
    first = WORD.search(text, start, end)
    if first is None or text[start : first.start()].strip():
        return None
    known = _known(text, start, end, knowledge)
    if known and text[known[0] : known[1]].split(" ", 1)[0] not in knowledge.wording.common_word:
        return known
    words = list(WORD.finditer(text, start, end))
    for size in _WORDS:
        name = [word.group() for word in words[:size]]
        apart = len(name) < size or text[words[0].start() : words[size - 1].end()] != " ".join(name)
        if apart:
            continue
        judged = standing(name, knowledge.wording, knowledge.names)
        if judged == "formed" or (size == _WORDS[-1] and judged in REPORTING):
            return words[0].start(), words[size - 1].end(), None
    return None
