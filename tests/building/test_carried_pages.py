"""Pages in carriers give the rows that the same pages give as files."""

from __future__ import annotations

import gzip
import io
import json
import random
import shutil
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from folders import contents
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg import identifiers
from corpus_pkg.building.build import build
from corpus_pkg.commands import main
from corpus_pkg.dataset.dataset import load
from corpus_pkg.errors import BuildError
from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import zstd_stream
from corpus_pkg.records import TABLES, Document
from corpus_pkg.sharing.rehydration import rehydrate
from corpus_pkg.validation import validate

try:
    zstd = zstd_stream.library()
except carriers.MissingLibraryError:
    zstd = None
SEEDS = Path(__file__).parents[2] / "seeds"
PAGE = "عنوان الخبر هنا\n\nقال متحدث إن الاجتماع انتهى مساء أمس في العاصمة بعد ساعات من النقاش الطويل.\n"
BODY = " ".join(["أعلنت وزارة النقل اليوم أن العمل في مشروع الطريق الساحلي بدأ صباح الأحد بحضور عدد من المسؤولين"] * 2)
SLOW = settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)


def documents(package: Path) -> list[Document]:
    return [row for row in load("documents", package) if isinstance(row, Document)]


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return path


def jsonl(path: Path, *records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def warc(*bodies: bytes) -> list[bytes]:
    """The records of a crawl, each with a page."""
    records = []
    for number, body in enumerate(bodies):
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        records.append(
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/%d\r\n"
            b"WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n"
            b"%s\r\n\r\n" % (number, len(http), http)
        )
    return records


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return file.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return file.getvalue()


#: Carriers of each kind, whole.
CARRIED = {
    "a.zip": packed({"a.txt": PAGE.encode(), "b.txt": b"text"}),
    "a.jsonl": b'{"text": "a"}\n{"text": "b"}\n',
    "a.jsonl.gz": gzip.compress(b'{"text": "a"}\n{"text": "b"}\n', mtime=0),
    "a.txt.gz": gzip.compress(PAGE.encode(), mtime=0),
    "a.tar": tarred({"a.txt": PAGE.encode(), "b.txt": b"text"}),
    "a.tar.gz": gzip.compress(tarred({"a.txt": PAGE.encode(), "b.txt": b"text"}), mtime=0),
}
if zstd is not None:
    CARRIED |= {
        name.replace(".gz", ".zst"): zstd.compress(gzip.decompress(body))
        for name, body in CARRIED.items()
        if name.endswith(".gz")
    }
if find_spec("warcio"):
    CARRIED |= {
        "a.warc": b"".join(warc(PAGE.encode(), b"text")),
        "a.warc.gz": b"".join(gzip.compress(record, mtime=0) for record in warc(PAGE.encode(), b"text")),
    }


def test_seeds_in_a_zip_give_the_rows_of_the_seeds_whatever_the_jobs(tmp_path: Path) -> None:
    files = {f"d/{path.name}": path.read_bytes() for path in sorted(SEEDS.iterdir())}
    folder = zipped(tmp_path / "in/pages.zip", files).parent
    build(SEEDS, tmp_path / "loose/p")
    result = build(folder, tmp_path / "1/p")
    build(folder, tmp_path / "2/p", jobs=2)
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    assert (result.pages, result.rows["documents"]) == (len(files), len(files))
    for name in TABLES:
        if name != "documents":
            part = f"p/data/{name}.csv"
            assert (tmp_path / "1" / part).read_bytes() == (tmp_path / "loose" / part).read_bytes()
    assert {row.path for row in documents(tmp_path / "1/p")} == {f"raw/in/pages%2Ezip!{name}" for name in files}
    raw = [path for path in contents(tmp_path / "1/p") if path.startswith("raw/")]
    assert raw == ["raw/in/pages%2Ezip"]
    assert validate(tmp_path / "1/p").problems == ()


@SLOW
@given(
    st.lists(
        st.dictionaries(st.text("abأ|!% ", min_size=1, max_size=4), st.binary(max_size=60), max_size=3), max_size=3
    ),
    st.lists(
        st.one_of(st.binary(max_size=40), st.sampled_from([b'{"text": "x"}', b"{", b'{"html": "<p>x</p>"}'])),
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
def test_any_members_give_a_valid_package_in_any_order(
    tmp_path_factory: pytest.TempPathFactory,
    archives: list[dict[str, bytes]],
    lines: list[bytes],
    order: random.Random,
) -> None:
    folder = tmp_path_factory.mktemp("any")
    files = [zipped(folder / f"in/{number}.zip", files) for number, files in enumerate(archives)]
    files.append(folder / "in/a.jsonl")
    (folder / "in").mkdir(exist_ok=True)
    files[-1].write_bytes(b"\n".join([b'{"text": 5}', *lines]))
    build(files, folder / "out/p")
    report = validate(folder / "out/p")
    assert report.problems == (), report.problems
    order.shuffle(files)
    build(files, folder / "again/p")
    assert contents(folder / "again") == contents(folder / "out")


def test_members_and_files_with_the_same_bytes_are_one_document(tmp_path: Path) -> None:
    zipped(tmp_path / "in/a.zip", {"x.txt": PAGE.encode(), "y.txt": PAGE.encode()})
    (tmp_path / "in/b.txt").write_text(PAGE, encoding="utf-8")
    shutil.copy(tmp_path / "in/a.zip", tmp_path / "in/c.zip")
    assert build(tmp_path / "in", tmp_path / "out").pages == 5
    [row] = documents(tmp_path / "out")
    assert row.path == "raw/in/a%2Ezip!x.txt"
    assert row.also_at == "raw/in/a%2Ezip!y.txt|raw/in/b.txt|raw/in/c%2Ezip!x.txt|raw/in/c%2Ezip!y.txt"
    assert validate(tmp_path / "out").problems == ()


def test_adding_a_carrier_changes_no_other_row(tmp_path: Path) -> None:
    zipped(tmp_path / "in/a.zip", {"x.txt": PAGE.encode()})
    jsonl(tmp_path / "in/b.jsonl", {"title": "افتتاح الطريق", "text": BODY})
    build(tmp_path / "in", tmp_path / "out")
    before = {name: set((tmp_path / f"out/data/{name}.csv").read_bytes().split(b"\n")) for name in TABLES}
    jsonl(
        tmp_path / "in/c.jsonl", {"text": "خبر آخر تماما عن اجتماع عقد في المدينة مساء الأحد بحضور عدد كبير من الناس."}
    )
    build(tmp_path / "in", tmp_path / "out")
    for name, lines in before.items():
        assert lines <= set((tmp_path / f"out/data/{name}.csv").read_bytes().split(b"\n"))


def test_the_same_story_in_two_carriers_is_grouped_and_kept(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", {"text": BODY}, {"title": "الطريق", "text": BODY.replace(" اليوم ", "، اليوم، ")})
    zipped(
        tmp_path / "in/b.zip", {"x.txt": f"افتتاح الطريق الساحلي الجديد\n\n{BODY.replace('مشروع', 'أعمال')}\n".encode()}
    )
    result = build(tmp_path / "in", tmp_path / "out")
    assert (result.rows["articles"], result.rows["duplicates"]) == (3, 3)
    kinds = sorted(row.kind for row in load("duplicates", tmp_path / "out"))  # type: ignore[attr-defined]
    assert kinds in (["exact", "exact", "near"], ["near", "near", "near"])
    assert validate(tmp_path / "out").problems == ()


def test_a_lie_about_a_duplicate_is_noticed(tmp_path: Path) -> None:
    jsonl(tmp_path / "in/a.jsonl", {"text": BODY}, {"id": 2, "text": BODY})
    build(tmp_path / "in", tmp_path / "out")
    table = tmp_path / "out/data/duplicates.csv"
    text = table.read_text(encoding="utf-8")
    for old, new, code in (("exact,1.0", "near,0.9", "untrue"), (text.split("\n")[1] + "\n", "", "group")):
        assert old in text
        table.write_text(text.replace(old, new), encoding="utf-8")
        assert code in {problem.code for problem in validate(tmp_path / "out").problems if problem.layer == "evidence"}
    table.write_text(text, encoding="utf-8")
    assert validate(tmp_path / "out").problems == ()


def test_large_members_and_carriers_within_are_rows_without_text(tmp_path: Path) -> None:
    large = PAGE.encode() * 120_000
    assert len(large) > 1 << 24
    zipped(tmp_path / "in/a.zip", {"big.txt": large, "b.jsonl": b'{"text": "x"}', "c.zip": b"PK\x03\x04"})
    (tmp_path / "in/big.txt").write_bytes(large + b"\n")
    build(tmp_path / "in", tmp_path / "out")
    rows = {row.path.removeprefix("raw/in/"): row for row in documents(tmp_path / "out")}
    assert {name: row.status for name, row in rows.items()} == {
        "a%2Ezip!big.txt": "not_news",
        "a%2Ezip!b.jsonl": "not_news",
        "a%2Ezip!c%2Ezip": "undecodable",
        "big.txt": "not_news",
    }
    assert rows["big.txt"].characters is rows["a%2Ezip!big.txt"].characters is None
    assert rows["a%2Ezip!big.txt"].bytes == len(large)
    assert validate(tmp_path / "out").problems == ()


@pytest.mark.parametrize(
    ("name", "line"), [("../x.txt", "leads out"), ("/etc/passwd", "absolute"), ("C:\\x.txt", "absolute")]
)
def test_a_hostile_member_fails_alone_and_strictly_the_build(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, line: str
) -> None:
    zipped(tmp_path / "in/a.zip", {"ok.txt": PAGE.encode(), name: b"x"})
    command = ["build", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    assert main([*command, "--strict"]) == 2
    error = capsys.readouterr().err
    assert line in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()
    assert main(command) == 3
    failed, summary = capsys.readouterr().err.splitlines()
    assert f"in/a.zip: holds {name!r}" in failed
    assert "build-report.json" in summary
    rows = {row.path.removeprefix("raw/in/"): row for row in documents(tmp_path / "out")}
    assert set(rows) == {"a%2Ezip", "a%2Ezip!ok.txt"}
    assert rows["a%2Ezip"].status == "undecodable"
    assert line in (rows["a%2Ezip"].note or "")
    [entry] = json.loads((tmp_path / "out/build-report.json").read_bytes())["failures"]
    assert entry["document_id"] == rows["a%2Ezip"].document_id
    assert entry["remedy"].startswith("pack it again")
    assert validate(tmp_path / "out").problems == ()


def test_a_broken_archive_is_a_row_and_mended_leaves_no_report(tmp_path: Path) -> None:
    path = zipped(tmp_path / "in/a.zip", {"ok.txt": PAGE.encode() * 20, "other.txt": BODY.encode()})
    (tmp_path / "in/page.txt").write_text(BODY + ".", encoding="utf-8")
    body = path.read_bytes()
    build(tmp_path / "in", tmp_path / "whole/p")
    for broken, kept in ((body[:-30], 0), (body[:50] + b"\xff\xff\xff\xff" + body[54:], 1)):
        path.write_bytes(broken)
        with pytest.raises(BuildError, match=r"\A[^\n]*a\.zip: [^\n]+pack it again\Z"):
            build(tmp_path / "in", tmp_path / "out/p", strict=True)
        result = build(tmp_path / "in", tmp_path / "out/p")
        assert len(result.failures) == 1
        rows = {row.path.removeprefix("raw/in/"): row for row in documents(tmp_path / "out/p")}
        assert set(rows) == {"a%2Ezip", "page.txt", *(["a%2Ezip!other.txt"] * kept)}
        assert rows["a%2Ezip"].sha256 == identifiers.sha256(broken)
        assert validate(tmp_path / "out/p").problems == ()
    path.write_bytes(body)
    assert build(tmp_path / "in", tmp_path / "out/p").failures == ()
    assert contents(tmp_path / "out/p") == contents(tmp_path / "whole/p")


def test_a_report_travels_with_a_package_without_texts(tmp_path: Path) -> None:
    zipped(tmp_path / "in/a.zip", {"ok.txt": BODY.encode(), "../x": b"x"})
    build(tmp_path / "in", tmp_path / "full/p")
    build(tmp_path / "in", tmp_path / "standoff/p", text="standoff")
    assert validate(tmp_path / "standoff/p").problems == ()
    rehydrate(tmp_path / "standoff/p", tmp_path / "in", tmp_path / "again/p")
    assert contents(tmp_path / "again/p") == contents(tmp_path / "full/p")


@SLOW
@given(st.data())
def test_a_damaged_carrier_changes_no_row_of_others(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    page = folder / "in/page.txt"
    page.parent.mkdir()
    page.write_text(f"افتتاح الطريق الساحلي الجديد\n\n{BODY}.\n", encoding="utf-8")
    build(page.parent, folder / "alone", recognizer="none")
    before = {name: set((folder / f"alone/data/{name}.csv").read_bytes().split(b"\n")) for name in TABLES}
    name, body = data.draw(st.sampled_from(sorted(CARRIED.items())))
    damaged = bytearray(body)
    for at in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=3)):
        damaged[at] = data.draw(st.integers(0, 255))
    damaged = damaged[: data.draw(st.integers(0, len(body)))]
    (page.parent / name).write_bytes(damaged)
    build(page.parent, folder / "out", recognizer="none")
    for table, lines in before.items():
        assert lines <= set((folder / f"out/data/{table}.csv").read_bytes().split(b"\n"))
    assert validate(folder / "out").problems == ()


def test_a_file_with_nothing_in_it_is_a_document_itself(tmp_path: Path) -> None:
    zipped(tmp_path / "in/a.zip", {})
    (tmp_path / "in/b.jsonl").write_bytes(b"")
    build(tmp_path / "in", tmp_path / "out")
    assert {row.path: row.status for row in documents(tmp_path / "out")} == {
        "raw/in/a%2Ezip": "not_news",
        "raw/in/b.jsonl": "empty",
    }
    assert validate(tmp_path / "out").problems == ()


def test_a_changed_archive_is_noticed_by_each_layer(tmp_path: Path) -> None:
    zipped(tmp_path / "in/a.zip", {"x.txt": PAGE.encode()})
    build(tmp_path / "in", tmp_path / "out")
    zipped(tmp_path / "out/raw/in/a%2Ezip", {"x.txt": (PAGE + "!").encode()})
    assert {(problem.layer, problem.code) for problem in validate(tmp_path / "out").problems} >= {
        ("columns", "hash"),
        ("frictionless", "hash-count"),
        ("frictionless", "byte-count"),
        ("evidence", "page-changed"),
    }
    zipped(tmp_path / "out/raw/in/a%2Ezip", {"y.txt": PAGE.encode()})
    assert "page-missing" in {problem.code for problem in validate(tmp_path / "out").problems}


def test_a_warc_says_where_and_when_its_pages_were_fetched(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio (the extra warc) is not installed")
    body = f"<html><body><h1>عنوان الخبر الكبير هنا</h1><p>{BODY}.</p><p>{BODY}.</p></body></html>".encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    record = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\n"
        b"WARC-Date: 2024-01-02T03:04:05Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(http), http)
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.warc.gz").write_bytes(gzip.compress(record, mtime=0))
    build(tmp_path / "in", tmp_path / "out")
    [row] = documents(tmp_path / "out")
    assert (row.path, row.url, row.retrieved) == (
        "raw/in/a.warc%2Egz!1",
        "https://example.org/1",
        "2024-01-02T03:04:05Z",
    )
    assert row.sha256 == identifiers.sha256(body)
    assert validate(tmp_path / "out").problems == ()
    table = tmp_path / "out/data/documents.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("04:05Z", "04:06Z"), encoding="utf-8")
    assert "retrieved" in {problem.code for problem in validate(tmp_path / "out").problems}


def test_the_encoding_that_a_server_named_travels_with_the_page(tmp_path: Path) -> None:
    pytest.importorskip("warcio", reason="warcio (the extra warc) is not installed")
    text = "<p>Η κυβέρνηση ανακοίνωσε σήμερα νέα μέτρα για την οικονομία της χώρας.</p>"
    page = f"<html><body><h1>Νέα μέτρα για την οικονομία</h1>{text}{text}</body></html>".encode("iso8859-7")
    (tmp_path / "in").mkdir()
    # The label is as long as the one that it replaces, and so is the record.
    (tmp_path / "in/a.warc").write_bytes(b"".join(warc(page)).replace(b"utf-8", b"cp866"))
    (tmp_path / "in/b.warc").write_bytes(b"".join(warc(page + b"<p>b")).replace(b"utf-8", b"greek"))
    build(tmp_path / "in", tmp_path / "out/p")
    assert {row.path[-8:]: row.encoding for row in documents(tmp_path / "out/p")} == {
        "a.warc!1": "cp866",
        "b.warc!1": "iso8859-7",
    }
    assert validate(tmp_path / "out/p").problems == ()
    build(tmp_path / "in", tmp_path / "standoff/p", text="standoff")
    rehydrate(tmp_path / "standoff/p", tmp_path / "in", tmp_path / "again/p")
    assert contents(tmp_path / "again/p") == contents(tmp_path / "out/p")


def test_what_escapes_and_bars_state_can_be_checked(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    head = json.dumps({"@type": "NewsArticle", "headline": 'خبر \U0001f600 "عاجل"', "author": {"name": "سعاد الخطيب"}})
    text = f"<body><p>{BODY}.</p><p>{BODY}.</p></body>"
    page = f"<html><head><script type='application/ld+json'>{head}</script></head>{text}"
    meta = f"<html><head><meta property=og:title content='نبأ <b>ثان</b> &amp;lt;'></head>{text}"
    (tmp_path / "in/a.html").write_text(page, encoding="utf-8")
    (tmp_path / "in/b.html").write_text(meta, encoding="utf-8")
    record = {"text": f"{BODY}.", "title": "عنوان", "author": "سعاد|هند"}
    nested = {"text": page.replace("سعاد", "هند")}
    (tmp_path / "in/c.jsonl").write_text("\n".join(map(json.dumps, (record, nested))), encoding="utf-8")
    build(tmp_path / "in", tmp_path / "out")
    titles = [row.title for row in load("articles", tmp_path / "out")]  # type: ignore[attr-defined]
    assert titles.count('خبر \U0001f600 "عاجل"') == 2
    assert "نبأ <b>ثان</b> &lt;" in titles
    assert validate(tmp_path / "out").problems == ()


@pytest.mark.skipif(zstd is None, reason="backports.zstd (the extra zstd) is not installed")
def test_what_zstd_packed_is_what_gzip_packed(tmp_path: Path) -> None:
    for ending, pack in ((".gz", gzip.compress), (".zst", zstd.compress)):
        folder = tmp_path / ending / "in"
        folder.mkdir(parents=True)
        for name in ("a.jsonl", "b.tar", "c.txt"):
            body = gzip.decompress(CARRIED[f"{name.replace(name[0], 'a', 1)}.gz"])
            (folder / f"{name}{ending}").write_bytes(pack(body))
        build(folder, tmp_path / ending / "out", recognizer="none")
        assert validate(tmp_path / ending / "out", rebuild=True).problems == ()
    for name in TABLES:
        packed, other = (
            (tmp_path / ending / f"out/data/{name}.csv").read_text(encoding="utf-8") for ending in (".gz", ".zst")
        )
        assert packed.replace("%2Egz", ".zst") == other
    assert validate(tmp_path / ".zst/out").problems == ()
