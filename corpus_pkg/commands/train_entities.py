"""The command `train-entities`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_pkg.commands.arguments import add_lexicons, lexicons

if TYPE_CHECKING:
    from corpus_pkg.training.training import Scores

HELP = """train the labeller of people, organisations and places

Every CORPUS is a file of words and tags in columns (a word and its tag on a line; a blank line, or a full stop, behind
a sentence); classes of tags are mapped to PER, LOC and ORG by tag_classes.csv. What words are like is learned from the
pages of --text, else from the corpora alone. The same input gives the same MODEL on one machine.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    from corpus_pkg.training.settings import Settings

    usual = Settings()
    parser.add_argument("corpora", nargs="*", metavar="CORPUS", help="a corpus whose sentences follow on one another")
    parser.add_argument(
        "--shuffled", action="append", default=[], metavar="CORPUS", help="a corpus of sentences in no order"
    )
    parser.add_argument("--out", required=True, metavar="MODEL", help="the file to write")
    parser.add_argument(
        "--text",
        action="append",
        default=[],
        metavar="DIR",
        help="a folder of texts without tags, any encoding, packed (.gz, .xz) or not",
    )
    parser.add_argument(
        "--folds", type=int, default=0, metavar="N", help="first print the scores of N-fold cross-validation"
    )
    add_lexicons(parser)
    parser.add_argument("--l1", type=float, default=usual.l1, help=f"cost of weights by size (default {usual.l1})")
    parser.add_argument("--l2", type=float, default=usual.l2, help=f"cost of weights squared (default {usual.l2})")
    parser.add_argument("--rounds", type=int, default=usual.rounds, help=f"most iterations (default {usual.rounds})")
    parser.add_argument(
        "--boldness",
        type=float,
        default=usual.boldness,
        help=f"preference of a name over none, natural logarithm (default {usual.boldness})",
    )


def run(args: argparse.Namespace) -> int:
    """Train, print the scores that are asked for, write the model."""
    from corpus_pkg.entities.weights import dumped
    from corpus_pkg.errors import PackageError, one_line
    from corpus_pkg.language.lexicons import default
    from corpus_pkg.training import columns, texts, training
    from corpus_pkg.training.settings import Settings

    if not args.corpora and not args.shuffled:
        raise PackageError("no corpus; name one, or several")
    if args.folds < 0 or args.folds == 1:
        raise PackageError(f"--folds {args.folds}: a cross-validation has two parts or more")
    if args.rounds < 1 or min(args.l1, args.l2) < 0:
        raise PackageError("--rounds is at least 1, --l1 and --l2 are not negative")
    known_words = lexicons(args) or default()
    settings = Settings(l1=args.l1, l2=args.l2, rounds=args.rounds, boldness=args.boldness)
    corpora = [training.Corpus(columns.read(Path(path), known_words), True) for path in args.corpora]
    corpora += [training.Corpus(columns.read(Path(path), known_words), False) for path in args.shuffled]
    material = (
        training.material(training.distinct_lines(texts.read(map(Path, args.text))), known_words) if args.text else None
    )
    if args.folds:
        print("part           precision    recall        F1")
        total = training.Scores()
        for number, scores in enumerate(
            training.cross_validation(corpora, material, args.folds, settings, known_words), 1
        ):
            print(_line(f"{number} of {args.folds}", scores))
            total.merge(scores)
        print(_line("all", total))
        for kind in training.TYPES:
            print(_line(kind, total, kind))
    model = dumped(training.train(corpora, material, settings, known_words))
    Path(args.out).write_bytes(model)
    print(f"{one_line(args.out)}: {len(model)} bytes")
    return 0


def _line(name: str, scores: Scores, *types: str) -> str:
    precision, recall, f1 = scores.of(*types)
    return f"{name:12}{precision:12.4f}{recall:10.4f}{f1:10.4f}"
