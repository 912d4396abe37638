"""SQLite: all tables with their keys in one file, and the stories' titles and texts for full-text search.

The search has the trigram tokenizer (SQLite 3.34), so that a word is found inside its clitics: `غزة` in `وغزة`, `بغزة`.
It holds titles and texts as they are and folded (`corpus_pkg.folded`): who folds a word finds all of its spellings.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.errors import PackageError
from corpus_pkg.exporting.datasette import metadata
from corpus_pkg.exporting.target import package_digest
from corpus_pkg.language.orthography import folded
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, ForeignKey, Table
from corpus_pkg.schemas import required

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

# SQLite has no lists; those stay joined by bars, and instants are the text that its functions of time read.
_TYPES: dict[str, tuple[str, str]] = {
    "string": ("TEXT", "text"),
    "list": ("TEXT", "text"),
    "integer": ("INTEGER", "integer"),
    "number": ("REAL", "real"),
    "date": ("DATE", "text"),
    "datetime": ("DATETIME", "text"),
}
#: The table of the folded titles and texts, for search and for clients without it.
FOLDED = "articles_folded"
_FOLDED = (
    f"CREATE TABLE {FOLDED} (article_id TEXT PRIMARY KEY NOT NULL REFERENCES articles (article_id), "
    "title TEXT, -- The title, folded.\ntext TEXT -- The text, folded.\n)"
)
#: Views that people want: their names, what a row of each is, and what makes it, in the SQL of any engine.
VIEWS: dict[str, tuple[str, str]] = {
    "articles_with_entities": (
        "An entity that a story names, and how often.",
        "SELECT a.article_id, a.title, a.published, e.entity_id, e.type, e.name_ar, e.name_en, count(*) AS mentions "
        "FROM mentions m JOIN articles a ON a.article_id = m.article_id JOIN entities e ON e.entity_id = m.entity_id "
        "GROUP BY a.article_id, a.title, a.published, e.entity_id, e.type, e.name_ar, e.name_en",
    ),
    "articles_with_sources": (
        "An outlet that a story credits, and in which role.",
        "SELECT DISTINCT a.article_id, a.title, a.published, c.role, s.source_id, s.name_ar, s.name_en, s.kind "
        "FROM credits c JOIN articles a ON a.article_id = c.article_id JOIN sources s ON s.source_id = c.source_id",
    ),
    "articles_once": (
        "A story, of those that stand on several pages the first.",
        "SELECT a.* FROM articles a LEFT JOIN duplicates d ON d.article_id = a.article_id "
        "WHERE d.article_id IS NULL OR d.article_id = d.group_id",
    ),
}
#: The full-text search.
_SEARCHED = "articles_search"
_SEARCH = (
    "CREATE VIEW articles_searched AS SELECT a.rowid AS number, a.title, a.text, f.title AS title_folded, "
    f"f.text AS text_folded FROM articles a JOIN {FOLDED} f USING (article_id)",
    "CREATE VIRTUAL TABLE articles_search USING fts5(title, text, title_folded, text_folded, "
    'content="articles_searched", content_rowid="number", tokenize="trigram")',
    "INSERT INTO articles_search(articles_search) VALUES ('rebuild')",
)


def write(dataset: Dataset, target: Target) -> None:
    """Write `corpus.sqlite`, and `metadata.json` for Datasette.

    Raises PackageError where a row breaks a type, a key or a reference.
    """
    path = target.file("corpus.sqlite")
    said = {name: description for name, (description, _) in VIEWS.items()}
    target.file("metadata.json").write_bytes(metadata(dataset, "corpus", _SEARCHED, said))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        # The file is thrown away if anything fails, so that no journal is needed.
        for setting in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {setting}")
        connection.execute("BEGIN")
        for table in TABLES.values():
            connection.execute(_statement(table, dataset.foreign_keys(table.name)))
            _fill(connection, dataset, table)
        connection.execute(_FOLDED)
        connection.executemany(f"INSERT INTO {FOLDED} VALUES (?, ?, ?)", foldings(dataset))
        for statement in (*indexes(), *_SEARCH, *views()):
            connection.execute(statement)
        connection.execute("CREATE TABLE package (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
        connection.executemany("INSERT INTO package VALUES (?, ?)", facts(dataset, target.content))
        connection.execute("COMMIT")
        for name, number, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            raise PackageError(f"{name}: row {number} refers to a row of {parent} that is not there; build again")


def views() -> Iterator[str]:
    """Yield the statements that make the views."""
    for name, (_, query) in VIEWS.items():
        yield f"CREATE VIEW {quoted(name)} AS {query}"


def foldings(dataset: Dataset) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each story's id with its title and text folded, line by line."""
    for article in dataset.articles:
        yield article.article_id, _lines_folded(article.title), _lines_folded(article.text)


def _lines_folded(value: str | None) -> str | None:
    return None if value is None else "\n".join(map(folded, value.split("\n")))


def _statement(table: Table, foreign_keys: Iterable[ForeignKey]) -> str:
    """Return the statement that makes the table in SQL: typed, keyed, each column with its description as a comment."""
    lines = []
    for name, kind in tables.column_types(table).items():
        declared, stored = _TYPES[kind]
        field = table.model.model_fields[name]
        rule = f"typeof({quoted(name)}) = '{stored}'"
        ending = f"NOT NULL CHECK ({rule})" if required(field) else f"CHECK ({quoted(name)} IS NULL OR {rule})"
        lines.append((f"{quoted(name)} {declared} {ending}", field.description or ""))
    lines.append((f"PRIMARY KEY ({_columns(table.key)})", ""))
    for key in foreign_keys:
        reference = f"{quoted(key.table)} ({_columns(key.reference)})"
        lines.append((f"FOREIGN KEY ({_columns(key.fields)}) REFERENCES {reference}", ""))
    body = [
        f"  {line}{',' if number < len(lines) else ''}{f' -- {remark}' if remark else ''}"
        for number, (line, remark) in enumerate(lines, 1)
    ]
    return "\n".join((f"CREATE TABLE {quoted(table.name)} (", *body, ")"))


def indexes() -> Iterator[str]:
    """Yield an index for each reference that is not the beginning of its table's key, for joins."""
    for table in TABLES.values():
        for key in table.foreign_keys:
            if key.fields != table.key[: len(key.fields)]:
                name = quoted("_".join((table.name, *key.fields)))
                yield f"CREATE INDEX {name} ON {quoted(table.name)} ({_columns(key.fields)})"


def facts(dataset: Dataset, content: dict[str, str]) -> list[tuple[str, str]]:
    """Return what the package says of itself, and the hash of its rows, by name; what is no text is JSON."""
    stated = {name: value for name, value in dataset.descriptor.items() if name not in ("resources", "corpus_pkg")}
    stated["content"] = f"sha256:{package_digest(content)}"
    texts = {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
        for name, value in stated.items()
    }
    return sorted((name, value.encode("utf-8", "replace").decode("utf-8")) for name, value in texts.items())


def quoted(name: str) -> str:
    """Return a name in SQL, whatever words the engine has taken."""
    return '"' + name.replace('"', '""') + '"'


def _columns(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))


def _fill(connection: sqlite3.Connection, dataset: Dataset, table: Table) -> None:
    rows = dataset.table(table.name)
    marks = ", ".join("?" * len(table.columns))
    try:
        connection.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", rows.values())
    except (sqlite3.Error, OverflowError) as error:
        raise PackageError(f"{rows.path}: {error}; run corpus-pkg validate") from None
