"""What the evidence may find: a value that is not what its page, its text or another table says."""

from __future__ import annotations

from corpus_pkg.validation.problems.base import EVIDENCE, Kind

TABLE_MISSING = Kind(
    EVIDENCE,
    "table-missing",
    meaning="the package has no such table",
    example="no `mentions`",
    cause="a resource taken out of the descriptor",
    remedy="put the resource back, or build the package again",
)
TABLE = Kind(
    EVIDENCE,
    "table",
    meaning="the table cannot be read",
    example="the columns are not those of entities",
    cause="another version of the program built the package",
    remedy="build the package again with this version",
)
ROW = Kind(
    EVIDENCE,
    "row",
    meaning="a row is none of its table",
    example="`start` is `٣`",
    cause="a cell that is not in canonical form",
    remedy="write the cell as the build does",
)
ORDER = Kind(
    EVIDENCE,
    "order",
    meaning="the rows are not in the order of their keys, or a key stands twice",
    example="the key stands before a smaller one",
    cause="rows sorted by something else",
    remedy="sort the rows by their keys, each once",
)
ID = Kind(
    EVIDENCE,
    "id",
    meaning="an identifier is not the one that the content gives",
    example="`doc-ffff…`, the hash gives `doc-f73c…`",
    cause="an identifier edited",
    remedy="put the identifier back",
)
FOREIGN_DOCUMENT = Kind(
    EVIDENCE,
    "foreign-document",
    meaning="a row belongs to no document",
    example="`doc-ffff…` is no document",
    cause="a page taken out of documents only",
    remedy="take the rows out, or put the document back",
)
FOREIGN_ARTICLE = Kind(
    EVIDENCE,
    "foreign-article",
    meaning="a row belongs to no article of its document",
    example="a segment of story 2 on a page with one",
    cause="a story taken out of articles only",
    remedy="take the rows out, or put the article back",
)
FOREIGN_ROW = Kind(
    EVIDENCE,
    "foreign-row",
    meaning="a row names a source, an entity or an article that has no row",
    example="`nobody` is no row of entities",
    cause="a row taken out of a table that others refer to",
    remedy="put the row back, or name another",
)
UNUSED = Kind(
    EVIDENCE,
    "unused",
    meaning="a source or an entity that no row names",
    example="no mention names `austin`",
    cause="mentions taken out, entities left",
    remedy="take the row out, or put back what named it",
)
NAME = Kind(
    EVIDENCE,
    "name",
    meaning="a source or an entity is not what the lexicons that made the package say of it",
    example="`country_code` is `FR`, the lexicons have `US`",
    cause="a cell edited",
    remedy="put it back; what the lexicons should say belongs into lexicons of your own",
)
CHECKLIST = Kind(
    EVIDENCE,
    "checklist",
    meaning="the checklist beside the descriptor does not ask for the evidence",
    example='`{"checks": []}`',
    cause="a checklist emptied, so that plain Frictionless looks at the columns alone",
    remedy="write `checklist.json` as a build does, with a check of the type `corpus-evidence`",
)
DESCRIPTION = Kind(
    EVIDENCE,
    "description",
    meaning="the descriptor says of the package or of a page what its making, or the page's row, contradicts",
    example="`title` is not what corpus.toml says, by which it was made",
    cause="a descriptor edited by hand",
    remedy="build the package again; what it says of itself belongs into corpus.toml",
)
UNLINKED = Kind(
    EVIDENCE,
    "unlinked",
    meaning="a segment of a link has no row of links",
    example="no link is [120, 164)",
    cause="a row taken out of links, or a kind edited",
    remedy="put the row back, or correct the kind",
)
UNCOVERED = Kind(
    EVIDENCE,
    "uncovered",
    meaning="a visible character of the page lies in no segment",
    example="character 120 lies in no segment",
    cause="a segment taken out or shortened",
    remedy="put the segment back",
)
OVERLAP = Kind(
    EVIDENCE,
    "overlap",
    meaning="two segments, or two mentions, share characters",
    example="begins before 93, where another ends",
    cause="a segment or a mention added by hand",
    remedy="take out one of the two",
)
SPAN = Kind(
    EVIDENCE,
    "span",
    meaning="a span is empty or leads out of its page",
    example="`[12, 12)`",
    cause="offsets counted in bytes or in UTF-16",
    remedy="count offsets in code points of the decoded text, `end` exclusive",
)
SURFACE = Kind(
    EVIDENCE,
    "surface",
    meaning="a surface is not the characters of its span",
    example="`اوستن`, the page has `أوستن`",
    cause="a surface normalised, or offsets that are off by some",
    remedy="copy the characters of the span",
)
PLACE = Kind(
    EVIDENCE,
    "place",
    meaning="the offsets of a span into the title or the text of its article are not where it stands there",
    example="`text_start` is 5, the span stands at 7",
    cause="an offset edited, or a text folded by another program",
    remedy="build the package again",
)
OUTSIDE = Kind(
    EVIDENCE,
    "outside",
    meaning="a span lies in no segment of its article; only a house may name itself in lines of the page",
    example="stands in a segment of no article",
    cause="a mention attributed to another story",
    remedy="move the span into a segment of its article, or correct the article",
)
ROLE = Kind(
    EVIDENCE,
    "role",
    meaning="a span stands in a segment whose kind does not fit its role",
    example="the role published, in a segment of kind body",
    cause="a role or a kind edited",
    remedy="correct the role, or the segment's kind",
)
TEXT = Kind(
    EVIDENCE,
    "text",
    meaning="an article's text is not its body segments",
    example="from character 40 on other words",
    cause="a text edited, or a segment of another kind",
    remedy="build the page again rather than edit its text",
)
UNSTATED = Kind(
    EVIDENCE,
    "unstated",
    meaning="a value does not stand in the segments of its article",
    example="the author does not stand in the story",
    cause="a name filled in from elsewhere",
    remedy="leave empty what the page does not state",
)
READING = Kind(
    EVIDENCE,
    "reading",
    meaning="a date's value is not what its surface reads as",
    example="`2024-03-21`, «20 مارس 2024» reads as `2024-03-20`",
    cause="a value edited",
    remedy="correct the value, or leave it empty",
)
RULE = Kind(
    EVIDENCE,
    "rule",
    meaning="a rule that the program which made the package cannot have given the row",
    example="`checked by hand`, «20 مارس 2024» is read by `day_month_year`",
    cause="a rule edited, or a row added by hand",
    remedy="put back the rule that read it, or build the package again",
)
PUBLISHED = Kind(
    EVIDENCE,
    "published",
    meaning="the publication date is not backed by a date, or its basis does not fit",
    example="no row of dates states it",
    cause="a date filled in from elsewhere",
    remedy="leave the date empty and its basis `unknown`, or add the row that states it",
)
UPDATED = Kind(
    EVIDENCE,
    "updated",
    meaning="the date of the update is not backed by a date",
    example="no row of dates states it",
    cause="a date filled in from elsewhere",
    remedy="leave it empty, or add the row that states it",
)
RETRIEVED = Kind(
    EVIDENCE,
    "retrieved",
    meaning="the date of retrieval is stated by nothing",
    example="no row of dates states it",
    cause="the day of the download filled in",
    remedy="leave it empty, or add the row that states it",
)
BOUNDS = Kind(
    EVIDENCE,
    "bounds",
    meaning="a date lies outside its bounds, or these are not those of a stated date",
    example="`2024-03-20`, latest `2024-03-19`",
    cause="bounds edited",
    remedy="give the bounds of the value",
)
INSTANT = Kind(
    EVIDENCE,
    "instant",
    meaning="an instant is not the one that the value beside it names",
    example="`2024-03-20T10:43:00Z`, `2024-03-20` names none",
    cause="an instant edited, or a zone added that nobody states",
    remedy="give the instant of a value with clock and zone, in UTC; else leave it empty",
)
UNTRUE = Kind(
    EVIDENCE,
    "untrue",
    meaning="a fact about a page, a text or a group is not so",
    example="1,200 bytes, the page has 1,205",
    cause="a fact about the page edited",
    remedy="put back what the page, the text or the group gives",
)
STATUS = Kind(
    EVIDENCE,
    "status",
    meaning="a document's status does not fit its rows",
    example="`not_news` with a story",
    cause="a status edited, or stories taken out",
    remedy="make the status `ok` where there are stories, and another where there are none",
)
ORDINAL = Kind(
    EVIDENCE,
    "ordinal",
    meaning="the stories of a page are not numbered 1, 2, 3",
    example="stories 1 and 3",
    cause="a story taken out",
    remedy="put the story back, or number the others anew",
)
TYPE_DIFFERS = Kind(
    EVIDENCE,
    "type-differs",
    meaning="a mention's type is not its entity's",
    example="`LOC`, the entity is `PER`",
    cause="a type edited in one of two tables",
    remedy="give both the same type",
)
TARGET = Kind(
    EVIDENCE,
    "target",
    meaning="a link's target does not bear the link's title",
    example="the story bears another title",
    cause="a link led to another story",
    remedy="leave the target empty, or name the story that bears the title",
)
GROUP = Kind(
    EVIDENCE,
    "group",
    meaning="a group of duplicates is none",
    example="a group of one story",
    cause="rows taken out of duplicates",
    remedy="take the group out, or build the package again",
)
PAGE_UNKNOWN = Kind(
    EVIDENCE,
    "page-unknown",
    meaning="a raw file of the package is no document's page",
    example="`raw/c.txt` is no page of any document",
    cause="a page added by hand",
    remedy="take the file out, or build the package again with it",
)
PAGE_UNLISTED = Kind(
    EVIDENCE,
    "page-unlisted",
    meaning="a document's page is no resource of the package",
    example="`raw/a.txt` is no resource",
    cause="a resource taken out of the descriptor",
    remedy="put the resource back",
)
PAGE_MISSING = Kind(
    EVIDENCE,
    "page-missing",
    meaning="a document's page cannot be read",
    example="`raw/a.txt` cannot be read",
    cause="a page left out of a copy",
    remedy="put the page back, or build without pages (`--no-raw`)",
)
PAGE_CHANGED = Kind(
    EVIDENCE,
    "page-changed",
    meaning="a page's bytes are not those that were read",
    example="sha256 `51fb…`, expected `c6f3…`",
    cause="a page edited, or its line ends changed",
    remedy="put the page back as it was read, or build the package again",
)
COPY_DIFFERS = Kind(
    EVIDENCE,
    "copy-differs",
    meaning="a copy's bytes are not those of its page",
    example="`raw/b.txt` has other bytes than `raw/a.txt`",
    cause="a copy edited",
    remedy="put the copy back as it was read, or build the package again",
)
UNSAFE_PATH = Kind(
    EVIDENCE,
    "unsafe-path",
    meaning="a path leads out of the package",
    example="`path` is `/etc/passwd`",
    cause="a path edited, or an attack",
    remedy="put the page into the package and name it by its path from there",
)

CURATED = Kind(
    EVIDENCE,
    "curated",
    meaning="a correction by a person and the row that it speaks of are not the same",
    example="a row stands at [46, 52), where somebody removed it",
    cause="a row or a correction edited after the build",
    remedy="correct curation.csv beside corpus.toml, and build the package again",
)

KINDS = (
    TABLE_MISSING,
    TABLE,
    ROW,
    ORDER,
    ID,
    FOREIGN_DOCUMENT,
    FOREIGN_ARTICLE,
    FOREIGN_ROW,
    UNUSED,
    NAME,
    CHECKLIST,
    DESCRIPTION,
    UNLINKED,
    UNCOVERED,
    OVERLAP,
    SPAN,
    SURFACE,
    PLACE,
    OUTSIDE,
    ROLE,
    TEXT,
    UNSTATED,
    READING,
    RULE,
    PUBLISHED,
    UPDATED,
    RETRIEVED,
    BOUNDS,
    INSTANT,
    UNTRUE,
    STATUS,
    ORDINAL,
    TYPE_DIFFERS,
    TARGET,
    GROUP,
    PAGE_UNKNOWN,
    PAGE_UNLISTED,
    PAGE_MISSING,
    PAGE_CHANGED,
    COPY_DIFFERS,
    UNSAFE_PATH,
    CURATED,
)
