"""Make the pictures of the documentation anew, from the project's own dataset, with a Chromium that is installed.

    python .ci/pictures.py

Each has less than 200 kB. Look at them: nothing may overlap, no Arabic may be cut.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus_pkg.commands import main as command
from corpus_pkg.exploring import explore

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LARGEST = 200_000
PAGE = "doc-eacb5bcf3fb02758"


def main() -> int:
    """Make each picture; return 1 where there is no Chromium or one is too large."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        print("no chromium is installed", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        explore(ROOT, folder / "site")
        _difference(folder)
        command(["show", str(ROOT), PAGE, "--html", str(folder / "page.html")])
        pictures = {
            "page.png": ((folder / "page.html").as_uri(), "1000,640"),
            "overview.png": ((folder / "site" / "index.html").as_uri(), "1000,760"),
            "difference.png": ((folder / "difference.html").as_uri(), "1000,820"),
            "stories.png": ((folder / "site" / "articles.html").as_uri() + "#q=وزير+الدفاع+&place=gaza", "1000,560"),
        }
        for file, (address, size) in pictures.items():
            arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}"]
            arguments += [f"--user-data-dir={folder / 'profile'}", f"--screenshot={DOCS / file}", address]
            subprocess.run([chromium, *arguments], check=True, capture_output=True, timeout=120)
            if (DOCS / file).stat().st_size > LARGEST:
                print(f"{file} has more than {LARGEST} bytes", file=sys.stderr)
                return 1
    return 0


def _difference(folder: Path) -> None:
    """Write what changes where one page is corrected."""
    pages = Path(shutil.copytree(ROOT / "seeds", folder / "seeds"))
    first = min(pages.iterdir())
    text = first.read_text(encoding="utf-8")
    for place in ("old", "new"):
        command(["build", str(pages), "--out", str(folder / place), "--config", str(ROOT / "corpus.toml"), "--quiet"])
        first.write_text(text.replace("واشنطن", "بيروت"), encoding="utf-8")
    with contextlib.chdir(folder):
        command(["diff", "old", "new", "--html", "difference.html"])


if __name__ == "__main__":
    sys.exit(main())
