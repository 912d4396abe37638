"""A citation as BibTeX's `misc` entry."""

from __future__ import annotations

import re

from corpus_pkg.sharing.citation.statement import Citation, Contributor

_TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_{}"},
}


def bibtex(cited: Citation) -> str:
    """Return the citation as an entry of BibTeX (UTF-8)."""
    fields = {
        "author": " and ".join(_name(author) for author in cited.authors),
        "title": f"{{{_tex(cited.title)}}}",
        "year": cited.year or "",
        "version": _tex(cited.version or ""),
        "publisher": f"{{{_tex(cited.publisher)}}}" if cited.publisher else "",
        "howpublished": "Data Package",
        "note": _tex("; ".join(filter(None, (cited.licence, cited.identifier)))),
        "url": (cited.homepage or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C"),
        "keywords": _tex(", ".join(cited.keywords)),
    }
    key = "-".join(filter(None, (_key(cited.name), _key(cited.version or ""))))
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@misc{{{key or 'data-package'},", *lines, "}")) + "\n"


def _name(author: Contributor) -> str:
    if author.given and author.family:
        return f"{{{_tex(author.family)}}}, {_tex(author.given)}"
    # A name of one part in braces is not torn into given and family names.
    return f"{{{_tex(author.name)}}}"


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")


def _tex(text: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in text)
