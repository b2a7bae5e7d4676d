"""What was worked out lately, by what it was worked out from."""

from typing import TypeVar

_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


class Remembered(dict[_Key, _Found]):
    """Results by key: what was asked for among the last `most` stays, the rest goes.

    `get` sees those of now alone, at no cost; what it does not find is to be looked for with `again`.
    """

    __slots__ = ("_lately", "_most")

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._lately: dict[_Key, _Found] = {}

    def again(self, key: _Key) -> _Found | None:
        """The result that was kept under the key a while ago, kept anew, or None."""
        found = self._lately.get(key)
        return None if found is None else self.keep(key, found)

    def keep(self, key: _Key, found: _Found) -> _Found:
        """The result, kept."""
        if len(self) >= self._most:
            self._lately = dict(self)
            self.clear()
        self[key] = found
        return found
