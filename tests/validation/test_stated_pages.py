"""What is built from pages is valid, whatever their metadata state, and in whatever writing."""

from __future__ import annotations

import html
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.validation import validate

WORDS = ["بلدية", "الزيتون", "تفتتح", "مكتبة", "نعم", "في", "Gazette"]
MARKS = ["\u200f", "\u200c", "\u00ad", "\u00a0", "\ufeff", "&nbsp;", "&zwnj;", "&amp;", "&quot;", '"', "'", "|", "،"]
NAMES = ["ليلى حداد", "ليلى حداد وسامي الخطيب", "Jane O'Neil", "Ann-Marie Lee, Paris", "admin", "هيئة التحرير", "x|y z"]
DAYS = ["2021-03-07T08:15:00+03:00", "2021-03-08", "7 مارس 2021", "07/03/2021", "1615104000", "2021-13-45"]
META = ["og:title", "og:site_name", "article:published_time", "article:modified_time", "author", "keywords"]
BODY = "<p>أعلنت البلدية اليوم أن العمل في المشروع الجديد بدأ في موعده المقرر من غير تأخير.</p>" * 4


@st.composite
def phrases(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS)), min_size=1, max_size=7))
    return draw(st.sampled_from([" ", ""])).join(pieces)


def values() -> st.SearchStrategy[str]:
    return st.one_of(phrases(), st.sampled_from(NAMES), st.sampled_from(DAYS))


@st.composite
def nodes(draw: st.DrawFn) -> dict[str, Any]:
    value = draw(values())
    names: list[Any] = [value, {"@type": "Person", "name": value}, [{"name": value}, draw(values())], {"@id": "#a"}]
    keys = ["headline", "datePublished", "dateModified", "author", "publisher", "keywords"]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True))
    node = {key: draw(st.sampled_from(names)) for key in chosen}
    return {"@type": draw(st.sampled_from(["NewsArticle", "WebPage"])), "@id": "#a", "name": draw(phrases()), **node}


@st.composite
def pages(draw: st.DrawFn) -> str:
    script = json.dumps(draw(nodes()), ensure_ascii=draw(st.booleans())).replace("<", "")
    metas = {name: draw(values()) for name in draw(st.lists(st.sampled_from(META), unique=True))}
    head = "".join(f'<meta property="{name}" content="{html.escape(value)}">' for name, value in metas.items())
    byline = draw(
        st.sampled_from(
            [
                "",
                "<div class=author>{}</div>",
                "<p>بقلم: {}</p>",
                "<div><span class=author><a>{}</a> كاتب</span><span>7 مارس 2021</span></div>",
                '<div itemscope itemtype="schema.org/Article"><b itemprop="dateModified datePublished" content="{}">'
                "x</b></div>",
            ]
        )
    ).format(draw(values()).replace('"', ""))
    title = draw(st.sampled_from(["", f"<h1>{draw(phrases())}</h1>"]))
    return (
        f"<!DOCTYPE html><html lang=ar><head><title>{draw(phrases())} | {draw(phrases())}</title>{head}"
        f'<script type="application/ld+json">{script}</script></head><body><article>{title}{byline}<div>{BODY}</div>'
        "</article></body></html>"
    )


@settings(max_examples=6)
@given(st.lists(pages(), min_size=8, max_size=8))
def test_what_metadata_state_gives_a_valid_package(sources: list[str]) -> None:
    with TemporaryDirectory() as folder:
        inputs, package = Path(folder, "in"), Path(folder, "package")
        inputs.mkdir()
        for number, source in enumerate(sources):
            (inputs / f"{number}.html").write_text(source, encoding="utf-8")
        build([inputs], package, recognizer="none")
        report = validate(package)
        assert [str(problem) for problem in report.problems] == []


def test_a_noun_behind_to_stands_without_the_first_letter_of_its_article(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    text = (
        "المدينة تفتتح حديقتها\n\nقال الوزير للتلفزيون الرسمي إن الحديقة العامة تفتح أبوابها مساء السبت أمام الزوار.\n"
    )
    (tmp_path / "pages" / "one.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "pages", tmp_path / "package")
    assert [str(problem) for problem in validate(tmp_path / "package").problems] == []
