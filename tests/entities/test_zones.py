"""Zones that are read together hold what each holds by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import find_entities
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


COUNTRIES = st.sampled_from(["سوريا", "روسيا", "ليبيا", "تركيا", "إيطاليا", "بريطانيا", "ألمانيا", "أستراليا"])
NOUNS = st.sampled_from(["لاجئا", "جنديا", "مواطنا", "دبلوماسيا", "طفلا", "نائبا"])


@given(st.integers(11, 99), NOUNS, COUNTRIES, st.sampled_from([None, "labeller"]))
def test_what_a_number_counts_is_of_a_country_and_not_the_country(
    number: int, noun: str, country: str, recognizer: str | None
) -> None:
    found = find_entities(f"قال المتحدث إن {number} {noun} {country} وصلوا أمس إلى المخيم", recognizer)
    assert [mention.surface for mention in found if mention.type == "LOC"] == []


@given(NOUNS, COUNTRIES, st.sampled_from(["\u064b", ""]), st.sampled_from([None, "labeller"]))
def test_the_sign_of_the_accusative_makes_an_adjective_of_a_country(
    noun: str, country: str, sign: str, recognizer: str | None
) -> None:
    found = find_entities(f"قال المتحدث إنه رأى {noun} {country}{sign} في المخيم", recognizer)
    assert bool([mention for mention in found if mention.type == "LOC"]) is not bool(sign)


@given(st.integers(1990, 2026), COUNTRIES)
def test_a_year_counts_nothing(year: int, country: str) -> None:
    found = find_entities(f"وتحدث الوزير في عام {year} متهما {country} بدعم المسلحين", None)
    assert len([mention for mention in found if mention.type == "LOC"]) == 1
