"""An import as a person watches it: progress, what could not be read, and what became of each file."""

from collections.abc import Sequence

from clmctl.cli.acting import Acting
from clmctl.cli.formats import Cell, write
from clmctl.cli.render import note
from clmctl.cli.session import now, session_progress
from clmctl.desk.doing import Moment
from clmctl.desk.importing.papers import Row, Wanted, importing
from clmctl.errors import Unreadable
from clmctl.model.finding import Finding

COLUMNS = (
    "file", "state", "id", "client", "title", "type", "language", "clauses", "approved", "near", "unknown", "like", "likeness",
    "remark",
)  # fmt: skip
#: So many files that are passed over are named.
_MOST_NAMED = 10
_SHORT = ("file", "state", "id", "client", "title", "clauses", "approved", "near", "like")


def show_imported(call: Acting, files: Sequence[str], wanted: Wanted, format_name: str, *, dry_run: bool) -> None:
    """Imports and tells: rows on stdout, what a person should know on stderr. Unreadable where nothing could be."""
    desk = call.writing_desk
    actor = call.actor
    rows: list[Row] = []
    commits = 0
    for batch in importing(desk, files, wanted, (actor, Moment(now())), session_progress, dry_run=dry_run):
        rows += batch.rows
        commits += bool(batch.commit)
        for finding in batch.findings:
            note(_told(finding))
    names = _SHORT if format_name in ("table", "text") else COLUMNS
    write(format_name, list(names), [[_cell(row, name) for name in names] for row in rows])
    note(_summary(rows, commits, dry_run=dry_run))
    if rows and all(row.state == "unreadable" for row in rows):
        raise Unreadable("Nothing could be read.")


def told_apart(files: Sequence[str]) -> None:
    """Names the files of a folder that are passed over; of many the first."""
    if files:
        more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
        note(f"Passed over, being of another kind: {', '.join(files[:_MOST_NAMED])}{more}.")


def _told(finding: Finding) -> str:
    return f"{finding.place}: {finding.message}" + (f"\n  {finding.hint}" if finding.hint else "")


def _cell(row: Row, name: str) -> Cell:
    value = getattr(row, name)
    if name == "likeness":
        return round(value, 2) if value else None
    return value or (0 if isinstance(value, int) else None)


def _summary(rows: Sequence[Row], commits: int, *, dry_run: bool) -> str:
    count = {state: sum(row.state == state for row in rows) for state in ("imported", "duplicate", "unreadable")}
    done = "would be imported" if dry_run else f"imported in {commits} commit{'s' * (commits != 1)}"
    said = [f"{count['imported']} of {len(rows)} {done}"]
    if count["duplicate"]:
        said.append(f"{count['duplicate']} there already")
    if count["unreadable"]:
        said.append(f"{count['unreadable']} could not be read")
    near = sum(row.state == "imported" and bool(row.like) for row in rows)
    if near:
        said.append(f"{near} nearly the same as another")
    return "; ".join(said) + "."
