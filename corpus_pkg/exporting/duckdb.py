"""DuckDB: all tables with types, keys and descriptions in one file.

The engine may lay out the same rows in other bytes; the hash of the rows (`package.content`) is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.frames import library
from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.exporting.sqlite import FOLDED, facts, foldings, quoted, views
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, ForeignKey, Table
from corpus_pkg.schemas import required

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_TYPES: dict[str, str] = {
    "string": "VARCHAR",
    "list": "VARCHAR[]",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "date": "DATE",
    "datetime": "TIMESTAMP WITH TIME ZONE",
}


def write(dataset: Dataset, target: Target) -> None:
    """Write `corpus.duckdb`; raises PackageError where a row breaks a key or a reference; ImportError without it."""
    engine, arrow = library("duckdb", "duckdb"), library("pyarrow", "duckdb")
    path = target.file("corpus.duckdb")
    with engine.connect(str(path)) as connection:
        for table in _referred_first():
            connection.execute(_statement(table, dataset.foreign_keys(table.name)))
            _fill(connection, dataset, table, engine)
            _describe(connection, table)
        _fold(connection, dataset, arrow)
        for statement in views():
            connection.execute(statement)
        connection.execute("CREATE TABLE package (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)")
        connection.executemany("INSERT INTO package VALUES (?, ?)", facts(dataset, target.content))


def _referred_first() -> list[Table]:
    """Return the tables, each behind those that it refers to."""
    placed: dict[str, Table] = {}

    def place(table: Table) -> None:
        for key in table.foreign_keys:
            if key.table not in placed and key.table != table.name:
                place(TABLES[key.table])
        placed.setdefault(table.name, table)

    for table in TABLES.values():
        place(table)
    return list(placed.values())


def _statement(table: Table, foreign_keys: Iterable[ForeignKey]) -> str:
    columns = [
        f"{quoted(name)} {_TYPES[kind]}{' NOT NULL' if required(table.model.model_fields[name]) else ''}"
        for name, kind in tables.column_types(table).items()
    ]
    keys = [f"PRIMARY KEY ({_columns(table.key)})"]
    for key in foreign_keys:
        reference = f"{quoted(key.table)} ({_columns(key.reference)})"
        keys.append(f"FOREIGN KEY ({_columns(key.fields)}) REFERENCES {reference}")
    return f"CREATE TABLE {quoted(table.name)} ({', '.join((*columns, *keys))})"


def _fill(connection: Any, dataset: Dataset, table: Table, engine: Any) -> None:
    rows = dataset.table(table.name)
    connection.register("incoming", rows.to_arrow())
    try:
        connection.execute(f"INSERT INTO {quoted(table.name)} SELECT * FROM incoming")
    except engine.Error as error:
        raise PackageError(f"{rows.path}: {one_line(error)}; run corpus-pkg validate") from None
    finally:
        connection.unregister("incoming")


def _fold(connection: Any, dataset: Dataset, arrow: Any) -> None:
    """Add the folded titles and texts, for search in any spelling."""
    connection.execute(f"CREATE TABLE {FOLDED} (article_id VARCHAR PRIMARY KEY, title VARCHAR, text VARCHAR)")
    connection.execute(f"COMMENT ON TABLE {FOLDED} IS 'Titles and texts folded, for search in any spelling.'")
    columns = list(zip(*foldings(dataset), strict=True)) or [(), (), ()]
    stories = [arrow.array(column, arrow.string()) for column in columns]
    connection.register("incoming", arrow.table(stories, ["article_id", "title", "text"]))
    connection.execute(f"INSERT INTO {FOLDED} SELECT * FROM incoming")
    connection.unregister("incoming")


def _describe(connection: Any, table: Table) -> None:
    about = table.description
    connection.execute(f"COMMENT ON TABLE {quoted(table.name)} IS {_text(about)}")
    for name, field in table.model.model_fields.items():
        place = f"{quoted(table.name)}.{quoted(name)}"
        connection.execute(f"COMMENT ON COLUMN {place} IS {_text(field.description or '')}")


def _columns(names: tuple[str, ...]) -> str:
    return ", ".join(map(quoted, names))


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
