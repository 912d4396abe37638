"""Packed packages signed by the key of somebody, and checked against it: detached SSH signatures of Ed25519 keys.

A signature lies beside the file, as FILE.sig, in the format of OpenSSH (PROTOCOL.sshsig): whoever has `ssh-keygen`
needs nothing of ours to check it, and keys are those that people have or make with it. None is made or kept here, and
nothing needs a network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import struct
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus_pkg.errors import PackageError, one_line

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

#: What is signed under this name is a file, as `ssh-keygen -Y sign -n file` has it.
NAMESPACE = b"file"
#: What the name of a file's signature ends in.
SUFFIX = ".sig"

_TYPE, _HASH, _MAGIC, _VERSION = b"ssh-ed25519", b"sha512", b"SSHSIG", 1
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_PRIVATE = b"PRIVATE KEY-----"
# Keys and signatures are some hundred bytes long.
_LARGEST = 1 << 16
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was checked: the fingerprint of the key that made it, and what is wrong with it, if anything."""

    signer: str
    problem: str | None


def is_public(key: str) -> bool:
    """Return whether the text is a public key itself, and no name of a file."""
    return key.startswith(_TYPE.decode() + " ")


def is_signature(path: Path) -> bool:
    """Return whether the file looks like a signature."""
    return path.is_file() and _content(path).startswith(_BEGIN.encode())


def private_key(path: str | os.PathLike[str], passphrase: Callable[[], str | None]) -> Ed25519PrivateKey:
    """Return the private key in the file.

    Args:
        path: a file of OpenSSH.
        passphrase: is asked where the key is locked; None where nobody can be asked.

    Raises PackageError, one line, for what is no such key, and where a library is missing.

    """
    content = _content(Path(path))
    if _PRIVATE not in content:
        public = is_public(content.decode("utf-8", "replace"))
        what = "is a public key; name the private one" if public else "is no private key of OpenSSH"
        raise PackageError(f"{path}: {what} (`ssh-keygen -t ed25519` makes a pair)")
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_ssh_private_key
    except ImportError:
        raise _missing() from None
    try:
        try:
            key = load_ssh_private_key(content, None)
        except TypeError:
            # It is locked.
            word = passphrase()
            if word is None:
                raise PackageError(f"{path}: is locked by a passphrase; run this on a terminal to be asked") from None
            key = load_ssh_private_key(content, word.encode())
    except PackageError:
        raise
    except UnsupportedAlgorithm as error:
        if "bcrypt" in str(error):
            raise _missing() from None
        raise PackageError(f"{path}: cannot be read ({one_line(error, 200)})") from None
    except ValueError as error:
        raise PackageError(f"{path}: cannot be read ({one_line(error, 200)}); is the passphrase right?") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise PackageError(f"{path}: is no Ed25519 key; make one (`ssh-keygen -t ed25519`)")
    return key


def sign(file: Path, key: Ed25519PrivateKey) -> tuple[bytes, str]:
    """Return the signature of a file, as it is to lie beside it, and the fingerprint of the key."""
    public = _string(_TYPE) + _string(key.public_key().public_bytes_raw())
    made = _string(_TYPE) + _string(key.sign(_signed(NAMESPACE, _HASH, file)))
    fields = (public, NAMESPACE, b"", _HASH, made)
    blob = _MAGIC + struct.pack(">I", _VERSION) + b"".join(map(_string, fields))
    lines = [_BEGIN, *textwrap.wrap(base64.b64encode(blob).decode(), 70), _END]
    return ("\n".join(lines) + "\n").encode(), fingerprint(public)


def check(file: Path, key: str | os.PathLike[str], signature: Path | None = None) -> Signature:
    """Check the signature of a file, by default the one beside it, against a public key.

    Args:
        file: what was signed.
        key: a file with the public key, or the key itself as one line.
        signature: where the signature lies.

    Raises PackageError, one line, where there is no file, key or signature to check, or the library is missing.

    """
    if not file.is_file():
        what = "is a folder; a signature is of the packed file" if file.is_dir() else "no such file"
        raise PackageError(f"{file}: {what}; name the ZIP that `corpus-pkg pack --sign` made")
    expected = _public(key)
    place = signature if signature is not None else file.with_name(file.name + SUFFIX)
    if not os.path.lexists(place):
        raise PackageError(f"{file}: has no signature beside it ({place.name}); get it from whoever signed the file")
    public, namespace, hashed, made = _parsed(place, _content(place))
    signer = fingerprint(public)
    if namespace != NAMESPACE:
        shown = one_line(namespace.decode("utf-8", "replace"), 40)
        return Signature(signer, f"{place}: was made for {shown!r}, not for a file")
    if public != expected:
        return Signature(signer, f"{place}: was made with another key ({signer}), not with {fingerprint(expected)}")
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise _missing() from None
    try:
        Ed25519PublicKey.from_public_bytes(public[-32:]).verify(made, _signed(namespace, hashed, file))
    except InvalidSignature:
        return Signature(signer, f"{file}: is not what was signed; it, or {place.name}, was changed since")
    return Signature(signer, None)


def fingerprint(public: bytes) -> str:
    """Return how OpenSSH shows a public key: `SHA256:` and the hash of its bytes in base64."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(public).digest()).decode().rstrip("=")


def _missing() -> PackageError:
    return PackageError("signatures need cryptography and bcrypt; pip install 'corpus-pkg[sign]'")


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror}); name a file that is there") from None


def _public(key: str | os.PathLike[str]) -> bytes:
    """Return the bytes of a public key; raises PackageError for what is none."""
    if isinstance(key, str) and is_public(key):
        name, line = "the public key", key.strip()
    else:
        content = _content(Path(key))
        if _PRIVATE in content:
            raise PackageError(
                f"{key}: is a private key, which nobody else should have; name the public one ({key}.pub)"
            )
        name, line = os.fspath(key), content.decode("utf-8", "replace").strip()
    words = line.split()
    if not words or "\n" in line:
        raise PackageError(f"{name}: is no public key (one line, `ssh-ed25519 ...`)")
    if words[0] != _TYPE.decode():
        raise PackageError(f"{name}: is no Ed25519 key (one line, `ssh-ed25519 ...`)")
    try:
        public = base64.b64decode(words[1], validate=True)
        kind, raw = _fields(public, 2)
    except (IndexError, ValueError, binascii.Error):
        raise PackageError(f"{name}: is cut off or damaged; get the public key again") from None
    if kind != _TYPE or len(raw) != 32:
        raise PackageError(f"{name}: is cut off or damaged; get the public key again")
    return public


def _parsed(path: Path, content: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return public key, namespace, name of the hash and signature of a signature's file; raises PackageError."""
    lines = content.decode("utf-8", "replace").split()
    text = " ".join(lines)
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        raise PackageError(f"{path}: is no SSH signature; get it again from whoever signed the file")
    try:
        blob = base64.b64decode("".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)
        if blob[:6] != _MAGIC or blob[6:10] != struct.pack(">I", _VERSION):
            raise ValueError
        public, namespace, _, hashed, made = _fields(blob[10:], 5)
        kind, raw = _fields(public, 2)
        made_kind, signature = _fields(made, 2)
        if hashed not in _HASHES or len(raw) != 32 or len(signature) != 64 or {kind, made_kind} != {_TYPE}:
            raise ValueError
    except (ValueError, binascii.Error):
        raise PackageError(f"{path}: is damaged, or no signature of an Ed25519 key; get it again") from None
    return public, namespace, hashed, signature


def _signed(namespace: bytes, hashed: bytes, file: Path) -> bytes:
    """Return what is signed of a file."""
    digest = _HASHES[hashed]()
    try:
        with file.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise PackageError(f"{file}: cannot be read ({error.strerror})") from None
    return _MAGIC + b"".join(map(_string, (namespace, b"", hashed, digest.digest())))


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def _fields(blob: bytes, count: int) -> list[bytes]:
    """Return so many strings of the wire format that make up all of `blob`; raises ValueError for anything else."""
    fields = []
    for _ in range(count):
        if len(blob) < 4:
            raise ValueError("too short")
        (length,) = struct.unpack(">I", blob[:4])
        if len(blob) < 4 + length:
            raise ValueError("too short")
        fields.append(blob[4 : 4 + length])
        blob = blob[4 + length :]
    if blob:
        raise ValueError("too long")
    return fields
