"""Articles of HTML that are drawn: whatever their elements are, the story is the one that was drawn."""

from __future__ import annotations

import re

from drawn_articles import CONTAINERS, DAYS, DECK, JOINED, KICKERS, LONG, TITLE, WHOLE, Article, articles
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.parsing import parse_document


@given(articles())
def test_the_story_is_the_one_that_was_drawn(drawn: Article) -> None:
    parsed = parse_document(drawn.source.encode(), recognizer=None)
    (story,) = parsed.articles
    assert story.title == TITLE
    assert story.text == drawn.text
    assert (str(story.published) if story.published else None) == drawn.published
    assert story.authors == drawn.authors


@given(st.sampled_from(WHOLE), st.sampled_from(JOINED), st.sampled_from(("أخبار محلية", "رياضة عالمية", "شبكة النهر")))
def test_what_is_no_person_beside_a_day_names_no_author(whole: str, joined: str, name: str) -> None:
    line = whole.format(joined.format(name=name, day="4 مارس 2021"))
    text = "".join(f"<p>{text}.</p>" for text in LONG)
    source = f"<html><body><article><h1>{TITLE}</h1>{line}<div>{text}</div></article></body></html>"
    (story,) = parse_document(source.encode(), recognizer=None).articles
    assert story.authors is None
    assert str(story.published) == "2021-03-04"


@given(
    st.sampled_from(("وقع ذلك في يوم {}", "انتهت أعمال الترميم في {}", "{}: افتتاح جسر المدينة القديم", "{} - زلزال")),
    st.sampled_from(DAYS),
    st.integers(1, 3),
)
def test_what_happened_on_a_day_is_the_text_of_a_story(said: str, day: str, entries: int) -> None:
    lines = [said.format(day), *LONG[:2]]
    if entries > 1 or said.endswith("زلزال"):
        # A chronicle tells of other days behind it.
        lines.append(f"{said.format('7 مايو 2019')}")
    written = "".join(f"<p>{line}</p>" for line in lines)
    source = f"<html><body><article><h1>{TITLE}</h1><div>{written}</div></article></body></html>"
    (story,) = parse_document(source.encode(), recognizer=None).articles
    assert (story.text or "").split("\n")[0] == (lines[0] if len(lines[0].split()) > 4 else LONG[0])


@given(
    st.sampled_from(("<p>{}</p>", "<div>{}</div>", "<div><p>{}</p></div>")),
    st.sampled_from((f"{DECK}.", LONG[2], f"{LONG[2]}.")),
    st.sampled_from(("og:description", "description", "again", "none")),
    st.sampled_from(CONTAINERS[:4]),
)
def test_what_the_metadata_or_the_text_says_again_is_a_deck(shape: str, deck: str, told: str, container: str) -> None:
    texts = [deck, *LONG[:2]] if told == "again" else LONG[:2]
    head = f'<meta property="{told}" content="{deck}">' if "description" in told else ""
    body = container.format("".join(f"<p>{text}</p>" for text in texts))
    source = (
        f"<html><head>{head}</head><body><article><h1>{TITLE}</h1>{shape.format(deck)}{body}</article></body></html>"
    )
    parsed = parse_document(source.encode(), recognizer=None)
    (story,) = parsed.articles
    lead = told == "none" or (deck != f"{DECK}." and told != "again")
    if lead and shape == "<div>{}</div>":
        # In no element for paragraphs what stands under the headline alone is a deck.
        return
    assert story.text == "\n".join([deck, *texts] if lead else texts)
    kinds = [segment.kind for segment in parsed.tables["segments"] if segment.article_id and deck in parsed.text]
    assert ("heading" in kinds) is not lead


@given(st.sampled_from(("text-sm", "col-md-6", "box", "verse", "sm")), st.integers(1, 3), st.booleans())
def test_what_an_element_for_no_width_says_twice_is_said_twice(name: str, times: int, other: bool) -> None:
    refrain = "يا ليل الصبّ متى غده"
    said = [refrain] * (times + 1)
    pieces = [f"<p>{LONG[0]}.</p>", *(f"<p class={name}>{line}</p>" for line in said), f"<p>{LONG[1]}.</p>"]
    if other:
        # What an element for one width says of its own is text, too.
        pieces.insert(1, f"<div class=mobile-only><p>{LONG[2]}.</p></div>")
        said = [f"{LONG[2]}.", *said]
    source = f"<html><body><article><h1>{TITLE}</h1><div>{''.join(pieces)}</div></article></body></html>"
    (story,) = parse_document(source.encode(), recognizer=None).articles
    assert story.text == "\n".join([f"{LONG[0]}.", *said, f"{LONG[1]}."])


@given(
    st.sampled_from(
        ("<title>{}</title>", '<meta property="og:title" content="{}">', "<title>{} | صحيفة النهر</title>")
    ),
    st.sampled_from(KICKERS),
    st.booleans(),
)
def test_a_heading_holds_a_kicker_where_the_metadata_does_without_it(told: str, kicker: str, whole: bool) -> None:
    shown = re.sub("<[^>]*>", "", kicker.format(TITLE)).strip()
    # Beside a headline that the page states with the word, or nowhere, it is a part of the title.
    head = told.format(shown) if whole else ""
    text = "".join(f"<p>{text}.</p>" for text in LONG)
    for stated, title in ((head, shown), (told.format(TITLE), TITLE)):
        source = (
            f"<html><head>{stated}</head><body><article>{kicker.format(TITLE)}<div>{text}</div></article></body></html>"
        )
        (story,) = parse_document(source.encode(), recognizer=None).articles
        assert (story.title or "").replace(" ", "") == title.replace(" ", "")


def test_a_word_before_the_headline_is_its_own_where_no_element_ends_between() -> None:
    text = "".join(f"<p>{text}.</p>" for text in LONG)
    for shown in (f"رأي {TITLE}", f"<span>رأي {TITLE}</span>", f"رأي <!-- خاص -->{TITLE}"):
        source = (
            f"<html><head><title>{TITLE}</title></head><body><article><h1>{shown}</h1>{text}</article></body></html>"
        )
        (story,) = parse_document(source.encode(), recognizer=None).articles
        assert story.title == f"رأي {TITLE}"
