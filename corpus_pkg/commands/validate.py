"""The command `validate`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import Counter

HELP = """check a package: its columns, by Frictionless, and every value against the page it came from

Prints what is wrong, a line each, and ends with 1 where there is something. A package is a folder, its
datapackage.json, or a ZIP archive of it; without one it is the dataset that came with the program. Any Data Package
with tables gets the first two; only those that corpus-pkg built have evidence.
"""

#: How many problems of a code in a table are shown where nobody says.
SHOWN = 10


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "package", metavar="PACKAGE", nargs="?", help="a package's folder, its datapackage.json, or a ZIP archive of it"
    )
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")
    parser.add_argument(
        "--only",
        metavar="CHECK",
        action="append",
        default=[],
        help="a layer (columns, frictionless, evidence) or the code of a problem; may be given several times",
    )
    parser.add_argument(
        "--limit",
        metavar="N",
        type=_count,
        help=f"show at most N problems of a code in a table (by default {SHOWN}, in JSON 1000); the rest is counted",
    )

    parser.add_argument(
        "--rebuild", action="store_true", help="read the pages again as well, and compare every table byte for byte"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="with --rebuild: worker processes (default 1)")
    parser.add_argument(
        "--config", metavar="FILE", help="with --rebuild: the corpus.toml it was built by, where it lies elsewhere"
    )
    parser.add_argument(
        "--lexicons", metavar="DIR", help="with --rebuild: the lexicons it was built with, where it lacks them"
    )


def run(args: argparse.Namespace) -> int:
    """Validate, print, and return 1 where the package is invalid."""
    from corpus_pkg.commands import INVALID
    from corpus_pkg.validation import validate
    from corpus_pkg.validation.rebuilt import Reading
    from corpus_pkg.validation.wording import visible

    limit = args.limit if args.limit is not None or args.json else SHOWN
    rebuild = Reading(args.jobs, args.config, args.lexicons) if args.rebuild else False
    report = validate(args.package, only=args.only, limit=limit, rebuild=rebuild)
    if args.json:
        body = {
            "package": visible(report.package, 4000),
            "valid": report.valid,
            "documents": report.documents,
            "resources": report.resources,
            "counts": report.counts,
            "layers": [dataclasses.asdict(layer) for layer in report.layers],
            "notes": report.notes,
            "problems": [dataclasses.asdict(problem) for problem in report.problems],
        }
        print(json.dumps(body, ensure_ascii=True, indent=2))
        return 0 if report.valid else INVALID
    for problem in report.problems:
        place = problem.place
        print(f"{problem.layer}: {problem.code}: {place + ': ' if place else ''}{problem.message}")
    shown = Counter((problem.layer, problem.code) for problem in report.problems)
    for layer in report.layers:
        for code, number in layer.counts.items():
            if (hidden := number - shown[layer.name, code]) > 0:
                print(f"{layer.name}: {code}: {hidden} more are not shown (--limit {number} shows all)")
    for note in report.notes:
        print(f"corpus-pkg: {note}", file=sys.stderr)
    checked = "; ".join(f"{layer.name}: {layer.checked or 'not checked'}" for layer in report.layers[1:])
    if report.documents and not args.rebuild:
        checked += "; not built again (--rebuild)"
    counted = f"{report.documents} documents, {report.resources} resources" + (f"; {checked}" if checked else "")
    package = visible(report.package, 4000)
    if report.valid:
        print(f"{package}: valid ({counted})")
        return 0
    print(f"{package}: {report.total} problems ({counted})")
    return INVALID


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is no count")
    return number
