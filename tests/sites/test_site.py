"""Which site a page is of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.sites import by_folder, by_host, names


@pytest.mark.parametrize(
    ("url", "line", "expected"),
    [
        ("https://www.nahda.example/news/1?x=//y", "", ("nahda.example",)),
        ("http://user@M.Nahda.example:8080/", "صحيفه اخري", ("nahda.example",)),
        ("//nahda.example", "", ("nahda.example",)),
        ("/news/1", "شبكه السدره - افتتاح متحف", ("شبكه السدره", "افتتاح متحف")),
        (None, "www.Nahda.example - افتتاح متحف جديد في المدينه القديمه", ("nahda.example",)),
        (None, "افتتاح متحف جديد في المدينه القديمه | شبكه السدره", ("شبكه السدره",)),
        (None, "شبكه السدره » محليات » افتتاح متحف جديد في المدينه القديمه", ("شبكه السدره",)),
        (None, "شبكه السدره", ("شبكه السدره",)),
        (None, "قناه السدره 24", ("قناه السدره 24",)),
        (None, "الخميس 4 مارس 2021", ()),
        (None, "افتتاح متحف جديد في المدينه القديمه", ()),
        (None, "- | -", ()),
        (None, "", ()),
    ],
)
def test_a_page_names_its_site(url: str | None, line: str, expected: tuple[str, ...]) -> None:
    assert by_host(url, line) == expected


def test_folders_are_those_around_a_page_and_around_the_archive_that_holds_it() -> None:
    assert by_folder("raw/nahda/2021/one.html") == ("2021/", "nahda/", "raw/")
    assert by_folder("raw/all.zip!nahda/one.html") == ("nahda/", "all.zip/", "raw/")
    assert by_folder("one.html") == by_folder(None) == ()


def test_an_address_goes_before_a_folder_and_a_folder_before_a_masthead() -> None:
    line, path = "شبكه السدره", "raw/nahda/one.html"
    assert names("http://a.example/1", path, line) == ("a.example", "nahda/", "raw/")
    assert names(None, path, line) == ("nahda/", "raw/", "شبكه السدره")


@given(st.text(), st.text(), st.text())
def test_any_page_has_names_that_are_never_empty(url: str, path: str, line: str) -> None:
    assert all(names(url, path, line))
