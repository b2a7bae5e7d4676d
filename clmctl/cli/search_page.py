"""Places found, as a person reads them."""

import sys
from collections.abc import Sequence

from clmctl.cli.formats import Cell, write
from clmctl.cli.render import console, note, show_text
from clmctl.cli.terminal import sanitise
from clmctl.model.search import CLOSE, OPEN, Hit

_NAMES = ("contract", "client", "path", "line", "clause", "heading", "snippet")


def show_hits(hits: Sequence[Hit], format_name: str, limit: int) -> None:
    """The places with the words around them; in a terminal the words found stand out."""
    if format_name != "table":
        rows: list[list[Cell]] = [
            [hit.contract, hit.client, hit.path, hit.line, hit.clause, hit.heading, plain(hit.snippet)] for hit in hits
        ]
        write(format_name, _NAMES, rows)
        return
    for hit in hits:
        show_text(f"{hit.path}:{hit.line}  {hit.heading}")
        _show_snippet(hit.snippet)
    if not hits:
        note("Nothing is found.")
    elif limit and len(hits) == limit:
        note(f"The best {limit} places; --limit 0 shows all.")


def plain(snippet: str) -> str:
    """The words without the marks of what was found."""
    return snippet.replace(OPEN, "").replace(CLOSE, "")


def _show_snippet(snippet: str) -> None:
    if not sys.stdout.isatty() or console().color_system is None:
        show_text(f"    {plain(snippet)}")
        return
    from rich.text import Text

    line = Text("    ")
    for at, piece in enumerate(snippet.replace(CLOSE, OPEN).split(OPEN)):
        line.append(sanitise(piece), style="bold yellow" if at % 2 else "")
    console().print(line)
