"""What was worked out lately, by what it was worked out from."""

from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Found = TypeVar("_Found")


class Remembered(Generic[_Key, _Found]):
    """Results by key: what was asked for among the last `most` stays, the rest goes."""

    __slots__ = ("_lately", "_most", "_now")

    def __init__(self, most: int) -> None:
        self._most = most
        self._now: dict[_Key, _Found] = {}
        self._lately: dict[_Key, _Found] = {}

    def get(self, key: _Key) -> _Found | None:
        """The result kept under the key, or None."""
        found = self._now.get(key)
        if found is None and (found := self._lately.get(key)) is not None:
            self.keep(key, found)
        return found

    def keep(self, key: _Key, found: _Found) -> _Found:
        """The result, kept."""
        if len(self._now) >= self._most:
            self._lately, self._now = self._now, {}
        self._now[key] = found
        return found
