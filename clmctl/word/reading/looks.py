"""The direct formatting of runs and paragraphs, and whether their words are seen."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.word.reading.styles import Look, Styles, look_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_OFF = ("0", "false", "off")
#: Run properties that change how words look; fonts, languages and spacing are left to the style.
_SHOWN = (
    "b",
    "i",
    "u",
    "strike",
    "dstrike",
    "caps",
    "smallCaps",
    "vertAlign",
    "color",
    "highlight",
    "sz",
    "vanish",
    "rStyle",
    "shd",
)
_PARAGRAPH = ("jc", "ind", "numPr", "outlineLvl", "pageBreakBefore", "keepNext", "framePr", "bidi")


@dataclass(slots=True)
class Looks:
    """Reads looks against a file's styles, each different one once."""

    styles: Styles
    _runs: dict[tuple[object, ...], tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def run(self, props: "_Element | None", style: str, *, shaded: bool) -> tuple[str, tuple[str, ...]]:
        """(direct formatting, why the words are not seen) of a run in a paragraph of a style."""
        if props is None:
            said: tuple[tuple[str, str], ...] = ()
        else:
            said = tuple(
                (item.tag[len(_W) :], _said(item)) for item in props if isinstance(item.tag, str) and item.tag.startswith(_W)
            )
        key = (said, style, shaded)
        if key not in self._runs:
            form = " ".join(f"{name}={value}" if value else name for name, value in said if name in _SHOWN and value not in _OFF)
            char = next((value for name, value in said if name == "rStyle"), "")
            look = look_of(props).over(self.styles.look(char)).over(self.styles.look(style or self.styles.default))
            look = look.over(self.styles.ground)
            self._runs[key] = (form, (Look(shaded=True).over(look) if shaded else look).hidden)
        return self._runs[key]

    def paragraph_form(self, props: "_Element") -> str:
        """The direct formatting of a paragraph that matters to what it says: where it stands, its level, its list."""
        found = []
        for item in props:
            name = item.tag[len(_W) :] if isinstance(item.tag, str) and item.tag.startswith(_W) else ""
            if name in _PARAGRAPH:
                inner = [f"{child.tag[len(_W) :]}={child.get(_VAL) or ''}" for child in item if isinstance(child.tag, str)]
                found.append(f"{name}={','.join(inner) or _said(item)}")
        return " ".join(found)


def _said(item: "_Element") -> str:
    """What a property states: its value, or all its attributes where it has several."""
    value = item.get(_VAL)
    if item.tag == f"{_W}shd":
        return item.get(f"{_W}fill") or ""
    if value is not None:
        return value
    return ",".join(f"{str(name).rpartition('}')[2]}={said}" for name, said in sorted((str(k), str(v)) for k, v in item.items()))
