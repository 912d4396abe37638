"""The command `explore`."""

from __future__ import annotations

import argparse

HELP = """write a site to look at a package in the browser

An overview in numbers, a table of the stories with facets and search in any spelling, each page beside its records with
the characters of every value lit up, outlets and names with their stories. The site needs no network and no server:
open index.html in the folder, or put the folder on any web server. Exploring again replaces the site.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, its datapackage.json or a ZIP of it")
    parser.add_argument("--out", required=True, metavar="DIR", help="the folder for the site")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that write pages (default 1)")


def run(args: argparse.Namespace) -> int:
    """Write the site, and say in a line what is in it."""
    from corpus_pkg.errors import one_line
    from corpus_pkg.exploring import explore

    site = explore(args.package, args.out, args.jobs)
    print(f"{one_line(site.folder / 'index.html')}: {site.stories} stories, {site.pages} pages, {site.names} names")
    return 0
