"""What is told of changes that the contract's text cannot hold: where they are, and what to do to have them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clmctl.negotiation.receiving.words import SAFE_LINK
from clmctl.redline.returned.words import Word

_PRINTED = "it is printed from the parties: set them, and it is the same wherever they are named"
_CONTENTS = "in the contents, which follow the headings of the text: change the heading to have this"
_ELSEWHERE: Mapping[str, str] = MappingProxyType(
    {
        "front": f"on the front page; {_PRINTED}",
        "signature": f"among the signatures; {_PRINTED}",
        "party": f"among the parties; {_PRINTED}",
        "contents": _CONTENTS,
        "toc": _CONTENTS,
        "page-break": "not a page break of the text: it stands on the front page or among the signatures",
    }
)
_FRAME = "not part of the text: it comes with the style document of the template; change it there to have these words"
_BESIDE: Mapping[str, str] = MappingProxyType(
    {
        "header": _FRAME,
        "footer": _FRAME,
        "note": "not part of the text, which has no footnotes: put the words into the clause to have them",
        "box": "not part of the text, which has no text boxes: put the words into a clause to have them",
        "numbering": "numbers follow from the order of the text: move the paragraph to have another",
        "level": "the text cannot say it: nothing was changed there",
        "rows": "the text keeps the cell",
        "reference": "the text keeps what it was: say it in words to have another",
        "page": "pages are set up by the style document of the template: change it there to have this",
        "picture": "the text has the pictures it names alone: look at it in Word",
        "unread": "look at it in Word before you rely on the rest",
    }
)
#: Of a column of a table that the front matter holds.
COLUMN = "a column of a table made from data: change the table in the text to have it"
#: Of the head of such a column.
LABEL = "the head of a column of a table made from data: change the table in the text to have it"
#: Of a table inside another one.
NESTED = "a table within a cell, which the text cannot hold: put its words into the cell, or into a table of its own"
#: Of cells that were made one.
MERGED = "cells merged, which the text cannot hold: each keeps its place, with the words that are left in it"
#: Of a table that was parted, told with the row the next part begins with, and of tables that were made one.
PARTED = "a table parted in two before this row; the text keeps it as one"
JOINED = "two tables made one: this row was the first of the other; answer with the whole clause to have them apart"
#: Of a page break among words.
WITHIN = "the text has page breaks between paragraphs alone: the one among the words was left out"
#: Of a field whose words say the value that it has.
SAME = "the same value, written otherwise: the text prints it as it did"
#: Where a change beside the text stands.
NAMED: Mapping[str, str] = MappingProxyType(
    {
        **{"header": "Header", "footer": "Footer", "note": "Note", "box": "Text box", "page": "The pages"},
        **dict.fromkeys(("picture", "unread"), "The file"),
    }
)


def elsewhere(role: str) -> str:
    """What to do about words that stand in no clause of the text, by what their style stands for."""
    return _ELSEWHERE.get(role, "it stands in no clause of the text: put the words into one to have them")


def beside(kind: str) -> str:
    """What to do about a change of something beside the words, by its kind."""
    return _BESIDE.get(kind, "a look the text does not keep: strike the words themselves, or say it in words, to have it")


def stood(remark: str, where: str) -> str:
    """A remark about what moved, with where it stood."""
    return "; ".join(word for word in (remark, f"stood in {where}" if where else "") if word)


def link_of(words: Sequence[Word], span: tuple[int, int]) -> str:
    """Where the words of a stretch lead as links: the addresses, each once."""
    found = (word.link for word in words[slice(*span)] if word.link and not word.link.startswith("#"))
    return " ".join(dict.fromkeys(found))


def leads(was: str, now: str) -> str:
    """What is told of words that lead elsewhere than they did."""
    left = [address for address in now.split() if not SAFE_LINK.fullmatch(address)]
    told = [f"leads to {now or 'no page any more'}{f', and led to {was}' if was else ''}"]
    if left:
        told.append("only web and mail addresses may stand in a text: the link was left out, its words were kept")
    return "; ".join(told)
