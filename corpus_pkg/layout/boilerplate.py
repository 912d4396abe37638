"""The boilerplate of a page, known by its wording: menus, share bars, labels, prompts, datelines.

The rules stand in `RULES` in the order in which they are asked; the first that knows the line says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple, get_args

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout import days, furniture, names, signs
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.paragraphs import parts_homograph
from corpus_pkg.layout.thresholds import LONGEST_LINE, NAMES_WORDS
from corpus_pkg.layout.wording import Wording
from corpus_pkg.records import SegmentKind

_DIGIT = re.compile(r"\d")
#: Rules that know who reports and from where.
_REPORTS = {
    "outlet_and_name",
    "place_and_name",
    "place_and_person",
    "outlet_and_desk",
    "desk_and_another",
    "place_and_outlet",
}
#: What a rule may need a line to have: a digit; a sign of markup, an address or a file; a bar between cells; brackets
#: at its end; few words and no running text; and besides these a sign between two parts.
Need = Literal["digits", "signs", "bars", "brackets", "short", "parts"]
_SIGN = re.compile(r"[=@/.<>]|INCLUDEPICTURE|HYPERLINK")
_BAR = re.compile(r"[|»›>]")
_PART = re.compile(rf"[|/:+{COMMAS}_-]")
#: What no rule asks for of a line without a day.
_NO_PAGE = fold("")


class Example(NamedTuple):
    """A line that a rule knows, and the kind that it gives it."""

    line: str
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which the wording of a line says what the line is.

    Attributes:
        code: the name that stands in `segments.rule`; an ellipsis at its end stands for what `detail` gives.
        meaning: why a segment bears it, to be read behind "because".
        example: a line that it knows.
        kind: what it takes the line for; None where it does not know the line.
        detail: what stands for the ellipsis, of a line that it knows.
        day: whether the line states a whole date.
        only: what a line must have for the rule to know it; others are not asked.

    """

    code: str
    meaning: str
    example: Example
    kind: Callable[[Wording], SegmentKind | None]
    detail: Callable[[Wording], str] | None = None
    day: bool = False
    only: Need | None = None

    def label(self, wording: Wording) -> Label | None:
        """Return the label of a line that the rule knows."""
        kind = self.kind(wording)
        if kind is None:
            return None
        return Label(kind, self.code.rstrip("…") + (self.detail(wording) if self.detail else ""), self.day)


#: Every rule, in the order in which they are asked.
RULES = (
    Rule("rule_line", "it has no letter and no digit", Example("* * *", "nav"), signs.rule_line),
    Rule(
        "attribute:content",
        "it is a list of key words left over from markup",
        Example('content="سياسة، اقتصاد، رياضة، ثقافة"', "keywords"),
        signs.key_words,
        only="signs",
    ),
    Rule(
        "attribute:…",
        "it is an attribute left over from markup",
        Example('alt="صورة الرئيس"', "other"),
        signs.attribute,
        detail=signs.attribute_name,
        only="signs",
    ),
    Rule(
        "locator",
        "it is a URL, a host with a path, an e-mail address or the name of an account",
        Example("www.example.com/news/1", "nav"),
        signs.locator,
        only="signs",
    ),
    Rule(
        "no_words",
        "it is marks of one or two Latin letters, or the size of an advertisement",
        Example("A+ A-", "nav"),
        signs.no_words,
    ),
    Rule(
        "counter",
        "it is a number by itself, or with the word or two for what is counted",
        Example("1,204", "nav"),
        signs.counter,
    ),
    Rule(
        "clock",
        "it is a clock by itself",
        Example("10:45 ص", "published"),
        days.clock,
        only="digits",
    ),
    Rule(
        "clock_label",
        'it begins with a phrase such as "the time now" and has a clock or a date',
        Example("الساعة الآن 10:45", "nav"),
        days.clock_label,
        only="digits",
    ),
    Rule("age", "it says how long ago something was", Example("منذ 9 ساعات", "nav"), furniture.age),
    Rule(
        "file",
        "it is the name of a file, or a picture written out",
        Example("IMG_2041.jpg", "other"),
        furniture.file,
        only="signs",
    ),
    Rule(
        "post",
        "it is a post on a network: the link that it carries, or the signature under it",
        Example("— عين المدينة (@ayn_madina) May 3, 2023", "other"),
        furniture.post,
        only="signs",
    ),
    Rule("hashtags", "it is tags as networks have them", Example("#الزيتون #حديقة", "keywords"), furniture.hashtags),
    Rule(
        "masthead",
        "it is an office of the masthead, with or without who holds it",
        Example("مدير النشر: زياد عيتاني", "nav"),
        furniture.masthead,
    ),
    Rule(
        "trail",
        "it is the way from the site's first page to this one",
        Example("الصفحة الأولى > محافظات > الشمال", "nav"),
        furniture.trail,
        only="bars",
    ),
    Rule(
        "menu_in_a_row",
        "it is short labels divided by bars",
        Example("سياسة | اقتصاد | رياضة | ثقافة وفنون", "nav"),
        signs.menu,
        only="bars",
    ),
    Rule(
        "headlines_in_a_row",
        "it is headlines divided by bars",
        Example("الوزير يلتقي سفراء الدول | المنتخب يبدأ تدريباته اليوم | أمطار غزيرة في الشمال", "related_link"),
        signs.headlines,
        only="bars",
    ),
    Rule(
        "crawl_stamp",
        "it is the time stamp that crawlers write",
        Example("2021-03-04@10:15:00", "retrieved"),
        days.crawl_stamp,
        day=True,
        only="digits",
    ),
    Rule(
        "date_line:…",
        'it states a whole date, and a phrase such as "published on" beside it says of what',
        Example("تاريخ النشر: 4 مارس 2021", "published"),
        days.labelled_date,
        detail=lambda line: line.dated or signs.phrase_kind(line),
        day=True,
        only="digits",
    ),
    Rule(
        "date_line",
        "it is a date and little else",
        Example("الخميس 4 مارس 2021", "published"),
        days.date_line,
        day=True,
        only="digits",
    ),
    Rule(
        "phrase:…",
        "the lexicon of boilerplate knows that wording",
        Example("اقرأ أيضا", "read_also"),
        signs.phrase,
        detail=lambda line: line.phrase[1] if line.phrase else "",
    ),
    Rule(
        "first_on",
        "it says on which site the story appeared first",
        Example("ظهرت المقالة البلدية تفتح الحديقة أولاً على شعاع الضفاف.", "source"),
        furniture.first_on,
    ),
    Rule(
        "timetable",
        "it is a word or two and a clock",
        Example("الظهر 11:52", "nav"),
        furniture.timetable,
        only="digits",
    ),
    Rule(
        "photo_credit",
        "it ends with an outlet, or the source of a picture, in brackets",
        Example("جانب من المباراة (الجزيرة)", "caption"),
        names.photo_credit,
        only="brackets",
    ),
    Rule(
        "photo_by_outlet",
        'it is "photo" and an outlet',
        Example("تصوير رويترز", "caption"),
        names.photo_by_outlet,
        only="short",
    ),
    Rule(
        "outlets_alone",
        "it names outlets of the lexicon and nothing else",
        Example("رويترز + الجزيرة", "source"),
        names.outlets_alone,
        only="short",
    ),
    Rule(
        "label_and_outlet",
        'it is a word such as "source" and an outlet of the lexicon',
        Example("عن رويترز", "source"),
        names.label_and_outlet,
        only="short",
    ),
    Rule(
        "outlet_form",
        "it reads as names of outlets do, and the lexicon does not know it",
        Example("شعاع نيوز", "source"),
        names.outlet_form,
        only="short",
    ),
    Rule(
        "foreign",
        "it is short and in Latin letters, among text in others",
        Example("Most Popular", "nav"),
        furniture.foreign,
    ),
    Rule(
        "initials",
        "it is the initials of the desk",
        Example("ع.م/ س ك", "nav"),
        names.initials,
        only="short",
    ),
    Rule(
        "name_and_place",
        "it is a person's name and, in brackets, a place",
        Example("زياد عيتاني (بيروت)", "byline"),
        names.name_and_place,
        only="brackets",
    ),
    Rule(
        "label_and_name",
        'it is "report", "written by" or the like, a bar or a dash, and what can be a person\'s name',
        Example("تقرير | زياد عيتاني", "byline"),
        names.label_and_name,
        only="parts",
    ),
    Rule(
        "outlet_and_name",
        "it is an outlet and what can be a person's name",
        Example("رويترز - زياد عيتاني", "byline"),
        names.outlet_and_name,
        only="parts",
    ),
    Rule(
        "place_and_person",
        "it is a place, a person's name, and something short that is neither",
        Example("بيروت - شعاع الضفاف - زياد عيتاني", "byline"),
        names.place_and_person,
        only="parts",
    ),
    Rule(
        "place_and_name",
        "it is a place and what can be a person's name",
        Example("بيروت - زياد عيتاني", "byline"),
        names.place_and_name,
        only="parts",
    ),
    Rule(
        "outlet_and_desk",
        'it is an outlet and a desk or a word such as "follow-ups"',
        Example("رويترز - متابعات", "source"),
        names.outlet_and_desk,
        only="parts",
    ),
    Rule(
        "desk_and_another",
        'it is a desk or a word such as "special" and something short that is neither outlet nor place',
        Example("شعاع الضفاف - خاص", "source"),
        names.desk_and_another,
        only="parts",
    ),
    Rule(
        "desk_of",
        'it begins with "the editors of", "special to" or the like',
        Example("أسرة تحرير شعاع الضفاف", "source"),
        names.desk_of,
        only="short",
    ),
    Rule(
        "town_and_outlet",
        "it is an outlet behind a word that the lexicon does not know",
        Example("زغرتا - رويترز", "dateline"),
        names.town_and_outlet,
        only="parts",
    ),
    Rule(
        "place_and_outlet",
        "it is a place and an outlet",
        Example("بيروت - رويترز", "dateline"),
        names.place_and_outlet,
        only="parts",
    ),
    Rule(
        "place_and_another",
        "it is a place and, behind a bar or a dash, something short that is neither",
        Example("بيروت - شعاع", "dateline"),
        names.place_and_another,
        only="parts",
    ),
)


def label(line: Line, page: Folded, lexicons: Lexicons) -> Label | None:
    """Return what the wording of a line says that it is; None where it says nothing."""
    if line.words > LONGEST_LINE:
        return None
    if _DIGIT.search(line.text) is None and not parts_homograph(page.source, lexicons.language):
        return _without_day(line.text, line.words, line.prose, lexicons)
    return _first(Wording(line, page, lexicons))


@lru_cache(maxsize=8192)
def _without_day(text: str, words: int, prose: bool, lexicons: Lexicons) -> Label | None:
    """Return the label of a line without digits, which is what it says: pages of a site say the same around stories."""
    return _first(Wording(Line(0, len(text), text, words, False, prose), _NO_PAGE, lexicons))


def _first(wording: Wording) -> Label | None:
    """Return the label that the first rule gives which knows a line."""
    mark = next((mark for rule in _asked(*_has(wording)) if (mark := rule.label(wording)) is not None), None)
    if mark is not None or not wording.prose or wording.words > NAMES_WORDS or not wording.text.endswith("."):
        return mark
    # Who reports and from where may have a full stop behind it, and is no sentence.
    line = wording.line
    text = line.text.rstrip(" .")
    bare = Wording(Line(line.start, line.end, text, line.words, line.apart, False), wording.page, wording.lexicons)
    return next((mark for rule in RULES if rule.code in _REPORTS and (mark := rule.label(bare)) is not None), None)


def _has(line: Wording) -> tuple[bool, bool, bool, bool, bool, bool]:
    """Return whether a line has what each of the needs names, in their order."""
    text = line.text
    short = line.words <= NAMES_WORDS and not line.prose
    return (
        _DIGIT.search(text) is not None,
        _SIGN.search(text) is not None,
        _BAR.search(text) is not None,
        text.endswith(")") and not line.prose,
        short,
        short and _PART.search(text) is not None,
    )


@cache
def _asked(*has: bool) -> tuple[Rule, ...]:
    """Return the rules that are asked of a line which has that, in their order."""
    missing = {need for need, there in zip(get_args(Need), has, strict=True) if not there}
    return tuple(rule for rule in RULES if rule.only not in missing)
