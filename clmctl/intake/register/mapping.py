"""How a register's columns become fields: the mapping a person writes, or one that the headings propose."""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from clmctl.model.field import Catalogue
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.text.fields.tables import MAPPING
from clmctl.text.fields.troubles import Trouble, did_you_mean, findings_of
from clmctl.text.yaml.frontmatter import load

#: What a column may be beside a field of the catalogue, and what each is.
TARGETS: Mapping[str, str] = MappingProxyType(
    {
        "key": "what tells the row from all others in the system it comes from",
        "client": "the client's folder, by name",
        "counterparty": "the other party's legal name",
        "ours": "our own party's legal name",
        "parties": "all parties, one after the other",
        "renewal": "type, length and number of renewals in one cell",
        "file": "the name of the file with the contract's text",
        "keep": "kept with the contract as it is, no field",
    }
)
_PARTY = re.compile(r"parties\.[a-z0-9][a-z0-9-]{0,40}\.(?:legal_name|short_name|address|email|company_no|jurisdiction)")
#: Fields that acts alone move; a table says them never.
_OURS = frozenset(("agreed", "template"))


@frozen
class Target:
    """What one column is. `how` says in words why: the mapping says so, a system's table of names, or a likeness.

    `unit_from` and `currency_from` name the column that holds the unit or the currency. `values` maps words of the table to
    what they stand for, before anything else is tried.
    """

    column: str
    field: str
    how: str = ""
    dates: str = ""
    end: str = ""
    unit: str = ""
    unit_from: str = ""
    currency: str = ""
    currency_from: str = ""
    decimal: str = ""
    split: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))


@frozen
class RegisterMap:
    """The mapping of a table. `source` names the table: with a row's key it tells what came in before.

    `constants` hold for every row, `otherwise` where a row says nothing: a value, or the path of another field whose value
    stands in.
    """

    source: str = "register"
    targets: tuple[Target, ...] = ()
    constants: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
    otherwise: Mapping[str, str] = dataclasses.field(default_factory=lambda: MappingProxyType({}))

    def of(self, name: str) -> tuple[Target, ...]:
        """The columns that are that field."""
        return tuple(target for target in self.targets if target.field == name)


def read_options(path: str, data: bytes) -> tuple[dict[str, Any] | None, tuple[Finding, ...]]:
    """What a mapping file says, typed, and what is wrong with it, each in its line; None where it cannot be read."""
    values, findings = load(path, data)
    if values is None:
        return None, findings
    troubles: list[Trouble] = []
    said = MAPPING.read_mapping(values, (), troubles)
    return said, findings + findings_of(path, data, troubles)


def mapped(
    file: tuple[str, bytes], said: Mapping[str, Any], proposed: RegisterMap, columns: Iterable[str], catalogue: Catalogue
) -> tuple[RegisterMap, tuple[Finding, ...]]:
    """The mapping that a file's options and, for columns it does not name, the headings make; and what is wrong with it.

    `file` is the mapping's path and bytes. A column that the table does not have, and a field that the catalogue does not have,
    are findings in their line.
    """
    there = {plain(column): column for column in columns}
    named: dict[str, Target] = {}
    troubles: list[Trouble] = []
    for heading, options in said.get("columns", {}).items():
        column = there.get(plain(heading))
        if column is None:
            hint = did_you_mean(heading, there.values()) or f"The table's columns are: {', '.join(list(there.values())[:12])}."
            troubles.append(Trouble(("columns", heading), f"The table has no column {heading!r}", hint))
            continue
        target = field_of(options["field"], catalogue)
        if isinstance(target, Trouble):
            troubles.append(target._replace(where=("columns", heading)))
            continue
        for option in ("unit_from", "currency_from"):
            other = options.get(option)
            if other is not None and plain(other) not in there:
                hint = did_you_mean(other, there.values())
                troubles.append(Trouble(("columns", heading, option), f"The table has no column {other!r}", hint))
            elif other is not None:
                options[option] = there[plain(other)]
        values = MappingProxyType({plain(word): meant for word, meant in options.pop("values", {}).items()})
        named[column] = Target(column=column, how="the mapping", values=values, **{**options, "field": target})
    for group in ("constants", "otherwise"):
        for name in said.get(group, {}):
            if isinstance(found := field_of(name, catalogue), Trouble) or found in TARGETS:
                told = found if isinstance(found, Trouble) else Trouble((), f"{name} cannot be given for all rows")
                troubles.append(told._replace(where=(group, name)))
    targets = tuple(_with_defaults(named.get(target.column) or target, said) for target in proposed.targets)
    made = replace(
        proposed,
        source=said.get("source", proposed.source),
        targets=targets,
        constants=MappingProxyType({**proposed.constants, **said.get("constants", {})}),
        otherwise=MappingProxyType({**proposed.otherwise, **said.get("otherwise", {})}),
    )
    return made, findings_of(*file, troubles)


def field_of(name: str, catalogue: Catalogue) -> str | Trouble:
    """The one path a name means: a target, a party's attribute, or a field of the catalogue by path, alias or last name."""
    if name in TARGETS or _PARTY.fullmatch(name):
        return name
    found = catalogue.find(name)
    if len(found) == 1 and found[0].path not in _OURS:
        return found[0].path
    if found and found[0].path in _OURS:
        return Trouble((), f"{name} is never read from a table")
    if found:
        return Trouble((), f"{name} may mean {' or '.join(each.path for each in found)}", "Write the whole path.")
    hint = did_you_mean(name, (*TARGETS, *catalogue.by_path)) or "clmctl explain fields lists them; keep keeps a column as it is."
    return Trouble((), f"There is no field {name}", hint)


def _with_defaults(target: Target, said: Mapping[str, Any]) -> Target:
    return replace(
        target,
        dates=target.dates or said.get("dates", ""),
        end=said.get("end", "") if target.how != "the mapping" and "end" in said else target.end or said.get("end", ""),
        currency=target.currency or ("" if target.currency_from else said.get("currency", "")),
        decimal=target.decimal or said.get("decimal", ""),
    )


def plain(heading: str) -> str:
    """A heading to compare by: small letters and figures alone."""
    return "".join(char for char in heading.casefold() if char.isalnum()) or heading.strip()
