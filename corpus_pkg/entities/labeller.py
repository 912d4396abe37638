"""A sequence labeller: finds people, organisations and places that no table names.

A linear-chain conditional random field (Lafferty, McCallum and Pereira, 2001) over the features of
`corpus_pkg.entities.features`, with weights that `corpus_pkg.training.training` learned. Reading takes no more than
the standard library: what a word, a pair of neighbours or three of them add to the labels' scores is summed once and
kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import add
from pathlib import Path
from struct import Struct

from corpus_pkg.entities.features import PLACES, Features, counted
from corpus_pkg.entities.mentions import find_in
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognised
from corpus_pkg.entities.tokens import BREAK, Tokenizer, Tokens
from corpus_pkg.entities.traits import traits
from corpus_pkg.entities.weights import Weights, loaded
from corpus_pkg.language.arabic.clitics import PROCLITICS
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.lexicons import default as default_lexicons
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.records import EntityType

#: The model that comes with the package.
SHIPPED = Path(__file__).parents[1] / "language" / "arabic" / "model" / "entities.xz"
_MOST_WORDS = 50_000
_MOST_TOGETHER = 200_000
_EDGE = 2
_THOUSAND = 1000
_BITS = 32
# Keys, classes and kinds are numbered, below this; what belongs to several of them is kept under one number.
_MOST = 1 << 16


class _Lanes:
    """Sums of the weights of attributes: the scores of all labels side by side in one integer, 32 bits each.

    So that a sum over labels costs one addition. Weights are below 10**6 in size and attributes of a token some
    hundreds, so that no lane runs over.
    """

    def __init__(self, weights: Weights) -> None:
        size = len(weights.labels)
        self._middle = sum(1 << (_BITS * lane + _BITS - 1) for lane in range(size))
        self._length = size * _BITS // 8
        self._unpack = Struct(f"<{size}I").unpack
        self._own: dict[str, int] = {}
        places = {place: dict[str, int]() for place in PLACES}
        for name, values in weights.attributes.items():
            packed = sum(value << (_BITS * lane) for lane, value in enumerate(values))
            place = name[: len(name) - len(name.lstrip("+-"))]
            (places[place] if place in places and name != place else self._own)[name.removeprefix(place)] = packed
        self._places = places

    def of(self, names: Iterable[str]) -> int:
        """The sum of attributes, as one integer."""
        get = self._own.get
        return sum([get(name, 0) for name in names])

    def at(self, place: str, names: Iterable[str]) -> int:
        """The sum of attributes of a word at a place beside the token."""
        get = self._places[place].get
        return sum([get(name, 0) for name in names])

    def scores(self, total: int) -> tuple[int, ...]:
        """The scores of the labels, all moved by the same."""
        return self._unpack((total + self._middle).to_bytes(self._length, "little"))


class _Numbers:
    """Numbers for keys, classes and kinds, in the order in which they are met; the lexicons bound how many."""

    def __init__(self) -> None:
        self._numbers: dict[object, int] = {}

    def of(self, thing: object) -> int:
        """The number of a thing."""
        return self._numbers.setdefault(thing, len(self._numbers))


class _Word:
    """What a word adds to the labels of itself and of its neighbours."""

    __slots__ = (
        "after",
        "after_far",
        "before",
        "before_far",
        "class_number",
        "key",
        "kind_number",
        "number",
        "own",
        "rare",
        "tells_after",
        "tells_before",
    )

    def __init__(self, form: str, features: Features, lanes: _Lanes, numbers: _Numbers) -> None:
        self.key = features.key(form)
        self.number = numbers.of(self.key)
        self.class_number = numbers.of(self.key[0])
        self.kind_number = numbers.of(self.key[1])
        self.own = lanes.of(features.own(form))
        beside = features.beside(form)
        self.after = lanes.at("-", beside)
        self.before = lanes.at("+", beside)
        far = features.far(form)
        self.after_far = lanes.at("--", far)
        self.before_far = lanes.at("++", far)
        self.rare = features.rare(form)
        self.tells_after = features.tells_behind(form)
        self.tells_before = features.tells_before(form)


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
        self._lexicons = lexicons or default_lexicons()
        known = traits(self._lexicons)
        self._types = weights.types
        self._transitions = weights.transitions
        self._features = Features(weights.vocabulary, known)
        self._tokenizer = Tokenizer(weights.vocabulary.counts, known.names)
        self._lanes = _Lanes(weights)
        # So far must `O` be ahead of what begins a name for none to begin there.
        self._width = round(_THOUSAND * width)
        self._clear = self._width + max(weights.transitions[0][1::2]) - weights.transitions[0][0]
        self._columns = list(zip(*weights.transitions, strict=True))
        steps = weights.transitions
        # So far must `O` be ahead of every other label for being the best before `O` and before each `B`.
        self._ahead = max(row[label] - steps[0][label] for row in steps for label in (0, *range(1, len(steps), 2)))
        self._inner = [
            (label, label + 1, steps[label][label + 1], steps[label + 1][label + 1])
            for label in range(1, len(steps), 2)
        ]
        self._words: dict[str, _Word] = {}
        self._numbers = _Numbers()
        self._pairs: dict[int, tuple[int, int]] = {}
        self._around: dict[int, int] = {}
        self._threes: dict[int, tuple[int, int]] = {}
        self._tags: dict[tuple[str, str, str], int] = {}

    @classmethod
    def open(cls, path: str | Path, lexicons: Lexicons | None = None) -> Labeller:
        """The labeller of a file; raises RecognizerError for a file that is none, LexiconError for a table."""
        read = cls(loaded(Path(path)), lexicons)
        read.model = f"sha256:{hashlib.sha256(Path(path).read_bytes()).hexdigest()}"
        return read

    def __call__(self, text: str) -> list[Recognised]:
        """The names in `text`, in order and disjoint: spans in code points, clitics left out."""
        folded = fold(text)
        known = find_in(folded, [(0, len(text))], lexicons=self._lexicons, recognizer=None)
        return self._recognise([folded], [known])[0]

    def recognise_all(self, texts: Sequence[str], known: Sequence[Sequence[Mention]]) -> list[list[Recognised]]:
        """The names in the parts of one story, each given what the gazetteer found in it.

        What stands beside a word in one part tells something of it in the others.
        """
        return self._recognise([fold(text) for text in texts], known)

    def _recognise(self, folded: Sequence[Folded], known: Sequence[Sequence[Mention]]) -> list[list[Recognised]]:
        parts = [tagged(self._tokenizer, one, found) for one, found in zip(folded, known, strict=True)]
        forms: list[str] = []
        tags: list[str] = []
        for tokens, marks in parts:
            forms += (*tokens.forms, BREAK)
            tags += (*marks, "")
        labels = self.labels(forms, tags)
        found: list[list[Recognised]] = []
        place = 0
        for one, (tokens, _) in zip(folded, parts, strict=True):
            size = len(tokens.forms)
            found.append(list(_spans(one, tokens, labels[place : place + size], self._types)))
            place += size + 1
        return found

    def labels(self, forms: Sequence[str], tags: Sequence[str]) -> list[int]:
        """The label of each token, by its number in `Weights.labels`; `tags` as `Features.attributes` has them."""
        known = self._words
        edge = (BREAK,) * _EDGE
        words = [known.get(form) or self._word(form) for form in (*edge, *forms, *edge)]
        more = self._further(words, forms, tags)
        chosen: list[int] = []
        line: list[tuple[int, ...]] = []
        scores = self._lanes.scores
        pairs, threes, around = self._pairs, self._threes, self._around
        far, left, own, right = words[:4]
        pair, following = self._pair(left, own), self._three(far, left, own)[1]
        for at, form in enumerate(forms):
            far_right = words[at + 2 * _EDGE]
            # What is kept is taken here, as a call for each token would cost more than all the rest.
            next_pair = pairs.get(own.number * _MOST + right.number) or self._pair(own, right)
            three = threes.get((left.kind_number * _MOST + own.kind_number) * _MOST + right.kind_number) or self._three(
                left, own, right
            )
            beside = around.get(left.class_number * _MOST + right.class_number)
            if beside is None:
                beside = self._beside(left, right)
            if form == BREAK:
                chosen += self._best(line)
                chosen.append(0)
                line.clear()
            else:
                line.append(
                    scores(
                        own.own
                        + left.after
                        + right.before
                        + far.after_far
                        + far_right.before_far
                        + pair[1]
                        + next_pair[0]
                        + beside
                        + three[0]
                        + following
                        + more.get(at, 0)
                    )
                )
            pair, following = next_pair, three[1]
            far, left, own, right = left, own, right, far_right
        return chosen + self._best(line)

    def _word(self, form: str) -> _Word:
        if len(self._words) >= _MOST_WORDS:
            self._words.clear()
        word = self._words[form] = _Word(form, self._features, self._lanes, self._numbers)
        return word

    def _pair(self, left: _Word, right: _Word) -> tuple[int, int]:
        """What two neighbours add to the left one and to the right one."""
        if len(self._pairs) >= _MOST_TOGETHER:
            self._pairs.clear()
        pair = self._pairs[left.number * _MOST + right.number] = (
            self._lanes.of(self._features.behind(left.key, right.key)),
            self._lanes.of(self._features.before(left.key, right.key)),
        )
        return pair

    def _three(self, left: _Word, own: _Word, right: _Word) -> tuple[int, int]:
        """What the kinds of three neighbours add to the one between and to the last."""
        if len(self._threes) >= _MOST_TOGETHER:
            self._threes.clear()
        kinds = (left.key[1], own.key[1], right.key[1])
        number = (left.kind_number * _MOST + own.kind_number) * _MOST + right.kind_number
        three = self._threes[number] = (
            self._lanes.of(self._features.between(*kinds)),
            self._lanes.of(self._features.following(*kinds)),
        )
        return three

    def _beside(self, left: _Word, right: _Word) -> int:
        """What the classes of two words add to the one between."""
        number = left.class_number * _MOST + right.class_number
        beside = self._around[number] = self._lanes.of(self._features.around(left.key[0], right.key[0]))
        return beside

    def _further(self, words: Sequence[_Word], forms: Sequence[str], tags: Sequence[str]) -> dict[int, int]:
        """What the gazetteer's names and other places of a word add, where there are any."""
        found: dict[int, int] = {}
        around = ["", *tags, ""]
        for at, tag in enumerate(tags):
            if tag:
                for place in range(max(0, at - 1), min(at + 2, len(tags))):
                    if place not in found:
                        three = (around[place], around[place + 1], around[place + 2])
                        score = self._tags.get(three)
                        if score is None:
                            score = self._tags[three] = self._lanes.of(self._features.named(*three))
                        found[place] = score
        places: dict[str, list[int]] = {}
        for at, form in enumerate(forms):
            if words[at + _EDGE].rare:
                places.setdefault(form, []).append(at)
        of, often, tell = self._lanes.of, self._features.often, self._features.told
        for those in places.values():
            if len(those) > 1:
                told = [
                    tell(words[at + _EDGE - 1].tells_after, words[at + _EDGE + 1].tells_before, tags[at])
                    for at in those
                ]
                once, twice = counted(told)
                told_at_all = of(once) + of((often(len(those)),))
                for at, names in zip(those, told, strict=True):
                    found[at] = found.get(at, 0) + told_at_all - of(names - twice)
        return found

    def _best(self, line: Sequence[tuple[int, ...]]) -> list[int]:
        """The best labels of a line of tokens (Viterbi), outside any name before and behind it.

        Where nothing but `O` is left, tokens are passed over until a name may begin.
        """
        chosen: list[int] = []
        first: int | None = None
        clear, width = self._clear, self._width
        for at, scores in enumerate(line):
            if first is None and scores[0] - max(scores[1::2]) >= clear:
                chosen.append(0)
                continue
            if first is None:
                first = at
                totals = list(map(add, scores, self._transitions[0]))
                backs: list[list[int]] = []
            else:
                totals, back = self._step(totals, scores)
                backs.append(back)
            if totals[0] - max(totals[1:]) >= width:
                chosen += self._traced(backs, 0)
                first = None
        if first is not None:
            last = max(range(len(totals)), key=lambda label: totals[label] + self._transitions[label][0])
            chosen += self._traced(backs, last)
        return chosen

    def _step(self, totals: Sequence[int], scores: Sequence[int]) -> tuple[list[int], list[int]]:
        """The best totals up to the next token, by its label, and the label before each."""
        outside = totals[0]
        if outside - max(totals[1:]) >= self._ahead:
            further = [outside + step for step in self._transitions[0]]
            back = [0] * len(further)
        else:
            further, back = [], []
            for column in self._columns:
                sums = list(map(add, totals, column))
                best = max(sums)
                further.append(best)
                back.append(sums.index(best))
        for begin, goes_on, begun, gone_on in self._inner:
            first, more = totals[begin] + begun, totals[goes_on] + gone_on
            further[goes_on] = max(first, more)
            back[goes_on] = begin if first >= more else goes_on
        return list(map(add, further, scores)), back

    @staticmethod
    def _traced(backs: Sequence[Sequence[int]], last: int) -> list[int]:
        chosen = [last]
        for back in reversed(backs):
            chosen.append(back[chosen[-1]])
        chosen.reverse()
        return chosen


def tagged(tokenizer: Tokenizer, folded: Folded, known: Sequence[Mention]) -> tuple[Tokens, list[str]]:
    """The tokens of a text, and the gazetteer's tag of each as `Features.attributes` has them."""
    places = sorted((folded.position(one.start), folded.position(one.end), one.type) for one in known)
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
    """The span of the tokens without signs at its ends, clitics at its beginning, and what an open bracket begins."""
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
    """Return the labeller with the model that comes with the package, leaning on `lexicons`, made once for each.

    Raises RecognizerError where the model is not there, LexiconError where a table cannot be used.
    """
    return _shipped(lexicons or default_lexicons())


@cache
def _shipped(lexicons: Lexicons) -> Labeller:
    return Labeller.open(SHIPPED, lexicons)
