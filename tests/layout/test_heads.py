"""Forms in which sites write the head and the foot of a story, each about the same text."""

from __future__ import annotations

import pytest

import corpus_pkg

TITLE = "متظاهرون يقتحمون مقر البرلمان في المدينة"
#: A headline that the text takes up.
LEAD = "تحطم مروحية عسكرية في شمال البلاد"
TEXT = (
    "شهدت العاصمة موجة من الأحداث، حيث لقي خمسة أشخاص مصرعهم إثر تحطم مروحية عسكرية في شمال البلاد، وقالت السلطات "
    "إنها فتحت تحقيقا في الحادث.\n"
    "وأضافت المصادر أن الحادث وقع بعد إقلاع المروحية بقليل، ولم ترد تفاصيل أخرى عن أسباب ما جرى.\n"
)

#: The page, its title, its day or minute, where it was filed, authors, credits.
HEADS = [
    (f" date 2025-09-01 {TEXT}", None, "2025-09-01", None, None, []),
    (f" date 2025-10-23 {TITLE}\n\n{TEXT}", TITLE, "2025-10-23", None, None, []),
    (f"-A +A\nزياد عيتاني (بيروت)\n{TEXT}", None, None, "بيروت", "زياد عيتاني", []),
    (f"A+ A-\n\n{TITLE}\n\n{TEXT}", TITLE, None, None, None, []),
    (f"محليات\n160x600\n{TITLE}\n{TEXT}", TITLE, None, None, None, []),
    (f"{TITLE}\nمأرب – شعاع اليوم :\n{TEXT}", TITLE, None, "مأرب", None, [("publisher", "شعاع اليوم")]),
    (f"{TITLE}\nأبرق برس – المغرب. {TEXT}", TITLE, None, None, None, [("publisher", "أبرق برس")]),
    (f"{TITLE}\nشعاع مونيتور/ قسم الأخبار\n{TEXT}", TITLE, None, None, None, [("publisher", "شعاع مونيتور")]),
    (f"{TITLE}\n10:45 ص\nالجمعة 10 نوفمبر 2023\n{TEXT}", TITLE, "2023-11-10", None, None, []),
    (f"{TITLE}\n\nشعاع24 نشر في: 13 يوليو 2021\n\n{TEXT}", TITLE, "2021-07-13", None, None, []),
    (f"{TITLE}\nالسبت 19 يونيو 2021\n5\n{TEXT}", TITLE, "2021-06-19", None, None, []),
    (f"رئيس مجلس الإدارة\nد. رائد العزاوي\n\n{TITLE}\n\n{TEXT}", TITLE, None, None, None, []),
    (f"هذا الموقع يستخدم ملفات تعريف الارتباط\n{TITLE}\n{TEXT}", TITLE, None, None, None, []),
    (f"{TITLE}\n{TEXT}\nالمصدر اليوم السابع\n", TITLE, None, None, None, [("origin", "اليوم السابع")]),
    (f"{TITLE}\n{TEXT}نقلاً عن أ ش أ\n", TITLE, None, None, None, [("origin", "أ ش أ")]),
    (f"دمشق-رويترز\n{TEXT}", None, None, "دمشق", None, [("origin", "رويترز")]),
    (f"المسلم-غزة:\n{TEXT}", None, None, "غزة", None, [("publisher", "المسلم")]),
    (f"سامي حداد - القاهرة - {TEXT}", None, None, "القاهرة", "سامي حداد", []),
    (f"{TITLE}\n{TEXT}\nسامي حداد _ الخرطوم\n", TITLE, None, None, "سامي حداد", []),
    (f"من المباراة (رويترز)\nمن المباراة (رويترز)\n{TITLE}\n{TEXT}", TITLE, None, None, None, []),
    (f"الأحد 11 أبريل 2021 / 00:54\n\n{TITLE}\n\n{TEXT}", TITLE, "2021-04-11T00:54", None, None, []),
    (f"{TITLE}\n\nمتابعات(شعاع): {TEXT}", TITLE, None, None, None, [("publisher", "شعاع")]),
    (
        f"العداء يتمنى تمثيل بلده في الأولمبياد (أرشيف)\n{TEXT}",
        "العداء يتمنى تمثيل بلده في الأولمبياد (أرشيف)",
        None,
        None,
        None,
        [],
    ),
    (f"المزيد من الأخبار\n\n{LEAD}\n\n{LEAD}\nشعاع الضفاف: متابعة\n\n{TEXT}", LEAD, None, None, None, []),
    (f"المزيد من الأخبار\n{TITLE}\n{LEAD}\nبقلم: زياد عيتاني\n{TEXT}", LEAD, None, None, "زياد عيتاني", []),
    (f"{TITLE}\nAuthor, زياد عيتاني\n{TEXT}", TITLE, None, None, "زياد عيتاني", []),
    (f"بحوالي 13 مليار دولار\n{TITLE}\n{TEXT}", TITLE, None, None, None, []),
    (f"{TITLE}\n\nصورة من المباراة الأخيرة\nصورة من المباراة الأخيرة\n\n{TEXT}", TITLE, None, None, None, []),
]


@pytest.mark.parametrize(("page", "title", "published", "place", "authors", "credited"), HEADS)
def test_heads_and_feet(
    page: str,
    title: str | None,
    published: str | None,
    place: str | None,
    authors: str | None,
    credited: list[tuple[str, str]],
) -> None:
    (article,) = corpus_pkg.parse(page.encode()).articles
    assert article.title == title
    assert article.published == published
    assert article.dateline_place == place
    assert article.authors == authors
    assert [(credit.role, credit.surface) for credit in article.credits] == credited
    assert article.text.endswith("ما جرى.")


@pytest.mark.parametrize("table", ["الأول 12\n7\nالثاني 15\n9\n", "قال الآتي:\n10:45\n11:30\n"])
def test_numbers_between_two_sentences_are_body(table: str) -> None:
    first, second = TEXT.splitlines()
    parsed = corpus_pkg.parse(f"{TITLE}\n{first}\n{table}{second}\n".encode())
    assert {segment.kind for segment in parsed.segments[1:]} == {"body"}


def test_a_day_of_update_behind_the_day_of_publication_stays_its_own() -> None:
    page = f"{TITLE}\nنشر في 3 يناير 2022 | آخر تحديث 4 يناير 2022, 10:30 ص\n{TEXT}"
    (article,) = corpus_pkg.parse(page.encode()).articles
    assert (article.published, article.updated) == ("2022-01-03", "2022-01-04T10:30")


@pytest.mark.parametrize(
    ("line", "authors", "credited"),
    [
        ("(محور سوس)", None, "محور سوس"),
        ("/شعاع نيوز/", None, "شعاع نيوز"),
        ("عن صحيفة الضفاف", None, "الضفاف"),
        ("المصدر شعاع الضفاف", None, "شعاع الضفاف"),
        ("زياد عيتاني - شعاع نيوز", "زياد عيتاني", "شعاع نيوز"),
        ("#المروحية #تحقيق", None, None),
        ("القسم: محليات", None, None),
        ("رقم الخبر: 12345", None, None),
        ("عدسة: زياد عيتاني", None, None),
        ("[شعاع الضفاف]", None, None),
    ],
)
@pytest.mark.parametrize("text", [TEXT, "تحطمت مروحية عسكرية في شمال البلاد.\nولم ترد تفاصيل أخرى عن أسباب ما جرى.\n"])
def test_what_signs_off_behind_a_text_is_none_of_it(
    line: str, authors: str | None, credited: str | None, text: str
) -> None:
    (article,) = corpus_pkg.parse(f"{TITLE}\n{text}{line}\n".encode()).articles
    assert article.text.endswith("ما جرى.")
    assert article.authors == authors
    assert [credit.surface.split("صحيفة ")[-1] for credit in article.credits] == ([credited] if credited else [])


@pytest.mark.parametrize("line", ["بيروت / شعاع نيوز", "شعاع نيوز - متابعات", "شعاع نيوز - زياد عيتاني"])
def test_who_reports_may_have_a_full_stop_behind_it(line: str) -> None:
    for stop in ("", ".", ".."):
        (article,) = corpus_pkg.parse(f"{TITLE}\n{line}{stop}\n{TEXT}".encode()).articles
        assert article.text.startswith("شهدت العاصمة")
        assert [credit.surface for credit in article.credits] == ["شعاع نيوز"]


def test_a_person_between_a_place_and_an_outlet_is_the_author() -> None:
    for name in ("محور سوس", "شعاع الضفاف"):
        for line in (f"بيروت - {name} - زياد عيتاني", f"{name} – بيروت – زياد عيتاني"):
            (article,) = corpus_pkg.parse(f"{TITLE}\n{line}\n{TEXT}".encode()).articles
            assert (article.authors, article.dateline_place) == ("زياد عيتاني", "بيروت")


def test_what_stands_beside_agencies_and_a_plus_is_no_author() -> None:
    for line in ("شعاع الضفاف + وكالات", "وكالات / شعاع الضفاف"):
        (article,) = corpus_pkg.parse(f"{TITLE}\n{line}\n{TEXT}".encode()).articles
        assert article.authors is None
    (article,) = corpus_pkg.parse(f"{TITLE}\nزياد عيتاني - وكالات\n{TEXT}".encode()).articles
    assert article.authors == "زياد عيتاني"
