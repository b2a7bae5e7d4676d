"""What git's configuration says about the person: name, signing, folders they trust. Read by `git config`, which runs nothing."""

import os

from clmctl.store import git
from clmctl.store.git import Repository


def identity(repo: Repository | None) -> dict[str, str]:
    """The `user.*`, `commit.*` and `gpg.*` settings that hold here, the person's own and the repository's, by lower-case name.

    Without a repository those of the person and the system.
    """
    return _settings(repo, "--includes") if repo is not None else own_settings(None)


def own_settings(repo: Repository | None) -> dict[str, str]:
    """The same settings from the person's and the system's configuration alone: the only place a program may be named."""
    return _settings(repo, "--system") | _settings(repo, "--global", "--includes")


def own_environment() -> dict[str, str]:
    """An environment in which the person's own configuration is read, for `git config` alone, which runs nothing."""
    allowed = {
        name: os.environ[name] for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM") if name in os.environ
    }
    plain = git.environment()
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        del plain[name]
    for name in [name for name in plain if name.startswith(("GIT_CONFIG_KEY_", "GIT_CONFIG_VALUE_"))]:
        del plain[name]
    return plain | {"GIT_CONFIG_COUNT": "0"} | allowed


def _settings(repo: Repository | None, *scope: str) -> dict[str, str]:
    root = repo.root if repo is not None else None
    answer = git.call(
        ("config", *scope, "--null", "--get-regexp", r"^(user|commit|gpg)\."),
        root,
        own_environment() | (git.ceiling(root) if root is not None else {}),
        patience=10.0,
    )
    found: dict[str, str] = {}
    for entry in os.fsdecode(answer.stdout).split("\0"):
        if entry:
            key, stated, value = entry.partition("\n")
            found[key] = value if stated else "true"
    return found
