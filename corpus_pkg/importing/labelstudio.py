"""Label Studio's export (JSON), of the tasks that were exported to it: titles and texts of stories with their labels.

Source: https://labelstud.io/guide/export. A task counts where somebody annotated it; its predictions are what machines
said. Offsets are code points, or the UTF-16 units of a browser where only they read as the text of the label.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from corpus_pkg import edtf
from corpus_pkg.exporting.annotated import KINDS, PARTS
from corpus_pkg.exporting.shown import DATE
from corpus_pkg.importing.files import Read, text_of
from corpus_pkg.importing.stated import Stated
from corpus_pkg.importing.views import View, Views

_VALUE = re.compile(edtf.VALUE)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
#: What the labels of a task are called in the interface that is exported.
_LABELS = "label"
#: What stands in the place of an entity or a value where there is none; without it what was before stays.
_NONE = "_"


def read(source: Path, views: Views, by: str | None, faults: list[str]) -> Iterator[Read]:
    """Yield each annotated task of a file with what is said of its text; what is wrong goes to `faults`."""
    text = text_of(source, faults)
    if text is None:
        return
    try:
        tasks: Any = json.loads(text)
    except json.JSONDecodeError as error:
        faults.append(f"{source}:{error.lineno}: is not JSON ({error.msg})")
        return
    except (ValueError, RecursionError) as error:
        faults.append(f"{source}: is not JSON ({error})")
        return
    if not isinstance(tasks, list):
        faults.append(f"{source}: is no list of tasks; export it from Label Studio as JSON")
        return
    met: set[tuple[str, str]] = set()
    for number, task in enumerate(tasks, 1):
        try:
            found = _Task(f"{source.name}: task {number}", by).read(_whole(task), views, met)
        except _BadTask as error:
            faults.append(f"{source}: task {number}: {error}")
            continue
        if found is not None:
            yield found


def _whole(task: Any) -> Any:
    """Return a task of the short form (JSON_MIN), which has labels beside the data, as one of the long."""
    if not isinstance(task, dict) or "annotations" in task or "annotator" not in task:
        return task
    labels = task.get(_LABELS, [])
    results = [{"type": "labels", "value": label} for label in labels] if isinstance(labels, list) else labels
    annotation = {"result": results, "completed_by": task["annotator"]}
    return {"data": task, "annotations": [annotation | {name: task.get(name) for name in ("created_at", "updated_at")}]}


class _BadTask(Exception):
    """What is wrong with a task."""


class _Task:
    """One task of a file; its methods raise _BadTask where something is wrong with it."""

    def __init__(self, where: str, by: str | None) -> None:
        self._where, self._by = where, by

    def read(self, task: Any, views: Views, met: set[tuple[str, str]]) -> Read | None:
        """Return what it says; None where nobody annotated it."""
        listed = task.get("annotations") if isinstance(task, dict) else None
        data = task.get("data") if isinstance(task, dict) else None
        if not isinstance(listed, list) or not isinstance(data, dict):
            raise _BadTask("has no data or no annotations; export it from Label Studio as JSON")
        done = [item for item in listed if not (isinstance(item, dict) and item.get("was_cancelled"))]
        if not done:
            return None
        view = self._view(data, views, met)
        if len(done) > 1:
            raise _BadTask(f"has {len(done)} annotations; keep the one that counts")
        results = done[0].get("result") if isinstance(done[0], dict) else None
        if not isinstance(results, list):
            raise _BadTask("has an annotation without a result")
        by, at = self._who(done[0]), _instant(done[0].get("updated_at") or done[0].get("created_at"))
        if by is None:
            raise _BadTask("does not say who annotated; name them (--by)")
        stated = [self._stated(result, number, view, by, at) for number, result in enumerate(results, 1)]
        return Read(view, tuple(stated), Stated(0, 0, DATE, self._where, by, at=at))

    def _view(self, data: Mapping[str, Any], views: Views, met: set[tuple[str, str]]) -> View:
        article, named = data.get("article_id"), data.get("part")
        part = next((part for part in PARTS if part == named), None)
        if not isinstance(article, str) or part is None:
            raise _BadTask("names no article_id, or no part of it (title, text)")
        if (article, part) in met:
            raise _BadTask(f"{article} {part} stands twice in the file; keep one")
        met.add((article, part))
        try:
            view = views.part(article, part)
        except KeyError:
            raise _BadTask(f"{article} is no story of this package") from None
        if data.get("text") != view.text:
            raise _BadTask(f"is not the {part} of {article} as it was exported; export again and annotate that")
        return view

    def _who(self, annotation: Mapping[str, Any]) -> str | None:
        user = annotation.get("completed_by")
        if isinstance(user, Mapping):
            user = next((user[name] for name in ("email", "username", "id") if user.get(name) is not None), None)
        return str(user) if isinstance(user, (str, int)) and str(user) else self._by

    def _stated(self, result: Any, number: int, view: View, by: str, at: datetime.datetime | None) -> Stated:
        value = result.get("value") if isinstance(result, dict) else None
        if not isinstance(value, dict) or result.get("type") != "labels":
            raise _BadTask(f"result {number} is no label; a package keeps names and dates alone")
        labels = value.get("labels")
        if not isinstance(labels, list) or len(labels) != 1 or labels[0] not in KINDS:
            raise _BadTask(f"result {number}: {labels!r} is no one of {', '.join(KINDS)}")
        span = _span(value, view.text)
        if span is None:
            start, end, says = (value.get(name) for name in ("start", "end", "text"))
            raise _BadTask(f"result {number}: {says!r} does not stand at {start!r} to {end!r}")
        meta = result.get("meta")
        beside = meta.get("text") if isinstance(meta, dict) else None
        said = beside[0] if isinstance(beside, list) and len(beside) == 1 else beside
        if said not in (None, _NONE):
            form = _VALUE if labels[0] == DATE else _SLUG
            if not isinstance(said, str) or not form.fullmatch(said):
                kind = "value of time (EDTF)" if labels[0] == DATE else "id of an entity"
                raise _BadTask(f"result {number}: {said!r} is no {kind}")
        where = f"{self._where}, result {number}"
        return Stated(*span, labels[0], where, by, None if said == _NONE else said, said is not None, at)


def _span(value: Mapping[str, Any], text: str) -> tuple[int, int] | None:
    """Return the span of a label in code points; None where its text does not stand there."""
    start, end, says = (value.get(name) for name in ("start", "end", "text"))
    if isinstance(start, bool) or isinstance(end, bool) or not isinstance(start, int) or not isinstance(end, int):
        return None
    if not isinstance(says, str) or not 0 <= start < end:
        return None
    if text[start:end] == says:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    before, inside = units[: 2 * start], units[2 * start : 2 * end]
    if inside.decode("utf-16-le", "replace") != says:
        return None
    first = len(before.decode("utf-16-le", "replace"))
    return first, first + len(says)


def _instant(value: Any) -> datetime.datetime | None:
    """Return when an annotation was made, in whole seconds of UTC; None where it does not say so with a zone."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return moment.astimezone(datetime.UTC).replace(microsecond=0)
