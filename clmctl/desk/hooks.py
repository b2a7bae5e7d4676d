"""The git hooks that run the checks for people who use plain git, and what they ask."""

from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.lint.commits import changed_clauses, changed_fields
from clmctl.model.contract import Contract
from clmctl.store.history import trailers_of
from clmctl.store.objects import file_at, object_id
from clmctl.text.contract import read_contract

#: The program is the one on the PATH; a machine without it lets the commit through and says so.
_FIND = """command -v clmctl >/dev/null 2>&1 || { echo "clmctl is not installed here: its checks were skipped" >&2; exit 0; }
"""
SCRIPTS: dict[str, str] = {
    "pre-commit": _FIND
    + """if git rev-parse --quiet --verify HEAD >/dev/null; then set -- --since HEAD; fi
exec clmctl lint --no-input "$@"
""",
    "commit-msg": _FIND + 'exec clmctl hooks check-message "$1" --no-input\n',
    "pre-push": _FIND
    + """up=$(git rev-parse --quiet --verify '@{upstream}') || up=
if [ -n "$up" ]; then set -- --since "$up"; else set --; fi
exec clmctl lint --no-input "$@"
""",
}
NAMES = tuple(SCRIPTS)


def check_message(desk: Desk, message: str) -> None:
    """Raises UsageError where the folder holds a negotiated change that is not recorded and the message gives no reason."""
    kept = "\n".join(line for line in message.split("\n") if not line.startswith("#"))
    if any(name.lower() == "reason" and value.strip() for name, value in trailers_of(kept)):
        return
    changes = []
    for path in desk.index.differing(desk.head) if desk.head else ():
        before, after = _then(desk, path), _now(desk, path)
        if before is None or after is None:
            continue
        changed = [
            *("#" + anchor for anchor in changed_clauses(before, after)),
            *changed_fields(before, after, desk.settings.catalogue),
        ]
        if changed:
            changes.append(f"{after.id}: {', '.join(changed)}")
    if changes:
        raise UsageError(
            f"This changes what was negotiated ({'; '.join(changes)}) and says no reason.",
            hint="End the message with a paragraph `Reason: ...`, or record the change with clmctl save --why.",
        )


def _now(desk: Desk, path: str) -> Contract | None:
    return _contract(desk, path, desk.read(path))


def _then(desk: Desk, path: str) -> Contract | None:
    return _contract(desk, path, file_at(desk.repo, desk.head, path))


def _contract(desk: Desk, path: str, data: bytes | None) -> Contract | None:
    if data is None:
        return None
    return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]
