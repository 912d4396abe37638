"""A sequence labeller: finds people, organisations and places that no table names.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over the features of
`corpus_pkg.entities.features`, with weights that `corpus_pkg.training.training` learned. What each token adds
to the scores of the labels is `corpus_pkg.entities.scores`, which labels are the best `corpus_pkg.entities.viterbi`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus_pkg import digests
from corpus_pkg.entities.features import Features
from corpus_pkg.entities.mentions import find_in
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognised, RecognizerError
from corpus_pkg.entities.scores import Scores
from corpus_pkg.entities.tokens import BREAK, Tokenizer, Tokens
from corpus_pkg.entities.traits import traits
from corpus_pkg.entities.viterbi import Decoder
from corpus_pkg.entities.weights import Weights, loaded
from corpus_pkg.language.arabic.clitics import PROCLITICS
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.lexicons import default as default_lexicons
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.records import EntityType


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
        self._tokenizer = Tokenizer(weights.vocabulary.counts, word_traits.names)
        self._scores = Scores(weights, Features(weights.vocabulary, word_traits))
        self._decoder = Decoder(weights.transitions, width)

    @classmethod
    def open(cls, path: str | Path, lexicons: Lexicons | None = None) -> Labeller:
        """Return the labeller of a file; raises RecognizerError for a file that is none, LexiconError for a table."""
        read = cls(loaded(Path(path)), lexicons)
        read.model = digests.of_bytes(Path(path).read_bytes())
        return read

    def __call__(self, text: str) -> list[Recognised]:
        """Return the names in `text`, in order and disjoint: spans in code points, clitics left out."""
        folded = fold(text)
        mentions = find_in(folded, [(0, len(text))], lexicons=self._lexicons, recognizer=None)
        return self._recognise([folded], [mentions])[0]

    def recognise_all(self, texts: Sequence[str], mentions: Sequence[Sequence[Mention]]) -> list[list[Recognised]]:
        """Return the names in the parts of one story, each given what the gazetteer found in it.

        What stands beside a word in one part tells something of it in the others.
        """
        return self._recognise([fold(text) for text in texts], mentions)

    def _recognise(self, folded: Sequence[Folded], mentions: Sequence[Sequence[Mention]]) -> list[list[Recognised]]:
        parts = [tagged(self._tokenizer, text, of_text) for text, of_text in zip(folded, mentions, strict=True)]
        forms: list[str] = []
        tags: list[str] = []
        for tokens, marks in parts:
            forms += (*tokens.forms, BREAK)
            tags += (*marks, "")
        labels = self.labels(forms, tags)
        names: list[list[Recognised]] = []
        place = 0
        for text, (tokens, _) in zip(folded, parts, strict=True):
            size = len(tokens.forms)
            names.append(list(_spans(text, tokens, labels[place : place + size], self._types)))
            place += size + 1
        return names

    def labels(self, forms: Sequence[str], tags: Sequence[str]) -> list[int]:
        """Return the label of each token, by its number in `Weights.labels`; `tags` as `Features.attributes` has them.

        Each line is read by itself.
        """
        breaks = [at for at, form in enumerate(forms) if form == BREAK]
        return self._decoder.best(self._scores.of(forms, tags), breaks)


def tagged(tokenizer: Tokenizer, folded: Folded, mentions: Sequence[Mention]) -> tuple[Tokens, list[str]]:
    """Return the tokens of a text, and the gazetteer's tag of each as `Features.attributes` has them."""
    places = sorted(
        (folded.position(mention.start), folded.position(mention.end), mention.type) for mention in mentions
    )
    tokens = tokenizer(folded.text, {start for start, _, _ in places})
    tags = [""] * len(tokens.forms)
    at = 0
    for start, end, kind in places:
        while at < len(tags) and tokens.starts[at] < start:
            at += 1
        first = at
        while at < len(tags) and tokens.starts[at] < end:
            tags[at] = f"{'I' if at > first else 'B'}{kind}"
            at += 1
        if at == first + 1:
            tags[first] += "1"
    return tokens, tags


def _spans(folded: Folded, tokens: Tokens, labels: Sequence[int], types: Sequence[EntityType]) -> Iterator[Recognised]:
    first: int | None = None
    for at, label in enumerate((*labels, 0)):
        inside = label > 0 and label % 2 == 0
        if first is not None and not inside:
            span = _trimmed(folded.text, tokens, first, at)
            if span is not None:
                start, end = folded.span(*span)
                yield Recognised(start, end, types[(labels[first] - 1) // 2])
            first = None
        if label % 2 == 1:
            first = at


def _trimmed(text: str, tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """Return the span of the tokens without signs at its ends, clitics before it and what an open bracket begins."""
    while first < last and (
        not text[tokens.starts[first]].isalnum()
        or (tokens.forms[first] in PROCLITICS and first + 1 < last and tokens.ends[first] == tokens.starts[first + 1])
    ):
        first += 1
    opened: list[int] = []
    for at in range(first, last):
        if tokens.forms[at] == "(":
            opened.append(at)
        elif tokens.forms[at] == ")" and opened:
            opened.pop()
    if opened:
        last = opened[0]
    while first < last and not text[tokens.starts[last - 1]].isalnum():
        last -= 1
    return (tokens.starts[first], tokens.ends[last - 1]) if first < last else None


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
