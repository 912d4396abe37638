"""A trained labeller as a file: what it knows of words, and the weights of its attributes.

One JSON object (ASCII), compressed by xz: `format`, `types`, `transitions` (a row for each label before, a column for
each label behind), `words` (lines of a word, its count and its classes, parted by tabs), `trigrams` and `attributes`
(for each attribute the weights of the labels). Weights are thousandths.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from corpus_pkg.entities.features import Vocabulary
from corpus_pkg.entities.recognition import RecognizerError
from corpus_pkg.records import EntityType

_FORMAT = 1
_HUNDRED = 100
# A file that unpacks to more is none of ours.
_LARGEST = 1 << 28
#: No weight of an attribute is so large: the sums of all attributes of a token stay below 2**31.
_HEAVIEST = 10**6
#: A transition that never happens.
NEVER = -(10**9)
#: The label of what is no name.
OUTSIDE = "O"


@dataclass(frozen=True)
class Weights:
    """A linear-chain model.

    Attributes:
        types: the types that it tells apart.
        vocabulary: what its features know of words.
        transitions: the weight of each label (column) behind each (row), in thousandths, in the order of `labels`.
        attributes: the weights of each attribute for the labels, in thousandths.

    """

    types: tuple[EntityType, ...]
    vocabulary: Vocabulary
    transitions: tuple[tuple[int, ...], ...]
    attributes: Mapping[str, tuple[int, ...]]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the weights."""
        return labels(self.types)


def labels(types: Sequence[EntityType]) -> tuple[str, ...]:
    """Return the labels for `types`: `O`, then `B-` and `I-` of each.

    >>> labels(["LOC"])
    ('O', 'B-LOC', 'I-LOC')
    """
    return (OUTSIDE, *(f"{place}-{kind}" for kind in types for place in "BI"))


def dumped(weights: Weights) -> bytes:
    """Return the bytes of a model's file: the same for the same weights."""
    vocabulary = weights.vocabulary
    words = [
        "\t".join((word, str(count), *map(str, vocabulary.classes.get(word, ()))))
        for word, count in sorted(vocabulary.counts.items())
    ]
    body = {
        "format": _FORMAT,
        "types": list(weights.types),
        "transitions": [list(row) for row in weights.transitions],
        "words": "\n".join(words),
        "trigrams": {three: round(_HUNDRED * value) for three, value in sorted(vocabulary.trigrams.items())},
        "attributes": {name: list(values) for name, values in sorted(weights.attributes.items())},
    }
    text = json.dumps(body, ensure_ascii=True, separators=(",", ":"))
    return lzma.compress(text.encode("ascii"), format=lzma.FORMAT_XZ, preset=6)


def loaded(path: Path) -> Weights:
    """Return the model of a file; raises RecognizerError for a file that is not there or is none."""
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise RecognizerError(f"{path}: {error.strerror or error}; name a file that train-entities wrote") from error
    try:
        unpacker = lzma.LZMADecompressor(format=lzma.FORMAT_XZ)
        body = json.loads(unpacker.decompress(packed, max_length=_LARGEST))
        if not unpacker.eof or body["format"] != _FORMAT:
            raise ValueError("another format")
        return _weights(body)
    except (lzma.LZMAError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise RecognizerError(f"{path}: is no model of this version; train it anew with train-entities") from error


def _weights(body: Mapping[str, object]) -> Weights:
    types = tuple(cast("list[EntityType]", body["types"]))
    size = len(labels(types))
    transitions = tuple(map(tuple, cast("list[list[int]]", body["transitions"])))
    attributes = {name: tuple(values) for name, values in cast("dict[str, list[int]]", body["attributes"]).items()}
    rows = [*transitions, *attributes.values()]
    if not set(types) <= set(get_args(EntityType)) or len(transitions) != size:
        raise ValueError("labels")
    if any(len(row) != size for row in rows) or not all(isinstance(value, int) for row in rows for value in row):
        raise ValueError("weights")
    if any(abs(value) >= _HEAVIEST for row in attributes.values() for value in row):
        raise ValueError("weights")
    counts: dict[str, int] = {}
    classes: dict[str, tuple[int, ...]] = {}
    for line in cast(str, body["words"]).split("\n"):
        word, *numbers = line.split("\t")
        if numbers:
            counts[word] = int(numbers[0])
            if len(numbers) > 1:
                classes[word] = tuple(map(int, numbers[1:]))
    threes = {three: value / _HUNDRED for three, value in cast("dict[str, int]", body["trigrams"]).items()}
    return Weights(types, Vocabulary(counts, classes, threes), transitions, attributes)
