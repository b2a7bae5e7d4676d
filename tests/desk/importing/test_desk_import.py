"""Papers of others brought in: filed with their originals, told from what is there, reviewed and cited; bad files never fatal."""

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
import yaml

AGREEMENT = """\
SUPPORT SERVICES AGREEMENT

This Support Services Agreement (this "Agreement") is made on March 1, 2024 (the "Effective Date") by and between Northwind
Traders, Inc., a Delaware corporation ("Customer"), and Fabrikam Support GmbH, a German company ("Provider").

1. Services. Provider shall answer every request of Customer on the day it arrives, and shall put right what is broken as soon
as it reasonably can.

2. Term. This Agreement begins on the Effective Date and continues for an initial term of two (2) years. It renews
automatically for successive one (1) year terms unless either party gives notice of non-renewal at least sixty (60) days
before the end of the then current term.

3. Governing Law. This Agreement shall be governed by and construed in accordance with the laws of the State of Delaware,
without regard to its conflict of laws rules.

IN WITNESS WHEREOF, the parties have executed this Agreement as of the Effective Date.

NORTHWIND TRADERS, INC.          FABRIKAM SUPPORT GMBH

By: ____________________         By: ____________________
"""


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "support.txt").write_text(AGREEMENT, "utf-8")
    return folder


def rows(office, *words: object, code: int | None = 0) -> list[dict[str, object]]:
    return json.loads(office.clm("import", *map(str, words), "--format", "json", code=code))


def front(office, row: dict[str, object]) -> dict[str, object]:
    text = office.read(f"contracts/{row['client']}/{row['id']}/contract.md")
    return yaml.safe_load(text.split("---\n")[1])


def pdf(*pages: str) -> bytes:
    """A PDF of these lines; an empty page holds a picture and no words."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    picture = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    picture += "\nstream\nx\nendstream"
    objects.append(picture)
    kids = []
    for text in pages:
        lines = "".join(f"({line}) Tj T* " for line in text.split("\n"))
        stream = f"BT /F1 10 Tf 12 TL 50 740 Td {lines}ET" if text else "q 500 0 0 700 50 50 cm /Im1 Do Q"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        kids.append(f"{len(objects) + 1} 0 R")
        resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /Im1 4 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /MediaBox [0 0 612 792] /Contents {len(objects)} 0 R >>")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return f"{out}startxref\n{out.index('xref')}\n%%EOF\n".encode("latin-1")


def protected(data: bytes) -> bytes:
    """The PDF with a password on it."""
    from pypdf import PdfWriter

    writer, out = PdfWriter(io.BytesIO(data)), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_a_paper_becomes_a_contract_with_its_original_beside_it(office, inbox: Path) -> None:
    [row] = rows(office, inbox / "support.txt", "--why", "signed before")
    assert (row["state"], row["clauses"], row["language"], row["title"]) == ("imported", 3, "en", "SUPPORT SERVICES AGREEMENT")
    folder = office.root / "contracts" / str(row["client"]) / str(row["id"])
    assert (folder / "received" / "support.txt").read_bytes() == AGREEMENT.encode()
    said = front(office, row)
    assert (said["paper"], said["stage"], said["languages"]) == ("third-party", "executed", ["en"])
    assert not {"dates", "term", "renewal", "parties", "legal"} & set(said), "nothing the text says is trusted"
    message = office.git("log", "-1", "--format=%B")
    assert f"Contract: {row['id']}" in message
    assert "Action: import" in message
    assert "Reason: signed before" in message
    office.clean()
    assert "governing-law" in office.clm("show", str(row["id"]))
    office.clm("render", str(row["id"]))
    office.clean()


def test_what_is_there_is_not_brought_in_again(office, inbox: Path) -> None:
    [first] = rows(office, inbox)
    (inbox / "copy.txt").write_text(AGREEMENT, "utf-8")
    (inbox / "wrapped.txt").write_text(AGREEMENT.replace("\n", "\r\n").replace("Services.", "SERVICES."), "utf-8")
    (inbox / "near.txt").write_text(AGREEMENT.replace("sixty (60)", "ninety (90)").replace("State of Delaware", "State of Ohio"))
    head = office.head()
    found = {Path(str(row["file"])).name: row for row in rows(office, inbox)}
    assert {name: row["state"] for name, row in found.items()} == {
        "copy.txt": "duplicate", "near.txt": "imported", "support.txt": "duplicate", "wrapped.txt": "duplicate",
    }  # fmt: skip
    assert found["copy.txt"]["like"] == found["support.txt"]["like"] == found["wrapped.txt"]["like"] == first["id"]
    assert found["near.txt"]["like"] == first["id"]
    assert office.git("rev-list", "--count", f"{head}..HEAD").strip() == "1"
    head = office.head()
    assert {row["state"] for row in rows(office, inbox)} == {"duplicate"}
    assert office.head() == head, "a second run changes nothing"


def test_long_papers_are_recorded_a_few_at_a_time(office, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clmctl.desk.importing.papers._LENGTH", len(AGREEMENT))
    for number in range(4):
        (inbox / f"more-{number}.txt").write_text(AGREEMENT.replace("sixty (60)", f"{number} (0{number})"), "utf-8")
    head = office.head()
    found = rows(office, inbox)
    assert [Path(str(row["file"])).name for row in found] == [*(f"more-{number}.txt" for number in range(4)), "support.txt"]
    assert len({row["id"] for row in found if row["state"] == "imported"}) == 5
    assert int(office.git("rev-list", "--count", f"{head}..HEAD")) > 1
    office.clean()


def test_a_dry_run_changes_nothing(office, inbox: Path) -> None:
    head = office.head()
    [row] = rows(office, inbox, "--dry-run")
    assert row["state"] == "imported"
    assert office.head() == head
    office.clean()


def test_options_decide_what_the_paper_would(office, inbox: Path) -> None:
    [row] = rows(office, inbox, "--client", "northwind", "--type", "sla", "--stage", "negotiation", "--id", "OLD-7")
    assert (row["id"], row["client"], row["type"]) == ("OLD-7", "northwind", "sla")
    assert front(office, row)["stage"] == "negotiation"
    (inbox / "other.txt").write_text(AGREEMENT.replace("Fabrikam", "Contoso").replace("Services.", "Hosting."))
    assert "already" in (office.clm("import", str(inbox / "other.txt"), "--id", "OLD-7", code=2) or office.err)
    office.clm("import", str(inbox), "--id", "OLD-8", code=2)
    office.clm("import", str(inbox / "other.txt"), "--type", "nonsense", code=2)
    office.clm("import", str(inbox / "other.txt"), "--stage", "nonsense", code=2)


def test_every_bad_file_is_named_and_none_is_fatal(office, inbox: Path) -> None:
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    bad = {
        "empty.txt": (b"", "empty"),
        "blank.docx": (b"\n\n  ", "white space"),
        "binary.txt": (bytes(range(256)) * 40, "binary"),
        "old.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old kind"),
        "locked.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + bytes(600), "password"),
        "sheet.docx": (locked.getvalue(), "Excel"),
        "cut.docx": (b"PK\x03\x04" + bytes(200), "not a readable"),
        "cut.pdf": (b"%PDF-1.7\n1 0 obj\n<<", "damaged"),
        "scan.pdf": (pdf("", ""), "scanned"),
        "locked.pdf": (protected(pdf("1. Scope. The supplier serves.")), "protected by a password"),
        "letter.rtf": (b"{\\rtf1 Terms}", "Rich Text"),
        "page.txt": (b"<!DOCTYPE html><html><p>Terms</p></html>", "web page"),
        "huge.txt": (b"a word and another \n" * 450_000, "longest"),
    }
    for name, (data, _) in bad.items():
        (inbox / name).write_bytes(data)
    found = {Path(str(row["file"])).name: row for row in rows(office, inbox)}
    assert found["support.txt"]["state"] == "imported"
    for name, (_, said) in bad.items():
        assert found[name]["state"] == "unreadable", name
        assert said in str(found[name]["remark"]), (name, found[name]["remark"])
        assert name in office.err
    office.clean()
    rows(office, inbox / "empty.txt", inbox / "scan.pdf", code=2)


def test_a_file_with_the_wrong_ending_or_a_strange_encoding_is_read_as_what_it_is(office, inbox: Path) -> None:
    words = AGREEMENT.replace('"', "”").replace("Northwind", "Café Noir").replace("Fabrikam", "Zürich")
    (inbox / "support.txt").unlink()
    (inbox / "latin.docx").write_bytes(words.encode("cp1252"))
    (inbox / "wide.md").write_bytes(words.replace("Café Noir", "Hôtel").encode("utf-16"))
    (inbox / "really.txt").write_bytes(pdf("1. Scope. The supplier serves.\n2. Fees. The customer pays.", "3. Term. One year."))
    found = {Path(str(row["file"])).name: row for row in rows(office, inbox)}
    assert {row["state"] for row in found.values()} == {"imported"}
    assert "cp1252" in str(found["latin.docx"]["remark"])
    assert found["really.txt"]["clauses"] == 3
    row = found["latin.docx"]
    assert "Café Noir" in office.read(f"contracts/{row['client']}/{row['id']}/contract.md")


def test_a_half_scanned_file_is_read_and_its_pictures_named(office, inbox: Path) -> None:
    (inbox / "half.pdf").write_bytes(pdf("1. Scope. The supplier serves the customer well.\n2. Fees. The customer pays.", ""))
    [row] = rows(office, inbox / "half.pdf")
    assert row["state"] == "imported"
    assert "1 of its 2 pages is scanned and was not read (2)" in str(row["remark"])
    contract = office.read(f"contracts/{row['client']}/{row['id']}/contract.md")
    assert "The supplier serves the customer well" in contract
    office.clean()


def test_a_pdf_that_takes_too_long_is_named_and_the_others_follow(office, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (inbox / "slow.pdf").write_bytes(pdf("1. Scope. The supplier serves."))
    monkeypatch.setattr("clmctl.desk.importing.papers.PDF_PATIENCE", 0.0)
    found = {Path(str(row["file"])).name: row for row in rows(office, inbox)}
    assert found["support.txt"]["state"] == "imported"
    assert found["slow.pdf"]["state"] == "unreadable"
    assert "takes more than 0 seconds" in str(found["slow.pdf"]["remark"])


# ---- what the words propose -----------------------------------------------------------------------------------------------


def proposals(office, contract: object) -> dict[str, dict[str, object]]:
    return {str(p["field"]): p for p in json.loads(office.clm("import", "review", str(contract), "--format", "json"))}


def test_proposals_are_shown_accepted_and_cited(office, inbox: Path) -> None:
    [row] = rows(office, inbox)
    found = proposals(office, row["id"])
    assert found["renewal.notice"]["value"] == "P60D"
    assert found["renewal.notice"]["at"] == "#term"
    assert "sixty (60) days" in str(found["renewal.notice"]["quote"])
    assert found["legal.governing_law"]["at"] == "#governing-law"
    assert {p["state"] for p in found.values()} == {"proposed"}
    office.clm(
        "import", "review", str(row["id"]), "--accept", "renewal.notice", "--accept", "renewal.type",
        "--accept", "term.length", "--accept", "renewal.length",
        "--accept", "dates.effective=2024-03-02", "--accept", "parties.1.legal_name", "--reject", "dates.agreement",
        "--why", "read",
    )  # fmt: skip
    said = front(office, row)
    assert said["renewal"] == {"notice": "P60D", "type": "auto-renew", "length": "P1Y"}
    assert str(said["dates"]["effective"]) == "2024-03-02"
    assert said["parties"][0]["legal_name"].startswith("Northwind")
    assert said["cites"]["renewal.notice"]["at"] == "#term"
    assert said["cites"]["renewal.notice"]["by"] == "import"
    assert said["cites"]["dates.effective"]["by"] == "person"
    lines = office.read(f"contracts/{row['client']}/{row['id']}/record/claims.jsonl").split("\n")
    records = [json.loads(line) for line in lines if line]
    assert {(r["field"], r["state"]) for r in records} >= {("renewal.notice", "accepted"), ("dates.agreement", "rejected")}
    assert all(r["why"] == "read" and r["by"] for r in records)
    states = {field: p["state"] for field, p in proposals(office, row["id"]).items()}
    assert (states["renewal.notice"], states["dates.agreement"]) == ("accepted", "rejected")
    assert "cited from #term" in office.clm("deadline", str(row["id"]))
    assert [f["code"] for f in json.loads(office.clm("lint", str(row["id"]), "--format", "json", code=None))].count("FD610") == 0
    office.clean()


def test_what_is_sure_enough_is_accepted_in_bulk(office, inbox: Path) -> None:
    other = AGREEMENT.replace("Northwind", "Tailspin").replace("State of Delaware", "State of Texas")
    (inbox / "second.txt").write_text(other.replace("answer every request", "look after every machine"))
    by_file = {Path(str(row["file"])).name: row for row in rows(office, inbox)}
    second = by_file.pop("second.txt")
    (first,) = by_file.values()
    head = office.head()
    office.clm("import", "review", "--accept-above", "0.4", "--dry-run")
    assert office.head() == head
    office.clm("import", "review", "--accept-above", "0.4")
    assert office.git("rev-list", "--count", f"{head}..HEAD").strip() == "1"
    assert front(office, first)["legal"] == {"governing_law": "Delaware"}
    assert front(office, second)["legal"] == {"governing_law": "Texas"}
    answer = json.loads(
        office.clm("query", "paper = third-party and renewal.notice = P60D", "--select", "id", "--format", "json")
    )
    assert {row["id"] for row in answer} == {first["id"], second["id"]}
    office.clm("import", "review", "--accept-above", "0.4", code=2)
    assert "Nothing is left to decide" in office.err
    office.clean()


def test_a_person_may_state_what_no_rule_read(office, inbox: Path) -> None:
    [row] = rows(office, inbox)
    office.clm("import", "review", str(row["id"]), "--accept", "money.payment_terms=P30D")
    assert front(office, row)["money"] == {"payment_terms": "P30D"}
    office.clm("import", "review", str(row["id"]), "--accept", "money.payment_terms=soon", code=2)
    office.clm("import", "review", str(row["id"]), "--accept", "nonsense", code=2)
    office.clm("import", "review", str(row["id"]), "--reject", "nonsense", code=2)
    office.clm("import", "review", str(row["id"]), "--accept", "parties.2.legal_name", code=2)
    assert "parties.1.legal_name first" in office.err


def test_a_cited_paragraph_that_changes_is_a_finding(office, inbox: Path) -> None:
    [row] = rows(office, inbox)
    office.clm("import", "review", str(row["id"]), "--accept", "renewal.notice", "--accept", "legal.governing_law")
    path = f"contracts/{row['client']}/{row['id']}/contract.md"
    office.change(path, "sixty (60) days", "thirty (30) days")
    office.change(path, "{#governing-law}", "{#law}")
    found = json.loads(office.clm("lint", str(row["id"]), "--format", "json", code=None))
    lost = {f["message"].split()[0]: f for f in found if f["code"] == "FD610"}
    assert set(lost) == {"renewal.notice", "legal.governing_law"}
    assert "reads otherwise now" in lost["renewal.notice"]["message"]


# ---- real papers ----------------------------------------------------------------------------------------------------------


def test_real_word_templates_are_read_whole(office, test_data: Path) -> None:
    """Every blank of a template that its metadata names and its Word file holds stands in the contract."""
    folder = test_data / "data" / "docx-templates-openagreements" / "dev"
    files = sorted(folder.rglob("template.docx"))
    found = {str(row["file"]): row for row in rows(office, *files)}
    named = seen = 0
    for file in files:
        row = found[str(file)]
        assert row["state"] in ("imported", "duplicate"), (file, row["remark"])
        if row["state"] == "duplicate":
            continue
        text = office.read(f"contracts/{row['client']}/{row['id']}/contract.md").replace("\\_", "_")
        xml = zipfile.ZipFile(file).read("word/document.xml").decode()
        words = re.sub(r"<[^>]+>", "", xml)
        fields = yaml.safe_load((file.parent / "metadata.yaml").read_text("utf-8")).get("fields") or []
        for field in fields:
            blank = "{" + str(field["name"]) + "}"
            if blank in words:
                named += 1
                seen += blank in text
    assert named > 100
    assert seen == named


@pytest.mark.slow
def test_all_texts_of_a_portfolio_answer_questions(office, test_data: Path) -> None:
    folder = test_data / "data" / "cuad" / "dev" / "txt"
    found = rows(office, folder)
    assert {row["state"] for row in found} <= {"imported", "duplicate"}
    assert len(found) == len(list(folder.glob("*.txt")))
    office.clm("import", "review", "--accept-above", "0.9")
    answer = json.loads(office.clm("query", 'governing_law contains "Delaware"', "--select", "id,paper", "--format", "json"))
    assert len(answer) > 5
    office.clm("renewals", "--within", "3650", "--format", "json")
    dated = json.loads(
        office.clm("query", "renewal.notice > P1D and dates.effective > 1990-01-01", "--select", "id", "--format", "json")
    )
    for row in dated[:10]:
        office.clm("deadline", row["id"])
    office.clean()


@pytest.mark.parametrize("client", ["a/b", "..", ".hidden", "-x", "con", "x" * 300])
def test_a_client_is_one_folder(office, tmp_path: Path, client: str) -> None:
    paper = tmp_path / "agreement.txt"
    paper.write_text("Agreement\n\n1. Services\n\nThe Supplier performs the services.\n")
    before = office.head()
    answers = {
        "parties.customer.legal_name": "X",
        "parties.customer.address": "1 Road",
        "parties.customer.email": "x@example.net",
    }
    said = [
        word for name, value in (answers | {"dates.effective": "2026-12-01"}).items() for word in ("--set", f"{name}={value}")
    ]
    for call in (("import", str(paper)), ("new", "customer-agreement", *said)):
        office.clm(*call, f"--client={client}", code=2)
        assert "client's folder" in office.err
    assert office.head() == before
    office.clean()


def test_what_a_folder_holds_of_other_kinds_is_named(office, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "photo.JPG").write_bytes(b"\xff\xd8\xff")
    (folder / "empty.txt").write_bytes(b"")
    office.clm("import", str(folder), code=2)
    assert f"Passed over, being of another kind: {folder / 'photo.JPG'}." in office.err
    assert "Nothing could be read." in office.err
