"""Build the same pages with several interpreters, each in other surroundings, and compare the packages byte for byte.

    python benchmarks/pythons.py PAGES PYTHON [PYTHON ...]

Each PYTHON is an interpreter in whose environment this version of the program is installed. Locale, time zone, hash
seed and the number of worker processes change from one to the next.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SURROUNDINGS = (
    {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "0"},
    {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
    {"LC_ALL": "POSIX", "TZ": "America/Adak", "PYTHONHASHSEED": "4242"},
    {"LC_ALL": "ar_EG.UTF-8", "TZ": "Africa/Cairo", "PYTHONHASHSEED": "7", "PYTHONOPTIMIZE": "2"},
)


def package(python: str, pages: Path, out: Path, number: int) -> dict[str, bytes]:
    """Return the files of the package that the interpreter makes."""
    command = [python, "-P", "-m", "corpus_pkg", "build", str(pages), "--out", str(out), "--jobs", str(1 + number % 2)]
    environment = os.environ | SURROUNDINGS[number % len(SURROUNDINGS)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{python}: {done.stderr}")
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def main() -> None:
    """The command: exit code 1 where a file differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    options = parser.parse_args()
    first: dict[str, bytes] = {}
    differing = False
    with tempfile.TemporaryDirectory() as place:
        for number, python in enumerate(options.pythons):
            files = package(python, options.pages, Path(place, str(number), "p"), number)
            first = first or files
            others = sorted(name for name in {*first, *files} if first.get(name) != files.get(name))
            print(f"{python}: {len(files)} files, {f'other: {others[:5]}' if others else 'the same bytes'}", flush=True)
            differing = differing or bool(others)
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
