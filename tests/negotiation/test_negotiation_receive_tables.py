"""Tables of a returned file: a table, a row, a column that came, left or moved is one row; how columns stand is told and kept."""

import re
from collections.abc import Callable

import pytest
from receive_make import FRONT, SETTINGS, TEXT, altered, contract, paragraph_of, received, word_file

from clmctl.model.returned import ReturnedRow
from clmctl.negotiation.receiving.choices import chosen
from clmctl.negotiation.receiving.receive import Choice, text_with

LISTED = f"""{FRONT[:-4]}sla:
  - {{service: Portal, metric: uptime, target: "99.5"}}
  - {{service: Desk, metric: answer, target: "8.5"}}
---
"""
LEVELS = '## Levels {#levels}\n\n1. These are kept:\n\n{{ sla | table("service=Service", "metric=Metric", "target=Target") }}\n\n'
BODY = TEXT.replace("## Liability", f"{LEVELS}## Liability")
SENT = word_file(contract(BODY, LISTED))
NOTHING = Choice({}, {}, {})
WHO = 'w:id="9901" w:author="Their Counsel" w:date="2026-11-20T10:00:00Z"'
Change = Callable[[str], str]


# ---- files as somebody edited their tables


def table(words: str, change: Change) -> Change:
    """The table with these words changed."""

    def made(xml: str) -> str:
        at = xml.index(words)
        start, end = xml.rindex("<w:tbl>", 0, at), xml.index("</w:tbl>", at) + len("</w:tbl>")
        return xml[:start] + change(xml[start:end]) + xml[end:]

    return made


def rows_of(xml: str) -> list[str]:
    return re.findall(r"<w:tr>.*?</w:tr>", xml)


def cells_of(row: str) -> list[str]:
    return re.findall(r"<w:tc>.*?</w:tc>", row)


def per_row(change: Callable[[int, list[str]], list[str]]) -> Change:
    """The cells of each row changed."""

    def made(xml: str) -> str:
        for n, row in enumerate(rows_of(xml)):
            cells = cells_of(row)
            xml = xml.replace(row, row.replace("".join(cells), "".join(change(n, list(cells)))), 1)
        return xml

    return made


def saying(xml: str, *words: str) -> str:
    """A copy of rows or cells with other words."""
    said = iter(words)
    return re.sub(r'(<w:t xml:space="preserve">)[^<]*', lambda match: match[1] + next(said), xml)


def tracked(row: str, kind: str) -> str:
    """A row put in or taken out by a tracked change."""
    row = row.replace("<w:cantSplit/>", f"<w:cantSplit/><w:{kind} {WHO}/>", 1)

    def run(match: re.Match[str]) -> str:
        said = match[0] if kind == "ins" else match[0].replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return f"<w:{kind} {WHO}>{said}</w:{kind}>"

    return re.sub(r"<w:r>.*?</w:r>", run, row)


def cell_tracked(cell: str, kind: str) -> str:
    mark = "cellIns" if kind == "ins" else "cellDel"
    return tracked(cell, kind).replace("</w:tcPr>", f"<w:{mark} {WHO}/></w:tcPr>")


def aligned(column: int, side: str, *, track: bool, cells: slice = slice(None)) -> Change:
    def change(n: int, row: list[str]) -> list[str]:
        if n not in range(10)[cells]:
            return row
        old = re.search(r"<w:pPr>(.*?)</w:pPr>", row[column])[1]
        new = re.sub(r"<w:jc [^>]*>", "", old) + f'<w:jc w:val="{side}"/>'
        new += f"<w:pPrChange {WHO}><w:pPr>{old}</w:pPr></w:pPrChange>" if track else ""
        row[column] = row[column].replace(old, new, 1)
        return row

    return per_row(change)


def fourth(n: int, row: list[str], *, track: bool) -> list[str]:
    new = saying(row[2], ("Note", "alpha", "beta", "gamma")[n])
    return [*row, cell_tracked(new, "ins") if track else new]


def without_second(n: int, row: list[str], *, track: bool) -> list[str]:
    return [row[0], *([cell_tracked(row[1], "del")] if track else []), *row[2:]]


def another(kind: str = "") -> Change:
    """A table put in behind a paragraph of another clause."""

    def change(xml: str) -> str:
        start, end = xml.index("<w:tbl>", xml.index("Fees are due")), 0
        end = xml.index("</w:tbl>", start) + len("</w:tbl>")
        new = "".join(
            saying(row, *(f"{word} {n}" for word in ("Item", "Cost", "Basis"))) for n, row in enumerate(rows_of(xml[start:end]))
        )
        new = "".join(tracked(row, kind) for row in rows_of(new)) if kind else new
        made = f"{xml[start : xml.index('<w:tr>', start)]}{new}</w:tbl>"
        behind = paragraph_of(xml, "No change is made by conduct.")[1]
        return xml[:behind] + made + xml[behind:]

    return change


def moved(*, track: bool) -> Change:
    """The table of the fees put behind a paragraph of another clause."""

    def change(xml: str) -> str:
        start = xml.index("<w:tbl>", xml.index("Fees are due"))
        end = xml.index("</w:tbl>", start) + len("</w:tbl>")
        whole, head = xml[start:end], xml[start : xml.index("<w:tr>", start)]
        came = f"{head}{''.join(tracked(row, 'ins') for row in rows_of(whole))}</w:tbl>" if track else whole
        left = f"{head}{''.join(tracked(row, 'del') for row in rows_of(whole))}</w:tbl>" if track else ""
        xml = xml[:start] + left + xml[end:]
        behind = paragraph_of(xml, "No change is made by conduct.")[1]
        return xml[:behind] + came + xml[behind:]

    return change


def gone(*, track: bool) -> Change:
    def change(xml: str) -> str:
        head = xml[: xml.index("<w:tr>")]
        return f"{head}{''.join(tracked(row, 'del') for row in rows_of(xml))}</w:tbl>" if track else ""

    return change


def nested(xml: str) -> str:
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:tcPr/><w:p><w:r><w:t>{word} {n}</w:t></w:r></w:p></w:tc>' for word in ('in', 'by'))}</w:tr>"
        for n in (1, 2)
    )
    return xml.replace("month</w:t></w:r></w:p>", f"month</w:t></w:r></w:p><w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl><w:p/>", 1)


def merged(n: int, row: list[str]) -> list[str]:
    if n != 1:
        return row
    wide = row[1].replace("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>').replace("1,000.00", "1,000.00 once")
    return [row[0], wide]


def merged_down(n: int, row: list[str]) -> list[str]:
    if n in (1, 2):
        row[2] = row[2].replace("</w:tcPr>", '<w:vMerge w:val="restart"/></w:tcPr>' if n == 1 else "<w:vMerge/></w:tcPr>")
        row[2] = row[2] if n == 1 else re.sub(r"<w:r>.*</w:r>", "", row[2])
    return row


def split(n: int, row: list[str]) -> list[str]:
    if n != 1:
        return [row[0].replace("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>'), *row[1:]]
    return [row[0].replace("Setup work", "Setup"), row[0].replace("Setup work", "work"), *row[1:]]


EXTRA = ("Extra", "77.00", "day")


def longer(*, track: bool) -> Change:
    def change(xml: str) -> str:
        row = rows_of(xml)[2]
        new = saying(row, *EXTRA)
        return xml.replace(row, row + (tracked(new, "ins") if track else new))

    return change


def shorter(*, track: bool) -> Change:
    return lambda xml: xml.replace(rows_of(xml)[2], tracked(rows_of(xml)[2], "del") if track else "")


# ---- what is told and kept


def told(change: Change) -> tuple[list[ReturnedRow], str, str]:
    """What is told, the text with it, and the text with all of it refused."""
    found = received(altered(SENT, document=change), BODY, LISTED)
    text = text_with(found, NOTHING, SETTINGS.catalogue).decode()
    refusable = [row for row in found.weighty if row.carried]
    back = chosen(found, {"reject": [str(row.number) for row in refusable]}, [], "no") if refusable else NOTHING
    return list(found.rows), text, text_with(found, back, SETTINGS.catalogue).decode()


def fees(text: str) -> list[str]:
    """The lines of the table of the fees."""
    found = re.search(r"\n\| Service \| (?:Price|Unit).*?\n\n", text, re.DOTALL)
    return found[0].strip().split("\n") if found else []


IN_FEES = fees(BODY)
HOW = {True: ("tracked", "Their Counsel"), False: ("silent", "")}
#: What is done to the table of the fees: what it is told as, its words, what the remark names, and the table it makes.
CHANGES: dict[str, tuple[Callable[[bool], Change], str, str, str, list[str]]] = {
    "a row put in": (
        lambda track: table("Setup work", longer(track=track)), "inserted", "Extra | 77.00 | day", "a new row",
        [*IN_FEES[:4], "| Extra | 77.00 | day |", *IN_FEES[4:]],
    ),
    "a row taken out": (
        lambda track: table("Setup work", shorter(track=track)), "deleted", "Monthly support | 250.00 | month", "a row taken out",
        [*IN_FEES[:3], *IN_FEES[4:]],
    ),
    "a column put in": (
        lambda track: table("Setup work", per_row(lambda n, row: fourth(n, row, track=track))), "inserted",
        "Note | alpha | beta | gamma", "a new column",
        [
            "| Service | Price | Unit | Note |", "| --- | ---: | --- | --- |", "| Setup work | 1,000.00 | once | alpha |",
            "| Monthly support | 250.00 | month | beta |", "| Training of users | 90.00 | hour | gamma |",
        ],
    ),
    "a column taken out": (
        lambda track: table("Setup work", per_row(lambda n, row: without_second(n, row, track=track))), "deleted",
        "Price | 1,000.00 | 250.00 | 90.00", "a column taken out",
        [
            "| Service | Unit |", "| --- | --- |", "| Setup work | once |", "| Monthly support | month |",
            "| Training of users | hour |",
        ],
    ),
    "a table taken out": (
        lambda track: table("Setup work", gone(track=track)), "deleted", "Setup work | 1,000.00 | once",
        "a table of 4 rows and 3 columns taken out", [],
    ),
    "a column centred": (
        lambda track: table("Setup work", aligned(2, "center", track=track)), "format", "Unit | once | month | hour",
        "a column set centred, and it was left", [IN_FEES[0], "| --- | ---: | :---: |", *IN_FEES[2:]],
    ),
    "a column set left": (
        lambda track: table("Setup work", aligned(1, "left", track=track, cells=slice(1, 9))), "format",
        "1,000.00 | 250.00 | 90.00", "a column set left, and it was right", [IN_FEES[0], "| --- | :--- | --- |", *IN_FEES[2:]],
    ),
}  # fmt: skip


@pytest.mark.parametrize("track", [True, False])
@pytest.mark.parametrize("name", CHANGES)
def test_it_is_one_row_carried_and_refused_whole(name: str, track: bool) -> None:
    make, kind, words, remark, wanted = CHANGES[name]
    (row,), text, back = told(make(track))
    assert (row.kind, (row.how, row.author), row.anchor, row.carried) == (kind, HOW[track], "fees", True)
    assert words in "".join(change.old or change.new for change in row.words)
    assert remark in row.remark
    assert fees(text) == wanted
    assert back == LISTED + BODY


@pytest.mark.parametrize("kind", ["ins", ""])
def test_a_new_table_is_one_row_and_comes_or_stays_out_as_one(kind: str) -> None:
    (row,), text, back = told(another(kind))
    assert (row.kind, row.anchor, row.remark) == ("inserted", "services", "a new table of 4 rows and 3 columns")
    assert [change.new for change in row.words] == ["\n".join(f"Item {n} | Cost {n} | Basis {n}" for n in range(4))]
    assert "\n| Item 0 | Cost 0 | Basis 0 |\n| --- | ---: | --- |\n| Item 1 | Cost 1 | Basis 1 |\n" in text
    assert back == LISTED + BODY


@pytest.mark.parametrize("track", [True, False])
def test_a_table_that_moved_is_one_row(track: bool) -> None:
    (row,), text, back = told(moved(track=track))
    assert (row.kind, row.how) == ("moved", HOW[track][0])
    assert row.remark == "a table of 4 rows and 3 columns moved; stood in Fees"
    assert text.index("| Setup work") < text.index("## Fees")
    assert fees(text) == IN_FEES
    assert back == LISTED + BODY


def test_a_table_within_a_cell_is_one_row_that_the_text_cannot_hold() -> None:
    (row,), text, _ = told(table("Setup work", nested))
    assert (row.kind, row.carried) == ("inserted", False)
    assert "a table within a cell" in row.remark
    assert "in 1 | by 1\nin 2 | by 2" in row.words[0].new
    assert text == LISTED + BODY


@pytest.mark.parametrize(
    ("change", "remark", "line"),
    [
        (merged, "cells merged", "| Setup work | 1,000.00 once |  |"),
        (merged_down, "cells merged", "| Monthly support | 250.00 |  |"),
        (split, "a cell split off", "| Setup | work | 1,000.00 | once |"),
    ],
)
def test_cells_merged_or_split_are_named(change: Callable, remark: str, line: str) -> None:
    found, text, back = told(table("Setup work", per_row(change)))
    assert any(remark in row.remark for row in found), [(row.kind, row.remark) for row in found]
    assert line in text
    assert back == LISTED + BODY


@pytest.mark.parametrize("track", [True, False])
def test_what_the_text_cannot_say_of_a_table_is_told_as_cosmetic(track: bool) -> None:
    cell = table("Setup work", aligned(2, "center", track=track, cells=slice(2, 3)))
    (row,), text, _ = told(cell)
    assert (row.kind, row.how, row.author, row.carried) == ("format", "cosmetic", HOW[track][1], False)
    assert "a cell set centred" in row.remark
    (row,), text, _ = told(table("uptime", aligned(0, "center", track=track)))
    assert (row.kind, row.how, row.anchor) == ("format", "cosmetic", "levels")
    assert "3 cells set centred, and they were left" in row.remark
    assert text == LISTED + BODY

    def further_in(xml: str) -> str:
        props = re.search(r"<w:tblPr>(.*?)</w:tblPr>", xml)[1]
        new = props.replace('<w:tblInd w:w="720"', '<w:tblInd w:w="1440"')
        new += f"<w:tblPrChange {WHO}><w:tblPr>{props}</w:tblPr></w:tblPrChange>" if track else ""
        return xml.replace(props, new, 1)

    (row,), text, _ = told(table("Setup work", further_in))
    assert (row.kind, row.how, row.author) == ("format", "cosmetic", HOW[track][1])
    assert "the table set 2.5 cm in, and it was 1.3 cm in" in row.remark
    assert text == LISTED + BODY


FLOATS = '<w:tblpPr w:horzAnchor="page" w:tblpX="-20000"/><w:tblInd '
CELL = '<w:pPr><w:ind w:hanging="0" w:left="{}"/>'


@pytest.mark.parametrize(
    ("old", "new", "said", "lost"),
    [
        ('<w:tblInd w:w="720"', '<w:tblInd w:w="-2880"', "the table set 5.1 cm out, and it was 1.3 cm in", ""),
        ('<w:tblInd w:w="720"', '<w:tblInd w:w="-9000000"', "the table set 176.4 cm out", "Service | Price | Unit Setup work"),
        ('<w:tblInd w:w="720"', '<w:tblInd w:w="-144pt"', "the table set 5.1 cm out", ""),
        ("<w:tblInd ", FLOATS, "the table set apart from the text, and it was 1.3 cm in", "Service | Price | Unit Setup work"),
        ("<w:pPr>", CELL.format(-9000), "a cell set 15.9 cm out", "Service"),
        ("<w:pPr>", CELL.format("-50cm"), "a cell set 50.0 cm out", "Service"),
    ],
)
def test_a_table_or_a_cell_off_the_page_is_told(old: str, new: str, said: str, lost: str) -> None:
    def off(xml: str) -> str:
        return xml.replace(old, new, 1)

    (*unseen, row), _, _ = told(table("Setup work", off))
    assert (row.kind, row.how) == ("format", "cosmetic")
    assert said in row.remark
    assert [(each.kind, each.how) for each in unseen] == [("hidden", "hidden")] * bool(lost)
    assert all(" ".join(each.words[0].new.split()).startswith(lost) and "off the page" in each.remark for each in unseen)


def test_a_list_of_the_front_matter_takes_cells_and_rows() -> None:
    (row,), text, back = told(lambda xml: xml.replace(">8.5<", ">7.5<", 1))
    assert (row.kind, row.anchor) == ("changed", "levels")
    assert '  - {service: Desk, metric: answer, target: "7.5"}\n' in text
    assert back == LISTED + BODY

    def more(xml: str) -> str:
        row = rows_of(xml)[1]
        return xml.replace(row, row + tracked(saying(row, "Mail", "delivery", "90"), "ins"))

    (row,), text, back = told(table("uptime", more))
    assert (row.kind, row.remark) == ("inserted", "a new row")
    assert '"99.5"}\n  - {service: Mail, metric: delivery, target: "90"}\n  - {service: Desk' in text
    assert back == LISTED + BODY


def test_the_head_of_a_column_made_from_data_is_told_as_not_carried() -> None:
    (row,), text, _ = told(table("uptime", lambda xml: xml.replace(">Target<", ">Aim<", 1)))
    assert (row.kind, row.carried) == ("changed", False)
    assert "the head of a column of a table made from data" in row.remark
    assert text == LISTED + BODY


def test_our_words_may_stand_in_a_cell_for_theirs() -> None:
    found = received(altered(SENT, document=lambda xml: xml.replace(">90.00<", ">70.00<", 1)), BODY, LISTED)
    choice = chosen(found, {}, ["1=80.00"], "in the middle")
    assert "| Training of users | 80.00 | hour |" in text_with(found, choice, SETTINGS.catalogue).decode()


def test_tables_in_one_are_one_table_and_no_row_stands_twice() -> None:
    more = "| Service | Price | Unit |\n| --- | ---: | --- |\n| Audit | 5.00 | once |"
    two = BODY.replace("2. Late sums", f"2. More:\n\n{more}\n\n3. Late sums")
    sent = word_file(contract(two, LISTED))

    def joined(xml: str) -> str:
        first, second = xml.index("Training of users"), xml.index("Audit")
        end = xml.index("</w:tbl>", first)
        row = rows_of(xml[xml.rindex("<w:tr>", 0, second) :])[0]
        start, stop = xml.rindex("<w:tbl>", 0, second), xml.index("</w:tbl>", second) + len("</w:tbl>")
        return xml[:end] + row + xml[end:start] + xml[stop:]

    found = received(altered(sent, document=joined), two, LISTED)
    made = text_with(found, NOTHING, SETTINGS.catalogue).decode()
    assert made.count("| Audit | 5.00 | once |") == 1
