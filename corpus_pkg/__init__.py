"""News pages into a data package in which every value points back at the characters it came from.

    import corpus_pkg

    corpus_pkg.build("pages", "package")
    corpus_pkg.validate("package").valid
    corpus_pkg.load("articles", "package").to_pandas()

What cannot be done raises a `CorpusError` of one line or several; its kinds say of what: a package, a build, a lexicon,
a language, a carrier, a recognizer, a corpus to train on.

The names are loaded when they are used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_pkg import edtf
    from corpus_pkg.building.build import build
    from corpus_pkg.building.engines import EngineError
    from corpus_pkg.building.inventory import PageError
    from corpus_pkg.dataset.dataset import load, open
    from corpus_pkg.dates import find_dates, read_date
    from corpus_pkg.entities import find_entities
    from corpus_pkg.entities.recognition import RecognizerError
    from corpus_pkg.errors import BuildError, CorpusError, PackageError
    from corpus_pkg.exporting import export
    from corpus_pkg.importing.importing import import_annotations
    from corpus_pkg.language.base import LanguageError
    from corpus_pkg.language.lexicons import LexiconError
    from corpus_pkg.language.orthography import folded
    from corpus_pkg.parsing import parse
    from corpus_pkg.reading.carriers import CarrierError, MissingLibraryError
    from corpus_pkg.training.columns import TrainingError
    from corpus_pkg.validation.validate import validate

__all__ = [
    "BuildError",
    "CarrierError",
    "CorpusError",
    "EngineError",
    "LanguageError",
    "LexiconError",
    "MissingLibraryError",
    "PackageError",
    "PageError",
    "RecognizerError",
    "TrainingError",
    "build",
    "edtf",
    "export",
    "find_dates",
    "find_entities",
    "folded",
    "import_annotations",
    "load",
    "open",
    "parse",
    "read_date",
    "validate",
]

_PLACES = {
    "BuildError": ("corpus_pkg.errors", "BuildError"),
    "CarrierError": ("corpus_pkg.reading.carriers", "CarrierError"),
    "CorpusError": ("corpus_pkg.errors", "CorpusError"),
    "EngineError": ("corpus_pkg.building.engines", "EngineError"),
    "LanguageError": ("corpus_pkg.language.base", "LanguageError"),
    "LexiconError": ("corpus_pkg.language.lexicons", "LexiconError"),
    "MissingLibraryError": ("corpus_pkg.reading.carriers", "MissingLibraryError"),
    "PackageError": ("corpus_pkg.errors", "PackageError"),
    "PageError": ("corpus_pkg.building.inventory", "PageError"),
    "RecognizerError": ("corpus_pkg.entities.recognition", "RecognizerError"),
    "TrainingError": ("corpus_pkg.training.columns", "TrainingError"),
    "build": ("corpus_pkg.building.build", "build"),
    "edtf": ("corpus_pkg.edtf", ""),
    "export": ("corpus_pkg.exporting", "export"),
    "find_dates": ("corpus_pkg.dates", "find_dates"),
    "find_entities": ("corpus_pkg.entities", "find_entities"),
    "folded": ("corpus_pkg.language.orthography", "folded"),
    "import_annotations": ("corpus_pkg.importing.importing", "import_annotations"),
    "load": ("corpus_pkg.dataset.dataset", "load"),
    "open": ("corpus_pkg.dataset.dataset", "open"),
    "parse": ("corpus_pkg.parsing", "parse"),
    "read_date": ("corpus_pkg.dates", "read_date"),
    "validate": ("corpus_pkg.validation.validate", "validate"),
}


def __getattr__(name: str) -> object:
    """Load a public name when it is used first."""
    if name == "__version__":
        value: object = _version()
    elif name in _PLACES:
        module, attribute = _PLACES[name]
        value = getattr(import_module(module), attribute) if attribute else import_module(module)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def _version() -> str:
    try:
        return version("corpus-pkg")
    except PackageNotFoundError:
        return "0+unknown"


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted((*globals(), *__all__, "__version__"))
