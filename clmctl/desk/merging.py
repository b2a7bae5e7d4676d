"""Which file of theirs meets which of ours: by path, and for contracts by number, wherever their folder went."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from types import MappingProxyType, TracebackType
from typing import Literal, Self

from clmctl.assemble.numbers import Number, next_number, series_of
from clmctl.desk.checking.beside import NUMBERS
from clmctl.desk.doing import Make, read_of
from clmctl.desk.opening import Desk
from clmctl.errors import ConfigError, Conflict
from clmctl.model.contract import Contract
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Write
from clmctl.negotiation.merging.clash import Arbiter, Clash, Decisions, Three
from clmctl.negotiation.renumbering import Drawn, renumbered, repointed, who_moves
from clmctl.store.git import Repository
from clmctl.store.history import changed, turns
from clmctl.store.objects import Entry, Objects, tree_listing, tree_of
from clmctl.store.worktree import edits
from clmctl.text.files.contract import read_contract
from clmctl.text.yaml.edit import set_key
from clmctl.text.yaml.frontmatter import load

Name = Literal["base", "ours", "theirs"]
_SIDES: tuple[Name, ...] = ("base", "ours", "theirs")
_MD = "/contract.md"
_FILES = {"100644", "100755", "100664"}


class Trees:
    """The files of three commits. Use as a context manager."""

    def __init__(self, repo: Repository, base: str, ours: str, theirs: str) -> None:
        self.repo = repo
        self.commits: dict[Name, str] = {"base": base, "ours": ours, "theirs": theirs}
        self._objects = Objects(repo)
        self._roots = {side: tree_of(self._objects.read(commit, "commit")) for side, commit in self.commits.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._objects.__exit__(kind, value, trace)

    def entry(self, side: Name, path: str) -> Entry | None:
        """What the path is on a side."""
        return self._objects.entry(self._roots[side], path) if path else None

    def read(self, side: Name, path: str) -> bytes | None:
        """The bytes of a file on a side, or None. ConfigError where their side put a link or a submodule there."""
        entry = self.entry(side, path)
        if entry is None or entry.mode == "40000":
            return None
        if entry.mode not in _FILES:
            if side == "theirs":
                raise ConfigError("their side put a link or a submodule there, which is not taken over", path=path)
            return None
        return self._objects.read(entry.oid, "blob")

    def under(self, side: Name, folder: str) -> tuple[str, ...]:
        """Paths of the files in a folder on a side, relative to it."""
        if not folder:
            return ()
        return tuple(path[len(folder) + 1 :] for path in tree_listing(self.repo, self.commits[side], (folder,)))

    def numbers(self, side: Name) -> frozenset[str]:
        """The names of all contract folders on a side."""
        top = self.entry(side, "contracts")
        clients = self._objects.tree(top.oid).values() if top is not None and top.mode == "40000" else ()
        return frozenset(name for client in clients if client.mode == "40000" for name in self._objects.tree(client.oid))

    def changed(self, side: Name) -> tuple[str, ...]:
        """Paths a side changed since the base."""
        return changed(self.repo, self.commits["base"], self.commits[side])


@frozen
class Folders:
    """Files that meet: their path on each side (empty: not there) and the path of the result.

    `anew` are contracts whose Word file must be made anew because their number changed; `moved` maps a result's path to the
    (old, new) number its file takes, `points` are the (old, new) numbers that relations on their side follow.
    """

    pairs: tuple[tuple[Three[str], str], ...]
    met: tuple[Clash, ...] = ()
    open: tuple[Clash, ...] = ()
    notes: tuple[str, ...] = ()
    anew: frozenset[str] = frozenset()
    moved: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    points: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=lambda: MappingProxyType({}))
    counted: Number | None = None

    def edited(self, result: str, theirs: bytes | None) -> bytes | None:
        """Their bytes of a file, under the number it takes here."""
        if theirs is None:
            return None
        for old, new in self.points.get(result, ()):
            theirs = repointed(result, theirs, old, new)
        if result in self.moved:
            return renumbered(theirs, *self.moved[result])
        if result == NUMBERS and self.counted is not None:
            return set_key(theirs, (self.counted.series,), self.counted.count)
        return theirs


def folders_of(desk: Desk, trees: Trees, decisions: Decisions) -> Folders:
    """Everything their side changed, met with ours. A contract that only changed its folder meets itself."""
    theirs, ours = trees.changed("theirs"), trees.changed("ours")
    places = _places(trees, (*theirs, *ours))
    plain = dict.fromkeys(theirs)
    found = Folders(())
    pairs: list[tuple[Three[str], str]] = []
    for number, place in sorted(places.items()):
        if not place.base and place.ours and place.theirs:
            if not _same(trees, place):
                found, more = _renumbered_theirs(desk, trees, number, place, found)
                pairs += more
                plain = {path: None for path in plain if not path.startswith(f"{place.theirs}/")}
        elif place.base and len({each for each in (place.base, place.ours, place.theirs) if each}) > 1:
            target, found = _target(number, place, found, decisions)
            pairs += _met(trees, place, target)
            plain = {path: None for path in plain if not _within(path, place)}
    pairs += [(Three(path, path, path), path) for path in plain]
    if found.counted is not None and NUMBERS not in plain:
        pairs.append((Three(NUMBERS, NUMBERS, NUMBERS), NUMBERS))
    return replace(found, pairs=tuple(pairs))


def _places(trees: Trees, paths: Iterable[str]) -> dict[str, Three[str]]:
    """The folder of each contract that came, went or changed, on each side, by its number."""
    found: dict[str, dict[Name, str]] = {}
    for path in dict.fromkeys(paths):
        parts = path.split("/")
        if len(parts) == 4 and parts[0] == "contracts" and path.endswith(_MD):
            for side in _SIDES:
                if trees.entry(side, path) is not None:
                    found.setdefault(parts[2], {})[side] = path.removesuffix(_MD)
    return {number: Three(*(sides.get(side, "") for side in _SIDES)) for number, sides in found.items()}


def _same(trees: Trees, place: Three[str]) -> bool:
    """Whether both sides drew the very same contract."""
    return place.ours == place.theirs and trees.entry("ours", place.ours + _MD) == trees.entry("theirs", place.theirs + _MD)


def _within(path: str, place: Three[str]) -> bool:
    return any(folder and path.startswith(f"{folder}/") for folder in (place.base, place.ours, place.theirs))


def _target(number: str, place: Three[str], found: Folders, decisions: Decisions) -> tuple[str, Folders]:
    """The folder a contract ends in, where a side moved it."""
    if not place.ours or not place.theirs:  # taken out on a side: the files say whether that is a clash
        return place.ours or place.theirs, found
    if place.theirs in (place.base, place.ours):
        return place.ours, found
    if place.ours == place.base:
        return place.theirs, found
    arbiter = Arbiter(place.base + _MD, decisions)
    choice = arbiter.decide(f"the folder of {number}", Three(place.base, place.ours, place.theirs), free=False)
    merged = arbiter.merged(None, joined=False)
    found = replace(found, met=(*found.met, *merged.clashes), open=(*found.open, *merged.open))
    return (place.ours if choice.side == "ours" else place.theirs), found


def _met(trees: Trees, place: Three[str], target: str) -> list[tuple[Three[str], str]]:
    """Every file of a contract whose folder differs between the sides."""
    sides = zip(_SIDES, (place.base, place.ours, place.theirs), strict=True)
    names = {name for side, folder in sides for name in trees.under(side, folder)}

    def paths(name: str) -> Three[str]:
        return place.each(lambda folder: f"{folder}/{name}" if folder else "")

    return [(paths(name), f"{target}/{name}") for name in sorted(names)]


# ---- two contracts with one number -----------------------------------------------------------------------------------------


def _renumbered_theirs(
    desk: Desk, trees: Trees, number: str, place: Three[str], found: Folders
) -> tuple[Folders, list[tuple[Three[str], str]]]:
    """Their contract under another number beside ours; ours was renumbered before, where ours gives way."""
    if who_moves(number, drawn(desk, trees, "ours", place.ours), drawn(desk, trees, "theirs", place.theirs)) == "ours":
        raise Conflict(f"{number} was drawn on both sides just now; nothing was merged.", hint="Run clmctl sync again.")
    contract = _contract(desk, trees, "theirs", place.theirs)
    fresh = _next(desk, trees, contract, found.counted)
    target = f"{place.theirs.rpartition('/')[0]}/{fresh.id}"
    pairs = [(Three("", "", f"{place.theirs}/{name}"), f"{target}/{name}") for name in trees.under("theirs", place.theirs)]
    points = dict(found.points)
    for path in trees.changed("theirs"):
        if path.endswith(_MD):
            points[path] = (*points.get(path, ()), (number, fresh.id))
    return (
        replace(
            found,
            notes=(
                *found.notes,
                f"{number}  of {place.theirs.split('/')[1]} becomes {fresh.id}: ours was sent under that number",
            ),
            anew=found.anew | {fresh.id},
            moved=MappingProxyType({**found.moved, target + _MD: (number, fresh.id)}),
            points=MappingProxyType(points),
            counted=fresh,
        ),
        pairs,
    )


def number_clashes(desk: Desk, base: str, theirs: str) -> tuple[str, ...]:
    """Numbers under which both sides drew a contract since `base` and ours gives way. Conflict where both were sent."""
    with Trees(desk.repo, base, desk.head, theirs) as trees:
        places = _places(trees, (*trees.changed("theirs"), *trees.changed("ours")))
        return tuple(
            number
            for number, place in sorted(places.items())
            if not place.base
            and place.ours
            and place.theirs
            and not _same(trees, place)
            and who_moves(number, drawn(desk, trees, "ours", place.ours), drawn(desk, trees, "theirs", place.theirs)) == "ours"
        )


def renumbering(number: str, base: str, theirs: str) -> Make:
    """Gives our contract of that number the next free one, in a commit of its own: others drew that number too."""

    def make(desk: Desk) -> Plan:
        with Trees(desk.repo, base, desk.head, theirs) as trees:
            folder = _places(trees, trees.changed("ours"))[number].ours
            fresh = _next(desk, trees, _contract(desk, trees, "ours", folder), None)
            target = f"{folder.rpartition('/')[0]}/{fresh.id}"
            writes: dict[str, bytes | None] = {}
            for name in trees.under("ours", folder):
                data = trees.read("ours", f"{folder}/{name}")
                writes[f"{folder}/{name}"] = None
                writes[f"{target}/{name}"] = renumbered(data, number, fresh.id) if data and name == "contract.md" else data
            for path in trees.changed("ours"):
                data = trees.read("ours", path)
                if data is not None and path.endswith(_MD) and not path.startswith(f"{folder}/"):
                    pointed = repointed(path, data, number, fresh.id)
                    if pointed != data:
                        writes[path] = pointed
            counter = trees.read("ours", NUMBERS) or b""
            writes[NUMBERS] = set_key(counter, (fresh.series,), fresh.count)
            reads = tuple(read_of(desk, path, trees.read("ours", path)) for path in writes)
            rendered = (fresh.id,) if f"{target}/contract.docx" in writes else ()
        if edits(desk.repo, (folder,)):
            hint = "Record them with clmctl save; then sync again."
            raise Conflict(f"{number} takes another number and has edits that are not recorded.", hint=hint, path=folder)
        reason = f"the number {number} was drawn by others as well"
        return Plan(
            action="sync",
            title=f"Renumber {number} to {fresh.id}",
            writes=tuple(Write(path, data) for path, data in writes.items()),
            trailers=(("Contract", fresh.id), ("Contract", number), ("Action", "sync"), ("Reason", reason)),
            reads=reads,
            render=rendered,
            notes=(f"{number}  becomes {fresh.id}: {reason}",),
        )

    return make


def drawn(desk: Desk, trees: Trees, side: Name, folder: str) -> Drawn:
    """What decides which of two contracts keeps its number."""
    contract = _contract(desk, trees, side, folder)
    told = bool((trees.read(side, f"{folder}/record/sends.jsonl") or b"").strip())
    told = told or any(turn.action == "send" for turn in turns(desk.repo, contract.id, trees.commits[side], folder))
    return Drawn(folder, contract.stage, told)


def _contract(desk: Desk, trees: Trees, side: Name, folder: str) -> Contract:
    data = trees.read(side, folder + _MD) or b""
    found = read_contract(folder + _MD, "", data, desk.settings.catalogue)[0]
    if found is None:
        raise Conflict("bears a number both sides drew, and cannot be read on one of them.", path=folder + _MD)
    return found


def _next(desk: Desk, trees: Trees, contract: Contract, after: Number | None) -> Number:
    """The next number of the contract's series that neither side has used or drawn."""
    counts: dict[str, int] = {after.series: after.count} if after is not None else {}
    for side in _SIDES[1:]:
        said = load(NUMBERS, trees.read(side, NUMBERS) or b"")[0] or {}
        for series, count in said.items():
            if isinstance(count, int):
                counts[series] = max(count, counts.get(series, 0))
    taken = trees.numbers("ours") | trees.numbers("theirs")
    on: date = desk.as_of
    return next_number(series_of(contract.type, desk.settings.series), contract.type, taken, on, counts)
