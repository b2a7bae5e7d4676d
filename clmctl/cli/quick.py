"""Calls that are made all day, read here in a moment: what reads every other call takes longer than they need to be answered.

A call is quick where its command is listed here and each word of it is plain: an argument, or one of the options below
written out. Anything else, `--help` and slips included, is read the usual way, so there is one place for help and errors.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from clmctl.cli.options import Options

Call = Callable[[Options], int]
_Known = Mapping[str, tuple[str, type[int] | type[str] | None]]
#: Every option of a quick command: what it is called in the call, and how its value is read (None: it takes none).
SEARCH: _Known = {
    "--limit": ("limit", int),
    "--format": ("format", str),
    "-f": ("format", str),
    "--contracts": ("contracts", None),
    "--exit-code": ("exit_code", None),
}


def quick(words: Sequence[str]) -> Call | None:
    """The call, ready to be made; None where it is to be read the usual way."""
    if not words or words[0] != "search":
        return None
    read = _read(words[1:], SEARCH)
    if read is None or not read[0]:
        return None
    arguments, options = read

    def call(common: Options) -> int:
        from clmctl.cli.pages.search import search  # noqa: PLC0415 - only the command that is called

        return search(common, " ".join(arguments), **options)

    return call


def _read(words: Sequence[str], known: _Known) -> tuple[list[str], dict[str, Any]] | None:
    """(arguments, options) of the words; None where one of them is not plain."""
    arguments: list[str] = []
    options: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-"):
            arguments.append(word)
        elif word not in known:
            return None
        else:
            name, kind = known[word]
            if kind is None:
                options[name] = True
                continue
            value = next(rest, "")
            if not value or value.startswith("-") or (kind is int and not (value.isascii() and value.isdigit())):
                return None
            options[name] = kind(value)
    return arguments, options
