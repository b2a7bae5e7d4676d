"""A returned file with its bookmarks under the names they were sent with: programs copy them with words, or call them anew."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from clmctl.model.word.file import View, WordFile, WordParagraph, WordRun

#: What LibreOffice puts behind the name of a bookmark that stands already, as it does where a move is tracked.
_COPIED = re.compile(r"[ _]Copy[ _]\d+\Z")
#: Word's longest name of a bookmark: what is longer is cut there.
_LONGEST = 40
_OURS = "_clm_"
#: Fields that lead to a bookmark, and what may be one in what they say.
_LEADS = re.compile(r"\s*(?:REF|NOTEREF|PAGEREF|HYPERLINK)\s", re.IGNORECASE)
_NAME = re.compile(r'[^\s"\\]+')


def anchored(file: WordFile) -> bool:
    """Whether any place of the text bears a bookmark that marks a place of ours."""
    there = (paragraph for paragraph in file.paragraphs if paragraph.part == "body" and "box" not in paragraph.place)
    return any(name.casefold().startswith(_OURS) for paragraph in there for name in paragraph.bookmarks)


def named(sent: WordFile, came: WordFile) -> WordFile:
    """The file with the names its bookmarks were sent with."""
    return _uncopied(sent, _called_back(sent, came))


def _called_back(sent: WordFile, came: WordFile) -> WordFile:
    """The file with the names of ours that a program changed, bookmarks and what leads to them alike.

    Nothing that leads anywhere leads elsewhere by this: a name is given back only where nothing bears it or leads to it.
    """
    known = {name for paragraph in sent.paragraphs for name in paragraph.bookmarks}
    here = {name for paragraph in came.paragraphs for name in paragraph.bookmarks}
    lost = {name for name in known - here if name.startswith(_OURS)}
    theirs = here - known
    if not lost or not theirs:
        return came
    spoken = {each.casefold() for paragraph in came.paragraphs for run in paragraph.runs for each in _led_to(run)}
    lost = {name for name in lost if name.casefold() not in spoken}
    was, now = _by_words(sent, lost, "final"), _by_words(came, theirs, "original")
    instead = {now[said]: name for said, name in was.items() if said in now}
    starts = {new.removesuffix(name.removeprefix(_OURS)) for new, name in instead.items()}
    if len(starts) == 1 and all(new != start for new in instead for start in starts):  # of all names the same beginning
        (start,) = starts
        instead |= {new: name for name in lost if (new := start + name.removeprefix(_OURS)) in theirs}
    return _under(came, instead) if instead else came


def _by_words(file: WordFile, names: set[str], view: View) -> dict[str, str]:
    """The only one of these names in a paragraph, by what that paragraph says, whatever its fields print."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for paragraph in file.paragraphs:
        said = " ".join(paragraph.said(view, printed=False).split())
        said = f"{paragraph.part}/{said}" if said else ""
        if said in found:
            twice.add(said)
        mine = [name for name in paragraph.bookmarks if name in names]
        found[said] = mine[0] if len(mine) == 1 else ""
    return {said: name for said, name in found.items() if said and name and said not in twice}


def _led_to(run: WordRun) -> list[str]:
    """What may be the name of a bookmark a run leads to."""
    return [*(_NAME.findall(run.field) if _LEADS.match(run.field) else ()), *([run.link[1:]] if run.link[:1] == "#" else ())]


def _under(file: WordFile, instead: Mapping[str, str]) -> WordFile:
    """The file with bookmarks under other names, and what leads to them."""
    by_name = {new.casefold(): name for new, name in instead.items()}

    def called(run: WordRun) -> WordRun:
        if not any(each.casefold() in by_name for each in _led_to(run)):
            return run
        field = _NAME.sub(lambda match: by_name.get(match[0].casefold(), match[0]), run.field)
        link = f"#{by_name.get(run.link[1:].casefold(), run.link[1:])}" if run.link[:1] == "#" else run.link
        return replace(run, field=field, link=link)

    paragraphs = tuple(
        replace(
            paragraph,
            bookmarks=tuple(instead.get(name, name) for name in paragraph.bookmarks),
            runs=tuple(map(called, paragraph.runs)),
        )
        for paragraph in file.paragraphs
    )
    return replace(file, paragraphs=paragraphs)


def _uncopied(sent: WordFile, came: WordFile) -> WordFile:
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
