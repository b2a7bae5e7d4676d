"""Rules on citations of third parties' paper (FD): does the text still say what a field was read from?"""

from collections.abc import Iterator

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.block import Section
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule
from clmctl.text.printing.cites import quotable, quote_digest

CITE_LOST: RuleName = ("FD610", "cite-lost", "error")


def cite_lost(case: Case) -> Iterator[Finding]:
    """A field that cites a clause that is not there, or a paragraph that reads otherwise now."""
    if not case.contract.cites:
        return
    parts = {part.anchor: part for part in reversed(case.parts) if part.anchor}
    digests: dict[str, frozenset[str]] = {}
    for path, anchor in case.contract.cites.items():
        part = parts.get(anchor)
        if part is None:
            message = f"{path} cites #{anchor}, and no clause bears that anchor."
            yield problem(CITE_LOST, case, message, subject=path, hint="Cite the clause that states it.")
            continue
        quote = case.contract.quotes.get(path)
        if quote is None:
            continue
        if anchor not in digests:
            digests[anchor] = _digests(case, part)
        if quote not in digests[anchor]:
            message = f'{path} was read from a paragraph of "{part.title}" that reads otherwise now.'
            hint = f"Read the clause again: clmctl import review {case.contract.id} --accept {path}=..."
            clause = part.anchor if part.kind == "clause" else ""
            yield problem(CITE_LOST, case, message, line=part.line, clause=clause, subject=path, hint=hint)


def _digests(case: Case, part: Section) -> frozenset[str]:
    """The digests of a part's paragraphs."""
    return frozenset(quote_digest(words) for _, words in quotable(case.contract.text[part.start : part.end]))


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *CITE_LOST,
        "contract",
        "A field cites a clause that is gone, or words that were changed since they were read.",
        "On paper of others a field is a reading of the text; when the text moves, the reading must be made again.",
        "Read the clause again, and accept what it says now.",
        cite_lost,
    ),
)
