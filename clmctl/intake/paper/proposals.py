"""What a paper's words propose for the fields of its contract, each with the paragraph that says it."""

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from clmctl.intake.paper.writing import OPENING
from clmctl.model.claim import Claim
from clmctl.model.contract import Contract
from clmctl.model.proposal import Decision, Proposal
from clmctl.text.fields.values import show_value
from clmctl.text.printing.cites import quotable

_WORD = re.compile(r"\w+")
#: So many words of a quote are looked for where all of it is not found on end: page numbers may stand in it.
_FEW = 6


class _Paragraph(NamedTuple):
    anchor: str
    words: str


class _Places:
    """The paragraphs of a contract's text, and where some words stand in them."""

    def __init__(self, text: str) -> None:
        self._paragraphs: list[_Paragraph] = []
        self._starts: list[int] = []
        joined: list[str] = []
        length = 0
        for block, words in quotable(text):
            plain = _plain(words)
            if plain:
                self._paragraphs.append(_Paragraph(block.clause or block.schedule or OPENING, words))
                self._starts.append(length)
                joined.append(plain)
                length += len(plain) + 1
        self._text = " ".join(joined)

    def of(self, quote: str, about: float) -> _Paragraph | None:
        """The paragraph in which the words begin; of several, the one nearest to that share of the text."""
        plain = _plain(quote)
        words = plain.split()
        for wanted in dict.fromkeys((plain, " ".join(words[:_FEW]), " ".join(words[-_FEW:]))):
            if found := self._places(wanted):
                at = min(found, key=lambda place: abs(place - about * len(self._text)))
                return self._paragraphs[bisect_right(self._starts, at) - 1]
        return None

    def _places(self, wanted: str) -> list[int]:
        """Where words stand: as whole words, else as parts of words, since a rule may quote `renews automatic`."""
        if not wanted:
            return []
        return _found(f" {self._text} ", f" {wanted} ") or _found(self._text, wanted)


def _found(text: str, wanted: str) -> list[int]:
    found, at = [], text.find(wanted)
    while at >= 0:
        found.append(at)
        at = text.find(wanted, at + 1)
    return found


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def proposals(contract: Contract, source: str, found: Sequence[Claim], decided: Iterable[Decision]) -> tuple[Proposal, ...]:
    """The claims of a source text as proposals for its contract, each in the state a person left it in."""
    places = _Places(contract.text)
    states = {decision.key: decision.state for decision in decided}
    made: list[Proposal] = []
    for claim in found:
        place = places.of(claim.quote, claim.start / max(1, len(source)))
        shown = show_value(claim.value)
        key = hashlib.sha256(f"{claim.field}\0{shown}".encode()).hexdigest()[:12]
        made.append(
            Proposal(
                key=key,
                contract=contract.id,
                field=claim.field,
                value=shown,
                quote=" ".join(claim.quote.split()),
                anchor=place.anchor if place else "",
                paragraph=place.words if place else "",
                confidence=claim.confidence,
                rule=claim.rule,
                because=claim.because,
                line=claim.line,
                state=states.get(key, "proposed"),
                stands=_stands(contract, claim.field),
            )
        )
    return tuple(made)


def _stands(contract: Contract, field: str) -> str:
    """What the contract states of a field now, as typed back; empty where it states nothing."""
    if field.startswith("parties."):
        _, number, attribute = field.split(".", 2)
        at = int(number) - 1 if number.isdigit() else -1
        return str(getattr(contract.parties[at], attribute, "") or "") if 0 <= at < len(contract.parties) else ""
    value = contract.values.get(field)
    return show_value(value) if value is not None else ""
