"""check a package: its structure, and every value against the page it came from

Prints what is wrong, a line each, and ends with 1 where there is something.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, or its datapackage.json")
    parser.add_argument("--json", action="store_true", help="print the whole report as JSON")


def run(args: argparse.Namespace) -> int:
    """Validate, print, and return 1 where the package is invalid."""
    from corpus_pkg.commands import INVALID
    from corpus_pkg.packaging.errors import one_line
    from corpus_pkg.packaging.validation import validate

    report = validate(args.package)
    if args.json:
        body = {
            "package": str(report.package),
            "valid": report.valid,
            "documents": report.documents,
            "resources": report.resources,
            "counts": report.counts,
            "notes": report.notes,
            "problems": [dataclasses.asdict(problem) for problem in report.problems],
        }
        print(json.dumps(body, ensure_ascii=True, indent=2))
        return 0 if report.valid else INVALID
    for problem in report.problems:
        where = " ".join(part for part in (problem.table, problem.key, problem.column) if part)
        print(f"{problem.layer}: {problem.code}: {where + ': ' if where else ''}{problem.message}")
    for note in report.notes:
        print(f"corpus-pkg: {note}", file=sys.stderr)
    checked = f"{report.documents} documents, {report.resources} resources"
    package = one_line(report.package)
    if report.valid:
        print(f"{package}: valid ({checked})")
        return 0
    print(f"{package}: {len(report.problems)} problems ({checked})")
    return INVALID
