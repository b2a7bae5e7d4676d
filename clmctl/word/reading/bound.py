"""Content controls whose words come from data stored in the file: Word prints the data once it opens the file."""

import re
from typing import TYPE_CHECKING

from clmctl.errors import Unreadable
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
#: Word's own stores: the core and the extended document properties.
_OWN = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "docProps/core.xml",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "docProps/app.xml",
}
#: The only paths that are followed: names from the root down, each with a position. Word writes no others.
_STEP = re.compile(r"/(?:(\w[\w.-]*):)?(\w[\w.-]*)(?:\[(\d{1,6})\])?")
_MAPPING = re.compile(r"xmlns:([\w.-]+)\s*=\s*['\"]([^'\"]*)['\"]")


def bound_to(parts: WordParts, control: "_Element") -> tuple[str, str] | None:
    """(the words a content control shows, what its data says instead with what the control is called); None where they agree."""
    props, content = control.find(f"{_W}sdtPr"), control.find(f"{_W}sdtContent")
    binding = None if props is None else props.find(f"{_W}dataBinding")
    if props is None or binding is None or content is None or props.find(f"{_W}showingPlcHdr") is not None:
        return None
    stored = _stored(parts, binding)
    pieces = (piece.text or "" for piece in content.iter(f"{_W}t", f"{_W}delText"))
    shown = " ".join("".join(pieces).split())
    if stored is None or props.find(f"{_W}date") is not None or stored == shown or _chosen(props, stored) == shown:
        return None
    name = props.find(f"{_W}alias")
    called = "" if name is None else f"{name.get(_VAL)}: "
    return shown, f'{called}the data says "{stored[:80]}"'


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
