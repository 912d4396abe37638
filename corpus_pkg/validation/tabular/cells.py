"""What a cell reads as by Table Schema: fast for the forms that are surely right, and one by one for the rest.

A column is judged in two steps. An expression over the whole column says of most cells that they surely are values of
their field within its constraints; it is never true of a cell that is not. The few that are left are judged one by
one, each different text once, by the field of Frictionless, which everybody uses. So a column costs what polars costs,
and no cell is judged otherwise than by the reference. Patterns are matched by polars, whose regular expressions take
linear time; those of Python do not.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from corpus_pkg.validation.problems import Kind
from corpus_pkg.validation.problems import columns as kinds

if TYPE_CHECKING:
    import polars as pl

_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
_INTEGER = r"^[+-]?[0-9]{1,18}$"
_NUMBER = r"^[+-]?(?:[0-9]{1,300}(?:\.[0-9]{0,300})?|\.[0-9]{1,300})(?:[eE][+-]?[0-9]{1,2})?$"
_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
#: Forms that are surely right, by type; years before 1 have a form but no day.
_FORMS = {
    "integer": _INTEGER,
    "number": _NUMBER,
    "date": rf"^{_DAY}$",
    "datetime": rf"^{_DAY}T{_CLOCK}Z?$",
    "time": rf"^{_CLOCK}Z?$",
    "year": r"^[0-9]{4}$",
    "yearmonth": r"^[0-9]{4}-(?:0[1-9]|1[0-2])$",
}
# What the standard has that is no form of ASCII digits, signs and letters is Frictionless's own leniency.
_STANDARD = {
    "integer": re.compile(r"\s*[+-]?[0-9]+\s*"),
    "number": re.compile(r"\s*(?:[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|NaN|-?INF)\s*", re.IGNORECASE),
    "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
#: Types whose cells are judged here, each with the properties that it may have; others are left to Frictionless.
_TYPES: dict[str, frozenset[str]] = {
    "string": frozenset(),
    "any": frozenset(),
    "integer": frozenset({"bareNumber"}),
    "number": frozenset({"bareNumber", "decimalChar", "groupChar"}),
    "boolean": frozenset({"trueValues", "falseValues"}),
    "date": frozenset(),
    "datetime": frozenset(),
    "time": frozenset(),
    "year": frozenset(),
    "yearmonth": frozenset(),
    "array": frozenset({"arrayItem"}),
    "object": frozenset(),
}
_DESCRIBING = frozenset(
    [
        "name",
        "type",
        "format",
        "title",
        "description",
        "example",
        "rdfType",
        "constraints",
        "missingValues",
        "categories",
        "categoriesOrdered",
    ]
)
_DATED = ("date", "datetime", "time")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell: the kind of the problem, and what was expected."""

    kind: Kind
    expected: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a cell is.

    Attributes:
        fault: what is wrong with it; None where nothing is.
        value: its value in one form: cells with equal values have equal ones.
        lenient: whether Frictionless reads it although the standard has no such form.

    """

    fault: Fault | None
    value: str
    lenient: bool = False


class Field:
    """A field of a table's schema as its cells are judged by it.

    Attributes:
        name, type: as declared; a field without a type is a string.
        missing: the cells that have no value.
        left: why its cells are left to Frictionless; None where they are judged here.

    """

    def __init__(self, body: Mapping[str, Any], missing: tuple[str, ...]) -> None:
        """Read the field of its descriptor; `missing` are the cells that have no value."""
        self.body = body
        self.name = str(body.get("name", ""))
        kind = body.get("type", "string")
        self.type = kind if isinstance(kind, str) else "string"
        self.missing = missing
        stated = body.get("constraints")
        self.constraints: Mapping[str, Any] = stated if isinstance(stated, Mapping) else {}
        self.left: str | None = None
        self._reader: Any = None
        self._format = body.get("format", "default")
        pattern = self.constraints.get("pattern")
        self.pattern = pattern if isinstance(pattern, str) and self.type == "string" else None
        self.categories = _categories(body.get("categories"))
        self._prepare()
        self._judged = lru_cache(maxsize=1 << 16)(self._judge)

    @property
    def required(self) -> bool:
        """Whether each cell must have a value."""
        return self.constraints.get("required") is True

    @property
    def unique(self) -> bool:
        """Whether no value may stand twice."""
        return self.constraints.get("unique") is True

    @property
    def choices(self) -> tuple[str, ...]:
        """The texts that a cell must be one of; none where it may be others."""
        enum = self.constraints.get("enum")
        listed = enum if isinstance(enum, list) else sorted(self.categories or ())
        return tuple(item for item in listed if isinstance(item, str))

    def _prepare(self) -> None:
        if self.type not in _TYPES:
            self.left = f"the type {self.type}"
            return
        formats: tuple[str, ...] = ("default",)
        if self.type in _DATED and isinstance(self._format, str) and ("%" in self._format):
            formats = ("default", self._format)
        if self._format not in formats:
            self.left = f"the format {self._format}"
            return
        unknown = sorted(set(map(str, self.body)) - _DESCRIBING - _TYPES[self.type])
        relevant = [
            key for key in unknown if key in ("groupChar", "decimalChar", "bareNumber", "delimiter", "itemType")
        ]
        if relevant:
            self.left = f"the property {relevant[0]}"
            return

    def usable(self) -> bool:
        """Return whether cells can be judged one by one; where not, `left` says why."""
        if self.left is None and self._reader is None:
            descriptor = {key: value for key, value in self.body.items() if key in _DESCRIBING | _TYPES[self.type]}
            for key in ("categories", "categoriesOrdered", "example", "missingValues"):
                descriptor.pop(key, None)
            descriptor["constraints"] = {
                key: value for key, value in self.constraints.items() if key not in ("pattern", "required", "unique")
            }
            try:
                # Here, because loading the fields of Frictionless takes longer than judging a small package.
                import frictionless

                field: Any = frictionless.Field.from_descriptor(descriptor)
                field.missing_values = []
                self._reader = field.create_cell_reader()
            except Exception as error:
                # Whatever is wrong with the field, Frictionless reports it of the descriptor.
                self.left = f"its descriptor ({type(error).__name__})"
        return self.left is None

    def value(self, cell: str) -> Verdict:
        """Return what one cell with a value is, its pattern apart; only where `usable`. A text is judged once."""
        verdict: Verdict = self._judged(cell)
        return verdict

    def native(self, value: Any) -> tuple[str | None, Fault | None]:
        """Return the text that a JSON value stands for, or what is wrong with it. Only where `usable`."""
        _, notes = self._reader(value)
        if notes and "type" in notes:
            return None, self._not_of_type
        if isinstance(value, bool):
            stated = _texts(self.body.get("trueValues" if value else "falseValues"), ("true" if value else "false",))
            return stated[0] if stated else None, None
        if self.type == "integer" and isinstance(value, float):
            # To JSON it is the same number.
            value = int(value)
        return json.dumps(value), None

    @property
    def _not_of_type(self) -> Fault:
        form = "" if self._format == "default" else f" of the format {self._format}"
        return Fault(kinds.TYPE, f"{_article(self.type)}{form}")

    def _judge(self, cell: str) -> Verdict:
        value, notes = self._reader(cell)
        if notes and "type" in notes:
            return Verdict(self._not_of_type, cell)
        if notes:
            name = next(iter(notes))
            return Verdict(Fault(kinds.CONSTRAINT, f"{name} {self.constraints.get(name)}"), self._form(value))
        if self.categories is not None and cell not in self.categories:
            return Verdict(Fault(kinds.CATEGORY, f"one of the {len(self.categories)} categories"), self._form(value))
        standard = _STANDARD.get(self.type) if self._plain else None
        lenient = standard is not None and standard.fullmatch(cell) is None
        return Verdict(None, self._form(value), lenient)

    def _form(self, value: Any) -> str:
        """Return the value in one form, so that equal values are equal texts; that of `form` for the same type."""
        if self.type in ("string", "any", "integer", "year"):
            return str(value)
        if self.type == "number":
            return str(value.normalize() + 0) if value.is_finite() else str(value)
        if self.type == "yearmonth":
            return f"{value.year:04}-{value.month:02}"
        return str(value.isoformat()) if hasattr(value, "isoformat") else repr(value)

    @property
    def _plain(self) -> bool:
        """Whether cells have the forms that the standard gives them where nothing else is declared."""
        if self.type in _DATED:
            return bool(self._format == "default")
        return not (
            self.body.get("bareNumber") is False
            or self.body.get("groupChar") not in (None, "")
            or self.body.get("decimalChar") not in (None, ".")
        )

    # -- whole columns -----------------------------------------------------------------------------------------------

    def sure(self, cell: pl.Expr) -> pl.Expr | None:
        """Return what is true where a cell is surely right, its pattern apart; None where each must be judged."""
        import polars as pl

        rules = self.constraints
        if self.type == "boolean":
            values = [*_texts(self.body.get("trueValues"), ("true", "True", "TRUE", "1"))]
            values += _texts(self.body.get("falseValues"), ("false", "False", "FALSE", "0"))
            return None if "enum" in rules else cell.is_in(values)
        if not self._plain or self.type in ("array", "object"):
            return None
        parts: list[pl.Expr] = []
        if self.type == "integer":
            # What polars reads as a number is one; what it does not may be.
            parts.append(cell.cast(pl.Int64, strict=False).is_not_null())
        elif self.type in _FORMS:
            parts.append(cell.str.contains(_FORMS[self.type]))
        if self.type in (*_DATED, "yearmonth") and self.type != "time":
            parts.append(~cell.str.starts_with("0000"))
        if self.categories is not None:
            parts.append(cell.is_in(list(self.categories)))
        if "enum" in rules:
            enum = rules["enum"]
            if not isinstance(enum, list) or not all(isinstance(item, str) for item in enum):
                return None
            parts.append(cell.is_in(enum))
        if self.type == "string":
            for name, length in rules.items():
                if name == "minLength" and isinstance(length, int):
                    parts.append(cell.str.len_bytes() > 0 if length <= 1 else cell.str.len_chars() >= length)
                elif name == "maxLength" and isinstance(length, int):
                    parts.append(cell.str.len_chars() <= length)
        bounds = [(name, rules[name]) for name in _BOUNDS if name in rules]
        if bounds:
            inner = self._within(cell, bounds)
            if inner is None:
                return None
            parts.append(inner)
        whole = pl.lit(True) if not parts else parts[0]
        for part in parts[1:]:
            whole = whole & part
        return whole

    def _within(self, cell: pl.Expr, bounds: list[tuple[str, Any]]) -> pl.Expr | None:
        """Return what is true where a cell of a sure form is surely within the bounds."""
        import polars as pl

        whole = pl.lit(True)
        for name, bound in bounds:
            above = name.lower().endswith("minimum")
            if self.type in ("integer", "number", "year"):
                try:
                    limit = float(bound)
                except (TypeError, ValueError, OverflowError):
                    return None
                if not math.isfinite(limit):
                    return None
                if self.type == "number" or limit != int(limit) or abs(limit) > 2**53:
                    # Near the bound a float may be on its wrong side.
                    margin = 1e-9 * max(1.0, abs(limit))
                    number = cell.cast(pl.Float64, strict=False)
                    whole = whole & (number > limit + margin if above else number < limit - margin)
                    continue
                number = cell.cast(pl.Int64, strict=False)
                exclusive = name.startswith("exclusive")
                edge = int(limit) + (0 if not exclusive else 1 if above else -1)
                whole = whole & (number >= edge if above else number <= edge)
            elif self.type in ("date", "yearmonth") and isinstance(bound, str):
                if re.fullmatch(_FORMS[self.type].strip("^$"), bound) is None:
                    return None
                inner = cell > bound if above else cell < bound
                whole = whole & (inner if name.startswith("exclusive") else inner | (cell == bound))
            else:
                return None
        return whole.fill_null(False)

    def form(self, cell: pl.Expr) -> pl.Expr:
        """Return the form of sure cells in which equal values are equal: numbers of integers, texts of others."""
        import polars as pl

        return cell.cast(pl.Int64, strict=False) if self.type in ("integer", "year") else cell

    @property
    def has_one_form(self) -> bool:
        """Whether each value of a sure cell has one text, or `form` gives it one."""
        return self.type in ("string", "any", "integer", "year", "date", "yearmonth") and self._plain


def fields(schema: Mapping[str, Any]) -> list[Field]:
    """Return the fields of a Table Schema, those that are no objects left out."""
    common = _missing(schema.get("missingValues"), ("",))
    listed = schema.get("fields")
    return [
        Field(item, _missing(item.get("missingValues"), common))
        for item in (listed if isinstance(listed, list) else ())
        if isinstance(item, Mapping)
    ]


def _missing(stated: Any, default: tuple[str, ...]) -> tuple[str, ...]:
    if not isinstance(stated, list):
        return default
    values = (item.get("value") if isinstance(item, Mapping) else item for item in stated)
    return tuple(value for value in values if isinstance(value, str))


def _categories(stated: Any) -> frozenset[str] | None:
    if not isinstance(stated, list) or not stated:
        return None
    return frozenset(str(item.get("value") if isinstance(item, Mapping) else item) for item in stated)


def _texts(stated: Any, default: tuple[str, ...]) -> list[str]:
    return [item for item in stated if isinstance(item, str)] if isinstance(stated, list) else list(default)


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
