"""The files of a package where they lie: on disk, or in a ZIP archive, which is never unpacked to disk."""

from __future__ import annotations

import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from corpus_pkg.errors import PackageError, one_line
from corpus_pkg.reading import carriers

#: A package, as a user names it.
Location: TypeAlias = str | os.PathLike[str]
#: A place in a package.
Place: TypeAlias = Path | zipfile.Path


@contextmanager
def unpacking(path: Place) -> Iterator[None]:
    """Tell what goes wrong with reading a file, on disk or in an archive, as a PackageError of one line."""
    try:
        yield
    except PackageError:
        raise
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror or type(error).__name__})") from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, carriers.CarrierError) as error:
        raise PackageError(f"{path}: cannot be unpacked ({one_line(error)}); pack it again") from None


def binary(path: Place) -> BinaryIO:
    """Open the file for its bytes, to be read inside `unpacking`."""
    return cast(BinaryIO, path.open("rb"))
