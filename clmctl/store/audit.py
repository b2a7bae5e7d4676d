"""What a repository's own configuration would run when somebody uses plain git in it, read without running anything.

clmctl itself overrides all of it (`git.HARDENED`); `doctor` shows it, and a check in CI refuses it.
"""

import os
import re
from pathlib import Path

from clmctl.errors import Unreadable
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.store import git
from clmctl.store.git import Repository

CODE, NAME = "GT901", "repository-runs-programs"
#: The hooks clmctl installs; another one that speaks of clmctl is not its own.
_OURS = ("pre-commit", "commit-msg", "pre-push")
_HOOK_CODE, _HOOK_NAME = "GT902", "repository-has-hooks"
#: (pattern of the lower-case key, what it does). The middle of a key, between its dots, is the person's own word.
DANGEROUS: tuple[tuple[str, str], ...] = (
    (r"core\.fsmonitor", "runs a program whenever files are looked at"),
    (r"core\.hookspath", "takes hooks from another folder"),
    (r"core\.(pager|editor|askpass)|pager\..+|sequence\.editor", "runs a program to show, edit or ask"),
    (r"core\.(sshcommand|gitproxy|alternaterefscommand)", "runs a program to reach a remote"),
    (r"core\.worktree", "keeps the files somewhere else"),
    (r"core\.(attributesfile|excludesfile)", "takes rules about files from outside the repository"),
    (r"filter\..+\.(clean|smudge|process)", "runs a program on the content of files"),
    (r"diff\.(external|.+\.(command|textconv))", "runs a program to compare files"),
    (r"(merge|mergetool|difftool|guitool|browser|man)\..+\.(driver|cmd|path)", "runs a program to merge, compare or show"),
    (r"trailer\..+\.(command|cmd)", "runs a program when a message is read"),
    (r"hook\..+\.command", "is a hook: a program that runs when plain git is used"),
    (r"tar\..+\.command|imap\.tunnel|lfs\.customtransfer\..+\.path", "runs a program to pack or send files"),
    (r"interactive\.difffilter", "runs a program to show differences"),
    (r"gpg\.(.+\.)?program|gpg\.ssh\.defaultkeycommand", "runs a program to sign or verify"),
    (r"credential\.(.+\.)?helper", "runs a program that is given passwords"),
    (r"(remote\..+\.(uploadpack|receivepack|vcs))|(uploadpack|receive)\..*hook", "runs a program at a remote's end"),
    (r"include\.path|includeif\..+\.path", "takes more settings from another file"),
    (r"protocol\.ext\.allow|protocol\.allow", "lets a remote's address be a command"),
    (r"init\.templatedir|web\.browser|sendemail\..+cmd|instaweb\..+", "runs a program, or brings hooks along"),
    (r"safe\..+", "says of itself that it is safe"),
)
_ALIAS = re.compile(r"alias\..+")
_VALUES = re.compile(r"(remote\..+\.(url|pushurl)|url\..+\.(insteadof|pushinsteadof)|submodule\..+\.(url|update))")


def audit(repo: Repository) -> tuple[Finding, ...]:
    """A finding per setting of the repository's own configuration that would run or fetch something, and per hook in it."""
    found: list[Finding] = []
    for file in (Path(repo.common_dir, "config"), Path(repo.git_dir, "config.worktree")):
        if file.is_file():
            found += [_finding(repo, file, key, why) for key, why in _dangers(repo, file)]
    return (*found, *_hooks(repo))


def remote_dangers(repo: Repository) -> tuple[Finding, ...]:
    """Those findings that would act when a remote is reached; `sync` refuses while there is one."""
    reach = re.compile(
        r"core\.(sshcommand|gitproxy|askpass)|credential\..*|remote\..*|url\..*|protocol\..*|include.*|.*packobjectshook"
    )
    return tuple(each for each in audit(repo) if each.code == CODE and reach.fullmatch(each.subject))


def _dangers(repo: Repository, file: Path) -> list[tuple[str, str]]:
    """(key, what it does) of each dangerous setting in one file, includes not followed."""
    # from outside, since git reads the configuration of a repository it stands in, with its includes
    told = git.call(
        ("config", "--file", str(file), "--no-includes", "--null", "--list"), os.sep, git.environment(), patience=10.0
    )
    if told.returncode:
        raise Unreadable(
            "git's configuration of this repository cannot be read",
            hint=told.stderr.decode("utf-8", "replace").strip(),
            path=_shown(repo, file),
        )
    found: list[tuple[str, str]] = []
    for setting in os.fsdecode(told.stdout).split("\0"):
        name, _, value = setting.partition("\n")
        key = name.lower()
        why = next((why for pattern, why in DANGEROUS if re.fullmatch(pattern, key)), "")
        if not why and _ALIAS.fullmatch(key) and value.lstrip().startswith("!"):
            why = "makes a word of git run a program"
        if not why and _VALUES.fullmatch(key) and _is_command(key, value):
            why = "has an address that is a command"
        if why and not _harmless(key, value):
            found.append((key, why))
    return found


def _is_command(key: str, value: str) -> bool:
    text = key.partition(".")[2] if key.startswith("url.") else value
    return "::" in text or value.startswith(("!", "-"))


def _harmless(key: str, value: str) -> bool:
    """Whether the setting only switches something off, or on inside git."""
    return key in {"core.fsmonitor"} and value.lower() in {"", "false", "no", "off", "0", "true", "yes", "on", "1"}


def _finding(repo: Repository, file: Path, key: str, why: str) -> Finding:
    return Finding(
        CODE,
        NAME,
        "error",
        Place(_shown(repo, file)),
        f"the repository's own setting {key} {why}",
        f"clmctl ignores it, plain git does not. If you did not set it: git config --unset-all {key}",
        subject=key,
    )


def _hooks(repo: Repository) -> list[Finding]:
    folder = Path(repo.common_dir, "hooks")
    if not folder.is_dir():
        return []
    names = sorted(each.name for each in folder.iterdir() if not each.name.endswith(".sample") and os.access(each, os.X_OK))
    return [
        Finding(
            _HOOK_CODE,
            _HOOK_NAME,
            "info",
            Place(_shown(repo, folder / name)),
            f"the hook {name} runs when plain git is used here",
            "Read it before you trust a folder that somebody gave you.",
            subject=name,
        )
        for name in names
        if name not in _OURS or b"\n# clmctl hook: " not in _beginning(folder / name)
    ]


def _beginning(file: Path) -> bytes:
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return b""
    with os.fdopen(handle, "rb") as opened:
        try:
            return opened.read(4096)
        except OSError:
            return b""


def _shown(repo: Repository, file: Path) -> str:
    try:
        return file.relative_to(repo.root).as_posix()
    except ValueError:
        return file.as_posix()
