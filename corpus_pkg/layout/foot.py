"""What follows the running text of a story, and pages without running text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout.header import open_story
from corpus_pkg.layout.lines import STOP, Line
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.phrases import phrases
from corpus_pkg.layout.thresholds import (
    FOOT_LINES,
    FOOT_NAME_WORDS,
    GALLERY_LINES,
    HEADLINE_BEHIND_WORDS,
    HEADLINE_WORDS,
    LIST_LINES,
    POEM_LINES,
    SHARED_STEMS,
    SIGNATURE_WORDS,
    STOP_CHARACTERS,
    STORY_DAYS,
    TITLE_WORDS,
)
from corpus_pkg.records import SegmentKind

#: A line in brackets, between slashes or dashes.
_FENCED = re.compile(r"[(\[/-][^()\[\]/]++[)\]/-]|--?[^-]++--?")
#: A name in quotation marks, and more.
_QUOTED = re.compile(r"[\"«»“”]")
#: What parts a person from an outlet.
_PARTED = re.compile(rf"(?<!\s)\s*+[/|:{COMMAS}]\s*+|\s-\s")


def foot(page: Page, pending: list[int], last: bool = False) -> None:
    """Settle what follows a story's running text."""
    if not page.roles:
        if last:
            _no_body(page, pending)
        else:
            _header_only(page, pending)
        return
    # An agency signs the end of a text as papers sign a picture.
    signed = page.unlabel(pending, {"photo_credit"})
    behind = [i for i in pending if page.labels[i] is None]
    told = page.told()
    strangers = {i for i in behind if i not in signed and told.enough and told.stranger(page.lines[i])}
    announced = next((i for i in behind if _goes_on(page, i, i - 1 not in strangers)), None)
    if announced is not None:
        strangers = {i for i in strangers if i < announced}
    telling = next((i for i in behind if i not in strangers), None)
    listed = len(behind) > FOOT_LINES and 2 * len(strangers) < len(behind)
    for index in pending:
        line, mark = page.lines[index], page.labels[index]
        if mark is not None and mark.rule == "date_line" and page.closed and behind and behind[0] < index:
            page.decide(index, "related_link", "date_of_a_link")
        elif mark is not None:
            if mark.kind in ("source", "keywords"):
                page.closed = True
            page.keep(index, mark)
        elif not listed and (signs := _signs_off(page, line)) is not None:
            page.decide(index, signs, "signed_off", page.story)
        elif page.closed:
            page.decide(index, "related_link" if line.words >= TITLE_WORDS else "nav", "behind_the_story")
        elif listed:
            page.decide(index, "body", "list", page.story)
        elif page.name(index) and line.words <= FOOT_NAME_WORDS:
            page.decide(index, "byline", "name_behind_body", page.story)
        elif index == telling and _titles_the_text(page, line):
            page.decide(index, "title", "title_behind_body", page.story)
        elif page.cues.post(line.text) and (line.text[0] in "*({" or page.signed):
            page.decide(index, "byline", "note_on_author", page.story)
        elif (
            line.words >= HEADLINE_BEHIND_WORDS
            and not line.text.endswith((":", "،", ".", ")"))
            and not page.cues.continues(line.text)
        ):
            page.decide(index, "related_link", "headline_behind_body")
        elif index in strangers:
            page.decide(index, "related_link" if line.words >= TITLE_WORDS else "nav", "not_taken_up")
        else:
            page.decide(index, "body", "short_sentence", page.story)


def _signs_off(page: Page, line: Line) -> SegmentKind | None:
    """Return what a short line behind a text is, where it says whence that is or who wrote it."""
    if line.prose or line.words > SIGNATURE_WORDS or STOP.search(line.text[-STOP_CHARACTERS:]):
        return None
    first = line.text.split(" ", 1)[0]
    if _FENCED.fullmatch(line.text) or (
        first in phrases(page.lexicons).source_labels and not _QUOTED.search(line.text)
    ):
        return "source"
    parts = [part for part in _PARTED.split(line.text) if part]
    return "byline" if len(parts) == 2 and any(map(page.cues.given, parts)) else None


def _goes_on(page: Page, index: int, announced: bool) -> bool:
    """Return whether a line is announced by that above, or follows a short line of text without a stop: a verse."""
    if index == 0:
        return False
    above, decision = page.lines[index - 1], page.decisions[index - 1]
    verse = decision is not None and decision.kind == "body" and above.words <= HEADLINE_WORDS
    return (announced and above.text.endswith(":")) or (verse and STOP.search(above.text[-STOP_CHARACTERS:]) is None)


def _titles_the_text(page: Page, line: Line) -> bool:
    """Return whether a headline behind the text is that of the story, which has none, by the words that they share."""
    story = page.story or 0
    if story in page.titled or story not in page.first_body or not page.can_be_title(line):
        return False
    stems = page.cues.stems
    return len(stems(line.text) & stems(page.lines[page.first_body[story]].text)) >= SHARED_STEMS


def _header_only(page: Page, pending: Sequence[int]) -> None:
    """Lines before the first story that a heading of links cuts off.

    Where a labelled day stands among them they are the story's header, and the links a box in it.
    """
    if not page.waiting and any((mark := page.labels[i]) and mark.rule == "date_line:published" for i in pending):
        page.waiting = list(pending)
    else:
        before_links(page, pending)


def before_links(page: Page, pending: Sequence[int]) -> None:
    """Settle lines over a heading of links that are no story's header."""
    for index in pending:
        mark = page.labels[index]
        if mark is None:
            page.decide(index, "nav", "before_links")
        else:
            page.decide(index, mark.kind, mark.rule)


def _no_body(page: Page, pending: list[int]) -> None:
    """Read a page without running text: a gallery with its date, or a poem with its poet; else no story.

    More dates than one or two are those of a list of stories.
    """
    heads = [i for i in pending if page.labels[i] is None]
    days = sum(mark is not None and mark.kind in ("published", "updated") and mark.day for mark in page.labels)
    captions = sum(mark is not None and mark.rule == "behind_picture" for mark in page.labels)
    if heads and 1 < len(heads) + captions < GALLERY_LINES and 0 < days <= STORY_DAYS:
        open_story(page, "main", pending)
        return
    if days == 0 and LIST_LINES < len(heads) < POEM_LINES and page.name(heads[1]):
        _poem(page, pending, heads)
        return
    for index in pending:
        mark = page.labels[index]
        if mark is None:
            page.decide(index, "other", "no_running_text")
        else:
            page.decide(index, mark.kind, mark.rule)


def _poem(page: Page, pending: list[int], heads: list[int]) -> None:
    page.roles.append("main")
    for index in pending:
        mark = page.labels[index]
        if mark is not None:
            page.keep(index, mark)
        elif index == heads[0]:
            page.decide(index, "title", "first_headline", page.story)
        elif index == heads[1]:
            page.decide(index, "byline", "name_under_title", page.story)
        else:
            page.decide(index, "body", "list", page.story)
