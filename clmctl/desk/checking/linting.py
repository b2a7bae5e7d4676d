"""Linting a workspace: which contracts, and what else, and what was found in them."""

import json
import re
from collections.abc import Iterable, Sequence
from operator import attrgetter

from clmctl.checks import LIBRARY_RULES
from clmctl.desk.checking.beside import folder_findings, refused
from clmctl.desk.checking.examining import Examiner
from clmctl.desk.checking.negotiated import negotiation_findings
from clmctl.desk.opening import LIBRARY_FOLDERS, SETTINGS, Desk
from clmctl.desk.steady import steady
from clmctl.errors import Unreadable, UsageError
from clmctl.expression.error import did_you_mean
from clmctl.library.ledger import LEDGER
from clmctl.library.read import COVERAGE_PATH
from clmctl.lint.engine import finish
from clmctl.lint.reviews import Shelf
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.place import Place
from clmctl.store.listing import files_under
from clmctl.store.objects import object_id
from clmctl.store.revisions import resolve
from clmctl.text.files.contract import read_contract


@frozen
class Report:
    """What a lint run found: findings in order of path and line, and how many contracts were looked at."""

    findings: tuple[Finding, ...]
    contracts: int


@frozen
class Scope:
    """What to lint: ids, or files and folders as the workspace's root has them (empty, or `.`: everything), and the commit
    since which something must have changed (empty: any).
    """

    paths: tuple[str, ...] = ()
    since: str = ""


def lint(desk: Desk, scope: Scope) -> Report:
    """Every finding in the scope: of contracts, of the settings, the library and clients, and of the commits that say no why.

    UsageError where a name in it is nothing that can be linted.
    """
    names = tuple(name.removeprefix("./").rstrip("/") for name in scope.paths)
    scope = Scope(() if "." in names or "" in names else names, scope.since)
    with steady():
        examiner = Examiner(desk)
        if scope.paths and not scope.since and not desk.at and (named := _named(desk, scope.paths)) is not None:
            records = _finished(desk, negotiation_findings(desk, named))
            return Report(_in_order((*examiner.findings(named), *records)), len(named))
        if not scope.paths and not desk.at:
            desk.index.shown_to(examiner)
        stands = _stands(desk)
        problems = {problem.path: problem.message for problem in desk.index.problems(at=desk.at)}
        meant = _in_scope(desk, sorted({*stands, *problems}), scope.paths)
        changed = _affected(desk, scope.since) if scope.since else None
        wanted = [path for path in meant if changed is None or path in changed]
        found = list(examiner.findings({path: stands[path] for path in wanted if path in stands}))
        for path in wanted:
            if path not in stands:
                found += _unreadable(desk, path, problems[path])
        since = resolve(desk.repo, scope.since) if scope.since else ""
        found += _finished(desk, negotiation_findings(desk, [path for path in meant if path in stands], since))
        clients = [name.rpartition("/")[0] for name in scope.paths if name.endswith("/client.yaml")]
        clients += (path.rsplit("/", 2)[0] for path in wanted)
        beside = (*desk.findings, *library_findings(desk), *folder_findings(desk, clients))
        found += _finished(desk, (finding for finding in beside if _covers(scope.paths, finding.place.path)))
        found += (double for double in _duplicate_ids(desk) if not scope.paths or double.place.path in wanted)
        if scope.since:
            from clmctl.desk.checking.commits import reason_findings  # noqa: PLC0415 - history is read for this alone

            found += _finished(desk, reason_findings(desk, scope.since))
        return Report(_in_order(found), len(wanted))


def findings_at(desk: Desk, paths: Iterable[str]) -> tuple[Finding, ...]:
    """The findings of the contracts in these files; those nobody looked at since they changed are looked at now."""
    stands = _stands(desk)
    return tuple(Examiner(desk).findings({path: stands[path] for path in dict.fromkeys(paths) if path in stands}))


def lint_overlay(desk: Desk, path: str, data: bytes) -> Report:
    """The findings of one contract with these bytes in the place of its file's (an editor's buffer, standard input)."""
    return Report(Examiner(desk).check(path, object_id("blob", data, desk.repo.algorithm), data), 1)


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=attrgetter("place", "code")))


def _stands(desk: Desk) -> dict[str, tuple[str, str, str]]:
    return {path: blobs for path, blobs in desk.index.stands(at=desk.at).items() if blobs[0]}


_CONTRACT = re.compile(r"contracts/[^/.][^/]*/[^/.][^/]*/contract\.md")
#: What can be linted beside the contracts.
_BESIDE = re.compile(rf"(?:{'|'.join(LIBRARY_FOLDERS)})(?:/|$)|{re.escape(SETTINGS)}$|contracts/[^/]+/client\.yaml$")
_RECORDS = ("terms.jsonl", "notices.jsonl")


def _named(desk: Desk, names: Iterable[str]) -> dict[str, tuple[str, str, str]] | None:
    """The contracts that are named, each by its id, file or folder; None where a name means something else.

    They are read from the folder as they are: nobody need list ten thousand others to look at one.
    """
    found: dict[str, tuple[str, str, str]] = {}
    for name in names:
        if "/" in name:
            paths = [name if name.endswith("/contract.md") else f"{name}/contract.md"]
        else:
            paths = [path for path in desk.index.guess(name) if path.split("/")[-2] == name]
        if len(paths) != 1 or _CONTRACT.fullmatch(paths[0]) is None:
            return None
        folder = paths[0].rpartition("/")[0]
        try:
            blob, terms, notices = (_blob(desk, path) for path in (paths[0], *(f"{folder}/record/{each}" for each in _RECORDS)))
        except Unreadable:
            return None
        if not blob:
            return None
        found[paths[0]] = (blob, terms, notices)
    return found


def _blob(desk: Desk, path: str) -> str:
    """The id of the file's bytes as they are now; empty where there is none."""
    data = desk.read(path)
    return "" if data is None else object_id("blob", data, desk.repo.algorithm)


def _in_scope(desk: Desk, paths: Sequence[str], names: Sequence[str]) -> list[str]:
    """Those of the contracts' files that are named; no names mean all. UsageError for a name at which nothing can be linted."""
    chosen = [] if names else list(paths)
    for name in names:
        bear = () if "/" in name else desk.index.paths_of(name, at=desk.at)
        under = [
            path
            for path in paths
            if _covers((name,), path)
            or path in bear
            or path.split("/")[-2] == name
            or name.startswith(path.removesuffix("contract.md"))
        ]
        if not under and not desk.at and desk.head and desk.index.paths_of(name, at=desk.head):
            desk.path_of(name)  # recorded and not here: says why
        if not under and not (_BESIDE.match(name) and files_under(desk.repo, (name,), desk.at)):
            near = "" if "/" in name else did_you_mean(name, [id for id in desk.ids() if id != name])
            raise UsageError(
                f"Nothing to lint at {name!r}.", hint=near or "Name contract ids, or files and folders of the workspace."
            )
        chosen += under
    return list(dict.fromkeys(chosen))


def _covers(names: Sequence[str], path: str) -> bool:
    """Whether the file, or a folder it lies in, is among the names; no names cover everything."""
    return not names or any(path == name or path.startswith(f"{name}/") for name in names)


def _affected(desk: Desk, since: str) -> frozenset[str] | None:
    """Contracts that changed since a revision, and those that pin a clause that did; None where what all rest on changed: all."""
    commit = resolve(desk.repo, since)
    if files_under(desk.repo, (SETTINGS,), commit) != files_under(desk.repo, (SETTINGS,), desk.at):
        return None
    changed = _differing(desk, commit)
    before, after = (files_under(desk.repo, LIBRARY_FOLDERS, at) for at in (commit, desk.at))
    differing = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    clauses = {path.split("/")[1] for path in differing if path.startswith("clause_library/") and path.count("/") > 1}
    if LEDGER in differing:
        clauses |= _clauses_in(before.get(LEDGER, b""), after.get(LEDGER, b""))
    if COVERAGE_PATH in differing or any(path.startswith("templates/") and not path.endswith(".docx") for path in differing):
        return None
    for clause in clauses:
        changed.update(use.path for use in desk.index.users_of(clause, at=desk.at))
    return frozenset(changed)


def _clauses_in(before: bytes, after: bytes) -> set[str]:
    """Clauses that lines of the ledger name which stand in one of its two states alone; what cannot be read names none."""
    found = set()
    for line in set(before.split(b"\n")) ^ set(after.split(b"\n")):
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict) and isinstance(said.get("clause"), str):
            found.add(said["clause"])
    return found


def _differing(desk: Desk, commit: str) -> set[str]:
    """Contracts of which a file differs between a commit and what is looked at, the folder or another commit."""
    if not desk.at:
        return set(desk.index.differing(commit))
    from clmctl.store.history import changed as changed_paths  # noqa: PLC0415

    folders = {
        tuple(path.split("/")[:3]) for path in changed_paths(desk.repo, commit, desk.at, ("contracts",)) if path.count("/") > 2
    }
    return {"/".join((*folder, "contract.md")) for folder in folders}


def library_findings(desk: Desk) -> Iterable[Finding]:
    """What the library's own rules find, and positions it calls approved though the ledger never approved their text."""
    for rule in LIBRARY_RULES:
        yield from rule.check(Shelf(desk.library, desk.as_of))
    approved = desk.judge.approved
    for clause in desk.library.clauses.values():
        for variant in clause.variants:
            if variant.status not in ("approved", "deprecated"):
                continue
            entry = approved.entry(variant)
            if entry is None or entry.digest != variant.digest:
                said = (
                    "nobody approved this version"
                    if entry is None
                    else f"the text is not the one {entry.by} approved on {entry.on}"
                )
                message = f"{variant.clause} {variant.name} is marked {variant.status}, but {said}."
                hint = f"clmctl clauses approve {variant.clause} {variant.name} --why ... approves the text as it stands."
                yield Finding(
                    "CL106",
                    "tampered-anchor",
                    "error",
                    Place(variant.path, variant.text_line),
                    message,
                    hint,
                    "",
                    variant.clause,
                    variant.digest,
                )


def _unreadable(desk: Desk, path: str, message: str) -> tuple[Finding, ...]:
    try:
        data = desk.read(path)
    except Unreadable as problem:
        return _finished(desk, (refused(path, problem),))
    if data is not None:
        found = read_contract(path, "", data, desk.settings.catalogue)[1]
        if found:
            return _finished(desk, found)
    return _finished(
        desk,
        (Finding("SX006", "unreadable", "error", Place(path), message, "Make it a plain text file again, or remove it."),),
    )


def _duplicate_ids(desk: Desk) -> tuple[Finding, ...]:
    found = []
    for contract, paths in desk.index.duplicates(at=desk.at).items():
        for path in paths[1:]:
            message = f"The id {contract} is also that of {paths[0]}."
            found.append(
                Finding("FD609", "schema", "error", Place(path), message, "Give one of them another id.", contract, "", contract)
            )
    return _finished(desk, found)


def _finished(desk: Desk, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return finish(findings, desk.settings.lint)
