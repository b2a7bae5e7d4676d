"""The past of a contract: its turns, and the reasons behind its clauses and fields."""

from dataclasses import asdict

from clmctl.desk.keeping import number_of
from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.expression.error import did_you_mean
from clmctl.lint.commits import changed_clauses, changed_fields
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.turn import Turn
from clmctl.store.history import CONTRACT_FILE, commits, turns
from clmctl.store.objects import file_at, object_id
from clmctl.text.dialect.rules import sections
from clmctl.text.files.contract import read_contract


@frozen
class Reason:
    """Why something reads as it does: `subject` is `#anchor`, a field's path, or the contract as a whole."""

    subject: str
    commit: str
    date: str
    author: str
    side: str
    action: str
    why: str
    asked_by: str
    traded_for: str

    def as_json(self) -> dict[str, str]:
        """The reason as an object."""
        return asdict(self)


def place_of(desk: Desk, contract: str) -> str:
    """Where the contract's file is, or was when the contract was last recorded. UsageError where it never was."""
    try:
        return desk.path_of(contract)
    except UsageError:
        if desk.index.paths_of(contract, at=desk.at):  # there, and in two places
            raise
        rev = desk.at or desk.head
        for commit in commits(desk.repo, rev, under=("contracts",)) if rev else ():
            for path in commit.paths:
                if number_of(path) == contract:
                    return "/".join((*path.split("/")[:3], "contract.md"))
        raise


def turns_of(desk: Desk, contract: str, clause: str = "") -> tuple[Turn, ...]:
    """The contract's turns, newest first; with `clause` those that changed its text or name it in a trailer.

    A contract that was taken out has them too.
    """
    path = place_of(desk, contract)
    found = turns(desk.repo, contract, desk.at or desk.head, path.rpartition("/")[0])
    anchor = clause.removeprefix("#")
    if not anchor:
        return found
    touching = tuple(t for t, (clauses, _) in _with_changes(desk, found) if anchor in clauses)
    if not touching:
        _refuse_unknown(_at_last(desk, contract, path, found), anchor)
    return touching


def _at_last(desk: Desk, contract: str, path: str, found: tuple[Turn, ...]) -> Contract:
    """The contract as it is, or as it was before it was taken out."""
    if desk.read(path) is None:
        before = (_contract(desk, turn) for turn in found)
        last = next((version for version in before if version is not None), None)
        if last is not None:
            return last
    return desk.contract(contract)


def _refuse_unknown(contract: Contract, anchor: str) -> None:
    """Raises UsageError where the contract has no such clause and never had."""
    anchors = [section.anchor for section in sections(contract.text)]
    if anchor not in anchors:
        hint = did_you_mean(anchor, anchors) or f"Its clauses are: {', '.join(anchors)}."
        raise UsageError(f"{contract.id} has no clause #{anchor}, and never had.", hint=hint)


def reasons_of(desk: Desk, contract: str, clause: str = "") -> tuple[Reason, ...]:
    """The reasons behind each clause and field that was ever changed, in the order of the text; the drawing of the contract last.

    A clause that no turn changed since the contract was made has the reason of its making.
    """
    path = place_of(desk, contract)
    found = turns(desk.repo, contract, desk.at or desk.head, path.rpartition("/")[0])
    current = _at_last(desk, contract, path, found)
    changes = _with_changes(desk, found)
    wanted = clause.removeprefix("#")
    subjects = [s.anchor for s in sections(current.text)]
    if wanted:
        subjects = [wanted]
    reasons: list[Reason] = []
    for anchor in subjects:
        touching = [t for t, (clauses, _) in changes if anchor in clauses]
        if wanted or any(t is not found[-1] for t in touching):
            reasons += [_reason(f"#{anchor}", t) for t in touching]
    if wanted:
        if not reasons:
            _refuse_unknown(current, wanted)
        return tuple(reasons)
    fields = dict.fromkeys(field for t, (_, names) in changes if t is not found[-1] for field in names)
    for field in fields:
        reasons += [_reason(field, t) for t, (_, names) in changes if field in names and t is not found[-1]]
    rest = [t for t, (clauses, names) in changes if (not clauses and not names) or t is found[-1]]
    return (*reasons, *(_reason(contract, t) for t in rest))


def _reason(subject: str, turn: Turn) -> Reason:
    why = turn.reason or turn.title
    decided = ", ".join(dict.fromkeys(side for place, side in turn.decided if _subject(place) == subject))
    if decided:
        why = f"{why}; of {subject} {'our' if decided == 'ours' else 'their' if decided == 'theirs' else 'own'} words were taken"
    return Reason(subject, turn.commit, turn.date, turn.author, turn.side, turn.action, why, turn.asked_by, turn.traded_for)


def _subject(place: str) -> str:
    """The clause or field that a decided place belongs to: `#liability` of `#liability sentence 2`."""
    return place.partition(" ")[0]


def _with_changes(desk: Desk, found: tuple[Turn, ...]) -> list[tuple[Turn, tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Each turn with the anchors it changed (by the text, those its trailers name, those a join decided) and the fields.

    A join of two sides changed what reads otherwise than on either of them.
    """
    versions = {turn.commit: _contract(desk, turn) for turn in found}
    paired: list[tuple[Turn, tuple[tuple[str, ...], tuple[str, ...]]]] = []
    for turn in found:
        after = versions[turn.commit]
        before = [version for parent in turn.parents if (version := versions.get(parent)) is not None]
        decided = [_subject(place) for place, _ in turn.decided]
        named = (*turn.clauses, *(each[1:] for each in decided if each.startswith("#")))
        fields = tuple(each for each in decided if not each.startswith("#"))
        if after is not None and not before:
            named = tuple(s.anchor for s in sections(after.text))
        elif after is not None:
            clauses = [changed_clauses(each, after) for each in before]
            named = (*(anchor for anchor in clauses[0] if all(anchor in each for each in clauses[1:])), *named)
            differing = [changed_fields(each, after, desk.settings.catalogue) for each in before]
            fields = (*(name for name in differing[0] if all(name in each for each in differing[1:])), *fields)
        paired.append((turn, (tuple(dict.fromkeys(named)), tuple(dict.fromkeys(fields)))))
    return paired


def _contract(desk: Desk, turn: Turn) -> Contract | None:
    """The contract as the turn left it, where its folder was then; None where it was taken out, or cannot be read."""
    for place in turn.places:
        path = f"{place}/{CONTRACT_FILE}"
        data = file_at(desk.repo, turn.commit, path)
        if data is not None:
            return read_contract(path, object_id("blob", data, desk.repo.algorithm), data, desk.settings.catalogue)[0]
    return None
