"""The command `build`."""

from __future__ import annotations

import argparse
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, get_args

from corpus_pkg.commands import progress
from corpus_pkg.commands.arguments import add_lexicons, add_recognizer, lexicons
from corpus_pkg.errors import one_line
from corpus_pkg.package.configuration import InParts
from corpus_pkg.package.descriptor import REPORT

if TYPE_CHECKING:
    from corpus_pkg.building.build import BuildResult
    from corpus_pkg.building.progress import Listener
    from corpus_pkg.building.withholding import Shared

HELP = """build a data package of pages

Every INPUT is a page or a folder of pages (HTML or text, any encoding), on this machine or at an address such as
s3://bucket/news (pip install 'corpus-pkg[remote]'). Pages inside the package's folder stay where
they are, others are copied to raw/ in it, or to copies/ where an INPUT lies in raw/: inputs are never written to.
Building again replaces what an earlier build wrote, and nothing else. A README.md says what is in the package; one that
somebody wrote or changed stays.

A file that is broken or cannot be read stops nothing: the rest is built, build-report.json in the package says what
happened and what to do, and the exit code is 3. Exit codes: 0 built, 2 nothing was built, 3 built, with failures.
"""
#: The exit code of a package without some of its input.
INCOMPLETE = 3
#: So many failures are told on the terminal; the report lists all.
SHOWN = 20


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="a page, or a folder of pages; also an address")
    parser.add_argument("--out", required=True, metavar="DIR", help="the package's folder")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="worker processes (default 1)")
    parser.add_argument(
        "--engine",
        metavar="NAME[:ADDRESS]",
        help='what brings the pages to other machines to be read: "dask:tcp://HOST:8786", or one that an installed '
        "distribution brings (default: what corpus.toml names, else local, which is this machine alone)",
    )
    parser.add_argument(
        "--config", metavar="FILE", help="a corpus.toml (default: the one in DIR; with standoff else above the pages)"
    )
    parser.add_argument(
        "--page-seconds",
        type=float,
        default=300.0,
        metavar="S",
        help="what a page may take (default 300); one that takes longer is kept with its text alone, and told",
    )
    parser.add_argument(
        "--cache",
        metavar="DIR",
        help="keep what pages were read as in DIR: the next build reads what is new, or goes on where this one was "
        "killed (default: what corpus.toml names)",
    )
    parser.add_argument("--no-cache", action="store_const", const=False, dest="cache", help="read every page")
    add_lexicons(parser)
    add_recognizer(parser)
    parser.add_argument(
        "--text",
        choices=("full", "standoff"),
        default="full",
        help="standoff: neither the pages nor what repeats their words, only hashes and offsets (see rehydrate)",
    )
    parser.add_argument(
        "--parts",
        type=int,
        choices=get_args(InParts),
        metavar="N",
        help="write each table of documents in N files by the ids of the documents: 1, 16 or 256 (default: what "
        "corpus.toml names, else 1)",
    )
    parser.add_argument(
        "--pack-raw",
        action="store_const",
        const=True,
        help="put copied pages into ZIP archives, one resource each (default: as corpus.toml says, else not)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--quiet", action="store_true", help="say only what went wrong or was passed over")
    form.add_argument(
        "--verbose", action="store_true", help="say how far the build is in lines, and each failure as it is met"
    )
    form.add_argument(
        "--json", action="store_true", help="print how far the build is, and what came of it, as JSON, an object a line"
    )
    parser.add_argument("--strict", action="store_true", help="build nothing where a file is broken or cannot be read")
    parser.add_argument("--no-raw", action="store_true", help="leave the pages out; spans can then not be checked")


def run(args: argparse.Namespace) -> int:
    """Build, and say in a line or two what came of it."""
    from corpus_pkg.building.build import build
    from corpus_pkg.exploring import readme

    own = lexicons(args)
    signal.signal(signal.SIGTERM, _terminate)
    with _listener(args) as listener:
        result = build(
            args.inputs,
            args.out,
            config=args.config,
            lexicons=own,
            recognizer=args.recognizer,
            jobs=args.jobs,
            engine=args.engine,
            page_seconds=args.page_seconds,
            raw=not args.no_raw,
            text=args.text,
            strict=args.strict,
            parts=args.parts,
            pack_raw=args.pack_raw,
            cache=args.cache,
            progress=listener,
        )
    readme.write(result.package.parent)
    if args.json:
        progress.write(sys.stdout, "built", **_summary(result))
    elif not args.quiet:
        _sum_up(result)
    _tell(result)
    if not (args.json or args.verbose):
        for failed in result.failures[:SHOWN]:
            _note(failed.line)
    if result.failures:
        count = len(result.failures)
        _note(f"built without what failed ({count}); {one_line(result.package.parent / REPORT)} lists all of it")
        return INCOMPLETE
    return 0


def _sum_up(result: BuildResult) -> None:
    """Say in two lines what was built, and of a package without texts what is kept of them."""
    statuses = ", ".join(f"{count} {status}" for status, count in result.statuses.items())
    print(f"{one_line(result.package)}: {result.rows['documents']} documents ({statuses}) of {result.pages} pages")
    print(", ".join(f"{count} {name}" for name, count in result.rows.items() if name != "documents"))
    if result.shared is not None:
        print(_kept(result.shared, result.rows["articles"]))


def _summary(result: BuildResult) -> dict[str, Any]:
    """Return what was built, for programs."""
    return {
        "package": str(result.package),
        "pages": result.pages,
        "reused": result.reused,
        "failures": len(result.failures),
        "statuses": dict(result.statuses),
        "rows": dict(result.rows),
    }


def _tell(result: BuildResult) -> None:
    """Say what of the input or around it was passed over."""
    if result.shared is not None:
        if result.shared.named:
            first, *others = result.shared.named
            more = f" (and those of {len(others)} more pages)" if others else ""
            _note(f"{one_line(first)}: its name{more} repeats what is withheld of it, and is passed on; rename it")
        if result.shared.beside:
            _note(
                f"{result.shared.beside} pages lie in the package's folder and are no part of it; pass on what "
                "`corpus-pkg pack` makes, not the folder"
            )
    if result.terms is not None:
        _note(f"name, licence and rights are those of {one_line(result.terms)}")
    for file in result.unheeded:
        _note(f"{one_line(file)}: was not read, the package lies elsewhere; --config {shlex.quote(str(file))} takes it")
    for rule in result.idle:
        _note(f"corpus.toml: {one_line(rule)}")
    for correction in result.uncurated[:SHOWN]:
        _note(f"curation.csv: {correction}")
    if len(result.uncurated) > SHOWN:
        _note(f"curation.csv: and {len(result.uncurated) - SHOWN} more corrections that are not applied")
    if result.cache_problem is not None:
        _note(result.cache_problem)
    if result.hidden:
        _note(f"{result.hidden} hidden names were skipped")
    for link in result.links:
        _note(f"{one_line(link)}: a link to a folder was not followed; name its target to include it")
    if result.followed:
        first, *others = result.followed
        more = f", and so were {len(others)} more" if others else ""
        _note(f"{one_line(first)}: a link to a file was followed{more}; take it out to leave its target out")
    for path in result.kept:
        _note(f"{path}: is no longer part of the package, but was changed since it was copied and so left alone")


def _kept(shared: Shared, stories: int) -> str:
    """Say what of the texts the package holds."""
    repeating = f" ({shared.repeating} of them may be shared, but repeat one that may not)" if shared.repeating else ""
    return (
        f"stories withheld: {stories - shared.stories}{repeating}, kept (share = true): {shared.stories}; "
        f"raw pages in the package: {shared.pages}"
    )


def _note(message: str) -> None:
    print(f"corpus-pkg: {message}", file=sys.stderr)


def _terminate(number: int, frame: FrameType | None) -> None:
    """End as on Ctrl-C, so that nothing half-made stays behind."""
    raise KeyboardInterrupt


@contextmanager
def _listener(args: argparse.Namespace) -> Iterator[Listener | None]:
    """Yield what shows how far the build is: JSON or lines where asked for, else a bar on a terminal, or nothing."""
    if args.json:
        yield progress.events(sys.stdout)
    elif args.verbose:
        yield progress.lines(sys.stderr)
    elif args.quiet or not sys.stderr.isatty():
        yield None
    else:
        with progress.bar() as shown:
            yield shown
