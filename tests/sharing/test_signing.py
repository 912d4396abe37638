"""A signature holds for the bytes and the key it was made with, and for nothing else; OpenSSH agrees."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from corpus_pkg.commands import main
from corpus_pkg.errors import PackageError
from corpus_pkg.sharing import signing
from corpus_pkg.sharing.archive import pack

ROOT = Path(__file__).parents[2]


def _key(folder: Path, name: str = "key", word: bytes | None = None) -> Path:
    """A pair of keys as `ssh-keygen` makes it: the private one, and NAME.pub beside it."""
    key = Ed25519PrivateKey.generate()
    locked = BestAvailableEncryption(word) if word else NoEncryption()
    (folder / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, locked))
    line = key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (folder / f"{name}.pub").write_bytes(line + b" somebody\n")
    return folder / name


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key, and our dataset packed and signed with it."""
    folder = tmp_path_factory.mktemp("signed")
    key = _key(folder)
    assert main(["pack", str(ROOT), "--out", str(folder / "a.zip"), "--sign", str(key)]) == 0
    return key, folder / "a.zip"


def _said(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    """The exit code of `validate` and its one line."""
    code = main(["validate", *map(str, arguments), "--only", "page-changed"])
    printed = capsys.readouterr()
    lines = (printed.out + printed.err).splitlines()
    assert code == 0 or len(lines) == 1
    return code, lines[0]


def test_what_was_signed_is_valid(signed: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    key, archive = signed
    code, line = _said(capsys, archive, "--signature", f"{key}.pub")
    assert line.startswith(f"{archive}: signed with SHA256:")
    assert code == 0
    # The key itself, as one line, does as well.
    assert signing.check(archive, Path(f"{key}.pub").read_text()).problem is None


def test_each_wrong_thing_has_a_line_of_its_own(
    signed: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, archive = signed
    other = _key(tmp_path, "other")
    copy = Path(shutil.copy(archive, tmp_path / "b.zip"))
    code, line = _said(capsys, copy, "--signature", f"{key}.pub")
    assert (code, line) == (
        2,
        f"corpus-pkg: {copy}: has no signature beside it (b.zip.sig); get it from whoever signed the file",
    )
    shutil.copy(f"{archive}.sig", f"{copy}.sig")
    code, line = _said(capsys, copy, "--signature", f"{other}.pub")
    assert code == 1 and f"signature: {copy}.sig: was made with another key (SHA256:" in line
    data = bytearray(copy.read_bytes())
    data[len(data) // 2] ^= 1
    copy.write_bytes(data)
    code, line = _said(capsys, copy, "--signature", f"{key}.pub")
    assert code == 1 and line.startswith(f"signature: {copy}: is not what was signed")
    assert main(["validate", str(copy), "--signature", f"{key}.pub", "--json"]) == 1
    assert '"valid": false' in capsys.readouterr().out
    for arguments, said in (
        ((copy, "--signature", key), "is a private key, which nobody else should have"),
        ((ROOT, "--signature", f"{key}.pub"), "is a folder; a signature is of the packed file"),
        ((tmp_path / "none.zip", "--signature", f"{key}.pub"), "none.zip: no such file"),
        (("--signature", f"{key}.pub"), "the dataset that came with the program has no signature"),
        ((copy, "--signature", copy), "is no public key"),
    ):
        code, line = _said(capsys, *arguments)
        assert code == 2 and said in line, line


def test_a_key_that_cannot_sign_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = _key(tmp_path)
    locked = _key(tmp_path, "locked", b"word")
    curve = generate_private_key(SECP256R1())
    (tmp_path / "curve").write_bytes(curve.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    (tmp_path / "cut").write_bytes(key.read_bytes()[:150])
    (tmp_path / "text").write_text("text")
    out = tmp_path / "a.zip"
    for name, said in (
        ("key.pub", "is a public key; name the private one"),
        ("locked", f"corpus-pkg: {locked}: is locked by a passphrase; run this on a terminal to be asked\n"),
        ("curve", "is no Ed25519 key"),
        ("cut", "cannot be read"),
        ("text", "is no private key of OpenSSH"),
        ("none", "cannot be read (No such file"),
    ):
        assert main(["pack", str(ROOT), "--out", str(out), "--sign", str(tmp_path / name)]) == 2
        printed = capsys.readouterr().err
        assert said in printed and printed.count("\n") == 1, printed
        assert not out.exists()
    packed = pack(ROOT, out, key=locked, passphrase=lambda: "word")
    assert packed.signer and signing.check(out, f"{locked}.pub").problem is None
    with pytest.raises(PackageError, match="is the passphrase right"):
        signing.private_key(locked, lambda: "other")


def test_a_signature_of_another_state_is_told_and_no_other_file_is_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, out = _key(tmp_path), tmp_path / "a.zip"
    assert main(["pack", str(ROOT), "--out", str(out), "--sign", str(key)]) == 0
    first = Path(f"{out}.sig").read_bytes()
    assert main(["pack", str(ROOT), "--out", str(out), "--sign", str(key)]) == 0
    # The same bytes by the same key have the same signature.
    assert Path(f"{out}.sig").read_bytes() == first
    capsys.readouterr()
    assert main(["pack", str(ROOT), "--out", str(out)]) == 0
    assert "a.zip.sig: is the signature of another state" in capsys.readouterr().err
    Path(f"{out}.sig").write_text("mine")
    assert main(["pack", str(ROOT), "--out", str(out), "--sign", str(key)]) == 2
    assert Path(f"{out}.sig").read_text() == "mine"


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="OpenSSH is not installed")
def test_openssh_agrees_both_ways(signed: tuple[Path, Path], tmp_path: Path) -> None:
    key, archive = signed
    (tmp_path / "signers").write_text(f"me {Path(f'{key}.pub').read_text()}")
    verify = ["ssh-keygen", "-Y", "verify", "-f", str(tmp_path / "signers"), "-I", "me", "-n", "file", "-s"]
    done = subprocess.run([*verify, f"{archive}.sig"], input=archive.read_bytes(), capture_output=True)
    assert done.returncode == 0, done.stderr
    mine = Path(shutil.copy(key, tmp_path / "key"))
    mine.chmod(0o600)
    copy = Path(shutil.copy(archive, tmp_path / "b.zip"))
    subprocess.run(["ssh-keygen", "-Y", "sign", "-f", mine, "-n", "file", copy], check=True, capture_output=True)
    assert signing.check(copy, f"{key}.pub").problem is None
    assert Path(f"{copy}.sig").read_bytes().split() == Path(f"{archive}.sig").read_bytes().split()
    Path(f"{copy}.sig").unlink()
    subprocess.run(["ssh-keygen", "-Y", "sign", "-f", mine, "-n", "git", copy], check=True, capture_output=True)
    assert "was made for 'git', not for a file" in str(signing.check(copy, f"{key}.pub").problem)


@given(st.data())
def test_no_damage_to_a_signature_or_a_key_is_a_traceback_or_passes(
    signed: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    key, archive = signed
    folder = tmp_path_factory.mktemp("damage")
    paths = [folder / "x.sig", folder / "x.pub"]
    whole = [Path(f"{archive}.sig").read_bytes(), Path(f"{key}.pub").read_bytes()]
    damaged = data.draw(st.integers(0, 1))
    at = data.draw(st.integers(0, len(whole[damaged].split(b" somebody")[0]) - 2))
    if data.draw(st.booleans()):
        whole[damaged] = whole[damaged][:at]
    else:
        other = data.draw(
            st.binary(min_size=1, max_size=3).filter(lambda byte: byte != whole[damaged][at : at + len(byte)])
        )
        whole[damaged] = whole[damaged][:at] + other + whole[damaged][at + 1 :]
    for path, content in zip(paths, whole, strict=True):
        path.write_bytes(content)
    try:
        signature = signing.check(archive, paths[1], paths[0])
    except PackageError as error:
        assert "\n" not in str(error)
    else:
        same = [path.read_bytes().split()[:2] for path in (paths[1], Path(f"{key}.pub"))]
        told = [
            "".join(content.decode("utf-8", "replace").split())
            for content in (whole[0], Path(f"{archive}.sig").read_bytes())
        ]
        assert signature.problem is not None or (same[0] == same[1] and told[0] == told[1])


def test_without_the_library_the_extra_is_named(signed: tuple[Path, Path], tmp_path: Path) -> None:
    key, archive = signed
    code = "import sys; sys.modules['cryptography'] = None; from corpus_pkg.commands import main; sys.exit(main())"
    for arguments in (
        ["pack", str(ROOT), "--out", str(tmp_path / "a.zip"), "--sign", str(key)],
        ["validate", str(archive), "--signature", f"{key}.pub"],
    ):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=ROOT)
        assert done.returncode == 2
        assert done.stderr == ("corpus-pkg: signatures need cryptography and bcrypt; pip install 'corpus-pkg[sign]'\n")


def test_pages_that_may_not_be_passed_on_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw/a.txt").write_text("عنوان\n\nقالت الوزارة اليوم إن العمل بدأ في القاهرة.", encoding="utf-8")
    (tmp_path / "corpus.toml").write_text('name = "c"\n[[texts]]\npages = "raw/*"\nshare = false\n')
    assert main(["build", str(tmp_path / "raw"), "--out", str(tmp_path)]) == 0
    capsys.readouterr()
    assert main(["pack", str(tmp_path), "--out", str(tmp_path / "a.zip")]) == 0
    assert "1 pages in it may not be passed on (share = false)" in capsys.readouterr().err
    assert main(["build", str(tmp_path / "raw"), "--out", str(tmp_path), "--text", "standoff"]) == 0
    capsys.readouterr()
    assert main(["pack", str(tmp_path), "--out", str(tmp_path / "a.zip")]) == 0
    assert capsys.readouterr().err == ""
