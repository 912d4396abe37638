"""How the labeller learns: corpora in columns, running text for what words are like, a linear-chain CRF.

The sentences of a corpus are joined to texts as a page would write them, so that the labeller learns on what it will
read: the same tokens, the same gazetteer, the same features. python-crfsuite (L-BFGS, elastic net) finds the weights.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from corpus_pkg.entities import classes
from corpus_pkg.entities.features import Features, Vocabulary, learned_trigrams
from corpus_pkg.entities.labeller import Labeller, tagged
from corpus_pkg.entities.mentions import find_in
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognised
from corpus_pkg.entities.tokens import Tokenizer, Tokens, words
from corpus_pkg.entities.traits import Traits, traits
from corpus_pkg.entities.weights import NEVER, OUTSIDE, Weights, labels
from corpus_pkg.errors import PackageError
from corpus_pkg.language.arabic.clitics import PROCLITICS
from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.records import EntityType
from corpus_pkg.training.columns import Entity, Sentence, written
from corpus_pkg.training.settings import Settings

#: The types that it learns to tell apart.
TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG")
_THOUSAND = 1000
_SHORTEST_LINE = 20
_LEAST_WORD = 5
_SHORTEST_NAME = 3


class Corpus(NamedTuple):
    """Sentences, and whether they follow on one another as in a story."""

    sentences: Sequence[Sentence]
    running: bool


@dataclass(frozen=True)
class Story:
    """Sentences as one text.

    Attributes:
        text: a line for each sentence.
        words: where each word stands in it.
        entities: as words, by their index.

    """

    text: str
    words: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]

    def spans(self) -> list[Recognised]:
        """Return the entities as spans of the text."""
        return [
            Recognised(self.words[entity.first][0], self.words[entity.last - 1][1], entity.type)
            for entity in self.entities
        ]

    def as_words(self, names: Iterable[Recognised]) -> set[Entity]:
        """Return the words that each span touches."""
        entities = set()
        at = 0
        for start, end, kind in names:
            while at < len(self.words) and self.words[at][1] <= start:
                at += 1
            last = at
            while last < len(self.words) and self.words[last][0] < end:
                last += 1
            if last > at:
                entities.add(Entity(at, last, kind))
        return entities


def stories(corpus: Corpus, together: int) -> Iterator[Story]:
    """Yield the texts of a corpus: so many sentences each, or one where they do not follow on one another."""
    size = together if corpus.running else 1
    for first in range(0, len(corpus.sentences), size):
        lines: list[str] = []
        words: list[tuple[int, int]] = []
        entities: list[Entity] = []
        place = 0
        for sentence in corpus.sentences[first : first + size]:
            line, spans = written(sentence)
            entities += [
                entity._replace(first=entity.first + len(words), last=entity.last + len(words))
                for entity in sentence.entities
            ]
            words += [(start + place, end + place) for start, end in spans]
            lines.append(line)
            place += len(line) + 1
        yield Story("\n".join(lines), tuple(words), tuple(entities))


def distinct_lines(texts: Iterable[str]) -> list[str]:
    """Return the folded lines of running text, each once: what pages repeat (menus, notices) is no evidence."""
    seen: dict[str, None] = {}
    for text in texts:
        for line in fold(text).text.splitlines():
            if len(line) >= _SHORTEST_LINE:
                seen.setdefault(line)
    return list(seen)


class Material(NamedTuple):
    """What is known of words before any corpus is: from running text.

    Attributes:
        counts: how often each token was met.
        classes: their distributional classes.

    """

    counts: Mapping[str, int]
    classes: Mapping[str, tuple[int, ...]]


def material(lines: Sequence[str], lexicons: Lexicons | None = None) -> Material:
    """Return counts and classes of the words of folded lines."""
    names = traits(lexicons or default()).names
    # What is a clitic is told by counts of words as they stand; then words are counted without clitics.
    counts = Counter(word for line in lines for word in words(line))
    tokenizer = Tokenizer(counts, names)
    return Material(counts, classes.learned(tokenizer(line).forms for line in lines))


def vocabulary(prior: Material, known_stories: Iterable[Story], traits_: Traits) -> Vocabulary:
    """Return what is known of words, those of annotated texts included."""
    counts = Counter(prior.counts)
    for story in known_stories:
        folded = fold(story.text)
        counts.update(word for start, end in story.words for word in words(_part(folded, start, end)))
    names = [word for word, kind in traits_.kind.items() if kind in _NAMING and len(word) >= _SHORTEST_NAME]
    apart = set(names)
    others = [
        word for word, count in counts.items() if count >= _LEAST_WORD and word not in apart and not word.isascii()
    ]
    kept = {word: count for word, count in counts.items() if count > 1}
    return Vocabulary(kept, dict(prior.classes), learned_trigrams(names, others))


_NAMING = frozenset(("given", "first", "common", "last", "country", "place"))


def _part(folded: Folded, start: int, end: int) -> str:
    return folded.text[folded.position(start) : folded.position(end)]


def targets(tokens: Tokens, spans: Iterable[tuple[int, int, EntityType]]) -> list[str]:
    """Return the label of each token, given the spans of entities in the same folded text, in order."""
    marks = [OUTSIDE] * len(tokens.forms)
    at = 0
    for start, end, kind in spans:
        while at < len(marks) and tokens.ends[at] <= start:
            at += 1
        last = at
        while last < len(marks) and tokens.starts[last] < end:
            last += 1
        first = at
        while first + 1 < last and tokens.forms[first] in PROCLITICS and tokens.ends[first] == tokens.starts[first + 1]:
            first += 1
        for place in range(first, last):
            marks[place] = f"{'I' if place > first else 'B'}-{kind}"
        at = last
    return marks


def train(
    corpora: Sequence[Corpus],
    prior: Material | None = None,
    settings: Settings | None = None,
    lexicons: Lexicons | None = None,
) -> Weights:
    """Return a model of the corpora.

    Args:
        corpora: what is learned from.
        prior: what is known of words from running text; learned from the corpora themselves by default.
        settings: how to train.
        lexicons: the tables whose names it leans on; the shipped ones by default.

    Raises:
        PackageError: python-crfsuite is not installed, or no corpus names anything.
        LexiconError: a table cannot be used.

    """
    try:
        pycrfsuite = import_module("pycrfsuite")
    except ImportError as error:
        raise PackageError("python-crfsuite is not installed; run: pip install 'corpus-pkg[train]'") from error
    settings = settings or Settings()
    lexicons = lexicons or default()
    all_stories = [story for corpus in corpora for story in stories(corpus, settings.together)]
    if not any(story.entities for story in all_stories):
        raise PackageError("the corpora name no person, organisation or place; see tag_classes.csv for known classes")
    if prior is None:
        prior = material(distinct_lines(story.text for story in all_stories), lexicons)
    met = vocabulary(prior, all_stories, traits(lexicons))
    features = Features(met, traits(lexicons))
    tokenizer = Tokenizer(met.counts, traits(lexicons).names)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(
        {
            "c1": settings.l1,
            "c2": settings.l2,
            "max_iterations": settings.rounds,
            "feature.possible_transitions": True,
        }
    )
    for story in all_stories:
        folded = fold(story.text)
        known = [
            (folded.position(mention.start), folded.position(mention.end), mention.type)
            for mention in found_by_gazetteer(story.text, lexicons)
        ]
        tokens, tags = tagged(tokenizer, folded.text, [(0, len(folded.text))], known)
        spans = ((folded.position(start), folded.position(end), kind) for start, end, kind in story.spans())
        trainer.append(
            pycrfsuite.ItemSequence(features.attributes(tokens.forms, tags)),
            targets(tokens, (span for span in spans if span[2] in TYPES)),
        )
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        learned = tagger.info()
        tagger.close()
    return _weights(learned.state_features, learned.transitions, met, settings)


def found_by_gazetteer(text: str, lexicons: Lexicons) -> list[Mention]:
    """Return what the gazetteer and the patterns find in a text by themselves."""
    return find_in(fold(text), [(0, len(text))], lexicons=lexicons, recognizer=None)


def _weights(
    states: Mapping[tuple[str, str], float],
    steps: Mapping[tuple[str, str], float],
    met: Vocabulary,
    settings: Settings,
) -> Weights:
    names = labels(TYPES)
    place = {label: at for at, label in enumerate(names)}
    attributes: dict[str, list[int]] = {}
    for (attribute, label), weight in states.items():
        value = round(_THOUSAND * weight)
        if value:
            attributes.setdefault(attribute, [0] * len(names))[place[label]] = value
    bold = round(_THOUSAND * settings.boldness)

    def step(left: str, right: str) -> int:
        if right[0] == "I" and left[1:] != right[1:]:
            return NEVER
        return round(_THOUSAND * steps.get((left, right), 0.0)) - (bold if right == OUTSIDE else 0)

    transitions = tuple(tuple(step(left, right) for right in names) for left in names)
    return Weights(TYPES, met, transitions, {name: tuple(values) for name, values in attributes.items()})


@dataclass
class Scores:
    """Exact entities, counted: read and right, read, and there, by type."""

    right: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    there: Counter[str] = field(default_factory=Counter)

    def add(self, read: set[Entity], there: set[Entity]) -> None:
        """Count the entities of a text."""
        self.read.update(entity.type for entity in read)
        self.there.update(entity.type for entity in there)
        self.right.update(entity.type for entity in read & there)

    def merge(self, other: Scores) -> None:
        """Count what `other` counted."""
        self.right.update(other.right)
        self.read.update(other.read)
        self.there.update(other.there)

    def of(self, *types: str) -> tuple[float, float, float]:
        """Precision, recall and F1 over the types (of all where none is named); 0 where nothing was there."""
        types = types or TYPES
        right, read, there = (sum(count[kind] for kind in types) for count in (self.right, self.read, self.there))
        return right / max(read, 1), right / max(there, 1), 2 * right / max(read + there, 1)


def scores(labeller: Labeller, corpora: Sequence[Corpus], together: int = Settings.together) -> Scores:
    """Return how well the labeller reads the corpora: an entity is right where type, first and last word are."""
    counted = Scores()
    for corpus in corpora:
        for story in stories(corpus, together):
            counted.add(
                story.as_words(labeller(story.text)), {entity for entity in story.entities if entity.type in TYPES}
            )
    return counted


def parts(corpus: Corpus, number: int) -> list[Corpus]:
    """Return the corpus in so many contiguous parts of about as many words each."""
    total = sum(len(sentence.words) for sentence in corpus.sentences)
    divided: list[list[Sentence]] = [[] for _ in range(number)]
    before = 0
    for sentence in corpus.sentences:
        divided[min(number - 1, before * number // max(total, 1))].append(sentence)
        before += len(sentence.words)
    return [Corpus(part, corpus.running) for part in divided]


def cross_validation(
    corpora: Sequence[Corpus],
    prior: Material | None,
    folds: int,
    settings: Settings | None = None,
    lexicons: Lexicons | None = None,
) -> Iterator[Scores]:
    """Yield how well each of so many parts of the corpora is read by what the others taught; raises as `train`."""
    settings = settings or Settings()
    divided = [parts(corpus, folds) for corpus in corpora]
    for fold_ in range(folds):
        taught = [part for those in divided for number, part in enumerate(those) if number != fold_]
        labeller = Labeller(train(taught, prior, settings, lexicons), lexicons)
        yield scores(labeller, [those[fold_] for those in divided], settings.together)
