"""The words of a clause from a file, standard input, or the person's editor."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from clmctl.errors import Unreadable, UsageError
from clmctl.negotiation.clauses import section_at
from clmctl.store.paths import outside_file
from clmctl.text.digest import section_text

if TYPE_CHECKING:
    from clmctl.cli.session import Session


def clause_words(call: "Session", contract: str, clause: str, file: str) -> str:
    """The new text of a clause, heading first."""
    if file == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    if file:
        return _decoded(outside_file(file), file)
    if not call.interactive:
        raise UsageError("Nothing says what the clause should read.", hint="Give --text FILE, --use POSITION or --remove.")
    return _edited(_now(call, contract, clause))


def _now(call: "Session", contract: str, clause: str) -> str:
    found = call.desk.contract(contract)
    section = section_at(found, clause)
    if section is None:
        raise UsageError(
            f"{contract} has no clause #{clause.removeprefix('#')}.", hint=f"clmctl show {contract} lists its clauses."
        )
    return section_text(section)


def _edited(text: str) -> str:
    """What the person leaves in their editor ($VISUAL, $EDITOR)."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "nano"
    with tempfile.TemporaryDirectory(prefix="clmctl-") as folder:
        file = Path(folder, "clause.md")
        file.write_text(text, encoding="utf-8")
        try:
            done = subprocess.run([*shlex.split(editor), str(file)], check=False)
        except OSError:
            raise UsageError(f"The editor {editor!r} cannot be started.", hint="Set EDITOR, or give --text FILE.") from None
        if done.returncode:
            raise UsageError("The editor ended with an error; nothing was changed.")
        return _decoded(file.read_bytes(), "the edited text")


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        raise Unreadable(f"{what} is not UTF-8 text (byte {wrong.start}).", hint="Save it as UTF-8.") from None
