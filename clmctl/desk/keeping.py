"""Hand edits recorded: for each contract a commit, one for the settings, one for the library, one for what else there is."""

from collections.abc import Mapping, Sequence

from clmctl.desk.checking.beside import folder_findings
from clmctl.desk.doing import Make, read_of
from clmctl.desk.opening import SETTINGS, Desk
from clmctl.desk.silence import negotiated, pins, refuse_signed
from clmctl.errors import ReasonMissing, Unreadable, UsageError
from clmctl.lint.commits import may_be_signed
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.plan import Action, Plan, Write
from clmctl.negotiation.merging.clash_file import CLASH_FILE
from clmctl.store.objects import object_id
from clmctl.store.worktree import Edit, edits
from clmctl.text.files.contract import read_contract
from clmctl.text.files.records import read_records
from clmctl.text.files.settings import included
from clmctl.text.yaml.split import conflicts

#: What is never recorded: texts a refused act kept beside a file, links and pipes.
_LEFT = ("kept", "odd")
_MD = "/contract.md"


@frozen
class Edited:
    """What was edited by hand of one contract (`contract`, empty for anything else), and the act that recording it is.

    `was` is the number it had, where that is another.
    """

    contract: str
    act: Action
    paths: tuple[str, ...]
    was: str = ""


def edited(desk: Desk) -> tuple[Edited, ...]:
    """Everything that differs from what is recorded, contract by contract, then the rest by the role it needs.

    A contract whose folder was moved, or that was renumbered, is one: what is gone there and new here is recorded together.
    """
    contracts: dict[str, list[str]] = {}
    others: dict[Action, list[str]] = {}
    for edit in _edits(desk):
        number = number_of(edit.path)
        if number:
            contracts.setdefault(number, []).append(edit.path)
        else:
            others.setdefault(_act(desk, edit.path), []).append(edit.path)
    was = _renumbered(desk, contracts)
    found = [
        Edited(number, "save", (*contracts.get(was.get(number, ""), ()), *paths), was.get(number, ""))
        for number, paths in sorted(contracts.items())
        if number not in was.values()
    ]
    return (*found, *(Edited("", act, tuple(paths)) for act, paths in sorted(others.items())))


def edited_of(desk: Desk, contract: str) -> Edited:
    """What was edited of that contract. UsageError where nothing was, or there is no such contract."""
    for each in edited(desk):
        if contract in (each.contract, each.was):
            return each
    desk.path_of(contract)
    raise UsageError(f"{contract} has no edits to record.", hint="Edit a file first; clmctl doctor shows what differs.")


def _renumbered(desk: Desk, contracts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The numbers that contracts had which now are here under new ones: of the same parties, type and days, and no other is."""
    before = {number: _recorded(desk, paths) for number, paths in contracts.items()}
    now = {number: _here(desk, paths) for number, paths in contracts.items()}
    gone = {number: each for number, each in before.items() if each is not None and now[number] is None}
    come = {number: each for number, each in now.items() if each is not None and before[number] is None}
    alike = [(new, old) for new, each in come.items() for old, was in gone.items() if _deal(each) == _deal(was)]
    return {new: old for new, old in alike if sum(each == new for each, _ in alike) == sum(each == old for _, each in alike) == 1}


def _deal(contract: Contract) -> tuple[object, ...]:
    return contract.type, contract.template, contract.parties, contract.dates


def _here(desk: Desk, paths: Sequence[str]) -> Contract | None:
    """The contract as its file among these reads now; None where there is none, or it cannot be read."""
    for path in paths:
        data = desk.read(path) if _is_contract(path) else None
        if data is not None:
            return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]
    return None


def number_of(path: str) -> str:
    """The number of the contract in whose folder a file lies; empty for any other file."""
    parts = path.split("/")
    return parts[2] if parts[0] == "contracts" and len(parts) > 3 else ""


def _is_contract(path: str) -> bool:
    """Whether the file is a contract, and none that lies among a contract's files."""
    return path.endswith(_MD) and path.count("/") == 3


def _edits(desk: Desk) -> tuple[Edit, ...]:
    return tuple(edit for edit in edits(desk.repo) if edit.kind not in _LEFT and edit.path != CLASH_FILE)


def _act(desk: Desk, path: str) -> Action:
    if path == SETTINGS or path in included(desk.read(SETTINGS) or b""):
        return "settings"
    acts: dict[str, Action] = {"clause_library": "library", "templates": "template"}
    return acts.get(path.partition("/")[0], "save")


def saving(what: Edited, because: Because) -> Make:
    """Records hand edits in one commit.

    Unreadable with the place where a contract's file could not be read any more: it stays as it is, and so does what is
    recorded. UsageError where a reason is missing, or what was signed would change.
    """
    return _saving_contract(what, because) if what.contract else _saving_others(what, because)


def _saving_contract(what: Edited, because: Because) -> Make:
    def make(desk: Desk) -> Plan:
        kept = [(path, desk.read(path)) for path in what.paths]
        now = next((path for path, data in kept if _is_contract(path) and data is not None), "")
        _refuse_misplaced(desk, kept)
        before, after = _recorded(desk, what.paths), _readable(desk, now) if now else None
        if after is not None:
            _refuse_other_number(desk, what.contract, before, after)
        notes = _looked_over(kept)
        clauses, fields = negotiated(desk, before, after) if before is not None and after is not None else ((), ())
        gone = before is not None and after is None and any(path == before.path for path in what.paths)
        if not (clauses or fields) and before is not None and after is not None and may_be_signed(before):
            fields = pins(desk, before, after)
        if before is not None:
            refuse_signed(before, after, clauses, fields)
            _refuse_silent(before, clauses, fields, because, gone=gone)
        notes += [f"{what.contract}  #{anchor}" for anchor in clauses] + [f"{what.contract}  {field}" for field in fields]
        title = f"Take {what.contract} out" if gone else f"Save edits to {what.contract}"
        trailers = because.trailers(what.contract, "edit", *clauses)
        if what.was:
            title = f"Renumber {what.was} to {what.contract}"
            trailers = (*trailers[:1], ("Contract", what.was), *trailers[1:])
        return Plan(
            action="save",
            title=title,
            writes=tuple(Write(path, data) for path, data in kept),
            trailers=trailers,
            reads=tuple(read_of(desk, path, data) for path, data in kept),
            render=(after.id,)
            if after is not None and after.id == what.contract and _has_word_file(desk, what.paths, now)
            else (),
            notes=tuple(notes),
        )

    return make


def _recorded(desk: Desk, paths: Sequence[str]) -> Contract | None:
    """The contract as HEAD has it, where its file is among these."""
    for path in paths:
        data = desk.recorded(path) if _is_contract(path) else None
        if data is not None:
            return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]
    return None


def _readable(desk: Desk, path: str) -> Contract:
    data = desk.read(path) or b""
    found, findings = read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)
    if found is None:
        _cannot(findings[0])
        raise AssertionError
    return found


def _cannot(finding: Finding) -> None:
    """Raises that a file cannot be recorded as it is."""
    raise Unreadable(
        f"{finding.message}. Nothing was recorded; your edits are as you left them",
        hint=finding.hint or "Put that place right, then save again.",
        path=finding.place.path,
        line=finding.place.line,
    )


def _refuse_misplaced(desk: Desk, kept: Sequence[tuple[str, bytes | None]]) -> None:
    """Raises UsageError for a contract's file where no command would ever find it: too high, or too deep."""
    for path, data in kept:
        parts = path.split("/")
        if data is None or parts[0] != "contracts" or parts[-1] != "contract.md" or len(parts) == 4:
            continue
        if len(parts) < 4 or desk.read("/".join((*parts[:3], "contract.md"))) is None:  # else it lies among a contract's files
            raise UsageError(
                "is in no place where a contract is found. Nothing was recorded; your files are as you left them",
                hint="Move its folder to contracts/CLIENT/NUMBER, so that it is contracts/CLIENT/NUMBER/contract.md.",
                path=path,
            )


def _refuse_other_number(desk: Desk, folder: str, before: Contract | None, after: Contract) -> None:
    """Raises UsageError where a contract newly differs from its folder's name, or takes a number that another one has."""
    same = before is not None and before.path == after.path and before.id == after.id
    if after.id != folder and not same:
        raise UsageError(
            f"says that it is {after.id}, and its folder is named {folder}. Nothing was recorded",
            hint=f"Name the folder {after.id}, or write id: {folder} in the file; then save again.",
            path=after.path,
        )
    others = [path for path in desk.index.paths_of(after.id) if path != after.path]
    if others and not same:
        raise UsageError(
            f"is {after.id}, as {others[0]} is. Nothing was recorded",
            hint="Give this one a number of its own: the name of its folder and id: in the file; then save again.",
            path=after.path,
        )


def _looked_over(kept: Sequence[tuple[str, bytes | None]]) -> list[str]:
    """Remarks on records that cannot all be read; an unfinished merge in one is refused."""
    lines = {path: data for path, data in kept if data is not None and path.endswith(".jsonl")}
    for path, data in lines.items():
        for problem in conflicts(data):
            _cannot(problem.finding(path))
    return [f"{finding.place}: {finding.message}" for finding in read_records(lines)[1]]


def _refuse_silent(before: Contract, clauses: tuple[str, ...], fields: tuple[str, ...], because: Because, *, gone: bool) -> None:
    """Raises ReasonMissing where the edits may not be recorded without a reason."""
    what = ", ".join([*("#" + anchor for anchor in clauses), *fields])
    if (what or gone) and not because.given:
        said = f"The edits change {what} of {before.id}" if what else f"{before.id} was deleted"
        raise ReasonMissing(f"{said}: that needs a reason.", path=before.path)


def _has_word_file(desk: Desk, paths: Sequence[str], now: str) -> bool:
    """Whether the contract's Word file is to be made with it: a request has none."""
    return now in paths and (
        desk.read(now.removesuffix(_MD) + "/contract.docx") is not None or any(p.endswith(".docx") for p in paths)
    )


def _saving_others(what: Edited, because: Because) -> Make:
    """Records hand edits outside contract folders: the settings, the library, templates, what else there is."""

    def make(desk: Desk) -> Plan:
        paths = what.paths
        if not because.given:
            named = f"{paths[0]}{f' and {len(paths) - 1} more files' if len(paths) > 1 else ''}"
            raise ReasonMissing(f"Recording the edits of {named} needs a reason.", path=paths[0])
        kept = [(path, desk.read(path)) for path in paths]
        _refuse_misplaced(desk, kept)
        if what.act == "settings":
            _ = desk.settings  # settings nobody can read would lock everybody out
        return Plan(
            action=what.act,
            title=f"Save edits to {'the ' + what.act if what.act in ('settings', 'library') else paths[0].partition('/')[0]}",
            writes=tuple(Write(path, data) for path, data in kept),
            trailers=(("Action", what.act), ("Reason", because.why.strip()), ("Side", because.side)),
            reads=tuple(read_of(desk, path, data) for path, data in kept),
            notes=tuple(f"{finding.place}: {finding.message}" for finding in _wrong_with(desk, kept)),
        )

    return make


def _wrong_with(desk: Desk, kept: Sequence[tuple[str, bytes | None]]) -> tuple[Finding, ...]:
    """What is wrong with files of the settings, the library and clients: recorded all the same, and told."""
    paths = dict.fromkeys(path for path, data in kept if data is not None)
    clients = [path.rpartition("/")[0] for path in paths if path.endswith("/client.yaml")]
    found = (*desk.findings, *(folder_findings(desk, clients) if clients else ()))
    return tuple(finding for finding in found if finding.place.path in paths)
