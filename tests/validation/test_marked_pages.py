"""What is built from a page is valid, whatever marks, references and borders of elements stand in its words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from drawn_articles import articles
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus_pkg.building.build import build
from corpus_pkg.parsing import parse
from corpus_pkg.validation import validate

MARKS = [
    *("\u200e", "\u200f", "\u200b", "\u200c", "\u200d", "\u00ad", "\u061c", "\u2066", "\u2069", "\u202b", "\u202c"),
    *("\u2060", "\ufeff", "\u0640", "\u064e", "\u0651", "\ufe0f", "\x00", "\x0e", "\x7f"),
]
BLANKS = ["\u00a0", "\u2009", "\u202f", "\u3000", "  ", "\t", "\n", "\r\n", "\u2028", "\x85", "\x1c"]
REFERENCES = [
    *(
        "&nbsp;",
        "&nbsp",
        "&#160;",
        "&#8207;",
        "&#x200f;",
        "&rlm;",
        "&zwnj;",
        "&shy;",
        "&amp;",
        "&lt;",
        "&gt;",
        "&quot;",
    ),
    *("&copy", "&not", "&fjlig;", "&#0;", "&#13;", "&bogus;", "&"),
]
BORDERS = [
    *("<b>", "</b>", "<span>", "</span>", "<a href=x>", "</a>", "<p>", "</p>", "<div>", "</div>", "<br>", "<wbr>"),
    *("<!--x-->", "<!--", "-->", "<g>", "</g>", "<o:p></o:p>", "<my-el>", "</my-el>", "<script>x</script>", "<script>"),
    *("<style>p{}</style>", "<img alt='x'>", "<li>", "<td>", "<h2>", "<svg><text>x</text></svg>", "<select>"),
    *("<textarea>", "<title>", "<time datetime=2024-01-01>", '<b title="a>b">', "<", ">", '"', "'", "</", "<!"),
    *("<?x?>", "<a"),
]
PIECES = st.sampled_from([*MARKS, *BLANKS, *REFERENCES, *BORDERS])

LINES = (
    "القدس العربي",
    "الرئيسية",
    "رئيس الوزراء المصري يصل إلى بيروت",
    "كتب: محمد سالم",
    "تاريخ النشر: الأربعاء 20 مارس 2024 - 10 رمضان 1445 هـ",
    "آخر تحديث: 21/3/2024 14:30",
    "بيروت - رويترز: أعلن وزير الخارجية المصري سامح شكري يوم الثلاثاء 19 آذار/مارس 2024 أن الاجتماع انتهى.",
    "وقالت صحيفة الشرق الأوسط نقلا عن الأمم المتحدة إن «اللقاء» كان منتصف يناير 2023، وبعد ثلاثة أيام غادر دمشق.",
    "المصدر: الجزيرة + وكالات",
    "كلمات مفتاحية: مصر، لبنان",
    "اقرأ أيضا",
    "وفد من الاتحاد الأوروبي يزور الخرطوم",
)
METADATA = (
    '<meta property="og:site_name" content="القدس العربي"><meta property="og:title" content="رئيس الوزراء في بيروت">'
    '<meta property="article:published_time" content="2024-03-20T10:00:00+03:00"><script type="application/ld+json">'
    '{"headline": "رئيس الوزراء في بيروت", "datePublished": "2024-03-20", "author": {"name": "محمد سالم"}}</script>'
)
TEXT = "\n\n".join(LINES)
PARAGRAPHS = "\n".join(f"<h1>{line}</h1>" if number == 2 else f"<p>{line}</p>" for number, line in enumerate(LINES))
HTML = f"<html><head><title>{LINES[0]}</title>{METADATA}</head><body><article>{PARAGRAPHS}</article></body></html>"
RECORD = json.dumps({"title": LINES[2], "date": "2024-03-20", "publisher": LINES[0], "text": TEXT}, ensure_ascii=False)
RECORD_OF_HTML = json.dumps({"title": LINES[2], "date": "20 مارس 2024", "text": HTML}, ensure_ascii=False)


@st.composite
def marked(draw: st.DrawFn) -> str:
    """A page with pieces put anywhere into it, one or many, and perhaps without its lines' ends."""
    drawn = articles().map(lambda article: article.source)
    page = draw(st.one_of(st.sampled_from([TEXT, HTML, HTML, HTML, RECORD, RECORD_OF_HTML]), drawn))
    places = draw(st.lists(st.tuples(st.integers(0, len(page)), PIECES), min_size=1, max_size=40))
    quoted: Callable[[str], str] = json.dumps if page[0] == "{" else str
    for at, piece in sorted(places, reverse=True):
        page = page[:at] + quoted(piece).strip('"') + page[at:]
    return page


def put(piece: str, words: str, page: str = HTML) -> str:
    """The page with the piece between the letters of the words, wherever they stand."""
    return page.replace(words, piece.join(words))


def test_the_page_has_what_marks_are_put_into() -> None:
    tables = parse(HTML.encode()).tables
    assert all(tables[name] for name in ("dates", "credits", "mentions"))
    assert parse(TEXT.encode()).tables["links"]


@given(st.lists(marked(), min_size=1, max_size=4))
@settings(max_examples=15)
@example([put("\u200f", "القدس العربي"), put("&#8207;", "20 مارس 2024"), put("<b>", "سامح شكري")])
@example([HTML.replace("2024-03-20", "2024\\u002d03\\u002d20")])
@example([put("\u00a0", "سامح شكري"), put("<!--x-->", "الجزيرة"), put("&shy;", "محمد سالم")])
def test_what_is_built_is_valid(pages: list[str]) -> None:
    with TemporaryDirectory() as folder:
        inputs = Path(folder, "pages")
        inputs.mkdir()
        for number, page in enumerate(pages):
            (inputs / f"{number}.txt").write_bytes(page.encode())
        build(inputs, Path(folder, "package"))
        report = validate(Path(folder, "package"))
        assert report.valid, [str(problem) for problem in report.problems]


def test_values_that_metadata_writes_with_escapes_say_what_they_mean() -> None:
    body = "".join(f"<p>{line}</p>" for line in LINES[6:8])
    stated = {"@type": "NewsArticle", "datePublished": "2024-03-20T10:00+03:00", "publisher": {"name": LINES[0]}}
    written = json.dumps(stated).replace("+", "\\u002b").replace("-", "\\u002d")
    page = f'<html><head><script type="application/ld+json">{written}</script></head><body>{body}</body></html>'
    tables = parse(page.encode()).tables
    assert [row.surface for row in tables["dates"] if row.role == "published"] == ["2024-03-20T10:00+03:00"]
    assert [row.surface for row in tables["credits"] if row.role == "publisher"] == [LINES[0]]
