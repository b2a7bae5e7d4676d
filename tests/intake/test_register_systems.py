"""Exports of systems that keep contracts: their own column names are known, labels and API names alike."""

from datetime import date
from decimal import Decimal

import pytest

from clmctl.exchange.csv_table import read_csv
from clmctl.intake.register.mapping import TARGETS
from clmctl.intake.register.proposing import proposed
from clmctl.intake.register.reading import Entry, Reader
from clmctl.intake.register.systems import SYSTEMS
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.money import Money
from clmctl.model.period import Period

CATALOGUE = Catalogue(BUILT_IN)
YEAR, QUARTER = Period(years=1), Period(days=90)


def first(text: str) -> tuple[str, Entry]:
    """What a table is taken for, and its first row."""
    sheet = read_csv("export.csv", text)
    mapping = proposed(sheet.columns, CATALOGUE)
    reader = Reader(mapping, sheet, CATALOGUE, ("msa", "nda", "agreement"), ())
    return mapping.source, reader.read(next(iter(sheet.rows)))


@pytest.mark.parametrize(
    ("system", "text", "values", "counterparty", "key"),
    [
        (
            "salesforce",
            "Contract ID,Contract Number,Account Name,Status,Contract Start Date,Contract End Date,Contract Term (months),"
            "Owner Expiration Notice,Company Signed Date,Customer Signed Date\n"
            "8005g000,00000123,Acme GmbH,Activated,1/31/2025,1/30/2026,12,30,1/15/2025,1/20/2025\n",
            {
                "id": "00000123",
                "stage": "executed",
                "dates.effective": date(2025, 1, 31),
                "term.end": date(2026, 1, 30),
                "term.length": Period(months=12),
                "dates.signed": date(2025, 1, 20),
            },
            "Acme GmbH",
            "8005g000",
        ),
        (
            "salesforce",
            "Id,ContractNumber,Account.Name,Status,StartDate,EndDate,ContractTerm,OwnerExpirationNotice,ActivatedDate\n"
            "8005g000,00000124,Acme GmbH,Draft,2025-01-31,2026-01-30,12,30,2025-01-20T09:00:00.000Z\n",
            {
                "id": "00000124",
                "stage": "draft",
                "dates.effective": date(2025, 1, 31),
                "term.end": date(2026, 1, 30),
                "term.length": Period(months=12),
            },
            "Acme GmbH",
            "8005g000",
        ),
        (
            "suitecrm",
            "Contract Title,Contract Value,Status,Start Date,End Date,Renewal Reminder Date,Customer Signed Date,Account,ID,"
            "Currency\n"
            "Support,1200.50,Signed,2025-01-01,2025-12-31,2025-10-01 09:00,2024-12-20,Acme GmbH,a1b2,EUR\n",
            {
                "title": "Support",
                "money.total": Money(Decimal("1200.50"), "EUR"),
                "stage": "executed",
                "dates.effective": date(2025, 1, 1),
                "term.end": date(2025, 12, 31),
                "dates.signed": date(2024, 12, 20),
            },
            "Acme GmbH",
            "a1b2",
        ),
        (
            "linksquares",
            "Agreement Name,Agreement Type,Counterparty,Effective Date,Contract Term (months),Automatic Renewal,"
            "Automatic Renewal Term (months),Automatic Renewal Opt-Out (days),Governing Law,Invoice Payment (days)\n"
            "Support,Master Services Agreement,Acme GmbH,1/31/2025,36,true,12,90,State of New York,30\n",
            {
                "title": "Support",
                "type": "msa",
                "dates.effective": date(2025, 1, 31),
                "term.length": Period(months=36),
                "renewal.type": "auto-renew",
                "renewal.length": Period(months=12),
                "renewal.notice": QUARTER,
                "legal.governing_law": "New York",
                "money.payment_terms": Period(days=30),
            },
            "Acme GmbH",
            "Acme GmbH / Support / msa / 2025-01-31",
        ),
        (
            "oca",
            "id,name,partner_id/name,contract_line_ids/date_start,contract_line_ids/date_end,contract_line_ids/is_auto_renew,"
            "contract_line_ids/auto_renew_interval,contract_line_ids/auto_renew_rule_type,"
            "contract_line_ids/termination_notice_interval,contract_line_ids/termination_notice_rule_type\n"
            "__export__.contract_1,Support,Acme GmbH,2025-01-01,2025-12-31,True,1,yearly,3,monthly\n",
            {
                "title": "Support",
                "dates.effective": date(2025, 1, 1),
                "term.end": date(2025, 12, 31),
                "renewal.type": "auto-renew",
                "renewal.length": YEAR,
                "renewal.notice": Period(months=3),
            },
            "Acme GmbH",
            "__export__.contract_1",
        ),
        (
            "oca",
            "Contract Name,Partner,Date Start,Date End,Auto Renew,Renew Every,Renewal type,Termination Notice Before,"
            "Termination Notice type\nSupport,Acme GmbH,2025-01-01,2025-12-31,False,1,Year(s),3,Month(s)\n",
            {
                "title": "Support",
                "dates.effective": date(2025, 1, 1),
                "term.end": date(2025, 12, 31),
                "renewal.type": "fixed",
                "renewal.length": YEAR,
                "renewal.notice": Period(months=3),
            },
            "Acme GmbH",
            "Acme GmbH / Support / 2025-01-01",
        ),
        (
            "docusign",
            "id,title,parties,status,provisions.effective_date,provisions.expiration_date,provisions.total_agreement_value,"
            "provisions.total_agreement_value_currency_code,provisions.renewal_type,provisions.renewal_notice_period,"
            "provisions.auto_renewal_term_length,provisions.payment_terms_due_date,provisions.governing_law\n"
            "f307,Support,Acme GmbH; Supplier Ltd,COMPLETE,2024-09-01T00:00:00+02:00,2029-09-01T00:00:00+02:00,150000,USD,"
            "AUTO_RENEW,P90D,P1Y,THIRTY_DAYS,California\n",
            {
                "title": "Support",
                "stage": "executed",
                "dates.effective": date(2024, 9, 1),
                "term.end": date(2029, 9, 1),
                "money.total": Money(Decimal("150000.00"), "USD"),
                "renewal.type": "auto-renew",
                "renewal.notice": QUARTER,
                "renewal.length": YEAR,
                "money.payment_terms": Period(days=30),
                "legal.governing_law": "California",
            },
            "",
            "f307",
        ),
    ],
)
def test_an_export_is_known_by_its_columns(system: str, text: str, values: dict, counterparty: str, key: str):
    found, entry = first(text)
    assert found == system
    assert not entry.unread
    assert dict(entry.values) == values
    assert (entry.counterparty, entry.key) == (counterparty, key)


def test_every_system_names_fields_that_there_are():
    for system in SYSTEMS:
        for target in system.columns:
            assert target.field in TARGETS or target.field in CATALOGUE.by_path, (system.name, target)


def test_a_table_of_nobody_is_nobodys():
    assert first("Title,Start,End\nX,2025-01-01,2025-12-31\n")[0] == "register"
