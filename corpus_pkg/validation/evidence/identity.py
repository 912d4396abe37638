"""The identifiers of a document's rows, how its stories are numbered, and that its rows belong to them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus_pkg import identifiers
from corpus_pkg.validation.evidence.dossier import Dossier
from corpus_pkg.validation.evidence.rows import problem
from corpus_pkg.validation.problems import Problem
from corpus_pkg.validation.problems import evidence as kinds

#: The tables whose rows may belong to an article.
_OF_ARTICLES = ("segments", "dates", "credits", "mentions")


def derived(dossier: Dossier) -> Iterator[Problem]:
    """Yield the identifiers that are not derived from content."""
    row = dossier.document
    identifier = identifiers.document_id(row.sha256)
    if row.document_id != identifier:
        yield problem(kinds.ID, "documents", row, "document_id", f"is {row.document_id}, the hash gives {identifier}")
    for article in dossier.articles.values():
        identifier = identifiers.article_id(article.document_id, article.ordinal)
        if article.article_id != identifier:
            message = f"is {article.article_id}, document and ordinal give {identifier}"
            yield problem(kinds.ID, "articles", article, "article_id", message)
    for date in dossier.dates:
        identifier = identifiers.date_id(date.document_id, date.start, date.end)
        if date.date_id != identifier:
            yield problem(kinds.ID, "dates", date, "date_id", f"is {date.date_id}, the span gives {identifier}")


def numbered(dossier: Dossier) -> Iterator[Problem]:
    """Yield a document whose stories are not numbered from 1."""
    ordinals = sorted(article.ordinal for article in dossier.articles.values())
    if ordinals != list(range(1, len(ordinals) + 1)):
        numbers = ", ".join(map(str, ordinals))
        message = f"its stories have the numbers {numbers}, expected are 1 to {len(ordinals)}"
        yield problem(kinds.ORDINAL, "documents", dossier.document, None, message)


def roles(dossier: Dossier) -> Iterator[Problem]:
    """Yield a first story that is said to be embedded: there is none before it to stand in."""
    for article in dossier.articles.values():
        if article.ordinal == 1 and article.role == "embedded":
            message = "is embedded, and no story of the page stands before it"
            yield problem(kinds.UNTRUE, "articles", article, "role", message)


def status(dossier: Dossier) -> Iterator[Problem]:
    """Yield a document that is ok where no stories were read from it, or is not where some were."""
    row = dossier.document
    if (row.status == "ok") != bool(dossier.articles):
        message = f"is {row.status}, the document has {len(dossier.articles)} articles"
        yield problem(kinds.STATUS, "documents", row, "status", message)


def belonging(dossier: Dossier) -> Iterator[Problem]:
    """Yield the rows whose article is none of their document."""
    for name in _OF_ARTICLES:
        for row in getattr(dossier, name):
            article = row.article_id
            if article is not None and article not in dossier.articles:
                message = f"{article} is no article of this document"
                yield problem(kinds.FOREIGN_ARTICLE, name, row, "article_id", message)


RULES = (derived, numbered, roles, status, belonging)
