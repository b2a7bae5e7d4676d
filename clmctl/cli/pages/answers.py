"""Answers as people and programs read them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.cli.formats import is_json, write, write_values
from clmctl.cli.render import note, show_json, show_table, show_text
from clmctl.errors import UsageError
from clmctl.model.question import Table
from clmctl.query.answer import as_json, cells, json_rows, values

if TYPE_CHECKING:
    from clmctl.desk.asking.past import Reason
    from clmctl.desk.dates import Deadline
    from clmctl.desk.opening import Desk
    from clmctl.model.turn import Turn

#: What is told of a turn.
_OF_TURN = ("commit", "date", "author", "side", "turn", "action", "clause", "reason", "asked_by", "traded_for")
#: So many files that cannot be read are named one by one.
_MOST_NAMED = 20


def show_answer(table: Table, format_name: str) -> None:
    """The rows in a format; undecided rows apart, with the reason: below the table for people, on stderr for programs."""
    names = [column.name for column in table.columns]
    if format_name == "xlsx":
        write_values(names, cells(table))
    else:
        write(format_name, names, json_rows(table.columns, table.rows))
    if table.undecided:
        _undecided(table, format_name)


def _undecided(table: Table, format_name: str) -> None:
    heading = f"Undecided ({len(table.undecided)}): these could not be decided either way"
    rows = [
        [str(as_json(value) if value is not None else "") for value in values(table.columns, row)][:2] for row in table.undecided
    ]
    lines = [f"  {'  '.join(cell for cell in row if cell)}: {why}" for row, why in zip(rows, table.notes, strict=False)]
    out = show_text if format_name in ("table", "text") else note
    out(
        "\n".join(
            [
                "" if format_name in ("table", "text") else heading,
                *([heading] if format_name in ("table", "text") else []),
                *lines,
            ]
        ).strip("\n")
    )


def note_unread(desk: "Desk") -> int:
    """How many files cannot be read as contracts, so that no answer counts them; each is named on stderr."""
    problems = desk.index.problems(at=desk.at)
    for problem in problems[:_MOST_NAMED]:
        note(f"{problem.place}: {problem.message}")
    if len(problems) > _MOST_NAMED:
        note(f"and {len(problems) - _MOST_NAMED} more that cannot be read")
    if problems:
        note(f"  {'It is' if len(problems) == 1 else 'They are'} not in this answer; clmctl lint tells what to do.")
    return len(problems)


def show_renewals(table: Table, format_name: str) -> None:
    """What is due: all promised keys for programs, what a person decides by for people."""
    if format_name not in ("table", "text"):
        show_answer(table, format_name)
        return
    if not table.rows and not table.undecided:
        show_text("Nothing is due.")
        return
    shown = (
        "id",
        "title",
        "counterparty",
        "owner",
        "status",
        "term_end",
        "decision_by",
        "send_by",
        "notice_deadline",
        "days_left",
    )
    at = [next(i for i, column in enumerate(table.columns) if column.name == name) for name in shown]
    narrow = Table(
        tuple(table.columns[i] for i in at),
        tuple(tuple(r[i] for i in at) for r in table.rows),
        tuple(tuple(r[i] for i in at) for r in table.undecided),
        table.notes,
    )
    show_answer(narrow, format_name)


def show_deadline(found: "Deadline", format_name: str, *, only_send_by: bool) -> None:
    """The deadline line by line; with `only_send_by` just that day."""
    span = found.span
    if only_send_by:
        if span is None or span.send_by is None:
            raise UsageError(
                f"{found.contract.id} has no notice to send.", hint=f"clmctl deadline {found.contract.id} tells why."
            )
        show_text(span.send_by.isoformat())
        return
    if is_json(format_name):
        show_json(_deadline_json(found))
        return
    show_text(f"{found.contract.id}  {found.contract.title}")
    show_text(f"On {found.as_of} it is {found.status}.")
    if found.missing:
        show_text(f"Missing: {', '.join(found.missing)}")
    rows = [[step.label, step.day.isoformat() if step.day else "", step.how] for step in found.steps]
    if rows:
        show_text("")
        show_table(["what", "day", "how"], rows)


def _deadline_json(found: "Deadline") -> dict[str, object]:
    span = found.span

    def day(name: str) -> str | None:
        value = getattr(span, name, None)
        return value.isoformat() if value else None

    return {
        "id": found.contract.id,
        "as_of": found.as_of.isoformat(),
        "status": str(found.status),
        "term_start": day("start"),
        "term_end": day("end"),
        "notice_deadline": day("deadline"),
        "send_by": day("send_by"),
        "decision_by": day("decision_by"),
        "missing": list(found.missing),
        "steps": [{"label": s.label, "day": s.day.isoformat() if s.day else None, "how": s.how} for s in found.steps],
    }


def show_reasons(reasons: "Sequence[Reason]", format_name: str) -> None:
    """Reasons by clause and field, newest first."""
    if is_json(format_name):
        show_json([r.as_json() for r in reasons])
        return
    if not reasons:
        show_text("No reason is recorded.")
    subject = None
    for reason in reasons:
        if reason.subject != subject:
            subject = reason.subject
            show_text(f"{subject}")
        who = f"{reason.author}{' for them' if reason.side == 'them' else ''}"
        act = f"{reason.action}: " if reason.action else ""  # a commit of plain git tells none
        show_text(f"  {reason.date[:10]}  {who}  {act}{reason.why or 'no reason given'}  ({reason.commit[:10]})")
        for label, said in (("asked by", reason.asked_by), ("traded for", reason.traded_for)):
            if said:
                show_text(f"              {label} {said}")


def show_turns(turns: "Sequence[Turn]", format_name: str) -> None:
    """Turns in a format: all promised keys for programs, for people short ids and days, and no column that is empty."""
    people = format_name in ("table", "text")
    rows = [_turn_row(turn, short=10 if people else None) for turn in turns]
    shown = [i for i in range(len(_OF_TURN)) if not people or i < 3 or any(row[i] for row in rows)]
    write(format_name, [_OF_TURN[i] for i in shown], [[row[i] for i in shown] for row in rows])


def _turn_row(turn: "Turn", *, short: int | None) -> list[str | None]:
    """What `_OF_TURN` names, None for nothing; of commit and date so many characters."""
    said = (turn.side, turn.turn, turn.action, ", ".join(turn.clauses), turn.reason, turn.asked_by, turn.traded_for)
    return [turn.commit[:short], turn.date[:short], turn.author, *(word or None for word in said)]
