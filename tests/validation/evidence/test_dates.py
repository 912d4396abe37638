"""What a story says of its days is backed by its dates, and each part is told by itself."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import edtf
from corpus_pkg.validation.evidence import dates
from corpus_pkg.validation.evidence.rows import ROWS

DAY = datetime.date(2024, 3, 20)


def article(**cells: object) -> object:
    return ROWS["articles"](**{name: cells.get(name) for name in ROWS["articles"]._fields})


def codes(**cells: object) -> list[tuple[str, str | None]]:
    """What is wrong with a story on whose page one date is published, and one updated."""
    rows = [
        SimpleNamespace(role="published", value="2024-03-20", article_id="a"),
        SimpleNamespace(role="updated", value="2024-03-21", article_id="a"),
    ]
    story = article(article_id="a", **cells)
    document = SimpleNamespace(retrieved=None, media_type="text/plain")
    dossier = dates.Dossier(document, articles={"a": story}, dates=rows)
    return [(problem.code, problem.column) for problem in dates.publication(dossier)]


STATED = {"published": "2024-03-20", "published_basis": "stated", "published_earliest": DAY, "published_latest": DAY}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"updated": "2024-03-21"}, []),
        ({"updated": None}, [("updated", "updated")]),
        (
            {"updated": "2024-03-22", "published_latest": None},
            [("bounds", "published_earliest"), ("updated", "updated")],
        ),
        ({"updated": "2024-03-21", "published": None}, [("published", "published")]),
        (
            {"updated": "2024-03-21", "published_basis": "inferred"},
            [("published", "published")],
        ),
        (
            {"updated": "2024-03-21", "published_basis": "unknown"},
            [("published", "published"), ("published", "published")],
        ),
    ],
)
def test_each_part_of_a_publication_is_told_by_itself(
    cells: dict[str, object], expected: list[tuple[str, str | None]]
) -> None:
    assert codes(**{**STATED, **cells}) == expected


@given(
    st.sampled_from([None, "2024", "2024-03", "2024-03-20", "XXXX-05", "2024-03/..", "2024~"]),
    st.none() | st.dates(),
    st.none() | st.dates(),
)
def test_any_bounds_are_judged_by_the_days_of_the_value(
    value: str | None, early: datetime.date | None, late: datetime.date | None
) -> None:
    story = article(
        article_id="a",
        published=value,
        published_basis="inferred",
        published_earliest=early,
        published_latest=late,
    )
    nothing: Collection[str] = ()
    told = {problem.column for problem in dates._published(story, nothing) if problem.code == "bounds"}
    days = edtf.bounds(value) if value is not None else None
    apart = days is not None and ((early is not None and early > days[1]) or (late is not None and late < days[0]))
    assert ("published" in told) == apart
    assert ("published_latest" in told) == (early is not None and late is not None and early > late)


@pytest.mark.parametrize(
    ("language", "calendar", "value", "expected"),
    [
        (None, "persian", "2023-07-25", []),
        (None, "persian", "2023-07-26", ["reading"]),
        ("ar", "persian", "2023-07-25", ["reading"]),
        (None, "hijri", "2023-07-25", ["reading"]),
    ],
)
def test_a_day_of_a_persian_page_is_read_by_the_sun(
    language: str | None, calendar: str, value: str, expected: list[str]
) -> None:
    row = SimpleNamespace(
        rule="day_month_year",
        date_id="d",
        surface="۱۴۰۲/۰۵/۰۳",
        value=value,
        other=None,
        calendar=calendar,
        kind="date",
        article_id=None,
        at=1,
    )
    document = SimpleNamespace(retrieved=None, media_type="text/html", language=language)
    dossier = dates.Dossier(document, dates=[row])
    assert [problem.code for problem in dates.readings(dossier)] == expected


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("raw/pages.warc!1", None, []),
        ("raw/pages.warc!1", "", [("retrieved", "retrieved")]),
        ("raw/page.html", None, [("retrieved", "retrieved")]),
    ],
)
def test_a_carrier_that_is_not_at_hand_may_say_when_a_page_was_fetched(
    path: str, text: str | None, told: list[tuple[str, str | None]]
) -> None:
    cells = {"retrieved": "2023-05-01T10:00:00Z", "media_type": "text/html", "path": path}
    document = ROWS["documents"](**{name: cells.get(name) for name in ROWS["documents"]._fields})
    problems = dates.publication(dates.Dossier(document, text=text))
    assert [(problem.code, problem.column) for problem in problems] == told
