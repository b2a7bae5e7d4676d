"""A table brought into a real workspace: once, again, changed, beside hand edits, with texts, in bulk."""

import json
from pathlib import Path

import pytest
from office import Office

TABLE = """Contract No;Title;Counterparty;Type;Status;Start;End;Renewal;Notice;Value;Governing Law;File;Remarks
C-1;Supply Agreement;Acme GmbH;Agreement;Active;01.02.2025;31.01.2027;successive 1 year;60 days;€ 120.000,00;Germany;supply.txt;
C-2;Mutual NDA;Beta Ltd;NDA;Signed;15.03.2025;unbefristet;;;;England;;
C/3;Licence;Gamma Inc;Agreement;Terminated;01.04.2024;31.03.2025;none;upon request;a lot;Atlantis;;see mail
"""


@pytest.fixture
def table(office: Office, tmp_path: Path) -> Path:
    path = tmp_path / "contracts.csv"
    path.write_text(TABLE, "utf-8")
    return path


def imported(office: Office, table: Path, *words: str) -> dict:
    return json.loads(office.clm("import", "--table", str(table), "--format", "json", *words))


def contract(office: Office, id: str) -> str:
    return next(office.root.glob(f"contracts/*/{id}/contract.md")).read_text("utf-8")


def test_rows_become_contracts_and_what_cannot_be_read_is_told_and_kept(office: Office, table: Path):
    said = imported(office, table)
    assert said["rows"] == {"read": 3, "written": 3, "updated": 0, "unchanged": 0, "duplicate": 0, "skipped": 0}
    assert {(one["row"], one["column"]) for one in said["unread"]} == {(4, "Notice"), (4, "Value"), (4, "Governing Law")}
    assert all(one["why"] and one["do"] for one in said["unread"])
    text = contract(office, "C-1")
    assert "renewal: {type: auto-renew, length: P1Y, notice: P60D}" in text
    assert 'money: {total: {amount: "120000.00", currency: EUR}}' in text
    assert "dates: {effective: 2025-02-01}" in text and "term: {end: 2027-01-31}" in text
    assert "type: nda" in contract(office, "C-2") and "renewal: {type: perpetual}" in contract(office, "C-2")
    assert "stage: terminated" in contract(office, "C-3") and "renewal: {type: fixed}" in contract(office, "C-3")
    record = office.read("contracts/gamma-inc/C-3/record/register.jsonl")
    kept = {one["column"]: one for one in map(json.loads, record.splitlines())}
    assert kept["Value"]["value"] == "a lot" and kept["Value"]["state"] == "unread"
    assert kept["Remarks"]["value"] == "see mail" and kept["Remarks"]["state"] == "kept"
    assert office.git("log", "-1", "--format=%s") == "Import 3 contracts from contracts.csv\n"
    assert office.git("log", "-1", "--format=%(trailers:key=Contract,valueonly)").split() == ["C-1", "C-2", "C-3"]
    office.clean()


def test_the_same_table_again_changes_nothing(office: Office, table: Path):
    imported(office, table)
    head = office.head()
    assert imported(office, table)["rows"]["unchanged"] == 3
    assert office.head() == head


def test_a_changed_row_changes_what_changed_and_a_hand_edit_wins(office: Office, table: Path):
    imported(office, table)
    office.change("contracts/acme-gmbh/C-1/contract.md", "notice: P60D", "notice: P30D")
    office.git("commit", "-qam", "The addendum says thirty")
    table.write_text(TABLE.replace("60 days", "90 days").replace("31.01.2027", "31.01.2028").replace("Germany", ""), "utf-8")
    said = imported(office, table)
    assert said["rows"]["updated"] == 1 and said["rows"]["unchanged"] == 2
    text = contract(office, "C-1")
    assert "end: 2028-01-31" in text and "P30D" in text and "governing_law" not in text
    assert [(one["field"], one["table"], one["contract"]) for one in said["kept"]] == [("renewal.notice", "P90D", "P30D")]
    assert imported(office, table)["rows"]["updated"] == 0
    office.clean()


def test_what_was_unread_is_read_once_the_mapping_says_what_it_means(office: Office, table: Path, tmp_path: Path):
    imported(office, table)
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(
        "columns:\n  Governing Law: {field: governing_law, values: {Atlantis: Greece}}\n"
        "  Notice: {field: renewal.notice, values: {upon request: 30 days}}\n  Value: keep\n"
    )
    said = imported(office, table, "--map", str(mapping))
    assert said["unread"] == [] and said["rows"]["updated"] == 2
    assert "governing_law: Greece" in contract(office, "C-3") and "notice: P30D" in contract(office, "C-3")


def test_an_edit_that_is_not_recorded_is_skipped_and_named(office: Office, table: Path):
    imported(office, table)
    office.change("contracts/acme-gmbh/C-1/contract.md", "notice: P60D", "notice: P30D")
    table.write_text(TABLE.replace("60 days", "90 days"), "utf-8")
    said = imported(office, table)
    row = next(one for one in said["contracts"] if one["row"] == 2)
    assert row["state"] == "skipped" and "edited by hand" in row["remark"]
    assert "P30D" in contract(office, "C-1")


def test_texts_come_from_the_folder_and_a_second_run_brings_what_was_missing(office: Office, table: Path, tmp_path: Path):
    imported(office, table)
    texts = tmp_path / "texts"
    texts.mkdir()
    words = "SUPPLY AGREEMENT\n\n1. Supply\n\nThe Supplier delivers.\n\n2. Term\n\nTwo years.\n"
    (texts / "Supply.TXT").write_text(words)
    said = imported(office, table, "--texts", str(texts))
    assert next(one for one in said["contracts"] if one["row"] == 2)["changed"] == "text: Supply.TXT"
    text = contract(office, "C-1")
    assert "## " in text and "The Supplier delivers." in text and "renewal: {type: auto-renew" in text
    assert (office.root / "contracts/acme-gmbh/C-1/received/Supply.TXT").read_text() == words
    assert imported(office, table, "--texts", str(texts))["rows"]["unchanged"] == 3
    office.clean()


def test_a_row_finds_the_contract_that_its_paper_became(office: Office, table: Path, tmp_path: Path):
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "supply.txt").write_text("SUPPLY AGREEMENT\n\n1. Supply\n\nThe Supplier delivers.\n")
    office.clm("import", str(texts / "supply.txt"))
    said = imported(office, table, "--texts", str(texts))
    row = next(one for one in said["contracts"] if one["row"] == 2)
    assert row["state"] == "updated" and row["id"] != "C-1"
    assert "notice: P60D" in contract(office, row["id"])
    assert said["rows"]["written"] == 2


def test_a_contract_that_cannot_be_read_is_named_and_the_others_follow(office: Office, table: Path, tmp_path: Path):
    imported(office, table)
    office.change("contracts/acme-gmbh/C-1/contract.md", "title: Supply Agreement", "title: [Supply")
    office.git("commit", "-qam", "A slip")
    table.write_text(TABLE.replace("60 days", "90 days").replace("15.03.2025", "16.03.2025"), "utf-8")
    said = imported(office, table)
    states = {one["row"]: one["state"] for one in said["contracts"]}
    assert states == {2: "skipped", 3: "updated", 4: "unchanged"}
    office.clm("import", "--table", str(table), "--texts", str(tmp_path / "nowhere"), code=2)
    assert "no folder" in office.err


def test_rows_that_repeat_or_resemble_another_are_told(office: Office, tmp_path: Path):
    path = tmp_path / "twice.csv"
    path.write_text(
        "Contract No,Title,Counterparty,Start\n"
        "A-1,Supply Agreement,Acme GmbH,2025-01-01\nA-1,Supply Agreement,Acme GmbH,2025-01-01\n"
        "A-1,Supply Agreement,Acme Ltd,2025-01-01\nA-2,Supply Agreemnt,ACME GmbH,2025-01-01\nA-3,Licence,Acme GmbH,2025-01-01\n"
    )
    said = imported(office, path)
    assert [(one["row"], one["state"], one["like"]) for one in said["contracts"]] == [
        (2, "written", None),
        (3, "duplicate", 2),
        (4, "duplicate", 2),
        (5, "written", 2),
        (6, "written", None),
    ]
    assert "Counterparty" in said["contracts"][2]["remark"]
    assert "Acme Ltd" in office.read("contracts/acme-gmbh/A-1/record/register.jsonl")
    head = office.head()
    imported(office, path)
    assert office.head() == head


def test_a_row_of_sums_is_named_and_no_contract(office: Office, tmp_path: Path):
    path = tmp_path / "sums.csv"
    path.write_text(
        "Contract No,Counterparty,Start,Value\nA-1,Acme GmbH,2025-01-01,100 EUR\nTotal,,,100 EUR\nTotal-2,Total SE,2025-01-01,\n"
    )
    said = imported(office, path)
    assert [(one["row"], one["state"], one["id"]) for one in said["contracts"]] == [
        (2, "written", "A-1"),
        (3, "skipped", None),
        (4, "written", "TOTAL-2"),
    ]
    assert "sums up" in said["contracts"][1]["remark"]


def test_a_row_that_no_record_could_hold_is_named_and_the_others_come_in(office: Office, tmp_path: Path):
    path = tmp_path / "long.csv"
    path.write_text(f"Contract No,Counterparty,Remarks\nA-1,Acme GmbH,{'x' * (17 * 2**20)}\nA-2,Beta Ltd,short\n")
    said = imported(office, path)
    assert [(one["row"], one["state"], one["id"]) for one in said["contracts"]] == [(2, "skipped", None), (3, "written", "A-2")]
    assert "leave columns out" in said["contracts"][0]["remark"]
    head = office.head()
    assert imported(office, path)["rows"]["unchanged"] == 1 and office.head() == head
    office.clean()


def test_a_row_that_says_more_than_its_record_can_hold_changes_nothing_and_the_others_follow(office: Office, tmp_path: Path):
    path = tmp_path / "grows.csv"
    headings = "Contract No,Counterparty,Remarks\n"
    path.write_text(f"{headings}A-1,Acme GmbH,{'x' * (5 * 2**20)}\nA-2,Beta Ltd,short\n")
    imported(office, path)
    path.write_text(f"{headings}A-1,Acme GmbH,{'y' * (5 * 2**20)}\nA-2,Beta Ltd,longer\n")
    said = imported(office, path)
    assert [(one["row"], one["state"]) for one in said["contracts"]] == [(2, "skipped"), (3, "updated")]
    assert "leave columns out" in said["contracts"][0]["remark"]


def test_a_row_that_repeats_a_key_in_more_words_than_a_record_holds_is_told_and_not_kept(office: Office, tmp_path: Path):
    path = tmp_path / "again.csv"
    rows = "".join(f"A-1,Acme GmbH,{letter * (5 * 2**20)}\n" for letter in "xy")
    path.write_text(f"Contract No,Counterparty,Remarks\n{rows}A-2,Beta Ltd,short\n")
    said = imported(office, path)
    assert [(one["row"], one["state"]) for one in said["contracts"]] == [(2, "written"), (3, "duplicate"), (4, "written")]
    assert "its words are not kept" in said["contracts"][1]["remark"] and "leave columns out" in said["contracts"][1]["remark"]
    head = office.head()
    assert imported(office, path)["rows"]["unchanged"] == 2 and office.head() == head
    office.clean()


def test_a_dry_run_shows_the_mapping_and_writes_nothing(office: Office, table: Path):
    head = office.head()
    shown = office.clm("import", "--table", str(table), "--dry-run")
    assert "dates.effective" in shown and "renewal.type=auto-renew, renewal.length=P1Y" in shown
    assert "Kept with each contract as they are: Remarks" in shown
    assert office.head() == head and "would be 3 written" in office.err
    office.clean()


def test_a_mapping_with_a_slip_stops_before_anything_is_written(office: Office, table: Path, tmp_path: Path):
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text("columns:\n  Titel: title\n  Start: {field: dates.efective, order: dmy}\n")
    office.clm("import", "--table", str(table), "--map", str(mapping), code=2)
    assert "mapping.yaml:3" in office.err and "Unknown key" in office.err
    mapping.write_text("columns:\n  Titel: title\n  Start: dates.efective\n")
    office.clm("import", "--table", str(table), "--map", str(mapping), code=2)
    assert "mapping.yaml:2" in office.err and "Did you mean Title?" in office.err and "line 3" in office.err
    assert not list(office.root.glob("contracts/*/C-1"))


@pytest.mark.slow
def test_a_thousand_rows_are_a_commit_for_every_few_hundred(office: Office, tmp_path: Path):
    path = tmp_path / "many.csv"
    rows = "".join(f"N-{n},Order {n},Client {n % 40} Ltd,2025-01-01,1 year\n" for n in range(1000))
    path.write_text(f"Contract No,Title,Counterparty,Start,Term\n{rows}")
    before = int(office.git("rev-list", "--count", "HEAD"))
    assert imported(office, path)["rows"]["written"] == 1000
    assert int(office.git("rev-list", "--count", "HEAD")) == before + 3
    assert len(list(office.root.glob("contracts/client-7-ltd/*/contract.md"))) == 25
    assert imported(office, path)["rows"]["unchanged"] == 1000
    office.clean()
