"""What is in a package, in words: all that is counted, and nothing that is more than text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from exporting.packages import FEW, contents, write_package
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.commands import main
from corpus_pkg.dataset import dataset
from corpus_pkg.exploring import readme, report, statistics
from corpus_pkg.records import TABLES, Record

ROOT = Path(__file__).parents[2]


def test_stats_in_each_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(ROOT)]) == 0
    text = capsys.readouterr().out
    assert "          11  articles\n" in text and "  articles: article_id 100, document_id 100" in text
    assert main(["stats", str(ROOT), "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)
    assert counted["rows"]["articles"] == 11 and sum(counted["groups"]["basis"].values()) == 11
    assert main(["stats", str(ROOT), "--markdown"]) == 0
    assert "| articles | 11 | One story of a page. |" in capsys.readouterr().out
    assert main(["stats", str(ROOT / "docs")]) == 2


@FEW
@given(rows=contents())
def test_any_package_can_be_told(tmp_path: Path, rows: dict[str, list[Record]]) -> None:
    package = write_package(tmp_path / "package", rows)
    counted = statistics(dataset.open(package))
    for line in (*report.lines(counted), *report.markdown(counted)):
        assert "\n" not in line and "\r" not in line and (line.isprintable() or not line)
    assert json.loads(json.dumps(report.as_json(counted)))["rows"] == {name: len(rows[name]) for name in TABLES}
    assert readme.write(package)
    shutil.rmtree(package)


@given(st.text())
def test_words_are_text_in_markdown(words: str) -> None:
    line = report.escaped(words)
    assert "\n" not in line
    for sign in "<>|`[]*_#":
        assert line.count(sign) == line.count(f"\\{sign}")


def test_a_readme_is_written_where_there_is_none(tmp_path: Path) -> None:
    arguments = ["build", str(ROOT / "seeds"), "--config", str(ROOT / "corpus.toml"), "--out", str(tmp_path)]
    assert main(arguments) == 0
    made = (tmp_path / "README.md").read_bytes()
    text = made.decode("utf-8")
    assert "| articles | 11 | One story of a page. |" in text and "CC-BY-4.0" not in text.partition("## Rights")[0]
    assert "Creative Commons Attribution" in text and "2024-03 to 2025-12" in text
    assert main(arguments) == 0 and (tmp_path / "README.md").read_bytes() == made
    (tmp_path / "datapackage.json").write_text(
        (tmp_path / "datapackage.json").read_text("utf-8").replace("Five Arabic", "Cinq Arabic"), encoding="utf-8"
    )
    assert readme.write(tmp_path) and "# Cinq Arabic" in (tmp_path / "README.md").read_text("utf-8")
    assert main(["validate", str(tmp_path)]) == 0


@pytest.mark.parametrize("change", [lambda text: text + "Thanks.\n", lambda text: "# Mine\n", lambda text: ""])
def test_a_readme_that_somebody_wrote_stays(tmp_path: Path, change: object) -> None:
    assert callable(change)
    assert main(["build", str(ROOT / "seeds"), "--out", str(tmp_path)]) == 0
    path = tmp_path / "README.md"
    path.write_text(mine := change(path.read_text("utf-8")), encoding="utf-8")
    assert main(["build", str(ROOT / "seeds"), "--out", str(tmp_path)]) == 0
    assert path.read_text("utf-8") == mine
    path.unlink()
    path.symlink_to(tmp_path / "elsewhere")
    assert not readme.write(tmp_path) and not (tmp_path / "elsewhere").exists()
