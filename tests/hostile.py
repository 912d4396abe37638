"""What hostile pages are made of: units that stand on a page over and over, and pages drawn from them."""

from __future__ import annotations

from hypothesis import strategies as st

#: Units by kind: what opens something that never ends, what costs where there is much of it, what rules look for.
KINDS = {
    "lines and blanks": (
        ("a\n", "a   ", "a  \n", "\t", "\r\n", "\x0b", "\x0c", "\u2028", "\x85", "   خبر", "خبر\n\n\n", " \n \n")
    ),
    "letters": ("a", "و", "ال", "لل", "وال", "عبد", "لا إله إلا ", "xX", "é", "ß", "ﷺ", "ﻻ", "😀", "字"),
    "marks without width": (
        "\u064e",
        "ا\u0651\u064e",
        "\u200f",
        "\u200d",
        "ـ",
        "\ufeff",
        "\u202e",
        "\0",
        "\ufffd",
        "\x1f",
    ),
    "digits and signs": (
        ("1", "١", "1/", "1/2 ", "1.", "1,204 ", "10:32:", "-", "--- ", "- كلمة ", "* * *\n", "…", "..", "٪", "#وسم ")
    ),
    "quotes and brackets": ("«", "»", "«نعم» ", '"', '"a" ', "'", "“", "(", ")", "(أ) ", "[", "{", "}", "( ( ", "‹"),
    "running text": (
        "وقال الوزير إن العمل بدأ أمس في بغداد. ",
        "وقال الوزير إن العمل بدأ أمس في مدينة بغداد كما كان مقررا له.\n",
        "الوزير يفتتح المدرسة الجديدة\n",
        "الوزير يفتتح المدرسة\n\nافتتح الوزير المدرسة الجديدة أمس في بغداد وقال إنها الأولى.\n\n",
        "The minister said on Monday that work had begun in Baghdad. ",
        "هل بدأ العمل؟ ",
        "لا! ",
    ),
    "names": (
        ("محمد علي ", "عبد الله بن ", "الدكتور ", "وزير الخارجية ", "مدينة ", "شركة ", "نادي ", "بقلم: محمد علي\n")
    ),
    "days": (
        ("7 أكتوبر 2012 ", "الجمعة 7 أكتوبر 2012\n", "أمس ", "الاثنين ", "2012-10-07T10:00 ", "1433 هـ ", "عام 1990 ")
    ),
    "numbers in words": ("ألف ", "مئة وخمسة وعشرون ", "القرن التاسع عشر ", "ديسمبر/كانون الأول ", "10:45 ص\n"),
    "boilerplate": (
        ("خبر | ", "سياسة | اقتصاد | رياضة\n", "رويترز - ", "(رويترز) ", "اقرأ أيضا\n", "المصدر: ", "آخر تحديث: ")
    ),
    "addresses": ("http://a.b/c ", "www.a.b\n", "a@b.c ", "@", "A+ A-\n", 'content="a"\n', 'alt="', "صورة (رويترز)\n"),
    "elements": (
        (
            "<p>x",
            "x<br>",
            "<h1>عنوان</h1>",
            "<h2>",
            "<div>",
            "</div>",
            "<b>",
            "<i><b>",
            "</p>",
            "<li>",
            "<ul><li>",
            "<q>",
        )
    ),
    "tables and forms": (
        ("<table>", "<table><tr><td>", "<td>x", "</table>", "<form>", "<select><option>", "<a href=#>", "</a>", "<svg>")
    ),
    "what never ends": (
        (
            "<a ",
            "<script>",
            "<title>",
            "<textarea>",
            "<style>",
            "</",
            "</title",
            "<!--",
            "<![CDATA[",
            "<?php ",
            "<!DOCTYPE ",
        )
    ),
    "attributes": (
        (
            "<p title='",
            '<a href="',
            "<a href='x' ",
            "<div class='a b c'>",
            "<div id=a class=b>",
            "<p a=b ",
            "<p =>",
            "<p '\">",
        )
    ),
    "links and pictures": (
        ("<li><a href=/x>خبر عن المدينة</a>", '<img alt="صورة">', "<figure><figcaption>صورة</figcaption></figure>")
    ),
    "metadata": (
        "<time datetime=2012-01-01>1</time>",
        "<meta property=og:title content=x>",
        "<meta ",
        '<script type="application/ld+json">{"author":"a"}</script>',
        '<script type="application/ld+json">{"@graph":[',
        '<script type="application/ld+json">[[[[</script>',
    ),
    "references": ("&amp;", "&#x", "&lt;p&gt;", "&nbsp;", "&#1576;", "&", "&#0;", "&#xD800;", "&amp;amp;"),
    "articles": ("<article><h2>عنوان</h2><p>وقال الوزير إن العمل بدأ أمس في بغداد.</p></article>",),
    "records": ('{"a":', '{"text":"a\\n', '{"text":"a"}\n', '{"text":"\\ud800"}\n', "[[", '"\\u0041'),
}
UNITS = [(kind, unit) for kind, units in KINDS.items() for unit in units]

_PIECE = st.one_of(
    st.sampled_from([unit for _, unit in UNITS]),
    st.text(max_size=5),
    st.tuples(st.sampled_from([unit for _, unit in UNITS]), st.integers(2, 40)).map(lambda both: both[0] * both[1]),
)
_HEAD = st.sampled_from(("", "", "<html>", "<!DOCTYPE html><html lang=ar><title>عنوان</title>", "{", "\ufeff"))
_ENCODING = st.sampled_from(("utf-8", "utf-8", "utf-8", "cp1256", "utf-16", "iso8859-6"))


@st.composite
def pages(draw: st.DrawFn) -> bytes:
    """The bytes of a hostile page: units, in any encoding, some of them cut, turned or lost."""
    text = draw(_HEAD) + "".join(draw(st.lists(_PIECE, max_size=12)))
    data = text.encode(draw(_ENCODING), "replace")
    if draw(st.integers(0, 3)):
        return data
    at = draw(st.integers(0, len(data)))
    return data[:at] + draw(st.binary(max_size=6)) + data[at + draw(st.integers(0, 3)) :]
