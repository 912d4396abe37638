"""How a package wants to be cited, by what its descriptor states and nothing more: BibTeX, CITATION.cff, DataCite.

The identifier is the package's fingerprint: SHA-256 of what its descriptor says, in which every file stands with its
own hash, so that it names these data and no others. Formats: BibTeX's `misc` entry; Citation File Format 1.2.0
(https://citation-file-format.github.io/1.2.0/schema.json); DataCite Metadata Schema 4.5, in JSON as its REST API and
the inveniosoftware/datacite schema have it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import default
from corpus_pkg.package import descriptor

FORMATS = ("bibtex", "cff", "datacite")

_ADDRESS = re.compile(r"https?://\S+")
_ORCID = re.compile(r"https://orcid\.org/[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]/?")
_EMAIL = re.compile(r"\S+@\S+\.\S{2,}")
_CREATED = re.compile(r"([0-9]{4})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])")
_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
}
# What YAML takes for a line break or does not print stands as an escape.
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONE = re.compile("[\ud800-\udfff]")

# The contributor types of DataCite 4.5, by their letters in lower case.
_TYPES = {
    name.lower(): name
    for name in (
        "ContactPerson",
        "DataCollector",
        "DataCurator",
        "DataManager",
        "Distributor",
        "Editor",
        "HostingInstitution",
        "Producer",
        "ProjectLeader",
        "ProjectManager",
        "ProjectMember",
        "RegistrationAgency",
        "RegistrationAuthority",
        "RelatedPerson",
        "Researcher",
        "ResearchGroup",
        "RightsHolder",
        "Sponsor",
        "Supervisor",
        "WorkPackageLeader",
    )
}
#: What DataCite has for what nobody has stated.
UNAVAILABLE = ":unav"


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who made the package, as it states: the name, its parts where they are told apart, roles in lower case."""

    name: str
    given: str | None
    family: str | None
    roles: frozenset[str]
    path: str | None
    email: str | None
    organization: str | None

    @property
    def is_person(self) -> bool:
        """Whether this is a person: who gives parts of a name is one, any other name is an entity's."""
        return self.given is not None or self.family is not None


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence of the package: its name, the address of its text, its title."""

    name: str | None
    path: str | None
    title: str | None

    @property
    def spdx(self) -> str | None:
        """The name where it is one of SPDX that the lexicon `licenses` knows."""
        known = {row["license"] for row in default().rows("licenses")}
        return self.name if self.name in known else None

    @property
    def shown(self) -> str:
        """What to call it."""
        return self.name or self.title or self.path or ""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a package states of itself that a citation needs; None and empty where it states nothing.

    Attributes:
        name: the package's short name.
        date: the day of `created`, as YYYY-MM-DD.
        identifier: the fingerprint, "sha256:" and 64 hexadecimal digits.
    """

    name: str
    title: str
    version: str | None
    description: str | None
    homepage: str | None
    date: str | None
    keywords: tuple[str, ...]
    contributors: tuple[Contributor, ...]
    licences: tuple[Licence, ...]
    rights: str | None
    identifier: str

    @property
    def year(self) -> str | None:
        """The year of the date."""
        return self.date[:4] if self.date else None

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Those with the role of an author or creator; where nobody has one, all but the publishers."""
        named = tuple(one for one in self.contributors if one.roles & {"author", "creator"})
        return named or tuple(one for one in self.contributors if "publisher" not in one.roles)

    @property
    def publisher(self) -> str | None:
        """The first contributor whose role is publisher."""
        return next((one.name for one in self.contributors if "publisher" in one.roles), None)


def citation(package: str | os.PathLike[str]) -> Citation:
    """The citation of the package (its folder or its descriptor); raises PackageError where there is none.

    Properties that are not of the form that the Data Package standard gives them count as not stated.
    """
    body = descriptor.read(descriptor.locate(package))
    fingerprint = descriptor.fingerprint(body)
    name = _text(body.get("name"))
    created = _CREATED.match(_text(body.get("created")) or "")
    return Citation(
        name=name or "data-package",
        title=_text(body.get("title")) or name or "Data Package",
        version=_text(body.get("version")),
        description=_text(body.get("description")),
        homepage=_address(body.get("homepage")),
        date=created[0] if created else None,
        keywords=tuple(dict.fromkeys(word for item in _list(body.get("keywords")) if (word := _text(item)))),
        contributors=contributors(body),
        licences=tuple(
            stated
            for item in _list(body.get("licenses"))
            if isinstance(item, dict)
            and (stated := Licence(_text(item.get("name")), _address(item.get("path")), _text(item.get("title")))).shown
        ),
        rights=_text(body.get("rights")),
        identifier=fingerprint,
    )


def contributors(body: Mapping[str, Any]) -> tuple[Contributor, ...]:
    """Return the contributors that a descriptor states, in its order; those without a name are none."""
    return tuple(one for item in _list(body.get("contributors")) if (one := _contributor(item)) is not None)


def bibtex(cited: Citation) -> str:
    """The citation as an entry of BibTeX (UTF-8)."""
    fields = {
        "author": " and ".join(_bibtex_name(one) for one in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",
        "year": cited.year or "",
        "version": _tex(cited.version or ""),
        "publisher": f"{{{_tex(cited.publisher)}}}" if cited.publisher else "",
        "howpublished": "Data Package",
        "note": _tex("; ".join(filter(None, (_licences(cited), cited.identifier)))),
        "url": (cited.homepage or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "keywords": _tex(", ".join(cited.keywords)),
    }
    key = "-".join(filter(None, (_key(cited.name), _key(cited.version or ""))))
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{key or 'data-package'},", *lines, "}")) + "\n"


def cff(cited: Citation) -> str:
    """The citation as a CITATION.cff (1.2.0); raises PackageError where nobody is named as its author.

    Of several licences CFF says that any may be chosen, which the package does not: they stand in a comment.
    """
    if not cited.authors:
        raise PackageError("the package names no contributors, and a CITATION.cff needs authors; add [[contributors]]")
    lines = ["cff-version: 1.2.0", "message: If you use these data, please cite them as below.", "type: dataset"]
    lines.append(f"title: {_yaml(cited.title)}")
    lines.append("authors:")
    people = dict.fromkeys(tuple(_cff_name(one).items()) for one in cited.authors)
    for person in people:
        for number, (key, value) in enumerate(person):
            lines.append(f"  {'-' if number == 0 else ' '} {key}: {_yaml(value)}")
    if cited.version:
        lines.append(f"version: {_yaml(cited.version)}")
    if cited.date:
        lines.append(f"date-released: {_yaml(cited.date)}")
    if cited.description:
        lines.append(f"abstract: {_yaml(cited.description)}")
    if len(cited.licences) == 1:
        [licence] = cited.licences
        if licence.spdx:
            lines.append(f"license: {_yaml(licence.spdx)}")
        elif licence.path:
            lines.append(f"license-url: {_yaml(licence.path)}")
        else:
            lines.append(f"# {_licences(cited)}")
    elif cited.licences:
        lines.append(f"# {_licences(cited)}")
    if cited.homepage:
        lines.append(f"url: {_yaml(cited.homepage)}")
    if cited.keywords:
        lines += ["keywords:", *(f"  - {_yaml(word)}" for word in cited.keywords)]
    lines += [
        "identifiers:",
        "  - type: other",
        f"    value: {_yaml(cited.identifier)}",
        "    description: SHA-256 of the package's descriptor, in which every file stands with its own",
    ]
    return "\n".join(lines) + "\n"


def datacite(cited: Citation) -> str:
    """The citation as metadata for DataCite (4.5, JSON), without a DOI, which only a registrar can give.

    What DataCite wants and nobody has stated has its own word there, ":unav"; a year cannot, so that without one the
    metadata are a draft (`missing` says so).
    """
    authors = cited.authors
    others = [one for one in cited.contributors if one not in authors and "publisher" not in one.roles]
    body: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data Package"},
        "titles": [{"title": cited.title}],
        "creators": [_datacite_name(one) for one in authors] or [{"name": UNAVAILABLE}],
        "publisher": {"name": cited.publisher or UNAVAILABLE},
    }
    if cited.year:
        body["publicationYear"] = cited.year
        body["dates"] = [{"date": cited.date, "dateType": "Created"}]
    if cited.version:
        body["version"] = cited.version
    if cited.description:
        body["descriptions"] = [{"description": cited.description, "descriptionType": "Abstract"}]
    if cited.keywords:
        body["subjects"] = [{"subject": word} for word in cited.keywords]
    if others:
        body["contributors"] = [{**_datacite_name(one), "contributorType": _type(one)} for one in others]
    rights = [_datacite_licence(licence) for licence in cited.licences]
    if cited.rights:
        rights.append({"rights": cited.rights})
    if rights:
        body["rightsList"] = [one for number, one in enumerate(rights) if one not in rights[:number]]
    if cited.homepage:
        body["relatedIdentifiers"] = [
            {"relatedIdentifier": cited.homepage, "relatedIdentifierType": "URL", "relationType": "IsDescribedBy"}
        ]
    body["alternateIdentifiers"] = [{"alternateIdentifier": cited.identifier, "alternateIdentifierType": "SHA-256"}]
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def missing(cited: Citation) -> tuple[str, ...]:
    """What DataCite wants of published data and the package does not state."""
    stated = {
        "contributors": bool(cited.authors),
        "publisher": cited.publisher is not None,
        "year": cited.year is not None,
    }
    return tuple(name for name, is_stated in stated.items() if not is_stated)


def _contributor(item: Any) -> Contributor | None:
    if not isinstance(item, dict):
        return None
    given, family = _text(item.get("givenName")), _text(item.get("familyName"))
    name = _text(item.get("title")) or " ".join(filter(None, (given, family)))
    if not name:
        return None
    roles = [*_list(item.get("roles")), item.get("role")]
    email = _text(item.get("email"))
    return Contributor(
        name,
        given,
        family,
        frozenset(role.strip().lower() for role in roles if isinstance(role, str)),
        _address(item.get("path")),
        email if email and _EMAIL.fullmatch(email) else None,
        _text(item.get("organization")) or _text(item.get("organisation")),
    )


def _bibtex_name(one: Contributor) -> str:
    # A name of one part in braces is not torn into given and family names.
    return f"{{{_tex(one.family)}}}, {_tex(one.given)}" if one.given and one.family else f"{{{_tex(one.name)}}}"


def _cff_name(one: Contributor) -> dict[str, str]:
    if one.is_person:
        values = {"family-names": one.family, "given-names": one.given, "affiliation": one.organization}
    else:
        values = {"name": one.name}
    values["email"] = one.email
    if one.path and _ORCID.fullmatch(one.path):
        values["orcid"] = one.path.rstrip("/")
    else:
        values["website"] = one.path
    return {key: value for key, value in values.items() if value}


def _datacite_name(one: Contributor) -> dict[str, Any]:
    named: dict[str, Any] = {"name": one.name}
    if one.given and one.family:
        named = {
            "name": f"{one.family}, {one.given}",
            "nameType": "Personal",
            "givenName": one.given,
            "familyName": one.family,
        }
    if one.path and _ORCID.fullmatch(one.path):
        named["nameIdentifiers"] = [
            {
                "nameIdentifier": one.path.rstrip("/"),
                "nameIdentifierScheme": "ORCID",
                "schemeUri": "https://orcid.org",
            }
        ]
    if one.organization:
        named["affiliation"] = [{"name": one.organization}]
    return named


def _datacite_licence(licence: Licence) -> dict[str, str]:
    stated = {"rights": licence.title or licence.name, "rightsUri": licence.path}
    if licence.spdx:
        stated |= {
            "rightsIdentifier": licence.spdx,
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    return {key: value for key, value in stated.items() if value}


def _type(one: Contributor) -> str:
    letters = (re.sub(r"[^a-z]", "", role) for role in sorted(one.roles))
    return next((_TYPES[role] for role in letters if role in _TYPES), "Other")


def _licences(cited: Citation) -> str | None:
    names = ", ".join(licence.title or licence.shown for licence in cited.licences)
    return f"Licence{'s' if len(cited.licences) > 1 else ''}: {names}" if names else None


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)


def _yaml(text: str) -> str:
    """A text as YAML writes it between quotation marks; JSON's form is one of them but for what is not printed."""
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))


def _text(value: Any) -> str | None:
    """A text in one line, None for what is none; half a surrogate pair, which no file can hold, becomes U+FFFD."""
    if not isinstance(value, str):
        return None
    shown = _LONE.sub("\ufffd", value)
    return " ".join("".join(letter if letter.isprintable() else " " for letter in shown).split()) or None


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and _ADDRESS.fullmatch(value) and value.isprintable() else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
