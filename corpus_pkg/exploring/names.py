"""The pages of what stories name, outlets and entities alike: a line of time, neighbours, the newest stories."""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from corpus_pkg.exploring.plots import months
from corpus_pkg.exploring.shell import link, table, text
from corpus_pkg.exploring.statistics import name_of

#: So many neighbours and stories stand on a page, and so many names in a list.
_NEIGHBOURS, _STORIES, _LISTED = 15, 50, 500
#: Names that a file may not have on Windows, and the length up to which an id names its file.
_RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))
_LONGEST = 100


def file_of(identifier: str) -> str:
    """Return the name of the file that has the page of an outlet or entity."""
    if len(identifier) > _LONGEST or identifier in _RESERVED:
        identifier = f"x-{hashlib.sha256(identifier.encode()).hexdigest()[:32]}"
    return f"{identifier}.html"


@dataclass
class Names:
    """What stories name of one table, and in which stories.

    Attributes:
        folder: the folder of their pages.
        rows: the rows of the table by id.
        facet_of: the facet of the stories that a row is a value of.
        known: the ids, in the order of the table.
        stories: by the number of an id, the numbers of the stories that name it, in no order.
        named: by the number of a story, the numbers of the ids that it names.

    """

    folder: str
    rows: dict[str, Any]
    facet_of: Callable[[Any], str]
    known: list[str] = field(init=False)
    stories: list[array[int]] = field(init=False)
    named: dict[int, array[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Give each id its number."""
        self.known = list(self.rows)
        self._numbers = {identifier: number for number, identifier in enumerate(self.known)}
        self.stories = [array("I") for _ in self.known]

    def add(self, story: int, identifiers: Sequence[str]) -> None:
        """Note what the story of that number names, each id once; ids that the table has not are passed over."""
        numbers = array("I", [self._numbers[one] for one in identifiers if one in self._numbers])
        if numbers:
            self.named[story] = numbers
            for number in numbers:
                self.stories[number].append(story)

    def name(self, number: int) -> str:
        """Return what the id of that number is called."""
        identifier = self.known[number]
        return name_of(self.rows[identifier], identifier)

    def ordered(self) -> list[int]:
        """Return the numbers of the ids that stories name, those first that most stories name."""
        named = (number for number, stories in enumerate(self.stories) if stories)
        return sorted(named, key=lambda number: (-len(self.stories[number]), self.known[number]))

    def page(self, number: int, month_of: Sequence[str], story: Callable[[int], Any]) -> Iterator[str]:
        """Yield the page of an id as HTML.

        `month_of` has the month of each story by its number, empty where it is not known; `story` gives a story's row
        in the table of stories.
        """
        identifier = self.known[number]
        row = self.rows[identifier]
        stories = sorted(self.stories[number])
        facts = [(column, value) for column, value in row._asdict().items() if value]
        yield table("What is known of it", ("Column", "Value"), ((text(name), text(value)) for name, value in facts))
        where = f"../articles.html#{self.facet_of(row)}={identifier}"
        yield f'<p class="all">{link(where, f"All {len(stories):,} stories with it")}</p>'
        yield months("Stories with it by month", Counter(month_of[one] for one in stories))
        near: Counter[int] = Counter()
        for one in stories:
            near.update(self.named[one])
        del near[number]
        closest = sorted(near.items(), key=lambda pair: (-pair[1], self.known[pair[0]]))[:_NEIGHBOURS]
        if closest:
            yield table(
                "Named in the same stories",
                ("Name", "Stories"),
                ((link(file_of(self.known[other]), self.name(other)), f"{count:,}") for other, count in closest),
            )
        newest = [story(one) for one in stories[:_STORIES]]
        yield table(
            f"The newest {len(newest)} of them" if len(stories) > len(newest) else "The stories",
            ("Story", "Day"),
            ((link(f"../{row[0]}", row[1]), text(row[2])) for row in newest),
        )

    def lists(self, title: str) -> Iterator[tuple[str, list[str]]]:
        """Yield the pages that list the ids, those that most stories name first: the file and the HTML of each."""
        numbers = self.ordered()
        files = [
            f"{self.folder}.html" if first == 0 else f"{self.folder}-{first // _LISTED + 1}.html"
            for first in range(0, max(len(numbers), 1), _LISTED)
        ]
        for place, file in enumerate(files):
            shown = numbers[place * _LISTED : (place + 1) * _LISTED]
            rows = (
                (
                    link(f"{self.folder}/{file_of(self.known[number])}", self.name(number)),
                    text(self.rows[self.known[number]].name_en or ""),
                    text(self.facet_of(self.rows[self.known[number]])),
                    f"{len(self.stories[number]):,}",
                )
                for number in shown
            )
            around = []
            if place:
                around.append(link(files[place - 1], "Before"))
            if place + 1 < len(files):
                around.append(link(files[place + 1], "More"))
            body = [table(title, ("Name", "English", "Kind", "Stories"), rows)]
            if around:
                body.append(f'<nav aria-label="Parts of the list"><p>{" · ".join(around)}</p></nav>')
            yield file, body
