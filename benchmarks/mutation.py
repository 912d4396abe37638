"""Which thresholds can be moved without a test that notices.

    python benchmarks/mutation.py [layout credits dates duplicates] [--only NAME]

Every number that a module of the room names in capitals (`LIST_LINES = 5`) is moved by one step up and one down, in a
copy of the package, and the tests of the room are run. What nobody noticed is printed, a line each, with exit status 1.
What is noticed costs seconds, what is not the whole room; `--only` asks about one name.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]


class Room(NamedTuple):
    """The modules whose thresholds are moved, as globs, and the tests that are to notice."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


#: The tests of thresholds stand first: the first that fails ends a run.
ROOMS = {
    "layout": Room(
        ("corpus_pkg/layout/**/*.py",),
        ("tests/layout/test_thresholds.py", "tests/layout/test_thresholds_of_elements.py", "tests/layout"),
    ),
    "credits": Room(("corpus_pkg/credits/**/*.py",), ("tests/credits/test_thresholds.py", "tests/credits")),
    "dates": Room(("corpus_pkg/dates/**/*.py",), ("tests/dates/test_thresholds.py", "tests/dates")),
    "duplicates": Room(("corpus_pkg/building/duplicates*.py",), ("tests/building/test_duplicates.py",)),
}


class Move(NamedTuple):
    """A threshold moved by one step: where it stands, what it is called, its literal and the one in its place."""

    path: Path
    line: int
    start: int
    end: int
    name: str
    literal: str
    moved: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.name} {self.literal} -> {self.moved}"

    def applied(self, source: str) -> str:
        """Return the module with the threshold moved."""
        lines = source.splitlines(keepends=True)
        text = lines[self.line - 1].encode()
        lines[self.line - 1] = (text[: self.start] + self.moved.encode() + text[self.end :]).decode()
        return "".join(lines)


def numbers(name: str, value: ast.expr) -> Iterator[tuple[str, ast.Constant]]:
    """Return the numbers of a constant by name: its own, or those of the dictionary that it is."""
    if isinstance(value, ast.Constant) and type(value.value) in (int, float):
        yield name, value
    elif isinstance(value, ast.Call) and len(value.args) == 1:
        yield from numbers(name, value.args[0])
    elif isinstance(value, ast.Dict):
        for key, item in zip(value.keys, value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str):
                yield from numbers(f"{name}[{key.value}]", item)


def moves(path: Path) -> Iterator[Move]:
    """Return every step of every threshold of a module."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign):
            targets, value = node.targets, node.value
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            targets, value = [node.target], node.value
        else:
            continue
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper():
                for name, number in numbers(target.id, value):
                    yield from steps(path, name, number)


def steps(path: Path, name: str, number: ast.Constant) -> Iterator[Move]:
    """Return a number moved by one in its last digit, up and down."""
    literal = repr(number.value)
    exact = Decimal(literal)
    step = Decimal((0, (1,), min(0, int(exact.as_tuple().exponent))))
    for moved in (exact + step, exact - step):
        yield Move(path, number.lineno, number.col_offset, number.end_col_offset or 0, name, literal, str(moved))


def passes(copy: Path, tests: tuple[str, ...]) -> bool:
    """Return whether tests pass with the package as it stands in a folder."""
    run = subprocess.run(
        [sys.executable, "-P", "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *tests],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    return run.returncode == 0


def unnoticed(room: Room, only: str | None) -> Iterator[Move]:
    """Return the moves that no test of a room notices; raises SystemExit where the tests cannot tell."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(ROOT / "corpus_pkg", copy / "corpus_pkg", ignore=shutil.ignore_patterns("__pycache__"))
        if not passes(copy, room.tests):
            sys.exit(f"{room.tests[-1]} fails before anything is moved: mend it first")
        paths = sorted({path for pattern in room.modules for path in ROOT.glob(pattern)})
        for move in (move for path in paths for move in moves(path)):
            if only is not None and move.name.split("[")[0] != only:
                continue
            moved = copy / move.path.relative_to(ROOT)
            source = move.path.read_text(encoding="utf-8")
            moved.write_text(move.applied(source), encoding="utf-8")
            if passes(copy, room.tests):
                yield move
            moved.write_text(source, encoding="utf-8")


def main() -> None:
    """Print the moves that nobody noticed."""
    parser = argparse.ArgumentParser(description="Which thresholds can be moved without a test that notices.")
    parser.add_argument("rooms", nargs="*", metavar="ROOM", help=f"of {', '.join(ROOMS)}; all where none is named")
    parser.add_argument("--only", metavar="NAME", help="the one threshold to move")
    arguments = parser.parse_args()
    for name in arguments.rooms:
        if name not in ROOMS:
            parser.error(f"no room {name!r}: name one of {', '.join(ROOMS)}")
    count = 0
    for name in arguments.rooms or ROOMS:
        for move in unnoticed(ROOMS[name], arguments.only):
            count += 1
            print(f"unnoticed: {move}", flush=True)
    print(f"{count} moves that nobody noticed")
    sys.exit(count > 0)


if __name__ == "__main__":
    main()
