"""What a row of each lexicon is: the columns, and the values that they may have."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Filled = Annotated[str, StringConstraints(min_length=1)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")]
Count = Annotated[str, StringConstraints(pattern=r"^[0-9]*$")]
EntityKind = Literal["PER", "ORG", "LOC", "MISC"]


class LexiconRow(BaseModel):
    """A row of a lexicon: texts alone, trimmed; a column with a default may be empty or left out.

    Attributes:
        meaning: what a row is, for documents.

    """

    meaning: ClassVar[str]

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    origin: str = Field("", description="where the row comes from")


class CarrierField(LexiconRow):
    """A row of `carrier_fields`."""

    meaning: ClassVar[str] = "A field of crawlers' records, and what it states."

    field: Filled
    role: Literal["text", "title", "author", "site", "published", "updated", "retrieved", "keywords", "url"]


class CommonWord(LexiconRow):
    """A row of `common_words`."""

    meaning: ClassVar[str] = "A word that is common in news, so that alone it is no name."

    word: Filled


class Context(LexiconRow):
    """A row of `contexts`."""

    meaning: ClassVar[str] = "Conditions by name, for the column `context` of the tables of entities."

    context_id: Identifier
    conditions: Filled


class CountryRow(LexiconRow):
    """A row of `countries`."""

    meaning: ClassVar[str] = "What CLDR does not say of a country."

    country_code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    adjectives: str = ""
    spellings: str = ""
    context: str = ""
    same_as: str = ""


class CreditPhrase(LexiconRow):
    """A row of `credit_phrases`."""

    meaning: ClassVar[str] = (
        "A phrase that tells who published, wrote or said something; its id is its kind and the phrase."
    )

    phrase_id: Filled
    kind: Literal[
        "source_label",
        "date_label",
        "cue_before",
        "cue_after",
        "class_noun",
        "common_word",
        "common_phrase",
        "town_part",
        "aside",
        "outlet_part",
        "outlet_press",
        "outlet_head",
        "outlet_place",
        "photo_credit",
        "state_outlet",
        "published_in",
        "house_cue",
        "house_verb",
        "desk_of",
        "first_on",
        "newsroom",
        "rights",
    ]
    phrase: Filled
    detail: str = ""


class ElementName(LexiconRow):
    """A row of `elements`."""

    meaning: ClassVar[str] = (
        "A class or id of an element of HTML, and what such an element holds: on any page, or on those of one site, by "
        "its host, where it is believed before all else."
    )

    name: Filled
    role: Literal["content", "title", "date", "author", "caption", "deck", "boilerplate", "beside", "hidden"]
    site: str = ""


class EntityWord(LexiconRow):
    """A row of `entity_words`."""

    meaning: ClassVar[str] = "A word beside which, or of which, names are made."

    word: Filled
    role: Literal["given", "person_role", "org_head", "place_head"]


class InstitutionWord(LexiconRow):
    """A row of `institution_words`."""

    meaning: ClassVar[str] = "A word of which names of institutions are made that no table has."

    word: Filled
    role: Literal[
        "head", "head_for", "head_single", "head_unsure", "head_area", "adjective", "kind", "end", "common", "club"
    ]


class BoilerplatePhrase(LexiconRow):
    """A row of `boilerplate`."""

    meaning: ClassVar[str] = (
        "A phrase that pages print around their stories, the kind that it gives its line, and where it must stand."
    )

    phrase: Filled
    kind: Literal[
        "nav",
        "share",
        "prompt",
        "related_heading",
        "read_also",
        "keywords",
        "source",
        "byline",
        "caption",
        "published",
        "updated",
        "retrieved",
    ]
    place: Literal["whole", "start", "anywhere"]


class Licence(LexiconRow):
    """A row of `licenses`."""

    meaning: ClassVar[str] = "The name of a licence that a citation file may give."

    license: Filled


class MetadataKey(LexiconRow):
    """A row of `metadata_keys`."""

    meaning: ClassVar[str] = (
        "A key of the metadata of web pages, or a type of node, and what it states; of several the first is believed."
    )

    key: Filled
    place: Literal["type", "property", "meta", "record", "label"]
    role: Literal[
        "article",
        "person",
        "page",
        "listing",
        "title",
        "description",
        "published",
        "updated",
        "author",
        "site",
        "keywords",
        "text",
    ]


class Month(LexiconRow):
    """A row of `months`."""

    meaning: ClassVar[str] = "A name of a month beyond CLDR's."

    form: Filled
    month: Literal["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"]
    calendar: Literal["gregorian", "hijri"]
    use: str = ""


class NamePart(LexiconRow):
    """A row of `name_parts`."""

    meaning: ClassVar[str] = "A word that names of people are made with."

    part: Filled
    role: Literal["common", "particle", "lineage", "ending"]


class Cue(LexiconRow):
    """A row of `cues`."""

    meaning: ClassVar[str] = "A word or phrase that a line of a story begins with, or that tells what the line is."

    phrase: Filled
    kind: Literal[
        "opens",
        "own_article",
        "continues",
        "function",
        "overline",
        "post",
        "clause",
        "announcing",
        "question",
        "desk",
        "photographs",
        "clock",
        "masthead",
    ]


class EntityRow(LexiconRow):
    """A row of `organisations`, `people` or `places`."""

    meaning: ClassVar[str] = "Somebody or something that names in texts may name."

    entity_id: Identifier
    type: EntityKind
    name_ar: Filled
    name_en: str = ""
    country_code: CountryCode = ""
    spellings: str = ""
    context: str = ""
    same_as: str = ""


class Organ(LexiconRow):
    """A row of `organs`."""

    meaning: ClassVar[str] = "An organ that every state has; beside a country it is that country's."

    organ_id: Identifier
    gender: Literal["m", "f"]
    alone: Literal["yes", "no"]
    name_ar: Filled
    name_en: str = ""
    spellings: str = ""
    context: str = ""


class OutletRow(LexiconRow):
    """A row of `outlets`."""

    meaning: ClassVar[str] = "A newspaper, broadcaster, agency or site."

    source_id: Identifier
    name_ar: Filled
    name_en: str = ""
    kind: Literal["newspaper", "magazine", "broadcaster", "agency", "site", "network", "unnamed"]
    country: CountryCode = ""
    spellings: str = ""
    same_as: str = ""


class PersonContext(LexiconRow):
    """A row of `person_contexts`."""

    meaning: ClassVar[str] = "A word that tells where the name of a person begins, ends or is none."

    word: Filled
    role: Literal["stop", "also_word", "not_first", "title", "thing"]


class SharedPhrase(LexiconRow):
    """A row of `phrases`."""

    meaning: ClassVar[str] = (
        "A word or phrase that says one thing wherever it stands: layout, credits and names read it alike."
    )

    phrase: Filled
    role: Literal["byline", "byline_alone", "weak_byline", "honorific", "own_waw", "speech", "weak_speech", "act"]


class SiteLine(LexiconRow):
    """A row of `site_lines`."""

    meaning: ClassVar[str] = (
        "A line that one site prints around its stories, where on the page, what it is there, and beside how many of "
        "so many stories it was seen; `corpus-pkg learn` writes it."
    )

    site: Filled
    line: Filled
    place: Literal["head", "between", "foot"]
    kind: Literal["nav", "related_heading", "clock"]
    stories: Count = ""
    of_stories: Count = ""


class TagClass(LexiconRow):
    """A row of `tag_classes`."""

    meaning: ClassVar[str] = (
        "A class of names of other corpora, and the type that it is here; empty for one that is no name."
    )

    model_config = ConfigDict(populate_by_name=True)

    tag: str = Field(alias="class", min_length=1)
    type: Literal["", "PER", "ORG", "LOC", "MISC"] = ""


class TimeContext(LexiconRow):
    """A row of `time_context`."""

    meaning: ClassVar[str] = "A word beside a number that tells whether the number is a year."

    form: Filled
    roles: Filled


class TimeWord(LexiconRow):
    """A row of `time_words`."""

    meaning: ClassVar[str] = "A word of time, its class and what it stands for in it."

    model_config = ConfigDict(populate_by_name=True)

    form: Filled
    word_class: str = Field(alias="class", min_length=1)
    value: str = ""


class Variant(LexiconRow):
    """A row of `variants`."""

    meaning: ClassVar[str] = "Letters of names that writers interchange."

    letters: Filled
    variants: str = ""
    scope: Literal["any", "skeleton", "foreign"]
    shortest: Count = ""


class WikidataType(LexiconRow):
    """A row of `wikidata_types`."""

    meaning: ClassVar[str] = "A class of Wikidata, and the type of its instances."

    item: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")]
    type: EntityKind
    name: str = ""
