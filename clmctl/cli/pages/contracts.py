"""The list of contracts as a person reads it: by client, what each is now, and the next day that matters."""

from collections import Counter
from itertools import groupby

from clmctl.cli.formats import as_text
from clmctl.cli.pages.tones import stage_tone, status_tone
from clmctl.cli.render import Toned, note, show_line, show_toned, width, widths_of
from clmctl.model.contract import SIGNED, STAGES, is_stage
from clmctl.model.question import Table
from clmctl.query.answer import json_rows

#: What the list asks for where a person reads it, in the order of `_Row`.
COLUMNS = (
    "client",
    "counterparty",
    "id",
    "title",
    "stage",
    "status",
    "dates.effective",
    "term_end",
    "notice_deadline",
    "money.total",
    "owner",
)
_Row = dict[str, str]
#: From these widths on there is room for stage and status apart, for the money, for the owner.
_APART, _MONEY, _OWNER = 100, 120, 136
#: What the client's name takes where it stands in every line.
_CLIENT = 16


def show_list(table: Table, today: str, *, grouped: bool) -> None:
    """Prints the contracts, a heading for each client where they are grouped."""
    rows = [dict(zip(COLUMNS, map(as_text, row), strict=True)) for row in json_rows(table.columns, table.rows)]
    room = width() - (0 if grouped else _CLIENT)
    lines = [_line(row, today, room, with_client=not grouped) for row in rows]
    if not lines:
        return
    title = 2 if not grouped else 1
    widths = widths_of(lines)
    if not grouped:
        show_toned(lines, cut=title, widths=widths)
        return
    for number, (client, group) in enumerate(groupby(zip(rows, lines, strict=True), key=lambda each: each[0]["client"])):
        found = list(group)
        if number:
            show_line()
        name = Counter(row["counterparty"] for row, _ in found if row["counterparty"]).most_common(1)
        said = f"  {name[0][0]}" if name else ""
        show_line((client, "strong"), (said, ""), (f"  {len(found)}", "quiet"))
        show_toned([line for _, line in found], cut=title, widths=widths)


def _line(row: _Row, today: str, room: int, *, with_client: bool) -> list[Toned]:
    over = stage_tone(row["stage"]) == "quiet" or status_tone(row["status"]) == "quiet"
    cells: list[Toned] = [(row["id"], "quiet" if over else "strong")]
    if with_client:
        cells.append((row["counterparty"] or row["client"], ""))
    cells.append((row["title"], "quiet" if over else ""))
    stage, status = (row["stage"], stage_tone(row["stage"])), (row["status"], status_tone(row["status"]))
    if room >= _APART:
        cells += [stage, status if row["stage"] == "executed" else ("", "")]
    else:
        cells.append(status if row["stage"] == "executed" else stage)
    cells.append(_next(row, today))
    if room >= _MONEY:
        cells.append((row["money.total"], ""))
    if room >= _OWNER:
        cells.append((row["owner"], "quiet"))
    return cells


def _next(row: _Row, today: str) -> Toned:
    """The day that matters next: the last for a notice, the end, the beginning of what is not signed yet."""
    deadline, end, begins = row["notice_deadline"], row["term_end"], row["dates.effective"]
    if row["stage"] not in SIGNED:
        return ("", "") if row["stage"] == "cancelled" or not begins else (f"begins {begins}", "soon" if begins < today else "")
    if row["stage"] != "executed" or row["status"] == "expired":
        return (f"ended {end}", "quiet") if end and end < today else ("", "")
    if row["status"] == "notice-missed":
        return f"notice was {deadline}", "bad"
    if deadline and deadline >= today and row["status"] != "expiring":
        return f"notice by {deadline}", status_tone(row["status"]) if row["status"] != "active" else ""
    return (f"ends {end}", "soon" if row["status"] == "expiring" else "") if end else ("", "")


def note_counts(table: Table, unreadable: int) -> None:
    """How many contracts were listed, on stderr: that is about the answer and no part of it."""
    at = {column.name: number for number, column in enumerate(table.columns)}
    total = len(table.rows)
    what = f"{total} contract{'' if total == 1 else 's'}"
    if "client" in at and total > 1:
        clients = len({row[at["client"]] for row in table.rows})
        what += f" of {clients} client{'' if clients == 1 else 's'}"
    if "stage" in at and total > 1:
        stages = Counter(str(row[at["stage"]]) for row in table.rows)
        order = (*STAGES, *sorted(stage for stage in stages if not is_stage(stage)))
        what += ": " + ", ".join(f"{stages[stage]} {stage}" for stage in order if stages[stage])
    note(f"{what}{f'; {unreadable} cannot be read' if unreadable else ''}.")
