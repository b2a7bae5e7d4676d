"""Proposals as a person decides about them: shown, asked one by one at a terminal, or decided by options."""

import itertools
from collections.abc import Sequence

import typer

from clmctl.cli.acting import Acting
from clmctl.cli.formats import Cell, write
from clmctl.cli.render import note, show_text
from clmctl.cli.session import session_progress
from clmctl.cli.terminal import sanitise
from clmctl.desk.importing.reviewing import Decided, deciding, papers_where, proposals_in
from clmctl.errors import UsageError
from clmctl.intake.claims import confidence
from clmctl.model.because import Because
from clmctl.model.proposal import Proposal

COLUMNS = ("contract", "field", "value", "state", "confidence", "at", "quote", "rule", "because", "line", "stands")
_SHORT = ("field", "value", "sure", "at", "quote")
_QUOTE = 70


def review_proposals(
    call: Acting,
    which: tuple[str, str],
    decided: Decided,
    because: Because,
    format_name: str,
    *,
    dry_run: bool,
    with_edits: bool,
) -> None:
    """Shows the proposals of one contract or of all that match (`which`), or records what is decided about them."""
    contract, where = which
    if contract and where:
        raise UsageError("Name one contract, or all that match with --where.", hint="clmctl import review --help shows both.")
    if not 0 <= decided.above <= 1 and decided.above != Decided().above:
        raise UsageError("--accept-above takes a number from 0 to 1.", hint="0.95 accepts what is at least 95 % sure.")
    desk = call.writing_desk if decided.anything else call.desk
    paths = (desk.path_of(contract),) if contract else papers_where(desk, where)
    if decided.anything:
        make = deciding(paths, decided, call.actor, because, session_progress)
        call.act(make, dry_run=dry_run, with_edits=with_edits, confirm=not contract)
        return
    found = proposals_in(desk, paths, session_progress)
    if contract and call.interactive and format_name == "table" and any(each.state == "proposed" for each in found):
        said = _asked(found)
        if said.anything:
            call.act(deciding(paths, said, call.actor, because, session_progress), dry_run=dry_run, with_edits=with_edits)
        return
    _show(found, format_name, alone=bool(contract))


def _show(found: Sequence[Proposal], format_name: str, *, alone: bool) -> None:
    if format_name not in ("table", "text"):
        write(format_name, list(COLUMNS), [[_cell(each, name) for name in COLUMNS] for each in found])
        return
    open_ = [each for each in found if each.state == "proposed" and not each.stands]
    names = list(_SHORT) if alone else ["contract", *_SHORT]
    sure = _counting(found)
    if not found:
        show_text("Nothing is proposed.")
        return
    write(format_name, names, [[_short(each, name, sure) for name in names] for each in open_])
    rest = len(found) - len(open_)
    doubtful = sum((each.contract, each.key) not in sure for each in open_)
    note(
        f"{len(open_)} open"
        + (f", {rest} decided or stated already" if rest else "")
        + (f"; ? marks {doubtful} that are less sure than the field asks, or said in two ways" if doubtful else "")
        + "."
    )


def _counting(found: Sequence[Proposal]) -> frozenset[tuple[str, str]]:
    """The proposals that count, by contract and key: sure enough for their field, with none as sure that says otherwise."""
    return frozenset(
        (contract, each.key)
        for contract, said in itertools.groupby(found, key=lambda each: each.contract)
        for each in confidence.decided(said).values()
    )


def _cell(each: Proposal, name: str) -> Cell:
    if name == "at":
        return f"#{each.anchor}" if each.anchor else None
    value: Cell = getattr(each, name)
    return value if value != "" else None


def _short(each: Proposal, name: str, sure: frozenset[tuple[str, str]]) -> Cell:
    if name == "sure":
        return f"{each.confidence:.0%}" + ("" if (each.contract, each.key) in sure else " ?")
    if name == "quote":
        return each.quote if len(each.quote) <= _QUOTE else f"{each.quote[: _QUOTE - 1]}…"
    return _cell(each, name)


def _asked(found: Sequence[Proposal]) -> Decided:
    """What the person says of each open proposal, one after the other."""
    accept: list[str] = []
    reject: list[str] = []
    settled: set[str] = set()
    for each in found:
        if each.state != "proposed" or each.stands or each.field in settled:
            continue
        show_text(f"\n{each.field} = {each.value}   ({each.confidence:.0%} sure, {each.rule})")
        show_text(f"  #{each.anchor or '?'}: “{each.quote[:400]}”")
        word = str(
            typer.prompt(sanitise("accept, reject, skip, another value (=...), or quit"), default="skip", err=True)
        ).strip()
        if word.startswith("="):
            accept.append(f"{each.field}={word[1:].strip()}")
            settled.add(each.field)
        elif word[:1] == "a":
            accept.append(f"{each.field}={each.value}")
            settled.add(each.field)
        elif word[:1] == "r":
            reject.append(each.field)
            settled.add(each.field)
        elif word[:1] == "q":
            break
    return Decided(tuple(accept), tuple(reject))
