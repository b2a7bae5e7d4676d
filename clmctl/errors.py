"""Errors: what stops a command. A problem in a person's document is a `Finding`, not one of these."""


class ClmError(Exception):
    """Cannot go on. `message` says what is wrong and where, `hint` what to do next; `exit_code` is the process's."""

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "", path: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line

    def place(self) -> str:
        """`path:line`, `path`, or nothing."""
        return f"{self.path}:{self.line}" if self.path and self.line else self.path


class UsageError(ClmError):
    """The call's words are off: an unknown id, field or option value."""


class ReasonMissing(UsageError):
    """An act that has to say why does not: whoever sits at a terminal may be asked for it."""

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(message, hint='Say it with --why "...".', path=path)


class ConfigError(ClmError):
    """`clmctl.yaml`, the library or a template cannot be used as it stands."""


class Unreadable(ClmError):
    """A file or repository could not be read."""


class NotAllowed(ClmError):
    """The person's role does not allow this act."""


class Conflict(ClmError):
    """Someone got there first, or hand edits are in the way: nothing was written."""

    exit_code = 3


class OutsideFailed(ClmError):
    """A disk, a remote or another outside system failed; the same call may work later."""

    exit_code = 4
