"""The command `cite`."""

from __future__ import annotations

import argparse
import sys

HELP = """say how a package wants to be cited

By what its descriptor states and nothing more; the identifier is the hash of the package.
"""

_FORMATS = ("bibtex", "cff", "datacite")


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, or its datapackage.json")
    parser.add_argument("--format", choices=_FORMATS, default="bibtex", help="the form (default bibtex)")


def run(args: argparse.Namespace) -> int:
    """Print the citation, and what the form wants that the package does not state."""
    from corpus_pkg.sharing import citation

    cited = citation.citation(args.package)
    writers = {"bibtex": citation.bibtex, "cff": citation.cff, "datacite": citation.datacite}
    print(writers[args.format](cited), end="")
    left_out = citation.missing(cited) if args.format == "datacite" else ()
    if left_out:
        note = f"corpus-pkg: the package states no {', no '.join(left_out)}; DataCite wants that before it registers"
        print(note, file=sys.stderr)
    return 0
