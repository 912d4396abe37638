"""The same story on several pages: found, grouped and said, never dropped.

Exact is equal text, letters and digits alone, folded. Near is a Jaccard index of word shingles of at least NEAR. The
candidates come from MinHash with one permutation (Li, Owen and Zhang, 2012), densified (Shrivastava, 2017), and
locality-sensitive hashing in bands; the index of each candidate pair is then counted, not estimated.

What a pair is depends on its two texts alone, so a page that is not alike changes nothing. Signatures and shingles lie
on disk; memory holds the stories' ids and one band at a time. Where very many stories are alike each is compared with
those that are most like it, so that the work stays in proportion to their number (docs/duplicates.md).
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from corpus_pkg.language.orthography import folded
from corpus_pkg.records import Duplicate, DuplicateKind

#: Stories with fewer words are not compared: stock sentences make strangers alike.
SHORTEST = 20
#: Words in a shingle.
WIDTH = 3
#: The Jaccard index from which two stories are one (docs/duplicates.md says why).
NEAR = 0.6

# 42 bands of 3: a pair at the threshold is missed once in 27,000 times.
_BINS, _ROWS = 128, 3
_BANDS = _BINS // _ROWS
_KEY, _BAND = 16, 8
_SHINGLE = 8

_STORED = np.dtype([("key", f"V{_KEY}"), ("bands", "<u8", (_BANDS,))])

# Of stories that share a band each is compared with each; where they are more, with so many on either side in the order
# of their bands, if so many of these agree, and with no more once it was compared with so many in vain.
_FEW, _PAIR = 32, 2
_BESIDE, _AGREEING, _PATIENCE = 8, 6, 64
# Bands that put them in order: hardly any two stories share more and are not the same.
_SORTED = 8

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the comparison needs of a story's text.

    Attributes:
        key: 128-bit hash of its letters and digits.
        bands: 64-bit hashes of the bands of its signature, in order.
        shingles: 64-bit hashes of its shingles, sorted, each once.

    """

    key: bytes
    bands: bytes
    shingles: bytes


def fingerprint(text: str | None) -> Fingerprint | None:
    """Return the fingerprint of a story's text; None where it is too short to be compared."""
    compared_words = words(text or "")
    if len(compared_words) < SHORTEST:
        return None
    shingles = sorted(
        {_hash(" ".join(compared_words[at : at + WIDTH])) for at in range(len(compared_words) - WIDTH + 1)}
    )
    signature = _signature(shingles)
    bands = b"".join(
        blake2b(
            b"".join(value.to_bytes(8, "little") for value in signature[at : at + _ROWS]), digest_size=_BAND
        ).digest()
        for at in range(0, _ROWS * _BANDS, _ROWS)
    )
    key = sha256("".join(compared_words).encode("utf-8", "surrogatepass")).digest()[:_KEY]
    return Fingerprint(key, bands, array("Q", shingles).tobytes())


def words(text: str) -> list[str]:
    """Return the words of a text as they are compared: folded, letters and digits alone."""
    return _WORD.findall(folded(text))


def jaccard(first: frozenset[int], second: frozenset[int]) -> float:
    """Return what two sets of shingles share of all that they hold."""
    shared = len(first & second)
    return shared / (len(first) + len(second) - shared) if shared else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """A story of a group: its id, the hash of its letters and digits, and its shingles."""

    article_id: str
    key: bytes
    shingles: frozenset[int]


def beside_first(first: Compared, others: Iterable[Compared]) -> list[Duplicate]:
    """Return the rows of a group of at least two, `first` being the first by id; the others are held one at a time."""
    rows = []
    nearest: tuple[float, DuplicateKind] = (0.0, "near")
    for other in others:
        exact = other.key == first.key
        score = 1.0 if exact else round(jaccard(first.shingles, other.shingles), 4)
        row = Duplicate(
            article_id=other.article_id, group_id=first.article_id, kind="exact" if exact else "near", score=score
        )
        rows.append(row)
        # "exact" before "near" would lose at the same score.
        nearest = max(nearest, (row.score, row.kind), key=lambda pair: (pair[0], pair[1] == "exact"))
    score, kind = nearest
    head = Duplicate.model_validate(
        {"article_id": first.article_id, "group_id": first.article_id, "kind": kind, "score": score}
    )
    return [head, *rows]


class DuplicateIndex:
    """The fingerprints of a package's stories, in two scratch files in the folder `place`.

    Attributes:
        counted: the pairs whose shingles were counted.

    """

    def __init__(self, place: Path) -> None:
        """Keep the index in `place`, a folder that the caller removes."""
        with ExitStack() as stack:
            self._records: BinaryIO = stack.enter_context((place / "fingerprints").open("w+b"))
            self._shingles: BinaryIO = stack.enter_context((place / "shingles").open("w+b"))
            self._files = stack.pop_all()
        self.counted = 0
        self._ids: list[str] = []
        self._ends = array("Q", [0])
        self._stored: NDArray[np.void] = np.empty(0, _STORED)
        self._all_shingles: NDArray[np.uint64] = np.empty(0, np.uint64)

    def __enter__(self) -> DuplicateIndex:
        """Return itself; all is open from the beginning."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        self._stored, self._all_shingles = np.empty(0, _STORED), np.empty(0, np.uint64)
        # On a full disk the first cannot be closed without an error, and the other is closed all the same.
        self._files.close()

    def add(self, stories: Iterable[tuple[str, Fingerprint]]) -> None:
        """Add pairs of a story's id and its fingerprint."""
        for article_id, print_ in stories:
            self._ids.append(article_id)
            self._records.write(print_.key + print_.bands)
            self._shingles.write(print_.shingles)
            self._ends.append(self._ends[-1] + len(print_.shingles))

    def rows(self) -> Iterator[Duplicate]:
        """Yield the stories that have a duplicate, in order of their ids."""
        if not self._ids:
            return
        self._records.flush()
        self._shingles.flush()
        self._stored = np.memmap(self._records.name, _STORED, "r")
        # A slice of a memmap takes longer than all that is done with it.
        self._all_shingles = np.memmap(self._shingles.name, np.uint64, "r").view(np.ndarray)
        groups = _Groups(len(self._ids))
        keys: dict[bytes, int] = {}
        copies = bytearray(len(self._ids))
        for number, key in enumerate(map(bytes, self._stored["key"])):
            first = keys.setdefault(key, number)
            if first != number:
                copies[number] = 1
                groups.join(first, number)
        keys.clear()
        numbers = np.flatnonzero(np.frombuffer(copies, np.uint8) == 0)
        self._vain = array("l", bytes(len(self._ids) * array("l").itemsize))
        for band in range(_BANDS if len(numbers) else 0):
            for bucket in self._buckets(numbers, band):
                if len(bucket) <= _FEW:
                    self._compare_all(bucket, groups)
                else:
                    self._compare_many(bucket, band, groups)
        members: dict[int, list[int]] = {}
        for number in range(len(self._ids)):
            members.setdefault(groups.root(number), []).append(number)
        rows = [row for group in members.values() if len(group) > 1 for row in self._group(group)]
        yield from sorted(rows, key=lambda row: row.article_id)

    def _buckets(self, numbers: NDArray[np.intp], band: int) -> Iterator[NDArray[np.intp]]:
        """Yield the stories of `numbers` that share a band, two or more at a time."""
        keys = self._stored["bands"][:, band][numbers]
        order = keys.argsort(kind="stable")
        keys = keys[order]
        ends = np.flatnonzero(np.append(keys[1:] != keys[:-1], True)) + 1
        starts = np.append(0, ends[:-1])
        several = ends - starts > 1
        for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
            yield numbers[order[start:end]]

    def _compare_all(self, bucket: NDArray[np.intp], groups: _Groups) -> None:
        """Compare each story of a bucket with each that it is in no group with, all together."""
        numbers = bucket.tolist()
        if len(numbers) == _PAIR:
            if groups.root(numbers[0]) != groups.root(numbers[1]):
                self._compare(numbers[0], numbers[1], groups)
            return
        roots = np.array([groups.root(number) for number in numbers])
        sizes = np.array([self._ends[number + 1] - self._ends[number] for number in numbers], np.int64) // _SHINGLE
        wanted = np.tril(roots[:, None] != roots)
        wanted &= np.minimum(sizes[:, None], sizes) >= NEAR * np.maximum(sizes[:, None], sizes)
        if not wanted.any():
            return
        self.counted += int(np.count_nonzero(wanted))
        shared = _shared([self._of(number) for number in numbers])
        wanted &= shared / (sizes[:, None] + sizes - shared) >= NEAR
        for at, other in zip(*np.nonzero(wanted), strict=True):
            groups.join(numbers[at], numbers[other])

    def _compare(self, number: int, other: int, groups: _Groups) -> bool:
        near = self._comparable(number, other) and self._alike(number, other) >= NEAR
        if near:
            groups.join(number, other)
        return near

    def _compare_many(self, bucket: NDArray[np.intp], band: int, groups: _Groups) -> None:
        """Compare the stories of a bucket with those beside them in the order of the bands behind the one they share.

        The work is in proportion to their number.
        """
        if len({groups.root(number) for number in bucket.tolist()}) == 1:
            return
        bands = np.roll(self._stored["bands"][bucket], -band, axis=1)
        order = np.lexsort(bands.T[:_SORTED][::-1])
        numbers, bands, vain = bucket[order].tolist(), bands[order], self._vain
        for at, other in _most_agreeing(bands):
            story, beside = numbers[at], numbers[other]
            if vain[story] >= _PATIENCE or vain[beside] >= _PATIENCE or groups.root(story) == groups.root(beside):
                continue
            if not self._compare(story, beside, groups):
                vain[story] += 1
                vain[beside] += 1

    def _group(self, group: list[int]) -> list[Duplicate]:
        group.sort(key=self._ids.__getitem__)
        first, *others = group
        return beside_first(self._compared(first), map(self._compared, others))

    def _compared(self, number: int) -> Compared:
        return Compared(self._ids[number], bytes(self._stored["key"][number]), frozenset(self._of(number).tolist()))

    def _alike(self, story: int, other: int) -> float:
        """Return the Jaccard index of two stories: their shingles are sorted, so that those of both come together."""
        self.counted += 1
        both = np.concatenate((self._of(story), self._of(other)))
        both.sort(kind="stable")
        shared = int(np.count_nonzero(both[1:] == both[:-1]))
        return shared / (len(both) - shared)

    def _comparable(self, story: int, other: int) -> bool:
        """Whether their sizes allow two stories to be near."""
        size, beside = (self._ends[number + 1] - self._ends[number] for number in (story, other))
        return size >= NEAR * beside and beside >= NEAR * size

    def _of(self, number: int) -> NDArray[np.uint64]:
        """Return the shingles of a story by its number, sorted."""
        return self._all_shingles[self._ends[number] // _SHINGLE : self._ends[number + 1] // _SHINGLE]


def _shared(stories: list[NDArray[np.uint64]]) -> NDArray[np.float64]:
    """Return how many shingles each two of several stories have in common, each of which has none twice."""
    every = np.concatenate(stories)
    owners = np.repeat(np.arange(len(stories)), [len(story) for story in stories])
    # They are sorted by story already, and runs are merged.
    order = every.argsort(kind="stable")
    every, owners = every[order], owners[order]
    same = every[1:] == every[:-1]
    several = np.append(same, False) | np.append(False, same)
    begins = np.append(True, ~same)[several]
    held = np.zeros((len(stories), int(np.count_nonzero(begins))), np.float32)
    held[owners[several], np.cumsum(begins) - 1] = 1
    return (held @ held.T).astype(np.float64)


def _most_agreeing(bands: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of rows near to one another that agree in enough bands, those that agree in most first."""
    agreeing = [(bands[beside:] == bands[:-beside]).sum(axis=1) for beside in range(1, _BESIDE + 1)]
    firsts = np.concatenate([np.arange(len(counts)) for counts in agreeing])
    besides = np.repeat(np.arange(1, _BESIDE + 1), [len(counts) for counts in agreeing])
    counts = np.concatenate(agreeing)
    order = (-counts).argsort(kind="stable")
    order = order[: np.count_nonzero(counts >= _AGREEING)]
    yield from zip(firsts[order].tolist(), (firsts + besides)[order].tolist(), strict=True)


class _Groups:
    """Numbers in groups that can only grow (union-find)."""

    def __init__(self, count: int) -> None:
        self._parents = array("Q", range(count))

    def root(self, number: int) -> int:
        parents = self._parents
        while parents[number] != number:
            parents[number] = parents[parents[number]]
            number = parents[number]
        return number

    def join(self, story: int, other: int) -> None:
        low, high = sorted((self.root(story), self.root(other)))
        self._parents[high] = low


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def compared(article_id: str, text: str | None) -> Compared | None:
    """Return the story as its group sees it; None where its text is too short to be compared."""
    story_print = fingerprint(text)
    return Compared(article_id, story_print.key, _unpacked(story_print.shingles)) if story_print else None


def _unpacked(shingles: bytes) -> frozenset[int]:
    values = array("Q")
    values.frombytes(shingles)
    return frozenset(values)


def _signature(shingles: list[int]) -> list[int]:
    """Return the least hash of each bin; a bin that none fell into takes that of the first filled one in its order."""
    bins = [-1] * _BINS
    for value in reversed(shingles):
        bins[value % _BINS] = value
    orders = _orders()
    return [
        value if value >= 0 else next(bins[other] for other in orders[at] if bins[other] >= 0)
        for at, value in enumerate(bins)
    ]


@cache
def _orders() -> tuple[tuple[int, ...], ...]:
    """For each bin an order of all bins, as good as random and always the same."""
    return tuple(
        tuple(sorted(range(_BINS), key=lambda other: blake2b(bytes((at, other)), digest_size=8).digest()))
        for at in range(_BINS)
    )
