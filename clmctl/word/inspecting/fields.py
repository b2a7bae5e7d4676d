"""Fields that act: those that fetch words or pictures, start programs, or print what nobody typed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from clmctl.model.word.trace import WordTrace
from clmctl.word.figures import figures
from clmctl.word.inspecting.stories import placed, words_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
#: What each field that acts does, by its name.
ACTING: Mapping[str, str] = MappingProxyType(
    {
        "DDE": "starts another program (DDE)",
        "DDEAUTO": "starts another program when the file is opened (DDEAUTO)",
        "INCLUDETEXT": "takes its words from another file (INCLUDETEXT)",
        "INCLUDE": "takes its words from another file (INCLUDE)",
        "INCLUDEPICTURE": "fetches a picture (INCLUDEPICTURE)",
        "IMPORT": "fetches a picture (IMPORT)",
        "LINK": "takes its words from another program's file (LINK)",
        "EMBED": "opens an embedded object (EMBED)",
        "DATABASE": "asks a database (DATABASE)",
        "RD": "takes words from another file (RD)",
        "MACROBUTTON": "starts a macro (MACROBUTTON)",
        "AUTOTEXT": "prints what the reader's own template holds (AUTOTEXT)",
        "AUTOTEXTLIST": "prints what the reader's own template holds (AUTOTEXTLIST)",
        "GLOSSARY": "prints what the reader's own template holds (GLOSSARY)",
        "PRINT": "sends codes to the printer (PRINT)",
        "ADDIN": "belongs to a program that is not part of Word (ADDIN)",
        "HTMLCONTROL": "is a control of a web page (HTMLCONTROL)",
        "USERNAME": "prints the reader's own name (USERNAME)",
        "USERINITIALS": "prints the reader's own initials (USERINITIALS)",
        "USERADDRESS": "prints the reader's own address (USERADDRESS)",
        "FILLIN": "asks the reader for words when it is printed (FILLIN)",
        "ASK": "asks the reader for words (ASK)",
        "DATE": "prints the day it is opened on (DATE)",
        "TIME": "prints the time it is opened at (TIME)",
    }
)
#: Of fields inside fields so many count as part of the outer one's instruction, and so many pieces of an instruction.
_DEEP, _PIECES = 8, 1_000
_QUOTE = re.compile(r"\bQUOTE\b((?:\s+\"?\d{2,3}\"?)+)", re.IGNORECASE)
_NAME = re.compile(r'[\s"\\]*([A-Za-z]+)')
#: What may stand before the name of a field.
_BEFORE_NAME = ' \t\r\n\xa0"\\'
#: Where a link leads that is a field: in quotes, or up to the next space; a switch (`\\l`) is none.
_LINK = re.compile(r'\s*HYPERLINK\s+(?:"([^"]+)"|((?:\\\\|[^\s"\\])\S*))', re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A field that has begun: what was read of its instruction, whether its result has begun, where it stands, what it shows.

    `named`: its own name has begun, `led`: another field stands where that would.
    """

    instruction: list[str] = field(default_factory=list)
    named: bool = False
    led: bool = False
    shows: bool = False
    paragraph: int = 0
    words: list[str] = field(default_factory=list)


class Found(NamedTuple):
    """A field: its instruction, the paragraph it begins in, the words it shows, whether another field's result is its name."""

    instruction: str
    paragraph: int
    words: str = ""
    led: bool = False


def acting_fields(label: str, found: Iterable[Found]) -> Iterator[WordTrace]:
    """A trace of every field that acts, however its instruction is cut into runs, nested or written as numbers."""
    for each in found:
        name = _name(each)
        if name in ACTING:
            yield WordTrace("field", label, each.paragraph, words=" ".join(each.instruction.split()), detail=ACTING[name])


def linking_fields(found: Iterable[Found]) -> Iterator[tuple[str, int, str]]:
    """(where it leads, paragraph, words) of every field that is a link out of the file."""
    for each in found:
        if match := _LINK.match(each.instruction):
            yield (match[1] or match[2]).replace("\\\\", "\\"), each.paragraph, each.words


def _name(found: Found) -> str:
    """The field's name: its first word, or the first that acts where another field's result makes the first word."""
    plain = _QUOTE.sub(lambda match: _spelt(match[1]), found.instruction)
    match = _NAME.match(plain)
    first = match[1].upper() if match else ""
    if found.led:  # elsewhere what looks like the name of a field is a word that is printed: IF x "a fixed date"
        return next((word for word in re.findall(r"[A-Z]+", plain.upper()) if word in ACTING), first)
    return first


def _spelt(numbers: str) -> str:
    """Letters given by their numbers, as fields are hidden by."""
    codes = figures(re.findall(r"\d+", numbers))
    return "".join(chr(code) for code in codes if 0x20 <= code < 0x100)


def fields_of(root: "_Element") -> Iterator[Found]:
    """Each field of a story, the instruction of an inner one told apart and as part of the outer one's too."""
    line: list[_Open] = []
    for item, paragraph in placed(root):
        tag = item.tag
        if tag == f"{_W}fldSimple":
            yield Found(item.get(f"{_W}instr") or "", paragraph, words_of(item))
        elif tag in (f"{_W}instrText", f"{_W}delInstrText"):
            for one in line[-_DEEP:]:
                if not one.shows and len(one.instruction) < _PIECES:
                    one.instruction.append(item.text or "")
            if line:
                line[-1].named |= bool((item.text or "").strip(_BEFORE_NAME))
            else:
                yield Found(item.text or "", paragraph)
        elif tag == f"{_W}t" and line and line[-1].shows and len(line[-1].words) < _PIECES:
            line[-1].words.append(item.text or "")
        elif tag == f"{_W}fldChar":
            kind = item.get(f"{_W}fldCharType")
            if kind == "begin":
                if line and not line[-1].shows and not line[-1].named:
                    line[-1].led = True
                line.append(_Open(paragraph=paragraph))
            elif kind == "separate" and line:
                line[-1].shows = True
            elif kind == "end" and line:
                yield _read(line.pop())
    yield from map(_read, line)


def _read(done: _Open) -> Found:
    return Found("".join(done.instruction), done.paragraph, " ".join("".join(done.words).split()), done.led)
