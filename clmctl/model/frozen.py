"""`@frozen`: a frozen dataclass with slots, whose methods are made when its first value is.

The standard library writes and compiles eight methods for a dataclass the moment it is defined: half a millisecond for each
class. A command imports hundreds of classes and makes values of a dozen. So a class stands here at once, with its slots, and
gets its methods from the standard library before the first of them is called; from then on it is what
`@dataclass(frozen=True, slots=True)` makes of it.
"""

from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)

#: Under this name a class keeps itself as it was written, until it is finished.
_WRITTEN = "__written__"
#: What may be called of a value, or looked up of a class, before anything else is.
_CALLED = ("__init__", "__repr__", "__eq__", "__hash__", "__getstate__", "__setstate__")
_LOOKED_UP = ("__dataclass_fields__", "__dataclass_params__", "__match_args__")
#: What else the standard library adds.
_GUARDS = ("__setattr__", "__delattr__")


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


def _finish(started: type) -> None:
    """Gives the class, and those it builds on, what they still lack."""
    from dataclasses import dataclass  # noqa: PLC0415 - imports as much as a small command needs in all

    for each in reversed(started.__mro__):
        written = vars(each).get(_WRITTEN)
        if written is None:
            continue
        whole = vars(dataclass(frozen=True, slots=True)(written))
        for name in (*_CALLED, *_LOOKED_UP, *_GUARDS):
            if name in whole:
                setattr(each, name, whole[name])
        delattr(each, _WRITTEN)


def _called(name: str) -> Callable[..., Any]:
    """A method that finishes the class of its value and then is what it should have been."""

    def first(value: object, /, *given: Any, **named: Any) -> Any:
        _finish(type(value))
        return getattr(value, name)(*given, **named)

    return first


class _LookedUp:
    """An attribute of a class that finishes it when it is looked up."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, value: object, owner: type) -> Any:
        _finish(owner)
        return getattr(owner, self._name)


_STUBS: dict[str, Any] = {name: _called(name) for name in _CALLED} | {name: _LookedUp(name) for name in _LOOKED_UP}
