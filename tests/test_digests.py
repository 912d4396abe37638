"""A hash depends on what is hashed alone: not on the blocks it comes in, nor on the order of keys."""

from __future__ import annotations

import hashlib
import random

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import digests
from corpus_pkg.digests import Digest

LEAVES = st.none() | st.booleans() | st.integers() | st.text()
VALUES = st.recursive(
    LEAVES, lambda values: st.lists(values, max_size=4) | st.dictionaries(st.text(), values, max_size=4)
)


@given(st.lists(st.binary(max_size=20)))
def test_blocks_give_what_the_whole_gives(blocks: list[bytes]) -> None:
    digest = Digest()
    for block in blocks:
        digest.add(block)
    whole = b"".join(blocks)
    assert (digest.hexadecimal, digest.size) == (hashlib.sha256(whole).hexdigest(), len(whole))
    assert digest.stated == f"sha256:{digest.hexadecimal}"


@given(st.dictionaries(st.text(), VALUES), st.frozensets(st.text()), st.randoms(use_true_random=False))
def test_the_order_of_keys_and_sets_is_none(
    value: dict[str, object], names: frozenset[str], shuffler: random.Random
) -> None:
    items, listed = list(value.items()), sorted(names)
    shuffler.shuffle(items)
    shuffler.shuffle(listed)
    assert digests.of_json([value, names]) == digests.of_json([dict(items), frozenset(listed)])


@given(VALUES, VALUES)
def test_other_values_have_another_text(value: object, other: object) -> None:
    # JSON tells true from 1, which Python does not.
    assert (digests.canonical(value) == digests.canonical(other)) == (repr_of(value) == repr_of(other))


def repr_of(value: object) -> str:
    if isinstance(value, dict):
        return repr(sorted((key, repr_of(item)) for key, item in value.items())) + "{}"
    return repr([repr_of(item) for item in value]) if isinstance(value, list) else repr(value)
