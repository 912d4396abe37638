"""The command `rehydrate`."""

from __future__ import annotations

import argparse

HELP = """make the full package of one without texts, with the raw pages

PACKAGE was built with `--text standoff`. The pages are looked for in RAW_FOLDER by their hashes, whatever they are
called. The full package comes out byte for byte, or nothing does: each page that is missing or differs is named.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package without texts: its folder or its descriptor")
    parser.add_argument("--from", required=True, dest="raw", metavar="RAW_FOLDER", help="the folder with the raw pages")
    parser.add_argument("--out", required=True, metavar="DIR", help="the full package's folder")


def run(args: argparse.Namespace) -> int:
    """Rehydrate, and say what came of it."""
    from corpus_pkg.errors import one_line
    from corpus_pkg.exploring import readme
    from corpus_pkg.sharing.rehydration import rehydrate

    done = rehydrate(args.package, args.raw, args.out)
    readme.write(done.package.parent)
    print(f"{one_line(done.package)}: {done.pages} pages, {done.tables} tables, as in the full package")
    return 0
