"""Somebody at a pseudo-terminal that runs one command of clmctl."""

import os
import pty
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

_PATIENCE = 60.0
_RUN = "import sys; from clmctl.__main__ import main; sys.exit(main())"


class Person:
    """Somebody at a pseudo-terminal that runs one command of clmctl."""

    def __init__(self, words: tuple[str, ...], folder: Path, settings: dict[str, str]) -> None:
        self._pid, self._terminal = pty.fork()
        if not self._pid:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a run in the background has it ignored
            os.chdir(folder)
            for name in [name for name in os.environ if name.startswith(("GIT_", "CLMCTL_")) and name != "GIT_CONFIG_NOSYSTEM"]:
                del os.environ[name]
            os.environ.update({"TERM": "dumb", "COLUMNS": "200", "CLMCTL_AS_OF": "2026-11-22", **settings})
            os.execv(sys.executable, [sys.executable, "-c", _RUN, *words])
        self.seen = ""
        self.code: int | None = None

    def sees(self, words: str) -> str:
        """Waits until the words stand on the screen; what stood there up to them since the last time."""
        until = time.monotonic() + _PATIENCE
        while words not in self.seen:
            if not self._read(until):
                raise AssertionError(f"{words!r} never came; the screen:\n{self.seen}")
        before, _, self.seen = self.seen.partition(words)
        return before

    def types(self, *answers: str) -> "Person":
        """Types answers, each with Enter, one after the other as the questions come."""
        for answer in answers:
            self.sees(": ")
            self.sends(answer + "\r")
        return self

    def sends(self, keys: str) -> None:
        if keys < " ":
            time.sleep(0.3)  # the question stands on the screen a moment before its answer is waited for
        os.write(self._terminal, keys.encode())

    def leaves(self, code: int) -> str:
        """Waits for the end; the exit code must be `code`. The rest of the screen."""
        until = time.monotonic() + _PATIENCE
        while self._read(until):
            pass
        if time.monotonic() >= until:
            raise AssertionError(f"the command never ended; the screen:\n{self.seen}")
        _, status = os.waitpid(self._pid, 0)
        self.code = os.waitstatus_to_exitcode(status)
        os.close(self._terminal)
        assert self.code == code, self.seen
        return self.seen

    def gone(self) -> None:
        """Ends a command that a failed test left running."""
        if self.code is None:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)

    def _read(self, until: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], max(0.0, until - time.monotonic()))
        try:
            data = os.read(self._terminal, 65536) if ready else b""
        except OSError:  # the other end is closed
            data = b""
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)


#: Puts somebody at a terminal: `sit(folder, "new", ..., EDITOR=...)`.
Sit = Callable[..., Person]
