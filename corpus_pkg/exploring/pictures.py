"""The plots of the overview as files of SVG, for a paper or a README: no script, no font, nothing from elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.exploring.plots import month_columns
from corpus_pkg.exploring.statistics import GROUPS, UNKNOWN, Statistics
from corpus_pkg.viewing import plain

#: A row of bars: its height, where names end and bars begin, the longest bar, the width of all, the longest name.
_ROW, _NAMES, _BARS, _BAR, _WIDTH, _NAME = 22, 260, 270, 360, 720, 40
_HEAD = 30
#: So many of a group are shown, the others in one bar.
_SHOWN = 40
_STYLE = """text{font:13px system-ui,"Noto Naskh Arabic",Tahoma,sans-serif;fill:#333;unicode-bidi:plaintext}
.head{font-weight:700}rect{fill:#3f7fbf}path{stroke:#777}
@media(prefers-color-scheme:dark){text{fill:#ddd}rect{fill:#4f8fd0}}"""


def write(counted: Statistics, folder: str | os.PathLike[str]) -> list[Path]:
    """Write a file for each group that has something, over older ones; return them.

    The same counts give the same bytes. Raises PackageError where the folder cannot be written.
    """
    files = []
    place = Path(folder)
    try:
        place.mkdir(parents=True, exist_ok=True)
        for name, picture in pictures(counted):
            path = place / f"{name}.svg"
            path.write_bytes(picture.encode("utf-8", "backslashreplace"))
            files.append(path)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise PackageError(f"{one_line(place)}: cannot be written ({reason}); name another folder (--plot)") from None
    return files


def pictures(counted: Statistics) -> Iterator[tuple[str, str]]:
    """Yield the plots, the name of each and its SVG; those of groups that have something."""
    for group, heading in GROUPS.items():
        if group == "month":
            known = {month: count for month, count in counted.groups[group].items() if count and month != UNKNOWN}
            if known:
                height, body = month_columns(known)
                yield group, _svg(heading, height, body)
            continue
        frequent, others = counted.frequent(group, _SHOWN)
        counts = [(words, count) for _, words, count in frequent]
        if counts:
            yield group, _bars(heading, [*counts, others] if others else counts)


def _bars(heading: str, counts: Sequence[tuple[str, int]]) -> str:
    most = max(count for _, count in counts)
    rows = []
    for number, (words, count) in enumerate(counts):
        y = number * _ROW
        width = max(count / most * _BAR, 1)
        name = words if len(words) <= _NAME else f"{words[:_NAME]}…"
        rows.append(
            f'<text x="{_NAMES}" y="{y + 15}" text-anchor="end">{_text(name)}</text>'
            f'<rect x="{_BARS}" y="{y + 4}" width="{width:.1f}" height="14"/>'
            f'<text x="{_BARS + width + 6:.1f}" y="{y + 15}">{count:,}</text>'
        )
    return _svg(heading, len(counts) * _ROW, "".join(rows))


def _text(words: str) -> str:
    """Return words as XML, which knows no character that is none."""
    return escape(plain(words)).replace("\ufffe", " ").replace("\uffff", " ")


def _svg(heading: str, height: int, body: str) -> str:
    words = escape(heading)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{words}" '
        f'viewBox="0 0 {_WIDTH} {height + _HEAD}" width="{_WIDTH}" height="{height + _HEAD}"><style>{_STYLE}</style>'
        f'<text class="head" x="0" y="18">{words}</text><g transform="translate(0 {_HEAD})">{body}</g></svg>\n'
    )
