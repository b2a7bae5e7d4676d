"""Which list and level prints each number, so that Word counts and nothing is typed; and the lists a document adds."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from clmctl.model.block import Block, Shared
from clmctl.model.frozen import frozen
from clmctl.model.word.text import WordText
from clmctl.text.dialect.numbering import roman
from clmctl.word.cuts import passages_of
from clmctl.word.names import LISTS
from clmctl.word.stylefile import StyleDocument
from clmctl.word.xml import escape

_DEEPEST = 5
#: Beyond it letters and romans, which grow with the count, are figures.
_MOST_LETTERED = 3_999
_AGAIN = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
_PARTY = re.compile(r"\(\d+\)")
#: What of a block its place hangs on: kind, level, number, and language, clause and schedule.
_COUNTED = itemgetter(0, 3, 5, 8, 9, 10)
_NAMED = re.compile(r"(.*?)(\d+|[A-Z]{1,2})", re.DOTALL)
#: What each level of a list prints: the characters around its counts, and which level each count is of, in which format.
_PRINTED: Mapping[str, tuple[tuple[tuple[str, ...], tuple[tuple[int, str], ...]], ...]] = MappingProxyType(
    {
        name: tuple(
            (
                tuple(re.split(r"%\d", text)),
                tuple((int(at) - 1, levels[int(at) - 1][1]) for at in re.findall(r"%(\d)", text)),
            )
            for _, _, text in levels
        )
        for name, levels in LISTS.items()
    }
)


class Place(NamedTuple):
    """How a block is numbered: by its style alone (`num` 0), by list `num` at `level`, or by typed characters.

    `typed` is set only where no list of Word's would count to this label; references then point at the typed label.
    `level` is the depth that decides style and indent, from 0.
    """

    list: str
    level: int
    num: int = 0
    typed: str = ""


@frozen
class Numbering:
    """A place for every numbered block, None for every other, and numbering.xml.

    `nums` are the lists by form and instance, `abstracts` and `lists` the definitions and lists the document adds.
    """

    places: Sequence[Place | None]
    xml: str
    nums: Mapping[tuple[str, str], int]
    abstracts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


def number_blocks(text: WordText, style: StyleDocument, *, beside: Numbering | None = None) -> Numbering:
    """Places such that Word counts exactly the labels the text's blocks carry, and the numbering.xml that makes it.

    `beside` another text, what both count in is one list, and the numbering.xml holds the lists of both.
    """
    counting = _Counting(style, text.lang)
    if beside is not None:
        counting.go_on(beside)
    return counting.run(text)


class _Counting:
    """Counts as Word will: one list for the body, one for the schedules' headings, one inside each schedule."""

    def __init__(self, style: StyleDocument, lang: str) -> None:
        self.style = style
        self.counts: dict[tuple[str, str], list[int]] = {}
        self.nums: dict[tuple[str, str], int] = {}
        self.placed: dict[tuple[tuple[str, str], int, str], Place] = {}
        self.next_num = style.next_num
        self.next_abstract = max(abstract for _, abstract in style.lists.values()) + 1_000
        self.new_abstracts: list[str] = []
        self.new_nums: list[str] = []
        self.lang = lang
        self.tongues: set[str] = set()
        self.parties = 0
        self.titles = 0
        self.used: set[tuple[str, str]] = set()
        self.again: set[int] = set()

    def go_on(self, beside: Numbering) -> None:
        """Take the lists of another text, so that what is added comes after them."""
        self.nums.update(beside.nums)
        self.new_abstracts += beside.abstracts
        self.new_nums += beside.lists
        self.next_num += len(beside.lists)
        self.next_abstract += len(beside.abstracts)

    def run(self, text: WordText) -> Numbering:
        places: list[Place | None] = []
        for start, end, shared in passages_of(text):
            places += self.clause(shared or text.blocks[start:end]) or map(self.place, text.blocks[start:end])
        definitions, lists, rest = self.style.numbering
        for number in self.again:
            lists = re.sub(
                rf'(<w:num [^>]*w:numId="{number}".*?)(</w:num>)', rf"\g<1>{_AGAIN}\g<2>", lists, count=1, flags=re.DOTALL
            )
        xml = "".join((definitions, *self.new_abstracts, lists, *self.new_nums, rest))
        return Numbering(places, xml, self.nums, tuple(self.new_abstracts), tuple(self.new_nums))

    def clause(self, said: Shared | Sequence[Block]) -> Sequence[Place | None]:
        """The places of a clause whose blocks all count as is usual, in the one list; none of any other passage."""
        blocks = said.blocks if isinstance(said, Shared) else said
        if not blocks or blocks[0].kind != "clause" or blocks[0].lang not in ("", self.lang):
            return ()
        where = name, instance = self.list_of(blocks[0], "")
        before = self.counts[where][0] if where in self.counts else 0
        counted = _counted(said, name, before) if isinstance(said, Shared) else _count(blocks, name, before)
        if counted is None:
            return ()
        self.counts[where] = list(counted.after)
        return _places(counted.levels, name, self.num(name, instance), self.style.lists[name][0])

    def place(self, block: Block) -> Place | None:
        self.titles += block.kind == "title"
        if block.lang and block.lang != self.lang:
            self.tongues.add(block.lang)
        if not block.number:
            return None
        label, kind, level = block.number, block.kind, block.level - 1
        if label[-1] == ".":
            label = label.rstrip(".")
        if kind == "schedule":
            return self.schedule(label, "" if block.lang == self.lang else block.lang)
        where = name, instance = self.list_of(block, label)
        counts = self.counts.get(where)
        if counts is None:
            counts = self.counts[where] = [0] * (_DEEPEST + 1)
        level = _level(level, name)
        if printed_at(name, level, counts) != label:
            other = _other_level(block, label, name, counts)
            if other is None:
                return Place(name, level, typed=block.number)
            level = other
        counts[level] += 1
        counts[level + 1 :] = _NONE[level]
        key = (where, level, kind)
        found = self.placed.get(key)
        if found is None:
            found = self.placed[key] = _place(name, level, kind, self.num(name, instance), self.style.lists[name][0])
        return found

    def list_of(self, block: Block, label: str) -> tuple[str, str]:
        """The list a block counts in, and which of several lists of that form: each schedule and language has its own."""
        lang = "" if block.lang == self.lang else block.lang
        if block.level == 1 and block.kind == "item" and _PARTY.fullmatch(label):
            self.parties += label == "(1)"
            return "parties", str(self.parties)
        if block.schedule:
            return "inner", f"{block.schedule}/{lang}"
        if block.clause or block.kind in ("clause", "subclause"):
            return "main", lang
        return "recitals", str(self.titles)

    def num(self, name: str, instance: str) -> int:
        """The numId of a list: the style's own for the first of its form, a fresh one that starts again for each further."""
        key = (name, instance)
        own, abstract = self.style.lists[name]
        if self.nums.get(key) == own and key not in self.used and any(each[0] == name for each in self.used):
            self.again.add(own)  # the first list of the text beside is a further one here
        self.used.add(key)
        if key not in self.nums:
            if instance.rpartition("/")[2] in self.tongues:
                # Two languages side by side take turns, and lists of one definition count on from each other.
                self.nums[key] = self.fresh(self.copied(abstract), restart=False)
            elif own in self.nums.values():
                self.nums[key] = self.fresh(abstract, restart=True)
            else:
                self.nums[key] = own
        return self.nums[key]

    def fresh(self, abstract: int, *, restart: bool) -> int:
        number = self.next_num
        self.next_num += 1
        again = _AGAIN if restart else ""
        self.new_nums.append(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{again}</w:num>')
        return number

    def copied(self, abstract: int) -> int:
        """A list definition of the same form that is linked to no style, and so counts alone."""
        number = self.next_abstract
        self.next_abstract += 1
        own = re.search(
            rf'<w:abstractNum [^>]*w:abstractNumId="{abstract}".*?</w:abstractNum>', self.style.numbering[0], re.DOTALL
        )
        form = own[0] if own else ""
        form = re.sub(r"<w:(?:nsid|tmpl|pStyle|styleLink) [^>]*/>", "", form)
        self.new_abstracts.append(form.replace(f'w:abstractNumId="{abstract}"', f'w:abstractNumId="{number}"', 1))
        return number

    def schedule(self, label: str, lang: str) -> Place:
        """A schedule's heading: `Schedule 1` by its style, `Annex A` by a list made for that word."""
        match = _NAMED.fullmatch(label)
        if match is None:
            return Place("schedules", 0, typed=label)
        word, mark = match[1], match[2]
        fmt = "decimal" if mark.isdigit() else "upperLetter"
        key = f"{word}/{fmt}/{lang}"
        counts = self.counts.setdefault(("schedules", key), [0])
        if shown(counts[0] + 1, fmt) != mark:
            return Place("schedules", 0, typed=label)
        counts[0] += 1
        if (word, fmt, lang) == ("Schedule ", "decimal", ""):
            return Place("schedules", 0)
        if ("schedules", key) not in self.nums:
            self.nums["schedules", key] = self.fresh(self.schedule_list(word, fmt), restart=False)
        return Place("schedules", 0, self.nums["schedules", key])

    def schedule_list(self, word: str, fmt: str) -> int:
        number = self.next_abstract
        self.next_abstract += 1
        self.new_abstracts.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x53434800 + number:08X}"/>'
            '<w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:suff w:val="space"/>'
            f'<w:lvlText w:val="{escape(word)}%1"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
        )
        return number


#: Counts of the levels below a level, when one begins there.
_NONE = tuple([0] * (_DEEPEST - level) for level in range(_DEEPEST + 1))


class _Counted(NamedTuple):
    """Kind and level of each block of a clause in its list (None: without a number), and the counts after it."""

    levels: tuple[tuple[str, int] | None, ...]
    after: tuple[int, ...]


def _count(blocks: Sequence[Block], name: str, before: int) -> _Counted | None:
    """A clause counted in a list at so many clauses before it; None where not all of it counts as is usual."""
    counts = [before, *_NONE[0]]
    levels: list[tuple[str, int] | None] = []
    _, first, begins, *here = _COUNTED(blocks[0])
    if first != 1 or not begins or not any(here[1:]):  # what ends no count before it, or stands in no clause and no schedule
        return None
    for kind, level, number, *stands in map(_COUNTED, blocks):
        if stands != here:
            return None
        if not number:
            levels.append(None)
            continue
        label = number.rstrip(".") if number[-1] == "." else number
        if level == 1 and kind == "item" and _PARTY.fullmatch(label):
            return None
        at = _level(level - 1, name)
        if printed_at(name, at, counts) != label:
            return None
        counts[at] += 1
        counts[at + 1 :] = _NONE[at]
        levels.append((kind, at))
    return _Counted(tuple(levels), tuple(counts))


@lru_cache(maxsize=256)
def _counted(shared: Shared, name: str, before: int) -> _Counted | None:
    """The same of a clause that contracts share, kept."""
    return _count(shared.blocks, name, before)


@lru_cache(maxsize=256)
def _places(levels: tuple[tuple[str, int] | None, ...], name: str, num: int, own: int) -> tuple[Place | None, ...]:
    """The places of a clause counted in list `num`, where the style's own list of that form is `own`."""
    return tuple(each and _place(name, each[1], each[0], num, own) for each in levels)


def _place(name: str, level: int, kind: str, num: int, own: int) -> Place:
    """The place at a level of a list."""
    run_in = kind == "item" and level == 0 and name in ("main", "inner")
    return Place(name, level, 0 if num == own and not run_in and kind != "subclause" else num)


def _level(level: int, name: str) -> int:
    """The level, or the nearest that a list of this form has."""
    return 0 if level < 0 else min(level, len(_PRINTED[name]) - 1)


def printed_at(name: str, level: int, counts: list[int]) -> str:
    """What Word would print for one more paragraph at this level; empty where it would show a count that never began."""
    around, slots = _PRINTED[name][level]
    out = around[0]
    part = 1
    for at, fmt in slots:
        count = counts[at] + 1 if at == level else counts[at]
        if not count:
            return ""
        out += (str(count) if fmt == "decimal" else shown(count, fmt)) + around[part]
        part += 1
    return out


def _other_level(block: Block, label: str, name: str, counts: list[int]) -> int | None:
    """A level that would print an item's label, where the likeliest would not."""
    levels = range(len(LISTS[name])) if block.kind == "item" else ()
    return next((level for level in levels if printed_at(name, level, counts) == label), None)


@lru_cache(maxsize=1024)
def shown(count: int, fmt: str) -> str:
    """A count as Word prints it in a number format (ECMA-376 17.18.59): letters repeat after z (`aa`, `bb`), as Word's do.

    A format of another script prints figures.
    """
    if fmt in ("none", "bullet"):
        return ""
    if count > _MOST_LETTERED:
        return str(count)
    if fmt in ("lowerRoman", "upperRoman"):
        return roman(count) if fmt == "lowerRoman" else roman(count).upper()
    if fmt in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if count else ""
        return letter.upper() if fmt == "upperLetter" else letter
    if fmt in ("ordinal", "cardinalText", "ordinalText"):
        from num2words import num2words

        return str(num2words(count, to={"ordinal": "ordinal_num", "cardinalText": "cardinal", "ordinalText": "ordinal"}[fmt]))
    return f"{count:02}" if fmt == "decimalZero" else str(count)
