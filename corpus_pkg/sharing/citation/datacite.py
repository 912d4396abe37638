"""A citation as metadata for DataCite: Metadata Schema 4.5, in JSON.

In the form of its REST API and of the inveniosoftware/datacite schema.
"""

from __future__ import annotations

import json
import re
from typing import Any

from corpus_pkg.sharing.citation.statement import Citation, Contributor, Licence

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


def datacite(cited: Citation) -> str:
    """Return the citation as metadata for DataCite (4.5, JSON), without a DOI, which only a registrar can give.

    What DataCite wants and nobody has stated has its own word there, ":unav"; a year cannot, so that without one the
    metadata are a draft (`missing` says so).
    """
    authors = cited.authors
    others = [person for person in cited.contributors if person not in authors and "publisher" not in person.roles]
    body: dict[str, Any] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data Package"},
        "titles": [{"title": cited.title}],
        "creators": [_name(author) for author in authors] or [{"name": UNAVAILABLE}],
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
    helpers = [{**_name(person), "contributorType": _type(person)} for person in others]
    if helpers := [*helpers, *({"name": name, "contributorType": "DataCurator"} for name in cited.curators)]:
        body["contributors"] = helpers
    rights = [_licence(licence) for licence in cited.licences]
    if cited.rights:
        rights.append({"rights": cited.rights})
    if rights:
        body["rightsList"] = [right for number, right in enumerate(rights) if right not in rights[:number]]
    if cited.homepage:
        body["relatedIdentifiers"] = [
            {"relatedIdentifier": cited.homepage, "relatedIdentifierType": "URL", "relationType": "IsDescribedBy"}
        ]
    body["alternateIdentifiers"] = [{"alternateIdentifier": cited.identifier, "alternateIdentifierType": "SHA-256"}]
    return json.dumps(body, ensure_ascii=False, indent=2) + "\n"


def missing(cited: Citation) -> tuple[str, ...]:
    """Return what DataCite wants of published data and the package does not state."""
    stated = {
        "contributors": bool(cited.authors),
        "publisher": cited.publisher is not None,
        "year": cited.year is not None,
    }
    return tuple(name for name, is_stated in stated.items() if not is_stated)


def _name(person: Contributor) -> dict[str, Any]:
    named: dict[str, Any] = {"name": person.name}
    if person.given and person.family:
        named = {
            "name": f"{person.family}, {person.given}",
            "nameType": "Personal",
            "givenName": person.given,
            "familyName": person.family,
        }
    if person.orcid:
        named["nameIdentifiers"] = [
            {"nameIdentifier": person.orcid, "nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org"}
        ]
    if person.organization:
        named["affiliation"] = [{"name": person.organization}]
    return named


def _licence(licence: Licence) -> dict[str, str]:
    stated = {"rights": licence.title or licence.name, "rightsUri": licence.path}
    if licence.spdx:
        stated |= {
            "rightsIdentifier": licence.spdx,
            "rightsIdentifierScheme": "SPDX",
            "schemeUri": "https://spdx.org/licenses/",
        }
    return {key: value for key, value in stated.items() if value}


def _type(person: Contributor) -> str:
    letters = (re.sub(r"[^a-z]", "", role) for role in sorted(person.roles))
    return next((_TYPES[role] for role in letters if role in _TYPES), "Other")
