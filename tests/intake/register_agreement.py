"""How far a register's labels become fields: `python tests/intake/register_agreement.py [--unread] [--markdown]`.

Reads the master table of the CUAD contracts under CLMCTL_TEST_DATA as `clmctl import --table` reads it, without a mapping: its
columns are known by name. Counted are the 41 columns of answers.

- *filled* are cells that hold something.
- *normalised* cells gave at least one typed value: a date, a period, a law under its one name, parties, yes or no.
- *reported* cells could not be read; each is told with its row and why. Nothing is in neither.
- Answers of yes or no count as normalised into the fields that a workspace lists for them (`fields.anti_assignment` ...); without
  such fields they are kept with the contract.

Conventions: dates in figures are month first; an end that is the anniversary of its start means the day before; `perpetual` is a
type of renewal, no date; of a renewal of `1 year` the length is read, and whether it renews by itself stays unknown.
"""

import argparse
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from clmctl.desk.importing.register_table import read_sheet
from clmctl.intake.register.proposing import proposed
from clmctl.intake.register.reading import Cell, Entry, Reader
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue, Field, FieldType

TYPES = ("msa", "sow", "nda", "dpa", "order-form", "sla", "amendment", "addendum", "agreement")
_ANSWER = re.compile(r"-\s?Answer$")


@dataclass
class Tally:
    """Of one column: cells that hold something, that gave a value, and those that could not be read, with their rows."""

    filled: int = 0
    normalised: int = 0
    reported: list[tuple[int, Cell]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.normalised / self.filled if self.filled else 1.0


def answers(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of answers."""
    return tuple(column for column in columns if _ANSWER.search(column))


def catalogue(columns: tuple[str, ...], known: frozenset[str]) -> Catalogue:
    """The built-in fields, and one of yes or no for every answer that is none of them."""
    fields = [
        Field("fields." + re.sub(r"[^a-z0-9]+", "_", _ANSWER.sub("", column).lower()).strip("_"), FieldType.BOOLEAN,
              aliases=(_ANSWER.sub("", column),))
        for column in answers(columns)
        if column not in known
    ]  # fmt: skip
    return Catalogue((*BUILT_IN, *fields))


def read(data: Path) -> tuple[dict[str, Tally], list[Entry]]:
    """What became of every answer, by column, and the rows."""
    path = data / "data/cuad/dev/master_clauses.dev.csv"
    sheet, _ = read_sheet(str(path), path.read_bytes())
    known = frozenset(target.column for target in proposed(sheet.columns, Catalogue(BUILT_IN)).targets if target.field != "keep")
    fields = catalogue(sheet.columns, known)
    reader = Reader(proposed(sheet.columns, fields), sheet, fields, TYPES, ())
    tallies = {column: Tally() for column in answers(sheet.columns)}
    entries = [reader.read(row) for row in sheet.rows]
    for entry in entries:
        for cell in entry.cells:
            if cell.column in tallies:
                tally = tallies[cell.column]
                tally.filled += 1
                tally.normalised += cell.state == "read" and bool(cell.wrote)
                if cell.state == "unread":
                    tally.reported.append((entry.number, cell))
    return tallies, entries


def lines(tallies: dict[str, Tally]) -> Iterator[tuple[str, str, str, str, str]]:
    """The table, answers of yes or no in one row."""
    yes = Tally()
    for column, tally in tallies.items():
        name = _ANSWER.sub("", column)
        if tally.filled == 212 and name not in ("Document Name", "Parties"):
            yes.filled += tally.filled
            yes.normalised += tally.normalised
            yes.reported += tally.reported
            continue
        yield name, str(tally.filled), str(tally.normalised), str(len(tally.reported)), f"{tally.share:.1%}"
    yield "33 answers of yes or no", str(yes.filled), str(yes.normalised), str(len(yes.reported)), f"{yes.share:.1%}"


def main() -> int:
    """Prints the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--unread", action="store_true", help="list every value that was not read")
    arguments.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    given = arguments.parse_args()
    folder = os.environ.get("CLMCTL_TEST_DATA")
    if not folder:
        print("CLMCTL_TEST_DATA is not set.", file=sys.stderr)
        return 2
    tallies, entries = read(Path(folder))
    rows = [("label", "filled", "normalised", "reported", "share"), *lines(tallies)]
    if given.markdown:
        rows.insert(1, ("---", "---:", "---:", "---:", "---:"))
        print("\n".join("| " + " | ".join(row) + " |" for row in rows))
    else:
        print("\n".join(f"{row[0]:34}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in rows))
    moved = sum("anniversary of" in cell.why for entry in entries for cell in entry.cells)
    print(f"\n{len(entries)} contracts; {moved} ends were anniversaries and became the day before.")
    if given.unread:
        for tally in tallies.values():
            for number, cell in tally.reported:
                print(f"line {number}: {cell.column}: {cell.value!r} {cell.why}. {cell.hint}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
