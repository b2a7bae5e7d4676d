"""The write path: one plan becomes one commit, or nothing happens.

Under git's own lock the plan's reads are checked again; new files are written beside the old, blobs and the touched trees are
made on HEAD's tree, the commit is made and read back; a journal holds its id before HEAD moves by compare-and-swap. Only then are
files renamed into place and the person's index renewed for exactly the touched paths. A kill at any point is healed by
`recover` at the next command. The steps are those of `faults.STEPS`.

The journal is written again after the commit object is made, not only before: an object nobody points to changes nothing, and
the id makes it certain afterwards whether HEAD moved.
"""

import contextlib
import os
import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from clmctl.errors import ClmError, Conflict, OutsideFailed, UsageError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Receipt, Write
from clmctl.store import bystanders, faults, files, git, journal, quarantine, recover, revisions
from clmctl.store.author import author_environment, signing
from clmctl.store.git import Repository
from clmctl.store.journal import Journal, JournalFile
from clmctl.store.lock import Lock, own_folder
from clmctl.store.objects import Head, Objects
from clmctl.store.paths import Folders, checked, stat_of
from clmctl.store.staging import Index, rebuilt
from clmctl.store.storing import read_back, store
from clmctl.store.survey import Stale, Touched, survey
from clmctl.store.syncfs import together
from clmctl.store.under_way import refuse_while_under_way

__all__ = ["Stale", "commit", "fast_forward"]
_TRIES = 20


class _LostRace(Exception):
    """HEAD moved while the act was made."""


def commit(
    repo: Repository,
    plan: Plan,
    actor: Actor,
    when: str,
    *,
    with_edits: bool = False,
    keep_text: bool = True,
    patience: float = 10.0,
) -> Receipt:
    """The receipt of the commit that holds the plan's writes; an empty one where HEAD holds them already.

    `when` is an ISO moment with its offset. Conflict (exit 3): a touched file was edited by hand (unless `with_edits`, and then
    only where the plan rests on the edited bytes), a contract changed since it was read (its new text is kept beside it unless
    `keep_text` is off), or somebody else holds the lock for longer than `patience` seconds. Stale: something else the plan rests
    on changed; make the plan again from a new workspace. When this returns, the commit is on the disk and was read back.
    """
    for write in plan.writes:
        checked(write.path)
    if len({write.path for write in plan.writes}) != len(plan.writes):
        raise UsageError("the plan writes one file twice")
    return _act(repo, _Making(repo, plan, actor, when), with_edits=with_edits, keep_text=keep_text, patience=patience)


def fast_forward(repo: Repository, target: str, writes: tuple[Write, ...], *, patience: float = 10.0) -> Receipt:
    """Moves HEAD and the working files to a later commit that stands on HEAD; `writes` are all files that differ."""
    if not revisions.is_object_id(target):
        raise UsageError("the commit to move to must be named by its full id")
    plan = Plan("sync", "", writes)
    return _act(repo, _Making(repo, plan, None, "", target), with_edits=False, keep_text=False, patience=patience)


class _Making:
    """What becomes the commit: made from a plan, or (`finished`) one that is there already."""

    def __init__(self, repo: Repository, plan: Plan, actor: Actor | None, when: str, finished: str = "") -> None:
        self.plan, self.finished = plan, finished
        self._repo = repo
        self.extra: dict[str, str] = {} if actor is None else author_environment(actor, when)
        self._sign, self._pairs = ((), ()) if finished else signing(repo)

    def commit_of(self, tree: str, head: Head, room: Mapping[str, str]) -> str:
        """The id of the commit object, written to that environment's place."""
        if self.finished:
            return self.finished
        parents = [each for each in (head.commit, self.plan.merges) if each]
        arguments = [word for parent in parents for word in ("-p", parent)]
        made = git.run(
            self._repo,
            "commit-tree",
            *self._sign,
            *arguments,
            tree,
            stdin=self.plan.message().encode("utf-8", "replace"),
            extra=self.extra | dict(room),
            pairs=self._pairs,
        )
        return made.decode().strip()


def _act(repo: Repository, making: _Making, *, with_edits: bool, keep_text: bool, patience: float) -> Receipt:
    git.require_new_enough()
    passing = faults.from_environment()
    try:
        with Lock(repo, patience=patience, passing=passing) as lock:
            recover.heal_under_lock(repo)
            refuse_while_under_way(repo)
            for attempt in range(_TRIES):
                try:
                    receipt = _attempt(repo, making, lock, passing, with_edits=with_edits, keep_text=keep_text)
                except _LostRace:
                    time.sleep(random.uniform(0.0, 0.02) * (attempt + 1))  # noqa: S311 - no secret: it spreads the tries
                else:
                    break
            else:
                raise Conflict("somebody else keeps recording here; nothing was written", hint="Try again in a moment.")
    except OSError as problem:
        raise OutsideFailed(
            f"nothing was recorded: {problem.strerror or problem}", hint="Free the disk or the folder, then try again."
        ) from None
    with contextlib.suppress(OSError):
        passing("lock-released")
    return receipt


def _attempt(
    repo: Repository, making: _Making, lock: Lock, passing: Callable[[str], None], *, with_edits: bool, keep_text: bool
) -> Receipt:
    with Objects(repo) as objects:
        head = objects.head()
        index = _index(repo, head)
        touched = survey(repo, objects, head, index, making.plan, with_edits=with_edits, keep_text=keep_text)
        passing("surveyed")
        if not touched and not making.plan.merges and not making.finished:
            return Receipt("", ())
        record = _first_record(repo, head, lock.nonce, touched)
        try:
            journal.write(repo, record)
            passing("plan-journaled")
            _write_files_beside(repo, touched, record, passing)
            room = quarantine.opened(repo, lock.nonce)
            pairs = [(each, noted.temporary) for each, noted in zip(touched, record.files, strict=True)]
            built = store(objects, head.tree, pairs, room, passing)
            prepared = index.prepare(own_folder(repo) / record.index, {each.path: each.new for each in touched}, built.folders)
            passing("index-prepared")
            made = making.commit_of(built.oid, head, room)
            quarantine.released(repo, lock.nonce)
            read_back(objects, made, built, touched)
            passing("commit-made")
            journal.write(repo, replace(record, commit=made))
            passing("commit-journaled")
            _move_head(repo, making, made, head, lock)
            passing("head-moved")
            infos = _settle(repo, touched, record, passing)
            prepared.install(index.path, infos)
            passing("index-installed")
            bystanders.await_them(repo, index.size)
        except BaseException as problem:
            _undo_or_finish(repo, problem)
            raise
    with contextlib.suppress(OSError):  # everything stands; a journal that stays is found done by the next command
        journal.drop(repo)
        passing("journal-dropped")
    return Receipt(made, tuple(each.path for each in touched))


def _undo_or_finish(repo: Repository, problem: BaseException) -> None:
    """After a failure: the same healing a later command would do, now; and an error that tells which way it went."""
    left = journal.read(repo)
    recorded = left is not None and bool(left.commit) and revisions.head(repo) == left.commit
    try:
        recover.heal_under_lock(repo)
    except (OSError, ClmError) as again:
        if recorded and left is not None:
            told = again if isinstance(again, ClmError) else OutsideFailed(str(again.strerror or again))
            raise recover.explain(told, left.commit) from problem
        return
    if recorded and left is not None and isinstance(problem, OSError):
        raise OutsideFailed(
            f"recorded as {left.commit[:10]}, though with trouble on the way: {problem.strerror or problem}",
            hint="Nothing is lost; look at the disk before going on.",
        ) from problem


def _index(repo: Repository, head: Head) -> Index:
    """The person's index; one made from HEAD where it is missing."""
    index = Index(repo)
    if index.info is None and head.tree:
        fresh = own_folder(repo) / "index-rebuilt"
        rebuilt(repo, head.tree, fresh)
        fresh.replace(index.path)
        index = Index(repo)
    return index


def _first_record(repo: Repository, head: Head, nonce: str, touched: tuple[Touched, ...]) -> Journal:
    listed: list[JournalFile] = []
    for number, each in enumerate(touched):
        parent = each.path.rpartition("/")[0]
        temporary = f"{parent}/.clm-{nonce}-{number}.tmp".lstrip("/") if each.new else ""
        new = each.new
        listed.append(JournalFile(each.path, each.working, new.oid if new else None, new.mode if new else "", temporary))
    return Journal(
        nonce=nonce,
        old=head.commit,
        ref=revisions.branch(repo),
        files=tuple(listed),
        folders=files.missing_folders(repo.root, (each.path for each in touched if each.new)),
        index=f"index-{nonce}",
    )


def _write_files_beside(repo: Repository, touched: tuple[Touched, ...], record: Journal, passing: Callable[[str], None]) -> None:
    with together(repo.root, len(touched)) as disk, Folders(repo.root) as folders:
        if disk is not None:
            files.make_folders(repo.root, record.folders)
        for each, noted in zip(touched, record.files, strict=True):
            if each.new is not None and each.data is not None:
                files.write_beside(
                    repo.root,
                    noted.temporary,
                    each.data,
                    executable=each.new.mode == "100755",
                    like=each.path.rpartition("/")[2],
                    disk=disk,
                    folders=None if disk is None else folders,
                )
                passing("temporary-written")
        files.sync_folders(repo.root, {folder.rpartition("/")[0] for folder in record.folders}, disk)


def _move_head(repo: Repository, making: _Making, made: str, head: Head, lock: Lock) -> None:
    """Moves HEAD from where it was read to the new commit, or raises that the race was lost."""
    old = head.commit or repo.zero
    try:
        git.run(
            repo,
            "update-ref",
            "-m",
            f"clmctl {making.plan.action}",
            "HEAD",
            made,
            old,
            extra=making.extra,
            keep=(lock.handle,),
        )
    except ClmError as problem:
        now = revisions.head(repo)
        if now == made:
            return
        if now != head.commit or "lock" in problem.message:
            raise _LostRace from None
        raise


def _settle(
    repo: Repository, touched: tuple[Touched, ...], record: Journal, passing: Callable[[str], None]
) -> dict[str, os.stat_result]:
    """Puts the files in place; their numbers. A file that a person saved in this very moment is left to them."""
    with together(repo.root, len(touched)) as disk:
        with Folders(repo.root) as folders:
            infos = _put_in_place(repo, touched, record, folders, passing)
        files.sync_folders(repo.root, {each.path.rpartition("/")[0] for each in touched}, disk)
    for each in touched:
        if each.new is None:
            files.prune(repo.root, files.parents_of(each.path))
    passing("folder-synced")
    return infos


def _put_in_place(
    repo: Repository, touched: tuple[Touched, ...], record: Journal, folders: Folders, passing: Callable[[str], None]
) -> dict[str, os.stat_result]:
    infos: dict[str, os.stat_result] = {}
    for each, noted in zip(touched, record.files, strict=True):
        now = stat_of(repo.root, each.path, folders=folders)
        if not _same(now, each.info):
            files.remove(repo.root, noted.temporary) if noted.temporary else None
            continue
        if each.new is None:
            files.remove(repo.root, each.path)
            passing("file-deleted")
        else:
            files.put_in_place(repo.root, noted.temporary, each.path, folders)
            info = stat_of(repo.root, each.path, folders=folders)
            if info is not None:
                infos[each.path] = info
            passing("file-replaced")
    return infos


def _same(now: os.stat_result | None, then: os.stat_result | None) -> bool:
    if now is None or then is None:
        return now is then
    return (now.st_ino, now.st_mtime_ns, now.st_size) == (then.st_ino, then.st_mtime_ns, then.st_size)
