"""Making a workspace."""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from clmctl.desk.doing import Moment
from clmctl.desk.opening import SETTINGS
from clmctl.errors import UsageError
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Read, Receipt, Write
from clmctl.store.git import Repository
from clmctl.store.opening import init_repository, open_repository, root_of
from clmctl.store.paths import read_optional
from clmctl.store.starter import starter_files
from clmctl.store.worktree import ignored
from clmctl.store.write import commit
from clmctl.text.yaml.edit import append_item, set_key

_NOBODY: Mapping[str, str] = MappingProxyType({})
#: Lines of `.gitattributes` without which git may change bytes or conflict on records.
GIT_ATTRIBUTES = ("*.jsonl merge=union", "*.md -text", "*.docx binary", "*.yaml -text")
_GITATTRIBUTES = (
    "# Records are lines of their own: both sides' lines stay. What clmctl wrote byte for byte, git leaves so.\n"
    + "".join(f"{line}\n" for line in GIT_ATTRIBUTES)
).encode()
_GITIGNORE = b"""# What editors, Word and systems leave behind.
~$*
.~lock.*
*.swp
.DS_Store
Thumbs.db
# What clmctl render --pdf prints from the Word file beside it.
contracts/*/*/contract.pdf
# Places for a person to decide, while clmctl sync waits for it.
sync-conflicts.md
"""


def scaffold() -> dict[str, bytes]:
    """path -> bytes of a new workspace: settings, clause library, templates, and what git needs to know."""
    return {".gitattributes": _GITATTRIBUTES, ".gitignore": _GITIGNORE, "contracts/README.md": _CONTRACTS, **starter_files()}


_CONTRACTS = b"""# Contracts

One folder for each client, in it one for each contract: `contract.md` is the contract, `contract.docx` the same in Word.
`clmctl new` draws one, `clmctl list` shows them all.
"""


def start(folder: Path) -> Repository:
    """The repository of a new workspace, made where there is none. UsageError where it is a workspace already."""
    refuse_existing(folder)
    return init_repository(folder)


def refuse_existing(folder: Path) -> None:
    """Raises UsageError where the folder is a workspace already or lies in one, Unreadable where it is the inside of git's.

    A folder that the workspace around it leaves to itself (`.gitignore`) hides nothing from it and may become one.
    """
    if (folder / SETTINGS).exists():
        raise UsageError(f"{folder} is a workspace already.", hint="clmctl list shows what is in it.", path=SETTINGS)
    root = root_of(folder)
    if root is not None and (root / SETTINGS).exists() and not _left_alone(root, folder):
        raise UsageError(
            f"{folder} lies in the workspace {root}: a second one inside would hide its files from the first.",
            hint="Make the new one beside it, or in a folder that its .gitignore names.",
        )


def _left_alone(root: Path, folder: Path) -> bool:
    path = (folder.resolve() / SETTINGS).relative_to(root).as_posix()
    return path in ignored(open_repository(root), (path,))


def repository_at(folder: Path) -> Repository | None:
    """The repository the folder is, or None where none was made there yet."""
    return init_repository(folder) if (folder / ".git").exists() else None


def first_plan(repo: Repository, founder: Actor, us: Mapping[str, str] = _NOBODY) -> Plan:
    """The plan of the first commit; files that are there already stay as they are. Who makes the workspace is its admin.

    `us` is what the founder says of the organisation; the example's own is taken out where they say who they are.
    """
    files = scaffold()
    files[SETTINGS] = _with_us(_with_founder(files[SETTINGS], founder), us)
    writes = [Write(path, data) for path, data in files.items() if read_optional(repo.root, path) is None]
    return Plan(
        action="init",
        title="Make the workspace",
        writes=tuple(writes),
        trailers=(
            ("Action", "init"),
            ("Reason", "the settings, the approved language and the templates this workspace starts with"),
        ),
        reads=tuple(Read(write.path, None) for write in writes),
        notes=(f"{len(writes)} files: settings, clause library, templates",),
    )


def _with_founder(settings: bytes, founder: Actor) -> bytes:
    if founder.email.encode() in settings:
        return settings
    handle = re.sub(r"[^a-z0-9]+", "-", founder.name.lower()).strip("-") or "founder"
    return append_item(settings, "people", {"id": handle, "name": founder.name, "email": founder.email, "role": "admin"})


def _with_us(settings: bytes, us: Mapping[str, str]) -> bytes:
    """The settings with the organisation the founder named; what they did not say is left out, not left as the example's."""
    if not us:
        return settings
    said: dict[str, str | None] = {
        key: us.get(key) for key in ("legal_name", "short_name", "jurisdiction", "company_no", "address")
    }
    for key, value in {**said, "email": us.get("email"), "signatories": None}.items():
        settings = set_key(settings, f"organisation.{key}", value)
    notice = [us[key] for key in ("legal_name", "address") if key in us]
    return set_key(settings, "organisation.notice", notice)


def record_start(repo: Repository, actor: Actor, moment: Moment, us: Mapping[str, str] = _NOBODY) -> Receipt:
    """Commits the first plan."""
    return commit(repo, first_plan(repo, actor, us), actor, moment.iso)
