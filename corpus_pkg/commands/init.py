"""The command `init`."""

from __future__ import annotations

import argparse
import shlex

HELP = """make the folder of a corpus of your own

With places for pages and lexicons, a commented corpus.toml, and a workflow that installs, builds and validates. What is
there already stays as it is. Then put pages into FOLDER/raw, build and validate.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("folder", metavar="FOLDER", help="the folder; made where it is not there")


def run(args: argparse.Namespace) -> int:
    """Make the files, and say which were made and what comes next."""
    from corpus_pkg.errors import one_line
    from corpus_pkg.package.origin import EXTRA, WHEELS, installed_from
    from corpus_pkg.package.skeleton import init
    from corpus_pkg.validation.tabular import columns

    made = init(args.folder)
    for name in made.written:
        print(f"{one_line(made.folder / name)}: made")
    for name in made.kept:
        print(f"{one_line(made.folder / name)}: was there and stays as it is")
    if not columns.installed():
        print(f"To have all that is validated: pip install 'corpus-pkg[{EXTRA}]'")
    source = installed_from().source
    if source is not None:
        wheels = shlex.quote(one_line(made.folder / WHEELS))
        print("No index has this corpus-pkg. For the workflow to find it:")
        print(f"    pip wheel --no-deps --wheel-dir {wheels} {shlex.quote(source)}")
    raw = one_line(made.folder / "raw")
    print(f"Put pages into {raw}, then:")
    print(f"    corpus-pkg build {shlex.quote(raw)} --out {shlex.quote(one_line(made.folder))}")
    print(f"    corpus-pkg validate {shlex.quote(one_line(made.folder))}")
    return 0
