"""Kill a build of several processes at random moments, and look at what is there before and after the next build.

    python benchmarks/killed.py [--moments N] [--seed N] [--jobs N] [--cache] [--count N] [PAGES]

Without PAGES it makes N (40). A package of the first half of the pages stands in the folder; the build that is killed
is one of the second half and some of the first. Behind each kill the folder holds the old package or the new one once
it is recovered, no process of the build is left, and the next build, without a command of its own, gives the bytes that
it gives in an empty folder. With --cache the next build goes on where the killed one was: it reads what the cache does
not know, and nothing else. Half of the moments fall anywhere in the build, half into its end, where files are moved.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from corpus_pkg.package.staging import recover

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from killed import pages_known

PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
#: The README is written behind the package, by itself.
BESIDE = ("README.md", ".README.md.new")
#: The end of a build, as a share of the time that it takes.
END = 0.15


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file under the folder by its path, what is hidden included, but for what tells of the package."""
    return {
        os.path.relpath(f"{where}/{name}", folder): Path(where, name).read_bytes()
        for where, _, names in os.walk(folder)
        for name in names
        if name not in BESIDE
    }


def started(pages: Path, out: Path, jobs: int, cache: Path | None) -> subprocess.Popen[str]:
    """Start a build in a session of its own, so that whoever belongs to it can be found."""
    command = [sys.executable, "-P", "-m", "corpus_pkg", "build", str(pages), "--out", str(out), "--jobs", str(jobs)]
    command += ["--recognizer", "none", "--json", *(["--no-cache"] if cache is None else ["--cache", str(cache)])]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def built(pages: Path, out: Path, jobs: int, cache: Path | None = None) -> tuple[dict[str, bytes], int]:
    """Return the package that a build makes, and how much of it came from the cache; raises SystemExit if it fails."""
    process = started(pages, out, jobs, cache)
    events, errors = process.communicate()
    if process.returncode:
        sys.exit(f"a build failed ({process.returncode}): {errors}")
    return contents(out), json.loads(events.splitlines()[-1])["reused"]


def is_left(session: int) -> bool:
    """Return whether a process of the session is still there a moment later."""
    for _ in range(100):
        try:
            os.killpg(session, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.05)
    return True


def recovered(out: Path, place: Path) -> dict[str, bytes]:
    """Return what is in a copy of the folder once the killed build is finished or undone."""
    shutil.copytree(out, place)
    recover(place)
    there = contents(place)
    shutil.rmtree(place)
    return there


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="?", type=Path)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--cache", action="store_true")
    parser.add_argument("--count", type=int, default=40)
    options = parser.parse_args()
    chosen = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        if options.pages is None:
            texts = [f"{PAGE}الخبر رقم {number} من النشرة.\n".encode() for number in range(options.count)]
        else:
            texts = [path.read_bytes() for path in sorted(options.pages.rglob("*")) if path.is_file()]
        half = len(texts) // 2
        for name, some in (("first", texts[:half]), ("second", texts[half // 2 :])):
            (home / name / "in").mkdir(parents=True)
            for number, text in enumerate(some):
                (home / name / f"in/{number}.txt").write_bytes(text)
        old, _ = built(home / "first/in", home / "old", options.jobs)
        shutil.copytree(home / "old", home / "p")
        cache = home / "cache" if options.cache else None
        began = time.monotonic()
        # With a cache to fill, as those that are killed: it takes longer.
        new, _ = built(home / "second/in", home / "p", options.jobs, cache)
        takes = time.monotonic() - began
        seen: Counter[str] = Counter()
        known: list[int] = []
        for number in range(options.moments):
            shutil.rmtree(home / "p")
            shutil.copytree(home / "old", home / "p")
            shutil.rmtree(home / "cache", ignore_errors=True)
            process = started(home / "second/in", home / "p", options.jobs, cache)
            time.sleep(chosen.uniform(0 if number % 2 else (1 - END) * takes, takes))
            process.send_signal(signal.SIGKILL)
            process.communicate()
            if is_left(process.pid):
                sys.exit(f"moment {number}: a worker is left")
            ended = "killed" if process.returncode == -signal.SIGKILL else "ended before"
            there = recovered(home / "p", home / "copy")
            if there not in (old, new):
                others = sorted(path for path in {*there, *new} if there.get(path) != new.get(path))
                sys.exit(f"moment {number}: neither the old package nor the new one, which has others of {others[:9]}")
            seen[f"{ended}, {'old' if there == old else 'new'}"] += 1
            known.append(pages_known(home / "cache"))
            there, reused = built(home / "second/in", home / "p", options.jobs, cache)
            if there != new:
                sys.exit(f"moment {number}: the next build gives another package")
            if reused != known[-1]:
                sys.exit(f"moment {number}: {reused} pages came from the cache, which knew {known[-1]}")
        print(f"{options.moments} moments of a build of {takes:.1f} s: {dict(sorted(seen.items()))}")
        if options.cache:
            print(f"pages that were known after the kill, none of them read again: {sorted(known)}")


if __name__ == "__main__":
    main()
