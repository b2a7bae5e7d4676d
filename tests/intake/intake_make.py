"""A form taken in, a contract drawn from it with generic answers, and what lint says of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from clmctl.assemble.draw import Draft, Drawing, draw
from clmctl.assemble.questions import defaults, field_of, prompts
from clmctl.checks import CODES, CONTRACT_RULES
from clmctl.expression.conditions import Conditions
from clmctl.intake.forms.form import LEDGER, SETTINGS, Intake, Taken, read_form
from clmctl.library.approved import Approved
from clmctl.library.read import read_library
from clmctl.lint.engine import case_of, check
from clmctl.lint.verdict import Judge
from clmctl.model.contract import Contract
from clmctl.model.field import Field, FieldType
from clmctl.model.finding import Finding
from clmctl.model.library import Library
from clmctl.model.settings import Settings
from clmctl.model.template import Template
from clmctl.model.value import Value
from clmctl.store.starter import starter_files
from clmctl.text.dialect.blocks import blocks
from clmctl.text.fields.values import parse_value
from clmctl.text.files.contract import compose, read_contract
from clmctl.text.files.settings import read_settings
from clmctl.text.printing.printed import plain

DAY = date(2026, 1, 15)
_GENERIC = {
    FieldType.TEXT: "as agreed",
    FieldType.DATE: "2026-01-01",
    FieldType.DURATION: "P12M",
    FieldType.MONEY: "1000.00 EUR",
    FieldType.PERCENT: "5",
    FieldType.INTEGER: "3",
    FieldType.BOOLEAN: "true",
    FieldType.PERSON: "legal-lead",
    FieldType.STRINGS: "first, second",
}
_NAMED = {"jurisdiction": "GB", "email": "other@example.org", "legal_name": "Other Company Ltd"}


@cache
def starter() -> Mapping[str, bytes]:
    return starter_files()


@cache
def starter_library() -> Library:
    return read_library(starter())[0]


@cache
def starter_settings() -> Settings:
    settings, findings = read_settings({SETTINGS: starter()[SETTINGS]})
    assert settings is not None and not findings
    return settings


def take(data: bytes, name: str = "form.md", template: str = "form", **how: Any) -> Taken:
    intake = Intake(template, "legal-lead", DAY, "the form our customers use", **how)
    existing = {path: starter()[path] for path in (SETTINGS, LEDGER) if path in starter()}
    return read_form(name, data, intake, library=starter_library(), settings=starter_settings(), existing=existing)


@dataclass(frozen=True)
class Imported:
    """Everything after an import: the files, the library and settings read back, and the template."""

    taken: Taken
    files: Mapping[str, bytes]
    library: Library
    settings: Settings
    template: Template

    def text(self, clause: str) -> str:
        """The library's text of a clause, by the end of its id."""
        return next(c for key, c in self.library.clauses.items() if key == f"{self.template.id}-{clause}").variants[0].text

    def answers(self, given: Mapping[str, str]) -> dict[str, Value]:
        found = {}
        for path, words in {**defaults(self.template, self.settings), **given}.items():
            field = field_of(path, self.settings)
            assert field is not None, path
            found[field.path] = parse_value(field, words)
        for prompt in prompts(self.template, self.settings, found):
            found[prompt.field.path] = parse_value(prompt.field, _generic(prompt.field))
        return found

    def draft(self, given: Mapping[str, str] | None = None) -> Draft:
        drawing = Drawing("X-2026-0001", "other", "legal-lead", DAY)
        return draw(self.template, Approved(self.library), self.settings, self.answers(given or {}), drawing)

    def contract(self, given: Mapping[str, str] | None = None, alter: Any = None) -> tuple[Contract, tuple[Finding, ...]]:
        draft = self.draft(given)
        text = alter(draft.text) if alter else draft.text
        found, findings = read_contract(draft.path, "b" * 40, compose(draft.front, text), self.settings.catalogue)
        assert found is not None, findings
        return found, findings

    def lint(self, contract: Contract, door: tuple[Finding, ...] = ()) -> tuple[Finding, ...]:
        judge = Judge(Approved(self.library), Conditions(self.settings))
        return check(case_of(contract, judge, self.settings, door), CONTRACT_RULES, CODES)

    def printed(self, given: Mapping[str, str] | None = None) -> str:
        contract, _ = self.contract(given)
        return plain(contract, blocks(contract.text))


def _generic(field: Field) -> str:
    return field.choices[0] if field.choices else _NAMED.get(field.name, _GENERIC[field.type])


def imported(data: bytes | str, name: str = "form.md", template: str = "form", **how: Any) -> Imported:
    taken = take(data.encode() if isinstance(data, str) else data, name, template, **how)
    files = {**starter(), **taken.files, **taken.edited}
    settings, wrong = read_settings({SETTINGS: files[SETTINGS]})
    assert settings is not None and not wrong, [(f.place.line, f.message) for f in wrong]
    library, findings = read_library(files)
    assert not findings, [(str(f.place), f.message) for f in findings]
    return Imported(taken, files, library, settings, library.templates[template])


def words(text: str) -> list[str]:
    """The words of a text in small letters, HTML and figures left aside."""
    bare = re.sub(r"<[^>]*>|\]\([^)]*\)|\\(?=[^\w\s])", lambda match: "]" if match[0].startswith("](") else "", text)
    return [word.lower() for word in re.findall(r"[^\W\d_]{2,}", bare) if not re.fullmatch(r"[ivx]+", word.lower())]
