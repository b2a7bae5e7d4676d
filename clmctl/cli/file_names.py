"""Names of files as a person types them, from the folder they stand in."""

import os
from pathlib import PurePath

from clmctl.cli.render import note
from clmctl.errors import UsageError
from clmctl.text.files.kinds import misnamed

#: Endings that say another kind of file than Word's.
_NOT_WORD = frozenset({".html", ".htm", ".pdf", ".txt", ".md", ".json", ".csv", ".xlsx", ".xml", ".doc", ".odt", ".rtf", ".zip"})


def workspace_path(root: str, name: str) -> str:
    """The name as the workspace's root (a real path) has it, where it leads to a file or folder of it from where the person
    stands; any other as typed: an id, or a path from the root.
    """
    try:
        typed = os.path.abspath(name)  # noqa: PTH100 - a link stays the link it is
    except FileNotFoundError:  # the folder they stand in is gone
        return name
    if typed != name.rstrip("/") and not os.path.lexists(typed):
        return name
    folder, last = os.path.split(typed)
    place = os.path.relpath(os.path.join(os.path.realpath(folder), last), root)  # noqa: PTH118
    return name if place.startswith("..") else place


def refuse_other_ending(name: str) -> None:
    """Raises UsageError where a Word file would be given a name that says it is something else."""
    path = PurePath(name)
    if path.suffix.casefold() in _NOT_WORD:
        raise UsageError(
            f"{name} would be a Word file, and its name says otherwise.", hint=f"Call it {path.with_suffix('.docx').name}."
        )


def note_other_kind(name: str, data: bytes) -> None:
    """Says on stderr where a file's name says another kind than it is."""
    told = misnamed(name, data)
    if told:
        note(f"{name}: {told}.")
