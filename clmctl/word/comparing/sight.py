"""What a reader of two Word files sees: whether words and paragraphs that stand in both look otherwise."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from clmctl.word.comparing.atoms import END, Atom
from clmctl.word.comparing.effect import COUNT, Effects, Look, Standing, alike
from clmctl.word.comparing.results import is_worked_out
from clmctl.word.comparing.taking import is_contents
from clmctl.word.numbering import shown
from clmctl.word.reading.styles import numbering_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    pass

_W = f"{{{W}}}"
#: What attributes say in XML.
_VALUES = re.compile('="([^"]*)"')
#: Counts of pages that stand among words, not in lines of contents.
_OF_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_NAMED = {
    **{"b": "bold", "i": "italics", "u": "underlining", "sz": "size", "color": "colour", "ground": "ground", "caps": "capitals"},
    **{
        "smallCaps": "small capitals",
        "strike": "strike-through",
        "vanish": "hidden",
        "align": "alignment",
        "line": "line spacing",
        "number": "numbering",
    },
}


@dataclass(slots=True)
class Sight:
    """Both files' looks. `recounted` are lines of what counts otherwise, `in_text` whether the body is what is looked at."""

    old: Effects
    new: Effects
    recounted: dict[str, None] = field(default_factory=dict)
    doubted: frozenset[str] | None = None
    in_text: bool = False

    def look(self, atom: Atom, *, was: bool) -> Look:
        """How an atom of the old (`was`) or new file looks in effect."""
        effects = self.old if was else self.new
        if atom.standing is None:
            return ()
        if atom.key is END:
            return effects.paragraph(atom.props, atom.form, atom.standing)
        return effects.run(atom.props, atom.form, atom.standing, atom.text) if _shows(atom) else ()

    def differs(self, was: Atom, now: Atom) -> bool:
        """Whether what stands in both looks otherwise for more than the definition of its style."""
        if was.standing is None or now.standing is None:
            return False
        if now.key is END:
            return self._paragraph_differs(was, now, was.standing, now.standing)
        if not _shows(now) or (is_contents(was.standing) and is_contents(now.standing)):
            return False
        before, after = self.look(was, was=True), self.look(now, was=False)
        if alike(before, after):
            return False
        here = alike(self.new.run(was.props, was.form, now.standing, now.text, self.old), after)
        return not (here and was.standing.cell == now.standing.cell and self._same_character_style(was, now))

    def _same_character_style(self, was: Atom, now: Atom) -> bool:
        """Whether words are in one character style, which both files have: its definition is then what differs."""
        names = [
            None if item is None else each.name("character", item.get(f"{_W}val"))
            for each, atom in ((self.old, was), (self.new, now))
            for item in [None if atom.props is None else atom.props.find(f"{_W}rStyle")]
        ]
        return names[0] == names[1] and (names[0] is None or ("character", names[0]) in self.new.styles)

    def _paragraph_differs(self, was: Atom, now: Atom, stood: Standing, stands: Standing) -> bool:
        if stood.style != stands.style:
            if all(each.knows(name) for each in (self.old, self.new) for name in (stood.style, stands.style)):
                return True  # both have both: who put one in the other's place meant another level or part
            if not alike(self.old.run(None, "", stood, ""), self.new.run(None, "", stands, "")):
                return True
        before, after = self.look(was, was=True), self.look(now, was=False)
        if alike(before, after):
            return False
        lists = [None if each.props is None else each.props.find(f"{_W}numPr") for each in (was, now)]
        numbers = [None if each is None else numbering_of(each) for each in lists]
        whose = None if numbers[0] == numbers[1] else self.old
        if stood != stands or not alike(self.new.paragraph(was.props, was.form, stood, whose), after):
            return True
        if numbers[0] is not None and dict(before).get("number") != dict(after).get("number"):
            said = (_sample(dict(look).get("number", "")) for look in (before, after))
            self.recounted["a list itself counts otherwise ({!r} is now {!r})".format(*said)] = None
        return False

    def doubts(self, xml: str) -> bool:
        """Whether what is written the same in both files may look otherwise: what it refers to means something else."""
        if self.doubted is None:
            self.doubted = frozenset(escape(each, {'"': "&quot;"}) for each in _doubtful(self.old, self.new))
        return "" in self.doubted or not self.doubted.isdisjoint(_VALUES.findall(xml))

    def restyled(self, used: Iterable[tuple[str, str]]) -> list[str]:
        """Of styles by kind and name those that stand in both files and look otherwise, a line each; then the lists."""
        found = []
        for kind, name in dict.fromkeys(used):
            if not ((kind, name) in self.old.styles and (kind, name) in self.new.styles):
                continue
            was, now = ({part: dict(look) for part, look in each.defined(kind, name).items()} for each in (self.old, self.new))
            said = sorted(
                {
                    name_
                    for part in {*was, *now}
                    for before, after in [(was.get(part, {}), now.get(part, {}))]
                    if not alike(tuple(before.items()), tuple(after.items()))
                    for name_ in {*before, *after}
                    if before.get(name_) != after.get(name_)
                }
            )
            if said:
                words = ", ".join(
                    dict.fromkeys("lines" if each.startswith("border") else _NAMED.get(each, each) for each in said)
                )
                found.append(f"the style {self.old.shown(name)!r} itself looks otherwise ({words})")
        return [*found, *self.recounted]

    def is_worked_out(self, was: Atom, now: Atom) -> bool:
        """Whether what a field says in either file is a program's doing, no change of words."""
        return is_worked_out(was.key, now.key)

    def recount(self, was: Atom, now: Atom) -> None:
        """Remembers a count of pages among the words of the body that is another: whoever reads it there reads a number."""
        if self.in_text and now.key[1] in _OF_PAGES and was.words.strip() != now.words.strip():
            self.recounted[f"a count of pages in the text ({now.key[1]}) says {now.words!r} where it said {was.words!r}"] = None


class AsWritten:
    """Two texts of ours in one style document: what is written otherwise looks otherwise, and every field counts."""

    def look(self, atom: Atom, *, was: bool) -> str:
        """How an atom looks, whichever (`was`) text it is of."""
        del was
        return atom.form

    def differs(self, was: Atom, now: Atom) -> bool:
        """Whether what stands in both looks otherwise."""
        return was.form != now.form

    def doubts(self, xml: str) -> bool:
        """Whether what is written the same may look otherwise: one style document has both."""
        del xml
        return False

    def recount(self, was: Atom, now: Atom) -> None:
        """Remembers nothing: what differs is a change."""
        del was, now

    def is_worked_out(self, was: Atom, now: Atom) -> bool:
        """Whether what a field says is a program's doing: ours says what it was given."""
        del was, now
        return False


def _shows(atom: Atom) -> bool:
    """Whether an atom is words, whose looks are seen: a picture or the end of a line has none."""
    return atom.text not in ("", "\n")


def _doubtful(old: Effects, new: Effects) -> Iterator[str]:
    """What XML holds that refers to a style, list or theme of which the two files mean something else."""
    if any(old.default.get(kind) != new.default.get(kind) for kind in ("paragraph", "table")):
        yield ""
    yield from (key[1] for key in {*old.names, *new.names} if old.names.get(key) != new.names.get(key))
    lists = {*old.numbers.lists, *new.numbers.lists}
    yield from (num for num in lists if old.counts(num) != new.counts(num))
    yield from (name for name in {*old.theme, *new.theme} if old.theme.get(name) != new.theme.get(name))


def _sample(number: str) -> str:
    """How the first number of a kind prints."""
    kind, _, first = number.partition(" ")[2].rpartition(" from ")
    if not kind:
        return first
    counts = COUNT.findall(kind)
    numbers = iter([1] * (len(counts) - 1) + [int(first)])
    return COUNT.sub(lambda found: shown(next(numbers), found[1]), kind)
