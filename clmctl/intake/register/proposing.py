"""A mapping from headings alone: a system's own names, else fields of the catalogue that are called alike; all else is kept."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from clmctl.intake.register.mapping import RegisterMap, Target, plain
from clmctl.intake.register.systems import System, system_named, system_of
from clmctl.model.field import Catalogue, FieldType

#: Headings that people give, in any case and with any signs between words.
_HEADINGS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("contract id", "contract number", "contract no", "agreement id", "agreement number", "contract ref",
            "reference",
                         "contract reference", "id", "ref", "vertragsnummer", "contract #"), "id"),
        **dict.fromkeys(("external id", "record id", "key", "uuid", "guid", "row id"), "key"),
        **dict.fromkeys(("title", "contract name", "agreement name", "contract title", "agreement title", "name", "document name",
                         "vertragsname", "description of contract", "contract"), "title"),
        **dict.fromkeys(("type", "contract type", "agreement type", "document type", "vertragsart", "category", "kind"), "type"),
        **dict.fromkeys(("counterparty", "counter party", "other party", "customer", "customer name", "vendor", "vendor name",
            "supplier",
                         "supplier name", "partner", "account", "account name", "company", "vertragspartner", "party name",
                         "third party",
                         "counterparty name", "client", "client name", "licensee"), "counterparty"),
        **dict.fromkeys(("parties", "contracting parties", "parties to agreement"), "parties"),
        **dict.fromkeys(("our entity", "entity", "contracting entity", "internal entity", "our party", "legal entity"), "ours"),
        **dict.fromkeys(("client folder",), "client"),
        **dict.fromkeys(("status", "stage", "contract status", "state of contract", "lifecycle stage"), "stage"),
        **dict.fromkeys(("owner", "contract owner", "contract manager", "responsible", "account manager", "verantwortlich",
            "assigned to",
                         "business owner", "internal owner"), "owner"),
        **dict.fromkeys(("agreement date", "contract date", "date of agreement", "dated", "date of contract"), "dates.agreement"),
        **dict.fromkeys(("effective date", "start date", "start", "effective", "commencement date", "commencement",
            "contract start", "from",
                         "contract start date", "valid from", "beginn", "vertragsbeginn", "begin date", "effective from"),
                         "dates.effective"),
        **dict.fromkeys(("signed", "signed date", "signature date", "date signed", "execution date", "executed date", "signed on",
                         "executed on"), "dates.signed"),
        **dict.fromkeys(("end date", "end", "expiration date", "expiry date", "expiry", "expires", "expiration", "contract end",
            "to", "until",
                         "contract end date", "valid until", "valid to", "vertragsende", "termination date", "expires on",
                         "term end"), "term.end"),
        **dict.fromkeys(("term", "initial term", "contract term", "duration", "length", "term length", "laufzeit",
            "contract length",
                         "contract duration"), "term.length"),
        **dict.fromkeys(("renewal", "renewal terms", "renewal term", "auto renewal terms", "renewal provision"), "renewal"),
        **dict.fromkeys(("renewal type", "auto renewal", "auto renew", "automatic renewal", "autorenewal", "autorenew",
            "auto-renews",
                         "renews automatically"), "renewal.type"),
        **dict.fromkeys(("renewal period", "renewal length", "renewal term length", "auto renewal term", "renewal duration"),
            "renewal.length"),
        **dict.fromkeys(("max renewals", "number of renewals", "renewals allowed"), "renewal.max"),
        **dict.fromkeys(("notice", "notice period", "notice days", "renewal notice", "non renewal notice",
            "notice period to terminate renewal",
                         "cancellation notice", "opt out notice", "kündigungsfrist", "non-renewal notice period",
                         "renewal notice period",
                         "notice to terminate"), "renewal.notice"),
        **dict.fromkeys(("termination for convenience notice", "termination notice", "convenience notice"),
            "termination.convenience.notice"),
        **dict.fromkeys(("cure period", "cure"), "termination.cause.cure"),
        **dict.fromkeys(("value", "contract value", "total value", "total contract value", "tcv", "amount", "total",
            "total amount",
                         "agreement value", "contract amount", "vertragswert"), "money.total"),
        **dict.fromkeys(("payment terms", "payment term", "zahlungsziel", "invoice payment"), "money.payment_terms"),
        **dict.fromkeys(("price cap", "price increase cap", "price escalation cap"), "money.price_cap_percent"),
        **dict.fromkeys(("liability cap", "cap on liability amount", "limitation of liability amount"), "liability.cap"),
        **dict.fromkeys(("governing law", "law", "applicable law", "choice of law", "anwendbares recht"), "legal.governing_law"),
        **dict.fromkeys(("venue", "jurisdiction", "courts", "gerichtsstand"), "legal.venue"),
        **dict.fromkeys(("language", "languages", "sprache"), "languages"),
        **dict.fromkeys(("file", "file name", "filename", "document", "document file", "pdf", "attachment", "dateiname",
            "link to file", "path"), "file"),
    }
)  # fmt: skip
_BY_PLAIN: Mapping[str, str] = MappingProxyType({plain(heading): field for heading, field in _HEADINGS.items()})
_UNIT = re.compile(r"[\[(]?\b(?:in )?(days?|weeks?|months?|years?|business days)\b[\])]?\s*$", re.IGNORECASE)
_CURRENCY = re.compile(r"[\[(]\s*([A-Z]{3}|€|\$|£)\s*[\])]\s*$")
_ANSWER = re.compile(r"-\s?answer$", re.IGNORECASE)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP"}
_CURRENCIES = frozenset(("currency", "currencycode", "currencyiso", "currencyisocode", "contractcurrency", "waehrung", "währung"))
_ONE_EACH = frozenset(("dates.signed", "keep", "key"))


def proposed(columns: tuple[str, ...], catalogue: Catalogue, system: str = "") -> RegisterMap:
    """What the columns are, by their headings: `system` names the system they come from, else its names are recognised.

    Every column has a target. A field is taken once; what is called alike again is kept, as is all that is called nothing
    known.
    """
    known = system_named(system) if system else system_of(columns)
    taken: set[str] = set()
    found: dict[str, Target] = {}
    by_name = {plain(target.column): target for target in known.columns} if known else {}
    for column in columns:
        target = by_name.get(plain(column))
        if target is not None and known is not None and (target.field not in taken or target.field in _ONE_EACH):
            taken.add(target.field)
            found[column] = _placed(replace(target, column=column, how=known.name), columns, known)
    called = _names(catalogue)
    quoted = {plain(_ANSWER.sub("", column)) for column in columns if _ANSWER.search(column)}
    for column in columns:
        if column not in found and plain(column) in quoted:
            found[column] = Target(column, "keep")  # the words an answer beside it was read from
        elif column not in found:
            found[column] = _alike(column, called, taken, known)
            if found[column].field not in _ONE_EACH:
                taken.add(found[column].field)
    beside = next((column for column in columns if found[column].field == "keep" and plain(column) in _CURRENCIES), "")
    for column, target in found.items():
        field = catalogue.by_path.get(target.field)
        if beside and field is not None and field.type is FieldType.MONEY and not (target.currency or target.currency_from):
            found[column] = replace(target, currency_from=beside)
    return RegisterMap(
        source=known.name if known else "register",
        targets=_without_idle_key(tuple(found[column] for column in columns)),
        otherwise=known.otherwise if known else MappingProxyType({}),
    )


def _placed(target: Target, columns: Iterable[str], system: System) -> Target:
    """A system's target with the columns it leans on under the names the table has for them."""
    there = {plain(column): column for column in columns}
    unit_from, currency_from = there.get(plain(target.unit_from), ""), there.get(plain(target.currency_from), "")
    return replace(target, unit_from=unit_from, currency_from=currency_from, dates=system.dates, end=target.end or system.end)


def _alike(column: str, called: Mapping[str, str], taken: set[str], system: System | None) -> Target:
    """A column that no system names: by its heading, by a field of the catalogue that is called so, else kept."""
    target = Target(column, "keep", dates=system.dates if system else "", end=system.end if system else "")
    bare = column
    if (unit := _UNIT.search(column)) is not None and unit.start() > 0:
        word = unit[1].lower()
        target = replace(target, unit=word if word.endswith("s") else f"{word}s")
        bare = column[: unit.start()].rstrip(" -–([,")
    if (currency := _CURRENCY.search(column)) is not None:
        target = replace(target, currency=_SIGNS.get(currency[1], currency[1]))
        bare = column[: currency.start()]
    for name in dict.fromkeys((column, bare, _ANSWER.sub("", column))):
        field = _BY_PLAIN.get(plain(name), "")
        how = "its heading"
        if not field:
            field, how = called.get(plain(name), ""), "a field called so"
        if field and field not in taken:
            return replace(target, field=field, how=how)
    return target


def _names(catalogue: Catalogue) -> Mapping[str, str]:
    """The field that a heading means by its path, name or alias, where it is one only: a table may have 100,000 headings."""
    found: dict[str, list[str]] = {}
    for field in catalogue.fields:
        names = (field.path, field.name, field.path.removeprefix("fields."), *field.aliases)
        for name in dict.fromkeys(map(plain, names)):
            found.setdefault(name, []).append(field.path)
    one: dict[str, str] = {}
    for name, paths in found.items():
        own = [path for path in paths if path.startswith("fields.")] or paths  # a workspace's own field before a built-in one
        if len(own) == 1 and own[0] not in ("agreed", "template", "paper", "prevailing"):
            one[name] = own[0]
    return one


def _without_idle_key(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    """Only the first of several columns that each tell a row from all others does; the others are kept."""
    keys = [target for target in targets if target.field == "key"]
    return tuple(replace(target, field="keep") if target in keys[1:] else target for target in targets)
