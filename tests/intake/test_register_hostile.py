"""Tables as they really arrive, and worse: each oddity a finding in its line, none of them fatal."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.desk.importing.register_table import read_sheet
from clmctl.errors import ClmError, Unreadable
from clmctl.exchange.csv_table import read_csv
from clmctl.intake.register.proposing import proposed
from clmctl.intake.register.reading import Reader
from clmctl.intake.register.record import lines_for, read_said
from clmctl.intake.register.words import sums_up
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.register import Sheet
from clmctl.text.fields.tables import REGISTER_LINE

CATALOGUE = Catalogue(BUILT_IN)


def table(data: bytes | str, name: str = "t.csv") -> tuple[Sheet, tuple[Finding, ...]]:
    sheet, findings = read_sheet(name, data.encode() if isinstance(data, str) else data)
    return sheet, (*findings, *sheet.findings)


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ("a,b\n1,2\n", "commas"),
        ("a;b\n1,5;2\n", "semicolons"),
        ("a\tb\n1\t2\n", "tabs"),
        ("a|b\n1|2\n", "bars"),
        ("sep=;\na;b\n1;2\n", "semicolons"),
        ('"a";"b"\r\n"x;y";"2"\r\n', "semicolons"),
        ("a,b\r1,2\r", "commas"),
    ],
)
def test_the_delimiter_is_found_out(data: str, form: str):
    sheet, findings = table(data)
    assert sheet.columns == ("a", "b") and len(cells(sheet)) == 1 and sheet.form == f"CSV, {form}" and not findings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
def test_the_encoding_is_found_out(encoding: str):
    text = "Titel;Vertragspartner\nLieferung für Köln;Müller & Söhne GmbH\nWartung;Bäcker Straße AG\n" * 3
    sheet, findings = table(text.encode(encoding))
    assert sheet.columns == ("Titel", "Vertragspartner")
    assert cells(sheet)[0] == ("Lieferung für Köln", "Müller & Söhne GmbH")
    assert bool(findings) == (encoding in ("latin-1", "cp1252"))


def test_rows_of_another_width_are_told_and_nothing_of_them_is_lost():
    sheet, findings = table("a,b,c\n1,2\n1,2,3,4,5\n\n1,2,3,,\n")
    assert sheet.columns == ("a", "b", "c", "Column D", "Column E")
    assert cells(sheet) == [("1", "2", "", "", ""), ("1", "2", "3", "4", "5"), ("1", "2", "3", "", "")]
    assert [finding.place.line for finding in findings] == [2, 3]


def test_headings_that_stand_twice_or_are_empty_get_names_of_their_own():
    sheet, findings = table("Name,,Name,Name (2)\na,b,c,d\n")
    assert sheet.columns == ("Name", "Column B", "Name (2)", "Name (2) (2)")
    assert {finding.place.line for finding in findings} == {1} and len(findings) == 3


def test_what_stands_above_and_below_the_rows_is_no_row():
    text = (
        'Report of contracts\n\n"Contract Number","Account Name","Contract Start Date"\n'
        '"1","A","2025-01-01"\n"2","B","2025-01-01"\n'
        '\n"Copyright (c) 2000-2025 a company"\n"Confidential Information - Do Not Distribute"\n'
    )
    sheet, findings = table(text)
    assert sheet.columns[0] == "Contract Number" and len(cells(sheet)) == 2
    assert [finding.place.line for finding in findings] == [1, 7]


def test_formulas_are_words_and_texts_that_excel_wrote_as_formulas_are_texts():
    sheet, findings = table('id,title,value\n="0012",=HYPERLINK("http://x"),-5\n2,@SUM(A1),+49 221 1\n')
    assert cells(sheet)[0] == ("0012", '=HYPERLINK("http://x")', "-5")
    assert [finding.place.line for finding in findings] == [2, 3] and "formula" in findings[0].message


def test_zero_bytes_are_left_out_and_told_with_their_line():
    sheet, findings = table(b"a,b\n1,2\n3,\x004\n" + b"5,6\n" * 500)
    assert cells(sheet)[1] == ("3", "4")
    assert findings[0].place.line == 3 and "zero bytes" in findings[0].message


def test_a_cell_of_a_megabyte_is_kept_whole():
    big = "x" * 1_048_576
    sheet, findings = table(f'Title,Remarks\nA,"{big}"\nB,small\n')
    assert cells(sheet)[0][1] == big and len(cells(sheet)) == 2
    assert findings[0].place.line == 2 and "1,048,576" in findings[0].message
    reader = Reader(proposed(sheet.columns, CATALOGUE), sheet, CATALOGUE, ("agreement",), ())
    entry = reader.read(next(iter(sheet.rows)))
    from datetime import date

    lines = lines_for(entry, "register", {}, date(2026, 11, 22))
    assert max(map(len, lines)) < 64 * 1024
    said, wrong = read_said("r.jsonl", "".join(f"{line}\n" for line in lines).encode(), "register", entry.key)
    assert said["Remarks"].value == big and not wrong
    assert lines_for(entry, "register", said, date(2026, 11, 23)) == []


def test_a_quote_that_is_never_closed_costs_its_line_and_no_other():
    sheet, findings = table('a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert cells(sheet) == [("1", "2"), ("3", "4"), ("5", "6"), ("7", "8")]
    assert [finding.place.line for finding in findings] == [3] and "never closed" in findings[0].message


def test_cells_may_hold_lines_quotes_and_delimiters():
    sheet, findings = table('a,b\n"one\ntwo","say ""hi"", ok"\n2,3\n')
    assert cells(sheet)[0] == ("one\ntwo", 'say "hi", ok') and not findings
    assert [row.number for row in sheet.rows] == [2, 4]
    sheet, _ = table('a,b\n"say \\"hi\\", ok",2\n')
    assert cells(sheet)[0] == ('say "hi", ok', "2")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n\n \n", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old kind"),
        (b"PK\x03\x04nonsense", "not a readable"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_what_is_no_table_is_named(data: bytes, words: str):
    with pytest.raises(Unreadable, match=words):
        table(data)


def test_headings_without_rows_are_told():
    sheet, findings = table("a,b\n")
    assert cells(sheet) == [] and "no rows" in findings[0].message


def test_a_workbook_is_read_as_a_person_reads_it():
    openpyxl = pytest.importorskip("openpyxl")
    from datetime import date, datetime

    book = openpyxl.Workbook()
    book.active.title = "Notes"
    sheet = book.create_sheet("Register")
    sheet.append(["Contracts as of today"])
    sheet.append([])
    sheet.append(["Title", "Start", "Value", "Discount", "Auto", "Name", "Name", "Days", "Sum"])
    sheet.append(["Supply", date(2025, 1, 31), 120000, 0.05, True, "a", "b", 30.0, "=C4*2"])
    sheet["C4"].number_format = '#,##0.00 "€"'
    sheet["D4"].number_format = "0%"
    sheet.append(["Licence", datetime(2025, 2, 1, 12, 30), 1.5, None, False, None, None, 60])
    out = io.BytesIO()
    book.save(out)
    found, findings = table(out.getvalue(), "t.xlsx")
    assert found.columns == ("Title", "Start", "Value", "Discount", "Auto", "Name", "Name (2)", "Days", "Sum")
    assert cells(found)[0] == ("Supply", "2025-01-31", "120000 EUR", "5%", "yes", "a", "b", "30", "=C4*2")
    assert cells(found)[1][:5] == ("Licence", "2025-02-01 12:30:00", "1.5", "", "no")
    assert [row.number for row in found.rows] == [4, 5]
    assert any("result the file does not say" in finding.message for finding in findings)
    with pytest.raises(Unreadable, match="no sheet 'Other'"):
        read_sheet("t.xlsx", out.getvalue(), "Other")


@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_named(data: bytes):
    try:
        sheet, _ = table(data)
    except ClmError:
        return
    width = len(sheet.columns)
    assert len(set(sheet.columns)) == width
    assert all(len(row.cells) == width for row in sheet.rows)


@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(exclude_characters="\r\0"), max_size=20), min_size=3, max_size=3),
        min_size=1,
        max_size=6,
    )
)
def test_a_row_is_read_or_told_whatever_it_holds(rows: list[list[str]]):
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["Title", "Contract End", "Contract Value"])
    writer.writerows(rows)
    sheet = read_csv("t.csv", out.getvalue())
    reader = Reader(proposed(sheet.columns, CATALOGUE), sheet, CATALOGUE, ("agreement",), ())
    for row in sheet.rows:
        entry = reader.read(row)
        assert {cell.column for cell in entry.cells} == {
            name for name, cell in zip(sheet.columns, row.cells, strict=True) if cell
        }
        assert all(cell.why for cell in entry.unread)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("Notice Period", "0 days", "no time at all"),
        ("Notice Period", "P200Y", "more than P100Y"),
        ("Start Date", "0001-01-01", "before 1800-01-01"),
        ("Start Date", "9999-12-31", "after 2199-12-31"),
        ("End Date", "0001-01-01", "before 1800-01-01"),
        ("Contract Value", "500 XBT", "no code of ISO 4217"),
        ("Renewal", "successive 9999 years", "more than P1000Y"),
    ],
)
@pytest.mark.parametrize("end", ["inclusive", "anniversary"])
def test_what_a_contract_could_not_say_is_unread_and_nothing_of_it_is_written(column: str, cell: str, why: str, end: str):
    sheet = read_csv("t.csv", f"Title,{column}\nOne,{cell}\n")
    mapping = proposed(sheet.columns, CATALOGUE)
    mapping = replace(mapping, targets=tuple(replace(target, end=end) for target in mapping.targets))
    entry = Reader(mapping, sheet, CATALOGUE, ("agreement",), ()).read(next(iter(sheet.rows)))
    assert [(each.column, each.value) for each in entry.unread] == [(column, cell)] and why in entry.unread[0].why
    assert dict(entry.values) == {"title": "One"}


def test_a_value_stands_in_only_where_the_other_field_could_say_it():
    sheet = read_csv("t.csv", "Title,End Date\nOne,2300-01-01\n")
    mapping = replace(proposed(sheet.columns, CATALOGUE), otherwise={"dates.effective": "term.end"})
    values = Reader(mapping, sheet, CATALOGUE, ("agreement",), ()).read(next(iter(sheet.rows))).values
    assert "term.end" in values and "dates.effective" not in values


def test_a_record_of_a_register_has_a_shape():
    assert {"key", "table", "row", "column", "value", "state", "wrote"} <= set(REGISTER_LINE.keys)


def test_words_of_merged_cells_count_for_each_of_their_rows():
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    page = book.active
    for row in (("Id", "Party", "Title"), ("1", "Harbour Tools Ltd", "Supply"), ("2", None, "Lease"), ("3", "Alder Ltd", "NDA")):
        page.append(row)
    page.merge_cells("B2:B3")
    page.merge_cells("B4:C4")
    kept = io.BytesIO()
    book.save(kept)
    sheet, findings = table(kept.getvalue(), "t.xlsx")
    assert [row[1] for row in cells(sheet)] == ["Harbour Tools Ltd", "Harbour Tools Ltd", "Alder Ltd"]
    assert [(finding.place.line, "B2:B3" in finding.message) for finding in findings] == [(2, True)]


def test_a_hundred_thousand_headings_are_each_looked_at_once():
    columns = ("Contract ID", "Title", *(f"X{number}" for number in range(100_000)))
    found = proposed(columns, CATALOGUE)
    assert [target.field for target in found.targets[:3]] == ["id", "title", "keep"] and len(found.targets) == len(columns)


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("Total", True),
        ("Grand total: 3 contracts", True),
        ("SUM", True),
        ("Summe", True),
        ("Total Energies SE", False),
        ("Sumitomo", False),
        ("C-1", False),
    ],
)
def test_a_row_that_sums_up_others_is_told_by_its_first_words(words: str, sums: bool):
    assert sums_up(words) is sums
