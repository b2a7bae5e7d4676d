"""The rule on languages (CL109): a contract in several languages says the same thing in each of them."""

from collections.abc import Iterator

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.block import Section
from clmctl.model.contract import ClausePin
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule

APART: RuleName = ("CL109", "languages-apart", "error")


def apart(case: Case) -> Iterator[Finding]:
    """A clause that stands in one language and not in another, or takes another position there."""
    if len(case.contract.languages) < 2:
        return
    standing: dict[str, dict[str, Section]] = {}
    for section in case.sections:
        standing.setdefault(section.anchor, {}).setdefault(section.lang or case.contract.language, section)
    for anchor, tongues in standing.items():
        first = next(iter(tongues.values()))
        lacking = [lang for lang in case.contract.languages if lang not in tongues]
        if lacking:
            message = f'"{first.title}" stands in {", ".join(tongues)} and not in {", ".join(lacking)}.'
            yield problem(APART, case, message, line=first.line, clause=anchor, subject=f"-{','.join(lacking)}", hint=_TAKE)
            continue
        pins = {lang: pin for lang, section in tongues.items() if (pin := case.pin(section)) is not None}
        claims = {lang: _claim(pin) for lang, pin in pins.items()}
        if len(set(claims.values())) > 1:
            each = "; ".join(f"{claim} in {lang}" for lang, claim in claims.items())
            message = f'"{first.title}" takes another position in each language: {each}.'
            yield problem(APART, case, message, line=first.line, clause=anchor, subject=each, hint=_TAKE)


_TAKE = "clmctl edit ID --clause ANCHOR --use POSITION --why ... puts one position in, in every language."


def _claim(pin: ClausePin) -> str:
    on = ", ".join(sorted(name for name, switched in pin.options.items() if switched))
    return f"{pin.clause} {pin.variant}{f' with {on}' if on else ''}"


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *APART,
        "contract",
        "A clause stands in one language of the contract and not in another, or takes another position there.",
        "Where one text gives less than the other, nobody knows which was meant, and the prevailing one decides by chance.",
        "Put the same position in, in every language; clmctl edit --use does it in one step.",
        apart,
    ),
)
