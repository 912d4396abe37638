"""The column layer: whether the tables are what their descriptor declares, a column at a time, by polars.

It checks what Frictionless checks (files, hashes, sizes, headers, types, constraints, keys) many times as fast, and
what Frictionless does not: unique keys, categories, other hashes. What it cannot judge exactly (a type, a format, a
dialect) it leaves to Frictionless and says so. Memory holds a block of rows, and the columns that keys are made of.
"""

from __future__ import annotations

import codecs
import hashlib
import importlib.util
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_pkg.package import descriptor
from corpus_pkg.package.descriptor import MARK
from corpus_pkg.records import TABLES
from corpus_pkg.validation.admission import WIDEST, Admission, Resource
from corpus_pkg.validation.problems import Kind, Problem
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import batches, cells, patterns
from corpus_pkg.validation.tabular.batches import Batch, Dialect, UnreadableError
from corpus_pkg.validation.wording import quoted, visible

if TYPE_CHECKING:
    import polars as pl

#: How to get what the layer needs.
HINT = "polars is not installed; pip install 'corpus-pkg[polars]'"
#: What a spreadsheet would take for a formula: news text may begin with a dash or an "@", so those alone do not count.
FORMULA = r"^(?:=|[+@\-][A-Za-z]+\(|[=+@\-].*\|.*!)"

_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")
_TEXT = ("csv", "tsv")
_LARGEST_JSON = 64 * 1024 * 1024
_NUMBER = "#"


def installed() -> bool:
    """Whether polars is there."""
    try:
        return importlib.util.find_spec("polars") is not None
    except ValueError:
        return False


@dataclass(slots=True)
class Table:
    """What the layer found out about a resource.

    Attributes:
        name: the resource's.
        left: what was left to Frictionless, and why; empty where everything was judged.
        rows: the number of rows that were read.
        width, widest: the cells that a row should have, and the most that one has; 0 where nobody has counted.
        patterns: the patterns that were matched here, by column.
        whole: whether all of its rows were read.
    """

    name: str
    left: list[str] = field(default_factory=list)
    rows: int = 0
    width: int = 0
    widest: int = 0
    patterns: dict[str, str] = field(default_factory=dict)
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Reference:
    """A foreign key: from columns of a table to those of another (or of the same)."""

    table: str
    fields: tuple[str, ...]
    target: str
    target_fields: tuple[str, ...]


class Columns:
    """Checks the tables of a package; the problems go to `findings`, what was done to `tables` and `notes`."""

    def __init__(self, admission: Admission, findings: Findings) -> None:
        self.tables: dict[str, Table] = {}
        self.notes: list[str] = []
        self.files = 0
        self._admission = admission
        self._findings = findings
        self._plans = {resource.name: _plan(resource) for resource in admission.resources}
        #: The distinct keys that are referred to, and that refer, with how often and where first.
        self._targets: dict[tuple[str, tuple[str, ...]], list[pl.DataFrame]] = {}
        self._users: dict[_Reference, list[pl.DataFrame]] = {}
        self._ours = MARK in admission.body
        self._whole = descriptor.is_whole(admission.body)

    def run(self) -> None:
        """Check everything."""
        if self._ours and not self._whole:
            message = (
                "the descriptor was changed since it was built; what it says of rights and sources is not vouched for"
            )
            self.notes.append(message)
        for resource in self._admission.resources:
            if not resource.remote:
                self._resource(resource)
        self._references()

    # -- files -------------------------------------------------------------------------------------------------------

    def _resource(self, resource: Resource) -> None:
        table = self.tables[resource.name] = Table(resource.name)
        missing = [file for file in resource.files if not file.is_file()]
        for file in missing:
            place = file.relative_to(self._admission.root)
            self._say(
                kinds.NO_FILE,
                resource.name,
                f"{quoted(place)} is not there; put the file back or take the resource out",
            )
        if missing:
            return
        plan = self._plans[resource.name]
        stated = resource.body.get("hash")
        if len(resource.files) == 1 and not _wanted(resource):
            if self._ours and (resource.name in TABLES or MARK in resource.body):
                said = f"has the hash {quoted(stated)}" if stated else "has no hash"
                self._say(kinds.HASH, resource.name, f"{_files(resource)} {said}, expected is a sha256; build it again")
            elif stated:
                self.notes.append(f"{visible(resource.name)}: the hash {quoted(stated)} is of no known algorithm")
        try:
            if self._ours and resource.name in TABLES and len(resource.files) == 1:
                self._canonical(resource)
            if plan is not None:
                self._table(resource, plan, table)
                return
            if resource.tabular:
                table.left.append(_why_left(resource))
            self._sums(resource, [hashlib.new(name) for name in _wanted(resource)], feed=True)
        except UnreadableError as error:
            # Not read to its end: how wide it is nobody knows.
            table.widest = 0
            if error.kind is kinds.ENCODING and "encoding" not in resource.body:
                table.left.append("its encoding, which the descriptor does not say")
                return
            self._say(error.kind, resource.name, f"{_files(resource)} {visible(error)}")
        except OSError as error:
            self._say(kinds.NO_FILE, resource.name, f"{_files(resource)} cannot be read ({error.strerror})")
        except Exception as error:
            # A descriptor may hold anything in any place, and no reader of it is ready for all of that.
            table.widest = 0
            table.left.append(f"the table, whose descriptor cannot be used ({type(error).__name__})")

    def _sums(self, resource: Resource, digests: Sequence[Any], *, feed: bool) -> None:
        """Compare hash and size with the declared ones; feeds the digests with the file where nobody has."""
        self.files += len(resource.files)
        if len(resource.files) != 1:
            return
        file, body = resource.files[0], resource.body
        if feed and digests:
            with file.open("rb") as stream:
                while block := stream.read(batches.BLOCK):
                    for digest in digests:
                        digest.update(block)
        size = body.get("bytes")
        if type(size) is int and size != (actual := file.stat().st_size):
            self._say(kinds.BYTES, resource.name, f"{quoted(file.name)} has {actual} bytes, expected are {size}")
        for digest in digests:
            expected = str(body["hash"]).rpartition(":")[2]
            if digest.hexdigest() != expected.lower():
                message = f"{quoted(file.name)} has the {digest.name} {digest.hexdigest()}, expected is {expected}"
                self._say(kinds.HASH, resource.name, message)

    def _say(self, kind: Kind, table: str, message: str, column: str | None = None) -> None:
        self._findings.add(kind.problem(message, table, column))

    # -- one table ---------------------------------------------------------------------------------------------------

    def _table(self, resource: Resource, plan: _Plan, table: Table) -> None:
        digests = [hashlib.new(name) for name in _wanted(resource)] if len(resource.files) == 1 else []
        if len(resource.files) > 1 and resource.body.get("hash"):
            table.left.append("the hash of several files")
        header, found = self._read(resource, plan, table, digests)
        if header is None:
            table.left.append("the dialect, which the descriptor does not say")
            self._sums(resource, [hashlib.new(name) for name in _wanted(resource)], feed=True)
            return
        table.width, table.widest = len(plan.fields), len(header)
        columns = self._header(resource, plan, header)
        checker = _Checker(self, resource, plan, table, columns)
        for batch in found:
            checker.check(batch)
        checker.end()
        table.whole = True
        self._sums(resource, digests, feed=False)
        stated = resource.body.get("rows")
        if type(stated) is int and stated and stated != table.rows:
            self._say(kinds.ROWS, resource.name, f"has {table.rows} rows, expected are {stated}")
        if not table.rows and not header and plan.form.header:
            self._say(kinds.EMPTY, resource.name, f"{_files(resource)} is empty, expected is a header")

    def _read(
        self, resource: Resource, plan: _Plan, table: Table, digests: Sequence[Any]
    ) -> tuple[list[str] | None, Iterator[Batch]]:
        """The labels (None where the file is to be left to Frictionless) and the rows."""
        if resource.format not in _TEXT:
            return _inline(resource, plan, self._findings)
        encoding = _encoding(resource)
        form = plan.form
        header = batches.labels(resource.files[0], encoding, form)
        names = [item.name for item in plan.fields]
        if not form.stated and form.header and header != names and not set(header) & set(names):
            return None, iter(())
        width = len(header) if form.header and header else len(plan.fields)
        if width > WIDEST:
            raise UnreadableError(
                kinds.REFUSED, f"has {width} columns, and no more than {WIDEST} are checked; split it"
            )
        parts = [
            batches.batches(file, encoding, form, width, digests if not number else ())
            for number, file in enumerate(resource.files)
        ]
        return header, _joined(parts) if len(parts) > 1 else parts[0]

    def _header(self, resource: Resource, plan: _Plan, header: list[str]) -> list[cells.Field | None]:
        """The field of each column; what does not match is reported."""
        fields, form = plan.fields, plan.form
        if not form.header or not header:
            return list(fields)
        same = (lambda name: name) if form.exact_case else str.lower
        match = plan.match
        message = None
        columns: list[cells.Field | None]
        if match == "exact":
            columns = [fields[place] if place < len(fields) else None for place in range(len(header))]
            for place, label in enumerate(header):
                name = fields[place].name if place < len(fields) else None
                if name is None or not label or same(label) != same(name):
                    expected = quoted(name) if name is not None else "none"
                    message = f"column {place + 1} is {quoted(label)}, expected is {expected}"
                    break
            else:
                if len(header) < len(fields):
                    lost = quoted(fields[len(header)].name)
                    message = f"has {len(header)} columns, expected are {len(fields)}: {lost} is missing"
            if message is None and len(set(header)) < len(header):
                twice = next(name for name, count in Counter(header).items() if count > 1)
                message = f"{quoted(twice)} names two columns"
        else:
            known = {same(item.name): item for item in fields}
            columns = [known.get(same(label)) for label in header]
            present = {same(label) for label in header}
            required = [item.name for item in fields if same(item.name) not in present]
            if match in ("superset", "partial"):
                required = [name for name in required if known[same(name)].required or name in plan.key]
            extra = [label for label, column in zip(header, columns, strict=True) if column is None]
            if len(present) < len(header):
                message = "two columns have the same name"
            elif required:
                message = f"{quoted(required[0])} is missing"
            elif extra and match not in ("subset", "partial"):
                message = f"{quoted(extra[0])} is a column, expected is none of that name"
            elif match == "partial" and fields and not any(columns):
                message = "no column has the name of a field"
        if message is not None:
            self._say(kinds.HEADER, resource.name, f"{message}; name the columns as the fields are named")
        return columns

    def _canonical(self, resource: Resource) -> None:
        """Our tables are UTF-8 without a byte order mark, lines end with LF, and schema and dialect are ours."""
        file = resource.files[0]
        name = quoted(file.name)
        encoding = _encoding(resource)
        if encoding not in ("utf-8", "utf-8-sig"):
            self._say(kinds.ENCODING, resource.name, f"{name} is said to be {visible(encoding)}, expected is utf-8")
        else:
            with file.open("rb") as stream:
                begin = stream.read(len(codecs.BOM_UTF8))
                stream.seek(max(0, stream.seek(0, 2) - 1))
                last = stream.read(1)
            if begin == codecs.BOM_UTF8:
                self._say(kinds.BOM, resource.name, f"{name} begins with a byte order mark, expected is none")
            if _returns(file):
                self._say(kinds.LINE_ENDS, resource.name, f"{name} has lines that end with CR or CRLF, expected is LF")
            elif last not in (b"", b"\n"):
                self._say(kinds.LINE_ENDS, resource.name, f"{name} ends without a line end, expected is LF")
        ours = descriptor.table_resource(TABLES[resource.name], "", 0)
        declared, schema = resource.schema or {}, ours["schema"]
        for key in ("fields", "primaryKey", "foreignKeys", "missingValues", "fieldsMatch"):
            if _said(declared.get(key), self._whole) != _said(schema.get(key), self._whole):
                message = f"the {key} of the schema are not those of this table; build the package again"
                self._say(kinds.SCHEMA, resource.name, message)
        if not self._whole and resource.body.get("dialect") != ours["dialect"]:
            self._say(kinds.SCHEMA, resource.name, "the dialect is not that of our tables; build the package again")

    # -- between tables ----------------------------------------------------------------------------------------------

    def wanted(self, name: str) -> list[tuple[str, ...]]:
        """The keys of the table that others refer to."""
        found = {
            key.target_fields for plan in self._plans.values() if plan for key in plan.references if key.target == name
        }
        return sorted(found)

    def target(self, name: str, fields: tuple[str, ...], keys: pl.DataFrame) -> None:
        """Note distinct keys of the table."""
        self._targets.setdefault((name, fields), []).append(keys)

    def user(self, reference: _Reference, keys: pl.DataFrame) -> None:
        """Note distinct keys that refer: their parts, how many rows have them, and the first of these."""
        self._users.setdefault(reference, []).append(keys)

    def _references(self) -> None:
        import polars as pl

        for name, plan in self._plans.items():
            if plan is None:
                continue
            for reference in plan.references:
                table = self.tables.get(name)
                if table is None or reference not in self._users:
                    continue
                target = self._plans.get(reference.target)
                if target is None or self.tables.get(reference.target) is None:
                    if not any(resource.name == reference.target for resource in self._admission.resources):
                        message = f"it refers to {quoted(reference.target)}, which is no table of the package"
                        self._say(kinds.FOREIGN_KEY, name, message, "|".join(map(visible, reference.fields)))
                    else:
                        table.left.append(f"its references to {visible(reference.target)}")
                    continue
                types = [_types(plan, reference.fields), _types(target, reference.target_fields)]
                if None in types or types[0] != types[1]:
                    table.left.append(f"its references to {visible(reference.target)}")
                    continue
                parts = [f"k{place}" for place in range(len(reference.fields))]
                users = pl.concat(self._users[reference])
                none = [pl.DataFrame(schema=dict.fromkeys(parts, pl.String))]
                held = self._targets.get((reference.target, reference.target_fields), none)
                if not self.tables[reference.target].whole:
                    table.left.append(f"its references to {visible(reference.target)}")
                    continue
                users = users.group_by(parts).agg(pl.col("rows").sum(), pl.col("first").min())
                known = pl.concat(held).unique().with_columns(pl.lit(True).alias("known"))
                lost = _absent(users, known, parts)
                self._findings.several(kinds.FOREIGN_KEY, name, lost.height, _dangling(reference, lost, parts))


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a table is to be checked."""

    fields: list[cells.Field]
    form: Dialect
    match: str
    key: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    references: tuple[_Reference, ...]


def _plan(resource: Resource) -> _Plan | None:
    """How to check the resource; None where it is no table that can be checked here."""
    schema = resource.schema
    if schema is None or _why_left(resource):
        return None
    fields = cells.fields(schema)
    names = {item.name for item in fields}
    key = _names(schema.get("primaryKey"))
    listed = schema.get("uniqueKeys")
    unique = tuple(_names(item) for item in (listed if isinstance(listed, list) else ()))
    references = []
    stated = schema.get("foreignKeys")
    for item in stated if isinstance(stated, list) else ():
        reference = item.get("reference") if isinstance(item, Mapping) else None
        if isinstance(reference, Mapping):
            own, other = _names(item.get("fields")), _names(reference.get("fields"))
            target = reference.get("resource") or resource.name
            if own and len(own) == len(other) and set(own) <= names and isinstance(target, str):
                references.append(_Reference(resource.name, own, target, other))
    match = schema.get("fieldsMatch", "exact")
    if isinstance(match, list):
        match = match[0] if match else "exact"
    return _Plan(
        fields,
        batches.dialect(resource.body, resource.format),
        match if isinstance(match, str) else "exact",
        key if set(key) <= names else (),
        tuple(item for item in unique if item and set(item) <= names),
        tuple(dict.fromkeys(references)),
    )


def _why_left(resource: Resource) -> str:
    """Why a table as a whole is left to Frictionless; empty where it is not."""
    schema = resource.schema
    if schema is None:
        return "the table, which has no schema at hand"
    listed = schema.get("fields")
    if not isinstance(listed, list) or not listed:
        return "the table, whose schema lists no fields"
    names = [item.get("name") if isinstance(item, Mapping) else None for item in listed]
    if not all(isinstance(name, str) and name for name in names) or len(set(names)) < len(names):
        return "the table, whose fields have no names of their own"
    if resource.packed:
        return "the table, which is compressed"
    if resource.format in _TEXT and resource.files:
        return batches.dialect(resource.body, resource.format).left or ""
    if (resource.format == "json" and len(resource.files) == 1) or (not resource.files and "data" in resource.body):
        return "the dialect" if resource.body.get("dialect") else ""
    return f"the format {visible(resource.format)}"


class _Checker:
    """Checks the rows of one table."""

    def __init__(
        self, layer: Columns, resource: Resource, plan: _Plan, table: Table, columns: list[cells.Field | None]
    ) -> None:
        self._layer = layer
        self._findings = layer._findings
        self._name = visible(resource.name)
        self._resource = resource
        self._plan = plan
        self._table = table
        self._columns = columns
        self._place = {column.name: f"c{place}" for place, column in enumerate(columns) if column is not None}
        self._fields = {column.name: column for column in columns if column is not None}
        self._keys: dict[tuple[tuple[str, ...], str], list[pl.DataFrame]] = {}
        self._lenient: dict[str, int] = {}
        self._formulas = 0
        self._patterns: dict[str, str] = {}
        for column in self._fields.values():
            if column.left is not None:
                self._leave(column)
            elif column.pattern is not None:
                self._prepare_pattern(column)

    def _leave(self, column: cells.Field) -> None:
        self._table.left.append(f"{visible(column.name)} ({column.left})")

    def _prepare_pattern(self, column: cells.Field) -> None:
        import polars as pl

        pattern = column.pattern or ""
        known = patterns.whole(pattern)
        try:
            pl.Series(["a"]).str.contains(known or "(")
            self._patterns[column.name] = known or ""
        except pl.exceptions.PolarsError:
            # What polars does not know (a look ahead) Python does, where it surely ends.
            if patterns.compiled(pattern) is None:
                self._table.left.append(f"{visible(column.name)} (the pattern)")
                return
        self._table.patterns[column.name] = pattern

    def check(self, batch: Batch) -> None:
        """Check the rows of a batch."""
        import polars as pl

        frame = batch.columns
        self._table.rows += frame.height
        counts: list[pl.Expr] = []
        masks: dict[str, dict[str, pl.Expr]] = {}
        for place, column in enumerate(self._columns):
            name = f"c{place}"
            cell = pl.col(name)
            if column is None:
                masks[name] = {"missing": cell.is_null() | (cell == "")}
            else:
                absent = cell.is_null()
                if column.missing != ("",):
                    absent = absent | cell.is_in(list(column.missing))
                elif name not in batch.full:
                    absent = absent | (cell == "")
                masks[name] = {"missing": absent}
                if column.left is None:
                    sure = column.sure(cell)
                    masks[name]["doubtful"] = ~absent if sure is None else ~absent & ~sure
                    if column.name in self._table.patterns:
                        masks[name]["pattern"] = self._unlike(batch, name, column, absent)
                if column.type in ("string", "any") and not {"enum", "pattern"} & column.constraints.keys():
                    masks[name]["formula"] = cell.str.contains(FORMULA)
            counts.extend(mask.sum().alias(f"{name}/{kind}") for kind, mask in masks[name].items())
        found = frame.select(counts).row(0, named=True) if counts else {}
        blank = None
        if masks and all(found[f"{name}/missing"] for name in masks):
            blank = frame.select(pl.all_horizontal([masks[name]["missing"] for name in masks])).to_series()
            self._rows(
                batch, blank, kinds.BLANK_ROW, "", None, lambda _: "has no value in any cell; fill it or take it out"
            )
            if not blank.any():
                blank = None
        empty = set() if blank is None else {batch.number(place) for place in blank.arg_true()}
        for number, width in batch.ragged:
            self._table.widest = max(self._table.widest, width)
            if number not in empty:
                message = f"has {width} cells, expected are {len(self._columns)}"
                self._findings.add(kinds.CELLS.problem(message, self._name, row=number))
        for place, column in enumerate(self._columns):
            name = f"c{place}"
            if column is None:
                continue
            if column.required and found[f"{name}/missing"]:
                mask = frame.select(masks[name]["missing"]).to_series()
                if blank is not None:
                    mask = mask & ~blank
                self._rows(batch, mask, kinds.REQUIRED, name, column, lambda _: "is empty, expected is a value")
            if found.get(f"{name}/doubtful"):
                self._doubtful(batch, name, column, frame.select(masks[name]["doubtful"]).to_series())
            if found.get(f"{name}/pattern"):
                mask = frame.select(masks[name]["pattern"]).to_series()
                said = visible(column.pattern, 120)
                self._rows(
                    batch,
                    mask,
                    kinds.CONSTRAINT,
                    name,
                    column,
                    lambda cell, said=said: f"is {quoted(cell)}, expected is the pattern {said}",
                )
            self._formulas += found.get(f"{name}/formula") or 0
        self._collect(batch, masks, found)

    def _unlike(self, batch: Batch, name: str, column: cells.Field, absent: pl.Expr) -> pl.Expr:
        """True where a cell does not match the pattern; each different text is matched once."""
        import polars as pl

        texts = batch.columns[name].unique()
        texts = texts.filter(texts.is_not_null() & ~texts.is_in(list(column.missing)))
        if column.name in self._patterns:
            unlike = texts.filter(~texts.str.contains(self._patterns[column.name]))
        else:
            pattern = patterns.compiled(column.pattern or "")
            bad = [text for text in texts if pattern is not None and pattern.fullmatch(text) is None]
            unlike = pl.Series(bad, dtype=pl.String)
        return ~absent & pl.col(name).is_in(unlike.implode()) if unlike.len() else pl.lit(False)

    def _doubtful(self, batch: Batch, name: str, column: cells.Field, mask: pl.Series) -> None:
        """Judge the cells that are not surely right, each different text once."""
        import polars as pl

        if not column.usable():
            self._leave(column)
            return
        texts = batch.columns[name].filter(mask).unique()
        by_kind: dict[Kind, dict[str, cells.Fault]] = {}
        for text in texts:
            verdict = column.value(text)
            if verdict.fault is not None:
                by_kind.setdefault(verdict.fault.kind, {})[text] = verdict.fault
            elif verdict.lenient:
                self._lenient.setdefault(column.name, 0)
                self._lenient[column.name] += 1
        for kind, faults in by_kind.items():
            bad = batch.columns.select(pl.col(name).is_in(list(faults)) & mask).to_series()

            def message(cell: str, faults: dict[str, cells.Fault] = faults) -> str:
                return f"is {quoted(cell)}, expected is {visible(faults[cell].expected, 160)}"

            self._rows(batch, bad, kind, name, column, message)

    def _rows(
        self, batch: Batch, mask: pl.Series, kind: Kind, name: str, column: cells.Field | None, message: Any
    ) -> None:
        """Report each row of the mask, as many as are kept, and count the rest."""

        def problem(index: int) -> Problem:
            cell = batch.columns[name][index] if column is not None else None
            return kind.problem(
                message(cell if cell is not None else ""),
                self._name,
                column.name if column is not None else None,
                key=self._key(batch, index),
                row=batch.number(index),
            )

        self._findings.several(kind, self._name, int(mask.sum()), map(problem, mask.arg_true()))

    def _key(self, batch: Batch, index: int) -> str | None:
        key = self._plan.key
        if not key or not all(name in self._place for name in key):
            return None
        return "|".join(str(batch.columns[self._place[name]][index] or "") for name in key)

    # -- keys --------------------------------------------------------------------------------------------------------

    def _collect(self, batch: Batch, masks: Mapping[str, Mapping[str, pl.Expr]], found: Mapping[str, int]) -> None:
        """Note the keys of the rows."""
        import polars as pl

        plan = self._plan
        alone = tuple((item.name,) for item in self._fields.values() if item.unique)
        own = [((plan.key), "primary key")] if plan.key else []
        own += [(item, "unique key") for item in plan.unique] + [(item, "unique") for item in alone]
        targets = self._layer.wanted(self._resource.name)
        wanted = {name for fields, _ in own for name in fields}
        wanted |= {name for fields in targets for name in fields}
        wanted |= {name for reference in plan.references for name in reference.fields}
        if not wanted:
            return
        forms: dict[str, pl.Series] = {}
        for name in wanted & self._place.keys():
            column = self._fields[name]
            if column.left is None:
                forms[name] = self._form(batch, self._place[name], column, masks[self._place[name]], found)
        if batch.numbers is None:
            numbers = pl.int_range(batch.first, batch.first + batch.columns.height, eager=True)
        else:
            numbers = pl.Series(batch.numbers, dtype=pl.Int64)

        def parts(fields: tuple[str, ...]) -> pl.DataFrame | None:
            if not all(name in forms for name in fields):
                return None
            return pl.DataFrame([forms[name].alias(f"k{place}") for place, name in enumerate(fields)])

        for fields, sort in own:
            frame = parts(fields)
            if frame is not None:
                self._keys.setdefault((fields, sort), []).append(frame.with_columns(numbers.alias(_NUMBER)))
        for fields in targets:
            frame = parts(fields)
            if frame is not None:
                self._layer.target(self._resource.name, fields, frame.unique().cast(pl.String))
        for reference in plan.references:
            frame = parts(reference.fields)
            if frame is not None:
                names = frame.columns
                # A reference without any part is none.
                void = pl.all_horizontal(pl.col(names).is_null()) if _gaps(frame, names) else None
                frame = frame.with_columns(numbers.alias("first"))
                frame = frame.filter(~void) if void is not None else frame
                users = frame.group_by(names).agg(pl.len().alias("rows"), pl.col("first").min())
                self._layer.user(reference, users.with_columns(pl.col(names).cast(pl.String)))

    def _form(
        self, batch: Batch, name: str, column: cells.Field, masks: Mapping[str, pl.Expr], found: Mapping[str, int]
    ) -> pl.Series:
        """The column's values, each in its one form; null where a cell is missing."""
        import polars as pl

        absent = masks["missing"] if found[f"{name}/missing"] else pl.lit(False)
        doubtful = masks["doubtful"] if found[f"{name}/doubtful"] else pl.lit(False)
        if column.has_one_form and not found[f"{name}/doubtful"]:
            form = column.form(pl.col(name))
            settled = form if not found[f"{name}/missing"] else pl.when(absent).then(None).otherwise(form)
            return batch.columns.select(settled.alias(name)).to_series()
        rest = doubtful if column.has_one_form else ~absent
        if column.usable():
            texts = batch.columns.select(pl.col(name).filter(rest).unique()).to_series()
            forms = {text: column.value(text).value for text in texts}
            mapped = pl.col(name).replace_strict(forms, default=None, return_dtype=pl.String)
        else:
            mapped = pl.col(name)
        form = column.form(pl.col(name)).cast(pl.String)
        settled = pl.when(absent).then(None).when(rest).then(mapped).otherwise(form)
        return batch.columns.select(settled.alias(name)).to_series()

    def end(self) -> None:
        """Check what only all rows tell: keys and unique values."""
        import polars as pl

        for (fields, sort), frames in self._keys.items():
            names = frames[0].columns[:-1]
            if len({tuple(frame.dtypes) for frame in frames}) > 1:
                # Where one batch has values that are no plain numbers, all are compared as texts.
                frames = [frame.with_columns(pl.col(names).cast(pl.String)) for frame in frames]
            frame = pl.concat(frames)
            kind = kinds.UNIQUE if sort == "unique" else kinds.KEY
            column = "|".join(map(visible, fields))
            if _gaps(frame, names):
                void = pl.all_horizontal(pl.col(names).is_null())
                if sort == "primary key":
                    empty = frame.filter(void)[_NUMBER]
                    message = "the primary key is empty, expected is a value"
                    nameless = (kind.problem(message, self._name, column, row=number) for number in empty)
                    self._findings.several(kind, self._name, empty.len(), nameless)
                    frame = frame.filter(~void)
                else:
                    frame = frame.filter(pl.all_horizontal(pl.col(names).is_not_null()))
            if _increasing(frame, names):
                continue
            twice = frame.filter(pl.struct(names).is_duplicated())
            if not twice.height:
                continue
            later = twice.with_columns(pl.col(_NUMBER).min().over(names).alias("before")).filter(
                pl.col(_NUMBER) != pl.col("before")
            )
            self._findings.several(kind, self._name, later.height, self._repeated(kind, sort, column, later, names))
        for name, number in self._lenient.items():
            self._layer.notes.append(
                f"{self._name} {visible(name)}: {number} values have no form of the standard's; Frictionless reads them"
            )
        if self._formulas:
            self._layer.notes.append(
                f"{self._name}: {self._formulas} cells begin as a formula does; a spreadsheet would take them for one"
            )

    def _repeated(
        self, kind: Kind, sort: str, column: str, later: pl.DataFrame, names: Sequence[str]
    ) -> Iterator[Problem]:
        """Make a problem of each row whose key stands in a row before."""
        for row in later.sort(_NUMBER).iter_rows(named=True):
            values = "|".join(str(row[name] if row[name] is not None else "") for name in names)
            what = sort if sort != "unique" else "value"
            message = f"the {what} {quoted(values, 120)} stands in row {row['before']} as well"
            yield kind.problem(message, self._name, column, key=values, row=row[_NUMBER])


def _gaps(frame: pl.DataFrame, names: Sequence[str]) -> bool:
    """Whether a part of a key is missing somewhere."""
    return any(frame[name].null_count() for name in names)


def _increasing(frame: pl.DataFrame, names: Sequence[str]) -> bool:
    """Whether each key is greater than the one before, so that none stands twice."""
    import polars as pl

    if frame.height < 2:
        return True
    if _gaps(frame, names):
        return False
    greater, equal = pl.lit(False), pl.lit(True)
    for name in names:
        value: Any = pl.col(name)
        before = value.shift(1)
        greater = greater | (equal & (value > before))
        equal = equal & (value == before)
    return bool(frame.select(greater.slice(1).all()).item())


def _absent(users: pl.DataFrame, known: pl.DataFrame, parts: list[str]) -> pl.DataFrame:
    """The rows of `users` whose key is not known; where a part of a key is missing it must be missing there too."""
    import polars as pl

    if not users.height:
        return users
    whole = users.filter(pl.all_horizontal(pl.col(parts).is_not_null()))
    lost = [whole.join(known, on=parts, how="anti")]
    halves = users.filter(pl.any_horizontal(pl.col(parts).is_null()))
    if halves.height:
        rows = {tuple(row) for row in known.select(parts).iter_rows()}
        lost.append(halves.filter(pl.Series([tuple(row) not in rows for row in halves.select(parts).iter_rows()])))
    return pl.concat(lost)


def _dangling(reference: _Reference, lost: pl.DataFrame, parts: list[str]) -> Iterator[Problem]:
    """Make a problem of each key that refers to nothing."""
    fields = "|".join(map(visible, reference.fields))
    for row in lost.sort("first").iter_rows(named=True):
        values = "|".join(str(row[part] if row[part] is not None else "") for part in parts)
        many = f" ({row['rows']} rows)" if row["rows"] > 1 else ""
        message = f"{quoted(values)}{many} is no {'|'.join(reference.target_fields)} of {reference.target}"
        message += "; add the row or correct the reference"
        yield kinds.FOREIGN_KEY.problem(message, reference.table, fields, row=row["first"])


def _types(plan: _Plan, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """The types of the fields; None where one is not judged here."""
    fields = {item.name: item for item in plan.fields}
    if not all(name in fields and fields[name].left is None for name in names):
        return None
    return tuple("string" if fields[name].type == "any" else fields[name].type for name in names)


def _joined(parts: list[Iterator[Batch]]) -> Iterator[Batch]:
    """The batches of several files as of one: the rows are numbered through."""
    number = 0
    for batch in chain.from_iterable(parts):
        number = number or batch.first
        yield Batch(batch.columns, number, None, [(number + at - batch.first, width) for at, width in batch.ragged])
        number += batch.columns.height


def _inline(resource: Resource, plan: _Plan, findings: Findings) -> tuple[list[str] | None, Iterator[Batch]]:
    """The labels and rows of JSON data: a list of objects, or of lists of which the first is the header."""
    import polars as pl

    if resource.files:
        if resource.files[0].stat().st_size > _LARGEST_JSON:
            raise UnreadableError(kinds.REFUSED, f"has more than {_LARGEST_JSON} bytes of JSON")
        try:
            data = json.loads(resource.files[0].read_bytes().decode(_encoding(resource)))
        except (ValueError, RecursionError, LookupError) as error:
            raise UnreadableError(kinds.CELLS, f"is not JSON ({error})") from None
    else:
        data = resource.body["data"]
    if not isinstance(data, list) or not all(
        type(row) is type(data[0]) and isinstance(row, (list, dict)) for row in data
    ):
        return None, iter(())
    names = [item.name for item in plan.fields]
    if not data:
        return [], iter(())
    if isinstance(data[0], dict):
        header, listed = names, [[row.get(name) for name in names] for row in data]
    elif plan.form.header:
        header, listed = [str(label).strip() for label in data[0]], data[1:]
    else:
        header, listed = [], data
    width = len(header) or len(names)
    first = 2 if header else 1
    ragged = [(number, len(row)) for number, row in enumerate(listed, first) if len(row) != width]
    columns = []
    for place in range(width):
        item = plan.fields[place] if place < len(plan.fields) else None
        column: list[str | None] = []
        for number, row in enumerate(listed, first):
            text, fault = _text(row[place] if place < len(row) else None, item)
            column.append(text)
            if fault is not None and item is not None:
                message = f"is {quoted(row[place])}, expected is {fault.expected}"
                findings.add(kinds.TYPE.problem(message, resource.name, item.name, row=number))
        columns.append(pl.Series(f"c{place}", column, dtype=pl.String))
    batch = Batch(pl.DataFrame(columns), first, None, ragged)
    return header, iter((batch,) if listed else ())


def _text(value: Any, item: cells.Field | None) -> tuple[str | None, cells.Fault | None]:
    """A JSON value as the text of a cell, and what is wrong with it where it is of another type than its field."""
    if value is None or isinstance(value, str):
        return value, None
    if item is not None and item.type != "any" and item.usable():
        return item.native(value)
    return json.dumps(value), None


def _encoding(resource: Resource) -> str:
    """The encoding by its Python name; with a byte order mark that of UTF-8 without it."""
    stated = resource.body.get("encoding", "utf-8")
    try:
        name = codecs.lookup(stated if isinstance(stated, str) else "utf-8").name
    except (LookupError, ValueError):
        raise UnreadableError(kinds.ENCODING, f"has the encoding {stated!r}, which nobody knows") from None
    if name in ("utf-8", "ascii") and resource.files:
        with resource.files[0].open("rb") as file:
            if file.read(3) == codecs.BOM_UTF8:
                return "utf-8-sig"
    return name


def _wanted(resource: Resource) -> list[str]:
    """The algorithm of the declared hash, if it is one that is known."""
    stated = resource.body.get("hash")
    if not isinstance(stated, str) or not stated or len(resource.files) != 1:
        return []
    algorithm = stated.partition(":")[0] if ":" in stated else "md5"
    return [algorithm] if algorithm in _ALGORITHMS else []


def _files(resource: Resource) -> str:
    return quoted(", ".join(file.name for file in resource.files) or "data", 120)


def _names(stated: Any) -> tuple[str, ...]:
    listed = stated if isinstance(stated, list) else [stated]
    return tuple(listed) if all(isinstance(item, str) for item in listed) else ()


def _said(part: Any, whole: bool) -> Any:
    """A part of a schema without what only describes.

    In a descriptor that is as it was built, also without what values a version of the program knows: it may be another
    version's. Whoever has changed one may have loosened them.
    """
    if isinstance(part, list):
        return [_said(item, whole) for item in part]
    if isinstance(part, Mapping):
        said = {key: value for key, value in part.items() if key not in ("title", "description", "constraints")}
        rules = part.get("constraints")
        if not isinstance(rules, Mapping):
            return said
        return said | {"constraints": {"required": rules.get("required", False)} if whole else dict(rules)}
    return part


def _returns(file: Path) -> bool:
    """Whether a carriage return stands outside quotation marks, where a reader of CSV ends a row."""
    odd = 0
    with file.open("rb") as stream:
        while block := stream.read(batches.BLOCK):
            start, at = 0, block.find(b"\r")
            while at >= 0:
                odd ^= block.count(b'"', start, at) & 1
                if not odd:
                    return True
                start, at = at, block.find(b"\r", at + 1)
            odd ^= block.count(b'"', start) & 1
    return False
