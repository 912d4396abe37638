"""The header of a story: what stands over its running text, which of it is the title, and what the rest is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus_pkg.dates import is_age
from corpus_pkg.layout.agreement import most_taken_up
from corpus_pkg.layout.furniture import recurring
from corpus_pkg.layout.lines import Line, runs
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.page import Page
from corpus_pkg.layout.thresholds import (
    BROKEN_LINES,
    BROKEN_WORDS,
    CROWD_LINES,
    DEFINITE_SECTION_WORDS,
    HEADER_LINES,
    HEADLINE_WORDS,
    LIST_LINES,
    LIVE_LINES,
    LIVE_WORDS,
    PAGE_TITLE_WORDS,
    REPEATED_WORDS,
    SECTION_WORDS,
    SHARED_STEMS,
    TEASER_LINES,
    TITLE_WORDS,
)
from corpus_pkg.records import ArticleRole

#: A figure of weather or money: with a sign of degrees or a currency, or two figures.
_FIGURE = re.compile(r"°|\d[.,]\d|\d\s\D*\d")
#: Words and a colon before the first figure.
_LABEL = re.compile(r"(?:[^\w:]|_)*+[^\W\d_][^\d:]*+:\s")
_HEAD_MARKS = {"published", "byline"}


def open_story(page: Page, role: ArticleRole, header: Sequence[int]) -> None:
    """Begin a story of a role under the lines of its header, and settle what they are."""
    page.roles.append(role)
    page.closed = False
    waiting, page.waiting = page.waiting, []
    Header(page, [*waiting, *header]).settle()


class Header:
    """The lines over a story's running text: which is its title, and what the others are."""

    def __init__(self, page: Page, indices: Sequence[int]) -> None:
        self.page = page
        self.indices = list(indices)
        if all(page.labels[i] is not None for i in self.indices):
            # The only headline, though written as captions are.
            page.unlabel(self.indices, {"photo_credit"})
        self.heads = [i for i in self.indices if page.labels[i] is None]
        self.told = page.ahead(self.indices[-1] + 1 if self.indices else len(page.lines))
        self.listed: set[int] = set()
        #: Heads over one that the text takes up, of which it takes up nothing.
        self.passed: set[int] = set()
        self.repeated: list[int] = []

    def settle(self) -> None:
        """Decide on every line of the header."""
        page = self.page
        self._clocks()
        for index in self.indices:
            mark = page.labels[index]
            if mark is not None:
                page.keep(index, mark)
        self._broken()
        self._page_titles()
        self._live_lines()
        self._strangers()
        self.listed = self._listed()
        titles, rule = self._titles()
        for index in titles:
            page.decide(index, "title", rule, page.story)
        self._others(titles)

    def _clocks(self) -> None:
        """Tell the day of publication from the page's clock and the crawler's, by where they stand."""
        page = self.page
        for index in self._of_rule("crawl_stamp"):
            # A crawler writes over what it fetched; under a headline the site shows when it was published.
            if any(head < index for head in self.heads) and "@" not in page.lines[index].text:
                page.labels[index] = Label("published", "date_line", True)
        dated = [i for i in self.indices if (mark := page.labels[i]) and mark.kind == "published" and mark.day]
        # A figure and a word may be labelled as a counter, and be a currency all the same.
        counted = [i for i in self._of_rule("counter") if page.lines[i].words > 1]
        live = sum(map(self._live, [*self.heads, *counted])) >= LIVE_LINES
        aged = any(is_age(page.lines[i].text, page.lexicons) for i in self.indices)
        # Over a headline, and under nothing but what the text passes over.
        first, until = (self.heads[0], self._first_taken_up()) if aged and self.heads else (-1, -1)
        for index in self._of_rule("date_line"):
            below = any(index < head < dated[-1] for head in self.heads)
            below = below or first < index < until
            if below or (self._over_all(index) and (live or aged or self._labelled(index) or self._over_menu(index))):
                page.labels[index] = Label("nav", "page_clock")

    def _first_taken_up(self) -> int:
        """Return the first head that the text takes up, else the last; -1 where too little is told to say so."""
        if not self.told.enough:
            return -1
        lines = self.page.lines
        return next((head for head in self.heads if not self.told.stranger(lines[head])), self.heads[-1])

    def _broken(self) -> None:
        """Take lines over the text for its beginning, where its sentences are broken by hand."""
        page = self.page
        following = self.indices[-1] + 1 if self.indices else len(page.lines)
        if following == len(page.lines) or page.lines[following].apart:
            return
        run = next((run for run in runs(self.heads) if run[-1] + 1 == following), [])
        first = max((i for i in run if page.lines[i].apart), default=run[0] if run else 0)
        run = [i for i in run if i >= first]
        if run and not page.cues.opens(page.lines[run[0]].text):
            # What stands first may be the headline.
            run = run[1:]
        if len(run) < BROKEN_LINES:
            return
        lines = [page.lines[i] for i in run]
        hanging = any(page.cues.hangs(line.text) for line in lines)
        alone = lines[0].words <= BROKEN_WORDS and page.cues.opens(lines[0].text)
        if alone or (hanging and page.lines[following].words <= HEADLINE_WORDS):
            for index in run:
                page.decide(index, "body", "broken_by_hand", page.story)
                self.heads.remove(index)

    def _live_lines(self) -> None:
        """Take weather, currencies and the like for the page's, where several lines show some, and menus in a line."""
        page = self.page
        live = [i for i in self.heads if self._live(i)]
        if len(live) >= LIVE_LINES:
            self._leave(live, "live_figures")
        self._leave([i for i in self.heads if recurring(page.lines[i].text, page.cues)], "recurring_word")

    def _strangers(self) -> None:
        """Take for the page's what stands in a crowd over the headline, or in place of one, and is not taken up.

        Of a header of two or three lines the headline may say otherwise what the text says; where lines stand in
        numbers over one that the text takes up, it is the headline.
        """
        page = self.page
        if not self.told.enough:
            return
        strangers = {i for i in self.heads if self.told.stranger(page.lines[i])}
        lines = [(i, page.lines[i]) for i in self.heads if i not in strangers and not page.name(i)]
        headline = most_taken_up(lines, self.told)
        if headline is not None:
            above = [i for i in self.heads if i < headline and (i in strangers or page.lines[i].words < TITLE_WORDS)]
            if len(above) + sum(i < headline and self._of_page(i) for i in self.indices) > CROWD_LINES:
                self._leave(above, "over_the_story")
            over = [i for i in self.heads if i < headline]
            if not any(page.name(i) or self.told.shared(page.lines[i]) for i in over):
                self.passed.update(over)
        below = [i for i in self.heads if i in strangers and (headline is None or i > headline)]
        for run in runs(below):
            headlines = sum(page.lines[i].words >= TITLE_WORDS for i in run)
            # Without a headline that is taken up, what stands over them may be one, and they verses under it.
            if headlines >= TEASER_LINES and (headline is not None or run[0] == self.heads[0]):
                self._leave(run, "not_taken_up")

    def _of_page(self, index: int) -> bool:
        """Return whether the wording of a line says that it is none of the story's."""
        mark = self.page.labels[index]
        return mark is not None and mark.kind in ("nav", "related_heading", "related_link", "share", "prompt")

    def _leave(self, indices: Sequence[int], rule: str) -> None:
        """Take lines of the header for the page's: headlines of other stories, and what is no headline."""
        for index in indices:
            headline = self.page.lines[index].words >= TITLE_WORDS and not self._live(index)
            self.page.decide(index, "related_link" if headline else "nav", rule)
            self.heads.remove(index)

    def _of_rule(self, rule: str) -> list[int]:
        return [i for i in self.indices if (mark := self.page.labels[i]) and mark.rule == rule]

    def _live(self, index: int) -> bool:
        """Return whether a line says what changes by the hour: a short line with a figure (weather, a currency)."""
        line = self.page.lines[index]
        return line.words <= LIVE_WORDS and not line.prose and _FIGURE.search(line.text) is not None

    def _over_all(self, index: int) -> bool:
        """Return whether a line stands over all that can be a headline."""
        heads = [head for head in self.heads if not self._live(head)]
        above = any(head < index and self.page.lines[head].words >= TITLE_WORDS for head in heads)
        return not above and any(head > index for head in heads)

    def _labelled(self, index: int) -> bool:
        """Return whether a date has a label that no table knows."""
        return _LABEL.match(self.page.lines[index].text) is not None

    def _over_menu(self, index: int) -> bool:
        """Return whether a date has a menu or the heading of a list under it, and no headline at once."""
        letters = self.page.lexicons.language.letters
        for i in range(index + 1, self.indices[-1] + 1):
            mark, decision = self.page.labels[i], self.page.decisions[i]
            if decision is not None and decision.kind == "related_link":
                return True
            if mark is None:
                return False
            listed = mark.kind in ("nav", "related_heading") and mark.rule != "counter"
            if listed and re.search(f"[{letters or '(?!)'}]", self.page.lines[i].text):
                return True
        return False

    def _page_titles(self) -> None:
        """Take a headline with the site's name before or behind it for the title of the page in a browser."""
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
        heads = [i for i in self.heads if i not in self.listed and i not in self.passed]
        if not heads:
            return [], ""
        texts = [page.lines[i].text for i in heads]
        often = Counter(texts)
        doubled = [
            i for i, text in zip(heads, texts, strict=True) if often[text] > 1 and page.lines[i].words >= REPEATED_WORDS
        ]
        if doubled and not self._better(doubled[0], heads):
            first = page.lines[doubled[0]].text
            return [i for i in doubled if page.lines[i].text == first], "printed_twice"
        if len(heads) > 1 and self.repeated:
            return self.repeated[:1], "printed_twice"
        marks = [i for i in self.indices if (mark := page.labels[i]) and mark.kind in _HEAD_MARKS]
        over = [i for i in heads if not marks or i < marks[0]] or heads
        over = [i for i in over if not self._bylike(i, over)] or over
        for position, index in enumerate(over[:-1]):
            line, following = page.lines[index], page.lines[over[position + 1]]
            section = (
                line.words <= SECTION_WORDS and following.words >= TITLE_WORDS and not line.text.endswith(("؟", "!"))
            )
            fragment = page.cues.overline(line.text) or (
                page.cues.acts(line.text) and not page.cues.acts(following.text)
            )
            if not section and not fragment:
                return [index], "first_headline"
        if len(over) > 1:
            return [over[-1]], "headline_under_overline"
        if self._says_nothing(over[0]):
            return [], ""
        return [over[0]], "only_headline"

    def _of_a_section(self, line: Line, titled: bool) -> bool:
        """Return whether a line that is no title names a section: one word, or two with the article."""
        definite = line.words <= DEFINITE_SECTION_WORDS and self.page.cues.definite(line.text)
        return definite or (line.words == 1 and not titled)

    def _says_nothing(self, index: int) -> bool:
        """Return whether the only headline is one word that the text does not take up, or somebody's name."""
        line = self.page.lines[index]
        word = line.words == 1 and self.told.enough and not self.told.shared(line)
        signed = (
            any((mark := self.page.labels[i]) and mark.kind == "byline" for i in self.indices) or len(self.heads) > 1
        )
        return word or (not signed and self.page.name(index) and self.page.cues.given(line.text))

    def _better(self, doubled: int, heads: Sequence[int]) -> bool:
        """Return whether the text takes up the first headline more than the line that the header repeats: a caption."""
        first, shared = self.told.shared(self.page.lines[heads[0]]), self.told.shared(self.page.lines[doubled])
        return self.told.enough and first >= shared + SHARED_STEMS

    def _bylike(self, index: int, among: Sequence[int]) -> bool:
        return len(among) > 1 and index != among[0] and self.page.name(index)

    def _listed(self) -> set[int]:
        """Short lines in numbers that no header has: a poem, a list, a table. The first line of a page is none."""
        return {index for run in runs(self.heads[1:]) if len(run) >= LIST_LINES for index in run}

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
                if line.words <= SECTION_WORDS and not page.cues.overline(line.text):
                    page.decide(index, "nav", "section_label")
                else:
                    page.decide(index, "heading", "over_the_title", page.story)
            elif page.name(index) and not titles and self.told.shared(line):
                # Of whom the text speaks: a picture, or a tag.
                page.decide(index, "caption", "name_over_text", page.story)
            elif page.name(index):
                page.decide(index, "byline", "name_under_title", page.story)
            elif self._of_a_section(line, bool(titles)):
                page.decide(index, "nav", "section_label")
            elif dated and dated[0] < index and not line.text.endswith(":") and not page.bulleted(line):
                page.decide(index, "caption", "under_the_date", page.story)
            else:
                page.decide(index, "heading", "under_the_title", page.story)
