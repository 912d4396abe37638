"""The command `completion`."""

from __future__ import annotations

import argparse

from corpus_pkg.errors import PackageError

HELP = """print what a shell completes

Commands, options and names of files, for bash, zsh or tcsh:

    corpus-pkg completion bash > ~/.local/share/bash-completion/completions/corpus-pkg

Needs shtab (pip install 'corpus-pkg[completion]').
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("shell", choices=("bash", "zsh", "tcsh"), help="the shell")


def run(args: argparse.Namespace) -> int:
    """Print the script of the shell."""
    from corpus_pkg.commands import parser
    from corpus_pkg.dataset.frames import library

    try:
        shtab = library("shtab", "completion")
    except ImportError as error:
        raise PackageError(str(error)) from None
    print(shtab.complete(parser(), shell=args.shell))
    return 0
