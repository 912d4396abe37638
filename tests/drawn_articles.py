"""Articles of HTML, drawn of elements as sites write them, and the story that each tells."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

TITLE = "أمطار غزيرة تغلق طرق المدينة وتؤخر القطارات"
DECK = "السيول تعزل أحياء في الشرق والبلدية تعد بفتح الطرق غدا"
AUTHORS = ("ليلى حداد", "أحمد علي السيد")
#: Paragraphs by their length: some words, a sentence, several lines; with a full stop and without.
SHORT = ("ولم تقع إصابات", "وعاد الهدوء", "وبقيت المدارس مغلقة", "ثم هدأت الرياح مساء")
SENTENCES = (
    "وقالت البلدية إن الطرق ستفتح غدا بعد رفع ما خلفته المياه",
    "وتأخرت القطارات ساعتين عن مواعيدها في أغلب المحطات القريبة من النهر",
    "وطلبت الشرطة من السكان أن يبقوا في بيوتهم حتى المساء",
)
LONG = (
    "شهدت المدينة أمطارا غزيرة منذ الصباح، وأغلقت الطرق المؤدية إليها حتى المساء بسبب السيول في كل مكان",
    "وعادت الكهرباء إلى الأحياء الشرقية قبل الظهر، وبقيت الغربية بلا ماء حتى إصلاح المضخة القديمة قرب الجسر",
    "ويقول خبراء الطقس إن الأمطار هذا العام أكثر مما كانت عليه في السنوات العشر الأخيرة، وإن الأيام القادمة أشد منها",
)
#: How one paragraph may be written. Neutral elements stand around it or in it.
SHAPES = (
    "<p>{}</p>",
    "<div>{}</div>",
    "<div><p>{}</p></div>",
    "<p><span>{}</span></p>",
    "<section><div><p>{}</p></div></section>",
    "<blockquote>{}</blockquote>",
    "<blockquote><p>{}</p></blockquote>",
    "<ul><li>{}</li></ul>",
    "<p><x-text>{}</x-text></p>",
    "<amp-text><p>{}</p></amp-text>",
    "<p dir=rtl style='text-align: right'><g>{}</g></p>",
    "<p><st1:place w:st=on>{}</st1:place></p>",
    "<p><font size=4><b>{}</b></font></p>",
)
FOREIGN = (
    '<div class="ad-slot"><a href="/shop">عروض الأسبوع في المتجر الكبير</a></div>',
    "<aside><p>تابع أيضا ما قاله الخبراء عن الطقس في الأسبوع الماضي وعن الموسم الجديد.</p></aside>",
    '<p><a href="/other">وزير النقل يزور المحطة الجديدة في الشمال</a></p>',
    "<script>var text = 'شهدت المدينة أمطارا غزيرة منذ الصباح ولم يتوقف شيء';</script>",
    "<!-- وقالت البلدية إن الطرق ستفتح غدا، وإن الفرق تعمل منذ الليل. -->",
    '<figure><img src="a.jpg"><figcaption>سيارات عالقة في شارع النهر صباح اليوم.</figcaption></figure>',
    '<div class="related"><h3>اقرأ أيضا</h3><ul><li><a href=/1>وزير النقل يزور المحطة الجديدة</a></li></ul></div>',
    "<div></div>",
    "<ins class=adsbygoogle></ins>",
    "<amp-ad width=300 height=250><div fallback>إعلان</div></amp-ad>",
)
HIDDEN = (
    "<div hidden>{}</div>",
    '<div style="display:none">{}</div>',
    '<div aria-hidden="true">{}</div>',
    '<div class="d-none">{}</div>',
)
#: Two elements for two widths of the screen, of which a reader sees one.
WIDTHS = (
    ("<{0} class=mobile-only>{1}</{0}>", "<{0} class=desktop-only>{1}</{0}>"),
    ('<{0} class="d-block d-md-none">{1}</{0}>', '<{0} class="d-none d-md-block">{1}</{0}>'),
    ('<{0} class="md:hidden">{1}</{0}>', "<{0}>{1}</{0}>"),
    ("<{0}>{1}</{0}>", "<{0} class=show-for-small>{1}</{0}>"),
    ("<{0} class=hidden-desktop>{1}</{0}>", "<{0} class=hidden-mobile>{1}</{0}>"),
    ("<{0} class=visible-xs>{1}</{0}>", "<{0} class=hidden-xs>{1}</{0}>"),
    ("<{0} class=titleMobile>{1}</{0}>", "<{0}>{1}</{0}>"),
)
DATES = (
    "<div><time datetime=2021-03-04>4 مارس 2021</time></div>",
    "<div><span class=date>تاريخ النشر: 4 مارس 2021</span></div>",
    "<p>الخميس 4 مارس 2021</p>",
    "<div class=meta><span>04/03/2021</span></div>",
)
BYLINES = (
    "<p class=author>{}</p>",
    "<div class=byline>كتب: {}</div>",
    '<div><a rel=author href="/a/1">{}</a></div>',
    "<div><span>بقلم: {}</span></div>",
)
#: A name and a day in one line, in elements that show nothing between them or in none.
LABELS = ("{}", "كتب: {}", "بقلم {}")
DAYS = ("4 مارس 2021", "الخميس 4 مارس 2021", "04/03/2021")
JOINED = (
    "<span>{name}</span><span>{day}</span>",
    "<span>{day}</span><span>{name}</span>",
    "<span class=n>{name}</span> <span class=d>{day}</span>",
    "<b>{name}</b> | <i>{day}</i>",
    "<a href=/a/1>{name}</a><time>{day}</time>",
    "<b>{name}</b><i>{day}</i>",
    "{name} - {day}",
    "{day}، {name}",
)
WHOLE = (
    "<div>{}</div>",
    "<div class=meta>{}</div>",
    "<header><div>{}</div></header>",
    "<p>{}</p>",
    "<p><em>{}</em></p>",
)
DECKS = (
    "<h2>{}</h2>",
    "<div class=deck>{}</div>",
    "<div class=subtitle>{}</div>",
    "<p>{}</p>",
    "<p><b>{}</b></p>",
    "<div><p>{}</p></div>",
    "<p class=standfirst>{}</p>",
    "<div class=article-summary><p>{}</p></div>",
)
#: Those whose element is named for a deck, which may end with a full stop, or stand in the element of the text.
NAMED_DECKS = ("<p class=deck>{}.</p>", "<p class=lead>{}.</p>", "<h3 class=post-excerpt>{}.</h3>")
INNER_DECKS = ("<p class=deck>{}</p>", "<p class=news__subtitle>{}</p>", "<div class=entry-summary><p>{}</p></div>")
#: Headings in which a kicker stands beside the title.
KICKERS = (
    "<h1><span class=kicker>رأي</span> {}</h1>",
    "<h1><span>رأي:</span>{}</h1>",
    "<h1><a href=/opinion>رأي</a><span>{}</span></h1>",
    "<h1><small>رأي خاص</small> | {}</h1>",
    "<header><h1><b>رأي</b> <span><i>{}</i></span></h1></header>",
    "<h1>{} <span class=label>حصري</span></h1>",
    "<h1><em>رأي</em> {} <em>تحديث</em></h1>",
)
CONTAINERS = (
    "<div>{}</div>",
    "<div class=t>{}</div>",
    "<article>{}</article>",
    "<section id=x1>{}</section>",
    "<td>{}</td>",
)
#: Where whoever wrote is found, behind the text in its element.
ADDRESSES = (
    "www.example.org",
    "https://example.org/a/1",
    "laila.haddad@example.org",
    "@laila_haddad",
    "twitter.com/laila_haddad",
    "t.me/laila-1",
)
BEHIND = (
    "<div class=share><a href=/f>فيسبوك</a> <a href=/t>تويتر</a></div>",
    "<ol class=commentlist><li class=comment><b>قارئ</b><p>شكرا لكم على هذا الخبر، فقد انتظرناه طويلا.</p></li></ol>",
    "<section class=more><h2>أخبار أخرى</h2><a href=/2>وزير النقل يزور المحطة الجديدة في الشمال</a></section>",
)


@dataclass(frozen=True)
class Article:
    """A page, and what it tells."""

    source: str
    text: str
    published: str | None
    authors: str | None


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Draw an article of at least two long paragraphs."""
    stops = draw(st.booleans())
    written = [*draw(st.permutations(LONG))[: draw(st.integers(2, 3))]]
    for text in (*draw(st.permutations(SENTENCES))[: draw(st.integers(0, 3))], *SHORT[: draw(st.integers(0, 3))]):
        written.insert(draw(st.integers(0, len(written))), text)
    written = [f"{text}." if stops or draw(st.booleans()) else text for text in written]
    usual = draw(st.sampled_from(SHAPES))
    widths = draw(st.sampled_from(WIDTHS))
    pieces = []
    for text in written:
        shape = draw(st.sampled_from(SHAPES)) if draw(st.integers(0, 3)) == 0 else usual
        if not text.endswith(".") and text not in LONG and shape == "<div>{}</div>":
            shape = "<p>{}</p>"
        if not pieces and shape.startswith("<ul>") and text not in LONG:
            # A short list over the text says in points what it is about.
            shape = "<p>{}</p>"
        piece = shape.format(text)
        pieces.append(
            "".join(width.format("div", piece) for width in widths) if draw(st.integers(0, 9)) == 0 else piece
        )
        if draw(st.integers(0, 3)) == 0:
            pieces.append(draw(st.sampled_from(FOREIGN)))
        if draw(st.integers(0, 9)) == 0:
            pieces.append(draw(st.sampled_from(HIDDEN)).format(shape.format(text)))
    if draw(st.integers(0, 4)) == 0:
        pieces += map(
            "<p>{}</p>".format, draw(st.lists(st.sampled_from(ADDRESSES), min_size=1, max_size=3, unique=True))
        )
    name = draw(st.sampled_from(AUTHORS))
    day = draw(st.none() | st.sampled_from(DATES))
    author = draw(st.none() | st.sampled_from(BYLINES))
    deck = draw(st.none() | st.sampled_from((*DECKS, *NAMED_DECKS)))
    over = [part for part in (author.format(name) if author else None, day) if part]
    if len(over) == 2 and draw(st.booleans()):
        labelled = draw(st.sampled_from(LABELS)).format(name)
        joined = draw(st.sampled_from(JOINED)).format(name=labelled, day=draw(st.sampled_from(DAYS)))
        over = [draw(st.sampled_from(WHOLE)).format(joined)]
    if over and draw(st.booleans()):
        # Written as the first paragraph of the text is, in its element.
        pieces.insert(0, over.pop())
    if deck is None and draw(st.integers(0, 4)) == 0:
        pieces.insert(0, draw(st.sampled_from(INNER_DECKS)).format(DECK))
    body = draw(st.sampled_from(CONTAINERS)).format("".join(pieces))
    over = ([deck.format(DECK)] if deck else []) + draw(st.permutations(over))
    heading = f"<h1>{TITLE}</h1>"
    if draw(st.integers(0, 3)) == 0:
        heading = "".join(width.format("h1", TITLE) for width in widths)
    elif draw(st.integers(0, 3)) == 0:
        heading = draw(st.sampled_from(KICKERS)).format(TITLE)
    behind = "".join(draw(st.lists(st.sampled_from(BEHIND), max_size=2, unique=True)))
    story = draw(st.sampled_from(CONTAINERS[:4])).format(f"{heading}{''.join(over)}{body}{behind}")
    menu = "<nav><a href=/>الرئيسية</a> <a href=/s>رياضة</a></nav>"
    head = f"<title>{TITLE} | صحيفة النهر</title>"
    source = (
        f"<!DOCTYPE html><html><head>{head}</head><body>{menu}{story}<footer>كل الحقوق محفوظة</footer></body></html>"
    )
    return Article(source, "\n".join(written), "2021-03-04" if day else None, name if author else None)
