"""What the wording of running text tells: whether it goes on from before, opens a story, names a person."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import islice

from corpus_pkg.language.base import Language
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.names import name_shape
from corpus_pkg.language.orthography import folded
from corpus_pkg.language.punctuation import COMMAS, QUESTIONS
from corpus_pkg.layout.lines import pieces
from corpus_pkg.layout.thresholds import (
    DESK_WORDS,
    GLUED_CHARACTERS,
    GLUED_SPEAKERS,
    GROWN_SPEAKERS,
    JOINED_LETTERS,
    OUTLET_CHARACTERS,
    PLACE_WORDS,
    QUESTION_WORDS,
)

_WORD = re.compile(r"[^\W_]+")
# The dateline of an agency or a paper at the start of a paragraph: "واشنطن (رويترز) -", "الدوحة - الراية:".
_DATELINE = re.compile(
    rf"[^\W\d_]+(?: [^\W\d_]+){{0,{PLACE_WORDS - 1}}}[ {COMMAS}]{{0,2}}"
    rf"(?:\([^)]{{2,{OUTLET_CHARACTERS}}}\)\s*[-:]+|\s-\s)"
)
_SPEAKER = re.compile(r"\b(\w+): (?=\w+ \w+ \w+ \w+)")
_SENTENCES = re.compile(rf"[.!{QUESTIONS}]\s")


class Cues:
    """The lexicon of cues, compiled."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds: dict[str, set[str]] = defaultdict(set)
        for row in lexicons.rows("cues"):
            kinds[row["kind"]].add(folded(row["phrase"]))
        for row in lexicons.rows("phrases"):
            kinds[row["role"]].add(folded(row["phrase"]))
        self._names = name_shape(lexicons)
        self._question_mark = lexicons.language.question_mark
        self._morphology = morphology = lexicons.language.morphology
        self._continues = kinds["continues"]
        self._own_waw = kinds["own_waw"]
        self._opens = kinds["opens"] | {verb + morphology.feminine for verb in kinds["opens"]}
        self._overline = kinds["overline"]
        self._announcing = kinds["announcing"]
        self._function = kinds["function"]
        self._questions = {morphology.bare(word) for word in kinds["question"]}
        self._clauses = kinds["clause"]
        self._signs = kinds["byline"] | kinds["weak_byline"]
        self._desks = kinds["desk"]
        self._photographs = kinds["photographs"]
        self._posts = kinds["post"]
        self._offices = tuple(sorted(kinds["masthead"], key=len, reverse=True))
        self._clocks = tuple(sorted(kinds["clock"]))
        lam = morphology.assimilating
        # "The minister to «the paper»".
        self._spoken_to = re.compile(
            rf" {lam}[ -]?[\"'«“]+[^\"'»”]{{2,{OUTLET_CHARACTERS}}}[\"'»”]+$" if lam else "(?!)"
        )
        self._longest = max((len(phrase.split()) for phrase in self._continues), default=1)

    def continues(self, text: str) -> bool:
        """Whether a paragraph (folded) goes on from the one before: "and", "for his part", "in the same context"."""
        words = [word[0] for word in islice(_WORD.finditer(text), self._longest)]
        if not words:
            return True
        first = words[0]
        for count in range(1, len(words) + 1):
            if " ".join(words[:count]) in self._continues:
                return True
        rest, article = self._morphology.without_conjunction(first), self._morphology.article
        if rest != first and len(first) >= JOINED_LETTERS and first not in self._own_waw:
            return rest != article
        return first[0] in self._morphology.conjunctions and first[1:] in self._continues

    def opens(self, text: str) -> bool:
        """Whether a paragraph (folded) begins as the first of a story does: with its verb, or a dateline."""
        first = _WORD.search(text)
        return first is not None and (first[0] in self._opens or bool(_DATELINE.match(text)))

    def overline(self, text: str) -> bool:
        """Whether a headline-like line (folded) is a fragment that stands over the headline."""
        words = _WORD.findall(text)
        if not words:
            return False
        if text.endswith(":") or text.startswith("..") or self._spoken_to.search(text):
            return True
        opening = words[0] in self._overline or " ".join(words[:2]) in self._overline
        return opening or self._morphology.acts_on(words[0])

    def announces(self, text: str) -> bool:
        """Whether a line (folded) that ends with a colon says that speech or a list follows."""
        words = _WORD.findall(text)
        announced = any(self._morphology.without_conjunction(word) in self._announcing for word in words)
        return announced or (bool(words) and (self.acts(text) or self._morphology.verb(words[-1])))

    def acts(self, text: str) -> bool:
        """Whether a headline-like line (folded) begins with a verb, as a fragment without its subject does."""
        words = _WORD.findall(text)
        return bool(words) and (words[0] in self._opens or self._morphology.acts(words[0]))

    def name(self, text: str, source: str = "") -> bool:
        """Whether a short line (folded) can be a person's name: two or three words, more where one tells lineage.

        `source` is the line as it stands, of a page that writes the preposition "on" and the name Ali differently;
        folded they are one word.
        """
        words = self._names.bare(text.strip(" -|:/.*").split())
        return self._names.fits(words, homograph=self._morphology.names_homograph(source))

    def desk(self, text: str) -> bool:
        """Whether the folded text begins with a word for a desk or a way of reporting, in place of a name."""
        words = text.strip(" -|:/.*").split()
        return bool(words) and words[0] in self._desks and len(words) <= DESK_WORDS

    def given(self, text: str) -> bool:
        """Whether the folded text is a person's name that begins with a first name, if any is known."""
        return self._names.person(text.strip(" -|:/.*").split())

    def of_a_place(self, text: str) -> bool:
        """Whether the folded text ends with the name of a place and does not begin with a person's."""
        return self._names.of_a_place(text.strip(" -|:/.*").split())

    def function(self, text: str) -> bool:
        """Whether a folded text holds a preposition, a conjunction or another word that no name has."""
        return any(word in self._function for piece in pieces(text) for word in piece.split())

    def hangs(self, text: str) -> bool:
        """Whether a folded line ends in the middle of a sentence: with a comma, a preposition, a conjunction."""
        last = text.rsplit(" ", 1)[-1]
        return text.endswith(tuple(COMMAS)) or last in self._function or last in self._clauses

    def clauses(self, text: str) -> int:
        """How many words of a folded text make clauses: relatives, conjunctions, auxiliaries."""
        return sum(word in self._clauses for piece in pieces(text) for word in piece.split())

    def post(self, text: str) -> bool:
        """Whether a line (folded) begins with what somebody is: a professor, a writer, the head of something."""
        first = _WORD.search(text)
        return first is not None and not self._posts.isdisjoint((first[0], self._morphology.indefinite(first[0])))

    def office(self, text: str) -> str | None:
        """Return the office of a masthead with which a folded line begins ("editor in chief")."""
        if not text.startswith(self._offices):
            return None
        begins = (office for office in self._offices if text.startswith(office))
        return next((office for office in begins if not text[len(office) : len(office) + 1].isalnum()), None)

    def without_byline(self, text: str) -> str:
        """Return a short line (folded) without the "written by" that it begins with, if it does."""
        first, _, rest = text.partition(" ")
        return rest.strip(" :-/") if first.strip(":-/") in self._signs else text

    def signs(self, text: str) -> bool:
        """Whether the folded text is a word that stands before whoever wrote: "written by", "report"."""
        return text.strip() in self._signs

    def clock(self, text: str) -> bool:
        """Return whether a folded line begins with a label of the page's clock: "the time now"."""
        return text.startswith(self._clocks) if self._clocks else False

    def photographs(self, word: str) -> bool:
        """Return whether a folded word stands before whoever took a picture."""
        return word in self._photographs

    def definite(self, text: str) -> bool:
        """Return whether a folded text begins with the article."""
        return self._morphology.definite(text)

    def inflected(self, word: str) -> bool:
        """Return whether a folded word bears a clitic or is a verb in the imperfect, and is no part of a name."""
        return self._morphology.inflected(word)

    def asks(self, text: str) -> bool:
        """Whether a short line (folded) is a question put to somebody, as interviews print them."""
        first = _WORD.search(text)
        asked = first is not None and self._morphology.bare(first[0]) in self._questions
        marked = bool(self._question_mark) and text.endswith(self._question_mark)
        return marked and (asked or len(text.split()) >= QUESTION_WORDS)

    def stems(self, text: str) -> set[str]:
        """Return rough stems of the longer words of a folded text, by which two lines about one thing are alike."""
        return self._morphology.stems(text)

    def glued(self, source: str, text: str) -> bool:
        """Return whether a line is several headlines run together: speakers that recur, or words grown together.

        `source` is the line as it stands, `text` its folded form.
        """
        if len(text) < GLUED_CHARACTERS or _SENTENCES.search(text):
            return False
        speakers = _SPEAKER.findall(text)
        recurring = len(set(speakers)) < len(speakers)
        return (recurring and len(speakers) >= GLUED_SPEAKERS) or (
            len(speakers) >= GROWN_SPEAKERS and self._morphology.grown_together(source)
        )


@cache
def cues(lexicons: Lexicons) -> Cues:
    """Return the cues that `lexicons` knows, compiled once."""
    return Cues(lexicons)


@lru_cache(maxsize=8)
def parts_homograph(source: str, language: Language) -> bool:
    """Return whether a page spells the preposition of a homograph otherwise than the name, as most papers do."""
    return language.morphology.parts_homograph(source)
