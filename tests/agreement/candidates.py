"""Records to be judged: right ones made from the models, and such as are wrong in one place or two, or nearly so."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st

from corpus_pkg import schemas
from corpus_pkg.package import tables
from corpus_pkg.records import TABLES, Table
from corpus_pkg.stories import PARTS
from corpus_pkg.values import LARGEST

_NUMBERS: list[Any] = [
    *(0, 1, -1, 1.0, -0.0, 2.5, 1e300, LARGEST, LARGEST + 1, float(LARGEST), float(LARGEST + 1), -LARGEST),
    *(2**63, 10**400, -(10**400), float("nan"), float("inf"), float("-inf"), True, False),
]
_TEXTS = [
    *("", " ", "\t", "\n", "\r", "\r\n", "x", "ب", "\0", "\ufeff", "\u200f", "|", "a|b", "a||b", "|a", "a\r\nb", '"'),
    *(",", "a,b", "=1+1", "null", "true", "nan", "NaN", "inf", "[]", "\ud800", "a\udfffb", "\U0001f54c", "é"),
    *("0", "1", "-1", "-0", "+5", "٥", "۵", "५", " 5", "5 ", "5\n", "\u00a05", "007", "1_000", "9.5", "1.0", "1e3"),
    *("0x1", "9" * 20, "9" * 400, "9" * 5000, str(LARGEST), str(LARGEST + 1), "−1", "1,000"),
    *("2024-03-20", "2012-02-30", "2012-02-29", "2013-02-29", "1900-02-29", "2000-02-29", "2024-04-31", "2024-13-01"),
    *("2024-00-10", "2024-01-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2024-01-01", "24-03-20"),
    *("2024-3-5", "2024-03-5", "2024-03- 5", "٢٠٢٤-٠٣-٢٠", "2024-03-20T00:00:00", "20240320", "2024-W12-3", "2024-080"),
    *("2024-03-20\n", " 2024-03-20", "2024-03-20 ", "2024-03-20Z", "2024/03/20", "20.03.2024", "1710892800"),
    *(
        "2024",
        "2024-03",
        "202X",
        "20XX",
        "XXXX",
        "2XXX",
        "X024",
        "XXXX-05-21",
        "2024-XX-21",
        "2024-05-XX",
        "2024-05-2X",
    ),
    *("2024-13", "2024-00", "2024-21", "2024-24", "2024-25", "2024-W01", "2024-W53", "2024-W54", "2024-W00", "2024-W1"),
    *("2024~", "2024?", "2024%", "2024~?", "~2024", "2024-03~", "2024-03~-20", "Y20240", "-0044", "2024-03-20T10:00"),
    *("2024-03-20T10:00:00+03:00", "2024-03-20T24:00", "2024-03-20T23:59:60", "2024-03-20T10:00+15:00", "T10:00"),
    *(
        "2024-03-20T10:00:00Z",
        "2024-03-20T10:00:00z",
        "2024-03-20 10:00:00Z",
        "2024-02-30T10:00:00Z",
        "2024-03-20T10:00:00.5Z",
    ),
    *("2024-03-20T10:00Z", "2024-03-20t10:00z", "2024-03T10:00", "2024/2025", "2024/", "/2024", "2024/..", "../2024"),
    *(
        "../..",
        "..",
        "2024/2025/2026",
        "2025-12-01/2025-12-05",
        "P",
        "PT",
        "P1Y",
        "P1",
        "PT1H",
        "P1YT",
        "P1Y2M",
        "P1M1Y",
    ),
    *("doc-0123456789abcdef", "doc-0123456789abcdeF", "doc-0123456789abcde", "doc-0123456789abcdef0", "DOC-0"),
    *("doc-0123456789abcdef-1", "doc-0123456789abcdef-0", "doc-0123456789abcdef-01", "doc-0123456789abcdef-"),
    *(
        "a-b",
        "a--b",
        "-a",
        "a-",
        "A",
        "a_b",
        "ar",
        "ara",
        "arab",
        "AR",
        "EG",
        "eg",
        "EGY",
        "0.5000",
        "1.0000",
        "1.0001",
    ),
    *(
        "0.50000",
        ".5000",
        "0,5000",
        "main",
        "Main",
        " main",
        "PER",
        "per",
        "ok",
        "stated",
        "gazetteer",
        "hijri",
        "origin",
    ),
]
#: One right text for each pattern.
_SAMPLES = (
    "doc-0123456789abcdef",
    "doc-0123456789abcdef-1",
    "0" * 64,
    "EG",
    "ar",
    "2024-03-20",
    "a-b",
    "pattern",
)
_SAMPLE: dict[str, Any] = {"integer": 7, "number": 0.5, "date": "2024-02-29", "datetime": "2024-02-29T10:43:00Z"}
_OTHERS: list[Any] = [None, [], {}, ["a"], {"a": 1}, [None]]
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
#: What comes near to a text.
_TWISTS: list[Callable[[str], str]] = [
    lambda text: text + " ",
    lambda text: " " + text,
    lambda text: text + "\n",
    lambda text: text + "\r",
    lambda text: text + "\r\n",
    lambda text: text + "\n\n",
    lambda text: "\n" + text,
    lambda text: "\ufeff" + text,
    lambda text: text + "\u200f",
    lambda text: text + "\0",
    lambda text: text + "|",
    lambda text: text + "|" + text,
    lambda text: text[:-1],
    lambda text: text[1:],
    lambda text: text + text[-1:],
    lambda text: text[::-1],
    str.upper,
    str.title,
    lambda text: text.translate(_EASTERN),
    lambda text: text.replace("-", "–"),
    lambda text: text.replace("0", "O"),
]
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
_NAMES = st.sampled_from(["x", "", "Start", "start ", "$schema", "\ud800", "id"])


def _values(table: Table, name: str) -> st.SearchStrategy[Any]:
    """Right values of a column."""
    arm = _arm(table.name, name)
    kind = tables.column_types(table)[name]
    values: st.SearchStrategy[Any] = _WORDS
    if "enum" in arm:
        values = st.sampled_from(arm["enum"])
    elif kind == "date":
        values = st.dates(min_value=datetime.date(1, 1, 1)).map(datetime.date.isoformat)
    elif kind == "integer":
        whole = st.integers(arm["minimum"], LARGEST)
        values = whole | st.integers(arm["minimum"], 9).map(float) | st.just(arm["minimum"])
    elif kind == "number":
        values = st.floats(arm["minimum"], arm["maximum"])
    elif "pattern" in arm:
        values = st.from_regex(arm["pattern"], fullmatch=True)
    return values if schemas.required(table.model.model_fields[name]) else st.none() | values


@cache
def _rules(name: str) -> Mapping[str, Any]:
    properties: Mapping[str, Any] = schemas.json_schema(TABLES[name].model)["properties"]
    return properties


def _arm(table_name: str, name: str) -> Mapping[str, Any]:
    """What JSON Schema says of a column's values, null left out."""
    rules: Mapping[str, Any] = _rules(table_name)[name]
    return next((arm for arm in rules.get("anyOf", ()) if arm.get("type") != "null"), rules)


@cache
def rights(table_name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Records of the table that every judge should take; columns without a value may be left out."""
    table = TABLES[table_name]
    known = {name: _values(table, name) for name in table.columns}
    needed = {name: known[name] for name in known if schemas.required(table.model.model_fields[name])}
    return st.fixed_dictionaries(needed, optional={name: known[name] for name in known if name not in needed})


def sample(table_name: str) -> dict[str, Any]:
    """One right record of the table, with a value in each column."""
    table, record = TABLES[table_name], dict[str, Any]()
    for name, kind in tables.column_types(table).items():
        arm = _arm(table_name, name)
        record[name] = _SAMPLE.get(kind, "x")
        if "enum" in arm:
            record[name] = arm["enum"][0]
        elif "pattern" in arm and kind == "string":
            record[name] = next(text for text in _SAMPLES if re.search(arm["pattern"], text))
    return record


def near(table_name: str, column: str) -> list[dict[str, Any]]:
    """The sample of the table with each value in the column that comes near to its own, and some that do not."""
    right = sample(table_name)
    own = str(right[column])
    values = [twist(own) for twist in _TWISTS]
    values += [*_NUMBERS, *_OTHERS, "", " ", "\0", "\ud800", "٥", "+5", "2012-02-30", "2024-3-5", "9" * 400]
    return [right | {column: value} for value in values]


@st.composite
def records(draw: st.DrawFn, table_name: str) -> dict[str, Any]:
    """Records of the table with none, one or two faults, or near-faults, of any sort that JSON can write."""
    record = draw(rights(table_name))
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
        name = draw(st.sampled_from(TABLES[table_name].columns))
        value = record.get(name)
        fault = draw(st.sampled_from(["twist", "value", "value", "drop", "extra"]))
        if fault == "twist" and isinstance(value, (str, int)):
            record[name] = draw(st.sampled_from(_TWISTS))(str(value))
        elif fault == "drop":
            record.pop(name, None)
        elif fault == "extra":
            record[draw(_NAMES)] = draw(st.sampled_from([None, "x", 1, *_OTHERS]))
        else:
            record[name] = draw(st.sampled_from(_TEXTS) | st.sampled_from(_NUMBERS) | st.sampled_from(_OTHERS))
    return record


@st.composite
def rows(draw: st.DrawFn, table_name: str) -> list[str]:
    """Rows of cells with none, one or two faults, or near-faults, that a file of UTF-8 can hold."""
    record = draw(rights(table_name))
    kinds = tables.column_types(TABLES[table_name])
    row = ["" if record.get(name) is None else _digits(record[name], kind) for name, kind in kinds.items()]
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
        place = draw(st.integers(0, len(row) - 1))
        fault = draw(st.sampled_from(["twist", "value", "value", "extra", "short"]))
        if fault == "twist" and row[place]:
            row[place] = draw(st.sampled_from(_TWISTS))(row[place])
        elif fault == "extra" and draw(st.booleans()):
            row.append(draw(st.sampled_from(["", "x"])))
        elif fault == "short" and draw(st.booleans()) and len(row) > 1:
            row.pop()
        else:
            row[place] = draw(st.sampled_from([text for text in _TEXTS if text.isascii() or _encodes(text)]) | _WORDS)
    return row


#: What a row in a story names whole: the column, and the table of its row.
_NAMED = {"credits": ("source", "sources"), "mentions": ("entity", "entities")}


@st.composite
def nested(draw: st.DrawFn) -> dict[str, Any]:
    """Stories with what was read from them, with none, one or two faults in any part."""
    record: dict[str, Any] = draw(rights("articles") | records("articles"))
    if draw(st.integers(0, 9)):
        record["document"] = draw(draw(st.sampled_from([rights("documents"), records("documents")])))
    for name in PARTS:
        part = draw(st.sampled_from([rights(name), rights(name), records(name)]))
        if name in _NAMED:
            column, table = _NAMED[name]
            named = draw(st.sampled_from([rights(table), rights(table), records(table), st.sampled_from(_OTHERS)]))
            part = st.builds(lambda row, column, named: row | {column: named}, part, st.just(column), named)
        listed = st.lists(part, max_size=2)
        if draw(st.booleans()):
            record[name] = draw(listed if draw(st.integers(0, 9)) else st.sampled_from([*_OTHERS, "x", 1]))
    return record


def _digits(value: Any, kind: str) -> str:
    return str(int(value)) if isinstance(value, float) and kind == "integer" else str(value)


def _encodes(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)
