"""The error boundary: whatever stops a command becomes words on stderr and one of the promised exit codes."""

import contextlib
import errno
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from clmctl.cli.terminal import in_one_line, sanitise
from clmctl.errors import ClmError, OutsideFailed


def guarded(action: Callable[[], int]) -> int:
    """The exit code of `action`; 2 for anything nobody foresaw, with where to report it, never a traceback."""
    _fill_streams()
    try:
        return _flushed(action())
    except ClmError as error:
        tell(error.message, place=error.place(), hint=error.hint)
        return error.exit_code
    except BrokenPipeError:
        _give_up_output()  # the reader of our pipe left: nothing to say, nothing went wrong
        return 0
    except KeyboardInterrupt:
        return _stopped()
    except SystemExit as leaving:
        _give_up_output()  # the library that reads the call leaves so where the reader of its help left
        return leaving.code if isinstance(leaving.code, int) and leaving.code != 1 else 0
    except RecursionError:
        tell("Something is nested too deeply to read.", hint="Look for a file with thousands of nested brackets or lists.")
        return 2
    except MemoryError:
        tell("Not enough memory.", hint="Name fewer files, or free some memory and try again.")
        return 2
    except Exception as error:
        return _unforeseen(error)


def _fill_streams() -> None:
    """Puts nothing's device where a standard stream is closed, so that no file opened later takes its number.

    A stream of a smaller alphabet gets UTF-8 where a program reads it, and signs for what it lacks where a person does.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    if None not in (sys.stdin, sys.stdout, sys.stderr):
        return
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(handle, True)
    os.close(handle)
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - open as long as the process
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


def _give_up_output() -> None:
    """Lets what is still to be written go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _flushed(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as problem:
        _give_up_output()
        raise OutsideFailed(
            f"The answer could not be written: {problem.strerror}.", hint="What was recorded is recorded; see clmctl history."
        ) from None
    return _stopped() if code == _INTERRUPTED else code


#: The exit code of a command that Ctrl-C ended.
_INTERRUPTED = 130


def _stopped() -> int:
    tell("Stopped. What was acknowledged is kept; nothing else was written.")
    return _INTERRUPTED


def _unforeseen(error: Exception) -> int:
    import typer  # noqa: PLC0415 - heavy, and a call that goes well needs none of it here

    if isinstance(error, typer.Exit):
        return error.exit_code
    if isinstance(error, typer.Abort):
        tell("Stopped. Nothing was written.")
        return _INTERRUPTED
    if isinstance(error, typer.TyperException):
        return _usage(error)
    if isinstance(error, UnicodeEncodeError) and error.encoding == "utf-8":
        tell("Something in this call is not valid text (UTF-8).", hint="Nothing was written. Type it again.")
        return 2
    if isinstance(error, FileNotFoundError) and not error.filename and _is_nowhere():
        tell("The folder you stand in is gone.", hint="Go to a folder that is there, or name one with --root.")
        return 2
    if isinstance(error, OSError):
        tell(
            f"{error.strerror or error}{': ' + str(error.filename) if error.filename else ''}.",
            hint="Check the path, its permissions and the free space on the disk.",
        )
        return OutsideFailed.exit_code if error.errno in _DISK else 2
    if os.environ.get("CLMCTL_DEBUG"):
        raise error
    tell(
        f"An error nobody foresaw: {type(error).__name__}: {error}",
        hint="Your files are as they were. Run again with CLMCTL_DEBUG=1 and report what it prints.",
    )
    return 2


#: What a disk says that is full, worn out or read-only: no fault of the call.
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS})


def _is_nowhere() -> bool:
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def _usage(error: object) -> int:
    """Says what was wrong with the words of the call; asked-for help is printed and is no error."""
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        printed = str(getattr(error, "message", ""))  # empty where making the error has printed the help already
        sys.stdout.write(f"{printed}\n" if printed else "")
        return 0
    command = context.command_path if context is not None else "clmctl"
    tell(error.format_message(), hint=f"{command} --help explains the call.")  # type: ignore[attr-defined]
    return 2


def tell(message: str, *, place: str = "", hint: str = "") -> None:
    """Writes a message to stderr: where, what is wrong, and on the next line what to do."""
    lead = f"{in_one_line(place)}: " if place else ""
    try:
        sys.stdout.flush()
    except OSError:
        _give_up_output()
    with contextlib.suppress(OSError):  # nobody listens: the exit code still tells
        sys.stderr.write(sanitise(f"{lead}{message}") + "\n")
        if hint:
            sys.stderr.write("  " + sanitise(hint) + "\n")
        sys.stderr.flush()
