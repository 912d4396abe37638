"""Pages that are made to be slow or to break something: the work of reading them is in proportion to their length."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise
from pathlib import Path

import pytest
from fuzz import FOUND, check
from growth import check_linear, steps
from hostile import KINDS, UNITS, pages
from hypothesis import given

from corpus_pkg.parsing import parse_document

SIZES = (2_000, 4_000, 8_000)


def page(unit: str, size: int) -> bytes:
    head = "<html>" if unit.startswith(("<", "&")) else ""
    return (head + unit * (size // len(unit.encode()))).encode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_twice_the_length_takes_twice_the_steps(kind: str) -> None:
    assert len(set(UNITS)) >= 169
    for unit in KINDS[kind]:
        counts = []
        for size in SIZES:
            data = page(unit, size)
            # What is compiled or kept when it is first met is no part of the work.
            parse_document(data)
            counts.append(steps(lambda data=data: parse_document(data)))  # type: ignore[misc]
        assert all(larger <= 2.2 * smaller for smaller, larger in pairwise(counts)), unit


@pytest.mark.parametrize("kind", KINDS)
def test_reading_takes_no_more_time_than_the_page_is_long(kind: str) -> None:
    # Steps are calls: what a pattern or a copy costs, only the clock of the processor tells.
    for unit in KINDS[kind]:
        check_linear(lambda size, unit=unit: parse_document(page(unit, size)), SIZES[0])  # type: ignore[misc]


@pytest.mark.parametrize(("unit", "most"), [("a\n", 100), ("<p>x", 200), ("ﷺ", 70), ("a@b.c ", 250)])
def test_a_page_takes_no_more_memory_than_a_page_is_worth(unit: str, most: int) -> None:
    # In bytes for each byte of the page; of lines there are more than any page has.
    data = page(unit, 210_000)
    parse_document(data[:2_000])
    tracemalloc.start()
    try:
        parse_document(data)
        taken = tracemalloc.get_traced_memory()[1] / len(data)
    finally:
        tracemalloc.stop()
    assert taken < most


@given(pages())
def test_a_hostile_page_is_read_as_every_page(data: bytes) -> None:
    check(data)


@pytest.mark.parametrize("path", sorted(FOUND.iterdir()), ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path) -> None:
    check(path.read_bytes())


def test_steps_grow_with_the_square_where_the_work_does() -> None:
    def pairs(size: int) -> int:
        return sum(len([one, other]) for one in range(size) for other in range(size))

    assert steps(lambda: pairs(200)) > 3.5 * steps(lambda: pairs(100))
