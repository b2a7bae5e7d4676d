"""A repository about which nothing is unusual, described without asking git: starting a program costs more than most answers.

Whatever git would look at twice is left to git: an owner who is not the person, a `.git` that is no folder, a configuration
with anything in it that says where files are, how objects are named, or what else is to be read.
"""

import os
import re
import stat
from pathlib import Path

from clmctl.store.git import Repository

_SECTION = re.compile(rb'\[(?:core|user|commit|gpg|gc|maintenance|(?:remote|branch) "[\w./-]+")\]')
_SETTING = re.compile(rb'[ \t]+([A-Za-z][A-Za-z-]*) = [^"\\#;\x00-\x1f]*')
#: What these settings must say for a repository to be plain; no other setting of these names may stand there.
_SAYS = {b"bare": b"bare = false", b"repositoryformatversion": b"repositoryformatversion = 0", b"worktree": b""}
_HEAD = re.compile(rb"(?:ref: refs/heads/[\w./-]+|[0-9a-f]{40})\n")
_LARGEST = 65536


def plain_repository(root: Path) -> Repository | None:
    """The repository at the root where it is plain, else None: then git is to be asked."""
    inner = root / ".git"
    try:
        if not (_is_our_folder(root) and _is_our_folder(inner) and _has_git()):
            return None
        whole = all(stat.S_ISDIR(os.lstat(inner / name).st_mode) for name in ("objects", "refs"))
        if not whole or (inner / "commondir").exists() or _HEAD.fullmatch(_read(inner / "HEAD")) is None:
            return None
        if not _is_plain(_read(inner / "config")):
            return None
    except (OSError, AttributeError):  # a system without owners
        return None
    return Repository(str(root), str(inner), str(inner))


def _is_plain(config: bytes) -> bool:
    for line in config.split(b"\n"):
        said = line.strip()
        if not said or _SECTION.fullmatch(said):
            continue
        setting = _SETTING.fullmatch(line)
        if setting is None or _SAYS.get(setting[1].lower(), said) != said:
            return False
    return True


def _is_our_folder(path: Path) -> bool:
    """Whether it is a folder, no link, of the person who runs this."""
    info = os.lstat(path)
    return stat.S_ISDIR(info.st_mode) and info.st_uid == os.geteuid()


def _has_git() -> bool:
    """Whether there is a git: what follows will need it, and its absence is said at once."""
    return any(os.access(os.path.join(folder, "git"), os.X_OK) for folder in os.get_exec_path())


def _read(path: Path) -> bytes:
    """The bytes of a plain small file; nothing of any other."""
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        info = os.fstat(handle)
        return os.read(handle, _LARGEST) if stat.S_ISREG(info.st_mode) and info.st_size < _LARGEST else b"?"
    finally:
        os.close(handle)
