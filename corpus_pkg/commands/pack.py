"""The command `pack`."""

from __future__ import annotations

import argparse
import getpass
import sys

HELP = """pack a package into one ZIP file

The same package gives the same bytes. Only what the descriptor names goes in, with README, LICENSE and checklist.json
where they lie beside it; Frictionless validates the file as it stands. --sign puts a signature beside it (FILE.zip.sig)
that `corpus-pkg validate FILE.zip --signature KEY.pub` checks, and OpenSSH too; `ssh-keygen -t ed25519` makes keys.

--wheel packs a wheel instead: where it is installed, corpus_pkg.load("articles", package="NAME") finds it by its name.
"""


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("package", metavar="PACKAGE", help="a package's folder, or its datapackage.json")
    parser.add_argument(
        "--out",
        metavar="FILE.zip|DIR",
        help="the file (default NAME-VERSION.zip here); of a wheel the folder",
    )
    parser.add_argument("--wheel", action="store_true", help="pack a wheel that pip installs")
    parser.add_argument(
        "--sign",
        metavar="KEY",
        help="sign the file with this private key of OpenSSH (Ed25519)",
    )


def run(args: argparse.Namespace) -> int:
    """Pack, and say what came of it."""
    from corpus_pkg.errors import PackageError, one_line
    from corpus_pkg.sharing.archive import pack
    from corpus_pkg.sharing.wheel import pack_wheel

    if args.wheel and args.sign:
        raise PackageError("a wheel is not signed here; leave out --sign, or pack a ZIP")
    if args.wheel:
        packed = pack_wheel(args.package, args.out)
    else:
        packed = pack(args.package, args.out, key=args.sign, passphrase=_passphrase)
    print(f"{one_line(packed.archive)}: {packed.files} files, {packed.size} bytes, sha256:{packed.sha256}")
    if packed.signature is not None:
        print(f"{one_line(packed.signature)}: signed with {packed.signer}")
    if packed.stale is not None:
        _note(f"{one_line(packed.stale)}: is the signature of another state; sign again (--sign) or remove it")
    if packed.forbidden:
        _note(
            f"{packed.forbidden} pages in it may not be passed on (share = false); "
            "`build --text standoff` leaves them out"
        )
    return 0


def _note(message: str) -> None:
    print(f"corpus-pkg: {message}", file=sys.stderr)


def _passphrase() -> str | None:
    """Ask for the key's passphrase, on a terminal."""
    return getpass.getpass("Passphrase of the key: ") if sys.stdin is not None and sys.stdin.isatty() else None
