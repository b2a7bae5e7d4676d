"""Values are made, compared and looked at like any other, whatever their fields are called."""

import copy
import pickle
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from threading import Barrier

import pytest

from clmctl.model.frozen import frozen


@frozen
class Cage:
    """A value with defaults, one of them made anew for each."""

    name: str
    birds: tuple[str, ...] = ()
    ages: Mapping[str, int] = field(default_factory=dict)


@frozen
class Aviary(Cage):
    """A value that builds on another."""

    open: bool = False


@pytest.mark.parametrize("made", [Cage("a"), Cage("a", ("polly",), {"polly": 3}), Aviary("b", open=True)])
def test_a_value_is_copied_stored_and_replaced_like_any_other(made: Cage) -> None:
    assert pickle.loads(pickle.dumps(made)) == made == copy.deepcopy(made)
    assert replace(made, name="other").birds == made.birds
    assert asdict(made) == {each.name: getattr(made, each.name) for each in fields(made)}
    assert not hasattr(made, "__dict__")
    with pytest.raises(FrozenInstanceError):
        made.name = "other"  # type: ignore[misc]


def test_what_a_default_makes_is_made_for_each() -> None:
    assert Cage("a").ages is not Cage("a").ages
    with pytest.raises(TypeError, match="'<' not supported"):
        sorted([Cage("b"), Cage("a")])  # type: ignore[type-var]


@pytest.mark.parametrize("name", ["value", "given", "named", "name", "provide", "started", "owner", "self_"])
def test_a_field_may_be_called_anything(name: str) -> None:
    kind = frozen(type("Kind", (), {"__annotations__": {name: str}, "__module__": __name__, "__qualname__": "Kind"}))
    made = kind(**{name: "said"})
    assert getattr(made, name) == "said"
    assert made == kind(**{name: "said"})
    assert hash(made) == hash(kind(**{name: "said"}))
    assert replace(made, **{name: "other"}) != made
    assert [field.name for field in fields(made)] == [name]


def test_threads_may_make_the_first_values_of_a_class_at_once() -> None:
    kinds = [frozen(type("Kind", (), {"__annotations__": {"said": str}, "__module__": __name__})) for _ in range(60)]
    start = Barrier(8)

    def first_values(_: int) -> list[bool]:
        start.wait()
        return [kind("a") == kind("a") and repr(kind("a")).endswith("(said='a')") for kind in kinds]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(first_values, range(8))) == [[True] * len(kinds)] * 8
