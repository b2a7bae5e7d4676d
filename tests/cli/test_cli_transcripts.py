"""Terminal transcripts: every command at least once, as a person sees it, its errors too."""

import re
from pathlib import Path

import pytest
from transcript import replay, steps

from clmctl.cli.table import COMMANDS

FILES = sorted((Path(__file__).parent / "transcripts").glob("*.md"))
#: Commands whose transcripts stand with their own tests.
ELSEWHERE = {"doctor", "hooks", "sync"}


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_transcript(path: Path, tmp_path: Path):
    replay(path, tmp_path)


def test_every_command_stands_in_a_transcript():
    said = set()
    for path in FILES:
        for block in re.findall(r"^```console\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            said |= {step.command.split()[1] for step in steps(block) if step.command.startswith("clmctl ")}
    assert {entry.name for entry in COMMANDS} - ELSEWHERE <= said
