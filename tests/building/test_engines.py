"""An engine brings pages elsewhere and gives the same package, also where a machine is lost; what is wrong is told."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from folders import contents
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.building import fingerprint
from corpus_pkg.building.build import build
from corpus_pkg.building.cache import Cache
from corpus_pkg.building.collection import collect
from corpus_pkg.building.encoding import decode
from corpus_pkg.building.engines import node
from corpus_pkg.building.failures import Failures
from corpus_pkg.building.inventory import Original, take
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.means import Means
from corpus_pkg.building.reading import read_all
from corpus_pkg.building.rows import DocumentRows
from corpus_pkg.errors import BuildError
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package.configuration import Configuration

ROOT = Path(__file__).parents[2]
STORY = (
    "افتتاح مقر جديد رقم {0}\n\nأعلنت الجمعية أمس افتتاح مقرها رقم {0} في القاهرة بعد عامين من العمل.\n\n"
    "المصدر: قناة زعبول\n"
)
OUTLET = "source_id,name_ar,kind,origin\nzabul,قناة زعبول,broadcaster,own\n"
NONE = Knowledge(None, "none")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    for number in range(60):
        (tmp_path / f"pages/{number}.txt").write_text(STORY.format(number), encoding="utf-8")
    (tmp_path / "pages/lines.jsonl").write_text(json.dumps({"text": STORY.format("أخير")}) + "\n", encoding="utf-8")
    return tmp_path / "pages"


def originals(pages: Path) -> tuple[Original, ...]:
    failures = Failures(strict=True)
    return take(collect([pages], pages.parent / "out").pages, failures).documents


@given(st.lists(st.binary(max_size=20)))
def test_what_came_of_each_document_is_told_apart(parts: list[bytes]) -> None:
    assert node.unframed(node.framed(parts)) == parts


def test_a_batch_is_read_where_neither_pages_nor_tables_are(pages: Path, tmp_path: Path) -> None:
    (tmp_path / "lexicons").mkdir()
    (tmp_path / "lexicons/outlets.csv").write_text(OUTLET, encoding="utf-8")
    knowledge = Knowledge(Lexicons(tmp_path / "lexicons"), "none")
    documents = originals(pages)
    here = [result for _, result in read_all(documents, knowledge, Means(1, 60), Cache())]
    assert any("zabul" in result.shared["sources"] for result in here if isinstance(result, DocumentRows))
    order = node.order(knowledge, 60)
    carried = [document.carried() for document in documents]
    shutil.rmtree(pages)
    shutil.rmtree(tmp_path / "lexicons")
    assert node.read(node.batch(order, carried, whole=False)) == node.UNKNOWN
    for _ in range(2):
        answer = node.read(node.batch(order, carried, whole=True))
        assert [decode(result) for result in node.unframed(answer)] == here
    assert node.read(node.batch(order, carried, whole=False)) == answer
    # Another build has its own order, and the last one has to say again what it wants.
    other = node.order(NONE, 60)
    assert node.unframed(node.read(node.batch(other, carried[:2], whole=True)))
    assert node.read(node.batch(order, carried, whole=False)) == node.UNKNOWN


@given(st.sampled_from(sorted(fingerprint.program())), st.none() | st.text(max_size=9))
def test_a_machine_with_another_program_reads_nothing(name: str, version: str | None) -> None:
    order = node.Order({**fingerprint.program(), name: version}, pickle.dumps("none"), None, 60)
    answer = node.read(node.batch(order, [], whole=True))
    assert answer.startswith(node.REFUSED)
    assert f"has another {name} than where the build runs; install the same on both" in answer.decode()


def test_what_cannot_be_used_is_told_in_a_line(pages: Path, tmp_path: Path) -> None:
    for engine, reason in (
        ("spark", "no engine 'spark'; there are local, dask"),
        ("local:there", "engine local:there: local has no address; leave it out"),
    ):
        with pytest.raises(BuildError) as caught:
            build(pages, tmp_path / "out", engine=engine)
        assert str(caught.value) == reason
        with pytest.raises(BuildError, match=reason):
            build(pages, tmp_path / "out", config=Configuration(name="x", engine=engine))
    assert not (tmp_path / "out").exists()


def test_without_the_extra_it_is_named(pages: Path) -> None:
    script = (
        "import sys\nsys.modules['distributed'] = None\n"
        "from corpus_pkg.commands import main\nsys.exit(main(sys.argv[1:]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, "build", str(pages), "--out", "out", "--engine", "dask"],
        cwd=pages.parent,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    hint = "engine dask: distributed is not installed; pip install 'corpus-pkg[engine]'"
    assert (run.returncode, run.stderr) == (2, f"corpus-pkg: {hint}\n")


@contextmanager
def started(place: Path, module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of Dask's in a session of its own: a machine, as far as it can be lost."""
    place.mkdir()
    command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
    with (place / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=place,
            stdout=log,
            stderr=log,
            start_new_session=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def cluster(place: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two machines that join it; skips the test where they cannot start."""
    local = ("--host", "127.0.0.1", "--no-dashboard")
    file = place / "scheduler.json"
    with started(place / "scheduler", "dask_scheduler", *local, "--port", "0", "--scheduler-file", str(file)):
        deadline = time.monotonic() + 60
        while not (file.exists() and file.stat().st_size):
            if time.monotonic() > deadline:
                pytest.skip(f"no scheduler starts here: {(place / 'scheduler/log').read_text()[-500:]}")
            time.sleep(0.1)
        address = json.loads(file.read_text())["address"]
        node_of = ("dask_worker", address, *local, "--nthreads", "1", "--no-nanny")
        with started(place / "one", *node_of) as one, started(place / "two", *node_of) as two:
            yield address, [one, two]


@pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system kills otherwise")
def test_a_cluster_that_loses_a_machine_gives_the_same_package(pages: Path, tmp_path: Path) -> None:
    about = Configuration(name="same")
    build(pages, tmp_path / "here", config=about)
    with cluster(tmp_path) as (address, machines):
        told = []

        def lose(progress: object) -> None:
            told.append(progress)
            if getattr(progress, "step", None) == "reading" and getattr(progress, "done", 0) == 20:
                os.killpg(machines[0].pid, signal.SIGKILL)
                machines[0].wait()

        build(pages, tmp_path / "there", config=about, engine=f"dask:{address}", progress=lose)
        assert machines[0].poll() == -signal.SIGKILL and machines[1].poll() is None
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


@pytest.mark.skipif(find_spec("distributed") is None, reason="distributed is not installed")
def test_without_a_scheduler_a_line_says_so(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^engine dask: no scheduler at there:1 .*; start one, or name another$"):
        build(pages, tmp_path / "out", engine="dask:there:1")
    assert not (tmp_path / "out").exists()
