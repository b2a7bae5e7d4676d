"""A returned file with the bookmarks of words that moved under the names they were sent with."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clmctl.model.word.file import WordFile, WordParagraph

#: What LibreOffice puts behind the name of a bookmark that stands already, as it does where a move is tracked.
_COPIED = re.compile(r"[ _]Copy[ _]\d+\Z")
#: Word's longest name of a bookmark: what is longer is cut there.
_LONGEST = 40
_OURS = "_clm_"


def named(sent: WordFile, came: WordFile) -> WordFile:
    """The file with a copied bookmark called what it was copied from, where that one stands in deleted words alone."""
    known = {name for paragraph in sent.paragraphs for name in paragraph.bookmarks if name.startswith(_OURS)}
    here = {name for paragraph in came.paragraphs for name in paragraph.bookmarks}
    if not any(name.startswith(_OURS) and name not in known for name in here):
        return came
    standing = {name for paragraph in came.paragraphs if _stands(paragraph) for name in paragraph.bookmarks}
    instead: dict[str, str] = {}
    for name in sorted(here - known):
        origin = next((each for each in _origins(name) if each in known and each in here and each not in standing), "")
        if origin and origin not in instead.values():
            instead[name] = origin
    if not instead:
        return came
    paragraphs = tuple(
        replace(paragraph, bookmarks=tuple(instead.get(name, name) for name in paragraph.bookmarks))
        if any(name in instead for name in paragraph.bookmarks)
        else paragraph
        for paragraph in came.paragraphs
    )
    return replace(came, paragraphs=paragraphs)


def _origins(name: str) -> Iterator[str]:
    """What a bookmark may be a copy of: longer names lost the end of what was put behind them."""
    if not name.startswith(_OURS):
        return
    match = _COPIED.search(name)
    if match is not None:
        yield name[: match.start()]
    elif len(name) == _LONGEST:
        for length in range(len("_Copy_1"), 0, -1):
            if name.endswith("_Copy_1"[:length]):
                yield name[:-length]


def _stands(paragraph: WordParagraph) -> bool:
    """Whether a paragraph says anything in the final text."""
    if not paragraph.row.stands_in("final"):
        return False
    said = [run for run in paragraph.runs if run.text.strip()]
    return any(run.stands_in("final") for run in said) if said else paragraph.mark.stands_in("final")
