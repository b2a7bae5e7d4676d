"""Fields of which a file holds one half alone: a beginning without an end, or an end that nothing began."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MARK, _TYPE = f"{_W}fldChar", f"{_W}fldCharType"
_CODES = (f"{_W}instrText", f"{_W}delInstrText")
#: What holds a text of its own, in which a field must begin and end.
_FLOWS = tuple(f"{_W}{name}" for name in ("txbxContent", "footnote", "endnote", "comment"))


@frozen
class Half:
    """Half a field: its marks and the pieces of its instruction, what that says, and whether it is the half that begins."""

    pieces: "tuple[_Element, ...]"
    says: str
    begins: bool


def halves(root: "_Element") -> tuple[Half, ...]:
    """The fields of a story that never end or never began. Word works none of them out; their words are words."""
    if _is_even(root):
        return ()
    flows: dict[_Element | None, list[_Element]] = {}
    for item in root.iter(_MARK, *_CODES):
        flows.setdefault(next(item.iterancestors(*_FLOWS), None), []).append(item)
    return tuple(half for flow in flows.values() for half in _of_flow(flow))


def _is_even(root: "_Element") -> bool:
    """Whether the fields of a story begin and end in turn, as nearly always; those of boxes within it then do as well."""
    depth = 0
    for mark in root.iter(_MARK):
        kind = mark.get(_TYPE)
        depth += 1 if kind == "begin" else -1 if kind == "end" else 0
        if depth < 0:
            return False
    return depth == 0


def _of_flow(pieces: "list[_Element]") -> Iterator[Half]:
    open_: list[list[_Element]] = []
    for piece in pieces:
        kind = piece.get(_TYPE) if piece.tag == _MARK else ""
        if kind == "begin":
            open_.append([piece])
        elif kind == "end" and open_:
            open_.pop()
        elif open_:
            open_[-1].append(piece)
        elif kind == "end":
            yield Half((piece,), "", begins=False)
    for found in open_:
        yield Half(tuple(found), " ".join("".join(each.text or "" for each in found if each.tag in _CODES).split()), begins=True)
