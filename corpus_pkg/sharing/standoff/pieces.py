"""The spans of a page that make up a value which no row says any more."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from corpus_pkg import reading
from corpus_pkg.sharing.standoff.page import Form, Page

_SEPARATORS = ("|", "\n", " ")
_WORD = re.compile(r"\S+")
# So many searches of a page may come to nothing before its values are looked up word by word.
_SEARCHES = 256


class Finder:
    """Tells which spans of a page make up a value, in a form; the page is looked through when first asked."""

    def __init__(self, page: Page, form: Form) -> None:
        """Know the page, and the form that values have."""
        self._page = page
        self._form = form
        self._text: str | None = None
        self._searches = _SEARCHES
        self._at = 0

    def pieces(self, value: str, begin: int = 0) -> list[tuple[str, int, int]]:
        """Return the pieces of `value`: what stands before each, and its span, behind the offset `begin` where it can.

        A value that stands in the page as it is has one piece; one that does not is parted at its separators, and at
        last into its letters. A letter that the page does not have stands before a piece of no length.
        """
        if self._text is None:
            self._read()
        self._at = self._place(begin)
        return list(self._pieces(value, "", 0)) if value else []

    def _pieces(self, value: str, before: str, level: int) -> Iterator[tuple[str, int, int]]:
        span = self._metadata.get(value) or self._find(value, level)
        if span is not None:
            yield before, *span
            return
        while level < len(_SEPARATORS) and _SEPARATORS[level] not in value:
            level += 1
        if level < len(_SEPARATORS):
            for part in value.split(_SEPARATORS[level]):
                if part:
                    yield from self._pieces(part, before, level + 1)
                    before = ""
                before += _SEPARATORS[level]
            if before[:-1]:
                yield before[:-1], 0, 0
            return
        for letter in value:
            span = self._letter_span(letter)
            if span is not None:
                yield before, *span
                before = ""
            else:
                before += letter
        if before:
            yield before, 0, 0

    def _letter_span(self, letter: str) -> tuple[int, int] | None:
        if letter not in self._spans:
            at = self._letters.get(letter)
            span = self._span(at, at + 1) if at is not None else None
            is_told = span is not None and self._page.read(*span, self._form) == letter
            self._spans[letter] = span if is_told else None
        return self._spans[letter]

    def _read(self) -> None:
        """Look through the page: its words in the form, one space between them, and where each stands."""
        page, form = self._page, self._form
        self._rendering = reading.render(page.text, page.media_type)
        self._words: list[tuple[int, int]] = []
        words = []
        for match in _WORD.finditer(self._rendering.text):
            word = form(match[0])
            if word:
                words.append(word)
                self._words.append(match.span())
        self._text = " ".join(words)
        self._starts = list(accumulate((len(word) + 1 for word in words), initial=0))
        self._places = dict(reversed(list(zip(words, self._starts, strict=False))))
        self._letters = {letter: at for at, letter in reversed(list(enumerate(self._text)))}
        self._spans: dict[str, tuple[int, int] | None] = {}
        self._metadata: dict[str, tuple[int, int]] = {}
        for start, end in page.stated_spans():
            self._metadata.setdefault(page.read(start, end, form), (start, end))
        # The offsets of the words in the source, for where a story begins.
        self._offsets = [self._rendering.start(start) for start, _ in self._words]

    def _place(self, offset: int) -> int:
        """Return where in the words the source offset is."""
        return self._starts[bisect_right(self._offsets, offset - 1)] if self._offsets else 0

    def _find(self, value: str, level: int) -> tuple[int, int] | None:
        assert self._text is not None
        at = self._places.get(value, -1) if level == len(_SEPARATORS) else -1
        if at < 0 and self._searches > 0:
            at = self._text.find(value, self._at)
            if at < 0:
                self._searches -= 1
                at = self._text.find(value)
        if at < 0:
            return None
        span = self._span(at, at + len(value))
        if span is None or self._page.read(*span, self._form) != value:
            return None
        self._at = max(self._at, at)
        return span

    def _span(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the span in the source of a span of the words."""
        first, last = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1) - 1
        if first >= len(self._words) or last >= len(self._words):
            return None
        left = self._letter(first, start - self._starts[first])
        right = self._letter(last, end - 1 - self._starts[last])
        return self._rendering.start(left), self._rendering.end(right + 1)

    def _letter(self, word: int, number: int) -> int:
        """Return the offset in the rendering of a letter of a word in the form."""
        start, end = self._words[word]
        length = self._starts[word + 1] - self._starts[word] - 1
        if length == end - start:
            return start + number
        kept = [at for at in range(start, end) if self._form(self._rendering.text[at])]
        return kept[min(number, len(kept) - 1)] if kept else start
