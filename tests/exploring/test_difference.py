"""A difference as a page: every row that changed, and all of it text."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest
from exporting.packages import FEW, contents, write_package
from hypothesis import given

from corpus_pkg.commands import main
from corpus_pkg.exploring.difference import to_html
from corpus_pkg.records import TABLES, Record
from corpus_pkg.schemas import table_schema
from corpus_pkg.sharing.diff import diff

ROOT = Path(__file__).parents[2]


class Seen(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        assert not [name for name, _ in attrs if name in ("href", "src", "style") or name.startswith("on")]


def with_schemas(package: Path) -> Path:
    """Say in the descriptor what the columns are, by which rows are compared."""
    file = package / "datapackage.json"
    body = json.loads(file.read_text("utf-8"))
    for resource in body["resources"]:
        if resource["name"] in TABLES:
            resource["schema"] = table_schema(TABLES[resource["name"]])
    file.write_text(json.dumps(body), encoding="utf-8")
    return package


@FEW
@given(old=contents(), new=contents())
def test_any_difference_is_text(tmp_path: Path, old: dict[str, list[Record]], new: dict[str, list[Record]]) -> None:
    packages = [with_schemas(write_package(tmp_path / name, rows)) for name, rows in (("old", old), ("new", new))]
    difference = diff(*packages)
    page = "\n".join(to_html("old", "<new>", difference))
    seen = Seen(page)
    assert set(seen.elements) <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "p", "ul", "li", "div"),
        *("table", "caption", "thead", "tbody", "tr", "th", "td", "dl", "dt", "dd", "ins", "del", "bdi"),
    }
    # A row of counts for each table, and a row for each change.
    changes = sum(sum(counts.values()) for counts in difference.counts.values())
    assert seen.elements.count("dl") == changes
    assert page == "\n".join(to_html("old", "<new>", difference))
    for package in packages:
        shutil.rmtree(package)


def test_diff_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "package"
    shutil.copytree(ROOT / "data", package / "data")
    shutil.copy(ROOT / "datapackage.json", package)
    articles = package / "data" / "articles.csv"
    articles.write_text(articles.read_text("utf-8").replace("نتنياهو يزور أمريكا", "<b>يزور", 1), encoding="utf-8")
    out = tmp_path / "diff.html"
    assert main(["diff", str(ROOT), str(package), "--html", str(out)]) == 1
    page = out.read_text("utf-8")
    assert "<del><bdi>نتنياهو يزور أمريكا" in page and "<ins><bdi>&lt;b&gt;يزور" in page
    assert capsys.readouterr().out == f"{out}\n"
    assert main(["diff", str(ROOT), str(ROOT), "--html", str(out)]) == 0
    assert "the packages are equal" in out.read_text("utf-8")
    assert main(["diff", str(ROOT), str(ROOT), "--html", str(tmp_path / "no" / "x")]) == 2
    assert "cannot be written" in capsys.readouterr().err
