"""The attributes of an element of HTML."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.attributes import NAMING, attributes, names, pairs

NAMES = st.lists(st.text(st.sampled_from("aBc-"), min_size=1, max_size=4), max_size=80)


@given(NAMES, st.sampled_from(["class", "ID", "role", "itemprop", "href"]))
def test_names_of_an_element_are_in_lower_case_and_not_too_many(given_names: list[str], key: str) -> None:
    source = f'{key}="{" ".join(given_names)}"'
    listed = pairs(source, NAMING)
    expected = [name.lower() for name in given_names][:64] if key != "href" else []
    assert list(names(listed))[: len(expected)] == expected and len(names(listed)) <= 64
    parted = {name[0] + "-" + name[1:] for name in ("aB", "aBc") if name in given_names}
    assert set(names(listed)) <= {
        *expected,
        *(re.sub("(?<=[a-z])(?=[A-Z])", "-", name).lower() for name in given_names),
    }
    assert key == "href" or len(given_names) > 32 or {name.lower() for name in parted} <= set(names(listed))


def test_a_link_to_an_author_is_named_so() -> None:
    source = "rel='nofollow author' class=name itemscope"
    assert names(pairs(source, NAMING)) == ("name", "author")
    assert [name for name, _, _, _ in attributes(source, (0, len(source)))] == ["rel", "class", "itemscope"]


WRITTEN = st.lists(
    st.sampled_from(["class", "ID", "href", "=", '"', "'", " ", "\n", "a", "aB", "&#34;", "&amp", "/", "`", "data-x"]),
    max_size=20,
).map("".join)


@given(WRITTEN, st.sets(st.sampled_from(["class", "id", "href", "a", "data-x"])))
def test_pairs_are_the_attributes_that_are_asked_for(written: str, keys: set[str]) -> None:
    listed = attributes(written, (0, len(written)))
    assert pairs(written, keys) == [(name, text) for name, text, _, _ in listed if name in keys]
