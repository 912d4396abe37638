"""What `build` says on the way: nothing, lines, or JSON; what it makes is the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from folders import contents

from corpus_pkg.commands import main

STORY = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش. خبر {}.\n"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(STORY.format(number), encoding="utf-8")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    return folder


def test_every_form_makes_the_same_package(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, out, err = {}, {}, {}
    for form in ("", "--quiet", "--verbose", "--json"):
        place = tmp_path / f"form{form}" / "out"
        assert main(["build", str(pages), "--out", str(place), "--recognizer", "none", *[form] * bool(form)]) == 3
        made[form] = contents(place)
        out[form], err[form] = capsys.readouterr()
    assert made[""] == made["--quiet"] == made["--verbose"] == made["--json"]
    assert out[""].startswith(str(tmp_path / "form/out")) and out["--quiet"] == ""
    # What failed is told in each of them, once.
    events = [json.loads(row) for row in out["--json"].splitlines()]
    for form in ("", "--quiet", "--verbose"):
        assert err[form].count("broken.zip: ") == 1, form
    assert [event["path"] for event in events if event["event"] == "failure"] == ["raw/in/broken%2Ezip"]
    assert "corpus-pkg: reading pages: 6 of 6, " in err["--verbose"] and ", 1 failed" in err["--verbose"]
    assert "corpus-pkg: joining stories\n" in err["--verbose"]


def test_a_program_can_follow(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / "broken.zip").unlink()
    for reused in (0, 5):
        arguments = ["--out", str(tmp_path / "out"), "--recognizer", "none", "--cache", str(tmp_path / "cache")]
        assert main(["build", str(pages), *arguments, "--json"]) == 0
        events = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
        steps = [event["step"] for event in events if event["event"] == "step"]
        assert steps == ["listing", "copying", "reading", "joining", "describing"]
        progress = [event for event in events if event["event"] == "progress" and event["step"] == "reading"]
        assert (progress[-1]["done"], progress[-1]["total"], progress[-1]["reused"]) == (5, 5, reused)
        assert progress[-1]["seconds_left"] in (0, None) and progress[-1]["failures"] == 0
        assert events[-1]["event"] == "built"
        assert events[-1]["statuses"] == {"ok": 5} and events[-1]["rows"]["documents"] == 5
        assert Path(events[-1]["package"]) == tmp_path / "out/datapackage.json"


def test_one_form_at_a_time(pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(pages), "--out", str(tmp_path / "out"), "--quiet", "--json"]) == 2
    assert "not allowed with argument" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_package_without_texts_speaks_json_alone(
    pages: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for form, lines in (("--json", None), ("--quiet", 0)):
        arguments = ["--out", str(tmp_path / "out"), "--recognizer", "none", "--text", "standoff"]
        assert main(["build", str(pages), *arguments, form]) == 3
        said = capsys.readouterr().out.splitlines()
        assert all(json.loads(row)["event"] for row in said) and lines in (None, len(said))
