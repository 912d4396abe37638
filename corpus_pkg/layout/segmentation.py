"""From lines to segments and stories.

A page is read as its header (what stands before the first running text), its stories, and what follows them. Three
kinds of evidence decide, the earlier before the later: the wording of furniture (`corpus_pkg.layout.furniture`), the
shape of a line (`corpus_pkg.layout.lines`), and its place among its neighbours, which is what this module knows. Each
decision leaves the name of its rule in the segment.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded
from corpus_pkg.layout.elements import place
from corpus_pkg.layout.furniture import label
from corpus_pkg.layout.lines import Line, cut
from corpus_pkg.layout.model import Label, Segment, Story
from corpus_pkg.layout.paragraphs import Openers, glued, openers, stems, tells_ali
from corpus_pkg.layout.parting import parted
from corpus_pkg.reading.rendering import Rendering
from corpus_pkg.records import ArticleRole, SegmentKind

#: Labels that belong to a story's head or foot and not to the page.
_OF_STORY = {"title", "published", "updated", "retrieved", "source", "byline", "dateline", "keywords", "caption"}
#: Rules that read a short line as names alone, which hold in a story's head and foot only.
_BY_ITS_PARTS = {"outlets_alone", "outlet_and_name", "place_and_name", "place_and_outlet", "place_and_another"}
_NUMBERS = {"counter", "clock"}
_HEAD_MARKS = {"published", "byline"}
#: So many short lines on end are a list.
LIST_LINES = 5
#: A verse has so many words and more.
VERSE_WORDS = 8
#: With "and" or "for his part" in front, so many words are no heading.
SENTENCE_WORDS = 11
#: No page has more lines over its story that could be headlines of it.
HEADER_LINES = 20
#: The first line of a page may be a headline of so many words.
LONGEST_HEADLINE = 24
#: Of fewer words what the page title repeats may be the name of a section.
PAGE_TITLE_WORDS = 4
#: So many words without a pause are no sentence.
WALL_WORDS = 60
#: Running text has a relative, a conjunction or an auxiliary in so many words; headlines do without.
CLAUSE_WORDS = 30
_PAUSE = re.compile(r"[،,؛;؟]|(?<!\.)\.(?!\.)")
_BULLETS = "•·●▪■◦*-–»"
#: So many pictures with a line behind each are a gallery.
GALLERY_PICTURES = 3


@dataclass(slots=True)
class _Decision:
    kind: SegmentKind
    rule: str
    story: int | None = None


class _Page:
    """The lines of one page and what has been decided of each."""

    def __init__(self, folded: Folded, lexicons: Lexicons, rendering: Rendering | None) -> None:
        self.lexicons = lexicons
        self.openers: Openers = openers(lexicons)
        self.folded = folded
        self.lines: list[Line] = [part for line in cut(folded) for part in parted(line, folded, lexicons)]
        self.labels: list[Label | None] = [label(line, folded, lexicons) for line in self.lines]
        self.tells_ali = tells_ali(folded.source)
        self._pass_on()
        self._pictures()
        if rendering is not None and rendering.blocks:
            self.labels = place(rendering, self.lines, self.labels, lexicons)
        self.often = Counter(line.text for line in self.lines)
        self.decisions: list[_Decision | None] = [None] * len(self.lines)
        self.roles: list[ArticleRole] = []
        self.closed = False
        self.signed = False
        self.named = False
        self.titled: set[int] = set()
        self.first_body: dict[int, int] = {}

    def _pass_on(self) -> None:
        """A label alone on its line ("last update:") says what the date on the next line is."""
        for index in range(1, len(self.lines)):
            above, mark = self.labels[index - 1], self.labels[index]
            if above and mark and above.kind in ("published", "updated") and not above.day and mark.day:
                self.labels[index] = Label(above.kind, f"under:{above.rule}", day=True)

    def _pictures(self) -> None:
        """One line behind each picture of a gallery (so many in turn) is its caption, sentence or not."""
        pictures = [index for index, mark in enumerate(self.labels) if mark and mark.rule == "attribute:alt"]
        run: list[int] = []
        for index in pictures:
            if run and index != run[-1] + 2:
                run = []
            run.append(index)
            for picture in run if len(run) == GALLERY_PICTURES else run[-1:] if len(run) > GALLERY_PICTURES else ():
                if picture + 1 < len(self.lines) and self.labels[picture + 1] is None:
                    self.labels[picture + 1] = Label("caption", "behind_picture")

    def decide(self, index: int, kind: SegmentKind, rule: str, story: int | None = None) -> None:
        self.decisions[index] = _Decision(kind, rule, story)
        self.signed = self.signed or kind == "byline"
        if story is not None and kind == "title":
            self.titled.add(story)
        elif story is not None and kind == "body":
            self.first_body.setdefault(story, index)

    def keep(self, index: int, mark: Label) -> None:
        """Let a line be what its label says."""
        self.decide(index, mark.kind, mark.rule, self.story if mark.kind in _OF_STORY else None)

    @property
    def story(self) -> int | None:
        return len(self.roles) or None

    def name(self, index: int) -> bool:
        """Whether a line can be a person's name."""
        line = self.lines[index]
        return self.openers.name(line.text, self.folded.source[line.start : line.end] if self.tells_ali else "")

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
            elif kind == "read_also" and not self._names_its_link(line):
                self._foot(pending)
                pending, related = [], "read_also"
                self.decide(index, "read_also", mark.rule if mark else "")
            elif kind == "title" and related:
                self._links(pending, related)
                pending, related = [index], None
            elif mark is not None:
                if related == "related" and kind in ("keywords", "share", "prompt"):
                    related = None
                pending.append(index)
            elif not self.roles and self._wall(line):
                self.decide(index, "related_link", "wall_of_headlines")
            elif (
                not line.prose or self._long_headline(index, pending) or (related and not self._is_body(line, related))
            ):
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

    def _long_headline(self, index: int, pending: list[int]) -> bool:
        """Whether the first line of a page is a headline, though longer than headlines are, over running text."""
        if self.roles or index + 1 == len(self.lines) or any(self.labels[i] is None for i in pending):
            return False
        line = self.lines[index]
        # A deck or a name may stand between.
        behind = [other for other in self.lines[index + 1 : index + 4] if other.words > 1]
        following = next((other for other in behind if other.prose), None)
        ends = line.text.endswith((".", "،", ":", '."', ".»"))
        if ends or self.openers.acts(line.text) or self.openers.overline(line.text):
            return False
        return line.words <= LONGEST_HEADLINE and following is not None and following.words > line.words

    def _wall(self, line: Line) -> bool:
        """Whether a long line is headlines run together: so many words without a pause, and hardly a clause."""
        return (
            line.words >= WALL_WORDS
            and _PAUSE.search(line.text) is None
            and self.openers.clauses(line.text) < line.words / CLAUSE_WORDS
        )

    def _names_its_link(self, line: Line) -> bool:
        """Whether a line says "read also" and what to read."""
        return line.words > 4 and ":" in line.text[:30]

    def bulleted(self, line: Line) -> bool:
        return line.text[:1] in _BULLETS

    def _is_body(self, line: Line, related: str) -> bool:
        """Whether running text under a heading of links is the story going on, and no link itself."""
        return not self.bulleted(line) and (related == "read_also" or line.words >= 12)

    def _body(self, pending: list[int], index: int, related: str | None) -> list[int]:
        """Running text: settle what came before it, then take it into its story."""
        line = self.lines[index]
        heads = [i for i in pending if self.labels[i] is None]
        if related == "read_also":
            self._read_also(pending, heads, line)
        elif related == "related":
            header = self._header_behind(pending, line)
            self._links(pending[: len(pending) - len(header)], related)
            if header:
                self._open("main", header)
        elif not self.roles:
            self._open("main", pending)
        elif pending:
            self._between(pending, heads, line)
        if not self.roles:
            self._open("main", [])
        self.decide(index, "body", "sentence" if line.prose else "between_sentences", self.story)
        return []

    def _header_behind(self, pending: list[int], line: Line) -> list[int]:
        """The header of a story that begins behind a list of links, without anything between."""
        heads = [i for i in pending if self.labels[i] is None and self._can_be_title(self.lines[i])]
        if not heads or self.openers.continues(line.text):
            return []
        dated = [i for i in pending if (mark := self.labels[i]) and mark.kind == "published" and mark.day]
        if dated:
            above = [i for i in heads if i < dated[-1]]
            return [i for i in pending if i >= above[-1]] if above and dated[-1] - above[-1] <= 3 else []
        if self.named:
            return []
        alike = stems(self.lines[heads[-1]].text) & stems(line.text)
        return [i for i in pending if i >= heads[-1]] if len(alike) >= 2 and heads[-1] == pending[-1] else []

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
                self.keep(index, mark)
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
        if self.signed or self.named:
            # The parts of a signed piece, or of a page named after one story, are no stories of their own.
            return False
        shared = stems(head.text) & stems(body.text)
        return self.openers.opens(body.text) and len(shared) >= 3

    def _middle(self, pending: Sequence[int], before: int | None) -> None:
        """Short lines inside a story: a heading, a list, or titles of other stories."""
        if before is None:
            # A number by itself between two paragraphs is part of a table.
            self.unlabel(pending, _NUMBERS)
        heads = [i for i in pending if self.labels[i] is None]
        runs: list[list[int]] = []
        for index in heads:
            if runs and runs[-1][-1] == index - 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        for run in runs:
            self._run(run)
        for index in pending:
            mark = self.labels[index]
            if mark is None:
                continue
            if mark.rule == "date_line" and before is None:
                # A day between two paragraphs, which no words introduce, is part of a table or a chronicle.
                self.decide(index, "body", "list", self.story)
                continue
            if mark.rule in _BY_ITS_PARTS and before is None:
                # A review of the press has each paper's name over what it wrote, a table a place in each line.
                self.decide(index, "heading", "name_between_sentences", self.story)
                continue
            if mark.kind in ("source", "keywords"):
                self.closed = True
            self.keep(index, mark)

    def unlabel(self, pending: Sequence[int], rules: set[str]) -> None:
        """Take back what rules said of lines, which hold at another place of a story only."""
        for index in pending:
            mark = self.labels[index]
            if mark is not None and mark.rule in rules:
                self.labels[index] = None

    def _run(self, run: list[int]) -> None:
        lines = [self.lines[i] for i in run]
        if len(run) == 1:
            text = lines[0].text
            announces = text.endswith(":") and lines[0].words >= 3 and not self._heads(lines[0])
            numeric = not any(character.isalpha() for character in text)
            if text.endswith((".", "،", ",", "؛")) or len(text) < 3 or announces or numeric:
                self.decide(run[0], "body", "short_sentence", self.story)
            elif self.openers.asks(text):
                self.decide(run[0], "body", "question", self.story)
            elif self._goes_on(run[0]):
                self.decide(run[0], "body", "short_sentence", self.story)
            else:
                self.decide(run[0], "heading", "alone_between_sentences", self.story)
        elif len(run) == 2 and lines[0].words >= 6 and lines[1].apart and lines[1].words < lines[0].words:
            self.decide(run[0], "related_link", "headline_over_heading")
            self.decide(run[1], "heading", "alone_between_sentences", self.story)
        elif (
            len(run) == 2
            and lines[0].words <= 5
            and not lines[0].text.endswith((".", "،", ",", "؛", ":", "؟"))
            and self.openers.asks(lines[1].text)
        ):
            self.decide(run[0], "heading", "over_a_question", self.story)
            self.decide(run[1], "body", "question", self.story)
        else:
            for index in run:
                self.decide(index, "body", "list", self.story)

    def _goes_on(self, index: int) -> bool:
        """Whether a line of the length of a verse is what the colon above announced, or a sentence without its stop."""
        line = self.lines[index]
        announced = index > 0 and self.lines[index - 1].text.endswith(":")
        return (announced and line.words >= VERSE_WORDS) or (
            line.words >= SENTENCE_WORDS and self.openers.continues(line.text)
        )

    def _heads(self, line: Line) -> bool:
        """Whether a short line with a colon is a heading, and does not announce what somebody says or a list."""
        once = self.often[line.text] == 1
        wording = self.openers
        if re.search(r"\w-\w", line.text):
            return False
        return once and line.words <= 8 and not wording.continues(line.text) and not wording.announces(line.text)

    def _foot(self, pending: list[int], last: bool = False) -> None:
        """What follows a story's running text."""
        if not self.roles:
            if last:
                self._no_body(pending)
            else:
                self._header_only(pending)
            return
        # An agency signs the end of a text as papers sign a picture.
        self.unlabel(pending, {"photo_credit"})
        behind = [i for i in pending if self.labels[i] is None]
        for index in pending:
            line, mark = self.lines[index], self.labels[index]
            if mark is not None:
                if mark.kind in ("source", "keywords"):
                    self.closed = True
                self.keep(index, mark)
            elif self.closed:
                self.decide(index, "related_link" if line.words >= 4 else "nav", "behind_the_story")
            elif len(behind) > 2:
                self.decide(index, "body", "list", self.story)
            elif self.name(index) and line.words <= 3:
                self.decide(index, "byline", "name_behind_body", self.story)
            elif line is self.lines[behind[0]] and self._titles_the_text(line):
                self.decide(index, "title", "title_behind_body", self.story)
            elif self.openers.post(line.text) and (line.text[0] in "*({" or self.signed):
                self.decide(index, "byline", "note_on_author", self.story)
            elif (
                line.words >= 6
                and not line.text.endswith((":", "،", ".", ")"))
                and not self.openers.continues(line.text)
            ):
                self.decide(index, "related_link", "headline_behind_body")
            else:
                self.decide(index, "body", "short_sentence", self.story)

    def _titles_the_text(self, line: Line) -> bool:
        """Whether a headline behind the text is that of the story, which has none, by the words that they share."""
        story = self.story or 0
        if story in self.titled or story not in self.first_body or not self._can_be_title(line):
            return False
        return len(stems(line.text) & stems(self.lines[self.first_body[story]].text)) >= 2

    def _header_only(self, pending: Sequence[int]) -> None:
        """Lines before the first story that a heading of links cuts off."""
        for index in pending:
            mark = self.labels[index]
            if mark is None:
                self.decide(index, "nav", "before_links")
            else:
                self.decide(index, mark.kind, mark.rule)

    def _no_body(self, pending: list[int]) -> None:
        """A page without running text: a gallery with its date, or a poem with its poet; else no story.

        More dates than one or two are those of a list of stories.
        """
        heads = [i for i in pending if self.labels[i] is None]
        days = sum(mark is not None and mark.kind in ("published", "updated") and mark.day for mark in self.labels)
        captions = sum(mark is not None and mark.rule == "behind_picture" for mark in self.labels)
        if heads and 1 < len(heads) + captions < 80 and 0 < days <= 2:
            self._open("main", pending)
            return
        if days == 0 and LIST_LINES < len(heads) < 200 and self.name(heads[1]):
            self._poem(pending, heads)
            return
        for index in pending:
            mark = self.labels[index]
            if mark is None:
                self.decide(index, "other", "no_running_text")
            else:
                self.decide(index, mark.kind, mark.rule)

    def _poem(self, pending: list[int], heads: list[int]) -> None:
        self.roles.append("main")
        for index in pending:
            mark = self.labels[index]
            if mark is not None:
                self.keep(index, mark)
            elif index == heads[0]:
                self.decide(index, "title", "first_headline", self.story)
            elif index == heads[1]:
                self.decide(index, "byline", "name_under_title", self.story)
            else:
                self.decide(index, "body", "list", self.story)


class _Header:
    """The lines over a story's running text: which is its title, and what the others are."""

    def __init__(self, page: _Page, indices: Sequence[int]) -> None:
        self.page = page
        self.indices = list(indices)
        if all(page.labels[i] is not None for i in self.indices):
            # The only headline, though written as captions are.
            page.unlabel(self.indices, {"photo_credit"})
        self.heads = [i for i in self.indices if page.labels[i] is None]
        self.listed = self._listed()
        self.repeated: list[int] = []

    def settle(self) -> None:
        page = self.page
        self._clocks()
        for index in self.indices:
            mark = page.labels[index]
            if mark is not None:
                page.keep(index, mark)
        titles = [i for i in self.indices if (mark := page.labels[i]) and mark.kind == "title"]
        if not titles:
            self._page_titles()
            titles, rule = self._titles()
            for index in titles:
                page.decide(index, "title", rule, page.story)
        self._others(titles)

    def _clocks(self) -> None:
        """A date over the headline that no words introduce is the page's clock, where another stands below."""
        dated = [i for i in self.indices if (mark := self.page.labels[i]) and mark.kind == "published" and mark.day]
        for index in dated[:-1]:
            mark = self.page.labels[index]
            if mark and mark.rule == "date_line" and any(index < head < dated[-1] for head in self.heads):
                self.page.labels[index] = Label("nav", "page_clock")

    def _page_titles(self) -> None:
        """A headline with the site's name before or behind it is the title of the page in a browser."""
        for index in self.heads[:HEADER_LINES]:
            text = self.page.lines[index].text
            for other in self.heads[:HEADER_LINES]:
                headline = self.page.lines[other].text
                inside = len(headline) < len(text) and (text.endswith(headline) or text.startswith(headline))
                if other != index and inside and any(sign in text.replace(headline, "", 1) for sign in "-|:»"):
                    self.page.named = True
                    self.page.decide(index, "nav", "page_title", self.page.story)
                    self.heads.remove(index)
                    if self.page.lines[other].words >= PAGE_TITLE_WORDS:
                        self.repeated.append(other)
                    break

    def _titles(self) -> tuple[list[int], str]:
        page = self.page
        heads = [i for i in self.heads if i not in self.listed]
        if not heads:
            return [], ""
        texts = [page.lines[i].text for i in heads]
        often = Counter(texts)
        doubled = [i for i, text in zip(heads, texts, strict=True) if often[text] > 1 and page.lines[i].words > 2]
        if doubled:
            first = page.lines[doubled[0]].text
            return [i for i in doubled if page.lines[i].text == first], "printed_twice"
        if len(heads) > 1 and self.repeated:
            return self.repeated[:1], "printed_twice"
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
        return len(among) > 1 and index != among[0] and self.page.name(index)

    def _listed(self) -> set[int]:
        """Short lines in numbers that no header has: a poem, a list, a table. The first line of a page is none."""
        run: list[int] = []
        found: set[int] = set()
        for index in self.heads[1:]:
            if not run or run[-1] != index - 1:
                run = []
            run.append(index)
            if len(run) == LIST_LINES:
                found.update(run)
            elif len(run) > LIST_LINES:
                found.add(index)
        return found

    def _others(self, titles: Sequence[int]) -> None:
        page = self.page
        dated = [i for i in self.indices if (mark := page.labels[i]) and mark.kind in ("published", "updated")]
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
            elif page.name(index):
                page.decide(index, "byline", "name_under_title", page.story)
            elif line.words <= 2 and line.text.startswith("ال"):
                page.decide(index, "nav", "section_label")
            elif dated and dated[0] < index and not line.text.endswith(":") and not page.bulleted(line):
                page.decide(index, "caption", "under_the_date", page.story)
            else:
                page.decide(index, "heading", "under_the_title", page.story)


def segment(
    folded: Folded, lexicons: Lexicons | None = None, rendering: Rendering | None = None
) -> tuple[tuple[Segment, ...], tuple[Story, ...]]:
    """Cut a page into its segments and its stories.

    Args:
        folded: the rendered text, folded; the offsets of the segments count in it.
        lexicons: knowledge of the language; the shipped tables where there is none.
        rendering: where the lines stand among the elements of a page of markup.

    The segments come in order, are disjoint, and hold every visible character. Linear in the length of the page.
    """
    page = _Page(folded, lexicons or default(), rendering)
    page.read()
    segments = []
    own: list[list[Segment]] = [[] for _ in page.roles]
    for line, decision in zip(page.lines, page.decisions, strict=True):
        if decision is None:
            raise AssertionError(f"no decision for the line at {line.start}")
        segments.append(Segment(line.start, line.end, decision.kind, decision.rule, decision.story))
        if decision.story is not None:
            own[decision.story - 1].append(segments[-1])
    stories = tuple(
        Story(ordinal, role, tuple(parts)) for ordinal, (role, parts) in enumerate(zip(page.roles, own, strict=True), 1)
    )
    return tuple(segments), stories


def unread(folded: Folded) -> tuple[Segment, ...]:
    """The lines of a page that holds no story to be read: every one of them `other`."""
    return tuple(Segment(line.start, line.end, "other", "unread") for line in cut(folded))
