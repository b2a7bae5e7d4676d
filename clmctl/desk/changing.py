"""Makers of plans that change contracts: each is made anew where something it rests on moved."""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from clmctl.assemble.questions import party_field, typed_answer
from clmctl.desk.asking.questions import Asked, ask
from clmctl.desk.doing import Make
from clmctl.desk.opening import Desk
from clmctl.errors import ReasonMissing, UsageError
from clmctl.expression.error import did_you_mean
from clmctl.model.because import Because
from clmctl.model.columns import COMPUTED
from clmctl.model.contract import Contract
from clmctl.model.field import Field, FieldType
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.value import Value
from clmctl.negotiation.clauses import drop, reword, take
from clmctl.negotiation.fields import set_fields
from clmctl.negotiation.signing import sign, superseded_by
from clmctl.text.files.kinds import content_of


def changes_of(desk: Desk, words: Sequence[str]) -> dict[str, Value | None]:
    """`field=value` words as typed values by path, an empty value as None; UsageError names what cannot be read."""
    changes: dict[str, Value | None] = {}
    for word in words:
        name, _, text = word.partition("=")
        field = field_named(desk, name.strip())
        if field.path in changes:
            raise UsageError(f"{field.path} is set twice.")
        if not text.strip():
            changes[field.path] = None
            continue
        try:
            changes[field.path] = typed_answer(field, text.strip())
        except ValueError as wrong:
            raise UsageError(f"{field.path}: {wrong}", hint=field.help) from None
        if field.type is FieldType.PERSON and desk.settings.people and desk.settings.person(text.strip()) is None:
            hint = did_you_mean(text.strip(), [p.id for p in desk.settings.people])
            raise UsageError(
                f"{text.strip()!r} is nobody the workspace knows.", hint=hint or "people: in clmctl.yaml lists everybody."
            )
    return changes


def field_named(desk: Desk, name: str) -> Field:
    """The one field a person means. UsageError with the candidates, or with what may be meant."""
    found = desk.settings.catalogue.find(name)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{name!r} may mean {' or '.join(field.path for field in found)}.", hint="Write the whole path.")
    party = party_field(name)
    if party is not None:
        return party
    if worked_out := next((column for column in COMPUTED if column.name == name), None):
        raise UsageError(f"{name} is worked out, not set. {worked_out.help}", hint=f"clmctl explain {name} tells more.")
    near = did_you_mean(name, [*desk.settings.catalogue.by_path, *(f.name for f in desk.settings.catalogue.fields)])
    raise UsageError(f"There is no field {name!r}.", hint=near or "clmctl explain fields lists them.")


def setting(contract: str, words: Sequence[str], because: Because) -> Make:
    """Sets fields of one contract."""

    def make(desk: Desk) -> Plan:
        found, _, data = desk.contract_at(desk.path_of(contract))
        return set_fields(found, data, changes_of(desk, words), desk.settings.catalogue, because)

    return make


def setting_where(where: str, words: Sequence[str], because: Because) -> Make:
    """Sets fields of every contract for which a condition holds, in one commit; those edited by hand are skipped and named."""

    def make(desk: Desk) -> Plan:
        changes = changes_of(desk, words)
        answer = ask(desk, Asked(where, ("id", "path"), ("id",)))
        edited = frozenset(desk.index.differing(desk.head))
        plans: list[Plan] = []
        notes = [f"skipped {row[0]}: undecided, {why_not}" for row, why_not in zip(answer.undecided, answer.notes, strict=False)]
        notes += [f"skipped {problem.place}: {problem.message}" for problem in desk.index.problems()]
        if out := sum(path.endswith("/contract.md") for path in desk.away):
            notes.append(f"not looked at: {out} contract{'s' if out > 1 else ''} that this sparse checkout leaves out")
        for contract, path in answer.rows:
            if str(path) in edited:
                notes.append(f"skipped {contract}: its file was edited by hand; clmctl save records that")
                continue
            found, _, data = desk.contract_at(str(path))
            try:
                plans.append(set_fields(found, data, changes, desk.settings.catalogue, because))
            except ReasonMissing:
                raise  # one reason serves them all
            except UsageError as refused:
                notes.append(f"skipped {contract}: {refused.message.removeprefix(f'{contract} ')}")
        if not plans:
            count = f"{len(answer.rows)} contract{' matches' if len(answer.rows) == 1 else 's match'}"
            raise UsageError(f"Nothing to set: {count} {where!r}.", hint="\n  ".join(notes))
        return _together(plans, tuple(notes), f"Set {', '.join(changes)} of {len(plans)} contracts", because)

    return make


def _together(plans: Sequence[Plan], notes: tuple[str, ...], title: str, because: Because) -> Plan:
    """Several plans as one commit with a Contract trailer each."""
    if len(plans) == 1 and not notes:
        return plans[0]
    contracts = tuple(("Contract", value) for plan in plans for name, value in plan.trailers if name == "Contract")
    return Plan(
        action="edit",
        title=title,
        writes=tuple(write for plan in plans for write in plan.writes),
        trailers=(*contracts, *because.trailers("", "edit")[1:]),
        reads=tuple(read for plan in plans for read in plan.reads),
        render=tuple(contract for plan in plans for contract in plan.render),
        notes=(*(note for plan in plans for note in plan.notes), *notes),
    )


def taking(contract: str, clause: str, position: str, options: Sequence[str], because: Because) -> Make:
    """Puts an approved position of a clause into a contract."""
    switched: dict[str, bool] = {}
    for option in options:
        name, _, said = option.partition("=")
        if said.strip().lower() not in ("yes", "no", "true", "false", "on", "off"):
            raise UsageError(f"{option!r} does not say whether the option is on.", hint="Write NAME=yes or NAME=no.")
        switched[name.strip()] = said.strip().lower() in ("yes", "true", "on")

    def make(desk: Desk) -> Plan:
        found, _, data = desk.contract_at(desk.path_of(contract))
        return take(found, data, clause, position, approved=desk.judge.approved, options=switched, because=because)

    return make


def rewording(contract: str, clause: str, text: str, because: Because) -> Make:
    """Puts other words under a clause."""

    def make(desk: Desk) -> Plan:
        found, _, data = desk.contract_at(desk.path_of(contract))
        return reword(found, data, clause, text, because)

    return make


def dropping(contract: str, clause: str, because: Because) -> Make:
    """Takes a clause out."""

    def make(desk: Desk) -> Plan:
        found, _, data = desk.contract_at(desk.path_of(contract))
        return drop(found, data, clause, because)

    return make


def signing(contract: str, on: date, copy: tuple[str, bytes] | None, because: Because) -> Make:
    """Records a signature; contracts it supersedes are closed with it."""

    def make(desk: Desk) -> Plan:
        found, _, data = desk.contract_at(desk.path_of(contract))
        before: list[tuple[Contract, bytes]] = []
        for name in superseded_by(found):
            predecessor, _, content = desk.contract_at(desk.path_of(name))
            if predecessor.stage == "executed":
                before.append((predecessor, content))
        filed = _executed(*copy) if copy else None
        plan = sign(found, data, on, desk.settings.catalogue, copy=filed, predecessors=tuple(before), because=because)
        if filed is None or (found_in := content_of(filed[1])).kind in ("pdf", "docx"):
            return plan
        said = f"{contract}  {filed[0]} is filed as it is, but it is {found_in.said}, neither PDF nor DOCX"
        return replace(plan, notes=(*plan.notes, said))

    return make


def _executed(name: str, content: bytes) -> tuple[str, bytes]:
    """An executed copy's file name and bytes. UsageError for one that holds nothing."""
    if not content.strip():
        raise UsageError("is empty: that is no executed copy.", hint="Name the file that bears the signatures.", path=name)
    return file_name(name), content


def attaching(contract: str, name: str, content: bytes, because: Because) -> Make:
    """Files a document under the contract's attachments."""

    def make(desk: Desk) -> Plan:
        found = desk.contract(contract)
        path = f"{found.folder}/attachments/{file_name(name)}"
        there = desk.read(path)
        if not content:
            raise UsageError("is empty: there is nothing to file.", hint="Name the document itself.", path=name)
        if there is not None and there != content:
            raise UsageError(f"{path} exists and holds something else.", hint="Give the file another name.")
        digest = hashlib.sha256(content).hexdigest()[:16]
        return Plan(
            action="attach",
            title=f"Attach {file_name(name)} to {contract}",
            writes=(Write(path, content),),
            trailers=because.trailers(contract, "attach"),
            reads=(Read(path, None),) if there is None else (),
            notes=(f"{contract}  {len(content):,} bytes, sha256 {digest}…",),
        )

    return make


def file_name(path: str) -> str:
    """A file's own name, safe in a folder anybody may have: letters, digits, dots, hyphens and underscores, composed form."""
    name = unicodedata.normalize("NFC", PurePath(path.replace("\\", "/")).name)
    kept = "".join(char if char.isalnum() or char in "._-" else "-" for char in name).strip(".-")
    if not kept:
        raise UsageError(
            f"{path!r} has no usable file name.", hint="Rename the file: letters and digits, and an ending such as .pdf."
        )
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[:100]}{dot}{ending[:12]}" if dot else kept[:100]
