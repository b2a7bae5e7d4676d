"""Who a person told clmctl they are, where git does not know: kept in their own configuration folder, asked once."""

import json
import os
from pathlib import Path

from clmctl.store.author import known_identity
from clmctl.store.git import Repository


def told_identity(repo: Repository | None) -> tuple[str, str]:
    """(name, e-mail) from the call's environment, from git's settings, else as once told to clmctl; empty where unknown.

    Without a repository (there is none yet) the person's own settings speak.
    """
    email = os.environ.get("GIT_AUTHOR_EMAIL", "")
    if email:
        return os.environ.get("GIT_AUTHOR_NAME", "") or email.partition("@")[0], email
    name, email = known_identity(repo)
    if email:
        return name or email.partition("@")[0], email
    try:
        told = json.loads(_kept().read_bytes())
        return str(told["name"]), str(told["email"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", ""


def keep_identity(name: str, email: str) -> None:
    """Keeps who the person said they are for every later call."""
    place = _kept()
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps({"name": name, "email": email}, ensure_ascii=False) + "\n", encoding="utf-8")


def _kept() -> Path:
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base, "clmctl", "identity.json")
