"""A sequence labeller: finds people, organisations and places that no table names.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over the features of
`corpus_pkg.entities.features`, with weights that `corpus_pkg.training.training` learned. What each token adds
to the scores of the labels is `corpus_pkg.entities.scores`, which labels are the best `corpus_pkg.entities.viterbi`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import get_args

import numpy as np

from corpus_pkg import digests
from corpus_pkg.entities.cutting import Cutter, Packing
from corpus_pkg.entities.features import Features
from corpus_pkg.entities.mentions import find_in
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognised, RecognizerError
from corpus_pkg.entities.scores import TAGS, Scores
from corpus_pkg.entities.tokens import BREAK, Tokenizer, Tokens
from corpus_pkg.entities.traits import traits
from corpus_pkg.entities.viterbi import Decoder
from corpus_pkg.entities.weights import Weights, loaded
from corpus_pkg.language.arabic.clitics import PROCLITICS
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.lexicons import default as default_lexicons
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.records import EntityType

#: The tags of a name's first word, of one that is all of it, and of the words behind the first.
_TAGS = {kind: tuple(TAGS.index(tag) for tag in (f"B{kind}", f"B{kind}1", f"I{kind}")) for kind in get_args(EntityType)}
# What parts the parts of a story where they are read together.
_BETWEEN = "\n"


class Labeller:
    """Finds people, organisations and places; a `corpus_pkg.entities.recognition.Recognizer`.

    It keeps what it learned of words while it reads, within bounds, so that one of them should serve many texts. It is
    not for several threads at once.

    Args:
        weights: the trained model.
        lexicons: the tables whose names it leans on; the shipped ones by default.
        width: labels are given up that fall so far behind the one outside any name (natural logarithm).

    Raises:
        LexiconError: a table cannot be used.

    """

    name = "labeller"
    #: SHA-256 of the model's file, where it was read from one.
    model: str | None = None

    def __init__(self, weights: Weights, lexicons: Lexicons | None = None, width: float = 4.5) -> None:
        """Make a labeller of a model; raises LexiconError."""
        self._lexicons = lexicons or default_lexicons()
        word_traits = traits(self._lexicons)
        self._types = weights.types
        counts = weights.vocabulary.counts
        self._scores = Scores(weights, Features(weights.vocabulary, word_traits))
        self._cutter = Cutter(Tokenizer(counts, word_traits.names), Packing(counts), self._scores.numbers)
        self._decoder = Decoder(weights.transitions, width)

    @classmethod
    def open(cls, path: str | Path, lexicons: Lexicons | None = None) -> Labeller:
        """Return the labeller of a file; raises RecognizerError for a file that is none, LexiconError for a table."""
        read = cls(loaded(Path(path)), lexicons)
        read.model = digests.of_bytes(Path(path).read_bytes())
        return read

    def __call__(self, text: str) -> list[Recognised]:
        """Return the names in `text`, in order and disjoint: spans in code points, clitics left out."""
        mentions = find_in(fold(text), [(0, len(text))], lexicons=self._lexicons, recognizer=None)
        return self.recognise_all([text], [mentions])[0]

    def recognise_all(self, texts: Sequence[str], mentions: Sequence[Sequence[Mention]]) -> list[list[Recognised]]:
        """Return the names in the parts of one story, each given what the gazetteer found in it.

        What stands beside a word in one part tells something of it in the others.
        """
        folded = fold(_BETWEEN.join(texts))
        offsets = list(accumulate([len(text) + len(_BETWEEN) for text in texts], initial=0))[:-1]
        parts = [
            (folded.position(offset), folded.position(offset + len(text)))
            for offset, text in zip(offsets, texts, strict=True)
        ]
        known = [
            (folded.position(offset + mention.start), folded.position(offset + mention.end), mention.type)
            for offset, of_part in zip(offsets, mentions, strict=True)
            for mention in of_part
        ]
        return [
            [Recognised(start - offset, end - offset, kind) for start, end, kind in _in_source(folded, of_part)]
            for offset, of_part in zip(offsets, self.recognise_folded(folded.text, parts, known), strict=True)
        ]

    def recognise_folded(
        self, text: str, parts: Sequence[tuple[int, int]], mentions: Iterable[tuple[int, int, EntityType]]
    ) -> list[list[Recognised]]:
        """Return the names in the parts of one story, as spans of the folded text that holds them.

        `parts` and `mentions` are spans of that text, and as `tagged` has them.
        """
        if self._cutter.full or self._scores.full:
            self._cutter.forget()
            self._scores.forget()
        places = sorted(mentions)
        cut = self._cutter(text, parts, [start for start, _, _ in places])
        tags = np.zeros(len(cut.numbers), np.intp)
        firsts = np.searchsorted(cut.starts, [start for start, _, _ in places]).tolist()
        lasts = np.searchsorted(cut.starts, [end for _, end, _ in places]).tolist()
        for first, last, (_, _, kind) in zip(firsts, lasts, places, strict=True):
            begun, alone, further = _TAGS[kind]
            tags[first + 1 : last] = further
            tags[first] = alone if last == first + 1 else begun
        names: list[list[Recognised]] = [[] for _ in parts]
        begins = [first for first, _ in parts]
        labels = self._decoder.best(self._scores.of(cut.numbers, tags), cut.breaks)
        starts, ends = cut.starts.tolist(), cut.ends.tolist()
        for first, last, kind in _spans(labels, self._types):
            span = _trimmed(text, starts[first:last], ends[first:last])
            if span is not None:
                names[bisect_right(begins, span[0]) - 1].append(Recognised(*span, kind))
        return names

    def labels(self, forms: Sequence[str], tags: Sequence[str]) -> list[int]:
        """Return the label of each token, by its number in `Weights.labels`; `tags` as `Features.attributes` has them.

        Each line is read by itself.
        """
        breaks = [at for at, form in enumerate(forms) if form == BREAK]
        numbers = np.array([TAGS.index(tag) for tag in tags], np.intp)
        return self._decoder.best(self._scores.of(self._scores.numbers(forms), numbers), breaks)


def _in_source(folded: Folded, names: Iterable[Recognised]) -> Iterator[Recognised]:
    """Yield spans of the folded text as those of its source."""
    for start, end, kind in names:
        yield Recognised(*folded.span(start, end), kind)


def tagged(
    tokenizer: Tokenizer,
    text: str,
    parts: Iterable[tuple[int, int]],
    mentions: Iterable[tuple[int, int, EntityType]],
    *,
    ended: bool = False,
) -> tuple[Tokens, list[str]]:
    """Return the tokens of parts of a folded text, and the gazetteer's tag of each as `Features.attributes` has them.

    Args:
        tokenizer: what cuts.
        text: the folded text.
        parts: spans of it, in order and at least one character apart.
        mentions: spans of it that the gazetteer found, disjoint, and their types.
        ended: whether the end of each part is a token.

    """
    places = sorted(mentions)
    lines = [(first, text[first:last]) for first, last in parts]
    tokens = tokenizer.lines(lines, {start for start, _, _ in places}, ended=ended)
    tags = [""] * len(tokens.forms)
    for start, end, kind in places:
        first, last = tokens.first(start), tokens.first(end)
        for at in range(first, last):
            tags[at] = f"{'I' if at > first else 'B'}{kind}"
        if last == first + 1:
            tags[first] += "1"
    return tokens, tags


def _spans(labels: Sequence[int], types: Sequence[EntityType]) -> Iterator[tuple[int, int, EntityType]]:
    """Yield the first token of each name, the one behind its last and its type; odd labels begin, even ones go on."""
    size = len(labels)
    for first in [at for at, label in enumerate(labels) if label % 2]:
        last = first + 1
        while last < size and labels[last] and labels[last] % 2 == 0:
            last += 1
        yield first, last, types[(labels[first] - 1) // 2]


def _trimmed(text: str, starts: Sequence[int], ends: Sequence[int]) -> tuple[int, int] | None:
    """Return the span of tokens without signs at its ends, clitics before it and what an open bracket begins."""
    start, stop = starts[0], ends[-1]
    if (
        text[start].isalnum()
        and text[starts[-1]].isalnum()
        and text[start : ends[0]] not in PROCLITICS
        and "(" not in text[start:stop]
    ):
        return start, stop
    begin, end = 0, len(starts)
    while begin < end and (
        not text[starts[begin]].isalnum()
        or (text[starts[begin] : ends[begin]] in PROCLITICS and begin + 1 < end and ends[begin] == starts[begin + 1])
    ):
        begin += 1
    opened: list[int] = []
    for at in range(begin, end):
        if text[starts[at]] == "(":
            opened.append(at)
        elif text[starts[at]] == ")" and opened:
            opened.pop()
    if opened:
        end = opened[0]
    while begin < end and not text[starts[end - 1]].isalnum():
        end -= 1
    return (starts[begin], ends[end - 1]) if begin < end else None


def default(lexicons: Lexicons | None = None) -> Labeller:
    """Return the labeller with the model of the lexicons' language, leaning on them, made once for each.

    Raises RecognizerError where there is no model, LexiconError where a table cannot be used.
    """
    return _of_language(lexicons or default_lexicons())


@cache
def _of_language(lexicons: Lexicons) -> Labeller:
    model = lexicons.language.model
    if model is None:
        raise RecognizerError(f"labeller: has learned no language {lexicons.language.code!r}; name another, or none")
    return Labeller.open(model, lexicons)
