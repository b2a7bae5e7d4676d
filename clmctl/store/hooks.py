"""Git hooks of the repository: installed beside what is there, never over it; and what git is about to commit."""

import os
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from clmctl.errors import ConfigError, OutsideFailed, Unreadable
from clmctl.model.frozen import frozen
from clmctl.store import git, person
from clmctl.store.git import Repository
from clmctl.store.objects import object_id
from clmctl.store.paths import outside_file

#: No hook of ours is longer.
_LARGEST = 1024 * 1024
_MARK = "# clmctl hook"
#: What a hook of somebody else's is called while ours runs it first.
BEFORE = ".before-clmctl"


@frozen
class Hook:
    """A hook of git: `ours`, `chained` (ours, running the one that was there first), `other` (somebody else's) or `none`.

    `outdated`: another version of clmctl wrote it, or somebody changed it.
    """

    name: str
    state: Literal["ours", "chained", "outdated", "other", "none"]


@frozen
class StagedFile:
    """A file as HEAD has it and as the commit under way will have it: blob ids, None where there is none."""

    path: str
    before: str | None
    after: str | None


def hooks_folder(repo: Repository) -> Path:
    """Where this repository's hooks are. ConfigError where a setting of git's, anybody's, sends them elsewhere."""
    told = git.call(
        ("config", "--includes", "--get", "core.hooksPath"),
        repo.root,
        person.own_environment() | git.ceiling(repo.root),
        patience=10.0,
    )
    elsewhere = os.fsdecode(told.stdout).strip()
    if elsewhere:
        raise ConfigError(
            f"core.hooksPath sends git to {elsewhere} for its hooks; clmctl changes no folder outside the repository.",
            hint='Write `clmctl hooks run NAME "$@" || exit 1` into the hooks there (pre-commit, commit-msg, pre-push), '
            "or unset core.hooksPath.",
        )
    return Path(repo.common_dir, "hooks")


def script(name: str, what: str) -> str:
    """The hook's text: POSIX sh that runs what was there before, finds clmctl, and leaves the work to it."""
    waits = name == "pre-push"
    feed = 'printf "%s\\n" "$input" | ' if waits else ""
    return f"""#!/bin/sh
{_MARK}: {what} Written by `clmctl hooks install`, removed by `clmctl hooks uninstall`.
{"input=$(cat)" if waits else ":"}
before="$0{BEFORE}"
if [ -x "$before" ]; then
    {feed}"$before" "$@" || exit $?
fi
[ -f clmctl.yaml ] || exit 0
python={shlex.quote(sys.executable)}
if [ -x "$python" ] && "$python" -P -c "import clmctl" 2>/dev/null; then  # -P: no program of this folder's own
    {feed}"$python" -P -m clmctl hooks run --no-input {name} "$@"
elif command -v clmctl >/dev/null 2>&1; then
    {feed}clmctl hooks run --no-input {name} "$@"
else
    echo "clmctl is not installed here: its checks before this {name.partition("-")[2]} were skipped." >&2
fi
"""


def found(repo: Repository, scripts: Mapping[str, str]) -> tuple[Hook, ...]:
    """What each of these hooks is now."""
    folder = hooks_folder(repo)
    return tuple(Hook(name, _state(folder / name, text)) for name, text in scripts.items())


def _state(file: Path, text: str) -> Literal["ours", "chained", "outdated", "other", "none"]:
    if file.is_symlink():
        return "other"
    if not file.exists():
        return "none"
    try:
        there = outside_file(str(file), largest=_LARGEST).decode("utf-8", "replace")
    except Unreadable:
        return "other"
    if _MARK not in there:
        return "other"
    if there != text or not os.access(file, os.X_OK):
        return "outdated"
    return "chained" if file.with_name(file.name + BEFORE).exists() else "ours"


def install(repo: Repository, scripts: Mapping[str, str], *, chain: bool) -> tuple[Hook, ...]:
    """The hooks as they are afterwards. With `chain` one of somebody else's is kept beside ours, which runs it first."""
    folder = hooks_folder(repo)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in scripts.items():
            file = folder / name
            state = _state(file, text)
            if state == "other":
                kept = file.with_name(name + BEFORE)
                if not chain or kept.exists():
                    continue
                file.rename(kept)
            if state not in ("ours", "chained"):
                beside = folder / f"{name}.clm-new"
                beside.write_text(text, "utf-8", newline="\n")
                beside.chmod(0o755)
                beside.replace(file)
    except OSError as problem:
        raise OutsideFailed(f"{folder} cannot be written: {problem.strerror}.", hint="Check the folder's permissions.") from None
    return found(repo, scripts)


def uninstall(repo: Repository, names: Sequence[str]) -> tuple[str, ...]:
    """The hooks of ours that were removed; those that were there before are back."""
    removed = []
    folder = hooks_folder(repo)
    try:
        for name in names:
            file, kept = folder / name, folder / (name + BEFORE)
            if _state(file, "") != "outdated":  # with no text to be like, ours are all outdated
                continue
            if kept.exists():
                kept.replace(file)
            else:
                file.unlink()
            removed.append(name)
    except OSError as problem:
        raise OutsideFailed(f"{folder} cannot be written: {problem.strerror}.", hint="Check the folder's permissions.") from None
    return tuple(removed)


def staged_files(repo: Repository, head: str, index: str) -> tuple[StagedFile, ...]:
    """What the commit under way changes against HEAD. `index` is what git calls its index for it (empty: the usual one)."""
    against = head or object_id("tree", b"", repo.algorithm)
    extra = {"GIT_INDEX_FILE": index} if index else {}
    told = os.fsdecode(
        git.run(repo, "diff-index", "--cached", "--raw", "-z", "--no-renames", "--no-abbrev", against, extra=extra)
    )
    found: list[StagedFile] = []
    words = iter(told.split("\0"))
    for about in words:
        if about.startswith(":"):
            _, mode, before, after, _ = about[1:].split(" ") if about.count(" ") == 4 else ("", "", "", "", "")
            path = next(words)
            found.append(StagedFile(path, _oid(repo, before), _oid(repo, after) if mode != "000000" else None))
    return tuple(found)


def _oid(repo: Repository, oid: str) -> str | None:
    return None if oid in ("", repo.zero) else oid


def merging(repo: Repository) -> str:
    """The commit that plain git is merging just now, empty where none."""
    try:
        return Path(repo.git_dir, "MERGE_HEAD").read_text("ascii").split("\n")[0].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def remote_tip(repo: Repository, remote: str) -> str:
    """A commit of the remote's that is known here, where a branch is new there: its own main line, else any; empty without."""
    told = git.run(repo, "for-each-ref", "--format=%(objectname)", f"refs/remotes/{remote}/", fails=(1, 128)).decode().split()
    return told[0] if told else ""


def commit_of(repo: Repository, oid: str) -> str:
    """The commit an id names, of itself or as a tag of it; empty where it is not here or names none."""
    told = git.run(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{oid}^{{commit}}", fails=(1, 128))
    return told.decode().strip()
