"""The command `explore`."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = """write a site to look at a package in the browser

An overview in numbers, a table of the stories with facets and search in any spelling, each page beside its records with
the characters of every value lit up, outlets and names with their stories. The site needs no network and no server:
open index.html in the folder, or put the folder on any web server. Exploring again replaces the site.

With --port the site is served to the browsers of this machine until Ctrl-C; without --out it is gone then.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, its datapackage.json or a ZIP of it")
    parser.add_argument("--out", metavar="DIR", help="the folder for the site")
    parser.add_argument("--port", type=int, metavar="N", help="serve it at this port of 127.0.0.1; 0 takes a free one")
    parser.add_argument("--open", action="store_true", help="open it in the browser")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that write pages (default 1)")


def run(args: argparse.Namespace) -> int:
    """Write the site, and say in a line what is in it; serve it and open it where that is asked for."""
    from tempfile import TemporaryDirectory

    from corpus_pkg.errors import PackageError

    if args.out is not None:
        return _explored(args, args.out)
    if args.port is None:
        raise PackageError("name a folder for the site (--out DIR) or a port to serve it at (--port N)")
    with TemporaryDirectory(prefix="corpus-pkg-") as folder:
        return _explored(args, str(Path(folder, "site")))


def _explored(args: argparse.Namespace, out: str) -> int:
    from contextlib import ExitStack

    from corpus_pkg.errors import one_line
    from corpus_pkg.exploring import explore
    from corpus_pkg.exploring.serving import serving

    with ExitStack() as stack:
        # Before the site is written: a port that cannot be had would cost minutes.
        address, server = (None, None) if args.port is None else stack.enter_context(serving(Path(out), args.port))
        site = explore(args.package, out, args.jobs)
        place = site.folder / "index.html"
        told = f"{site.stories} stories, {site.pages} pages, {site.names} names"
        print(f"{address or one_line(place)}: {told}", flush=True)
        if args.open:
            _open(address or place.as_uri())
        if server is not None:
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                print("ended")
    return 0


def _open(address: str) -> None:
    import sys
    import webbrowser

    if not webbrowser.open(address):
        print(f"corpus-pkg: no browser was found; open {address}", file=sys.stderr)
