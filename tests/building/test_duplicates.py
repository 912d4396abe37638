"""Stories are grouped where their texts are alike, and by nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
from growth import steps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.building.duplicates import NEAR, SHORTEST, WIDTH, DuplicateIndex, fingerprint
from corpus_pkg.language.orthography import folded
from corpus_pkg.records import Duplicate

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
Rows = list[Duplicate]


def story(seed: int, count: int = 120) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", k=5)) for _ in range(count)]


def edited(words: list[str], seed: int, share: float) -> list[str]:
    """The story with so much of its words replaced, in one stretch from the end."""
    kept = round(len(words) * (1 - share))
    return words[:kept] + story(seed + 10_000, len(words) - kept)


def jaccard(one: str, other: str) -> float:
    """Counted from the words themselves, by no code of the package but the folding."""
    sets = []
    for text in (one, other):
        words = re.findall(r"\w+", folded(text))
        sets.append({tuple(words[at : at + WIDTH]) for at in range(len(words) - WIDTH + 1)})
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def rows(folder: Path, texts: dict[str, str]) -> Rows:
    with DuplicateIndex(folder) as index:
        index.add((name, print_) for name, text in texts.items() if (print_ := fingerprint(text)) is not None)
        return list(index.rows())


def identifier(number: int) -> str:
    return f"doc-{number:016x}-1"


@st.composite
def corpora(draw: st.DrawFn) -> dict[str, str]:
    """Stories by their ids; some are others, whole or in part, in other spellings."""
    texts: list[list[str]] = []
    for number in range(draw(st.integers(2, 7))):
        if texts and draw(st.booleans()):
            share = draw(st.sampled_from([0.0, 0.02, 0.1, 0.2, 0.25, 0.3, 0.5, 0.9]))
            texts.append(edited(draw(st.sampled_from(texts)), number, share))
        else:
            texts.append(story(draw(st.integers(0, 10_000)), draw(st.integers(15, 150))))
    order = draw(st.permutations(range(len(texts))))
    gaps = draw(st.lists(st.sampled_from([" ", "  ", "، ", ".\n", " «"]), min_size=len(texts), max_size=len(texts)))
    return {identifier(number): gap.join(text) for number, text, gap in zip(order, texts, gaps, strict=True)}


@SLOW
@given(corpora(), st.randoms(use_true_random=False))
def test_scores_are_true_groups_hang_together_and_order_is_nothing(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str], order: random.Random
) -> None:
    duplicated = rows(tmp_path_factory.mktemp("d"), texts)
    assert [row.article_id for row in duplicated] == sorted(row.article_id for row in duplicated)
    groups: dict[str, Rows] = {}
    for row in duplicated:
        groups.setdefault(row.group_id, []).append(row)
    for first, group in groups.items():
        names = [row.article_id for row in group]
        assert first == names[0]
        scores = [jaccard(texts[first], texts[name]) for name in names[1:]]
        assert [row.score for row in group] == [round(score, 4) for score in (max(scores), *scores)]
        assert all((row.kind == "exact") == (row.score == 1.0) for row in group)
        reached = {first}
        while more := {
            name
            for name in names
            if name not in reached and any(jaccard(texts[name], texts[one]) >= NEAR for one in reached)
        }:
            reached |= more
        assert reached == set(names)
    together = {row.article_id: row.group_id for row in duplicated}
    for one, other in combinations(texts, 2):
        # Nearer to the threshold a pair may be missed once in 27,000 times.
        long_enough = min(len(re.findall(r"\w+", texts[name])) for name in (one, other)) >= SHORTEST
        if long_enough and jaccard(texts[one], texts[other]) >= 0.75:
            assert together[one] == together[other]
    shuffled = list(texts.items())
    order.shuffle(shuffled)
    assert rows(tmp_path_factory.mktemp("d"), dict(shuffled)) == duplicated


@SLOW
@given(corpora(), st.integers(20_000, 30_000), st.integers(0, 2**64 - 1))
def test_a_story_like_no_other_changes_no_row(
    tmp_path_factory: pytest.TempPathFactory, texts: dict[str, str], seed: int, number: int
) -> None:
    before = rows(tmp_path_factory.mktemp("d"), texts)
    more = {identifier(number): " ".join(story(seed)), **texts}
    if identifier(number) not in texts:
        assert rows(tmp_path_factory.mktemp("d"), more) == before


@given(st.text(max_size=200))
def test_any_text_has_a_fingerprint_or_is_too_short(text: str) -> None:
    words = re.findall(r"\w+", folded(text))
    taken = fingerprint(text)
    assert (taken is None) == (len(words) < SHORTEST)
    assert fingerprint(f"{text} - .") == taken


def test_chains_are_one_group_beside_its_first(tmp_path: Path) -> None:
    base = story(1)
    texts = {
        identifier(3): " ".join(base),
        identifier(1): " ".join(base[24:] + story(2, 24)),
        identifier(2): " ".join(base[:96] + story(3, 24)),
    }
    duplicated = rows(tmp_path, texts)
    assert {row.group_id for row in duplicated} == {identifier(1)}
    assert float(duplicated[1].score) < NEAR < float(duplicated[2].score) == float(duplicated[0].score)


def test_a_story_does_not_become_another_by_its_stock_sentence(tmp_path: Path) -> None:
    stock = " ".join(story(5, SHORTEST - 1))
    assert rows(tmp_path, {identifier(1): stock, identifier(2): stock}) == []
    assert len(rows(tmp_path, {identifier(1): f"{stock} كلمة", identifier(2): f"{stock} كلمة"})) == 2


def test_many_copies_are_compared_in_linear_time(tmp_path: Path) -> None:
    base = story(1, 200)
    texts = {identifier(number): " ".join(edited(base, number % 40, 0.05)) for number in range(2000)}
    duplicated = rows(tmp_path, texts)
    assert len(duplicated) == 2000
    assert len({row.group_id for row in duplicated}) == 1


def forecasts(count: int, changing: int) -> list[list[str]]:
    """Stories of the same words about other numbers, so many of them, and no two near to each other."""
    base = story(1, 150)
    draw = random.Random(count)
    texts = []
    for _ in range(count):
        words = list(base)
        for at in range(0, 150, 150 // changing):
            words[at] = str(draw.randint(10, 40))
        texts.append(words)
    return texts


def test_no_story_is_compared_with_all_of_a_crowd(tmp_path: Path) -> None:
    counts = []
    for count in (1_000, 2_000):
        (tmp_path / str(count)).mkdir()
        with DuplicateIndex(tmp_path / str(count)) as index:
            texts = enumerate(forecasts(count, 18))
            index.add((identifier(at), print_) for at, words in texts if (print_ := fingerprint(" ".join(words))))
            list(index.rows())
            # Each with each would be 1,000 a story, and more in a larger crowd.
            assert 20 * count < index.counted < 200 * count
            counts.append(index.counted)
    assert counts[1] <= 2.2 * counts[0]


def copies(count: int) -> list[list[str]]:
    """Copies of one story."""
    return [story(1, 60)] * count


def versions(count: int) -> list[list[str]]:
    """Stories near to one another."""
    base, draw = story(1, 60), random.Random(count)
    return [edited(base, draw.randint(0, 400), 0.05) for _ in range(count)]


@pytest.mark.parametrize("kind", [copies, versions])
def test_twice_as_many_alike_stories_take_twice_the_steps(
    tmp_path: Path, kind: Callable[[int], list[list[str]]]
) -> None:
    counts = []
    for number in (2_000, 4_000):
        texts = [" ".join(words) for words in kind(number)]
        prints = {text: print_ for text in set(texts) if (print_ := fingerprint(text)) is not None}
        place = tmp_path / str(number)
        place.mkdir()
        with DuplicateIndex(place) as index:
            index.add((identifier(at), prints[text]) for at, text in enumerate(texts))
            counts.append(steps(lambda index=index: list(index.rows())))  # type: ignore[misc]
    assert counts[1] <= 2.2 * counts[0], counts


def test_a_pair_is_found_among_many_that_are_a_little_less_alike(tmp_path: Path) -> None:
    texts = forecasts(600, 18)
    pairs = [(at, 600 + number) for number, at in enumerate(range(0, 600, 30))]
    for at, _ in pairs:
        texts.append(edited(texts[at], at, 0.12))
    grouped = rows(tmp_path, {identifier(at): " ".join(words) for at, words in enumerate(texts)})
    groups = {row.article_id: row.group_id for row in grouped}
    assert all(groups[identifier(one)] == groups[identifier(other)] for one, other in pairs)


@pytest.mark.parametrize(("kept", "score"), [(76, 0.6066), (75, None)])
def test_two_stories_are_one_from_three_fifths_of_their_shingles(
    tmp_path: Path, kept: int, score: float | None
) -> None:
    first = story(1, 100)
    other = first[:kept] + story(2, 100 - kept)
    grouped = rows(tmp_path, {identifier(1): " ".join(first), identifier(2): " ".join(other)})
    assert [row.score for row in grouped] == ([] if score is None else [score] * 2)


def test_a_shingle_has_three_words(tmp_path: Path) -> None:
    first, last = story(1, 30), story(2, 1)
    # 28 shingles each, and the last word stands in one of them.
    texts = {identifier(1): " ".join(first), identifier(2): " ".join([*first[:-1], *last])}
    assert {row.score for row in rows(tmp_path, texts)} == {round(27 / 29, 4)}


def test_a_story_of_twenty_words_is_compared_and_one_of_nineteen_is_not() -> None:
    assert fingerprint(" ".join(story(1, 20))) is not None
    assert fingerprint(" ".join(story(1, 19))) is None
