"""What a reader of two Word files sees: whether words and paragraphs that stand in both look otherwise."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clmctl.word.comparing.atoms import END, Atom
from clmctl.word.comparing.effect import Effects, Look, Standing, alike
from clmctl.word.comparing.results import is_worked_out
from clmctl.word.comparing.taking import is_contents
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
#: Bookmarks open at one place whose words are kept: nobody lays more upon each other.
_MOST_OPEN = 200
_NAMED = {
    **{"b": "bold", "i": "italics", "u": "underlining", "sz": "size", "color": "colour", "ground": "ground", "caps": "capitals"},
    **{
        "smallCaps": "small capitals",
        "strike": "strike-through",
        "vanish": "hidden",
        "align": "alignment",
        "line": "line spacing",
    },
}


@dataclass(slots=True)
class Sight:
    """Both files' looks and bookmarks. `old_words` and `new_words` say what stands at a bookmark."""

    old: Effects
    new: Effects
    old_words: Callable[[str], str | None]
    new_words: Callable[[str], str | None]

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
        return not alike(before, after) and not alike(self.new.run(was.props, was.form, now.standing, now.text, self.old), after)

    def _paragraph_differs(self, was: Atom, now: Atom, stood: Standing, stands: Standing) -> bool:
        if stood.style != stands.style:
            if all(each.knows(name) for each in (self.old, self.new) for name in (stood.style, stands.style)):
                return True  # both have both: who put one in the other's place meant another level or part
            words = self.new.run(None, "", stands, "")
            bases = (self.old.run(None, "", stood, ""), self.new.run(None, "", Standing(stood.style, stands.cell), ""))
            if not any(alike(each, words) for each in bases):
                return True
        before, after = self.look(was, was=True), self.look(now, was=False)
        here = Standing(stood.style, stands.cell)
        return not alike(before, after) and not alike(self.new.paragraph(was.props, was.form, here, self.old), after)

    def restyled(self, used: Iterable[str]) -> list[str]:
        """Of paragraph styles by name those that stand in both files and look otherwise, a line each."""
        found = []
        for name in dict.fromkeys(used):
            if not (self.old.knows(name) and self.new.knows(name)):
                continue
            alone = Standing(name, None)
            was, now = ((each.run(None, "", alone, ""), each.paragraph(None, "", alone)) for each in (self.old, self.new))
            said = [] if all(map(alike, was, now)) else sorted({each for each, _ in {*was[0], *was[1]} ^ {*now[0], *now[1]}})
            if said:
                words = ", ".join(_NAMED.get(each, each) for each in said)
                found.append(f"the style {self.old.shown(name)!r} itself looks otherwise ({words})")
        return found

    def is_worked_out(self, was: Atom, now: Atom) -> bool:
        """Whether what a field says in either file is a program's doing, no change of words."""
        return now.key[0] == "field" and is_worked_out(was, now, self.old_words, self.new_words)


class AsWritten:
    """Two texts of ours in one style document: what is written otherwise looks otherwise, and every field counts."""

    def look(self, atom: Atom, *, was: bool) -> str:
        """How an atom looks, whichever (`was`) text it is of."""
        del was
        return atom.form

    def differs(self, was: Atom, now: Atom) -> bool:
        """Whether what stands in both looks otherwise."""
        return was.form != now.form

    def is_worked_out(self, was: Atom, now: Atom) -> bool:
        """Whether what a field says is a program's doing: ours says what it was given."""
        del was, now
        return False


def _shows(atom: Atom) -> bool:
    """Whether an atom is words, whose looks are seen: a picture or the end of a line has none."""
    return atom.text not in ("", "\n")


def words_at(root: "_Element") -> "Callable[[str], str | None]":
    """Says what stands at a bookmark of a story, by its name in small letters; None where there is none such."""
    found: dict[str, str] = {}
    open_: dict[str, list[str]] = {}
    names: dict[str, str] = {}

    def read() -> None:
        for item in root.iter(f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}t"):
            if item.tag == f"{_W}t":
                for words in open_.values():
                    words.append(item.text or "")
            elif item.tag == f"{_W}bookmarkStart" and len(open_) < _MOST_OPEN:
                mark = item.get(f"{_W}id") or ""
                names[mark], open_[mark] = (item.get(f"{_W}name") or "").casefold(), []
            elif (mark := item.get(f"{_W}id") or "") in open_:
                found.setdefault(names[mark], "".join(open_.pop(mark)))
        found.setdefault("", "")

    def say(name: str) -> str | None:
        if not found:
            read()
        return found.get(name) if name else None

    return say
