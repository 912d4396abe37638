"""Documents are given back in order, whichever is read first, and no more are waited for than is allowed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.building.workers import WINDOW_BYTES, WINDOW_PAGES, Place, Window

ROWS = DocumentRows({}, {}, {}, [], [], "ok", "text/plain", None)


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


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
def test_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(100):
        (tmp_path / "pages" / f"{number}.txt").write_text(f"صفحة {number}\n", encoding="utf-8")
    script = """
import sys, time
from multiprocessing import active_children
from corpus_pkg.building.build import build

def hold(progress):
    if progress.step == "reading" and progress.done == 1:
        print(len(active_children()), flush=True)
        time.sleep(1000)

if __name__ == "__main__":
    build(sys.argv[1], sys.argv[2], jobs=2, progress=hold)
"""
    (tmp_path / "script.py").write_text(script)
    command = [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "pages"), str(tmp_path / "out")]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) == 2
        process.kill()
        # Workers have the pipe as well: it ends when the last of them has ended.
        assert process.communicate(timeout=100)[0] == ""
