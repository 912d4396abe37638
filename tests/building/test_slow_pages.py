"""A page that takes too long, or ends the process that reads it, is one row; an interrupted build leaves nothing.

The recognizer that is to blame comes from another distribution, and the program runs in processes of its own.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import corpus_pkg
from corpus_pkg.validation import validate

ROOT = Path(corpus_pkg.__file__).parents[1]
pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarms")

STORY = "افتتاح مقر جديد {}\n\nأعلنت الجمعية أمس افتتاح مقرها الجديد {} في المدينة بعد عامين من العمل.\n"
BROUGHT = """
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class Threads:
    def __init__(self, address, jobs):
        assert address == "here"
        self._jobs = jobs
        self._pool = ThreadPoolExecutor(jobs)

    def submit(self, function, data):
        return self._pool.submit(function, data)

    def slots(self):
        return self._jobs

    def close(self):
        self._pool.shutdown(wait=False)


class Slow:
    name = "slow"

    def __call__(self, text):
        Path(os.environ["STARTED"]).touch()
        if "متأخرا" in text:
            time.sleep(1000)
        if "عنيدا" in text:
            # Deaf to whatever would end it.
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGINT, signal.SIGTERM])
            time.sleep(1000)
        if "قاتلا" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "مخطئا" in text:
            raise RuntimeError("two\\nlines")
        return []


def slow(lexicons):
    return Slow()
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "site/slow-1.0.dist-info").mkdir(parents=True)
    (tmp_path / "site/slow-1.0.dist-info/METADATA").write_text("Metadata-Version: 2.1\nName: slow\nVersion: 1.0\n")
    (tmp_path / "site/slow-1.0.dist-info/entry_points.txt").write_text(
        "[corpus_pkg.recognizers]\nslow = slow_names:slow\n[corpus_pkg.engines]\nthreads = slow_names:Threads\n"
    )
    (tmp_path / "site/slow_names.py").write_text(BROUGHT, "utf-8")
    (tmp_path / "pages").mkdir()
    for number in range(4):
        (tmp_path / f"pages/{number}.txt").write_text(STORY.format("", number), "utf-8")
    return tmp_path


def command(home: Path, *arguments: str) -> subprocess.Popen[str]:
    path = os.pathsep.join((str(home / "site"), str(ROOT)))
    return subprocess.Popen(
        [sys.executable, "-m", "corpus_pkg", *arguments],
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": path, "STARTED": str(home / "started")},
    )


def built(home: Path, out: str, jobs: int, engine: str = "local") -> tuple[int, str]:
    arguments = ("--recognizer", "slow", "--page-seconds", "2", "--engine", engine)
    process = command(home, "build", "pages", "--out", out, *arguments, "--jobs", str(jobs))
    _, errors = process.communicate(timeout=200)
    return process.returncode, errors


def rows(package: Path) -> dict[str, dict[str, str]]:
    with (package / "data/documents.csv").open(encoding="utf-8", newline="") as file:
        return {Path(row["path"]).name: row for row in csv.DictReader(file)}


def test_a_page_that_takes_too_long_is_one_row_with_one_job_and_with_several(home: Path) -> None:
    (home / "pages/late.txt").write_text(STORY.format("متأخرا", ""), "utf-8")
    (home / "pages/wrong.txt").write_text(STORY.format("مخطئا", ""), "utf-8")
    for out, jobs, engine in (("1", 1, "local"), ("2", 2, "local"), ("3", 2, "threads:here")):
        code, errors = built(home, out, jobs, engine)
        assert code == 3 and "Traceback" not in errors, errors
    assert len({(home / f"{out}/data/documents.csv").read_bytes() for out in (1, 2, 3)}) == 1
    documents = rows(home / "1")
    assert [row["status"] for row in documents.values()].count("ok") == 4
    late, wrong = documents["late.txt"], documents["wrong.txt"]
    assert (late["status"], wrong["status"]) == ("not_news", "not_news")
    assert late["note"] == "took more than 2 seconds to read; leave it out, or allow more (--page-seconds)"
    assert wrong["note"] == "could not be read (RuntimeError: two lines); please report the page"
    report = json.loads((home / "1/build-report.json").read_bytes())["failures"]
    assert {item["document_id"] for item in report} == {late["document_id"], wrong["document_id"]}
    assert validate(home / "1").problems == ()


@pytest.mark.parametrize("engine", ["local", "threads:here"])
def test_a_page_that_listens_to_nothing_or_ends_its_worker_costs_nobody_else_anything(home: Path, engine: str) -> None:
    (home / "pages/deaf.txt").write_text(STORY.format("عنيدا", ""), "utf-8")
    (home / "pages/fatal.txt").write_text(STORY.format("قاتلا", ""), "utf-8")
    code, errors = built(home, "out", 2, engine)
    assert code == 3 and "Traceback" not in errors, errors
    documents = rows(home / "out")
    assert [row["status"] for row in documents.values()].count("ok") == 4
    assert documents["deaf.txt"]["note"].startswith("took more than 2 seconds")
    assert documents["fatal.txt"]["note"].startswith("ended the process that read it (code -9)")
    # Their text is kept.
    assert int(documents["fatal.txt"]["characters"]) > 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_build_and_its_workers_at_once_and_leaves_nothing(home: Path, number: signal.Signals) -> None:
    for page in range(4):
        (home / f"pages/{page}.txt").write_text(STORY.format("متأخرا", page), "utf-8")
    process = command(home, "build", "pages", "--out", "out", "--recognizer", "slow", "--jobs", "4")
    while not (home / "started").exists():
        assert process.poll() is None
    if number == signal.SIGINT:
        # Ctrl-C reaches all processes of a terminal.
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    # Workers have the pipes as well: they end when the last of them has ended, whose page would take longer than this.
    _, errors = process.communicate(timeout=100)
    assert (process.returncode, errors) == (130, "corpus-pkg: interrupted; nothing was changed\n")
    assert not (home / "out").exists()
