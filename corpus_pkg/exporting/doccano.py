"""doccano: a line of JSON for each title and text, with the labels of its names and dates, for sequence labelling.

Source: https://doccano.github.io/doccano/tutorial/, format JSONL. A label is its offsets in code points and its kind;
all that stands beside `text` and `label` is kept by doccano as data of the example.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.annotated import KINDS, annotated

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target


def write(dataset: Dataset, target: Target) -> None:
    """Write `doccano.jsonl` and the labels to import first, `label_config.json`."""
    labels = json.dumps([{"text": kind} for kind in KINDS], indent=2) + "\n"
    target.file("label_config.json").write_bytes(labels.encode("utf-8"))
    with target.file("doccano.jsonl").open("wb") as file:
        for one in annotated(dataset):
            body = {
                "text": one.text,
                "label": [[mark.start, mark.end, mark.kind] for mark in one.marks],
                "article_id": one.article.article_id,
                "part": one.part,
            }
            file.write((json.dumps(body, ensure_ascii=False) + "\n").encode("utf-8"))
