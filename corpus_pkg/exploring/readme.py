"""The README of a package that has none: what is in it, its rights, how it was made, how to load and check it.

Its first line has the hash of the others: one that somebody changed is theirs and stays, as does any that was there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg.dataset.dataset import open
from corpus_pkg.exploring.report import contents, escaped, table
from corpus_pkg.exploring.statistics import Statistics, statistics
from corpus_pkg.files import replacing

NAME = "README.md"


def write(folder: Path) -> bool:
    """Write the README of the package in a folder, unless somebody else wrote one; return whether it was written."""
    path = folder / NAME
    if path.is_symlink() or (path.exists() and not is_ours(path)):
        return False
    dataset = open(folder)
    body = "\n".join((*_lines(dataset.descriptor, statistics(dataset)), ""))
    # Half a README would be taken for one that somebody wrote.
    with replacing(path) as made:
        made.write_bytes(f"{_first(body)}{body}".encode())
    return True


def is_ours(path: Path) -> bool:
    """Return whether the file is a README that `write` made and nobody changed."""
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return False
    first, newline, body = text.partition("\n")
    return first + newline == _first(body)


def _first(body: str) -> str:
    digest = hashlib.sha256(body.encode()).hexdigest()
    return f"<!-- made by corpus-pkg build ({digest}); a README of yours in its place stays -->\n"


def _lines(descriptor: Mapping[str, Any], counted: Statistics) -> Iterator[str]:
    """Yield the lines behind the first."""
    yield f"# {escaped(str(descriptor.get('title') or descriptor.get('name') or 'A corpus of news pages'))}"
    if isinstance(about := descriptor.get("description"), str):
        yield ""
        yield escaped(about)
    yield ""
    yield "Every value points back at the characters that it came from, and what a page does not say is empty."
    yield ""
    yield "## What is in it"
    yield ""
    yield from table(("Table", "Rows", "A row is"), contents(counted))
    yield ""
    days = sorted(month for month in counted.groups["month"] if month[:1].isdigit())
    if days:
        yield f"Stories whose month is known are of {days[0]} to {days[-1]}."
        yield ""
    yield "The tables are CSV in UTF-8; `datapackage.json` tells each column, and which columns refer to which."
    yield ""
    yield "## Rights"
    yield ""
    licences = [entry for entry in descriptor.get("licenses") or () if isinstance(entry, Mapping)]
    for entry in licences:
        yield f"- {escaped(str(entry.get('title') or entry.get('name') or entry.get('path')))}"
    if not licences:
        yield "No licence is stated."
    if isinstance(rights := descriptor.get("rights"), str):
        yield ""
        yield escaped(rights)
    yield ""
    yield "## How it was made"
    yield ""
    made = descriptor.get("corpus_pkg")
    made = made.get("made_by") if isinstance(made, Mapping) else None
    for name, value in sorted(made.items()) if isinstance(made, Mapping) else ():
        yield f"- {escaped(str(name))}: {escaped(str(value))}"
    yield ""
    yield "## How to use it"
    yield ""
    yield "```sh"
    yield "pip install corpus-pkg"
    yield "corpus-pkg validate .             # is every value what its characters say?"
    yield "corpus-pkg explore . --out site   # look at it in the browser"
    yield "```"
    yield ""
    yield "```python"
    yield "import corpus_pkg"
    yield ""
    yield 'articles = corpus_pkg.load("articles", ".").to_pandas()'
    yield "```"
