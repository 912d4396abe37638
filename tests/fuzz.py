"""Read hostile pages until one is not read as every page must be.

    python tests/fuzz.py [--inputs N] [--seed N]      drawn by hypothesis
    python tests/fuzz.py --atheris [ARGUMENTS]        by coverage, where atheris is installed; ARGUMENTS are libFuzzer's

The first takes its inputs from `tests/hostile.py`, the second begins with what is kept in `tests/parsing/found`. A page
that breaks a promise is printed; put its bytes there, with a name that says what it is, and mend the fault.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from corpus_pkg.parsing import parse_document

FOUND = Path(__file__).parent / "parsing/found"


def check(data: bytes) -> None:
    """Fail where a page is not read as every page must be: a row, and segments that hold every visible character."""
    parsed = parse_document(data)
    text = parsed.text
    assert parsed.document.characters == len(text) or parsed.document.note
    last = 0
    for segment in sorted(parsed.segments, key=lambda one: one.start):
        assert last <= segment.start < segment.end <= len(text)
        between = text[last : segment.start]
        assert not any(sign.isalnum() for sign in between), between
        last = segment.end
    assert not parsed.segments or not any(sign.isalnum() for sign in text[last:])


def drawn(inputs: int, seed: int) -> None:
    """Check so many drawn pages."""
    from hostile import pages
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded

    @seeded(seed)
    @settings(
        max_examples=inputs, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=list(Phase)
    )
    @given(pages())
    def run(data: bytes) -> None:
        check(data)

    run()
    print(f"{inputs} pages, each read as it must be")


def by_coverage(arguments: list[str]) -> None:
    """Let atheris look for a page that breaks a promise."""
    import atheris

    with atheris.instrument_imports():
        import corpus_pkg.parsing  # noqa: F401 - what is read is instrumented
    atheris.Setup([sys.argv[0], *arguments, str(FOUND)], check)
    atheris.Fuzz()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--atheris", action="store_true")
    options, rest = parser.parse_known_args()
    if options.atheris:
        by_coverage(rest)
    else:
        drawn(options.inputs, options.seed)


if __name__ == "__main__":
    main()
