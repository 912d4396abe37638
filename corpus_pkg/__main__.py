"""`python -m corpus_pkg`: the command line where its script is not installed."""

from __future__ import annotations

import sys

from corpus_pkg.commands import main

if __name__ == "__main__":
    sys.exit(main())
