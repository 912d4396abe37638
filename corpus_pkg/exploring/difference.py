"""What has changed from one package to another, as one file for the browser: no script, no network, no other file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from corpus_pkg.exploring.shell import table, text
from corpus_pkg.sharing.diff import Difference, RowChange, described
from corpus_pkg.viewing import STYLE

#: So many rows are shown one by one; the counts have all. A value is cut at so many characters.
_ROWS, _LONGEST = 5_000, 300
_STYLE = """
main{padding:1rem;max-width:80rem;margin:auto}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.85rem}tbody th{font-weight:400;overflow-wrap:anywhere}
thead th{color:var(--quiet);border-top:0}dl{margin:0}dt{color:var(--quiet);font-size:.75rem}dd{margin:0 0 .3rem}
ins,del{text-decoration:none;padding:0 .2rem;border-radius:.2rem;overflow-wrap:anywhere}
ins{background:var(--dates)}del{background:var(--gone);text-decoration:line-through}
:root{--gone:#f7cfcf}@media(prefers-color-scheme:dark){:root{--gone:#662a2a}}
"""


def to_html(old: str, new: str, difference: Difference) -> Iterator[str]:
    """Yield the lines of the page; the same packages give the same lines, and rows are not held in memory."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width,initial-scale=1"><title>What has changed</title>'
    yield f"<style>{STYLE.read_text(encoding='utf-8')}{_STYLE}</style></head><body>"
    yield f"<header><h1>What has changed</h1><p>from {text(old)} to {text(new)}</p></header><main>"
    if not difference:
        yield "<p>Nothing: the packages are equal.</p></main></body></html>"
        return
    yield from _summary(difference)
    yield "<h2>Rows</h2>"
    shown = islice(difference.rows(), _ROWS)
    yield table("The rows that changed", ("Row", "Change", "Cells"), map(_row, shown))
    left = sum(sum(kinds.values()) for kinds in difference.counts.values()) - _ROWS
    if left > 0:
        yield f"<p>and {left:,} more, which <code>corpus-pkg diff --json</code> lists.</p>"
    yield "</main></body></html>"


def _summary(difference: Difference) -> Iterator[str]:
    """Yield all but the rows: the version that should follow and why, counts, pages, files, what the tables are."""
    if difference.suggested is not None:
        old = text(difference.old_version)
        yield f"<p>A {difference.level} change: version {old} should become {text(difference.suggested)}.</p>"
    if difference.reasons:
        yield f"<ul>{''.join(f'<li>{text(reason)}' for reason in difference.reasons)}</ul>"
    yield table(
        "Rows by table",
        ("Table", "Added", "Removed", "Changed"),
        (
            (text(name), *(f"{counts.get(kind, 0):,}" for kind in ("added", "removed", "changed")))
            for name, counts in difference.counts.items()
        ),
    )
    lists: Sequence[tuple[str, list[tuple[str, str]]]] = (
        ("Columns and tables", [(text(described(change)), change.level) for change in difference.schema]),
        ("Pages", [(text(page.path), f"{page.kind}, was {text(page.was)}") for page in difference.pages]),
        ("Files", [(text(file.path), file.kind) for file in difference.files]),
    )
    for heading, rows in lists:
        if rows:
            yield f"<h2>{heading}</h2>"
            yield table(heading, ("What", "Change"), rows)


def _row(row: RowChange) -> tuple[str, str, str]:
    key = "|".join(map(str, row.key if row.was is None else (*row.was, "→", *row.key)))
    cells = "".join(
        f"<dt>{text(name)}<dd dir=auto>{_value('del', old)}{_value('ins', new)}"
        for name, (old, new) in row.cells.items()
        if old or new
    )
    return f"{text(row.table)} {text(key)}", row.kind, f"<dl>{cells}</dl>"


def _value(element: str, value: str | None) -> str:
    if not value:
        return ""
    cut = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return f"<{element}>{text(cut)}</{element}> "
