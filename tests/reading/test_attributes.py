"""The attributes of an element of HTML."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.attributes import attributes, names

NAMES = st.lists(st.text(st.sampled_from("aBc-"), min_size=1, max_size=4), max_size=80)


@given(NAMES, st.sampled_from(["class", "ID", "role", "itemprop", "href"]))
def test_names_of_an_element_are_in_lower_case_and_not_too_many(given_names: list[str], key: str) -> None:
    source = f'{key}="{" ".join(given_names)}"'
    listed = list(attributes(source, (0, len(source))))
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
    listed = list(attributes(source, (0, len(source))))
    assert names(listed) == ("name", "author")
    assert [name for name, _, _, _ in listed] == ["rel", "class", "itemscope"]
