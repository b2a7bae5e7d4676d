"""What a person said about the changes of a returned file, as decisions."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clmctl.errors import ReasonMissing, UsageError
from clmctl.model.returned import Decision, ReturnedRow
from clmctl.negotiation.receiving.lists import list_of
from clmctl.negotiation.receiving.receive import Choice, Returning


def chosen(
    found: Returning,
    said: Mapping[Decision, Sequence[str]],
    answers: Sequence[str],
    why: str,
    reasons: Mapping[str, str] = MappingProxyType({}),
) -> Choice:
    """The decisions that words make: row numbers (`3`, `2-5`), `all`, a field, or a clause's anchor; answers as `3=words`,
    `FIELD=value`, `CLAUSE=words`.

    `why` is the reason of them all, `reasons` those of single rows or clauses. UsageError where a word names no row, where a
    row is decided twice, or a refusal has no reason.
    """
    decided: dict[int, Decision] = {}
    for decision, names in said.items():
        for name in names:
            for n in _numbers(found, name):
                if decided.get(n, decision) != decision and name != "all":
                    raise UsageError(f"Row {n} is decided twice: {name!r} names it, too.")
                decided.setdefault(n, decision)
    words: dict[int, str] = {}
    clauses: dict[str, str] = {}
    for answer in answers:
        name, equals, text = answer.partition("=")
        if not equals or not text.strip():
            raise UsageError(f"{answer!r} is no answer.", hint="Write it as 3=words or CLAUSE=words.")
        numbers = _numbers(found, name)
        named = [row for row in found.rows if row.number in numbers]
        if len(named) == 1 and (name.strip().isdecimal() or named[0].field == name.strip()):
            (row,) = named
            if not row.field and (len({at for at, _ in row.steps}) != 1 or row.steps[0][0] < 0):
                raise _not_one(found, row)
            words[row.number] = text.strip()
        else:
            clauses[name.strip().removeprefix("#")] = text
        for n in numbers:
            decided[n] = "counter"
    whys = {n: reason.strip() for name, reason in reasons.items() for n in _numbers(found, name) if reason.strip()}
    refused = [n for n, decision in decided.items() if decision != "accept"]
    if any(n not in whys for n in refused) and not why.strip():
        raise ReasonMissing("Refusing or answering a change needs a reason.")
    lost = [row.number for row in found.rows if row.number in refused and not row.carried and row.how != "cosmetic"]
    if lost:
        told = ", ".join(map(str, lost))
        raise UsageError(
            f"Row {told} is not in the text that is kept here: there is nothing to refuse.",
            hint="Tell them so with the next copy.",
        )
    return Choice(decided, words, clauses, why, {n: reason for n, reason in whys.items() if n in decided})


def _not_one(found: Returning, row: ReturnedRow) -> UsageError:
    """Of a row that one answer cannot stand for: what to do."""
    if row.steps and row.steps[0][0] < 0:
        return UsageError(f"Row {row.number} is no change of words.", hint="Answer with the whole clause: CLAUSE=words.")
    path = next((path for at, _ in row.steps if (path := list_of(found.layout, at))), "")
    if path:
        hint = f"Accept or refuse it; clmctl edit then changes {path} in the front matter, whose rows the table prints."
        return UsageError(f"Row {row.number} is more than one cell.", hint=hint)
    return UsageError(f"Row {row.number} is more than one paragraph.", hint="Answer with the whole clause: CLAUSE=words.")


def _numbers(found: Returning, name: str) -> list[int]:
    """The rows a word names."""
    name = name.strip().removeprefix("#")
    rows_ = found.weighty
    if name == "all":
        return [row.number for row in rows_ if row.carried]
    known = {row.number for row in rows_}
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", name)
    here = [row for row in rows_ if name in (row.anchor, row.field)] if name else []
    here = [row for row in here if row.carried] or here
    numbers = list(range(int(match[1]), int(match[2] or match[1]) + 1)) if match else [row.number for row in here]
    wrong = [n for n in numbers if n not in known]
    if wrong or not numbers:
        anchors = ", ".join(dict.fromkeys(row.anchor for row in rows_ if row.anchor))
        fields = ", ".join(row.field for row in rows_ if row.field)
        beside = f"; fields: {fields}" if fields else ""
        raise UsageError(
            f"{name!r} names no change.", hint=f"Changes are numbered 1 to {len(rows_)}; clauses: {anchors or 'none'}{beside}."
        )
    return numbers
