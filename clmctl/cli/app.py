"""A call of the command line, answered inside the error boundary."""

import os

from clmctl.cli.boundary import guarded
from clmctl.cli.options import Options, take_options
from clmctl.cli.quick import quick


def run(argv: list[str]) -> int:
    """The exit code of one call. Everything that can go wrong is told on stderr in words."""
    return guarded(lambda: _run(argv))


def _run(argv: list[str]) -> int:
    options, rest = take_options(argv)
    call = None if "_CLMCTL_COMPLETE" in os.environ else quick(rest)
    if call is not None:
        return call(options)
    from clmctl.cli.group import answer  # noqa: PLC0415 - what reads any call takes longer than most answers

    return answer(options, rest)


__all__ = ["Options", "run"]
