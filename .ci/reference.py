"""Write the reference of the documentation from the code: the functions for Python, the commands, the tables.

python .ci/reference.py
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import corpus_pkg
from corpus_pkg.commands import parser
from corpus_pkg.records import TABLES

DOCS = Path(__file__).parents[1] / "docs"
#: A section of a docstring in Google's style, and an entry of one.
SECTION = re.compile(r"(Args|Returns|Raises|Attributes|Yields):")
ENTRY = re.compile(r"( *)([\w`, *]+): (.*)")
SPECIAL = re.compile(r"([\\*_\[\]<>|])")


class Bare(str):
    """An annotation as it is written, without quotes around it."""

    def __repr__(self) -> str:
        return str(self)


def pages() -> dict[str, str]:
    """Return the pages by their names."""
    made = {"reference-python.md": python(), "reference-commands.md": commands(), "reference-tables.md": tables()}
    return {name: "\n".join((*lines, "")) for name, lines in made.items()}


def python() -> Iterator[str]:
    """Yield what `import corpus_pkg` gives, from its docstrings."""
    yield "# For Python"
    yield ""
    yield "What `import corpus_pkg` gives, from the docstrings of the code."
    for name in sorted(corpus_pkg.__all__, key=str.lower):
        thing = getattr(corpus_pkg, name)
        if not callable(thing):
            continue
        yield ""
        yield f"## {name}"
        yield ""
        yield "```python"
        yield f"class {name}" if inspect.isclass(thing) else f"{name}{signature(thing)}"
        yield "```"
        yield ""
        yield from described(inspect.cleandoc(thing.__doc__ or ""))


def signature(thing: object) -> str:
    """Return the parameters of a function, a line for each where they would be one long line."""
    found = inspect.signature(thing)  # type: ignore[arg-type]
    found = found.replace(
        parameters=[one.replace(annotation=Bare(one.annotation)) for one in found.parameters.values()],
        return_annotation=Bare(found.return_annotation),
    )
    whole = str(found)
    if len(whole) < 90:
        return whole
    parameters, starred = [], False
    for parameter in found.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            starred = True
            parameters.append("    *,")
        starred = starred or parameter.kind is parameter.VAR_POSITIONAL
        parameters.append(f"    {parameter},")
    return "\n".join(("(", *parameters, f"){whole[whole.rindex(')') + 1 :]}"))


def described(text: str) -> Iterator[str]:
    """Yield a docstring as Markdown: sections as lists, examples as code."""
    in_code = in_section = False
    for line in text.splitlines():
        if line.lstrip().startswith(">>>") and not in_code:
            yield "```python"
            in_code = True
        elif in_code and not line.strip():
            yield "```"
            in_code = False
        if in_code:
            yield line
        elif match := SECTION.fullmatch(line):
            yield f"**{match[1]}**"
            yield ""
            in_section = True
        elif in_section and (entry := ENTRY.fullmatch(line)) and len(entry[1]) == 4:
            yield f"- `{entry[2].strip('`')}`: {escaped(entry[3])}"
        else:
            yield escaped(line.strip())
    if in_code:
        yield "```"


def escaped(text: str) -> str:
    """Return text as Markdown in which it is text, but for what stands in backticks."""
    return "`".join(SPECIAL.sub(_escape, part) if at % 2 == 0 else part for at, part in enumerate(text.split("`")))


def _escape(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def commands() -> Iterator[str]:
    """Yield the commands with their arguments."""
    whole = parser()
    yield "# Commands"
    yield ""
    yield "As `corpus-pkg COMMAND --help` tells them."
    chosen = next(action for action in whole._actions if isinstance(action, argparse._SubParsersAction))
    for name, command in chosen.choices.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield from (escaped(line) for line in (command.description or "").splitlines())
        yield ""
        yield "| argument | what it is |"
        yield "|---|---|"
        for action in command._actions:
            if action.dest == "help" or action.help == argparse.SUPPRESS:
                continue
            value = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
            named = [f"{option} {value}" if action.nargs != 0 else option for option in action.option_strings]
            about = " ".join(((action.help or "").replace("%%", "%")).split())
            yield f"| `{', '.join(named) or value}` | {escaped(about)} |"


def tables() -> Iterator[str]:
    """Yield the tables with their columns."""
    yield "# Tables"
    yield ""
    yield "The columns of each table; `schemas/` has the same for programs."
    for name, table in TABLES.items():
        yield ""
        yield f"## {name}"
        yield ""
        yield escaped(table.description)
        yield ""
        yield "| column | what it says |"
        yield "|---|---|"
        for column in table.columns:
            about = table.model.model_fields[column].description or ""
            yield f"| `{column}` | {escaped(' '.join(about.split()))} |"


def main() -> int:
    """Write the pages."""
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
