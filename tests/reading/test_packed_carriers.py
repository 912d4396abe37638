"""What is packed by gzip or zstd or lies in a tar is read as it was packed, from any place, and never without end."""

from __future__ import annotations

import gzip
import io
import os
import random
import subprocess
import sys
import tarfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_pkg.reading import carriers
from corpus_pkg.reading.carriers import gzip_stream, zstd_stream

try:
    zstd = zstd_stream.library()
except carriers.MissingLibraryError:
    zstd = None
needs_zstd = pytest.mark.skipif(zstd is None, reason="backports.zstd (the extra zstd) is not installed")
#: How a file may be packed, by what its name ends with.
PACKED: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": lambda body: gzip.compress(body, mtime=0)}
if zstd is not None:
    PACKED[".zst"] = zstd.compress
SLOW = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], max_examples=60
)


def read(path: Path) -> dict[str, bytes]:
    listing = carriers.listing(path)
    assert not listing.broken
    return {member.name: b"".join(carriers.blocks(path, member)) for member in listing.members}


def skipped(content: bytes) -> bytes:
    """A frame of zstd that holds nothing of the text."""
    return b"\x50\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content


def tarred(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return file.getvalue()


@SLOW
@given(
    st.dictionaries(st.text("abأ %", min_size=1, max_size=120), st.binary(max_size=1500), max_size=4),
    st.sampled_from([*PACKED]),
)
def test_a_tar_is_read_as_it_was_packed(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes], packed: str
) -> None:
    path = tmp_path_factory.mktemp("tar") / f"a.tar{packed}"
    path.write_bytes(PACKED[packed](tarred(files)))
    assert read(path) == files


@SLOW
@given(st.lists(st.binary(max_size=300), min_size=1, max_size=4), st.integers(0, 3), st.sampled_from([*PACKED][1:]))
def test_a_page_of_several_streams_is_one(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], zeros: int, packed: str
) -> None:
    path = tmp_path_factory.mktemp("page") / f"a.txt{packed}"
    # Behind gzip zeros are padding, frames of zstd may say of themselves that they are skipped.
    padding = bytes(zeros) if packed == ".gz" else skipped(bytes(zeros)) * zeros
    path.write_bytes(b"".join(map(PACKED[packed], parts)) + padding)
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
    kept = gzip_stream._states(str(path), status.st_size, status.st_mtime_ns)
    apart = [after.at - before.at for before, after in pairwise(kept)]
    assert len(kept) > 3
    assert max(apart) < gzip_stream._APART + gzip_stream.BLOCK


@needs_zstd
def test_pieces_are_read_from_any_place(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.zst"
    draw = random.Random(5)
    lines = [b'{"text": "%s"}' % draw.randbytes(draw.randrange(20_000)).hex().encode() for _ in range(600)]
    path.write_bytes(
        skipped(b"head") + zstd.compress(b"\n".join(lines[:300]) + b"\n") + zstd.compress(b"\n".join(lines[300:]))
    )
    members = list(enumerate(carriers.listing(path).members))
    draw.shuffle(members)
    for at, member in members[:100]:
        assert b"".join(carriers.blocks(path, member)) == lines[at]


@needs_zstd
def test_a_dictionary_before_the_frames_is_used(tmp_path: Path) -> None:
    draw = random.Random(5)
    words = [draw.randbytes(6).hex() for _ in range(50)]
    lines = [b'{"text": "%s"}' % " ".join(draw.choices(words, k=30)).encode() for _ in range(400)]
    made = zstd.train_dict(lines, 2_000)
    body = b"".join(zstd.compress(line + b"\n", zstd_dict=made) for line in lines)
    for content in (made.dict_content, zstd.compress(made.dict_content)):
        path = tmp_path / f"{len(content)}.jsonl.zst"
        path.write_bytes(b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content + body)
        assert list(read(path).values()) == lines
    path.write_bytes(body)
    [broken] = carriers.listing(path).broken
    assert "is no whole zstd file" in broken.reason
    for content in (b"", b"none", bytes(9), b"\x28\xb5\x2f\xfd"):
        path.write_bytes(b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content + body)
        [broken] = carriers.listing(path).broken
    path.write_bytes(b"\x5d\x2a\x4d\x18" + (1 << 31).to_bytes(4, "little") + body)
    [broken] = carriers.listing(path).broken
    assert "a dictionary of 2147483648 bytes" in broken.reason


@needs_zstd
def test_a_window_of_more_memory_than_a_page_is_worth_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.zst"
    parameter = zstd.CompressionParameter
    engine = zstd.ZstdCompressor(options={parameter.window_log: 30, parameter.enable_long_distance_matching: 1})
    path.write_bytes(engine.compress(b"text") + engine.flush())
    [broken] = carriers.listing(path).broken
    assert "memory" in broken.reason


def test_what_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    for ending, pack in [*PACKED.items()][1:]:
        for name in ("a.txt", "a.jsonl", "a.tar"):
            path = tmp_path / f"{name}{ending}"
            path.write_bytes(pack(tarred({"a": bytes(70 << 20)}) if name == "a.tar" else bytes(70 << 20)))
            [broken] = carriers.listing(path).broken
            assert "unpacks to more than" in broken.reason


def test_without_the_library_a_file_is_told_which_extra_it_needs(tmp_path: Path) -> None:
    (tmp_path / "backports/zstd").mkdir(parents=True)
    (tmp_path / "in").mkdir()
    for name in ("backports/__init__", "backports/zstd/__init__"):
        (tmp_path / f"{name}.py").write_text("raise ImportError")
    (tmp_path / "in/a.jsonl.zst").write_bytes(b"\x28\xb5\x2f\xfd")
    script = (
        "import sys; sys.modules['compression.zstd'] = None; "
        "from corpus_pkg.commands import main; sys.exit(main(['build', 'in', '--out', 'out']))"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(Path(carriers.__file__).parents[3])))}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 2
    assert (
        done.stderr == "corpus-pkg: in/a.jsonl.zst: needs backports.zstd to be read; pip install 'corpus-pkg[zstd]'\n"
    )
    assert not (tmp_path / "out").exists()


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
    kind, packed = data.draw(st.sampled_from(["tar", "txt", "jsonl"])), data.draw(st.sampled_from([*PACKED][1:]))
    packed = data.draw(st.sampled_from(["", packed])) if kind == "tar" else packed
    name = f"a.{kind}{packed}"
    whole = PACKED[packed](tarred(files) if kind == "tar" else b'{"a": 1}\n' * 99)
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
    if packed == ".gz" or (packed and cut < len(whole)):
        # The end of a gzip file is its checksum, that of zstd a mark, or a damaged head makes it none.
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
    if zstd is not None:
        (tmp_path / "a.warc.zst").write_bytes(b"".join(map(zstd.compress, crawl)))
        (tmp_path / "b.warc.zst").write_bytes(zstd.compress(b"".join(crawl)))
    for path in tmp_path.iterdir():
        assert list(read(path).items()) == [(str(at), page) for at, page in enumerate(pages, 1)]
