"""Rules on approved language (CL): is every clause one that was approved, and may it stand here?"""

from collections.abc import Iterator

from clmctl.lint.case import Case, RuleName, problem
from clmctl.lint.changes import line_of, subject_of
from clmctl.lint.phrases import Hit
from clmctl.lint.surroundings import strayed
from clmctl.lint.verdict import named
from clmctl.model.block import Section
from clmctl.model.clause import Variant
from clmctl.model.contract import ClausePin
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule

NOT_APPROVED: RuleName = ("CL101", "not-approved", "error")
FALLBACK_USED: RuleName = ("CL102", "fallback-used", "warning")
UNACCEPTABLE: RuleName = ("CL103", "unacceptable-position", "error")
SUPERSEDED: RuleName = ("CL104", "superseded-version", "warning")
WITHDRAWN: RuleName = ("CL105", "withdrawn-version", "error")
WRONG_CONTEXT: RuleName = ("CL107", "wrong-context", "error")
SMALL_EDIT: RuleName = ("CL108", "small-edit-big-effect", "error")


def not_approved(case: Case) -> Iterator[Finding]:
    """A clause whose text equals no approved position."""
    for section, pin, verdict in case.unsettled:
        if verdict.state == "unknown":
            message = f'The clause "{section.title}" is in no clause library: nobody approved its language.'
            yield problem(
                NOT_APPROVED, case, message, line=section.line, clause=section.anchor, subject=section.title, hint=_PROPOSE
            )
        elif verdict.state == "unapproved" and verdict.variant is not None:
            draft = verdict.variant
            message = f'The text of "{section.title}" is {named(draft)}, which nobody approved as it stands.'
            hint = f"clmctl clauses approve {draft.clause} {draft.name} --why ... approves it; or take an approved position."
            yield problem(NOT_APPROVED, case, message, line=section.line, clause=section.anchor, subject=draft.name, hint=hint)
        elif verdict.state == "lost" and verdict.variant is not None:
            gone = named(verdict.variant)
            message = f'"{section.title}" cannot be compared: the library no longer holds {gone} as it was approved.'
            place = f"clause_library/{verdict.variant.clause}"
            hint = f"Put the approved text back into {place}, under superseded/ where a newer one stands."
            yield problem(NOT_APPROVED, case, message, line=section.line, clause=section.anchor, subject=gone, hint=hint)
        elif verdict.state == "changed" and verdict.variant is not None:
            differs = verdict.said or "the same words, set out in other paragraphs, levels or breaks"
            near = f"Nearest is {named(verdict.variant)} ({verdict.similarity:.1%} alike): {differs}"
            message = f'The text of "{section.title}" is no approved position. {near}'
            begins = _begins(section, verdict.variant) if verdict.digest else line_of(verdict.changes)
            yield problem(
                NOT_APPROVED,
                case,
                message,
                line=section.line + begins,
                clause=section.anchor,
                subject=verdict.digest or subject_of(verdict.changes),
                hint=_back(case, section, pin, verdict.variant),
            )
    for around in strayed(case):
        alike = f"Nearest is what the template {case.contract.template} says ({around.similarity:.1%} alike)"
        words = f"{alike if around.similarity else 'The template has no such words'}: {around.said}"
        message = f"The {around.what} of the contract is not the template's, and nobody approved it. {words}"
        line = around.line + line_of(around.changes) if around.line else 0
        yield problem(NOT_APPROVED, case, message, line=line, subject=subject_of(around.changes), hint=_AROUND)


_AROUND = (
    "Put the template's words back, or say what was agreed in a clause. A text the template had before is kept in its folder "
    "under superseded/, as preamble-1.md or closing-1.md."
)
_PROPOSE = "Use an approved clause (clmctl clauses list), or have the library's owner approve this one (clmctl clauses approve)."


def _begins(section: Section, variant: Variant) -> int:
    """How many lines below the heading another text begins: in the heading itself where that is another too."""
    heading = variant.text.lstrip("\n").partition("\n")[0].strip("# ")
    return 1 + len(section.body) - len(section.body.lstrip("\n")) if heading == section.title else 0


def _back(case: Case, section: Section, pin: ClausePin | None, variant: Variant) -> str:
    command = f"clmctl edit {case.contract.id} --clause {section.anchor} --use {variant.name} --why ..."
    if pin is not None:
        return f"{command} puts the approved text back; a suppression with a reason accepts this one."
    if section.anchor == variant.clause:
        return f"No pin says which approved clause this is meant to be. {command} puts the approved text here."
    anchor = f"{{#{variant.clause}}}"
    return (
        f"No pin says which approved clause this is meant to be. If it is {variant.clause}, give its heading the anchor {anchor}."
    )


def fallback_used(case: Case) -> Iterator[Finding]:
    """An approved position that is not the standard one."""
    for section, _, verdict in case.unsettled:
        variant = verdict.variant
        if verdict.state in ("kept", "other") and variant is not None and variant.name != "standard":
            who = f", which {variant.approval} must approve" if variant.approval else ""
            message = f'"{section.title}" takes {variant.name} of {variant.clause}{who}.'
            hint = f"clmctl clauses show {variant.clause} tells what the standard position gives us and when to leave it."
            yield problem(FALLBACK_USED, case, message, line=section.line, clause=section.anchor, subject=variant.name, hint=hint)


def unacceptable(case: Case) -> Iterator[Finding]:
    """Language nobody may agree to, wherever it stands."""
    for part, held in case.looked:
        text = case.contract.text[part.start : part.end] if held.hits else ""
        for hit in held.hits:
            if part.kind == "clause" and hit.phrase.phrase in _accepted(case, part):
                continue
            line = part.line + text.count("\n", 0, hit.start)
            yield _unacceptable(case, hit, f'"{hit.words}"', line, part.anchor if part.kind == "clause" else "")
    phrases = case.judge.phrases
    for path, value in case.contract.values.items() if phrases else ():
        for words in value if isinstance(value, tuple) else (value,):
            for hit in phrases.find(words) if isinstance(words, str) else ():
                yield _unacceptable(case, hit, f'"{hit.words}" in {path}', 0, "")


def _unacceptable(case: Case, hit: Hit, what: str, line: int, clause: str) -> Finding:
    message = f"{what} is not acceptable ({hit.clause}): {hit.phrase.why}"
    hint = hit.phrase.instead or f"clmctl clauses show {hit.clause} lists the positions that may be offered."
    return problem(UNACCEPTABLE, case, message, line=line, clause=clause, subject=hit.words.lower(), hint=hint)


def _accepted(case: Case, section: Section) -> tuple[str, ...]:
    """The words a clause was approved with although they are unacceptable elsewhere, while it stands as approved."""
    verdict = next((verdict for judged, _, verdict in case.verdicts if judged is section), None)
    if verdict is None or verdict.state not in ("kept", "other") or verdict.variant is None:
        return ()
    clause = case.judge.approved.library.clauses.get(verdict.variant.clause)
    return clause.accepts if clause is not None else ()


def superseded(case: Case) -> Iterator[Finding]:
    """A version that a newer approved one replaced."""
    for section, _, verdict in case.unsettled:
        variant = verdict.variant
        if verdict.state not in ("kept", "other") or variant is None or variant.status == "withdrawn":
            continue
        current = case.judge.approved.current(variant)
        if current is not None and current.version > variant.version and current.status == "approved":
            message = (
                f'"{section.title}" is version {variant.version} of {_short(variant)}; version {current.version} is approved now.'
            )
            hint = f"The contract keeps what it took; clmctl clauses diff {variant.clause} {variant.name} shows what changed."
        elif variant.status == "deprecated":
            message = f'"{section.title}" takes {_short(variant)}, which is deprecated.'
            hint = f"clmctl clauses show {variant.clause} lists the positions to use now."
        else:
            continue
        yield problem(
            SUPERSEDED, case, message, line=section.line, clause=section.anchor, subject=str(variant.version), hint=hint
        )


def withdrawn(case: Case) -> Iterator[Finding]:
    """A text the library took back."""
    for section, _, verdict in case.unsettled:
        variant = verdict.variant
        if verdict.state not in ("kept", "other") or variant is None:
            continue
        entry = case.judge.approved.entry(variant)
        gone = entry is not None and entry.until is not None and not _replaced(case, variant)
        if variant.status == "withdrawn" or gone:
            since = f" on {entry.until}" if entry and entry.until else ""
            why = f": {entry.gone}" if entry and entry.gone else ""
            message = f'"{section.title}" takes version {variant.version} of {_short(variant)}, withdrawn{since}{why}.'
            hint = f"clmctl clauses show {variant.clause} lists the positions to use instead."
            yield problem(
                WITHDRAWN, case, message, line=section.line, clause=section.anchor, subject=str(variant.version), hint=hint
            )


def _replaced(case: Case, variant: Variant) -> bool:
    """Whether the text's end in the ledger came by a newer version, not by a withdrawal."""
    current = case.judge.approved.current(variant)
    return current is not None and current.version > variant.version and current.status == "approved"


def wrong_context(case: Case) -> Iterator[Finding]:
    """A position that may not be used for this contract."""
    law = str(case.contract.values.get("legal.governing_law", ""))
    for section, _, verdict in case.unsettled:
        variant = verdict.variant
        if verdict.state not in ("kept", "other") or variant is None:
            continue
        if variant.jurisdictions and law and law.casefold() not in {j.casefold() for j in variant.jurisdictions}:
            meant = f"{_short(variant)}, which is for {', '.join(variant.jurisdictions)}"
            message = f'"{section.title}" takes {meant}; this contract is governed by {law}.'
        elif variant.when and case.judge.conditions.hold(variant.when, case.contract.values) is False:
            message = f'"{section.title}" takes {_short(variant)}, which may be used only when {variant.when}.'
        else:
            continue
        hint = f"clmctl clauses show {variant.clause} lists the positions and when each may be used."
        yield problem(WRONG_CONTEXT, case, message, line=section.line, clause=section.anchor, subject=variant.name, hint=hint)


def small_edit_big_effect(case: Case) -> Iterator[Finding]:
    """A text almost as approved, whose few changed words turn the meaning."""
    for section, pin, verdict in case.unsettled:
        if verdict.touched and verdict.variant is not None:
            touched = f"the change touches {', '.join(verdict.touched)}: {verdict.said}"
            message = f'"{section.title}" is {verdict.similarity:.1%} {named(verdict.variant)}, but {touched}'
            yield problem(
                SMALL_EDIT,
                case,
                message,
                line=section.line + line_of(verdict.changes),
                clause=section.anchor,
                subject=verdict.digest or subject_of(verdict.changes),
                hint=_back(case, section, pin, verdict.variant),
            )
    for around in strayed(case):
        if around.touched:
            touched = f"the change touches {', '.join(around.touched)}: {around.said}"
            message = f"The {around.what} of the contract is {around.similarity:.1%} the template's, but {touched}"
            line = around.line + line_of(around.changes) if around.line else 0
            yield problem(SMALL_EDIT, case, message, line=line, subject=subject_of(around.changes), hint=_AROUND)


def _short(variant: Variant) -> str:
    return f"{variant.clause} {variant.name}"


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *NOT_APPROVED,
        "contract",
        "The text of a clause equals no approved position.",
        "Language that nobody approved is a risk nobody decided to take, and it is found too late when the contract is signed.",
        "Take an approved position, or have this one approved for the library; a suppression needs a reason.",
        not_approved,
    ),
    Rule(
        *FALLBACK_USED,
        "contract",
        "A fallback or last-resort position is used.",
        "A fallback gives something away; whoever owns the risk should know each time.",
        "Use the standard position, or get the approval the position asks for.",
        fallback_used,
    ),
    Rule(
        *UNACCEPTABLE,
        "contract",
        "The text holds language nobody may agree to, approved clause or not.",
        "Some words undo the contract around them; they are looked for even in clauses that are otherwise approved.",
        "Strike the words, or offer the wording the finding names.",
        unacceptable,
    ),
    Rule(
        *SUPERSEDED,
        "contract",
        "A newer version of the position has been approved, or this one is deprecated.",
        "The law or the company's view has moved on since the text was taken.",
        "Before signature, take the newer version; after it, consider an amendment.",
        superseded,
    ),
    Rule(
        *WITHDRAWN,
        "contract",
        "The position was withdrawn from the library.",
        "A withdrawn text no longer protects, or is no longer lawful.",
        "Replace it before signature; after signature, amend.",
        withdrawn,
    ),
    Rule(
        *WRONG_CONTEXT,
        "contract",
        "The position is not allowed for this contract's law, type or values.",
        "A text made for one law or one kind of deal may do harm in another.",
        "Take a position made for this context.",
        wrong_context,
    ),
    Rule(
        *SMALL_EDIT,
        "contract",
        "A text nearly as approved differs in words that turn its meaning.",
        "A single not, may, number or unless is easy to miss and changes who bears the risk.",
        "Read the changed words; put the approved ones back or have the change approved.",
        small_edit_big_effect,
    ),
)
