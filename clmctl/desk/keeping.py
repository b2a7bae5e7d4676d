"""Hand edits recorded, acts taken back."""

from clmctl.desk.doing import Make
from clmctl.desk.opening import SETTINGS, Desk
from clmctl.errors import Conflict, UsageError
from clmctl.lint.commits import changed_clauses, changed_fields
from clmctl.model.because import Because
from clmctl.model.plan import Action, Plan, Read, Write
from clmctl.store.history import before_and_after, turns
from clmctl.store.objects import file_at, object_id
from clmctl.store.worktree import edits
from clmctl.text.contract import read_contract
from clmctl.text.settings import included

#: What is never recorded: texts a refused act kept beside a file, links and pipes.
_LEFT = ("kept", "odd")


def edited_contracts(desk: Desk) -> tuple[str, ...]:
    """Folders of contracts with files that differ from HEAD, sorted."""
    found = edits(desk.repo, ("contracts",))
    return tuple(sorted({folder for edit in found if edit.kind not in _LEFT and (folder := _folder(edit.path))}))


def edited_elsewhere(desk: Desk) -> dict[Action, tuple[str, ...]]:
    """Paths outside contract folders that differ from HEAD, by the act that recording them is (and so the role it needs)."""
    found: dict[Action, list[str]] = {}
    for edit in edits(desk.repo):
        if edit.kind not in _LEFT and not _folder(edit.path):
            found.setdefault(_act(desk, edit.path), []).append(edit.path)
    return {act: tuple(sorted(paths)) for act, paths in sorted(found.items())}


def _act(desk: Desk, path: str) -> Action:
    if path == SETTINGS or path in included(desk.read(SETTINGS) or b""):
        return "settings"
    return {"clause_library": "library", "templates": "template"}.get(path.partition("/")[0], "save")  # type: ignore[return-value]


def saving_elsewhere(act: Action, paths: tuple[str, ...], because: Because) -> Make:
    """Records hand edits outside contract folders: the settings, the library, templates, what else there is."""

    def make(desk: Desk) -> Plan:
        if not because.given:
            what = f"{paths[0]}{f' and {len(paths) - 1} more files' if len(paths) > 1 else ''}"
            raise UsageError(f"Recording the edits of {what} needs a reason.", hint='Say it with --why "...".', path=paths[0])
        kept = [(path, desk.read(path)) for path in paths]
        return Plan(
            action=act,
            title=f"Save edits to {'the ' + act if act in ('settings', 'library') else paths[0].partition('/')[0]}",
            writes=tuple(Write(path, data) for path, data in kept),
            trailers=(("Action", act), ("Reason", because.why.strip()), ("Side", because.side)),
            reads=tuple(Read(path, _blob(desk, data)) for path, data in kept),
        )

    return make


def _blob(desk: Desk, data: bytes | None) -> str | None:
    return None if data is None else object_id("blob", data, desk.repo.algorithm)


def _folder(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[:3]) if parts[0] == "contracts" and len(parts) > 3 else ""


def saving(folder: str, because: Because) -> Make:
    """Records the hand edits under one contract's folder. A change of clause text or a negotiated field needs a reason."""

    def make(desk: Desk) -> Plan:
        changed = [edit.path for edit in edits(desk.repo, (folder,)) if edit.kind not in _LEFT]
        if not changed:
            raise UsageError(f"{folder} has no edits to record.", hint="Edit a file first; clmctl doctor shows what differs.")
        contract = folder.rpartition("/")[2]
        writes, reads, notes = [], [], []
        for path in changed:
            data = desk.read(path)
            writes.append(Write(path, data))
            reads.append(Read(path, _blob(desk, data)))
        clauses, fields = _negotiated(desk, f"{folder}/contract.md")
        if (clauses or fields) and not because.given:
            what = ", ".join([*("#" + anchor for anchor in clauses), *fields])
            raise UsageError(
                f"The edits change {what} of {contract}: that needs a reason.",
                hint='Say it with --why "...".',
                path=f"{folder}/contract.md",
            )
        notes += [f"{contract}  #{anchor}" for anchor in clauses] + [f"{contract}  {field}" for field in fields]
        said = because.trailers(contract, "edit", *clauses)
        rendered = (contract,) if f"{folder}/contract.md" in changed and desk.read(f"{folder}/contract.md") is not None else ()
        return Plan("save", f"Save edits to {contract}", tuple(writes), said, tuple(reads), render=rendered, notes=tuple(notes))

    return make


def _negotiated(desk: Desk, path: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Clauses and negotiated fields that differ between HEAD and the folder."""
    now, then = desk.read(path), file_at(desk.repo, desk.head, path) if desk.head else None
    if now is None or then is None:
        return (), ()
    after = read_contract(path, object_id("blob", now, desk.repo.algorithm), now, desk.settings.catalogue)[0]
    before = read_contract(path, object_id("blob", then, desk.repo.algorithm), then, desk.settings.catalogue)[0]
    if before is None or after is None:
        return (), ()
    return changed_clauses(before, after), changed_fields(before, after, desk.settings.catalogue)


def undoing(contract: str, because: Because) -> Make:
    """Takes back the last act on a contract by a new commit: its files are again as they were before it."""

    def make(desk: Desk) -> Plan:
        path = desk.path_of(contract)
        past = turns(desk.repo, contract, desk.head, path.rpartition("/")[0])
        if not past:
            raise UsageError(f"Nothing is recorded of {contract} yet.", hint="clmctl save records it.")
        last = past[0]
        writes, reads = [], []
        for changed, before, after in before_and_after(desk.repo, last.commit):
            now = desk.read(changed)
            if now != after:
                raise Conflict(
                    f"{changed} changed since {last.commit[:10]}: taking that back would lose the change.",
                    hint="clmctl history shows what came after.",
                    path=changed,
                )
            writes.append(Write(changed, before))
            reads.append(Read(changed, _blob(desk, now)))
        return Plan(
            action="undo",
            title=f"Undo: {last.title}",
            writes=tuple(writes),
            trailers=(because if because.given else Because(f"takes back {last.commit[:10]}")).trailers(contract, "undo"),
            reads=tuple(reads),
            notes=(f"{contract}  takes back {last.commit[:10]}: {last.title}",),
        )

    return make
