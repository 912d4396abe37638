"""The command `validate`."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_pkg.validation import Report

HELP = """check a package: its columns, by Frictionless, and every value against the page it came from

Prints what is wrong, a line each. A package is a folder, its datapackage.json, or a ZIP archive of it; without one it
is the dataset that came with the program. Any Data Package with tables gets the first two; only those that corpus-pkg
built have evidence.

Exit codes: 0 valid, 1 something is wrong, 2 there is nothing to validate, 4 nothing is wrong with what was looked at,
and something was not looked at.
"""

#: How many problems of a code in a table are shown where nobody says.
SHOWN = 10
#: How many of what was not looked at are named in the verdict; notes name all of them.
UNSEEN = 3
# Packages of others have no evidence, which is no fault of theirs.
_UNCHECKED = {"evidence": "none"}


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
    parser.add_argument(
        "--part", metavar="DIGITS", help="of a package in parts, look at one alone: the digits its documents begin with"
    )
    parser.add_argument(
        "--signature",
        metavar="KEY",
        help="first check the signature beside a packed package (FILE.zip.sig) by this public key, a file or its line",
    )


def run(args: argparse.Namespace) -> int:
    """Validate, print, and return the exit code of the verdict."""
    from corpus_pkg.commands import INVALID, UNCHECKED
    from corpus_pkg.validation import validate
    from corpus_pkg.validation.rebuilt import Reading
    from corpus_pkg.validation.wording import visible

    if args.signature is not None and not _is_signed(args):
        return INVALID
    limit = args.limit if args.limit is not None or args.json else SHOWN
    rebuild = Reading(args.jobs, args.config, args.lexicons) if args.rebuild else False
    report = validate(args.package, only=args.only, limit=limit, rebuild=rebuild, part=args.part)
    exit_code = {"valid": 0, "invalid": INVALID, "not checked": UNCHECKED}[report.verdict]
    if args.json:
        body = {
            "package": visible(report.package, 4000),
            "verdict": report.verdict,
            "valid": report.valid,
            "unchecked": [dataclasses.asdict(gap) for gap in report.gaps],
            "documents": report.documents,
            "resources": report.resources,
            "part": report.part,
            "counts": report.counts,
            "layers": [dataclasses.asdict(layer) for layer in report.layers],
            "notes": report.notes,
            "problems": [dataclasses.asdict(problem) for problem in report.problems],
        }
        print(json.dumps(body, ensure_ascii=True, indent=2))
        return exit_code
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
    print(f"{visible(report.package, 4000)}: {_verdict(report, rebuilt=bool(args.rebuild))}")
    return exit_code


def _is_signed(args: argparse.Namespace) -> bool:
    """Check the signature, and say what is wrong with it; nothing else is looked at then."""
    from corpus_pkg.errors import PackageError, one_line
    from corpus_pkg.sharing import signing

    if args.package is None:
        raise PackageError("the dataset that came with the program has no signature; name a packed package")
    signature = signing.check(Path(args.package), args.signature)
    if signature.problem is None:
        print(f"{one_line(args.package)}: signed with {signature.signer}", file=sys.stderr if args.json else sys.stdout)
        return True
    message = f"{one_line(signature.problem)}; nothing else was checked"
    if args.json:
        body = {"package": args.package, "verdict": "invalid", "valid": False, "signature": message}
        print(json.dumps(body, ensure_ascii=True, indent=2))
    else:
        print(f"signature: {message}")
    return False


def _verdict(report: Report, *, rebuilt: bool) -> str:
    """Return the verdict in one line, with what was looked at and what was not."""
    looked = [f"part {report.part} alone"] if report.part is not None else []
    looked += [f"{report.documents} documents"] if report.documents else []
    looked.append(f"{report.resources} resources")
    looked += [
        f"{layer.name}: {layer.checked or _UNCHECKED.get(layer.name, 'not checked')}" for layer in report.layers[1:]
    ]
    if report.documents and not rebuilt and report.part is None:
        looked.append("not built again (--rebuild)")
    parts = [] if report.verdict == "not checked" else [f"{report.total} problems" if report.total else "valid"]
    if report.gaps:
        unseen = [str(gap) for gap in report.gaps[:UNSEEN]]
        more = [f"{len(report.gaps) - UNSEEN} more"] if len(report.gaps) > UNSEEN else []
        parts.append(f"not checked: {'; '.join((*unseen, *more))}")
    return f"{'; '.join(parts)} ({'; '.join(looked)})"


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is no count")
    return number
