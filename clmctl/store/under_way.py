"""What plain git may be in the middle of, so that a commit of ours would get into it."""

from pathlib import Path

from clmctl.errors import Conflict
from clmctl.store.git import Repository

_SIGNS = (
    ("MERGE_HEAD", "a merge"),
    ("CHERRY_PICK_HEAD", "a cherry-pick"),
    ("REVERT_HEAD", "a revert"),
    ("rebase-merge", "a rebase"),
    ("rebase-apply", "a rebase"),
    ("BISECT_LOG", "a bisect"),
)


def under_way(repo: Repository) -> str:
    """What git is in the middle of (`a merge`), empty where it is not."""
    return next((words for name, words in _SIGNS if Path(repo.git_dir, name).exists()), "")


def refuse_while_under_way(repo: Repository) -> None:
    """Nothing, or a Conflict where git is in the middle of something."""
    if words := under_way(repo):
        name = words.removeprefix("a ")
        hint = f"git {name} --abort gives it up; or put right what it could not, git add that, and git {name} --continue."
        if name == "bisect":
            hint = "git bisect reset ends it."
        raise Conflict(f"{words} is under way in this folder", hint=f"{hint} Then try again.")
