"""A row filed as a contract: front matter from what it states, the text that came with it, and the record of what it said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from clmctl.intake.kinds import kind_of
from clmctl.intake.paper.arrival import Arrival
from clmctl.intake.paper.filing import Place, bare_name
from clmctl.intake.register.parties import role_of
from clmctl.intake.register.reading import Cell, Entry
from clmctl.model.field import Catalogue
from clmctl.model.frozen import frozen
from clmctl.model.value import Value
from clmctl.text.fields.values import show_value
from clmctl.text.files.contract import compose
from clmctl.text.naming import plain_words

#: The name under which what the mapping itself gave is recorded, among the columns.
GIVEN = "(given)"
_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,63}")
_NOTHING: Mapping[str, str] = MappingProxyType({})
#: Fields of a place: where and as what a row is filed. They stand first in the front matter.
_PLACED = ("id", "title", "type", "paper", "stage", "owner")


@frozen
class Filed:
    """A row's contract: its file's bytes, and the entry as it is to be recorded."""

    data: bytes
    entry: Entry


def other_party(entry: Entry, ours: str) -> str:
    """The name of the other party: the one the row calls so, else the first that is not `ours`; empty where it names none."""
    own = bare_name(ours)
    return entry.client or entry.counterparty or next((p.legal_name for p in entry.parties if bare_name(p.legal_name) != own), "")


def id_from(said: str) -> str:
    """A table's own number as a contract's id: capitals, digits and hyphens; empty where nothing of it is left."""
    found = "-".join(plain_words(said)).upper()
    return found if _ID.fullmatch(found) else ""


def title_of(entry: Entry, arrival: Arrival | None, ours: str) -> str:
    """What the contract is called: as the row says, as its text does, else what it is and with whom."""
    said = entry.values.get("title")
    if said:
        return str(said)
    if arrival is not None and arrival.title:
        return " ".join(arrival.title.split())[:200]
    other = other_party(entry, ours)
    kind = str(entry.values.get("type", "")) or "agreement"
    word = kind.upper() if len(kind) <= 3 else kind.replace("-", " ").capitalize()
    return f"{word} with {other}"[:200] if other else ""


def kind_for(entry: Entry, arrival: Arrival | None, wanted: str, types: Sequence[str]) -> str:
    """The type of contract: the one asked for, the row's, that of its title, else of its text."""
    said = str(entry.values.get("type", ""))
    told = kind_of(str(entry.values.get("title", "")), otherwise="") or (arrival.type if arrival is not None else "")
    found = wanted or said or told
    return found if found in types else next((kind for kind in ("agreement", "other", "msa") if kind in types), types[0])


def parties_said(entry: Entry, ours: str) -> list[dict[str, object]]:
    """The parties as front matter has them, each with a key of its own; `ours` is our own legal name."""
    found: list[dict[str, object]] = []
    taken: set[str] = set()

    def add(role: str, name: str, short: str = "", *, own: bool = False) -> None:
        key, count = role, 1
        while key in taken:
            count += 1
            key = f"{role}-{count}"
        taken.add(key)
        party: dict[str, object] = {"key": key, "role": role}
        if own or bare_name(name) == bare_name(ours):
            party["ours"] = True
        party["legal_name"] = name
        if short:
            party["short_name"] = short
        found.append(party)

    for party in entry.parties:
        add(role_of(party.short_name) or "party", party.legal_name, party.short_name)
    names = {bare_name(str(party["legal_name"])) for party in found}
    if entry.ours and bare_name(entry.ours) not in names:
        add("organisation", entry.ours, own=True)
    if entry.counterparty and bare_name(entry.counterparty) not in names:
        add("counterparty", entry.counterparty)
    for path, value in entry.attributes.items():
        _, role, attribute = path.split(".")
        party_of = next((each for each in found if role in (each["key"], each["role"])), None)
        if party_of is None and attribute == "legal_name":
            add(role, value)
        elif party_of is not None:
            party_of[attribute] = value
    return found


def shown_parties(parties: Sequence[Mapping[str, object]]) -> str:
    """Parties in one line, to tell whether they changed."""
    return "; ".join(
        ", ".join(
            str(party[name])
            for name in ("legal_name", "short_name", "address", "email", "company_no", "jurisdiction")
            if party.get(name)
        )
        for party in parties
    )


def filed(entry: Entry, place: Place, title: str, arrival: Arrival | None, catalogue: Catalogue, *, ours: str) -> Filed:
    """The contract of a row that came in for the first time.

    The entry it returns has one cell more where something was given that no column says: the title made up, the type by the
    title, what the mapping says of all rows.
    """
    values: dict[str, Value] = {
        **entry.values,
        "title": title or place.id,
        "type": place.type,
        "stage": place.stage,
        "owner": place.owner,
    }
    values["id"] = place.id
    values.setdefault("paper", "third-party")
    if arrival is not None and arrival.language:
        values.setdefault("languages", (arrival.language,))
    front: dict[str, object] = {path: values[path] for path in _PLACED}
    parties = parties_said(entry, ours)
    former = id_from(entry.key)
    if former and former == entry.key and former != place.id:
        front["formerly"] = [former]
    if parties:
        front["parties"] = parties
    for field in catalogue.fields:
        if field.path in values and field.path not in _PLACED:
            _put(front, field.path, values[field.path])
    text = arrival.text if arrival is not None else f"# {_heading(values['title'])}\n"
    return Filed(compose(front, text), recorded(entry, values, parties))


def recorded(
    entry: Entry, values: Mapping[str, Value], parties: Sequence[Mapping[str, object]], before: Mapping[str, str] = _NOTHING
) -> Entry:
    """The entry with one more cell for what no column says and yet was written, so that a later run knows it.

    `before` is what that cell said last: what was given once stays given.
    """
    cells = tuple(cell for cell in entry.cells if cell.column != GIVEN)
    said = {path for cell in cells for path, _ in cell.wrote} | {"id", "parties"}
    given = {path: words for path, words in before.items() if path not in said}
    given |= {path: show_value(value) for path, value in values.items() if path not in said}
    if parties:
        given["parties"] = shown_parties(parties)
    if not given:
        return entry
    return replace(entry, cells=(*cells, Cell(GIVEN, "", "keep", "kept", tuple(sorted(given.items())))))


def _put(front: dict[str, object], path: str, value: Value) -> None:
    """A value at its path, the groups above it made where they are missing."""
    *groups, last = path.split(".")
    spot = front
    for group in groups:
        inner = spot.setdefault(group, {})
        spot = inner if isinstance(inner, dict) else {}
    spot[last] = list(value) if isinstance(value, tuple) else value


def _heading(title: object) -> str:
    """A title as the dialect writes a heading."""
    from clmctl.text.dialect.escaping import escaped  # noqa: PLC0415

    words = escaped(" ".join(str(title).split()))
    return f"{words[:-1]}\\#" if words.endswith("#") else words
