"""What a recognizer finds, joined to the gazetteer."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.entities import Mention, find_entities, find_in
from corpus_pkg.entities.recognition import Recognised, RecognizerError
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold
from corpus_pkg.records import EntityType

NAMES = [row["name_ar"] for table in ("people", "places") for row in default().rows(table)[::40]]
WORDS = st.lists(st.sampled_from([*NAMES, "قال", "و", "في", "الفلاني", "\n", "«"]), max_size=12).map(" ".join)
ANY = st.one_of(TEXTS, WORDS)
FOUND_BY = ("gazetteer", "pattern", "coreference", "misspelling")


@dataclass
class Fixed:
    """A recognizer that finds given spans."""

    spans: list[Recognised]
    name: str = "mine"

    def __call__(self, text: str) -> Iterable[Recognised]:
        return self.spans


@dataclass
class Words:
    """A recognizer that finds given words."""

    words: dict[str, EntityType]
    name: str = "mine"
    texts: list[str] = field(default_factory=list)

    def __call__(self, text: str) -> Iterable[Recognised]:
        self.texts.append(text)
        for word, kind in self.words.items():
            if word in text:
                yield Recognised(text.index(word), text.index(word) + len(word), kind)


SPANS = st.lists(
    st.tuples(st.integers(-3, 120), st.integers(-3, 120), st.sampled_from(get_args(EntityType))).map(
        lambda one: Recognised(*one)
    ),
    max_size=12,
)


@given(ANY, SPANS)
def test_spans_stay_true_in_order_and_disjoint_whatever_a_recognizer_says(text: str, spans: list[Recognised]) -> None:
    last = 0
    for mention in find_entities(text, recognizer=Fixed(spans)):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.surface == text[mention.start : mention.end]
        assert mention.method == "recognizer:mine" or mention.method in FOUND_BY
        last = mention.end


@given(ANY, SPANS)
def test_what_the_gazetteer_found_stays_but_for_fuller_names(text: str, spans: list[Recognised]) -> None:
    alone = find_entities(text, recognizer=None)
    both = find_entities(text, recognizer=Fixed(spans))
    for mention in alone:
        if mention not in both:
            (longer,) = [one for one in both if one.start <= mention.start and mention.end <= one.end]
            assert longer.type == mention.type == "PER" and len(longer.surface) > len(mention.surface)


@given(ANY)
def test_what_a_recognizer_finds_where_the_gazetteer_did_changes_nothing(text: str) -> None:
    alone = find_entities(text, recognizer=None)
    assert find_entities(text, recognizer=Fixed([Recognised(one.start, one.end, one.type) for one in alone])) == alone


@given(WORDS, st.data())
def test_a_recognizer_reads_each_zone_and_stays_in_it(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6)))
    zones = list(zip(cuts[::2], cuts[1::2], strict=False))
    reader = Words({"الفلاني": "PER"})
    found = find_in(fold(text), zones, recognizer=reader)
    assert reader.texts == [text[start:end] for start, end in zones if text[start:end].strip()]
    for one in found:
        assert any(start <= one.start and one.end <= end for start, end in zones)
    assert all(before.end <= behind.start for before, behind in itertools.pairwise(found))


def joined(text: str, words: dict[str, EntityType], name: str = "labeller") -> list[tuple[str, str, str | None, str]]:
    found = find_entities(text, recognizer=Words(words, name))
    return [(one.surface, one.type, one.entity_id, one.method) for one in found]


def test_a_name_that_no_table_has_is_open() -> None:
    assert joined("قال زعبول العلاني إن", {"زعبول العلاني": "PER"}) == [("زعبول العلاني", "PER", None, "labeller")]


def test_the_method_names_the_recognizer_that_the_records_know() -> None:
    assert joined("قال زعبول إن", {"زعبول": "PER"}, "camel")[0][3] == "camel"
    assert joined("قال زعبول إن", {"زعبول": "PER"}, "my-own.2")[0][3] == "recognizer:my-own.2"
    # No recognizer may pass for the gazetteer.
    assert joined("قال زعبول إن", {"زعبول": "PER"}, "gazetteer")[0][3] == "recognizer:gazetteer"


@pytest.mark.parametrize("name", ["my own", "", "a:b", "اسم", "-x", "x\n"])
def test_a_name_that_no_cell_holds_is_one_line(name: str) -> None:
    with pytest.raises(RecognizerError, match="has a name of letters, digits, dots") as raised:
        joined("قال زعبول إن", {"زعبول": "PER"}, name)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # A longer organisation does not swallow a place that the tables know, nor the other way round.
        ("قال فرع القاهرة إن", {"فرع القاهرة": "ORG"}, [("القاهرة", "cairo")]),
        ("زار القاهرة أمس", {"القاهرة": "PER"}, [("القاهرة", "cairo")]),
        # A fuller name of a person is another's until the tables say whose.
        ("قال سعيد بوتفليقات إن", {"سعيد بوتفليقات": "PER"}, [("سعيد بوتفليقات", None)]),
        ("قال زعبول أوباما إن", {"زعبول أوباما": "PER"}, [("زعبول أوباما", None)]),
        ("قال باراك أوباما إن", {"أوباما": "PER"}, [("باراك أوباما", "barack-obama")]),
        ("قال محمود عباس الزعبولي إن", {"محمود عباس الزعبولي": "PER"}, [("محمود عباس الزعبولي", None)]),
        (
            "قال محمود عباس أبو مازنات إن",
            {"محمود عباس أبو مازنات": "PER"},
            [("محمود عباس أبو مازنات", "mahmoud-abbas")],
        ),
        ("قال سعد الحريري بن رفيق إن", {"سعد الحريري بن رفيق": "PER"}, [("سعد الحريري بن رفيق", "saad-hariri")]),
        ("قال أوباما بن زعبول إن", {"أوباما بن زعبول": "PER"}, [("أوباما بن زعبول", None)]),
        # Titles, countries, verbs and words that no name holds make no name fuller.
        ("في صورة أوباما يستقبل", {"أوباما يستقبل": "PER"}, [("أوباما", "barack-obama")]),
        ("قال الرئيس أوباما إن", {"الرئيس أوباما": "PER"}, [("أوباما", "barack-obama")]),
        ("قال الأمريكي أوباما إن", {"الأمريكي أوباما": "PER"}, [("أوباما", "barack-obama")]),
        # What holds two known people is neither.
        ("قال أوباما وبايدن إن", {"أوباما وبايدن": "PER"}, [("أوباما", "barack-obama"), ("بايدن", "joe-biden")]),
        ("قال أوباما وميلر إن", {"أوباما وميلر": "PER"}, [("أوباما", "barack-obama")]),
    ],
)
def test_where_both_found_something(
    text: str, words: dict[str, EntityType], expected: list[tuple[str, str | None]]
) -> None:
    assert [(surface, identifier) for surface, _, identifier, _ in joined(text, words)] == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # The tables leave these open, since they are words too; the recognizer decides, and the tables say who it is.
        ("كانت جدة كذا", {"جدة": "LOC"}, "jeddah"),
        # Muscat's country and Jordan's capital.
        ("كانت عمان كذا", {"عمان": "LOC"}, None),
        # A person's last name alone never tells.
        ("كان الأسد كذا", {"الأسد": "PER"}, None),
        ("كان ميلر كذا", {"ميلر": "PER"}, None),
        # Of another type than the table's it is something else.
        ("كانت جدة كذا", {"جدة": "PER"}, None),
    ],
)
def test_the_tables_say_who_it_is(text: str, words: dict[str, EntityType], expected: str | None) -> None:
    ((_, _, identifier, method),) = joined(text, words)
    assert (identifier, method) == (expected, "labeller")


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("قال والزعبولي إن", "والزعبولي", "الزعبولي"),
        ("قال للزعبولي إن", "للزعبولي", "لزعبولي"),
        ("قال وجدة إن", "وجدة", "وجدة"),
        ("قال ورفح إن", "ورفح", "رفح"),
        ("قال وبجدة إن", "وبجدة", "جدة"),
        ("قال كوخافي إن", "كوخافي", "كوخافي"),
        ("قال فالنسيا إن", "فالنسيا", "فالنسيا"),
        ("زعبول وقال وزعبول", "وزعبول", "وزعبول"),
        ("قال «زعبول»، إن", "«زعبول»،", "زعبول"),
        ("قال \u200fزعبول إن", "\u200fزعبول ", "زعبول"),
        ("قال الزعبول إن", "زعبول", "الزعبول"),
        ("قال بالزعبول إن", "زعبول", "الزعبول"),
    ],
)
def test_clitics_and_quotes_stand_outside(text: str, found: str, expected: str) -> None:
    assert expected in [surface for surface, *_ in joined(text, {found: "LOC"})]


@pytest.mark.parametrize(
    ("text", "found", "kind", "expected"),
    [
        ("قال الوزير زعبول إن", "الوزير زعبول إن", "PER", ["زعبول"]),
        ("قال إن", "قال إن", "PER", []),
        ("قال مركز زعبول، دعم كذا", "مركز زعبول، دعم", "ORG", []),
    ],
)
def test_titles_and_words_of_the_sentence_stand_outside(
    text: str, found: str, kind: EntityType, expected: list[str]
) -> None:
    assert [surface for surface, *_ in joined(text, {found: kind})] == expected


def test_a_clitic_is_told_by_the_same_name_elsewhere() -> None:
    assert [surface for surface, *_ in joined("زار زعبول ثم وزعبول", {" زعبول": "PER", "وزعبول": "PER"})] == [
        "زعبول",
        "زعبول",
    ]


@pytest.mark.parametrize("word", ["زعب", "عبول", "قا", "ل\nزعبول", ""])
def test_parts_of_words_and_what_crosses_a_line_are_no_mentions(word: str) -> None:
    assert joined("قال\nزعبول إن", {word: "PER"}) == []


def test_a_name_that_holds_a_control_character_is_no_mention() -> None:
    assert joined("قال زعبول\x1bزعبول إن", {"زعبول\x1bزعبول": "PER"}) == []


def test_a_recognizer_that_wants_them_is_given_the_mentions_of_the_gazetteer() -> None:
    class Reader:
        name = "mine"
        seen: Sequence[Mention] = ()

        def __call__(self, text: str) -> Iterable[Recognised]:
            raise AssertionError("what is known must not be looked for twice")

        def recognise_all(
            self, texts: Sequence[str], known: Sequence[Sequence[Mention]]
        ) -> Sequence[Iterable[Recognised]]:
            assert len(texts) == len(known) == 1, "blank zones are not read"
            self.seen = known[0]
            return [[Recognised(0, 5, "PER")]]

    reader = Reader()
    text = "عنوان\nزعبول زار القاهرة"
    found = find_in(fold(text), [(5, 6), (6, len(text))], recognizer=reader)
    assert [(one.surface, text[6:][one.start : one.end]) for one in reader.seen] == [("القاهرة", "القاهرة")]
    assert [one.surface for one in found] == ["زعبول", "القاهرة"]
