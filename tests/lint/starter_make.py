"""Contracts drawn from the starter library and its template, without a workspace."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from clmctl.assemble.draw import Drawing, draw
from clmctl.assemble.questions import defaults, field_of
from clmctl.checks import CODES, CONTRACT_RULES
from clmctl.expression.conditions import Conditions
from clmctl.library.approved import Approved
from clmctl.library.read import read_library
from clmctl.lint.engine import case_of, check
from clmctl.lint.invisible import invisible_in_fields
from clmctl.lint.verdict import Judge
from clmctl.model.finding import Finding
from clmctl.model.settings import Settings
from clmctl.model.value import Value
from clmctl.text.fields.values import parse_value
from clmctl.text.files.contract import compose, read_contract
from clmctl.text.files.settings import read_settings

ROOT = Path(__file__).parents[2]
PATH = "contracts/acme/MSA-2026-0001/contract.md"
DAY = date(2026, 11, 22)
SAID = {
    "parties.customer.legal_name": "Acme Foods Ltd",
    "parties.customer.short_name": "Acme",
    "parties.customer.company_no": "01234567",
    "parties.customer.jurisdiction": "GB",
    "parties.customer.address": "1 High Street, York YO1 1AA, United Kingdom",
    "parties.customer.email": "legal@acme.example",
    "dates.effective": "2026-12-01",
    "money.total": "120000 EUR",
}


@lru_cache(maxsize=1)
def approved() -> Approved:
    folders = ("clause_library", "templates/customer-agreement")
    files = {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".md", ".yaml", ".jsonl")
    }
    library, findings = read_library(files)
    assert findings == (), findings
    return Approved(library)


@lru_cache(maxsize=1)
def settings() -> Settings:
    found, findings = read_settings({"clmctl.yaml": (ROOT / "templates/workspace/clmctl.yaml").read_bytes()})
    assert found is not None and findings == ()
    return found


@lru_cache(maxsize=1)
def judge() -> Judge:
    return Judge(approved(), Conditions(settings()))


def answers(said: Mapping[str, str]) -> dict[str, Value]:
    """Answers by path, defaults filled in; an empty text leaves a field out."""
    template = approved().library.templates["customer-agreement"]
    found: dict[str, Value] = {}
    for path, text in {**defaults(template, settings()), **SAID, **said}.items():
        field = field_of(path, settings())
        assert field is not None, path
        if text:
            found[field.path] = parse_value(field, text)
    return found


def drawn(said: Mapping[str, str]) -> bytes:
    """The file of a contract drawn with these answers."""
    template = approved().library.templates["customer-agreement"]
    drawing = Drawing("MSA-2026-0001", "acme", "contract-manager", DAY)
    draft = draw(template, approved(), settings(), answers(said), drawing)
    return compose(draft.front, draft.text)


def lint(data: bytes) -> tuple[Finding, ...]:
    contract, door = read_contract(PATH, "0" * 40, data, settings().catalogue)
    assert contract is not None, door
    door = (*door, *invisible_in_fields(PATH, data))
    return check(case_of(contract, judge(), settings(), door), CONTRACT_RULES, CODES)
