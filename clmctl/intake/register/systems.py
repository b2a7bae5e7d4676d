"""The columns of systems that keep contracts, by the names their exports give them: labels and API names alike.

Salesforce: the Contract object (labels of reports and list views, API names of Data Loader). SuiteCRM: the AOS_Contracts module.
LinkSquares: Smart Values of a terms report. OCA: `contract.contract` and its lines in Odoo. Docusign: provisions of the Agreement
Manager (Navigator), as its API and its exports name them. CUAD: the master table of the Contract Understanding Atticus Dataset.
"""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from clmctl.intake.register.mapping import Target, plain
from clmctl.model.frozen import frozen

_NONE: Mapping[str, str] = MappingProxyType({})
_RULES = MappingProxyType({"daily": "days", "weekly": "weeks", "monthly": "months", "yearly": "years"})

#: So many of a system's columns a table has at least, to be its own.
_LEAST = 3


@frozen
class System:
    """One system. A table is its own where it has at least three of its columns and one of the `signs`.

    `dates` is the order of its figures where it has one of its own; `end` how its end dates are to be read.
    """

    name: str
    columns: tuple[Target, ...]
    signs: tuple[str, ...]
    dates: str = ""
    end: str = ""
    otherwise: Mapping[str, str] = field(default_factory=lambda: _NONE)


def _all(field: str, *columns: str, **options: object) -> tuple[Target, ...]:
    return tuple(Target(column, field, **options) for column in columns)  # type: ignore[arg-type]


_AUTO = MappingProxyType(
    {"true": "auto-renew", "yes": "auto-renew", "1": "auto-renew", "false": "fixed", "no": "fixed", "0": "fixed"}
)
_DOCUSIGN_RENEWAL = MappingProxyType(
    {
        "autorenew": "auto-renew",
        "renew": "manual",
        "donotrenew": "fixed",
        "none": "fixed",
        "evergreen": "evergreen",
        "perpetual": "perpetual",
    }
)

SALESFORCE = System(
    "salesforce",
    (
        *_all("key", "Contract ID", "Id"),
        *_all("id", "Contract Number", "ContractNumber"),
        *_all("title", "Contract Name", "Name"),
        *_all("counterparty", "Account Name", "Account.Name", "Account: Account Name"),
        *_all("keep", "Account ID", "AccountId"),
        *_all("stage", "Status"),
        *_all("dates.effective", "Contract Start Date", "StartDate"),
        *_all("term.end", "Contract End Date", "EndDate"),
        *_all("term.length", "Contract Term (months)", "Contract Term", "ContractTerm", unit="months"),
        *_all("dates.signed", "Company Signed Date", "CompanySignedDate"),
        *_all("dates.signed", "Customer Signed Date", "CustomerSignedDate"),
        *_all("keep", "Owner Expiration Notice", "OwnerExpirationNotice", "Status Category", "StatusCode"),
        *_all("owner", "Contract Owner", "Owner.Name", "Contract Owner: Full Name", "Owner Name"),
        *_all("keep", "Activated Date", "ActivatedDate", "Owner ID", "OwnerId", "Description", "Special Terms", "SpecialTerms"),
    ),
    ("ContractNumber", "Contract Number", "OwnerExpirationNotice", "Owner Expiration Notice", "Company Signed Date",
    "CompanySignedDate",
     "Contract Start Date"),
)  # fmt: skip
SUITECRM = System(
    "suitecrm",
    (
        *_all("key", "ID", "id"),
        *_all("title", "Contract Title", "name", "Contract Name"),
        *_all("keep", "Reference Code", "reference_code"),
        *_all("counterparty", "Account", "contract_account", "Contract Account", "account_name"),
        *_all("stage", "Status", "status"),
        *_all("dates.effective", "Start Date", "start_date"),
        *_all("term.end", "End Date", "end_date"),
        *_all("dates.signed", "Customer Signed Date", "customer_signed_date"),
        *_all("dates.signed", "Company Signed Date", "company_signed_date"),
        *_all("type", "Contract Type", "contract_type"),
        *_all("money.total", "Contract Value", "total_contract_value"),
        *_all("owner", "Contract Manager", "assigned_user_name"),
        *_all("keep", "Renewal Reminder Date", "renewal_reminder_date", "Grand Total", "total_amount", "Description",
            "description", "Opportunity"),
    ),
    ("renewal_reminder_date", "Renewal Reminder Date", "reference_code", "Reference Code", "total_contract_value",
    "Contract Manager"),
)  # fmt: skip
LINKSQUARES = System(
    "linksquares",
    (
        *_all("key", "Agreement ID", "ID"),
        *_all("title", "Agreement Name", "Name"),
        *_all("type", "Agreement Type", "Type"),
        *_all("counterparty", "Counterparty", "Party"),
        *_all("dates.effective", "Effective Date"),
        *_all("term.length", "Contract Term (months)", unit="months"),
        *_all("renewal.type", "Automatic Renewal", "Automatic Renewal (true/false)", values=_AUTO),
        *_all("renewal.length", "Automatic Renewal Term (months)", unit="months"),
        *_all("renewal.notice", "Automatic Renewal Opt-Out (days)", unit="days"),
        *_all("keep", "Auto-Renewal Opt-Out Date (calculated)", "Renewal Date", "Renewal Date (date)", "Tags"),
        *_all("term.end", "Termination Date", "Termination Date (date)"),
        *_all("legal.governing_law", "Governing Law"),
        *_all("money.payment_terms", "Invoice Payment (days)", unit="days"),
        *_all("dates.agreement", "Agreement Date"),
        *_all("file", "File Name", "Original File Name"),
    ),
    ("Automatic Renewal Term (months)", "Automatic Renewal Opt-Out (days)", "Contract Term (months)", "Automatic Renewal",
    "Invoice Payment (days)"),
)  # fmt: skip
OCA = System(
    "oca",
    (
        *_all("key", "External ID", "id", ".id"),
        *_all("keep", "Reference", "code"),
        *_all("title", "Contract Name", "Name", "name", "display_name"),
        *_all("counterparty", "Partner", "Customer", "partner_id", "partner_id/name", "Customer/Name"),
        *_all("owner", "Responsible", "user_id", "user_id/name"),
        *_all("dates.effective", "Date Start", "date_start", "contract_line_ids/date_start", "Contract lines/Date Start"),
        *_all("term.end", "Date End", "date_end", "contract_line_ids/date_end", "Contract lines/Date End"),
        *_all("renewal.type", "Auto Renew", "is_auto_renew", "contract_line_ids/is_auto_renew", "Contract lines/Auto Renew",
            values=_AUTO),
        *(
            Target(f"{prefix}{name}", path, unit_from=f"{prefix}{rule}")
            for prefix in ("", "contract_line_ids/", "Contract lines/")
            for name, rule, path in (
                ("auto_renew_interval", "auto_renew_rule_type", "renewal.length"),
                ("Renew Every", "Renewal type", "renewal.length"),
                ("termination_notice_interval", "termination_notice_rule_type", "renewal.notice"),
                ("Termination Notice Before", "Termination Notice type", "renewal.notice"),
            )
        ),
        *_all("keep", "Invoice Every", "recurring_interval", "recurring_rule_type", "recurring_next_date",
            "Date of Next Invoice", "terminate_reason_id",
              "terminate_date", "terminate_comment", "is_terminated", "State", "state"),
    ),
    ("auto_renew_interval", "is_auto_renew", "contract_line_ids/is_auto_renew", "termination_notice_interval",
    "Termination Notice Before",
     "Auto Renew", "contract_line_ids/auto_renew_interval", "Contract lines/Auto Renew"),
)  # fmt: skip
DOCUSIGN = System(
    "docusign",
    tuple(
        Target(f"{prefix}{name}", target.field, unit=target.unit,
        currency_from=f"{prefix}{target.currency_from}" if target.currency_from else "",
               values=target.values)
        for target in (
            *_all("key", "id", "Agreement ID", "document_id"),
            *_all("title", "title", "name", "Agreement Name", "Agreement Title"),
            *_all("file", "file_name", "File Name"),
            *_all("type", "type", "Agreement Type"),
            *_all("stage", "status", "Status"),
            *_all("parties", "parties", "Parties", "Party"),
            *_all("languages", "languages", "Languages"),
            *_all("dates.effective", "effective_date", "Effective Date"),
            *_all("term.end", "expiration_date", "Expiration Date"),
            *_all("dates.signed", "execution_date", "Execution Date"),
            *_all("term.length", "term_length", "Term Length"),
            Target("total_agreement_value", "money.total", currency_from="total_agreement_value_currency_code"),
            Target("Total Agreement Value", "money.total", currency_from="Total Agreement Value Currency Code"),
            *_all("renewal.type", "renewal_type", "Renewal Type", values=_DOCUSIGN_RENEWAL),
            *_all("renewal.notice", "renewal_notice_period", "Renewal Notice Period", "Notice Period"),
            *_all("renewal.length", "auto_renewal_term_length", "Auto-Renewal Term Length", "Auto Renewal Term Length",
                "Renewal Term Length"),
            *_all("renewal.length", "renewal_extension_period", "Renewal Extension Period"),
            *_all("termination.convenience.notice", "termination_period_for_convenience", "Termination Period for Convenience"),
            *_all("termination.cause.cure", "termination_period_for_cause", "Termination Period for Cause"),
            Target("liability_cap_fixed_amount", "liability.cap", currency_from="liability_cap_currency_code"),
            Target("Liability Cap Fixed Amount", "liability.cap", currency_from="Liability Cap Currency Code"),
            *_all("money.payment_terms", "payment_terms_due_date", "Payment Terms Due Date"),
            *_all("money.price_cap_percent", "price_cap_percent_increase", "Price Cap Percent Increase"),
            *_all("legal.governing_law", "governing_law", "Governing Law"),
            *_all("legal.venue", "jurisdiction", "Jurisdiction"),
            *_all("keep", "renewal_notice_date", "Renewal Notice Date", "Notice Date", "category", "annual_agreement_value",
                "assignment_type",
                  "liability_cap_multiplier", "liability_cap_duration", "source_name", "source_id", "summary"),
        )
        for prefix in ("", "provisions.", "Provisions ")
        for name in (target.column,)
    ),
    ("renewal_notice_period", "provisions.renewal_notice_period", "Renewal Notice Period", "auto_renewal_term_length",
    "total_agreement_value",
     "provisions.expiration_date", "provisions.effective_date", "Total Agreement Value", "termination_period_for_convenience",
     "Termination Period for Convenience", "Notice Date"),
)  # fmt: skip
CUAD = System(
    "cuad",
    (
        *_all("file", "Filename"),
        *_all("title", "Document Name-Answer"),
        *_all("parties", "Parties-Answer"),
        *_all("dates.agreement", "Agreement Date-Answer"),
        *_all("dates.effective", "Effective Date-Answer"),
        *_all("term.end", "Expiration Date-Answer"),
        *_all("renewal", "Renewal Term-Answer"),
        *_all("renewal.notice", "Notice Period To Terminate Renewal- Answer"),
        *_all("legal.governing_law", "Governing Law-Answer"),
        *_all("keep", "Document Name", "Parties", "Agreement Date", "Effective Date", "Expiration Date", "Renewal Term",
              "Notice Period To Terminate Renewal", "Governing Law"),
    ),
    ("Notice Period To Terminate Renewal- Answer", "Expiration Date-Answer", "Parties-Answer"),
    dates="mdy",
    end="mixed",
)  # fmt: skip

SYSTEMS: tuple[System, ...] = (SALESFORCE, SUITECRM, LINKSQUARES, OCA, DOCUSIGN, CUAD)


def system_named(name: str) -> System | None:
    """The system of that name."""
    return next((system for system in SYSTEMS if system.name == name.casefold()), None)


def system_of(columns: tuple[str, ...]) -> System | None:
    """The system whose export has these columns; None where it is nobody's."""
    there = {plain(column) for column in columns}
    best, most = None, 0
    for system in SYSTEMS:
        count = len(there & {plain(target.column) for target in system.columns})
        signs = len(there & {plain(sign) for sign in system.signs})
        if signs and count >= _LEAST and count + 3 * signs > most:
            best, most = system, count + 3 * signs
    return best


def rule_unit(word: str) -> str:
    """The unit that a column of units names: `monthly`, `Month(s)`, `days`."""
    plain_word = word.strip().casefold().replace("(s)", "s")
    if plain_word in _RULES:
        return _RULES[plain_word]
    plural = plain_word if plain_word.endswith("s") else f"{plain_word}s"
    return plural if plural in ("days", "weeks", "months", "quarters", "years", "business days", "clear days") else ""
