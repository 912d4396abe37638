"""Rules or a sequence labeller? Both read the lines of annotated pages, and are compared.

    python benchmarks/labeller.py PAGES GOLD.jsonl [--sites REGEX]

A linear-chain CRF (python-crfsuite) learns the kinds of lines from the gold pages of all sites
but one and reads the pages of that one, site after site; then it learns from all of them and reads the composed pages
of `tests/evaluation`. Lines, shapes and what the lexicons say of a wording are the same that the rules have. Compared:

- rules: the library as it is;
- crf: the labeller alone;
- crf, shape only: without anything that comes from a lexicon;
- rules, crf at p: the labeller overrules a rule that decided by place (`sentence`, `list`, `first_headline` ...) where
  it is sure of another kind with a probability of p or more; a rule that knew the wording stands;
- crf over rules: the labeller with the rule's decision among its features.

The sites of newspapers are known by country, so that no paper is learned from and read. Only text pages are read.

Gold that states lines in place of segments (`body`, `not_in_body`, `stories[].title`, `site`) is read as three kinds:
title, text, and what is neither. Of such pages the composed ones are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pycrfsuite

from corpus_pkg import layout
from corpus_pkg.language.lexicons import default
from corpus_pkg.language.orthography import Folded, fold
from corpus_pkg.layout.boilerplate import label
from corpus_pkg.layout.lines import Line, cut
from corpus_pkg.layout.paragraphs import cues

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from evaluation.composition import composed

_SITE = re.compile(r"a_([A-Z]{2})|.*_(bbc|cnn)$")
#: Rules that say how a line stands among others; every other rule knows a wording.
BY_PLACE = re.compile(
    r"sentence|between_sentences|list|short_sentence|question|alone_between_sentences|headline_\w+|first_headline"
    r"|only_headline|under_the_\w+|over_the_title|section_label|name_\w+|behind_the_story|no_running_text|before_links"
)
_SIZES = (1, 2, 3, 5, 8, 12, 19, 40)


@dataclass(frozen=True)
class Sample:
    """A page in lines.

    Attributes:
        site: what must not be learned from and read at once.
        text: the decoded page.
        gold: the page's annotation.
        spans: where the lines stand.
        kinds: what each line is by the gold; "other" where the gold says nothing.
        decided: kind and rule that the rules give.
        features: of each line, by name; those whose name begins with "lex:" come from a lexicon.
    """

    site: str
    text: str
    gold: dict[str, Any]
    spans: list[tuple[int, int]]
    kinds: list[str]
    decided: list[tuple[str, str]]
    features: list[list[str]]


@dataclass
class Result:
    """What a way of reading got right."""

    segments: list[int] = field(default_factory=lambda: [0, 0])
    characters: list[int] = field(default_factory=lambda: [0, 0])
    titles: list[int] = field(default_factory=lambda: [0, 0])
    changed: Counter[str] = field(default_factory=Counter)

    def add(self, sample: Sample, kinds: Sequence[str]) -> None:
        """Judge a page read as `kinds`, a kind for each line."""
        got = {at: kind for span, kind in zip(sample.spans, kinds, strict=True) for at in range(*span)}
        for segment in sample.gold["segments"]:
            votes = Counter(got.get(at) for at in range(segment["start"], segment["end"]))
            self.segments[0] += votes.most_common(1)[0][0] == segment["kind"]
            self.segments[1] += 1
            self.characters[0] += votes[segment["kind"]]
            self.characters[1] += votes.total()
        titles = list(self._titles(sample, kinds))
        for story in sample.gold["stories"]:
            accepted = {" ".join(t.split()) if t else None for t in (story["title"], *(story.get("title_alt") or ()))}
            hit = next((title for title in titles if title in accepted), titles[0] if titles else None)
            self.titles[0] += hit in accepted
            self.titles[1] += 1
            if hit in titles:
                titles.remove(hit)
        before = [kind for kind, _ in sample.decided]
        for gold, was, kind in zip(sample.kinds, before, kinds, strict=True):
            if was != kind:
                self.changed["mended" if kind == gold else "broken" if was == gold else "still wrong"] += 1

    @staticmethod
    def _titles(sample: Sample, kinds: Sequence[str]) -> Iterator[str | None]:
        """The title of each story, where a title behind running text opens another one."""
        title, in_body, opened = None, False, False
        for (start, end), kind in zip(sample.spans, kinds, strict=True):
            if kind == "title" and in_body:
                yield title
                title, in_body = None, False
            if kind == "title":
                title, opened = title or " ".join(sample.text[start:end].split()), True
            elif kind == "body":
                in_body, opened = True, True
        if opened:
            yield title


def site_of(gold: dict[str, Any]) -> str:
    """What must not be learned from and read at once."""
    match = _SITE.match(gold["id"])
    return next(filter(None, match.groups())) if match else str(gold["id"])


def of_lines(text: str, gold: dict[str, Any]) -> dict[str, Any]:
    """Return the gold of a page whose lines are stated, as segments of three kinds: title, text (`body`), neither."""
    stated = {" ".join(line.split()): "body" for line in gold["body"]}
    stated |= {" ".join(line["text"].split()): "other" for line in gold["not_in_body"]}
    stated |= {
        " ".join(title.split()): "title"
        for story in gold["stories"]
        for title in (story["title"], *(story.get("title_alt") or ()))
        if title
    }
    segments = [
        {"start": match.start(), "end": match.end(), "kind": stated[" ".join(match.group().split())]}
        for match in re.finditer(r"[^\s](?:.*[^\s])?", text)
        if " ".join(match.group().split()) in stated
    ]
    return {**gold, "segments": segments}


def sample_of_lines(text: str, gold: dict[str, Any]) -> Sample:
    """A page whose gold states lines, read as three kinds; a heading is text between two paragraphs alone."""
    page = sample(text, of_lines(text, gold), gold["site"])
    bodies = [at for at, (kind, _) in enumerate(page.decided) if kind == "body"] or [0]
    decided = [
        (kind if kind in ("body", "title") else "body" if _inside(kind, at, bodies) else "other", rule)
        for at, (kind, rule) in enumerate(page.decided)
    ]
    return replace(page, decided=decided)


def _inside(kind: str, at: int, bodies: Sequence[int]) -> bool:
    return kind == "heading" and bodies[0] < at < bodies[-1]


def sample(text: str, gold: dict[str, Any], site: str) -> Sample:
    """A page with the features of its lines."""
    folded = fold(text)
    segments, _ = layout.segment(folded)
    spans = [(segment.start, segment.end) for segment in segments]
    kind_at = {at: s["kind"] for s in gold["segments"] for at in range(s["start"], s["end"])}
    kinds = [Counter(kind_at.get(at, "other") for at in range(*span)).most_common(1)[0][0] for span in spans]
    decided: list[tuple[str, str]] = [(segment.kind, segment.rule) for segment in segments]
    shapes = {line.start: line for line in cut(folded)}
    lines = [shapes.get(start) or _part(folded, start, end) for start, end in spans]
    return Sample(site, text, gold, spans, kinds, decided, _features(lines, folded))


def _part(folded: Folded, start: int, end: int) -> Line:
    text = folded.text[folded.position(start) : folded.position(end)].strip()
    return Line(start, end, text, len(text.split()), False, text.endswith("."))


def _features(lines: Sequence[Line], folded: Folded) -> list[list[str]]:
    own = [_own(line, folded) for line in lines]
    texts = Counter(line.text for line in lines)
    prose = [line.prose and line.words > 8 for line in lines]
    first = prose.index(True) if True in prose else len(lines)
    last = len(lines) - prose[::-1].index(True) - 1 if True in prose else -1
    features = []
    for at, line in enumerate(lines):
        zone = "before" if at < first else "behind" if at > last else "within"
        found = [
            "bias",
            *own[at],
            f"zone={zone}",
            f"from_first={max(-4, min(4, at - first))}",
            f"from_last={max(-4, min(4, at - last))}",
            f"index={min(at, 6)}",
            f"zone={zone},size={_size(line.words)}",
        ]
        if texts[line.text] > 1:
            found.append("printed_twice")
        for offset in (-2, -1, 1, 2):
            if 0 <= at + offset < len(lines):
                found += [_beside(name, offset) for name in own[at + offset]]
            else:
                found.append(f"{offset}:none")
        features.append(found)
    return features


def _beside(name: str, offset: int) -> str:
    return f"lex:{offset}:{name[4:]}" if name.startswith("lex:") else f"{offset}:{name}"


def _own(line: Line, folded: Folded) -> list[str]:
    words, text = cues(default()), line.text
    known = label(line, folded, default())
    found = [f"size={_size(line.words)}", f"ends={text[-1:] if not text[-1:].isalnum() else 'letter'}"]
    found.append(f"begins={text[:1] if not text[:1].isalnum() else 'letter'}")
    shape = {
        "prose": line.prose,
        "apart": line.apart,
        "digit": any(character.isdigit() for character in text),
        "digits": sum(character.isdigit() for character in text) > len(text) / 4,
        "latin": bool(re.search("[A-Za-z]{3}", text)),
        "colon": ":" in text,
    }
    wording = {
        "lex:continues": words.continues(text),
        "lex:opens": words.opens(text),
        "lex:overline": words.overline(text),
        "lex:acts": words.acts(text),
        "lex:name": words.name(text),
        "lex:asks": words.asks(text),
    }
    found += [name for name, holds in (shape | wording).items() if holds]
    found.append(f"lex:label={known.kind if known else None}")
    if known:
        found.append(f"lex:rule={known.rule.partition(':')[0]}")
    return found


def _size(words: int) -> int:
    return next((size for size in _SIZES if words <= size), 99)


Choice = Callable[[Sample], list[list[str]]]


def without_lexicon(page: Sample) -> list[list[str]]:
    """The features that no lexicon gives."""
    return [[name for name in names if not name.startswith("lex:")] for names in page.features]


def with_rules(page: Sample) -> list[list[str]]:
    """The features, and what the rules decided of the line and its neighbours."""
    rows = []
    for at, names in enumerate(page.features):
        beside = page.decided[max(0, at - 1) : at + 2]
        rows.append([*names, *(f"{n}:{kind}" for n, (kind, _) in enumerate(beside)), "rule=" + page.decided[at][1]])
    return rows


class Labeller:
    """A linear-chain CRF, trained."""

    def __init__(self, pages: Iterable[Sample], choice: Choice) -> None:
        self._choice = choice
        trainer = pycrfsuite.Trainer(verbose=False)
        trainer.set_params({"c1": 0, "c2": 2, "max_iterations": 100})
        for page in pages:
            trainer.append(choice(page), page.kinds)
        with tempfile.TemporaryDirectory() as folder:
            model = str(Path(folder) / "model")
            trainer.train(model)
            # The tagger reads from these bytes and does not keep them.
            self._model = Path(model).read_bytes()
        self._tagger = pycrfsuite.Tagger()
        self._tagger.open_inmemory(self._model)

    def read(self, page: Sample) -> list[tuple[str, float]]:
        """The kind of each line, and how sure the labeller is of it."""
        kinds = self._tagger.tag(self._choice(page))
        return [(kind, self._tagger.marginal(kind, at)) for at, kind in enumerate(kinds)]


def compare(learned: Callable[[str], list[Sample]], pages: Sequence[Sample]) -> dict[str, Result]:
    """Read the pages in every way; `learned` gives the pages that may be learned from for a site."""
    results: dict[str, Result] = {"rules": Result()}
    for site in dict.fromkeys(page.site for page in pages):
        train = learned(site)
        choices: dict[str, Choice] = {
            "crf": lambda page: page.features,
            "crf, shape only": without_lexicon,
            "crf over rules": with_rules,
        }
        labellers = {name: Labeller(train, choice) for name, choice in choices.items()}
        for page in (page for page in pages if page.site == site):
            rules = [kind for kind, _ in page.decided]
            results["rules"].add(page, rules)
            for name, labeller in labellers.items():
                read = labeller.read(page)
                results.setdefault(name, Result()).add(page, [kind for kind, _ in read])
                if name != "crf":
                    continue
                for sure in (0.5, 0.7, 0.8, 0.9, 0.95):
                    both = [
                        kind if probability >= sure and BY_PLACE.fullmatch(rule) else decided
                        for (decided, rule), (kind, probability) in zip(page.decided, read, strict=True)
                    ]
                    results.setdefault(f"rules, crf at {sure}", Result()).add(page, both)
    return results


def report(results: dict[str, Result]) -> None:
    """Print a table."""
    print(f"{'':20}{'segments':>20}{'characters':>22}{'titles':>18}   against the rules")
    for name, result in results.items():
        cells = [f"{r / of:.4f} ({r}/{of})" for r, of in (result.segments, result.characters, result.titles)]
        changed = ", ".join(f"{count} {what}" for what, count in sorted(result.changed.items()))
        print(f"{name:20}{cells[0]:>20}{cells[1]:>24}{cells[2]:>18}   {changed}")


def annotated(pages: Path, gold_file: Path, sites: str = ".*") -> tuple[list[Sample], bool]:
    """Return the pages of a gold file, of these sites where it states segments, and whether it states lines instead."""
    samples = []
    lines = False
    for line in gold_file.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        if "not_in_body" in gold:
            lines = True
            data = (pages / Path(gold["file"]).name).read_bytes()
            samples.append(sample_of_lines(data.decode("utf-8"), gold))
        elif gold["status"] == "ok" and gold.get("segments") and re.fullmatch(sites, site_of(gold)):
            data = (pages / Path(gold["file"]).name).read_bytes()
            samples.append(sample(data.decode(gold["encoding"]), gold, site_of(gold)))
    return samples, lines


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--sites", default=".*", metavar="REGEX", help="read and learn from these alone")
    options = parser.parse_args()
    samples, lines = annotated(options.pages, options.gold, options.sites)
    sites = {page.site for page in samples}
    print(f"{len(samples)} pages of {len(sites)} sites, each site read by what the others taught")
    report(compare(lambda site: [page for page in samples if page.site != site], samples))
    if lines:
        return
    own = [
        sample(page.data.decode(page.gold["encoding"]), page.gold, "composed")
        for page in composed()
        if page.gold["status"] == "ok" and page.gold["segments"]
    ]
    print(f"\n{len(own)} composed pages, read by what the {len(samples)} taught")
    report(compare(lambda _: samples, own))


if __name__ == "__main__":
    main()
