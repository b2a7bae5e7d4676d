"""What a person must still answer before a template can be drawn."""

import re
from collections.abc import Mapping

from clmctl.assemble.amending import CHANGES
from clmctl.expression.error import did_you_mean
from clmctl.model.field import Field, FieldType
from clmctl.model.frozen import frozen
from clmctl.model.library import Library
from clmctl.model.party import Party
from clmctl.model.settings import Settings
from clmctl.model.template import Template
from clmctl.model.value import Value
from clmctl.text.dialect.options import expand, options_of
from clmctl.text.dialect.placeholders import find_placeholders
from clmctl.text.dialect.typed import typed_value
from clmctl.text.fields.tables import RELATIONS
from clmctl.text.fields.values import parse_value

_PARTY_HELP = {
    "legal_name": "The full registered name, as the register of companies has it.",
    "short_name": "The short name the contract calls it by.",
    "address": "The registered address, on one line.",
    "company_no": "The number in the register of companies.",
    "jurisdiction": "The country of registration, two letters (ISO 3166).",
    "email": "The e-mail address for notices.",
}
_PARTY_LABELS = {"company_no": "company number", "jurisdiction": "country", "email": "e-mail address"}
_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")
_FORMS = {
    FieldType.DATE: "A day: 2026-12-31 or 31 December 2026.",
    FieldType.DURATION: "A time: 60 days, 12 months, 1 year, 10 business days; or P60D, P12M, P1Y, P10B.",
    FieldType.MONEY: "An amount with its currency: 120000.00 EUR or EUR 120,000.00.",
    FieldType.PERCENT: "A percentage: 5, 2.5 or 5 %.",
    FieldType.INTEGER: "A whole number.",
    FieldType.BOOLEAN: "yes or no.",
    FieldType.STRINGS: "Words with commas between them.",
}
_TIES = {
    "amends": "amends",
    "sow-of": "is a statement of work under",
    "schedule-of": "is a schedule of",
    "renewal-of": "renews",
    "supersedes": "takes the place of",
    "references": "is made under or refers to",
}
#: What a party may be asked for; other attributes of a party are lists and edited in the file.
PARTY_ATTRIBUTES = frozenset(_PARTY_HELP)


@frozen
class Prompt:
    """One thing to ask: the field, what it is, its choices, and the default taken when nothing is said (empty: none)."""

    field: Field
    default: str
    required: bool
    choices: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The question as it stands before the cursor."""
        if self.field.path.startswith("parties."):
            _, key, attribute = self.field.path.split(".", 2)
            return f"{key.capitalize()}, {_PARTY_LABELS.get(attribute, attribute.replace('_', ' '))}"
        words = self.field.path.removeprefix("fields.").replace("_", " ").replace(".", ", ")
        return words[:1].upper() + words[1:]

    @property
    def form(self) -> str:
        """How an answer is written, with an example; empty where any words will do."""
        return _FORMS.get(self.field.type, "")

    def read(self, said: str) -> Value:
        """What the words mean: a choice by its number, name or beginning, else a value of the field's type.

        ValueError says in one sentence what is wrong and what would be right.
        """
        if not self.choices:
            return typed_answer(self.field, said)
        begun = [choice for choice in self.choices if choice.casefold().startswith(said.casefold())]
        exact = [choice for choice in begun if choice.casefold() == said.casefold()]
        if said.isascii() and said.isdigit() and not exact:
            if 0 < int(said[:6]) <= len(self.choices):
                return parse_value(self.field, self.choices[int(said[:6]) - 1])
            raise ValueError(f"there is no choice {said[:6]}: the last is {len(self.choices)}")
        if exact or len(begun) == 1:
            return parse_value(self.field, (exact or begun)[0])
        if len(begun) > 1:
            raise ValueError(f'"{said}" may be {" or ".join(begun)}')
        if self.field.type is FieldType.BOOLEAN:
            return parse_value(self.field, said)
        raise ValueError(f'"{said}" is none of them. {did_you_mean(said, self.choices)}'.rstrip())


def typed_answer(field: Field, said: object) -> Value:
    """The value a person typed for a field, a party's e-mail address included. ValueError says what is wrong with it."""
    value = typed_value(field, said)
    if field.path.startswith("parties.") and field.path.endswith(".email") and not _EMAIL.fullmatch(str(said).strip()):
        raise ValueError(f'"{said}" is no e-mail address: write it as legal@example.com')
    return value


def party_field(path: str) -> Field | None:
    """The field behind `parties.<key>.<attribute>`, or None where a party has no such attribute."""
    parts = path.split(".")
    if len(parts) != 3 or parts[0] != "parties" or parts[2] not in PARTY_ATTRIBUTES:
        return None
    return Field(path, FieldType.TEXT, _PARTY_HELP[parts[2]], client_safe=True)


def relation_field(path: str) -> Field | None:
    """The field behind `relations.<kind>`, the number of the contract this one is tied to; None where there is no such tie."""
    owner, _, kind = path.partition(".")
    if owner != "relations" or kind not in RELATIONS:
        return None
    return Field(path, FieldType.TEXT, f"The number of the contract that this one {_TIES[kind]}.", client_safe=True)


def field_of(path: str, settings: Settings) -> Field | None:
    """The field a template or a person means by a path, an alias or an unambiguous name; None where there is none."""
    found = settings.catalogue.find(path)
    if path == CHANGES.path:
        return CHANGES
    return found[0] if len(found) == 1 else party_field(path) or relation_field(path)


def prompts(
    template: Template, settings: Settings, answers: Mapping[str, Value], printed: frozenset[str] = frozenset()
) -> tuple[Prompt, ...]:
    """What the template asks for and `answers` lacks, in the template's order. What the text prints (`printed`) is needed."""
    found = []
    for path in template.asks:
        field = field_of(path, settings)
        if field is None or field.path in answers:
            continue
        default = template.defaults.get(field.path) or field.default
        if field.path == "owner" and not default and settings.people:
            default = settings.people[0].id
        needed = field.path in printed or field.path == "dates.effective" or field.path.endswith(".legal_name")
        needed = needed or template.type in field.required_for or "*" in field.required_for
        found.append(Prompt(field, _shown_default(field, default), required=needed, choices=_choices(field, settings)))
    return tuple(found)


def _choices(field: Field, settings: Settings) -> tuple[str, ...]:
    """What an answer is chosen from; empty where it is free."""
    if field.type is FieldType.BOOLEAN:
        return ("yes", "no")
    if field.type is FieldType.PERSON:
        return tuple(person.id for person in settings.people)
    return () if field.type is FieldType.STRINGS else field.choices


def _shown_default(field: Field, default: str) -> str:
    """The default as a person would type it: `yes` for `true`."""
    return {"true": "yes", "false": "no"}.get(default, default) if field.type is FieldType.BOOLEAN else default


def printed_paths(template: Template, library: Library) -> frozenset[str]:
    """Every field and party attribute that the template's standard texts print, whatever options are on.

    What stands under an option that asks whether a field `is known` may stay unknown, so it is not counted.
    """
    texts = [template.preamble, template.closing]
    for each in template.clauses:
        variant = library.variant(each.clause, each.variant, template.languages[0] if template.languages else "en")
        if variant is not None:
            sure = {option: not each.options.get(option, "").endswith(" is known") for option in options_of(variant.text)}
            texts.append(expand(variant.text, sure) if not all(sure.values()) else variant.text)
    return frozenset(placeholder.path for text in texts for placeholder, _ in find_placeholders(text))


def our_party(organisation: Party, role: str) -> Party:
    """The organisation of the settings as a party in our role."""
    return Party(
        key=role,
        role=role,
        ours=True,
        legal_name=organisation.legal_name,
        short_name=organisation.short_name,
        jurisdiction=organisation.jurisdiction,
        company_no=organisation.company_no,
        address=organisation.address,
        email=organisation.email,
        notice=organisation.notice,
        signatories=organisation.signatories,
    )


def defaults(template: Template, settings: Settings) -> dict[str, str]:
    """path -> text for everything the template or the catalogue has a default for; the template's win."""
    found = {field.path: field.default for field in settings.catalogue.fields if field.default}
    return {**found, **template.defaults}
