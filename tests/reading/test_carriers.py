"""A carrier is listed and read a member at a time, and what is broken or hostile is one line."""

from __future__ import annotations

import gzip
import io
import random
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import CarrierError, Member

SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60
)
BODIES = st.binary(max_size=300)
NAMES = st.text(st.sampled_from("abأخ|!%./\\ :\n\u202e\ud7ff~"), min_size=1, max_size=8)
LINE = r"\A[^\n]+\Z"


def members(path: Path) -> Iterator[Member]:
    """The members of the carrier, and then a CarrierError where there is anything in it that cannot be read."""
    listing = carriers.listing(path)
    yield from listing.members
    for broken in listing.broken:
        raise CarrierError(broken.reason)


def read(path: Path) -> dict[str, bytes]:
    return {member.name: b"".join(carriers.blocks(path, member)) for member in members(path)}


def hostile(name: str) -> bool:
    plain = name.replace("\\", "/")
    return plain.startswith("/") or ".." in plain.split("/") or (plain[:1] in "ab" and plain[1:2] == ":")


@SLOW
@given(st.dictionaries(NAMES, BODIES, max_size=5), st.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
def test_a_zip_is_read_as_it_was_packed_or_refused_for_a_name(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], method: int
) -> None:
    path = tmp_path_factory.mktemp("zip") / "a.ZIP"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    refused = [name for name in files if hostile(name) or name.replace("\\", "/") == ""]
    if refused:
        with pytest.raises(CarrierError):
            read(path)
        return
    shown = {
        name: body
        for name, body in files.items()
        if not name.endswith("/") and not any(part.startswith(".") for part in name.split("/"))
    }
    assert read(path) == shown
    assert [member.size for member in members(path)] == [len(body) for body in shown.values()]


@SLOW
@given(st.data())
def test_a_damaged_zip_is_a_carrier_error_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"p{number}.txt", bytes(range(200)) * 3)
    body = bytearray(file.getvalue())
    for at in data.draw(st.lists(st.integers(4, len(body) - 1), min_size=1, max_size=8)):
        body[at] = data.draw(st.integers(0, 255))
    body = body[: data.draw(st.integers(4, len(body)))]
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(body)
    try:
        assert all(len(page) <= 600 for page in read(path).values())
    except CarrierError as error:
        assert "\n" not in str(error)


@SLOW
@given(st.lists(st.one_of(BODIES, st.just(b""), st.just(b" \t\r"), st.just(b'{"text": 5}\r')), max_size=8), BODIES)
def test_lines_of_json_are_the_lines_of_the_file(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], last: bytes
) -> None:
    path = tmp_path_factory.mktemp("jsonl") / "a.jsonl"
    body = b"\n".join([b'{"text": ""}', *lines, last])
    path.write_bytes(body)
    pieces = body.split(b"\n")
    expected = {
        str(number): piece.removesuffix(b"\r") if number < len(pieces) else piece
        for number, piece in enumerate(pieces, 1)
        if piece.strip(b" \t\n\r\x0b\x0c")
    }
    listing = carriers.listing(path)
    read_ = {member.name: b"".join(carriers.blocks(path, member)) for member in listing.members}
    assert {number: expected[number] for number in read_} == read_
    assert all(len(expected[member.name]) == member.size for member in listing.members)
    # What is no page is named, and nothing else is.
    assert {broken.name for broken in listing.broken} == expected.keys() - read_.keys()
    assert {number for number, line in expected.items() if line.strip().startswith(b"{")} >= read_.keys()


#: Lines of JSON that hold a record, and lines that hold none, however they came to be.
RECORDS_OF_JSON = [
    b"{}",
    b'{"text": "x"}',
    b' {"text": "x"} ,\t',
    b'{"text": "a\tb", "n": NaN, "big": ' + b"9" * 5000 + b"}",
    '{"text": "نص"}'.encode("cp1256"),
    b'{"text": "\xff\xfe"}',
    b'{"text": "\\ud800"}',
    b'{"a": ' + b"[" * 90_000 + b"]" * 90_000 + b"}",
]
NO_RECORDS_OF_JSON = [
    b'{"text": "cut o',
    b'{"text": "x"',
    b"[1, 2]",
    b'"text"',
    b"null",
    b"text",
    b'{"text": "x"} {"text": "y"}',
    b'{"text": "x"}}',
    b'{"text" "x"}',
    b"{'text': 'x'}",
    b'{"text": "x" "y": "z"}',
    b"\0",
    b"}",
]


def test_lines_without_a_record_are_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    draw = random.Random(7)
    for _ in range(20):
        lines = [b'{"first": 1}', *RECORDS_OF_JSON, *NO_RECORDS_OF_JSON]
        draw.shuffle(lines)
        lines.insert(0, b'{"text": "first"}')
        path.write_bytes(b"\n".join(lines))
        listing = carriers.listing(path)
        records = {str(number) for number, line in enumerate(lines, 1) if line not in NO_RECORDS_OF_JSON}
        assert {member.name for member in listing.members} == records
        told = {broken.name: broken.reason for broken in listing.broken}
        assert told.keys() == {str(number) for number in range(1, len(lines) + 1)} - records
        assert all(reason.startswith(f"line {number} is no record of JSON; ") for number, reason in told.items())


def test_very_many_lines_without_a_record_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"{}\n" + b"{\n" * 5000)
    *named, last = carriers.listing(path).broken
    assert [broken.name for broken in named] == [str(number) for number in range(2, 1002)]
    assert last.reason.startswith("4000 more lines are no records of JSON, the first is 1002; ")
    path.write_bytes(b'{\n"text":\n"x"\n}\n')
    [only] = carriers.listing(path).broken
    assert only.reason.startswith("holds no line that is a record of JSON; write one record a line")


def test_a_long_line_is_one_member_and_a_mark_of_byte_order_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"\xef\xbb\xbf" + b'{"text": "' + b"a" * 300_000 + b'"}\r\n\n{}')
    first, last = members(path)
    assert (first.name, first.start, first.size) == ("1", 3, 300_012)
    assert (last.name, b"".join(carriers.blocks(path, last))) == ("3", b"{}")


@pytest.mark.parametrize(
    ("name", "body", "format_"),
    [
        ("a.zip", b"PK\x05\x06" + bytes(18), "zip"),
        ("a.zip", b"\xff\xd8\xff", None),
        ("a.docx", b"PK\x03\x04", None),
        ("a.jsonl", b'\xef\xbb\xbf {"a"', "jsonl"),
        ("a.jsonl", b"plain text", None),
        ("a.json", b"{}", None),
        ("a.warc", b"WARC/1.0\r\n", "warc"),
        ("a.WARC.GZ", b"\x1f\x8b\x08", "warc"),
        ("a.txt.gz", b"\x1f\x8b\x08", "gzip"),
        ("a.jsonl.gz", b"\x1f\x8b\x08", "jsonl"),
        ("a.tar.GZ", b"\x1f\x8b\x08", "tar"),
        ("a.tar", bytes(257) + b"ustar", "tar"),
        ("a.tar", b"text", None),
        ("a.gz", b"text", None),
        ("a.warc", b"", None),
    ],
)
def test_a_carrier_is_told_by_name_and_first_bytes(tmp_path: Path, name: str, body: bytes, format_: str | None) -> None:
    (tmp_path / name).write_bytes(body)
    assert carriers.format_of(tmp_path / name) == format_
    (tmp_path / "renamed").write_bytes(body)
    assert carriers.format_of(tmp_path / "renamed", name) == format_
    if format_ is None:
        assert list(members(tmp_path / name)) == []


def _packed(path: Path, change: Any = None, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            if change is not None:
                change(info)
            archive.writestr(info, body)
    return path


def _link(info: zipfile.ZipInfo) -> None:
    info.external_attr = 0o120777 << 16


def _bzip2(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_BZIP2


@pytest.mark.parametrize(("change", "line"), [(_link, "symbolic link"), (_bzip2, "method 12")])
def test_links_and_other_methods_are_refused(tmp_path: Path, change: Any, line: str) -> None:
    with pytest.raises(CarrierError, match=LINE) as caught:
        read(_packed(tmp_path / "a.zip", change, page=b"x"))
    assert line in str(caught.value)


def test_encrypted_and_repeated_members_are_refused(tmp_path: Path) -> None:
    body = bytearray(_packed(tmp_path / "a.zip", page=b"text").read_bytes())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(body)
    with pytest.raises(CarrierError, match="encrypted"):
        read(tmp_path / "a.zip")
    body = _packed(tmp_path / "b.zip", aa=b"1", ab=b"2").read_bytes().replace(b"ab", b"aa")
    (tmp_path / "b.zip").write_bytes(body)
    with pytest.raises(CarrierError, match="'aa' twice"):
        read(tmp_path / "b.zip")


def test_a_member_that_must_not_be_read_costs_no_other(tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.zip", aa=b"1", **{"../x": b"2", "/y": b"3"}, ab=b"4", z=b"5")
    path.write_bytes(path.read_bytes().replace(b"ab", b"aa"))
    listing = carriers.listing(path)
    assert [member.name for member in listing.members] == ["aa", "z"]
    assert [broken.name for broken in listing.broken] == ["../x", "/y", "aa"]


def test_what_a_folder_would_hide_is_hidden(tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.zip", **{"__MACOSX/._a.txt": b"1", "d/.git/x": b"2", "d/": b"", "d/a.txt": b"3"})
    assert read(path) == {"d/a.txt": b"3"}


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w", force_zip64=True) as at,
    ):
        for _ in range(70):
            at.write(bytes(1 << 20))
    packed = bytearray(path.read_bytes())
    assert len(packed) < 100_000
    # Whoever unpacks it stumbles here, and says so.
    packed[1000:2000] = bytes(1000)
    path.write_bytes(packed)
    with pytest.raises(CarrierError, match=r"\Aunpacks to more than [^\n]+\Z"):
        read(path)


def test_a_member_never_gives_more_than_its_directory_says(tmp_path: Path) -> None:
    body = bytearray(_packed(tmp_path / "a.zip", page=bytes(5_000_000)).read_bytes())
    at = body.index(b"PK\x01\x02") + 24
    body[at : at + 4] = struct.pack("<I", 10)
    (tmp_path / "a.zip").write_bytes(body)
    [member] = members(tmp_path / "a.zip")
    given_ = 0
    with pytest.raises(CarrierError, match="not those that were packed"):
        for block in carriers.blocks(tmp_path / "a.zip", member):
            given_ += len(block)
    assert given_ <= 10


def test_the_same_bytes_are_wanted_back(tmp_path: Path) -> None:
    path = _packed(tmp_path / "a.zip", page=b"text")
    [member] = members(path)
    path.write_bytes(path.read_bytes().replace(b"PK\x03\x04", b"PK\x03\x05"))
    with pytest.raises(CarrierError, match="no member at the place"):
        list(carriers.blocks(path, member))
    path.write_bytes(b"")
    with pytest.raises(CarrierError, match="cannot be unpacked"):
        list(carriers.blocks(path, member))


def test_carriers_within_carriers_are_kept_unread() -> None:
    assert carriers.unread(5) is None
    assert carriers.unread(5, Member("a.txt", "zip", 0, 5, 5)) is None
    for name in ("a.jsonl", "d/B.WARC.GZ", "c.ndjson"):
        assert "another" in (carriers.unread(5, Member(name, "zip", 0, 5, 5)) or "")
    assert "no news page has more" in (carriers.unread(1 << 30) or "")


# WARC


def _record(number: int, body: bytes, *, kind: str = "response", status: int = 200, media: str = "text/html") -> bytes:
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: {media}\r\n\r\n".encode() if kind == "response" else b""
    payload = http + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://example.org/{number}\r\nWARC-Date: 2024-01-02T03:04:05.678Z\r\n"
        f"Content-Type: {'application/http' if http else media}\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


RECORDS = (
    _record(1, b"software: x", kind="warcinfo", media="application/warc-fields"),
    _record(2, b"<html>one"),
    _record(3, b"<html>gone", status=404),
    _record(4, b"\x89PNG", media="image/png"),
    _record(5, b"two", kind="conversion", media="text/plain"),
    _record(6, b""),
)


@pytest.fixture
def warcio() -> None:
    pytest.importorskip("warcio", reason="warcio (the extra warc) is not installed")


@pytest.mark.usefixtures("warcio")
@pytest.mark.parametrize("packed", [False, True])
def test_pages_that_were_found_are_read_out_of_a_warc(tmp_path: Path, packed: bool) -> None:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(record, mtime=0) if packed else record for record in RECORDS))
    first, second = members(path)
    assert (first.name, first.url, first.retrieved) == ("2", "https://example.org/2", "2024-01-02T03:04:05Z")
    assert read(path) == {"2": b"<html>one", "5": b"two"}
    assert second.size == 3


@pytest.mark.usefixtures("warcio")
def test_a_record_tells_which_encoding_the_server_named(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    media = ("text/html; charset=ISO-8859-7", "text/html", "text/html; charset='gbk'", "text/html;charset")
    kinds = ("response", "response", "resource", "response")
    records = (_record(number, b"<p>", media=media[number], kind=kinds[number]) for number in range(len(media)))
    path.write_bytes(b"".join(records))
    assert [member.charset for member in members(path)] == ["ISO-8859-7", None, "gbk", None]


@pytest.mark.usefixtures("warcio")
@SLOW
@given(st.data())
def test_a_damaged_warc_is_a_carrier_error_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    packed = data.draw(st.booleans())
    body = bytearray(b"".join(gzip.compress(record, mtime=0) if packed else record for record in RECORDS))
    for at in data.draw(st.lists(st.integers(5, len(body) - 1), max_size=5)):
        body[at] = data.draw(st.integers(0, 255))
    body = body[: data.draw(st.integers(5, len(body)))]
    path = tmp_path_factory.mktemp("warc") / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(body)
    try:
        read(path)
    except CarrierError as error:
        assert str(error)


@pytest.mark.usefixtures("warcio")
def test_a_warc_cut_short_is_never_taken_for_whole(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    packed = [gzip.compress(record, mtime=0) for record in RECORDS]
    whole = b"".join(packed)
    edges = {sum(map(len, packed[:count])) for count in range(len(packed) + 1)}
    path = tmp_path / "a.warc.gz"
    for end in range(3, len(whole), 7):
        if end not in edges:
            path.write_bytes(whole[:end])
            listing = carriers.listing(path)
            # The record that was cut is named, or the file where it was cut behind what a record holds.
            cut = sum(edge < end for edge in edges)
            assert {broken.name for broken in listing.broken} <= {None, str(cut)}
            assert listing.broken
            # What lies before the cut is there.
            names = [member.name for member in listing.members]
            assert names == ["2", "5"][: len(names)]
            assert names or end < sum(map(len, packed[:3]))
    assert capfd.readouterr().err == ""


@pytest.mark.usefixtures("warcio")
@pytest.mark.parametrize("packed", ["", "records", "whole"])
def test_broken_records_are_named_and_those_behind_them_are_read(tmp_path: Path, packed: str) -> None:
    bodies = [b"<html>%d" % number * 50 for number in range(1, 10)]
    whole = [_record(number, body) for number, body in enumerate(bodies, 1)]
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    length = b"Content-Length: %d" % (len(bodies[2]) + 44)
    assert length in whole[2]
    kinds = {
        "no header": lambda record: record.replace(b"WARC/1.0", b"WARC?1.0"),
        "too long": lambda record: record.replace(length, b"Content-Length: 99999"),
        "somewhat too long": lambda record: record.replace(length, length[:-3] + b"500"),
        "too short": lambda record: record.replace(length, b"Content-Length: 200"),
        "cut": lambda record: record[:300],
    }
    for kind, damage in kinds.items():
        records = [*whole[:2], damage(whole[2]), *whole[3:6], damage(whole[2]), *whole[7:]]
        assert records != whole
        if packed == "records":
            body = b"".join(map(gzip.compress, records))
        else:
            body = b"".join(records) if not packed else gzip.compress(b"".join(records))
        path.write_bytes(body)
        listing = carriers.listing(path)
        pages = [b"".join(carriers.blocks(path, member)) for member in listing.members]
        assert {*bodies} - {*pages} == {bodies[2], bodies[6]}, kind
        assert {*pages} <= {*bodies}, kind
        assert len(listing.broken) == 2, kind
        assert all("\n" not in broken.reason for broken in listing.broken)
        assert [broken.name for broken in listing.broken] == ["3", "7"], kind
        assert [member.name for member in listing.members] == ["1", "2", "4", "5", "6", "8", "9"], kind


@pytest.mark.usefixtures("warcio")
def test_streams_that_are_damaged_are_named_and_those_behind_them_are_read(tmp_path: Path) -> None:
    whole = [gzip.compress(_record(number, b"<html>%d" % number * 50)) for number in range(1, 10)]
    path = tmp_path / "a.warc.gz"
    for at in range(len(whole[3])):
        damaged = bytearray(whole[3])
        damaged[at] ^= 0xFF
        path.write_bytes(b"".join((*whole[:3], bytes(damaged), *whole[4:])))
        listing = carriers.listing(path)
        names = {member.name for member in listing.members}
        assert {"1", "2", "3"} <= names
        if listing.broken:
            assert [broken.name for broken in listing.broken] == ["4"]
            assert len(names) == 8
        else:
            # Some bytes of the head of a stream say nothing of what it holds.
            assert at < 10
            assert len(names) == 9


@pytest.mark.usefixtures("warcio")
def test_records_that_all_lie_about_their_length_are_looked_at_twice_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.warc"
    record = _record(1, b"<html>" + b"a" * 2000)
    length = record.split(b"Content-Length: ")[1].split(b"\r")[0]
    path.write_bytes(b"".join(record.replace(length, b"9" * 9) for _ in range(2000)))
    read_ = 0

    class Counted(io.FileIO):
        def readinto(self, buffer: Any, /) -> int | None:
            nonlocal read_
            count = super().readinto(buffer)
            read_ += count or 0
            return count

    monkeypatch.setattr("corpus_pkg.files.opened", lambda place: io.BufferedReader(Counted(place), 1 << 16))
    listing = carriers.listing(path)
    assert len(listing.broken) > 1
    assert read_ < 8 * path.stat().st_size


@pytest.mark.usefixtures("warcio")
def test_a_warc_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    for body in (b"WARC/1.0\r\n" + bytes(70 << 20), _record(1, bytes(70 << 20))):
        path.write_bytes(gzip.compress(body, mtime=0))
        with pytest.raises(CarrierError, match="unpacks to more than"):
            list(members(path))


@pytest.mark.usefixtures("warcio")
def test_a_header_without_end_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(RECORDS[1] + b"WARC/1.0\r\n" + b"a" * 50_000_000)
    tracemalloc.start()
    try:
        with pytest.raises(CarrierError, match="line of a header"):
            list(members(path))
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_without_warcio_the_extra_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(RECORDS[1])
    program = (
        "import sys; sys.modules['warcio'] = None\n"
        "from corpus_pkg.commands import main\n"
        "sys.exit(main(['build', sys.argv[1], '--out', sys.argv[2]]))"
    )
    import corpus_pkg

    done = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.warc", tmp_path / "out"],
        cwd=Path(corpus_pkg.__file__).parents[1],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "pip install 'corpus-pkg[warc]'" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()
