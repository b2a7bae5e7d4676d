"""One contract as a person reads it."""

from datetime import date
from typing import TYPE_CHECKING

from clmctl.cli.formats import is_json
from clmctl.cli.pages.contract_json import as_object
from clmctl.cli.pages.tones import stage_tone, status_tone
from clmctl.cli.render import Toned, show_json, show_line, show_text, show_toned
from clmctl.desk.asking.overview import Overview, overview
from clmctl.errors import UsageError
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.rules import sections
from clmctl.text.fields.values import show_value
from clmctl.text.printing.printed import plain

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk
    from clmctl.model.contract import Contract

_HEAD = frozenset({"id", "title", "type", "template", "paper", "stage", "owner", "languages"})
#: Fields that are many, and the digest of what was agreed: shown where asked for.
_QUIET = ("fields.", "agreed")
_TURNS = 6
#: A tie as it is called where it stands, and from the other side.
_TIES = {
    "amends": ("amends", "amended by"),
    "sow-of": ("work under", "work"),
    "schedule-of": ("schedule of", "schedule"),
    "renewal-of": ("renews", "renewed by"),
    "supersedes": ("supersedes", "superseded by"),
    "references": ("refers to", "referred to by"),
}
_STANDING = {"approved": "good", "fallback": "soon", "older": "soon", "edited": "bad", "own": "quiet"}


def show_contract(desk: "Desk", contract: str, format_name: str, *, with_text: bool, clause: str, all_fields: bool) -> None:
    """Prints the contract in a format; its text, or one clause of it, where asked."""
    as_data = is_json(format_name)
    if with_text or clause:
        found = desk.contract(contract)
        text = _text(found, clause)
        if as_data:
            show_json({"id": found.id, "clause": clause.removeprefix("#") or None, "text": text})
        else:
            show_text(text)
        return
    seen = overview(desk, contract)
    if as_data:
        show_json(as_object(seen))
        return
    _head(seen, desk.as_of)
    _parties(seen.contract)
    _fields(seen.contract, all_fields=all_fields)
    _term(seen)
    _clauses(seen)
    _beside(seen)


def _head(seen: Overview, day: date) -> None:
    found = seen.contract
    show_line((found.id, "strong"), ("  ", ""), (found.title, "strong"))
    show_line(
        (f"{found.type or 'no type'}, stage ", ""),
        (found.stage, stage_tone(found.stage)),
        (", ", ""),
        (str(seen.status), status_tone(seen.status)),
        (f" on {day}; owner {found.owner or 'nobody'}; {found.path}", ""),
    )
    if seen.next is not None:
        left = f" ({_away((seen.next.day - day).days)})" if seen.next.day else ""
        then = f": {seen.next.command}" if seen.next.command else ""
        show_line(("Next: ", "strong"), (f"{seen.next.what}{left}", status_tone(seen.status)), (then, "quiet"))
    errors, warnings = seen.count("error"), seen.count("warning")
    if errors or warnings or seen.accepted:
        counts = [(errors, "error", "bad"), (warnings, "warning", "soon"), (seen.accepted, "accepted", "quiet")]
        said = [(f"{n} {what}{'s' if n != 1 and what != 'accepted' else ''}", tone) for n, what, tone in counts if n]
        pieces = [piece for each in said for piece in ((", ", ""), each)][1:]
        show_line(("Lint: ", "strong"), *pieces, (f": clmctl lint {found.id}", "quiet"))


def _away(days: int) -> str:
    """How far off a day is."""
    if days == 0:
        return "today"
    count = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    return f"in {count}" if days > 0 else f"{count} ago"


def _titled(title: str, rows: list[list[Toned]]) -> None:
    """A table under its title, an empty line before it; nothing where it has no rows."""
    if not rows:
        return
    show_line()
    show_line((title, "strong"))
    show_toned(rows, indent=2)


def _parties(contract: "Contract") -> None:
    _titled(
        "Parties",
        [
            [
                (p.key, "quiet"),
                ("ours" if p.ours else "", "quiet"),
                (p.legal_name, ""),
                (" ".join(filter(None, (p.jurisdiction, p.company_no))), "quiet"),
            ]
            for p in contract.parties
        ],
    )


def _fields(contract: "Contract", *, all_fields: bool) -> None:
    said = {path: value for path, value in contract.values.items() if path not in _HEAD}
    shown = {path: value for path, value in said.items() if all_fields or not path.startswith(_QUIET)}
    _titled("Fields", [[(path, "quiet"), (show_value(value), "")] for path, value in shown.items()])
    if rest := len(said) - len(shown):
        show_line((f"  and {rest} more: clmctl show {contract.id} --fields", "quiet"))


def _term(seen: Overview) -> None:
    if seen.terms.missing and seen.contract.stage != "executed":  # else it stands under Next
        show_line()
        show_line((f"Its terms cannot be computed: {', '.join(seen.terms.missing)} missing.", "bad"))
    span = seen.span
    if span is None:
        return
    named = (("notice deadline", span.deadline), ("send by", span.send_by), ("decide by", span.decision_by))
    rows: list[list[Toned]] = [[("term", "quiet"), (f"{span.start} to {span.end or 'no end'}", "")]]
    rows += [[(label, "quiet"), (str(day), "")] for label, day in named if day]
    _titled("Term", rows)


def _clauses(seen: Overview) -> None:
    rows: list[list[Toned]] = []
    for number, each in enumerate(seen.positions, 1):
        tone = _STANDING[each.standing]
        rows.append([(str(number), "quiet"), (each.section.anchor, ""), (each.section.title, ""), (each.said, tone)])
    _titled("Clauses", rows)


def _beside(seen: Overview) -> None:
    """What stands around the contract: others it is tied to, what happened to it, files."""
    ties: list[list[Toned]] = []
    for tie in seen.ties:
        stage = (tie.stage or "not here", stage_tone(tie.stage) if tie.stage else "bad")
        ties.append(
            [
                (_TIES.get(tie.type, (tie.type, tie.type))[0 if tie.here else 1], "quiet"),
                (tie.id, "strong"),
                stage,
                (tie.title, ""),
            ]
        )
    _titled("Tied to", ties)
    recent: list[list[Toned]] = []
    for turn in seen.turns[:_TURNS]:
        what = turn.action + (f" {', '.join(turn.clauses)}" if turn.clauses else "")
        why = turn.reason + (f" (for {turn.traded_for})" if turn.traded_for else "")
        who = f"{turn.author}{' for them' if turn.side == 'them' else ''}"
        recent.append([(turn.date[:10], "quiet"), (who, ""), (what, ""), (why or turn.title, "")])
    _titled("History", recent)
    if len(seen.turns) > _TURNS:
        show_line((f"  and {len(seen.turns) - _TURNS} earlier: clmctl history {seen.contract.id}", "quiet"))
    _titled("Files", [[(name, "")] for name in seen.files])


def _text(contract: "Contract", clause: str) -> str:
    found = blocks(contract.text)
    if clause:
        anchor = clause.removeprefix("#")
        found = tuple(block for block in found if block.clause == anchor)
        if not found:
            known = ", ".join(section.anchor for section in sections(contract.text))
            raise UsageError(f"{contract.id} has no clause #{anchor}.", hint=f"Its clauses are: {known}.")
    return plain(contract, found).rstrip("\n")
