"""The boilerplate of a page, known by its wording: menus, share bars, labels, prompts, datelines.

The rules stand in `RULES` in the order in which they are asked; the first that knows the line says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, cast

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.language.punctuation import COMMAS
from corpus_pkg.layout import days, furniture, names
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.paragraphs import parts_homograph
from corpus_pkg.layout.phrases import DATED
from corpus_pkg.layout.thresholds import (
    COUNTER_DIGITS,
    KEYWORD_ITEMS,
    KEYWORD_WORDS,
    LABEL_WITHOUT_DAY_WORDS,
    LONGEST_LINE,
    MENU_CELLS,
    MENU_WORDS,
    NAMES_WORDS,
    PROMPT_WORDS,
    ROW_CELLS,
    ROW_WORDS,
    SENTENCE_WITH_PHRASE_WORDS,
)
from corpus_pkg.layout.wording import Wording
from corpus_pkg.records import SegmentKind

# A pattern must match a text in one way only: where two parts can hold one sign, a long run of it is tried in all ways.
_RULE_LINE = re.compile(r"[\W_]*+$")
_LOCATOR = re.compile(r"(?:https?://|www\.)\S+$|[\w.+-]+@[\w-]+\.[\w.-]+$", re.I)
_ATTRIBUTE = re.compile(r"(content|alt|title|href|src)=[\"']|(?=INCLUDEPICTURE|HYPERLINK )")
_NO_WORDS = re.compile(r"(?:(?:[\W_]*(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z]))+[\W_]*|\d{2,4} ?[x×] ?\d{2,4})$")
_COUNTER = re.compile(
    rf"[\d,.]{{1,{COUNTER_DIGITS}}}(?: [^\W\d_]+)?$|[^\W\d_]+(?: [^\W\d_]+)?\s?:\s?[\d,.]{{1,{COUNTER_DIGITS}}}$"
)
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

    """

    code: str
    meaning: str
    example: Example
    kind: Callable[[Wording], SegmentKind | None]
    detail: Callable[[Wording], str] | None = None
    day: bool = False

    def label(self, wording: Wording) -> Label | None:
        """Return the label of a line that the rule knows."""
        kind = self.kind(wording)
        if kind is None:
            return None
        return Label(kind, self.code.rstrip("…") + (self.detail(wording) if self.detail else ""), self.day)


def _rule_line(line: Wording) -> SegmentKind | None:
    return "nav" if _RULE_LINE.match(line.text) else None


def _key_words(line: Wording) -> SegmentKind | None:
    attribute = _ATTRIBUTE.match(line.text)
    if attribute is None or attribute.group(1) != "content":
        return None
    items = re.split(f"[{COMMAS}]", line.text)
    few = max(len(item.split()) for item in items) <= KEYWORD_WORDS
    return "keywords" if len(items) > KEYWORD_ITEMS and few else None


def _attribute(line: Wording) -> SegmentKind | None:
    return "other" if _ATTRIBUTE.match(line.text) else None


def _attribute_name(line: Wording) -> str:
    attribute = _ATTRIBUTE.match(line.text)
    return (attribute and attribute.group(1)) or "field"


def _locator(line: Wording) -> SegmentKind | None:
    return "nav" if line.words == 1 and _LOCATOR.match(line.text) else None


def _no_words(line: Wording) -> SegmentKind | None:
    return "nav" if _NO_WORDS.match(line.text) else None


def _counter(line: Wording) -> SegmentKind | None:
    return "nav" if _COUNTER.match(line.text) and not line.dates else None


def _menu(line: Wording) -> SegmentKind | None:
    cells = line.cells
    fits = len(cells) >= MENU_CELLS and all(len(cell.split()) <= MENU_WORDS for cell in cells)
    known = len(cells) > 1 and all(cell.lower() in line.phrases.whole for cell in cells)
    return "nav" if known or (fits and not any(map(line.cues.desk, cells))) else None


def _headlines(line: Wording) -> SegmentKind | None:
    cells = line.cells
    fits = len(cells) >= ROW_CELLS and all(len(cell.split()) <= ROW_WORDS for cell in cells)
    own = fits and ((line.dates and days.little_beside(line)) or any(map(line.cues.desk, cells)))
    return "related_link" if fits and not own and not line.text.endswith(".") else None


def _phrase_kind(line: Wording) -> SegmentKind:
    return cast(SegmentKind, line.phrase_kind)


def _phrase(line: Wording) -> SegmentKind | None:
    kind = line.phrase_kind
    if kind is None:
        return None
    # Without a day it is a clock or a label, and neither ends in a full stop.
    stops = line.words > LABEL_WITHOUT_DAY_WORDS or line.text.rstrip("\"'”») ").endswith(".")
    if kind in DATED and stops:
        return None
    # Whoever is asked to subscribe is asked in sentences.
    most = PROMPT_WORDS if kind == "prompt" else SENTENCE_WITH_PHRASE_WORDS
    sentence = line.prose and line.words > most and kind not in ("keywords", "source")
    return None if sentence else _phrase_kind(line)


#: Every rule, in the order in which they are asked.
RULES = (
    Rule("rule_line", "it has no letter and no digit", Example("* * *", "nav"), _rule_line),
    Rule(
        "attribute:content",
        "it is a list of key words left over from markup",
        Example('content="سياسة، اقتصاد، رياضة، ثقافة"', "keywords"),
        _key_words,
    ),
    Rule(
        "attribute:…",
        "it is an attribute left over from markup",
        Example('alt="صورة الرئيس"', "other"),
        _attribute,
        detail=_attribute_name,
    ),
    Rule("locator", "it is a URL or an e-mail address", Example("www.example.com/news/1", "nav"), _locator),
    Rule(
        "no_words",
        "it is marks of one or two Latin letters, or the size of an advertisement",
        Example("A+ A-", "nav"),
        _no_words,
    ),
    Rule(
        "counter",
        "it is a number by itself, or with the word or two for what is counted",
        Example("1,204", "nav"),
        _counter,
    ),
    Rule("clock", "it is a clock by itself", Example("10:45 ص", "published"), days.clock),
    Rule(
        "clock_label",
        'it begins with a phrase such as "the time now" and has a clock or a date',
        Example("الساعة الآن 10:45", "nav"),
        days.clock_label,
    ),
    Rule("age", "it says how long ago something was", Example("منذ 9 ساعات", "nav"), furniture.age),
    Rule(
        "file",
        "it is the name of a file, or a picture written out",
        Example("IMG_2041.jpg", "other"),
        furniture.file,
    ),
    Rule(
        "post",
        "it is a post on a network: the link that it carries, or the signature under it",
        Example("— عين المدينة (@ayn_madina) May 3, 2023", "other"),
        furniture.post,
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
    ),
    Rule(
        "menu_in_a_row",
        "it is short labels divided by bars",
        Example("سياسة | اقتصاد | رياضة | ثقافة وفنون", "nav"),
        _menu,
    ),
    Rule(
        "headlines_in_a_row",
        "it is headlines divided by bars",
        Example("الوزير يلتقي سفراء الدول | المنتخب يبدأ تدريباته اليوم | أمطار غزيرة في الشمال", "related_link"),
        _headlines,
    ),
    Rule(
        "crawl_stamp",
        "it is the time stamp that crawlers write",
        Example("2021-03-04@10:15:00", "retrieved"),
        days.crawl_stamp,
        day=True,
    ),
    Rule(
        "date_line:…",
        'it states a whole date, and a phrase such as "published on" beside it says of what',
        Example("تاريخ النشر: 4 مارس 2021", "published"),
        days.labelled_date,
        detail=lambda line: line.dated or _phrase_kind(line),
        day=True,
    ),
    Rule(
        "date_line",
        "it is a date and little else",
        Example("الخميس 4 مارس 2021", "published"),
        days.date_line,
        day=True,
    ),
    Rule(
        "phrase:…",
        "the lexicon of boilerplate knows that wording",
        Example("اقرأ أيضا", "read_also"),
        _phrase,
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
    ),
    Rule(
        "photo_credit",
        "it ends with an outlet, or the source of a picture, in brackets",
        Example("جانب من المباراة (الجزيرة)", "caption"),
        names.photo_credit,
    ),
    Rule("photo_by_outlet", 'it is "photo" and an outlet', Example("تصوير رويترز", "caption"), names.photo_by_outlet),
    Rule(
        "outlets_alone",
        "it names outlets of the lexicon and nothing else",
        Example("رويترز + الجزيرة", "source"),
        names.outlets_alone,
    ),
    Rule(
        "label_and_outlet",
        'it is a word such as "source" and an outlet of the lexicon',
        Example("عن رويترز", "source"),
        names.label_and_outlet,
    ),
    Rule(
        "outlet_form",
        "it reads as names of outlets do, and the lexicon does not know it",
        Example("شعاع نيوز", "source"),
        names.outlet_form,
    ),
    Rule(
        "foreign",
        "it is short and in Latin letters, among text in others",
        Example("Most Popular", "nav"),
        furniture.foreign,
    ),
    Rule("initials", "it is the initials of the desk", Example("ع.م/ س ك", "nav"), names.initials),
    Rule(
        "name_and_place",
        "it is a person's name and, in brackets, a place",
        Example("زياد عيتاني (بيروت)", "byline"),
        names.name_and_place,
    ),
    Rule(
        "label_and_name",
        'it is "report", "written by" or the like, a bar or a dash, and what can be a person\'s name',
        Example("تقرير | زياد عيتاني", "byline"),
        names.label_and_name,
    ),
    Rule(
        "outlet_and_name",
        "it is an outlet and what can be a person's name",
        Example("رويترز - زياد عيتاني", "byline"),
        names.outlet_and_name,
    ),
    Rule(
        "place_and_person",
        "it is a place, a person's name, and something short that is neither",
        Example("بيروت - شعاع الضفاف - زياد عيتاني", "byline"),
        names.place_and_person,
    ),
    Rule(
        "place_and_name",
        "it is a place and what can be a person's name",
        Example("بيروت - زياد عيتاني", "byline"),
        names.place_and_name,
    ),
    Rule(
        "outlet_and_desk",
        'it is an outlet and a desk or a word such as "follow-ups"',
        Example("رويترز - متابعات", "source"),
        names.outlet_and_desk,
    ),
    Rule(
        "desk_and_another",
        'it is a desk or a word such as "special" and something short that is neither outlet nor place',
        Example("شعاع الضفاف - خاص", "source"),
        names.desk_and_another,
    ),
    Rule(
        "desk_of",
        'it begins with "the editors of", "special to" or the like',
        Example("أسرة تحرير شعاع الضفاف", "source"),
        names.desk_of,
    ),
    Rule(
        "town_and_outlet",
        "it is an outlet behind a word that the lexicon does not know",
        Example("زغرتا - رويترز", "dateline"),
        names.town_and_outlet,
    ),
    Rule(
        "place_and_outlet", "it is a place and an outlet", Example("بيروت - رويترز", "dateline"), names.place_and_outlet
    ),
    Rule(
        "place_and_another",
        "it is a place and, behind a bar or a dash, something short that is neither",
        Example("بيروت - شعاع", "dateline"),
        names.place_and_another,
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
    mark = next((mark for rule in RULES if (mark := rule.label(wording)) is not None), None)
    if mark is not None or not wording.prose or wording.words > NAMES_WORDS or not wording.text.endswith("."):
        return mark
    # Who reports and from where may have a full stop behind it, and is no sentence.
    line = wording.line
    text = line.text.rstrip(" .")
    bare = Wording(Line(line.start, line.end, text, line.words, line.apart, False), wording.page, wording.lexicons)
    return next((mark for rule in RULES if rule.code in _REPORTS and (mark := rule.label(bare)) is not None), None)
