"""A file that came back, as a person takes it in: shown, recorded as theirs, decided about by options or one by one."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, redirect_stdout
from dataclasses import field

import typer

from clmctl.cli.acting import Acting
from clmctl.cli.file_names import note_other_kind
from clmctl.cli.pages.received import show, told
from clmctl.cli.render import note, show_entry, show_text
from clmctl.cli.session import now
from clmctl.cli.terminal import sanitise
from clmctl.desk.copies.receiving import Opened, deciding, lint_notes, opened, receiving, refuse_impossible
from clmctl.errors import UsageError
from clmctl.model.because import Because
from clmctl.model.frozen import frozen
from clmctl.model.returned import Decision, ReturnedRow
from clmctl.negotiation.merging.clash import Decisions
from clmctl.negotiation.receiving.choices import chosen
from clmctl.negotiation.receiving.receive import Choice, Returning, notes
from clmctl.store.paths import outside_file
from clmctl.text.yaml.frontmatter import load


@frozen
class Came:
    """A file that came back: its name, of which contract and from whom (empty: it says so itself), whose side wins a clash."""

    file: str
    contract: str = ""
    sender: str = ""
    take: str = ""


@frozen
class Said:
    """Decisions as a person wrote them."""

    rows: dict[Decision, list[str]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    why: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


def receive_file(call: Acting, came: Came, said: Said, format_name: str, *, dry_run: bool) -> None:
    """Shows what came back, records it as theirs where it is new, and what is decided about it as ours."""
    by = call.actor
    file = (came.file, outside_file(came.file))
    what = opened(call.writing_desk, file, now(), by.person or by.email, contract=came.contract, sender=came.sender)
    note_other_kind(*file)
    choice = chosen(what.found, said.rows, said.answers, said.why, said.reasons)
    refuse_impossible(call.desk, what, choice)
    show(what, format_name)
    if what.known:
        note(f"{came.file} is the very file that {what.known}: nothing came back changed.")
        return
    with _said_beside(format_name):
        if not _recorded(call, what, came, dry_run=dry_run):
            return
        if not choice.decided and call.interactive and not dry_run and what.found.weighty:
            choice = _asked(what.found, lambda said: refuse_impossible(call.desk, what, said))
        _decide(call, what, choice, dry_run=dry_run)


def _said_beside(format_name: str) -> AbstractContextManager[object]:
    """Where a program reads the changes on stdout, what is done about them is told on stderr."""
    return nullcontext() if format_name in ("table", "text") else redirect_stdout(sys.stderr)


def _recorded(call: Acting, what: Opened, came: Came, *, dry_run: bool) -> bool:
    """Whether it is recorded as theirs, now or before; False where the person said no. A dry run goes on as if it were."""
    if what.before is not None:
        note(f"{came.file} was received on {what.before.when[:10]} already: nothing new is recorded.")
        return True
    for line in notes(what.found, what.contract):
        note(line)
    sides = Decisions(take="ours" if came.take == "ours" else "theirs" if came.take == "theirs" else "")
    return call.act(receiving(what, Because(), sides), dry_run=dry_run, confirm=True) is not None or dry_run


def _decide(call: Acting, what: Opened, choice: Choice, *, dry_run: bool) -> None:
    """Records what is decided, and tells what lint says of the contract now."""
    if choice.decided or choice.clauses:
        if dry_run and what.before is None:
            note(f"Then {len(choice.decided)} decisions would be recorded as ours.")
        else:
            call.act(deciding(what, choice), dry_run=dry_run)
    if not dry_run and (what.before is None or choice.decided):
        for rule, count in lint_notes(call.desk, what.contract).items():
            note(f"{what.contract}  lint: {rule} ({count})")


def decisions_of(
    path: str, accept: Sequence[str] | None, reject: Sequence[str] | None, counter: Sequence[str] | None, why: str
) -> Said:
    """Decisions from options, and from a YAML file (`accept: [1, 2]`, `reject: [liability]`, `counter: {3: words}`, `why:`
    one reason for all, or one for each row or clause).
    """
    rows: dict[Decision, list[str]] = {"reject": _split(reject), "accept": _split(accept)}
    answers = [_answer(answer) for answer in counter or ()]
    reasons: dict[str, str] = {}
    if path:
        said, findings = load(path, outside_file(path))
        if not said or findings:
            first = findings[0].message if findings else "it holds nothing"
            raise UsageError(f"{path} cannot be read: {first}", hint="It holds accept, reject, counter and why.")
        unknown = set(said) - {"accept", "reject", "counter", "why"}
        if unknown:
            raise UsageError(f"{path} says {', '.join(sorted(unknown))}.", hint="It may hold accept, reject, counter and why.")
        rows["accept"] += _listed(said.get("accept"))
        rows["reject"] += _listed(said.get("reject"))
        given, reason = said.get("counter"), said.get("why")
        answers += [f"{name}={words}" for name, words in given.items()] if isinstance(given, dict) else []
        reasons = {str(name): str(words) for name, words in reason.items()} if isinstance(reason, dict) else {}
        why = why or ("" if isinstance(reason, dict) else str(reason or ""))
    return Said({name: words for name, words in rows.items() if words}, answers, why, reasons)


def _split(words: Sequence[str] | None) -> list[str]:
    return [name.strip() for word in words or () for name in word.split(",") if name.strip()]


def _listed(said: object) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else _split([str(said)]) if said is not None else []


def _answer(answer: str) -> str:
    name, equals, words = answer.partition("=")
    return f"{name}={outside_file(words[1:]).decode()}" if equals and words.startswith("@") else answer


def _asked(found: Returning, possible: Callable[[Choice], None]) -> Choice:
    """What the person says of each change, one after the other; what is refused or answered needs a reason there and then.

    `possible` raises UsageError where something cannot be done: then it is asked again.
    """
    rows: dict[Decision, list[str]] = {"accept": [], "reject": []}
    answers: list[str] = []
    reasons: dict[str, str] = {}
    last = ""
    for row in found.weighty:
        if not row.carried:
            continue
        show_text("")
        show_entry(*told(row))
        word = _said(row, found, possible)
        if word[:1] in ("a", "r"):
            rows["accept" if word[0] == "a" else "reject"].append(str(row.number))
        elif word.startswith("="):
            answers.append(f"{row.number}={word[1:]}")
        elif word[:1] == "q":
            break
        if word[:1] in ("r", "="):
            said = typer.prompt("  why (kept in the history)", default=last or None, err=True)
            reasons[str(row.number)] = last = str(said).strip()
    return chosen(found, {name: words for name, words in rows.items() if words}, answers, "", reasons)


def _said(row: ReturnedRow, found: Returning, possible: Callable[[Choice], None]) -> str:
    """What the person says of one change: asked again until it can be done."""
    while True:
        word = str(typer.prompt(sanitise("accept, reject, our words (=...), skip, or quit"), default="skip", err=True)).strip()
        try:
            if word.startswith("="):
                possible(chosen(found, {}, [f"{row.number}={word[1:]}"], "it is asked for next"))
        except UsageError as wrong:
            note(f"{wrong.message} {wrong.hint}".strip())
            continue
        if word[:1] in ("a", "r", "=", "s", "q"):
            return word
        note("Say a, r, s, q, or = and your words.")
