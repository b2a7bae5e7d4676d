"""Contract numbers drawn, one or many at once, and the counter file that remembers the last of each series."""

from collections.abc import Iterable

from clmctl.assemble.numbers import next_number, series_of
from clmctl.desk.checking.beside import NUMBERS, counter
from clmctl.desk.doing import read_of
from clmctl.desk.opening import Desk
from clmctl.errors import ConfigError
from clmctl.model.plan import Read, Write
from clmctl.text.yaml.edit import set_key

_NEW_COUNTER = b"# The last number drawn in each series; a number once given is never given again.\n"


class Numbers:
    """Numbers drawn one after the other from the workspace's series; `taken` are the ids in use."""

    def __init__(self, desk: Desk, taken: Iterable[str]) -> None:
        """Reads the counter file; ConfigError where it cannot be trusted."""
        self._desk, self._taken = desk, taken
        self._data = desk.read(NUMBERS)
        said, wrong = counter(self._data) if self._data is not None else ({}, ())
        if said is None:
            raise ConfigError(wrong[-1].message, hint=wrong[-1].hint, path=NUMBERS, line=wrong[-1].place.line)
        self._drawn = said
        self._series: dict[str, str] = {}
        self._moved: dict[str, int] = {}

    def next(self, kind: str) -> str:
        """The next number for a type of contract."""
        form = series_of(kind, self._desk.settings.series)
        series = self._series.get(kind, "")
        if series in self._moved:
            count = self._moved[series] + 1
            drawn = form.format(type=kind.upper(), year=self._desk.as_of.year, number=count)
        else:
            first = next_number(form, kind, self._taken, self._desk.as_of, {**self._drawn, **self._moved})
            drawn, series, count = first.id, first.series, first.count
        self._series[kind] = series
        self._moved[series] = count
        return drawn

    def remembered(self) -> tuple[tuple[Write, ...], tuple[Read, ...]]:
        """The counter file with what was drawn, and what that rests on; nothing where nothing was drawn."""
        if not self._moved:
            return (), ()
        data = self._data if self._data is not None else _NEW_COUNTER
        for series, count in self._moved.items():
            data = set_key(data, (series,), count)
        return (Write(NUMBERS, data),), (read_of(self._desk, NUMBERS, self._data),)
