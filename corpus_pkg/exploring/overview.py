"""The overview of a package: what is in it, how full its columns are, which rules decided, what is amiss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus_pkg.exploring.plots import bars, months, share
from corpus_pkg.exploring.shell import link, table, text
from corpus_pkg.exploring.statistics import GROUPS, UNKNOWN, Statistics

#: So many of a group are shown; the others are counted in one line.
_SHOWN = 40
#: Groups whose values are a facet of the stories as well.
_FACETS = frozenset(("language", "role", "basis", "outlet", "country"))


def overview(
    description: Mapping[str, Any], counted: Statistics, problems: Iterable[tuple[str, str, str]]
) -> Iterator[str]:
    """Yield the overview as HTML.

    Args:
        description: the package's descriptor.
        counted: what is in the package.
        problems: pages without a story: the address of each, its path and what is wrong with it.

    """
    if isinstance(about := description.get("description"), str):
        yield f"<p>{text(about)}</p>"
    rows = counted.rows
    yield '<ul class="figures">'
    for name in ("documents", "articles", "sources", "entities", "mentions", "dates"):
        yield f"<li><strong>{rows[name]:,}</strong> {name}"
    yield "</ul>"
    yield months("Stories by month of publication", {k: n for k, n in counted.groups["month"].items() if k != UNKNOWN})
    yield '<div class="grid">'
    for name in ("basis", "outlet", "country", "language", "status", "media_type", "encoding", "role"):
        yield _group(name, counted)
    for name in ("segment", "character", "mention", "date"):
        yield _group(name, counted)
    yield '</div><h2 id="coverage">How full the columns are</h2><div class="grid">'
    for name, columns in counted.filled.items():
        yield table(
            f"{name} ({rows[name]:,} rows)",
            ("Column", "Filled", ""),
            (
                (text(column), f"{100 * filled / (rows[name] or 1):.1f}%", share(filled / (rows[name] or 1)))
                for column, filled in columns.items()
            ),
        )
    yield '</div><h2 id="rules">Which rules decided</h2><div class="grid">'
    yield _group("rule", counted)
    yield '</div><h2 id="problems">What is amiss</h2><div class="grid">'
    yield _group("problem", counted)
    yield "</div>"
    amiss = [(link(address, path), text(note)) for address, path, note in problems]
    if amiss:
        yield table("Pages without a story", ("Page", "Why"), amiss)


def _group(name: str, counted: Statistics) -> str:
    """Return one group as a table with bars; where it is a facet, its values lead to their stories."""
    frequent, others = counted.frequent(name, _SHOWN)
    counts = [(_label(name, value, words), count) for value, words, count in frequent]
    if others:
        counts.append((text(others[0]), others[1]))
    return bars(GROUPS[name], counts) if counts else ""


def _label(name: str, value: str, words: str) -> str:
    if name not in _FACETS or value == UNKNOWN:
        return text(words)
    return link(f"articles.html#{name}={value}", words)
