"""Contract numbers by series."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from clmctl.errors import ConfigError
from clmctl.model.frozen import frozen

_ID = re.compile(r"[A-Z0-9][A-Z0-9-]{0,63}")


def series_of(contract_type: str, series: Mapping[str, str]) -> str:
    """The number format of a contract type: its own, else the one for `*`."""
    return series.get(contract_type) or series.get("*") or "{type}-{year}-{number:04}"


@frozen
class Number:
    """A contract number drawn from a series: the id, the series' name (the id without its counter), the counter."""

    id: str
    series: str
    count: int


def next_number(
    form: str, contract_type: str, taken: Iterable[str], on: date, drawn: Mapping[str, int] = MappingProxyType({})
) -> Number:
    """The next free number: one above the highest in use or ever drawn in that series, gaps never filled.

    `form` uses {type}, {year} and {number:0N}; ConfigError where it has no {number} or makes an id no folder may bear.
    `drawn` is the last counter of each series, so that a number given once is never given again.
    """
    try:
        zero = form.format(type=contract_type.upper(), year=on.year, number=0)
        probe = form.format(type=contract_type.upper(), year=on.year, number=7)
    except (KeyError, ValueError, IndexError) as error:
        raise ConfigError(f"The number format {form!r} cannot be used: {error}.", hint=_HINT, path="clmctl.yaml") from None
    if zero == probe or not _ID.fullmatch(probe):
        raise ConfigError(f"The number format {form!r} gives {probe!r}, which is no contract id.", hint=_HINT, path="clmctl.yaml")
    marked = form.format(type=contract_type.upper(), year=on.year, number=987654321)
    series = marked.replace("987654321", "").strip("-")
    pattern = re.compile(re.escape(marked).replace("987654321", r"(\d+)"))
    highest = max((int(match[1]) for match in map(pattern.fullmatch, taken) if match), default=0)
    count = max(highest, drawn.get(series, 0)) + 1
    return Number(form.format(type=contract_type.upper(), year=on.year, number=count), series, count)


_HINT = 'Use {type}, {year} and {number:04}, for example "{type}-{year}-{number:04}"; capitals, digits and hyphens only.'
