"""The first files of a corpus of one's own: places for pages and lexicons, what it says of itself, and a check.

A new corpus is then three commands: `corpus-pkg init NAME`, `corpus-pkg build NAME/raw --out NAME`,
`corpus-pkg validate NAME`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from string import Template

from corpus_pkg.errors import PackageError
from corpus_pkg.language import tables
from corpus_pkg.package import configuration, descriptor
from corpus_pkg.package.origin import installed_from

_CONFIGURATION = Template("""\
# What this corpus says of itself; `corpus-pkg build raw --out .` reads it into datapackage.json.
# Only the name is needed. What is not known stays out: nothing is filled in for you.
name = "$name"
# What pages are read with: tables of your own, laid over those shipped, and what finds names that no table has
# ("labeller" by default; "none" is faster and finds known names alone).
lexicons = "lexicons"
# recognizer = "labeller"
# Keeps what pages were read as, so that the next build reads those that are new or changed; delete it at will.
cache = ".corpus-pkg-cache"
# For large corpora: tables in 16 or 256 files each, and pages in archives instead of a file each.
# parts = 16
# pack_raw = true
# title = "One line that tells the corpus from others"
# The first release under discussion is 0.1.0; `corpus-pkg diff OLD NEW` suggests the next version.
version = "0.1.0"
# When this version was made; a citation takes its year from here.
# created = 2025-01-31T00:00:00Z
# description = "What the corpus holds, of which time, chosen how."
# homepage = "https://example.org/corpus"
# keywords = ["arabic", "news"]
# rights = "Whose the texts are, and what the licences below do and do not cover."

# The licence of what you made (the annotations), not of the texts: those belong to their publishers.
# [[licenses]]
# name = "CC-BY-4.0"
# path = "https://creativecommons.org/licenses/by/4.0/"
# title = "Creative Commons Attribution 4.0 (the annotations)"

# Who made it. Roles: author, publisher, or those of DataCite (DataCollector, DataCurator, ...).
# [[contributors]]
# title = "Given Family"
# givenName = "Given"
# familyName = "Family"
# organization = "Institution"
# roles = ["author"]
# path = "https://orcid.org/0000-0000-0000-0000"
# email = "name@example.org"

# Where the pages come from.
# [[sources]]
# title = "Name of the outlet or the archive"
# path = "https://example.org/"

# What may be done with the texts: the first rule that fits a page decides; without one it is unknown.
# `corpus-pkg build raw --out ../shared --text standoff` keeps what has share = true, and withholds all other texts.
# A rule is about pages (by their paths: * within a folder, ** across folders) or about a source (by its id).
# [[texts]]
# pages = "raw/open/**"
# license = "CC-BY-SA-4.0"
# path = "https://creativecommons.org/licenses/by-sa/4.0/"
# basis = "license" # or "permission", "exception", "public-domain"
# share = true
# note = "Stated in the footer of every page."

# [[texts]]
# source = "al-jazeera"
# share = false
""")

_LEXICONS = Template("""\
# Lexicons of this corpus

What the program knows of the language is tables. A file here with the name and the columns of a shipped one adds rows
to it, and replaces rows of the same key; `lexicons = "lexicons"` in `corpus.toml` has every build use them:

    corpus-pkg build raw --out .
    corpus-pkg show raw/one.txt --lexicons lexicons

An outlet that the program does not know, in `outlets.csv`, or a person in `people.csv`, takes no Python: the first line
of the file is its columns, then comes a row for each. All columns but the id, kind or type, and the Arabic name may be
left out; lists in a cell are separated by `|`, and `origin` says where a row comes from.

`outlets.csv`:

    $outlets

`people.csv`:

    $people
""")

_README = Template("""\
# $name

The raw pages lie in `raw/`, as they were received, and are never written to; what the corpus says of itself is in
`corpus.toml`. Where a name cannot stand in a Data Package (an archive's, or one with `%`, `*` or `[`), a copy of the
file lies in `copies/` and belongs to the package.

    pip install $program
    corpus-pkg build raw --out .
    corpus-pkg validate .

${wheel}The result is a Data Package: `datapackage.json`, with its tables in `data/`. Do not edit them: change the
pages, the lexicons or `corpus.toml`, and build again. What a new state changes, and which version it should have:

    corpus-pkg diff ../released .
""")

_WORKFLOW = Template("""\
# Builds the corpus again and checks that it is what the repository holds. The steps are plain commands: any other
# service runs the same ones.
name: corpus
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install $program
      - run: corpus-pkg build raw --out .
      - run: corpus-pkg validate .
      - run: frictionless validate datapackage.json
      - run: git add --all --intent-to-add
      - run: git diff --exit-code
""")

_WHEEL = """\
No index has the program, so its wheel lies in `wheels/` (`pip wheel --no-deps --wheel-dir wheels SOURCE` makes it).

"""

#: Hidden, so that it is no page; it keeps the empty folder in a repository.
KEEP = ".gitkeep"
# Pages and what is hashed are bytes: no service may change their line ends.
_UNCHANGED = ("raw/**", "copies/**", "data/**", descriptor.FILE_NAME, descriptor.CHECKLIST, descriptor.REPORT)
_ATTRIBUTES = "".join(f"{path} -text\n" for path in _UNCHANGED)
_IGNORED = "# What killed builds leave, the cache, and packed packages.\n.corpus-pkg-*\n*.zip\n!raw/**\n"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What was made: the corpus's folder, the files that were written and those that were there and stayed."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]


def files(name: str) -> dict[str, str]:
    """Return the files of a new corpus, their texts by their paths; `name` is as a package's must be."""
    origin = installed_from()
    wheel = _WHEEL if origin.source is not None else ""
    return {
        ".gitattributes": _ATTRIBUTES,
        ".github/workflows/corpus.yml": _WORKFLOW.substitute(program=origin.arguments),
        ".gitignore": _IGNORED,
        "README.md": _README.substitute(name=name, program=origin.arguments, wheel=wheel),
        "corpus.toml": _CONFIGURATION.substitute(name=name),
        "lexicons/README.md": _LEXICONS.substitute(outlets=_columns("outlets"), people=_columns("people")),
        f"raw/{KEEP}": "",
    }


def _columns(table: str) -> str:
    """Return the first line of a table of lexicons."""
    return ",".join(tables.TABLES[table].columns)


def init(folder: str | os.PathLike[str]) -> Skeleton:
    """Make the files of a new corpus in `folder`, which need not exist; what is there stays as it is.

    The corpus is named after the folder. Raises PackageError where the folder, or one in it, is something else.
    """
    if not os.fspath(folder):
        raise PackageError("the folder has no name; name one")
    root = Path(folder)
    made = files(configuration.named(root))
    for relative in ("", *made):
        for place in [root / relative, *(root / relative).parents]:
            is_file = bool(relative) and place == root / relative
            if os.path.lexists(place) and not is_file and not place.is_dir():
                raise PackageError(f"{place}: is no folder; move it away or name another folder")
    written, kept = [], []
    for relative, text in made.items():
        path = root / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Never over what is there, whoever was faster.
            with path.open("xb") as file:
                file.write(text.encode("utf-8"))
            written.append(relative)
        except FileExistsError:
            kept.append(relative)
    return Skeleton(root, tuple(written), tuple(kept))
