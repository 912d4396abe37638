"""Composed pages: each is written with its annotation, and becomes the file that a crawler leaves, and its gold.

A page is a file of `pages/`: TOML between two lines of `+++`, then the page. Of a text page every line is
`kind| what the page says`, an empty line is an empty line, and

- `title2|`, `body2|`: the line is of the page's second story;
- `+kind|`: the segment stands on the line of the one before it, all behind the bar included, blanks too;
- `&|`: the line goes on with the segment of the line before it, behind a line break.

The front matter says how the file is written (`encoding`, `line_break`, `tail`), which wording the page covers
(`covers`), its `status` where it is not ok, and in `[[story]]` what the reader of a story should find: `published`,
`updated`, `authors`, `credits` (`[role, name]`); `title`, `body_start` and `body_end` come from the lines where they
are not given. A file named `*.html.page` holds HTML as it is, and its stories give `title`, `body_start`, `body_end`
and `not_in_body`. The gold has the form that `benchmarks/accuracy.py` reads.

A page may say which expressions of time and which names its running text holds, in their order, as in the seeds:

    dates = [["أمس الثلاثاء", "2024-03-19"], ["مؤخرا", ""]]
    mentions = [["حماس", "ORG"], ["غزة", "LOC"]]

- Each surface is looked for behind the one before it, as words of their own that clitics may precede. The running text
  is titles, headings and body, for names captions and datelines too; of HTML it is what a browser shows.
- `dates`: values are EDTF, counted from the day of publication or update; without one, relative words are empty. So are
  vague words (مؤخرا), stretches without a number (سنوات), days that come again (كل يوم جمعة) and words that count from
  what the text spoke of before. A duration is `P4D`. Not annotated: hours, times of day without a day, bare seasons.
- `mentions`: types are PER, ORG, LOC and MISC. Clitics, titles of office, adjectives of nationality and class nouns
  stand outside, unless they are part of the name; names do not nest. A description that needs its country to be looked
  up (الساحل الغربي) is no name; an institution by its kind and field (هيئة المياه) is.
- A page without the key is not measured for it; an empty list says that there is nothing.

    python tests/evaluation/composition.py OUT
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from corpus_pkg import edtf
from corpus_pkg.records import EntityType, SegmentKind

PAGES = Path(__file__).with_name("pages")

_LINE = re.compile(r"(?P<glue>\+?)(?:(?P<kind>[a-z_]+)(?P<story>\d?)|(?P<goes_on>&))\|(?P<text>.*)")
_FORM_OF_STORY = {"title": None, "published": None, "updated": None}
_EDGE_WORDS = 6
#: What a browser does not show of HTML.
_UNSEEN = re.compile(r"<(head|script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_CLITICS = "[وفبكلس]{0,3}"


@dataclass(frozen=True, slots=True)
class _Annotation:
    """A key of the front matter: what the gold calls its labels, what they may be, where the surfaces may stand."""

    key: str
    label: str
    allowed: str
    kinds: tuple[SegmentKind, ...]


_DATES = _Annotation("dates", "value", rf"^$|{edtf.VALUE}", ("title", "heading", "body"))
_MENTIONS = _Annotation(
    "mentions", "type", f"^(?:{'|'.join(get_args(EntityType))})$", ("title", "heading", "body", "caption", "dateline")
)


@dataclass(frozen=True, slots=True)
class Composed:
    """A page as a file and as gold.

    Attributes:
        name: file name, with the extension that the page has in the wild.
        data: the bytes of the file.
        covers: the wordings that the page is there for.
        gold: a line of a gold file; offsets are code points of the decoded text.
    """

    name: str
    data: bytes
    covers: tuple[str, ...]
    gold: dict[str, Any]


def compose(source: Path) -> Composed:
    """The page that `source` describes.

    Raises ValueError where a line has no kind or an unknown one, where the front matter is no TOML, or where what it
    annotates is not in the running text in this order.
    """
    _, front, content = source.read_text(encoding="utf-8").split("+++\n", 2)
    about: dict[str, Any] = tomllib.loads(front)
    encoding = about.get("encoding", "utf-8")
    name = source.name.removesuffix(".page")
    html = name.endswith(".html")
    stories = [dict(_FORM_OF_STORY) | story for story in about.get("story", [])]
    segments: list[dict[str, Any]] = []
    if html:
        text = content
    else:
        name = f"{name}.txt"
        text = _read(content, about.get("line_break", "\n"), segments)
        for ordinal, story in enumerate(stories, 1):
            _complete(story, [s for s in segments if s["story"] == ordinal], text)
    for story in stories:
        if "credits" in story:
            story["credits"] = [{"role": role, "name": named} for role, named in story["credits"]]
    gold = {
        "id": source.name.removesuffix(".page").removesuffix(".html"),
        "file": name,
        "encoding": encoding,
        "status": about.get("status", "ok"),
        "stories": stories,
        "segments": segments,
    }
    for annotation in (_DATES, _MENTIONS):
        if annotation.key in about:
            running = _UNSEEN.sub(_blank, text) if html else _only(text, segments, annotation.kinds)
            gold[annotation.key] = list(_annotated(annotation, about[annotation.key], running, source.name))
    text += about.get("tail", "")
    data = text.encode(encoding, "surrogatepass" if encoding.startswith("utf") else "strict")
    return Composed(name, data, tuple(about["covers"]), gold)


def composed() -> list[Composed]:
    """All pages, in order of their names."""
    return [compose(source) for source in sorted(PAGES.glob("*.page"))]


def write(pages: list[Composed], out: Path) -> tuple[Path, Path]:
    """Write pages and gold; returns the folder of the pages and the gold file."""
    folder, gold = out / "pages", out / "gold.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    for page in pages:
        (folder / page.name).write_bytes(page.data)
    gold.write_text("".join(json.dumps(page.gold, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8")
    return folder, gold


def _read(content: str, line_break: str, segments: list[dict[str, Any]]) -> str:
    text = ""
    for number, line in enumerate(content.rstrip("\n").split("\n")):
        if number:
            text += "" if line.startswith("+") else line_break
        if not line:
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"no kind before the bar: {line!r}")
        said = match["text"] if match["glue"] else match["text"].removeprefix(" ")
        start = len(text) + len(said) - len(said.lstrip())
        text += said
        end = len(text) - (len(said) - len(said.rstrip()))
        if match["goes_on"]:
            segments[-1]["end"] = end
            continue
        if match["kind"] not in get_args(SegmentKind):
            raise ValueError(f"no kind of segment: {match['kind']!r}")
        segments.append({"start": start, "end": end, "kind": match["kind"], "story": int(match["story"] or 1)})
    return text


def _complete(story: dict[str, Any], segments: list[dict[str, Any]], text: str) -> None:
    titles = [text[s["start"] : s["end"]] for s in segments if s["kind"] == "title"]
    bodies = [text[s["start"] : s["end"]].split() for s in segments if s["kind"] == "body"]
    story["title"] = story["title"] or (" ".join(titles[0].split()) if titles else None)
    if bodies:
        story.setdefault("body_start", " ".join(bodies[0][:_EDGE_WORDS]))
        story.setdefault("body_end", " ".join(bodies[-1][-_EDGE_WORDS:]))


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _only(text: str, segments: list[dict[str, Any]], kinds: tuple[SegmentKind, ...]) -> str:
    """The text, all blank but the segments of some kinds."""
    running = ["\0"] * len(text)
    for segment in segments:
        if segment["kind"] in kinds:
            running[segment["start"] : segment["end"]] = text[segment["start"] : segment["end"]]
    return "".join(running)


def _annotated(annotation: _Annotation, pairs: list[Any], running: str, page: str) -> Iterator[dict[str, Any]]:
    """What the gold says of each surface."""
    at = 0
    for pair in pairs:
        match pair:
            case [str(surface), str(label)] if surface and re.search(annotation.allowed, label):
                words = re.compile(rf"(?<!\w){_CLITICS}({re.escape(surface)})(?!\w)").search(running, at)
            case _:
                raise ValueError(
                    f"{page}: {annotation.key}: {pair!r} is no pair of a surface and its {annotation.label}"
                )
        if words is None:
            raise ValueError(f"{page}: {annotation.key}: {surface!r} is not in the text behind the one before it")
        at = words.end(1)
        yield {"start": words.start(1), "end": at, annotation.label: label}


if __name__ == "__main__":
    print(*write(composed(), Path(sys.argv[1])), sep="\n")
