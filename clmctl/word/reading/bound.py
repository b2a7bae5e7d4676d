"""Content controls whose words come from data stored in the file: Word prints the data once it opens the file."""

import re
from typing import TYPE_CHECKING

from clmctl.errors import Unreadable
from clmctl.word.reading.parts import WordParts
from clmctl.word.reading.symbols import symbol
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_VAL, _SYM = f"{_W}val", f"{_W}sym"
_WORDS = (f"{_W}t", f"{_W}delText")
#: What parts words as a space or a line end in the data does.
_BETWEEN = tuple(f"{_W}{name}" for name in ("br", "cr", "tab", "p"))
#: Where the fonts of signs keep those that a control may name without it.
_PRIVATE = 0xF000
#: Word's own stores: the core and the extended document properties.
_OWN = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
#: The only paths that are followed: names from the root down, each with a position. Word writes no others.
_STEP = re.compile(r"/(?:(\w[\w.-]*):)?(\w[\w.-]*)(?:\[(\d{1,6})\])?")
_MAPPING = re.compile(r"xmlns:([\w.-]+)\s*=\s*['\"]([^'\"]*)['\"]")


#: A hint where nothing was typed, a date in a form of its own: what the data says is never what is shown.
_OTHERWISE = ("showingPlcHdr", "date")


def bound_to(parts: WordParts, control: "_Element") -> tuple[str, str] | None:
    """(the words a content control shows, what its data says instead with what the control is called); None where they agree."""
    props, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    binding = None if props is None else props.find(f"{_W}dataBinding")
    if props is None or binding is None or content is None or any(props.find(f"{_W}{name}") is not None for name in _OTHERWISE):
        return None
    stored, shown = _stored(parts, binding), _shown(content)
    if stored is None or stored == shown or _chosen(props, stored) == shown:
        return None
    if not shown and props.find(f"{_W}picture") is not None:  # of which the data is the picture itself
        return None
    box = props.find(f"{_W14}checkbox")
    if box is not None and len(shown) == 1 and ord(shown) % _PRIVATE == _sign(box, stored) % _PRIVATE:
        return None
    name = props.find(f"{_W}alias")
    called = "" if name is None else f"{name.get(_VAL)}: "
    return shown, f'{called}the data says "{stored[:80]}"'


def _shown(content: "_Element") -> str:
    pieces = content.iter(*_WORDS, *_BETWEEN, _SYM)
    said = ((symbol(each) if each.tag == _SYM else each.text or "" if each.tag in _WORDS else " ") for each in pieces)
    return " ".join("".join(said).split())


def _sign(box: "_Element", stored: str) -> int:
    """The sign that a box to tick shows for a stored value."""
    name, usual = ("checkedState", "2612") if stored in ("1", "true") else ("uncheckedState", "2610")
    state = box.find(f"{_W14}{name}")
    try:
        return int(usual if state is None else state.get(f"{_W14}val") or usual, 16)
    except ValueError:
        return 0


def _chosen(props: "_Element", stored: str) -> str:
    """What a list shows for a stored value."""
    for item in props.iter(f"{_W}listItem"):
        if item.get(f"{_W}value") == stored:
            return " ".join((item.get(f"{_W}displayText") or stored).split())
    return stored


def _stored(parts: WordParts, binding: "_Element") -> str | None:
    """What the data holds at the place a control is bound to, None where there is no such place."""
    store = _store(parts, (binding.get(f"{_W}storeItemID") or "").upper())
    path = binding.get(f"{_W}xpath") or ""
    if store is None or not re.fullmatch(f"(?:{_STEP.pattern})+", path):
        return None
    names = dict(_MAPPING.findall(binding.get(f"{_W}prefixMappings") or ""))
    here: list[_Element] = []
    for at, (prefix, name, position) in enumerate(_STEP.findall(path)):
        wanted = f"{{{names[prefix]}}}{name}" if prefix in names else name
        choices = [store] if at == 0 else list(here[-1])
        found = [item for item in choices if item.tag == wanted]
        index = int(position or 1) - 1
        if not 0 <= index < len(found):
            return None
        here.append(found[index])
    return " ".join("".join(map(str, here[-1].itertext())).split())


def _store(parts: WordParts, store_id: str) -> "_Element | None":
    """The root of the data a store's id names."""
    name = _OWN.get(store_id, "")
    if not name:
        for props in parts.data:
            if re.fullmatch(r"customXml/itemProps\d+\.xml", props) and store_id.encode() in parts.data[props].upper():
                name = props.replace("itemProps", "item")
    if name not in parts.data:
        return None
    try:
        return parts.root(name)
    except Unreadable:
        return None
