"""What stands between two stretches of running text: headings, lists, links, the header of another story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus_pkg.dates import read_date
from corpus_pkg.layout.header import open_story
from corpus_pkg.layout.lines import Line, runs
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.thresholds import (
    ANNOUNCING_WORDS,
    COLON_HEADING_WORDS,
    HEADING_CHARACTERS,
    OPENING_STEMS,
    OPENING_TITLE_WORDS,
    OVER_HEADING_WORDS,
    OVER_QUESTION_WORDS,
    PARTING_SIGNS,
    SENTENCE_WORDS,
    VERSE_WORDS,
)

#: Rules that read a short line as names alone, which hold in a story's head and foot only.
_BY_ITS_PARTS = {"outlets_alone", "outlet_and_name", "place_and_name", "place_and_outlet", "place_and_another"}
#: Rules that know who reports, over a text as well as behind it.
_DESKS = {"desk_and_another", "desk_of"}
_NUMBERS = {"counter", "clock", "timetable", "foreign", "recurring"}


def between(page: Page, pending: list[int], heads: list[int], line: Line) -> None:
    """Settle what stands between two stretches of running text: headings, links, or the header of another story."""
    marks = [page.labels[i] for i in pending]
    ruled = [
        i
        for i, mark in zip(pending, marks, strict=True)
        if mark and mark.rule == "rule_line" and page.lines[i].words == 1
    ]
    long_heads = [i for i in heads if page.can_be_title(page.lines[i])]
    if long_heads and not page.cues.continues(line.text):
        after_rule = (
            bool(ruled) and len(page.lines[ruled[-1]].text) >= PARTING_SIGNS and any(i > ruled[-1] for i in long_heads)
        )
        dated = any(mark and mark.kind == "published" and mark.day for mark in marks)
        closed = page.closed or any(
            _closes(mark) and mark is not None and mark.rule != "outlets_alone" and i < long_heads[-1]
            for i, mark in zip(pending, marks, strict=True)
        )
        if after_rule or dated or closed:
            first = next(i for i in long_heads if not after_rule or i > ruled[-1])
            middle(page, [i for i in pending if i < first], first)
            open_story(page, "main", [i for i in pending if i >= first])
            return
        if long_heads[-1] == pending[-1] and _opens_story(page, page.lines[heads[-1]], line):
            middle(page, pending[:-1], heads[-1])
            open_story(page, "main", [heads[-1]])
            return
    middle(page, pending, None)


def _opens_story(page: Page, head: Line, body: Line) -> bool:
    """Return whether a headline inside running text begins another story with no mark but its wording.

    Either the paragraph under it opens as the first of a story does, or it shares nothing with all that stands above.
    """
    shared = page.cues.stems(head.text) & page.cues.stems(body.text)
    if len(shared) < OPENING_STEMS or head.apart != body.apart:
        return False
    told = page.told()
    if told.enough and told.foreign(body) and told.shared(head) == 0:
        return True
    if head.words < OPENING_TITLE_WORDS or page.signed or page.named:
        # The parts of a signed piece, or of a page named after one story, are no stories of their own.
        return False
    return page.cues.opens(body.text)


def middle(page: Page, pending: Sequence[int], before: int | None) -> None:
    """Short lines inside a story: a heading, a list, or titles of other stories."""
    if before is None:
        # A number by itself between two paragraphs is part of a table, a name in Latin letters a heading.
        page.unlabel(pending, _NUMBERS)
    heads = [i for i in pending if page.labels[i] is None]
    for index, following in pairwise(heads):
        if page.lines[index].text == page.lines[following].text and following == index + 1:
            # A site prints what a picture shows under it and behind it, for those who cannot see it.
            page.labels[index] = page.labels[following] = Label("caption", "caption_twice")
    heads = [i for i in heads if page.labels[i] is None]
    for run in runs(heads):
        _run(page, run)
    for index in pending:
        mark = page.labels[index]
        if mark is None:
            continue
        if mark.rule == "date_line" and before is None and not _under_the_lead(page, index):
            # A day between two paragraphs, which no words introduce, is part of a table or a chronicle.
            page.decide(index, "body", "list", page.story)
            continue
        if mark.rule in _BY_ITS_PARTS and before is None:
            # A review of the press has each paper's name over what it wrote, a table a place in each line.
            page.decide(index, "heading", "name_between_sentences", page.story)
            continue
        if _closes(mark):
            page.closed = True
        page.keep(index, mark)


def _closes(mark: Label | None) -> bool:
    """Return whether a line ends a story: it says whence it is, or its key words."""
    return mark is not None and mark.kind in ("source", "keywords") and mark.rule not in _DESKS


def _under_the_lead(page: Page, index: int) -> bool:
    """Return whether a date stands alone between the first paragraph and the second, and is the page's only one."""
    line = page.lines[index]
    if read_date(page.folded.source[line.start : line.end], lexicons=page.lexicons) is None:
        return False
    story = page.story or 0
    paragraphs = sum(
        decision is not None and decision.kind == "body" and decision.story == story for decision in page.decisions
    )
    days = sum(mark is not None and mark.day for mark in page.labels)
    return paragraphs == 1 and days == 1


def _run(page: Page, run: list[int]) -> None:
    lines = [page.lines[i] for i in run]
    if len(run) == 1:
        text = lines[0].text
        announces = text.endswith(":") and lines[0].words >= ANNOUNCING_WORDS and not _heads(page, lines[0])
        numeric = not any(character.isalpha() for character in text)
        if text.endswith((".", "،", ",", "؛")) or len(text) < HEADING_CHARACTERS or announces or numeric:
            page.decide(run[0], "body", "short_sentence", page.story)
        elif page.cues.asks(text):
            page.decide(run[0], "body", "question", page.story)
        elif _goes_on(page, run[0]):
            page.decide(run[0], "body", "short_sentence", page.story)
        else:
            page.decide(run[0], "heading", "alone_between_sentences", page.story)
    elif len(run) == 2 and lines[0].words >= OVER_HEADING_WORDS and lines[1].apart and lines[1].words < lines[0].words:
        page.decide(run[0], "related_link", "headline_over_heading")
        page.decide(run[1], "heading", "alone_between_sentences", page.story)
    elif (
        len(run) == 2
        and lines[0].words <= OVER_QUESTION_WORDS
        and not lines[0].text.endswith((".", "،", ",", "؛", ":", "؟"))
        and page.cues.asks(lines[1].text)
    ):
        page.decide(run[0], "heading", "over_a_question", page.story)
        page.decide(run[1], "body", "question", page.story)
    else:
        for index in run:
            page.decide(index, "body", "list", page.story)


def _goes_on(page: Page, index: int) -> bool:
    """Return whether a line of the length of a verse is announced by a colon above, or a sentence without its stop."""
    line = page.lines[index]
    announced = index > 0 and page.lines[index - 1].text.endswith(":")
    return (announced and line.words >= VERSE_WORDS) or (
        line.words >= SENTENCE_WORDS and page.cues.continues(line.text)
    )


def _heads(page: Page, line: Line) -> bool:
    """Return whether a short line with a colon is a heading, and does not announce what somebody says or a list."""
    once = page.often[line.text] == 1
    wording = page.cues
    if re.search(r"\w-\w", line.text):
        return False
    return (
        once
        and line.words <= COLON_HEADING_WORDS
        and not wording.continues(line.text)
        and not wording.announces(line.text)
    )
