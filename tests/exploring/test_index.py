"""The index holds each term with its stories, in parts of bounded size, whatever memory it may use."""

from __future__ import annotations

from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from exploring.sites import part
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.exploring import index
from corpus_pkg.exploring.index import Index
from corpus_pkg.exploring.parts import LARGEST, Parts

TERMS = st.text(
    st.one_of(st.sampled_from('ابتم=<"\\😀'), st.characters(exclude_categories=["Cs"])), min_size=1, max_size=6
)


def written(folder: Path, firsts: list[str]) -> dict[str, list[int]]:
    terms: dict[str, list[int]] = {}
    for number, first in enumerate(firsts):
        data = part(folder, f"terms/{number}")
        assert isinstance(data, dict) and next(iter(data)) == first
        for term, steps in data.items():
            terms.setdefault(term, []).extend(accumulate(steps))
    return terms


@given(st.dictionaries(st.integers(0, 500), st.sets(TERMS), max_size=40), st.integers(1, 60))
def test_every_posting_is_there(
    tmp_path_factory: pytest.TempPathFactory, stories: dict[int, set[str]], held: int
) -> None:
    folder = tmp_path_factory.mktemp("index")
    made = Index(folder, held)
    wanted: dict[str, list[int]] = {}
    for number, terms in stories.items():
        made.add(number, terms)
        for term in terms:
            wanted.setdefault(term, []).append(number)
    firsts = made.write(Parts(folder / "data"))
    assert written(folder, firsts) == {term: sorted(numbers) for term, numbers in wanted.items()}


def test_parts_are_bounded_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "LARGEST", 400)
    monkeypatch.setattr(index, "_PIECE", 40)
    made = Index(tmp_path, 1_000)
    for number in range(300):
        made.add(number, {"في", f"كلمة{number % 50}", f"{number}"})
    firsts = made.write(Parts(tmp_path / "data"))
    keys = [first.encode("utf-16-be") for first in firsts]
    assert all(one <= other for one, other in pairwise(keys)) and len(firsts) > 10
    sizes = [path.stat().st_size for path in (tmp_path / "data" / "terms").iterdir()]
    assert max(sizes) <= 400 + 60 < LARGEST
    terms = written(tmp_path, firsts)
    assert terms["في"] == list(range(300)) and len(terms) == 1 + 50 + 300
