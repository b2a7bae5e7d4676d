"""Lines of `record/register.jsonl`: what a table said of a contract, cell by cell, and what became of it."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from clmctl.intake.register.reading import Cell, Entry
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.text.fields.tables import REGISTER_LINE
from clmctl.text.files.jsonl import line_of, read_lines

#: A line that is read has 64 KB at most; a longer cell takes several.
_PIECE = 8_000


@frozen
class Said:
    """What a table said last in one column: the words, what became of them, and the fields they gave, as typed back."""

    column: str
    value: str
    field: str
    state: str
    number: int
    wrote: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


def read_said(path: str, data: bytes, source: str, key: str) -> tuple[dict[str, Said], tuple[Finding, ...]]:
    """What a source's row said last, by column, and what is wrong with the file."""
    lines, findings = read_lines(path, data, REGISTER_LINE, lambda said: said.get("key"))
    found: dict[str, dict[int, list[Mapping[str, object]]]] = {}
    for line in lines:
        if line.said["table"] == source and line.said["row"] == key:
            found.setdefault(line.said["column"], {}).setdefault(line.said["number"], []).append(line.said)
    last: dict[str, Said] = {}
    for column, numbers in found.items():
        pieces = sorted(numbers[max(numbers)], key=lambda said: int(str(said.get("part", 0))))
        first = pieces[0]
        wrote = first.get("wrote", {})
        last[column] = Said(
            column,
            "".join(str(piece.get("value", "")) for piece in pieces),
            str(first.get("field", "")),
            str(first["state"]),
            max(numbers),
            MappingProxyType(dict(wrote) if isinstance(wrote, dict) else {}),
        )
    return last, findings


def lines_for(entry: Entry, source: str, before: Mapping[str, Said], on: date) -> list[str]:
    """The lines that record what is new in a row: cells that changed or are read otherwise than before, and emptied ones."""
    found: list[str] = []
    for cell in entry.cells:
        last = before.get(cell.column)
        if last is None or (last.value, last.field, last.state, dict(last.wrote)) != (
            cell.value,
            cell.field,
            cell.state,
            dict(cell.wrote),
        ):
            found += _lines(cell, source, entry.key, (last.number if last else 0) + 1, on)
    there = {cell.column for cell in entry.cells}
    for column, last in before.items():
        if column not in there and last.value:
            found += _lines(Cell(column, "", last.field, "nothing"), source, entry.key, last.number + 1, on)
    return found


def _lines(cell: Cell, source: str, key: str, number: int, on: date) -> list[str]:
    pieces = [cell.value[at : at + _PIECE] for at in range(0, len(cell.value), _PIECE)] or [""]
    return [
        line_of(
            {
                "key": f"{source}/{key}/{cell.column}/{number}" + (f"/{part}" if part else ""),
                "table": source,
                "row": key,
                "column": cell.column,
                "number": number,
                "part": part or None,
                "value": piece,
                "field": cell.field,
                "state": cell.state,
                "wrote": dict(cell.wrote) or None,
                "why": cell.why,
                "on": on,
            }
        )
        for part, piece in enumerate(pieces)
    ]


def first_rows(files: Iterable[tuple[str, bytes]]) -> dict[tuple[str, str], str]:
    """(source, key) -> the folder of the contract that each row became, from the records there are."""
    found: dict[tuple[str, str], str] = {}
    for path, data in files:
        folder = path.removesuffix("/record/register.jsonl")
        for table, row in _rows_in(data):
            found.setdefault((table, row), folder)
    return found


def _rows_in(data: bytes) -> Sequence[tuple[str, str]]:
    """Every (source, key) that lines of a record name; lines that are no record are left to lint."""
    import json  # noqa: PLC0415 - read without its shape: a look at two keys of many thousand lines

    found: dict[tuple[str, str], None] = {}
    for line in data.decode("utf-8", "replace").split("\n"):
        if line.strip():
            try:
                said = json.loads(line)
            except ValueError:
                continue
            if isinstance(said, dict) and isinstance(said.get("table"), str) and isinstance(said.get("row"), str):
                found[said["table"], said["row"]] = None
    return tuple(found)
