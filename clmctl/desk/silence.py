"""Hand edits that go along with an act must be explained as any other change is."""

from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.lint.commits import changed_clauses, changed_fields
from clmctl.model.contract import Contract
from clmctl.model.plan import Plan
from clmctl.store.objects import file_at, object_id
from clmctl.text.files.contract import read_contract


def refuse_silence(desk: Desk, plan: Plan) -> None:
    """Raises UsageError where a plan would record, without a reason, a change of clause text or of a negotiated field."""
    if any(name == "Reason" and value.strip() for name, value in plan.trailers) or not desk.head:
        return
    for write in plan.writes:
        if not write.path.endswith("/contract.md") or write.data is None:
            continue
        before = _read(desk, write.path, file_at(desk.repo, desk.head, write.path))
        after = _read(desk, write.path, write.data)
        if before is None or after is None:
            continue
        fields = changed_fields(before, after, desk.settings.catalogue)
        what = ", ".join([*("#" + anchor for anchor in changed_clauses(before, after)), *fields])
        if what:
            raise UsageError(
                f"This and the edits made by hand change {what} of {after.id}: that needs a reason.",
                hint='Say it with --why "...".',
                path=write.path,
            )


def _read(desk: Desk, path: str, data: bytes | None) -> Contract | None:
    if data is None:
        return None
    return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]
