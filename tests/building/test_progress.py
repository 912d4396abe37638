"""What a build says of how far it is: whole, in order, and the same as what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building.build import BuildResult, build
from corpus_pkg.building.failures import Failure
from corpus_pkg.building.progress import Progress, Step
from corpus_pkg.commands.progress import EVENTS, LINES, Watch, line

STORY = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش. خبر {}.\n"
STEPS = get_args(Step)


def listened(
    folder: Path, out: Path, *, jobs: int = 1, cache: Path | None = None
) -> tuple[list[Progress], BuildResult]:
    heard: list[Progress] = []
    result = build(
        folder, out, recognizer="none", jobs=jobs, cache=cache or False, pack_raw=jobs > 1, progress=heard.append
    )
    return heard, result


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_step_is_told_in_order_and_every_document_once(tmp_path: Path, jobs: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(STORY.format(number // 2), encoding="utf-8")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    heard, result = listened(folder, tmp_path / "out", jobs=jobs, cache=tmp_path / "cache")
    steps = [step for step, _ in groupby(heard, lambda progress: progress.step)]
    assert steps == list(STEPS[1 if jobs > 1 else 2 :])
    reading = [progress for progress in heard if progress.step == "reading"]
    assert [progress.done for progress in reading] == list(range(result.rows["documents"] + 1))
    assert all(progress.total == result.rows["documents"] for progress in reading)
    assert all(before.rows <= after.rows for before, after in pairwise(heard))
    assert heard[-1].rows == sum(result.rows.values())
    assert sorted(heard[-1].failures) == list(result.failures) and len(result.failures) == 1
    again, second = listened(folder, tmp_path / "out", jobs=jobs, cache=tmp_path / "cache")
    assert again[-1].reused == second.reused == sum(result.statuses.values())


FAILED = Failure("raw/a.txt", "cannot be read", "mend it", None, "a.txt")


@given(
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.integers(0, 9), st.sampled_from([None, 9]), st.floats(0, 30)), max_size=30
    ),
    st.sampled_from([LINES, EVENTS]),
)
def test_whoever_watches_hears_of_every_step_and_failure_and_no_more_often_than_wanted(
    said: Sequence[tuple[Step, int, int | None, float]], silence: float
) -> None:
    watch, now, heard, last, met = Watch(silence), 0.0, 0, None, []
    spoken = 0.0
    for number, (step, done, total, passed) in enumerate(said):
        now += passed
        if number % 3 == 1:
            met.append(FAILED)
        progress = Progress(step, done, total, done * 7, 0, met)
        watch.take(progress, now)
        heard += len(watch.failed)
        assert watch.begins == (step != last)
        if not watch.begins and done != total:
            assert watch.is_due == (now - spoken >= silence)
        spoken = now if watch.is_due else spoken
        last = step
        assert watch.left is None or watch.left >= 0
        assert "\n" not in line(progress, watch)
    assert heard == len(met)
