"""The command `pack`."""

from __future__ import annotations

import argparse

HELP = """pack a package into one ZIP file

The same package gives the same bytes. Only what the descriptor names goes in, with README, LICENSE and checklist.json
where they lie beside it; Frictionless validates the file as it stands.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, or its datapackage.json")
    parser.add_argument("--out", metavar="FILE.zip", help="the file (default NAME-VERSION.zip in this folder)")


def run(args: argparse.Namespace) -> int:
    """Pack, and say what came of it."""
    from corpus_pkg.errors import one_line
    from corpus_pkg.sharing.archive import pack

    packed = pack(args.package, args.out)
    print(f"{one_line(packed.archive)}: {packed.files} files, {packed.size} bytes, sha256:{packed.sha256}")
    return 0
