"""What the zones of a story say together of the names in each."""

from __future__ import annotations

from corpus_pkg.entities import Mention, find_entities, find_in
from corpus_pkg.language.orthography import fold


def mentions(text: str) -> list[Mention]:
    """What the gazetteer and the patterns find, without a recognizer."""
    return find_entities(text, recognizer=None)


def test_an_organ_named_before_with_its_country_is_the_same() -> None:
    named = mentions("قالت وزارة الصحة المصرية إن العدد ارتفع. وأضافت وزارة الصحة أنها")
    assert [(mention.surface, mention.entity_id, mention.method) for mention in named] == [
        ("وزارة الصحة المصرية", "ministry-of-health-eg", "gazetteer"),
        ("وزارة الصحة", "ministry-of-health-eg", "coreference"),
    ]


def test_an_organ_of_two_countries_stays_open() -> None:
    named = mentions("وزارة الصحة المصرية ووزارة الصحة اللبنانية. قالت وزارة الصحة")
    assert named[-1].entity_id is None


def test_a_last_name_means_who_was_named_in_full() -> None:
    text = "قال المتحدث ماثيو ميلر إن الأمر انتهى. وأضاف ميلر"
    assert [(mention.surface, mention.method) for mention in mentions(text)] == [
        ("ماثيو ميلر", "gazetteer"),
        ("ميلر", "coreference"),
    ]
    assert mentions("وأضاف ميلر") == []


def test_a_last_name_of_two_people_means_neither() -> None:
    named = mentions("سعد الحريري ورفيق الحريري. قال الحريري")
    assert [mention.entity_id for mention in named] == ["saad-hariri", "rafic-hariri"]


def test_a_last_name_behind_another_first_name_is_another_person() -> None:
    named = mentions("رفيق الحريري. قال أحمد الحريري")
    assert [mention.entity_id for mention in named] == ["rafic-hariri"]


def test_a_headline_may_use_the_last_name_first() -> None:
    text = "ميلر ينفي\nقال ماثيو ميلر"
    assert [mention.entity_id for mention in find_in(fold(text), [(0, 9), (10, len(text))])] == ["matthew-miller"] * 2


def test_a_town_that_is_a_word_too_is_meant_behind_in_where_its_country_has_others_in_the_story() -> None:
    text = "غادر السائق صفاقس مساء. وتوقف بقبلي ساعة"
    assert [mention.entity_id for mention in mentions(text)] == ["sfax", "kebili"]
    assert [mention.entity_id for mention in mentions("غادر السائق دمشق مساء. وتوقف بقبلي ساعة")] == ["damascus"]


def test_a_town_that_is_a_word_too_is_meant_beside_another_of_its_country() -> None:
    for text in ("من قرى تريم والقطن وحدها", "من قرى القطن وتريم وحدها"):
        assert {mention.surface for mention in mentions(text)} == {"تريم", "القطن"}
    assert [mention.surface for mention in mentions("زاروا حلب والقطن فيها كثير")] == ["حلب"]


def test_a_common_noun_behind_in_is_no_town() -> None:
    assert [mention.surface for mention in mentions("وصل إلى حلب. وتحدث في الصورة عن الدور")] == ["حلب"]
