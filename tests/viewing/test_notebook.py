"""What a notebook shows is a table in which everything is text."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.dataset import dataset
from corpus_pkg.viewing import table_html

ROOT = Path(__file__).parents[2]


class Cells(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.cells: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        if tag == "td":
            self.cells.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


@given(st.lists(st.tuples(st.text(), st.none() | st.integers() | st.text(max_size=300)), max_size=4), st.text())
def test_every_value_is_text(rows: list[tuple[object, object]], caption: str) -> None:
    read = Cells(table_html(caption, ("a<b>", "c"), rows))
    assert set(read.elements) <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert len(read.cells) == 2 * len(rows)
    for (first, second), shown in zip(rows, zip(read.cells[::2], read.cells[1::2], strict=True), strict=True):
        assert len(shown[0]) <= 121 and (second is not None or shown[1] == "")
        assert str(first).isprintable() is False or len(str(first)) > 120 or shown[0] == str(first)


def test_a_notebook_shows_a_package_and_its_rows() -> None:
    opened = dataset.open(ROOT)
    assert "11" in Cells(opened._repr_html_()).cells
    read = Cells(opened.mentions._repr_html_())
    assert read.elements.count("tr") == 11 and "10 of 408 rows" in opened.mentions._repr_html_()
    story = opened.story(opened.articles[0])
    assert story.title in Cells(story._repr_html_()).cells


@given(st.text())
def test_a_record_turns_nothing_around(name: str) -> None:
    source = dataset.open(ROOT).sources[0].model_copy(update={"name_ar": f"\u202e{name}<b>"})
    read = Cells(source._repr_html_())
    assert set(read.elements) <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "\u202e" not in source._repr_html_() and read.cells[:2] == ["source_id", source.source_id]
