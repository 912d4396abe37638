"""The same story on several pages: found, grouped and said, never dropped.

Exact is equal text, letters and digits alone, folded. Near is a Jaccard index of word shingles of at least NEAR. The
candidates come from MinHash with one permutation (Li, Owen and Zhang, 2012), densified (Shrivastava, 2017), and
locality-sensitive hashing in bands; the index of each candidate pair is then counted, not estimated.

What a pair is depends on its two texts alone, so a page that is not alike changes nothing. Signatures and shingles lie
on disk; memory holds the stories' ids and one band at a time.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b, sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from corpus_pkg.language.orthography import folded
from corpus_pkg.records import Duplicate

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
_RECORD = _KEY + _BAND * _BANDS

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
    nearest = ("0", "near")
    for other in others:
        exact = other.key == first.key
        score = f"{1.0 if exact else jaccard(first.shingles, other.shingles):.4f}"
        row = Duplicate(
            article_id=other.article_id, group_id=first.article_id, kind="exact" if exact else "near", score=score
        )
        rows.append(row)
        # Text of one length sorts as the numbers do, and "exact" before "near" would lose at the same score.
        nearest = max(nearest, (row.score, row.kind), key=lambda pair: (pair[0], pair[1] == "exact"))
    score, kind = nearest
    head = Duplicate.model_validate(
        {"article_id": first.article_id, "group_id": first.article_id, "kind": kind, "score": score}
    )
    return [head, *rows]


class DuplicateIndex:
    """The fingerprints of a package's stories, in two scratch files in the folder `place`."""

    def __init__(self, place: Path) -> None:
        """Keep the index in `place`, a folder that the caller removes."""
        self._records: BinaryIO = (place / "fingerprints").open("w+b")
        self._shingles: BinaryIO = (place / "shingles").open("w+b")
        self._ids: list[str] = []
        self._ends = array("Q", [0])
        # A story is compared with several: its shingles are kept at hand.
        self._set = lru_cache(maxsize=256)(self._read)

    def __enter__(self) -> DuplicateIndex:
        """Return itself; all is open from the beginning."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the files."""
        self._records.close()
        self._shingles.close()

    def add(self, stories: Iterable[tuple[str, Fingerprint]]) -> None:
        """Add pairs of a story's id and its fingerprint."""
        for article_id, print_ in stories:
            self._ids.append(article_id)
            self._records.write(print_.key + print_.bands)
            self._shingles.write(print_.shingles)
            self._ends.append(self._ends[-1] + len(print_.shingles))

    def rows(self) -> Iterator[Duplicate]:
        """Yield the stories that have a duplicate, in order of their ids."""
        groups = _Groups(len(self._ids))
        keys: dict[bytes, int] = {}
        copies = bytearray(len(self._ids))
        for number, key in self._column(0, _KEY):
            first = keys.setdefault(key, number)
            if first != number:
                copies[number] = 1
                groups.join(first, number)
        keys.clear()
        for band in range(_BANDS):
            buckets: dict[bytes, list[int]] = {}
            for number, key in self._column(_KEY + band * _BAND, _BAND):
                if not copies[number]:
                    buckets.setdefault(key, []).append(number)
            for bucket in buckets.values():
                self._compare(bucket, groups)
        members: dict[int, list[int]] = {}
        for number in range(len(self._ids)):
            members.setdefault(groups.root(number), []).append(number)
        rows = [row for group in members.values() if len(group) > 1 for row in self._group(group)]
        yield from sorted(rows, key=lambda row: row.article_id)

    def _compare(self, bucket: list[int], groups: _Groups) -> None:
        for at, number in enumerate(bucket):
            for other in bucket[:at]:
                apart = groups.root(number) != groups.root(other)
                if apart and self._comparable(number, other) and self._alike(number, other) >= NEAR:
                    groups.join(number, other)

    def _group(self, group: list[int]) -> list[Duplicate]:
        group.sort(key=self._ids.__getitem__)
        first, *others = group
        return beside_first(self._compared(first), map(self._compared, others))

    def _compared(self, number: int) -> Compared:
        self._records.seek(number * _RECORD)
        return Compared(self._ids[number], self._records.read(_KEY), self._set(number))

    def _alike(self, story: int, other: int) -> float:
        return jaccard(self._set(story), self._set(other))

    def _comparable(self, story: int, other: int) -> bool:
        """Whether their sizes allow two stories to be near."""
        small, large = sorted(self._ends[number + 1] - self._ends[number] for number in (story, other))
        return small >= NEAR * large

    def _read(self, number: int) -> frozenset[int]:
        """Return the shingles of a story by its number."""
        self._shingles.seek(self._ends[number])
        return _unpacked(self._shingles.read(self._ends[number + 1] - self._ends[number]))

    def _column(self, offset: int, width: int) -> Iterator[tuple[int, bytes]]:
        """One stretch of every record, in order."""
        self._records.seek(0)
        for number in range(len(self._ids)):
            yield number, self._records.read(_RECORD)[offset : offset + width]


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
