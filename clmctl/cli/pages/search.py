"""Places found, as a person reads them."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.cli.options import Options
from clmctl.cli.render import console, note, show_text
from clmctl.cli.terminal import sanitise
from clmctl.desk.asking.searching import search as look
from clmctl.model.search import CLOSE, OPEN, Hit
from clmctl.query.searching import read_search

if TYPE_CHECKING:
    from clmctl.cli.formats import Cell

_NAMES = ("contract", "client", "path", "line", "clause", "heading", "snippet")


def search(
    options: Options,
    words: str,
    *,
    limit: int = 20,
    contracts: bool = False,
    exit_code: bool = False,
    format: str = "table",
) -> int:
    """Shows the places found for the words; the exit code of the call."""
    wanted = read_search(words)
    found = None if options.at else look(options.root, wanted, most=limit, library=not contracts)
    if found is None:
        from clmctl.cli.session import Session  # noqa: PLC0415 - where nothing is new, nothing of a workspace is opened
        from clmctl.desk.asking.search_anew import search_anew  # noqa: PLC0415

        found = search_anew(Session(options).desk, wanted, most=limit, library=not contracts)
    _show_hits(found, format, limit)
    return int(exit_code and not found)


def _show_hits(hits: Sequence[Hit], format_name: str, limit: int) -> None:
    """The places with the words around them; in a terminal the words found stand out."""
    if format_name != "table":
        from clmctl.cli.formats import write  # noqa: PLC0415

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
