"""A row that came in before: what it says otherwise now, and whether the contract may still follow it.

What a person wrote into the contract since, or accepted from its text, wins over the table. What the table says of it is told
and recorded, never written.
"""

from collections.abc import Mapping

from clmctl.intake.paper.arrival import Arrival
from clmctl.intake.register.filing import GIVEN, parties_said, shown_parties
from clmctl.intake.register.reading import Entry
from clmctl.intake.register.record import Said
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.frozen import frozen
from clmctl.model.value import Value
from clmctl.text.fields.values import show_value
from clmctl.text.yaml.edit import set_key
from clmctl.text.yaml.split import split

#: What a contract that is there keeps, whatever the table says.
_NEVER = frozenset(("id", "key", "client", "file", "counterparty", "ours", "parties"))


@frozen
class Kept:
    """A field in which the contract stays as it is: what the table says, what the contract does, and why."""

    path: str
    table: str
    contract: str
    why: str


@frozen
class Followed:
    """The contract's bytes after following the table (None: nothing changes), what changed (`path: old → new`), what did not."""

    data: bytes | None
    changed: tuple[str, ...]
    kept: tuple[Kept, ...]


def follow(
    entry: Entry, contract: Contract, data: bytes, before: Mapping[str, Said], catalogue: Catalogue, *, ours: str
) -> Followed:
    """What following a row changes in its contract: the fields whose words in the table moved, where nobody moved them here."""
    wrote: dict[str, str] = {}
    for column, said in before.items():
        wrote |= {path: words for path, words in said.wrote.items() if column == GIVEN or path not in (*wrote, "parties")}
    changed: list[str] = []
    kept: list[Kept] = []
    edited = data
    gone = _gone(entry, before, wrote)
    new: dict[str, Value | None] = {path: value for path, value in entry.values.items() if path not in _NEVER}
    new |= dict.fromkeys(path for path in gone if path in catalogue.by_path and path not in _NEVER)
    for path, value in new.items():
        field = catalogue.by_path.get(path)
        if field is None or (value is None and ("*" in field.required_for or path not in contract.values)):
            continue
        table = show_value(value) if value is not None else ""
        there = show_value(contract.values[path]) if path in contract.values else ""
        if table == there:
            continue
        why = _why_kept(contract, there, wrote.get(path), table, fixed=field.after_signature == "fixed")
        if why:
            kept.append(Kept(path, table, there, why))
            continue
        edited = set_key(edited, path, value)
        changed.append(f"{path}: {there or 'nothing'} → {table or 'nothing'}")
    edited, told = _parties(entry, contract, edited, wrote, ours)
    changed += [told] if isinstance(told, str) else []
    kept += [told] if isinstance(told, Kept) else []
    return Followed(edited if changed else None, tuple(changed), tuple(kept))


def _why_kept(contract: Contract, there: str, said: str | None, table: str, *, fixed: bool) -> str:
    """Why the contract stays as it is; empty where it follows. `said` is what the table said last."""
    if contract.agreed and fixed:
        return "it is part of what was agreed, and changes by an amendment"
    if there == (said or ""):
        return ""
    if said is None:
        return "it stood here before the table came in"
    return "it was changed here since the table said so" if said == table else "the table and the contract were both changed"


def _gone(entry: Entry, before: Mapping[str, Said], wrote: Mapping[str, str]) -> set[str]:
    """Fields that the table gave and whose cells are empty now; one that cannot be read any more keeps what it gave."""
    there = {cell.column for cell in entry.cells}
    emptied = {path for column, said in before.items() if column not in there and said.value for path in said.wrote}
    still = {path for cell in entry.cells for path, _ in cell.wrote} | set(entry.values)
    return {path for path in emptied & set(wrote) if path not in still}


def _parties(
    entry: Entry, contract: Contract, data: bytes, wrote: Mapping[str, str], ours: str
) -> tuple[bytes, str | Kept | None]:
    """The file with the row's parties, where it has others than before and nobody touched them here."""
    parties = parties_said(entry, ours)
    if not parties:
        return data, None
    table = shown_parties(parties)
    there = shown_parties(
        [
            {
                name: getattr(party, name)
                for name in ("legal_name", "short_name", "address", "email", "company_no", "jurisdiction")
            }
            for party in contract.parties
        ]
    )
    last = wrote.get("parties", "") if contract.parties else ""
    if table == there or bool(last and last == table):
        return data, Kept("parties", table, there, "they were changed here since the table said so") if table != there else None
    if contract.parties and there != last:
        return data, Kept("parties", table, there, "the table and the contract were both changed")
    if contract.agreed:
        return data, Kept("parties", table, there, "they are part of what was agreed, and change by an amendment")
    return set_key(data, "parties", parties), f"parties: {there or 'nothing'} → {table}"


def with_text(data: bytes, arrival: Arrival) -> bytes | None:
    """The file with the text that has arrived, where it has no clause of its own yet; None where it has."""
    parts = split(data)
    if parts.problems or "\n## " in f"\n{parts.body}" or len(parts.body) > 400:
        return None
    rest = data[parts.end :]
    fence = rest.index(b"\n", rest.index(b"---")) + 1
    return data[: parts.end] + rest[:fence] + b"\n" + arrival.text.lstrip("\n").encode()
