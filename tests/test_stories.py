"""A story whole holds its own rows and no other's, with who and what they name."""

from __future__ import annotations

from typing import Any

import pytest
from exporting.packages import FEW, contents
from hypothesis import given

from corpus_pkg import schemas
from corpus_pkg.stories import PARTS, Story, of_page


@FEW
@given(rows=contents())
def test_the_stories_of_a_page_share_out_its_rows(rows: dict[str, list[Any]]) -> None:
    sources = {row.source_id: row for row in rows["sources"]}
    entities = {row.entity_id: row for row in rows["entities"]}
    for document in rows["documents"]:
        own = {name: [row for row in rows[name] if row.document_id == document.document_id] for name in PARTS}
        articles = [row for row in rows["articles"] if row.document_id == document.document_id]
        stories = list(of_page(document, articles, own, sources.__getitem__, entities.__getitem__))
        assert [story.article_id for story in stories] == [row.article_id for row in articles]
        for story in stories:
            assert story.document == document and list(story.links) == own["links"]
            assert story == Story.model_validate(story.model_dump())
        for name in ("segments", "dates", "credits", "mentions"):
            shared = [row.article_id for story in stories for row in getattr(story, name)]
            assert sorted(shared) == sorted(row.article_id for row in own[name] if row.article_id is not None)


@FEW
@given(rows=contents())
def test_a_source_that_is_not_there_is_not_passed_over(rows: dict[str, list[Any]]) -> None:
    def missing(identifier: str) -> Any:
        raise KeyError(identifier)

    for document in rows["documents"]:
        own = {name: [row for row in rows[name] if row.document_id == document.document_id] for name in PARTS}
        articles = [row for row in rows["articles"] if row.document_id == document.document_id]
        if any(row.article_id == article.article_id for article in articles for row in own["credits"]):
            with pytest.raises(KeyError):
                list(of_page(document, articles, own, missing, missing))


def test_each_form_in_the_schema_says_what_it_is() -> None:
    schema = schemas.json_schema(Story)
    described = [schema["description"], *(part["description"] for part in schema["$defs"].values())]
    assert len(set(described)) == len(described)
