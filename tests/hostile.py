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
    "whole stories": (
        "افتتاح سوق السمك\nبغداد (رويترز) - وقال الوزير إن العمل بدأ أمس في المدينة بعد عامين من التأخير.\n-----\n",
        "<h2>افتتاح سوق السمك</h2><p>وقال الوزير إن العمل بدأ أمس في المدينة بعد عامين من التأخير.</p>",
        "<header><h1>عنوان</h1></header><footer>© 2012</footer>",
        '<div itemscope itemtype="http://schema.org/NewsArticle"><span itemprop="headline">عنوان</span>',
        '{"title":"عنوان","published":"2012-01-01","text":"نص"},',
    ),
    "elements that are never closed as they were opened": (
        "<b><i></b></i>",
        "<b><p></b><div></p>",
        "<a href=/x>خبر ",
        "<dl><dt>خبر<dd>عن",
        "<details><summary>خبر</summary>",
        "<tr><td>اسم</td><td>7</td><td>2012</td></tr>",
        '<p title="خبر>نص</p>\n',
    ),
    "signs around letters": (
        "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655",
        "مُحَمَّدٌ عَلِيٌّ ",
        "\u2067خبر\u2069 ",
        "كل<wbr>مة\u200c ",
        "&eacute;&larr;",
        "&ampx&ltx&copyx",
    ),
    "phrases of time": (
        "من 7 إلى 9 مارس 2012، ",
        "قبل ثلاثة أيام وبعد يومين من الأسبوع الماضي، ",
        "7 رمضان 1433 هـ الموافق 25 يوليو 2012 م ",
        "الساعة العاشرة والنصف صباحا بتوقيت غرينتش ",
        "كانون الثاني/يناير ",
    ),
    "phrases of names": (
        "وزارة الخارجية العراقية ومنظمة الصحة العالمية وشركة النفط الوطنية ",
        "الرئيس محمد حسني مبارك ووزير الخارجية أحمد أبو الغيط ",
        "منظمة الصحة العالمية (م ص ع) ",
        "والوزيرقالإنالعمل",
        "5.5% و3 ملايين دولار ",
    ),
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
