"""The numbers Word counts for the paragraphs of a file: its lists, levels, starts and restarts."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clmctl.model.frozen import frozen
from clmctl.word.numbering import shown
from clmctl.word.reading.colours import PAGE
from clmctl.word.reading.styles import Styles, look_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_VAL = f"{_W}val"
_COUNT = re.compile(r"%([1-9])")
_MOST_LEVELS = 9
#: Looks of a number that nobody sees.
_UNSEEN = frozenset(("hidden", "white", "tiny", "narrow", "unfilled"))


@frozen
class Level:
    """One level of a list: its first number, format, printed form, the level whose number starts it again, its style.

    `props` are the properties it gives to the paragraphs it numbers; `glued`: nothing stands between its number and their words.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    style: str = ""
    legal: bool = False
    props: "_Element | None" = None
    glued: bool = False
    signs: bool = False


@frozen
class List:
    """A `w:num`: the definition it counts by, and the starts and levels it overrides."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@dataclass(slots=True)
class Numbers:
    """The lists of a file, and how far each has counted. Ask in document order."""

    lists: dict[str, List]
    levels: dict[str, dict[int, Level]]
    links: dict[str, str]
    styles: Styles
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)
    _places: dict[tuple[str, str | None, int | None], tuple[str, int] | None] = field(default_factory=dict)
    _known: dict[tuple[str, int], Level] = field(default_factory=dict)

    def anew(self) -> "Numbers":
        """The same lists, none of which has counted."""
        return Numbers(self.lists, self.levels, self.links, self.styles, _places=self._places, _known=self._known)

    def where(self, style_id: str, num: str | None, level: int | None) -> tuple[str, int] | None:
        """(list, level) of a paragraph of a style that states these itself; None where it is not numbered."""
        stated = (style_id, num, level)
        if stated not in self._places:
            self._places[stated] = self._where(*stated)
        return self._places[stated]

    def _where(self, style_id: str, num: str | None, level: int | None) -> tuple[str, int] | None:
        if num is None:
            inherited = self.styles.numbering(style_id)
            if inherited is None:
                return None
            num = inherited[0]
            if level is None:
                level = self._level_of_style(num, style_id) if inherited[1] is None else inherited[1]
        return None if num == "0" or num not in self.lists else (num, max(0, min(level or 0, _MOST_LEVELS - 1)))

    def count(self, num: str, level: int) -> str:
        """The label of the next paragraph of a list's level; empty for a level without one, `•` for a bullet that is no word."""
        found = self.lists[num]
        counts = self._counts.setdefault(found.abstract, {})
        forced = found.starts.get(level)
        if forced is not None and (num, level) not in self._started:
            counts[level] = forced
        else:
            counts[level] = counts[level] + 1 if level in counts else self.level(num, level).start
        self._started.add((num, level))
        for deeper in [at for at in counts if at > level]:
            restart = self.level(num, deeper).restart
            if restart is None or (restart and level < restart):
                del counts[deeper]
        for higher in range(level):
            counts.setdefault(higher, self.level(num, higher).start)
        return self._label(num, level, counts)

    def _label(self, num: str, level: int, counts: dict[int, int]) -> str:
        own = self.level(num, level)
        if own.format == "bullet":
            said = own.text.strip()
            return said if len(said) > 1 and any(map(str.isalnum, said)) and not own.signs else "•" if said else ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at > level:
                return ""
            return shown(counts.get(at, 1), "decimal" if own.legal and at < level else self.level(num, at).format)

        return _COUNT.sub(one, own.text)

    def level(self, num: str, level: int) -> Level:
        """What a list of the file says of one of its levels; of one it lacks what Word takes."""
        if (num, level) not in self._known:
            found = self.lists[num]
            self._known[num, level] = found.levels.get(level) or self._levels_of(found.abstract).get(level) or Level()
        return self._known[num, level]

    def _levels_of(self, abstract: str) -> dict[int, Level]:
        """The levels of a definition, or of the one its list style leads to."""
        levels = self.levels.get(abstract, {})
        if not levels and abstract in self.links:
            style = self.styles.by_id.get(self.links[abstract])
            linked = self.lists.get(style.num_id) if style is not None and style.num_id is not None else None
            levels = self.levels.get(linked.abstract, {}) if linked is not None else {}
        return levels

    def _level_of_style(self, num: str, style_id: str) -> int:
        """The level a style is linked to from numbering.xml (`w:lvl/w:pStyle`)."""
        if num in self.lists:
            for at, level in self._levels_of(self.lists[num].abstract).items():
                if level.style and level.style == (style_id or self.styles.default):
                    return at
        return 0


def read_numbers(root: "_Element | None", styles: Styles) -> Numbers:
    """The lists of a numbering part; none without one."""
    numbers = Numbers({}, {}, {}, styles)
    if root is None:
        return numbers
    for item in root.iterfind(f"{_W}abstractNum"):
        name = item.get(f"{_W}abstractNumId") or ""
        numbers.levels[name] = dict(_level(level) for level in item.iterfind(f"{_W}lvl"))
        link = item.find(f"{_W}numStyleLink")
        if link is not None:
            numbers.links[name] = link.get(_VAL) or ""
    for item in root.iterfind(f"{_W}num"):
        abstract = item.find(f"{_W}abstractNumId")
        starts, levels = {}, {}
        for override in item.iterfind(f"{_W}lvlOverride"):
            at = _int(override.get(f"{_W}ilvl"), 0)
            start, own = override.find(f"{_W}startOverride"), override.find(f"{_W}lvl")
            if own is not None:
                levels[at] = _level(own)[1]
            if start is not None:
                starts[at] = _int(start.get(_VAL), 1)
        numbers.lists[item.get(f"{_W}numId") or ""] = List("" if abstract is None else abstract.get(_VAL) or "", starts, levels)
    return numbers


def _level(item: "_Element") -> tuple[int, Level]:
    def said(name: str) -> str | None:
        found = item.find(f"{_W}{name}")
        return None if found is None else found.get(_VAL, "")

    restart, legal = said("lvlRestart"), item.find(f"{_W}isLgl")
    look = look_of(item.find(f"{_W}rPr"))
    return _int(item.get(f"{_W}ilvl"), 0), Level(
        start=_int(said("start"), 0 if said("start") is not None else 1),
        format=said("numFmt") or "decimal",
        text="" if _UNSEEN & set(look.hidden(PAGE)) else said("lvlText") or "",
        restart=None if restart is None else _int(restart, 0),
        style=said("pStyle") or "",
        legal=legal is not None and legal.get(_VAL) not in ("0", "false", "off"),
        props=item.find(f"{_W}pPr"),
        glued=said("suff") == "nothing",
        signs=bool(look.signs),
    )


def _int(said: str | None, otherwise: int) -> int:
    """A number of a file; figures of more than nine digits, which no list has, are not believed."""
    return int(said) if said and said.isascii() and said.isdigit() and len(said) <= _MOST_LEVELS else otherwise
