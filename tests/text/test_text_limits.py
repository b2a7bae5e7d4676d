"""Values that no contract can mean: refused with what to write instead, in a file with their place."""

import pytest

from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue, Field, FieldType, Limits
from clmctl.text.fields.values import parse_value, read_currency
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import read_settings

CATALOGUE = Catalogue(BUILT_IN)
REFUSED = [
    ("money.total", "-1 EUR", "-1.00 EUR is less than nothing. Write the amount without a sign"),
    ("money.total", "5 ABC", "no code of ISO 4217"),
    ("money.total", "5 RMB", "Did you mean CNY?"),
    ("money.total", "5 XXX", "no code of ISO 4217"),
    ("liability.cap", "-0.01 USD", "less than nothing"),
    ("renewal.notice", "P0D", "P0D is no time at all. Write it as P60D"),
    ("renewal.notice", "P0M", "is no time at all"),
    ("renewal.notice", "P200Y", "P200Y is more than P100Y"),
    ("term.length", "P0M", "is no time at all. Write it as P12M"),
    ("renewal.length", "P0D", "is no time at all"),
    ("term.length", "P9999Y", "more than P1000Y"),
    ("renewal.max", "-1", "-1 is less than nothing. Write 0 where it may not be renewed"),
    ("money.price_cap_percent", "-5", '-5" is less than nothing and so not a percentage'),
    ("dates.signed", "0001-01-01", "is before 1800-01-01"),
    ("dates.effective", "9999-12-31", "is after 2199-12-31"),
    ("dates.agreement", "2926-01-01", "is after 2199-12-31"),
    ("term.end", "9999-12-31", "say renewal.type: perpetual or evergreen"),
]
LEGAL = [
    ("money.total", "0 EUR"),
    ("money.total", "100 DEM"),
    ("liability.cap", "0 EUR"),
    ("termination.convenience.notice", "P0D"),
    ("termination.cause.cure", "P0D"),
    ("money.payment_terms", "P0D"),
    ("renewal.deemed_receipt", "P0D"),
    ("renewal.max", "0"),
    ("money.price_cap_percent", "150"),
    ("money.price_cap_percent", "0"),
    ("term.length", "P999Y"),
    ("term.length", "P1D"),
    ("renewal.notice", "P1B"),
    ("term.end", "3025-12-31"),
    ("dates.signed", "1888-05-01"),
]


@pytest.mark.parametrize(("path", "text", "said"), REFUSED)
def test_what_no_contract_can_mean_is_refused_with_what_to_write(path: str, text: str, said: str) -> None:
    with pytest.raises(ValueError) as wrong:
        parse_value(CATALOGUE.by_path[path], text)
    assert said in str(wrong.value)


@pytest.mark.parametrize(("path", "text"), LEGAL)
def test_what_is_merely_odd_is_taken(path: str, text: str) -> None:
    parse_value(CATALOGUE.by_path[path], text)


def test_in_a_file_it_is_a_finding_with_its_place_and_the_rest_is_read() -> None:
    text = (
        "---\nid: MSA-1\ntitle: T\ntype: msa\nstage: draft\nowner: ada\ndates: {effective: 0001-01-01}\nterm: {length: P0M}\n"
        'renewal: {type: fixed, notice: P0D}\nmoney: {total: {amount: "-5", currency: EUR}, payment_terms: P30D}\n---\n'
    )
    contract, findings = read_contract("contracts/a/MSA-1/contract.md", "", text.encode(), CATALOGUE)
    assert contract is not None and contract.total is None and contract.renewal.type == "fixed"
    assert [(each.code, each.place.line, each.subject) for each in findings] == [
        ("FD609", 7, "dates.effective"),
        ("FD609", 8, "term.length"),
        ("FD609", 9, "renewal.notice"),
        ("FD609", 10, "money.total"),
    ]
    assert all(each.hint for each in findings)


def test_a_workspace_says_the_limits_of_its_own_fields() -> None:
    said = b"""organisation: {legal_name: Us Ltd}
currency: EUR
fields:
  - {path: share, type: percent, at_most: "100"}
  - {path: credit, type: money}
  - {path: seats, type: integer, at_least: 1, at_most: 500}
  - {path: colour, type: text, at_least: a}
  - {path: odd, type: integer, at_least: 5, at_most: 4}
"""
    settings, findings = read_settings({"clmctl.yaml": said})
    assert settings is not None
    by_path = settings.catalogue.by_path
    assert [(each.place.line, each.severity) for each in findings] == [(7, "error"), (8, "error")]
    for path, text in (("fields.share", "101"), ("fields.seats", "0"), ("fields.seats", "501")):
        with pytest.raises(ValueError, match=r"(less|more) than"):
            parse_value(by_path[path], text)
    assert str(parse_value(by_path["fields.credit"], "-5.00 EUR")) == "-5.00 EUR"
    assert parse_value(by_path["fields.odd"], "9") == 9  # limits that leave nothing are left out


def test_a_workspace_that_narrows_a_limit_takes_no_value_out_of_its_files() -> None:
    said = b"""organisation: {legal_name: Us Ltd}
fields:
  - {path: renewal.notice, at_most: P30D}
  - {path: seats, type: integer, at_most: 5}
  - {path: start, type: date, at_least: 2000-01-01}
"""
    settings = read_settings({"clmctl.yaml": said})[0]
    assert settings is not None
    text = (
        "---\nid: MSA-1\ntitle: T\ntype: msa\nstage: executed\nowner: ada\nterm: {length: P1Y}\n"
        "renewal: {type: fixed, notice: P60D}\nmoney: {payment_terms: P30D}\nfields: {seats: 9, start: 1999-01-01}\n---\n"
    )
    contract, findings = read_contract("contracts/a/MSA-1/contract.md", "", text.encode(), settings.catalogue)
    assert contract is not None and str(contract.renewal.notice) == "P60D" and contract.values["fields.seats"] == 9
    assert [(each.place.line, each.subject) for each in findings] == [
        (8, "renewal.notice"),
        (10, "fields.seats"),
        (10, "fields.start"),
    ]
    assert "P60D is more than P30D" in findings[0].message and "P60D" not in findings[0].hint
    for path, value in (("renewal.notice", "P60D"), ("fields.seats", "9"), ("fields.start", "1999-01-01")):
        with pytest.raises(ValueError, match=r"(more than|before)"):
            parse_value(settings.catalogue.by_path[path], value)
    blank = text.replace("P60D", "P200Y").replace("1999-01-01", "9999-12-31")
    contract = read_contract("contracts/a/MSA-1/contract.md", "", blank.encode(), settings.catalogue)[0]
    assert contract is not None and contract.renewal.notice is None and "fields.start" not in contract.values


@pytest.mark.parametrize("bound", [{"at_least": "2000-01-01"}, {"at_most": "2050-01-01"}])
def test_a_day_that_states_one_limit_keeps_the_other(bound: dict[str, str]) -> None:
    field = Field("fields.day", FieldType.DATE, limits=Limits(**bound))
    for day in ("0001-01-01", "9999-12-31"):
        with pytest.raises(ValueError, match=r"before|after"):
            parse_value(field, day)
    settings, findings = read_settings(
        {"clmctl.yaml": b"organisation: {legal_name: Us}\nfields:\n  - {path: d, type: date, at_least: 3500-01-01}\n"}
    )
    assert settings is not None and "at most 3199-12-31" in findings[0].message


def test_a_currency_of_the_settings_is_one() -> None:
    findings = read_settings({"clmctl.yaml": b"organisation: {legal_name: Us}\ncurrency: EUX\n"})[1]
    assert [(each.code, each.place.line) for each in findings] == [("FD609", 2)] and "ISO 4217" in findings[0].message
    assert [read_currency(code) for code in ("EUR", "XOF", "DEM")] == ["EUR", "XOF", "DEM"]


def test_every_limit_of_the_built_in_fields_is_a_value_of_its_field() -> None:
    for field in BUILT_IN:
        for text in (field.limits.at_least, field.limits.at_most):
            if text and field.type is not FieldType.MONEY:
                parse_value(field, text)
        assert bool(field.limits.instead) == (field.limits != Limits())
    with pytest.raises(ValueError, match="after 3199"):
        parse_value(Field("fields.day", FieldType.DATE), "9999-12-31")
