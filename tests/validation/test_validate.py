"""Every lie that can be told with a package is noticed."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import frictionless
import pytest
from frictionless import Checklist, Package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg import identifiers, reading
from corpus_pkg.dataset.dataset import load
from corpus_pkg.errors import PackageError
from corpus_pkg.language.lexicons import default
from corpus_pkg.making import program
from corpus_pkg.package import descriptor, tables
from corpus_pkg.records import TABLES, Article, Credit, Date, Document, Entity, Link, Mention, Record, Segment, Source
from corpus_pkg.validation import Report, validate
from corpus_pkg.validation.problems import KINDS
from corpus_pkg.validation.problems.base import REBUILD

TEXT = "عنوان قصير\n20 مارس 2024\n\nقال أوستن إن  الأمر انتهى.\nثم غادر واشنطن.\nالمصدر: الجزيرة\n• خبر آخر\n\0"
DATA = TEXT.encode()
DOCUMENT = identifiers.document_id(identifiers.sha256(DATA))
ARTICLE = f"{DOCUMENT}-1"
BODY = "قال أوستن إن الأمر انتهى.\nثم غادر واشنطن."

Values = dict[str, list[dict[str, str]]]


def _span(part: str) -> dict[str, int]:
    start = TEXT.index(part)
    return {"start": start, "end": start + len(part)}


def _rows() -> dict[str, list[Record]]:
    """A package of one page, written by hand."""
    read = reading.decode(DATA)
    assert read.text == TEXT
    kinds = ("title", "published", "body", "body", "source", "related_link")
    lines = [line for line in TEXT.strip("\n\0").split("\n") if line]
    date = _span("20 مارس 2024")
    return {
        "documents": [
            Document(
                document_id=DOCUMENT,
                path="raw/a.txt",
                also_at="raw/b.txt",
                sha256=identifiers.sha256(DATA),
                bytes=len(DATA),
                media_type=read.media_type,
                encoding=read.encoding,
                replaced=read.replaced,
                characters=len(TEXT),
                status="ok",
            )
        ],
        "segments": [
            Segment(document_id=DOCUMENT, **_span(line), kind=kind, article_id=ARTICLE, rule="hand")
            for kind, line in zip(kinds, lines, strict=True)
        ],
        "articles": [
            Article(
                article_id=ARTICLE,
                document_id=DOCUMENT,
                ordinal=1,
                role="main",
                title="عنوان قصير",
                text=BODY,
                published="2024-03-20",
                published_basis="stated",
                published_earliest="2024-03-20",
                published_latest="2024-03-20",
                text_sha256=identifiers.sha256(BODY.encode()),
            )
        ],
        "dates": [
            Date(
                date_id=identifiers.date_id(DOCUMENT, date["start"], date["end"]),
                document_id=DOCUMENT,
                article_id=ARTICLE,
                **date,
                surface="20 مارس 2024",
                value="2024-03-20",
                earliest="2024-03-20",
                latest="2024-03-20",
                kind="date",
                calendar="gregorian",
                role="published",
                rule="hand",
            )
        ],
        "sources": [Source(source_id="aljazeera", name_ar="الجزيرة", kind="broadcaster")],
        "credits": [
            Credit(
                article_id=ARTICLE,
                document_id=DOCUMENT,
                source_id="aljazeera",
                role="origin",
                **_span("الجزيرة"),
                surface="الجزيرة",
                rule="hand",
            )
        ],
        "entities": [Entity(entity_id="austin", type="PER", name_ar="لويد أوستن")],
        "mentions": [
            Mention(
                article_id=ARTICLE,
                document_id=DOCUMENT,
                **_span("أوستن"),
                surface="أوستن",
                type="PER",
                entity_id="austin",
                method="gazetteer",
                text_start=BODY.index("أوستن"),
                text_end=BODY.index("أوستن") + len("أوستن"),
            )
        ],
        "links": [Link(document_id=DOCUMENT, **_span("• خبر آخر"), title="خبر آخر")],
        "duplicates": [],
    }


def _package(folder: Path, change: Callable[[Values], None] | None = None) -> Path:
    """Write the package, its cells changed, with a descriptor that agrees with its files."""
    from corpus_pkg.package.configuration import Configuration
    from corpus_pkg.package.staging import file_digest

    (folder / "data").mkdir(parents=True)
    (folder / "raw").mkdir()
    values: Values = {}
    for name, rows in _rows().items():
        text = (tables.header(TABLES[name]) + b"".join(tables.lines(TABLES[name], rows))).decode()
        values[name] = list(csv.DictReader(io.StringIO(text, newline="")))
    if change is not None:
        change(values)
    sums = {}
    for name, cells in values.items():
        path = folder / descriptor.table_path(name)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, TABLES[name].columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(cells)
        sums[name] = file_digest(path)
    pages = []
    for name in ("raw/a.txt", "raw/b.txt"):
        (folder / name).write_bytes(DATA)
        pages.append(descriptor.Page(DOCUMENT, name, identifiers.sha256(DATA), len(DATA), "text/plain", "utf-8", False))
    body = descriptor.describe(Configuration(name="hand"), sums, pages)
    (folder / "datapackage.json").write_bytes(descriptor.dump(body))
    return folder


def _codes(report: Report) -> set[str]:
    return {f"{problem.layer}:{problem.code}" for problem in report.problems}


def test_the_package_written_by_hand_is_valid(tmp_path: Path) -> None:
    report = validate(_package(tmp_path / "p"))
    assert report.problems == ()
    assert report.valid
    assert (report.documents, report.resources) == (1, len(TABLES) + 2)
    assert validate(tmp_path / "p" / "datapackage.json").valid


def _set(table: str, column: str, value: str, row: int = 0) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        assert values[table][row][column] != value
        values[table][row][column] = value

    return change


def _shift(table: str, column: str, by: int, row: int = 0) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        values[table][row][column] = str(int(values[table][row][column]) + by)

    return change


def _drop(table: str, row: int = 0) -> Callable[[Values], None]:
    def change(values: Values) -> None:
        del values[table][row]

    return change


def _repeat(table: str) -> Callable[[Values], None]:
    return lambda values: values[table].append(dict(values[table][0]))


def _reverse(table: str) -> Callable[[Values], None]:
    return lambda values: values[table].reverse()


def _add(table: str, *cells: str) -> Callable[[Values], None]:
    return lambda values: values[table].append(dict(zip(TABLES[table].columns, cells, strict=True)))


def _twice(table: str) -> Callable[[Values], None]:
    """The first row once more, one character shorter."""

    def change(values: Values) -> None:
        row = dict(values[table][0])
        row["end"] = str(int(row["end"]) - 1)
        row["surface"] = row["surface"][:-1]
        values[table].insert(0, row)

    return change


OTHER = "doc-ffffffffffffffff"


LIES: list[tuple[Callable[[Values], None], str | None]] = [
    (_drop("segments", 1), "evidence:uncovered"),
    (_drop("segments", 5), "evidence:uncovered"),
    (_shift("segments", "end", -1), "evidence:uncovered"),
    (_shift("segments", "start", -2, 1), "evidence:overlap"),
    (_shift("segments", "end", 10_000, 5), "evidence:span"),
    (_set("segments", "end", "0", 0), "evidence:span"),
    (_reverse("segments"), "evidence:order"),
    (_repeat("segments"), "evidence:order"),
    (_repeat("segments"), "frictionless:primary-key"),
    (_set("segments", "kind", "heading", 2), "evidence:text"),
    (_set("segments", "kind", "poem", 2), "frictionless:constraint-error"),
    (_set("segments", "kind", "poem", 2), "evidence:row"),
    (_set("segments", "start", "٣", 2), "evidence:row"),
    (_set("segments", "article_id", f"{DOCUMENT}-2", 0), "evidence:foreign-article"),
    (_set("segments", "article_id", f"{DOCUMENT}-2", 0), "frictionless:foreign-key"),
    (_set("segments", "document_id", OTHER, 5), "evidence:foreign-document"),
    (_set("articles", "text", BODY + " كلام"), "evidence:text"),
    (_set("articles", "text", BODY + " كلام"), "evidence:untrue"),
    (_set("articles", "text_sha256", "0" * 64), "evidence:untrue"),
    (_set("articles", "ordinal", "2"), "evidence:id"),
    (_set("articles", "published", "2024-03-21"), "evidence:published"),
    (_set("articles", "published", "2024-03-21"), "evidence:bounds"),
    (_set("articles", "published", ""), "evidence:published"),
    (_set("articles", "published_basis", "unknown"), "evidence:published"),
    (_set("articles", "published_latest", "2024-03-19"), "evidence:bounds"),
    (_set("articles", "published_earliest", "2024-3-20"), "evidence:row"),
    (_set("articles", "updated", "2024-03-21"), "evidence:updated"),
    (_set("articles", "title", "عنوان طويل"), "evidence:unstated"),
    (_set("articles", "title", "خبر آخر"), None),
    (_set("articles", "authors", "لويد أوستن|نجيب محفوظ"), "evidence:unstated"),
    (_set("articles", "keywords", "غزة"), "evidence:unstated"),
    (_set("articles", "dateline_place", "لندن"), "evidence:unstated"),
    (_set("documents", "retrieved", "2025-12-05"), "evidence:retrieved"),
    (_set("dates", "surface", "21 مارس 2024"), "evidence:surface"),
    (_set("dates", "value", "2024-03-21"), "evidence:published"),
    (_set("dates", "value", "20/3/2024"), "frictionless:constraint-error"),
    (_set("dates", "date_id", "x"), "evidence:id"),
    (_shift("dates", "end", 1), "evidence:surface"),
    (_set("dates", "end", "0"), "evidence:span"),
    (_drop("dates"), "evidence:published"),
    (_set("mentions", "surface", "اوستن"), "evidence:surface"),
    (_shift("mentions", "start", 1), "evidence:surface"),
    (_shift("mentions", "end", 10_000), "evidence:span"),
    (_shift("mentions", "text_start", 1), "evidence:place"),
    (_set("mentions", "text_end", ""), "evidence:place"),
    (_set("dates", "latest", "2024-03-21"), "evidence:bounds"),
    (_set("dates", "instant", "2024-03-20T00:00:00Z"), "evidence:instant"),
    (_set("articles", "published_at", "2024-03-20T00:00:00Z"), "evidence:instant"),
    (_set("credits", "title_start", "0"), "evidence:place"),
    (_set("mentions", "method", "curated"), "evidence:curated"),
    (_set("mentions", "entity_id", "nobody"), "frictionless:foreign-key"),
    (_set("mentions", "article_id", f"{DOCUMENT}-9"), "evidence:outside"),
    (_set("credits", "surface", "الجزيره"), "evidence:surface"),
    (_set("credits", "source_id", "nobody"), "frictionless:foreign-key"),
    (_set("links", "title", "خبر غيره"), "evidence:surface"),
    (_drop("links"), "evidence:unlinked"),
    (_set("articles", "role", "embedded"), "evidence:untrue"),
    (_set("dates", "article_id", ""), "evidence:outside"),
    (_set("documents", "sha256", "0" * 64), "evidence:page-changed"),
    (_set("documents", "document_id", OTHER), "evidence:id"),
    (_set("documents", "bytes", "1"), "evidence:untrue"),
    (_set("documents", "encoding", "cp1256"), "evidence:untrue"),
    (_set("documents", "characters", "1"), "evidence:untrue"),
    (_set("documents", "path", "raw/c.txt"), "evidence:page-missing"),
    (_set("documents", "path", "raw/c.txt"), "evidence:page-unlisted"),
    (_set("documents", "also_at", ""), "evidence:page-unknown"),
    (_set("documents", "path", "../a.txt"), "evidence:unsafe-path"),
    (_set("documents", "also_at", "/etc/passwd"), "evidence:unsafe-path"),
    (_set("documents", "also_at", "data/links.csv"), "evidence:copy-differs"),
    (_set("documents", "status", "fine"), "evidence:row"),
    (_set("documents", "path", "raw/a.txt!1"), "evidence:page-missing"),
    (_set("documents", "url", "https://example.org/"), "evidence:untrue"),
    (_add("duplicates", ARTICLE, ARTICLE, "exact", "1.0"), "evidence:group"),
    (_add("duplicates", ARTICLE, f"{OTHER}-1", "near", "0.7"), "frictionless:foreign-key"),
    (_add("duplicates", ARTICLE, ARTICLE, "near", "0.70"), "evidence:row"),
    (_repeat("segments"), "columns:key"),
    (_set("segments", "kind", "poem", 2), "columns:constraint"),
    (_set("segments", "start", "x", 2), "columns:type"),
    (_set("segments", "start", "", 2), "columns:required"),
    (_set("mentions", "entity_id", "nobody"), "columns:foreign-key"),
    (_set("mentions", "entity_id", "nobody"), "evidence:foreign-row"),
    (_set("credits", "source_id", "nobody"), "evidence:foreign-row"),
    (_set("links", "target_article_id", f"{OTHER}-1"), "evidence:foreign-row"),
    (_set("links", "target_article_id", ARTICLE), "evidence:target"),
    (_set("mentions", "entity_id", ""), "evidence:unused"),
    (_set("credits", "source_id", "nobody"), "evidence:unused"),
    (_drop("credits"), "evidence:unused"),
    (_set("mentions", "type", "LOC"), "evidence:type-differs"),
    (_set("entities", "type", "LOC"), "evidence:type-differs"),
    (_set("dates", "value", "2024-03-21"), "evidence:reading"),
    (_set("dates", "value", ""), "evidence:reading"),
    (_set("dates", "calendar", "hijri"), "evidence:reading"),
    (_set("dates", "role", "updated"), "evidence:role"),
    (_set("dates", "role", "retrieved"), "evidence:role"),
    (_set("segments", "kind", "nav", 5), "evidence:role"),
    (_set("segments", "kind", "nav", 1), "evidence:role"),
    (_set("articles", "published_earliest", "2024-03-01"), "evidence:bounds"),
    (_set("articles", "published_earliest", ""), "evidence:bounds"),
    (_set("documents", "status", "not_news"), "evidence:status"),
    (_drop("articles"), "evidence:status"),
    (_set("articles", "ordinal", "2"), "evidence:ordinal"),
    (_twice("mentions"), "evidence:overlap"),
    (_set("documents", "document_id", ""), "columns:key"),
]


@pytest.mark.parametrize(("change", "code"), LIES)
def test_each_lie_is_noticed(tmp_path: Path, change: Callable[[Values], None], code: str | None) -> None:
    # The layer that finds it is enough; that a good package passes all of them is tested above.
    report = validate(_package(tmp_path / "p", change), only=(code.partition(":")[0],) if code else ())
    if code is None:
        assert report.valid
        return
    assert code in _codes(report), report.problems
    for problem in report.problems:
        assert problem.message == " ".join(problem.message.split())


def _by_these_lexicons(package: Path) -> None:
    """Say that the lexicons at hand made the package, which do not have its entity."""
    path = package / descriptor.FILE_NAME
    body = json.loads(path.read_text(encoding="utf-8"))
    body["corpus_pkg"] = {"made_by": {"lexicons": default().fingerprint()}}
    path.write_bytes(descriptor.dump(body))


def _by_this_program(package: Path) -> None:
    """Say that the program and the lexicons at hand made the package, whose rules they do not have."""
    path = package / descriptor.FILE_NAME
    body = json.loads(path.read_text(encoding="utf-8"))
    body["corpus_pkg"] = {"made_by": {"lexicons": default().fingerprint(), "program": program()}}
    path.write_bytes(descriptor.dump(body))


def _described(package: Path, name: str, **changes: Any) -> None:
    """Change the resource in the descriptor; its hash and size become those of its file where they are not given."""
    from corpus_pkg.package.staging import file_digest

    path = package / descriptor.FILE_NAME
    body = json.loads(path.read_bytes())
    for resource in body["resources"]:
        if resource["name"] == name:
            sha256, size = file_digest(package / resource["path"])
            resource.update({"hash": f"sha256:{sha256}", "bytes": size} | changes)
    path.write_text(json.dumps(body))


def _file(table: str, change: Callable[[bytes], bytes], **changes: Any) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        path = package / descriptor.table_path(table)
        path.write_bytes(change(path.read_bytes()))
        _described(package, table, **changes)

    return changed


def _schema(table: str, change: Callable[[dict[str, Any]], None]) -> Callable[[Path], None]:
    def changed(package: Path) -> None:
        body = json.loads((package / descriptor.FILE_NAME).read_bytes())
        schema = next(resource["schema"] for resource in body["resources"] if resource["name"] == table)
        change(schema)
        _described(package, table, schema=schema)

    return changed


def _unlisted(package: Path) -> None:
    body = json.loads((package / descriptor.FILE_NAME).read_bytes())
    body["resources"] = [resource for resource in body["resources"] if resource["name"] != "links"]
    (package / descriptor.FILE_NAME).write_text(json.dumps(body))


def _constrained(column: str, **rules: Any) -> Callable[[dict[str, Any]], None]:
    def change(schema: dict[str, Any]) -> None:
        next(field for field in schema["fields"] if field["name"] == column)["constraints"].update(rules)

    return change


def _categories(schema: dict[str, Any]) -> None:
    next(field for field in schema["fields"] if field["name"] == "kind")["categories"] = ["title", "body"]


def _fifo(package: Path) -> None:
    (package / "raw/a.txt").unlink()
    os.mkfifo(package / "raw/a.txt")


def _long(data: bytes) -> bytes:
    return data + b"," * 1_100_000 + b"\n"


def _cut_json(package: Path) -> None:
    (package / "more.json").write_text('{"a": [')
    body = descriptor.read(package / descriptor.FILE_NAME)
    body["resources"].append({"name": "more", "path": "more.json"})
    (package / descriptor.FILE_NAME).write_bytes(descriptor.dump(body))


FILES: list[tuple[Callable[[Path], None], str]] = [
    (lambda package: (package / "checklist.json").write_text('{"checks": []}'), "evidence:checklist"),
    (_by_these_lexicons, "evidence:name"),
    (_by_this_program, "evidence:rule"),
    (_by_this_program, "evidence:description"),
    (lambda package: _described(package, "links", path="../links.csv"), "package:unsafe-path"),
    (_fifo, "package:no-file"),
    (lambda package: _described(package, "links", scheme="s3"), "package:refused"),
    (lambda package: (package / "data/links.csv").unlink(), "columns:no-file"),
    (lambda package: (package / "raw/b.txt").unlink(), "columns:no-file"),
    (_file("entities", lambda data: data, hash=f"sha256:{'0' * 64}"), "columns:hash"),
    (_file("entities", lambda data: data, hash="sha512:" + "0" * 128), "columns:hash"),
    (_file("entities", lambda data: data, bytes=5), "columns:bytes"),
    (_file("entities", lambda data: data, rows=5), "columns:rows"),
    (_file("entities", lambda data: data + b"\xff\n"), "columns:encoding"),
    (_file("entities", lambda data: data, encoding="klingon"), "columns:encoding"),
    (_file("entities", lambda data: b"\xef\xbb\xbf" + data), "columns:bom"),
    (_file("entities", lambda data: data.replace(b"\n", b"\r\n")), "columns:line-ends"),
    (_file("entities", lambda data: data.rstrip(b"\n")), "columns:line-ends"),
    (_file("entities", lambda data: b""), "columns:empty"),
    (_file("entities", lambda data: data + b'x,"open\n'), "columns:unclosed-quote"),
    (_cut_json, "columns:syntax"),
    (_file("entities", lambda data: data.replace(b"type", b"kind")), "columns:header"),
    (_file("entities", lambda data: data + b",,,,,\n"), "columns:blank-row"),
    (_file("entities", lambda data: data + b"\n"), "columns:blank-row"),
    (_file("entities", lambda data: data + b"a,PER\n"), "columns:cells"),
    (_file("entities", lambda data: data + b"a,PER,,,,,more\n"), "columns:cells"),
    (_file("entities", _long), "columns:refused"),
    (_schema("segments", _constrained("rule", unique=True)), "columns:unique"),
    (_schema("segments", lambda schema: schema.update(uniqueKeys=[["rule"]])), "columns:key"),
    (_schema("segments", _categories), "columns:category"),
    (_schema("segments", lambda schema: schema.update(primaryKey=["rule"])), "columns:schema"),
    (_schema("segments", lambda schema: schema["fields"].reverse()), "columns:schema"),
    (_unlisted, "evidence:table-missing"),
    (_file("entities", lambda data: data.replace(b"type", b"kind")), "evidence:table"),
    (_schema("mentions", lambda schema: schema.update(foreignKeys=[{"reference": []}])), "frictionless:no-package"),
]


# Frictionless leaves the file open whose encoding it does not know.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(("change", "code"), FILES)
def test_each_change_of_a_file_is_noticed(tmp_path: Path, change: Callable[[Path], None], code: str) -> None:
    package = _package(tmp_path / "p")
    change(package)
    report = validate(package)
    assert code in _codes(report), report.problems


def test_every_kind_of_problem_happens_in_a_package_above() -> None:
    # "endless" needs a process that does not end; it is tested with the hostile packages.
    happened = {code for _, code in (*LIES, *FILES) if code is not None} | {"frictionless:endless"}
    # What only building again finds is tested with what builds again.
    kinds = {f"{kind.layer}:{kind.code}" for kind in KINDS if kind.layer != REBUILD}
    assert sorted(kinds - happened) == []
    assert {code for code in happened - kinds if not code.startswith("frictionless:")} == set()


def test_every_error_of_frictionless_is_in_the_documentation_and_no_other() -> None:
    text = (Path(__file__).parents[2] / "docs" / "validation.md").read_text(encoding="utf-8")
    theirs = {
        error.type
        for error in vars(frictionless.errors).values()
        if isinstance(error, type) and issubclass(error, frictionless.Error)
    }
    section = text[text.index("## What Frictionless says") :]
    assert set(re.findall(r"`([a-z-]+)`", section)) >= theirs
    assert set(re.findall(r"^- `([a-z-]+)`", section, re.MULTILINE)) <= theirs


def test_a_changed_page_is_noticed_by_both_layers(tmp_path: Path) -> None:
    package = _package(tmp_path / "p")
    (package / "raw/a.txt").write_bytes(DATA.replace("أوستن".encode(), "اوستن".encode()))
    assert {"frictionless:hash-count", "evidence:page-changed"} <= _codes(validate(package))


def test_a_changed_copy_is_noticed_by_both_layers(tmp_path: Path) -> None:
    package = _package(tmp_path / "p")
    (package / "raw/b.txt").write_bytes(b"")
    assert {"frictionless:hash-count", "evidence:copy-differs"} <= _codes(validate(package))


def test_a_missing_page_is_noticed_by_both_layers(tmp_path: Path) -> None:
    package = _package(tmp_path / "p")
    (package / "raw/a.txt").unlink()
    assert {"frictionless:scheme-error", "evidence:page-missing"} <= _codes(validate(package))


def test_a_changed_and_a_missing_table_are_noticed(tmp_path: Path) -> None:
    package = _package(tmp_path / "p")
    with (package / "data/entities.csv").open("a") as file:
        file.write("zelenskyy,PER,,,,\n")
    (package / "data/links.csv").unlink()
    codes = _codes(validate(package))
    assert {"frictionless:hash-count", "frictionless:scheme-error", "evidence:table"} <= codes
    body = json.loads((package / "datapackage.json").read_bytes())
    body["resources"] = [resource for resource in body["resources"] if resource["name"] != "mentions"]
    (package / "datapackage.json").write_text(json.dumps(body))
    assert "evidence:table-missing" in _codes(validate(package))


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"resources": 5}', "\ufffe", "[" * 100_000, '{"resources": [{"path": 5}, 7, null]}']
)
def test_what_is_no_descriptor_is_one_line_or_a_report(tmp_path: Path, text: str) -> None:
    (tmp_path / "datapackage.json").write_text(text)
    try:
        assert not validate(tmp_path).valid
    except PackageError as error:
        assert "\n" not in str(error)


def test_no_package_is_said_in_one_line(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "none", tmp_path / "none.json"):
        with pytest.raises(PackageError, match=r"\A[^\n]*no such package[^\n]*\Z"):
            validate(place)


def test_the_check_of_frictionless_finds_what_the_evidence_finds(tmp_path: Path) -> None:
    good = Package(str(_package(tmp_path / "good") / "datapackage.json"))
    checklist = Checklist.from_descriptor({"checks": [{"type": "corpus-evidence"}]})
    assert good.validate(checklist).valid
    bad = Package(str(_package(tmp_path / "bad", _set("mentions", "surface", "اوستن")) / "datapackage.json"))
    assert bad.validate().valid
    report = bad.validate(checklist)
    assert [(task.name, error.type) for task in report.tasks for error in task.errors] == [
        ("mentions", "corpus-evidence")
    ]


def test_frictionless_finds_the_check_by_its_name(tmp_path: Path) -> None:
    package = _package(tmp_path / "p", _set("credits", "surface", "الجزيره"))
    (tmp_path / "checklist.json").write_bytes(descriptor.CHECKS)
    import frictionless_corpus

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "frictionless",
            "validate",
            "datapackage.json",
            "--json",
            "--checklist",
            "../checklist.json",
        ],
        cwd=package,
        env={"PYTHONPATH": str(Path(frictionless_corpus.__file__).parent), "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    errors = [error for task in json.loads(done.stdout)["tasks"] for error in task["errors"]]
    assert [error["type"] for error in errors] == ["corpus-evidence"]


def test_load_reads_the_package(tmp_path: Path) -> None:
    package = _package(tmp_path / "p")
    for name, rows in _rows().items():
        assert list(load(name, package)) == rows
    assert load("articles", package / "datapackage.json")[ARTICLE].title == "عنوان قصير"
    with pytest.raises(PackageError, match="the tables are documents"):
        load("pictures", package)


def test_frames_have_types(tmp_path: Path) -> None:
    package = _package(tmp_path / "p", _set("documents", "replaced", ""))
    documents, articles = load("documents", package), load("articles", package)
    pandas = articles.to_pandas()
    assert str(documents.to_pandas().dtypes["replaced"]) == "Int64"
    assert bool(documents.to_pandas()["replaced"].isna().all())
    assert str(pandas.dtypes["published_earliest"]) == "datetime64[s]"
    assert pandas["published_earliest"][0].date().isoformat() == "2024-03-20"
    assert bool(pandas["authors"].isna().all())
    polars = articles.to_polars()
    arrow = articles.to_arrow()
    for frame in (polars.to_dicts(), arrow.to_pylist()):
        assert frame == [row.model_dump() for row in articles]
    assert str(polars.schema["published_earliest"]) == "Date"
    assert str(documents.to_arrow().schema.field("replaced").type) == "int64"
    assert documents.to_polars()["replaced"].to_list() == [None]


@pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
def test_a_missing_library_is_named_with_its_extra(tmp_path: Path, library: str) -> None:
    package = _package(tmp_path / "p")
    method, extra = {"pandas": ("to_pandas",) * 2, "polars": ("to_polars",) * 2, "pyarrow": ("to_arrow", "to_arrow")}[
        library
    ]
    program = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from corpus_pkg.dataset.dataset import load\n"
        f"load('articles', sys.argv[1]).{method}()"
    )
    import corpus_pkg

    done = subprocess.run(
        [sys.executable, "-c", program, package],
        cwd=Path(corpus_pkg.__file__).parents[1],
        capture_output=True,
        text=True,
    )
    assert f"pip install 'corpus-pkg[{extra.removeprefix('to_')}]'" in done.stderr


JSON = st.recursive(
    st.one_of(
        st.none(), st.integers(-2, 2), st.text(st.sampled_from("a/.\0\ud800:"), max_size=4), st.just({"fields": 5})
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)),
    max_leaves=4,
)


# Frictionless leaves the file open whose encoding it does not know.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([None, 0, 3, -1]),
    st.sampled_from(["name", "path", "schema", "dialect", "hash", "bytes", "encoding", "format", "$schema", "type"]),
    JSON,
)
def test_any_descriptor_is_judged_or_refused_in_one_line(
    tmp_path_factory: pytest.TempPathFactory, number: int | None, key: str, value: object
) -> None:
    package = _package(tmp_path_factory.mktemp("package"))
    path = package / descriptor.FILE_NAME
    body = json.loads(path.read_bytes())
    (body if number is None else body["resources"][number])[key] = value
    path.write_text(json.dumps(body))
    try:
        assert all("\n" not in problem.message for problem in validate(package).problems)
    except PackageError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("data", [b'{"resources": [], "a": ' + b"1" * 5000 + b"}", b"[" * 100_000, b"\xff", b""])
def test_what_is_no_descriptor_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / descriptor.FILE_NAME).write_bytes(data)
    with pytest.raises(PackageError, match=r"\A[^\n]+\Z"):
        validate(tmp_path)


@pytest.mark.parametrize("place", ["data/dates.csv", "raw/a.txt"])
def test_a_pipe_in_the_place_of_a_file_is_named_and_not_waited_for(tmp_path: Path, place: str) -> None:
    package = _package(tmp_path)
    (package / place).unlink()
    os.mkfifo(package / place)
    [problem] = validate(package).problems
    assert (problem.code, place in problem.message) == ("no-file", True)
