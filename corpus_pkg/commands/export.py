"""The command `export`."""

from __future__ import annotations

import argparse
import sys

HELP = """write a package in the format of another program

Formats: parquet, arrow (Feather), jsonl (a story a line), sqlite (with full-text search), duckdb, huggingface (a folder
for the Hub), croissant (MLCommons), excel (with CSV that Excel opens without harm), rocrate; brat, conll and
webannotation (texts with names and dates in them); and those that other distributions bring. Exporting again replaces
what an earlier export wrote, and nothing else.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, its datapackage.json or a ZIP of it")
    parser.add_argument("--to", required=True, metavar="FORMAT", help="the format")
    parser.add_argument(
        "--part", metavar="DIGITS", help="of a package in parts one alone: what its documents begin with"
    )
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder for the files")


def run(args: argparse.Namespace) -> int:
    """Export, and say in a line what was written."""
    from corpus_pkg.errors import PackageError, one_line
    from corpus_pkg.exporting import export

    try:
        done = export(args.package, to=args.to, out=args.out, part=args.part)
    except ImportError as error:
        raise PackageError(str(error)) from None
    print(f"{one_line(done.folder)}: {args.to}, {len(done.files)} files")
    for note in done.notes:
        print(f"corpus-pkg: {note}", file=sys.stderr)
    return 0
