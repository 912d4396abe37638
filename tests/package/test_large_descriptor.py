"""The descriptor of ten million pages stays small: it grows with archives and parts, never with pages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from corpus_pkg.package import descriptor, parts
from corpus_pkg.records import TABLES
from corpus_pkg.validation.admission import LARGEST

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "descriptor.py"


def test_ten_million_pages_are_a_few_thousand_resources(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("benchmark_of_descriptors", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    body = benchmark.described(10_000_000, 256)
    written = descriptor.dump(body)
    assert len(body["resources"]) < 10_000
    assert len(written) < 4_000_000 < LARGEST
    path = tmp_path / descriptor.FILE_NAME
    path.write_bytes(written)
    again = descriptor.read(path, LARGEST)
    assert descriptor.is_whole(again)
    assert parts.number(again) == 256
    assert set(TABLES) <= parts.places(again).keys()
    assert sum(map(descriptor.is_page, again["resources"])) == 16**3
