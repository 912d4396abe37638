"""`show`: a page is the same however it is named, and what cannot be shown is told in a line."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset

ROOT = Path(__file__).parents[2]
SEED = sorted((ROOT / "seeds").iterdir())[1]


def shown(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["show", *map(str, arguments)]) == 0
    return capsys.readouterr().out


def problem(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main(["show", *map(str, arguments)]) == 2
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    return line


def test_a_page_is_the_same_however_it_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = shown(capsys, SEED)
    with zipfile.ZipFile(tmp_path / "x!y.zip", "w") as archive:
        archive.writestr("folder/a|b.txt", SEED.read_bytes())
    assert shown(capsys, f"{tmp_path}/x!y.zip!folder/a|b.txt") == wanted
    assert shown(capsys, f"{tmp_path}/x!y.zip!folder/a%7Cb.txt") == wanted
    (tmp_path / "one.txt.gz").write_bytes(gzip.compress(SEED.read_bytes()))
    assert shown(capsys, f"{tmp_path}/one.txt.gz!1") == wanted
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SEED.read_bytes())))
    assert shown(capsys, "-") == wanted
    (tmp_path / "a!b.txt").write_bytes(SEED.read_bytes())
    assert shown(capsys, tmp_path / "a!b.txt") == wanted


def test_a_line_of_jsonl(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [json.dumps({"title": "سوق الينابيع", "text": f"وصل الوزير {day} إلى بيروت."}) for day in ("أمس", "اليوم")]
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert "اليوم" in shown(capsys, f"{tmp_path}/pages.jsonl!2")
    assert "holds no 3; it holds 1, 2" in problem(capsys, f"{tmp_path}/pages.jsonl!3")
    assert "holds no pages; name a ZIP" in problem(capsys, f"{SEED}!1")
    assert "cannot be read (No such file" in problem(capsys, f"{tmp_path}/none.zip!1")


def test_a_page_and_a_story_of_a_package(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build([ROOT / "seeds"], tmp_path / "package")
    for package in (ROOT, tmp_path / "package"):
        opened = dataset.open(package)
        document = opened.documents[1]
        page = json.loads(shown(capsys, package, document.document_id, "--json"))
        assert len(page["segments"]) == len(opened.segments.of(document))
        assert len(page["text"]) == document.characters
        for article in opened.articles.of(document):
            story = json.loads(shown(capsys, package, article.article_id, "--json"))
            assert [row["article_id"] for row in story["articles"]] == [article.article_id]
            assert {row["article_id"] for row in story["segments"]} == {article.article_id}
            for mention in story["mentions"]:
                assert story["text"][mention["start"] : mention["end"]] == mention["surface"]
            assert (article.title or "") in shown(capsys, package, article.article_id)
    assert "has no page or story doc-0" in problem(capsys, ROOT, "doc-0")
    assert "has no page or story" in problem(capsys, ROOT, f"{opened.documents[0].document_id}-9")
    out = tmp_path / "story.html"
    assert main(["show", str(ROOT), opened.articles[0].article_id, "--html", str(out)]) == 0
    assert "<mark" in out.read_text("utf-8")


def test_json_is_what_the_tables_have(capsys: pytest.CaptureFixture[str]) -> None:
    read = json.loads(shown(capsys, SEED, "--json"))
    opened = dataset.open(ROOT)
    identifier = read["documents"][0]["document_id"]
    for name in ("segments", "dates", "credits", "mentions", "articles"):
        rows = [row.model_dump(mode="json") for row in opened.table(name).of(identifier)]
        key = json.dumps
        assert sorted(read[name], key=key) == sorted(rows, key=key), name
