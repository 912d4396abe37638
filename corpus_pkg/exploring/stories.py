"""The table of stories, as the browser has it: a number for each, a row, the terms by which it is found.

Stories are numbered from the newest to the oldest, those without a day last, so that the first rows of the table are in
the first part of its data.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from corpus_pkg.dataset.rows import Rows
from corpus_pkg.exploring.folding import words
from corpus_pkg.exploring.parts import Parts, as_json
from corpus_pkg.exploring.statistics import month
from corpus_pkg.language.orthography import folded
from corpus_pkg.viewing import plain

#: The facets in the order in which they are shown, and what each is called.
FACETS = {
    "outlet": "Outlet",
    "month": "Month",
    "place": "Place",
    "person": "Person",
    "organisation": "Organisation",
    "thing": "Other name",
    "country": "Country of the outlet",
    "basis": "Day",
    "status": "Status of the page",
    "role": "Place on the page",
    "language": "Language",
}
#: The facet of an entity of a type.
OF_TYPE = {"LOC": "place", "PER": "person", "ORG": "organisation", "MISC": "thing"}
#: So many rows stand in a part, so many ranks; and so many values of a facet are listed.
_ROWS, _RANKS, _VALUES = 100, 20_000, 100
#: A title in the table has so many characters at most, and a story so many places.
_TITLE, _PLACES = 160, 3


class Row(NamedTuple):
    """A row of the table of stories: where the story is, its title, its day, its outlet, its first places."""

    address: str
    title: str
    day: str
    outlet: str
    places: str


class Facts(NamedTuple):
    """What the table tells of a story besides its own record."""

    status: str
    outlets: Sequence[tuple[str, str]]
    countries: Iterable[str]
    entities: Sequence[tuple[str, str, str]]


class Stories:
    """The stories of a package."""

    def __init__(self, articles: Rows[Any]) -> None:
        """Give each its number; memory holds an id, a day and a title for each."""
        days: list[tuple[str, str]] = []
        titles: list[str] = []
        for article in articles.tuples():
            days.append((str(article.published_earliest or article.published_latest or ""), article.article_id))
            titles.append(folded(article.title or "\uffff").lower()[:_TITLE])
        order = sorted(range(len(days)), key=lambda place: days[place], reverse=True)
        self.numbers = {days[place][1]: number for number, place in enumerate(order)}
        self.dated = sum(1 for day, _ in days if day)
        self._ranks = array("I", bytes(4 * len(order)))
        for rank, number in enumerate(sorted(range(len(order)), key=lambda number: titles[order[number]])):
            self._ranks[number] = rank
        self.months = [""] * len(order)
        self._rows: list[tuple[str, ...]] = [()] * len(order)
        self._values: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
        self._labels: dict[str, str] = {}

    def __len__(self) -> int:
        """Count the stories."""
        return len(self.numbers)

    def add(self, article: Any, facts: Facts) -> Iterator[str]:
        """Keep the row of a story, and yield the terms by which it is found, each once."""
        number = self.numbers[article.article_id]
        self.months[number] = month(article)
        places = [name for _, kind, name in facts.entities if kind == "LOC"]
        row = Row(
            address_of(article.article_id),
            plain((article.title or "(no title)")[:_TITLE]),
            day(article),
            plain("، ".join(name for _, name in facts.outlets)),
            plain("، ".join(places[:_PLACES])),
        )
        self._rows[number] = row
        values = {
            "outlet": [outlet for outlet, _ in facts.outlets],
            "country": sorted(facts.countries),
            "month": [self.months[number]] if self.months[number] else [],
            "basis": [article.published_basis],
            "status": [facts.status],
            "role": [article.role],
            "language": [article.language] if article.language else [],
        }
        self._labels.update((f"outlet={outlet}", name) for outlet, name in facts.outlets)
        for identifier, kind, name in facts.entities:
            facet = OF_TYPE[kind]
            values.setdefault(facet, []).append(identifier)
            self._labels[f"{facet}={identifier}"] = name
        for facet, found in values.items():
            self._values[facet].update(found)
            for value in found:
                yield f"{facet}={value}"
        yield from words(f"{article.title or ''}\n{article.text or ''}\n{article.keywords or ''}")

    def row(self, number: int) -> Row:
        """Return the row of a story."""
        return Row._make(self._rows[number])

    def write(self, parts: Parts, more: Mapping[str, Any]) -> None:
        """Write the table: its rows, the order of the titles, and `site`, with what a page needs at once."""
        parts.rows("rows", map(as_json, self._rows), _ROWS)
        parts.rows("titles", map(str, self._ranks), _RANKS)
        facets = [
            {
                "name": facet,
                "label": label,
                "values": [
                    (value, plain(self._labels.get(f"{facet}={value}", value)), count)
                    for value, count in sorted(self._values[facet].items(), key=lambda pair: (-pair[1], pair[0]))[
                        :_VALUES
                    ]
                ],
                "more": max(len(self._values[facet]) - _VALUES, 0),
            }
            for facet, label in FACETS.items()
        ]
        head = {"total": len(self), "dated": self.dated, "rows": _ROWS, "ranks": _RANKS, "facets": facets}
        parts.write("site", as_json({**head, **more}))


def address_of(article_id: str) -> str:
    """Return the address of a story in the site: its place on the page of its document."""
    document_id, _, ordinal = article_id.rpartition("-")
    return f"{page_of(document_id)}#a{ordinal}"


def page_of(document_id: str) -> str:
    """Return the path in the site of the page of a document; a folder holds a few hundred of 100,000."""
    return f"pages/{document_id[4:6]}/{document_id}.html"


def day(article: Any) -> str:
    """Return when a story was published as far as it is known."""
    if article.published:
        return str(article.published)
    if article.published_earliest or article.published_latest:
        return f"{article.published_earliest or '..'}/{article.published_latest or '..'}"
    return ""
