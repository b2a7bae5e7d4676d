"""Rules on fields and the text that prints them (FD)."""

from collections.abc import Iterator
from functools import lru_cache

from clmctl.lint.case import Case, RuleName, problem
from clmctl.model.block import Placeholder, Section
from clmctl.model.contract import Contract
from clmctl.model.field import Field
from clmctl.model.finding import Finding
from clmctl.model.rule import Rule
from clmctl.model.value import Value
from clmctl.text.comparing.difference import Change
from clmctl.text.dialect.filters import FILTERS, inverse
from clmctl.text.dialect.placeholders import BARE_BLOCKS, find_placeholders, value_of
from clmctl.text.fields.values import show_value

PLACEHOLDER_LEFT: RuleName = ("FD601", "placeholder-left", "error")
TEXT_MISMATCH: RuleName = ("FD606", "field-text-mismatch", "error")


def placeholder_left(case: Case) -> Iterator[Finding]:
    """A blank somebody meant to fill, or a placeholder whose field has no value."""
    asked = case.sources if case.contract.stage != "request" else ()
    nothing = {source: what for source in asked if (what := _unstated(case.contract, source))}
    for part, held in case.looked:
        if not held.blanks and nothing.keys().isdisjoint(held.sources):
            continue
        clause = part.anchor if part.kind == "clause" else ""
        for blank in held.blanks:
            message = f'"{blank.words}" was left to be filled in.'
            hint = "Put the agreed words or a field's placeholder there."
            line = part.line + blank.line
            yield problem(PLACEHOLDER_LEFT, case, message, line=line, clause=clause, subject=blank.words, hint=hint)
        for placeholder, offset in held.placeholders:
            if path := nothing.get(placeholder.source):
                message = f"{{{{ {placeholder.source.strip()} }}}} prints nothing: {path} has no value."
                hint = f"clmctl set {case.contract.id} {path}=... --why ... fills it."
                where = part.line + offset
                yield problem(PLACEHOLDER_LEFT, case, message, line=where, clause=clause, subject=path, hint=hint)


def _unstated(contract: Contract, source: str) -> str:
    """The field or list without a value that keeps a placeholder typed so from printing; empty where it prints."""
    fields, rows = _needed(source)
    if rows and not contract.rows.get(rows):
        return rows
    for path in fields:
        if not contract.values.get(path) and value_of(contract, path) in (None, ()):
            return path
    return ""


@lru_cache(maxsize=1024)
def _needed(source: str) -> tuple[tuple[str, ...], str]:
    """The fields that a placeholder typed so prints or reckons with, and the list it prints; contracts share most of theirs."""
    placeholder = next(each for each, _ in find_placeholders("{{" + source + "}}"))
    filter_ = FILTERS.get(placeholder.filter)
    if placeholder.path in BARE_BLOCKS or (filter_ is not None and filter_.block):
        return (), placeholder.path if placeholder.filter == "table" else ""
    return (placeholder.path, *(placeholder.args if placeholder.filter == "percent_of" else ())), ""


def text_mismatch(case: Case) -> Iterator[Finding]:
    """A text that states another value than the field it should print."""
    for section, pin, verdict in case.unsettled:
        if pin is None:
            continue
        if verdict.state == "changed" and "{{" in verdict.against:
            yield from _written_over(case, section, verdict.changes)


def _written_over(case: Case, section: Section, changes: tuple[Change, ...]) -> Iterator[Finding]:
    """Places where the approved text prints a field and this one states a value in words."""
    for position, change in enumerate(changes):
        if change.kind == "kept" or "{{" not in change.old:
            continue
        written = change.new or (
            changes[position + 1].new if position + 1 < len(changes) and not changes[position + 1].old else ""
        )
        for placeholder, _ in find_placeholders(change.old):
            if placeholder.source in written:
                continue
            field = case.settings.catalogue.by_path.get(placeholder.path)
            stated = case.contract.values.get(placeholder.path)
            read = (
                _meant(placeholder.filter, placeholder.args, field, _bare(change.old, placeholder, written))
                if field and written
                else None
            )
            if field is None or read is None or read == stated:
                continue
            line = section.line + sum(c.new.count("\n") for c in changes[:position])
            said = f"is {show_value(stated)}" if stated is not None else "has no value"
            message = f'The text says "{" ".join(written.split())}", but {placeholder.path} {said}.'
            setting = f"clmctl set {case.contract.id} {placeholder.path}={show_value(read)} --why ..."
            hint = f"Put {{{{ {placeholder.source.strip()} }}}} back; to change the field: {setting}"
            yield problem(
                TEXT_MISMATCH,
                case,
                message,
                line=line,
                clause=section.anchor,
                subject=f"{placeholder.path}={show_value(read)}",
                hint=hint,
            )


@lru_cache(maxsize=4096)
def _meant(filter: str, args: tuple[str, ...], field: Field, words: str) -> Value | None:
    """The value the words state; the same slip stands in many contracts."""
    return inverse(filter, args, field, words)


def _bare(old: str, placeholder: Placeholder, written: str) -> str:
    """The words that stand where the placeholder stood: what surrounds it in the changed run is taken off."""
    before, _, after = old.partition("{{" + placeholder.source + "}}")
    words = written.strip()
    return words.removeprefix(before.strip()).removesuffix(after.strip()).strip()


RULES: tuple[Rule[Case], ...] = (
    Rule(
        *PLACEHOLDER_LEFT,
        "contract",
        "A blank was left in the text, or a placeholder prints nothing.",
        "A contract signed with a blank is completed later by whoever holds the pen.",
        "Fill it, or set the field it prints.",
        placeholder_left,
    ),
    Rule(
        *TEXT_MISMATCH,
        "contract",
        "The text states another value than the field.",
        "Deadlines and reports are computed from the field; what was signed is the text.",
        "State the value once, in the field, and print it by its placeholder.",
        text_mismatch,
    ),
)
