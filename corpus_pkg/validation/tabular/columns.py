"""The column layer: whether the tables are what their descriptor declares, a column at a time, by polars.

It checks what Frictionless checks (files, hashes, sizes, headers, types, constraints, keys) many times as fast, and
what Frictionless does not: unique keys, categories, other hashes. What it cannot judge exactly (a type, a format, a
dialect) it leaves to Frictionless and says so. Memory holds a block of rows, a hash of each
key, and the distinct keys of references.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from corpus_pkg.package import descriptor
from corpus_pkg.package.descriptor import MARK
from corpus_pkg.records import TABLES
from corpus_pkg.validation.admission import WIDEST, Admission, Resource
from corpus_pkg.validation.installed import made_here
from corpus_pkg.validation.problems import columns as kinds
from corpus_pkg.validation.report import Findings
from corpus_pkg.validation.tabular import batches, canonical, delimited, files, header
from corpus_pkg.validation.tabular.batches import Batch
from corpus_pkg.validation.tabular.delimited import UnreadableError
from corpus_pkg.validation.tabular.dialect import dialect
from corpus_pkg.validation.tabular.inline import inline, loaded
from corpus_pkg.validation.tabular.plan import JSON, MAPS, TEXT, Plan, Table, plan, why_left
from corpus_pkg.validation.tabular.references import References
from corpus_pkg.validation.tabular.rows import Rows
from corpus_pkg.validation.wording import quoted, visible

#: How to get what the layer needs.
HINT = "polars is not installed; pip install 'corpus-pkg[polars]'"


def installed() -> bool:
    """Return whether polars is there."""
    try:
        return importlib.util.find_spec("polars") is not None
    except ValueError:
        return False


class Columns:
    """The check of the tables of a package.

    Attributes:
        tables: what was found out about each resource.
        notes: what a reader should know that is no fault.
        files: how many files were read.

    """

    def __init__(self, admission: Admission, findings: Findings) -> None:
        """Prepare to check the package; the problems go to `findings`."""
        self.tables: dict[str, Table] = {}
        self.notes: list[str] = []
        self.files = 0
        self._admission = admission
        self._findings = findings
        self._plans = {resource.name: plan(resource) for resource in admission.resources}
        self._references = References(self._plans)
        self._ours = MARK in admission.body
        self._whole = descriptor.is_whole(admission.whole)
        self._same = made_here(admission.body)

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
        names = [resource.name for resource in self._admission.resources]
        self._references.judge(self.tables, names, self._findings)

    def _resource(self, resource: Resource) -> None:
        """Check a resource; what cannot be read is a problem, and what the descriptor leaves open is left."""
        table = self.tables[resource.name] = Table(resource.name)
        if self._lacking(resource):
            return
        try:
            self._declared(resource)
            form = self._plans[resource.name]
            if form is not None:
                self._table(resource, form, table)
                return
            if resource.tabular:
                table.left.append(why_left(resource))
            if self._well_formed(resource) and resource.schema is None:
                # Nothing more is said of it.
                table.left.clear()
                table.whole = True
            self._sums(resource)
        except UnreadableError as error:
            # Not read to its end: how wide it is nobody knows.
            table.widest = 0
            if error.kind is kinds.ENCODING and "encoding" not in resource.body:
                table.left.append("its encoding, which the descriptor does not say")
                return
            message = f"{files.shown(resource)} {visible(error)}"
            self._findings.add(error.kind.problem(message, resource.name, row=error.row))
        except OSError as error:
            message = f"{files.shown(resource)} cannot be read ({error.strerror})"
            self._findings.add(kinds.NO_FILE.problem(message, resource.name))
        except Exception as error:
            # A descriptor may hold anything in any place, and no reader of it is ready for all of that.
            table.widest = 0
            table.left.append(f"the table, whose descriptor cannot be used ({type(error).__name__})")

    def _well_formed(self, resource: Resource) -> bool:
        """Read through what is not judged here, and return whether it is rows of JSON, all objects or all lists.

        Nobody else sees where a file breaks off. Raises UnreadableError.
        """
        if resource.packed or len(resource.files) != 1:
            return False
        if resource.format in (*JSON, *MAPS):
            rows = loaded(resource)
            return isinstance(rows, list) and {type(row) for row in rows} in ({dict}, {list})
        if resource.format in TEXT:
            form = dialect(resource.body, resource.format)
            encoding = files.encoding(resource)
            for _ in delimited.rows(resource.files[0], encoding, delimited.guessed(resource.files[0], encoding, form)):
                pass
        return False

    def _lacking(self, resource: Resource) -> bool:
        """Report the files that are not there, and return whether there are some."""
        missing = [file for file in resource.files if not file.is_file()]
        for file in missing:
            place = file.relative_to(self._admission.root)
            message = f"{quoted(place)} is not there; put the file back or take the resource out"
            self._findings.add(kinds.NO_FILE.problem(message, resource.name))
        return bool(missing)

    def _declared(self, resource: Resource) -> None:
        """Check what is declared of a file beside its rows: a hash that is known, and for tables of ours our form."""
        if not resource.files:
            return
        stated = resource.body.get("hash")
        if not files.digests(resource):
            if self._ours:
                self._findings.extend(canonical.hashed(resource))
            elif stated:
                message = f"the hash {quoted(stated)}, which is of no known algorithm"
                self.tables[resource.name].unchecked.append(message)
        if self._ours and resource.name in TABLES:
            self._findings.extend(canonical.written(resource))
            self._findings.extend(canonical.described(self._stated(resource), whole=self._whole, same=self._same))

    def _stated(self, resource: Resource) -> Resource:
        """Return a table as the whole descriptor has it, its schema of another file at its place."""
        if self._admission.part is None:
            return resource
        stated = next(
            (
                item
                for item in self._admission.whole["resources"]
                if isinstance(item, dict) and item.get("name") == resource.name
            ),
            {},
        )
        schema = stated.get("schema")
        own = {"schema": schema} if isinstance(schema, dict) else {}
        return replace(resource, body={**resource.body, "path": stated.get("path"), **own})

    def _sums(self, resource: Resource, digests: Sequence[Any] | None = None) -> None:
        """Compare hash and size with the declared ones; reads the file where `digests` are not fed yet (None)."""
        self.files += len(resource.files)
        if not resource.files:
            return
        if digests is None:
            digests = files.digests(resource)
            files.feed(resource.data, digests)
        self._findings.extend(files.differing(resource, digests))

    def _table(self, resource: Resource, form: Plan, table: Table) -> None:
        digests = files.digests(resource)
        labels, read = self._read(resource, form, digests, self._findings)
        if labels is None:
            table.left.append("the dialect, which the descriptor does not say")
            self._sums(resource)
            return
        table.width, table.widest = len(form.fields), len(labels)
        columns, mismatch = header.matched(labels, form)
        if mismatch is not None:
            message = f"{mismatch}; name the columns as the fields are named"
            message += "" if any(columns) else "; the rows were not judged"
            self._findings.add(kinds.HEADER.problem(message, resource.name))
        rows = Rows(form, table, columns, self._findings, self._references)
        for batch in read:
            rows.judge(batch)
        # What is wrong with values themselves was told the first time.
        self.notes.extend(rows.end(lambda: self._read(resource, form, (), Findings(self._findings.layer))[1]))
        table.whole = any(columns)
        # JSON is not read in blocks that feed them.
        self._sums(resource, digests if resource.format in TEXT else None)
        stated = resource.body.get("rows")
        if type(stated) is int and stated and stated != table.rows:
            message = f"has {table.rows} rows, expected are {stated}"
            self._findings.add(kinds.ROWS.problem(message, resource.name))
        if not table.rows and not labels and form.form.header:
            message = f"{files.shown(resource)} is empty, expected is a header"
            self._findings.add(kinds.EMPTY.problem(message, resource.name))

    def _read(
        self, resource: Resource, form: Plan, digests: Sequence[Any], findings: Findings
    ) -> tuple[list[str] | None, Iterator[Batch]]:
        """Return the labels (None where the file is to be left to Frictionless) and the rows."""
        if resource.format not in TEXT:
            return inline(resource, form, findings)
        encoding, dialect = files.encoding(resource), form.form
        labels = delimited.labels(resource.data, encoding, dialect)
        names = [item.name for item in form.fields]
        if not dialect.stated and dialect.header and labels != names and not set(labels) & set(names):
            return None, iter(())
        width = len(labels) if dialect.header and labels else len(form.fields)
        if width > WIDEST:
            message = f"has {width} columns, and no more than {WIDEST} are checked; split it"
            raise UnreadableError(kinds.REFUSED, message)
        return labels, batches.batches(resource.data, encoding, dialect, width, digests)
