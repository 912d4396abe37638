"""What a shell completes: each command and option that there is."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess

import pytest

from corpus_pkg.commands import COMMANDS, main


@pytest.mark.skipif(importlib.util.find_spec("shtab") is None, reason="shtab is not installed")
@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_script_names_each_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [command for command in COMMANDS if command not in script] == []
    # What tcsh completes knows no options behind a command.
    assert shell == "tcsh" or "--page-seconds" in script
    if shell == "bash" and (bash := shutil.which("bash")):
        subprocess.run([bash, "-n"], input=script, text=True, check=True)


@pytest.mark.skipif(importlib.util.find_spec("shtab") is not None, reason="shtab is installed")
def test_without_its_library_it_says_what_to_install(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "bash"]) == 2
    assert "pip install 'corpus-pkg[completion]'" in capsys.readouterr().err
