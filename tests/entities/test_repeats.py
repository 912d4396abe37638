"""Names that no table has, found again where the story repeats them."""

from __future__ import annotations

import re

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import find_entities
from corpus_pkg.entities import repeats
from corpus_pkg.entities.gazetteer import gazetteer
from corpus_pkg.entities.model import Mention
from corpus_pkg.entities.recognition import Recognised
from corpus_pkg.language.arabic.clitics import CHAINS
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold


@given(
    st.text("وفبلكا _ \n.م1", max_size=40),
    st.sets(st.text("وبلام1", min_size=1, max_size=4)),
    st.integers(0, 10),
    st.integers(0, 40),
)
def test_words_are_looked_for_as_if_one_after_the_other_were_read(
    text: str, sought: set[str], first: int, limit: int
) -> None:
    expected = [
        (match.start(), match.group())
        for match in re.compile(r"\w+").finditer(text, first, limit)
        if any(match.group().startswith(chain) and match.group()[len(chain) :] in sought for chain in CHAINS)
    ]
    assert repeats._words(text, first, min(limit, len(text)), repeats._forms(sought)) == expected


LAST_NAMES = ["العتوم", "المومني", "الزعفراني", "المخلافي", "الذيابات", "باعباد", "بوضيف"]


class Told:
    """Finds the first place of what it is told."""

    name = "told"

    def __init__(self, name: str, kind: str) -> None:
        self.told = (name, kind)

    def __call__(self, text: str) -> list[Recognised]:
        start = text.find(self.told[0])
        return [Recognised(start, start + len(self.told[0]), self.told[1])] if start >= 0 else []  # type: ignore[arg-type]


def found(text: str, name: str, kind: str) -> list[tuple[str, str, str]]:
    return [(one.surface, one.type, one.method) for one in find_entities(text, recognizer=Told(name, kind))]


@given(
    st.sampled_from(LAST_NAMES),
    st.sampled_from(["وقال", "وأضاف", "وبين", "وأكد"]),
    st.sampled_from(["", "و", "ب", "وب", "ف"]),
)
def test_a_last_name_stands_for_who_was_named_in_full(last: str, verb: str, clitics: str) -> None:
    text = f"افتتح خلدون {last} الحديقة أمس. {verb} {clitics}{last} إن العمل انتهى."
    assert found(text, f"خلدون {last}", "PER") == [
        (f"خلدون {last}", "PER", "recognizer:told"),
        (last, "PER", "coreference"),
    ]


def test_a_last_name_in_the_headline_is_told_by_the_text() -> None:
    text = "العتوم يفتتح حديقة\nافتتح خلدون العتوم الحديقة"
    assert [one[0] for one in found(text, "خلدون العتوم", "PER")] == ["العتوم", "خلدون العتوم"]


@pytest.mark.parametrize(
    "behind",
    [
        "وقال سمير العتوم إن العمل انتهى.",
        "وفي اللون العتوم شيء.",
        "ومعتوم.",
    ],
)
def test_what_belongs_to_another_word_is_not_the_last_name(behind: str) -> None:
    assert "coreference" not in {
        one[2] for one in found(f"افتتح خلدون العتوم الحديقة. {behind}", "خلدون العتوم", "PER")
    }


@pytest.mark.parametrize("last", ["المصري", "محمد", "الخير", "السلام"])
def test_a_last_name_that_is_a_word_or_another_name_tells_nobody(last: str) -> None:
    text = f"افتتح خلدون {last} الحديقة. وكان {last} حاضرا."
    assert "coreference" not in {one[2] for one in found(text, f"خلدون {last}", "PER")}


@pytest.mark.parametrize(("name", "kind"), [("شيخ باباي", "LOC"), ("صاغرو باند", "ORG")])
def test_a_name_of_several_words_is_found_wherever_it_stands(name: str, kind: str) -> None:
    text = f"انفجار {name} في النهار. ووصلوا إلى {name}. وغادروا {name} الكبيرة"
    assert found(text, name, kind)[1:] == [(name, kind, "coreference")]


def test_a_phrase_of_common_words_is_not_found_again() -> None:
    assert len(found("زار العام الماضي. ثم غادر العام الماضي.", "العام الماضي", "ORG")) == 1


def _coined(number: int) -> str:
    """A word that no table has, another for each number."""
    return "".join("ظضغذثخصط"[int(digit)] for digit in f"{number + 64:o}")


@pytest.mark.parametrize("first", ["", "محمد "])
def test_many_names_cost_what_they_are(first: str) -> None:
    names = gazetteer(default())

    def work(number: int) -> object:
        told, text = [], ""
        for at in range(number):
            name = f"{first}{_coined(at)} {_coined(at + 7)}"
            told.append(Mention(len(text), len(text) + len(name), name, "PER", None, "labeller"))
            text += f"{name}، "
        return repeats.repeated(
            fold(text + "\n" + text), [(0, len(text)), (len(text) + 1, 2 * len(text) + 1)], [told, []], names
        )

    assert len(work(50)[1]) >= 50  # type: ignore[index]
    check_linear(work, 400)
