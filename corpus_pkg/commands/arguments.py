"""Arguments that several commands have."""

from __future__ import annotations

import argparse
from pathlib import Path

from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import Lexicons


def add_lexicons(parser: argparse.ArgumentParser) -> None:
    """Declare `--lexicons`."""
    parser.add_argument("--lexicons", metavar="DIR", help="a folder of lexicons to lay over those shipped")


def add_recognizer(parser: argparse.ArgumentParser) -> None:
    """Declare `--recognizer`."""
    parser.add_argument(
        "--recognizer",
        metavar="NAME",
        help='what finds names that no table has: labeller (the default), camel, stanza, gliner, "none", '
        "or one that an installed distribution brings",
    )


def lexicons(args: argparse.Namespace) -> Lexicons | None:
    """Read `--lexicons`: None for those shipped; raises PackageError where there is no such folder."""
    if args.lexicons is None:
        return None
    folder = Path(args.lexicons)
    if not folder.is_dir():
        raise PackageError(f"{args.lexicons}: no such folder of lexicons; name one")
    return Lexicons(folder.absolute())
