"""Who folds a word as the search column is folded finds every spelling of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest
from exporting.packages import build_seeds
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.dataset import dataset
from corpus_pkg.exporting import export

#: Letters of a folded word, and what may stand for each in another spelling.
SPELLINGS = {"ا": "اأإآٱ", "ه": "هة", "ي": "يىی", "ك": "كک"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_seeds(tmp_path_factory.mktemp("seeds") / "package")


@pytest.fixture(scope="module")
def searched(package: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """The database, and the stories in it."""
    folder = tmp_path_factory.mktemp("sqlite")
    export(package, to="sqlite", out=folder)
    return folder / "corpus.sqlite", list(dataset.load("articles", package))


@given(st.data())
def test_a_folded_word_finds_every_spelling(searched: tuple[Path, list[Any]], data: st.DataObject) -> None:
    path, articles = searched
    words = sorted({word for row in articles for word in (row.text or "").split() if word.isalpha() and len(word) > 3})
    word = data.draw(st.sampled_from(words))
    spelled = "".join(data.draw(st.sampled_from(SPELLINGS.get(letter, letter))) for letter in corpus_pkg.folded(word))
    folded = corpus_pkg.folded(spelled)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute(
            "SELECT f.article_id FROM articles_search s JOIN articles a ON a.rowid = s.rowid "
            "JOIN articles_folded f USING (article_id) WHERE articles_search MATCH ? ORDER BY 1",
            (f'"{folded}"',),
        ).fetchall()
    true = [
        row.article_id
        for row in articles
        if any(folded in corpus_pkg.folded(text or "") for text in (row.title, row.text))
    ]
    assert [identifier for (identifier,) in found] == true != []


def test_folded_texts_are_in_duckdb_too(tmp_path: Path, package: Path) -> None:
    export(package, to="duckdb", out=tmp_path)
    with duckdb.connect(str(tmp_path / "corpus.duckdb"), read_only=True) as connection:
        rows = connection.execute("SELECT title, text FROM articles_folded ORDER BY article_id").fetchall()
    articles = list(dataset.load("articles", package))
    assert len(rows) == len(articles)
    for (title, text), row in zip(rows, articles, strict=True):
        assert title == (None if row.title is None else corpus_pkg.folded(row.title))
        assert (text or "").split("\n") == [corpus_pkg.folded(line) for line in (row.text or "").split("\n")]
