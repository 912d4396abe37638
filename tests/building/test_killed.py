"""A build that is killed at any moment leaves the old package or the new one, and the next build goes on from there."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from folders import contents

from corpus_pkg.building.build import build
from corpus_pkg.package.staging import recover

MOMENTS = 20
PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"


def pages(folder: Path, numbers: range) -> Path:
    folder.mkdir()
    for number in numbers:
        (folder / f"p{number}.txt").write_text(f"{PAGE}الخبر رقم {number} من النشرة.\n", encoding="utf-8")
    return folder


def killed_builds(folder: Path) -> None:
    """Print for builds killed at moments of their work what is then there: before and after the next build."""
    import killed

    old, new = pages(folder / "old", range(3)), pages(folder / "new", range(1, 5))
    out, cache = folder / "out", folder / "cache"
    # With a cache too: whatever is imported or made once is not counted below.
    build(old, out, cache=cache)
    rmtree(cache)
    copytree(out, folder / "before")
    before, calls = contents(out), 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    build(new, out, cache=cache)
    sys.setprofile(None)
    after = contents(out)
    # Half of the moments fall into the last fiftieth, in which files are moved.
    chosen = random.Random(12)
    moments = [chosen.randint(1, calls) for _ in range(MOMENTS // 2)]
    moments += [chosen.randint(calls - calls // 50, calls) for _ in range(MOMENTS // 2)]
    for moment in moments:
        rmtree(out)
        copytree(folder / "before", out)
        rmtree(cache, ignore_errors=True)
        died = killed.at_call(moment, lambda: build(new, out, cache=cache))
        kept = killed.pages_known(cache)
        recover(out)
        there = contents(out)
        left = "old" if there == before else "new" if there == after else "a mixture"
        result = build(new, out, cache=cache)
        says = {"died": died, "left": left, "kept": kept, "reused": result.reused, "next": contents(out) == after}
        print(json.dumps(says))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked children")
def test_a_build_killed_at_any_moment(tmp_path: Path) -> None:
    tests = Path(__file__).parents[1]
    script = "import sys, pathlib, test_killed; test_killed.killed_builds(pathlib.Path(sys.argv[1]))"
    paths = os.pathsep.join([str(tests.parent), str(tests), str(tests / "building")])
    command = [sys.executable, "-c", script, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": paths})
    assert run.returncode == 0, run.stderr
    results = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(results) == MOMENTS and sum(result["died"] for result in results) > MOMENTS // 2
    assert all(result["left"] in ("old", "new") and result["next"] for result in results), results
    # What was read is not read again; some were killed before anything was, and some behind it.
    assert all(result["reused"] == result["kept"] for result in results), results
    assert {0, 4} < {result["kept"] for result in results}, results
