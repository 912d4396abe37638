"""Which site a page is of: by its address, by the folder that it lies in, by what its first line is headed with."""

from __future__ import annotations

import re

from corpus_pkg.sites.keys import EDGES

#: In words: what a page is headed with has no more beside a headline.
MASTHEAD_WORDS = 4
#: So many numbers are a day.
DAY_NUMBERS = 2
#: A longer line is no masthead with a headline.
HEADED_CHARACTERS = 300
#: What parts a masthead from a headline in one line.
_PARTING = re.compile(r"\s[-|»:]+\s|\s?[|»]\s?|::")
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@\s]*@)?([^/?#:\s]+)", re.I)
_NUMBER = re.compile(r"\d+")
# The same site for another width of screen.
_VARIANTS = ("www.", "m.", "amp.", "mobile.")


def by_host(url: str | None, first_line: str) -> tuple[str, ...]:
    """Return the names that a page gives itself, the most telling first: its host, else what its first line says.

    Args:
        url: the address that its carrier or its metadata states.
        first_line: its first line in folded form; of several cells the first and the last can be the masthead.

    >>> by_host("https://www.example.com/news/1", "")
    ('example.com',)
    >>> by_host(None, "example.com - بيان من الوزاره عن مشروع جديد للمياه")
    ('example.com',)

    """
    host = _HOST.match(url.strip()) if url else None
    if host is not None:
        return (_site(host[1].lower()),)
    parts = _PARTING.split(first_line) if len(first_line) <= HEADED_CHARACTERS else ()
    cells = [bare for cell in parts if (bare := cell.lower().strip(EDGES))]
    cells = [cell for cell in cells if len(_NUMBER.findall(cell)) < DAY_NUMBERS]
    ends = dict.fromkeys((cells[0], cells[-1])) if cells else {}
    return tuple(_site(cell) for cell in ends if len(cell.split()) <= MASTHEAD_WORDS)


def by_folder(path: str | None) -> tuple[str, ...]:
    """Return the folders that a page lies in, the innermost first, each with a slash behind it.

    >>> by_folder("raw/example/2021/one.html")
    ('2021/', 'example/', 'raw/')

    """
    return tuple(f"{folder}/" for folder in reversed(path.replace("!", "/").split("/")[:-1]) if folder) if path else ()


def names(url: str | None, path: str | None, first_line: str) -> tuple[str, ...]:
    """Return the names that the site of a page may have among the lexicons, the most telling first."""
    stated = by_host(url, first_line)
    folders = by_folder(path)
    return (*stated, *folders) if url else (*folders, *stated)


def _site(host: str) -> str:
    return next((host.removeprefix(start) for start in _VARIANTS if host.startswith(start)), host)
