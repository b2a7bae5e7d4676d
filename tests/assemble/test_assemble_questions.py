"""What is asked, and what an answer means."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.assemble.questions import Prompt, defaults, field_of, our_party, party_field, prompts
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.money import Money
from clmctl.model.party import Party
from clmctl.model.period import Period
from clmctl.model.person import Person
from clmctl.model.settings import Settings
from clmctl.model.template import Template
from clmctl.text.fields.values import show_value

OWN = (
    Field("fields.hours", FieldType.CHOICE, "When we help.", choices=("business", "business-and-more", "always")),
    Field("fields.gdpr", FieldType.BOOLEAN, "Whether it applies.", default="true"),
    Field("fields.note", FieldType.TEXT, "Anything else."),
    Field("fields.level", FieldType.CHOICE, choices=("3", "2", "1")),
)
SETTINGS = Settings(
    Party("us", "supplier", "Supplier Ltd", "Supplier", ours=True, email="legal@supplier.example"),
    Catalogue((*BUILT_IN, *OWN)),
    people=(Person("ada", "Ada", "ada@example.org", "admin"), Person("ben", "Ben", "ben@example.org", "editor")),
)
TEMPLATE = Template(
    "services",
    "Services Agreement",
    "msa",
    "templates/services/template.yaml",
    asks=(
        "parties.customer.legal_name",
        "parties.customer.email",
        "owner",
        "dates.effective",
        "renewal.notice",
        "hours",
        "gdpr",
        "note",
        "nothing",
    ),
    defaults=MappingProxyType({"renewal.notice": "P60D", "fields.note": "none"}),
)


def asked(answers=MappingProxyType({}), printed: frozenset[str] = frozenset()) -> dict[str, Prompt]:
    return {prompt.field.path: prompt for prompt in prompts(TEMPLATE, SETTINGS, answers, printed)}


def test_what_is_asked_in_the_templates_order() -> None:
    found = asked()
    assert list(found) == [
        "parties.customer.legal_name", "parties.customer.email", "owner", "dates.effective", "renewal.notice",
        "fields.hours", "fields.gdpr", "fields.note",
    ]  # fmt: skip
    assert [path for path, prompt in found.items() if prompt.required] == [
        "parties.customer.legal_name",
        "owner",
        "dates.effective",
    ]
    assert {path: prompt.default for path, prompt in found.items() if prompt.default} == {
        "owner": "ada", "renewal.notice": "P60D", "fields.gdpr": "yes", "fields.note": "none",
    }  # fmt: skip
    assert found["owner"].choices == ("ada", "ben") and found["fields.gdpr"].choices == ("yes", "no")


def test_what_was_answered_is_not_asked_and_what_is_printed_is_needed() -> None:
    found = asked({"owner": "ben", "fields.note": "x"}, frozenset({"parties.customer.email"}))
    assert "owner" not in found and "fields.note" not in found
    assert found["parties.customer.email"].required


@pytest.mark.parametrize(
    ("path", "said", "value"),
    [
        ("fields.hours", "2", "business-and-more"),
        ("fields.hours", "ALWAYS", "always"),
        ("fields.hours", "al", "always"),
        ("fields.hours", "business", "business"),
        ("fields.level", "1", "1"),
        ("fields.gdpr", "1", True),
        ("fields.gdpr", "N", False),
        ("fields.gdpr", "false", False),
        ("owner", "2", "ben"),
        ("owner", "be", "ben"),
        ("dates.effective", "2026-12-01", date(2026, 12, 1)),
        ("dates.effective", "1.12.2026", date(2026, 12, 1)),
        ("renewal.notice", "P90D", Period(days=90)),
        ("renewal.notice", "90 days", Period(days=90)),
        ("money.total", "EUR 1,200.50", Money(Decimal("1200.50"), "EUR")),
        ("parties.customer.email", "a@b.example", "a@b.example"),
        ("liability.carve_outs", "ip, data-breach", ("ip", "data-breach")),
    ],
)
def test_what_an_answer_means(path: str, said: str, value: object) -> None:
    assert one(path).read(said) == value


@pytest.mark.parametrize(
    ("path", "said", "why"),
    [
        ("fields.hours", "4", "there is no choice 4: the last is 3"),
        ("fields.hours", "0", "there is no choice 0"),
        ("fields.hours", "99999999999999999999", "there is no choice 999999"),
        ("fields.hours", "bus", "may be business or business-and-more"),
        ("fields.hours", "alwyas", "did you mean always?"),
        ("fields.gdpr", "perhaps", "neither true nor false"),
        ("owner", "zoe", "is none of them"),
        ("dates.effective", "01/12/2026", "may mean 2026-12-01 or 2026-01-12"),
        ("dates.effective", "next week", "write it as 2027-03-01 or 1 March 2027"),
        ("renewal.notice", "90", "write it as 60 days, 12 months, 1 year"),
        ("parties.customer.email", "bob", "is no e-mail address"),
        ("parties.customer.email", "a@b@c.example", "is no e-mail address"),
        ("parties.customer.legal_name", "a\x07b", "control character"),
    ],
)
def test_an_answer_that_means_nothing_says_why(path: str, said: str, why: str) -> None:
    with pytest.raises(ValueError, match=why.replace("?", r"\?")):
        one(path).read(said)


def one(path: str) -> Prompt:
    found = asked().get(path)
    if found is not None:
        return found
    field = field_of(path, SETTINGS)
    assert field is not None
    return Prompt(field, "", required=False, choices=field.choices)


@given(st.sampled_from([field for field in SETTINGS.catalogue.fields if field.choices]), st.data())
def test_every_choice_is_reached_by_its_name_and_its_number(field: Field, data: st.DataObject) -> None:
    choice = data.draw(st.sampled_from(field.choices))
    prompt = Prompt(field, "", required=False, choices=field.choices)
    assert show_value(prompt.read(choice)) == choice
    number = str(field.choices.index(choice) + 1)
    if number not in field.choices:
        assert show_value(prompt.read(number)) == choice


@given(st.text(max_size=30))
def test_any_words_are_a_value_or_a_reason(said: str) -> None:
    for path in (
        "fields.hours",
        "fields.gdpr",
        "owner",
        "dates.effective",
        "renewal.notice",
        "money.total",
        "parties.customer.email",
    ):
        try:
            one(path).read(said)
        except ValueError as wrong:
            assert str(wrong)


def test_labels_and_forms_read_as_a_person_would_ask() -> None:
    assert one("parties.customer.email").label == "Customer, e-mail address"
    assert one("renewal.notice").label == "Renewal, notice" and "60 days, 12 months, 1 year" in one("renewal.notice").form
    assert one("fields.note").label == "Note" and one("fields.note").form == ""


def test_the_fields_of_a_party() -> None:
    field = party_field("parties.customer.address")
    assert field is not None and field.type is FieldType.TEXT and "one line" in field.help
    assert party_field("parties.customer.signatories") is None and party_field("parties.customer") is None


def test_our_own_party_and_the_defaults() -> None:
    ours = our_party(SETTINGS.organisation, "provider")
    assert (ours.key, ours.role, ours.ours, ours.email) == ("provider", "provider", True, "legal@supplier.example")
    found = defaults(TEMPLATE, SETTINGS)
    assert found["renewal.notice"] == "P60D" and found["fields.gdpr"] == "true" and found["paper"] == "own"
