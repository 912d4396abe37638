"""Two values that a reader may take for the same are shown with the code points by which they differ."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.validation import validate
from corpus_pkg.validation.likeness import alike, beside, twin

#: Two texts that look alike, and how each is shown.
PAIRS = {
    "yeh": ("علي", "علی", "U+064A at 2", "U+06CC at 2"),
    "alef maksura": ("مبني", "مبنى", "U+064A at 3", "U+0649 at 3"),
    "kaf": ("كتب", "کتب", "U+0643 at 0", "U+06A9 at 0"),
    "heh": ("هدى", "ہدى", "U+0647 at 0", "U+06C1 at 0"),
    "joiner": ("نيمفاصلة", "نيم\u200cفاصلة", "nothing at 3", "U+200C at 3"),
    "direction": ("abc", "abc\u200f", "nothing at 3", "U+200F at 3"),
    "mark": ("محمد", "مُحمد", "nothing at 1", "U+064F at 1"),
    "tatweel": ("كتاب", "كتـاب", "nothing at 2", "U+0640 at 2"),
    "form": ("لا", "ﻻ", "U+0644 U+0627 at 0", "U+FEFB at 0"),
    "blank": ("a b", "a\u00a0b", "U+0020 at 1", "U+00A0 at 1"),
    "narrow blank": ("1 000", "1\u202f000", "U+0020 at 1", "U+202F at 1"),
    "digits": ("٣٤٥", "۳۴۵", "U+0663 U+0664 U+0665 at 0", "U+06F3 U+06F4 U+06F5 at 0"),
    "composed": ("caf\u00e9", "cafe\u0301", "U+00E9 at 3", "U+0065 U+0301 at 3"),
    "Cyrillic": ("AP", "\u0410P", "U+0041 at 0", "U+0410 at 0"),
    "soft hyphen": ("co-op", "co-\u00adop", "nothing at 3", "U+00AD at 3"),
}


@pytest.mark.parametrize("name", PAIRS)
def test_what_looks_alike_is_shown_with_its_code_points(name: str) -> None:
    one, other, first, second = PAIRS[name]
    assert alike(one, other) and twin(one, ["x", one, other]) == other
    assert [shown.partition("» (")[2] for shown in beside(one, other)] == [f"{first})", f"{second})"]
    assert beside(other, one) == tuple(reversed(beside(one, other)))


@pytest.mark.parametrize(("one", "other"), [("a", "b"), ("علي", "عمر"), ("", "a"), ("a" * 500, "a" * 499)])
def test_what_looks_different_is_shown_as_it_is(one: str, other: str) -> None:
    assert not alike(one, other) and twin(one, [other]) is None


@given(
    st.text(alphabet="ab يیك\u200c\u00a0\u064f\n", max_size=90),
    st.text(alphabet="ab يیك\u200c\u00a0\u064f\n", max_size=90),
)
def test_two_values_never_look_the_same_in_a_message(one: str, other: str) -> None:
    shown = beside(one, other)
    assert (shown[0].removeprefix("from character ").lstrip("0123456789").removeprefix(" on ") == shown[1]) == (
        one == other
    )
    assert all("\n" not in part for part in shown)


def test_long_texts_are_shown_from_where_they_part() -> None:
    one, other = "a" * 100 + "b", "a" * 100 + "c"
    assert beside(one, other) == ("from character 90 on «aaaaaaaaaab»", "«aaaaaaaaaac»")


def test_columns_show_twins_of_labels_choices_and_keys(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="polars (the extra polars) is not installed")
    keyed = {"fields": [{"name": "id", "type": "string"}], "primaryKey": ["id"]}
    fields = [
        {"name": "ref", "type": "string"},
        {"name": "كم", "type": "string", "constraints": {"enum": ["علي", "عمر"]}},
    ]
    keys = [{"fields": ["ref"], "reference": {"resource": "names", "fields": ["id"]}}]
    resources = [
        {"name": "names", "path": "names.csv", "schema": keyed},
        {
            "name": "t",
            "path": "t.csv",
            "dialect": {"delimiter": ","},
            "schema": {"fields": fields, "foreignKeys": keys},
        },
    ]
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "x", "resources": resources}))
    (tmp_path / "names.csv").write_text("id\nمكة\n")
    (tmp_path / "t.csv").write_text("ref,كم\nمکة,علی\n")
    messages = {problem.code: problem.message for problem in validate(tmp_path, only=["columns"]).problems}
    assert "(U+06CC at 2), expected is «علي» (U+064A at 2)" in messages["constraint"]
    assert "(U+06A9 at 1) is no id of names, «مكة» (U+0643 at 1) is one" in messages["foreign-key"]
    (tmp_path / "t.csv").write_text("ref,کم\nمكة,علي\n")
    (header,) = validate(tmp_path, only=["columns"]).problems
    assert re.search(r"U\+06A9 at 0.*U\+0643 at 0", header.message)
