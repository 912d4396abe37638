"""What a user's lexicon says of the elements of one site: it wins where it matches, and there alone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import Lexicons, default
from corpus_pkg.parsing import ParsedDocument, parse_document
from corpus_pkg.sites import elements

ROWS = """name,role,site
Text7,content,nahr.example
head7,title,nahr.example
day7,date,nahr.example
by7,author,nahr.example
box7,boilerplate,nahr.example
old7,content,alt.example
"""
TEXT = ["شهدت المدينة أمطارا غزيرة منذ الصباح وأغلقت الطرق المؤدية إليها", "الدخول مجاني", "ولم تقع إصابات."]
OTHER = "كلمة رئيس التحرير في كل صباح، وهي لا تخص خبرا بعينه من أخبار هذه المدينة، وتنشر في كل الصفحات وكل الأيام."
TAGS = st.sampled_from(["div", "p", "section", "aside", "span"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lexicons")
    (folder / "elements.csv").write_text(ROWS, encoding="utf-8")
    return folder


@cache
def own(folder: Path) -> Lexicons:
    return Lexicons(folder)


def page(host: str, tag: str, container: str, foreign: int, boxed: bool) -> str:
    box = f"<div class=box7><p>{OTHER} في صندوق.</p></div>" if boxed else ""
    return (
        f'<html><head><link rel=canonical href="https://www.{host}/news/7"></head><body>'
        f"<h1>العنوان الكبير لهذا اليوم</h1><p>الجمعة 5 مارس 2021</p>{f'<p>{OTHER}</p>' * foreign}"
        f"<{tag} class=head7>أمطار غزيرة تغلق الطرق</{tag}><br><{tag} class=by7>زياد عيتاني</{tag}><br>"
        f"<{container} class='wide Text7'>{TEXT[0]}<br>{TEXT[1]}{box}<p>{TEXT[2]}</p></{container}>"
        f"<p>{OTHER} مرة أخرى.</p><{tag} class=day7>4 مارس 2021</{tag}></body></html>"
    )


def read(source: str, lexicons: Lexicons) -> ParsedDocument:
    return parse_document(source.encode(), None, lexicons, None)


@given(TAGS, st.sampled_from(["div", "section", "aside", "form", "nav"]), st.integers(0, 3), st.booleans())
def test_what_is_known_of_a_site_wins(folder: Path, tag: str, container: str, foreign: int, boxed: bool) -> None:
    (article,) = read(page("nahr.example", tag, container, foreign, boxed), own(folder)).articles
    assert article.title == "أمطار غزيرة تغلق الطرق"
    assert article.text == "\n".join(TEXT)
    assert (str(article.published), article.authors) == ("2021-03-04", "زياد عيتاني")


@given(st.sampled_from(["other.example", "x.nahr.example", "alt.example"]), TAGS, st.integers(0, 3))
def test_nothing_changes_on_other_sites_and_where_nothing_matches(
    folder: Path, host: str, tag: str, foreign: int
) -> None:
    source = page(host, tag, "div", foreign, boxed=False)
    ours, shipped = read(source, own(folder)), read(source, default())
    assert (ours.articles, ours.segments) == (shipped.articles, shipped.segments)


def test_the_first_site_that_is_known_counts(folder: Path) -> None:
    assert elements(own(folder), ["unknown", "alt.example", "nahr.example"]) == {"old7": "content"}
    assert elements(own(folder), ["unknown"]) == {} == elements(default(), ["nahr.example"])
    assert elements(own(folder), ["nahr.example"])["text7"] == "content"
