"""Git hooks of the repository: installed beside what is there, never over it."""

import os
from dataclasses import dataclass
from pathlib import Path

from clmctl.errors import OutsideFailed
from clmctl.store import git
from clmctl.store.git import Repository

_MARK = "# clmctl hook"


@dataclass(frozen=True, slots=True)
class Hook:
    """A hook of git and what it is: `ours`, somebody else's (`other`), or `none`."""

    name: str
    state: str


def hooks_folder(repo: Repository) -> Path:
    """Where this repository's hooks are. OutsideFailed where a setting of git's sends them elsewhere."""
    told = git.run(repo, "config", "--local", "--get", "core.hooksPath", fails=(1,)).decode("utf-8", "replace").strip()
    if told:
        raise OutsideFailed(
            f"core.hooksPath sends this repository's hooks to {told}; clmctl changes no folder outside the repository.",
            hint="Call clmctl lint and clmctl hooks check-message from the hooks there, or unset core.hooksPath.",
        )
    return Path(repo.common_dir, "hooks")


def found(repo: Repository, names: tuple[str, ...]) -> tuple[Hook, ...]:
    """What each of these hooks is now."""
    return tuple(Hook(name, _state(hooks_folder(repo) / name)) for name in names)


def _state(file: Path) -> str:
    try:
        return "ours" if _MARK in file.read_text("utf-8", "replace") else "other"
    except OSError:
        return "none"


def install(repo: Repository, scripts: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(hooks written, hooks that are somebody else's and were left alone)."""
    folder = hooks_folder(repo)
    written, left = [], []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, script in scripts.items():
            file = folder / name
            if _state(file) == "other":
                left.append(name)
                continue
            beside = folder / f"{name}.clm-new"
            head = f"#!/bin/sh\n{_MARK}: written by `clmctl hooks install`, removed by `clmctl hooks uninstall`\n"
            beside.write_text(head + script, "utf-8")
            beside.chmod(0o755)
            os.replace(beside, file)  # noqa: PTH105
            written.append(name)
    except OSError as problem:
        raise OutsideFailed(f"{folder} cannot be written: {problem.strerror}.", hint="Check the folder's permissions.") from None
    return tuple(written), tuple(left)


def uninstall(repo: Repository, names: tuple[str, ...]) -> tuple[str, ...]:
    """The hooks of ours that were removed."""
    removed = []
    for name in names:
        file = hooks_folder(repo) / name
        if _state(file) == "ours":
            file.unlink()
            removed.append(name)
    return tuple(removed)
