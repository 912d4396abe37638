"""What the pages of a build are read with: tables of the language, and what finds names that no table has."""

from __future__ import annotations

import pickle
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_pkg.entities import recognition
from corpus_pkg.entities.recognition import Recognizer
from corpus_pkg.errors import BuildError, one_line
from corpus_pkg.language.lexicons import Lexicons
from corpus_pkg.package.configuration import Configuration


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What a page is read with.

    Attributes:
        lexicons: the tables, by default those shipped.
        recognizer: the recognizer or its name; "none" or None for none.

    """

    lexicons: Lexicons | None = None
    recognizer: Recognizer | str | None = recognition.DEFAULT

    def carried(self) -> Knowledge:
        """Return it as it goes to a worker: lexicons by their folder alone, which reads its own tables."""
        return replace(self, lexicons=Lexicons(self.lexicons.folder) if self.lexicons is not None else None)


def settled(
    about: Configuration,
    home: Path,
    lexicons: Lexicons | None,
    recognizer: Recognizer | str | None,
    *,
    is_carried: bool,
) -> Knowledge:
    """Return what the caller gives, else what the configuration names (a folder in `home`), else what is shipped.

    Raises BuildError for a folder that is not there, and for a recognizer that is to be carried to other processes and
    cannot be.
    """
    if lexicons is None and about.lexicons is not None:
        folder = home / about.lexicons
        if not folder.is_dir():
            raise BuildError(f"{folder}: no such folder of lexicons; make it, or take `lexicons` out of corpus.toml")
        lexicons = Lexicons(folder)
    choice = recognizer if recognizer is not None else about.recognizer or recognition.DEFAULT
    if is_carried and not isinstance(choice, str):
        try:
            pickle.dumps(choice)
        except Exception as error:
            reason = f"the recognizer cannot be carried to other processes ({one_line(error)})"
            raise BuildError(f"{reason}; build with one job, or name one that an entry point brings") from None
    return Knowledge(lexicons, choice)
