"""A citation says what the package states, in forms that their readers take."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import default
from corpus_pkg.package import descriptor
from corpus_pkg.sharing.citation import Citation, bibtex, cff, citation, datacite, missing

ROOT = Path(__file__).parents[3]
LICENSES = [row["license"] for row in default().rows("licenses")]

# What the published schemas say of the properties that are written: CFF 1.2.0, and DataCite 4.5 as JSON.
TEXT = {"type": "string", "minLength": 1}
URL = {"type": "string", "pattern": "^(https|http|ftp|sftp)://.+"}
ORCID = {"type": "string", "pattern": "^https://orcid\\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]{1}$"}
NAMED = {"email": {"type": "string", "pattern": r"^[\S]+@[\S]+\.[\S]{2,}$"}, "orcid": ORCID, "website": URL}
ENTITY = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {"name": TEXT, **NAMED},
}
PERSON = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"family-names": TEXT, "given-names": TEXT, "affiliation": TEXT, **NAMED},
}
CFF = {
    "type": "object",
    "additionalProperties": False,
    "required": ["authors", "cff-version", "message", "title"],
    "properties": {
        "cff-version": {"const": "1.2.0"},
        "message": TEXT,
        "type": {"enum": ["dataset", "software"]},
        "title": TEXT,
        "authors": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"anyOf": [PERSON, ENTITY]}},
        "version": TEXT,
        "date-released": {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$"},
        "abstract": TEXT,
        "license": {"enum": LICENSES},
        "license-url": URL,
        "url": URL,
        "keywords": {"type": "array", "minItems": 1, "uniqueItems": True, "items": TEXT},
        "identifiers": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["type", "value"],
                "properties": {"type": {"const": "other"}, "value": TEXT, "description": TEXT},
            },
        },
    },
}
CREATOR = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "nameType": {"enum": ["Organizational", "Personal"]},
        "nameIdentifiers": {"items": {"required": ["nameIdentifier", "nameIdentifierScheme"]}},
        "affiliation": {"items": {"required": ["name"]}},
    },
}
DATACITE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["creators", "titles", "publisher", "types", "schemaVersion"],
    "properties": {
        "types": {"properties": {"resourceTypeGeneral": {"const": "Dataset"}}, "required": ["resourceTypeGeneral"]},
        "creators": {"type": "array", "minItems": 1, "items": CREATOR},
        "titles": {"type": "array", "minItems": 1, "items": {"required": ["title"]}},
        "publisher": {"type": "object", "required": ["name"]},
        "publicationYear": {"type": "string", "pattern": "^[0-9]{4}$"},
        "dates": {"items": {"properties": {"dateType": {"const": "Created"}}, "required": ["date", "dateType"]}},
        "subjects": {"uniqueItems": True, "items": {"required": ["subject"]}},
        "contributors": {
            "items": {
                "allOf": [CREATOR],
                "properties": {"contributorType": {"enum": ["DataCurator", "ContactPerson", "RightsHolder", "Other"]}},
                "required": ["contributorType"],
            }
        },
        "version": {"type": "string"},
        "descriptions": {"items": {"required": ["description", "descriptionType"]}},
        "rightsList": {"uniqueItems": True},
        "relatedIdentifiers": {"items": {"required": ["relatedIdentifier", "relatedIdentifierType", "relationType"]}},
        "alternateIdentifiers": {
            "uniqueItems": True,
            "items": {"required": ["alternateIdentifier", "alternateIdentifierType"]},
        },
        "schemaVersion": {"const": "http://datacite.org/schema/kernel-4"},
    },
}

WORDS = st.one_of(
    st.text(min_size=1, max_size=12),
    st.sampled_from(
        ['"', "\\", "{", "}", "#", ": ", "- ", "%", "عنوان", "\u2028", "\x85", "\ud800", "yes", "1.0", "\n"]
    ),
)
ADDRESSES = st.one_of(WORDS, st.sampled_from(["https://example.org/a{b", "https://orcid.org/0000-0001-2345-678X"]))
CONTRIBUTORS = st.dictionaries(
    st.sampled_from(["title", "givenName", "familyName", "organization", "email", "path", "role"]), ADDRESSES
).flatmap(
    lambda one: st.lists(
        st.sampled_from(["author", "publisher", "Data Curator", "ContactPerson", "rightsHolder", "x"]), max_size=2
    ).map(lambda roles: one | {"roles": roles})
)
NOISE = st.one_of(st.none(), st.integers(), st.lists(st.none(), max_size=2), st.dictionaries(WORDS, WORDS, max_size=1))


def _or_noise(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(strategy, strategy, strategy, NOISE)


DESCRIPTORS = st.fixed_dictionaries(
    {"resources": st.just([])},
    optional={
        "name": _or_noise(WORDS),
        "title": _or_noise(WORDS),
        "version": _or_noise(WORDS),
        "description": _or_noise(WORDS),
        "homepage": _or_noise(ADDRESSES),
        "created": _or_noise(st.one_of(WORDS, st.datetimes().map(lambda at: f"{at.isoformat()}Z"))),
        "keywords": _or_noise(st.lists(_or_noise(WORDS), max_size=3)),
        "contributors": _or_noise(st.lists(_or_noise(CONTRIBUTORS), max_size=3)),
        "licenses": _or_noise(
            st.lists(
                st.dictionaries(
                    st.sampled_from(["name", "path", "title"]),
                    st.one_of(ADDRESSES, st.sampled_from(["MIT", "CC-BY-4.0"])),
                ),
                max_size=2,
            )
        ),
        "rights": _or_noise(WORDS),
    },
)


def _cited(folder: Path, body: dict[str, Any]) -> Citation:
    (folder / "datapackage.json").write_text(json.dumps(body))
    return citation(folder)


@given(body=DESCRIPTORS)
def test_every_form_is_one_for_its_readers(tmp_path_factory: pytest.TempPathFactory, body: dict[str, Any]) -> None:
    cited = _cited(tmp_path_factory.getbasetemp(), body)
    assert cited.identifier == descriptor.fingerprint(body)
    made = json.loads(datacite(cited))
    Draft7Validator(DATACITE).validate(made)
    assert ("publicationYear" in made) == ("year" not in missing(cited))
    if cited.authors:
        stated = yaml.safe_load(cff(cited))
        Draft7Validator(CFF).validate(stated)
        assert stated["title"] == cited.title and stated.get("abstract") == cited.description
    else:
        with pytest.raises(PackageError, match="contributors"):
            cff(cited)
    entry = bibtex(cited)
    entry.encode("utf-8")
    assert re.match(r"@misc\{[a-z0-9.-]+,\n", entry) and entry.endswith("\n}\n")
    plain = re.sub(r"\\[{}]", "", entry)
    depth = 0
    for sign in plain:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert ("year = " in entry) == (cited.year is not None)
    assert cited.identifier in entry


FULL = {
    "name": "words",
    "title": "Words & things_100%",
    "version": "1.2.0",
    "description": "All of them.",
    "homepage": "https://example.org/words",
    "created": "2024-03-20T00:00:00Z",
    "keywords": ["arabic", "news"],
    "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
    "contributors": [
        {
            "title": "Rana Haddad",
            "givenName": "Rana",
            "familyName": "Haddad",
            "organization": "An Institute",
            "roles": ["author"],
            "path": "https://orcid.org/0000-0001-2345-678X",
        },
        {"title": "دار الكتب", "roles": ["author"]},
        {"title": "A House", "roles": ["publisher"]},
        {"title": "Ali", "roles": ["data curator"]},
    ],
    "resources": [],
}


def test_a_package_that_states_all(tmp_path: Path) -> None:
    cited = _cited(tmp_path, FULL)
    assert missing(cited) == ()
    assert bibtex(cited) == (
        "@misc{words-1.2.0,\n"
        "  author = {{Haddad}, Rana and {دار الكتب}},\n"
        "  title = {{Words \\& things\\_100\\%}},\n"
        "  year = {2024},\n"
        "  version = {1.2.0},\n"
        "  publisher = {{A House}},\n"
        "  howpublished = {Data Package},\n"
        f"  note = {{Licence: CC-BY-4.0; {cited.identifier}}},\n"
        "  url = {https://example.org/words},\n"
        "  keywords = {arabic, news},\n"
        "}\n"
    )
    stated = yaml.safe_load(cff(cited))
    assert stated["authors"] == [
        {
            "family-names": "Haddad",
            "given-names": "Rana",
            "affiliation": "An Institute",
            "orcid": "https://orcid.org/0000-0001-2345-678X",
        },
        {"name": "دار الكتب"},
    ]
    assert (stated["license"], stated["date-released"], stated["version"]) == ("CC-BY-4.0", "2024-03-20", "1.2.0")
    made = json.loads(datacite(cited))
    assert made["publicationYear"] == "2024" and made["publisher"] == {"name": "A House"}
    assert made["creators"][0]["nameIdentifiers"][0]["nameIdentifierScheme"] == "ORCID"
    assert made["contributors"] == [{"name": "Ali", "contributorType": "DataCurator"}]
    assert made["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"


def test_what_nobody_has_stated_is_left_out(tmp_path: Path) -> None:
    cited = _cited(tmp_path, {"name": "words", "resources": []})
    assert bibtex(cited) == (
        "@misc{words,\n  title = {{words}},\n  howpublished = {Data Package},\n"
        f"  note = {{{cited.identifier}}},\n}}\n"
    )
    made = json.loads(datacite(cited))
    assert made["creators"] == [{"name": ":unav"}] and made["publisher"] == {"name": ":unav"}
    assert made.keys().isdisjoint({"publicationYear", "version", "rightsList", "dates"})
    assert missing(cited) == ("contributors", "publisher", "year")


def test_several_licences_are_no_choice_of_one(tmp_path: Path) -> None:
    both = [{"name": "CC-BY-4.0", "title": "CC BY (the annotations)"}, {"name": "MIT"}]
    text = cff(_cited(tmp_path, FULL | {"licenses": both}))
    assert "# Licences: CC BY (the annotations), MIT\n" in text
    assert yaml.safe_load(text).keys().isdisjoint({"license", "license-url"})
    own = [{"name": "ODC-PDDL", "path": "https://example.org/own"}]
    assert yaml.safe_load(cff(_cited(tmp_path, FULL | {"licenses": own})))["license-url"] == "https://example.org/own"


def test_another_file_is_another_identifier(tmp_path: Path) -> None:
    body = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    before = citation(ROOT).identifier
    assert before == body["corpus_pkg"]["fingerprint"]
    body["resources"][0]["hash"] = "sha256:" + "0" * 64
    assert _cited(tmp_path, body).identifier != before
