"""A returned file as people and programs read it, and what a person decides about it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

import typer

from clmctl.cli.formats import Cell, write
from clmctl.cli.pages.changes import marked
from clmctl.cli.render import note, show_text
from clmctl.cli.terminal import sanitise
from clmctl.desk.copies.receiving import Opened
from clmctl.errors import UsageError
from clmctl.model.change import Change
from clmctl.model.frozen import frozen
from clmctl.model.returned import Decision, ReturnedRow
from clmctl.negotiation.receiving.choices import chosen
from clmctl.negotiation.receiving.receive import Choice, Returning
from clmctl.redline.table import excerpt
from clmctl.store.paths import outside_file
from clmctl.text.yaml.frontmatter import load

_COLUMNS = ("row", "how", "kind", "clause", "change", "author", "our position", "nearest approved", "approval")
_NAMES = (
    "row", "how", "kind", "number", "clause", "heading", "old", "new", "words", "field", "author", "date", "position", "nearest",
    "apart", "approval", "touches", "carried", "remark",
)  # fmt: skip
_LONGEST = 160


@frozen
class Said:
    """Decisions as a person wrote them."""

    rows: dict[Decision, list[str]] = field(default_factory=dict)
    answers: list[str] = field(default_factory=list)
    why: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


def show(what: Opened, format_name: str) -> None:
    """The changes as a table: those that deceive first; cosmetic ones are counted."""
    found = what.found
    if format_name not in ("table", "text"):
        write(format_name, list(_NAMES), [_cells(row) for row in found.rows])
        return
    note(f"{what.contract}: {what.by}.")
    rows = found.weighty
    if not rows:
        show_text("Nothing changed.")
    else:
        write("table", list(_COLUMNS), [_short(row) for row in rows])
    cosmetic = len(found.rows) - len(rows)
    if cosmetic:
        note(
            f"{cosmetic} paragraph{'' if cosmetic == 1 else 's'} with other quotes, dashes or spaces alone: the text stays ours."
        )
    for comment in found.comments:
        state = " (settled)" if comment.resolved else ""
        where = f"#{comment.clause}" if comment.clause else "the document"
        show_text(f"comment by {comment.author or 'somebody'} on {where}{state}: {' '.join(comment.text.split())}")


def _cells(row: ReturnedRow) -> list[Cell]:
    old = row.old or "".join(change.old for change in row.words)
    new = row.new or "".join(change.new for change in row.words)
    return [
        row.number, row.how, row.kind, row.at or None, row.anchor or None, row.heading or None, old, new, marked(row.words),
        row.field or None, row.author or None, row.date or None, row.position or None, row.nearest or None,
        marked(row.apart) or None, row.approval or None, list(row.touches), row.carried, row.remark or None,
    ]  # fmt: skip


def _short(row: ReturnedRow) -> list[Cell]:
    return [
        row.number, _how(row), row.kind, " ".join(word for word in (row.at, row.heading) if word) or None, _change(row),
        row.author or None, row.position or None, row.nearest or None, row.approval or None,
    ]  # fmt: skip


def _how(row: ReturnedRow) -> str:
    return {"silent": "NOT TRACKED", "hidden": "HIDDEN", "ours-name": "UNDER OUR NAME"}.get(row.how, row.how)


def _change(row: ReturnedRow) -> str:
    words = " ".join(marked(excerpt(row.words)).split())
    if row.field:
        words = f"{row.field}: {row.old or '–'} → {row.new}"
    elif row.kind in ("level", "numbering"):
        words = f"{row.old or _side(row.words, newer=False)} → {row.new or _side(row.words, newer=True)}"
    more = "; ".join(word for word in (row.remark, f"touches {', '.join(row.touches)}" if row.touches else "") if word)
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    return f"{words} ({more})" if more else words


def _side(words: Sequence[Change], *, newer: bool) -> str:
    return "".join(change.new if newer else change.old for change in words)


# ---- decisions


def decisions_of(
    path: str, accept: Sequence[str] | None, reject: Sequence[str] | None, counter: Sequence[str] | None, why: str
) -> Said:
    """Decisions from options, and from a YAML file (`accept: [1, 2]`, `reject: [liability]`, `counter: {3: words}`, `why:`
    one reason for all, or one for each row or clause).
    """
    rows: dict[Decision, list[str]] = {"reject": _split(reject), "accept": _split(accept)}
    answers = [_answer(answer) for answer in counter or ()]
    reasons: dict[str, str] = {}
    if path:
        said, findings = load(path, outside_file(path))
        if not said or findings:
            first = findings[0].message if findings else "it holds nothing"
            raise UsageError(f"{path} cannot be read: {first}", hint="It holds accept, reject, counter and why.")
        unknown = set(said) - {"accept", "reject", "counter", "why"}
        if unknown:
            raise UsageError(f"{path} says {', '.join(sorted(unknown))}.", hint="It may hold accept, reject, counter and why.")
        rows["accept"] += _listed(said.get("accept"))
        rows["reject"] += _listed(said.get("reject"))
        given, reason = said.get("counter"), said.get("why")
        answers += [f"{name}={words}" for name, words in given.items()] if isinstance(given, dict) else []
        reasons = {str(name): str(words) for name, words in reason.items()} if isinstance(reason, dict) else {}
        why = why or ("" if isinstance(reason, dict) else str(reason or ""))
    return Said({name: words for name, words in rows.items() if words}, answers, why, reasons)


def _split(words: Sequence[str] | None) -> list[str]:
    return [name.strip() for word in words or () for name in word.split(",") if name.strip()]


def _listed(said: object) -> list[str]:
    return [str(each) for each in said] if isinstance(said, list) else _split([str(said)]) if said is not None else []


def _answer(answer: str) -> str:
    name, equals, words = answer.partition("=")
    return f"{name}={outside_file(words[1:]).decode()}" if equals and words.startswith("@") else answer


def asked(found: Returning, possible: Callable[[Choice], None]) -> Choice:
    """What the person says of each change, one after the other; what is refused or answered needs a reason there and then.

    `possible` raises UsageError where something cannot be done: then it is asked again.
    """
    rows: dict[Decision, list[str]] = {"accept": [], "reject": []}
    answers: list[str] = []
    reasons: dict[str, str] = {}
    last = ""
    for row in found.weighty:
        if not row.carried:
            continue
        show_text(f"\n{row.number}  {_how(row)}  {row.at} {row.heading}".rstrip())
        show_text(f"  {_change(row)}")
        if row.nearest:
            show_text(f"  nearest approved: {row.nearest}{f' (approval: {row.approval})' if row.approval else ''}")
        word = _said(row, found, possible)
        if word[:1] in ("a", "r"):
            rows["accept" if word[0] == "a" else "reject"].append(str(row.number))
        elif word.startswith("="):
            answers.append(f"{row.number}={word[1:]}")
        elif word[:1] == "q":
            break
        if word[:1] in ("r", "="):
            said = typer.prompt("  why (kept in the history)", default=last or None, err=True)
            reasons[str(row.number)] = last = str(said).strip()
    return chosen(found, {name: words for name, words in rows.items() if words}, answers, "", reasons)


def _said(row: ReturnedRow, found: Returning, possible: Callable[[Choice], None]) -> str:
    """What the person says of one change: asked again until it can be done."""
    while True:
        word = str(typer.prompt(sanitise("accept, reject, our words (=...), skip, or quit"), default="skip", err=True)).strip()
        try:
            if word.startswith("="):
                possible(chosen(found, {}, [f"{row.number}={word[1:]}"], "it is asked for next"))
        except UsageError as wrong:
            note(f"{wrong.message} {wrong.hint}".strip())
            continue
        if word[:1] in ("a", "r", "=", "s", "q"):
            return word
        note("Say a, r, s, q, or = and your words.")
