"""Credits, authors and datelines of stories."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.credits import Credit, find_authors, find_credits, find_dateline
from corpus_pkg.language.lexicons import default, listed
from corpus_pkg.language.orthography import Folded, fold, folded
from corpus_pkg.language.phrases import key
from corpus_pkg.layout.model import Segment
from corpus_pkg.records import SegmentKind, Source

KINDS: tuple[SegmentKind, ...] = (
    "title", "body", "heading", "dateline", "byline", "caption", "published", "updated", "retrieved", "source",
    "keywords", "read_also", "related_heading", "related_link", "share", "prompt", "nav", "other",
)  # fmt: skip
BOILERPLATE: tuple[SegmentKind, ...] = (
    "related_link",
    "share",
    "nav",
    "prompt",
    "related_heading",
    "read_also",
    "other",
)
NAMES = sorted({row["name_ar"]: row["source_id"] for row in default().rows("outlets")}.items())
PHRASES = sorted({row["phrase"] for table in ("credit_phrases", "phrases") for row in default().rows(table)})
PLACES = sorted({row["name_ar"] for row in default().rows("places")})
ALL_SPELLINGS = {
    key(spelling) for row in default().rows("outlets") for spelling in (row["name_ar"], *listed(row["spellings"]))
}
#: Outlets whose names hold no conjunction and begin with no number (beside another number that is a date), so that a
#: list of them can be read one way only.
LISTED = [
    (name, owner)
    for name, owner in NAMES
    if not any(word[0] == "و" for word in folded(name).split()) and not name[0].isdigit()
]

lines = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.one_of(
            st.sampled_from([name for name, _ in NAMES]),
            st.sampled_from(PHRASES),
            st.sampled_from(PLACES),
            st.sampled_from(
                [" - ", ":", "«", "»", '"', "(", ")", " / ", "|", "و", "ل", "، ", "--", "ـ", "12", "\u200f"]
            ),
            st.text(max_size=5),
        ),
        max_size=14,
    ).map(" ".join),
)
stories: st.SearchStrategy[list[tuple[SegmentKind, str]]] = st.lists(
    st.tuples(st.sampled_from(KINDS), lines), max_size=8
)
READ: tuple[SegmentKind, ...] = ("title", "body", "source", "dateline", "byline", "published")
bodies: st.SearchStrategy[list[tuple[SegmentKind, str]]] = st.lists(st.tuples(st.sampled_from(READ), lines))


def page(story: list[tuple[SegmentKind, str]], before: str = "") -> tuple[Folded, list[Segment]]:
    """A page of one line a segment, its blank lines left out."""
    text, segments = before, []
    for kind, line in story:
        line = line.strip(" \n\x00")
        if line:
            segments.append(Segment(len(text), len(text) + len(line), kind, "test", 1))
            text += line + "\n"
    return fold(text), segments


def found(*story: tuple[SegmentKind, str]) -> list[tuple[str, str, str]]:
    return [(c.role, c.source.source_id, c.surface) for c in find_credits(*page(list(story)))]


def cited(body: str) -> list[tuple[str, str]]:
    return [(c.source.source_id, c.surface) for c in find_credits(*page([("body", body)])) if c.role == "cited"]


# -- what holds for every input ------------------------------------------------------------------------------


@given(stories)
def test_surfaces_are_true_and_lie_in_a_segment(story: list[tuple[SegmentKind, str]]) -> None:
    text, segments = page(story)
    credits = find_credits(text, segments)
    authors, dateline = find_authors(text, segments), find_dateline(text, segments)
    spans = [(c.start, c.end) for c in credits] + [(a.start, a.end) for a in authors]
    spans += [(dateline.start, dateline.end)] if dateline else []
    for credit in credits:
        assert text.source[credit.start : credit.end] == credit.surface != ""
        assert credit.rule
    for start, end in spans:
        assert any(s.start <= start < end <= s.end for s in segments)
    assert len({(c.source.source_id, c.role) for c in credits}) == len(credits)
    assert len({a.name for a in authors}) == len(authors)


@given(stories)
def test_one_outlet_is_one_row(story: list[tuple[SegmentKind, str]]) -> None:
    rows: dict[str, Source] = {}
    for credit in find_credits(*page(story)):
        assert rows.setdefault(credit.source.source_id, credit.source) == credit.source


@given(bodies, st.lists(st.tuples(st.sampled_from(BOILERPLATE), lines)))
def test_boilerplate_gives_no_credit(story: list[tuple[SegmentKind, str]], more: list[tuple[SegmentKind, str]]) -> None:
    untitled: list[tuple[SegmentKind, str]] = [(kind, line) for kind, line in story if kind != "title"]
    alone, with_more = page(untitled), page([*untitled, *more])
    assert find_credits(*with_more) == find_credits(*alone)
    assert find_authors(*with_more) == find_authors(*alone)
    assert find_dateline(*with_more) == find_dateline(*alone)


@given(bodies, st.text(max_size=40))
def test_what_stands_before_a_story_changes_nothing(story: list[tuple[SegmentKind, str]], before: str) -> None:
    before += "\n"
    shift = len(before)
    moved = [
        Credit(c.start + shift, c.end + shift, c.surface, c.role, c.source, c.rule) for c in find_credits(*page(story))
    ]
    assert find_credits(*page(story, before)) == moved


@given(
    st.lists(st.sampled_from(LISTED), min_size=1, max_size=5, unique=True), st.sampled_from([" + ", "/", "، ", " / "])
)
def test_a_source_line_gives_each_of_its_outlets(names: list[tuple[str, str]], mark: str) -> None:
    line = "المصدر: " + mark.join(name for name, _ in names)
    origins = [c for c in find_credits(*page([("source", line)])) if c.role == "origin"]
    assert [(c.surface, c.source.source_id) for c in origins] == names


@given(st.sampled_from(LISTED), st.sampled_from(LISTED), st.sampled_from([" و", " و "]))
def test_a_conjunction_joins_two_outlets(first: tuple[str, str], second: tuple[str, str], joint: str) -> None:
    glued = key(f"و{second[0]}") + " "
    if first == second or any(glued.startswith(f"{part} ") for part in ALL_SPELLINGS):
        return
    line = f"المصدر: {first[0]}{joint}{second[0]}"
    origins = [c for c in find_credits(*page([("source", line)])) if c.role == "origin"]
    assert [(c.surface, c.source.source_id) for c in origins] == [first, second]


WORDS = st.text("بتثجحخدرسشصعغقمنهي", min_size=3, max_size=7)


@given(st.lists(WORDS, min_size=1, max_size=3).map(" ".join))
def test_an_unknown_name_in_a_source_line_becomes_a_source(name: str) -> None:
    if any(f" {part} " in f" {key(name)} " for part in ALL_SPELLINGS | {key(p) for p in PHRASES + PLACES}):
        return
    plain = find_credits(*page([("source", f"المصدر: {name}")]))
    classed = find_credits(*page([("source", f"المصدر: صحيفة {name}")]))
    assert [c.surface for c in plain] == [name]
    assert [c.source for c in plain] == [c.source for c in classed]
    assert plain[0].source.name_ar == folded(name)


DISTINCT = ["رويترز", "فرانس برس", "شينخوا", "نيويورك تايمز", "واشنطن بوست", "بي بي سي", "الغارديان", "لوموند"]


@given(st.sampled_from(DISTINCT), st.sampled_from(["قال الوزير ل", "أكد مسؤول ل", "وذكرت ", "نقلا عن ", "نقلت "]))
def test_clitics_stand_outside_the_span(name: str, frame: str) -> None:
    glued = name[1:] if frame.endswith(" ل") and name.startswith("ال") else name
    (credit,) = find_credits(*page([("body", f"{frame}{glued} أن الاجتماع تأجل.")]))
    assert credit.role == "cited"
    assert credit.surface == glued


# -- what pages say ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "line", "expected"),
    [
        ("source", "المصدر : الجزيرة + وكالات", [("origin", "al-jazeera"), ("origin", "agencies-unnamed")]),
        ("source", "ا ف ب ـ رويترز", [("origin", "afp"), ("origin", "reuters")]),
        ("source", "الاتحاد", [("publisher", "al-ittihad-uae")]),
        ("dateline", "بكين - أ ف ب", [("origin", "afp")]),
        ("dateline", "مسقط ـ الوطن:", [("publisher", "al-watan")]),
        ("published", "نشر في التجديد يوم 25 - 09 - 2012", [("publisher", "al-tajdid")]),
        ("published", "رام الله 12-7-2012 وفا- سامي علي", [("origin", "wafa")]),
        ("published", "الاثنين، 09 تشرين الثاني/نوفمبر 2009", []),
        ("published", "الأربعاء 26 سبتمبر 2012", []),
        ("byline", "الرؤية- سامي علي", [("publisher", "al-roeya")]),
        ("body", "طرابلس - وكالات: قال الوزير إنه مستعد.", [("origin", "agencies-unnamed")]),
        ("body", "القدس (CNN) -- قال الوزير إنه مستعد.", [("origin", "cnn")]),
        ("body", "دمشق 5 أيار (سانا) قال الوزير إنه مستعد.", [("origin", "sana")]),
        ("body", "قال الوزير إنه مستعد. --(بترا)", [("origin", "petra")]),
    ],
)
def test_lines_of_credit(kind: SegmentKind, line: str, expected: list[tuple[str, str]]) -> None:
    assert [(role, source) for role, source, _ in found((kind, line))] == expected


def test_the_last_of_several_source_lines_is_the_pages_own() -> None:
    credits = found(("body", "نص"), ("source", "المصدر : الجزيرة + وكالات"), ("source", "المصدر: صحيفة المرصد الليبية"))
    assert [(role, source) for role, source, _ in credits] == [
        ("origin", "al-jazeera"),
        ("origin", "agencies-unnamed"),
        ("publisher", "al-marsad-libya"),
    ]


def test_a_signed_story_of_one_paper_is_its_own() -> None:
    signed = found(("byline", "بقلم: سامي علي"), ("body", "نص"), ("source", "المصدر: صحيفة فلسطين"))
    assert {(role, source) for role, source, _ in signed} == {("origin", "felesteen"), ("publisher", "felesteen")}
    unsigned = found(("body", "نص"), ("source", "المصدر: صحيفة فلسطين"))
    assert [(role, source) for role, source, _ in unsigned] == [("origin", "felesteen")]


def test_a_page_title_with_the_headline_names_the_publisher() -> None:
    title = "وزير يستقيل من منصبه"
    assert found(("nav", f"BBC Arabic - العالم - {title}"), ("title", title))[0][:2] == ("publisher", "bbc")
    assert found(("nav", "BBC Arabic - العالم - خبر آخر"), ("title", title)) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('نقلت صحيفة "واشنطن بوست" عن مسؤول قوله.', [("washington-post", 'صحيفة "واشنطن بوست"')]),
        ("حسبما أفادت وكالة «فرانس برس» الجمعة.", [("afp", "وكالة «فرانس برس»")]),
        ("أفادت القناة 12 الإسرائيلية بأن الوزير غادر.", [("channel-12-israel", "القناة 12 الإسرائيلية")]),
        ("قال موقع “والا” العبري إن الوزير غادر.", [("walla", "موقع “والا”")]),
        ("وقال الوزير لرويترز إنه مستعد.", [("reuters", "رويترز")]),
        ("ونقلت وكالتا رويترز وفرانس برس عن مسؤول قوله.", [("reuters", "وكالتا رويترز"), ("afp", "فرانس برس")]),
        (
            "وفق صحيفتي «الحياة» و«الشرق الأوسط».",
            [("al-hayat", "صحيفتي «الحياة»"), ("asharq-al-awsat", "الشرق الأوسط")],
        ),
        ("قالت وسائل إعلام أمريكية إن الوزير غادر.", []),
        ("عاد الوزير من الشرق الأوسط إلى الوطن، وقال إن الحياة صعبة.", []),
        ("صرح المبعوث الأميركي للشرق الأوسط أمس.", []),
        ("قال مفتشون إن الموقع الجديد لم يفتش.", []),
        ("نقلت وكالة الاستخبارات المركزية أسلحة.", []),
        ("عبرت السفينة قناة السويس، بحسب المصدر.", []),
        ("نشر الصورة على تويتر.", []),
    ],
)
def test_citations(body: str, expected: list[tuple[str, str]]) -> None:
    assert cited(body) == expected


def test_an_outlet_of_no_lexicon_is_cited_where_a_frame_names_it() -> None:
    ((identity, surface),) = cited('ذكرت صحيفة "صدى الوادي الأخضر" أن الوزير غادر.')
    assert surface == 'صحيفة "صدى الوادي الأخضر"'
    assert identity.startswith("outlet-")


def test_a_paper_told_something_is_the_publisher_where_no_other_is_known() -> None:
    assert found(("body", "وقال المدير في تصريح لـ«الغد» إن السوق مستقرة.")) == [
        ("publisher", "al-ghad-jordan", "الغد")
    ]
    other = found(("dateline", "عمان - الرأي"), ("body", "وقال المدير في تصريح لـ«الغد» إن السوق مستقرة."))
    assert ("cited", "al-ghad-jordan", "الغد") in other


@pytest.mark.parametrize(
    ("kind", "line", "names"),
    [
        ("byline", "بقلم: سامي علي", ["سامي علي"]),
        ("byline", "بقلم - د. سامي علي", ["سامي علي"]),
        ("byline", "د- سامي علي", ["سامي علي"]),
        ("byline", "كتب - سامي علي:", ["سامي علي"]),
        ("byline", "| سامي علي |", ["سامي علي"]),
        ("byline", "ترجمة واعداد - منى علي", ["منى علي"]),
        ("byline", "سامي علي ومنى حسن", ["سامي علي", "منى حسن"]),
        ("byline", "سامي محمد وحيد حسن", ["سامي محمد وحيد حسن"]),
        ("byline", "الرؤية- سامي علي", ["سامي علي"]),
        ("byline", "سامي علي sami@example.org", ["سامي علي"]),
        ("published", "س سنشر في الحياة العربية يوم 10 - 11 - 2012", ["س س"]),
        ("published", "الجمهوريةنشر في الجمهورية يوم 04 - 09 - 2012", []),
        ("published", "الدوحة - سامي علي | 2012-07-11", ["سامي علي"]),
        ("published", "الثلاثاء 19 جوان 2012الجزائر: سامي علي", ["سامي علي"]),
        ("published", "تم قراءة الموضوع 5 مرات", []),
        ("body", "كتب: سامي علي ..افتتح أمس المعرض", ["سامي علي"]),
        ("body", "كتب الرئيس رسالة إلى الشعب", []),
        ("source", "المصدر: صحيفة فلسطين", []),
        ("byline", "كتب- محرر الموقع:", []),
        ("byline", "بقلم: هيئة التحرير", []),
    ],
)
def test_authors(kind: SegmentKind, line: str, names: list[str]) -> None:
    assert [author.name for author in find_authors(*page([(kind, line)]))] == names


@pytest.mark.parametrize(
    ("kind", "line", "place"),
    [
        ("dateline", "واشنطن | جو-برس", "واشنطن"),
        ("dateline", "مسقط ـ الوطن:", "مسقط"),
        ("body", "الولايات المتحدة – انطلقت أمس المباحثات", "الولايات المتحدة"),
        ("body", "عمان-  عادت الأسعار أمس", "عمان"),
        ("body", "بغداد، العراق (CNN) -- أكد الوزير", "بغداد، العراق"),
        ("body", "(القاهرة) - قال الوزير", "القاهرة"),
        ("body", "القاهرة هي العاصمة", None),
        ("body", "كانت القاهرة - كما قيل - هادئة", None),
        ("published", "الأحد, 25 مارس, 2012, 10:32 بتوقيت القدس", None),
        ("published", "رام الله 12-7-2012 وفا- سامي علي", "رام الله"),
    ],
)
def test_datelines(kind: SegmentKind, line: str, place: str | None) -> None:
    dateline = find_dateline(*page([(kind, line)]))
    assert (dateline.place if dateline else None) == place


def test_long_text_without_separators_is_read_in_one_pass() -> None:
    text, segments = page([("body", "صحيفة «" * 20_000), ("source", "المصدر: " + "كلمة " * 20_000)])
    assert find_credits(text, segments) == find_credits(text, segments)
    assert find_authors(text, segments) == []
