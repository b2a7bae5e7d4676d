"""What stands beside each change of a returned file: our position, the approved text nearest to theirs, who must approve it."""

from collections.abc import Sequence
from dataclasses import replace

from clmctl.lint.verdict import Judge, Verdict, named
from clmctl.model.contract import Contract
from clmctl.model.returned import ReturnedRow
from clmctl.text.dialect.rules import sections


def judged(rows_: Sequence[ReturnedRow], after: Contract, judge: Judge) -> tuple[ReturnedRow, ...]:
    """The rows with what their clause is pinned to, the approved text their words are nearest to, and who approves that."""
    pins = {pin.at: pin for pin in after.clauses}
    verdicts: dict[str, Verdict] = {}
    for section in sections(after.text):
        if any(row.anchor == section.anchor or (not row.anchor and row.heading == section.title) for row in rows_):
            lang = section.lang or after.language
            verdicts.setdefault(section.anchor, judge.verdict(section, pins.get(section.anchor), lang))
            verdicts.setdefault(section.title, verdicts[section.anchor])
    found = []
    for row in rows_:
        pin, verdict = pins.get(row.anchor), verdicts.get(row.anchor or row.heading)
        variant = verdict.variant if verdict is not None else None
        found.append(
            replace(
                row,
                position=f"{pin.clause} {pin.variant} version {pin.version}" if pin is not None else "",
                nearest=named(variant) if variant is not None else "",
                apart=tuple(change for change in verdict.changes if change.kind != "kept") if verdict is not None else (),
                approval=variant.approval if variant is not None else "",
            )
        )
    return tuple(found)
