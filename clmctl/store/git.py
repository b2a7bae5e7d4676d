"""The one place that runs git: fixed arguments, an environment that lets a repository run nothing, clear errors.

A repository's own configuration can name programs (fsmonitor, filters, hooks, signing, ssh) that git would start. Every call
from here overrides them, and only commands are used that run none of what cannot be overridden: `cat-file`, `ls-tree`,
`rev-list`, `diff-tree`, `merge-base`, `hash-object --no-filters`, `mktree`, `commit-tree`, `fast-import`, `update-ref`,
`update-index --index-info`, `ls-files --cached`, `config`. A person's text reaches git only after `--end-of-options` or on
standard input.
"""

import contextlib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from clmctl.errors import ClmError, ConfigError, OutsideFailed, Unreadable, UsageError

if TYPE_CHECKING:
    import subprocess

#: `core.fsync` came with 2.36: before it a commit may be lost with the power.
OLDEST_GIT = (2, 36)
#: Seconds after which a git that does not come back is given up.
PATIENCE = 120.0

#: What overrides a repository's own configuration. Later pairs win over the repository, the person and the system.
HARDENED: tuple[tuple[str, str], ...] = (
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.pager", "cat"),
    ("core.editor", "false"),
    ("core.askPass", "false"),
    ("core.sshCommand", "false"),
    ("core.gitProxy", "false"),
    ("core.alternateRefsCommand", "false"),
    ("core.attributesFile", os.devnull),
    ("core.excludesFile", os.devnull),
    ("core.useReplaceRefs", "false"),
    ("core.quotePath", "false"),
    ("core.fsync", "committed"),
    ("credential.helper", ""),
    ("diff.external", ""),
    ("gpg.program", "false"),
    ("gpg.openpgp.program", "false"),
    ("gpg.x509.program", "false"),
    ("gpg.ssh.program", "ssh-keygen"),
    ("gpg.ssh.defaultKeyCommand", "false"),
    ("log.showSignature", "false"),
    ("i18n.commitEncoding", "utf-8"),
    ("i18n.logOutputEncoding", "utf-8"),
    ("protocol.allow", "never"),
    ("safe.bareRepository", "explicit"),
    ("gc.auto", "0"),
    ("maintenance.auto", "false"),
)


class Repository(NamedTuple):
    """Where a workspace is: its `root`, the `git_dir` of this working tree, the `common_dir` all its working trees share.

    `algorithm` names its objects (sha1 or sha256); `trusted` are the folders the person's own configuration calls safe,
    looked up only where git asks for it.
    """

    root: str
    git_dir: str
    common_dir: str
    algorithm: Literal["sha1", "sha256"] = "sha1"
    trusted: tuple[str, ...] = ()

    @property
    def zero(self) -> str:
        """The id that stands for "nothing there"."""
        return "0" * (40 if self.algorithm == "sha1" else 64)

    @property
    def shallow(self) -> bool:
        """Whether its history is cut off: what lies before cannot be verified."""
        return Path(self.common_dir, "shallow").exists()


def environment(
    pairs: Sequence[tuple[str, str]] = (), extra: Mapping[str, str] | None = None, *, trusted: Sequence[str] = ()
) -> dict[str, str]:
    """The child's environment: nothing inherited that begins with `GIT_`, the overrides of `HARDENED`, then `pairs`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [*HARDENED, *(("safe.directory", folder) for folder in trusted), *pairs]
    for number, (key, value) in enumerate(settings):
        kept[f"GIT_CONFIG_KEY_{number}"] = key
        kept[f"GIT_CONFIG_VALUE_{number}"] = value
    kept |= {
        "GIT_CONFIG_COUNT": str(len(settings)),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_LITERAL_PATHSPECS": "1",
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }
    return kept | dict(extra or {})


def run(
    repo: Repository,
    *arguments: str,
    stdin: bytes = b"",
    pairs: Sequence[tuple[str, str]] = (),
    extra: Mapping[str, str] | None = None,
    patience: float = PATIENCE,
    fails: Sequence[int] = (),
    keep: Sequence[int] = (),
) -> bytes:
    """What `git ARGUMENTS` prints, run in the workspace's root. Exit codes in `fails` answer with nothing instead of an error.

    `keep` are file descriptors the child holds too, so that a lock outlives us as long as the child works under it.
    """
    answer = call(
        arguments,
        repo.root,
        environment(pairs, ceiling(repo.root) | dict(extra or {}), trusted=repo.trusted),
        stdin=stdin,
        patience=patience,
        keep=keep,
    )
    if answer.returncode in fails and answer.returncode != 0:
        return b""
    if answer.returncode:
        raise failure(arguments[0], answer.stderr, repo.root)
    return answer.stdout


def start(
    repo: Repository, *arguments: str, stdin: int | None = None, extra: Mapping[str, str] | None = None
) -> "subprocess.Popen[bytes]":
    """A running `git ARGUMENTS` to talk to through pipes. Whoever starts it closes it."""
    import subprocess  # noqa: PLC0415 - not where nothing is started

    try:
        return subprocess.Popen(
            ("git", *arguments),
            cwd=repo.root,
            env=environment((), ceiling(repo.root) | dict(extra or {}), trusted=repo.trusted),
            stdin=subprocess.PIPE if stdin is None else stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except FileNotFoundError:
        raise _no_git() from None


def close(process: "subprocess.Popen[bytes]") -> None:
    """Closes the pipes of what `start` began and waits until it has ended, which it does when its input does."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(BrokenPipeError):
                stream.close()
    process.wait()


def version() -> tuple[int, ...]:
    """The version of the git that is installed, as numbers."""
    answer = call(("version",), None, environment(), patience=10.0)
    found = re.search(rb"(\d+(?:\.\d+)+)", answer.stdout)
    return tuple(int(part) for part in found.group(1).split(b".")) if found else ()


def require_new_enough() -> None:
    """Nothing, or an error where git is too old to make a commit durable."""
    have = version()
    if have < OLDEST_GIT:
        raise ConfigError(
            f"git {'.'.join(map(str, have)) or 'of an unknown version'} is too old to write safely",
            hint=f"Install git {'.'.join(map(str, OLDEST_GIT))} or newer; reading works meanwhile.",
        )


def failure(command: str, stderr: bytes, root: str = "") -> ClmError:
    """The error a person understands, from what git said on standard error."""
    said = stderr.decode("utf-8", "replace").strip()
    first = next((line for line in said.split("\n") if line.startswith(("fatal:", "error:"))), said.split("\n")[0])
    first = re.sub(r"^(fatal|error): ", "", first)
    if "dubious ownership" in said:
        return Unreadable(
            f"the folder {root or 'here'} belongs to somebody else, so git does not open it",
            hint=f"If you trust it: git config --global --add safe.directory {root}",
        )
    if "not a git repository" in said:
        return Unreadable(f"{root or 'this folder'} is not a git repository", hint="Run `clmctl init` to make a workspace.")
    if "must be run in a work tree" in said or "safe.bareRepository" in said:
        return Unreadable(
            f"{root or 'this'} is a bare repository: it has no files to work on", hint="Clone it and work in the clone."
        )
    if "repository extension" in said or "repo version" in said:
        return Unreadable(f"this repository needs a newer git: {first}", hint="Update git.")
    if "unknown option" in said or said.startswith("usage:") or "bad flag" in said:
        return ConfigError(f"git {command} does not know an option it needs", hint="Update git to 2.36 or newer.")
    if command == "commit-tree" and re.search(r"(?i)failed to sign|signing|gpg|load (public )?key", said):
        return ConfigError(
            f"the commit could not be signed, as commit.gpgsign asks: {first}",
            hint="Nothing was recorded. Put user.signingkey right, or leave signing off here: git config commit.gpgsign false",
        )
    for words in (
        "No space left",
        "Disk quota",
        "Read-only file system",
        "Permission denied",
        "File too large",
        "Input/output error",
    ):
        if words in said:
            return OutsideFailed(
                f"git {command} could not write: {first}", hint="Nothing was recorded. Free the disk, or ask for access."
            )
    if "index file" in said or "index uses" in said:
        return Unreadable(
            f"git's index is damaged: {first}",
            hint="It holds nothing but what is staged: delete .git/index and run git reset; your files stay as they are.",
        )
    if re.search(r"(?i)could not read|unable to read|bad object|missing (blob|tree|commit)|loose object|packfile", said):
        return Unreadable(
            f"the repository is damaged: {first}", hint="clmctl doctor --deep lists what is; fetch it from another clone."
        )
    return Unreadable(f"git {command} failed: {first or 'no reason given'}", hint="clmctl doctor looks the folder over.")


def call(
    arguments: Sequence[str],
    folder: str | None,
    env: Mapping[str, str],
    *,
    stdin: bytes = b"",
    patience: float = PATIENCE,
    keep: Sequence[int] = (),
) -> "subprocess.CompletedProcess[bytes]":
    """The finished child, or the error that git is missing or does not come back."""
    import subprocess  # noqa: PLC0415

    try:
        return subprocess.run(
            ("git", *arguments),
            cwd=folder,
            env=dict(env),
            input=stdin,
            capture_output=True,
            timeout=patience,
            check=False,
            pass_fds=tuple(keep),
        )
    except FileNotFoundError:
        if folder is not None and not Path(folder).is_dir():
            raise Unreadable(f"there is no folder {folder}") from None
        raise _no_git() from None
    except PermissionError:
        raise Unreadable(f"{folder} may not be entered") from None
    except subprocess.TimeoutExpired:
        raise OutsideFailed(f"git {arguments[0]} did not come back within {patience:.0f} seconds") from None
    except ValueError as problem:
        raise UsageError(f"git cannot be asked that: {problem}") from None


def _no_git() -> ClmError:
    return Unreadable("git is not installed, or not on the PATH", hint="Install git 2.36 or newer.")


def ceiling(root: str) -> dict[str, str]:
    """What keeps git from looking above the root."""
    return {"GIT_CEILING_DIRECTORIES": str(Path(root).parent)}
