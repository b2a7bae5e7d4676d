"""Tracked changes as strings: their tags, with one author and moment and one count of ids."""

import re

from clmctl.text.comparing.alignment import Kind
from clmctl.word.comparing.writing import Pen
from clmctl.word.xml import escape

_BOOKMARK = re.compile(r'<w:bookmarkStart w:id="(\d+)" w:name="([^"]*)"/>')
_NAMES: tuple[tuple[str, str], ...] = (
    ("<w:t ", "<w:delText "),
    ("</w:t>", "</w:delText>"),
    ("<w:instrText ", "<w:delInstrText "),
    ("</w:instrText>", "</w:delInstrText>"),
)


def unpaged(paragraph: str) -> str:
    """A paragraph without what keeps it on the page of the next: what stands below it decides that, and nobody is told of it."""
    return paragraph.replace("<w:keepNext/>", "")


class Marks:
    """Writes the tags of changes, counting on with the pen that writes those of whole elements."""

    def __init__(self, pen: Pen) -> None:
        self.pen = pen
        self.whose = f'w:author="{escape(pen.author)}"' + (f' w:date="{escape(pen.date)}"' if pen.date else "")

    def opening(self, name: str) -> str:
        """The inside of a change's tag, with an id of its own."""
        self.pen.next_id += 1
        self.pen.changes += 1
        return f'{name} w:id="{self.pen.next_id - 1}" {self.whose}'

    def inserted(self, runs: str) -> str:
        """The runs as words that came."""
        return f"<{self.opening('w:ins')}>{runs}</w:ins>" if runs else ""

    def deleted(self, runs: str) -> str:
        """The runs as words that went."""
        if not runs:
            return ""
        for old, new in _NAMES:
            runs = runs.replace(old, new)
        return f"<{self.opening('w:del')}>{runs}</w:del>"

    def of(self, kind: Kind, runs: str) -> str:
        """The runs as what became of them."""
        return runs if kind == "kept" else self.inserted(runs) if kind == "inserted" else self.deleted(runs)

    def mark(self, kind: Kind) -> str:
        """The mark of a paragraph as one that came or went."""
        return f"<w:rPr><{self.opening('w:ins' if kind == 'inserted' else 'w:del')}/></w:rPr>"

    def restyled(self, props: str, was: str) -> str:
        """A paragraph's properties with what they were."""
        return f"{props}<{self.opening('w:pPrChange')}><w:pPr>{was}</w:pPr></w:pPrChange>"

    def kept_bookmarks(self, paragraph: str) -> str:
        """A paragraph that goes, with only the bookmarks that the newer text lacks: what refers to them finds them there."""
        for number, name in _BOOKMARK.findall(paragraph):
            if name in self.pen.lost:
                self.pen.lost.discard(name)
                continue
            paragraph = paragraph.replace(f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', "")
            paragraph = paragraph.replace(f'<w:bookmarkEnd w:id="{number}"/>', "")
        return paragraph
