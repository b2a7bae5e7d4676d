"""The import of a table as a person watches it: what its columns are, what could not be read, what became of each row."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clmctl.cli.acting import Acting
from clmctl.cli.formats import Cell, write
from clmctl.cli.render import note, show_json
from clmctl.cli.session import now, session_progress
from clmctl.desk.doing import Moment
from clmctl.desk.importing.papers import Wanted
from clmctl.desk.importing.register import Batch, Outcome, registering
from clmctl.desk.importing.register_table import Register
from clmctl.intake.register.filing import GIVEN
from clmctl.intake.register.mapping import Target
from clmctl.intake.register.reading import shortened

_UNREAD = ("row", "id", "column", "value", "why", "do")
_COLUMNS = ("column", "field", "by", "filled", "read", "unread", "kept", "nothing")
#: So many rows a dry run shows with what would be made of them.
_SHOWN = 5
_STATES = ("written", "updated", "unchanged", "duplicate", "skipped")


@dataclass
class _Report:
    """What is told at the end: it grows by a batch at a time and keeps no row's cells but the unread ones."""

    rows: list[dict[str, Cell]] = field(default_factory=list)
    unread: list[dict[str, Cell]] = field(default_factory=list)
    kept: list[dict[str, Cell]] = field(default_factory=list)
    first: list[dict[str, Cell]] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    commits: int = 0

    def add(self, batch: Batch) -> None:
        """Takes in what became of some rows."""
        self.commits += bool(batch.commit)
        for outcome in batch.outcomes:
            self._row(outcome)

    def _row(self, outcome: Outcome) -> None:
        self.rows.append(
            {
                "row": outcome.row,
                "key": outcome.key,
                "state": outcome.state,
                "id": outcome.id or None,
                "client": outcome.client or None,
                "title": outcome.title or None,
                "type": outcome.type or None,
                "file": outcome.file or None,
                "like": outcome.like or None,
                "likeness": round(outcome.likeness, 2) if outcome.like else None,
                "remark": outcome.remark or None,
                "changed": "; ".join(outcome.changed) or None,
            }
        )
        for cell in outcome.entry.cells:
            self.counts[cell.column, cell.state] += 1
            if cell.state == "unread" and outcome.state != "duplicate":
                self.unread.append(
                    {
                        "row": outcome.row,
                        "id": outcome.id or None,
                        "column": cell.column,
                        "value": cell.value,
                        "why": cell.why,
                        "do": cell.hint or None,
                    }
                )
            elif cell.wrote and cell.column != GIVEN and outcome.state == "written" and len(self.rows) <= _SHOWN:
                said = ", ".join(f"{path}={words}" for path, words in cell.wrote)
                shown: dict[str, Cell] = {"row": outcome.row, "column": cell.column, "value": cell.value}
                self.first.append({**shown, "becomes": said, "how": cell.why or None})
        for kept in outcome.kept:
            stays: dict[str, Cell] = {"row": outcome.row, "id": outcome.id, "field": kept.path}
            self.kept.append({**stays, "table": kept.table, "contract": kept.contract, "why": kept.why})

    def columns(self, register: Register) -> list[dict[str, Cell]]:
        """Each column with its field, who says so, and how many of its cells became what."""
        found: list[dict[str, Cell]] = []
        for target in register.mapping.targets:
            counted = {state: self.counts[target.column, state] for state in ("read", "unread", "kept", "nothing")}
            by = "; ".join(part for part in (target.how, *_options(register, target)) if part)
            found.append(
                {"column": target.column, "field": target.field, "by": by or None, "filled": sum(counted.values()), **counted}
            )
        return found


def _options(register: Register, target: Target) -> Iterable[str]:
    """What else is laid down for a column, in words."""
    order = register.reader.order(target.column)
    if order and (target.field.startswith("dates.") or target.field == "term.end"):
        yield order
    if target.field == "term.end" and target.end:
        yield f"ends {target.end}"
    if target.unit:
        yield target.unit
    if target.currency and register.reader.is_money(target.field):
        yield target.currency
    for other in (target.unit_from, target.currency_from):
        if other:
            yield f"in {other}"


def show_registered(call: Acting, register: Register, wanted: Wanted, format_name: str, *, dry_run: bool) -> None:
    """Imports and tells: the answer on stdout; findings on the file, progress and the sum on stderr."""
    desk = call.writing_desk
    for finding in register.findings:
        note(f"{finding.place}: {finding.message}" + (f"\n  {finding.hint}" if finding.hint else ""))
    report = _Report()
    actor = call.actor
    for batch in registering(desk, register, wanted, (actor, Moment(now())), session_progress, dry_run=dry_run):
        report.add(batch)
    columns = report.columns(register)
    if format_name == "json":
        show_json(_as_json(report, columns, register))
    elif format_name in ("table", "text"):
        _tables(report, columns, format_name, dry_run=dry_run)
    else:
        _write(format_name, _UNREAD, report.unread)
    note(_summary(report, register, dry_run=dry_run))


def _as_json(report: _Report, columns: list[dict[str, Cell]], register: Register) -> dict[str, object]:
    states = Counter(str(row["state"]) for row in report.rows)
    return {
        "table": register.sheet.name,
        "form": register.sheet.form,
        "source": register.mapping.source,
        "rows": {"read": len(report.rows), **{state: states[state] for state in _STATES}},
        "commits": report.commits,
        "columns": columns,
        "unread": report.unread,
        "kept": report.kept,
        "contracts": report.rows,
        "findings": [{"line": one.place.line, "message": one.message, "hint": one.hint} for one in register.findings],
    }


def _tables(report: _Report, columns: list[dict[str, Cell]], format_name: str, *, dry_run: bool) -> None:
    """The sections a person reads: columns, first rows of a dry run, rows with a remark, what is unread, what was kept."""
    mapped = [column for column in columns if column["field"] != "keep"]
    _write(format_name, _COLUMNS, mapped)
    others = [str(column["column"]) for column in columns if column["field"] == "keep" and column["filled"]]
    if others:
        shown = ", ".join(others[:8]) + (f" and {len(others) - 8} more" if len(others) > 8 else "")
        sys.stdout.write(f"\nKept with each contract as they are: {shown}\n")
    if dry_run and report.first:
        sys.stdout.write(f"\nThe first {min(_SHOWN, len(report.rows))} rows\n")
        _write(format_name, ("row", "column", "value", "becomes", "how"), report.first)
    told = [row for row in report.rows if row["remark"] or row["changed"] or row["like"]]
    if told:
        sys.stdout.write("\nRows to look at\n")
        _write(format_name, ("row", "state", "id", "like", "remark", "changed"), told)
    if report.unread:
        sys.stdout.write("\nNot read\n")
        _write(format_name, _UNREAD, report.unread)
    if report.kept:
        sys.stdout.write("\nWhere the contract stays as it is\n")
        _write(format_name, ("row", "id", "field", "table", "contract", "why"), report.kept)


def _write(format_name: str, names: Sequence[str], rows: Sequence[dict[str, Cell]]) -> None:
    short = format_name in ("table", "text")
    write(format_name, list(names), [[_cell(row.get(name), short=short) for name in names] for row in rows])


def _cell(value: Cell, *, short: bool) -> Cell:
    return shortened(value) if short and isinstance(value, str) else value


def _summary(report: _Report, register: Register, *, dry_run: bool) -> str:
    states = Counter(str(row["state"]) for row in report.rows)
    done = ", ".join(f"{states[state]:,} {state}" for state in _STATES if states[state]) or "nothing to do"
    how = " would be" if dry_run else f", in {report.commits} commit{'s' * (report.commits != 1)}" if report.commits else ""
    read = f"{len(report.unread):,} value{'s' * (len(report.unread) != 1)} not read" if report.unread else "every value read"
    rows = f"{len(report.rows):,} row{'s' * (len(report.rows) != 1)} of {register.sheet.form}"
    return f"{rows}:{how} {done}; {read}." if dry_run else f"{rows}: {done}{how}; {read}."
