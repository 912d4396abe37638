"""Zones that are read together hold what each holds by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.zones import Zone, zones_of
from corpus_pkg.language.lexicons import default

NAMES = gazetteer(default())
WORDS = st.sampled_from(
    [
        "وبيروت",
        "للسعودية",
        "وفيات",
        "وزارة",
        "الخارجية",
        "_بلدية",
        "بلدية",
        "باريس",
        "پاريس",
        "محمد",
        "كلينتون",
        "\ud800",
        "(",
        "في",
    ]
)
TEXTS = st.lists(WORDS, max_size=6).map(" ".join)


def read(texts: list[str]) -> list[Zone]:
    return zones_of(NAMES, texts, lambda number, start, end: texts[number][start:end])


@given(st.lists(TEXTS, max_size=5))
def test_what_stands_in_a_zone_does_not_depend_on_the_others(texts: list[str]) -> None:
    together = read(texts)
    assert len(together) == len(texts)
    for zone, text in zip(together, texts, strict=True):
        (alone,) = read([text])
        assert (zone.text, zone.heads, zone.namings, zone.undecided) == (
            alone.text,
            alone.heads,
            alone.namings,
            alone.undecided,
        )
