"""The one door to Jinja2: our own templates, sandboxed, escaped, filled with plain values."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_TEMPLATES = Path(__file__).parent / "templates"

#: What a template is given: text, numbers, yes or no, and lists and mappings of these. Nothing that has methods of ours.
Plain = str | int | bool | None | list["Plain"] | Mapping[str, "Plain"]


def pressed(template: str, values: Mapping[str, Plain]) -> str:
    """The page that one of our templates makes of these values; every text is escaped for HTML."""
    return _environment().get_template(template).render(values)


@lru_cache(maxsize=1)
def _environment() -> "ImmutableSandboxedEnvironment":
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
