"""A difference in words: the section of a dataset's CHANGELOG."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from corpus_pkg.sharing.diff.changes import described
from corpus_pkg.sharing.diff.difference import Difference


def section(difference: Difference) -> str:
    """Return the section of a dataset's CHANGELOG on the difference (Markdown, the headings of keepachangelog.com).

    The version is the new package's where it states another than the old one, else the suggested one, else none yet.
    """
    stated = difference.new_version if difference.new_version != difference.old_version else None
    lines = [f"## {stated or difference.suggested or 'Unreleased'}"]
    items: dict[str, list[str]] = {"Added": [], "Changed": [], "Removed": []}
    for change in difference.schema:
        items[_heading(change.old, change.new)].append(described(change))
    for name, counts in difference.counts.items():
        for kind, count in counts.items():
            items[kind.capitalize()].append(f"{name}: {count} row{'s' if count != 1 else ''}")
    if difference.pages:
        items["Changed"].append(f"pages: {counted(page.kind for page in difference.pages)}")
    for change_kind, count in Counter(change.kind for change in difference.files).items():
        items.setdefault(change_kind.capitalize(), []).append(f"files: {count}")
    for heading, listed in items.items():
        if listed:
            lines += ["", f"### {heading}", "", *(f"- {item}" for item in listed)]
    if not difference:
        lines += ["", "Nothing has changed."]
    return "\n".join(lines) + "\n"


def counted(kinds: Iterable[str]) -> str:
    """Return how many there are of each kind, such as `2 edited, 1 renamed`."""
    return ", ".join(f"{count} {kind}" for kind, count in sorted(Counter(kinds).items()))


def _heading(old: Any, new: Any) -> str:
    return "Added" if old is None else "Removed" if new is None else "Changed"
