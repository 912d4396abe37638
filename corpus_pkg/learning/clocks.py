"""The clocks of a site: day lines that go by when a page was fetched, and not by its story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from corpus_pkg.learning.thresholds import DAYS_SHARE, FEWEST_CLOCKS, LATER_SHARE, MOVED_SHARE

#: The days that a page states, by the hashes of their keys, each with the day in EDTF.
Days = Sequence[tuple[int, str]]


def clocks(pages: Mapping[int, Days], stories: Iterable[Sequence[int]]) -> set[int]:
    """Return the hashes of the keys of the lines that are the page's clock.

    Args:
        pages: what days each page of the site states.
        stories: the numbers of the pages that hold one story word for word, several of them.

    """
    return _beside_another(pages.values()) | _moving(pages, stories)


def _beside_another(pages: Iterable[Days]) -> set[int]:
    """Return the lines that are never earlier than another day on the page, often later, and of few days."""
    together: dict[tuple[int, int], list[tuple[str, str]]] = defaultdict(list)
    for days in pages:
        first = _once(days)
        for key, day in first.items():
            for other, its_day in first.items():
                if other != key:
                    together[key, other].append((day, its_day))
    return {
        key
        for (key, _), pairs in together.items()
        if len(pairs) >= FEWEST_CLOCKS
        and all(day >= other for day, other in pairs)
        and sum(day > other for day, other in pairs) >= LATER_SHARE * len(pairs)
        and len({day for day, _ in pairs}) <= DAYS_SHARE * len({other for _, other in pairs})
    }


def _moving(pages: Mapping[int, Days], stories: Iterable[Sequence[int]]) -> set[int]:
    """Return the lines that state another day on each copy of one story."""
    several: dict[int, int] = defaultdict(int)
    moved: dict[int, int] = defaultdict(int)
    for copies in stories:
        states: dict[int, list[str]] = defaultdict(list)
        for page in copies:
            for key, day in _once(pages.get(page, ())).items():
                states[key].append(day)
        for key, days in states.items():
            if len(days) > 1:
                several[key] += 1
                moved[key] += len(set(days)) > 1
    return {key for key, count in several.items() if moved[key] >= FEWEST_CLOCKS and moved[key] >= MOVED_SHARE * count}


def _once(days: Days) -> dict[int, str]:
    """Return the days of a page that stand in one line each of their key; of a key that stands twice none is told."""
    often: dict[int, list[str]] = defaultdict(list)
    for key, day in days:
        often[key].append(day)
    return {key: stated[0] for key, stated in often.items() if len(stated) == 1}
