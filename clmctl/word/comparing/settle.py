"""Tracked changes accepted or rejected in the XML itself, as Word does it."""

from typing import TYPE_CHECKING, Literal

from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
Settled = Literal["accepted", "rejected"]

_COMES = (f"{_W}ins", f"{_W}moveTo")
_GOES = (f"{_W}del", f"{_W}moveFrom")
_CHANGES = tuple(
    f"{_W}{name}"
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        "numberingChange",
    )
)
_RANGES = tuple(
    f"{_W}{name}{end}"
    for name in (
        *("moveFromRange", "moveToRange", "customXmlInsRange", "customXmlDelRange"),
        *("customXmlMoveFromRange", "customXmlMoveToRange"),
    )
    for end in ("Start", "End")
)  # fmt: skip
_LINK = f"{_W}hyperlink"
_NO_CONTENT = (f"{_W}pPr", f"{_W}bookmarkStart", f"{_W}bookmarkEnd")
_WRAPPERS = tuple(f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag"))
_PROPERTIES = tuple(f"{_W}{name}" for name in ("sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr"))
#: What may stand between two blocks and is none.
_BETWEEN = (
    *_PROPERTIES,
    *(f"{_W}{name}" for name in ("bookmarkStart", "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "permStart", "permEnd")),
    f"{_W}proofErr",
)
_RENAMED = {f"{_W}delText": f"{_W}t", f"{_W}delInstrText": f"{_W}instrText"}


def settle(root: "_Element", how: Settled) -> None:
    """Leaves no tracked change in a story: all accepted, or all rejected. Changes the tree it is given."""
    stays, leaves = (_COMES, _GOES) if how == "accepted" else (_GOES, _COMES)
    for item in list(root.iter(*_RANGES)):
        _remove(item)
    for row in list(root.iter(f"{_W}tr")):
        _settle_props(row, f"{_W}trPr", stays, leaves)
    cell_stays, cell_leaves = ("cellIns", "cellDel") if how == "accepted" else ("cellDel", "cellIns")
    for cell in list(root.iter(f"{_W}tc")):
        _settle_props(cell, f"{_W}tcPr", (f"{_W}{cell_stays}",), (f"{_W}{cell_leaves}",))
    for item in list(root.iter(*_CHANGES)):
        _settle_properties(item, how)
    gone = [p for p in root.iter(f"{_W}p") if _has_mark(p, leaves)]
    moved = {p for p in gone if _has_mark(p, (f"{_W}moveFrom", f"{_W}moveTo"))}
    for item in list(root.iter(*leaves)):
        link = item.getparent()
        _remove(item)
        if link is not None and link.tag == _LINK and not len(link):
            _remove(link)  # a link goes with its last words
    for item in list(root.iter(*stays)):
        _unwrap(item)
    for tag, name in _RENAMED.items():
        for item in list(root.iter(tag)):
            item.tag = name
    for paragraph in gone:
        if paragraph not in moved:
            _run_on(paragraph)
    for row in list(root.iter(f"{_W}tr")):
        if next(row.iter(f"{_W}tc"), None) is None:
            _remove(row)
    for table in list(root.iter(f"{_W}tbl")):
        if next(table.iter(f"{_W}tr"), None) is None:
            _remove(table)


def _has_mark(paragraph: "_Element", tags: tuple[str, ...]) -> bool:
    mark = paragraph.find(f"{_W}pPr/{_W}rPr")
    return mark is not None and any(child.tag in tags for child in mark)


def _settle_props(item: "_Element", props: str, stays: tuple[str, ...], leaves: tuple[str, ...]) -> None:
    """A row or cell goes with the change its properties state, or loses only the mark of it."""
    found = item.find(props)
    if found is None:
        return
    if any(child.tag in leaves for child in found):
        _remove(item)
        return
    for child in list(found):
        if child.tag in stays:
            found.remove(child)


def _settle_properties(change: "_Element", how: Settled) -> None:
    """Formatting as it is now, or as the change says it was."""
    props = change.getparent()
    if props is None:
        return
    props.remove(change)
    if how == "accepted" or change.tag == f"{_W}numberingChange":
        return
    was = next(iter(change), None)
    kept = {f"{_W}rPr", f"{_W}sectPr", f"{_W}headerReference", f"{_W}footerReference"}  # not part of what a change records
    for child in list(props):
        if child.tag not in kept and child.tag not in (*_COMES, *_GOES):
            props.remove(child)
    for at, child in enumerate([] if was is None else list(was)):
        props.insert(at, child)


def _run_on(paragraph: "_Element") -> None:
    """A paragraph whose mark has gone runs on into the next one; without a next one it goes when it is empty."""
    after = _block_behind(paragraph)
    if after is not None and after.tag == f"{_W}p":
        at = 1 if after.find(f"{_W}pPr") is not None else 0
        after[at:at] = [child for child in paragraph if child.tag != f"{_W}pPr"]
        _remove_block(paragraph)
    elif all(child.tag in _NO_CONTENT for child in paragraph):  # a bookmark that holds nothing any more goes with it
        before = paragraph.getprevious()
        if (after is not None and after.tag == f"{_W}tbl") or (before is not None and before.tag == f"{_W}p"):
            _remove_block(paragraph)


def _block_behind(block: "_Element") -> "_Element | None":
    """The block after one, in the control it stands in or behind that; marks between blocks are none."""
    item = block
    after = item.getnext()
    while True:
        while after is not None and after.tag in _BETWEEN:
            after = after.getnext()
        parent = item.getparent()
        if after is None and parent is not None and parent.tag in _WRAPPERS:
            item, after = parent, parent.getnext()
        elif after is not None and after.tag in _WRAPPERS:
            item, after = after, next(iter(after), None)
        else:
            return after


def _remove_block(block: "_Element") -> None:
    """Removes a block, and the controls that held nothing else."""
    parent = block.getparent()
    _remove(block)
    while parent is not None and parent.tag in _WRAPPERS and not any(child.tag not in _PROPERTIES for child in parent):
        emptied, parent = parent, parent.getparent()
        _remove(emptied)


def _remove(item: "_Element") -> None:
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def _unwrap(item: "_Element") -> None:
    """What the element holds, in its place."""
    parent = item.getparent()
    if parent is None:
        return
    at = parent.index(item)
    for offset, child in enumerate(list(item)):
        parent.insert(at + offset, child)
    parent.remove(item)
