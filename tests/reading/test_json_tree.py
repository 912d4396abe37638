"""JSON as a tree that tells where its strings stand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from growth import check_linear
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.reading.escapes import unescaped
from corpus_pkg.reading.json_tree import DEEPEST, Node, Scalar, Value, Values, values

TEXTS = st.text(st.sampled_from('خبر"\\/\n{}[],: \U0001f600'), max_size=6)
JSON = st.recursive(
    st.one_of(TEXTS, st.integers(), st.booleans(), st.none()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def plain(source: str, value: Value) -> Any:
    if isinstance(value, Node):
        return {plain(source, key): plain(source, member) for key, member in value.members}
    if isinstance(value, Values):
        return [plain(source, item) for item in value.items]
    text = source[value.start : value.end]
    return unescaped(text) if value.quoted else json.loads(text)


def read(source: str) -> list[Any]:
    return [plain(source, value) for value in values(source, 0, len(source))]


@given(st.lists(JSON, max_size=3), st.booleans(), st.sampled_from([None, 1]))
def test_valid_json_is_read_as_json_says(items: list[Any], ascii_only: bool, indent: int | None) -> None:
    source = json.dumps(items, ensure_ascii=ascii_only, indent=indent)
    assert read(source) == [items]


COMMENTS = ("", " ", "\n", '// ملاحظة "قديمة"\n', "/* {'a': 1}, \"b\": */", " /* ** */ // [\n ")
NAMES = st.sampled_from(["headline", "@type", "$id", "a_1"])


@st.composite
def badly_written(draw: st.DrawFn, value: Any) -> str:
    """Write a value with faults that leave its meaning: marks, comments, commas, names and line breaks."""

    def gap() -> str:
        return draw(st.sampled_from(COMMENTS))

    def string(text: str, *, key: bool = False) -> str:
        if key and text.isascii() and text.replace("_", "a").isidentifier() and draw(st.booleans()):
            return text
        written = json.dumps(text, ensure_ascii=draw(st.booleans()))[1:-1]
        written = written.replace("\\n", "\n") if "\\\\" not in written and draw(st.booleans()) else written
        if draw(st.booleans()):
            return f'"{written}"'
        return "'" + written.replace('\\"', '"').replace("'", "\\'") + "'"

    def write(value: Any) -> str:
        if isinstance(value, str):
            return string(value)
        if isinstance(value, list):
            # Between two strings a comma too few is one of two readings.
            items = [gap() + write(item) + gap() for item in value]
            return "[" + ",".join(items) + ("," if items and draw(st.booleans()) else "") + gap() + "]"
        if isinstance(value, dict):
            parts: list[str] = []
            for name, member in value.items():
                written = string(name, key=True)
                bare = written[0] not in "\"'"
                comma = "," if not parts or bare or draw(st.booleans()) else ""
                parts += [comma if parts else "", gap(), written, gap(), ":", gap(), write(member), gap()]
            return "{" + "".join(parts) + ("," if value and draw(st.booleans()) else "") + gap() + "}"
        return json.dumps(value) + " "

    return write(value)


@st.composite
def scripts(draw: st.DrawFn) -> tuple[str, Any]:
    member = st.recursive(
        st.one_of(st.text(st.sampled_from("خبر'\"/\n{}[],: a"), max_size=8), st.integers(), st.booleans(), st.none()),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | TEXTS, inner, max_size=3),
        max_leaves=8,
    )
    value = draw(st.dictionaries(NAMES | TEXTS, member, min_size=1, max_size=4))
    before, behind = draw(
        st.sampled_from(
            [("", ""), ("<!--", "-->"), ("//<![CDATA[\n", "\n//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("", ";")]
        )
    )
    return before + draw(badly_written(value)) + behind, value


@given(scripts())
def test_what_is_written_badly_means_what_it_would_if_written_well(script: tuple[str, Any]) -> None:
    source, value = script
    assert read(source) == [value]


@pytest.mark.parametrize(
    "source",
    [
        '{"a": "س" "ص", "b": 1}',
        '{"a": ["س" "ص"]}',
        '{"a": "س" x, "b": "ص"}',
        '{"a": "س" b: "ص", "c": "ع"}',
        '{"a": "س" /* ' + "x" * 400 + ' */, "b": "ص"}',
        '{"a": "قال "نعم": "لا" ومضى", "b": "ص"}',
        '["قال "نعم", "لا" ومضى"]',
        "{'a': 'س\", 'b': 1}",
    ],
)
def test_what_may_be_read_in_two_ways_says_nothing(source: str) -> None:
    assert read(source) == []


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ('{"a": [1, 2,], "b": "x",}', [{"a": [1, 2], "b": "x"}]),
        ('{"a": "سطر\nثان"}', [{"a": "سطر\nثان"}]),
        ('{"a": "قال "نعم" ثم مضى", "b": 1}', [{"a": 'قال "نعم" ثم مضى', "b": 1}]),
        ('{"a": "قال "نعم", ثم مضى", "b": 1}', [{"a": 'قال "نعم", ثم مضى', "b": 1}]),
        ('{"a": "قال "نعم": مضى", "b": 1}', [{"a": 'قال "نعم": مضى', "b": 1}]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('<![CDATA[[{"a": 1}]]]>', [[{"a": 1}]]),
        ('{"a": 1};\n{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": [1, {"b": "x"', [{"a": [1, {"b": "x"}]}]),
        ('{"a": 1,\n', [{"a": 1}]),
        ("{'a': 'it's o'clock', 'b': 1}", [{"a": "it's o'clock", "b": 1}]),
        ('{"a": "عام \'48 كان"}', [{"a": "عام '48 كان"}]),
        ('{"a": "قال نعم", ثم مضى", "b": 1}', [{"a": 'قال نعم", ثم مضى', "b": 1}]),
        ('{"a": "صحيفة א"ב اليوم"}', [{"a": 'صحيفة א"ב اليوم'}]),
        ("{headline: 'خبر', 'b': [1, 2]}", [{"headline": "خبر", "b": [1, 2]}]),
        ('/* {old: "x"} */ {"a": 1} // {"b": 2', [{"a": 1}]),
    ],
)
def test_what_allows_one_reading_alone_is_mended(source: str, meant: list[Any]) -> None:
    assert read(source) == meant


@pytest.mark.parametrize("source", ['{"a": "x', '{"a" 1}', '{"a": b}', '{"a": 1]', "{1: 2}", "[" * (DEEPEST + 2), "x"])
def test_what_is_broken_otherwise_says_nothing(source: str) -> None:
    assert read(source) == []


@given(st.text(st.sampled_from('ab"\\{}[],:1 \n<!-'), max_size=40))
def test_any_text_is_read_and_spans_lie_within_it(source: str) -> None:
    stack: list[Value] = list(values(source, 0, len(source)))
    while stack:
        value = stack.pop()
        if isinstance(value, Scalar):
            assert 0 <= value.start <= value.end <= len(source)
        else:
            stack += value.items if isinstance(value, Values) else [part for member in value.members for part in member]


@pytest.mark.parametrize(
    "piece",
    ['" , "', "['x' ", '"  ', "' '", '{"a":"x"/*"*/', '"//', "/*", "{'a':\"x\" 'b' ", '"/**/' * 5 + "x", "/**//"],
)
def test_faults_are_read_in_linear_time(piece: str) -> None:
    check_linear(lambda size: list(values('{"a":"' + piece * size, 0, len(piece) * size)), 2000)


@pytest.mark.parametrize("piece", ['{"a":"b",', '["', '"a" ', "[", "{}", '{"a":{"a":', '{"a":"' + '" ' * 3, "\\"])
def test_reading_is_linear(piece: str) -> None:
    check_linear(lambda size: list(values(piece * size, 0, len(piece) * size)), 2000)
