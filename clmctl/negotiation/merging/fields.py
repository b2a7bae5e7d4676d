"""Fields after a merge, as values: by key, three-way; lists of parties, pins, relations and rows by what names their items."""

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import field
from types import MappingProxyType

from clmctl.model.frozen import frozen
from clmctl.negotiation.merging.clash import Arbiter, Choice, Side, Three
from clmctl.negotiation.merging.ordering import merged_order
from clmctl.text.yaml.frontmatter import Plain, load
from clmctl.text.yaml.written import flow


class Absent:
    """Stands for a key that is not there (a key may also hold nothing)."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()
Said = Plain | Absent
Identity = Callable[[Plain], Hashable]

#: What names the items of the lists every contract may have; of others see `identity`.
_NAMED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"clauses": ("at", "lang"), "relations": ("type", "id"), "parties": ("key",), "waivers": ("code", "until")}
)
_NAMES = ("key", "id", "at", "path", "name", "role", "clause")
#: Lists whose items are one statement each: two halves of two versions of one must not meet.
_WHOLE = frozenset({"clauses", "relations", "waivers", "changes"})
#: Lists of words in which order means nothing and nothing is ever taken out.
_UNION = frozenset({"formerly"})


@frozen
class Rules:
    """How fields merge beyond the three-way rule.

    `forced`: paths that clash as soon as the sides differ, though one alone changed it, with the reason. `sides`: anchors
    whose clause was taken whole from a side: their pins come from there too. `larger`: numbers go by the larger, always.
    """

    forced: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    sides: Mapping[str, Side] = field(default_factory=lambda: MappingProxyType({}))
    larger: bool = False


#: Three-way and nothing else.
NO_RULES = Rules()


def same(one: Said, other: Said) -> bool:
    """Whether two values are one: 1 and true are not, and the order of a mapping's keys does not matter."""
    if isinstance(one, Absent) or isinstance(other, Absent):
        return one is other
    return one is other or json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def merge_fields(said: Three[Mapping[str, Plain]], arbiter: Arbiter, rules: Rules = NO_RULES) -> dict[str, Plain]:
    """All fields with what both sides changed since the base; every clash goes to the arbiter."""
    return _mapping(said, "", arbiter, rules)


def identity(where: str, lists: Sequence[Sequence[Plain]]) -> Identity | None:
    """What names an item of these lists, versions of one: a key or column that tells all their items apart; None without one."""
    rows = [row for each in lists for row in each]
    if where in _UNION:
        return str
    if not rows or not all(isinstance(row, dict) and row for row in rows):
        return None
    columns = [str(name) for row in rows[:1] if isinstance(row, dict) for name in row]
    tries: list[tuple[str, ...]] = [(name,) for name in _NAMES]
    tries += [(name,) for name in columns[:1]] + [tuple(columns[:2])] * (len(columns) > 1)
    if where in _NAMED:
        tries = [_NAMED[where]]
    for names in tries:
        made = _by(names, where)
        if all(_tells_apart(made, each) for each in lists):
            return made
    return None


def _by(names: tuple[str, ...], where: str) -> Identity:
    def name_of(row: Plain) -> Hashable:
        if not isinstance(row, dict):
            return None
        if where == "parties":
            return str(row.get("key") or row.get("role") or "")
        return tuple("" if row.get(name) is None else str(row[name]) for name in names)

    return name_of


def _tells_apart(name_of: Identity, rows: Sequence[Plain]) -> bool:
    names = [name_of(row) for row in rows]
    return len(set(names)) == len(names) and not any(name in (None, "") or name == ("",) for name in names)


def _mapping(said: Three[Mapping[str, Plain]], at: str, arbiter: Arbiter, rules: Rules) -> dict[str, Plain]:
    order, _ = merged_order(list(said.base), list(said.ours), list(said.theirs))
    found: dict[str, Plain] = {}
    for key in order:
        where = f"{at}.{key}" if at else key
        value = _value(_of(said, key), where, arbiter, rules)
        if not isinstance(value, Absent):
            found[key] = value
    return found


def _of(said: Three[Mapping[str, Plain]], key: str) -> Three[Said]:
    return said.each(lambda side: side.get(key, ABSENT))


def _value(said: Three[Said], where: str, arbiter: Arbiter, rules: Rules) -> Said:
    base, ours, theirs = said.base, said.ours, said.theirs
    if same(ours, theirs):
        return ours
    if rules.larger:
        numbers = [each for each in (base, ours, theirs) if isinstance(each, int) and not isinstance(each, bool)]
        if numbers:
            return max(numbers)
    if where in rules.forced:
        return _chosen(said, where, arbiter, rules.forced[where])
    if same(base, ours):
        return theirs
    if same(base, theirs):
        return ours
    if isinstance(ours, dict) and isinstance(theirs, dict) and not (_money(ours) or _money(theirs)):
        return _mapping(Three(base if isinstance(base, dict) else {}, ours, theirs), where, arbiter, rules)
    if isinstance(ours, list) and isinstance(theirs, list):
        before = base if isinstance(base, list) else []
        name_of = identity(where, (before, ours, theirs))
        if name_of is not None:
            named = Three(before, ours, theirs).each(lambda rows: {name_of(row): row for row in rows})
            return _items(named, where, arbiter, rules)
    return _chosen(said, where, arbiter)


def _money(value: Mapping[str, Plain]) -> bool:
    """An amount and its currency are one value."""
    return "amount" in value and "currency" in value


def _items(named: Three[dict[Hashable, Plain]], where: str, arbiter: Arbiter, rules: Rules) -> list[Plain]:
    was, our, their = named.base, named.ours, named.theirs
    order, torn = merged_order(list(was), list(our), list(their))
    if torn:
        listed: Three[str | None] = named.each(lambda items: ", ".join(_shown_name(name) for name in items))
        choice = arbiter.decide(f"the order of {where}", listed, free=False)
        first, second = (list(our), list(their)) if choice.side == "ours" else (list(their), list(our))
        order, _ = merged_order(second, first, second)
    found: list[Plain] = []
    for name in order:
        place = f"{where}.{_shown_name(name)}"
        said: Three[Said] = Three(was.get(name, ABSENT), our.get(name, ABSENT), their.get(name, ABSENT))
        mine, other, before = said.ours, said.theirs, said.base
        side = rules.sides.get(_anchor(mine, other)) if where == "clauses" else None
        if side is not None:
            value = mine if side == "ours" else other
        elif where in _WHOLE and not same(mine, other) and not same(before, mine) and not same(before, other):
            value = _chosen(said, place, arbiter)
        else:
            value = _value(said, place, arbiter, rules)
        if not isinstance(value, Absent):
            found.append(value)
    return found


def _anchor(mine: Said, other: Said) -> str:
    pin = mine if isinstance(mine, dict) else other
    return str(pin.get("at", "")).removeprefix("#") if isinstance(pin, dict) else ""


def _shown_name(name: Hashable) -> str:
    return " ".join(str(part) for part in name if part) if isinstance(name, tuple) else str(name)


def _chosen(said: Three[Said], where: str, arbiter: Arbiter, why: str = "") -> Said:
    """What a person chose; ours while they have not."""
    choice = arbiter.decide(where, said.each(_shown), why=why)
    return (
        _own(choice, said.ours, where, arbiter) if choice.side == "own" else said.ours if choice.side == "ours" else said.theirs
    )


def _own(choice: Choice, ours: Said, where: str, arbiter: Arbiter) -> Said:
    """The value a person wrote; where it cannot be read the clash stays open."""
    text = choice.text.strip("\n")
    inside = f"\n  {text.replace(chr(10), chr(10) + '  ')}" if "\n" in text else f" {text}"
    values, findings = load("value.yaml", f"value:{inside}\n".encode())
    if values is None or findings or values.get("value") is None:
        arbiter.reopen(where, text, findings[0].message if findings else "no value can be read from it")
        return ours
    return values["value"]


def _shown(value: Said) -> str | None:
    if isinstance(value, Absent):
        return None
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "\n".join(f"- {flow(row)}" for row in value)
    return flow(value)
