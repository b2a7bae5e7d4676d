"""The history of contracts, from the commits and their trailers.

Trailers are read here, never by git (`interpret-trailers` runs what a repository's configuration names). A contract whose
folder moved to another client, or that was renumbered, is followed by the commit in which it moved.
"""

import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from clmctl.model.turn import Commit, Turn
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.objects import Objects, tree_of
from clmctl.store.paths import checked, is_contract_id
from clmctl.text.yaml.frontmatter import load

CONTRACTS = "contracts"
CONTRACT_FILE = "contract.md"
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*): ?(.*)", re.DOTALL)
_FORMAT = "%H%x00%P%x00%aI%x00%an%x00%ae%x00%B%x00"
_MOVES = 20


def turns(repo: Repository, contract: str, rev: str, path: str = "") -> tuple[Turn, ...]:
    """Every recorded act on a contract up to the commit `rev`, newest first; `path` is its folder there where known."""
    return tuple(turn_of(commit, contract) for commit in commits_of(repo, contract, rev, path))


def commits_of(repo: Repository, contract: str, rev: str, path: str = "") -> tuple[Commit, ...]:
    """The commits behind `turns`, followed over moves of the contract's folder; nothing for no number or `rev`.

    Where two sides were joined, those of both are there, also of one whose change was given up, and the join itself where
    both had changed the contract. `parents` are the nearest commits before it that touched the contract, whatever its number
    was then; `places` are the folders it may lie in at that time.
    """
    if not rev or not is_contract_id(contract):
        return ()
    found: list[Commit] = []
    with Objects(repo) as objects:
        place, at = path or folder_of(objects, contract, rev), rev
        places: tuple[str, ...] = (place,)
        came = ""  # the commit in which it took the number it had later
        for _ in range(_MOVES):
            if not place:
                break
            step = _both_sides(repo, objects, at, places)
            before = {
                was: (first.id, parent)
                for first in step
                if not first.parents
                for was, parent in _came_from(repo, objects, first, places)
            }
            moved = next((each for each in before if _number(each) == _number(place)), "")
            if moved:  # of one number: the same contract in all of history
                places = (*places, moved)
                continue
            if step:
                found = [replace(each, parents=(step[0].id,)) if each.id == came else each for each in found]
            known = {each.id for each in found}
            found += [replace(commit, places=places) for commit in step if commit.id not in known]
            place = next(iter(before), "")
            places = (place,)
            came, at = before.get(place, ("", ""))
        if repo.shallow:
            found = [commit for commit in found if commit.parents or not _is_of_others(objects, commit, contract)]
    return tuple(found)


def is_cut_off(repo: Repository, commit: str) -> bool:
    """Whether what the commit stands on is not in this clone: what it changed cannot be told."""
    with Objects(repo) as objects:
        return _is_cut_off(objects, commit)


def _is_cut_off(objects: Objects, commit: str) -> bool:
    return b"\nparent " in objects.read(commit, "commit").partition(b"\n\n")[0] and not _parents(objects, commit)


def _is_of_others(objects: Objects, commit: Commit, contract: str) -> bool:
    """Whether the first commit of a clone that is cut off, in which every file seems new, names other contracts alone."""
    named = {value for name, value in commit.trailers if name == "Contract"}
    return bool(named) and contract not in named and _is_cut_off(objects, commit.id)


def _number(place: str) -> str:
    return place.rpartition("/")[2]


def _parents(objects: Objects, commit: str) -> list[str]:
    """What the commit stands on, whatever it touched; nothing where the history of this clone is cut off."""
    head = objects.read(commit, "commit").partition(b"\n\n")[0]
    said = (each.decode() for each in re.findall(rb"(?m)^parent ([0-9a-f]+)$", head))
    return [each for each in said if objects.find(each) is not None]


def _both_sides(repo: Repository, objects: Objects, rev: str, places: Sequence[str]) -> tuple[Commit, ...]:
    """The commits up to `rev` that touched the folders, on every side of every join.

    Not those of another contract that once lay in such a folder: it bore the number until it was seen that two did.
    """
    ways = ("--full-history", "--simplify-merges", "--date-order")
    under = [checked(place) for place in places]
    step = tuple(_commits(repo, (rev,), under, *ways))
    if all(len(commit.parents) < 2 for commit in step):
        return step
    left = {commit.id: each for commit in step for place in places if (each := _left_for_another(repo, objects, commit, place))}
    if not left:
        return step
    joins = {each for each in left if any(_as_on_a_side(objects, each, place) for place in places)}
    return _without(joins, tuple(_commits(repo, (rev, *(f"^{each}" for each in left.values())), under, *ways)))


def _as_on_a_side(objects: Objects, commit: str, place: str) -> bool:
    """Whether the folder is in a join as it was on one of its sides."""
    here, *before = (objects.entry(tree_of(objects.read(each, "commit")), place) for each in (commit, *_parents(objects, commit)))
    return len(before) > 1 and here in before


def _without(joins: Collection[str], step: tuple[Commit, ...]) -> tuple[Commit, ...]:
    """The commits without these joins: what came after one comes after what is left of its sides."""
    known = {commit.id for commit in step}
    sides = {commit.id: tuple(each for each in commit.parents if each in known) for commit in step if commit.id in joins}
    return tuple(
        replace(commit, parents=tuple(side for each in commit.parents for side in sides.get(each, (each,))))
        for commit in step
        if commit.id not in joins
    )


def _left_for_another(repo: Repository, objects: Objects, commit: Commit, place: str) -> str:
    """The commit up to which another contract lay in the folder, which took another number then; empty where none did.

    Two sides may have drawn one number: the join of them moves theirs, and what led to it is a past of the other's.
    """
    if len(commit.parents) == 1:
        return commit.id if _number_after(repo, objects, commit.id, place) not in ("", _number(place)) else ""
    parents = _parents(objects, commit.id)
    above, _, number = place.rpartition("/")
    here, *before = (_folders_in(objects, each, above) for each in (commit.id, *parents))
    for fresh in here.difference(*before) if len(parents) > 1 else ():
        if number in _formerly(objects.blob_at(commit.id, f"{above}/{fresh}/{CONTRACT_FILE}")):
            return next((each for each in parents if _is_gone(objects, f"{place}/{CONTRACT_FILE}", each, commit.id)), "")
    return ""


def _folders_in(objects: Objects, commit: str, folder: str) -> frozenset[str]:
    entry = objects.entry(tree_of(objects.read(commit, "commit")), folder)
    return frozenset(objects.tree(entry.oid)) if entry is not None and entry.mode == "40000" else frozenset()


def _formerly(data: bytes | None) -> tuple[str, ...]:
    """The numbers a contract says it had, the last one first."""
    said = (load(CONTRACT_FILE, data)[0] or {}).get("formerly") if data is not None and b"\nformerly:" in data else None
    return tuple(str(each) for each in reversed(said)) if isinstance(said, list) else ()


def _is_gone(objects: Objects, path: str, before: str, after: str) -> bool:
    """Whether what was in the file in one commit is not what is in it in the other."""
    was = objects.blob_at(before, path)
    return was is not None and was != objects.blob_at(after, path)


def number_after(repo: Repository, commit: str, place: str) -> str:
    """The number under which the contract of that folder went on when the commit moved it; empty where it did not."""
    with Objects(repo) as objects:
        return _number_after(repo, objects, commit, place)


def _number_after(repo: Repository, objects: Objects, commit: str, place: str) -> str:
    file = f"{place}/{CONTRACT_FILE}"
    parents = _parents(objects, commit)
    if not parents or objects.blob_at(commit, file) is not None:
        return ""
    gone = [after for before, after in _renames(repo, parents[0], commit) if before == file]
    return _number(gone[0].removesuffix(f"/{CONTRACT_FILE}")) if gone else ""


def commits(repo: Repository, until: str, since: str = "", *, under: Sequence[str] = ()) -> tuple[Commit, ...]:
    """Commits reachable from `until` and not from `since` (both full ids), newest first, with the paths each changed."""
    ends = (until, f"^{since}") if since else (until,)
    listed = tuple(_commits(repo, ends, under))
    paths = _paths_of(repo, [commit.id for commit in listed])
    return tuple(
        Commit(
            commit.id,
            commit.parents,
            commit.date,
            commit.author,
            commit.email,
            commit.title,
            commit.trailers,
            paths.get(commit.id, ()),
            commit.body,
        )
        for commit in listed
    )


def turn_of(commit: Commit, contract: str) -> Turn:
    """What the commit says about the contract. One made without trailers (by plain git) has only author, day and title."""
    said = commit.trailers
    return Turn(
        commit=commit.id,
        date=commit.date,
        author=commit.author,
        email=commit.email,
        title=commit.title,
        contract=contract,
        action=_first(said, "Action"),
        side=_first(said, "Side"),
        turn=_first(said, "Turn"),
        clauses=tuple(value for name, value in said if name == "Clause"),
        reason=_first(said, "Reason"),
        asked_by=_first(said, "Asked-By"),
        traded_for=_first(said, "Traded-For"),
        parents=commit.parents,
        decided=_decided(said, (contract, *(_number(place) for place in commit.places))),
        places=commit.places,
    )


def _decided(trailers: Sequence[tuple[str, str]], numbers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(place, side) of what a join decided about the contract: `Decided: <path>: <place>: ours`."""
    parts = [value.split(": ") for name, value in trailers if name == "Decided"]
    about = [each for each in parts if len(each) > 2 and any(f"/{number}/" in each[0] for number in numbers)]
    return tuple((": ".join(each[1:-1]), each[-1]) for each in about)


def trailers_of(message: str) -> tuple[tuple[str, str], ...]:
    """(name, value) of a message's last paragraph, where each of its lines is one; a line that begins with a space goes on."""
    paragraphs = re.split(r"\n[ \t]*\n", message.replace("\r\n", "\n").strip("\n"))
    if len(paragraphs) < 2:
        return ()
    found: list[tuple[str, str]] = []
    for line in paragraphs[-1].strip("\n").split("\n"):
        if line.startswith((" ", "\t")) and found:
            name, value = found[-1]
            found[-1] = (name, f"{value} {line.strip()}")
            continue
        match = _TRAILER.fullmatch(line)
        if match is None:
            return ()
        found.append((match.group(1), match.group(2).strip()))
    return tuple(found)


def changed(repo: Repository, since: str, until: str, under: Sequence[str] = ()) -> tuple[str, ...]:
    """Paths that differ between two commits (full ids), sorted; a move is its two paths."""
    told = git.run(
        repo,
        "diff-tree",
        "-r",
        "-z",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--name-only",
        since,
        until,
        "--",
        *under,
        extra=_no_index(repo),
    )
    return tuple(sorted(path for path in os.fsdecode(told).split("\0") if path))


def _no_index(repo: Repository) -> dict[str, str]:
    """Keeps git from reading its index for what two commits alone say: a damaged one hides no history."""
    return {"GIT_INDEX_FILE": f"{repo.git_dir}/clm-no-index"}


def folder_of(objects: Objects, contract: str, commit: str) -> str:
    """Where the contract's folder is in that commit; empty where it is in none."""
    tree = tree_of(objects.read(commit, "commit"))
    base = objects.entry(tree, CONTRACTS)
    if base is None or base.mode != "40000":
        return ""
    for client, entry in objects.tree(base.oid).items():
        if entry.mode == "40000" and contract in objects.tree(entry.oid):
            return f"{CONTRACTS}/{client}/{contract}"
    return ""


def before_and_after(repo: Repository, commit: str) -> tuple[tuple[str, bytes | None, bytes | None], ...]:
    """(path, bytes before, bytes after) of every file a commit changed against its first parent: what `undo` turns round."""
    with Objects(repo) as objects:
        raw = objects.read(commit, "commit")
        parents = re.findall(rb"(?m)^parent ([0-9a-f]+)$", raw.partition(b"\n\n")[0])
        parent = parents[0].decode() if parents else ""
        if parent:
            paths = changed(repo, parent, commit)
        else:
            told = git.run(repo, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit)
            paths = tuple(sorted(path for path in os.fsdecode(told).split("\0") if path))
        return tuple((path, objects.blob_at(parent, path) if parent else None, objects.blob_at(commit, path)) for path in paths)


def _commits(repo: Repository, ends: Sequence[str], under: Sequence[str], *ways: str) -> Iterator[Commit]:
    told = git.run(repo, "rev-list", "--no-commit-header", f"--format={_FORMAT}", *ways, *ends, "--", *under)
    fields = told.decode("utf-8", "replace").split("\0")
    for start in range(0, len(fields) - 6, 6):
        oid, parents, date, author, email, message = fields[start : start + 6]
        title, _, body = message.strip("\n").partition("\n")
        yield Commit(
            oid.strip("\n"), tuple(parents.split()), date, author, email, title, trailers_of(message), body=body.strip("\n")
        )


def _paths_of(repo: Repository, oids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The paths each commit changed against its first parent, in one call."""
    if not oids:
        return {}
    told = git.run(
        repo,
        "diff-tree",
        "--stdin",
        "-r",
        "-z",
        "--root",
        "--diff-merges=first-parent",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
        "--raw",
        stdin="".join(f"{oid}\n" for oid in oids).encode(),
        extra=_no_index(repo),
    )
    found: dict[str, list[str]] = {}
    current: list[str] = []
    parts = iter(os.fsdecode(told).split("\0"))
    for part in parts:
        if part.startswith(":"):  # `:modes ids status`, then the path
            current.append(next(parts))
        elif part:
            current = found.setdefault(part.strip("\n"), [])
    return {oid: tuple(sorted(paths)) for oid, paths in found.items()}


def _came_from(repo: Repository, objects: Objects, commit: Commit, places: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The folders a contract may have had before the commit in which one of `places` came to be, and the parent each lay in.

    First those that the contract itself says it had; a join may have put another contract there in the same moment.
    """
    files = {f"{place}/{CONTRACT_FILE}" for place in places}
    parents = _parents(objects, commit.id)
    for place in places:
        above = place.rpartition("/")[0]
        for number in _formerly(objects.blob_at(commit.id, f"{place}/{CONTRACT_FILE}")):
            was = f"{above}/{number}"
            yield from ((was, each) for each in parents if _is_gone(objects, f"{was}/{CONTRACT_FILE}", each, commit.id))
    for parent in parents:
        for before, after in _renames(repo, parent, commit.id):
            if after in files and before not in files and before.endswith(f"/{CONTRACT_FILE}"):
                yield before.removesuffix(f"/{CONTRACT_FILE}"), parent


def _renames(repo: Repository, old: str, new: str) -> Iterator[tuple[str, str]]:
    """(path before, path after) of the files under contracts/ that moved between two commits."""
    told = git.run(
        repo,
        "diff-tree",
        "-r",
        "-z",
        "-M60%",
        "--diff-filter=R",
        "--no-ext-diff",
        "--no-textconv",
        "--name-status",
        old,
        new,
        "--",
        CONTRACTS,
        extra=_no_index(repo),
    )
    words = os.fsdecode(told).split("\0")
    for position in range(0, len(words) - 2, 3):
        yield words[position + 1], words[position + 2]


def _first(trailers: Sequence[tuple[str, str]], name: str) -> str:
    return next((value for each, value in trailers if each == name), "")
