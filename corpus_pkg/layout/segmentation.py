"""From lines to segments and stories.

A page is read as its header (what stands before the first running text), its stories, and what follows them. Three
kinds of evidence decide, the earlier before the later: the wording of furniture (`corpus_pkg.layout.furniture`), the
shape of a line (`corpus_pkg.layout.lines`), and its place among its neighbours, which is what this module knows. Each
decision leaves the name of its rule in the segment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus_pkg.layout.furniture import Label, label, parted
from corpus_pkg.layout.lines import Line, cut
from corpus_pkg.layout.model import Segment, Story
from corpus_pkg.layout.paragraphs import Openers, glued, openers, stems
from corpus_pkg.lexicon import Lexicons, default
from corpus_pkg.orthography import Folded
from corpus_pkg.records import ArticleRole, SegmentKind

#: Labels that belong to a story's head or foot and not to the page.
_OF_STORY = {"published", "updated", "retrieved", "source", "byline", "dateline", "keywords", "caption"}
_HEAD_MARKS = {"published", "byline"}
#: So many short lines on end are a list.
LIST_LINES = 5
_BULLETS = "•·●▪■◦*-–»"


@dataclass(slots=True)
class _Decision:
    kind: SegmentKind
    rule: str
    story: int | None = None


class _Page:
    """The lines of one page and what has been decided of each."""

    def __init__(self, folded: Folded, lexicons: Lexicons) -> None:
        self.lexicons = lexicons
        self.openers: Openers = openers(lexicons)
        self.folded = folded
        self.lines: list[Line] = [part for line in cut(folded) for part in parted(line, folded, lexicons)]
        self.labels: list[Label | None] = [label(line, folded, lexicons) for line in self.lines]
        self._pass_on()
        self.decisions: list[_Decision | None] = [None] * len(self.lines)
        self.roles: list[ArticleRole] = []
        self.closed = False

    def _pass_on(self) -> None:
        """A label alone on its line ("last update:") says what the date on the next line is."""
        for index in range(1, len(self.lines)):
            above, mark = self.labels[index - 1], self.labels[index]
            if above and mark and above.kind in ("published", "updated") and not above.day and mark.day:
                self.labels[index] = Label(above.kind, f"under:{above.rule}", day=True)

    def decide(self, index: int, kind: SegmentKind, rule: str, story: int | None = None) -> None:
        self.decisions[index] = _Decision(kind, rule, story)

    @property
    def story(self) -> int | None:
        return len(self.roles) or None

    # -- the walk ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Walk the lines once, gathering what is no running text until running text comes."""
        pending: list[int] = []
        related: str | None = None
        for index, line in enumerate(self.lines):
            mark = self.labels[index]
            kind = mark.kind if mark else None
            if kind == "related_heading":
                self._foot(pending)
                pending, related = [], "related"
                self.decide(index, "related_heading", mark.rule if mark else "")
            elif kind == "read_also":
                self._foot(pending)
                pending, related = [], "read_also"
                self.decide(index, "read_also", mark.rule if mark else "")
            elif mark is not None:
                if related == "related" and kind in ("keywords", "share", "prompt"):
                    related = None
                pending.append(index)
            elif not line.prose or (related and not self._is_body(line, related)):
                pending.append(index)
            elif (
                self.roles
                and glued(self.folded.source[line.start : line.end], line.text)
                and not line.text.endswith(".")
            ):
                self._middle(pending, index)
                pending = []
                self.decide(index, "related_link", "glued_headlines")
            else:
                pending = self._body(pending, index, related)
                related = None
        if related:
            self._links(pending, related)
        else:
            self._foot(pending, last=True)

    def _bullet(self, line: Line) -> bool:
        return line.text[:1] in _BULLETS

    def _is_body(self, line: Line, related: str) -> bool:
        """Whether running text under a heading of links is the story going on, and no link itself."""
        return not self._bullet(line) and (related == "read_also" or line.words >= 12)

    def _body(self, pending: list[int], index: int, related: str | None) -> list[int]:
        """Running text: settle what came before it, then take it into its story."""
        line = self.lines[index]
        heads = [i for i in pending if self.labels[i] is None]
        if related == "read_also":
            self._read_also(pending, heads, line)
        elif related == "related":
            self._links(pending, related)
        elif not self.roles:
            self._open("main", pending)
        elif pending:
            self._between(pending, heads, line)
        if not self.roles:
            self._open("main", [])
        self.decide(index, "body", "sentence" if line.prose else "between_sentences", self.story)
        return []

    def _open(self, role: ArticleRole, header: Sequence[int]) -> None:
        self.roles.append(role)
        self.closed = False
        _Header(self, header).settle()

    def _read_also(self, pending: list[int], heads: list[int], line: Line) -> None:
        """Behind "read also": another story, or its title alone with the first story going on below."""
        going_on = bool(self.roles) and not self.closed and self.openers.continues(line.text)
        if heads and not going_on:
            self._links([i for i in pending if i < heads[-1]], "read_also")
            self._open("embedded" if self.roles else "main", [i for i in pending if i >= heads[-1]])
        else:
            self._links(pending, "read_also")

    def _links(self, pending: Sequence[int], related: str) -> None:
        for index in pending:
            mark = self.labels[index]
            if mark is not None and mark.kind in ("nav", "share", "prompt", "keywords", "source"):
                self.decide(index, mark.kind, mark.rule, self.story if mark.kind in _OF_STORY else None)
            else:
                self.decide(index, "related_link", f"under_{related}")

    def _between(self, pending: list[int], heads: list[int], line: Line) -> None:
        """What stands between two stretches of running text: headings, links, or the header of another story."""
        marks = [self.labels[i] for i in pending]
        ruled = [
            i
            for i, mark in zip(pending, marks, strict=True)
            if mark and mark.rule == "rule_line" and self.lines[i].words == 1
        ]
        long_heads = [i for i in heads if self._can_be_title(self.lines[i])]
        if long_heads and not self.openers.continues(line.text):
            after_rule = bool(ruled) and len(self.lines[ruled[-1]].text) >= 5 and any(i > ruled[-1] for i in long_heads)
            dated = any(mark and mark.kind == "published" and mark.day for mark in marks)
            closed = self.closed or any(
                mark and mark.kind in ("source", "keywords") and mark.rule != "outlets_alone" and i < long_heads[-1]
                for i, mark in zip(pending, marks, strict=True)
            )
            if after_rule or dated or closed:
                first = next(i for i in long_heads if not after_rule or i > ruled[-1])
                self._middle([i for i in pending if i < first], first)
                self._open("main", [i for i in pending if i >= first])
                return
            if long_heads[-1] == pending[-1] and self._opens_story(self.lines[heads[-1]], line):
                self._middle(pending[:-1], heads[-1])
                self._open("main", [heads[-1]])
                return
        self._middle(pending, None)

    def _can_be_title(self, head: Line) -> bool:
        """Whether a short line between paragraphs can be the title of another story."""
        fragment = head.text.startswith("..") or head.text.endswith((":", "،", ",")) or self.openers.asks(head.text)
        return head.words >= 4 and not fragment and not self.openers.continues(head.text)

    def _opens_story(self, head: Line, body: Line) -> bool:
        """Whether a headline inside running text begins another story with no mark but its wording."""
        if head.words < 5 or head.apart != body.apart:
            return False
        if any(decision is not None and decision.kind == "byline" for decision in self.decisions):
            # The parts of a signed piece are no stories of their own.
            return False
        shared = stems(head.text) & stems(body.text)
        return self.openers.opens(body.text) and len(shared) >= 3

    def _middle(self, pending: Sequence[int], before: int | None) -> None:
        """Short lines inside a story: a heading, a list, or titles of other stories."""
        heads = [i for i in pending if self.labels[i] is None]
        runs: list[list[int]] = []
        for index in heads:
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        for run in runs:
            self._run(run, followed=before is not None or run is runs[-1])
        for index in pending:
            mark = self.labels[index]
            if mark is None:
                continue
            if mark.rule == "outlets_alone" and before is None:
                # A review of the press: each paper's name stands over what it wrote.
                self.decide(index, "heading", "outlet_between_sentences", self.story)
                continue
            if mark.kind in ("source", "keywords"):
                self.closed = True
            self.decide(index, mark.kind, mark.rule, self.story if mark.kind in _OF_STORY else None)

    def _run(self, run: list[int], followed: bool) -> None:
        lines = [self.lines[i] for i in run]
        if len(run) == 1:
            text = lines[0].text
            if text.endswith((".", "،", ",", "؛")) or len(text) < 3 or (text.endswith(":") and lines[0].words >= 3):
                self.decide(run[0], "body", "short_sentence", self.story)
            elif self.openers.asks(text):
                self.decide(run[0], "body", "question", self.story)
            else:
                self.decide(run[0], "heading", "alone_between_sentences", self.story)
        elif len(run) == 2 and lines[0].words >= 6 and lines[1].apart and lines[1].words < lines[0].words:
            self.decide(run[0], "related_link", "headline_over_heading")
            self.decide(run[1], "heading", "alone_between_sentences", self.story)
        else:
            for index in run:
                self.decide(index, "body", "list", self.story)

    def _foot(self, pending: list[int], last: bool = False) -> None:
        """What follows a story's running text."""
        if not self.roles:
            if last:
                self._no_body(pending)
            else:
                self._header_only(pending)
            return
        behind = [i for i in pending if self.labels[i] is None]
        for index in pending:
            line, mark = self.lines[index], self.labels[index]
            if mark is not None:
                if mark.kind in ("source", "keywords"):
                    self.closed = True
                self.decide(index, mark.kind, mark.rule, self.story if mark.kind in _OF_STORY else None)
            elif self.closed:
                self.decide(index, "related_link" if line.words >= 4 else "nav", "behind_the_story")
            elif len(behind) > 2:
                self.decide(index, "body", "list", self.story)
            elif self.openers.name(line.text) and line.words <= 3:
                self.decide(index, "byline", "name_behind_body", self.story)
            elif line.words >= 6 and not line.text.endswith((":", "،", ".")):
                self.decide(index, "related_link", "headline_behind_body")
            else:
                self.decide(index, "body", "short_sentence", self.story)

    def _header_only(self, pending: Sequence[int]) -> None:
        """Lines before the first story that a heading of links cuts off."""
        for index in pending:
            mark = self.labels[index]
            if mark is None:
                self.decide(index, "nav", "before_links")
            else:
                self.decide(index, mark.kind, mark.rule)

    def _no_body(self, pending: list[int]) -> None:
        """A page without running text: a story of captions where a date and a headline say so, else no story."""
        heads = [i for i in pending if self.labels[i] is None]
        dated = any(mark and mark.kind in ("published", "updated") and mark.day for mark in self.labels)
        if heads and dated and 1 < len(heads) < 40:
            self._open("main", pending)
            return
        for index in pending:
            mark = self.labels[index]
            if mark is None:
                self.decide(index, "other", "no_running_text")
            else:
                self.decide(index, mark.kind, mark.rule)


class _Header:
    """The lines over a story's running text: which is its title, and what the others are."""

    def __init__(self, page: _Page, indices: Sequence[int]) -> None:
        self.page = page
        self.indices = list(indices)
        self.heads = [i for i in self.indices if page.labels[i] is None]
        self.listed = self._listed()

    def settle(self) -> None:
        page = self.page
        for index in self.indices:
            mark = page.labels[index]
            if mark is not None:
                page.decide(index, mark.kind, mark.rule, page.story if mark.kind in _OF_STORY else None)
        self._page_titles()
        titles, rule = self._titles()
        for index in titles:
            page.decide(index, "title", rule, page.story)
        self._others(titles)

    def _page_titles(self) -> None:
        """A headline with the site's name before or behind it is the title of the page in a browser."""
        for index in list(self.heads):
            text = self.page.lines[index].text
            for other in self.heads:
                headline = self.page.lines[other].text
                inside = len(headline) < len(text) and (text.endswith(headline) or text.startswith(headline))
                if other != index and inside and any(sign in text.replace(headline, "", 1) for sign in "-|:»"):
                    self.page.decide(index, "nav", "page_title", self.page.story)
                    self.heads.remove(index)
                    break

    def _titles(self) -> tuple[list[int], str]:
        page = self.page
        heads = [i for i in self.heads if i not in self.listed]
        if not heads:
            return [], ""
        texts = [page.lines[i].text for i in heads]
        doubled = [i for i, text in zip(heads, texts, strict=True) if texts.count(text) > 1 and page.lines[i].words > 2]
        if doubled:
            first = page.lines[doubled[0]].text
            return [i for i in doubled if page.lines[i].text == first], "printed_twice"
        marks = [i for i in self.indices if (mark := page.labels[i]) and mark.kind in _HEAD_MARKS]
        over = [i for i in heads if not marks or i < marks[0]] or heads
        over = [i for i in over if not self._bylike(i, over)] or over
        for position, index in enumerate(over[:-1]):
            line, following = page.lines[index], page.lines[over[position + 1]]
            section = line.words <= 3 and following.words >= 4 and not line.text.endswith(("؟", "!"))
            fragment = page.openers.overline(line.text) or (
                page.openers.acts(line.text) and not page.openers.acts(following.text)
            )
            if not section and not fragment:
                return [index], "first_headline"
        if len(over) > 1:
            return [over[-1]], "headline_under_overline"
        return [over[0]], "only_headline"

    def _bylike(self, index: int, among: Sequence[int]) -> bool:
        return len(among) > 1 and index != among[0] and self.page.openers.name(self.page.lines[index].text)

    def _listed(self) -> set[int]:
        """Short lines in numbers that no header has: a poem, a list, a table. The first line of a page is none."""
        run: list[int] = []
        found: set[int] = set()
        for index in self.heads[1:]:
            run = [*run, index] if run and run[-1] == index - 1 else [index]
            if len(run) >= LIST_LINES:
                found.update(run)
        return found

    def _others(self, titles: Sequence[int]) -> None:
        page = self.page
        marks = [i for i in self.indices if (mark := page.labels[i]) and mark.kind in {*_HEAD_MARKS, "updated"}]
        for index in self.heads:
            if index in titles:
                continue
            line = page.lines[index]
            if index in self.listed:
                page.decide(index, "body", "list", page.story)
                continue
            if titles and index < titles[0]:
                if line.words <= 3 and not page.openers.overline(line.text):
                    page.decide(index, "nav", "section_label")
                else:
                    page.decide(index, "heading", "over_the_title", page.story)
            elif page.openers.name(line.text):
                page.decide(index, "byline", "name_under_title", page.story)
            elif line.words <= 2 and line.text.startswith("ال"):
                page.decide(index, "nav", "section_label")
            elif marks and marks[0] < index:
                page.decide(index, "caption", "under_the_date", page.story)
            else:
                page.decide(index, "heading", "under_the_title", page.story)


def segment(folded: Folded, lexicons: Lexicons | None = None) -> tuple[tuple[Segment, ...], tuple[Story, ...]]:
    """Cut a page into its segments and its stories.

    The segments come in order, are disjoint, and hold every visible character. Linear in the length of the page.
    """
    page = _Page(folded, lexicons or default())
    page.read()
    segments = []
    for line, decision in zip(page.lines, page.decisions, strict=True):
        if decision is None:
            raise AssertionError(f"no decision for the line at {line.start}")
        segments.append(Segment(line.start, line.end, decision.kind, decision.rule, decision.story))
    stories = tuple(
        Story(ordinal, role, tuple(s for s in segments if s.story == ordinal))
        for ordinal, role in enumerate(page.roles, 1)
    )
    return tuple(segments), stories


def unread(folded: Folded) -> tuple[Segment, ...]:
    """The lines of a page that holds no story to be read: every one of them `other`."""
    return tuple(Segment(line.start, line.end, "other", "unread") for line in cut(folded))
