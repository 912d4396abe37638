"""Stories, and the rows of an owner, are what the rows say."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import FEW, contents, values, write_package
from hypothesis import given

from corpus_pkg.dataset import dataset
from corpus_pkg.errors import PackageError


@FEW
@given(rows=contents())
def test_joins_are_what_the_rows_say(tmp_path: Path, rows: dict[str, list[Any]]) -> None:
    opened = dataset.open(write_package(tmp_path / "package", rows))
    entities = {row.entity_id: row for row in rows["entities"]}
    stories = list(opened.stories())
    assert [story.article_id for story in stories] == [row.article_id for row in rows["articles"]]
    for article, story in zip(rows["articles"], stories, strict=True):
        own = {
            name: [row for row in rows[name] if getattr(row, "article_id", None) == article.article_id]
            for name in ("segments", "dates", "credits", "mentions")
        }
        own["links"] = [row for row in rows["links"] if row.document_id == article.document_id]
        for name, listed in own.items():
            assert opened.table(name).of(article) == opened.table(name).of(article.article_id) == listed
        named = list(dict.fromkeys(row.entity_id for row in own["mentions"] if row.entity_id))
        assert opened.entities_of(article) == opened.entities_of(article.article_id) == story.entities
        assert list(story.entities) == [entities[identifier] for identifier in named]
        assert story == opened.story(article) == opened.story(article.article_id)
        assert story == type(story).model_validate(story.model_dump())
        assert [values(row)[:-1] for row in story.credits] == [values(row) for row in own["credits"]]
        assert {row.source_id for row in own["credits"]} == {source.source_id for source in story.sources}
    for document in rows["documents"]:
        for name in ("articles", "segments", "dates", "credits", "mentions", "links", "documents"):
            listed = [row for row in rows[name] if row.document_id == document.document_id]
            assert opened.table(name).of(document) == opened.table(name).of(document.document_id) == listed
    assert opened.mentions.of("doc-0000000000000000") == []


def test_rows_out_of_order_are_an_error_not_a_loss(tmp_path: Path, package: Path) -> None:
    copy = shutil.copytree(package, tmp_path / "copy")
    path = copy / "data/mentions.csv"
    head, *lines = path.read_bytes().splitlines(keepends=True)
    random.Random(7).shuffle(lines)
    path.write_bytes(head + b"".join(lines))
    opened = dataset.open(copy)
    with pytest.raises(PackageError, match="is not sorted by key"):
        list(opened.stories())
    with pytest.raises(PackageError, match="is not sorted by key"):
        opened.mentions.of(opened.articles[0])
