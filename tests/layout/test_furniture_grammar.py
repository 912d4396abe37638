"""A grammar of what sites set around their stories, in many wordings, in any order and number, above and below.

None of it becomes the title, the author, the day or the source of a story, and the story's text is as it was.
"""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

import corpus_pkg

TITLE = "بلدية الزيتون تفتتح حديقة عامة على ضفة النهر"
PARAGRAPHS = (
    "افتتحت بلدية الزيتون حديقة عامة على ضفة النهر تضم ملاعب للأطفال وممرات للدراجات ومقاعد خشبية.",
    "وقال رئيس البلدية إن الأشجار زرعت قبل عامين، وإن الأهالي تبرعوا بنصف كلفتها من مدخراتهم.",
    "وتعتزم البلدية أن تفتح للحديقة مدخلا ثانيا من جهة السوق إذا تبرع الأهالي بما يكفي لذلك.",
)
#: Words that no table knows and the story does not say, from letters that are rare.
WORD = st.text("ظضغذثخ", min_size=4, max_size=6)
NAME = st.builds("{} {}".format, WORD, WORD)
NUMBER = st.integers(0, 99999)
HOUR = st.builds("{}:{:02d}".format, st.integers(1, 12), st.integers(0, 59))
DAY = st.sampled_from(["الخميس 4 مارس 2021", "2021/03/04", "4 آذار 2021", "الخميس، 4 مارس، 2021"])
CITY = st.sampled_from(["بغداد", "عمان", "الرباط", "صنعاء", "القاهرة"])


def drawn(*forms: str, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[list[str]]:
    """One line: one of the forms, its holes filled."""
    return st.builds(
        lambda form, filled: [form.format(**filled)], st.sampled_from(forms), st.fixed_dictionaries(dict(parts))
    )


#: What stands over a story and behind it. Each is one line or several.
ANYWHERE = st.one_of(
    drawn("الرئيسية", "القائمة", "القائمة الرئيسية", "من نحن", "اتصل بنا", "أعلن معنا", "خريطة الموقع", "هيئة التحرير"),
    drawn(
        "سياسة الخصوصية", "شروط الاستخدام", "الأرشيف", "RSS", "English", "Français", "تخطي إلى المحتوى", "بحث", "Search"
    ),
    drawn("سياسة", "اقتصاد", "رياضة", "محليات", "ثقافة وفنون", "منوعات", "صحة", "تكنولوجيا", "عربي ودولي", "تقارير"),
    drawn("سياسة | اقتصاد | رياضة | {word}", "الرئيسية | من نحن | اتصل بنا | {word}", word=WORD),
    drawn(
        "الرئيسية > {word} > {other}",
        "الرئيسية » {word} » {other}",
        "الرئيسية / محليات / {word}",
        word=WORD,
        other=WORD,
    ),
    drawn("تسجيل الدخول", "تسجيل دخول", "إنشاء حساب", "دخول", "نسيت كلمة المرور؟", "تسجيل الدخول | إنشاء حساب"),
    drawn(
        "{count} مشاهدة", "{count} زيارة", "المشاهدات: {count}", "عدد القراء: {count}", "{count} تعليق", count=NUMBER
    ),
    drawn("مدة القراءة: {few} دقائق", "وقت القراءة {few} دقائق", "منذ {few} ساعات", few=st.integers(3, 10)),
    drawn(
        "شارك", "شارك الخبر", "مشاركة", "فيسبوك", "تويتر", "واتساب", "تلغرام", "نسخ الرابط", "طباعة", "شارك عبر البريد"
    ),
    drawn("Facebook", "Twitter", "WhatsApp", "Share", "Tweet", "Print", "Email", "Facebook Twitter WhatsApp Telegram"),
    drawn("حجم الخط", "تكبير الخط", "A+ A-", "استمع للمقال", "حفظ", "إعلان", "Advertisement", "- إعلان -"),
    drawn(
        "تابعنا على", "تابعونا على فيسبوك", "تابعوا آخر الأخبار عبر واتساب", "حمل التطبيق", "انضم إلى قناتنا على تلغرام"
    ),
    drawn("اشترك في نشرتنا البريدية", "اشترك في النشرة البريدية ليصلك كل جديد", "أدخل بريدك الإلكتروني", "اشترك الآن"),
    drawn(
        "جميع الحقوق محفوظة © {year}", "© {year} {name}", "Copyright © {year}", year=st.integers(2010, 2026), name=NAME
    ),
    drawn("رئيس التحرير: {name}", "المدير العام : {name}", "مدير النشر / {name}", name=NAME),
    drawn("{name}.jpg", "www.{name}.com", "info@{name}.com", name=st.from_regex(r"\A[a-z]{4,8}\Z")),
)
#: What a site shows at the top of its pages.
TOP = st.one_of(
    ANYWHERE,
    st.lists(
        st.builds("{} {}".format, st.sampled_from(["الفجر", "الشروق", "الظهر", "العصر", "المغرب", "العشاء"]), HOUR),
        min_size=1,
        max_size=6,
    ).map(lambda times: ["مواقيت الصلاة", *times]),
    st.lists(st.builds("{} {}°".format, CITY, st.integers(-5, 48)), min_size=2, max_size=4),
    st.lists(
        st.builds("{} {:.2f}".format, st.sampled_from(["دولار", "يورو", "ذهب عيار 21"]), st.floats(1, 900)),
        min_size=2,
        max_size=4,
    ),
    drawn("الساعة الآن {hour}", "الساعة الآن: {hour} صباحا", "التوقيت المحلي {hour}", hour=HOUR),
    st.lists(st.lists(WORD, min_size=4, max_size=8, unique=True).map(" ".join), min_size=3, max_size=5).map(
        lambda headlines: ["آخر الأخبار", *headlines]
    ),
)
#: A day that the story's age stands beside, over a headline.
AGED = st.builds(lambda day, age: [day, age], DAY, st.sampled_from(["منذ 9 ساعات", "منذ 12 دقيقة"]))
#: What stands behind a story.
TAIL = st.one_of(
    ANYWHERE,
    drawn(
        "الوسوم: {word}، {other}", "كلمات دلالية: {word}، {other}", "الكلمات المفتاحية: {word}", word=WORD, other=WORD
    ),
    st.builds(
        lambda heading, headlines: [heading, *headlines],
        st.sampled_from(
            ["اقرأ أيضا", "مواضيع ذات صلة", "أخبار ذات صلة", "قد يهمك أيضا", "الأكثر قراءة", "المزيد من الأخبار"]
        ),
        st.lists(st.lists(WORD, min_size=4, max_size=8, unique=True).map(" ".join), min_size=1, max_size=5),
    ),
    st.sampled_from(
        [
            [
                "اترك تعليقا",
                "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
                "التعليق *",
                "الاسم *",
            ],
            ["Leave a Reply", "Your email address will not be published. Required fields are marked *", "Comment *"],
            ["أضف تعليقا", "الاسم", "البريد الإلكتروني", "إلغاء الرد"],
            ["Save my name, email, and website in this browser for the next time I comment.", "Post Comment"],
            ["احفظ اسمي، بريدي الإلكتروني، والموقع الإلكتروني في هذا المتصفح لاستخدامها المرة المقبلة في تعليقي."],
            ["إرسال تعليق", "مشاركة", "رسالة أحدث", "رسالة أقدم", "الصفحة الرئيسية"],
            ["Newer Post", "Older Post", "Home", "Subscribe to: Post Comments (Atom)", "Powered by Blogger"],
            ["Related Posts", "Previous article", "Next article", "Most Popular", "About us", "Privacy Policy"],
            ["مرتبط", "إعجاب تحميل...", "أعجب بهذه:"],
            ["التعليقات مغلقة.", "لا توجد تعليقات", "كن أول من يعلق"],
            ["يستخدم هذا الموقع ملفات تعريف الارتباط", "موافق"],
            ["التعليقات الواردة لا تعبر عن رأي الموقع", "زر الذهاب إلى الأعلى", "إغلاق"],
        ]
    ),
)
OVER_A_TITLE = st.lists(TOP | AGED, max_size=5).map(lambda blocks: [line for block in blocks for line in block])
ABOVE = st.lists(TOP, max_size=5).map(lambda blocks: [line for block in blocks for line in block])
BELOW = st.lists(TAIL, max_size=5).map(lambda blocks: [line for block in blocks for line in block])


def read(lines: list[str]) -> list[tuple[str | None, str, str | None, str | None, int]]:
    """Title, text, authors, day and number of credits of each story of a page."""
    articles = corpus_pkg.parse("\n".join(lines).encode()).articles
    return [(one.title, one.text, one.authors, one.published, len(one.credits)) for one in articles]


@settings(max_examples=100)
@example(["آخر الأخبار", *["ثثثث ثثثخ ثثثذ ثثثثث"] * 3, "الخميس 4 مارس 2021", "منذ 9 ساعات"], [])
@given(OVER_A_TITLE, BELOW)
def test_furniture_of_a_grammar_changes_no_story(above: list[str], below: list[str]) -> None:
    assert read([*above, TITLE, *PARAGRAPHS, *below]) == [(TITLE, "\n".join(PARAGRAPHS), None, None, 0)]


@settings(max_examples=60)
@given(OVER_A_TITLE, BELOW)
def test_beside_furniture_of_a_grammar_the_storys_own_head_is_read(above: list[str], below: list[str]) -> None:
    own = ["بقلم: زياد عيتاني", "نشر في 4 مارس 2021"]
    lines = [*above, TITLE, *own, *PARAGRAPHS, "المصدر: رويترز", *below]
    assert read(lines) == [(TITLE, "\n".join(PARAGRAPHS), "زياد عيتاني", "2021-03-04", 1)]


@settings(max_examples=60)
@given(ABOVE, BELOW)
def test_of_a_story_without_a_title_furniture_of_a_grammar_is_none(above: list[str], below: list[str]) -> None:
    assert read([*above, *PARAGRAPHS, *below]) == [(None, "\n".join(PARAGRAPHS), None, None, 0)]
