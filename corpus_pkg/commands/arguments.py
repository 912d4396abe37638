"""Arguments that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path

from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import Lexicons


def add_lexicons(parser: argparse.ArgumentParser) -> None:
    """Declare `--lexicons`."""
    parser.add_argument("--lexicons", metavar="DIR", help="a folder of lexicons to lay over those shipped")


def lexicons(args: argparse.Namespace) -> Lexicons | None:
    """Read `--lexicons`: None for those shipped; raises PackageError where there is no such folder."""
    if args.lexicons is None:
        return None
    folder = Path(args.lexicons)
    if not folder.is_dir():
        raise PackageError(f"{args.lexicons}: no such folder of lexicons; name one")
    return Lexicons(folder.absolute())
