"""Deliberate failures for the harness: `CLMCTL_FAULT=step:n[:how]` makes the n-th passing of a step kill or fail.

Inert unless the variable is set. `how` is `kill` (default: the process is gone at once, as with the power), `full` (the disk
is full) or `io` (an input/output error). The step `*` counts every step.
"""

import errno
import os
import signal
from collections.abc import Callable
from typing import Final

#: Every point at which a write may be cut off, in the order they come.
STEPS: Final = (
    "holder-written",
    "lock-taken",
    "surveyed",
    "plan-journaled",
    "temporary-written",
    "blobs-written",
    "trees-written",
    "index-prepared",
    "commit-made",
    "commit-journaled",
    "head-moved",
    "file-replaced",
    "file-deleted",
    "folder-synced",
    "index-installed",
    "journal-dropped",
    "lock-released",
)
VARIABLE = "CLMCTL_FAULT"


def from_environment() -> Callable[[str], None]:
    """A function to call at each step of one act; it returns at once unless the variable asks otherwise."""
    asked = os.environ.get(VARIABLE, "")
    if not asked:
        return lambda _step: None
    wanted, _, rest = asked.partition(":")
    number, _, how = rest.partition(":")
    left = [int(number or "1")]

    def passing(step: str) -> None:
        if step not in STEPS:
            raise ValueError(f"{step} is not among the steps")
        if wanted not in {step, "*"}:
            return
        left[0] -= 1
        if left[0] == 0:
            _fail(how or "kill")

    return passing


def _fail(how: str) -> None:
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    number = {"full": errno.ENOSPC, "io": errno.EIO}[how]
    raise OSError(number, os.strerror(number))
