"""Letters that versions of Python do not know alike are none in any of them."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.later_letters import SIGN, without
from corpus_pkg.parsing import parse

EVERY = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
#: Kawi, Nag Mundari, ideographs of Extension H and I, Garay (with capitals), Latin and Cyrillic additions.
LATER = "\U00011f12\U0001e4d0\U00031350\U0002ebf0\U00010d50\U00010d70\ua7da\ua7dc\u1c89\u088f"
BODY = "أعلنت وزارة النقل اليوم أن العمل في مشروع الطريق الساحلي بدأ صباح الأحد بحضور عدد من المسؤولين، بحسب رويترز."


def test_what_is_a_letter_or_a_digit_is_the_same_in_every_version() -> None:
    letters = "".join(re.findall(r"\w", without(EVERY)))
    expected = "fad7ecbbe89c705e0741fe9ef5aef1d50c7d987e7cffb783074ab82c064b4f2d"
    assert hashlib.sha256(letters.encode()).hexdigest() == expected


@given(st.text())
def test_each_stands_for_one_character(text: str) -> None:
    plain = without(text)
    assert len(plain) == len(text)
    assert all(letter in (other, SIGN) for letter, other in zip(plain, text, strict=True))
    assert without(plain) == plain


@pytest.mark.parametrize("script", ["أبجد هوز", "English text", "\u4e00\U00020000", "\u0560\u0588\ua7ca\ua7d3"])
def test_those_that_every_version_knows_stay(script: str) -> None:
    assert without(script) == script


@given(st.lists(st.sampled_from([*LATER, " ", "\n", "ا", "و", "a", "1", ":", "«", ".", "\u064b"]), max_size=30))
def test_a_page_with_some_is_read_as_one_with_signs(drawn: list[str]) -> None:
    strange = "".join(drawn)
    title = f"وزارة النقل {strange} تبدأ العمل"
    head = f"{title}\n{strange}\nالقاهرة {strange}- رويترز\n3 مارس 2020"
    text = f"{head}\n\n{BODY}\n{BODY} {strange}\n{BODY[:-1]}{strange}.\n"
    read, plain = parse(text.encode()), parse(without(text).encode())
    for name, rows in read.tables.items():
        bare = [_shape(row) for row in plain.tables[name]]
        assert [_shape(row) for row in rows] == bare, name


def _shape(row: object) -> dict[str, object]:
    """A row without what follows from its bytes: each text as it is with signs."""
    values: dict[str, object] = row.model_dump() if hasattr(row, "model_dump") else {}
    hashed = ("document_id", "article_id", "sha256", "text_sha256", "bytes", "path")
    return {
        name: without(value) if isinstance(value, str) else value
        for name, value in values.items()
        if name not in hashed and not name.endswith("_id")
    }
