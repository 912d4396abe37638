"""In which stories a term stands: words and facets alike, in parts of bounded size by the order of the terms.

Memory holds a bounded number of postings; what is more waits on disk, sorted, and is merged at the end.
"""

from __future__ import annotations

import heapq
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

import numpy

from corpus_pkg.exploring.parts import LARGEST, Parts, as_json

#: So many postings are held in memory.
HELD = 3_000_000
#: So many numbers of one term stand in one piece, a piece in one part: a number has seven digits and a comma at most.
_PIECE = LARGEST // 10


class Index:
    """Terms and the numbers of the stories that have them."""

    def __init__(self, scratch: Path, held: int = HELD) -> None:
        """Keep what does not fit into memory in files in the folder `scratch`."""
        self._scratch = scratch
        self._most = held
        self._held = 0
        self._postings: dict[str, array[int]] = {}
        self._runs: list[Path] = []

    def add(self, number: int, terms: Iterable[str]) -> None:
        """Note that the story of that number has each of the terms, which are told once."""
        postings = self._postings
        for term in terms:
            try:
                postings[term].append(number)
            except KeyError:
                postings[term] = array("I", (number,))
            self._held += 1
        if self._held >= self._most:
            self._spill()

    def write(self, parts: Parts) -> list[str]:
        """Write the parts `terms/0`, `terms/1` and so on; return the first term of each, in order.

        A part is an object: by term the first number and what each number is more than the one before. A term with
        many numbers has several pieces, each at the beginning of a part.
        """
        firsts: list[str] = []
        waiting: list[str] = []
        size = 0

        def close() -> None:
            nonlocal waiting, size
            if waiting:
                parts.write(f"terms/{len(firsts) - 1}", f"{{{','.join(waiting)}}}")
            waiting, size = [], 0

        for term, numbers in self._merged():
            for begin in range(0, len(numbers), _PIECE):
                piece = numbers[begin : begin + _PIECE]
                steps = numpy.diff(piece, prepend=numpy.int64(0))
                item = f"{as_json(term)}:[{','.join(map(str, steps.tolist()))}]"
                length = len(item.encode()) + 1
                if begin or not firsts or size + length > LARGEST:
                    close()
                    firsts.append(term)
                waiting.append(item)
                size += length
        close()
        return firsts

    def _spill(self) -> None:
        path = self._scratch / f"run{len(self._runs)}"
        with path.open("wb") as file:
            for term, numbers in self._sorted():
                name = term.encode("utf-8")
                file.write(len(name).to_bytes(4, "little") + name)
                file.write(len(numbers).to_bytes(4, "little") + numbers.tobytes())
        self._runs.append(path)
        self._postings, self._held = {}, 0

    def _sorted(self) -> Iterator[tuple[str, array[int]]]:
        for term in sorted(self._postings, key=_place):
            yield term, self._postings[term]

    def _merged(self) -> Iterator[tuple[str, numpy.typing.NDArray[numpy.int64]]]:
        """Yield the terms in order, each with all its numbers, sorted."""
        runs = [_read(path) for path in self._runs]
        merged = heapq.merge(*runs, self._sorted(), key=lambda pair: _place(pair[0]))
        for term, group in groupby(merged, itemgetter(0)):
            yield term, numpy.sort(numpy.concatenate([numpy.asarray(numbers, numpy.int64) for _, numbers in group]))


def _place(term: str) -> bytes:
    """Return a key that sorts terms as scripts compare them."""
    return term.encode("utf-16-be")


def _read(path: Path) -> Iterator[tuple[str, array[int]]]:
    with path.open("rb") as file:
        while length := file.read(4):
            term = file.read(int.from_bytes(length, "little")).decode("utf-8")
            yield term, _numbers(file)


def _numbers(file: BinaryIO) -> array[int]:
    numbers = array("I")
    numbers.frombytes(file.read(int.from_bytes(file.read(4), "little") * numbers.itemsize))
    return numbers
