"""`corpus-pkg gazetteer`, as a user runs it."""

from __future__ import annotations

import json
import pathlib

import pytest

from corpus_pkg.commands import main

HEADER = "name,type,id,aliases\n"


def test_a_list_is_added_and_a_build_finds_its_names(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.csv").write_text(f"{HEADER}شمشون العلاني,PER,shamshoon,\n", encoding="utf-8")
    own = tmp_path / "own"
    for expected in (
        "1 people, 0 organisations, 0 places added or changed, 0 there",
        "0 people, 0 organisations, 0 places",
    ):
        assert main(["gazetteer", "add", str(tmp_path / "mine.csv"), "--to", str(own)]) == 0
        out, err = capsys.readouterr()
        assert expected in out and err == ""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "a.txt").write_text("عنوان الخبر هنا\n\nقال شمشون العلاني إن الأمر انتهى أمس.\n", encoding="utf-8")
    assert main(["build", str(pages), "--out", str(tmp_path / "p"), "--lexicons", str(own)]) == 0
    assert ",shamshoon," in (tmp_path / "p" / "data" / "mentions.csv").read_text(encoding="utf-8")


def test_a_row_left_out_is_one_line_and_ends_with_1(tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = [{"name": "شمشون العلاني"}, {"name": "العلانية", "type": "LOC", "aliases": ["العلانيتان"]}]
    (tmp_path / "mine.jsonl").write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    assert main(["gazetteer", "add", str(tmp_path / "mine.jsonl"), "--to", str(tmp_path / "own")]) == 1
    out, err = capsys.readouterr()
    assert "1 places added" in out and "1 left out" in out
    assert err.count("\n") == 1 and "mine.jsonl:1: no type" in err and "--type" in err
    assert main(["gazetteer", "add", str(tmp_path / "mine.jsonl"), "--to", str(tmp_path / "own"), "--type", "PER"]) == 0


@pytest.mark.parametrize(
    ("name", "reason"), [("none.csv", "No such file"), ("mine.doc", "what it holds cannot be told")]
)
def test_a_list_that_is_none_is_one_line_and_ends_with_2(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    if name != "none.csv":
        (tmp_path / name).write_text(HEADER, encoding="utf-8")
    assert main(["gazetteer", "add", str(tmp_path / name), "--to", str(tmp_path / "own")]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and reason in err
