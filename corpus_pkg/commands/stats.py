"""The command `stats`."""

from __future__ import annotations

import argparse

HELP = """say what is in a package, in numbers

The rows of each table; stories by outlet, country, month and language; pages by status and encoding; segments, names
and dates by kind; which rules decided; what is amiss; how full each column is. JSON has every value, the other forms
the most frequent. With --plot the overview's plots are written as SVG, a file for each group.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, its datapackage.json or a ZIP of it")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print all counts as JSON")
    form.add_argument("--markdown", action="store_true", help="print tables of Markdown")
    form.add_argument("--plot", metavar="DIR", help="write the plots as SVG files to a folder, over older ones")


def run(args: argparse.Namespace) -> int:
    """Count and print."""
    import json

    from corpus_pkg.dataset.dataset import open
    from corpus_pkg.errors import one_line
    from corpus_pkg.exploring import pictures, report, statistics

    counted = statistics(open(args.package))
    if args.json:
        print(json.dumps(report.as_json(counted), ensure_ascii=True, indent=2))
        return 0
    if args.plot is not None:
        for path in pictures.write(counted, args.plot):
            print(one_line(path))
        return 0
    for line in report.markdown(counted) if args.markdown else report.lines(counted):
        print(line)
    return 0
