"""The lists of what has gone: those of the newer file that are the same, else brought along: rejected it has its number."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.word.figures import figures
from clmctl.word.reading.parts import WordParts
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL, _NUM, _ABSTRACT = f"{_W}val", f"{_W}num", f"{_W}abstractNum"
_NUM_ID, _ABSTRACT_ID = f"{_W}numId", f"{_W}abstractNumId"
#: What ties a list to a style, to pictures or to another list of its file, and what tells Word which list it is.
_TIES = tuple(f"{_W}{name}" for name in ("nsid", "tmpl", "styleLink", "pStyle", "lvlPicBulletId"))


@dataclass(slots=True)
class Lists:
    """Says which list of the newer file an old one is.

    `same` says whether an old list and one of the newer file, by their numbers, print alike. `is_theirs`: the newer file had no
    lists and has been given all of the old one's; `has_brought`: it has been given one.
    """

    old: WordParts
    new: WordParts
    same: Callable[[str, str], bool]
    is_theirs: bool = False
    has_brought: bool = False
    _found: dict[str, str | None] = field(default_factory=dict)
    _theirs: Mapping[str, str] = field(default_factory=dict)
    _ours: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._theirs, self._ours = _marks(_root(self.old)), _marks(_root(self.new))

    def of(self, num: str) -> str | None:
        """The number in the newer file of an old list; None where the old file has no such."""
        if self.is_theirs:
            return num
        if num not in self._found:
            self._found[num] = num if num == "0" else self._known(num) or self._brought(num)
        return self._found[num]

    def _known(self, num: str) -> str | None:
        """The list of the newer file that bears the same number, else the same mark of Word's, and counts alike."""
        mark = self._theirs.get(num)
        marked = [each for each, said in self._ours.items() if mark and said == mark]
        return next((each for each in [*([num] if num in self._ours else []), *marked] if self.same(num, each)), None)

    def _brought(self, num: str) -> str | None:
        """The number of a copy of an old list."""
        theirs, ours = _root(self.old), _root(self.new)
        definition = _definition(theirs, num)
        if theirs is None or ours is None or definition is None:
            return None
        item = next(each for each in theirs.iterfind(_NUM) if each.get(_NUM_ID) == num)
        made, counted = copy.deepcopy(definition), copy.deepcopy(item)
        for tie in [*made.iter(*_TIES), *counted.iter(*_TIES)]:
            parent = tie.getparent()
            if parent is not None:
                parent.remove(tie)
        abstract, fresh = (
            str(max([0, *figures(each.get(name) for each in ours.iterfind(tag))]) + 1)
            for tag, name in ((_ABSTRACT, _ABSTRACT_ID), (_NUM, _NUM_ID))
        )
        made.set(_ABSTRACT_ID, abstract)
        counted.set(_NUM_ID, fresh)
        for refers in counted.iterfind(_ABSTRACT_ID):
            refers.set(_VAL, abstract)
        behind = [at for at, each in enumerate(ours, 1) if each.tag in (_ABSTRACT, f"{_W}numPicBullet")]
        ours.insert(behind[-1] if behind else 0, made)
        ours.insert(max(at for at, each in enumerate(ours, 1) if each.tag in (_ABSTRACT, _NUM)), counted)
        self.has_brought = True
        return fresh


def _root(parts: WordParts) -> "_Element | None":
    names = parts.of_kind("numbering")
    return parts.root(names[0]) if names else None


def _definition(root: "_Element | None", num: str) -> "_Element | None":
    """What a list counts by."""
    for item in () if root is None else root.iterfind(_NUM):
        refers = item.find(_ABSTRACT_ID)
        if item.get(_NUM_ID) == num and refers is not None and root is not None:
            wanted = refers.get(_VAL)
            return next((each for each in root.iterfind(_ABSTRACT) if each.get(_ABSTRACT_ID) == wanted), None)
    return None


def _marks(root: "_Element | None") -> dict[str, str]:
    """The mark Word knows each list by, or none, by the number of the list."""
    if root is None:
        return {}
    known = ((each, each.find(f"{_W}nsid")) for each in root.iterfind(_ABSTRACT))
    marks = {each.get(_ABSTRACT_ID): mark.get(_VAL) or "" for each, mark in known if mark is not None}
    lists = ((each, each.find(_ABSTRACT_ID)) for each in root.iterfind(_NUM))
    return {each.get(_NUM_ID) or "": "" if refers is None else marks.get(refers.get(_VAL), "") for each, refers in lists}
