"""What is installed, beside what made a package: the evidence is read again by the former."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from corpus_pkg import digests
from corpus_pkg.entities.recognition import DEFAULT, NONE, RECOGNIZERS
from corpus_pkg.language.lexicons import default
from corpus_pkg.making import program
from corpus_pkg.package import descriptor
from corpus_pkg.validation.wording import visible

#: The most characters that are shown of a name or a hash.
_LONGEST = 20


def made_here(body: Mapping[str, Any]) -> bool:
    """Return whether a descriptor says that this version of the program made its package."""
    return descriptor.made_by(body).get("program") == program()


def differences(body: Mapping[str, Any]) -> Iterator[str]:
    """Yield, a line each, what made the package of a descriptor and is not installed here.

    A package that says nothing of a part gives no line for it. The model is compared where it is the labeller's, whose
    file is at hand; those of other recognizers are not loaded for it.
    """
    made = {part: value for part, value in descriptor.made_by(body).items() if isinstance(value, str)}
    if made.get("program", program()) != program():
        yield f"the evidence was read again by {program()}, the package was made by {_shown(made['program'])}"
    if "lexicons" in made and made["lexicons"] != (installed := default().fingerprint()):
        beside = _beside(made["lexicons"], installed)
        yield f"the package was made with other lexicons ({beside}); what only its own can read was not read again"
    recognizer = made.get("recognizer", NONE)
    if recognizer not in (NONE, *RECOGNIZERS.names()):
        yield f"the package was made with the recognizer {_shown(recognizer)}, which is not installed"
    model = default().language.model
    if recognizer == DEFAULT and "model" in made and model is not None and model.is_file():
        installed = digests.of_bytes(model.read_bytes())
        if made["model"] != installed:
            beside = _beside(made["model"], installed)
            yield f"the package was made with another model ({beside}); built again, it may have other names"


def _beside(made: str, installed: str) -> str:
    return f"{_shown(made)}, installed is {_shown(installed)}"


def _shown(part: str) -> str:
    return visible(part, _LONGEST)
