"""One contract as programs read it: keys are added here, never renamed."""

from clmctl.desk.asking.overview import Overview
from clmctl.query.answer import as_json

_HEAD = frozenset({"id", "title", "type", "template", "paper", "stage", "owner", "languages"})


def as_object(seen: Overview) -> dict[str, object]:
    """The contract as an object for JSON."""
    contract, span = seen.contract, seen.span

    def day(name: str) -> str | None:
        value = getattr(span, name, None)
        return value.isoformat() if value else None

    standing = {id(each.pin): each.standing for each in seen.positions if each.pin is not None}
    return {
        "id": contract.id,
        "title": contract.title,
        "type": contract.type,
        "stage": contract.stage,
        "status": str(seen.status),
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
        "missing": list(seen.terms.missing),
        "clauses": [
            {
                "at": p.at,
                "clause": p.clause,
                "variant": p.variant,
                "version": p.version,
                "lang": p.lang,
                "options": dict(p.options),
                "digest": p.digest,
                "standing": standing.get(id(p)),
            }
            for p in contract.clauses
        ],
        "next": None
        if seen.next is None
        else {"what": seen.next.what, "day": seen.next.day.isoformat() if seen.next.day else None, "command": seen.next.command},
        "findings": {**{name: seen.count(name) for name in ("error", "warning", "info")}, "accepted": seen.accepted},
        "relations": [
            {"type": tie.type, "id": tie.id, "from_here": tie.here, "title": tie.title, "stage": tie.stage or None}
            for tie in seen.ties
        ],
        "files": list(seen.files),
    }
