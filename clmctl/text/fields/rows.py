"""Tables of the front matter (`sla`, `billing` ...): each row a mapping of texts, as a table in the text prints them."""

from collections.abc import Mapping
from types import MappingProxyType

from clmctl.text.fields.troubles import Trouble
from clmctl.text.fields.values import read_money, show_value, shown
from clmctl.text.yaml.frontmatter import Plain


def is_rows(raw: Plain) -> bool:
    """True for a list that holds mappings and nothing else; an empty list is one too."""
    return type(raw) is list and all(type(row) is dict for row in raw)


def read_rows(raw: list[dict[str, Plain]], key: str, troubles: list[Trouble]) -> tuple[Mapping[str, str], ...]:
    """The rows of the table `key`. Nested mappings come with dotted names, lists as `a, b`, money as `EUR 120,000.00`."""
    rows = []
    for number, row in enumerate(raw):
        cells: dict[str, str] = {}
        for name, value in row.items():
            _cell(value, name, cells, (key, number, name), troubles)
        rows.append(MappingProxyType(cells))
    return tuple(rows)


def _cell(value: Plain, name: str, cells: dict[str, str], where: tuple[str | int, ...], troubles: list[Trouble]) -> None:
    if type(value) is str:
        cells[name] = value
    elif value is None:
        cells[name] = ""
    elif isinstance(value, bool | int):
        cells[name] = show_value(value)
    elif isinstance(value, dict):
        if value.keys() == {"amount", "currency"}:
            try:
                money = read_money(value)
                cells[name] = f"{money.currency} {money.amount:,}"
            except ValueError as wrong:
                troubles.append(Trouble(where, f"{name}: {wrong}"))
            return
        for inner, nested in value.items():
            _cell(nested, f"{name}.{inner}", cells, (*where, inner), troubles)
    elif isinstance(value, list):
        if any(isinstance(item, dict | list) for item in value):
            troubles.append(Trouble(where, f"A cell of a table cannot hold {shown(value)} of lists or mappings"))
            return
        cells[name] = ", ".join("" if item is None else show_value(item) for item in value if not isinstance(item, dict | list))
