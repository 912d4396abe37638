"""`python -m corpus_pkg.commands`: the same as `python -m corpus_pkg`."""

from __future__ import annotations

import sys

from corpus_pkg.commands import main

if __name__ == "__main__":
    sys.exit(main())
