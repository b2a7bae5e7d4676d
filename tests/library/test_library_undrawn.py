"""Clauses that no template draws by itself stand clean in the customer agreement, at every position and with every option.

Some are drawn once a person states what they need: the templates that can draw them do, and under every law they provide for.
"""

from dataclasses import replace

import pytest
from test_library_templates import LIBRARY, SAMPLE, SETTINGS, drafted, draw_up, lint

from clmctl.model.template import TemplateClause
from clmctl.text.dialect.options import options_of

AGREEMENT = LIBRARY.templates["customer-agreement"]
#: Clauses that both agreements draw once what they need is stated.
ON_DEMAND = {
    "anti-bribery": {"fields.gift_limit": "100.00 EUR"},
    "export-control": {"fields.export_controlled": "true", "fields.event_end_period": "P60D"},
    "audit-rights": {"fields.account_record_period": "P36M", "fields.overcharge_percent": "5"},
    "publicity": {"fields.publicity_rules": "true"},
    "non-solicitation": {"fields.non_solicit_period": "P6M"},
}
DRAWN = {entry.clause for template in LIBRARY.templates.values() for entry in template.clauses} - ON_DEMAND.keys()
UNDRAWN = [
    (clause.id, variant.name)
    for clause in LIBRARY.clauses.values()
    for variant in clause.variants
    if clause.id not in DRAWN and variant.lang == "en"
]
SAID = {
    field.path: SAMPLE[field.type]
    for field in SETTINGS.catalogue.fields
    if field.path.startswith("fields.") and field.path not in AGREEMENT.defaults and field.type in SAMPLE
}


@pytest.mark.parametrize(("clause", "name"), UNDRAWN)
def test_a_clause_that_no_template_draws_fits_the_customer_agreement(clause: str, name: str) -> None:
    variant = LIBRARY.variant(clause, name)
    assert variant is not None
    law = {"legal.governing_law": variant.jurisdictions[0]} if variant.jurisdictions else {}
    for on in ("true", "false"):
        entry = TemplateClause(clause, variant=name, options=dict.fromkeys(options_of(variant.text), on))
        others = tuple(each for each in AGREEMENT.clauses if each.clause != clause)
        contract, _ = draw_up(replace(AGREEMENT, clauses=(*others, entry)), {**SAID, **law})
        # a position beyond the standard says so, and the template does not provide for the clause
        assert {finding.code for finding in lint(contract)} <= {"CL102", "CP204"}
        assert [f for f in lint(contract) if f.code == "CL102" and f.clause == clause] != [] or name == "standard"


@pytest.mark.parametrize("template", ["customer-agreement", "it-support-agreement"])
@pytest.mark.parametrize("clause", ON_DEMAND)
def test_a_clause_is_drawn_once_what_it_needs_is_stated(template: str, clause: str) -> None:
    without, _ = draw_up(LIBRARY.templates[template], {})
    assert not ON_DEMAND.keys() & {pin.clause for pin in without.clauses}
    contract, _ = draw_up(LIBRARY.templates[template], ON_DEMAND[clause])
    assert ON_DEMAND.keys() & {pin.clause for pin in contract.clauses} == {clause}
    assert {finding.code for finding in lint(contract)} <= {"CL102"}


@pytest.mark.parametrize("template", ["customer-agreement", "it-support-agreement"])
@pytest.mark.parametrize("law", ["England and Wales", "Germany", "New York", "California", "Ireland"])
def test_all_of_them_stand_clean_together_under_every_law(template: str, law: str) -> None:
    said = {path: text for needs in ON_DEMAND.values() for path, text in needs.items()}
    said |= {"fields.hiring_fee_percent": "20", "fields.export_classification": "5D992", "legal.governing_law": law}
    contract, _ = draw_up(LIBRARY.templates[template], said)
    pins = {pin.clause: pin for pin in contract.clauses}
    assert ON_DEMAND.keys() <= pins.keys()
    assert {finding.code for finding in lint(contract)} <= {"CL102"}
    for clause in ON_DEMAND:
        variant = LIBRARY.variant(clause, pins[clause].variant)
        assert variant is not None
        assert not variant.jurisdictions or law in variant.jurisdictions


def test_a_clause_nobody_asked_for_is_told_once_and_one_refused_with_its_reason() -> None:
    draft = drafted(LIBRARY.templates["it-support-agreement"], {"fields.index_linked": "false"})
    assert "price-adjustment: left out, because not fields.index_linked" in draft.notes
    [unasked] = [line for line in draft.notes if line.startswith("not asked for")]
    assert all(clause in unasked for clause in ON_DEMAND)
    assert len(draft.notes) == 2
