"""The dates of a story stand on a line in their order, from the side from which the story is read."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as tree

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.edtf import bounds
from corpus_pkg.records import Date
from corpus_pkg.viewing.timeline import timeline

DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
VALUES = st.one_of(
    DAYS.map(str), DAYS.map(lambda day: str(day)[:7]), DAYS.map(lambda day: str(day)[:4]), st.none(), st.just("P3D")
)


def dated(value: str | None, surface: str = "x") -> Date:
    return Date.model_construct(value=value, surface=surface)


def drawn(title: str, values: list[str | None]) -> tree.Element | None:
    picture = timeline(title, [dated(value) for value in values])
    return tree.fromstring(picture) if picture else None


@given(st.lists(VALUES, max_size=8))
def test_dates_stand_in_their_order_from_either_side(values: list[str | None]) -> None:
    known = [(value, found) for value in values if value and (found := bounds(value))]
    left, right = drawn("Market", values), drawn("السوق", values)
    if len({day for _, found in known for day in found}) < 2:
        assert left is None and right is None
        return
    assert left is not None and right is not None
    for (_, found), one, other in zip(known, left.findall("rect"), right.findall("rect"), strict=True):
        begin, width = float(one.attrib["x"]), float(one.attrib["width"])
        assert begin >= -0.1 and begin + width <= 400.1
        assert abs(float(other.attrib["x"]) + width + begin - 400) < 0.3
        for (_, later), another in zip(known, left.findall("rect"), strict=True):
            assert later[0] <= found[0] or float(another.attrib["x"]) >= begin
    first = min(found[0] for _, found in known).isoformat()
    ends = [[words.text for words in picture.findall("text")] for picture in (left, right)]
    assert ends[0] == ends[1][::-1] and ends[0][0] == first


def test_a_hostile_surface_is_text() -> None:
    picture = timeline("x", [dated("2024-01-01", "<script>&\u202e"), dated("2024-02")])
    assert "<script" not in picture and "\u202e" not in picture and "&lt;script&gt;&amp; " in picture
    assert timeline(None, []) == timeline("x", [dated("2024-01-01")]) == ""
