"""A package without texts is its corpus in another form: same terms, same paths, and back again byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.errors import BuildError
from corpus_pkg.sharing.rehydration import rehydrate

TOML = """name = "mine"
version = "1.2.3"
rights = "The texts are their publishers'."
lexicons = "words"
[[licenses]]
name = "CC-BY-4.0"
[[texts]]
pages = "raw/open/*"
share = true
"""
PAGE = "افتتاح المعرض الدولي للكتاب\n\nافتتح الوزير صباح اليوم المعرض الدولي للكتاب بحضور عدد كبير من الناشرين.\n"


def _corpus(folder: Path, toml: str = TOML) -> Path:
    for name in ("raw/open/a.txt", "raw/b.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(PAGE + name, encoding="utf-8")
    (folder / "words").mkdir()
    (folder / "corpus.toml").write_text(toml, encoding="utf-8")
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_what_is_shared_keeps_the_terms_and_paths_of_its_corpus(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, shared = _corpus(tmp_path / "corpus"), tmp_path / "shared"
    build(corpus / "raw", corpus)
    before = _contents(corpus)
    assert main(["build", str(corpus / "raw"), "--out", str(shared), "--text", "standoff"]) == 0
    assert f"name, licence and rights are those of {corpus / 'corpus.toml'}" in capsys.readouterr().err
    assert _contents(corpus) == before
    body, full = (json.loads((folder / "datapackage.json").read_text()) for folder in (shared, corpus))
    for name in ("name", "version", "rights", "licenses"):
        assert body[name] == full[name]
    rows = {name: (folder / "data/rights.csv").read_bytes() for name, folder in (("a", shared), ("b", corpus))}
    assert rows["a"] == rows["b"]
    assert (shared / "data/documents.csv").read_bytes() == (corpus / "data/documents.csv").read_bytes()
    rehydrate(shared, corpus / "raw", tmp_path / "full")
    assert _contents(tmp_path / "full") == {
        name: data for name, data in before.items() if name.partition("/")[0] not in ("corpus.toml", "words")
    }


def test_its_own_corpus_toml_goes_before_that_of_the_pages(tmp_path: Path) -> None:
    corpus, shared = _corpus(tmp_path / "corpus"), tmp_path / "shared"
    shared.mkdir()
    (shared / "corpus.toml").write_text('name = "other"\n')
    result = build(corpus / "raw", shared, text="standoff")
    assert json.loads(result.package.read_text())["name"] == "other"
    assert result.terms is None and result.unheeded == ()


def test_a_full_package_elsewhere_is_one_of_its_own_and_that_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = _corpus(tmp_path / "corpus")
    assert main(["build", str(corpus / "raw"), "--out", str(tmp_path / "other")]) == 0
    assert f"{corpus / 'corpus.toml'}: was not read" in capsys.readouterr().err
    assert json.loads((tmp_path / "other/datapackage.json").read_text())["name"] == "other"
    config = ["--config", str(corpus / "corpus.toml")]
    assert main(["build", str(corpus / "raw"), "--out", str(tmp_path / "other"), *config]) == 0
    assert "was not read" not in capsys.readouterr().err


def test_pages_that_a_full_build_had_copied_are_taken_away(tmp_path: Path) -> None:
    corpus, out = _corpus(tmp_path / "corpus", TOML.replace("raw/open", "none")), tmp_path / "out"
    build(corpus / "raw", out)
    assert list(out.rglob("*.txt"))
    build(corpus / "raw", out, text="standoff")
    assert not list(out.rglob("*.txt"))


def test_pages_of_two_corpora_need_a_choice(tmp_path: Path) -> None:
    one, other = _corpus(tmp_path / "one"), _corpus(tmp_path / "other")
    (other / "raw").rename(other / "pages")
    with pytest.raises(BuildError, match=r"/one/corpus.toml and .*/other/corpus.toml: the pages lie in two corpora"):
        build([one / "raw", other / "pages"], tmp_path / "shared", text="standoff")
    result = build([one / "raw", other / "pages"], tmp_path / "shared", text="standoff", config=one / "corpus.toml")
    assert json.loads(result.package.read_text())["name"] == "mine"


def test_what_is_shared_lies_in_no_input(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path / "corpus")
    with pytest.raises(BuildError, match="the package would lie inside this input"):
        build(corpus / "raw", corpus / "raw/shared", text="standoff")
