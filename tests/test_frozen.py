"""Values are made, compared and looked at like any other, whatever their fields are called."""

from dataclasses import fields, replace

import pytest

from clmctl.model.frozen import frozen


@pytest.mark.parametrize("name", ["value", "given", "named", "name", "provide", "started", "owner", "self_"])
def test_a_field_may_be_called_anything(name: str) -> None:
    kind = frozen(type("Kind", (), {"__annotations__": {name: str}, "__module__": __name__, "__qualname__": "Kind"}))
    made = kind(**{name: "said"})
    assert getattr(made, name) == "said"
    assert made == kind(**{name: "said"})
    assert hash(made) == hash(kind(**{name: "said"}))
    assert replace(made, **{name: "other"}) != made
    assert [field.name for field in fields(made)] == [name]
