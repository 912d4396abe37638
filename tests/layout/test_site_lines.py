"""Lines that the page's site is known to print around its stories."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus_pkg
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.parsing import parse_document

BODY = (
    "افتتح مجلس بلدة السدرة مساء أمس متحفا صغيرا لأدوات الصيد بحضور عشرات من الأهالي والزوار.",
    "وقال رئيس المجلس إن المتحف يضم ثلاثين قطعة جمعها صيادون متقاعدون من قرى الساحل.",
    "وأضاف أن الدخول مجاني طوال الشهر الأول من افتتاح المتحف.",
)
TITLE = "متحف لأدوات الصيد في السدرة"
ROWS = """site,line,place,kind,stories,of_stories,origin
nahda/,صندوق الحي,head,nav,40,40,mine
nahda/,دفتر المدينه القديمه,foot,nav,40,40,mine
nahda/,{day} {n} {month} {n},head,clock,40,40,mine
nahda/,دليل السوق القديم,between,nav,40,40,mine
nahda/,حقوق هذه الصفحة لأصحابها ولا تنقل عنها سطور.,foot,nav,40,40,mine
nahda.example,صندوق الحي,foot,nav,40,40,mine
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Lexicons:
    folder = tmp_path_factory.mktemp("lexicons")
    (folder / "site_lines.csv").write_text(ROWS, encoding="utf-8")
    return Lexicons(folder)


def page(*lines: str) -> bytes:
    return "\n\n".join(lines).encode()


FULL = page(
    "الأحد 7 مارس 2021",
    "صندوق الحي",
    TITLE,
    BODY[0],
    "دليل السوق القديم",
    *BODY[1:],
    "دفتر المدينة القديمة",
    "حقوق هذه الصفحة لأصحابها ولا تنقل عنها سطور.",
)


def test_what_a_site_prints_is_no_part_of_the_story(own: Lexicons) -> None:
    parsed = parse_document(FULL, "raw/nahda/one.txt", own, "none")
    (article,) = parsed.articles
    assert (article.title, article.text) == (TITLE, "\n".join(BODY))
    assert article.published is None
    rules = [segment.rule for segment in parsed.segments]
    assert rules.count("site_line:nahda/") == 5
    # Without what was learned the page has them in its text.
    before = parse_document(FULL, "raw/nahda/one.txt", None, "none")
    assert "دفتر المدينة القديمة" in (before.articles[0].text or "")
    assert before.articles[0].published == "2021-03-07"


@pytest.mark.parametrize("path", ["raw/other/one.txt", "one.txt", None])
def test_pages_of_other_sites_stay_as_they_are(own: Lexicons, path: str | None) -> None:
    assert parse_document(FULL, path, own, "none").tables == parse_document(FULL, path, None, "none").tables


def test_a_line_counts_in_its_place_alone(own: Lexicons) -> None:
    moved = page("دفتر المدينة القديمة", TITLE, BODY[0], "صندوق الحي", *BODY[1:])
    parsed = parse_document(moved, "nahda/one.txt", own, "none")
    assert "site_line:nahda/" not in {segment.rule for segment in parsed.segments}


def test_the_address_tells_the_site(own: Lexicons) -> None:
    parsed = parse_document(page(TITLE, *BODY, "صندوق الحي"), "one.txt", own, "none", url="https://www.nahda.example/1")
    assert [segment.rule for segment in parsed.segments][-1] == "site_line:nahda.example"
    markup = f"<html><head><link rel=canonical href='https://nahda.example/1'></head><body><h1>{TITLE}</h1>"
    markup += "".join(f"<p>{line}</p>" for line in (BODY[0], "صندوق الحي", *BODY[1:], "صندوق الحي")) + "</body></html>"
    (article,) = parse_document(markup.encode(), None, own, "none").articles
    assert article.text == "\n".join((BODY[0], "صندوق الحي", *BODY[1:]))


@given(st.lists(st.sampled_from(["صندوق الحي", "دفتر المدينة القديمة", "الأحد 7 مارس 2021"]), max_size=6), st.data())
def test_wherever_its_lines_stand_the_text_of_the_page_is_kept(
    own: Lexicons, around: list[str], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(around)))
    text = page(*around[:cut], TITLE, *BODY, *around[cut:])
    (article,) = parse_document(text, "nahda/one.txt", own, "none").articles
    assert all(line in (article.text or "") for line in BODY)


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_lines_of_the_site_in_a_row_count_wherever_they_stand(tmp_path: Path, lines: int) -> None:
    listed = ("صندوق الحي", "دفتر المدينه القديمه", "مرصد المرفا الجديد")
    rows = "".join(f"nahda/,{line},head,nav\n" for line in listed)
    (tmp_path / "site_lines.csv").write_text(f"site,line,place,kind\n{rows}", encoding="utf-8")
    text = page(TITLE, *BODY[:2], *listed[:lines], BODY[2], *BODY)
    parsed = parse_document(text, "nahda/one.txt", Lexicons(tmp_path), "none")
    rules = [segment.rule for segment in parsed.segments]
    assert rules.count("site_line:nahda/") == (lines if lines == 3 else 0)


def test_of_two_days_of_one_form_the_first_is_the_clocks(own: Lexicons) -> None:
    text = page("الأحد 7 مارس 2021", TITLE, "الجمعة 5 مارس 2021", *BODY)
    (article,) = parse_document(text, "nahda/one.txt", own, "none").articles
    assert article.published == "2021-03-05"


@pytest.mark.parametrize("form", ["\n\n{}", "<p>{}</p>"])
def test_what_stands_under_a_learned_heading_behind_the_story_is_a_link(tmp_path: Path, form: str) -> None:
    row = "nahda/,اختيارات الحارس,foot,related_heading\n"
    (tmp_path / "site_lines.csv").write_text(f"site,line,place,kind\n{row}", encoding="utf-8")
    links = ("قوارب الصيد تعود إلى المرفأ القديم", "سوق السمك يفتح أبوابه للزوار مساء")
    lines = (*BODY, "اختيارات الحارس", *links, "أعلنت البلدية عن موعد السباق السنوي.")
    text = f"<h1>{TITLE}</h1>" if "<" in form else TITLE
    parsed = parse_document(
        (text + "".join(map(form.format, lines))).encode(), "nahda/a.txt", Lexicons(tmp_path), "none"
    )
    assert not any(link in (story.text or "") for story in parsed.articles for link in links)
    assert all(line in (parsed.articles[0].text or "") for line in BODY)


def test_a_site_is_read_in_any_language(tmp_path: Path) -> None:
    line = "Friends of the harbour museum"
    (tmp_path / "site_lines.csv").write_text(
        f"site,line,place,kind\nnahda/,{line.lower()},foot,nav\n", encoding="utf-8"
    )
    text = "\n\n".join(
        [
            "Harbour museum opens its doors to visitors",
            "The harbour museum opened on Monday with thirty objects that retired fishermen had collected.",
            "The mayor said that entry would be free for the whole of the first month of the season.",
            line,
        ]
    )
    parsed = parse_document(text.encode(), "nahda/one.txt", Lexicons(tmp_path), "none")
    assert [segment.rule for segment in parsed.segments][-1] == "site_line:nahda/"
    assert corpus_pkg.parse(text.encode(), recognizer="none").segments[-1].rule != "site_line:nahda/"
