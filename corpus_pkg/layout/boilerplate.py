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
from corpus_pkg.layout import days
from corpus_pkg.layout.lines import Line
from corpus_pkg.layout.model import Label
from corpus_pkg.layout.paragraphs import parts_homograph
from corpus_pkg.layout.phrases import DATED
from corpus_pkg.layout.thresholds import (
    COUNTER_DIGITS,
    CREDIT_WORDS,
    KEYWORD_ITEMS,
    KEYWORD_WORDS,
    LABEL_WITHOUT_DAY_WORDS,
    LONGEST_LINE,
    MENU_CELLS,
    MENU_WORDS,
    PROMPT_WORDS,
    REPORTER_WORDS,
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
# A colon without a blank before it parts a speaker or a topic from what is said of it ("Poll: ...").
_GLUED_COLON = re.compile(r"\w:")
_NO_WORDS = re.compile(r"(?:(?:[\W_]*(?<![A-Za-z])[A-Za-z]{1,2}(?![A-Za-z]))+[\W_]*|\d{2,4} ?[x×] ?\d{2,4})$")
_COUNTER = re.compile(rf"[\d,.]{{1,{COUNTER_DIGITS}}}$")
_INITIALS = re.compile(rf"(?:[^\W\d_]{{1,2}}[\s./{COMMAS}-]++)+[^\W\d_]{{0,2}}[\s./{COMMAS}-]*$")
_DIGIT = re.compile(r"\d")
#: What no rule asks for of a line without a day.
_NO_PAGE = fold("")
_APART = re.compile(r"[|/]|\s-\s")


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
    return "nav" if line.words == 1 and _COUNTER.match(line.text) else None


def _menu(line: Wording) -> SegmentKind | None:
    cells = line.cells
    fits = len(cells) >= MENU_CELLS and all(len(cell.split()) <= MENU_WORDS for cell in cells)
    return "nav" if fits else None


def _headlines(line: Wording) -> SegmentKind | None:
    cells = line.cells
    fits = len(cells) >= ROW_CELLS and all(len(cell.split()) <= ROW_WORDS for cell in cells)
    dated = fits and line.dates and days.little_beside(line)
    return "related_link" if fits and not dated and not line.text.endswith(".") else None


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


def _photo_credit(line: Wording) -> SegmentKind | None:
    brackets = line.bracketed
    if brackets is None or line.words <= CREDIT_WORDS:
        return None
    credited = line.phrases.outlet(brackets[2]) or brackets[2].lower() in line.phrases.photo_credits
    return "caption" if credited else None


def _photo_by_outlet(line: Wording) -> SegmentKind | None:
    word, _, rest = line.text.partition(" ")
    return "caption" if line.short and line.cues.photographs(word) and line.phrases.outlet(rest) else None


def _outlets_alone(line: Wording) -> SegmentKind | None:
    return "source" if line.parts and all(map(line.phrases.outlet, line.parts)) else None


def _label_and_outlet(line: Wording) -> SegmentKind | None:
    word, _, rest = line.text.partition(" ")
    return "source" if line.short and word in line.phrases.source_labels and line.phrases.outlet(rest) else None


def _initials(line: Wording) -> SegmentKind | None:
    return "nav" if line.short and _INITIALS.match(line.text) else None


def _name_and_place(line: Wording) -> SegmentKind | None:
    brackets = line.bracketed if line.short else None
    return "byline" if brackets and line.phrases.place(brackets[2]) and line.cues.name(brackets[1]) else None


def _label_and_name(line: Wording) -> SegmentKind | None:
    if len(line.parts) != 2 or _GLUED_COLON.search(line.text[:-1]):
        return None
    word, name = line.parts
    return "byline" if line.cues.signs(word) and line.cues.name(name, line.source) else None


def _outlet_and_name(line: Wording) -> SegmentKind | None:
    names = line.names
    return "byline" if names and names.person and names.outlets else None


def _place_and_name(line: Wording) -> SegmentKind | None:
    names = line.names
    return "byline" if names and names.person and names.places else None


def _outlet_and_desk(line: Wording) -> SegmentKind | None:
    names = line.names
    if names is None or not names.outlets or not names.others or not all(map(line.cues.desk, names.others)):
        return None
    return "dateline" if names.places else "source"


def _whoever_reports(line: Wording) -> bool:
    """Whether a line has two parts, divided as a headline is not, and the one without a name is short."""
    names = line.names
    if names is None or len(names.parts) != 2 or not _APART.search(line.text):
        return False
    return all(len(part.split()) <= REPORTER_WORDS for part in names.others)


def _town_and_outlet(line: Wording) -> SegmentKind | None:
    names = line.names
    if names is None or names.places or len(names.outlets) != 1 or not _whoever_reports(line):
        return None
    town, outlet = names.parts
    unknown = outlet in names.outlets and len(town.split()) == 1 and not line.cues.acts(town)
    return "dateline" if unknown else None


def _place_and_outlet(line: Wording) -> SegmentKind | None:
    return "dateline" if line.names and line.names.places and line.names.outlets else None


def _place_and_another(line: Wording) -> SegmentKind | None:
    names = line.names
    return "dateline" if names and names.places and names.others and _whoever_reports(line) else None


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
    Rule("counter", "it is a number by itself", Example("1,204", "nav"), _counter),
    Rule("clock", "it is a clock by itself", Example("10:45 ص", "published"), days.clock),
    Rule(
        "clock_label",
        'it begins with a phrase such as "the time now" and has a clock or a date',
        Example("الساعة الآن 10:45", "nav"),
        days.clock_label,
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
        "photo_credit",
        "it ends with an outlet, or the source of a picture, in brackets",
        Example("جانب من المباراة (الجزيرة)", "caption"),
        _photo_credit,
    ),
    Rule("photo_by_outlet", 'it is "photo" and an outlet', Example("تصوير رويترز", "caption"), _photo_by_outlet),
    Rule(
        "outlets_alone",
        "it names outlets of the lexicon and nothing else",
        Example("رويترز + الجزيرة", "source"),
        _outlets_alone,
    ),
    Rule(
        "label_and_outlet",
        'it is a word such as "source" and an outlet of the lexicon',
        Example("عن رويترز", "source"),
        _label_and_outlet,
    ),
    Rule("initials", "it is the initials of the desk", Example("ع.م/ س ك", "nav"), _initials),
    Rule(
        "name_and_place",
        "it is a person's name and, in brackets, a place",
        Example("زياد عيتاني (بيروت)", "byline"),
        _name_and_place,
    ),
    Rule(
        "label_and_name",
        'it is "report", "written by" or the like, a bar or a dash, and what can be a person\'s name',
        Example("تقرير | زياد عيتاني", "byline"),
        _label_and_name,
    ),
    Rule(
        "outlet_and_name",
        "it is an outlet and what can be a person's name",
        Example("رويترز - زياد عيتاني", "byline"),
        _outlet_and_name,
    ),
    Rule(
        "place_and_name",
        "it is a place and what can be a person's name",
        Example("بيروت - زياد عيتاني", "byline"),
        _place_and_name,
    ),
    Rule(
        "outlet_and_desk",
        'it is an outlet and a desk or a word such as "follow-ups"',
        Example("رويترز - متابعات", "source"),
        _outlet_and_desk,
    ),
    Rule(
        "town_and_outlet",
        "it is an outlet behind a word that the lexicon does not know",
        Example("زغرتا - رويترز", "dateline"),
        _town_and_outlet,
    ),
    Rule("place_and_outlet", "it is a place and an outlet", Example("بيروت - رويترز", "dateline"), _place_and_outlet),
    Rule(
        "place_and_another",
        "it is a place and, behind a bar or a dash, something short that is neither",
        Example("بيروت - شعاع", "dateline"),
        _place_and_another,
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
    return next((mark for rule in RULES if (mark := rule.label(wording)) is not None), None)
