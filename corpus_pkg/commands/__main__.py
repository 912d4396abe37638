"""`python -m corpus_pkg.commands`: the same as `python -m corpus_pkg`."""

from __future__ import annotations

from runpy import run_module

if __name__ == "__main__":
    run_module("corpus_pkg", run_name="__main__")
