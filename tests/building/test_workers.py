"""Workers leave nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest


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


def test_a_handful_of_new_pages_is_read_by_one_worker_and_none_is_started_for_none(tmp_path: Path) -> None:
    script = """
import sys
from multiprocessing import active_children
from corpus_pkg.building.build import build

def started(pages, out, **more):
    seen = set()

    def look(progress):
        seen.update(child.pid for child in active_children())

    build(pages, out, recognizer="none", progress=look, **more)
    return len(seen)

if __name__ == "__main__":
    known, new, home = sys.argv[1:]
    kept = {"jobs": 2, "cache": home + "/cache"}
    print(started(known, home + "/first", **kept), started([known, new], home + "/second", **kept),
          started([new, known], home + "/third", **kept), started([known, new], home + "/alone", jobs=1))
"""
    (tmp_path / "script.py").write_text(script)
    for name, numbers in (("known", range(40)), ("new", range(40, 50))):
        (tmp_path / name).mkdir()
        for number in numbers:
            (tmp_path / name / f"{number}.txt").write_text(f"صفحة {number}\n", encoding="utf-8")
    command = [sys.executable, str(tmp_path / "script.py"), *(str(tmp_path / name) for name in ("known", "new", "."))]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(command, capture_output=True, text=True, env=env, check=True)
    assert run.stdout.split() == ["2", "1", "0", "0"]
    tables = [
        {path.name: path.read_bytes() for path in (tmp_path / out / "data").iterdir()}
        for out in ("second", "third", "alone")
    ]
    assert tables[0] == tables[1] == tables[2]
