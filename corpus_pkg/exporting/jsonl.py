"""Lines of JSON: one story a line, with its page and all rows that speak of it inside.

What belongs to no story (menus, pages without one, entities that nobody names) is not in it; the tables have that.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.records import Document, Record
from corpus_pkg.schemas import column_type, json_schema
from corpus_pkg.stories import Story
from corpus_pkg.values import items

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

# JSON may hold them as they are, but many readers of lines take them for the end of one.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def write(dataset: Dataset, target: Target) -> None:
    """Write `stories.jsonl` (UTF-8, LF) and the JSON Schema of its lines."""
    with target.file("stories.jsonl").open("wb") as file:
        for story in dataset.stories():
            file.write((line(story) + "\n").encode("utf-8"))
    text = json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
    target.file("story.schema.json").write_bytes(text.encode("utf-8"))


def line(story: Story) -> str:
    """Return the story as one line of JSON: lists as such, null where the page does not say."""
    body = story.model_dump(mode="json")
    _split(body, Story)
    _split(body["document"], Document)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a line: that of a story, but with lists for the texts that hold several items."""
    body = json_schema(Story)
    for part in (body, *body["$defs"].values()):
        for field in part["properties"].values():
            for arm in field.get("anyOf", ()):
                if arm.pop("x-separator", None) is not None:
                    arm.clear()
                    arm.update({"type": "array", "items": {"type": "string"}, "minItems": 1})
    return body


def _split(body: dict[str, Any], model: type[Record]) -> None:
    """Make lists of the texts that hold several items."""
    for name, field in model.model_fields.items():
        if column_type(field) == "list" and body[name] is not None:
            body[name] = items(body[name])
