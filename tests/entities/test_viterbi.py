"""Scores and the best labels: the fast way gives what the plain sum over attributes and the plain algorithm give."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.entities.features import Features, Vocabulary
from corpus_pkg.entities.labeller import Labeller, tagged
from corpus_pkg.entities.mentions import find_in
from corpus_pkg.entities.scores import TAGS as KNOWN
from corpus_pkg.entities.scores import Scores
from corpus_pkg.entities.tokens import BREAK, Tokenizer
from corpus_pkg.entities.traits import traits
from corpus_pkg.entities.viterbi import Decoder
from corpus_pkg.entities.weights import NEVER, Weights, labels
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold
from corpus_pkg.records import EntityType

TYPES: tuple[EntityType, ...] = ("PER", "LOC", "ORG")
SENTENCES = (
    "وقال وزير الدفاع لويد أوستن في واشنطن إن بلاده تدعم إسرائيل.",
    "التقى المدرب جلمود الصخراوي لاعبي نادي الشروق الرياضي في مدينة بيروت",
    "(رويترز) - قتل 12 شخصا في بعقوبة و3 في الموصل",
)


@st.composite
def weights(draw: st.DrawFn, forms: list[str], tags: list[str]) -> Weights:
    """A model with weights for some of the attributes that a text has."""
    vocabulary = Vocabulary({}, {form: (len(form), 1, 2) for form in forms[::2]}, {})
    features = Features(vocabulary, traits(default()))
    there = sorted({name for names in features.attributes(forms, tags) for name in names})
    size = len(labels(TYPES))
    chosen = random.Random(draw(st.integers()))
    attributes = {
        name: tuple(chosen.randint(-3000, 3000) for _ in range(size)) for name in there if chosen.random() < 0.5
    }
    names = labels(TYPES)
    transitions = tuple(
        tuple(NEVER if right[0] == "I" and left[1:] != right[1:] else chosen.randint(-3000, 3000) for right in names)
        for left in names
    )
    return Weights(TYPES, vocabulary, transitions, attributes)


def plain_score(model: Weights, forms: list[str], tags: list[str], chosen: list[int]) -> int:
    """The score of labels, by the definition."""
    features = Features(model.vocabulary, traits(default()))
    total = 0
    before = 0
    for names, label in zip(features.attributes(forms, tags), chosen, strict=True):
        total += sum(model.attributes[name][label] for name in names if name in model.attributes)
        total += model.transitions[before][label]
        before = label
    return total + model.transitions[before][0]


def plain_best(model: Weights, forms: list[str], tags: list[str]) -> int:
    """The score of the best labels, by going through all of them, label by label."""
    features = Features(model.vocabulary, traits(default()))
    totals = {0: 0}
    for names in features.attributes(forms, tags):
        totals = {
            label: max(total + model.transitions[before][label] for before, total in totals.items())
            + sum(model.attributes[name][label] for name in names if name in model.attributes)
            for label in range(len(model.labels))
        }
    return max(total + model.transitions[label][0] for label, total in totals.items())


@given(st.data())
def test_the_best_labels_are_found(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SENTENCES))
    folded = fold(text)
    known = [
        (folded.position(one.start), folded.position(one.end), one.type)
        for one in find_in(folded, [(0, len(text))], recognizer=None)
    ]
    tokens, tags = tagged(Tokenizer({}, ()), folded.text, [(0, len(folded.text))], known)
    size = data.draw(st.integers(1, len(tokens.forms)))
    forms, tags = tokens.forms[:size], tags[:size]
    model = data.draw(weights(forms, tags))
    chosen = Labeller(model, width=1e6).labels(forms, tags)
    assert plain_score(model, forms, tags, chosen) == plain_best(model, forms, tags)


@given(st.data())
@settings(max_examples=20)
def test_no_name_stands_across_lines(data: st.DataObject) -> None:
    forms = data.draw(st.lists(st.sampled_from(["محمد", "في", BREAK, "بيروت"]), min_size=1, max_size=12))
    model = data.draw(weights(forms, [""] * len(forms)))
    chosen = Labeller(model, width=data.draw(st.sampled_from([0.0, 4.5, 1e6]))).labels(forms, [""] * len(forms))
    assert len(chosen) == len(forms)
    before = 0
    for form, label in zip(forms, chosen, strict=True):
        assert form != BREAK or label == 0
        assert model.transitions[before][label] != NEVER
        before = label


def plain_beam(transitions: list[list[int]], width: int, scores: list[list[int]], breaks: set[int]) -> list[int]:
    """The labels by going from token to token: from where a name may begin to where none is left, or the line ends."""
    size = len(transitions)
    chosen, at = [0] * len(scores), 0
    while at < len(scores):
        begins = max(scores[at][label] + transitions[0][label] - transitions[0][0] for label in range(1, size, 2))
        if at in breaks or scores[at][0] - begins >= width:
            at += 1
            continue
        totals, backs, first, last = list(map(sum, zip(scores[at], transitions[0], strict=True))), [], at, None
        while totals[0] - max(totals[1:]) < width:
            at += 1
            if at == len(scores) or at in breaks:
                last = max(range(size), key=lambda label: totals[label] + transitions[label][0])
                break
            # The first of equals is the best.
            backs.append([max(range(size), key=lambda b: totals[b] + transitions[b][label]) for label in range(size)])
            totals = [
                totals[before] + transitions[before][label] + scores[at][label]
                for label, before in enumerate(backs[-1])
            ]
        labels = [last or 0]
        for back in reversed(backs):
            labels.append(back[labels[-1]])
        chosen[first : first + len(labels)] = reversed(labels)
        at = first + len(labels)
    return chosen


@given(st.integers(), st.integers(0, 60), st.sampled_from([0, 2, 200]), st.sampled_from([0.0, 0.004, 1.0, 1e6]))
def test_many_stretches_at_once_give_what_one_after_the_other_gives(
    seed: int, size: int, most: int, width: float
) -> None:
    # Few values, so that many ways are worth as much.
    chosen = random.Random(seed)
    names = labels(TYPES)
    transitions = [
        [NEVER if right[0] == "I" and left[1:] != right[1:] else chosen.randint(-most, most) for right in names]
        for left in names
    ]
    scores = [[chosen.randint(-most, most) for _ in names] for _ in range(size)]
    breaks = {at for at in range(size) if chosen.random() < 0.1}
    found = Decoder(transitions, width).best(np.array(scores, np.int32).reshape(size, len(names)), sorted(breaks))
    assert found == plain_beam(transitions, round(1000 * width), scores, breaks)


FORMS = st.lists(
    st.sampled_from(["وزير", "محمد", "الصخراوي", "بيروت", "في", "نادي", "12", "(", "x", "<long>", BREAK]),
    min_size=1,
    max_size=30,
)
TAGS = ("", "", "", "BPER", "BPER1", "IPER", "BLOC1")


@given(st.data(), FORMS, st.integers(1, 8))
@settings(max_examples=40)
def test_they_are_the_sums_of_the_weights_of_the_attributes(
    data: st.DataObject, forms: list[str], together: int
) -> None:
    tags = data.draw(st.lists(st.sampled_from(TAGS), min_size=len(forms), max_size=len(forms)))
    model = data.draw(weights(forms, tags))
    features = Features(model.vocabulary, traits(default()))
    nothing = [0] * len(model.labels)
    expected = [
        [sum(column) for column in zip(nothing, *(model.attributes.get(name, nothing) for name in names), strict=True)]
        for names in features.attributes(forms, tags)
    ]
    # So few words are kept that they are to be forgotten, and numbered anew.
    scores = Scores(model, features, most=together + 4, together=together)
    for _ in range(2):
        numbers = scores.numbers(forms)
        assert scores.of(numbers, np.array([KNOWN.index(tag) for tag in tags])).tolist() == expected
        assert scores.full == (len({*forms, BREAK}) > together + 4)
        scores.forget()
