"""A word difference between two texts."""

from typing import Literal, NamedTuple


class Change(NamedTuple):
    """A run of text: `kept` (`old` and `new` are the same), `deleted` (`new` is empty), `inserted` (`old` is), or `replaced`."""

    kind: Literal["kept", "deleted", "inserted", "replaced"]
    old: str
    new: str
