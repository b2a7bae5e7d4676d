"""A contract from its file: whatever can be read is in the `Contract`, whatever is wrong is a finding with its place."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, cast

from clmctl.model.contract import ClausePin, Contract, Dates, InitialTerm, Relation, Renewal
from clmctl.model.field import Catalogue, Field
from clmctl.model.finding import Finding
from clmctl.model.money import Money
from clmctl.model.party import Party, Signatory
from clmctl.model.value import Value
from clmctl.text.fields.limits import despite_limits
from clmctl.text.fields.rows import is_rows, read_rows
from clmctl.text.fields.shapes import CONTRACT_ID, Listing
from clmctl.text.fields.tables import CONTRACT, PARTY, PIN
from clmctl.text.fields.troubles import Trouble, did_you_mean, findings_of, one_of
from clmctl.text.fields.values import READERS, reader_of, shown
from clmctl.text.printing.amending import change_rows
from clmctl.text.yaml.frontmatter import Front, Path, Plain, dump, read
from clmctl.text.yaml.quick import read_item

_ID = re.compile(CONTRACT_ID)
#: Keys that hold a list of their own: a list under a name like theirs is a slip, one under another name a table of the text.
_LISTS = tuple(key for key, shape in CONTRACT.items() if isinstance(shape, Listing))
_PATH = re.compile(r"contracts/([^/]+)/([^/]+)/contract\.md")
_EMPTY: Mapping[str, Any] = MappingProxyType({})

_Leaf = tuple[str, Field, Callable[[Field, object], Value]]
_Tree = dict[str, "_Leaf | _Tree"]
_Rows = tuple[Mapping[str, str], ...]


def read_contract(path: str, blob: str, data: bytes, catalogue: Catalogue) -> tuple[Contract | None, tuple[Finding, ...]]:
    """The contract in a file's bytes and what is wrong with them. Never raises for any bytes.

    None where its fields cannot be read at all or no id can be had; keys that are wrong are left out of the contract, and
    the first of two equal ones counts. `path` says the client and, where `id` is missing, the id.
    """
    front = read(path, data)
    if front.values is None:
        return None, front.findings
    troubles: list[Trouble] = []
    contract = _contract(path, blob, front, catalogue, troubles)
    if not troubles:
        return contract, front.findings
    found = findings_of(path, data, troubles, contract.id if contract else "")
    return contract, tuple(sorted((*front.findings, *found), key=lambda f: (f.place.line, f.place.column)))


def compose(front: Mapping[str, object], body: str) -> bytes:
    """A new contract file: the fields between `---` lines, an empty line, and the text."""
    return f"---\n{dump(front)}---\n\n{body.lstrip(chr(10))}".encode()


def _contract(path: str, blob: str, front: Front, catalogue: Catalogue, troubles: list[Trouble]) -> Contract | None:
    said = front.values or {}
    tree = _tree(catalogue)
    other, rows = _beside_fields(front, tree, troubles)
    values: dict[str, Value] = {}
    _fields(tree, {key: raw for key, raw in said.items() if key in tree}, (), values, troubles)
    if "stage" not in values and said.get("stage") is not None:
        values["stage"] = _unknown_stage(said["stage"])
    where = _PATH.fullmatch(path)
    client, folder = (where[1], where[2]) if where else ("", "")
    id_ = _id(values.get("id"), folder, troubles)
    if not id_:
        return None
    get = values.get
    if other.get("changes"):
        tongue = cast("str", get("prevailing") or (cast("tuple[str, ...]", get("languages")) or ("en",))[0])
        rows["changes"] = change_rows(other["changes"], front.body, catalogue, tongue, troubles)
    contract = Contract(
        path=path,
        blob=blob,
        client=client,
        id=id_,
        title=cast("str", get("title", "")),
        type=cast("str", get("type", "")),
        stage=cast("Any", get("stage", "draft")),
        template=cast("str", get("template", "")),
        paper=cast("Any", get("paper", "own")),
        owner=cast("str", get("owner", "")),
        languages=cast("tuple[str, ...]", get("languages", ("en",))),
        prevailing=cast("str", get("prevailing", "")),
        parties=_parties(other.get("parties"), troubles),
        dates=Dates(*cast("Any", (get("dates.agreement"), get("dates.effective"), get("dates.signed")))),
        term=InitialTerm(*cast("Any", (get("term.length"), get("term.end")))),
        renewal=Renewal(*cast("Any", [get(name) for name in _RENEWAL])),
        total=cast("Money | None", get("money.total")),
        relations=tuple(Relation(r["type"], r["id"]) for r in other.get("relations") or () if len(r) == 2),
        clauses=_pins(other.get("clauses"), troubles),
        agreed=cast("str", get("agreed", "")),
        formerly=other.get("formerly") or (),
        values=MappingProxyType(values),
        rows=MappingProxyType(rows) if rows else _EMPTY,
        text=front.body,
        text_line=front.body_line,
        cites=_cites(other.get("cites")),
        quotes=_quotes(other.get("cites")),
    )
    _together(contract, said, catalogue, troubles)
    return contract


def _beside_fields(front: Front, tree: "_Tree", troubles: list[Trouble]) -> tuple[dict[str, Any], dict[str, _Rows]]:
    """What stands under the keys that are no fields: what clmctl itself knows (parties, clauses ...), and the text's tables."""
    other: dict[str, Any] = {}
    rows: dict[str, _Rows] = {}
    for key, raw in (front.values or {}).items():
        if key in tree:
            continue
        if raw is None:
            if key not in CONTRACT:
                troubles.append(_unknown((key,), tree))
        elif (shape := CONTRACT.get(key)) is not None:
            known = _KNOWN[key](front.items.get(key)) if key in _KNOWN else None
            other[key] = shape.read(raw, (), key, troubles) if known is None else known
        elif is_rows(raw) and (_prints(front.body, key) or not did_you_mean(key, (*_LISTS, *tree))):
            rows[key] = read_rows(cast("list[dict[str, Plain]]", raw), key, troubles)
        else:
            troubles.append(_unknown((key,), tree))
    return other, rows


_RENEWAL = (
    "renewal.type",
    "renewal.length",
    "renewal.max",
    "renewal.notice",
    "renewal.deemed_receipt",
    "renewal.decision_lead",
)


@lru_cache(maxsize=8)
def _tree(catalogue: Catalogue) -> _Tree:
    """The catalogue's fields arranged as a file nests them."""
    root: _Tree = {}
    for field in catalogue.fields:
        *parents, last = field.path.split(".")
        spot = root
        for parent in parents:
            inner = spot.setdefault(parent, {})
            spot = inner if isinstance(inner, dict) else {}
        spot[last] = (field.path, field, reader_of(field))
    root.setdefault("fields", {})
    return root


@lru_cache(maxsize=8)
def _required(catalogue: Catalogue, kind: str) -> tuple[Field, ...]:
    return tuple(field for field in catalogue.fields if "*" in field.required_for or kind in field.required_for)


def _fields(tree: _Tree, said: Mapping[str, Plain], at: Path, values: dict[str, Value], troubles: list[Trouble]) -> None:
    """The catalogue fields of a group, into `values`; what is wrong into `troubles`."""
    for key, raw in said.items():
        node = tree.get(key)
        if type(node) is tuple:
            if raw is not None:
                try:
                    values[node[0]] = node[2](node[1], raw)
                except ValueError as wrong:
                    message, _, hint = str(wrong).partition(". ")
                    troubles.append(Trouble((*at, key), f"{node[0]} {message}", hint or node[1].help))
                    if (kept := despite_limits(node[1], READERS[node[1].type], raw)) is not None:
                        values[node[0]] = kept
        elif node is None:
            troubles.append(_unknown((*at, key), tree))
        elif type(raw) is dict:
            _fields(cast("_Tree", node), raw, (*at, key), values, troubles)
        elif raw is not None:
            message = f"{key} must hold `key: value` pairs, not {shown(raw)}"
            troubles.append(Trouble((*at, key), message, one_of(cast("_Tree", node))))


def _unknown(where: Path, known: Mapping[str, object]) -> Trouble:
    names = [*known, *CONTRACT] if len(where) == 1 else [*known]
    hint = did_you_mean(str(where[-1]), names) or (one_of(names) if len(where) > 1 else "")
    if where[0] == "fields" or not hint:
        hint = hint or "A field of your own goes under fields: and into the catalogue in clmctl.yaml."
    return Trouble(where, f"Unknown key {shown(where[-1])}", hint)


def _id(found: Value | None, folder: str, troubles: list[Trouble]) -> str:
    """The contract's id: what it says, else its folder's name where that can be one."""
    if isinstance(found, str):
        if _ID.fullmatch(found):
            if folder and folder != found:
                message = f"The id {found} differs from the folder's name {folder}"
                troubles.append(Trouble(("id",), message, "Rename the folder, or put the id right."))
            return found
        message = f"The id {shown(found)} may hold capitals, digits and hyphens only, at most 64"
        troubles.append(Trouble(("id",), message, "Write it as MSA-2026-0042."))
    return folder if _ID.fullmatch(folder) else ""


def _unknown_stage(raw: Plain) -> str:
    """What stands there, where it is no stage: a contract is not taken for a draft because nobody can tell how far it is."""
    return (" ".join(raw.split()) if isinstance(raw, str) else shown(raw))[:40] or "none"


def _parties(found: tuple[Party | dict[str, Any], ...] | None, troubles: list[Trouble]) -> tuple[Party, ...]:
    parties: dict[str, Party] = {}
    for number, said in enumerate(found or ()):
        party = said if type(said) is Party else _party(cast("dict[str, Any]", said))
        if party.key in parties:
            hint = "Give each party a key of its own: key: customer-2."
            troubles.append(Trouble(("parties", number), f"Two parties have the key {party.key}", hint))
        else:
            parties[party.key] = party
    return tuple(parties.values())


def _party(said: dict[str, Any]) -> Party:
    """The party with those values; without a role its key stands for it, without a key its role."""
    role = said.pop("role", "") or said.get("key", "")
    key = said.pop("key", role)
    if "signatories" in said:
        said["signatories"] = tuple(Signatory(**person) for person in said["signatories"])
    return Party(key=key, role=role, legal_name=said.pop("legal_name", ""), **said)


def _cites(found: Mapping[str, Mapping[str, str]] | None) -> Mapping[str, str]:
    """Field path -> anchor of the place in the text that states it."""
    return (
        MappingProxyType({path: said["at"].removeprefix("#") for path, said in found.items() if "at" in said})
        if found
        else _EMPTY
    )


def _quotes(found: Mapping[str, Mapping[str, str]] | None) -> Mapping[str, str]:
    """The digests of the paragraphs that fields are cited from, by field."""
    return MappingProxyType({path: cite["quote"] for path, cite in found.items() if "quote" in cite}) if found else _EMPTY


def _prints(body: str, key: str) -> bool:
    """Whether the text prints the table of that name: then it is no misspelt key."""
    return re.search(rf"\{{\{{\s*{re.escape(key)}\s*[|}}]", body) is not None


def _pins(found: tuple[ClausePin | dict[str, Any], ...] | None, troubles: list[Trouble]) -> tuple[ClausePin, ...]:
    pins: dict[tuple[str, str], ClausePin] = {}
    for number, said in enumerate(found or ()):
        pin = said if type(said) is ClausePin else _pin(cast("dict[str, Any]", said))
        if pin is None:
            continue
        if (pin.at, pin.lang) in pins:
            troubles.append(Trouble(("clauses", number), f"Two pins stand at #{pin.at}", "Keep the one whose text stands there."))
        else:
            pins[pin.at, pin.lang] = pin
    return tuple(pins.values())


def _pin(said: Mapping[str, Any]) -> ClausePin | None:
    """The pin with those values, or None where one is missing that it needs."""
    if any(name not in said for name in PIN.required):
        return None
    options = said.get("options")
    options = MappingProxyType(options) if options else _EMPTY
    at, lang = said["at"][1:], said.get("lang", "")
    return ClausePin(at, said["clause"], said["variant"], said["version"], lang, options, said["digest"])


def _known_pins(items: Sequence[str] | None) -> tuple[ClausePin, ...] | None:
    """The pins those texts of items say where every one of them is in order, else None."""
    if items is None:
        return None
    pins = tuple(map(_known_pin, items))
    return None if None in pins else cast("tuple[ClausePin, ...]", pins)


@lru_cache(maxsize=8192)
def _known_pin(item: str) -> ClausePin | None:
    """The pin an item says, or None where anything is wrong. Contracts of one library share their pins: each is read once."""
    troubles: list[Trouble] = []
    said = PIN.read(read_item(item), (), "clauses", troubles)
    return None if troubles else _pin(said)


def _known_parties(items: Sequence[str] | None) -> tuple[Party, ...] | None:
    """The parties likewise."""
    if items is None:
        return None
    parties = tuple(map(_known_party, items))
    return None if None in parties else cast("tuple[Party, ...]", parties)


@lru_cache(maxsize=2048)
def _known_party(item: str) -> Party | None:
    troubles: list[Trouble] = []
    said = PARTY.read(read_item(item), (), "parties", troubles)
    return None if troubles else _party(said)


def _together(contract: Contract, front: Mapping[str, Plain], catalogue: Catalogue, troubles: list[Trouble]) -> None:
    """What keys must say together: required fields, an end for an automatic renewal, languages, parties named by fields."""
    values = contract.values
    for field in _required(catalogue, contract.type):
        if field.path not in values and (contract.stage != "request" or "*" in field.required_for):
            where = tuple(field.path.split("."))
            if not any(trouble.where == where for trouble in troubles):
                needed = "every contract" if "*" in field.required_for else f"a contract of type {contract.type}"
                troubles.append(Trouble(where, f"{field.path} is missing: {needed} states it", field.help))
    if contract.renewal.type == "auto-renew" and contract.term.length is None and contract.term.end is None:
        said = front.get("term")
        if not isinstance(said, dict) or not said:
            message = "auto-renew needs a term: without an end there is nothing to renew from"
            troubles.append(Trouble(("renewal", "type"), message, "State term.length (P12M) or term.end."))
    if contract.prevailing and contract.prevailing not in contract.languages:
        message = f"The prevailing language {contract.prevailing} is not among the languages {', '.join(contract.languages)}"
        troubles.append(Trouble(("prevailing",), message))
    if contract.term.end and contract.dates.effective and contract.term.end < contract.dates.effective:
        message = f"term.end {contract.term.end} is before dates.effective {contract.dates.effective}"
        troubles.append(Trouble(("term", "end"), message, "An end date is the last day of cover."))


#: What thousands of contracts say in the same words: read by the texts of the items, where those could be told apart.
_KNOWN: dict[str, Callable[[Sequence[str] | None], tuple[object, ...] | None]] = {
    "clauses": _known_pins,
    "parties": _known_parties,
}
