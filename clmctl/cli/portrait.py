"""One contract as a person reads it."""

import sys
from typing import TYPE_CHECKING

from clmctl.cli.render import show_table, show_text
from clmctl.cli.terminal import as_json as to_json
from clmctl.desk.dates import terms_shown
from clmctl.errors import UsageError
from clmctl.query.answer import as_json
from clmctl.terms.status import coming_span
from clmctl.text.blocks import blocks
from clmctl.text.dialect import sections
from clmctl.text.printing import plain
from clmctl.text.values import show_value

if TYPE_CHECKING:
    from clmctl.desk.opening import Desk
    from clmctl.model.contract import Contract
    from clmctl.model.term import Span

_HEAD = frozenset({"id", "title", "type", "template", "paper", "stage", "owner", "languages"})


def show_contract(desk: "Desk", contract: str, format_name: str, *, with_text: bool, clause: str) -> None:
    """Prints the contract in a format; its text, or one clause of it, where asked."""
    found = desk.contract(contract)
    if with_text or clause:
        _text(found, clause)
        return
    terms, status = terms_shown(desk, found)
    span = coming_span(terms, desk.as_of)
    if format_name == "json":
        sys.stdout.write(to_json(_object(found, str(status), span, terms.missing)))
        return
    if format_name != "text":
        raise UsageError(f"There is no format {format_name!r} here.", hint="Choose text or json.")
    show_text(f"{found.id}  {found.title}")
    show_text(f"{found.type}, stage {found.stage}, {status} on {desk.as_of}; owner {found.owner or 'nobody'}; {found.path}")
    show_text("")
    show_table(
        ["party", "", "name", "registered"],
        [
            [p.key, "ours" if p.ours else "", p.legal_name, " ".join(filter(None, (p.jurisdiction, p.company_no)))]
            for p in found.parties
        ],
    )
    show_text("")
    show_table(["field", "value"], [[path, show_value(value)] for path, value in found.values.items() if path not in _HEAD])
    _term(span, terms.missing)
    show_text("")
    pins = {pin.at: pin for pin in found.clauses}
    rows = [
        [
            str(number),
            section.anchor,
            section.title,
            f"{pin.clause} {pin.variant} v{pin.version}" if (pin := pins.get(section.anchor)) else "not from the library",
        ]
        for number, section in enumerate(sections(found.text), 1)
    ]
    show_table(["", "clause", "heading", "approved text"], rows)


def _term(span: "Span | None", missing: tuple[str, ...]) -> None:
    show_text("")
    if missing:
        show_text(f"Its terms cannot be computed: {', '.join(missing)} missing.")
    if span is None:
        return
    rows = [["term", f"{span.start} to {span.end or 'no end'}"]]
    rows += [
        [label, str(day)]
        for label, day in (("notice deadline", span.deadline), ("send by", span.send_by), ("decide by", span.decision_by))
        if day
    ]
    show_table(["date", ""], rows)


def _text(contract: "Contract", clause: str) -> None:
    found = blocks(contract.text)
    if clause:
        anchor = clause.removeprefix("#")
        found = tuple(block for block in found if block.clause == anchor)
        if not found:
            known = ", ".join(section.anchor for section in sections(contract.text))
            raise UsageError(f"{contract.id} has no clause #{anchor}.", hint=f"Its clauses are: {known}.")
    show_text(plain(contract, found).rstrip("\n"))


def _object(contract: "Contract", status: str, span: "Span | None", missing: tuple[str, ...]) -> dict[str, object]:
    def day(name: str) -> str | None:
        value = getattr(span, name, None)
        return value.isoformat() if value else None

    return {
        "id": contract.id,
        "title": contract.title,
        "type": contract.type,
        "stage": contract.stage,
        "status": status,
        "client": contract.client,
        "path": contract.path,
        "owner": contract.owner,
        "parties": [
            {"key": p.key, "role": p.role, "ours": p.ours, "legal_name": p.legal_name, "short_name": p.short_name}
            for p in contract.parties
        ],
        "fields": {path: as_json(value) for path, value in contract.values.items() if path not in _HEAD},
        "term_start": day("start"),
        "term_end": day("end"),
        "notice_deadline": day("deadline"),
        "send_by": day("send_by"),
        "decision_by": day("decision_by"),
        "missing": list(missing),
        "clauses": [
            {
                "at": p.at,
                "clause": p.clause,
                "variant": p.variant,
                "version": p.version,
                "lang": p.lang,
                "options": dict(p.options),
                "digest": p.digest,
            }
            for p in contract.clauses
        ],
    }
