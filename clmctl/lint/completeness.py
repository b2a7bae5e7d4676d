"""Rules on completeness (CP): is every clause there that must be, once, with words in it?"""

from collections.abc import Iterator, Mapping

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.clause import Clause
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule
from clmctl.model.template import Template

MISSING: RuleName = ("CP201", "missing-required-clause", "error")
STUB: RuleName = ("CP202", "empty-or-stub-clause", "error")
CONDITIONAL: RuleName = ("CP203", "conditional-clause-missing", "error")
UNEXPECTED: RuleName = ("CP204", "unexpected-clause", "warning")
DUPLICATES: RuleName = ("CP205", "conflicting-duplicates", "error")


def missing(case: Case) -> Iterator[Finding]:
    """A clause this type of contract must have, or an element nothing in it deals with."""
    present = case.present
    kind = case.contract.type
    library = case.judge.approved.library
    form = _form(case)
    if form is not None:
        for placed in form.clauses:
            clause = library.clauses.get(placed.clause)
            if clause is not None and not placed.when and clause.id not in present:
                message = f'The contract has no clause "{clause.title}", which the form "{form.title}" is not whole without.'
                yield problem(MISSING, case, message, subject=clause.id, hint=_insert(case, clause))
        return
    for clause in library.clauses.values():
        if kind in clause.mandatory_for and not clause.mandatory_when and clause.id not in present:
            yield problem(
                MISSING,
                case,
                f'The contract has no clause "{clause.title}", which every {kind} must have.',
                subject=clause.id,
                hint=_insert(case, clause),
            )
    for element in library.coverage:
        if kind not in element.required_for or case.contract.paper != "own":
            continue
        clauses = {answer.partition("#")[0] for answer in element.answers}
        if clauses & set(present) and not any(_answered(case, present, answer) for answer in element.answers):
            where = " or ".join(sorted(clauses))
            message = f'Nothing in the contract deals with "{element.title}" ({element.id}).'
            yield problem(
                MISSING,
                case,
                message,
                subject=element.id,
                hint=f"{where} deals with it: clmctl edit {case.contract.id} --clause {sorted(clauses)[0]} --use standard",
            )


def _form(case: Case) -> Template | None:
    """The contract's template where that is a form whole by itself, which no clause of our own paper completes."""
    template = case.judge.approved.library.templates.get(case.contract.template)
    return template if template is not None and template.complete else None


def _answered(case: Case, present: Mapping[str, tuple[str, ...]], answer: str) -> bool:
    clause, _, anchor = answer.partition("#")
    for at in present.get(clause, ()):
        own = at + anchor.removeprefix(clause) if anchor.startswith(clause) else anchor
        section = next(s for s in case.sections if s.anchor == at)
        if own in ("", at) or "{#" + own in section.body:
            return True
    return False


def _insert(case: Case, clause: Clause) -> str:
    return f"clmctl edit {case.contract.id} --clause {clause.id} --use standard --why ... puts the approved text in."


def conditional(case: Case) -> Iterator[Finding]:
    """A clause this contract must have because of what it says of itself."""
    if _form(case) is not None:
        return
    present = case.present
    for clause in case.judge.approved.library.clauses.values():
        applies = not clause.mandatory_for or case.contract.type in clause.mandatory_for
        if (
            clause.mandatory_when
            and applies
            and clause.id not in present
            and case.judge.conditions.hold(clause.mandatory_when, case.contract.values)
        ):
            message = f'The contract has no clause "{clause.title}", which it needs because {clause.mandatory_when}.'
            yield problem(CONDITIONAL, case, message, subject=clause.id, hint=_insert(case, clause))


def stub(case: Case) -> Iterator[Finding]:
    """A heading with no words under it, or words that only hold the place."""
    for section, held in case.looked:
        if held.stub and section.kind == "clause":
            yield problem(
                STUB,
                case,
                f'The clause "{section.title}" has no text.',
                line=section.line,
                clause=section.anchor,
                subject=section.title,
                hint="Write the clause, take an approved one, or remove the heading.",
            )


def unexpected(case: Case) -> Iterator[Finding]:
    """A clause that the contract's template does not provide for."""
    template = case.judge.approved.library.templates.get(case.contract.template)
    if template is None:
        return
    expected = {c.clause for c in template.clauses}
    for clause, anchors in case.present.items():
        if clause not in expected:
            line = next(s.line for s in case.sections if s.anchor == anchors[0])
            message = f'The clause {clause} is not one that the template "{template.title}" provides for.'
            yield problem(
                UNEXPECTED,
                case,
                message,
                line=line,
                clause=anchors[0],
                subject=clause,
                hint="Leave it out, or say why it belongs here in a suppression.",
            )


def duplicates(case: Case) -> Iterator[Finding]:
    """Two clauses of which a contract may have one, or two that contradict each other."""
    present = case.present
    library = case.judge.approved.library
    lines: dict[str, int] = {}
    for name, anchors in present.items():
        clause = library.clauses.get(name)
        if clause is None or not (clause.incompatible_with or (clause.exclusive and len(anchors) > 1)):
            continue
        lines = lines or {section.anchor: section.line for section in case.sections}
        if clause.exclusive and len(anchors) > 1:
            message = (
                f'The clause "{clause.title}" stands {len(anchors)} times (#{", #".join(anchors)}); a contract may have one.'
            )
            yield problem(
                DUPLICATES,
                case,
                message,
                line=lines[anchors[1]],
                clause=anchors[1],
                subject=name,
                hint="Keep one of them; two can contradict each other.",
            )
        for other in clause.incompatible_with:
            if other in present and (
                name < other or name not in library.clauses[other].incompatible_with if other in library.clauses else True
            ):
                message = f"The clauses {name} and {other} contradict each other."
                yield problem(
                    DUPLICATES,
                    case,
                    message,
                    line=lines[anchors[0]],
                    clause=anchors[0],
                    subject=f"{name}+{other}",
                    hint="Keep one of them.",
                )


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *MISSING,
        "contract",
        "A required clause, or an element the coverage map asks for, is missing.",
        "What a contract does not say is decided by law nobody chose.",
        "Put the approved clause in.",
        missing,
    ),
    Rule(
        *STUB,
        "contract",
        "A clause has a heading and no text.",
        "An empty clause binds nobody and reads as if something was forgotten.",
        "Write it, or remove the heading.",
        stub,
    ),
    Rule(
        *CONDITIONAL,
        "contract",
        "A clause the contract's own values call for is missing.",
        "Personal data without a data protection clause is an offence in many countries, not only a gap.",
        "Put the clause in, or correct the field that calls for it.",
        conditional,
    ),
    Rule(
        *UNEXPECTED,
        "contract",
        "A clause the template does not provide for.",
        "A clause from another kind of deal often came in by copying and carries that deal's risk.",
        "Leave it out, or suppress with the reason it belongs here.",
        unexpected,
    ),
    Rule(
        *DUPLICATES,
        "contract",
        "An exclusive clause stands twice, or two clauses exclude each other.",
        "Two governing laws are none.",
        "Keep one.",
        duplicates,
    ),
)
