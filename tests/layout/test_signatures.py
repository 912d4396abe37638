"""Pages in a language without tables: what the metadata names is known where the page shows it."""

from __future__ import annotations

from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg import parse
from corpus_pkg.layout.markup.bylines import Signatures
from corpus_pkg.reading.rendering import Stated

NAMES = st.tuples(
    st.sampled_from(["Nina", "Jürgen", "Chloé", "João", "Anneliese"]),
    st.sampled_from(["Magoley", "Müller-Hansen", "de Vries", "Ångström", "da Silva"]),
).map(" ".join)
#: Words for "by" of languages that have no table.
LABELS = st.sampled_from(["", "Von", "Par", "Di", "Texto de", "Door", "Av", "Tekst:"])
PARAGRAPHS = (
    "Die Stadt hat den Garten am Fluss nach drei Monaten wieder geöffnet, und die Wege sind nun breiter als zuvor.",
    "Der Rat der Stadt will im Frühling auch den alten Brunnen erneuern, der seit Jahren kein Wasser mehr führt.",
    "Viele Familien kamen am ersten Tag, obwohl es am Morgen geregnet hatte und die Bänke noch nass waren.",
)
TITLE = "Der Garten am Fluss ist nach langer Arbeit wieder offen"


def page(author: str, *lines: str, published: str = "2026-01-05T17:58:06Z") -> bytes:
    """Return a page with these lines as paragraphs under its title."""
    shown = "".join(f'<p class="t">{line}</p>' for line in lines)
    head = f'<meta name="author" content="{author}">'
    head += f'<meta property="article:published_time" content="{published}">'
    return f"<html><head>{head}</head><body><div><h1>{TITLE}</h1>{shown}</div></body></html>".encode()


@given(NAMES, LABELS, st.integers(0, len(PARAGRAPHS)))
def test_a_line_that_is_whom_the_metadata_names_is_a_byline(author: str, label: str, place: int) -> None:
    line = f"{label} {author}".strip()
    (article,) = parse(page(author, *PARAGRAPHS[:place], line, *PARAGRAPHS[place:])).articles
    assert article.text == "\n".join(PARAGRAPHS)
    assert article.authors == author


@given(NAMES, st.sampled_from(["sagte", "wurde gestern von", "und der Rat der Stadt mit"]))
def test_a_sentence_that_names_the_author_is_text(author: str, words: str) -> None:
    line = f"{author} {words} allen anderen."
    assert line in (parse(page(author, PARAGRAPHS[0], line, *PARAGRAPHS[1:])).articles[0].text or "")


@given(st.permutations(["Zwei Brunnen", "Kein Wasser", "Am Fluss"]).map(tuple))
def test_short_lines_of_a_language_without_tables_are_no_strangers(lines: tuple[str, ...]) -> None:
    shown = [text for pair in zip(PARAGRAPHS, lines, strict=True) for text in pair]
    (article,) = parse(page("", *shown, PARAGRAPHS[0].replace("Stadt", "Gemeinde"))).articles
    assert (article.text or "").split("\n")[:-1] == shown


@given(
    st.sampled_from(
        [
            "5. Januar 2026 18:58 Uhr",
            "05. 01. 2026, 18:58 Uhr Lesedauer: 4 Minuten",
            "Lundi 5 janvier 2026 à 18h58",
            "5 de enero de 2026",
            "6 stycznia 2026",
            "5 Ocak 2026 Pazartesi",
        ]
    ),
    st.integers(0, 1),
)
def test_the_day_that_the_metadata_states_is_no_paragraph_in_any_language(line: str, place: int) -> None:
    (article,) = parse(page("", *PARAGRAPHS[:place], line, *PARAGRAPHS[place:])).articles
    assert article.text == "\n".join(PARAGRAPHS)
    assert (article.published or "").startswith("2026-01-05")


@given(st.sampled_from(["Im Jahr 2026 kamen 5 Familien mehr", "Am 5. Januar 2026 wurde der Garten geschlossen."]))
def test_a_day_in_the_midst_of_the_text_is_text(line: str) -> None:
    shown = (*PARAGRAPHS[:2], line, PARAGRAPHS[2])
    assert parse(page("", *shown)).articles[0].text == "\n".join(shown)


@given(st.sampled_from(["© Die Zeitung am Fluss 2026", f"© 2026 Die Zeitung. {PARAGRAPHS[0]}"]))
def test_who_has_the_rights_is_no_paragraph(line: str) -> None:
    assert parse(page("", *PARAGRAPHS, line)).articles[0].text == "\n".join(PARAGRAPHS)


@given(NAMES, st.sampled_from(["", "von", "par", "por", "av"]), st.sampled_from(["authors", "autor", "bylines"]))
def test_a_name_in_an_element_for_authors_is_told_from_the_word_before_it(author: str, label: str, name: str) -> None:
    shown = f"<ul><li><span>{label}</span> <span>{author}</span></li></ul>"
    text = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)
    html = f'<html><body><article><h1>{TITLE}</h1><div class="{name}">{shown}</div>{text}</article></body></html>'
    (article,) = parse(html.encode()).articles
    assert article.authors == author


def test_many_authors_cost_what_they_are() -> None:
    def work(number: int) -> None:
        signatures = Signatures([Stated("author", 0, 1, f"Nina Magoley{at}", "meta:author") for at in range(number)])
        for at in range(number):
            assert signatures.sign(f"Von Nina Magoley{at}")
            assert not signatures.sign(f"Nina Magoley{at} sagte")

    check_linear(work, 200)
