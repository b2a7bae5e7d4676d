"""The words of a clause from a file, standard input, or the person's editor."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from clmctl.cli.acting import Acting, ask_yes
from clmctl.cli.prompt import reason
from clmctl.cli.render import note
from clmctl.desk.changing import rewording
from clmctl.errors import Unreadable, UsageError
from clmctl.model.because import Because
from clmctl.negotiation.clauses import refuse_signed, section_at
from clmctl.store.paths import outside_file
from clmctl.text.comparing.difference import token_diff
from clmctl.text.comparing.digest import section_text


def clause_words(file: str) -> str:
    """The new text of a clause, heading first, from a file or (`-`) standard input."""
    if file == "-":
        return _decoded(sys.stdin.buffer.read(), "standard input")
    return _decoded(outside_file(file), file)


def edit_at_terminal(call: Acting, contract: str, clause: str, because: Because, *, dry_run: bool, with_edits: bool) -> None:
    """Opens a clause in the person's editor and records what they leave there, once they have seen the words that differ.

    A text that cannot stand there is opened again, with the reason. Whatever stops this after the editor closed keeps the
    words in a file and names it.
    """
    if not call.interactive:
        raise UsageError("Nothing says what the clause should read.", hint="Give --text FILE, --use POSITION or --remove.")
    desk = call.writing_desk
    before = _now(call, contract, clause)
    with _workbench(before) as file:
        while True:
            _open(file)
            if not file.is_file():
                raise UsageError("The editor took the file away; nothing was changed.", hint="Give --text FILE instead.")
            after = _decoded(file.read_bytes(), "The edited text")
            if after.strip() == before.strip():
                note("The clause reads as before. Nothing was written.")
                return
            try:
                rewording(contract, clause, after, Because(because.why or "to be said"))(desk)
                break
            except UsageError as refused:
                note(f"{refused.message}{' ' + refused.hint if refused.hint else ''}")
                if not ask_yes("Edit again?"):
                    raise typer.Exit(2) from None
        _show_difference(before, after)
        why = reason(call, because.why, "Changing a clause")
        made = rewording(contract, clause, after, Because(why, asked_by=because.asked_by, traded_for=because.traded_for))
        if call.act(made, dry_run=dry_run, with_edits=with_edits, confirm=True) is None and not dry_run:
            raise typer.Exit(0)


@contextmanager
def _workbench(text: str) -> Iterator[Path]:
    """A file with the text, taken away afterwards; it stays, and is named, where the words in it were not recorded."""
    folder = Path(tempfile.mkdtemp(prefix="clmctl-"))
    file = folder / "clause.md"
    file.write_bytes(text.encode("utf-8"))
    try:
        yield file
    except BaseException:
        if file.is_file() and file.read_bytes() != text.encode("utf-8"):
            note(f"Your words are kept in {file}; --text {file} takes them from there.")
        else:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _show_difference(before: str, after: str) -> None:
    """Each change between the words around it: what goes `[-so-]`, what comes `{+so+}`."""
    changes = token_diff(before, after)
    for number, change in enumerate(changes):
        if change.kind != "kept":
            lead = changes[number - 1].old[-_AROUND:] if number else ""
            tail = changes[number + 1].old[:_AROUND] if number + 1 < len(changes) else ""
            marked = (f"[-{change.old}-]" if change.old else "") + (f"{{+{change.new}+}}" if change.new else "")
            note("  … " + " ".join(f"{lead}{marked}{tail}".split()) + " …")


_AROUND = 40


def _now(call: Acting, contract: str, clause: str) -> str:
    """The clause as it reads. UsageError where it is not there or what was signed may not change."""
    found = call.desk.contract(contract)
    section = section_at(found, clause)
    if section is None:
        raise UsageError(
            f"{contract} has no clause #{clause.removeprefix('#')}.", hint=f"clmctl show {contract} lists its clauses."
        )
    refuse_signed(found)
    return section_text(section)


def _open(file: Path) -> None:
    """Starts the person's editor ($VISUAL, $EDITOR) and waits until they are done."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or next((e for e in _EDITORS if shutil.which(e)), "vi")
    try:
        done = subprocess.run([*shlex.split(editor), str(file)], check=False)
    except (OSError, ValueError):
        raise UsageError(f"The editor {editor!r} cannot be started.", hint="Set EDITOR, or give --text FILE.") from None
    if done.returncode:
        raise UsageError("The editor ended with an error; nothing was changed.")


_EDITORS = ("nano", "vi", "vim", "notepad")


def _decoded(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        raise Unreadable(f"{what} is not UTF-8 text (byte {wrong.start}).", hint="Save it as UTF-8.") from None
