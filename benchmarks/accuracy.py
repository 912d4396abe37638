"""Score a built package against annotated pages.

    python benchmarks/accuracy.py PACKAGE GOLD.jsonl [--misses N] [--json]
    python benchmarks/accuracy.py PACKAGE GOLD.jsonl --floors FLOORS.json [--raise | --lower]

PACKAGE holds `data/*.csv`; pages are matched by the base name of `documents.path`. A line of GOLD is a page: `file`,
`status`, `stories` (`title`, `title_alt`, `published`, `updated`, `authors`, `credits`, `body_start`, `body_end`,
`not_in_body`), `segments` (`start`, `end`, `kind`) and, where annotated, `dates` and `mentions` (`start`, `end`, and
`value` or `type`). What a page does not annotate is not scored. Pages of text and pages of HTML are scored apart.

Every measure is a share, right of so many. F1 is one too: twice what both have, of what the two have together.

With --floors the program exits with 1 where a measure is below its floor, or where one that has a floor is no longer
measured. --raise writes the floors that are surpassed or new, --lower writes all as they are measured now.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

Page = dict[str, Any]
Row = dict[str, str]

#: Kinds of segment in which expressions of time are annotated.
READ = ("title", "body", "heading")
#: A floor is the measured share, cut after four digits.
_DIGITS = 10_000
_NOT_OF_A_NAME = re.compile(r"[«»“”\"'()\s]")


class Share(NamedTuple):
    """So many right, of so many."""

    right: int
    of: int

    @property
    def value(self) -> float:
        """Between 0 and 1."""
        return self.right / self.of

    @property
    def floor(self) -> float:
        """The value, cut after four digits."""
        return self.right * _DIGITS // self.of / _DIGITS


class Miss(NamedTuple):
    """What was wanted of a page and what was got."""

    measure: str
    page: str
    want: object
    got: object


class Tally:
    """The measures of one group of pages."""

    def __init__(self) -> None:
        self._right: Counter[str] = Counter()
        self._of: Counter[str] = Counter()
        self.misses: list[Miss] = []

    def count(self, measure: str, right: int, of: int) -> None:
        """Count so many right of so many."""
        self._right[measure] += right
        self._of[measure] += of

    def judge(self, measure: str, right: bool, page: Page, want: object, got: object) -> None:
        """Count one judgement."""
        self.count(measure, int(right), 1)
        if not right:
            self.misses.append(Miss(measure, page["id"], want, got))

    def overlap(self, measure: str, both: int, got: int, wanted: int) -> None:
        """Count towards an F1: what is in both, in what was got, in what was wanted."""
        self.count(measure, 2 * both, got + wanted)

    def compare(self, measure: str, got: Collection[Any], wanted: Collection[Any], page: Page) -> None:
        """Count two sets towards an F1."""
        both = set(got) & set(wanted)
        self.overlap(measure, len(both), len(got), len(wanted))
        if len(both) < max(len(got), len(wanted)):
            self.misses.append(Miss(measure, page["id"], sorted(set(wanted) - both), sorted(set(got) - both)))

    def shares(self) -> dict[str, Share]:
        """Every measure that was counted, in the order in which they were first."""
        return {measure: Share(self._right[measure], of) for measure, of in self._of.items() if of}


class Package:
    """The tables of a package, by document."""

    def __init__(self, root: Path) -> None:
        csv.field_size_limit(1 << 30)
        self._root = root
        self._documents = {PurePosixPath(row["path"]).name: row for row in self._read("documents")}
        self._rows: dict[str, defaultdict[str, list[Row]]] = {}
        for table in ("articles", "segments", "dates", "credits", "mentions"):
            by_document: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self._read(table):
                by_document[row["document_id"]].append(row)
            self._rows[table] = by_document
        self._names = {row["source_id"]: row["name_ar"] for row in self._read("sources")}

    def _read(self, table: str) -> Iterable[Row]:
        with (self._root / "data" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def document(self, page: Page) -> Row:
        """The row of a page's document; an empty one where the package has none."""
        return self._documents.get(PurePosixPath(page["file"]).name, {})

    def rows(self, table: str, document: Row) -> list[Row]:
        """A document's rows of one of the tables."""
        return self._rows[table][document.get("document_id", "")]

    def source_names(self, credit: Row) -> set[str]:
        """What a credit's source is called: on the page, and by the table of sources."""
        return {_bare(credit["surface"]), _bare(self._names.get(credit["source_id"], ""))} - {""}


def score(package: Package, pages: Iterable[Page]) -> dict[str, Tally]:
    """The measures of each group of pages: "text" and "html"."""
    tallies: dict[str, Tally] = {}
    for page in pages:
        group = "html" if page["file"].endswith((".html", ".htm")) else "text"
        _page(tallies.setdefault(group, Tally()), package, page)
    return tallies


def _page(tally: Tally, package: Package, page: Page) -> None:
    document = package.document(page)
    wanted = page.get("status", "ok")
    tally.judge("status", document.get("status") == wanted, page, wanted, document.get("status"))
    articles = sorted(package.rows("articles", document), key=lambda row: int(row["ordinal"]))
    if wanted != "ok":
        tally.judge("no_story_of_nothing", not articles, page, 0, len(articles))
        return
    stories = page["stories"]
    tally.judge("story_count", len(articles) == len(stories), page, len(stories), len(articles))
    for story, article in _paired(stories, articles):
        _story(tally, package, page, story, article)
    if page.get("segments"):
        _segments(tally, page, package.rows("segments", document))
    dates = [row for row in package.rows("dates", document) if row["role"] == "mentioned"]
    zones = [(s["start"], s["end"]) for s in page.get("segments", ()) if s["kind"] in READ]
    if zones:
        dates = [row for row in dates if any(start <= int(row["start"]) < end for start, end in zones)]
    _spans(tally, page, "dates", dates, "value")
    _spans(tally, page, "mentions", package.rows("mentions", document), "type")


def _paired(stories: list[Page], articles: list[Row]) -> list[tuple[Page, Row]]:
    """Pair stories by their titles, and those that are left by their order."""
    left = list(articles)
    pairs: list[tuple[Page, Row]] = []
    for story in stories:
        named = [row for row in left if story["title"] and _fold(row["title"]) == _fold(story["title"])]
        pairs.append((story, named[0] if named else {}))
        if named:
            left.remove(named[0])
    return [(story, article or (left.pop(0) if left else {})) for story, article in pairs]


def _story(tally: Tally, package: Package, page: Page, story: Page, article: Row) -> None:
    if "title" in story:
        accepted = {_fold(title) for title in (story["title"], *(story.get("title_alt") or ()))}
        found = bool(article) and _fold(article["title"]) in accepted
        tally.judge("title", found, page, story["title"], article.get("title"))
    for field in ("published", "updated"):
        if field in story:
            _day(tally, page, field, story[field], article)
    text = _fold(article.get("text"))
    if story.get("body_start"):
        start = _fold(story["body_start"])
        tally.judge("body_start", start in text[: len(start) + 100], page, start, text[:80])
    if story.get("body_end"):
        end = _fold(story["body_end"])
        tally.judge("body_end", end in text[-len(end) - 60 :], page, end, text[-80:])
    for foreign in story.get("not_in_body", ()):
        tally.judge("kept_out_of_body", bool(text) and _fold(foreign) not in text, page, f"no {foreign!r}", "")
    if "authors" in story:
        names = {_fold(name) for name in article.get("authors", "").split("|")} - {""}
        tally.compare("authors", names, {_fold(name) for name in story["authors"]}, page)
    if "credits" in story:
        rows = package.rows("credits", package.document(page))
        _credits(tally, package, page, story, [row for row in rows if row["article_id"] == article.get("article_id")])


def _day(tally: Tally, page: Page, field: str, wanted: str | None, article: Row) -> None:
    """A stated day, and its minute where one is stated; an inferred day is no statement."""
    got = article.get(field) or None
    if field == "published" and article.get("published_basis") == "inferred":
        got = None
    if wanted is None:
        tally.judge(f"{field}_left_empty", got is None, page, None, got)
        return
    right = (got or "")[:10] == wanted[:10]
    tally.judge(field, right, page, wanted, got)
    if right and len(wanted) > 10:
        tally.judge(f"{field}_minute", (got or "")[:16] == wanted[:16], page, wanted, got)


def _credits(tally: Tally, package: Package, page: Page, story: Page, rows: list[Row]) -> None:
    left = [(row["role"], package.source_names(row)) for row in rows]
    both = 0
    for credit in story["credits"]:
        named = _bare(credit["name"])
        hits = [c for c in left if c[0] == credit["role"] and any(n in named or named in n for n in c[1])]
        if hits:
            left.remove(hits[0])
            both += 1
        else:
            tally.misses.append(Miss("credits", page["id"], (credit["role"], credit["name"]), left))
    tally.overlap("credits", both, len(rows), len(story["credits"]))


def _segments(tally: Tally, page: Page, rows: list[Row]) -> None:
    got = {at: row["kind"] for row in rows for at in range(int(row["start"]), int(row["end"]))}
    wanted = {at: s["kind"] for s in page["segments"] for at in range(s["start"], s["end"])}
    for segment in page["segments"]:
        votes = Counter(got.get(at) for at in range(segment["start"], segment["end"]))
        kind = votes.most_common(1)[0][0]
        place = (kind, segment["start"], segment["end"])
        tally.judge("kind_of_segment", kind == segment["kind"], page, segment["kind"], place)
    tally.count("kind_of_character", sum(got.get(at) == kind for at, kind in wanted.items()), len(wanted))
    body = {at for at, kind in wanted.items() if kind == "body"}
    taken = {at for at in wanted if got.get(at) == "body"}
    tally.overlap("body_characters", len(body & taken), len(taken), len(body))


def _spans(tally: Tally, page: Page, what: str, rows: list[Row], label: str) -> None:
    """Spans, and spans with their label; a date inside a proper name may be found or not."""
    if what not in page:
        return
    free = {(g["start"], g["end"]) for g in page[what] if g.get("in_name")}
    wanted = [g for g in page[what] if not g.get("in_name")]
    found = [row for row in rows if (int(row["start"]), int(row["end"])) not in free]
    spans = {(int(row["start"]), int(row["end"])) for row in found}
    tally.compare(f"{what}_spans", spans, {(g["start"], g["end"]) for g in wanted}, page)
    labelled = {(int(row["start"]), int(row["end"]), row[label]) for row in found if row[label] not in ("", "MISC")}
    gold = {(g["start"], g["end"], g[label]) for g in wanted if g.get(label) not in (None, "", "MISC")}
    tally.compare(what, labelled, gold, page)


def _fold(text: str | None) -> str:
    return " ".join((text or "").split())


def _bare(name: str) -> str:
    return _NOT_OF_A_NAME.sub("", name)


def fallen(tallies: dict[str, Tally], floors: dict[str, dict[str, float]]) -> list[str]:
    """One line for each measure that is below its floor, or that has a floor and was not measured."""
    lines = []
    for group, measures in floors.items():
        shares = tallies[group].shares() if group in tallies else {}
        for measure, floor in measures.items():
            share = shares.get(measure)
            if share is None:
                lines.append(f"{group} {measure}: not measured, floor {floor}")
            elif share.floor < floor:
                lines.append(f"{group} {measure}: {share.floor} ({share.right} of {share.of}) is below {floor}")
    return lines


def floors_of(
    tallies: dict[str, Tally], before: dict[str, dict[str, float]], lower: bool
) -> dict[str, dict[str, float]]:
    """The floors that the tallies allow; where not `lower`, none is given up and none is below what it was before."""
    measured = {group: {m: share.floor for m, share in tally.shares().items()} for group, tally in tallies.items()}
    if lower:
        return measured
    return {
        group: {
            measure: max(floors.get(group, {}).get(measure, 0.0) for floors in (measured, before))
            for measure in {**measured.get(group, {}), **before.get(group, {})}
        }
        for group in {**measured, **before}
    }


def _print(tallies: dict[str, Tally]) -> None:
    groups = list(tallies)
    shares = {group: tallies[group].shares() for group in groups}
    print(f"{'':20}", *(f"{group:>24}" for group in groups))
    for measure in dict.fromkeys(measure for group in groups for measure in shares[group]):
        cells = []
        for group in groups:
            share = shares[group].get(measure)
            cells.append(f"{share.value:10.4f} {f'({share.right}/{share.of})':>13}" if share else " " * 24)
        print(f"{measure:20}", *cells)


def main() -> int:
    """The command; its exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true", help="print the counts as JSON")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print up to N misses of each measure")
    parser.add_argument("--floors", type=Path, metavar="FILE")
    change = parser.add_mutually_exclusive_group()
    change.add_argument("--raise", dest="up", action="store_true", help="write floors that are surpassed or new")
    change.add_argument("--lower", action="store_true", help="write all floors as they are measured now")
    options = parser.parse_args()
    pages = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    tallies = score(Package(options.package), pages)
    if options.json:
        counts = {group: {m: s._asdict() for m, s in tally.shares().items()} for group, tally in tallies.items()}
        print(json.dumps(counts, ensure_ascii=False, indent=1))
    else:
        _print(tallies)
    for group, tally in tallies.items():
        printed: Counter[str] = Counter()
        for miss in tally.misses:
            printed[miss.measure] += 1
            if printed[miss.measure] <= options.misses:
                print(f"{group} {miss.measure} {miss.page}: want {miss.want!r} got {miss.got!r}")
    if options.floors is None:
        return 0
    floors = json.loads(options.floors.read_text(encoding="utf-8")) if options.floors.exists() else {}
    if options.up or options.lower:
        floors = floors_of(tallies, floors, options.lower)
        options.floors.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    below = fallen(tallies, floors)
    for line in below:
        print(line, file=sys.stderr)
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
