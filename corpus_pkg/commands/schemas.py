"""The command `schemas`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HELP = """write the schemas of the tables, or check that they are current

A JSON Schema and a Table Schema for each table, and a JSON Schema of an article with all that was read from it.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--out", default="schemas", metavar="DIR", help="the folder (default schemas)")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 where a file is not current")


def run(args: argparse.Namespace) -> int:
    """Write the files, or name those that are stale."""
    from corpus_pkg import schemas
    from corpus_pkg.commands import INVALID

    folder = Path(args.out)
    stale = schemas.stale(folder)
    if args.check:
        for name in stale:
            print(f"{folder / name}: is not current; run corpus-pkg schemas --out {folder}", file=sys.stderr)
        return INVALID if stale else 0
    folder.mkdir(parents=True, exist_ok=True)
    current = schemas.files()
    for name in stale:
        if name in current:
            (folder / name).write_bytes(current[name].encode("utf-8"))
        else:
            (folder / name).unlink()
    print(f"{folder}: {len(current)} schemas, {len(stale)} changed")
    return 0
