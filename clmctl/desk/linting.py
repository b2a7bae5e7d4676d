"""Linting a workspace: what to check, what is known already, the rest on all cores."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import clmctl
from clmctl import __version__
from clmctl.checks import CODES, CONTRACT_RULES, LIBRARY_RULES
from clmctl.desk.beside import folder_findings, record_findings, refused
from clmctl.desk.commits import reason_findings
from clmctl.desk.opening import LIBRARY_FOLDERS, SETTINGS, Desk
from clmctl.errors import Unreadable, UsageError
from clmctl.library.ledger import LEDGER
from clmctl.library.read import COVERAGE_PATH
from clmctl.lint.case import WordFile
from clmctl.lint.engine import case_of, check, finish
from clmctl.lint.invisible import invisible_in_fields
from clmctl.lint.reviews import Shelf
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.store.history import changed as changed_paths
from clmctl.store.listing import files_under
from clmctl.store.objects import object_id
from clmctl.store.paths import open_file, stat_of
from clmctl.store.revisions import resolve
from clmctl.store.workers import shared_out
from clmctl.text.contract import read_contract
from clmctl.word.properties import read_facts
from clmctl.word.source import is_stale

if TYPE_CHECKING:
    from clmctl.lint.case import WordFile

#: Rooms that decide nothing of what is found.
_NO_RULES = frozenset({"cli", "press", "report", "store", "__pycache__"})


@dataclass(frozen=True, slots=True)
class Report:
    """What a lint run found: findings in order of path and line, and how many contracts were looked at."""

    findings: tuple[Finding, ...]
    contracts: int


@dataclass(frozen=True, slots=True)
class Scope:
    """What to lint: paths or ids (empty: everything), and the commit since which something must have changed (empty: any)."""

    paths: tuple[str, ...] = ()
    since: str = ""


def lint(desk: Desk, scope: Scope) -> Report:
    """Every finding in the scope: contracts, and where nothing narrower is named the settings, the library and commit reasons."""
    stands = {path: blobs for path, blobs in desk.index.stands(at=desk.at).items() if blobs[0]}
    problems = {problem.path: problem.message for problem in desk.index.problems(at=desk.at)}
    wanted = _in_scope(desk, sorted({*stands, *problems}), scope)
    found = list(_checked(desk, {path: stands[path] for path in wanted if path in stands}))
    for path in wanted:
        if path not in stands:
            found += _unreadable(desk, path, problems[path])
    if not scope.paths:
        found += _finished(desk, (*desk.findings, *library_findings(desk), *folder_findings(desk, wanted)))
        found += _duplicate_ids(desk)
    if scope.since:
        found += _finished(desk, reason_findings(desk, scope.since))
    found.sort(key=lambda f: (f.place.path, f.place.line, f.place.column, f.code))
    return Report(tuple(found), len(wanted))


def findings_at(desk: Desk, paths: Iterable[str]) -> tuple[Finding, ...]:
    """The findings of the contracts in these files; those nobody looked at since they changed are looked at now."""
    stands = {path: blobs for path, blobs in desk.index.stands(at=desk.at).items() if blobs[0]}
    return tuple(_checked(desk, {path: stands[path] for path in dict.fromkeys(paths) if path in stands}))


def lint_overlay(desk: Desk, path: str, data: bytes) -> Report:
    """The findings of one contract with these bytes in the place of its file's (an editor's buffer, standard input)."""
    return Report(_check(desk, path, object_id("blob", data, desk.repo.algorithm), data), 1)


def _in_scope(desk: Desk, paths: Sequence[str], scope: Scope) -> list[str]:
    chosen = list(paths)
    if scope.paths:
        chosen = []
        for name in scope.paths:
            plain = name.removeprefix("./").rstrip("/")
            under = [
                path for path in paths if plain in (".", path) or path.startswith(plain + "/") or path.split("/")[-2] == plain
            ]
            if not under and not plain.startswith(LIBRARY_FOLDERS) and plain != SETTINGS:
                raise UsageError(
                    f"Nothing to lint at {name!r}.", hint="Name contract ids, or files and folders of the workspace."
                )
            chosen += under
    if scope.since:
        changed = _affected(desk, scope.since)
        chosen = [path for path in chosen if changed is None or path in changed]
    return list(dict.fromkeys(chosen))


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
    folders = {
        tuple(path.split("/")[:3]) for path in changed_paths(desk.repo, commit, desk.at, ("contracts",)) if path.count("/") > 2
    }
    return {"/".join((*folder, "contract.md")) for folder in folders}


#: Path to the blobs of a contract and its records, terms and notices (empty: it has none).
_Stands = Mapping[str, tuple[str, str, str]]


def _checked(desk: Desk, stands: _Stands) -> Iterable[Finding]:
    rest = _rests_on(desk)
    keys = {path: _key(desk, path, blobs, rest) for path, blobs in stands.items()}
    known = desk.index.recall("finding", list(keys.values())) if not desk.at else {}
    made = _compute(desk, {path: blobs for path, blobs in stands.items() if keys[path] not in known})
    if made and not desk.at:
        desk.index.keep("finding", {keys[path]: text for path, text in made.items()})
    for path in stands:
        text = made.get(path) if path in made else known[keys[path]]
        if text:
            yield from map(_from_row, json.loads(text))


def _compute(desk: Desk, stands: _Stands) -> dict[str, str]:
    """path -> findings as JSON, empty where there is none; many paths are shared out over the cores."""
    if not stands:
        return {}
    _ = desk.judge, desk.settings  # read before the work is shared out, so that no worker reads them again

    def work(path: str) -> str:
        data = desk.read(path)
        if data is None:
            return ""
        blob, terms, notices = stands[path]
        findings = _check(desk, path, blob, data, (bool(terms), bool(notices)))
        return json.dumps([_as_row(f) for f in findings]) if findings else ""

    paths = list(stands)
    said = [work(path) for path in paths] if desk.at else shared_out(paths, work, _ticking(desk.progress))
    return dict(zip(paths, said, strict=True))


def _ticking(progress: Callable[[str, int, int], None] | None) -> Callable[[int, int], None]:
    def tick(done: int, total: int) -> None:
        if progress is not None:
            progress("Linting", done, total)

    return tick


def _check(desk: Desk, path: str, blob: str, data: bytes, records: tuple[bool, bool] = (False, False)) -> tuple[Finding, ...]:
    contract, door = read_contract(path, blob, data, desk.settings.catalogue)
    if contract is None:
        return finish(door, desk.settings.lint)
    door = (*door, *invisible_in_fields(path, data), *record_findings(desk, contract.folder, records))
    return check(case_of(contract, desk.judge, desk.settings, door, _word_file(desk, contract)), CONTRACT_RULES, CODES)


def _word_file(desk: Desk, contract: Contract) -> "WordFile | None":
    """What its Word file says of itself: of a file in the folder no more is read than that."""
    path = f"{contract.folder}/contract.docx"
    try:
        if desk.at:
            data = desk.read(path)
            if data is None:
                return None
            facts = read_facts(data)
        else:
            with open_file(desk.repo.root, path) as opened:
                if opened is None:
                    return None
                facts = read_facts(opened)
    except Unreadable:  # a link, a folder, a pipe
        facts = None
    if facts is None:
        return WordFile(path, ours=False, stale=False)
    return WordFile(path, ours=True, stale=is_stale(contract, facts), touched=facts.touched)


def _key(desk: Desk, path: str, blobs: tuple[str, str, str], rest: str) -> str:
    """What a contract's findings rest on, as one digest: its text and records, its Word file, and everything shared."""
    info = stat_of(desk.repo.root, path.removesuffix("contract.md") + "contract.docx") if not desk.at else None
    word = f"{info.st_size}:{info.st_mtime_ns}" if info else ""
    return hashlib.sha256(f"{rest}\0{path}\0{'/'.join(blobs)}\0{word}".encode()).hexdigest()


def _rests_on(desk: Desk) -> str:
    return f"{__version__}\0{rules_as_installed()}\0{desk.settings.digest}\0{desk.library.digest}"


def rules_as_installed(package: str = os.path.dirname(clmctl.__file__)) -> str:  # noqa: PTH120 - paid at every start
    """A digest of which rules are installed: when any file of code that decides what is found changes, so does this.

    What was found before is kept by it, so that a new rule looks at every contract anew without anybody raising a number.
    """
    said = hashlib.sha256()
    for folder, inside, names in os.walk(package):
        inside[:] = sorted(set(inside) - _NO_RULES)
        for name in sorted(name for name in names if name.endswith(".py")):
            info = os.stat(f"{folder}/{name}")  # noqa: PTH116
            said.update(f"{folder}/{name}\0{info.st_size}\0{info.st_mtime_ns}\0".encode())
    return said.hexdigest()


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


def _as_row(finding: Finding) -> tuple[str | int, ...]:
    """A finding as it is kept: its parts in the order of `Finding`, the place's at the end."""
    place = finding.place
    return (
        finding.code,
        finding.name,
        finding.severity,
        finding.message,
        finding.hint,
        finding.contract,
        finding.clause,
        finding.subject,
        finding.fingerprint,
        finding.suppressed,
        place.path,
        place.line,
        place.column,
    )


def _from_row(row: list[Any]) -> Finding:
    code, name, severity, message, hint, contract, clause, subject, fingerprint, suppressed, path, line, column = row
    place = Place(path, line, column)
    return Finding(code, name, severity, place, message, hint, contract, clause, subject, fingerprint, suppressed)
