"""Label Studio: a task for each title and text, with what was read in it as a prediction, and the labelling interface.

Source: https://labelstud.io/guide/predictions. Offsets count code points. Who or what a name names stands in `meta`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.exporting.annotated import KINDS, Annotated, annotated
from corpus_pkg.records import Date

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

_LABELS = "\n".join(f'    <Label value="{kind}"/>' for kind in KINDS)
_INTERFACE = f"""<View>
  <Labels name="label" toName="text">
{_LABELS}
  </Labels>
  <Text name="text" value="$text"/>
</View>
"""


def write(dataset: Dataset, target: Target) -> None:
    """Write `tasks.json` and `interface.xml`."""
    target.file("interface.xml").write_bytes(_INTERFACE.encode("utf-8"))
    version = str(dataset.descriptor.get("version") or "1")
    with target.file("tasks.json").open("wb") as file:
        file.write(b"[")
        for number, one in enumerate(annotated(dataset)):
            text = json.dumps(_task(one, version), ensure_ascii=False)
            file.write(((",\n" if number else "\n") + text).encode("utf-8"))
        file.write(b"\n]\n")


def _task(one: Annotated, version: str) -> dict[str, Any]:
    article = one.article
    data = {"text": one.text, "article_id": article.article_id, "part": one.part}
    results = []
    for number, mark in enumerate(one.marks, 1):
        said = mark.row.value if isinstance(mark.row, Date) else mark.row.entity_id
        result: dict[str, Any] = {
            "id": f"{one.identifier}-{number}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {
                "start": mark.start,
                "end": mark.end,
                "text": one.text[mark.start : mark.end],
                "labels": [mark.kind],
            },
        }
        results.append(result | ({"meta": {"text": [said]}} if said else {}))
    return {"data": data, "predictions": [{"model_version": version, "result": results}]}
