"""Lines of JSON: one story a line, with its page and all rows that speak of it inside.

What belongs to no story (menus, pages without one, entities that nobody names) is not in it; the tables have that.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from corpus_pkg.dataset.dataset import Dataset
from corpus_pkg.schemas import json_schema
from corpus_pkg.stories import Story

if TYPE_CHECKING:
    from corpus_pkg.exporting.target import Target

# JSON may hold them as they are, but many readers of lines take them for the end of one.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def write(dataset: Dataset, target: Target) -> None:
    """Write `stories.jsonl` (UTF-8, LF) and the JSON Schema of its lines."""
    with target.file("stories.jsonl").open("wb") as file:
        for story in dataset.stories():
            file.write((line(story) + "\n").encode("utf-8"))
    schema = json.dumps(json_schema(Story), ensure_ascii=False, indent=2) + "\n"
    target.file("story.schema.json").write_bytes(schema.encode("utf-8"))


def line(story: Story) -> str:
    """Return the story as one line of JSON; null where the page does not say."""
    return _LINE_ENDS.sub(lambda match: f"\\u{ord(match[0]):04x}", story.model_dump_json())
