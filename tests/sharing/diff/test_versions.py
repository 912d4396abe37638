"""The next version is the smallest that says what has changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.sharing.diff.versions import LEVELS, Level, next_version

VERSIONS = st.tuples(*[st.integers(0, 99)] * 3)


@given(VERSIONS, st.sampled_from(LEVELS))
def test_the_next_version_is_the_smallest_that_says_so(version: tuple[int, int, int], level: Level) -> None:
    following = next_version(".".join(map(str, version)), level)
    assert following is not None
    numbers = tuple(int(part) for part in following.split("."))
    if level == "none":
        assert numbers == version
        return
    assert numbers > version
    raised = next(at for at in range(3) if numbers[at] != version[at])
    assert numbers[raised] == version[raised] + 1 and not any(numbers[raised + 1 :])
    assert raised == {"major": 0 if version[0] else 1, "minor": 1, "patch": 2}[level]


@given(st.one_of(st.none(), st.text(max_size=8), st.sampled_from(["1.0", "v1.0.0", "01.0.0", "1.0.0.0", "1.0.x"])))
def test_what_is_no_version_of_three_numbers_is_not_raised(version: str | None) -> None:
    parts = (version or "").split("-")[0].split("+")[0].split(".")
    whole = len(parts) == 3 and all(part.isdecimal() and str(int(part)) == part for part in parts)
    assert (next_version(version, "minor") is None) == (not whole)
