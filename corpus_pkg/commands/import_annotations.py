"""The command `import-annotations`."""

from __future__ import annotations

import argparse

HELP = """take corrections that people made in another program back into the package

Export a package (brat, labelstudio, conll), correct names and dates there, and name what was corrected: each difference
becomes a row of curation.csv in the package's folder, with who made it, and the next `corpus-pkg build` keeps it on top
of what rules find. Pages that the file does not hold are left alone. A mistake in the file is told by its line, and
nothing is changed then. Exit codes: 0 done (also where nothing was corrected), 2 not done.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="the folder of the package that was exported")
    parser.add_argument("source", metavar="FILE|DIR", help="what was corrected: of brat the folder, else the file")
    parser.add_argument(
        "--from", required=True, dest="origin", choices=("brat", "labelstudio", "conll"), help="the program"
    )
    parser.add_argument("--by", metavar="NAME", help="who corrected, where the file does not say")
    parser.add_argument("--lexicons", metavar="DIR", help="a folder of lexicons that know entities")


def run(args: argparse.Namespace) -> int:
    """Import, and say in a line what was corrected."""
    from corpus_pkg.commands.arguments import lexicons
    from corpus_pkg.errors import one_line
    from corpus_pkg.importing.importing import import_annotations

    done = import_annotations(args.package, args.source, origin=args.origin, by=args.by, lexicons=lexicons(args))
    if not done.changes:
        print(f"{one_line(done.path)}: nothing was corrected")
        return 0
    counts = ", ".join(f"{count} {change}" for change, count in done.changes.items())
    print(f"{one_line(done.path)}: {counts}, of {done.pages} pages; build the package again to have them in it")
    return 0
