"""What a tracked change says of the words, marks, rows and cells it stands around."""

from typing import TYPE_CHECKING, Literal

from clmctl.model.word.file import RunKind, WordRun
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
#: The elements that track words, with what they say of them.
KINDS: dict[str, tuple[RunKind, Literal["", "from", "to"]]] = {
    f"{_W}ins": ("inserted", ""),
    f"{_W}del": ("deleted", ""),
    f"{_W}moveFrom": ("moved", "from"),
    f"{_W}moveTo": ("moved", "to"),
}

#: Property changes: tracked, but of no words.
OF_PROPERTIES = {
    f"{_W}rPrChange": "formatting",
    f"{_W}pPrChange": "paragraph formatting",
    f"{_W}numberingChange": "numbering",
    f"{_W}sectPrChange": "section",
    f"{_W}tblPrChange": "table",
    f"{_W}tblGridChange": "table columns",
    f"{_W}tblPrExChange": "table",
    f"{_W}trPrChange": "table row",
    f"{_W}tcPrChange": "table cell",
    f"{_W}cellMerge": "merged cells",
    f"{_W}customXmlInsRangeStart": "content control inserted",
    f"{_W}customXmlDelRangeStart": "content control deleted",
}


def change_of(props: "_Element | None", names: dict[str, RunKind] | None = None) -> WordRun | None:
    """The tracked change that properties state of their own row, cell or mark."""
    if props is None:
        return None
    found: WordRun | None = None
    for item in props:
        if names is not None:
            if item.tag in names:
                kind = names[str(item.tag)]
                found = WordRun("", kind, item.get(f"{_W}author") or "", item.get(f"{_W}date") or "")
        elif item.tag in KINDS:
            found = within(found or WordRun(""), item)
    return found


def within(state: WordRun, item: "_Element") -> WordRun:
    """The state of words inside one more change. What was inserted and deleted again stands in neither text."""
    kind, goes = KINDS[str(item.tag)]
    author, date = item.get(f"{_W}author") or "", item.get(f"{_W}date") or ""
    came = state.kind == "inserted" or state.goes == "to"
    goes_away = kind == "deleted" or goes == "from"
    left = state.kind == "deleted" or state.goes == "from"
    comes = kind == "inserted" or goes == "to"
    if came and goes_away:
        return WordRun("", kind, author, date, goes, inserted_by=state.author)
    if left and comes:  # an insertion written inside a deletion
        return WordRun("", state.kind, state.author, state.date, state.goes, inserted_by=author)
    return WordRun("", kind, author, date, goes, inserted_by=state.inserted_by)
