"""Which recognizer reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_pkg.entities import recognition
from corpus_pkg.entities.labeller import Labeller
from corpus_pkg.entities.recognition import RecognizerError
from corpus_pkg.language.arabic import ARABIC
from corpus_pkg.language.lexicons import default, in_language


def test_the_labeller_reads_no_language_that_it_has_not_learned() -> None:
    unlearned = in_language(default(), replace(ARABIC, code="xgl", model=None))
    assert recognition.chosen(recognition.DEFAULT, unlearned) is None
    with pytest.raises(RecognizerError, match=r"\Alabeller: has learned no language 'xgl'; name another, or none\Z"):
        recognition.named("labeller", unlearned)


def test_the_recognizer_of_a_build_that_names_none_is_the_labeller_of_the_language() -> None:
    assert isinstance(recognition.chosen(recognition.DEFAULT), Labeller)
    assert recognition.chosen(recognition.NONE) is None
    assert recognition.chosen(None) is None
