"""What the Data Package client of JavaScript makes of a package: rows, types, Arabic, nothing for nothing."""

from __future__ import annotations

import datetime
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from exporting.packages import ROOT, build_seeds

from corpus_pkg.building.build import build
from corpus_pkg.dataset import dataset
from corpus_pkg.records import TABLES

CLIENT = "datapackage@1.1.10"
_PROGRAM = """
const {Package} = require('datapackage')
const day = value => value instanceof Date
  ? {date: [value.getFullYear(), value.getMonth() + 1, value.getDate()]}
  : value
const main = async () => {
  const found = await Package.load(process.argv[2])
  if (!found.valid) throw new Error(found.errors.map(error => error.message).join('; '))
  const read = {}
  for (const resource of found.resources.filter(resource => resource.tabular)) {
    const rows = await resource.read({keyed: true})
    read[resource.name] = rows.map(row => Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, day(value)])))
  }
  process.stdout.write(JSON.stringify(read))
}
main().catch(error => { console.error(error); process.exit(1) })
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node or npm is not installed")
    folder = tmp_path_factory.mktemp("javascript")
    (folder / "package.json").write_text('{"private": true}')
    try:
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", CLIENT],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
    except subprocess.TimeoutExpired:
        pytest.skip("npm did not answer")
    if done.returncode:
        pytest.skip(f"{CLIENT} could not be installed: {done.stderr.strip().splitlines()[-1:]}")
    (folder / "read.js").write_text(_PROGRAM)
    return folder


@pytest.mark.parametrize("in_place", [False, True], ids=["copied pages", "pages in place"])
def test_every_row_is_read_with_its_types(client: Path, tmp_path: Path, in_place: bool) -> None:
    if in_place:
        shutil.copytree(ROOT / "seeds", tmp_path / "package/seeds")
        build(tmp_path / "package/seeds", tmp_path / "package")
    else:
        build_seeds(tmp_path / "package")
    done = subprocess.run(
        ["node", str(client / "read.js"), str(tmp_path / "package/datapackage.json")],
        cwd=client,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert list(read) == list(TABLES)
    for name in TABLES:
        assert read[name] == [_plain(row) for row in dataset.load(name, tmp_path / "package")]


def _plain(row: Any) -> dict[str, Any]:
    return {
        name: {"date": [value.year, value.month, value.day]} if isinstance(value, datetime.date) else value
        for name, value in row.__dict__.items()
    }
