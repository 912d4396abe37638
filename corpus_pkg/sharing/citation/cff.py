"""A citation as a CITATION.cff: Citation File Format 1.2.0.

The format: https://citation-file-format.github.io/1.2.0/schema.json.
"""

from __future__ import annotations

import json
import re

from corpus_pkg.errors import PackageError
from corpus_pkg.sharing.citation.statement import Citation, Contributor

# What YAML takes for a line break or does not print stands as an escape.
_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def cff(cited: Citation) -> str:
    """Return the citation as a CITATION.cff (1.2.0); raises PackageError where nobody is named as its author.

    Of several licences CFF says that any may be chosen, which the package does not: they stand in a comment.
    """
    if not cited.authors:
        raise PackageError("the package names no contributors, and a CITATION.cff needs authors; add [[contributors]]")
    lines = ["cff-version: 1.2.0", "message: If you use these data, please cite them as below.", "type: dataset"]
    lines += [f"title: {_yaml(cited.title)}", "authors:"]
    for author in dict.fromkeys(tuple(_name(author).items()) for author in cited.authors):
        for number, (key, value) in enumerate(author):
            lines.append(f"  {'-' if number == 0 else ' '} {key}: {_yaml(value)}")
    stated = {"version": cited.version, "date-released": cited.date, "abstract": cited.description}
    lines += [f"{key}: {_yaml(value)}" for key, value in stated.items() if value]
    if cited.licences:
        lines.append(_licence(cited))
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


def _licence(cited: Citation) -> str:
    if len(cited.licences) == 1:
        [licence] = cited.licences
        if licence.spdx:
            return f"license: {_yaml(licence.spdx)}"
        if licence.path:
            return f"license-url: {_yaml(licence.path)}"
    return f"# {cited.licence}"


def _name(author: Contributor) -> dict[str, str]:
    if author.is_person:
        values = {"family-names": author.family, "given-names": author.given, "affiliation": author.organization}
    else:
        values = {"name": author.name}
    values["email"] = author.email
    if author.orcid:
        values["orcid"] = author.orcid
    else:
        values["website"] = author.path
    return {key: value for key, value in values.items() if value}


def _yaml(text: str) -> str:
    """Return a text as YAML writes it in quotation marks: JSON's form, but for what is not printed."""
    return _UNPRINTED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
