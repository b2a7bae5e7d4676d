"""A contract drawn from the starter library, sent, edited by LibreOffice through UNO, tracked and not, and received."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from libreoffice import AUTHOR, Edit, edited, needs_libreoffice

pytestmark = needs_libreoffice

FOLDER = "contracts/acme/MSA-2026-0001"
ID, MD = "MSA-2026-0001", f"{FOLDER}/contract.md"


@dataclass(frozen=True, slots=True)
class Kind:
    """An edit in Basic; what it is told as: the kind, the clause it is mapped to, words that are told; what it makes of the text.

    `gone` and `come` are stretches of the contract file that leave and come; `quiet`: LibreOffice does not track it.
    """

    basic: str
    kind: str = ""
    clause: str = ""
    told: str = ""
    gone: str = ""
    come: str = ""
    quiet: bool = False


#: What weighs: it must be found, told for what it is, and mapped to its clause.
KINDS = {
    "a word put in": Kind(
        'Behind(d, "The Supplier must perform each Activity", " promptly")',
        "changed", "scope", "promptly", "each Activity with", "each Activity promptly with",
    ),
    "a word taken out": Kind(
        'Replace(d, "If an undisputed amount", "If an amount")',
        "changed", "fees-and-payment", "undisputed", "If an undisputed amount", "If an amount",
    ),
    "a not": Kind(
        'Replace(d, "It must tell the other party", "It must not tell the other party")',
        "changed", "confidentiality", "not", "It must tell the other", "It must not tell the other",
    ),
    "an amount": Kind(
        'Replace(d, "EUR 120,000.00", "EUR 60,000.00")',
        "field", "limitation-of-liability", "60,000.00", 'cap: {amount: "120000.00"', 'cap: {amount: "60000.00"',
    ),
    "a date": Kind(
        'Replace(d, "on 1 December 2026", "on 1 January 2027")',
        "field", "term-and-renewal", "January", "effective: 2026-12-01", "effective: 2027-01-01",
    ),
    "a period": Kind(
        'Replace(d, "at least sixty (60) days before", "at least thirty (30) days before")',
        "field", "term-and-renewal", "thirty", "notice: P60D", "notice: P30D",
    ),
    "a value and the words around it": Kind(
        'Replace(d, "limited to EUR 120,000.00 for the whole Term", "limited to the Fees paid")',
        "changed", "limitation-of-liability", "the Fees paid", "limited to {{ liability.cap }} for the whole Term",
        "limited to the Fees paid",
    ),
    "a paragraph added": Kind(
        'Another(d, "the dates and the service levels.", "Small changes. Changes that cost less than a day need no signature.")',
        "inserted", "scope", "less than a day", "", "1. Small changes. Changes that cost less than a day need no signature.",
    ),
    "a paragraph deleted": Kind(
        'Without(d, "Urgent measures.")',
        "deleted", "dispute-resolution", "Urgent", "1. {#dispute-resolution-urgent} **Urgent measures.**", "",
    ),
    "a clause deleted": Kind(
        'Stretch(d, "Intellectual property", "Limitation of liability").String = ""',
        "deleted", "intellectual-property", "Background Materials", "## Intellectual property {#intellectual-property}", "",
    ),
    "a clause added": Kind(
        """
        Dim r, c
        r = Paragraph(d, "Dispute resolution")
        c = d.Text.createTextCursorByRange(r.Start)
        d.Text.insertString(c, "Insurance", False)
        d.Text.insertControlCharacter(c, 0, False)
        c.gotoPreviousParagraph(False)
        c.ParaStyleName = r.ParaStyleName
        c.gotoEndOfParagraph(False)
        d.Text.insertControlCharacter(c, 0, False)
        d.Text.insertString(c, "The Supplier must insure itself.", False)
        c.ParaStyleName = Paragraph(d, "Urgent measures.").ParaStyleName
        """,
        "inserted", "", "insure itself", "", "## Insurance {#insurance}\n\n1. The Supplier must insure itself.\n",
    ),
    "a clause moved": Kind(
        'Moved(d, "Confidentiality", "Intellectual property", "Dispute resolution")',
        "moved", "confidentiality", "Confidential Information",
        "## Confidentiality {#confidentiality}\n\n1. {#confidentiality-information}",
        "## Confidentiality {#confidentiality}\n\n1. {#confidentiality-information}",
    ),
    "a paragraph moved": Kind(
        'Moved(d, "Reducing loss.", "Making a claim.", "General limit.")',
        "moved", "limitation-of-liability", "Reducing loss", "{#limitation-of-liability-reducing} **Reducing loss.**",
        "{#limitation-of-liability-reducing} **Reducing loss.**",
    ),
    "a paragraph split": Kind(
        'Split(d, "is limited to EUR 120,000.00 for the whole Term. ")',
        "split", "limitation-of-liability", "Service Credits", "   Service Credits count", "1. Service Credits count",
    ),
    "two paragraphs joined": Kind(
        """
        Dim r, c
        r = Words(d, "and at least as a careful business would; and")
        c = r.Text.createTextCursorByRange(r.End)
        c.goRight(1, True)
        c.String = " "
        """,
        "joined", "confidentiality", "careful business", "would; and\n   1. disclose it", "would; and disclose it",
    ),
    "a heading reworded": Kind(
        'Paragraph(d, "Termination").String = "Ending this agreement"',
        "changed", "termination", "Ending this agreement", "## Termination {#", "## Ending this agreement {#",
    ),
    "a cell": Kind(
        'Replace(d, "8.5", "7.5")',
        "changed", "scope", "7", 'target: "8.5"', 'target: "7.5"',
    ),
    "a row added": Kind(
        """
        Dim t
        t = Words(d, "30 minutes").TextTable
        t.Rows.insertByIndex(2, 1)
        t.getCellByPosition(0, 2).String = "1a"
        t.getCellByPosition(1, 2).String = "Something new"
        t.getCellByPosition(2, 2).String = "45 minutes"
        t.getCellByPosition(3, 2).String = "6 hours"
        """,
        "inserted", "service-levels", "Something new", "",
        '{priority: "1a", meaning: Something new, response: 45 minutes, resolution: 6 hours}',
    ),
    "a row deleted": Kind(
        'Words(d, "30 minutes").TextTable.Rows.removeByIndex(2, 1)',
        "deleted", "service-levels", "fails or is very slow", "meaning: A main function fails", "", quiet=True,
    ),
    "a column added": Kind(
        """
        Dim t
        t = Words(d, "30 minutes").TextTable
        t.Columns.insertByIndex(1, 1)
        t.getCellByPosition(1, 0).String = "Remark"
        t.getCellByPosition(1, 1).String = "At any hour"
        """,
        "inserted", "service-levels", "At any hour",
    ),
    "a column deleted": Kind(
        'Words(d, "30 minutes").TextTable.Columns.removeByIndex(1, 1)',
        "deleted", "service-levels", "fails or is very slow", quiet=True,
    ),
    "an item": Kind(
        'Another(d, "became public without its fault;", "was disclosed by mistake;")',
        "inserted", "confidentiality", "by mistake", "", "   1. was disclosed by mistake;\n",
    ),
    "a definition": Kind(
        'Replace(d, "or that a sensible person would see to be confidential", "or that is marked so")',
        "changed", "confidentiality", "marked so", "or that a sensible person would see", "or that is marked so",
    ),
    "a reference typed over": Kind(
        """
        Dim c
        c = d.Text.createTextCursorByRange(Words(d, "may differ, as ").End)
        c.gotoRange(Words(d, " allows.").Start, True)
        c.String = "Section 4.1"
        """,
        "changed", "term-and-renewal", "4.1", "as [Section](#fees-and-payment-increase) allows", "as Section 4.1 allows",
    ),
    "a footnote": Kind(
        """
        Dim f
        f = d.createInstance("com.sun.star.text.Footnote")
        d.Text.insertTextContent(Words(d, "arising out of this agreement, on whatever").End, f, False)
        f.String = "This does not bind the Customer."
        """,
        "note", "limitation-of-liability", "does not bind",
    ),
    "words hidden": Kind(
        'Words(d, "or personal injury").CharHidden = True', "hidden", "limitation-of-liability", "personal injury", quiet=True
    ),
    "words in white": Kind(
        'Words(d, "or personal injury").CharColor = RGB(255, 255, 255)',
        "hidden", "limitation-of-liability", "personal injury", quiet=True,
    ),
    "words struck out": Kind(
        'Words(d, "or personal injury").CharStrikeout = 1', "struck", "limitation-of-liability", "personal injury"
    ),
    "words made bold": Kind(
        'Words(d, "death or personal injury").CharWeight = 150',
        "format", "limitation-of-liability", "death", "1. death or personal injury", "1. **death or personal injury**",
    ),
    "another level": Kind(
        'Words(d, "Reducing loss.").NumberingLevel = 2', "level", "limitation-of-liability", "", quiet=True
    ),
    "numbers that start elsewhere": Kind(
        """
        Dim r
        r = Words(d, "Reducing loss.")
        r.ParaIsNumberingRestart = True
        r.NumberingStartValue = 7
        """,
        "numbering", "limitation-of-liability", "10.7", quiet=True,
    ),
    "a header": Kind(
        """
        Dim s, n
        s = d.StyleFamilies.getByName("PageStyles")
        For n = 0 To s.Count - 1
        If s.getByIndex(n).HeaderIsOn Then
        If InStr(s.getByIndex(n).HeaderText.String, "Customer Services") > 0 Then
        s.getByIndex(n).HeaderText.insertString(s.getByIndex(n).HeaderText.Start, "Subject to our terms. ", False)
        End If
        End If
        Next n
        """,
        "header", "", "Subject to our terms",
    ),
}  # fmt: skip

#: What says the same in another dress: nothing weighs, and the text stays byte for byte.
HARMLESS = {
    "nothing": "",
    "size, colour and font": """
        Dim r
        r = Words(d, "death or personal injury")
        r.CharHeight = 14
        r.CharColor = RGB(20, 20, 90)
        r.CharFontName = "Liberation Serif"
        """,
    "a style made larger": """
        Dim s
        s = Words(d, "death or personal injury").ParaStyleName
        d.StyleFamilies.getByName("ParagraphStyles").getByName(s).CharHeight = 13
        """,
    "space between paragraphs": 'Words(d, "death or personal injury").ParaBottomMargin = 500',
    "a style of their own": 'Words(d, "The Customer wishes to look after").ParaStyleName = "Standard"',
    "two spaces": 'Replace(d, "on whatever legal ground", "on whatever  legal ground")',
}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


def sent(office, room: Path) -> Path:
    path = room / "sent.docx"
    office.clm("send", ID, "-o", str(path))
    return path


def rows(office, path: Path, *words: str) -> list[dict]:
    """What weighs in a file that came back, as `receive` tells it."""
    told = office.clm("receive", str(path), "--format", "json", *words).partition("\nReceive ")[0]
    return [row for row in json.loads(told) if row["how"] != "cosmetic"]


def says(row: dict) -> str:
    return " ".join(row[name] or "" for name in ("old", "new", "words"))


def received(office, path: Path) -> tuple[list[dict], str]:
    """What weighs, and the contract's text with it; everything is as it was before then."""
    head = office.head()
    found, text = rows(office, path), office.read(MD)
    office.git("reset", "-q", "--hard", head)
    return found, text.replace("\u00a0", " ")


@pytest.mark.slow
def test_every_kind_of_edit_is_found_told_and_mapped(office, room: Path) -> None:
    source = sent(office, room)
    before = office.read(MD)
    edits = [
        Edit(source, room / f"{at}-{tracked}.docx", kind.basic, tracked)
        for at, kind in enumerate(KINDS.values())
        for tracked in (False, True)
    ]
    edited(edits, room)
    for at, (name, kind) in enumerate(KINDS.items()):
        for tracked in (False, True):
            path = room / f"{at}-{tracked}.docx"
            found, text = received(office, path)
            told = (name, tracked, [(row["kind"], row["how"], row["clause"], row["words"], row["remark"]) for row in found])
            (row,) = found if len(found) == 1 else pytest.fail(f"{told}")
            how = "hidden" if kind.kind == "hidden" else "tracked" if tracked and not kind.quiet else "silent"
            assert (row["kind"], row["how"], row["clause"] or "") == (kind.kind, how, kind.clause), told
            assert kind.told in says(row), told
            assert (row["author"] or "") == (AUTHOR if how == "tracked" else ""), told
            if not kind.gone and not kind.come:
                assert text == before or kind.kind == "level", told
                continue
            assert text != before, told
            if kind.gone != kind.come:
                assert not kind.gone or kind.gone not in text, told
            assert kind.come in text, told


@pytest.mark.slow
def test_what_says_the_same_raises_no_alarm(office, room: Path) -> None:
    source = sent(office, room)
    before = office.read(MD)
    edited(
        [
            Edit(source, room / f"same-{at}-{tracked}.docx", basic, tracked)
            for at, basic in enumerate(HARMLESS.values())
            for tracked in (False, True)
        ],
        room,
    )
    for at, name in enumerate(HARMLESS):
        for tracked in (False, True):
            path = room / f"same-{at}-{tracked}.docx"
            if (name, tracked) != ("two spaces", True):  # words that somebody tracked are a change of theirs
                assert received(office, path) == ([], before), (name, tracked)


#: Many edits of one file, as a round of negotiation has them.
ROUND = """
Moved(d, "Return of data.", "What continues.", "Transition.")
Behind(d, "The Supplier must perform each Activity", " promptly")
Replace(d, "EUR 120,000.00", "EUR 60,000.00")
Without(d, "Urgent measures.")
Another(d, "became public without its fault;", "was disclosed by mistake;")
Replace(d, "8.5", "7.5")
Split(d, " for the whole Term. ")
Replace(d, "It must tell the other party", "It must not tell the other party")
Replace(d, "on 1 December 2026", "on 1 January 2027")
Paragraph(d, "Notices").Text.insertString(Paragraph(d, "Notices").End, " and addresses", False)
Words(d, "fraud or deliberate harm").CharHeight = 14
"""
#: What it is told as: the kind, the clause, and words of it.
TOLD = {
    ("changed", "scope", "promptly"), ("changed", "scope", "7"), ("changed", "notices", "and addresses"),
    ("changed", "confidentiality", "not"), ("field", "limitation-of-liability", "60,000.00"),
    ("field", "term-and-renewal", "January 2027"), ("split", "limitation-of-liability", "Service Credits"),
    ("deleted", "dispute-resolution", "Urgent measures"), ("inserted", "confidentiality", "by mistake"),
    ("moved", "termination", "Return of data"),
}  # fmt: skip


@pytest.mark.parametrize("tracked", [False, True])
def test_a_round_of_edits_arrives(office, room: Path, tracked: bool) -> None:
    source, path = sent(office, room), room / f"round-{tracked}.docx"
    before = office.read(MD)
    edited([Edit(source, path, ROUND, tracked)], room)
    found = rows(office, path, "--dry-run")
    how = "tracked" if tracked else "silent"
    assert {row["how"] for row in found} == {how}, found
    assert {row["author"] or "" for row in found} == {AUTHOR if tracked else ""}
    assert len(found) == len(TOLD)
    for kind, clause, words in TOLD:
        assert any(
            (row["kind"], row["clause"]) == (kind, clause) and words in says(row) for row in found
        ), (kind, clause, words)  # fmt: skip
    office.clm("receive", str(path), "--from", "counsel of Acme")
    after = office.read(MD)
    for gone, come in (
        ("each Activity with", "each Activity promptly with"), ('target: "8.5"', 'target: "7.5"'),
        ("cap: {amount: \"120000.00\"", "cap: {amount: \"60000.00\""), ("effective: 2026-12-01", "effective: 2027-01-01"),
        ("## Notices {#notices}", "## Notices and addresses {#notices}"),
        ("It must tell the other", "It must not tell the other"),
        ("   Service Credits count", "1. Service Credits count"), ("{#dispute-resolution-urgent}", ""),
    ):  # fmt: skip
        assert gone not in after and come in after
    assert after.index("{#termination-data-return}") < after.index("{#termination-exit}") < after.index("{#termination-survival}")
    assert "   1. was public, or became public without its fault;\n   1. was disclosed by mistake;\n" in after
    assert "{#limitation-of-liability-unlimited}" in after and "fraud or deliberate harm; or\n" in after
    head = office.head()
    office.clm("receive", str(path))
    assert office.head() == head
    office.clm("receive", str(path), "--reject", "all", "--why", "not agreed")
    assert office.read(MD) == before
    office.clean()


#: Words put at the end of every fourth paragraph that says more than a line; how many that were is told.
EVERYWHERE = """
Dim e, p, n
e = d.Text.createEnumeration()
n = 0
Do While e.hasMoreElements()
p = e.nextElement()
If p.supportsService("com.sun.star.text.Paragraph") Then
If Len(p.String) > 80 Then
n = n + 1
If n Mod 4 = 0 Then d.Text.insertString(d.Text.createTextCursorByRange(p.End), " This is added.", False)
End If
End If
Loop
Told("{count}", CStr(n \\ 4))
"""
#: Each template beside the customer agreement, and what it needs to be drawn.
TEMPLATES = {
    "it-support-agreement": ("MSA-2026-0002", "customer"),
    "mutual-nda": ("NDA-2026-0001", "partner"),
    "mutual-nda-en-de": ("NDA-2026-0002", "partner"),
    "data-processing-agreement": ("DPA-2026-0001", "customer", f"relations.schedule-of={ID}"),
    "statement-of-work": ("SOW-2026-0001", "customer", f"relations.sow-of={ID}", "money.total=EUR 1000"),
    "order-form": ("ORD-2026-0001", "customer", f"relations.references={ID}", "money.total=EUR 1000"),
}


@pytest.mark.slow
def test_every_template_goes_through_libreoffice_and_back(office, room: Path) -> None:
    edits, counts = [], {}
    for template, (contract, role, *more) in TEMPLATES.items():
        party = {"legal_name": "Zed GmbH", "short_name": "Zed", "address": "1 Road, Bonn", "email": "legal@example.net"}
        said = [f"parties.{role}.{name}={value}" for name, value in party.items()] + ["dates.effective=2026-12-01", *more]
        office.clm("new", template, *(word for answer in said for word in ("--set", answer)))
        source = room / f"{contract}.docx"
        office.clm("send", contract, "-o", str(source))
        for tracked in (False, True):
            counts[contract, tracked] = room / f"{contract}-{tracked}.count"
            everywhere = EVERYWHERE.format(count=counts[contract, tracked])
            edits.append(Edit(source, room / f"{contract}-same-{tracked}.docx", "", tracked))
            edits.append(Edit(source, room / f"{contract}-added-{tracked}.docx", everywhere, tracked))
    edited(edits, room)
    for (contract, tracked), count in counts.items():
        assert rows(office, room / f"{contract}-same-{tracked}.docx", "--dry-run") == [], contract
        found = rows(office, room / f"{contract}-added-{tracked}.docx", "--dry-run")
        assert len(found) == int(count.read_text()) > 0, contract
        assert all(row["kind"] == "changed" and "This is added." in row["words"] for row in found), contract
        assert {row["how"] for row in found} == {"tracked" if tracked else "silent"}, contract


def said(office, path: Path) -> str:
    return office.clm("word", "read", str(path), "--view", "final").replace("\u00a0", " ")


@pytest.mark.slow
def test_our_redline_accepted_there_is_no_change_and_rejected_is_told_whole(office, room: Path) -> None:
    before = said(office, sent(office, room))
    office.clm("edit", ID, "--clause", "dispute-resolution", "--use", "fallback-1", "--why", "their wish")
    office.clm("set", ID, "renewal.notice=P90D", "--why", "they plan longer ahead")
    source = room / "redline.docx"
    office.clm("send", ID, "--redline", "-o", str(source))
    accepted, rejected = room / "accepted.docx", room / "rejected.docx"
    edited(
        [
            Edit(source, accepted, 'Dispatch(d, ".uno:AcceptAllTrackedChanges")'),
            Edit(source, rejected, 'Dispatch(d, ".uno:RejectAllTrackedChanges")'),
            Edit(source, room / "left.docx", ""),
        ],
        room,
    )
    assert rows(office, accepted, "--dry-run") == []
    assert rows(office, room / "left.docx", "--dry-run") == []
    found = rows(office, rejected)
    assert {row["clause"] for row in found} == {"dispute-resolution", "term-and-renewal"}
    assert [(row["field"], row["new"]) for row in found if row["field"]] == [("renewal.notice", "P60D")]
    assert said(office, office.root / FOLDER / "contract.docx") == before
