"""A frozen class is what the standard library makes of it, from whichever end it is first touched."""

import copy
import importlib
import pickle
import pkgutil
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace

import pytest

import clmctl
from clmctl.model.frozen import frozen


@frozen
class Amount:
    """A figure."""

    figure: int
    currency: str = "EUR"


@frozen
class Priced(Amount):
    """A figure of something."""

    tags: tuple[str, ...] = field(default_factory=tuple)

    def __str__(self) -> str:
        return f"{self.currency} {self.figure}"


@dataclass(frozen=True, slots=True)
class Plain:
    """The same, made at once."""

    figure: int
    currency: str = "EUR"


def test_a_value_is_as_the_standard_library_makes_it() -> None:
    assert repr(Amount(1)) == "Amount(figure=1, currency='EUR')"
    assert Amount(1) == Amount(1, "EUR") != Amount(2)
    assert Amount(1) != Plain(1)
    assert hash(Amount(1)) == hash(Plain(1))
    assert replace(Amount(1), figure=2) == Amount(2)
    assert asdict(Priced(1, tags=("a",))) == {"figure": 1, "currency": "EUR", "tags": ("a",)}
    assert str(Priced(3)) == "EUR 3"
    assert not hasattr(Amount(1), "__dict__")


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Amount(1).figure = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del Amount(1).figure


def test_a_class_may_make_its_values_itself() -> None:
    @frozen
    class Even:
        """A figure that is even."""

        figure: int

        def __init__(self, half: int) -> None:
            object.__setattr__(self, "figure", half * 2)

    made = Even(2)
    with pytest.raises(FrozenInstanceError):
        made.figure = 5  # type: ignore[misc]
    assert made.figure == 4
    assert made == Even(2)


def test_it_travels() -> None:
    assert pickle.loads(pickle.dumps(Amount(1))) == Amount(1)
    assert copy.deepcopy(Priced(1)) == Priced(1)


@pytest.mark.parametrize("touch", ["fields", "match", "init", "heir", "without init"])
def test_whatever_touches_it_first_finds_it_whole(touch: str) -> None:
    @frozen
    class Fresh:
        """Not made before."""

        one: int = 1

    if touch == "fields":
        assert is_dataclass(Fresh)
        assert [each.name for each in fields(Fresh)] == ["one"]
    elif touch == "match":
        assert Fresh.__match_args__ == ("one",)
    elif touch == "heir":

        @dataclass(frozen=True, slots=True)
        class Heir(Fresh):
            """One more."""

            two: int = 2

        assert Heir() == Heir(1, 2)
    elif touch == "without init":
        assert (Fresh.__new__(Fresh) == 1) is False
    assert Fresh() == Fresh(1)
    with pytest.raises(TypeError, match="unexpected keyword"):
        Fresh(three=3)  # type: ignore[call-arg]


def test_every_class_of_ours_can_be_finished() -> None:
    for found in pkgutil.walk_packages(clmctl.__path__, "clmctl."):
        for name, value in vars(importlib.import_module(found.name)).items():
            if isinstance(value, type) and value.__module__ == found.name and is_dataclass(value):
                assert fields(value) is not None, name
