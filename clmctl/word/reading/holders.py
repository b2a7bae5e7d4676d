"""What a Word file's elements hold: blocks and words inside wrappers that read as if they were not there, text boxes."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from clmctl.model.word.file import WordRun
from clmctl.text.comparing.letters import reads_from_right
from clmctl.word.reading.changes import KINDS, within
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SDT, ALTERNATES = f"{_W}sdt", f"{_MC}AlternateContent"
_AROUND = (SDT, ALTERNATES, f"{_MC}Choice", f"{_MC}Fallback")
#: What Word knows that came after its first form.
_KNOWN = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/ink/")
#: How deep wrappers may hold one another.
DEEPEST = 200
_MOST = 2_000
#: Wrappers whose content reads as if they were not there.
CLEAR = frozenset(
    f"{_W}{name}" for name in ("hyperlink", "smartTag", "sdtContent", "customXml", "dir", "bdo", "rubyBase", "subDoc", "ruby")
)
#: What holds properties, not words.
PROPERTIES = frozenset(
    f"{_W}{name}"
    for name in (
        *("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "sectPr", "tblPrEx"),
        *("smartTagPr", "customXmlPr", "rt", "rubyPr"),
    )
)


def flat(holder: Iterable["_Element"], depth: int = 0) -> Iterator["_Element"]:
    """The blocks of a holder, those inside content controls and other wrappers too."""
    for child in holder:
        tag = child.tag
        if not isinstance(tag, str) or (tag in PROPERTIES and tag != f"{_W}sectPr"):
            continue
        if depth < DEEPEST and (tag in CLEAR or tag == SDT or tag in KINDS):
            yield from flat(child, depth + 1)
        elif tag == ALTERNATES and depth < DEEPEST:
            yield from flat(chosen(child), depth + 1)
        else:
            yield child


def changed_around(block: "_Element", state: WordRun) -> WordRun:
    """The state of a block, given that of what holds it: a tracked change may stand around it, with wrappers between them."""
    changes = []
    around = block.getparent()
    while around is not None and (around.tag in CLEAR or around.tag in _AROUND or around.tag in KINDS):
        if around.tag in KINDS:
            changes.append(around)
        around = around.getparent()
    for change in reversed(changes):
        state = within(state, change)
    return state


def children(holder: "_Element", wanted: str) -> Iterator["_Element"]:
    """The blocks of a holder of one kind."""
    return (child for child in flat(holder) if child.tag == wanted)


def chosen(item: "_Element") -> "_Element":
    """What a reader shows of alternatives: the first choice that asks for nothing it does not know, else the fallback."""
    for choice in item.iterfind(f"{_MC}Choice"):
        if all((item.nsmap | choice.nsmap).get(name, "").startswith(_KNOWN) for name in (choice.get("Requires") or "").split()):
            return choice
    found = item.find(f"{_MC}Fallback")
    if found is None:
        found = item.find(f"{_MC}Choice")
    return item if found is None else found


def boxes(item: "_Element") -> Iterator["_Element"]:
    """The text boxes of a drawing, those of the fallback left out where there is a choice."""
    if item.tag == f"{_W}txbxContent":
        yield item
        return
    for child in [chosen(item)] if item.tag == ALTERNATES else item:
        yield from boxes(child)


def is_turned(item: "_Element") -> bool:
    """Whether words are set to be read against the way their letters run."""
    turned = item.get(f"{_W}val")
    return turned == "rtl" or (turned == "ltr" and reads_from_right(words_below(item)))


def words_below(item: "_Element") -> str:
    """The words inside an element, their beginning where they are many."""
    return "".join([words.text or "" for words in item.iter(f"{_W}t")]).strip()[:_MOST] if len(item) else ""


def words_above(ruby: "_Element") -> Iterator[str]:
    """The words that stand above others, small; none of scripts that are helped to be read so."""
    for text in ruby.iterfind(f"{_W}rt"):
        said = words_below(text)
        if said.isascii() and said:
            yield said
