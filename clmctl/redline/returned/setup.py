"""What is otherwise about a returned file as a whole: how its pages are set up, its pictures, the anchors it was sent with."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.word.file import WordFile, WordPages
from clmctl.redline.returned.lineage import Lineage
from clmctl.redline.returned.names import anchored
from clmctl.redline.returned.steps import Returned
from clmctl.redline.returned.words import Line
from clmctl.text.comparing.cosmetic import plain_words
from clmctl.text.comparing.letters import reads_from_right

#: What nobody sees, in twentieths of a point: programs round what they write anew.
_ROUNDED = 60
_POINTS_OF_CM = 567
_NO_ANCHORS = (
    "the file: none of the places that were marked in it is marked any more; what belongs together was found by its words"
)
_GLUED = "nothing stands between its number and its words any more"
_FROM_THE_RIGHT = "set to be read from right to left"
#: Of words that were sent and stand in what they say they put in.
_MARKED = "its cell is marked as one that was put in: it leaves the table where that is refused"
_TURNED = re.compile(r"\bbidi=?(?!=|0|false|off)")
_LONGEST = 80


@frozen
class Otherwise:
    """Something of the file that is otherwise: how it was and is, at which final paragraph (None: everywhere), by whom."""

    old: str
    new: str
    remark: str
    final: int | None = None
    author: str = ""
    date: str = ""


def words_follow(lineage: Lineage, final: int) -> bool:
    """Whether a paragraph of the same cell, or of none, follows that says something."""
    here = lineage.final[final]
    after = (line for line in lineage.final[final + 1 :] if not line.breaks)
    line = next(after, None)
    return line is not None and line.place == here.place


def set_otherwise(was: Line, now: Line) -> Iterator[tuple[Literal["numbering", "format", "rows"], str]]:
    """The kind and what is told of a paragraph that is set otherwise, or whose cell is marked as one that came."""
    before, after = was.members[-1], now.members[-1]
    if after.glued and not before.glued and now.number:
        yield "numbering", _GLUED
    if _TURNED.search(now.form) and not _TURNED.search(was.form) and not reads_from_right(now.text):
        yield "format", _FROM_THE_RIGHT
    if now.place and before.row.kind == "kept" and after.row.kind == "inserted":
        yield "rows", _MARKED


# ---- pages


def set_up(found: Returned) -> Iterator[Otherwise]:
    """Every way in which pages are set up otherwise, told once at the first paragraph they bear."""
    sent, came = found.lineage.files
    if not sent.pages or not came.pages or _alike(sent.pages, came.pages):
        return
    frames = _frames(sent), _frames(came)
    told: dict[tuple[str, str, str], Otherwise] = {}
    first = next((step.final for step in found.steps if step.final is not None), None)
    for step in found.steps:
        if step.sent is None or step.final is None:
            continue
        was = _of(sent.pages, found.lineage.sent[step.sent].mark)
        now = _of(came.pages, found.lineage.final[step.final].mark)
        for name, old, new in _differing(was, now, frames):
            at = None if step.final == first else step.final
            told.setdefault((name, old, new), Otherwise(old, new, _told(name, old, new), at, now.author, now.date))
    yield from told.values()


def _alike(was: Sequence[WordPages], now: Sequence[WordPages]) -> bool:
    return {(each.said, each.measures) for each in was} == {(each.said, each.measures) for each in now} and len(was) == 1


def _of(pages: Sequence[WordPages], paragraph: int) -> WordPages:
    at = bisect_left([each.last for each in pages], paragraph)
    return pages[min(at, len(pages) - 1)]


def _differing(was: WordPages, now: WordPages, frames: tuple[set[str], set[str]]) -> Iterator[tuple[str, str, str]]:
    before, after = dict(was.said), dict(now.said)
    for name, new in after.items():
        old = before.get(name, "")
        if plain_words(old) == plain_words(new):
            continue
        if name.startswith(("the header", "the footer")):
            # another of those that stand in the file is borne, or one that does is not: other words are told where they stand
            known_now, known_then = plain_words(old) in frames[1] or not old, plain_words(new) in frames[0] or not new
            if not (known_now and known_then):
                continue
        yield name, old, new
    stood = dict(was.measures)
    for name, measure in now.measures:
        if name in stood and abs(measure - stood[name]) > _ROUNDED:
            yield name, _cm(stood[name]), _cm(measure)


def _frames(file: WordFile) -> set[str]:
    """The words of the headers and footers that stand in a file, each as a whole."""
    found: dict[str, list[str]] = {}
    for item in file.paragraphs:
        if item.part.startswith(("header", "footer")):
            found.setdefault(item.part, []).append(" ".join(run.text for run in item.runs if not run.field))
    return {plain_words(" ".join(" ".join(words).split())) for words in found.values()}


def _told(name: str, old: str, new: str) -> str:
    return f"{name} was {_short(old)} and is {_short(new)}"


def _short(said: str) -> str:
    text = " ".join(said.split())
    return "as usual" if not text else text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _cm(measure: int) -> str:
    return f"{measure / _POINTS_OF_CM:.1f} cm"


# ---- pictures and anchors


def pictures(found: Returned) -> Iterator[Otherwise]:
    """The pictures and drawings that came, and those that left."""
    sent, came = found.lineage.files
    marks = [line.mark for line in found.lineage.final]
    had = Counter((_story(each.part), each.what) for each in sent.pictures if each.state.stands_in("final"))
    for each in came.pictures:
        key = (_story(each.part), each.what)
        if not each.state.stands_in("final"):
            continue
        if had[key] > 0:
            had[key] -= 1
            continue
        at = bisect_left(marks, each.paragraph)
        final = at if each.part == "body" and at < len(marks) else None
        what = each.what.partition(" ")[0]
        yield Otherwise(
            "",
            what,
            f"a {what} came{'' if each.part == 'body' else f' in a {key[0]}'}",
            final,
            each.state.author,
            each.state.date,
        )
    taken = {(_story(each.part), each.what): each.state for each in came.pictures if not each.state.stands_in("final")}
    for (story, what), count in had.items():
        if count > 0:
            by = taken.get((story, what))
            said = what.partition(" ")[0]
            where = "" if story == "body" else f" of a {story}"
            yield Otherwise(said, "", f"a {said}{where} left", None, by.author if by else "", by.date if by else "")


def _story(part: str) -> str:
    return part.rstrip("0123456789")


def unanchored(lineage: Lineage) -> str:
    """What is told where the anchors the file was sent with are gone; empty where any is there."""
    sent, came = map(anchored, lineage.files)
    return _NO_ANCHORS if sent and not came else ""
