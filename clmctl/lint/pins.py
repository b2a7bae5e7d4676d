"""The rule on pins (CL106): a claim of approval is checked against the ledger and against the text."""

from collections.abc import Iterator

from clmctl.lint.case import Case, RuleName, problem
from clmctl.lint.verdict import Verdict, named
from clmctl.model.contract import ClausePin
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule

TAMPERED: RuleName = ("CL106", "tampered-anchor", "error")

_LEDGER = "A pin is written by clmctl when it puts an approved text in; clauses approve writes the ledger."


def tampered(case: Case) -> Iterator[Finding]:
    """A pin that claims an approval its text or its digest does not have."""
    other = [
        _other(case, pin, section.title, verdict) for section, pin, verdict in case.unsettled if verdict.state == "other" and pin
    ]
    yield from other
    told = {finding.clause for finding in other}
    anchors = {section.anchor for section in case.sections}
    for pin in case.contract.clauses:
        if pin.at in anchors and case.judge.claim(pin).is_approved:
            continue
        entry = case.judge.approved.entry_of(pin)
        claim = f"{pin.clause} {pin.variant} version {pin.version}"
        if pin.at not in anchors:
            message = f"A pin claims {claim} at #{pin.at}, but no clause stands there."
            yield _tampered(case, pin, message, "Remove the pin, or give the clause its anchor back.")
        elif pin.at in told:
            continue
        elif entry is None:
            yield _tampered(case, pin, f"The pin at #{pin.at} claims {claim}, which the ledger never approved.", _LEDGER)
        elif pin.digest != entry.digest:
            message = f"The pin at #{pin.at} claims {claim} with a digest that is not the approved one."
            yield _tampered(case, pin, message, _LEDGER)


def _other(case: Case, pin: ClausePin, title: str, verdict: Verdict) -> Finding:
    """The text is approved, and another than the pin says."""
    claim = f"{pin.clause} {pin.variant} version {pin.version}{_with(_on(pin))}"
    options = _with(verdict.on) or (" with no option on" if _on(pin) else "")
    found = f"{named(verdict.variant)}{options}" if verdict.variant else ""
    message = f'The pin of "{title}" claims {claim}, but the text is {found}.'
    flipped = "".join(f" --option {name}={'yes' if name in verdict.on else 'no'}" for name in sorted(verdict.on ^ _on(pin)))
    name = verdict.variant.name if verdict.variant else pin.variant
    command = f"clmctl edit {case.contract.id} --clause {pin.at} --use {name}{flipped} --why ..."
    return _tampered(case, pin, message, f"{command} makes pin and text agree; read which of the two was agreed.")


def _on(pin: ClausePin) -> frozenset[str]:
    return frozenset(name for name, on in pin.options.items() if on)


def _with(on: frozenset[str]) -> str:
    return f" with {', '.join(sorted(on))}" if on else ""


def _tampered(case: Case, pin: ClausePin, message: str, hint: str) -> Finding:
    section = next((s for s in case.sections if s.anchor == pin.at and case.pin(s) is pin), None)
    return problem(TAMPERED, case, message, line=section.line if section else 0, clause=pin.at, subject=pin.digest, hint=hint)


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *TAMPERED,
        "contract",
        "A pin claims an approval that its text or digest does not have.",
        "A badge on a text that never earned it is worse than no badge.",
        "Let clmctl write the pin by putting the approved text in (clmctl edit --use).",
        tampered,
    ),
)
