"""The error boundary: whatever stops a command becomes words on stderr and one of the promised exit codes."""

import os
import sys
from collections.abc import Callable

import typer

from clmctl.cli.terminal import sanitise
from clmctl.errors import ClmError


def guarded(action: Callable[[], int]) -> int:
    """The exit code of `action`; 2 for anything nobody foresaw, with where to report it, never a traceback."""
    try:
        return _flushed(action())
    except ClmError as error:
        tell(error.message, place=error.place(), hint=error.hint)
        return error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader of our pipe left: nothing to say, nothing went wrong
        return 0
    except KeyboardInterrupt:
        tell("Stopped. What was acknowledged is kept; nothing else was written.")
        return 130
    except RecursionError:
        tell("Something is nested too deeply to read.", hint="Look for a file with thousands of nested brackets or lists.")
        return 2
    except MemoryError:
        tell("Not enough memory.", hint="Name fewer files, or free some memory and try again.")
        return 2
    except Exception as error:
        return _unforeseen(error)


def _flushed(code: int) -> int:
    sys.stdout.flush()
    return code


def _unforeseen(error: Exception) -> int:
    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        tell("Stopped. Nothing was written.")
        return 130
    if isinstance(error, typer.TyperException):
        return _usage(error)
    if isinstance(error, OSError):
        tell(
            f"{error.strerror or error}{': ' + str(error.filename) if error.filename else ''}.",
            hint="Check the path, its permissions and the free space on the disk.",
        )
        return 2
    if os.environ.get("CLMCTL_DEBUG"):
        raise error
    tell(
        f"An error nobody foresaw: {type(error).__name__}: {error}",
        hint="Your files are as they were. Run again with CLMCTL_DEBUG=1 and report what it prints.",
    )
    return 2


def _usage(error: object) -> int:
    """Says what was wrong with the words of the call; asked-for help is printed and is no error."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        sys.stdout.write(context.get_help() + "\n")
        return 0
    command = context.command_path if context is not None else "clmctl"
    tell(error.format_message(), hint=f"{command} --help explains the call.")  # type: ignore[attr-defined]
    return 2


def tell(message: str, *, place: str = "", hint: str = "") -> None:
    """Writes a message to stderr: where, what is wrong, and on the next line what to do."""
    lead = f"{place}: " if place else ""
    sys.stdout.flush()
    sys.stderr.write(sanitise(f"{lead}{message}") + "\n")
    if hint:
        sys.stderr.write("  " + sanitise(hint) + "\n")
    sys.stderr.flush()
