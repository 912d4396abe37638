"""Does a labeller as a second opinion mend more lines than it breaks, on sites and with a threshold it never saw?

    python benchmarks/second_opinion.py PAGES GOLD.jsonl [--folds 10] [--seeds 3]

The sites are dealt into folds. For each fold a labeller (`benchmarks/labeller.py`, the same lines, features and gold)
learns from the sites of the others; how sure it must be to overrule a rule of place is chosen among these as well, by a
second dealing inside them, and may be "never". So neither weights nor threshold come from a site that is read. Printed
for each dealing: what the rules get right, what both together do, what is mended and broken, which thresholds were
chosen, and a sign test over the lines on which they differ (two-sided; p under 0.05 would be a win).
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from labeller import BY_PLACE, Labeller, Result, Sample, annotated

#: How sure the labeller must be; more than certain is never.
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)
_INNER_FOLDS = 5

Read = list[tuple[str, float]]


def dealt(pages: Sequence[Sample], folds: int, seed: int) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """Yield the pages to learn from and those to read, a fold at a time; a site is in one fold."""
    sites = sorted({page.site for page in pages})
    random.Random(seed).shuffle(sites)
    for fold in range(folds):
        held = set(sites[fold::folds])
        yield [page for page in pages if page.site not in held], [page for page in pages if page.site in held]


def together(page: Sample, read: Read, sure: float) -> list[str]:
    """The kinds of a page's lines where a labeller overrules the rules of place that it doubts."""
    return [
        kind if probability >= sure and BY_PLACE.fullmatch(rule) else decided
        for (decided, rule), (kind, probability) in zip(page.decided, read, strict=True)
    ]


def right(page: Sample, read: Read, sure: float) -> int:
    """Count the segments of a page that both get right."""
    result = Result()
    result.add(page, together(page, read, sure))
    return result.segments[0]


def chosen(pages: Sequence[Sample], seed: int) -> float:
    """Return the threshold that gets most right on sites left out among these; of equals the surest."""
    score: Counter[float] = Counter()
    for learned, held in dealt(pages, _INNER_FOLDS, seed):
        labeller = Labeller(learned, lambda page: page.features)
        for page in held:
            read = labeller.read(page)
            for sure in THRESHOLDS:
                score[sure] += right(page, read, sure)
    return max(THRESHOLDS, key=lambda sure: (score[sure], sure))


def sign_test(mended: int, broken: int) -> float:
    """Return the two-sided probability of a split so uneven, were each as likely."""
    of, fewer = mended + broken, min(mended, broken)
    return min(1.0, 2 * sum(math.comb(of, k) for k in range(fewer + 1)) / 2**of)


def measure(pages: Sequence[Sample], folds: int, seed: int) -> str:
    """Read all pages, each by what other sites taught, and say in a line what came of it."""
    rules, both, thresholds = Result(), Result(), Counter[float]()
    for learned, held in dealt(pages, folds, seed):
        sure = chosen(learned, seed)
        thresholds[sure] += 1
        labeller = Labeller(learned, lambda page: page.features)
        for page in held:
            rules.add(page, [kind for kind, _ in page.decided])
            both.add(page, together(page, labeller.read(page), sure))
    mended, broken = both.changed["mended"], both.changed["broken"]
    cells = [
        f"{name} {r.segments[0]}/{r.segments[1]} titles {r.titles[0]}/{r.titles[1]}"
        for name, r in (("rules", rules), ("both", both))
    ]
    picked = ", ".join(f"{'never' if sure > 1 else sure} x{count}" for sure, count in sorted(thresholds.items()))
    changed = f"mended {mended}, broken {broken}, p {sign_test(mended, broken):.2f}"
    return f"seed {seed}: {'; '.join(cells)}; {changed}; chosen {picked}"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--seeds", type=int, default=3, help="how often the sites are dealt anew")
    options = parser.parse_args()
    pages, _ = annotated(options.pages, options.gold)
    print(f"{len(pages)} pages of {len({page.site for page in pages})} sites, {options.folds} folds")
    for seed in range(options.seeds):
        print(measure(pages, options.folds, seed), flush=True)


if __name__ == "__main__":
    main()
