"""What is packed by gzip or lies in a tar is read as it was packed, from any place, and never without end."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import gzipped

SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60
)


def read(path: Path) -> dict[str, bytes]:
    listing = carriers.listing(path)
    assert not listing.broken
    return {member.name: b"".join(carriers.blocks(path, member)) for member in listing.members}


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return file.getvalue()


@SLOW
@given(st.dictionaries(st.text("abأ %", min_size=1, max_size=120), st.binary(max_size=1500), max_size=4), st.booleans())
def test_a_tar_is_read_as_it_was_packed(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], packed: bool
) -> None:
    path = tmp_path_factory.mktemp("tar") / ("a.tgz" if packed else "a.tar")
    body = tarred(files)
    path.write_bytes(gzip.compress(body, mtime=0) if packed else body)
    assert read(path) == files


@SLOW
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(0, 3))
def test_a_page_of_several_streams_is_one(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], zeros: int
) -> None:
    path = tmp_path_factory.mktemp("gz") / "a.txt.gz"
    path.write_bytes(b"".join(gzip.compress(part, mtime=0) for part in parts) + bytes(zeros))
    whole = b"".join(parts)
    assert read(path) == ({"1": whole} if whole else {})


def test_lines_are_read_from_any_place_without_what_lies_before(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    draw = random.Random(5)
    lines = [b'{"text": "%s"}' % draw.randbytes(draw.randrange(20_000)).hex().encode() for _ in range(1_000)]
    body = b"".join(line + b"\r\n" for line in lines)
    half = body.index(b"\n", len(body) // 2)
    path.write_bytes(gzip.compress(body[:half], 1, mtime=0) + gzip.compress(body[half:], 1, mtime=0))
    listing = carriers.listing(path)
    members = list(enumerate(listing.members))
    draw.shuffle(members)
    for at, member in members[:100]:
        assert b"".join(carriers.blocks(path, member)) == lines[at]
    status = path.stat()
    kept = gzipped._states(str(path), status.st_size, status.st_mtime_ns)
    apart = [after.at - before.at for before, after in pairwise(kept)]
    assert len(kept) > 3
    assert max(apart) < gzipped._APART + gzipped.BLOCK


def test_what_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    for name in ("a.gz", "a.jsonl.gz", "a.tgz"):
        path = tmp_path / name
        path.write_bytes(gzip.compress(tarred({"a": bytes(70 << 20)}) if name == "a.tgz" else bytes(70 << 20), 9))
        [broken] = carriers.listing(path).broken
        assert "unpacks to more than" in broken.reason


def test_links_and_names_that_lead_out_are_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind in (("../a", tarfile.REGTYPE), ("b", tarfile.SYMTYPE), ("c", tarfile.LNKTYPE), ("d", b"3")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        for name in ("d/.hidden", "e", "e"):
            archive.addfile(tarfile.TarInfo(name))
    listing = carriers.listing(path)
    assert [member.name for member in listing.members] == ["e"]
    assert [broken.name for broken in listing.broken] == ["../a", "b", "c", "d", "e"]


@SLOW
@given(st.data())
def test_what_is_damaged_is_told_and_what_lies_before_it_is_kept(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    files = {"a": b"first " * 99, "b": b"second" * 99}
    name = data.draw(st.sampled_from(["a.tar", "a.tgz", "a.txt.gz", "a.jsonl.gz"]))
    body = tarred(files) if "t" in name.partition(".")[2][:1] and "txt" not in name else b'{"a": 1}\n' * 99
    whole = body if name == "a.tar" else gzip.compress(body, mtime=0)
    cut = data.draw(st.integers(2, len(whole) - 1))
    damaged = bytearray(whole[:cut])
    for at in data.draw(st.lists(st.integers(2, cut - 1), max_size=3)) if cut > 2 else []:
        damaged[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("damaged") / name
    path.write_bytes(damaged)
    listing = carriers.listing(path)
    for member in listing.members:
        try:
            assert len(carriers.load(path, member).data or b"") == member.size
        except carriers.CarrierError as error:
            assert "\n" not in str(error)
    if name != "a.tar":
        # The end of a gzip file is its checksum, or a damaged head makes it none.
        assert listing.broken or listing.format is None


def test_a_crawl_that_was_packed_as_one_stream_gives_the_pages_of_one_packed_record_by_record(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    pages = [b"<html><p>%d</p></html>" % number * 3000 for number in range(5)]
    crawl = [
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://example.org/\r\nContent-Type: text/html\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (len(page), page)
        for page in pages
    ]
    (tmp_path / "a.warc.gz").write_bytes(b"".join(gzip.compress(record) for record in crawl))
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(b"".join(crawl)))
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(crawl[0]) + gzip.compress(b"".join(crawl[1:])))
    for name in ("a", "b", "c"):
        assert list(read(tmp_path / f"{name}.warc.gz").items()) == [(str(at), page) for at, page in enumerate(pages, 1)]
