"""Whatever a caller may have to catch is one class, by a public name."""

from __future__ import annotations

import inspect
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import corpus_pkg

#: Caught by those who call, and told by them.
_WITHIN = {"BadRow", "DamagedError", "UnreadableError"}


def _errors() -> dict[str, type[BaseException]]:
    errors: dict[str, type[BaseException]] = {}
    for module in pkgutil.walk_packages(corpus_pkg.__path__, "corpus_pkg."):
        if module.name.endswith("__main__"):
            continue
        for name, value in inspect.getmembers(import_module(module.name), inspect.isclass):
            if issubclass(value, BaseException) and value.__module__.startswith("corpus_pkg"):
                errors[name] = value
    return {name: value for name, value in errors.items() if not name.startswith("_") and name not in _WITHIN}


def test_every_error_is_a_public_kind_of_one() -> None:
    errors = _errors()
    assert {"CorpusError", "PackageError", "LexiconError", "CarrierError", "RecognizerError"} <= set(errors)
    for name, error in errors.items():
        assert issubclass(error, corpus_pkg.CorpusError), name
        assert getattr(corpus_pkg, name) is error and name in corpus_pkg.__all__


def test_a_fault_is_caught_by_the_root() -> None:
    with pytest.raises(corpus_pkg.CorpusError, match="no table"):
        corpus_pkg.load("artikel")


def test_every_public_name_is_there() -> None:
    for name in corpus_pkg.__all__:
        assert getattr(corpus_pkg, name) is not None and name in dir(corpus_pkg)


@pytest.mark.parametrize("module", ["corpus_pkg", "corpus_pkg.commands"])
def test_the_package_is_the_command_line(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"corpus-pkg {corpus_pkg.__version__}\n" and not done.stderr
