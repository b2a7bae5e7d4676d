"""`@frozen`: a frozen dataclass with slots, whose methods are made when its first value is.

The standard library writes and compiles eight methods for a dataclass the moment it is defined: half a millisecond for each
class. A command imports hundreds of classes and makes values of a dozen. So a class stands here at once, with its slots, and
gets its methods from the standard library before the first of them is called; from then on it is what
`@dataclass(frozen=True, slots=True)` makes of it.
"""

from collections.abc import Callable, Iterable
from threading import RLock
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)

#: Under this name a class keeps itself as it was written, until it is finished.
_WRITTEN = "__written__"
#: What a class needs for a first value.
_MAKES = ("__init__", "__setattr__", "__delattr__")
#: What may be called of a value then, or looked up of a class at any time.
_CALLED = ("__repr__", "__eq__", "__hash__", "__getstate__", "__setstate__")
_LOOKED_UP = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
#: Two threads may make the first value of a class at once.
_ONE_AT_A_TIME = RLock()


@dataclass_transform(frozen_default=True)
def frozen(written: _Class) -> _Class:
    """The class, its values frozen and slotted. Fields and defaults are written as for any dataclass."""
    stands = dict(vars(written))
    fields = tuple(stands.get("__annotations__", ()))
    for name in ("__dict__", "__weakref__", *fields):
        stands.pop(name, None)
    inherited = {slot for base in written.__mro__[1:] for slot in getattr(base, "__slots__", ())}
    later = {name: stub for name, stub in _STUBS.items() if stands.get(name) is None}
    slots = tuple(name for name in fields if name not in inherited)
    made = type(written)(written.__name__, written.__bases__, {**stands, **later, "__slots__": slots, _WRITTEN: written})
    made.__qualname__ = written.__qualname__
    return made


def _begin(started: type) -> None:
    """Gives the class, and those it builds on, what a value is made with: half of all, and most values need no more."""
    from dataclasses import dataclass  # noqa: PLC0415 - imports as much as a small command needs in all

    with _ONE_AT_A_TIME:
        for each in reversed(started.__mro__):
            written = vars(each).get(_WRITTEN)
            if written is not None and vars(each).get("__setattr__") is _STUBS["__setattr__"]:
                twin = type(written)(written.__name__, written.__bases__, dict(vars(written)))
                _give(each, dataclass(frozen=True, repr=False, eq=False)(twin), _MAKES)


def _finish(started: type) -> None:
    """Gives the class, and those it builds on, all they still lack."""
    from dataclasses import dataclass  # noqa: PLC0415

    with _ONE_AT_A_TIME:
        for each in reversed(started.__mro__):
            written = vars(each).get(_WRITTEN)
            if written is not None:
                _give(each, dataclass(frozen=True, slots=True)(written), (*_MAKES, *_CALLED, *_LOOKED_UP))
                delattr(each, _WRITTEN)


def _give(started: type, made: type, names: Iterable[str]) -> None:
    for name in names:
        if name in vars(made):
            setattr(started, name, vars(made)[name])


def _first(name: str, provide: Callable[[type], None]) -> Callable[..., Any]:
    """A method that provides what its value's class lacks and then is what it should have been."""

    def first(value: object, /, *given: Any, **named: Any) -> Any:
        provide(type(value))
        return getattr(value, name)(*given, **named)

    return first


class _LookedUp:
    """An attribute of a class that finishes it when it is looked up."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, value: object, owner: type) -> Any:
        _finish(owner)
        return getattr(owner, self._name)


_STUBS: dict[str, Any] = {
    **{name: _first(name, _begin) for name in _MAKES},
    **{name: _first(name, _finish) for name in _CALLED},
    **{name: _LookedUp(name) for name in _LOOKED_UP},
}
