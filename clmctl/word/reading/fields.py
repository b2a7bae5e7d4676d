"""A field of a Word file as it is read: its instruction, whether its result has begun, what is told of one that says nothing."""

import re
from dataclasses import dataclass

#: Fields that print nothing, or a number, a sign or a form to fill in, where the file says nothing of it yet. All others print
#: something once Word works them out: a name that is no field's is that of a bookmark, and prints its words.
_PRINTS_NOTHING = frozenset(
    (
        *("TC", "XE", "TA", "RD", "SET", "ASK", "NEXT", "NEXTIF", "SKIPIF", "PRIVATE", "ADDIN", "HYPERLINK", "SHAPE", "EMBED"),
        *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "SEQ", "MERGESEQ", "MERGEREC", "REVNUM", "EDITTIME"),
        *(
            "LISTNUM",
            "AUTONUM",
            "AUTONUMLGL",
            "AUTONUMOUT",
            "NUMWORDS",
            "NUMCHARS",
            "FILESIZE",
            "TOC",
            "TOA",
            "INDEX",
            "BIBLIOGRAPHY",
            "CITATION",
            "NOTEREF",
            "FTNREF",
        ),
        *("FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "CONTROL", "HTMLCONTROL", "BARCODE", "DISPLAYBARCODE", "MERGEBARCODE"),
        *("ADDRESSBLOCK", "GREETINGLINE", "PRINT", "BIDIOUTLINE", "GLOSSARY", "TEMPLATE", "INCLUDEPICTURE", "IMPORT"),
    )
)
_NAME = re.compile(r"\s*(=|\w+)")
_LONGEST = 120


@dataclass(slots=True)
class Field:
    """A field being read: its instruction so far, whether its result has begun, and whether that says anything."""

    instruction: str = ""
    shows: bool = False
    says: bool = False

    @property
    def withheld(self) -> str:
        """What a field that says nothing will print once Word works it out, as its instruction has it; empty where nothing."""
        match = _NAME.match(self.instruction)
        if self.says or match is None or match[1].upper() in _PRINTS_NOTHING:
            return ""
        said = " ".join(self.instruction.split())
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        return f"a field shows nothing yet, and prints what it says once Word works it out: {said}"


def step(fields: list[Field], kind: str) -> str:
    """What is told of a field that ends, at a mark (`begin`, `separate`, `end`) of those being read; empty where nothing."""
    if kind == "begin":
        fields.append(Field())
    elif kind == "separate" and fields:
        fields[-1].shows = True
    elif kind == "end" and fields:
        ended = fields.pop()
        if fields:
            fields[-1].says |= ended.says and fields[-1].shows
        return ended.withheld
    return ""
