"""Clauses that no template draws by itself stand clean in the customer agreement, at every position and with every option."""

from dataclasses import replace

import pytest
from test_library_templates import LIBRARY, SAMPLE, SETTINGS, draw_up, lint

from clmctl.model.template import TemplateClause
from clmctl.text.options import options_of

AGREEMENT = LIBRARY.templates["customer-agreement"]
DRAWN = {entry.clause for template in LIBRARY.templates.values() for entry in template.clauses}
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
        contract, _ = draw_up(replace(AGREEMENT, clauses=(*AGREEMENT.clauses, entry)), {**SAID, **law})
        # a position beyond the standard says so, and the template does not provide for the clause
        assert {finding.code for finding in lint(contract)} <= {"CL102", "CP204"}
        assert [f for f in lint(contract) if f.code == "CL102" and f.clause == clause] != [] or name == "standard"
