"""What a worker is given at a time: documents in order, few enough and small enough."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.collection import PageFile
from corpus_pkg.building.inventory import Original
from corpus_pkg.building.workers import CHUNK_BYTES, CHUNK_PAGES, chunks


def originals(sizes: list[int]) -> list[Original]:
    return [
        Original(f"doc-{number}", str(number), size, (PageFile(f"{number}.txt", f"raw/{number}.txt", False),))
        for number, size in enumerate(sizes)
    ]


@given(st.lists(st.sampled_from([0, 1, CHUNK_BYTES // 2, CHUNK_BYTES, CHUNK_BYTES + 1]), max_size=100))
def test_chunks_hold_all_in_order_and_no_more_than_is_allowed(sizes: list[int]) -> None:
    documents = originals(sizes)
    parts = list(chunks(documents))
    assert [document for part in parts for document in part] == documents
    for part in parts:
        assert 1 <= len(part) <= CHUNK_PAGES
        assert len(part) == 1 or sum(document.size for document in part) <= CHUNK_BYTES


@given(st.lists(st.sampled_from([0, 1, CHUNK_BYTES // 2, CHUNK_BYTES]), min_size=1, max_size=100))
def test_no_chunk_could_take_the_first_of_the_next(sizes: list[int]) -> None:
    parts = list(chunks(originals(sizes)))
    for part, after in pairwise(parts):
        larger = [*part, after[0]]
        assert len(larger) > CHUNK_PAGES or sum(document.size for document in larger) > CHUNK_BYTES


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system kills otherwise")
def test_workers_end_with_a_killed_build(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number in range(100):
        (tmp_path / "pages" / f"{number}.txt").write_text(f"صفحة {number}\n", encoding="utf-8")
    script = """
import sys, time
from multiprocessing import active_children
from corpus_pkg.building.build import build

def hold(done, total):
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
