"""People whom no table names: a title of office, a common first name, a last name.

Arabic has no capitals, so that only the words around tell where such a name begins and ends. The rule is narrow on
purpose: the title stands at most four words before, the first name is one that known people bear, further such names
may follow, and behind the last name comes punctuation or a word that opens or continues a clause
(person_contexts.csv). Who it is stays open.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from corpus_pkg.language.arabic.clitics import (
    AND,
    ARTICLE,
    CHAIN,
    CHAINS,
    CONJUNCTION_LETTERS,
    CONJUNCTIONS,
    JOINED_ARTICLE,
    PREPOSITION_LETTERS,
    behind_lam,
)
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.language.orthography import folded

# Far enough for a title of five words, and for a name of six.
_REACH = 80
_LONGEST = 6
_SHORTEST_LAST = 3
# Servant of: the name goes on with the word behind it.
_SERVANT = "عبد"
_WORD = re.compile(r" (\w+)")
_DEFINITE = f" {ARTICLE}"
# The form of the present tense; some last names have it too.
_VERB = re.compile(r"س?[يت]\w{3}")
# A last name may have the article, but a preposition before it makes it another phrase.
_PHRASE = re.compile(rf"[{CONJUNCTION_LETTERS}{PREPOSITION_LETTERS}]{ARTICLE}|{JOINED_ARTICLE}|{AND}[بل]")


@dataclass(frozen=True, slots=True)
class Persons:
    """The compiled rule; reads folded text.

    Attributes:
        title: a title, and what may stand between it and the name.
        stops: words that are no last name, and that may stand behind one.
        linking: words that join two names of a person.
        lineage: those of them that stand before an ancestor.
        endings: second words of first names.
        not_first: first names that are too often other words.
        also_words: first names that are words too: a title must stand before them.
        things: words, with clitics or without, behind which a name is that of a thing: a virus, a storm.

    """

    title: re.Pattern[str]
    stops: frozenset[str]
    linking: frozenset[str]
    lineage: frozenset[str]
    endings: frozenset[str]
    not_first: frozenset[str]
    also_words: frozenset[str]
    things: frozenset[str]

    def titled(self, text: str, start: int) -> bool:
        """Return whether a title of office stands before `text[start:]`."""
        return self.title.search(text, max(0, start - _REACH), start) is not None

    def end(
        self, text: str, start: int, end: int, first_names: Collection[str], adjectives: Collection[str]
    ) -> int | None:
        """Return where the name ends whose first name is `text[start:end]`; None where that begins no name."""
        if (
            text[start] in PREPOSITION_LETTERS
            and text[start:end] in self.also_words
            and text.startswith(_DEFINITE, end)
        ):
            # The spokesman is not called so: he speaks "in the name of" the army.
            return None
        stop = self._end(text, end, first_names, adjectives)
        return stop if stop is not None and self.titled(text, start) else None

    def _end(self, text: str, end: int, first_names: Collection[str], adjectives: Collection[str]) -> int | None:
        """Return the same, whatever stands before."""
        last: int | None = None
        place, linked = end, False
        for _ in range(_LONGEST):
            match = _WORD.match(text, place, end + _REACH)
            if match is None:
                break
            word = match.group(1)
            if self._stops(word) or word in adjectives or _PHRASE.match(word):
                return last
            place = match.end()
            if word in self.linking:
                linked = True
                continue
            if len(word) < _SHORTEST_LAST:
                return None
            if word in first_names or linked:
                last, linked = place, False
                continue
            following = _WORD.match(text, place)
            if following is None:
                return place
            # يكتب كل يوم: a verb, where only a word of a clause stands behind it.
            return place if self._stops(following.group(1)) and not _VERB.match(word) else None
        return last

    def descent(self, text: str, end: int) -> int:
        """Return where a full name ends that ends at `end` but for ancestors behind it: بن سلمان, آل سعود."""
        for _ in range(_LONGEST):
            lineage = _WORD.match(text, end)
            name = _WORD.match(text, lineage.end()) if lineage and lineage.group(1) in self.lineage else None
            if name is None or len(name.group(1)) < _SHORTEST_LAST or self._stops(name.group(1)):
                break
            end = name.end()
            behind = _WORD.match(text, end)
            if name.group(1) == _SERVANT and behind is not None:
                end = behind.end()
        return end

    def _stops(self, word: str) -> bool:
        return word in self.stops or (word[0] in CONJUNCTIONS and word[1:] in self.stops)


@cache
def persons(lexicons: Lexicons) -> Persons:
    """Return the rule with the words of `lexicons`; raises LexiconError."""

    def words(role: str) -> list[str]:
        return [folded(row["word"]) for row in lexicons.rows("person_contexts") if row["role"] == role]

    titles = [
        form for word in words("title") for form in ((word, behind_lam(word)) if word.startswith(ARTICLE) else (word,))
    ]
    joined = "|".join(map(re.escape, titles))
    linking = {
        role: frozenset(folded(row["part"]) for row in lexicons.rows("name_parts") if row["role"] == role)
        for role in ("particle", "lineage", "ending")
    }
    return Persons(
        re.compile(rf"(?<!\w){CHAIN}(?:{joined})(?:(?: \w+){{0,3}} (?:{ARTICLE}|{JOINED_ARTICLE})\w+)? [\"«“]?$"),
        frozenset((*words("stop"), *titles)),
        linking["particle"] | linking["lineage"],
        linking["lineage"],
        linking["ending"],
        frozenset(words("not_first")),
        frozenset(words("also_word")),
        frozenset(chain + word for word in words("thing") for chain in CHAINS),
    )
