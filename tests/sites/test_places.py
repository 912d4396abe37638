"""Where on a page a line stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.sites import places

LINES = st.lists(st.one_of(st.just(0), st.integers(20, 900)), max_size=60)


@given(LINES)
def test_every_line_has_a_place_where_the_page_has_text_of_its_own(own: list[int]) -> None:
    found = places(own)
    assert (found is None) == (not any(own))
    if found is not None:
        assert len(found) == len(own)
        # From top to bottom the head comes first and the foot last.
        order = [
            ["head", "between", "foot"].index(place) for place, length in zip(found, own, strict=True) if not length
        ]
        assert order == sorted(order)
        assert all(place == "between" for place, length in zip(found, own, strict=True) if length)


@given(LINES.filter(any), st.lists(st.just(0), max_size=5))
def test_lines_without_text_move_no_other(own: list[int], more: list[int]) -> None:
    found = places(own)
    assert found is not None
    assert places([*more, *own, *more]) == ["head"] * len(more) + found + ["foot"] * len(more)


def test_a_caption_over_the_story_and_a_teaser_behind_it_move_no_line() -> None:
    assert places([0, 90, 0, 500, 400, 0, 200, 0]) == [
        *("head", "between", "head", "between", "between", "foot", "between", "foot")
    ]
