"""A difference in words: the section of a dataset's CHANGELOG."""

from __future__ import annotations

from collections import Counter
from typing import Any

from corpus_pkg.errors import one_line
from corpus_pkg.sharing.diff.changes import SchemaChange
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
    for kind, count in Counter(change.kind for change in difference.files).items():
        items[kind.capitalize()].append(f"files: {count}")
    for heading, listed in items.items():
        if listed:
            lines += ["", f"### {heading}", "", *(f"- {item}" for item in listed)]
    if not difference:
        lines += ["", "Nothing has changed."]
    return "\n".join(lines) + "\n"


def described(change: SchemaChange) -> str:
    """Return a change of the schema in one line."""
    where = f"{change.table}: " if change.table is not None else ""
    name = f" {change.name}" if change.name is not None else ""
    old, new = (None if value is None else one_line(_text(value), 60) for value in (change.old, change.new))
    if change.what in ("table", "column") or old is None or new is None:
        state = "added" if change.old is None else "removed" if change.new is None else "changed"
        value = "" if change.what in ("table", "column") else f" ({new if old is None else old})"
        return one_line(f"{where}{change.what}{name} {state}{value}", 300)
    return one_line(f"{where}{change.what}{name}: {old} -> {new}", 300)


def _heading(old: Any, new: Any) -> str:
    return "Added" if old is None else "Removed" if new is None else "Changed"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
