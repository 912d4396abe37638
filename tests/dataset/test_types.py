"""What a type checker knows of a package, in a script as users write one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import corpus_pkg

_RIGHT = """
import corpus_pkg
from corpus_pkg.records import Article, Duplicate, Link

title: str | None = corpus_pkg.load("articles")[0].title
article: Article = corpus_pkg.open().articles["key"]
links: list[Link] = corpus_pkg.open().table("links")[:3]
duplicates: list[Duplicate] = corpus_pkg.load("duplicates").of("key")
name = "articles"
anything = corpus_pkg.load(name)
"""
_WRONG = (
    'corpus_pkg.load("articles")[0].titel',
    "corpus_pkg.open().dates[0].title",
    'corpus_pkg.load("links")[0].value',
)


def _checked(script: Path) -> tuple[int, str]:
    root = Path(corpus_pkg.__file__).parents[1]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(root / "pyproject.toml"), str(script)]
    done = subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout


def test_rows_have_the_type_of_their_table(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(_RIGHT, encoding="utf-8")
    assert _checked(script)[0] == 0, _checked(script)[1]
    script.write_text("import corpus_pkg\n" + "\n".join(_WRONG) + "\n", encoding="utf-8")
    code, said = _checked(script)
    assert code == 1 and said.count("[attr-defined]") == len(_WRONG), said
