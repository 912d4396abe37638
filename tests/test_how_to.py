"""The tutorial and the how-to pages are followed to the letter, from an empty folder outside the package.

In such a page a line "`path`:" over a block gives that block to the file; blocks of `sh` are run as commands, blocks of
Python as examples, in the order of the page.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import documents
import pytest

from corpus_pkg import plugins
from corpus_pkg.commands import main

DOCS = Path(__file__).parents[1] / "docs"
PAGES = ["tutorial.md", *sorted(path.name for path in DOCS.glob("how-to-*.md"))]
_FILE = re.compile(r"^`([^`\n]+)`:\n\n```\w*\n(.*?)^```", re.M | re.S)
_COMMANDS = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


@pytest.mark.parametrize("name", PAGES)
def test_the_page_works_as_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(tmp_path)
    # A small distribution that a page writes is installed by lying in the folder.
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.forget()
    request.addfinalizer(plugins.forget)
    text = (DOCS / name).read_text(encoding="utf-8")
    files = _FILE.findall(text)
    assert files, "a recipe gives its reader something to write down"
    for path, content in files:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(content, encoding="utf-8")
    for block in _COMMANDS.findall(text):
        for line in block.splitlines():
            program, *arguments = shlex.split(line, comments=True)
            assert program == "corpus-pkg"
            assert main(arguments) == 0, line
    assert documents.run(DOCS / name) > 0
