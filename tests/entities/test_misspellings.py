"""Foreign names spelled as no table does, and names that only look alike."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import TEXTS

from corpus_pkg.entities import find_entities
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.misspellings import Anchor
from corpus_pkg.language.arabic.clitics import PROCLITICS
from corpus_pkg.language.lexicons import Row, default
from corpus_pkg.language.orthography import folded

PEOPLE = tuple(row for row in default().rows("people") if not row["context"])
SKELETONS = gazetteer(default()).skeletons
FOREIGN = tuple(
    row
    for row in PEOPLE
    if row["entity_id"] in SKELETONS.of and len(SKELETONS.skeleton(folded(row["name_ar"])).replace(" ", "")) >= 7
)
ARAB = tuple(row for row in PEOPLE if row["entity_id"] not in SKELETONS.words and " " in row["name_ar"])
FIRST_NAMES = frozenset(
    word
    for word, index in gazetteer(default()).indices.items()
    if any(reading.given for reading in gazetteer(default()).plain[index])
)
VOWELS = "اوي"


def ones_own(word: str) -> set[str | None]:
    """Whom a word names by itself."""
    known = gazetteer(default())
    readings = known.plain[known.indices[word]] if word in known.indices else ()
    return {reading.entity_id for reading in readings if not (reading.surname or reading.given)}


def misspelt(text: str) -> list[tuple[str, str | None]]:
    found = find_entities(text, recognizer=None)
    return [(one.surface, one.entity_id) for one in found if one.method == "misspelling"]


@given(TEXTS)
def test_runs_lie_in_the_text_and_begin_and_end_with_words(text: str) -> None:
    plain = folded(text)
    anchors = [Anchor(place, place + 1, True, True) for place in range(0, len(plain), 7)]
    people = {row["entity_id"] for row in FOREIGN[::50]}
    for run in SKELETONS.runs(plain, anchors, lambda start: True, SKELETONS.wanted(people, people, [plain])):
        assert 0 <= run.start < run.end <= len(plain)
        assert " " in plain[run.start : run.end]
        assert plain[run.start].isalnum() and plain[run.end - 1].isalnum()
        assert run.end == len(plain) or not plain[run.end].isalnum()


@given(st.sampled_from(FOREIGN), st.data())
def test_a_vowel_too_few_in_the_last_name_of_someone_named_in_full(row: Row, data: st.DataObject) -> None:
    first, _, last = row["name_ar"].rpartition(" ")
    places = [place for place, letter in enumerate(last) if letter in VOWELS and 0 < place < len(last) - 1]
    assume(places)
    place = data.draw(st.sampled_from(places))
    wrong = f"{first} {last[:place]}{last[place + 1 :]}"
    text = f"قال {row['name_ar']} ثم. وعاد {wrong} أمس"
    known = [(one.surface, one.entity_id, one.method) for one in find_entities(text, recognizer=None)]
    # The tables may have that spelling, and may know its words as something else; nobody else is ever meant.
    assert all(identifier in (row["entity_id"], None) for _, identifier, method in known if method == "misspelling")
    own = gazetteer(default()).indices
    assume(folded(wrong) not in own and not any(folded(part) in own for part in wrong.split()[1:]))
    # The first letter may rather be a clitic before a known name (بسيسكو).
    assume(not any(folded(part)[1:] in own for part in wrong.split()[1:] if part[0] in PROCLITICS))
    # A first name may be somebody else's whole name (رونالدو).
    assume(not any(ones_own(folded(part)) - {row["entity_id"]} for part in wrong.split()))
    assume(not any(word in SKELETONS.excluded for word in folded(wrong).split()))
    assume(SKELETONS.bearers.get(tuple(map(SKELETONS.skeleton, folded(wrong).split()))) == row["entity_id"])
    assume(not any(folded(part) in SKELETONS.others or folded(part).startswith("ال") for part in wrong.split()[1:]))
    assume(folded(first).split()[0] in SKELETONS.anchoring & FIRST_NAMES)
    assert (wrong, row["entity_id"], "misspelling") in known


@given(st.sampled_from(ARAB), st.sampled_from(PEOPLE), st.data())
def test_arabic_names_are_never_misspelt(row: Row, other: Row, data: st.DataObject) -> None:
    name = row["name_ar"]
    place = data.draw(st.integers(1, len(name) - 2))
    assume(name[place] != " ")
    letter = data.draw(st.sampled_from("ابتدرسعفقكلمنهوي"))
    text = f"قال {name} و{other['name_ar']} ثم. وعاد الرئيس {name[:place]}{letter}{name[place + 1 :]} أمس"
    assert all(identifier != row["entity_id"] for _, identifier in misspelt(text))


@given(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
def test_two_known_people_are_never_each_other(one: Row, other: Row) -> None:
    found = find_entities(f"قال الرئيس {one['name_ar']} ثم. وعاد الوزير {other['name_ar']} أمس", recognizer=None)
    assert [mention.entity_id for mention in found] == [one["entity_id"], other["entity_id"]]
    assert {mention.method for mention in found} == {"gazetteer"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قالت وزيرة الخارجية الأمريكية هيلاري كلنتون إن", [("هيلاري كلنتون", "hillary-clinton")]),
        ("بينهم وزيرا الدفاع والخارجية، وقال الوزير أويد لوستن إن. وأكد أوستن", [("أويد لوستن", "lloyd-austin")]),
        ("زار لويد أوستن كييف. وقال أويد لوستن إن", [("أويد لوستن", "lloyd-austin")]),
        ("قال سيلفيو برلسكوني ثم. وأضاف سيلفيو برلوسكني", [("سيلفيو برلوسكني", "silvio-berlusconi")]),
        # Nothing supports it: no title, and nobody of that name in the story.
        ("رأى غوردون برون", []),
        # Another first name is another person.
        ("قال حامد كرزاي إن. وينفي أحمد كرزاي", []),
        ("قال جون كيري إن. وينفي جون كيلي", []),
        ("قال الرئيس جورج بوش إن. وعاد جورج بوب", []),
        # A last name of two letters tells too little.
        ("قال العقيد مارك رايت إن", []),
        # A word of the sentence is no first name.
        ("قال أنتوني بلينكن. وذكرت أن بلينكن سيصل", []),
        ("لعب دييغو مارادونا. وتحت قيادة مارادونا فاز", []),
    ],
)
def test_names_and_what_looks_like_them(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert misspelt(text) == expected


def test_a_misspelt_name_takes_the_place_of_its_known_word() -> None:
    found = find_entities("قالت وزيرة الخارجية هيلاري كلنتون إن", recognizer=None)
    assert [(one.surface, one.method) for one in found] == [("هيلاري كلنتون", "misspelling")]
