"""Names of commits: HEAD, its branch, and what a person means by a revision or a day."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from clmctl.errors import Unreadable, UsageError
from clmctl.store import git
from clmctl.store.git import Repository

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_STAMP = re.compile(rb" (\d{1,18}) ([+-])(\d\d)(\d\d)$", re.ASCII)
_CUT_OFF = "The history of this clone is cut off (shallow): fetch the rest first."
_HEX = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)


def is_object_id(text: str) -> bool:
    """Whether the text is a full object id."""
    return _HEX.fullmatch(text) is not None


def resolve(repo: Repository, text: str) -> str:
    """The commit that `--at` means: a revision, or a day (the last commit of HEAD's own line before that day's end)."""
    if not text or "\0" in text or "\n" in text:
        raise UsageError("--at needs a revision or a date", hint="For example `--at HEAD~3` or `--at 2026-01-31`.")
    if _ISO_DAY.fullmatch(text):
        return _on_day(repo, text)
    found = git.run(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}", fails=(1, 128))
    if not found.strip():
        raise UsageError(
            f"there is no revision `{text}` here",
            hint=_CUT_OFF if repo.shallow else "Name a commit, a branch, a tag, HEAD~3, or a day such as 2026-01-31.",
        )
    return found.decode().strip()


def day_of(repo: Repository, commit: str) -> date:
    """The day a commit was recorded, by the clock of the person who recorded it."""
    head, _, _ = git.run(repo, "cat-file", "commit", commit).partition(b"\n\n")
    line = next((line for line in head.split(b"\n") if line.startswith(b"committer ")), b"")
    said = _STAMP.search(line)
    try:
        if said is None:
            raise ValueError
        minutes = int(said[3]) * 60 + int(said[4])
        shift = timedelta(minutes=-minutes if said[2] == b"-" else minutes)
        return (datetime.fromtimestamp(int(said[1]), UTC) + shift).date()
    except (ValueError, OverflowError, OSError):
        raise Unreadable(f"the commit {commit[:10]} does not say on what day it was made", hint="Say it with --as-of.") from None


def head(repo: Repository) -> str:
    """The commit HEAD stands on; empty before the first commit. Unreadable where it names one that is not here."""
    found = git.run(repo, "rev-parse", "--verify", "--quiet", "HEAD^{commit}", fails=(1, 128)).decode().strip()
    if found:
        return found
    named = git.run(repo, "rev-parse", "--verify", "--quiet", "HEAD", fails=(1, 128)).decode().strip()
    if named:
        raise Unreadable(
            f"the commit that HEAD names, {named[:10]}, is not in this repository: nothing can be recorded or told of the past",
            hint="Bring its objects back (.git/objects/info/alternates says where some lie), or clone anew; your files stay.",
        )
    return ""


def branch(repo: Repository) -> str:
    """The full name of the branch HEAD is on; empty when it is on none."""
    return git.run(repo, "symbolic-ref", "--quiet", "HEAD", fails=(1, 128)).decode().strip()


def is_detached(repo: Repository) -> bool:
    """Whether HEAD names a commit instead of a branch, so that no branch leads to what is recorded on it."""
    return not Path(repo.git_dir, "HEAD").read_bytes().startswith(b"ref:")


def _on_day(repo: Repository, day: str) -> str:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"there is no day {day}") from None
    found = git.run(repo, "rev-list", "-1", "--first-parent", f"--before={day} 23:59:59", "HEAD", fails=(128,)).decode().strip()
    if not found:
        raise UsageError(
            f"nothing was recorded here on or before {day}",
            hint=_CUT_OFF if repo.shallow else "",
        )
    return found
