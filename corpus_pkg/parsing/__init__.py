"""One document to its records: reading, layout, dates, credits and entities in turn."""

from corpus_pkg.parsing.document import ParsedDocument
from corpus_pkg.parsing.pipeline import kept_document, parse, parse_document, unread_document

__all__ = ["ParsedDocument", "kept_document", "parse", "parse_document", "unread_document"]
