"""The impact of a newer text as people and programs read it."""

from typing import TYPE_CHECKING

from clmctl.cli.formats import Cell, write
from clmctl.cli.render import show_json, show_text
from clmctl.library.impact import Advance, Held, Impact, said

if TYPE_CHECKING:
    from datetime import date

_COLUMNS = (
    "client", "counterparty", "contract", "title", "stage", "status", "owner", "position", "lang", "version", "newest",
    "deviates", "next_date", "send_by", "how", "path",
)  # fmt: skip


def show_impact(found: Impact, format_name: str) -> None:
    """Who holds what, by client, and what to tell them: as text, as JSON, or as a table of the contracts."""
    if format_name == "json":
        show_json(as_object(found))
    elif format_name in ("table", "text"):
        _page(found)
    else:
        write(format_name, _COLUMNS, [_row(found, held) for held in found.held])


def as_object(found: Impact) -> dict[str, object]:
    """The impact as JSON: the clause, the ways from older texts to the one asked about, the clients with their contracts."""
    clients: dict[str, list[Held]] = {}
    for held in found.held:
        clients.setdefault(held.client, []).append(held)
    return {
        "clause": found.clause.id,
        "title": found.clause.title,
        "contracts": len({held.contract for held in found.held}),
        "behind": len({held.contract for held in found.behind}),
        "changes": [_advance(way) for way in found.advances.values()],
        "clients": [
            {
                "client": client,
                "counterparty": holding[0].counterparty,
                "tell": [_named(way) for way in dict.fromkeys(found.advance(held) for held in holding) if way is not None],
                "contracts": [dict(zip(_COLUMNS[2:], _row(found, held)[2:], strict=True)) | _more(held) for held in holding],
            }
            for client, holding in clients.items()
        ],
    }


def _more(held: Held) -> dict[str, object]:
    return {"differs": held.differs or None, "accepted": held.accepted or None}


def _named(way: Advance) -> str:
    language = "" if way.lang == "en" else f".{way.lang}"
    return f"{way.position}{language}@{way.old}" + (f" -> {way.new}" if way.new else " -> none")


def _advance(way: Advance) -> dict[str, object]:
    return {
        "name": _named(way),
        "position": way.position,
        "lang": way.lang,
        "from": way.old,
        "to": way.new or None,
        "by": way.by or None,
        "on": _iso(way.on),
        "why": way.why or None,
        "withdrawn": _iso(way.withdrawn),
        "words": list(said(way.changes)),
    }


def _iso(day: "date | None") -> str | None:
    return day.isoformat() if day else None


def _row(found: Impact, held: Held) -> list[Cell]:
    way = found.advance(held)
    return [
        held.client, held.counterparty, held.contract, held.title, held.stage, held.status, held.owner, held.position, held.lang,
        held.version, held.version if way is None else way.new or None, held.deviates, _iso(held.chance.day),
        _iso(held.chance.send_by), held.chance.how, held.path,
    ]  # fmt: skip


def _page(found: Impact) -> None:
    contracts, behind = {held.contract for held in found.held}, {held.contract for held in found.behind}
    clients = dict.fromkeys(held.client for held in found.held)
    about = f"{found.clause.title} ({found.clause.id})"
    if not contracts:
        show_text(f"{about}: no contract holds a text of it.")
        return
    told = f"{len(behind)} to be told" if behind else "none to be told"
    show_text(f"{about}: held by {_many(len(contracts), 'contract')} of {_many(len(clients), 'client')}, {told}.")
    for way in found.advances.values():
        _way(way)
    for client in clients:
        holding = [held for held in found.held if held.client == client]
        show_text(f"\n{holding[0].counterparty or client} ({client})")
        for held in holding:
            _held(found, held)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def _way(way: Advance) -> None:
    if not way.new:
        since = f"withdrawn on {way.withdrawn}" if way.withdrawn else "no longer in the library"
        show_text(
            f"\n{way.position}{'' if way.lang == 'en' else f' ({way.lang})'} version {way.old}: {since}, nothing in its place"
        )
        if way.why:
            show_text(f"  Why: {way.why}")
        return
    approved = f", approved by {way.by} on {way.on}" if way.by else ""
    show_text(f"\n{way.position}{'' if way.lang == 'en' else f' ({way.lang})'} version {way.old} to version {way.new}{approved}")
    if way.why:
        show_text(f"  Why: {way.why}")
    if way.lost:
        show_text(f"  The words of version {way.old} are no longer at hand, so they cannot be compared.")
    for line in said(way.changes):
        show_text(f"  {line}")


def _held(found: Impact, held: Held) -> None:
    way = found.advance(held)
    holds = f"{held.position} version {held.version}" + ("" if held.lang == "en" else f" ({held.lang})")
    state = "up to date" if way is None else f"tell them of version {way.new}" if way.new else "tell them it was withdrawn"
    show_text(f"  {held.contract}  {held.stage}, {held.status}; owner {held.owner or 'nobody'}; {holds}: {state}")
    if way is not None:
        send_by = f"; send notice by {held.chance.send_by}" if held.chance.send_by else ""
        day = f"from {held.chance.day} on" if held.chance.day else "no fixed day"
        show_text(f"    {day}{send_by}: {held.chance.how}")
    if held.deviates:
        accepted = f" (accepted: {held.accepted})" if held.accepted else ""
        show_text(f"    its words are not the approved ones{accepted}: {held.differs}")
