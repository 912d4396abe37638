"""`corpus-pkg learn`, as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from learning import made_sites

from corpus_pkg.commands import main


def test_a_site_is_learned_and_a_build_leaves_its_furniture_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = made_sites.write(tmp_path / "pages" / "nahda", made_sites.made_site(0, "command", 12))
    made_sites.write(tmp_path / "pages" / "small", made_sites.made_site(1, "command", 3))
    own, package = tmp_path / "own", tmp_path / "package"
    assert main(["learn", str(tmp_path / "pages"), "--to", str(own), "--by", "folder"]) == 0
    out, err = capsys.readouterr()
    assert "lines of 1 sites" in out
    assert "nahda/: " in out and "(of 12 stories on 12 pages)" in out
    assert err == "corpus-pkg: too few stories to learn from, add pages of theirs: small/ 3\n"
    build = ["build", str(tmp_path / "pages"), "--out", str(package), "--recognizer", "none", "--lexicons", str(own)]
    assert main(build) == 0
    articles = (package / "data" / "articles.csv").read_text(encoding="utf-8")
    assert all(page.title in articles and page.body[-1] in articles for page in pages)
    assert not any(line in articles for page in pages for line in page.furniture if line.endswith("."))
    assert main(["validate", str(package), "--only", "evidence", "--lexicons", str(own)]) in (0, 4)


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("learn none --to own", "none: cannot be read"),
        ("learn pages --to own", "pages: "),
        ("learn pages --to file", "file: is no folder"),
        ("learn pages --to bad", "site_lines.csv:2: place 'top' is none of head, between, foot"),
    ],
)
def test_what_teaches_nothing_is_one_line_and_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: str, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("pages").mkdir()
    Path("pages/a.txt").write_text("خبر قصير", encoding="utf-8")
    Path("file").write_text("x")
    Path("bad").mkdir()
    Path("bad/site_lines.csv").write_text("site,line,place,kind\na,b,top,nav\n")
    assert main(arguments.split()) == 2
    error = capsys.readouterr().err
    assert error.startswith("corpus-pkg: ") and error.count("\n") == 1
    assert line in error
