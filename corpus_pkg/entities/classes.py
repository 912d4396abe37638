"""Distributional classes of words, learned from running text.

Words that stand between the same words fall into one class: first names, towns, verbs of saying. Each word becomes a
vector of positive pointwise mutual information with the words before and behind it, shortened by a randomised singular
value decomposition (Halko, Martinsson and Tropp, 2011), and the vectors are divided by spherical k-means, once for each
number of classes. The same text gives the same classes on one machine; on another, with another linear
algebra library, sums may round otherwise, and a word near the edge of a class may fall beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

#: How many classes there are in each division.
DIVISIONS = (64, 256, 1024, 2048)
_LEAST = 4
# With more words the vectors take more memory than a machine has.
_MOST = 55_000
_CONTEXTS = 2000
_DIMENSIONS = 100
_SPARE = 20
_POWER_ROUNDS = 3
_ROUNDS = 25
_SMOOTHING = 0.75
# Where a context word stands, and how much it counts there.
_PLACES = ((-1, 1.0), (1, 1.0), (-2, 0.5), (2, 0.5))


def learned(lines: Iterable[Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """Return the classes of each word that stands in `lines` (of tokens) often enough, one for each of `DIVISIONS`."""
    all_lines = list(lines)
    counts = Counter(word for line in all_lines for word in line)
    words = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if count >= _LEAST]
    del words[_MOST:]
    if not words:
        return {}
    vectors = _vectors(all_lines, words)
    weights = np.sqrt(np.array([counts[word] for word in words], dtype=np.float32))
    divisions = [_divided(vectors, weights, min(size, len(words))) for size in DIVISIONS]
    return {word: tuple(int(division[at]) for division in divisions) for at, word in enumerate(words)}


def _vectors(lines: Sequence[Sequence[str]], words: Sequence[str]) -> Matrix:
    """Return the vector of each word, of unit length."""
    size, contexts = len(words), min(_CONTEXTS, len(words))
    index = {word: at for at, word in enumerate(words)}
    reach = 2
    numbers = [size] * reach
    for line in lines:
        numbers += [index.get(word, size) for word in line]
        numbers += [size] * reach
    ids = np.array(numbers)
    table = np.zeros((size, len(_PLACES) * contexts), dtype=np.float32)
    for number, (offset, weight) in enumerate(_PLACES):
        own, other = ids, np.roll(ids, -offset)
        both = (own < size) & (other < contexts)
        np.add.at(table, (own[both], other[both] + number * contexts), weight)
    of_context = table.sum(0, keepdims=True) ** _SMOOTHING
    expected = np.maximum(table.sum(1, keepdims=True) * (of_context / max(of_context.sum(), 1e-9)), 1e-9)
    information = np.log(np.maximum(table / expected, 1.0))
    random = np.random.default_rng(0)
    dimensions = min(_DIMENSIONS, size, information.shape[1])
    sample = information @ random.standard_normal((information.shape[1], dimensions + _SPARE)).astype(np.float32)
    for _ in range(_POWER_ROUNDS):
        basis, _upper = np.linalg.qr(sample)
        sample = information @ (information.T @ basis)
    basis, _upper = np.linalg.qr(sample)
    left, values, _right = np.linalg.svd(basis.T @ information, full_matrices=False)
    vectors = (basis @ left)[:, :dimensions] * np.sqrt(values[:dimensions])
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def _divided(vectors: Matrix, weights: Matrix, size: int) -> NDArray[np.intp]:
    """Return the class of each vector, of `size` classes (spherical k-means)."""
    random = np.random.default_rng(0)
    centres = vectors[random.choice(len(vectors), size, replace=False, p=weights / weights.sum())]
    for _ in range(_ROUNDS):
        nearest = (vectors @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors * weights[:, None])
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return np.asarray((vectors @ centres.T).argmax(1))
