"""Tables that only some packages have: rights to the texts, what people corrected, and where left-out texts stand.

They are described as the others are (`corpus_pkg.records`), have the same canonical form, and stand in the descriptor
behind them; a package without one says nothing of its subject.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from corpus_pkg import records
from corpus_pkg.package import descriptor
from corpus_pkg.records import EntityType, ForeignKey, Record, Table
from corpus_pkg.values import DocumentId, Instant, Offset, Sha256, Slug, Text, Value

RightsKind = Literal["document", "source"]
Basis = Literal["license", "permission", "exception", "public-domain", "unknown"]
Share = Literal["yes", "no", "unknown"]
WithheldTable = Literal["articles", "credits", "dates", "links", "mentions", "sources"]
CuratedTable = Literal["dates", "mentions"]
Change = Literal["added", "removed", "moved", "retyped", "identified", "dated"]

__all__ = [
    "CURATION",
    "EVERY",
    "RIGHTS",
    "TABLES",
    "WITHHELD",
    "Change",
    "CuratedTable",
    "Curation",
    "Right",
    "Withheld",
    "add",
    "sealed",
]


class Right(Record):
    """A row of the table `rights`."""

    description: ClassVar[str] = "What is known of the right to use the texts of a page or of a source."

    kind: RightsKind = Field(title="Kind", description="Whether the row is about a page or about a source.")
    subject: Text = Field(title="Subject", description="The page or the source, by its id.")
    document_id: DocumentId | None = Field(
        None, title="Document", description="The page; empty where the row is about a source."
    )
    source_id: Slug | None = Field(
        None, title="Source", description="The source; of a page the one whose rule decided, if one did."
    )
    share: Share = Field(title="Share", description="Whether the texts may be passed on; unknown where nobody said.")
    basis: Basis = Field(title="Basis", description="What the right to use the texts rests on; unknown where not said.")
    license: Text | None = Field(None, title="Licence", description="The name of the licence of the texts, if any.")
    license_path: Text | None = Field(None, title="Licence text", description="Where the licence is to be read.")
    rule: Text | None = Field(
        None, title="Rule", description="The rule of corpus.toml that decided; empty where none fits."
    )
    note: Text | None = Field(None, title="Note", description="What else the rule says.")


class Curation(Record):
    """A row of the table `curation`."""

    description: ClassVar[str] = "A correction by a person: what stands, or no longer stands, at a span of a page."

    document_id: DocumentId = Field(title="Document", description="The page.")
    table: CuratedTable = Field(title="Table", description="The table that was corrected.")
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")
    surface: Text = Field(title="Surface", description="The characters of the span.")
    change: Change = Field(
        title="Change",
        description="What was done: a row added or removed, its span moved, its type, entity or value corrected.",
    )
    type: EntityType | None = Field(None, title="Type", description="The type of the mention that stands there now.")
    entity_id: Slug | None = Field(None, title="Entity", description="Who or what it is; empty where that is open.")
    value: Value | None = Field(
        None, title="Value", description="The EDTF value of the date that stands there now; empty where it has none."
    )
    was: Text | None = Field(
        None, title="Was", description="What stood there before: type and entity, or value; empty where nothing did."
    )
    was_start: Offset | None = Field(
        None, title="Start before", description="Where a moved span began; its old place has a row of its own, removed."
    )
    was_end: Offset | None = Field(None, title="End before", description="Where a moved span ended.")
    sha256: Sha256 = Field(title="SHA-256", description="Hash of the page that was read.")
    curator: Text = Field(title="Curator", description="Who corrected, as stated.")
    curated_at: Instant | None = Field(
        None, title="Curated at", description="When, in UTC, as stated; empty where nobody said."
    )
    origin: Text = Field(title="Origin", description="The file that says so, and the line or the task in it.")
    note: Text | None = Field(None, title="Note", description="What whoever corrected wrote beside it.")


class Withheld(Record):
    """A row of the table `withheld`."""

    description: ClassVar[str] = "A piece of a value that a package without texts leaves out: where the page says it."

    document_id: DocumentId = Field(title="Document", description="The page.")
    table: WithheldTable = Field(title="Table", description="The table that the value was left out of.")
    key: Text = Field(title="Key", description="The key of its row, the parts separated by a vertical bar.")
    column: Text = Field(title="Column", description="The column of the value.")
    piece: int = Field(ge=1, title="Piece", description="Place of the piece in the value, from 1.")
    before: Text | None = Field(
        None, title="Before", description="What stands between the piece and the one before it, such as a space."
    )
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")


_OF_DOCUMENT = ForeignKey(("document_id",), "documents", ("document_id",))

RIGHTS = Table(
    "rights", Right, ("kind", "subject"), (_OF_DOCUMENT, ForeignKey(("source_id",), "sources", ("source_id",)))
)
CURATION = Table(
    "curation",
    Curation,
    ("document_id", "table", "start", "end"),
    (_OF_DOCUMENT, ForeignKey(("entity_id",), "entities", ("entity_id",))),
)
WITHHELD = Table("withheld", Withheld, ("document_id", "table", "key", "column", "piece"), (_OF_DOCUMENT,))

#: The tables by name, in the order of the descriptor.
TABLES: dict[str, Table] = {table.name: table for table in (RIGHTS, CURATION, WITHHELD)}
#: These and those that each package has.
EVERY: dict[str, Table] = {**records.TABLES, **TABLES}


def add(body: Mapping[str, Any], table: Table, sha256: str, size: int) -> dict[str, Any]:
    """Return the descriptor `body` with the table behind its others; its file has the hash and the size in bytes."""
    resources = list(body["resources"])
    last = max((at for at, resource in enumerate(resources, 1) if resource.get("type") == "table"), default=0)
    resources.insert(last, descriptor.table_resource(table, sha256, size))
    return sealed({**body, "resources": resources})


def sealed(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the descriptor with the fingerprint of what it says now."""
    mark = {**body.get(descriptor.MARK, {}), "fingerprint": descriptor.fingerprint(body)}
    return {**body, descriptor.MARK: mark}
