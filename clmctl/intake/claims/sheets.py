"""What stands on a cover sheet: each label that contracts have there, with the words set beside or under it.

A sheet is a table of two columns (Markdown, Word), lines of `Supplier: Harbour Tools Ltd`, a heading with its value under it, a
row of labels over a row of values, or a column for each party.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from clmctl.intake.claims.names import FIRM

#: What a label says: a field, `party` with the role it names, or what only the columns of parties have.
_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "legal.governing_law": (
            r"(?:governing|applicable|proper) laws?(?: ?(?:&|and|/|,) ?(?:jurisdiction|venue|courts?|forum|disputes?))?"
            r"|law(?: and jurisdiction)?|choice of law|jurisdiction and governing law"
        ),
        "dates.effective": (
            r"(?:(?:contract|agreement|service|subscription|term|mnda) )?(?:effective|commencement|start) date"
            r"(?: of (?:this |the )?(?:agreement|contract|mnda|nda))?"
        ),
        "dates.agreement": r"date of (?:this |the )?(?:agreement|contract)|(?:agreement|contract) date|dated",
        "term.end": (
            r"(?:(?:contract|agreement|subscription|term|initial term) )?(?:expiry|expiration|end) date"
            r"|date of (?:expiry|expiration)"
        ),
        "term.length": (
            r"(?:(?:initial|contract|agreement|subscription|mnda|nda|minimum|fixed|committed) )?term"
            r"(?: of (?:this |the )?(?:agreement|contract|mnda|nda))?"
            r"|(?:initial|subscription|contract|minimum) (?:period|duration)|contract length|duration"
        ),
        "renewal.length": r"renewal (?:term|period)s?|(?:auto(?:matic)?[- ])renewal (?:term|period)",
        "renewal.type": r"(?:auto(?:matic)?[- ]?)?renewals?|auto-?renew|automatic renewal",
        "renewal.notice": (
            r"(?:notice of )?non-?renewal(?: notice)?(?: period| date)?|renewal notice(?: period)?|notice of non-?renewal"
            r"|notice period to (?:terminate|stop|prevent) renewal|auto-?renewal"
        ),
    }
)
_ROLES = (
    "supplier|customer|provider|service[ -]provider|vendor|client|licensor|licensee|contractor|consultant|subcontractor|reseller"
    "|distributor|manufacturer|purchaser|buyer|seller|landlord|tenant|lessor|lessee|lender|borrower|employer|employee|executive"
    "|sponsor|publisher|agency|agent|advertiser|franchisor|franchisee|controller|processor|data controller|data processor"
    "|discloser|recipient|disclosing party|receiving party|partner|subscriber|merchant|carrier|developer|owner|operator|investor"
    "|guarantor|assignor|assignee|principal|company"
)
_PARTY = (
    rf"(?:the )?(?:(?:full |legal )?name of (?:the )?)?(?P<role>{_ROLES}|(?:contracting )?party(?: (?:[a-d]|[1-4]|one|two))?"
    rf"|(?:first|second|other) party)"
    r"(?:'s|’s)?(?: ?\(?(?:(?:full |company |registered )?(?:legal )?(?:name|entity)|company(?: name)?)\)?)?"
)
_COLUMN = r"(?:print )?(?:company|legal|registered|entity|full legal|party|organi[sz]ation)(?: legal)? ?(?:name)?|name|entity"
_KNOWN = "|".join((*_FIELDS.values(), _PARTY.replace("?P<role>", "?:")))
#: A line that begins with a label; most lines do not.
_LINE = re.compile(
    rf"^[ \t|>*#_•-]*+(?:\d{{1,2}}[.)][ \t]+)?(?:{_KNOWN})(?=[ \t]*(?:[:|*_(<\t–—-]|[ ]{{2}}|\r?$)| [A-Z])", re.I | re.M
)
_WHICH = tuple((field, re.compile(said, re.IGNORECASE)) for field, said in _FIELDS.items())
_IS_PARTY, _IS_NAME = re.compile(_PARTY, re.IGNORECASE), re.compile(_COLUMN, re.IGNORECASE)
_AROUND = " \t\r*_#>:|•–—-"
_ANNOTATION = re.compile(r"<label>.*?</label>|[ \t]*\((?:[^()]{0,60}[\"”“][^()]{0,40}|[^()]{0,24})\)$", re.IGNORECASE)
#: What a sheet says under a label to explain it: `Governing Law The law that applies`.
_EXPLAINED = re.compile(r" (?:The|How|Which|What|Where|When|Length|Date)\b", re.ASCII)
_MARKED = re.compile(r"[\s>*•-]*\[(?P<mark>[ xX✓✔☒])\]\s*|[\s>*•-]*(?P<box>[☐☒☑])\s*")
_RULE = re.compile(r"[\s|:=+-]*")
_BESIDE = re.compile(r"[ \t]*(?:\*\*|__)?[ \t]*(?::|\||\t|[ ]{2,}|[ ][–—-][ ])")
_CELL = re.compile(r"(?<!\\)\|")
#: So far below a heading its value may stand, past explanations and empty lines.
_BELOW, _WIDEST = 4, 8
#: A value with more characters is a text of its own.
_LONGEST = 400
_SIGNS = re.compile(r"\b(?:signature|signed|by|name and title|title|date)\b ?:", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:company|legal name|entity|organi[sz]ation)(?: name)? ?: ?(?P<name>[^:]{2,120}?)"
    r"(?= (?:notice address|address|date|title|signature|name|print name|e-?mail|by)\b[^:]{0,40}:|$)",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """A label of a sheet and its value, as spans of the text: `label` is a field or `party`, `role` what a party is called there.

    `quote` begins the words that say it: the label where it stands in the same line.
    """

    label: str
    role: str
    quote: int
    start: int
    end: int
    table: bool


class _Row(NamedTuple):
    start: int
    end: int
    cells: tuple[tuple[int, int], ...]


def entries_of(text: str) -> Iterator[Entry]:
    """Every label of a sheet with a value, in order."""
    done = -1
    for match in _LINE.finditer(text):
        if match.start() < done:
            continue
        row = _row(text, match.start())
        if row.end - row.start > 2_000:
            continue
        if len(row.cells) > 1:
            over = list(_columns(text, row))
            if over:
                done = max(entry.end for entry in over)
                yield from over
                continue
            yield from _beside(text, row)
        else:
            yield from _in_line(text, row)


def _row(text: str, start: int) -> _Row:
    """The line at a place, and its cells without what decorates them."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    line = text[start:end]
    edges = [at.end() for at in _CELL.finditer(line)] if "|" in line else [at + 1 for at, char in enumerate(line) if char == "\t"]
    if not edges:
        return _Row(start, end, (_bare(text, start, end),))
    cuts = [0, *edges, len(line) + 1]
    cells = [_bare(text, start + a, start + b - 1) for a, b in pairwise(cuts)]
    if "|" in line:
        cells = cells[1:] if not line[: edges[0] - 1].strip() else cells
        cells = cells[:-1] if not line[edges[-1] :].strip() and len(cells) > 1 else cells
    else:  # a line set in by tabs begins with none of its own
        while len(cells) > 2 and cells[0][0] == cells[0][1] and not line.startswith("\t" * 2):
            cells = cells[1:]
    return _Row(start, end, tuple(cells[:_WIDEST]))


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks and marks around its words."""
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end


def _meant(words: str) -> tuple[str, str] | None:
    """What a label means, and the role a party's label names; None for any other words."""
    bare = _ANNOTATION.sub("", words).strip(_AROUND)
    bare = re.sub(r"^\d{1,2}[.)]\s+", "", " ".join(bare.split()))
    for field, pattern in _WHICH:
        if pattern.fullmatch(bare):
            return field, ""
        if (begun := pattern.match(bare)) is not None and _EXPLAINED.match(bare, begun.end()):
            return field, ""
    party = _IS_PARTY.fullmatch(bare)
    return ("party", party["role"].lower()) if party is not None else None


def _beside(text: str, row: _Row) -> Iterator[Entry]:
    """A label in the first cell and its value in the next one that is not empty."""
    filled = [cell for cell in row.cells if cell[0] < cell[1]]
    if len(filled) == 4 and all(_meant(text[slice(*cell)]) for cell in filled[::2]):
        pairs = [(filled[0], filled[1]), (filled[2], filled[3])]  # two pairs side by side
    elif len(filled) == 2 or (len(filled) > 2 and row.cells[0] == filled[0]):
        pairs = [(filled[0], filled[1])]
    else:
        return
    for label, value in pairs:
        meant = _meant(text[slice(*label)])
        if meant is not None:
            yield from _entry(meant, label[0], value, table=True)


def _in_line(text: str, row: _Row) -> Iterator[Entry]:
    """`Label: value`, `Label    value`, or a label on a line of its own with the value under it."""
    line = text[row.start : row.end]
    for mark in _BESIDE.finditer(line):
        meant = _meant(line[: mark.start()])
        if meant is not None:
            value = _bare(text, row.start + mark.end(), row.end)
            if value[0] < value[1]:
                yield from _entry(meant, _bare(text, row.start, row.end)[0], value, table=False)
                return
        if mark.start() > _LONGEST // 4:
            break
    meant = _meant(line)
    if meant is None:
        law = re.match(r"[ \t]*(?:governing|applicable) law (?=[A-Z])", line, re.IGNORECASE)
        if law is not None:  # columns that a conversion set side by side
            yield from _entry(("legal.governing_law", ""), row.start, _bare(text, row.start + law.end(), row.end), table=False)
        label = _IS_PARTY.match(line.lstrip())
        begin = row.end - len(line.lstrip()) + label.end() if label is not None else row.end
        if label is not None and text[begin : begin + 1] == " ":
            name = _bare(text, begin, row.end)
            if FIRM.fullmatch(text, *name):
                yield from _entry(("party", label["role"].lower()), row.start, name, table=False)
        return
    at = row.end + 1
    for _ in range(_BELOW):
        if at >= len(text):
            return
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        words = text[at:end].strip()
        marked = _MARKED.match(text, at, end)
        if words and not (words.startswith(("<label>", "(")) or (marked and (marked["mark"] == " " or marked["box"] == "☐"))):
            value = _bare(text, marked.end() if marked else at, end)
            if value[0] < value[1] and _meant(text[slice(*value)]) is None:
                yield from _entry(meant, value[0], value, table=False)
            return
        at = end + 1


def _entry(meant: tuple[str, str], quote: int, value: tuple[int, int], *, table: bool) -> Iterator[Entry]:
    if value[1] - value[0] > _LONGEST and meant[0] != "party":
        return
    yield Entry(meant[0], meant[1], quote, value[0], min(value[1], value[0] + _LONGEST), table)


def _columns(text: str, row: _Row) -> Iterator[Entry]:
    """A row of labels with its values in the rows below: a value under each, or a column for each party."""
    filled = [(place, cell) for place, cell in enumerate(row.cells) if cell[0] < cell[1]]
    meant = [(place, _meant(text[slice(*cell)])) for place, cell in filled]
    if (within := [entry for _, cell in filled for entry in _signing(text, cell)]) and len(within) == len(filled):
        yield from within
        return
    if len(filled) < 2 or any(each is None for _, each in meant):
        return
    labels = {place: each for place, each in meant if each is not None}
    parties = all(field == "party" for field, _ in labels.values())
    rows = _rows_below(text, row)
    if parties:
        for below in rows:
            name = text[slice(*below.cells[0])] if below.cells else ""
            if 0 not in labels and len(below.cells) > 1 and _IS_NAME.fullmatch(_ANNOTATION.sub("", name).strip(_AROUND)):
                yield from _under(text, labels, below)
                return
    first = rows[0] if rows else None
    if first is not None and len(first.cells) == len(row.cells) and not any(_meant(text[slice(*cell)]) for cell in first.cells):
        yield from _under(text, labels, first)


def _under(text: str, labels: Mapping[int, tuple[str, str]], row: _Row) -> Iterator[Entry]:
    for place, meant in labels.items():
        if place < len(row.cells) and row.cells[place][0] < row.cells[place][1]:
            yield from _entry(meant, row.cells[place][0], row.cells[place], table=True)


def _rows_below(text: str, row: _Row) -> list[_Row]:
    """The rows of the same table below a row, without its rule."""
    found: list[_Row] = []
    at = row.end + 1
    while at < len(text) and len(found) < _WIDEST:
        below = _row(text, at)
        at = below.end + 1
        if _RULE.fullmatch(text, below.start, below.end) and below.end > below.start and "-" in text[below.start : below.end]:
            continue
        if len(below.cells) < 2:
            break
        found.append(below)
    return found


def _signing(text: str, cell: tuple[int, int]) -> Iterator[Entry]:
    """A cell that holds all that a party signs with: `Customer: Signature: ... Company: Harbour Tools Ltd`."""
    words = text[slice(*cell)]
    label, colon, rest = words.partition(":")
    meant = _meant(label) if colon and _SIGNS.search(rest) else None
    company = _COMPANY.search(words) if meant is not None and meant[0] == "party" else None
    if meant is not None and company is not None:
        yield Entry(
            "party",
            meant[1],
            cell[0] + company.start("name"),
            cell[0] + company.start("name"),
            cell[0] + company.end("name"),
            table=True,
        )
