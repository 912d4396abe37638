"""The command `gazetteer`."""

from __future__ import annotations

import argparse
import sys

HELP = """add a list of names to a folder of lexicons

`corpus-pkg gazetteer add FILE --to DIR` reads FILE and writes what it names into people.csv, organisations.csv and
places.csv of DIR, for `corpus-pkg build --lexicons DIR`. FILE is

  .csv    a header with name, type (PER, ORG, LOC, MISC), id, aliases (separated by a vertical bar) and, if wanted,
          name_en, country, context, same_as; only name must be there
  .jsonl  a JSON object a line with the same keys; aliases may be a list
  .json   Wikidata's dump, an entity a line: those with an Arabic name and a type of wikidata_types.csv

and may be compressed (.gz, .bz2). What is in DIR already stays and gains what FILE has besides; adding a list twice
changes nothing. A row that cannot be taken is named in a line, the others are kept, and the exit code is 1.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add a list of names to a folder of lexicons")
    add.add_argument("file", metavar="FILE", help="a list of names (.csv, .jsonl) or a Wikidata dump (.json)")
    add.add_argument("--to", required=True, metavar="DIR", help="the folder of lexicons; made where it is not there")
    add.add_argument(
        "--type",
        choices=("PER", "ORG", "LOC", "MISC"),
        help="the type of rows without one; of a dump, the only one taken",
    )


def run(args: argparse.Namespace) -> int:
    """Add, and say in a line what came of it."""
    from pathlib import Path

    from corpus_pkg.commands import INVALID
    from corpus_pkg.entities import lists
    from corpus_pkg.errors import one_line

    added = lists.add(Path(args.file), Path(args.to), kind=args.type)
    for problem in added.problems:
        print(f"corpus-pkg: {one_line(problem)}", file=sys.stderr)
    changed = ", ".join(f"{count} {table}" for table, count in added.rows.items())
    passed = f", {added.passed} passed over" if added.passed else ""
    left = f", {len(added.problems)} left out" if added.problems else ""
    print(f"{one_line(args.to)}: {changed} added or changed, {added.kept} there already{passed}{left}")
    return INVALID if added.problems else 0
