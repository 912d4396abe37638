"""Finding names in text."""

from __future__ import annotations

import json
import pathlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.entities import Mention, entity, find_in
from corpus_pkg.entities import find_entities as find_by_any
from corpus_pkg.language.lexicons import Lexicons, Row, default
from corpus_pkg.language.orthography import INVISIBLE, fold


def find_entities(text: str) -> list[Mention]:
    """What the gazetteer and the patterns find, without a recognizer."""
    return find_by_any(text, recognizer=None)


NAMES = tuple(
    row
    for table in ("people", "organisations", "places")
    for row in default().rows(table)
    if not row["context"] and row["name_ar"]
)
CHAINS = ("", "و", "ف", "ب", "ك", "ل", "وب", "فب", "وك", "ول", "فل")
# Vowel signs that do not turn a name into another word, as tanwin does.
MARKS = "\u064e\u064f\u0650\u0651\u0652"
PIECES = st.sampled_from(
    [row["name_ar"] for row in NAMES[::7]]
    + ["و", "ال", "لل", "ب", " ", "\n", "\r\n", '"', "«", "(", "ـ", "\u064e", "\u200f", "قال", "وزارة", "الخارجية"]
    + ["الفرنسية", "في", "12", "ا", "الأسد", "پ", "\ud800", "\x00"]
)
TEXTS = st.one_of(st.text(st.characters(codec=None)), st.lists(PIECES, max_size=30).map("".join))


def joined(chain: str, name: str) -> tuple[str, int]:
    """The name behind a chain of clitics as it is written, and the length of what stands before the name."""
    if chain.endswith("ل") and name.startswith("ال"):
        rest = name[2:] if name.startswith("الل") else f"ل{name[2:]}"
        return f"{chain}{rest}", len(chain)
    return chain + name, len(chain)


@given(TEXTS)
def test_spans_tell_the_truth_in_any_text(text: str) -> None:
    last = 0
    for mention in find_entities(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
        assert "\n" not in mention.surface and "\r" not in mention.surface
        last = mention.end


@given(TEXTS, st.data())
def test_mentions_stay_in_their_zones(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    zones = list(zip(cuts[::2], cuts[1::2], strict=False))
    for mention in find_in(fold(text), zones):
        assert any(start <= mention.start and mention.end <= end for start, end in zones)


@given(st.sampled_from(NAMES), st.sampled_from(CHAINS))
def test_clitics_stand_outside_every_name(row: Row, chain: str) -> None:
    word, before = joined(chain, row["name_ar"])
    found = find_entities(f"قال {word} ثم")
    assert [(one.start, one.end, one.entity_id) for one in found] == [
        (4 + before, 4 + len(word), row["entity_id"]),
    ]


@given(st.sampled_from(NAMES), st.data())
def test_vowel_signs_and_tatweel_do_not_change_who_is_meant(row: Row, data: st.DataObject) -> None:
    letters = []
    for letter in row["name_ar"]:
        letters.append(letter)
        if "ء" <= letter <= "ي" and letter != "ـ":
            letters += data.draw(st.lists(st.sampled_from(MARKS + INVISIBLE[2]), max_size=2))
    name = "".join(letters)
    assert [one.entity_id for one in find_entities(f"قال {name} ثم")] == [row["entity_id"]]


@given(st.sampled_from(NAMES), st.sampled_from("قطهي7"))
def test_a_name_that_goes_on_is_not_found(row: Row, letter: str) -> None:
    text = f"قال {row['name_ar']}{letter} ثم"
    assert [one for one in find_entities(text) if one.end == 4 + len(row["name_ar"])] == []


@given(st.sampled_from(NAMES), st.sampled_from("قطش"))
def test_a_name_behind_a_letter_that_is_no_clitic_is_not_found(row: Row, letter: str) -> None:
    found = find_entities(f"قال {letter}{row['name_ar']} ثم")
    assert [one for one in found if one.start == 5] == []


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5))
def test_lines_are_found_alike_alone_and_together(rows: list[Row]) -> None:
    lines = [f"قال {row['name_ar']} ثم" for row in rows]
    text = "\n".join(lines)
    together = [mention.entity_id for mention in find_entities(text)]
    assert together == [mention.entity_id for line in lines for mention in find_entities(line)]


def ids(text: str) -> list[tuple[str, str | None]]:
    return [(mention.surface, mention.entity_id) for mention in find_entities(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("بيان للأمم المتحدة", [("لأمم المتحدة", "united-nations")]),
        ("بيان للبنتاجون", [("لبنتاجون", "pentagon")]),
        ("وواشنطن وبيروت", [("واشنطن", "washington-dc"), ("بيروت", "beirut")]),
        ("للبنان ولفرنسا", [("لبنان", "lebanon"), ("فرنسا", "france")]),
        ("إلى للاذقية", [("لاذقية", "latakia")]),
        ("الولايات المتحدة الأميركية", [("الولايات المتحدة الأميركية", "united-states")]),
        ("في قطاع غزة وفي غزة", [("قطاع غزة", "gaza-strip"), ("غزة", "gaza")]),
        ('حركة "حماس"', [("حماس", "hamas")]),
        ("حركة حماس", [("حركة حماس", "hamas")]),
        ("مؤسسة «رونالد ريغان» الرئاسية", [("مؤسسة «رونالد ريغان» الرئاسية", "reagan-foundation")]),
        ("القادة الأميركيين والفرنسيين", []),
        ("قال جالانت لأوباما", [("جالانت", "yoav-gallant"), ("أوباما", "barack-obama")]),
    ],
)
def test_names(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أعلنت وزارة الخارجية الفرنسية", [("وزارة الخارجية الفرنسية", "ministry-of-foreign-affairs-fr")]),
        ("أعلن الجيش الكوري الجنوبي", [("الجيش الكوري الجنوبي", "armed-forces-kr")]),
        ("أعلن الجيش", []),
        ("أعلنت وزارة الصحة", [("وزارة الصحة", None)]),
        ("وزارة الصحة في القطاع", [("وزارة الصحة", "gaza-health-ministry")]),
        ("الجيش الفرنسية", []),
        ("قال وزير الجيش الإسرائيلي", []),
    ],
)
def test_organs_take_the_adjective_of_their_country(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الشرق الأوسط", [("الشرق الأوسط", "middle-east")]),
        ("ذكرت صحيفة «الشرق الأوسط»", [("الشرق الأوسط", "asharq-al-awsat")]),
        ("جدة الطفل", []),
        ("وصل إلى جدة", [("جدة", "jeddah")]),
        ("رأى الأسد في الغابة", []),
        ("سقوط نظام الأسد", [("الأسد", "bashar-al-assad")]),
        ("القوات السعودية", []),
        ("زار السعودية", [("السعودية", "saudi-arabia")]),
        ("كان مواطنا تركياً", []),
        ("زار تركيا", [("تركيا", "turkiye")]),
        ("مالي وصحي", []),
        ("انقلاب في مالي", [("مالي", "mali")]),
        ("سجلت خسارة كسبها غيره", []),
    ],
)
def test_words_that_are_names_only_in_context(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert ids(text) == expected


def test_the_spelling_in_the_page_is_kept() -> None:
    assert find_entities("قال لـ«نتنياهو»") == [Mention(7, 14, "نتنياهو", "PER", "benjamin-netanyahu", "gazetteer")]


SHARED = pathlib.Path(__file__).parents[2].parent / "shared"
SEEDS = pathlib.Path(__file__).parents[2] / "seeds"
CONTENT = {"title", "body", "heading", "caption", "dateline"}
ONE = {"us-department-of-defense": "pentagon", "gaza-strip": "gaza"}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated pages are not part of the repository")
def test_the_annotated_pages() -> None:
    right = predicted = wanted = agreed = 0
    for line in (SHARED / "gold" / "seeds.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        text = (SEEDS / pathlib.PurePosixPath(page["file"]).name).read_bytes().decode(page["encoding"])
        read = fold(text)
        found = {}
        for story in sorted({segment["story"] for segment in page["segments"] if segment.get("story")}):
            zones = [
                (segment["start"], segment["end"])
                for segment in page["segments"]
                if segment.get("story") == story and segment["kind"] in CONTENT
            ]
            found.update({(one.start, one.end, one.type): one.entity_id for one in find_in(read, zones)})
        gold = {(one["start"], one["end"], one["type"]): one["entity"] for one in page["mentions"]}
        both = found.keys() & gold.keys()
        right, predicted, wanted = right + len(both), predicted + len(found), wanted + len(gold)
        agreed += sum(ONE.get(found[key] or "", found[key]) == ONE.get(gold[key], gold[key]) for key in both)
    assert 2 * right / (predicted + wanted) >= 0.98
    assert agreed / right >= 0.98


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال الدكتور محمد الفلاني إن الأمر", ["محمد الفلاني"]),
        ("المتحدث باسم الشرطة خالد بن سعيد العلاني، أمس", ["خالد بن سعيد العلاني"]),
        ("قال وزير العدل السابق أحمد كمال علان إنه", ["أحمد كمال علان"]),
        ("وقال محمد الفلاني إن الأمر", []),
        ("قال الدكتور محمد إن الأمر", []),
        ("الدكتور محمد يكتب كل يوم", []),
        ("اطلع رئيس الوفد على أعمال اللجنة، ثم", []),
        ("قال اللاعب أحمد\nالفلاني، ثم", []),
    ],
)
def test_unknown_people_are_found_by_title_and_form_of_name(text: str, expected: list[str]) -> None:
    found = find_entities(text)
    assert [one.surface for one in found] == expected
    assert all((one.type, one.entity_id, one.method) == ("PER", None, "pattern") for one in found)


def test_names_of_ones_own_are_found_too(tmp_path: pathlib.Path) -> None:
    own = Lexicons(tmp_path)
    header = "entity_id,type,name_ar,name_en,country_code,spellings,context,same_as,origin"
    row = "example-person,PER,شمشون العلاني,Example Person,,,,,ours"
    (tmp_path / "people.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    text = "قال شمشون العلاني في بيروت. وأضاف العلاني"
    found = find_in(fold(text), [(0, len(text))], lexicons=own)
    assert [one.entity_id for one in found] == ["example-person", "beirut", "example-person"]
    assert entity("example-person", own).name_en == "Example Person"
    assert "example-person" not in [one.entity_id for one in find_entities(text)]


@pytest.mark.parametrize("behind", [" آل سعود", " بن محمد آل نهيان", " بن عبد العزيز", ""])
@pytest.mark.parametrize("after", ["", "، ولي العهد", " أمس", " بن", " آل"])
def test_ancestors_behind_a_full_name_are_part_of_it(behind: str, after: str) -> None:
    found = find_entities(f"استقبل الأمير محمد بن سلمان{behind}{after}")
    assert [one.surface for one in found if one.type == "PER"] == [f"محمد بن سلمان{behind}"]


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("أعلنت القوات المسلحة السودانية أنها", ["القوات المسلحة السودانية"]),
        ("قالت رئاسة الجمهورية إن", ["رئاسة الجمهورية"]),
        ("ترشح لانتخابات رئاسة الجمهورية", []),
        ("ضربات التحالف بقيادة السعودية", ["السعودية"]),
        ("صادق الملك عبد الله الثاني على", ["عبد الله الثاني"]),
        ("وقالت رئيسة تعاونية الزيتون إن", ["تعاونية الزيتون"]),
    ],
)
def test_bodies_and_what_looks_like_them(text: str, surfaces: list[str]) -> None:
    assert [one.surface for one in find_entities(text)] == surfaces
