"""Paragraphs taken apart into atoms, so that both files cut their words alike whatever runs they cut them into."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.comparing.atoms import END, HYPERLINK, TOKEN, Atom, Reader, floats, plain
from clmctl.word.comparing.contents import stands_in_gallery
from clmctl.word.comparing.effect import Effects, Standing
from clmctl.word.comparing.results import key_of
from clmctl.word.comparing.stating import hides_mark
from clmctl.word.comparing.writing import Placed
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
#: The styles of the lines of a table of contents: their names are the same in every language (ECMA-376 17.7.4.9).
_CONTENTS = re.compile(r"(?:toc|contents) \d")
_PAGE = re.compile(r"\d{1,4}|[ivxlcdm]{1,8}", re.IGNORECASE)
#: A table of contents of one line.
_WHOLE = key_of("TOC")
_FRAMES = (f"{_W}hdr", f"{_W}ftr")


@frozen
class ContentsLine(Standing):
    """What a line of a table of contents inherits from: it is in the style that programs give those, and stands in one."""


@dataclass(slots=True)
class Side:
    """One of the two files: `fingerprint` tells its pictures and the like apart, `effects` are its looks.

    None where how a thing is written says how it looks, as in two texts of ours. `contents` are the paragraphs of the story
    being compared that stand in a table of contents.
    """

    fingerprint: Callable[["_Element"], str]
    effects: Effects | None
    contents: frozenset["_Element"] = frozenset()

    def standing(self, paragraph: "_Element") -> Standing | None:
        """What a paragraph inherits its looks from; of a line of a table of contents a ContentsLine."""
        if self.effects is None:
            return None
        found = self.effects.standing(paragraph)
        is_line = _CONTENTS.fullmatch(found.style) and (paragraph in self.contents or stands_in_gallery(paragraph))
        return ContentsLine(found.style, found.cell) if is_line else found


def atoms(paragraph: "_Element", side: Side) -> list[Atom]:
    """The atoms of a paragraph of one of the files, its end last."""
    return taken_apart(paragraph, paragraph, side)


def taken_apart(pieces: Iterable["_Element"], paragraph: "_Element", side: Side) -> list[Atom]:
    """The atoms of some of a paragraph's pieces, its end (with the paragraph's properties) last."""
    standing = side.standing(paragraph)
    reader = Reader(side.fingerprint, standing, paragraph.getroottree().getroot().tag in _FRAMES)
    reader.read(pieces)
    reader.close_all()
    found = reader.found
    if side.effects is not None and standing is not None:
        found = _floating_first(_whole_words(found, side.effects, standing))
    if is_contents(standing):
        _name_page_number(found)
    props = paragraph.find(f"{_W}pPr")
    end = Atom(END, props=props, form=_stated(props), in_run=False, points=reader.points, standing=standing)
    return [*found, end]


def _floating_first(found: list[Atom]) -> list[Atom]:
    """The atoms with what floats over the paragraph before its words: where in it that is tied says nothing."""
    floating = [atom for atom in found if atom.element is not None and not atom.within and floats(atom.element)]
    if not floating:
        return found
    moved = set(map(id, floating))
    points: list[_Element] = []
    others: list[Atom] = []
    for atom in found:
        points += atom.points
        if id(atom) not in moved:
            others.append(replace(atom, points=points))
            points = []
    return [*(replace(atom, points=[]) for atom in floating), *others] if not points else found


def _whole_words(found: list[Atom], effects: Effects, standing: Standing) -> list[Atom]:
    """The atoms with words in one piece that a program cut into runs which look the same."""
    made: list[Atom] = []
    stretch: list[Atom] = []

    def joined() -> None:
        said = "".join(one.text for one in stretch)
        tokens = TOKEN.findall(said)
        if len(tokens) == len(stretch):
            made.extend(stretch)
        else:
            owners = [one for one in stretch for _ in one.text]
            starts = accumulate((len(token) for token in tokens), initial=0)
            for token, at in zip(tokens, starts, strict=False):
                points = owners[at].points if at == 0 else []
                made.append(replace(owners[at], key=(token,), text=token, points=points))
        stretch.clear()

    for atom in found:
        if atom.children:
            atom.children = _whole_words(atom.children, effects, standing)
        goes_on = (
            stretch
            and _is_words(atom)
            and not atom.points
            and atom.within == stretch[-1].within
            and _look_alike(stretch[-1], atom, effects, standing)
        )
        if not goes_on:
            joined()
        (stretch if _is_words(atom) else made).append(atom)
    joined()
    return made


def _look_alike(one: Atom, other: Atom, effects: Effects, standing: Standing) -> bool:
    """Whether two pieces of text look the same in effect."""
    looks = (effects.run(each.props, each.form, standing, "") for each in (one, other))
    return one.form == other.form or len(set(looks)) == 1


def _is_words(atom: Atom) -> bool:
    return atom.element is None and atom.in_run and atom.children is None and atom.text != ""


def is_contents(standing: Standing | None) -> bool:
    """Whether a paragraph is a line of a table of contents."""
    return isinstance(standing, ContentsLine)


def _name_page_number(found: list[Atom]) -> None:
    """Has the page number at the end of a line of contents be one, whether it is a field or written out."""
    while found and (found[-1].key[0] == HYPERLINK or found[-1].key == _WHOLE or found[-1].text.isspace()):
        found = found[:-1] if found[-1].children is None else found[-1].children
    if len(found) > 1 and found[-2].text == "\t" and _PAGE.fullmatch(found[-1].text):
        found[-1].key = key_of("PAGEREF", found[-1].text)


def _stated(props: "_Element | None") -> str:
    """What a paragraph's properties say, without its section and earlier changes; of its mark whether it is hidden."""
    if props is None:
        return ""
    left = (f"{_W}rPr", f"{_W}sectPr", f"{_W}pPrChange")
    mark = ["hidden mark"] if hides_mark(props) else []
    return "".join([*(plain(child) for child in props if child.tag not in left), *mark])


def recut(placed: Sequence[Placed]) -> list[Placed]:
    """The same, but words that were only cut otherwise, as where part of a word was made bold, stand in both texts."""
    out: list[Placed] = []
    waiting: list[Placed] = []

    def settled() -> None:
        old, new = ([one.atom for one in waiting if one.kind == kind] for kind in ("deleted", "inserted"))
        is_same = old and all(map(_is_words, (*old, *new))) and "".join(a.text for a in old) == "".join(a.text for a in new)
        out.extend(_in_both(old, new) if is_same else waiting)
        waiting.clear()

    for one in placed:
        if one.kind == "kept":
            settled()
            out.append(one)
        else:
            waiting.append(one)
    settled()
    return out


def _in_both(old: Sequence[Atom], new: Sequence[Atom]) -> list[Placed]:
    """Words that are the same on both sides, cut wherever either side cuts them."""
    ends = sorted({*_ends(old), *_ends(new)})
    pairs = zip(_cut_at(old, ends), _cut_at(new, ends), strict=True)
    return [Placed("kept", now, was) for was, now in pairs]


def _ends(found: Sequence[Atom]) -> Iterator[int]:
    return accumulate(len(atom.text) for atom in found)


def _cut_at(found: Sequence[Atom], ends: Sequence[int]) -> Iterator[Atom]:
    """The atoms cut at these places of their words."""
    places = iter(ends)
    begin = at = 0
    for atom in found:
        while at < begin + len(atom.text):
            end = next(places)
            words = atom.text[at - begin : end - begin]
            yield replace(atom, key=(words,), text=words, points=atom.points if at == begin else [])
            at = end
        begin = at
