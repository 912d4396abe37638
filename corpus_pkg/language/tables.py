"""The lexicons by name, each with what a row of it is and what names one.

The key of a table is all the columns that tell two of its rows apart. A user's row takes the place of a shipped row
with the same whole key, and stands beside all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError

from corpus_pkg.language.rows import (
    BoilerplatePhrase,
    CarrierField,
    CommonWord,
    Context,
    CountryRow,
    CreditPhrase,
    Cue,
    ElementName,
    EntityRow,
    EntityWord,
    InstitutionWord,
    LexiconRow,
    Licence,
    MetadataKey,
    Month,
    NamePart,
    Organ,
    OutletRow,
    PersonContext,
    SharedPhrase,
    SiteLine,
    TagClass,
    TimeContext,
    TimeWord,
    Variant,
    WikidataType,
)


@dataclass(frozen=True, slots=True)
class LexiconTable:
    """A lexicon: what a row of it is, and the columns that name one.

    Attributes:
        moved: values that its rows had in the column of their kind, and where such rows belong now.

    """

    row: type[LexiconRow]
    key: tuple[str, ...]
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns in the order of the file: as declared, the origin last."""
        names = [info.alias or name for name, info in self.row.model_fields.items()]
        return (*(name for name in names if name != "origin"), "origin")

    @property
    def optional(self) -> frozenset[str]:
        """The columns that a file may leave out."""
        return frozenset(info.alias or name for name, info in self.row.model_fields.items() if not info.is_required())

    def values(self, column: str) -> tuple[str, ...]:
        """Return the values that a column may have; empty where it is free."""
        info = next(info for name, info in self.row.model_fields.items() if (info.alias or name) == column)
        return get_args(info.annotation) if get_origin(info.annotation) is Literal else ()

    def problem(self, cells: dict[str, str]) -> str | None:
        """Return what is wrong with a row and what to do, in one line; None where nothing is."""
        try:
            self.row.model_validate(cells)
        except ValidationError as error:
            return "; ".join(self._told(entry) for entry in error.errors(include_url=False))
        return None

    def _told(self, entry: Any) -> str:
        column = str(entry["loc"][0])
        given = entry["input"] if isinstance(entry["input"], str) else ""
        allowed = self.values(column)
        if not given.strip():
            return f"{column} is empty; give it a value"
        if given in self.moved:
            return f"{column} {given!r} is no more of this table; write the row into {self.moved[given]}"
        if allowed:
            return f"{column} {given!r} is none of {', '.join(filter(None, allowed))}"
        return f"{column} {given!r} has not the form {entry.get('ctx', {}).get('pattern', 'of a text')}"


_SPEECH = "phrases.csv, with the role speech, weak_speech or act"
_HONORIFIC = "phrases.csv, with the role honorific"
_OWN_WAW = "phrases.csv, with the role own_waw"
_BYLINE = "phrases.csv, with the role byline"
_ENTITIES = LexiconTable(EntityRow, ("entity_id",))

#: Tables that had another name.
RENAMED = {"furniture": "boilerplate", "openers": "cues"}
#: Every lexicon by the name of its file.
TABLES: dict[str, LexiconTable] = {
    "boilerplate": LexiconTable(BoilerplatePhrase, ("phrase", "place")),
    "carrier_fields": LexiconTable(CarrierField, ("field",)),
    "common_words": LexiconTable(CommonWord, ("word",)),
    "contexts": LexiconTable(Context, ("context_id",)),
    "countries": LexiconTable(CountryRow, ("country_code",)),
    "credit_phrases": LexiconTable(
        CreditPhrase,
        ("phrase_id",),
        {"byline_label": _BYLINE, "honorific": _HONORIFIC, "speech": _SPEECH, "waw_name": _OWN_WAW},
    ),
    "cues": LexiconTable(
        Cue,
        ("phrase", "kind"),
        {
            "honorific": _HONORIFIC,
            "lineage": "name_parts.csv, with the role lineage",
            "own_waw": _OWN_WAW,
            "signs": _BYLINE,
        },
    ),
    "elements": LexiconTable(ElementName, ("name", "site")),
    "entity_words": LexiconTable(EntityWord, ("word", "role"), {"speech": _SPEECH}),
    "institution_words": LexiconTable(InstitutionWord, ("word",)),
    "licenses": LexiconTable(Licence, ("license",)),
    "metadata_keys": LexiconTable(MetadataKey, ("key", "place")),
    "months": LexiconTable(Month, ("form",)),
    "name_parts": LexiconTable(NamePart, ("part",)),
    "organisations": _ENTITIES,
    "organs": LexiconTable(Organ, ("organ_id",)),
    "outlets": LexiconTable(OutletRow, ("source_id",)),
    "people": _ENTITIES,
    "person_contexts": LexiconTable(PersonContext, ("word", "role")),
    "phrases": LexiconTable(SharedPhrase, ("phrase", "role")),
    "places": _ENTITIES,
    "site_lines": LexiconTable(SiteLine, ("site", "line", "place")),
    "tag_classes": LexiconTable(TagClass, ("class",)),
    "time_context": LexiconTable(TimeContext, ("form",)),
    "time_words": LexiconTable(TimeWord, ("form",)),
    "towns": _ENTITIES,
    "variants": LexiconTable(Variant, ("variants",)),
    "wikidata_types": LexiconTable(WikidataType, ("item",)),
}
