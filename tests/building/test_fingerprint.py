"""What pages are read with has one fingerprint as long as nothing of it changes, and another where anything does."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import corpus_pkg
from corpus_pkg.building.fingerprint import ABOVE, of_reading
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.building.provenance import made_by
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package.configuration import Configuration

PACKAGE = Path(corpus_pkg.__file__).parent
PRINT = """
from corpus_pkg.building.fingerprint import of_reading
from corpus_pkg.building.knowledge import Knowledge
from corpus_pkg.making import MadeBy
zeros = "sha256:" + 64 * "0"
print(of_reading(Knowledge(None, "none"), MadeBy(program="p", lexicons=zeros, recognizer="none", configuration=zeros)))
"""


def fingerprint(knowledge: Knowledge, name: str = "pages") -> str | None:
    return of_reading(knowledge, made_by(Configuration(name=name), knowledge))


def test_tables_and_recognizers_count_and_names_of_packages_do_not(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "1/outlets.csv").write_text("source_id,name_ar,kind,origin\nmine,صحيفة القرية,newspaper,own\n", "utf-8")
    shutil.copytree(tmp_path / "1", tmp_path / "2")
    plain, mine, same = (Knowledge(tables, "none") for tables in (None, *(Lexicons(tmp_path / name) for name in "12")))
    assert fingerprint(plain) == fingerprint(plain, "others")
    assert fingerprint(mine) == fingerprint(same)
    assert len({fingerprint(plain), fingerprint(mine), fingerprint(Knowledge()), None}) == 4


def test_a_byte_of_the_program_counts_where_it_reads_pages(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "corpus_pkg", ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))

    def printed() -> str:
        env = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [sys.executable, "-P", "-c", PRINT], capture_output=True, text=True, env=env, check=True, cwd=tmp_path
        ).stdout

    def changed(path: str) -> str:
        file = tmp_path / "corpus_pkg" / path
        before = file.read_bytes()
        file.write_bytes(before + b"# more\n")
        result = printed()
        file.write_bytes(before)
        return result

    first = printed()
    assert first.startswith("sha256:")
    others = {changed(path) for path in ("layout/header.py", "building/rows.py", "language/arabic/tables/cues.csv")}
    assert first not in others and len(others) == 3
    assert changed("commands/build.py") == first


def test_no_room_that_is_left_out_is_needed_to_read_a_page() -> None:
    script = (
        "import sys\nfrom corpus_pkg.building import rows\nfrom corpus_pkg.building.knowledge import Knowledge\n"
        "rows.prepare(Knowledge())\n"
        "print(*(name.split('.')[1] for name in sys.modules if name.startswith('corpus_pkg.')))"
    )
    env = os.environ | {"PYTHONPATH": str(PACKAGE.parent)}
    run = subprocess.run([sys.executable, "-P", "-c", script], capture_output=True, text=True, env=env, check=True)
    rooms = set(run.stdout.split())
    assert "parsing" in rooms and not rooms & ABOVE
