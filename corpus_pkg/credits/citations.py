"""Whom a text cites: outlets in a frame of reporting.

A name counts where a class noun ("the newspaper") or quotation marks mark it as a name and words of reporting stand
around it; names that are words of every day (Life, The East) never count by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus_pkg.credits.lines import Knowledge
from corpus_pkg.credits.outlets import CLASH, speaks_arabic
from corpus_pkg.language.arabic.clitics import AND, ARTICLE, LAM, PROCLITICS
from corpus_pkg.language.phrases import WORD, Hit
from corpus_pkg.records import Source

_OPENING = "\"“«»'‹„"
_CLOSING = "\"”»«“'›"
_FENCES = _OPENING + _CLOSING + "()"
_BEFORE_NAME = re.compile(rf"\s{{0,3}}[{_OPENING}(]{{0,2}}\s{{0,2}}\Z")
_QUOTED = re.compile(
    rf"\s{{0,3}}[{_OPENING}]{{1,2}}\s{{0,2}}([^{_OPENING}{_CLOSING}()\n.،؛:]{{2,40}}?)\s{{0,2}}[{_CLOSING}]{{1,2}}"
)
_LATIN = re.compile(r"\s{1,3}([A-Za-z][\w.&'-]{1,20}(?: [A-Z][\w.&'-]{1,20}){0,2})", re.ASCII)
_CLAUSE = re.compile(r"[.!؟?\n؛]")
_ANNOUNCED = re.compile(rf"\s?[{_CLOSING}]{{1,2}}\s?:")
_ADJECTIVE = re.compile(rf"{ARTICLE}\w{{2,}}(?:ي|يه|ين|يين|يتين)\Z")
# Adjectives between a class noun and the name; words of an unknown name in quotation marks, and without them.
_ADJECTIVES = 2
_WORDS_IN_QUOTES = 4
_WORDS_BARE = 3
# Characters between two outlets of one frame.
_GAP = 6
# How far before a name words of reporting stand, in words: before a class noun, a name of its own, a common word, and
# words of saying; and how far behind it.
_NEAR_NOUN = 4
_NEAR_NAME = 3
_NEAR_COMMON = 2
_NEAR_SPEECH = 7
_BEHIND = 2
# The shortest word with the article that can be a name.
_SHORTEST_DEFINITE = 4


@dataclass(frozen=True, slots=True)
class Citation:
    """An outlet in a frame, in folded positions; `source_id` is None where the lexicon does not know `name`.

    `house` says that the frame is one in which a paper speaks of itself ("he told Al-Ghad").
    """

    start: int
    end: int
    source_id: str | None
    name: str
    rule: str
    house: bool = False


def citations(text: str, start: int, end: int, knowledge: Knowledge) -> Iterator[Citation]:
    """Yield the citations in the folded text `[start, end)`, in order; linear in its length."""
    starts = knowledge.starts
    forms = WORD.findall(text, start, end)
    openings = [index for index, form in enumerate(forms) if (form.lower() if form.isascii() else form) in starts]
    if not openings:
        return
    frame = _Frame(text, list(WORD.finditer(text, start, end)), knowledge, end)
    done = -1
    for index in openings:
        if index <= done:
            continue
        for citation, last in frame.at(index):
            yield citation
            done = max(done, last)


@dataclass(frozen=True, slots=True)
class _Frame:
    text: str
    words: Sequence[re.Match[str]]
    knowledge: Knowledge
    end: int

    def at(self, index: int) -> list[tuple[Citation, int]]:
        """Return what is cited at the word `index`, with the last word of each."""
        hit = self.knowledge.outlets.names.at(self.text, self.words, index)
        noun = self.knowledge.wording.class_noun.at(self.text, self.words, index)
        if noun and (hit is None or hit.last <= noun.last):
            return self._after_noun(noun)
        if hit and noun and hit.last > noun.last:
            return self._whole(hit)
        return self._bare(hit) if hit else []

    # -- a class noun and a name -----------------------------------------------------------------------------------

    def _after_noun(self, noun: Hit) -> list[tuple[Citation, int]]:
        sort = self.knowledge.wording.classes[noun.phrase]
        name = noun.last + 1
        if name >= len(self.words):
            return []
        rule = f"class:{noun.phrase}"
        if self.knowledge.wording.class_noun.at(self.text, self.words, name, clitics=False):
            hit = self.knowledge.outlets.names.at(self.text, self.words, name, clitics=False)
            if hit is None:
                return []
        # "the British newspaper X": adjectives between a definite noun and a name in quotation marks
        while name < len(self.words) - 1 and name - noun.last <= _ADJECTIVES and noun.phrase.startswith(ARTICLE):
            if not _ADJECTIVE.match(self.words[name].group()) or not self._quote_after(name):
                break
            name += 1
        gap = self.text[self.words[name - 1].end() : self.words[name].start()]
        if not _BEFORE_NAME.match(gap):
            return []
        hit = self.knowledge.outlets.names.at(self.text, self.words, name, clitics=False)
        marked = any(mark in gap for mark in _OPENING)
        if noun.phrase.startswith(ARTICLE) and not marked:
            return self._official(noun, name)
        if hit:
            source = self.knowledge.outlets.sources[hit.value]
            clash = source.kind in CLASH.get(sort.kind, ())
            if source.kind in ("unnamed", "network") or (clash and not marked and sort.freedom == "known"):
                return []
            if not clash and self._framed(noun.first, hit.last, noun.clitic, weak=True):
                citation = Citation(noun.start, self._close(hit.end, gap), hit.value, hit.phrase, rule)
                return [(citation, hit.last), *self._joined(hit.last)]
            if not clash:
                return []
        return self._unknown(noun, name, rule)

    def _unknown(self, noun: Hit, name: int, rule: str) -> list[tuple[Citation, int]]:
        sort = self.knowledge.wording.classes[noun.phrase]
        if sort.freedom == "known":
            return []
        behind = self.words[name - 1].end()
        if quoted := _QUOTED.match(self.text, behind, min(self.end, behind + 60)):
            inside = len(WORD.findall(quoted[1]))
            last = name + inside - 1
            if 1 <= inside <= _WORDS_IN_QUOTES and self._framed(noun.first, last, noun.clitic):
                return [(Citation(noun.start, quoted.end(), None, quoted[1], rule), last)]
            return []
        if latin := _LATIN.match(self.text, behind, min(self.end, behind + 70)):
            last = name + len(WORD.findall(latin[1])) - 1
            if self._framed(noun.first, last, noun.clitic):
                return [(Citation(noun.start, latin.end(), None, latin[1], rule), last)]
            return []
        word = self.words[name].group()
        if sort.freedom != "open" or not word.startswith(ARTICLE) or len(word) < _SHORTEST_DEFINITE:
            return []
        last = name
        while last + 1 < len(self.words) and last - name < _WORDS_BARE - 1 and self._adjective_follows(last):
            last += 1
        if not self._framed(noun.first, last, noun.clitic):
            return []
        end = self.words[last].end()
        if apposition := self._apposition(noun, last):
            return [apposition]
        # "the X news agency": the class noun is part of such a name
        begin = noun.start if " " in noun.phrase else self.words[name].start()
        return [(Citation(noun.start, end, None, self.text[begin:end], rule), last)]

    def _apposition(self, noun: Hit, last: int) -> tuple[Citation, int] | None:
        """Return the name in quotation marks or brackets behind a description ("the Russian news agency 'Novosti'")."""
        if last + 1 >= len(self.words):
            return None
        gap = self.text[self.words[last].end() : self.words[last + 1].start()]
        hit = self.knowledge.outlets.names.at(self.text, self.words, last + 1, clitics=False)
        if hit is None or not gap.strip() or not _BEFORE_NAME.match(gap):
            return None
        return Citation(noun.start, self._close(hit.end, gap), hit.value, hit.phrase, f"class:{noun.phrase}"), hit.last

    def _official(self, noun: Hit, name: int) -> list[tuple[Citation, int]]:
        """Return a description that stands for a name: "the official television"."""
        if noun.phrase not in self.knowledge.wording.state_outlet or not self._adjective_follows(name - 1):
            return []
        if not self._framed(noun.first, name, noun.clitic):
            return []
        end = self.words[name].end()
        citation = Citation(noun.start, end, None, self.text[noun.start : end], f"class:{noun.phrase}")
        return [self._apposition(noun, name) or (citation, name)]

    def _joined(self, last: int) -> list[tuple[Citation, int]]:
        """Further outlets of one frame: "the agencies X and Y"."""
        joined: list[tuple[Citation, int]] = []
        while last + 1 < len(self.words):
            index = last + 1
            gap = self.text[self.words[last].end() : self.words[index].start()]
            if len(gap) > _GAP or any(mark in gap for mark in ".،:؛\n("):
                break
            waw = self.words[index].group() == AND and index + 1 < len(self.words)
            hit = self.knowledge.outlets.names.at(self.text, self.words, index + waw)
            if hit is None or not (waw or (hit.clitic == 1 and self.text[hit.start - 1] == AND)):
                break
            if self._common(hit) and not self._quoted(hit.start, hit.end):
                break
            if self.knowledge.outlets.sources[hit.value].kind in ("unnamed", "network"):
                break
            joined.append((Citation(hit.start, hit.end, hit.value, hit.phrase, "joined"), hit.last))
            last = hit.last
        return joined

    def _whole(self, hit: Hit) -> list[tuple[Citation, int]]:
        """Return a spelling that holds its class noun ("the German news agency")."""
        source = self.knowledge.outlets.sources[hit.value]
        if source.kind in ("unnamed", "network") or not self._framed(hit.first, hit.last, hit.clitic):
            return []
        return [
            (Citation(hit.start, hit.end, hit.value, hit.phrase, "class:in name"), hit.last),
            *self._joined(hit.last),
        ]

    # -- a name alone ------------------------------------------------------------------------------------------------

    def _bare(self, hit: Hit) -> list[tuple[Citation, int]]:
        source = self.knowledge.outlets.sources[hit.value]
        if source.kind in ("unnamed", "network"):
            return []
        common = self._common(hit)
        quoted = self._quoted(hit.start, hit.end)
        to = self._said_to(hit, quoted)
        whole = (
            quoted
            or (to and self._fenced(hit.start, hit.end))
            or not common
            or (" " in hit.phrase and hit.phrase not in self.knowledge.wording.common_phrase)
        )
        announced = (quoted or to) and _ANNOUNCED.match(self.text, hit.end, self.end)
        if to and _speaks_for_itself(source) and whole and (announced or self._speech(hit.first)):
            return [(Citation(hit.start, hit.end, hit.value, hit.phrase, "said to", house=True), hit.last)]
        if common and not quoted:
            return []
        if self._framed(hit.first, hit.last, hit.clitic if to else 0, near=_NEAR_COMMON if common else _NEAR_NAME):
            citation = Citation(hit.start, hit.end, hit.value, hit.phrase, "reporting")
            return [(citation, hit.last), *self._joined(hit.last)]
        return []

    def _said_to(self, hit: Hit, quoted: bool) -> bool:
        before = self.words[hit.first - 1].group() if hit.first else ""
        if quoted and before in self.knowledge.wording.house_cue:
            return True
        if hit.clitic:
            return LAM in self.text[hit.start - hit.clitic : hit.start]
        return before in (LAM, AND + LAM) and hit.start - self.words[hit.first - 1].end() <= 4

    def _speech(self, first: int) -> bool:
        wording = self.knowledge.wording
        return any(word in wording.speech or word in wording.house_cue for word in self._back(first, _NEAR_SPEECH))

    def _common(self, hit: Hit) -> bool:
        return hit.phrase.split(" ", 1)[0] in self.knowledge.wording.common_word

    def _quoted(self, start: int, end: int) -> bool:
        before, after = self.text[max(0, start - 2) : start].rstrip(), self.text[end : end + 2].lstrip()
        return bool(before and after) and before[-1] in _OPENING and after[0] in _CLOSING

    def _fenced(self, start: int, end: int) -> bool:
        """Return whether marks of any kind stand on both sides, as pages print them that mix up left and right."""
        before, after = self.text[max(0, start - 2) : start].rstrip(), self.text[end : end + 2].lstrip()
        return bool(before and after) and before[-1] in _FENCES and after[0] in _FENCES

    # -- what stands around -------------------------------------------------------------------------------------------

    def _back(self, first: int, count: int) -> Iterator[str]:
        """Yield the words before word `first` in its clause, nearest first, without the conjunctions before them."""
        for index in range(first - 1, max(-1, first - 1 - count), -1):
            if _CLAUSE.search(self.text, self.words[index].end(), self.words[index + 1].start()):
                return
            word = self.words[index].group()
            yield word
            if word[0] in PROCLITICS and len(word) > 3:
                yield word[1:]

    def _framed(self, first: int, last: int, clitic: int, near: int = _NEAR_NOUN, weak: bool = False) -> bool:
        """Return whether words of reporting stand around the words `first` to `last`.

        `weak` lets words count that stand before names of any kind ("with", "on", "to").
        """
        wording = self.knowledge.wording
        if clitic and LAM in self.words[first].group()[:2] and (weak or self._speech(first)):
            return True
        cues = wording.cue_before
        if any(word in cues and (weak or cues[word] != "weak") for word in self._back(first, near)):
            return True
        for index in range(last + 1, min(len(self.words), last + 1 + _BEHIND)):
            if _CLAUSE.search(self.text, self.words[index - 1].end(), self.words[index].start()):
                return False
            if self.words[index].group() in wording.cue_after:
                return True
        return False

    def _adjective_follows(self, last: int) -> bool:
        gap = self.text[self.words[last].end() : self.words[last + 1].start()]
        return gap == " " and bool(_ADJECTIVE.match(self.words[last + 1].group()))

    def _quote_after(self, index: int) -> bool:
        if index + 1 >= len(self.words):
            return False
        gap = self.text[self.words[index].end() : self.words[index + 1].start()]
        return any(mark in gap for mark in _OPENING) or bool(_ADJECTIVE.match(self.words[index + 1].group()))

    def _close(self, end: int, gap: str) -> int:
        """Return the end of a name with the quotation mark that closes it, where one was opened."""
        if any(mark in gap for mark in _OPENING) and end < self.end and self.text[end] in _CLOSING:
            return end + 1
        return end


def _speaks_for_itself(source: Source) -> bool:
    """Return whether the outlet is one whose own stories tell whom a man spoke to: Arab papers and sites."""
    return source.kind in ("newspaper", "site") and (source.country is None or speaks_arabic(source.country))
