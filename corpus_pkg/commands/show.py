"""The command `show`."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.commands.arguments import add_lexicons, add_recognizer, lexicons
from corpus_pkg.errors import PackageError
from corpus_pkg.reading import shown
from corpus_pkg.viewing import plain, to_html

if TYPE_CHECKING:
    from rich.console import Console

    from corpus_pkg.parsing import ParsedDocument

HELP = """show a page with all that is read from it

Every segment of PAGE in its order: offsets, kind, the rule that decided and the text, with dates and names marked; then
the stories with their titles and dates. Coloured on a terminal, plain elsewhere. With --html the same as a file for the
browser, in which a value lights up the characters that it came from; with --json its rows by table.

PAGE is a file, "-" for standard input, or FILE!MEMBER for a page in an archive, a line of JSONL or a record of WARC
(the last two by their numbers, from 1). With ID it is a package, and the page or story of that id is shown as the
package has it.
"""

_KINDS = {"title": "bold cyan", "body": "default", "heading": "cyan", "published": "green", "updated": "green"}
_MARKS = {"dates": "black on green", "credits": "black on cyan", "mentions": "black on yellow"}


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("page", metavar="PAGE", help="a page, or with ID a package")
    parser.add_argument("identifier", metavar="ID", nargs="?", help="the id of a document or an article of the package")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print its text and its rows by table as JSON")
    form.add_argument("--html", metavar="OUT", help="write it as HTML, for a browser; needs no network and no script")
    add_lexicons(parser)
    add_recognizer(parser)


def run(args: argparse.Namespace) -> int:
    """Parse the page and print it."""
    from rich.console import Console

    parsed = _parsed(args)
    if args.json:
        _print_json(parsed)
        return 0
    if args.html is not None:
        _write(parsed, Path(args.html))
        return 0

    class Pipe(Console):
        def on_broken_pipe(self) -> None:
            # Rich would end the program; who calls us decides what a reader that has left means.
            raise BrokenPipeError

    console = Pipe(highlight=False, markup=False, emoji=False, soft_wrap=True)
    show(parsed, console)
    return 0


def _write(parsed: ParsedDocument, out: Path) -> None:
    try:
        out.write_text(to_html(parsed.document, parsed.text, parsed.tables), encoding="utf-8")
    except OSError as error:
        raise PackageError(f"{out}: cannot be written ({error.strerror}); name another file") from None
    print(out)


def _print_json(parsed: ParsedDocument) -> None:
    tables = {name: [row.model_dump(mode="json") for row in _rows(parsed, name)] for name in parsed.tables}
    print(json.dumps({"text": parsed.text, **tables}, ensure_ascii=True, indent=2))


def _parsed(args: argparse.Namespace) -> ParsedDocument:
    """Return the page that the arguments name."""
    from corpus_pkg.entities.recognition import DEFAULT
    from corpus_pkg.exploring import naming

    if args.identifier is not None:
        return naming.packaged(args.page, args.identifier)
    return naming.read(args.page, lexicons(args), args.recognizer or DEFAULT)


def show(parsed: ParsedDocument, console: Console) -> None:
    """Print the document."""
    from rich.text import Text

    row = parsed.document
    facts = (
        row.encoding,
        row.language,
        f"{row.bytes} bytes",
        f"{row.characters or 0} characters",
        row.retrieved,
        row.note,
    )
    console.print(Text(f"{row.document_id}  {row.status}  ", "bold") + Text("  ".join(f for f in facts if f)))
    ordinals = {article.article_id: article.ordinal for article in _rows(parsed, "articles")}
    marks = sorted(
        ((mark.start, mark.end, name, mark) for name in _MARKS for mark in _rows(parsed, name)),
        key=lambda mark: mark[:2],
    )
    at = 0
    for segment in _rows(parsed, "segments"):
        if segment.rule == "markup":
            continue
        story = f"story {ordinals.get(segment.article_id)}" if segment.article_id else "boilerplate"
        console.print(Text(f"\n{segment.start}-{segment.end}  {segment.kind}  {story}  {plain(segment.rule)}", "dim"))
        while at < len(marks) and marks[at][0] < segment.start:
            at += 1
        first = at
        while at < len(marks) and marks[at][1] <= segment.end:
            at += 1
        inside = marks[first:at]
        words = parsed.text[segment.start : segment.end]
        text = Text(plain(shown(words, row.media_type, segment.rule)), _KINDS.get(segment.kind, "dim"))
        for start, end, name, mark in inside:
            if shown(words, row.media_type, segment.rule) == words:
                text.stylize(_MARKS[name], start - segment.start, end - segment.start)
            else:
                text.highlight_words([mark.surface], _MARKS[name])
        console.print(text)
        for start, end, name, mark in inside:
            console.print(Text(f"    {start}-{end}  {name[:-1]}  {plain(mark.surface)}  {_read(name, mark)}", "dim"))
    _stories(_rows(parsed, "articles"), console)


def _stories(articles: Iterable[Any], console: Console) -> None:
    from rich.text import Text

    for article in articles:
        title = plain(article.title) if article.title else "(no title)"
        bounds = ""
        if article.published_basis == "inferred":
            bounds = f" between {article.published_earliest or '..'} and {article.published_latest or '..'}"
        console.print(Text(f"\nstory {article.ordinal}  {article.role}  {article.article_id}", "bold"))
        console.print(Text(f"    title  {title}"))
        console.print(Text(f"    published  {article.published or '(unknown)'}  {article.published_basis}{bounds}"))
        stated = {
            "updated": article.updated,
            "place": article.dateline_place,
            "authors": article.authors,
            "keywords": article.keywords,
        }
        for name, value in stated.items():
            if value:
                console.print(Text(f"    {name}  {plain(value)}"))


def _read(name: str, mark: Any) -> str:
    if name == "dates":
        return f"{mark.value or '(open)'}  {mark.role}  {mark.rule}"
    if name == "credits":
        return f"{mark.source_id}  {mark.role}"
    return f"{mark.type}  {mark.entity_id or '(open)'}"


def _rows(parsed: ParsedDocument, name: str) -> list[Any]:
    return sorted(parsed.tables.get(name, ()), key=lambda row: (getattr(row, "start", 0), getattr(row, "end", 0)))
