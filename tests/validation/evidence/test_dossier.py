"""What the evidence layer reads sooner than others, it reads no otherwise."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import reading, records
from corpus_pkg.language.detection import language
from corpus_pkg.validation.evidence.dossier import Dossier, spoken


@given(st.text("ab \n\t\u200f\u00a0\0غ.<>&;#x", max_size=20))
def test_markup_without_markup_is_shown_as_it_is(text: str) -> None:
    document = records.Document(
        document_id="doc-0123456789abcdef",
        path="a",
        sha256="0" * 64,
        bytes=1,
        media_type="text/html",
        status="ok",
    )
    dossier = Dossier(document, text=text)
    assert dossier.shown(0, len(text)) == reading.shown(text, "text/html")


@given(st.text("abغ ف.", max_size=12), st.sampled_from(["ar", "en", None]))
def test_a_language_is_that_of_the_first_letters_or_of_all(text: str, stated: str | None) -> None:
    assert spoken(text, stated) == language(text)
