"""A page beside its records: what lights up for a value is what the value came from, and no page can do anything."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from growth import steps
from hypothesis import given
from hypothesis import strategies as st
from strategies import Composed, pages

from corpus_pkg.commands import main
from corpus_pkg.parsing import parse_document
from corpus_pkg.viewing import to_html

SEEDS = sorted((Path(__file__).parents[2] / "seeds").iterdir())
HTML = """<!doctype html><html lang="ar"><head><title>سوق الينابيع يفتح أبوابه</title></head><body><article>
<h1>سوق الينابيع &amp; الواحات يفتح أبوابه</h1><time>4 نوفمبر 2023</time>
<p>وصل الوزير إلى <b>بير</b>وت أمس الثلاثاء لافتتاح السوق الجديد بحضور جمع من الناس.</p>
<p>وقالت وزارة الثقافة المصرية إن السوق يستقبل زواره كل يوم من أيام الأسبوع.</p></article></body></html>"""


NAME = re.compile(r"m\d+\Z")


class Shown(HTMLParser):
    """What a browser shows: the text of each segment, of each mark by its name, and the elements that there are.

    Of each name `rows` has the row that links to it: its surface, what is told of it, and its places.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.segments: list[str] = []
        self.marks: dict[str, str] = {}
        self.rows: dict[str, Sequence[str]] = {}
        self.elements: set[str] = set()
        self._inside: list[str] = []
        self._row: list[str] = []
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        self.elements.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]
        if "segment" in classes:
            self.segments.append("")
            self._open = tag
        if tag == "mark":
            self._inside = [name for name in {dict(attrs).get("id") or "", *classes} if NAME.match(name)]
        if tag == "tr":
            self._row = []
        if tag == "a" and NAME.match(address := (dict(attrs).get("href") or "")[1:]):
            assert address not in self.rows
            self.rows[address] = self._row

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._inside = []
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self.segments[-1] += data
        for name in self._inside:
            self.marks[name] = self.marks.get(name, "") + data
        self._row.append(data)


def check_light(shown: Shown) -> None:
    """Each mark is what one row says of it, and each place of a row has its mark."""
    assert shown.rows.keys() == shown.marks.keys()
    for name, words in shown.marks.items():
        assert words == shown.rows[name][0], name


def view(data: bytes) -> tuple[Shown, str]:
    parsed = parse_document(data, "page")
    page = to_html(parsed.document, parsed.text, parsed.tables)
    return Shown(page), page


@pytest.mark.parametrize("data", [*(seed.read_bytes() for seed in SEEDS), HTML.encode()])
def test_each_value_lights_up_its_characters(data: bytes) -> None:
    shown, _ = view(data)
    assert len(shown.marks) >= 5
    check_light(shown)


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.name)
def test_all_that_is_visible_is_there_in_its_order(seed: Path) -> None:
    shown, _ = view(seed.read_bytes())
    text = seed.read_text(encoding="utf-8")
    assert "".join("".join(shown.segments).split()) == "".join(text.split())


@given(pages())
def test_every_page_can_be_seen(composed: Composed) -> None:
    shown, page = view(composed.text.encode())
    assert shown.elements <= {
        *("html", "meta", "title", "style", "header", "h1", "bdi", "p", "main", "section", "div", "a", "mark"),
        *("table", "caption", "tr", "th", "td", "svg", "path", "rect", "text"),
    }
    check_light(shown)
    assert page == view(composed.text.encode())[1]


@given(
    st.sampled_from(["<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "</style><b>", "]]>&lt;script>"])
)
def test_a_hostile_page_is_text(hostile: str) -> None:
    body = f"السوق {hostile} يفتح أبوابه\n\nوصل الوزير إلى بيروت أمس {hostile}، وقال إن العمل بدأ في السوق منذ أيام.\n"
    markup = HTML.replace("&amp;", escape(hostile))
    for page in (body, markup):
        shown, written = view(page.encode())
        assert not shown.elements & {"script", "img", "b"}
        assert page == body or hostile in "".join(shown.segments)
        assert "default-src 'none'" in written


def test_the_work_grows_with_the_page() -> None:
    def page(size: int) -> str:
        return "سوق يفتح أبوابه\n\n" + "وصل الوزير إلى بيروت أمس ثم عاد منها إلى دمشق يوم الثلاثاء.\n\n" * size

    parsed = [parse_document(page(size).encode(), "page") for size in (40, 80)]
    few, many = (steps(lambda one=one: to_html(one.document, one.text, one.tables)) for one in parsed)  # type: ignore[misc]
    assert many <= 2.2 * few


def test_show_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "page.html"
    assert main(["show", str(SEEDS[0]), "--html", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["show", str(SEEDS[0]), "--html", str(tmp_path / "no" / "page.html")]) == 2
    assert "cannot be written (No such file or directory); name another file" in capsys.readouterr().err
