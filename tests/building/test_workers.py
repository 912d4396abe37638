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
