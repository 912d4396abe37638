"""Lines that the page's site is known to print around its stories, labelled before any rule asks for their place.

What the wording of a line says goes before it, but for the day of a page's clock, which only other pages tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_pkg.layout.lines import Line, runs
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.thresholds import LINES_IN_A_ROW
from corpus_pkg.sites import Lesson, Lessons, Place, places


def own_text(line: Line, label: Label | None) -> int:
    """Return the characters of a line that is running text; 0 of one that is not, or that its wording names."""
    return len(line.text) if line.prose and label is None else 0


def taught(lines: Sequence[Line], labels: Sequence[Label | None], lessons: Lessons) -> list[Label | None]:
    """Return the labels with those of lines that the site prints, each in the place where it was seen."""
    known = [lessons.lessons(line.text, prose=line.prose) for line in lines]
    own = [0 if lesson else own_text(line, label) for line, label, lesson in zip(lines, labels, known, strict=True)]
    found = places(own)
    if found is None:
        return list(labels)
    settled: list[Label | None] = []
    heading = has_clock = False
    rows = _in_a_row(known)
    for index, (line, label, place, of_line) in enumerate(zip(lines, labels, found, known, strict=True)):
        lesson = _in_place(of_line, place) or (of_line[0] if index in rows and of_line[0].kind != "clock" else None)
        if lesson is None:
            # Under the heading of a list behind the story stand headlines of others, up to the next line that is none.
            heading = heading and label is None and not line.prose
            settled.append(Label("related_link", f"site_line:{lessons.site}") if heading else label)
            continue
        heading = place == "foot" and lesson.kind == "related_heading"
        if lesson.kind != "clock":
            settled.append(label or Label(lesson.kind, f"site_line:{lessons.site}"))
        elif not has_clock and (label is None or label.day):
            # A second day of the same form is the story's.
            has_clock = True
            settled.append(Label("nav", f"site_line:{lessons.site}"))
        else:
            settled.append(label)
    return settled


def _in_a_row(known: Sequence[Sequence[Lesson]]) -> set[int]:
    """Return the lines of the site that stand in a row, which tells them wherever that is, as between two stories."""
    of_site = runs(index for index, of_line in enumerate(known) if of_line)
    return {index for run in of_site if len(run) >= LINES_IN_A_ROW for index in run}


def _in_place(of_line: Sequence[Lesson], place: Place) -> Lesson | None:
    """Return what is known of a line that holds in a place."""
    return next((lesson for lesson in of_line if lesson.place in (place, "between")), None)
