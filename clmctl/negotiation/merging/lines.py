"""Files of one record a line after a merge: all lines of both sides, each key once."""

import json
from collections import Counter
from collections.abc import Hashable

from clmctl.negotiation.merging.clash import Arbiter, Three
from clmctl.negotiation.merging.ordering import merged_order

#: Keys that name a line, the first that all are there: those of records, then those of the ledger.
_NAMING = (("key",), ("clause", "variant", "lang", "version"))


def merge_lines(said: Three[str], arbiter: Arbiter) -> str:
    """The lines both sides hold. A line one side alone changed or took out is so; one that both changed is a clash."""
    was, our, their = _lines(said.base), _lines(said.ours), _lines(said.theirs)
    order, _ = merged_order(list(was), list(our), list(their))
    found: list[str] = []
    for key in order:
        before, mine, other = was.get(key), our.get(key), their.get(key)
        line = mine
        if mine != other and mine == before:
            line = other
        elif other not in (mine, before):
            choice = arbiter.decide(_named(key), Three(before, mine, other))
            line = {"ours": mine, "theirs": other}.get(choice.side) if choice.side != "own" else choice.text.strip()
        if line is not None:
            found.append(line)
    end = "\r\n" if "\r\n" in said.ours and "\r\n" in said.theirs else "\n"
    return "".join(line.rstrip("\r") + end for line in found)


def _lines(text: str) -> dict[tuple[Hashable, ...], str]:
    """Lines by their key, in order; one without a key goes by what it says, equal keys by their number."""
    found: dict[tuple[Hashable, ...], str] = {}
    seen: Counter[tuple[Hashable, ...]] = Counter()
    for line in text.split("\n"):
        if not line.strip():
            continue
        key = _key(line.rstrip("\r"))
        found[*key, seen[key]] = line.rstrip("\r")
        seen[key] += 1
    return found


def _key(line: str) -> tuple[Hashable, ...]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return (line,)
    if isinstance(said, dict):
        for names in _NAMING:
            if (
                all(isinstance(said.get(name), str | int) for name in names if name != "lang" or name in said)
                and names[0] in said
            ):
                return tuple(str(said.get(name, "")) for name in names)
    return (line,)


def _named(key: tuple[Hashable, ...]) -> str:
    return f"the line {' '.join(str(part) for part in key[:-1] if part)}"
