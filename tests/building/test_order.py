"""Documents are given back in order, whichever is read first, and no more are waited for than is allowed."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.order import WINDOW_BYTES, WINDOW_PAGES, Place, Window
from corpus_pkg.building.rows import DocumentRows

ROWS = DocumentRows({}, {}, {}, [], b"", [], "ok", "text/plain", None)


def places(documents: list[tuple[int, bool]]) -> list[Place]:
    """Documents of these sizes, some of which are known."""
    return [
        Place(
            Original(f"doc-{number}", str(number), size, (PageFile(f"{number}.txt", f"raw/{number}.txt", False),)),
            ROWS if is_known else None,
        )
        for number, (size, is_known) in enumerate(documents)
    ]


SIZES = st.sampled_from([0, 1, WINDOW_BYTES // 3, WINDOW_BYTES, 2 * WINDOW_BYTES])


@given(st.lists(st.tuples(SIZES, st.booleans()), max_size=40), st.integers(1, 9), st.randoms(use_true_random=False))
def test_documents_come_back_in_order_whichever_is_read_first(
    documents: list[tuple[int, bool]], most: int, chosen: random.Random
) -> None:
    waiting = places(documents)
    window, reading, given_back, read = Window(waiting), [], [], []
    while not window.is_over:
        place = window.unread()
        assert place is window.unread()
        if place is not None and len(reading) < most:
            read.append(place.original)
            reading.append(place)
            window.give()
            # What is looked at beyond the bound is one document.
            seen = waiting[: waiting.index(place)]
            ahead = seen[len(given_back) :]
            assert sum(each.original.size for each in ahead) < WINDOW_BYTES
            continue
        if (first := window.pop()) is not None:
            given_back.append(first[0])
        elif reading:
            reading.pop(chosen.randrange(len(reading))).result = ROWS
    assert given_back == [place.original for place in waiting]
    assert read == [place.original for place, (_, is_known) in zip(waiting, documents, strict=True) if not is_known]
    assert window.unread() is None and window.pop() is None


def test_a_slow_document_is_waited_for_by_so_many() -> None:
    looked_at = iter(places(2 * WINDOW_PAGES * [(0, False)]))
    window = Window(looked_at)
    while window.unread() is not None:
        window.give()
    assert window.pop() is None and not window.is_over
    assert next(looked_at).original.document_id == f"doc-{WINDOW_PAGES}"
