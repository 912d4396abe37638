"""W3C Web Annotation: for each page a page of annotations, whose targets are stretches of the page as it was received.

Source: https://www.w3.org/TR/annotation-model/. A target has the page's path (or where it was fetched from) and two
selectors: the offsets in code points of its decoded text, and the words themselves with what stands around them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.dataset.pages import Page, Span
from corpus_pkg.exporting.shown import TABLES, kind, with_stories

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: So many characters before and behind tell a stretch from others of the same words.
AROUND = 32


def write(dataset: Dataset, target: Target) -> None:
    """Write `DOCUMENT.jsonld` for each page with stories; raises PackageError where a page is not at hand."""
    same = {row.entity_id: row.same_as for row in dataset.entities}
    for page in with_stories(dataset):
        document = page.document
        items = [_annotation(page, span, number, same) for number, span in enumerate(_spans(page), 1)]
        body = {"@context": _CONTEXT, "id": f"urn:corpus-pkg:{document.document_id}", "type": "AnnotationPage"}
        text = json.dumps(body | {"items": items}, ensure_ascii=False, indent=1) + "\n"
        target.file(f"{document.document_id}.jsonld").write_bytes(text.encode("utf-8", "replace"))


def _spans(page: Page) -> list[Span]:
    return [span for span in page.spans if span.table in TABLES]


def _annotation(page: Page, span: Span, number: int, same: dict[str, str | None]) -> dict[str, Any]:
    identifier = f"urn:corpus-pkg:{page.document.document_id}"
    body: list[dict[str, Any]] = [{"type": "TextualBody", "purpose": "classifying", "value": kind(span)}]
    named = getattr(span.row, "entity_id", None)
    if named is not None:
        body.append({"type": "TextualBody", "purpose": "identifying", "value": named})
        if same.get(named):
            body.append({"id": same[named], "purpose": "identifying"})
    if getattr(span.row, "value", None) is not None:
        # EDTF has no class of its own in RDF but this one.
        datatype = "http://id.loc.gov/datatypes/edtf"
        body.append({"type": ["TextualBody", datatype], "purpose": "describing", "value": span.row.value})
    return {
        "id": f"{identifier}#{number}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": {
            "source": page.document.url or page.document.path,
            "selector": [
                {"type": "TextPositionSelector", "start": span.start, "end": span.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": page.text[span.start : span.end],
                    "prefix": page.text[max(span.start - AROUND, 0) : span.start],
                    "suffix": page.text[span.end : span.end + AROUND],
                },
            ],
        },
    }
