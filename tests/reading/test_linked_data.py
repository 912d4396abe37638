"""What JSON-LD states of a page's story, by the types of its nodes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.html import render

HEADLINE = "بلدية الزيتون تفتتح مكتبة جديدة"
ARTICLE = {
    "@type": "NewsArticle",
    "@id": "https://example.org/7#article",
    "headline": HEADLINE,
    "datePublished": "2021-03-07T08:15:00+03:00",
    "dateModified": "2021-03-08",
    "author": [{"@type": "Person", "name": "ليلى حداد"}, {"@id": "#second"}],
    "publisher": {"@type": "Organization", "name": "صحيفة البستان"},
    "keywords": ["كتب", "بلديات"],
    "mainEntityOfPage": "https://example.org/7",
}
SECOND = {"@type": "Person", "@id": "#second", "name": "سامي الخطيب"}
OTHER = {
    "@type": "NewsArticle",
    "headline": "خبر آخر عن المطر والثلوج",
    "datePublished": "1990-01-01",
    "author": {"@type": "Person", "name": "كاتب آخر"},
    "url": "https://example.org/other",
}
EXPECTED = sorted(
    [
        ("author", "ليلى حداد"),
        ("author", "سامي الخطيب"),
        ("keywords", "بلديات"),
        ("keywords", "كتب"),
        ("published", "2021-03-07T08:15:00+03:00"),
        ("site", "صحيفة البستان"),
        ("title", HEADLINE),
        ("updated", "2021-03-08"),
    ]
)
FOREIGN = [
    {"@type": "Comment", "datePublished": "1990-01-01", "author": {"@type": "Person", "name": "قارئ غاضب"}},
    {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}, OTHER]},
    {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "أخبار"}], "datePublished": "1991"},
    {"@type": "WebPage", "datePublished": "1992-01-01", "author": "موقع ما", "hasPart": [OTHER]},
    {"@type": "Person", "name": "رجل ما", "datePublished": "1993-01-01"},
    {"@type": "Movie", "author": {"@type": "Person", "name": "مخرج ما"}, "datePublished": "1994-01-01"},
    OTHER,
]


def stated(*scripts: Any, head: str = f"<title>{HEADLINE} - البستان</title>") -> list[tuple[str, str]]:
    source = head + "".join(
        f'<script type="application/ld+json">{json.dumps(script, ensure_ascii=False)}</script>' for script in scripts
    )
    items = render(source).stated
    for item in items:
        assert source[item.start : item.end] == item.text
    return sorted((item.role, item.text) for item in items if item.rule.startswith("json-ld:"))


@st.composite
def disordered(draw: st.DrawFn, value: Any) -> Any:
    if isinstance(value, dict):
        names = draw(st.permutations(sorted(value)))
        return {name: draw(disordered(value[name])) for name in names}
    return value


@given(st.data())
def test_other_nodes_and_the_order_of_nodes_and_keys_change_nothing(data: st.DataObject) -> None:
    strangers = data.draw(st.lists(st.sampled_from(FOREIGN), max_size=4))
    article = data.draw(disordered(ARTICLE))
    inside = data.draw(st.sampled_from(["comment", "hasPart", "mentions", "review", "isPartOf", "video"]))
    if data.draw(st.booleans()):
        article = {inside: strangers, **article}
    nodes = data.draw(st.permutations([article, SECOND, *strangers]))
    cuts = data.draw(st.sampled_from(["scripts", "graph", "list"]))
    scripts = {"scripts": nodes, "graph": [{"@graph": nodes}], "list": [nodes]}[cuts]
    assert stated(*scripts) == EXPECTED


def test_an_article_may_be_what_a_page_is_about() -> None:
    page = {"@type": "WebPage", "datePublished": "1990-01-01", "mainEntity": ARTICLE}
    assert stated(page, SECOND) == EXPECTED


@pytest.mark.parametrize(
    "head",
    ["<link rel=canonical href='http://example.org/7/'>", "<meta property=og:url content=https://www.example.org/7>"],
)
def test_the_address_of_the_page_tells_its_article_among_several(head: str) -> None:
    assert stated(OTHER, ARTICLE, SECOND, head=head) == EXPECTED


def test_of_several_articles_that_nothing_tells_apart_none_is_the_pages() -> None:
    assert stated(OTHER, ARTICLE, SECOND, head="") == []


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "name": "ليلى حداد"}, ["ليلى حداد"]),
        ({"@type": ["Person", "Organization"], "name": "ليلى حداد"}, ["ليلى حداد"]),
        ({"@type": "http://schema.org/Person", "name": ["ليلى حداد", "سامي الخطيب"]}, ["سامي الخطيب", "ليلى حداد"]),
        ({"name": "ليلى حداد"}, ["ليلى حداد"]),
        ("ليلى حداد", ["ليلى حداد"]),
        ({"@list": [{"@type": "Person", "name": "ليلى حداد"}]}, ["ليلى حداد"]),
        ({"@type": "Person", "@id": "#second"}, ["سامي الخطيب"]),
        ({"@type": "Organization", "name": "دار حداد"}, []),
        ({"@id": "#nobody"}, []),
    ],
)
def test_an_author_is_a_person_by_the_type_of_its_node(author: Any, names: list[str]) -> None:
    article = {"@type": "NewsArticle", "author": author}
    assert [text for role, text in stated(article, SECOND) if role == "author"] == names


def test_what_is_no_json_ld_says_nothing() -> None:
    assert render(f'<script type="application/json">{json.dumps(ARTICLE)}</script>').stated == ()


@pytest.mark.parametrize(
    "piece", [{"@id": "#a"}, {"@id": "#a", "name": "x"}, {"@type": "Article", "author": {"@id": "#a"}}]
)
def test_references_are_followed_in_linear_time(piece: Any) -> None:
    def read(size: int) -> None:
        graph = {"@graph": [piece] * size + [{"@type": "Article", "headline": HEADLINE, "author": [piece] * size}]}
        stated(graph)

    check_linear(read, 500)


@given(st.sampled_from([None, ARTICLE, OTHER]), st.sampled_from(["CollectionPage", "SearchResultsPage", "WebPage"]))
def test_a_page_lists_stories_where_it_says_so_and_is_about_none(article: dict[str, Any] | None, kind: str) -> None:
    nodes = [{"@type": ["WebPage", kind], "name": "أخبار المدينة"}, *([article] if article else [])]
    source = f'<script type="application/ld+json">{json.dumps({"@graph": nodes})}</script>'
    stated = {(item.role, item.text) for item in render(source).stated if item.role == "listing"}
    assert stated == (set() if article or kind == "WebPage" else {("listing", kind)})


@given(st.sampled_from(["schema:", "https://schema.org/", "http://schema.org/"]), st.booleans())
def test_keys_may_bear_the_name_of_their_vocabulary(before: str, typed: bool) -> None:
    node = {key if key.startswith("@") else before + key: value for key, value in ARTICLE.items()}
    if typed:
        day = node.pop(f"{before}datePublished")
        node[f"{before}datePublished"] = {"@type": f"{before}Date", "@value": day}
    assert stated(node, SECOND) == EXPECTED
