"""What must hold for a story among elements, whatever stands around and between its paragraphs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import fold
from corpus_pkg.layout.lines import cut
from corpus_pkg.layout.markup.tree import Tree
from corpus_pkg.parsing import ParsedDocument, parse_document
from corpus_pkg.reading import shown
from corpus_pkg.reading.html import render

TITLE = "أمطار غزيرة تغلق طرق المدينة وتؤخر القطارات"
#: Paragraphs with and without a full stop, short and long.
PARAGRAPHS = (
    "شهدت المدينة أمطارا غزيرة منذ الصباح، وأغلقت الطرق المؤدية إليها حتى المساء بسبب السيول في كل مكان.",
    "وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل على إزالة ما تركته المياه من أضرار.",
    "ولم تقع إصابات.",
    "وتأخرت القطارات ساعتين عن مواعيدها في أغلب المحطات القريبة من النهر الكبير",
    "وعادت الكهرباء إلى الأحياء الشرقية قبل الظهر، وبقيت الغربية بلا ماء حتى إصلاح المضخة القديمة.",
)
NEUTRAL = st.sampled_from(["div", "section", "span", "center"])
#: What stands between paragraphs and belongs to no story.
FOREIGN = (
    '<div class="ad-slot"><a href="/shop">عروض الأسبوع في المتجر الكبير</a></div>',
    "<aside><p>تابع أيضا ما قاله الخبراء عن الطقس في الأسبوع الماضي وعن الموسم الجديد.</p></aside>",
    '<p><a href="/other">وزير النقل يزور المحطة الجديدة في الشمال</a></p>',
    "<p hidden>شهدت المدينة أمطارا قليلة منذ الصباح، كما تقول نسخة أخرى من هذه الصفحة للهواتف.</p>",
    '<div style="display: none"><p>نسخة مخفية من النص لا يراها أحد من القراء في هذه الصفحة.</p></div>',
    "<script>var text = 'شهدت المدينة أمطارا غزيرة منذ الصباح ولم يتوقف شيء';</script>",
    "<!-- وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل. -->",
    '<figure><img src="a.jpg"><figcaption>سيارات عالقة في شارع النهر صباح اليوم.</figcaption></figure>',
)


def page(paragraphs: list[str], over: str = "", behind: str = "", head: str = "") -> str:
    title = f"<title>{TITLE} | صحيفة النهر</title>{head}"
    menu = "<nav><a href=/>الرئيسية</a> <a href=/s>رياضة</a></nav>"
    body = f"{menu}<main><h1>{TITLE}</h1>{over}<div class='t'>{''.join(paragraphs)}</div>{behind}</main>"
    return f"<!DOCTYPE html><html><head>{title}</head><body>{body}<footer>كل الحقوق محفوظة</footer></body></html>"


def story(source: str) -> tuple[str | None, str | None]:
    parsed: ParsedDocument = parse_document(source.encode(), recognizer=None)
    (article,) = parsed.articles
    return article.title, article.text


PLAIN = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
EXPECTED = (TITLE, "\n".join(PARAGRAPHS))


def test_the_story_is_read() -> None:
    assert story(page(PLAIN)) == EXPECTED


@given(st.lists(st.tuples(st.integers(0, 4), NEUTRAL), max_size=6))
def test_a_neutral_element_around_a_paragraph_changes_no_story(wrapped: list[tuple[int, str]]) -> None:
    paragraphs = list(PLAIN)
    for at, tag in wrapped:
        paragraphs[at] = f"<{tag}>{paragraphs[at]}</{tag}>"
    assert story(page(paragraphs)) == EXPECTED


@given(st.lists(st.integers(1, 4), unique=True), NEUTRAL)
def test_containers_that_part_the_text_change_no_story(cuts: list[int], tag: str) -> None:
    pieces = [f"<{tag}>"]
    for at, paragraph in enumerate(PLAIN):
        pieces += [f"</{tag}><{tag}>"] if at in cuts else []
        pieces.append(paragraph)
    assert story(page([*pieces, f"</{tag}>"])) == EXPECTED


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(FOREIGN)), max_size=5))
def test_what_is_foreign_between_paragraphs_changes_no_story(put: list[tuple[int, str]]) -> None:
    pieces = list(PLAIN)
    for at, foreign in sorted(put, key=lambda item: -item[0]):
        pieces.insert(at, foreign)
    assert story(page(pieces)) == EXPECTED


@given(st.sampled_from(["div", "section", "article", "main", "td", "center"]))
def test_the_tag_of_the_container_changes_no_story(tag: str) -> None:
    assert story(page([f"<{tag}>", *PLAIN, f"</{tag}>"])) == EXPECTED


@given(st.integers(1, 6))
def test_comments_behind_the_story_change_none(count: int) -> None:
    comments = "".join(
        f"<li class=comment><b>قارئ {number}</b><p>شكرا لكم على هذا الخبر، فقد كنا ننتظره منذ أيام {number}.</p></li>"
        for number in range(count)
    )
    assert story(page(PLAIN, behind=f"<ol class=commentlist>{comments}</ol>")) == EXPECTED


@given(st.integers(3, 12), st.sampled_from(["div", "article", "li"]), st.booleans())
def test_a_listing_is_no_story(count: int, tag: str, cut_off: bool) -> None:
    teasers = "".join(
        f"<{tag} class=post><h2><a href=/{number}>عنوان طويل لخبر من الأخبار رقم {number}</a></h2>"
        f"<p>{PARAGRAPHS[number % 2][:60]} {number}{'...' if cut_off else '.'}</p></{tag}>"
        for number in range(count)
    )
    source = f"<html><head><title>أخبار المدينة</title></head><body><h1>أخبار المدينة</h1>{teasers}</body></html>"
    parsed = parse_document(source.encode(), recognizer=None)
    assert parsed.articles == () and parsed.document.status == "not_news"


@pytest.mark.parametrize("name", ["hidden", "d-none", "sr-only"])
def test_what_a_name_hides_is_shown_on_wide_screens_by_another(name: str) -> None:
    hidden = f'<p class="{name}">{PARAGRAPHS[3]} في نسخة ثانية.</p>'
    assert story(page([*PLAIN[:2], hidden, *PLAIN[2:]])) == EXPECTED
    wide = hidden.replace(name, f"{name} md:block")
    assert story(page([*PLAIN[:2], wide, *PLAIN[2:]])) != EXPECTED


@given(st.sampled_from(["div", "section", "x-view"]), st.integers(1, 4), st.booleans())
def test_a_box_for_subscribers_between_parts_of_the_text_takes_none_of_it(tag: str, cut: int, own: bool) -> None:
    asked = "<p>اشترك في نشرتنا البريدية ليصلك كل جديد من أخبار المدينة</p>"
    asked = f"<div class=n1>{asked}</div>" if own else asked
    parts = [PLAIN[:cut], [*PLAIN[cut:4], asked, *PLAIN[4:]]]
    assert story(page([f"<{tag} class=c>{''.join(part)}</{tag}>" for part in parts])) == EXPECTED


@given(st.integers(0, 3))
def test_a_form_around_all_that_a_program_shows_is_no_boilerplate(others: int) -> None:
    behind = "".join(f"<div class=comment><p>{text}</p></div>" for text in OTHERS[:others])
    source = page(PLAIN).replace("<main>", "<form id=aspnetForm>").replace("</main>", f"</form>{behind}")
    assert story(source) == EXPECTED


@pytest.mark.parametrize("shape", ["<div>{}</div>", "{}<br><br>", "<section>{}</section>"])
def test_the_last_paragraph_without_an_element_for_paragraphs_belongs_to_the_story(shape: str) -> None:
    last = "وعاد الهدوء إلى المدينة"
    texts = [text for text in PARAGRAPHS if text.endswith(".") and len(text) > 20]
    assert story(page([shape.format(text) for text in [*texts, last]]))[1] == "\n".join([*texts, last])


SHAPES: list[Callable[[str], str]] = [
    lambda text: f"<p>{text}</p>",
    lambda text: f"<ul><li>{text}</li></ul>",
    lambda text: f"<blockquote>{text}</blockquote>",
    lambda text: f"<div><p>{text}</p></div>",
    lambda text: f"<table><tr><td>{text}</td></tr></table>",
]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_last_paragraph_belongs_to_the_story_however_short(shape: Callable[[str], str]) -> None:
    title, text = story(page([*PLAIN, shape("وعاد الهدوء إلى المدينة")]))
    assert (title, text) == (TITLE, "\n".join([*PARAGRAPHS, "وعاد الهدوء إلى المدينة"]))


def test_a_heading_between_paragraphs_belongs_to_the_text() -> None:
    _, text = story(page([*PLAIN[:2], "<h3>المدارس تغلق</h3>", *PLAIN[2:]]))
    assert text == "\n".join([*PARAGRAPHS[:2], "المدارس تغلق", *PARAGRAPHS[2:]])


#: What a page says of itself where it lists stories or is the front page of its site.
LISTED = (
    '<link rel=canonical href="https://example.org/">',
    '<meta property="og:url" content="https://example.org/">',
    '<script type="application/ld+json">{"@type": "CollectionPage", "name": "أخبار"}</script>',
    '<meta property="og:site_name" content="صحيفة النهر"><meta property="og:title" content="صحيفة النهر">',
)


def notice_among_links(head: str, headlines: int) -> str:
    """Return a page of dated headlines with a text of its own that is shorter than they are."""
    links = "".join(
        f"<li><h3><a href=/{number}>عنوان طويل لخبر من أخبار المدينة رقم {number}</a></h3><i>2021-03-04</i></li>"
        for number in range(headlines)
    )
    titled = "" if "site_name" in head else "<title>أخبار المدينة</title>"
    return f"<html><head>{titled}{head}</head><body><ul>{links}</ul><div>{''.join(PLAIN)}</div></body></html>"


@given(st.sampled_from(LISTED), st.integers(16, 40))
def test_a_page_that_says_it_is_a_listing_is_one_where_links_outweigh_its_text(head: str, headlines: int) -> None:
    parsed = parse_document(notice_among_links(head, headlines).encode(), recognizer=None)
    assert parsed.articles == () and parsed.document.status == "not_news"


@given(st.sampled_from(["", *LISTED]), st.integers(0, 3), st.booleans())
def test_no_story_is_lost_by_what_a_page_says_of_itself(head: str, headlines: int, dated: bool) -> None:
    headlines = 40 if dated else headlines
    day = '<meta property="article:published_time" content="2021-03-04">' if dated else ""
    (article,) = parse_document(notice_among_links(head + day, headlines).encode(), recognizer=None).articles
    assert article.text == "\n".join(PARAGRAPHS)


@given(st.lists(st.sampled_from(["2021-03-04", "2021-03-05", "2021-03-06"]), min_size=12, max_size=12))
def test_the_times_of_several_stories_are_that_of_none(days: list[str]) -> None:
    times = "".join(
        f'<li><a href=/{at}>عنوان طويل لخبر من أخبار المدينة رقم {at}</a><time class=published datetime="{day}"></time>'
        for at, day in enumerate(["2021-03-03", *days])
    )
    source = notice_among_links(LISTED[0] + "<title>أخبار</title>", 16).replace("<ul>", f"<ul>{times}")
    assert parse_document(source.encode(), recognizer=None).articles == ()


@given(st.integers(16, 40))
def test_a_page_that_says_twice_that_it_is_the_front_page_is_of_no_story_without_a_headline(headlines: int) -> None:
    day = '<script type="application/ld+json">{"@type": "Article", "datePublished": "2021-03-04"}</script>'
    for saying, stories in ((LISTED[:2], 0), (LISTED[:1], 1)):
        source = notice_among_links("".join(saying) + day, headlines)
        assert len(parse_document(source.encode(), recognizer=None).articles) == stories


def posts(count: int, head: str, day: str = "<i>2021-03-04</i>") -> str:
    """Return whole posts, each with a heading of its own and a day."""
    return "".join(
        f"<div id=post-{number} class=post>{head.format(f'عنوان طويل لمقال رقم {number}')}{day}"
        + "".join(f"<p>{text[:-1]} رقم {number}.</p>" for text in PARAGRAPHS * 3)
        + "</div>"
        for number in range(count)
    )


@given(st.integers(3, 9), st.sampled_from(["h2", "h3"]), st.sampled_from(["", "<h1>مدونة النهر</h1>"]))
def test_an_archive_of_whole_posts_is_no_story(count: int, tag: str, over: str) -> None:
    linked = f"<{tag}><a href=/x>{{}}</a></{tag}>"
    source = f"<html><body>{over}<main>{posts(count, linked)}</main></body></html>"
    assert parse_document(source.encode(), recognizer=None).articles == ()


@given(st.integers(3, 9), st.sampled_from(["<h2>{}</h2>", "<h2><a href=/x>{}</a></h2>"]))
def test_parts_of_one_text_under_its_headline_are_a_story(count: int, head: str) -> None:
    source = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{posts(count, head)}</body></html>"
    (article,) = parse_document(source.encode(), recognizer=None).articles
    assert article.title == TITLE and article.text is not None and "رقم 2" in article.text


def cards(count: int, tag: str = "li") -> str:
    """Return links to stories with nothing said below them."""
    return "".join(f"<{tag}><a href=/{n}>عنوان طويل لخبر من أخبار المدينة رقم {n}</a></{tag}>" for n in range(count))


@given(st.integers(8, 20), st.sampled_from(["li", "p", "div"]), st.sampled_from(["h2", "h3", "p", "b"]))
def test_a_text_under_the_headline_of_another_story_is_none(count: int, tag: str, over: str) -> None:
    name = "أخبار محلية وعربية ودولية"
    hero = f"<div class=top><{over}><a href=/x>{TITLE}</a></{over}><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div>"
    source = f"<html><body><h1>{name}</h1>{hero}<div>{cards(count, tag)}</div></body></html>"
    assert parse_document(source.encode(), recognizer=None).articles == ()


@given(st.integers(8, 20), st.sampled_from(["h1", "h2"]))
def test_what_is_said_of_a_section_over_its_links_is_no_story(count: int, tag: str) -> None:
    head = "<html><head><title>أخبار المدينة</title></head><body>"
    for over, stories in (("أخبار المدينة", 0), (TITLE, 1)):
        own = f"<article><{tag}>{over}</{tag}><p>{PARAGRAPHS[0]} {PARAGRAPHS[1]}</p></article>"
        source = f"{head}{own}<div>{cards(count)}</div>"
        assert len(parse_document(source.encode(), recognizer=None).articles) == stories
        dated = source.replace(f"</{tag}>", f"</{tag}><p>تاريخ النشر: 4 مارس 2021</p>")
        assert len(parse_document(dated.encode(), recognizer=None).articles) == 1


@given(st.integers(3, 9), st.integers(1, 2), st.sampled_from(["h3", "b", "p"]))
def test_teasers_of_two_paragraphs_under_one_another_are_no_story(count: int, texts: int, tag: str) -> None:
    listed = "".join(
        f"<{tag}><a href=/{n}>عنوان طويل لخبر من الأخبار رقم {n}</a></{tag}>"
        + "".join(f"<p>{text[:-1]} رقم {n}.</p>" for text in PARAGRAPHS[:texts])
        for n in range(count)
    )
    source = f"<html><body><div>{listed}</div></body></html>"
    assert parse_document(source.encode(), recognizer=None).articles == ()


@given(st.integers(6, 12), st.sampled_from(["<p>13:{}5</p>", "<p><time>13:{}5</time></p>", ""]))
def test_a_grid_of_short_links_with_a_text_each_is_no_text_and_entries_with_times_are(count: int, time: str) -> None:
    cells = "".join(
        f"<div class=cell>{time.format(n % 6)}<a href=/{n}>فن</a><p>{PARAGRAPHS[1][:-1]} رقم {n}.</p></div>"
        for n in range(count)
    )
    _, text = story(page([*PLAIN, *PLAIN, f"<div class=cells>{cells}</div>"]))
    assert text is not None and ("رقم 2" in text) == bool(time)


@given(st.sampled_from(["h2", "h3"]), st.booleans())
def test_the_heading_that_the_metadata_says_word_for_word_is_the_title(tag: str, inside: bool) -> None:
    near = TITLE.rsplit(None, 2)[0]
    article = f"<article><{tag}>{near}</{tag}>{''.join(PLAIN)}</article>"
    head = f"<html><head><title>{TITLE} | صحيفة النهر</title></head><body>"
    source = f"{head}<div><{tag}>{TITLE}</{tag}></div>{article}"
    assert story(source)[0] == TITLE


@given(st.sampled_from(["nav", "div class=breadcrumb"]), st.sampled_from(["h1", "h2"]), st.sampled_from(["h1", "h2"]))
def test_a_heading_in_a_path_of_links_is_no_title(path: str, over: str, tag: str) -> None:
    name = "أمطار غزيرة تغلق طرق المدينة"
    stated = f'<title>{name}</title><meta property="og:title" content="{TITLE}">'
    source = page(PLAIN).replace(
        "<h1>", f"<{path}><a href=/>الرئيسية</a><{over}>{name}</{over}></{path.split()[0]}><h1>"
    )
    source = source.replace(f"<h1>{TITLE}</h1>", f"<{tag}>{TITLE}</{tag}>").replace(
        f"<title>{TITLE} | صحيفة النهر</title>", stated
    )
    assert story(source) == EXPECTED


@given(st.sampled_from(["div", "section"]), st.sampled_from(["h2", "h3", "p"]))
def test_what_is_said_of_a_film_over_the_title_is_no_text(tag: str, named: str) -> None:
    film = f"<{tag}><{named}>{TITLE} | فيديو</{named}><p>متاح في المكتبة حتى نهاية العام.</p></{tag}>"
    assert story(page(PLAIN).replace("<h1>", f"{film}<h1>")) == EXPECTED


OTHERS = [
    f"وفي خبر آخر رقم {number} قالت الوزارة إن العمل في الميناء بدأ قبل موعده بأسبوع كامل." for number in range(9)
]


@given(st.integers(3, 8), st.booleans(), st.sampled_from(["", "<p>اقرأ أيضا</p>", "<h3>قد يعجبك</h3>"]))
def test_several_articles_without_heading_or_time_are_other_stories(count: int, inside: bool, over: str) -> None:
    others = over + "".join(f"<article class=box><p>{text}</p></article>" for text in OTHERS[:count])
    others = others if inside else f"</article><article class=all>{others}"
    own = f"<article class=own><h1>{TITLE}</h1>{''.join(PLAIN)}{others}</article>"
    source = page([], behind=own).replace(f"<main><h1>{TITLE}</h1>", "<main>")
    assert story(source) == EXPECTED


@given(st.integers(3, 8))
def test_entries_of_a_live_blog_are_told_by_their_times(count: int) -> None:
    entries = "".join(
        f"<article><time>1{at}:30</time><p>{text}</p></article>" for at, text in enumerate(OTHERS[:count])
    )
    own = f"<article><h1>{TITLE}</h1>{''.join(PLAIN)}{entries}</article>"
    _, text = story(page([], behind=own).replace(f"<main><h1>{TITLE}</h1>", "<main>"))
    assert text is not None and all(entry in text for entry in OTHERS[:count])


@given(st.integers(4, 9), st.sampled_from(["li", "td"]))
def test_a_list_under_the_last_heading_belongs_to_the_text(count: int, tag: str) -> None:
    items = [f"محطة النهر رقم {number}" for number in range(count)]
    listed = "".join(f"<{tag}>{item}</{tag}>" for item in items)
    listed = f"<ul>{listed}</ul>" if tag == "li" else f"<table><tr>{listed}</tr></table>"
    _, text = story(page([*PLAIN, "<h3>المحطات المغلقة</h3>", listed]))
    assert text == "\n".join([*PARAGRAPHS, "المحطات المغلقة", *items])


@given(st.sampled_from(["div class=lead", "section", "div"]), st.sampled_from(["", "<p>الخميس 4 مارس 2021</p>"]))
def test_the_first_paragraph_may_stand_in_an_element_of_its_own(own: str, day: str) -> None:
    lead = f"{PARAGRAPHS[0][:-1]}، كما قال شهود رأوا النهر صباح اليوم من فوق الجسر."
    _, text = story(page(PLAIN[1:], over=f"<{own}><p>{lead}</p></{own.split()[0]}>{day}"))
    assert text == "\n".join([lead, *PARAGRAPHS[1:]])


@given(st.integers(1, 3), st.sampled_from(["div", "section", "div class=box"]))
def test_rules_for_those_who_comment_are_no_text(count: int, tag: str) -> None:
    rules = "".join(f"<p>{text}</p>" for text in OTHERS[:count])
    notice = f"<{tag}>{rules}<p>الآراء الواردة أدناه لا تعبر عن رأي الموقع.</p></{tag.split()[0]}>"
    assert story(page([*PLAIN, notice])) == EXPECTED


@given(st.sampled_from(["CommentBox", "readerComments", "relatedNews"]), st.sampled_from(["div", "details open"]))
def test_names_of_several_words_tell_by_each_of_them(name: str, tag: str) -> None:
    foreign = f"<{tag} class={name}><p>{OTHERS[0]}</p></{tag.split()[0]}>"
    assert story(page([*PLAIN, foreign])) == EXPECTED


@given(
    st.lists(
        st.sampled_from(["<div class=author>", "<section>", "<h2>", "</div>", "</section>", "</h2>", *PLAIN]),
        max_size=30,
    )
)
def test_an_element_has_what_the_lines_in_it_have(pieces: list[str]) -> None:
    rendering = render("".join(pieces))
    lines = cut(fold(rendering.text))
    tree = Tree(rendering, lines, [None] * len(lines), default())
    for node in [tree.page, *tree.nodes()]:
        inside = [index for index in range(len(lines)) if node in tree.inner[index].outwards()]
        assert node.text == sum(tree.weights[index] for index in inside)
        assert node.texts == sum(tree.weights[index] > 0 for index in inside)
        assert node.within == frozenset().union(*(outer.roles for outer in node.outwards()))
        assert node.headed == any(outer.tag == "h2" for outer in node.outwards())


QUOTED = 'قال "نعم" ثم مضى \\ في طريقه إلى المدينة البعيدة.'


def drawn(text: str, shown: str = "<div id=app></div>", raw: bool = True) -> str:
    """Return a page whose text a script draws, with the text that its JSON-LD states."""
    node = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2022-06-12", "articleBody": text}
    script = f"<script type='application/ld+json'>{json.dumps(node, ensure_ascii=not raw)}</script>"
    return f"<html><head><title>{TITLE}</title>{script}</head><body>{shown}</body></html>"


@given(
    st.lists(
        st.sampled_from([*PARAGRAPHS, QUOTED]),
        min_size=2,
        max_size=6,
        unique=True,
    ),
    st.sampled_from(["\n", "\n\n", "\r\n"]),
    st.booleans(),
)
def test_a_page_that_shows_no_text_has_that_of_its_metadata(paragraphs: list[str], between: str, raw: bool) -> None:
    paragraphs = [PARAGRAPHS[0] + " كما", *paragraphs]
    parsed = parse_document(drawn(between.join(paragraphs), raw=raw).encode(), recognizer=None)
    (article,) = parsed.articles
    assert (article.title, article.text, article.published) == (TITLE, "\n".join(paragraphs), "2022-06-12")
    told = [segment for segment in parsed.segments if segment.rule == "json-ld:articleBody"]
    written = [shown(parsed.text[segment.start : segment.end], "text/html", segment.rule) for segment in told]
    assert written == paragraphs


@pytest.mark.parametrize("text", ["<p>شهدت المدينة أمطارا</p>", "شهدت المدينة &quot;أمطارا&quot; غزيرة", ""])
def test_a_text_that_is_markup_is_not_read(text: str) -> None:
    assert parse_document(drawn(text).encode(), recognizer=None).articles == ()


@given(st.booleans())
def test_a_text_that_a_page_shows_is_read_before_that_of_its_metadata(raw: bool) -> None:
    shown_text = f"<h1>{TITLE}</h1>{''.join(PLAIN)}"
    assert story(drawn("نص آخر لا يراه أحد من قراء هذه الصفحة في أي مكان.", shown_text, raw)) == EXPECTED


@given(st.sampled_from(["للمزيد:", "المصادر:", "روابط مفيدة :"]), st.sampled_from(["p", "h3", "div"]), st.booleans())
def test_what_announces_links_behind_the_text_is_none_of_it(words: str, tag: str, linked: bool) -> None:
    links = "<ul><li><a href=/1>وزير النقل يزور المحطة الجديدة في الشمال</a></li></ul>" if linked else ""
    assert story(page([*PLAIN, f"<{tag}>{words}</{tag}>{links}"])) == EXPECTED


@given(st.sampled_from(["الوسوم", "الوسوم:", "كلمات دلالية"]), st.sampled_from(["div", "h4", "span"]))
def test_a_heading_over_topics_is_no_topic(label: str, tag: str) -> None:
    topics = f"<div><{tag}>{label}</{tag}> <br><a href=/t/1>السيول</a> <a href=/t/2>القطارات</a></div>"
    stated = '<meta name="news_keywords" content="السيول، القطارات">'
    (article,) = parse_document(page(PLAIN, behind=topics, head=stated).encode(), recognizer=None).articles
    assert article.keywords == "السيول|القطارات"
