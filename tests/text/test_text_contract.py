"""Reading a contract: a typed value from a good file, located findings from a bad one, and both from one that is partly bad."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.contract import ClausePin, Contract, Relation
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.money import Money
from clmctl.model.party import Signatory
from clmctl.model.period import Period
from clmctl.text.fields import troubles
from clmctl.text.files.contract import compose, read_contract

PATH = "contracts/acme/MSA-2026-0042/contract.md"
DIGEST = "sha256:" + "3f9a" * 16
CATALOGUE = Catalogue(
    (
        *BUILT_IN,
        Field("fields.support_hours", FieldType.CHOICE, choices=("business", "always")),
        Field("fields.gdpr", FieldType.BOOLEAN),
    )
)
FRONT = f"""id: MSA-2026-0042
title: Customer Services Agreement
type: msa
stage: executed
owner: contract-manager
languages: [en, de]
prevailing: en
parties:
  - {{role: supplier, ours: true, legal_name: Supplier Ltd, company_no: "01234567", signatories: [{{name: Ann, title: CEO}}]}}
  - {{key: buyer, role: customer, legal_name: Customer GmbH, short_name: Customer, notice: Berlin}}
dates: {{agreement: 2026-01-02, effective: 2026-01-01}}
term: {{length: P12M}}
renewal: {{type: auto-renew, length: P12M, max: 2, notice: P60D}}
money: {{total: {{amount: "120000.00", currency: EUR}}, price_cap_percent: "5"}}
liability: {{carve_outs: [ip, data-breach]}}
fields: {{support_hours: business, gdpr: yes}}
relations: [{{type: amends, id: MSA-2024-0007}}]
clauses:
  - {{at: "#scope", clause: scope, variant: standard, version: 2, lang: en, options: {{gdpr: true}}, digest: {DIGEST}}}
sla:
  - {{service: Support, target: {{amount: "10", currency: EUR}}, days: [mon, tue], nested: {{deep: 1}}, none: }}
"""


def reading(
    front: str, path: str = PATH, catalogue: Catalogue = CATALOGUE, hints: bool = False
) -> tuple[Contract | None, list[str]]:
    contract, findings = read_contract(path, "b10b", f"---\n{front}---\n\n# Title\n".encode(), catalogue)
    return contract, [
        f"{f.code} {f.place.line}:{f.place.column} {f.message}" + (f" | {f.hint}" if hints else "") for f in findings
    ]


def test_a_good_file_is_a_typed_contract(monkeypatch):
    monkeypatch.setattr(troubles, "locate", lambda *_: pytest.fail("a clean file is not read twice"))
    contract, findings = reading(FRONT)
    assert findings == []
    assert (contract.id, contract.client, contract.type, contract.stage, contract.blob) == (
        "MSA-2026-0042",
        "acme",
        "msa",
        "executed",
        "b10b",
    )
    assert contract.dates.effective == date(2026, 1, 1)
    assert contract.term.length == Period(months=12)
    assert (contract.renewal.type, contract.renewal.max, contract.renewal.notice) == ("auto-renew", 2, Period(days=60))
    assert contract.total == Money(Decimal("120000.00"), "EUR")
    assert contract.values["money.price_cap_percent"] == Decimal(5)
    assert contract.values["liability.carve_outs"] == ("ip", "data-breach")
    assert contract.values["fields.gdpr"] is True
    assert [(p.key, p.role, p.ours) for p in contract.parties] == [("supplier", "supplier", True), ("buyer", "customer", False)]
    assert contract.parties[0].signatories == (Signatory("Ann", "CEO"),)
    assert contract.parties[0].company_no == "01234567"
    assert contract.parties[1].notice == ("Berlin",)
    assert contract.counterparty == "Customer"
    assert contract.relations == (Relation("amends", "MSA-2024-0007"),)
    assert contract.clauses == (ClausePin("scope", "scope", "standard", 2, "en", {"gdpr": True}, DIGEST),)
    assert dict(contract.rows["sla"][0]) == {
        "service": "Support",
        "target": "EUR 10",
        "days": "mon, tue",
        "nested.deep": "1",
        "none": "",
    }
    assert (contract.text, contract.text_line) == ("\n# Title\n", FRONT.count("\n") + 3)


@pytest.mark.parametrize(
    ("old", "new", "where", "words"),
    [
        ("title: Cus", "titel: Cus", "3:1", "Unknown key \"titel\""),
        ("title: Customer Services Agreement\n", "", "2:1", "title is missing"),
        ("title: Customer Services Agreement", "title: true", "3:1", "title must be a text"),
        ("id: MSA-2026-0042", "id: msa 42", "2:1", "capitals, digits and hyphens"),
        ("id: MSA-2026-0042", "id: MSA-1", "2:1", "differs from the folder"),
        ("stage: executed", "stage: exectued", "5:1", "\"exectued\" is not known"),
        ("effective: 2026-01-01", "effective: 2026-02-30", "12:32", "no day of the calendar"),
        ("effective: 2026-01-01", "effective: 1.1.2026", "12:32", "is not a date"),
        ("length: P12M}\nrenewal", "length: 12 months}\nrenewal", "13:8", "is not a duration"),
        ("notice: P60D", "notise: P60D", "14:51", "Unknown key \"notise\""),
        ("max: 2", "max: some", "14:43", "not a whole number"),
        ("type: auto-renew, ", "type: autorenew, ", "14:11", "is not known"),
        ("term: {length: P12M}", "term: {}", "14:11", "auto-renew needs a term"),
        ("amount: \"120000.00\"", "amount: .nan", "15:9", "is not a number"),
        ("amount: \"120000.00\"", "amount: " + "9" * 5000, "15:9", "is not a number"),
        ("price_cap_percent: \"5\"", "price_cap_percent: -5", "15:54", "not a percentage"),
        ("currency: EUR}, price", "curency: EUR}, price", "15:9", "Did you mean currency?"),
        ("support_hours: business", "support_hours: busines", "17:10", "is not known"),
        ("gdpr: yes", "gdpr: maybe", "17:35", "neither true nor false"),
        ("gdpr: yes", "gdrp: yes", "17:35", "Unknown key \"gdrp\""),
        ("prevailing: en", "prevailing: fr", "8:1", "not among the languages"),
        ("{key: buyer, role: customer", "{key: supplier, role: customer", "11:5", "Two parties have the key supplier"),
        ("legal_name: Customer GmbH, ", "", "11:5", "legal_name is missing"),
        ("ours: true", "ours: 3", "10:22", "neither true nor false"),
        ("company_no:", "company_nr:", "10:60", "Unknown key \"company_nr\""),
        ("type: amends", "type: ammends", "18:14", "is not known"),
        ("id: MSA-2024-0007", "id: ../x", "18:28", "is not written as"),
        ("at: \"#scope\"", "at: scope", "20:6", "is not written as"),
        ("version: 2", "version: 0", "20:54", "is less than 1"),
        (f"digest: {DIGEST}", "digest: abc", "20:99", "is not written as"),
        (f", digest: {DIGEST}", "", "20:5", "digest is missing"),
        ("options: {gdpr: true}", "options: {gdpr: 7}", "20:86", "neither true nor false"),
        ("sla:\n", "sla: 7\nrows:\n", "21:1", "Unknown key \"sla\""),
        ("sla:\n", "partys:\n", "21:1", "Unknown key \"partys\""),
        ("days: [mon, tue]", "days: [{a: 1}]", "22:63", "cell of a table"),
        ("dates: {agreement", "term2: {agreement", "12:1", "Unknown key \"term2\""),
        ("money: {total", "money: 5\nmoney2: {total", "15:1", "must hold `key: value`"),
        ("term: {length: P12M}", "term: {end: 2025-12-31}", "13:8", "before dates.effective"),
    ],
)  # fmt: skip
def test_a_bad_key_is_a_finding_in_its_place_and_the_rest_is_read(old, new, where, words):
    contract, findings = reading(FRONT.replace(old, new, 1), hints=True)
    assert any(f.startswith(f"FD609 {where} ") and words in f for f in findings), findings
    assert contract is not None
    assert contract.owner == "contract-manager"


def test_a_table_that_the_text_prints_is_no_misspelt_key():
    front = FRONT + "parts:\n  - {name: a}\n"
    assert reading(front)[1] == ['FD609 23:1 Unknown key "parts"']
    data = f'---\n{front}---\n\n{{{{ parts | table("name") }}}}\n'.encode()
    contract, findings = read_contract(PATH, "", data, CATALOGUE)
    assert findings == ()
    assert contract.rows["parts"] == ({"name": "a"},)


def test_a_pin_read_before_does_not_hide_a_bad_one_like_it():
    assert reading(FRONT)[1] == []
    assert reading(FRONT.replace("version: 2", "version: 1"))[1] == []
    assert len(reading(FRONT.replace("version: 2", "version: true"))[1]) == 1
    assert len(reading(FRONT.replace("options: {gdpr: true}", "options: {gdpr: 1}"))[1]) == 1
    assert len(reading(FRONT.replace("clause: scope", "clause: [scope]"))[1]) == 1


def test_two_equal_keys_are_found_and_the_first_counts():
    contract, findings = reading(FRONT + "stage: draft\n")
    assert (contract.stage, findings) == ("executed", ["FD609 23:1 The key stage stands twice (first on line 5)"])


def test_the_hint_names_what_was_meant():
    front = FRONT.replace("notice: P60D", "notise: P60D")
    _, findings = read_contract(PATH, "", f"---\n{front}---\n".encode(), CATALOGUE)
    assert [f.hint for f in findings] == ["Did you mean notice?"]
    assert (findings[0].contract, findings[0].subject) == ("MSA-2026-0042", "renewal.notise")


def test_without_an_id_the_folder_says_it():
    contract, findings = reading(FRONT.replace("id: MSA-2026-0042\n", ""))
    assert contract.id == "MSA-2026-0042"
    assert findings == ["FD609 2:1 id is missing: every contract states it"]
    assert reading("title: A\n", path="x.md")[0] is None
    assert reading(FRONT, path="x.md")[0].client == ""


def test_a_request_needs_what_every_contract_states_and_no_more():
    front = "id: MSA-2026-0042\ntitle: A\ntype: msa\nstage: request\nowner: ann\n"
    assert reading(front)[1] == []
    assert reading(front.replace("request", "draft"))[1] == [
        "FD609 2:1 renewal.type is missing: a contract of type msa states it"
    ]


def test_keys_of_later_acts_are_known():
    front = FRONT + 'formerly: [MSA-2026-0041]\ncites: {renewal.notice: {at: "#term", by: import}}\nprecedence: [dpa, msa]\n'
    front += 'effective: 2026-03-01\nchanges: [{delete: "#a"}]\nwaivers: [{code: CL101, reason: agreed}]\n'
    contract, findings = reading(front)
    assert findings == []
    assert contract.formerly == ("MSA-2026-0041",)


def test_what_is_composed_reads_back():
    front = {
        **{"id": "MSA-1", "title": "Yes: no", "type": "msa", "stage": "draft", "owner": "ann"},
        **{"dates": {"effective": date(2026, 1, 1)}, "renewal": {"type": "fixed", "notice": Period(days=60)}},
        **{"money": {"total": Money(Decimal("10.50"), "EUR"), "price_cap_percent": Decimal("2.5")}, "fields": {"gdpr": False}},
    }  # fmt: skip
    data = compose(front, "# Title\n")
    contract, findings = read_contract("contracts/a/MSA-1/contract.md", "", data, CATALOGUE)
    assert findings == ()
    assert contract.total == Money(Decimal("10.50"), "EUR")
    assert contract.values["money.price_cap_percent"] == Decimal("2.5")
    assert contract.values["fields.gdpr"] is False
    assert contract.title == "Yes: no"
    assert data.endswith(b"---\n\n# Title\n")


def check_located(data: bytes, path: str = PATH) -> None:
    contract, findings = read_contract(path, "", data, CATALOGUE)
    assert contract is not None or findings
    lines = data.count(b"\n") + 2
    for found in findings:
        assert found.code in ("FD609", "SX003", "SX006")
        assert found.message
        assert 1 <= found.place.line <= lines
        assert found.place.column >= 1


words = st.sampled_from(
    [*FRONT.replace("\n", " \n ").split(" "), "null", "~", ".nan", "[", "{", "]", "}", "1e5", '"', "- ", ": ", "\t"]
)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.lists(words, max_size=40).map(lambda ws: ("---\n" + " ".join(ws) + "\n---\n").encode()))
def test_any_bytes_give_a_contract_or_located_findings(data):
    check_located(data)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_any_value_at_any_key_gives_a_contract_or_located_findings(data):
    lines = FRONT.split("\n")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key = lines[at].partition(":")[0]
        value = data.draw(
            st.sampled_from(
                ["", "~", "true", "[]", "{}", "[[1]]", "{a: 1}", "[{a: [1]}]", "0", '"x"', "-1", ".inf", "[~]", "{'': }"]
            )
        )
        lines[at] = f"{key}: {value}"
    check_located(("---\n" + "\n".join(lines) + "---\n").encode())


def test_hostile_files_give_located_findings(test_data: Path):
    files = [
        p
        for folder in ("hostile-yaml/dev", "hostile-strings/dev")
        for p in (test_data / "data" / folder).rglob("*")
        if p.is_file()
    ]
    assert len(files) > 300
    for path in files:
        raw = path.read_bytes()
        check_located(raw)
        check_located(b"---\n" + raw + b"\n---\n")
        for number, line in enumerate(raw.split(b"\n")[:600]):
            quote = ("%s", '"%s"', "'%s'")[number % 3]
            check_located(f"---\nid: MSA-1\ntitle: {quote % line.decode('utf-8', 'replace')}\n---\n".encode())


def test_a_contract_on_their_paper_says_where_its_text_states_a_field() -> None:
    cited = (
        'cites:\n  renewal.notice: {at: "#term", quote: '
        + DIGEST
        + ', by: person}\n  legal.venue: {at: "#law"}\n  term.end: {by: import}\n'
    )
    found, problems = read_contract(PATH, "", f"---\n{FRONT}{cited}---\n\n## Term {{#term}}\n".encode(), CATALOGUE)
    assert found is not None and found.cites == {"renewal.notice": "term", "legal.venue": "law"}
    assert any("cites" in str(problem) or "at" in problem.message for problem in problems)
    assert read_contract(PATH, "", f"---\n{FRONT}---\n".encode(), CATALOGUE)[0].cites == {}  # type: ignore[union-attr]
