"""The command line: one module for each command, with `HELP`, `register(parser)` and `run(args)`.

What a user reads is data and no docstring, which `python -OO` takes away.

Exit codes: 0 done, 1 found something invalid, 2 could not run, 3 built with failures, 4 found nothing invalid but
did not look at everything, 130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import corpus_pkg
from corpus_pkg.errors import CorpusError, one_line

COMMANDS = (
    "init",
    "build",
    "validate",
    "show",
    "explore",
    "stats",
    "export",
    "import-annotations",
    "diff",
    "cite",
    "pack",
    "rehydrate",
    "gazetteer",
    "learn",
    "train-entities",
    "schemas",
    "completion",
)
ABOUT = "News pages into a data package in which every value points back at the characters it came from."
INVALID, FAILED, UNCHECKED, INTERRUPTED = 1, 2, 4, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line `argv` (by default that of the process) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Neither a letter that the terminal has not nor a path that is no text is a reason to end.
            stream.reconfigure(errors="backslashreplace")
    try:
        return _run(argv)
    except KeyboardInterrupt as interruption:
        _say("; ".join(("interrupted", *interruption.args)))
        return INTERRUPTED
    except MemoryError:
        _say("this needs more memory than the machine gives")
        return FAILED


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line, with all commands."""
    modules = {name: import_module(f"corpus_pkg.commands.{name.replace('-', '_')}") for name in COMMANDS}
    whole = argparse.ArgumentParser(prog="corpus-pkg", description=ABOUT)
    whole.add_argument("--version", action="version", version=f"corpus-pkg {corpus_pkg.__version__}")
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for name, module in modules.items():
        text = module.HELP.strip()
        command = commands.add_parser(
            name, help=text.partition("\n")[0], description=text, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        module.register(command)
        command.set_defaults(run=module.run)
    return whole


def _run(argv: Sequence[str] | None) -> int:
    try:
        args = parser().parse_args(argv)
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else FAILED
    try:
        code: int = args.run(args)
        if sys.stdout is not None:
            sys.stdout.flush()
    except CorpusError as error:
        _say(str(error))
        return FAILED
    except BrokenPipeError:
        # Whoever read the output has gone; what is left in the buffer must not raise when Python closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        name = one_line(os.fsdecode(error.filename)) if error.filename is not None else "the system"
        _say(f"{name}: {error.strerror or error}")
        return FAILED
    return code


def _say(message: str) -> None:
    for line in message.splitlines():
        print(f"corpus-pkg: {line}", file=sys.stderr)
