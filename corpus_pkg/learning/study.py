"""The furniture of one site: the lines that stand beside many of its stories, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus_pkg.learning.notes import CALLED, HEADLINE, HOLED, NAMED, PERSON, PROSE, TELLING, Notes
from corpus_pkg.learning.thresholds import (
    ALONE_SHARE,
    BESIDE_SHARE,
    BETWEEN_SHARE,
    ENCLOSED_SHARE,
    FEWEST_SEEN,
    FOLLOWED_SHARE,
    NAME_SHARE,
    NO_HEADLINE_SHARE,
    SENTENCE_BETWEEN_SHARE,
    SENTENCE_SHARE,
)
from corpus_pkg.sites import Place, places
from corpus_pkg.sites.lessons import Kind


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line that a site prints.

    Attributes:
        key: the hash of its key.
        place, kind: where it stands, and what it is there.
        stories: beside how many stories it stands there.
        page: the number of a page that has it.

    """

    key: int
    place: Place
    kind: Kind
    stories: int
    page: int


@dataclass(slots=True)
class Seen:
    """Where and among what a line was seen in one place: numbers of stories.

    Attributes:
        stories: all of them.
        alone: those with no headline of their own in the head.
        followed: those where a line of their own, as headlines are, stands under it.
        enclosed: those where the lines over it and under it are the site's too; in the foot, no running text.
        traits: of the line.
        page: the number of the first page that has it there.

    """

    traits: int
    page: int
    stories: int = 0
    alone: int = 0
    followed: int = 0
    enclosed: int = 0


def furniture(notes: Notes, stories: Sequence[int]) -> tuple[list[Furniture], int]:
    """Return what a site prints around its stories, and how many of these have running text of their own.

    Args:
        notes: the notes on all pages.
        stories: the numbers of the site's pages, one of each story.

    """
    recurring = notes.recurring(stories, FEWEST_SEEN)
    sentences = {key for key, count in recurring.items() if count >= SENTENCE_SHARE * len(stories)}
    seen: dict[tuple[int, Place], Seen] = {}
    with_text = 0
    for page in stories:
        with_text += _look(notes, page, recurring, sentences, seen)
    found = [
        Furniture(key, place, kind, of_line.stories, of_line.page)
        for (key, place), of_line in seen.items()
        if (kind := _kind(of_line, place, with_text)) is not None
    ]
    return found, with_text


def _look(
    notes: Notes, page: int, recurring: dict[int, int], sentences: set[int], seen: dict[tuple[int, Place], Seen]
) -> bool:
    """Count the recurring lines of a page, each once in a place; whether the page has running text of its own."""
    lines = notes.lines(page).tolist()
    own = [
        length if traits & PROSE and not traits & NAMED and key not in sentences else 0 for key, length, traits in lines
    ]
    found = places(own)
    if found is None:
        return False
    # A line of the page's own, as headlines are: short, and neither named by its wording nor seen elsewhere.
    headlines = [
        bool(traits & HEADLINE) and not traits & (PROSE | NAMED) and key not in recurring for key, _, traits in lines
    ]
    headed = any(headline and place == "head" for headline, place in zip(headlines, found, strict=True))
    sites_own = [key in recurring or bool(traits & NAMED) for key, _, traits in lines]
    no_text = [not length for length in own]
    counted: set[tuple[int, Place]] = set()
    for index, ((key, _, traits), place) in enumerate(zip(lines, found, strict=True)):
        if key not in recurring or traits & NAMED or (key, place) in counted:
            continue
        counted.add((key, place))
        of_line = seen.get((key, place))
        if of_line is None:
            of_line = seen[key, place] = Seen(traits, page)
        of_line.stories += 1
        of_line.alone += place == "head" and not headed
        of_line.followed += index + 1 < len(lines) and headlines[index + 1]
        # Behind the text stand headlines of other stories as well; whoever signs stands under the last paragraph.
        around = no_text if place == "foot" else sites_own
        of_line.enclosed += all(around[max(index - 1, 0) : index + 2])
    return True


def _kind(seen: Seen, place: Place, stories: int) -> Kind | None:
    """Return what a line is that was seen in a place beside some of so many stories; None where it is no furniture."""
    traits, share = seen.traits, seen.stories / stories
    if seen.stories < FEWEST_SEEN or not traits & TELLING or (traits & HOLED and place != "foot"):
        return None
    if share < _least(traits, place):
        return None
    # Nobody signs between two paragraphs; a review of the press has the names of papers there.
    may_state = CALLED if place == "between" else CALLED | PERSON
    if traits & may_state and seen.enclosed < ENCLOSED_SHARE * seen.stories:
        return None
    if place == "head" and share < NO_HEADLINE_SHARE and seen.alone > ALONE_SHARE * seen.stories:
        return None
    lists = place == "foot" or (place == "between" and share >= SENTENCE_SHARE)
    heads_links = lists and not traits & PROSE and seen.followed >= FOLLOWED_SHARE * seen.stories
    return "related_heading" if heads_links else "nav"


def _least(traits: int, place: Place) -> float:
    """Return beside what share of the stories a line must stand to be the site's."""
    if traits & PROSE:
        return SENTENCE_BETWEEN_SHARE if place == "between" else SENTENCE_SHARE
    if traits & (CALLED | PERSON):
        return NAME_SHARE
    return BETWEEN_SHARE if place == "between" else BESIDE_SHARE


def by_place(found: Sequence[Furniture]) -> dict[Place, int]:
    """Return how many lines stand in each place."""
    counts: dict[Place, int] = defaultdict(int)
    for line in found:
        counts[line.place] += 1
    return dict(counts)
