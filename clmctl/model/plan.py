"""A plan: everything one act would change, and what it rests on. Making one changes nothing."""

from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.person import Role

Action = Literal[
    "create",
    "edit",
    "request",
    "send",
    "receive",
    "approve",
    "reject",
    "sign",
    "renew",
    "extend",
    "amend",
    "terminate",
    "waive",
    "render",
    "attach",
    "notice",
    "undo",
    "redo",
    "save",
    "sync",
    "library",
    "template",
    "settings",
    "hooks",
    "init",
    "import",
]

#: The least role that may do an act; what is not listed asks for an editor.
NEEDS_ROLE: dict[Action, Role] = {
    "library": "librarian",
    "template": "librarian",
    "settings": "admin",
    "approve": "approver",
    "reject": "approver",
    "waive": "approver",
}


@frozen
class Write:
    """New bytes of a file (posix path from the root); `data` None deletes it.

    `executable` None keeps what the file was (a new one is not).
    """

    path: str
    data: bytes | None
    executable: bool | None = None


@frozen
class Read:
    """What the act read: a file's blob id (None: it did not exist). Checked again under the lock."""

    path: str
    blob: str | None


@frozen
class Plan:
    """Files to write and why. `title` is the commit's first line; `trailers` (name, value) in order.

    `render` names contract ids whose DOCX the desk renders into the same commit; `notes` are shown with the preview.
    `merges` is the commit that becomes the second parent (the other side of a `sync`).
    """

    action: Action
    title: str
    writes: tuple[Write, ...]
    trailers: tuple[tuple[str, str], ...] = ()
    reads: tuple[Read, ...] = ()
    render: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    merges: str = ""

    def message(self) -> str:
        """The commit message: title, empty line, trailers. Line ends and controls become spaces, so no line can be forged."""
        lines = [_one_line(self.title)]
        if self.trailers:
            lines.append("")
            lines += [f"{name}: {_one_line(value)}" for name, value in self.trailers]
        return "\n".join(lines) + "\n"


@frozen
class Receipt:
    """What an act left: the commit's id (empty for a dry run or nothing to do) and the paths it changed."""

    commit: str
    paths: tuple[str, ...]


def _one_line(text: str) -> str:
    return " ".join(
        "".join(" " if ord(char) < 32 or 127 <= ord(char) < 160 or char in "\u2028\u2029" else char for char in text).split()
    )
