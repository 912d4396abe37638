"""What the wording of running text tells: whether it goes on from before, opens a story, names a person."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import folded

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = re.compile(r"(?:يه|ات|ون|ين|ان|ها|هم|نا|ه|ي|ا)$")
_CLITICS = re.compile(r"^(?:[وف]?[بكل]?ال|[وف]?لل|[وفبلك](?=\w{3}))")
# The dateline of an agency or a paper at the start of a paragraph: "واشنطن (رويترز) -", "الدوحة - الراية:".
_DATELINE = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){0,3}[ ،,]{0,2}(?:\([^)]{2,30}\)\s*[-:]+|\s-\s[^.:]{2,30}:|\s-\s)")
# "The minister to «the paper»".
_SPOKEN_TO = re.compile(r" ل[ -]?[\"'«“]+[^\"'»”]{2,30}[\"'»”]+$")
_SPEAKER = re.compile(r"\b(\w+): (?=\w+ \w+ \w+ \w+)")
# A letter that only ends words, with a letter behind it.
# "On" as most papers write it, and the name; Egyptian papers write both like the name.
_ON = re.compile("\\bعلى\\b")
_ALI = re.compile("\\bعلي\\b")
# A word with a clitic before it, or in the imperfect, as sentences have them.
_INFLECTED = re.compile(r"[وفبكي]\w{3,}|لل\w+")
_GLUED = re.compile(r"[ةى](?=[ء-ي])")


class Openers:
    """The lexicon of openers, compiled."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds: dict[str, set[str]] = defaultdict(set)
        for row in lexicons.rows("openers"):
            kinds[row["kind"]].add(folded(row["phrase"]))
        for row in lexicons.rows("phrases"):
            kinds[row["role"]].add(folded(row["phrase"]))
        self._lineage = {folded(row["part"]) for row in lexicons.rows("name_parts") if row["role"] != "common"}
        self._capitals = lexicons.language.capitals
        self._continues = kinds["continues"]
        self._own_waw = kinds["own_waw"]
        self._own_article = kinds["own_article"]
        self._opens = kinds["opens"] | {verb + "ت" for verb in kinds["opens"]}
        self._overline = kinds["overline"]
        self._announcing = kinds["announcing"]
        self._function = kinds["function"]
        self._questions = {word.lstrip("وفب") for word in kinds["question"]}
        self._clauses = kinds["clause"]
        self._signs = kinds["byline"] | kinds["weak_byline"]
        self._desks = kinds["desk"]
        self._photographs = kinds["photographs"]
        self._honorifics = kinds["honorific"]
        self._posts = kinds["post"]
        #: What only names of outlets end with.
        self.outlet_parts = frozenset(
            folded(row["phrase"]) for row in lexicons.rows("credit_phrases") if row["kind"] == "outlet_part"
        )
        self._longest = max((len(phrase.split()) for phrase in self._continues), default=0)

    def continues(self, text: str) -> bool:
        """Whether a paragraph (folded) goes on from the one before: "and", "for his part", "in the same context"."""
        words = _WORD.findall(text[:80])
        if not words:
            return True
        first = words[0]
        for count in range(1, min(self._longest, len(words)) + 1):
            if " ".join(words[:count]) in self._continues:
                return True
        if first.startswith("و") and len(first) > 2 and first not in self._own_waw:
            return first[1:] not in ("ال",)
        return first.startswith("ف") and first[1:] in self._continues

    def opens(self, text: str) -> bool:
        """Whether a paragraph (folded) begins as the first of a story does: with its verb, or a dateline."""
        words = _WORD.findall(text[:80])
        return bool(words) and (words[0] in self._opens or bool(_DATELINE.match(text)))

    def overline(self, text: str) -> bool:
        """Whether a headline-like line (folded) is a fragment that stands over the headline."""
        words = _WORD.findall(text)
        if not words:
            return False
        if text.endswith(":") or text.startswith("..") or _SPOKEN_TO.search(text):
            return True
        opening = words[0] in self._overline or " ".join(words[:2]) in self._overline
        return opening or bool(re.match(r"[يت]\w{3,}(?:ها|هم|هما)$", words[0]))

    def announces(self, text: str) -> bool:
        """Whether a line (folded) that ends with a colon says that speech or a list follows."""
        words = _WORD.findall(text)
        return any(word.removeprefix("و") in self._announcing for word in words) or bool(
            words and (self.acts(text) or re.match(r"[يت]\w{3,}$", words[-1]))
        )

    def acts(self, text: str) -> bool:
        """Whether a headline-like line (folded) begins with a verb, as a fragment without its subject does."""
        words = _WORD.findall(text)
        return bool(words) and (words[0] in self._opens or bool(re.match(r"ي\w{3,}$", words[0])))

    def name(self, text: str, source: str = "") -> bool:
        """Whether a short line (folded) can be a person's name: two or three words, more where one tells lineage.

        `source` is the line as it stands, of a page that writes the preposition "on" and the name Ali differently;
        folded they are one word.
        """
        words = text.strip(" -|:/.*").split()
        while words and words[0].strip(".-/:") in self._honorifics:
            words = words[2:] if words[1:2] and words[1] in (".", "/", "-") else words[1:]
        if not 2 <= len(words) <= 5 or not all(word.isalpha() for word in words):
            return False
        if words[0].startswith("ال") and words[0] not in self._own_article:
            return False
        if words[0].startswith("و") and len(words[0]) > 3 and words[0] not in self._own_waw:
            return False
        if words[-1] in self.outlet_parts:
            return False
        if self._capitals and any(word.islower() and word not in self._lineage for word in words):
            return False
        if len(words) > 3 and not self._lineage.intersection(words):
            return False
        if any(re.match(r"[وفبك]ال|لل", word) for word in words):
            return False
        ali = _ALI.search(source) is not None and _ON.search(source) is None
        return not any(word in self._function and not (ali and word == "علي") for word in words)

    def desk(self, text: str) -> bool:
        """Whether the folded text begins with a word for a desk or a way of reporting, in place of a name."""
        first, *rest = text.strip(" -|:/.*").split() or [""]
        return first in self._desks and len(rest) <= 1

    def function(self, text: str) -> bool:
        """Whether a folded text holds a preposition, a conjunction or another word that no name has."""
        return any(word in self._function for word in text.split())

    def clauses(self, text: str) -> int:
        """How many words of a folded text make clauses: relatives, conjunctions, auxiliaries."""
        return sum(word in self._clauses for word in text.split())

    def post(self, text: str) -> bool:
        """Whether a line (folded) begins with what somebody is: a professor, a writer, the head of something."""
        first = _WORD.search(text[:30])
        return first is not None and (first.group() in self._posts or first.group().removeprefix("ال") in self._posts)

    def without_byline(self, text: str) -> str:
        """A short line (folded) without the "written by" that it begins with, if it does."""
        first, _, rest = text.partition(" ")
        return rest.strip(" :-/") if first.strip(":-/") in self._signs else text

    def signs(self, text: str) -> bool:
        """Whether the folded text is a word that stands before whoever wrote: "written by", "report"."""
        return text.strip() in self._signs

    def photographs(self, word: str) -> bool:
        """Return whether a folded word stands before whoever took a picture."""
        return word in self._photographs

    def definite(self, text: str) -> bool:
        """Return whether a folded text begins with the article."""
        return text.startswith("ال")

    def inflected(self, word: str) -> bool:
        """Return whether a folded word bears a clitic or is a verb in the imperfect, and is no part of a name."""
        return _INFLECTED.match(word) is not None

    def asks(self, text: str) -> bool:
        """Whether a short line (folded) is a question put to somebody, as interviews print them."""
        first = _WORD.search(text)
        asked = first is not None and first.group().lstrip("وفب") in self._questions
        return text.endswith("؟") and (len(text.split()) >= 5 or asked)


@cache
def openers(lexicons: Lexicons) -> Openers:
    """The openers that `lexicons` knows, compiled once."""
    return Openers(lexicons)


@lru_cache(maxsize=8)
def tells_ali(source: str) -> bool:
    """Whether a page writes the preposition "on" otherwise than the name Ali."""
    return _ON.search(source) is not None


def stems(text: str) -> set[str]:
    """Rough stems of the longer words of a folded text, for telling whether two lines speak of one thing."""
    found = set()
    for word in _WORD.findall(text):
        stem = _ENDINGS.sub("", _CLITICS.sub("", word, count=1), count=1)
        if len(stem) >= 3:
            found.add(stem[:5])
    return found


def glued(source: str, text: str) -> bool:
    """Whether a line is several headlines run together: speakers that recur, or words grown into each other.

    `source` is the line as it stands, `text` its folded form.
    """
    if text.count(": ") < 2 or len(text) < 80 or re.search(r"[.؟!]\s", text):
        return False
    speakers = _SPEAKER.findall(text)
    recurring = len(speakers) >= 3 and max(speakers.count(speaker) for speaker in speakers) >= 2
    return recurring or (len(speakers) >= 2 and bool(_GLUED.search(source)))
