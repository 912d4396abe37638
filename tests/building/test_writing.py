"""What is counted while tables are written does not depend on the order of the documents."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.building.writing import Tally

LINES = st.dictionaries(st.sampled_from(["reuters", "bbc"]), st.sampled_from([b"1", b"2", b"3"]))
DOCUMENTS = st.lists(st.tuples(LINES, st.sampled_from(["ok", "empty"]), st.booleans()), max_size=8)


def tally(documents: list[tuple[int, tuple[dict[str, bytes], str, bool]]]) -> Tally:
    counted = Tally()
    for number, (sources, status, in_place) in documents:
        page = PageFile(f"{number}.txt", f"raw/{number}.txt", in_place)
        rows = DocumentRows({}, {"documents": 1}, {"sources": sources}, [], b"", [], status, "text/plain", None)
        counted.add(Original(f"doc-{number}", "", 0, (page,)), rows)
    return counted


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same(documents: list[tuple[dict[str, bytes], str, bool]], shuffler: random.Random) -> None:
    numbered = list(enumerate(documents))
    in_order = tally(numbered)
    shuffler.shuffle(numbered)
    shuffled = tally(numbered)
    assert (shuffled.rows, shuffled.statuses, shuffled.shared) == (in_order.rows, in_order.statuses, in_order.shared)
    for key, line in in_order.shared["sources"].items():
        assert line == min(sources[key] for sources, _, _ in documents if key in sources)
    assert {page.path: page.copied for page in shuffled.pages} == {
        f"raw/{number}.txt": not in_place for number, (_, _, in_place) in numbered
    }
