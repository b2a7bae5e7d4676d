"""How answers look: the one place that knows rich. Every string from a document passes `sanitise` here."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from clmctl.cli.terminal import as_json, in_one_line, sanitise

if TYPE_CHECKING:
    from rich.console import Console

    from clmctl.model.finding import Finding

_SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "cyan"}
#: How a word of that tone looks. Only the terminal's own colours: they suit its background, dark or light.
_TONES = {
    "": "",
    "strong": "bold",
    "quiet": "dim",
    "good": "green",
    "early": "cyan",
    "soon": "yellow",
    "bad": "bold red",
}
#: A word of more characters may be broken where a few rows have such ones, unless it is an id; its column is no narrower.
_LONG, _NARROWEST = 30, 12
_ID = re.compile(r"(?=.*[0-9])[A-Z0-9./_-]+")
#: A piece of text and its tone.
Toned = tuple[str, str]


def console() -> "Console":
    """The console of stdout: colour in a terminal without NO_COLOR; no markup, no emoji codes, no guessed highlights."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=not sys.stdout.isatty(), file=sys.stdout)


def show_table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, right: frozenset[int] = frozenset()) -> None:
    """Prints rows under headings in aligned columns; columns in `right` are set flush right.

    In a terminal a cell goes on below itself at a word, never inside an id or a date; where the columns do not fit even so,
    each row is told by itself, name by name. In a pipe nothing is folded or padded at the ends of lines.
    """
    clean = [row if _is_plain("".join(row)) else [in_one_line(cell) for cell in row] for row in rows]
    names = [in_one_line(heading) for heading in headings]
    if not sys.stdout.isatty():
        sys.stdout.write(aligned([names, *clean], right))
        return
    from rich.table import Table
    from rich.text import Text

    out = console()
    fitting = _fitted([names, *clean], out.width - 2 * (len(names) - 1))
    if not fitting:
        _show_records(out, names, clean)
        return
    table = Table(box=None, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for position, (heading, wide) in enumerate(zip(names, fitting, strict=True)):
        table.add_column(Text(heading), justify="right" if position in right else "left", overflow="fold", width=wide)
    for row in clean:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)


def _fitted(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is to be so that all fit and no word is broken; none where they do not.

    Where all that stands against it are long words of a few rows, and they are no ids, these go on below themselves.
    """
    from rich.cells import cell_len

    columns = list(zip(*rows, strict=True))
    widths = [max(map(cell_len, column)) for column in columns]
    least = [max(cell_len(word) for cell in column for word in cell.split(" ")) for column in columns]
    if found := _narrowed(widths, least, room):
        return found
    long = [any(map(_is_foldable, row)) for row in rows[1:]]
    if not any(long) or sum(long) * 2 > len(long):
        return []
    kept = [[cell_len(word) for cell in column for word in cell.split(" ") if not _is_foldable(word)] for column in columns]
    whole = [max(min(narrowest, _NARROWEST), *others, 1) for narrowest, others in zip(least, kept, strict=True)]
    return _narrowed(widths, whole, room)


def _is_foldable(words: str) -> bool:
    """Whether a cell holds a word so long that it may be broken: an address of the web, say, and never an id."""
    return len(words) > _LONG and any(len(word) > _LONG and not _ID.fullmatch(word) for word in words.split(" "))


def _narrowed(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """These widths, narrowed until they fit, the widest first and none beyond its least; none where they cannot."""
    widths = list(natural)
    while (over := sum(widths) - room) > 0:
        at = max(range(len(widths)), key=lambda at: (widths[at] > least[at], widths[at]))
        if widths[at] <= least[at]:
            return []
        widths[at] -= min(over, max(1, (widths[at] - least[at]) // 2))
    return widths


def _show_records(out: "Console", names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Prints each row by itself: its first cell, and below it what the others hold."""
    from rich.padding import Padding
    from rich.text import Text

    for first, *others in rows:
        out.print(Text(first, style="bold", overflow="fold"))
        said = "; ".join(f"{name} {cell}" for name, cell in zip(names[1:], others, strict=True) if cell)
        if said:
            out.print(Padding(Text(said, overflow="fold"), (0, 0, 0, 4)))


def show_entry(head: str, lines: Sequence[str]) -> None:
    """Prints a line in bold and, set in below it, what is told of it; a long line goes on at a word."""
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    out.print(Text(in_one_line(head), style="bold"))
    for line in lines:
        out.print(Padding(Text(in_one_line(line), overflow="fold"), (0, 0, 0, 5)))


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Rows as lines of aligned columns two spaces apart; wide characters count twice, as a terminal shows them."""
    columns = [_padded(column, is_right=at in right) for at, column in enumerate(zip(*rows, strict=True))]
    return "\n".join(["  ".join(row).rstrip() for row in zip(*columns, strict=True)]) + "\n"


def is_terminal() -> bool:
    """Whether a person reads stdout at a terminal."""
    return sys.stdout.isatty()


def width() -> int:
    """How many characters fit into a line of the terminal."""
    return console().width


def show_toned(rows: Sequence[Sequence[Toned]], *, cut: int = -1, widths: Sequence[int] = (), indent: int = 0) -> None:
    """Prints rows in aligned columns, each cell in its tone.

    In a terminal column `cut` is cut to what is left of the line; with no such column the last one goes on below itself. In
    a pipe nothing is cut or coloured. `widths` are least widths (see `widths_of`), so that several tables stand alike.
    """
    clean = [[(in_one_line(text), tone) for text, tone in row] for row in rows]
    if not clean:
        return
    if not is_terminal():
        lines = aligned([[text for text, _ in row] for row in clean]).split("\n")[:-1]
        sys.stdout.write("".join(f"{' ' * indent}{line}".rstrip() + "\n" for line in lines))
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    out = console()
    table = Table(box=None, pad_edge=False, show_header=False, show_edge=False, padding=(0, 2, 0, 0))
    least = list(widths) or widths_of(clean)
    last = len(least) - 1
    for at, wide in enumerate(least):
        if at == cut:
            table.add_column(no_wrap=True, overflow="ellipsis", width=max(8, out.width - indent - sum(least) + wide - 2 * last))
        else:
            table.add_column(no_wrap=cut >= 0 or at < last, overflow="fold", min_width=wide if at < last else None)
    for row in clean:
        table.add_row(*(Text(text, style=_TONES[tone]) for text, tone in row))
    out.print(Padding(table, (0, 0, 0, indent), expand=False))


def widths_of(rows: Iterable[Sequence[Toned]]) -> list[int]:
    """The width that each column needs."""
    from rich.cells import cell_len

    return [max(cell_len(in_one_line(text)) for text, _ in column) for column in zip(*rows, strict=True)]


def show_line(*pieces: Toned) -> None:
    """Prints pieces of text in a line, each in its tone; in a terminal a long line goes on at a word."""
    if not is_terminal():
        sys.stdout.write("".join(in_one_line(text) for text, _ in pieces).rstrip() + "\n")
        return
    from rich.text import Text

    console().print(Text.assemble(*((in_one_line(text), _TONES[tone]) for text, tone in pieces)))


def _padded(column: Sequence[str], *, is_right: bool) -> list[str]:
    """The cells of a column, all as wide as the widest."""
    if "".join(column).isascii():
        width = max(map(len, column))
        return [cell.rjust(width) if is_right else cell.ljust(width) for cell in column]
    from rich.cells import cell_len

    lengths = [len(cell) if cell.isascii() else cell_len(cell) for cell in column]
    width = max(lengths)
    gaps = [" " * (width - length) for length in lengths]
    return [gap + cell if is_right else cell + gap for cell, gap in zip(column, gaps, strict=True)]


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def show_json(value: object) -> None:
    """Prints a value as JSON, for programs."""
    sys.stdout.write(as_json(value))


def show_text(text: str) -> None:
    """Prints text from a document, sanitised, with a line end."""
    sys.stdout.write(sanitise(text) + "\n")


def show_pieces(pieces: Sequence[tuple[str, str]]) -> None:
    """Prints a line made of pieces of text, each with its style (`bold`, `red`, empty); styles show in a terminal alone."""
    out = console()
    if out.color_system is None:
        show_text("".join(text for text, _ in pieces))
        return
    from rich.text import Text

    line = Text()
    for text, style in pieces:
        line.append(sanitise(text), style=style or None)
    out.print(line, soft_wrap=True)


def show_findings(findings: "Sequence[Finding]") -> None:
    """Prints findings one after the other: place, code, name, message, hint."""
    if not (sys.stdout.isatty() or os.environ.get("FORCE_COLOR")) or (out := console()).color_system is None:
        sys.stdout.write(sanitise("".join(map(_plain_finding, findings))))
        return
    from rich.text import Text

    for finding in findings:
        line = Text()
        line.append(in_one_line(str(finding.place)), style="bold")
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


def _plain_finding(finding: "Finding") -> str:
    """The same without colour, as it is: they are sanitised together, for ten thousand contracts have a hundred thousand."""
    code, name, severity, place, message, hint, *_, accepted = finding
    said = f"suppressed: {message} (reason: {accepted})" if accepted else f"{severity}: {message}"
    todo = "\n    " + hint.replace("\n", "\n    ") if hint else ""
    return f"{place}: {code} {name} {said}{todo}\n"


def note(text: str) -> None:
    """Writes a note to stderr, where it disturbs no answer."""
    sys.stdout.flush()  # where both go to one place, they keep their order
    sys.stderr.write(sanitise(text) + "\n")
    sys.stderr.flush()
