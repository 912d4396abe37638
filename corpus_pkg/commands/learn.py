"""The command `learn`."""

from __future__ import annotations

import argparse
import sys

HELP = """learn from many pages of a site what it prints around its stories

`corpus-pkg learn PAGES --to DIR` reads PAGES, finds the lines that recur with other stories, and writes them into
site_lines.csv of DIR, for `corpus-pkg build --lexicons DIR`: menus, notices, headings of links, the clock of the page.
Copies of a story count once, and no sentence of a story is learned. A site needs at least 10 stories.

The site of a page is its host (in its address, its metadata, or what its first line is headed with); `--by folder`
takes the first folder below PAGES for a site. Learning again replaces what was learned of the same sites; rows that you
wrote or changed the origin of stay. Exit codes: 0 learned, 2 nothing was learned.
"""
#: So many sites, and files that could not be read, are told on the terminal.
SHOWN = 20


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("pages", nargs="+", metavar="PAGES", help="a folder with many pages of a site, or of several")
    parser.add_argument("--to", required=True, metavar="DIR", help="the folder of lexicons; made where it is not there")
    parser.add_argument(
        "--by", choices=("host", "folder"), default="host", help="what tells the site of a page (default: host)"
    )


def run(args: argparse.Namespace) -> int:
    """Learn, and say in a few lines what."""
    from corpus_pkg.errors import one_line
    from corpus_pkg.learning import learn

    learned = learn(args.pages, args.to, by=args.by)
    lines = sum(sum(site.places.values()) for site in learned.sites)
    print(f"{one_line(learned.path)}: {lines} lines of {len(learned.sites)} sites")
    for site in learned.sites[:SHOWN]:
        head, between, foot = (site.places.get(place, 0) for place in ("head", "between", "foot"))
        clock = f", {site.clocks} of them clocks" if site.clocks else ""
        told = f"{head} over the story, {between} within, {foot} behind it{clock}"
        print(f"{one_line(site.name)}: {told} (of {site.stories} stories on {site.pages} pages)")
    if len(learned.sites) > SHOWN:
        print(f"and {len(learned.sites) - SHOWN} more sites")
    if learned.small:
        names = ", ".join(f"{one_line(name)} {stories}" for name, stories in learned.small[:SHOWN])
        more = f" and {len(learned.small) - SHOWN} more" if len(learned.small) > SHOWN else ""
        _note(f"too few stories to learn from, add pages of theirs: {names}{more}")
    if learned.nameless:
        _note(f"{learned.nameless} pages tell no site; --by folder takes their folder for it")
    for failed in learned.failures[:SHOWN]:
        _note(failed)
    return 0


def _note(message: str) -> None:
    print(f"corpus-pkg: {message}", file=sys.stderr)
