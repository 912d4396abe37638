from __future__ import annotations

import re
import unicodedata
from itertools import permutations

from hypothesis import assume, example, given
from hypothesis import strategies as st
from strategies import TEXTS, Composed, boilerplate, headlines, pages

from corpus_pkg.language.orthography import fold, folded, normalise
from corpus_pkg.layout import Segment, segment


def visible(text: str) -> set[int]:
    return {i for i, c in enumerate(text) if not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf")}


def stories(text: str) -> list[tuple[str, list[str]]]:
    _, found = segment(fold(text))
    return [
        (
            next((normalise(text[s.start : s.end]) for s in story.segments if s.kind == "title"), ""),
            [normalise(text[s.start : s.end]) for s in story.segments if s.kind == "body"],
        )
        for story in found
    ]


def expected(page: Composed) -> tuple[str, list[str]]:
    return normalise(page.title), [normalise(paragraph) for paragraph in page.paragraphs]


@given(TEXTS)
@example("ً\nـ\n•")
@example("\u061c\x00\r\n")
def test_nothing_is_lost(text: str) -> None:
    segments, found = segment(fold(text))
    covered: set[int] = set()
    last = 0
    for item in segments:
        assert last <= item.start < item.end <= len(text)
        assert not text[item.start].isspace() and not text[item.end - 1].isspace()
        assert item.rule
        covered.update(range(item.start, item.end))
        last = item.end
    assert visible(text) <= covered
    assert [story.ordinal for story in found] == list(range(1, len(found) + 1))
    assert all(item.story is None or item.story <= len(found) for item in segments)


@given(pages())
def test_a_page_gives_its_story(page: Composed) -> None:
    assert stories(page.text) == [expected(page)]


@given(pages(), st.data())
def test_boilerplate_changes_no_story(page: Composed, data: st.DataObject) -> None:
    lines = page.text.split("\n\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines)))
        lines.insert(at, data.draw(boilerplate("nav", "share")))
    links = data.draw(st.lists(headlines(), max_size=4))
    if links:
        lines += ["مقالات مشابهة", *(f"• {link}" for link in links)]
    assert stories("\n\n".join(lines)) == [expected(page)]


def words(text: str) -> set[str]:
    return set(folded(text).split())


@given(st.lists(pages(), min_size=2, max_size=3))
def test_a_page_behind_another_gives_the_stories_of_both(several: list[Composed]) -> None:
    # Whose headline a line is, its words tell: one that the other story alone takes up would be the other's, and one
    # without words of its own its copy.
    for page, other in permutations(several, 2):
        title, text, another = (words(of) for of in (page.title, " ".join(page.paragraphs), " ".join(other.paragraphs)))
        assume(len(title - words(other.title)) > 1 and (title & text or not title & another))
    assert stories("\n\n".join(page.text for page in several)) == [expected(page) for page in several]


@given(pages(), pages())
def test_a_story_under_read_also_is_a_story_of_its_own(page: Composed, other: Composed) -> None:
    assume(page.title != other.title)
    text = page.text + "\n\nإقرأ أيضاً:\n\n" + other.title + "\n\n" + "\n\n".join(other.paragraphs)
    assert stories(text) == [expected(page), expected(other)]
    assert [story.role for story in segment(fold(text))[1]] == ["main", "embedded"]


@given(pages(), headlines())
def test_a_title_under_read_also_inside_a_story_is_a_link(page: Composed, link: str) -> None:
    first, *rest = page.paragraphs
    going_on = ["وأضاف " + paragraph for paragraph in rest] or ["وأضاف " + first]
    text = "\n\n".join([page.title, first, "اقرأ أيضا", link, *going_on])
    assert stories(text) == [(normalise(page.title), [normalise(p) for p in (first, *going_on)])]


@given(pages())
def test_runs_of_blanks_stand_for_line_breaks(page: Composed) -> None:
    assume(len(page.paragraphs) > 1)
    assert stories(re.sub(r"\n\n", "      ", page.text)) == [expected(page)]


@given(pages())
def test_a_title_printed_twice_is_one_title(page: Composed) -> None:
    text = page.text.replace("\n\n", "\n\n" + page.title + "\n\n", 2).replace(page.title + "\n\n", "", 1)
    assert text.count(page.title) == 2
    segments, _ = segment(fold(text))
    assert sum(item.kind == "title" for item in segments) == 2
    assert stories(text) == [expected(page)]


def kinds(text: str) -> list[str]:
    items: tuple[Segment, ...] = segment(fold(text))[0]
    return [item.kind for item in items]


TITLE = "خطة جديدة لتطوير الطرق في المدن"
BODY = (
    "أعلنت وزارة النقل عن خطة جديدة لتطوير شبكة الطرق في المدن الكبرى خلال العام المقبل بكلفة لم تحدد بعد.\n\n"
    "وأضافت الوزارة أن العمل يبدأ مطلع الشهر المقبل وأن الشركات المحلية تتولى التنفيذ بالكامل."
)


def test_a_heading_inside_a_story_stays_in_it() -> None:
    text = f"{TITLE}\n\n{BODY}\n\nكلفة المشروع\n\nوتبلغ الكلفة نحو مليار دينار وفق بيانات أولية نشرت."
    assert kinds(text) == ["title", "body", "body", "heading", "body"]


def test_a_headline_over_a_heading_is_a_link() -> None:
    text = (
        f"{TITLE}\n\n{BODY}\n\nإغلاق الجسر الرئيسي في العاصمة أمام حركة السير\n\n"
        "كلفة المشروع\n\nوتبلغ الكلفة نحو مليار دينار وفق بيانات أولية نشرت."
    )
    assert kinds(text) == ["title", "body", "body", "related_link", "heading", "body"]


def test_links_inside_a_story_end_with_the_next_paragraph() -> None:
    text = (
        f"{TITLE}\n\n{BODY}\n\nمواضيع ذات صلة\nإغلاق الجسر الرئيسي أمام السير\nحادث على الطريق السريع\n\n"
        "وتبلغ الكلفة نحو مليار دينار وفق بيانات أولية نشرتها الوزارة على موقعها الرسمي مساء."
    )
    assert kinds(text) == ["title", "body", "body", "related_heading", "related_link", "related_link", "body"]


def test_a_poem_is_body() -> None:
    verses = [
        "يا ليل طال الانتظار هنا",
        "والقلب يسأل عن أحبته",
        "والريح تعوي في المدى",
        "والبحر يغفو",
        "والنجم ساهر لا ينام",
    ]
    text = "قصيدة المساء\n\nتاريخ النشر: 3/5/2012\n\n" + "\n".join(verses) + "\n\n" + BODY
    assert kinds(text) == ["title", "published"] + ["body"] * 7


def test_menus_and_lists_of_titles_are_no_story() -> None:
    text = "الرئيسية\nسياسة\nاقتصاد\nرياضة\nالوزير يزور المدينة الصناعية الجديدة\nالفريق يفوز بالكأس للمرة الثالثة"
    assert segment(fold(text))[1] == ()
