"""Proposals that a person accepted, written into the contract with the place that says so; and the line that records it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date

from clmctl.errors import UsageError
from clmctl.intake.paper.filing import bare_name
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.proposal import Decision, Proposal
from clmctl.text.fields.tables import CLAIM_LINE
from clmctl.text.fields.values import parse_value
from clmctl.text.files.jsonl import line_of, read_lines
from clmctl.text.printing.cites import quote_digest
from clmctl.text.yaml.edit import append_item, set_key

_PARTY = re.compile(r"parties\.(\d{1,2})\.([a-z_]+)")
_ROLE = re.compile(r"[a-z0-9]+")


@frozen
class Chosen:
    """A proposal that was accepted, with the value that counts; `by` is `person` where that is not the value proposed."""

    proposal: Proposal
    value: str
    by: str = "import"


def is_field(path: str, catalogue: Catalogue) -> bool:
    """Whether a proposal is about something that a contract's front matter states."""
    return path in catalogue.by_path or _PARTY.fullmatch(path) is not None


def accepted(contract: Contract, data: bytes, chosen: Sequence[Chosen], catalogue: Catalogue, ours: str) -> bytes:
    """The contract's file with the values stated and cited, every other byte as it was. `ours` is our own legal name.

    UsageError where a value is none of the field's, or an attribute is accepted of a party whose name is not.
    """
    parties: dict[int, dict[str, str]] = {}
    for each in chosen:
        path = each.proposal.field
        match = _PARTY.fullmatch(path)
        if match is not None:
            parties.setdefault(int(match[1]), {})[match[2]] = each.value
            continue
        field = catalogue.by_path.get(path)
        if field is None:
            raise UsageError(f"{path} is no field of a contract.", hint="clmctl schema contract lists them.")
        try:
            value = parse_value(field, each.value)
        except ValueError as wrong:
            raise UsageError(f"{path}: {wrong}", hint=field.help, path=contract.path) from None
        data = set_key(data, path, value)
    data = _with_parties(contract, data, parties, ours)
    named = {each.proposal.paragraph for each in chosen if each.proposal.field.endswith(".legal_name")}
    for each in chosen:
        place = each.proposal
        match = _PARTY.fullmatch(place.field)
        said_there = match is not None and match[2] != "legal_name" and place.paragraph in named
        if place.anchor and not said_there:
            cite = {"at": f"#{place.anchor}", "quote": quote_digest(place.paragraph), "by": each.by}
            data = set_key(data, ("cites", place.field), cite)
    return data


def _with_parties(contract: Contract, data: bytes, parties: Mapping[int, Mapping[str, str]], ours: str) -> bytes:
    count = len(contract.parties)
    taken = {party.key for party in contract.parties}
    for number, said in sorted(parties.items()):
        if number <= count:
            for attribute, value in said.items():
                data = set_key(data, ("parties", number - 1, attribute), value)
            continue
        if number != count + 1 or "legal_name" not in said:
            first = f"parties.{count + 1}.legal_name"
            raise UsageError(f"parties.{number} has no name yet.", hint=f"Accept {first} first.", path=contract.path)
        role = "-".join(_ROLE.findall(said.get("role", "").casefold()))[:40] or "party"
        key, again = role, 2
        while key in taken:
            key, again = f"{role}-{again}", again + 1
        taken.add(key)
        party: dict[str, object] = {"key": key, "role": role}
        if ours and bare_name(said["legal_name"]) == bare_name(ours):
            party["ours"] = True
        party |= {name: value for name, value in said.items() if name != "role"}
        data = append_item(data, "parties", party)
        count += 1
    return data


def whole_parties(contract: Contract, wanted: Iterable[Proposal]) -> list[Proposal]:
    """The proposals without those of parties that could not be stated yet, because a name before them is not among them."""
    found = list(wanted)
    named = {int(match[1]) for each in found if (match := _PARTY.fullmatch(each.field)) and match[2] == "legal_name"}
    stated = len(contract.parties)
    while stated + 1 in named:
        stated += 1
    return [each for each in found if (match := _PARTY.fullmatch(each.field)) is None or int(match[1]) <= stated]


def decision_of(proposal: Proposal, value: str | None, by: str, on: date, why: str) -> Decision:
    """What was decided about a proposal, as it is recorded; a value of None rejects it."""
    return Decision(
        key=proposal.key,
        state="rejected" if value is None else "accepted",
        field=proposal.field,
        value=proposal.value if value is None else value,
        by=by,
        on=on,
        why=why,
        at=f"#{proposal.anchor}" if proposal.anchor else "",
        quote=proposal.quote[:2_000],
        rule=proposal.rule,
        confidence=f"{proposal.confidence:.2f}",
    )


def read_decisions(path: str, data: bytes) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """The lines of `claims.jsonl` and what is wrong with them; of several about one claim the last counts."""
    lines, findings = read_lines(path, data, CLAIM_LINE, lambda said: (said.get("key"), said.get("state"), said.get("on")))
    return tuple(Decision(**line.said) for line in lines), findings


def decision_line(decision: Decision) -> str:
    """The line that says this, without a line end."""
    return line_of(asdict(decision))
