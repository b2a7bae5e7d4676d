"""The work of receiving grows as the tables of a file do, not as their square: hostile files have thousands."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from receive_make import SETTINGS, TEXT, altered, contract, received, redlined, word_file

import clmctl
from clmctl.negotiation.receiving.receive import Choice, text_with

ROOMS = tuple(f"{Path(clmctl.__file__).parent}/{room}" for room in ("negotiation/receiving/", "redline/returned/"))
FILES = ("grids.py", "tabular.py", "tables.py", "lineage.py", "units.py", "cells.py", "lists.py", "aligning.py")
HEAD = "| Service | Price | Unit |\n| --- | ---: | --- |\n"
ROW = "| Monthly support | 250.00 | month |\n"
CELL = "<w:tc><w:tcPr/><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


@contextmanager
def lines_run() -> Iterator[list[int]]:
    """How many lines of the rooms that hold tables are run, a line once for each round of a loop."""
    count = [0]

    def line(frame: FrameType, event: str, _: object) -> Callable[..., object]:
        count[0] += event == "line"
        return line

    def call(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        name = frame.f_code.co_filename
        return line if name.startswith(ROOMS) and name.endswith(FILES) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        yield count
    finally:
        sys.settrace(before)


def work(docx: bytes, text: str) -> int:
    with lines_run() as count:
        text_with(received(docx, text), Choice({}, {}, {}), SETTINGS.catalogue)
    return count[0]


def tables_came(many: int) -> tuple[bytes, str]:
    """A file with so many new tables."""
    one = f"<w:tbl><w:tblPr/><w:tr>{CELL.format('Audit {0}')}{CELL.format('{0}.00')}</w:tr></w:tbl><w:p/>"
    new = "".join(one.format(n) for n in range(many))
    return altered(word_file(contract()), document=lambda xml: xml.replace("<w:sectPr", f"{new}<w:sectPr", 1)), TEXT


def tables_set_in(many: int) -> tuple[bytes, str]:
    """A file with so many tables of the text, all set in otherwise."""
    tables = "".join(f"{HEAD}| Audit {n} | {n}.00 | once |\n\n" for n in range(many))
    text = TEXT.replace("\n2. Late sums", f"\n{tables}2. Late sums")
    docx = word_file(contract(text))
    return altered(docx, document=lambda xml: xml.replace('<w:tblInd w:w="720"', '<w:tblInd w:w="1440"')), text


def rows_left(many: int) -> tuple[bytes, str]:
    """A redline that takes so many rows out of a table."""
    rows = "".join(f"| Audit {n} | {n}.00 | once |\n" for n in range(many))
    text = TEXT.replace(ROW, f"{ROW}{rows}")
    return redlined(contract(text), contract()), text


def test_the_work_grows_with_the_tables_and_their_rows() -> None:
    for made in (tables_came, tables_set_in, rows_left):
        few, many = (work(*made(count)) for count in (15, 60))
        assert many < 6 * few, made.__name__
