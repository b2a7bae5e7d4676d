"""How tables, rows and cells stand, by what a reader sees: their ground, their lines, how wide, high and far in they are."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from clmctl.word.comparing.effect import Effects, special
from clmctl.word.comparing.holding import cells_of, rows_of
from clmctl.word.comparing.stating import Stated, of_cell, twips
from clmctl.word.reading.cells import TableStand, cell_span, first_column, table_stand
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_OFF = ("0", "false", "off")
_SIDES = ("top", "left", "bottom", "right")
_INSIDE = {"top": "insideH", "bottom": "insideH", "left": "insideV", "right": "insideV"}
#: What nobody sees, in twentieths of a point: programs round what they write anew, or count the margin of a cell in.
_SEEN_OF_TABLE, _SEEN_OF_ROW, _SEEN_OF_WIDTH = 150, 60, 150
#: A row is no lower than a line of words, whatever it says.
_LINE = 240
#: The same of each part of a colour, in 255ths.
_SEEN_OF_COLOUR = 8
_FIGURES = frozenset("0123456789ABCDEF")
#: Over no more columns goes a cell, for a table in Word has no more: a file may say what it likes.
_WIDEST = 63
#: Of how wide a cell is, the share that is seen.
_SHARE = 0.1


class Row(NamedTuple):
    """How high a row is at least or just, whether it is repeated as a heading, and whether it may break over pages."""

    rule: str
    height: int
    is_head: bool
    is_kept: bool


class GridCell(NamedTuple):
    """What is behind and about a cell's words: `lines` above, left, below and right of it.

    `width` is what the cell states, None where it leaves that to programs, `room` what the table's columns state.
    """

    ground: str
    stands: str
    continues: bool
    width: int | None
    room: int
    lines: tuple[tuple[str, ...], ...]


class Grid(NamedTuple):
    """A table as it is seen: how it stands, its rows and their cells."""

    stand: TableStand
    rows: tuple[Row, ...]
    cells: tuple[tuple[GridCell, ...], ...]


def grid_of(table: "_Element", own: Effects, styles: Effects) -> Grid:
    """A table of the file `own`, as it looks with the styles of `styles`."""
    rows = list(rows_of(table))
    props = table.find(f"{_W}tblPr")
    said = None if props is None else props.find(f"{_W}tblStyle")
    line = styles.line("table", own.name("table", None if said is None else said.get(_VAL)))
    inherited: dict[str, Stated] = {}
    for style in reversed(line):
        for name, stated in style.cells.items():
            inherited[name] = inherited.get(name, {}) | stated
    direct = of_cell(props, own.theme)
    found: list[list[tuple[int, int, bool, Stated, int | None]]] = []
    for at, row in enumerate(rows):
        found.append([])
        row_props = row.find(f"{_W}trPr")
        column = first_column(row_props)
        cells = list(cells_of(row))
        exception = of_cell(row.find(f"{_W}tblPrEx"), own.theme)
        for number, cell in enumerate(cells):
            cell_props = cell.find(f"{_W}tcPr")
            span = cell_span(cell_props, column)
            column += span.across
            where = (at, len(rows)), (number, len(cells))
            looks: Stated = {}
            for name in ("", *special(table, *where)):
                looks |= _within(inherited.get(name, {}), name, *where)
            looks |= _within(direct, "", *where) | _within(exception, "", *where) | of_cell(cell_props, own.theme)
            found[-1].append((span.column, min(span.across, _WIDEST), span.continues, looks, _width(cell_props)))
    edges = _edges(found)
    columns = [_measure(each.get(f"{_W}w")) for each in table.iterfind(f"{_W}tblGrid/{_W}gridCol")]
    return Grid(
        table_stand(props),
        tuple(_row(row.find(f"{_W}trPr")) for row in rows),
        tuple(
            tuple(
                GridCell(
                    looks.get("ground", ""),
                    f"{looks.get('vAlign', '')} {looks.get('textDirection', '')}".strip(),
                    continues,
                    width,
                    sum(columns[column - 1 : column - 1 + across]),
                    tuple(tuple({edges.get(place, ""): None for place in side}) for side in _about(at, column, across)),
                )
                for column, across, continues, looks, width in row
            )
            for at, row in enumerate(found)
        ),
    )


def _within(stated: Mapping[str, str], name: str, row: tuple[int, int], column: tuple[int, int]) -> Stated:
    """What is stated of a table or a special part of it (`name`), for one cell: the lines within that as those of the cell."""
    ends = {
        "top": row[0] == 0 or name.endswith(("Horz", "Row", "Cell")),
        "bottom": row[0] == row[1] - 1 or name.endswith(("Horz", "Row", "Cell")),
        "left": column[0] == 0 or name.endswith(("Vert", "Col", "Cell")),
        "right": column[0] == column[1] - 1 or name.endswith(("Vert", "Col", "Cell")),
    }
    found = {key: value for key, value in stated.items() if not key.startswith("border ")}
    for side, is_end in ends.items():
        said = stated.get(f"border {side if is_end else _INSIDE[side]}")
        if said is not None:
            found[f"border {side}"] = said
    return found


def _about(at: int, column: int, across: int) -> Iterator[list[tuple[str, int, int]]]:
    """The edges above, left, below and right of a cell: each its direction, row and column."""
    columns = range(column, column + across)
    yield [("h", at, each) for each in columns]
    yield [("v", at, column)]
    yield [("h", at + 1, each) for each in columns]
    yield [("v", at, column + across)]


def _edges(found: list[list[tuple[int, int, bool, Stated, int | None]]]) -> dict[tuple[str, int, int], str]:
    """The line seen at each edge: of two cells that state one there, the thicker; none within a merged cell.

    A line in the colour of a ground beside it is not seen.
    """
    edges: dict[tuple[str, int, int], str] = {}
    grounds: dict[tuple[str, int, int], set[str]] = {}
    for at, row in enumerate(found):
        for column, across, _, looks, _ in row:
            for side, places in zip(_SIDES, _about(at, column, across), strict=True):
                said = looks.get(f"border {side}", "")
                for place in places:
                    edges[place] = max(edges.get(place, ""), said, key=_weight)
                    grounds.setdefault(place, set()).add(looks.get("ground", ""))
    for at, row in enumerate(found):
        for column, across, continues, _, _ in row:
            if continues:
                edges |= {("h", at, each): "" for each in range(column, column + across)}
    hidden = {place for place, said in edges.items() if any(_is_close(said.split(" ", 2)[-1], each) for each in grounds[place])}
    return edges | dict.fromkeys(hidden, "")


def _weight(line: str) -> tuple[int, str]:
    """How much of a line is seen."""
    size = line.split(" ")[1:2]
    return (int(size[0]) if size and size[0].isdecimal() and size[0].isascii() else 0, line)


def _width(props: "_Element | None") -> int | None:
    said = None if props is None else props.find(f"{_W}tcW")
    if said is None or said.get(f"{_W}type") not in ("dxa", None):
        return None
    return _measure(said.get(f"{_W}w")) or None


def _row(props: "_Element | None") -> Row:
    height = None if props is None else props.find(f"{_W}trHeight")
    value = 0 if height is None else _measure(height.get(_VAL))
    rule = "exact" if height is not None and height.get(f"{_W}hRule") == "exact" else ""
    return Row(rule, value if rule or value > _LINE else 0, _is_on(props, "tblHeader"), _is_on(props, "cantSplit"))


def _is_on(props: "_Element | None", name: str) -> bool:
    item = None if props is None else props.find(f"{_W}{name}")
    return item is not None and item.get(_VAL) not in _OFF


def _measure(said: str | None) -> int:
    measured = twips(said or "")
    return int(measured) if measured.removeprefix("-").isdecimal() and measured.isascii() else 0


def stands_otherwise(was: TableStand, now: TableStand) -> bool:
    """Whether a table stands elsewhere, so that somebody sees it."""
    return was.side != now.side or abs(was.inset - now.inset) > _SEEN_OF_TABLE


def row_differs(was: Row, now: Row) -> bool:
    """Whether a row is otherwise, so that somebody sees it."""
    return (was.rule, was.is_head, was.is_kept) != (now.rule, now.is_head, now.is_kept) or (
        abs(was.height - now.height) > _SEEN_OF_ROW
    )


def cell_differs(was: GridCell, now: GridCell, sides: frozenset[str]) -> bool:
    """Whether a cell is otherwise, so that somebody sees it; of its lines those on `sides` count."""
    if (was.stands, was.continues) != (now.stands, now.continues) or not _is_close(was.ground, now.ground):
        return True
    if (
        was.width is not None
        and now.width is not None
        and not _is_wide(was.width, now.width)
        and not _is_wide(was.room, now.width)
    ):
        return True  # programs state as a cell's own width what the columns of its table were
    lines = zip(_SIDES, was.lines, now.lines, strict=True)
    return any(not _is_line(_seen(one), _seen(other)) for side, one, other in lines if side in sides)


def _is_wide(was: int, now: int) -> bool:
    return abs(was - now) <= max(_SEEN_OF_WIDTH, _SHARE * max(was, now))


def _seen(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The kinds and colours of the lines of a side."""
    return [(kind, colour) for kind, _, colour in (line.split(" ", 2) for line in lines if line)]


def _is_line(was: Sequence[tuple[str, str]], now: Sequence[tuple[str, str]]) -> bool:
    """Whether two sides have the same lines."""
    pairs = zip(was, now, strict=False)
    return len(was) == len(now) and all(a[0] == b[0] and _is_close(a[1], b[1]) for a, b in pairs)


def _is_close(was: str, now: str) -> bool:
    """Whether two colours are one to the eye."""
    if was == now:
        return True
    was, now = (colour or "FFFFFF" for colour in (was, now))
    if len(was) != len(now) or not _FIGURES.issuperset(was + now):
        return False
    return all(abs(int(was[at : at + 2], 16) - int(now[at : at + 2], 16)) <= _SEEN_OF_COLOUR for at in range(0, len(was), 2))
