"""The workspace a folder stands in, found and checked; and new repositories."""

import os
from pathlib import Path

from clmctl.errors import ConfigError, Unreadable
from clmctl.store import git
from clmctl.store.git import Repository
from clmctl.store.person import own_environment
from clmctl.store.plain_repository import plain_repository

#: The file that makes a repository a workspace.
SETTINGS_FILE = "clmctl.yaml"
#: Seconds for the first question: a configuration that includes a pipe would let git wait for ever.
PATIENCE = 10.0


def open_repository(start: Path, *, settings: bool = True) -> Repository:
    """The workspace that `start` stands in: the nearest repository above it, with `clmctl.yaml` at its root.

    With `settings` off any repository will do (for `init`). Bare repositories, and a `core.worktree` that points
    elsewhere, are refused.
    """
    if not start.exists():
        raise Unreadable(f"there is no folder {start}", hint="Name a folder of contracts, or one below it.")
    root = root_of(start)
    if root is None:
        raise Unreadable(f"{start.resolve()} is not in a git repository", hint="Run `clmctl init` to make a workspace.")
    if settings and not (root / SETTINGS_FILE).is_file():
        inner = next((folder for folder in _upwards(start) if folder != root and (folder / SETTINGS_FILE).is_file()), None)
        if inner is not None:
            raise ConfigError(
                f"{inner / SETTINGS_FILE} is not at the root of its repository, {root}",
                hint="A workspace is a whole repository: move the file to the root, or run `git init` beside it.",
            )
        if _is_recorded(root, SETTINGS_FILE):
            sparse = (root / ".git/info/sparse-checkout").is_file()
            brings = f"git {'sparse-checkout add' if sparse else 'checkout HEAD --'} {SETTINGS_FILE}"
            raise ConfigError(f"{root} has no {SETTINGS_FILE}, though it is recorded", hint=f"`{brings}` brings it back.")
        raise ConfigError(f"{root} has no {SETTINGS_FILE}, so it is no workspace", hint="Run `clmctl init` there first.")
    return plain_repository(root) or _described(root, ())


def _is_recorded(root: Path, path: str) -> bool:
    """Whether the last commit of the repository has the file; not where git cannot say."""
    asked = ("cat-file", "-e", f"HEAD:{path}")
    return not git.call(asked, str(root), git.environment((), git.ceiling(str(root))), patience=PATIENCE).returncode


def init_repository(folder: Path) -> Repository:
    """A new repository in the folder (made where missing), with no template and so no hooks; an existing one is opened."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        answer = git.call(("init", "--quiet", "--template=", "--initial-branch=main"), str(folder), git.environment())
        if answer.returncode:
            raise git.failure("init", answer.stderr, str(folder))
    return open_repository(folder, settings=False)


def _upwards(start: Path) -> tuple[Path, ...]:
    real = start.resolve()
    return (real, *real.parents)


def root_of(start: Path) -> Path | None:
    """The root of the repository a folder (it need not be there yet) stands in, None outside of any; Unreadable in a bare one."""
    for folder in _upwards(start):
        if (folder / ".git").exists():
            return folder
        if (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir():
            raise Unreadable(
                f"{folder} is a bare repository or the inside of one: it has no files to work on",
                hint="Clone it and work in the clone.",
            )
    return None


def _described(root: Path, trusted: tuple[str, ...]) -> Repository:
    """What git says about the repository at the root."""
    arguments = (
        "rev-parse",
        "--is-bare-repository",
        "--show-object-format",
        "--absolute-git-dir",
        "--git-common-dir",
        "--show-toplevel",
    )
    answer = git.call(arguments, str(root), git.environment((), git.ceiling(str(root)), trusted=trusted), patience=PATIENCE)
    if answer.returncode and b"dubious ownership" in answer.stderr and not trusted:
        safe = _safe_folders(root)
        if safe:
            return _described(root, safe)
    said = os.fsdecode(answer.stdout).split("\n")
    if said[0] == "true":
        raise git.failure("rev-parse", b"fatal: this operation must be run in a work tree", str(root))
    if answer.returncode or len(said) < 5:
        raise git.failure("rev-parse", answer.stderr, str(root))
    _, algorithm, git_dir, common, top = said[:5]
    if Path(top).resolve() != root:
        raise Unreadable(
            f"the repository {root} keeps its files elsewhere ({top})", hint="Unset core.worktree in its configuration."
        )
    if algorithm not in {"sha1", "sha256"}:
        raise Unreadable(f"the repository names its objects by {algorithm}, which is not known here")
    made = Repository(str(root), str(Path(git_dir).resolve()), str((root / common).resolve()), trusted=trusted)
    return made._replace(algorithm="sha256") if algorithm == "sha256" else made


def _safe_folders(root: Path) -> tuple[str, ...]:
    """The folders the person's own and the system's configuration calls safe; a repository has no say in it."""
    found: list[str] = []
    for scope in ("--system", "--global"):
        answer = git.call(
            ("config", scope, "--includes", "--null", "--get-all", "safe.directory"),
            str(root.parent),
            own_environment(),
            patience=10.0,
        )
        found += [entry for entry in os.fsdecode(answer.stdout).split("\0") if entry]
    return tuple(found)
