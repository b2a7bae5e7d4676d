"""Hand edits that go along with an act: said in its plan, explained as any other change is, and none of what was signed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from clmctl.desk.opening import Desk
from clmctl.errors import ReasonMissing, UsageError
from clmctl.lint.commits import changed_clauses, changed_fields, may_be_signed, unsigned
from clmctl.model.contract import SIGNED, Contract
from clmctl.model.plan import Plan
from clmctl.store.objects import object_id
from clmctl.text.comparing.digest import agreed_digest
from clmctl.text.files.contract import read_contract
from clmctl.text.yaml.frontmatter import load

_MD = "/contract.md"


def with_hand_edits(desk: Desk, plan: Plan) -> Plan:
    """The plan that says which clauses and fields were edited by hand and would be recorded along with it.

    The commit names those clauses, too, where it is about one contract. UsageError where what was signed was edited.
    """
    if plan.action == "save" or not desk.head:  # a save is its edits, and says them
        return plan
    named = {value for name, value in plan.trailers if name == "Clause"}
    notes: list[str] = []
    touched: list[str] = []
    for write in plan.writes:
        recorded = desk.recorded(write.path) if write.path.endswith(_MD) and write.data is not None else None
        now = desk.read(write.path) if recorded is not None else None
        if recorded is None or now is None or now == recorded:
            continue
        before, after = _read(desk, write.path, recorded), _read(desk, write.path, now)
        if before is None or after is None:
            continue
        clauses, fields = negotiated(desk, before, after)
        refuse_signed(before, after, clauses, fields or (() if clauses else pins(desk, before, after)))
        unsaid = tuple(anchor for anchor in clauses if anchor not in named)
        touched += unsaid
        what = [*("#" + anchor for anchor in unsaid), *fields, *_other_keys(write.path, recorded, now, fields)]
        if not what and not clauses:
            what = ["its file"]
        notes += [f"{before.id}  {each}, edited by hand" for each in what]
    trailers = plan.trailers
    if touched and sum(name == "Contract" for name, _ in trailers) == 1:
        at = 1 + max(i for i, (name, _) in enumerate(trailers) if name in ("Contract", "Action", "Clause"))
        trailers = (*trailers[:at], *(("Clause", anchor) for anchor in touched), *trailers[at:])
    return replace(plan, notes=(*plan.notes, *notes), trailers=trailers)


def refuse_silence(desk: Desk, plan: Plan) -> None:
    """Raises UsageError where a plan would record, without a reason, a change of clause text or of a negotiated field."""
    if any(name == "Reason" and value.strip() for name, value in plan.trailers) or not desk.head:
        return
    for write in plan.writes:
        if not write.path.endswith(_MD) or write.data is None:
            continue
        before = _read(desk, write.path, desk.recorded(write.path))
        after = _read(desk, write.path, write.data)
        if before is None or after is None:
            continue
        clauses, fields = negotiated(desk, before, after)
        what = ", ".join([*("#" + anchor for anchor in clauses), *fields])
        if what:
            said = f"This and the edits made by hand change {what} of {after.id}: that needs a reason."
            raise ReasonMissing(said, path=write.path)


def refuse_signed(before: Contract, after: Contract | None, clauses: tuple[str, ...], fields: tuple[str, ...]) -> None:
    """Raises UsageError where edits change these clauses and fields of a contract that was signed, or make it one that was not.

    Where its stage is a word that is none, it may be signed.
    """
    if not may_be_signed(before):
        return
    what = ", ".join([*("#" + anchor for anchor in clauses), *fields, *(unsigned(before, after) if after is not None else ())])
    if what and before.stage in SIGNED:
        raise UsageError(
            f"{before.id} is signed, and the edits change what was agreed: {what}. It changes by an amendment of its own.",
            hint=f"git checkout -- {before.path} puts the file back.",
            path=before.path,
        )
    if what:
        raise UsageError(
            f"The recorded stage of {before.id} is not known ({before.stage!r} is none), so it may be signed, and the edits "
            f"change what was agreed: {what}.",
            hint=f"git checkout -- {before.path} puts the file back. Put stage: right in it and save that alone, then edit.",
            path=before.path,
        )


def negotiated(desk: Desk, before: Contract, after: Contract) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clauses and negotiated fields in which two states of a contract differ."""
    return changed_clauses(before, after), changed_fields(before, after, desk.settings.catalogue)


def pins(desk: Desk, before: Contract, after: Contract) -> tuple[str, ...]:
    """The pins, where they are what is left of what was agreed and differs."""
    differs = agreed_digest(before, desk.settings.catalogue) != agreed_digest(after, desk.settings.catalogue)
    return ("clauses",) if differs else ()


def _other_keys(path: str, before: bytes, after: bytes, said: tuple[str, ...]) -> list[str]:
    """The keys of two states of a file that differ and belong to none of the fields that are said: `stage`, `relations`."""
    was, now = (dict(_leaves(load(path, data)[0] or {})) for data in (before, after))
    differ = (key for key in {**was, **now} if was.get(key) != now.get(key))
    return [key for key in differ if not any(key == each or key.startswith(f"{each}.") for each in said)]


def _leaves(values: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _read(desk: Desk, path: str, data: bytes | None) -> Contract | None:
    if data is None:
        return None
    return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]
