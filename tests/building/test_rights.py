"""What may be done with the texts of each page and source: what the rules say, and never more."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from corpus_pkg import schemas
from corpus_pkg.building.build import build
from corpus_pkg.building.rights import Rules, pattern
from corpus_pkg.commands import main
from corpus_pkg.package import tables
from corpus_pkg.package.configuration import TextRule
from corpus_pkg.package.extension import RIGHTS, Right
from corpus_pkg.records import Credit, Document
from corpus_pkg.validation import validate

SEEDS = Path(__file__).parents[2] / "seeds"
DOCUMENT_ID = "doc-0123456789abcdef"
SOURCES = ("one", "two", "three")
SHARE = {True: "yes", False: "no", None: "unknown"}


def _document(path: str = "raw/a.txt", also_at: str | None = None) -> Document:
    return Document(
        document_id=DOCUMENT_ID,
        path=path,
        also_at=also_at,
        sha256="0123456789abcdef" * 4,
        bytes=1,
        media_type="text/plain",
        status="ok",
    )


def _credit(source_id: str, role: str) -> Credit:
    values = {"article_id": f"{DOCUMENT_ID}-1", "document_id": DOCUMENT_ID, "source_id": source_id, "role": role}
    return Credit.model_validate(values | {"start": 0, "end": 1, "surface": "x", "rule": "hand"})


RULES = st.builds(
    TextRule,
    source=st.sampled_from(SOURCES),
    share=st.sampled_from([True, False, None]),
    license=st.sampled_from([None, "CC-BY-4.0", "MIT"]),
    basis=st.sampled_from([None, "license", "permission"]),
)
CREDITS = st.lists(
    st.builds(_credit, st.sampled_from(SOURCES), st.sampled_from(["publisher", "origin", "cited"])), max_size=4
)


@given(st.lists(RULES, max_size=4), CREDITS)
def test_the_strictest_of_those_who_hold_a_right_decides(rules: list[TextRule], credits: list[Credit]) -> None:
    first: dict[str, TextRule] = {}
    for rule in rules:
        first.setdefault(rule.source or "", rule)
    holders = {credit.source_id for credit in credits if credit.role != "cited"}
    shares = {SHARE[first[key].share] if key in first else "unknown" for key in holders}
    right = Rules(rules).document(_document(), credits)
    assert right.share == next((share for share in ("no", "unknown", "yes") if share in shares), "unknown")
    named = {first[key].license if key in first else None for key in holders}
    assert right.license is None or named == {right.license}
    bases = {(first[key].basis if key in first else None) or "unknown" for key in holders}
    assert right.basis == "unknown" or bases == {right.basis}
    assert (right.rule is None) == (right.source_id is None)


@given(st.lists(RULES, max_size=3), CREDITS, st.booleans())
def test_what_is_said_of_the_page_itself_goes_before(rules: list[TextRule], credits: list[Credit], share: bool) -> None:
    own = TextRule(pages="raw/*.txt", share=share, note="said")
    right = Rules([*rules, own]).document(_document(), credits)
    assert (right.share, right.note, right.rule) == (SHARE[share], "said", f"texts.{len(rules) + 1}")
    assert Rules([own]).document(_document("elsewhere", "b|raw/a.txt"), ()).share == SHARE[share]
    assert Rules([own]).document(_document("elsewhere"), ()).share == "unknown"


def test_without_a_rule_nothing_is_known() -> None:
    right = Rules([]).document(_document(), [_credit("one", "publisher")])
    assert right.model_dump(exclude_none=True) == {
        "kind": "document",
        "subject": DOCUMENT_ID,
        "document_id": DOCUMENT_ID,
        "share": "unknown",
        "basis": "unknown",
    }


@given(st.text("ab/*?.[", max_size=8), st.text("ab/.[", max_size=8))
def test_any_pattern_is_one(pages: str, path: str) -> None:
    fits = pattern(pages).fullmatch(path) is not None
    if not set(pages) & set("*?"):
        assert fits == (pages == path)
    assert pattern("**").fullmatch(path)
    assert bool(pattern("*").fullmatch(path)) == ("/" not in path)
    assert pattern(re.sub(r"[^/]", "?", path)).fullmatch(path)


@given(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["document", "source", "other"]),
            "subject": st.sampled_from(["", "x"]),
            "document_id": st.sampled_from([None, DOCUMENT_ID, "doc"]),
            "source_id": st.sampled_from([None, "one", "One"]),
            "share": st.sampled_from(["yes", "no", "unknown", "perhaps", None]),
            "basis": st.sampled_from(["license", "unknown", None]),
            "license": st.sampled_from([None, "MIT", ""]),
            "license_path": st.none(),
            "rule": st.sampled_from([None, "texts.1"]),
            "note": st.none(),
        }
    )
)
def test_pydantic_and_json_schema_agree_on_a_row(row: dict[str, object]) -> None:
    try:
        Right.model_validate(row, strict=True)
        passes = True
    except ValidationError:
        passes = False
    assert Draft202012Validator(schemas.json_schema(Right)).is_valid(row) == passes


CONFIGURATION = """name = "test"
[[texts]]
pages = "raw/seeds/000*"
license = "CC-BY-4.0"
path = "https://creativecommons.org/licenses/by/4.0/"
basis = "license"
share = true
[[texts]]
source = "al-jazeera-net"
share = false
"""


def _rights(package: Path) -> dict[str, Right]:
    rows = tables.read(package / "data/rights.csv", RIGHTS)
    return {row.subject: row for row in rows if isinstance(row, Right)}


def test_a_package_with_rules_has_the_table_and_is_valid(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(CONFIGURATION)
    build(SEEDS, tmp_path / "p", config=tmp_path / "corpus.toml")
    assert frictionless.validate(str(tmp_path / "p/datapackage.json")).valid
    assert validate(tmp_path / "p").valid
    by_subject = _rights(tmp_path / "p")
    assert len(by_subject) == 5 + len((tmp_path / "p/data/sources.csv").read_text().splitlines()) - 1
    with (tmp_path / "p/data/documents.csv").open(encoding="utf-8", newline="") as file:
        paths = {row["document_id"]: row["path"] for row in csv.DictReader(file)}
    shares = {key: by_subject[key].share for key in paths}
    first = next(key for key, path in paths.items() if "/000" in path)
    assert shares.pop(first) == "yes"
    assert by_subject[first].license == "CC-BY-4.0" and by_subject[first].rule == "texts.1"
    assert set(shares.values()) == {"no", "unknown"}
    assert by_subject["al-jazeera-net"].share == "no" and by_subject["al-jazeera-net"].kind == "source"
    assert by_subject["tass"].share == "unknown" and by_subject["tass"].rule is None
    # The rules are no part of the descriptor, and a lie in the table is noticed.
    assert '"texts"' not in (tmp_path / "p/datapackage.json").read_text()
    before = (tmp_path / "p/data/rights.csv").read_text()
    (tmp_path / "p/data/rights.csv").write_text(before.replace(",no,", ",perhaps,", 1))
    report = frictionless.validate(str(tmp_path / "p/datapackage.json"))
    assert "constraint-error" in {fault.type for task in report.tasks for fault in task.errors}


def test_without_rules_there_is_no_such_table_any_more(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text(CONFIGURATION)
    build(SEEDS, tmp_path, jobs=2)
    once = (tmp_path / "data/rights.csv").read_bytes()
    build(SEEDS, tmp_path)
    assert (tmp_path / "data/rights.csv").read_bytes() == once
    (tmp_path / "corpus.toml").write_text('name = "test"\n')
    build(SEEDS, tmp_path)
    assert not (tmp_path / "data/rights.csv").exists()
    assert "rights" not in (tmp_path / "datapackage.json").read_text()


@pytest.mark.parametrize(
    "rule", [{}, {"pages": "a", "source": "b"}, {"source": "Not A Slug"}, {"pages": "", "share": 1}]
)
def test_a_rule_is_about_pages_or_a_source(rule: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        TextRule.model_validate(rule)


def test_rules_that_decide_nothing_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text("خبر قصير\n\nقالت الوزارة اليوم إن العمل بدأ في القاهرة.", "utf-8")
    rules = ("pages = 'raw/a.txt'", "pages = 'raw/b.txt'", "pages = 'raw/*'", "source = 'nobody'")
    (tmp_path / "corpus.toml").write_text(
        "name = 'n'\n" + "".join(f"[[texts]]\n{rule}\nshare = true\n" for rule in rules)
    )
    assert main(["build", str(tmp_path / "raw"), "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "corpus-pkg: corpus.toml: texts.2: decides of no page (raw/b.txt); name pages as documents.path does",
        # All that it fits the first has decided.
        "corpus-pkg: corpus.toml: texts.3: decides of no page (raw/*); name pages as documents.path does",
        "corpus-pkg: corpus.toml: texts.4: decides of no source (nobody); name it as sources.source_id does",
    ]
