"""A returned file with the style each paragraph was sent in, where a program gave it that of a deleted one before it.

LibreOffice shows a paragraph behind deleted ones as the end of the first of them, and saves it in that one's style. Its list,
its level and its number stay what they were; one without a number bears that of the style.
"""

from collections.abc import Sequence
from dataclasses import replace

from clmctl.model.word.file import View, WordFile, WordParagraph


def dressed(sent: WordFile, came: WordFile) -> WordFile:
    """The file with these paragraphs in the style they were sent in."""
    lent = _lent(came.paragraphs) if came.is_of_libreoffice else {}
    if not lent:
        return came
    styles = _styles(sent.paragraphs)
    made = list(came.paragraphs)
    for at, first in lent.items():
        paragraph = made[at]
        was = next((styles[name] for name in _names(paragraph, "original") if name in styles), None)
        if was is None or was.style.casefold() == paragraph.style.casefold():
            continue
        if not was.numbering:
            if paragraph.numbering == first.numbering:  # it counts by the style it was given alone
                made[at] = replace(paragraph, style=was.style, numbering="", number="", number_before="")
        elif was.numbering.rpartition(":")[2] == paragraph.numbering.rpartition(":")[2]:
            made[at] = replace(paragraph, style=was.style)
    return replace(came, paragraphs=tuple(made))


def _lent(paragraphs: Sequence[WordParagraph]) -> dict[int, WordParagraph]:
    """The paragraphs that stay and have the style of the first of the deleted ones right before them, and that one."""
    found: dict[int, WordParagraph] = {}
    first: WordParagraph | None = None
    for at, paragraph in enumerate(paragraphs):
        if first is not None and (paragraph.part, paragraph.place) != (first.part, first.place):
            first = None
        if not paragraph.mark.stands_in("final"):
            first = first or paragraph
            continue
        if first is not None and paragraph.before is None and paragraph.style.casefold() == first.style.casefold():
            found[at] = first
        first = None
    return found


def _styles(paragraphs: Sequence[WordParagraph]) -> dict[str, WordParagraph]:
    """The paragraphs by what they are known by; none for what two share."""
    found: dict[str, WordParagraph] = {}
    twice: set[str] = set()
    for paragraph in paragraphs:
        for name in _names(paragraph, "final"):
            if name in found:
                twice.add(name)
            found[name] = paragraph
    return {name: paragraph for name, paragraph in found.items() if name not in twice}


def _names(paragraph: WordParagraph, view: View) -> list[str]:
    """What a paragraph is known by: our bookmarks, then its words without those that fields print."""
    said = paragraph.said(view, printed=False)
    ours = [f"#{name.casefold()}" for name in paragraph.bookmarks if name.startswith("_clm_")]
    return [*ours, *([f"{paragraph.part}/{' '.join(said.split())}"] if said.strip() else [])]
