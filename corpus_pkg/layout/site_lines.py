"""Lines that the page's site is known to print around its stories, labelled before any rule asks for their place.

What the wording of a line says goes before it, but for the day of a page's clock, which only other pages tell.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.model import Label
from corpus_pkg.sites import Lessons, places


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
    settled = list(labels)
    for index, (place, of_line) in enumerate(zip(found, known, strict=True)):
        label = labels[index]
        for lesson in of_line:
            if lesson.place not in (place, "between"):
                continue
            if lesson.kind == "clock":
                if label is None or label.day:
                    settled[index] = Label("nav", f"site_line:{lessons.site}")
            elif label is None:
                settled[index] = Label(lesson.kind, f"site_line:{lessons.site}")
            break
    return settled
