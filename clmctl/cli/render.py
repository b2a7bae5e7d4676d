"""How answers look: the one place that knows rich. Every string from a document passes `sanitise` here."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from clmctl.cli.terminal import sanitise
from clmctl.model.finding import Finding

if TYPE_CHECKING:
    from rich.console import Console

_SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "cyan"}
#: Width of a table that goes to a file or a pipe: nothing is cut or wrapped there.
_UNCUT = 100_000


def console() -> "Console":
    """The console of stdout: colour in a terminal without NO_COLOR, no markup, no emoji codes, no cut in a pipe."""
    from rich.console import Console

    tty = sys.stdout.isatty()
    return Console(markup=False, emoji=False, highlight=False, soft_wrap=not tty, width=None if tty else _UNCUT, file=sys.stdout)


def show_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Prints rows under headings in aligned columns; columns in `right` are set flush right."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for position, heading in enumerate(headings):
        table.add_column(
            Text(sanitise(heading)),
            justify="right" if position in right else "left",
            overflow="fold",
            no_wrap=not sys.stdout.isatty(),
        )
    for row in rows:
        table.add_row(*(Text(sanitise(cell)) for cell in row))
    out = console()
    if sys.stdout.isatty():
        out.print(table)
        return
    with out.capture() as captured:  # in a pipe: no padding at the ends of lines
        out.print(table)
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().split("\n")[:-1]))


def show_text(text: str) -> None:
    """Prints text from a document, sanitised, with a line end."""
    sys.stdout.write(sanitise(text) + "\n")


def show_findings(findings: Sequence[Finding]) -> None:
    """Prints findings one after the other: place, code, name, message, hint."""
    from rich.text import Text

    out = console()
    for finding in findings:
        line = Text()
        line.append(sanitise(str(finding.place)), style="bold")
        line.append(": ")
        style = "dim" if finding.suppressed else _SEVERITY_STYLE[finding.severity]
        line.append(f"{finding.code} {finding.name}", style=style)
        line.append(f" {finding.severity}" if not finding.suppressed else " suppressed", style=style)
        line.append(f": {sanitise(finding.message)}")
        if finding.suppressed:
            line.append(f" (reason: {sanitise(finding.suppressed)})")
        out.print(line, soft_wrap=True)
        for hint in finding.hint.split("\n") if finding.hint else ():
            out.print(Text("    " + sanitise(hint), style="dim"), soft_wrap=True)


def note(text: str) -> None:
    """Writes a note to stderr, where it disturbs no answer."""
    sys.stderr.write(sanitise(text) + "\n")
    sys.stderr.flush()
