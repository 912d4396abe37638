"""What a record is: the one source of every schema.

Each table of a package has one model here. Its fields, types, constraints, titles and descriptions become the
JSON Schema of a row, the Table Schema of the table and the reference in the docs (`corpus_pkg.schemas`); nothing
repeats a column's name elsewhere. What one row cannot say alone (a span that lies in its document, a date that its
surface reads as) is checked by `corpus_pkg.validation.validate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from corpus_pkg.notebook import table_html
from corpus_pkg.values import (
    ArticleId,
    Count,
    Country,
    Day,
    DocumentId,
    Instant,
    Items,
    Language,
    Method,
    Offset,
    Ordinal,
    Point,
    Score,
    Sha256,
    Slug,
    Text,
    TextEnd,
    TextStart,
    TitleEnd,
    TitleStart,
    Value,
)

Status = Literal["ok", "undecodable", "not_news", "empty"]
SegmentKind = Literal[
    "title",
    "body",
    "heading",
    "dateline",
    "byline",
    "caption",
    "published",
    "updated",
    "retrieved",
    "source",
    "keywords",
    "read_also",
    "related_heading",
    "related_link",
    "share",
    "prompt",
    "nav",
    "other",
]
ArticleRole = Literal["main", "embedded"]
PublishedBasis = Literal["stated", "inferred", "unknown"]
DateKind = Literal["date", "month", "year", "weekday", "relative", "range", "duration", "time", "set"]
DateProblem = Literal["weekday", "calendars", "order", "metadata"]
DateRole = Literal["published", "updated", "retrieved", "mentioned"]
Calendar = Literal["gregorian", "hijri", "persian"]
SourceKind = Literal["newspaper", "magazine", "broadcaster", "agency", "site", "network", "unnamed", "unknown"]
CreditRole = Literal["publisher", "origin", "cited"]
EntityType = Literal["PER", "ORG", "LOC", "MISC"]
DuplicateKind = Literal["exact", "near"]
#: A notebook shows so many characters of a value.
_SHOWN = 400


class Record(BaseModel):
    """A row of a table: frozen, every column known, empty means not stated.

    Attributes:
        description: what a row is, for schemas and descriptors. A docstring would be gone under `python -OO`.

    """

    description: ClassVar[str]

    model_config = ConfigDict(frozen=True, extra="forbid", regex_engine="python-re")

    def _repr_html_(self) -> str:
        """Return the columns that are filled, for a notebook; what stands in a page is text there."""
        rows = (
            (name, value)
            for name in type(self).model_fields
            if (value := getattr(self, name)) is not None and not isinstance(value, (tuple, Record))
        )
        return table_html(type(self).__name__, ("column", "value"), rows, _SHOWN)


class Document(Record):
    """A row of the table `documents`."""

    description: ClassVar[str] = "One page as it was received: its bytes, its encoding and what became of it."

    document_id: DocumentId = Field(title="Document", description="Derived from the sha256 of the bytes.")
    path: Text = Field(title="Path", description="Where the page lies in the package; the first of several copies.")
    also_at: Items | None = Field(
        None, title="Also at", description="Paths of byte-identical copies, separated by a vertical bar."
    )
    sha256: Sha256 = Field(title="SHA-256", description="Hash of the bytes as received.")
    bytes: Count = Field(title="Bytes", description="Size of the page in bytes.")
    media_type: Text = Field(title="Media type", description="What the bytes are, by their content.")
    encoding: Text | None = Field(
        None, title="Encoding", description="Codec that decodes the bytes, by its Python name; empty where none does."
    )
    replaced: Count | None = Field(
        None,
        title="Replaced",
        description="Sequences of bytes that the encoding does not know, decoded as U+FFFD each.",
    )
    characters: Count | None = Field(
        None, title="Characters", description="Length of the decoded text in Unicode code points."
    )
    language: Language | None = Field(None, title="Language", description="ISO 639 code, by the letters of the text.")
    retrieved: Point | None = Field(
        None, title="Retrieved", description="When the page was fetched, as its crawl stamp or its carrier says (EDTF)."
    )
    url: Text | None = Field(None, title="URL", description="Where the page was fetched from, as its carrier says.")
    status: Status = Field(title="Status", description="Whether stories could be read from the page.")
    note: Text | None = Field(None, title="Note", description="Why the status is not ok, in one line.")


class Segment(Record):
    """A row of the table `segments`."""

    description: ClassVar[str] = "A stretch of a page with one job; together they cover every visible character of it."

    document_id: DocumentId = Field(title="Document", description="The page.")
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")
    kind: SegmentKind = Field(title="Kind", description="What the segment is for.")
    article_id: ArticleId | None = Field(None, title="Article", description="The story that it belongs to, if any.")
    rule: Text = Field(title="Rule", description="The rule, and the phrase where there was one, that decided the kind.")


class Article(Record):
    """A row of the table `articles`."""

    description: ClassVar[str] = "One story of a page."

    article_id: ArticleId = Field(title="Article", description="The document's id and the story's ordinal.")
    document_id: DocumentId = Field(title="Document", description="The page that holds the story.")
    ordinal: Ordinal = Field(title="Ordinal", description="Place of the story on its page, from 1.")
    role: ArticleRole = Field(
        title="Role", description="Whether the page is about the story or shows it beside another (read also)."
    )
    title: Text | None = Field(None, title="Title", description="The headline as printed; empty where there is none.")
    text: Text | None = Field(
        None,
        title="Text",
        description="The body segments, white space folded, a paragraph a line; empty for a gallery of captions.",
    )
    language: Language | None = Field(None, title="Language", description="ISO 639 code, by the letters of the text.")
    dateline_place: Text | None = Field(
        None, title="Dateline place", description="Where the story was filed, as its dateline says."
    )
    authors: Items | None = Field(None, title="Authors", description="Names in bylines, separated by a vertical bar.")
    keywords: Items | None = Field(
        None, title="Keywords", description="Keywords as the page gives them, separated by a vertical bar."
    )
    published: Point | None = Field(
        None, title="Published", description="When the story was published (EDTF), local clock of the page."
    )
    published_basis: PublishedBasis = Field(
        title="Basis", description="Stated by the page, inferred from its text within the bounds, or unknown."
    )
    published_earliest: Day | None = Field(
        None, title="Earliest", description="First day that the publication date allows."
    )
    published_latest: Day | None = Field(None, title="Latest", description="Last day that the publication date allows.")
    updated: Point | None = Field(None, title="Updated", description="When the page says the story was changed (EDTF).")
    published_at: Instant | None = Field(
        None,
        title="Published at",
        description="The instant that `published` names, in UTC, where it has a clock with its zone; else empty.",
    )
    updated_at: Instant | None = Field(
        None,
        title="Updated at",
        description="The instant that `updated` names, in UTC, where it has a clock with its zone; else empty.",
    )
    text_sha256: Sha256 = Field(title="SHA-256 of the text", description="Hash of `text` in UTF-8.")


class Date(Record):
    """A row of the table `dates`."""

    description: ClassVar[str] = "An expression of time and what it reads as."

    date_id: Text = Field(title="Date", description="The document's id and the span.")
    document_id: DocumentId = Field(title="Document", description="The page.")
    article_id: ArticleId | None = Field(None, title="Article", description="The story that it stands in, if any.")
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")
    surface: Text = Field(title="Surface", description="The characters of the span.")
    value: Value | None = Field(None, title="Value", description="EDTF value; empty where it can't be resolved.")
    earliest: Day | None = Field(
        None, title="Earliest", description="First day that the value allows; empty where it bounds none."
    )
    latest: Day | None = Field(None, title="Latest", description="Last day that the value allows.")
    instant: Instant | None = Field(
        None,
        title="Instant",
        description="The instant that the value names, in UTC, where it has a clock with its zone; else empty.",
    )
    kind: DateKind = Field(title="Kind", description="What sort of expression it is.")
    calendar: Calendar = Field(title="Calendar", description="The calendar that the page counts in.")
    role: DateRole = Field(title="Role", description="What the date is the date of.")
    rule: Text = Field(title="Rule", description="The rule that read it; `curated` where a person did.")
    problem: DateProblem | None = Field(
        None,
        title="Problem",
        description="What speaks against the value: the weekday beside it, the other calendar's day, that day and "
        "month may stand in the other order, or the metadata of the page.",
    )
    other: Value | None = Field(None, title="Other value", description="What it would be by what speaks against it.")
    text_start: TextStart = None
    text_end: TextEnd = None
    title_start: TitleStart = None
    title_end: TitleEnd = None


class Source(Record):
    """A row of the table `sources`."""

    description: ClassVar[str] = "A media outlet, known to the lexicon or met in a page."

    source_id: Slug = Field(title="Source", description="From the lexicon, or derived from the name as met.")
    name_ar: Text | None = Field(None, title="Arabic name", description="Name in Arabic.")
    name_en: Text | None = Field(None, title="English name", description="Name in English.")
    kind: SourceKind = Field(title="Kind", description="What sort of outlet it is.")
    country: Country | None = Field(None, title="Country", description="ISO 3166-1 code of its seat, where known.")
    same_as: Text | None = Field(None, title="Same as", description="IRI of the same outlet elsewhere, where verified.")


class Credit(Record):
    """A row of the table `credits`."""

    description: ClassVar[str] = "A place where a story names who published it, who reported first or whom it cites."

    article_id: ArticleId = Field(title="Article", description="The story.")
    document_id: DocumentId = Field(title="Document", description="The page.")
    source_id: Slug = Field(title="Source", description="The outlet.")
    role: CreditRole = Field(title="Role", description="Publisher, origin of the text, or cited in it.")
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")
    surface: Text = Field(title="Surface", description="The characters of the span.")
    rule: Text = Field(title="Rule", description="The rule, and the phrase where there was one, that found it.")
    text_start: TextStart = None
    text_end: TextEnd = None
    title_start: TitleStart = None
    title_end: TitleEnd = None


class Entity(Record):
    """A row of the table `entities`."""

    description: ClassVar[str] = "A person, organisation, place or other named thing."

    entity_id: Slug = Field(title="Entity", description="Identifier in the gazetteer.")
    type: EntityType = Field(title="Type", description="Person, organisation, place or other.")
    name_ar: Text | None = Field(None, title="Arabic name", description="Name in Arabic.")
    name_en: Text | None = Field(None, title="English name", description="Name in English.")
    country_code: Country | None = Field(
        None, title="Country", description="ISO 3166-1 code of the country that it is or belongs to, where known."
    )
    same_as: Text | None = Field(None, title="Same as", description="IRI of the same thing elsewhere, where verified.")


class Mention(Record):
    """A row of the table `mentions`."""

    description: ClassVar[str] = "A place in a story that names an entity."

    article_id: ArticleId = Field(title="Article", description="The story.")
    document_id: DocumentId = Field(title="Document", description="The page.")
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")
    surface: Text = Field(title="Surface", description="The characters of the span, clitics left out.")
    type: EntityType = Field(title="Type", description="Person, organisation, place or other.")
    entity_id: Slug | None = Field(None, title="Entity", description="Who or what it is; empty where that is open.")
    method: Method = Field(
        title="Method", description="How it was found; `curated` by a person, `recognizer:NAME` by one from outside."
    )
    text_start: TextStart = None
    text_end: TextEnd = None
    title_start: TitleStart = None
    title_end: TitleEnd = None


class Link(Record):
    """A row of the table `links`."""

    description: ClassVar[str] = "A title of another story that a page shows."

    document_id: DocumentId = Field(title="Document", description="The page.")
    start: Offset = Field(title="Start", description="Offset of the first code point in the decoded text.")
    end: Offset = Field(title="End", description="Offset behind the last code point.")
    title: Text = Field(title="Title", description="The title, white space folded, its bullet left out.")
    target_article_id: ArticleId | None = Field(
        None, title="Target", description="The story of this package that bears the title, if one does."
    )


class Duplicate(Record):
    """A row of the table `duplicates`."""

    description: ClassVar[str] = "A story that stands on several pages, beside the first of its group."

    article_id: ArticleId = Field(title="Article", description="The story.")
    group_id: ArticleId = Field(
        title="Group", description="The first story of the group by its id; keep its row alone to keep each story once."
    )
    kind: DuplicateKind = Field(
        title="Kind",
        description="Whether text and the group's first are equal in letters and digits, or share most word shingles.",
    )
    score: Score = Field(
        title="Score",
        description="Jaccard index of its word shingles and those of the group's first (of the first: its highest).",
    )


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns of a table whose values are keys of another."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package: its rows' model, its key and what it refers to."""

    name: str
    model: type[Record]
    key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()

    @property
    def description(self) -> str:
        """What a row of it is."""
        return self.model.description

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the file."""
        return tuple(self.model.model_fields)


_OF_DOCUMENT = ForeignKey(("document_id",), "documents", ("document_id",))
_OF_ARTICLE = ForeignKey(("article_id",), "articles", ("article_id",))

#: The tables of a package by name, in the order of the descriptor.
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("documents", Document, ("document_id",)),
        Table("segments", Segment, ("document_id", "start"), (_OF_DOCUMENT, _OF_ARTICLE)),
        Table("articles", Article, ("article_id",), (_OF_DOCUMENT,)),
        Table("dates", Date, ("date_id",), (_OF_DOCUMENT, _OF_ARTICLE)),
        Table("sources", Source, ("source_id",)),
        Table(
            "credits",
            Credit,
            ("article_id", "start", "role"),
            (_OF_ARTICLE, _OF_DOCUMENT, ForeignKey(("source_id",), "sources", ("source_id",))),
        ),
        Table("entities", Entity, ("entity_id",)),
        Table(
            "mentions",
            Mention,
            ("document_id", "start", "end"),
            (_OF_ARTICLE, _OF_DOCUMENT, ForeignKey(("entity_id",), "entities", ("entity_id",))),
        ),
        Table(
            "links",
            Link,
            ("document_id", "start"),
            (_OF_DOCUMENT, ForeignKey(("target_article_id",), "articles", ("article_id",))),
        ),
        Table(
            "duplicates",
            Duplicate,
            ("article_id",),
            (_OF_ARTICLE, ForeignKey(("group_id",), "articles", ("article_id",))),
        ),
    )
}
