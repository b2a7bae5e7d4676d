"""Reaching a remote: fetch and push, to configured ones only, and what a three-way merge rests on.

The one place where git may start helpers (ssh, credentials): those of the person and the system, never of the repository,
which may only name the address. Hooks do not run. `sync` calls this, and nothing that only reads.
"""

import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from clmctl.errors import ConfigError, OutsideFailed, Unreadable, UsageError
from clmctl.model.frozen import frozen
from clmctl.model.plan import Receipt, Write
from clmctl.store import git, person, revisions, write
from clmctl.store.audit import remote_dangers
from clmctl.store.git import Repository
from clmctl.store.history import changed
from clmctl.store.objects import Entry, Objects, tree_of

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
_PATIENCE = 300.0
#: Name and password in an address.
_SECRET = re.compile(r"://[^/@\s]{1,400}@")
#: What git says where somebody pushed before us. `[remote rejected]` alone is the remote's own no: trying again changes nothing.
_FASTER = re.compile(
    r"\[rejected\]|fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|incorrect old value"
)
#: What stays overridden when a remote is reached; all else of `HARDENED` too, except what reaches.
_REACHING = {"core.sshCommand", "core.askPass", "core.gitProxy", "credential.helper", "protocol.allow"}
#: A ref that leads nowhere, of ours or of the other end: over ssh it may say so in the very same words.
_BROKEN = re.compile(rb"^fatal: bad object (refs/[^\s]{1,200})$", re.MULTILINE)


class _Refused(OutsideFailed):
    """A remote that could not be reached or did not take something; `said` is all it and git said."""

    def __init__(self, said: str) -> None:
        lines = [" ".join(line.split()) for line in said.split("\n")]
        told = [line for line in lines if line and not line.startswith(("hint:", "To ", "Done", "remote: hint:"))]
        own = [line.removeprefix("remote:").strip() for line in told if line.startswith("remote:")]
        words = " ".join([*(line for line in own if line), *(line for line in told if not line.startswith("remote:"))])
        super().__init__(
            f"the remote could not be reached or refused: {_SECRET.sub('://', words)[:400]}",
            hint="Nothing of yours is lost: what is recorded here stays. Try again when it is open to you.",
        )
        self.said = said


@frozen
class Sides:
    """One file on three sides of a merge; None where it is not there. Bytes of links and submodules are None too."""

    path: str
    base: bytes | None
    ours: bytes | None
    theirs: bytes | None


def remotes(repo: Repository) -> tuple[str, ...]:
    """The names of the configured remotes, sorted."""
    told = git.run(repo, "config", "--local", "--null", "--name-only", "--get-regexp", r"^remote\..+\.url$", fails=(1,))
    names = {key.removeprefix("remote.").removesuffix(".url") for key in os.fsdecode(told).split("\0") if key}
    return tuple(sorted(name for name in names if _NAME.fullmatch(name)))


def upstream(repo: Repository) -> tuple[str, str]:
    """(remote, branch) that HEAD's branch goes with: as configured, else the only remote and the same name; empty without one."""
    ref = revisions.branch(repo)
    if not ref:
        return "", ""
    name = ref.removeprefix("refs/heads/")
    told = dict(
        entry.partition("\n")[::2]
        for entry in os.fsdecode(
            git.run(repo, "config", "--local", "--null", "--get-regexp", r"^branch\..+\.(remote|merge)$", fails=(1,))
        ).split("\0")
        if entry
    )
    remote = told.get(f"branch.{name}.remote", "")
    known = remotes(repo)
    if remote in known:
        return remote, told.get(f"branch.{name}.merge", ref).removeprefix("refs/heads/")
    if "origin" in known or len(known) == 1:
        return "origin" if "origin" in known else known[0], name
    return "", ""


def fetch(repo: Repository, remote: str, branch: str) -> str:
    """The commit the remote's branch stands on now, fetched; empty where the remote has no such branch."""
    _checked(repo, remote, branch)
    told = _reach(repo, "ls-remote", "--heads", "--end-of-options", remote, f"refs/heads/{branch}")
    line = told.decode("utf-8", "replace").strip().split("\n")[0]
    if not line:
        return ""
    tip = line.split("\t")[0]
    if not revisions.is_object_id(tip):
        raise OutsideFailed(f"the remote {remote} answered with something that is no commit")
    _reach(
        repo,
        "fetch",
        "--quiet",
        "--no-tags",
        "--no-recurse-submodules",
        "--no-auto-maintenance",
        "--no-write-fetch-head",
        "--end-of-options",
        remote,
        f"+refs/heads/{branch}:refs/remotes/{remote}/{branch}",
    )
    return revisions.resolve(repo, f"refs/remotes/{remote}/{branch}")


def push(repo: Repository, remote: str, branch: str, commit: str) -> bool:
    """Whether the remote took the commit as its branch's new end; False where somebody pushed before (fetch and merge again)."""
    _checked(repo, remote, branch)
    if not revisions.is_object_id(commit):
        raise UsageError("what is pushed must be named by its full id")
    try:
        _reach(
            repo,
            "push",
            "--quiet",
            "--porcelain",
            "--no-verify",
            "--no-recurse-submodules",
            "--end-of-options",
            remote,
            f"{commit}:refs/heads/{branch}",
        )
    except _Refused as refused:
        if _FASTER.search(refused.said):
            return False
        raise
    git.run(repo, "update-ref", "-m", "clmctl push", f"refs/remotes/{remote}/{branch}", commit)
    return True


def merge_base(repo: Repository, ours: str, theirs: str) -> str:
    """The commit both stand on (full ids); empty where there is none."""
    return git.run(repo, "merge-base", ours, theirs, fails=(1,)).decode().strip().split("\n")[0]


def three_sides(repo: Repository, base: str, ours: str, theirs: str) -> tuple[Sides, ...]:
    """Every file that they changed since the base, on its three sides, by path. All ids full; `base` may be empty."""
    with Objects(repo) as objects:
        trees = {commit: tree_of(objects.read(commit, "commit")) if commit else "" for commit in (base, ours, theirs)}
        if base:
            paths: Sequence[str] = changed(repo, base, theirs)
        else:
            told = git.run(repo, "ls-tree", "-r", "-z", "--name-only", "--full-tree", theirs)
            paths = sorted(path for path in os.fsdecode(told).split("\0") if path)

        def content(commit: str, path: str) -> bytes | None:
            entry = objects.entry(trees[commit], path) if trees[commit] else None
            return objects.read(entry.oid, "blob") if entry and _is_file(entry) else None

        return tuple(Sides(path, content(base, path), content(ours, path), content(theirs, path)) for path in paths)


def fast_forward(repo: Repository, theirs: str) -> Receipt:
    """Moves HEAD and the working files to their commit, which stands on ours. Conflict where a file of it was edited by hand."""
    ours = revisions.head(repo)
    if ours and merge_base(repo, ours, theirs) != ours:
        raise UsageError("their commit does not stand on ours: this needs a merge")
    writes: list[Write] = []
    with Objects(repo) as objects:
        tree = tree_of(objects.read(theirs, "commit"))
        for sides in three_sides(repo, ours, ours, theirs) if ours else three_sides(repo, "", theirs, theirs):
            entry = objects.entry(tree, sides.path)
            if entry is not None and not _is_file(entry):
                raise ConfigError("their side put a link or a submodule there, which is not taken over", path=sides.path)
            writes.append(Write(sides.path, sides.theirs, entry.mode == "100755" if entry else None))
    return write.fast_forward(repo, theirs, tuple(writes))


def _is_file(entry: Entry) -> bool:
    return entry.mode in {"100644", "100755", "100664"}


def _checked(repo: Repository, remote: str, branch: str) -> None:
    """Nothing, or an error where the remote is not configured, or the repository would run something to reach it."""
    if remote not in remotes(repo):
        raise UsageError(f"there is no remote `{remote}`", hint="git remote add NAME ADDRESS")
    if not branch or branch.startswith("-") or not git.run(repo, "check-ref-format", f"refs/heads/{branch}", fails=(1,)) == b"":
        raise UsageError(f"`{branch}` is no name of a branch")
    dangers = remote_dangers(repo)
    if dangers:
        raise ConfigError(
            f"{dangers[0].message}; no remote is reached while it is there", hint=dangers[0].hint, path=dangers[0].place.path
        )


def _reach(repo: Repository, *arguments: str) -> bytes:
    """What a git that may reach a remote prints. The person's own helpers serve; the repository's were refused before."""
    settings = [*(pair for pair in git.HARDENED if pair[0] not in _REACHING), ("transfer.fsckObjects", "true")]
    env = person.own_environment() | git.ceiling(repo.root) | {"GIT_NO_LAZY_FETCH": "0"}
    for name in ("GIT_ALLOW_PROTOCOL", "GIT_CONFIG_COUNT"):
        env.pop(name, None)
    if sys.stdin is not None and sys.stdin.isatty():
        env["GIT_TERMINAL_PROMPT"] = "1"
    kept = {name: os.environ[name] for name in ("GIT_SSH_COMMAND", "GIT_SSH", "GIT_ASKPASS") if name in os.environ}
    env |= kept | {"GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh", "GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        env[f"GIT_CONFIG_KEY_{number}"] = key
        env[f"GIT_CONFIG_VALUE_{number}"] = value
    done = git.call(arguments, repo.root, env, patience=_PATIENCE)
    if done.returncode:
        told = _BROKEN.search(done.stderr)
        ref = os.fsdecode(told[1]) if told is not None else ""
        if ref and _is_broken(repo, ref):
            raise Unreadable(
                f"{ref} of this workspace is damaged: it names nothing that is here, so git shares nothing",
                hint="clmctl doctor says what is; what is recorded may be fetched from another clone."
                if _is_worked_on(repo, ref)
                else f"If it is no branch you know, delete the file .git/{ref}; then sync again. Nothing of yours is lost.",
            )
        raise _Refused((done.stderr + done.stdout).decode("utf-8", "replace"))
    return done.stdout


def _is_broken(repo: Repository, ref: str) -> bool:
    """Whether there is a file of that ref here and it leads to nothing."""
    if git.call(("check-ref-format", ref), repo.root, git.environment()).returncode or not Path(repo.common_dir, ref).is_file():
        return False
    return git.call(("cat-file", "-e", ref), repo.root, git.environment() | git.ceiling(repo.root)).returncode != 0


def _is_worked_on(repo: Repository, ref: str) -> bool:
    """Whether HEAD, of this working tree or another, is that branch. Read from the file: of a broken one git says nothing."""
    common = Path(repo.common_dir)
    heads = (Path(repo.git_dir, "HEAD"), common / "HEAD", *common.glob("worktrees/*/HEAD"))
    return any(head.is_file() and head.read_bytes().strip() == b"ref: " + os.fsencode(ref) for head in heads)
