"""What a comparison of the text does not see: hidden words, levels, numbers, looks, headers, footers, notes and boxes."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from clmctl.model.frozen import frozen
from clmctl.model.word.file import UNSEEN, WordFile
from clmctl.redline.returned.bare import bare
from clmctl.redline.returned.levels import Counted, level_of, named_level
from clmctl.redline.returned.lineage import Lineage
from clmctl.redline.returned.printed import misled, printed
from clmctl.redline.returned.setup import Otherwise, pictures, set_otherwise, set_up, unanchored, words_follow
from clmctl.redline.returned.steps import How, Returned, Step
from clmctl.redline.returned.words import Line, Word
from clmctl.text.comparing.alignment import paired, spans
from clmctl.text.comparing.cosmetic import is_cosmetic
from clmctl.text.comparing.letters import reads_from_right

FactKind = Literal[
    "rows",
    "hidden",
    "struck",
    "format",
    "level",
    "numbering",
    "reference",
    "header",
    "footer",
    "note",
    "box",
    "page",
    "picture",
    "unread",
]
_STRUCK = frozenset({"strike", "dstrike"})
#: Direct formatting that a reader sees; sizes, colours and languages are set anew by many programs.
_SEEN = frozenset({"b", "i", "u", "highlight"})
#: The style of a defined term, which programs that keep none set in bold.
_TERM = "rStyle=DefinedTerm"
#: Tracked changes of a whole paragraph.
_OF_PARAGRAPHS = ("paragraph formatting", "numbering")
#: Parts that hold no text of the document: what Word keeps to put in, what it says of itself.
_NO_TEXT = ("word/glossary/", "docProps/", "customXml/")
#: Of a paragraph that runs on.
_NO_MARK = "the mark that ends it is set as hidden text: the next paragraph runs on behind it"
#: Author and date of what nobody says who made it.
_NOBODY = ("", "")


@frozen
class Fact:
    """Something that is otherwise than it was sent. `sent` and `final` are its paragraphs in the text, where it has any.

    Of a reference whose place was put into another paragraph `place` says which place, into which final paragraph, and which
    final one it stood in.
    """

    kind: FactKind
    how: How
    old: str
    new: str
    remark: str = ""
    sent: int | None = None
    final: int | None = None
    author: str = ""
    date: str = ""
    place: tuple[str, int, int | None] | None = None


def facts(came: WordFile, found: Returned) -> tuple[Fact, ...]:
    """Everything beside the words that differs from what was sent."""
    formatted = {(r.kind, r.paragraph): (r.author, r.date) for r in came.revisions}
    out: list[Fact] = []
    counted = Counted(found)
    for step in found.steps:
        if step.final is None:
            continue
        now = found.lineage.final[step.final]
        out += _hidden(found, step.sent, step.final)
        out += _printed(found, step.sent, step.final)
        if step.sent is None:
            continue
        was = found.lineage.sent[step.sent]
        told = next((formatted[kind, now.mark] for kind in _OF_PARAGRAPHS if (kind, now.mark) in formatted), None)
        ends = (step.sent, step.final)
        if level_of(was) != level_of(now) and step.kind in ("kept", "changed"):
            told = _told_level(found, step, told) or _took_mark(found, step, formatted)
            out.append(
                Fact("level", "tracked" if told else "silent", named_level(was), named_level(now), "", *ends, *(told or _NOBODY))
            )
        elif (remark := counted.differs(step.sent, step.final)) and step.kind in ("kept", "changed"):
            told = told if counted.stood_so(step.sent) else None
            out.append(
                Fact("numbering", "tracked" if told else "silent", was.number, now.number, remark, *ends, *(told or _NOBODY))
            )
        out += _looks(found, *ends, formatted)
        said = now.text.strip()
        for kind, remark in set_otherwise(was, now) if said and step.kind != "moved" else ():
            marked = now.members[-1].row
            how: How = "tracked" if kind == "rows" else "silent"
            by = (marked.author, marked.date) if kind == "rows" else _NOBODY
            if kind != "numbering" or not any(fact.remark == remark for fact in out):  # every paragraph of a level has it
                out.append(Fact(kind, how, said, said, remark, *ends, *by))
    for each in misled(found.lineage):
        place = None if each.goal is None else (each.word.ref, each.goal, each.home)
        said = each.word.text
        out.append(Fact("reference", "silent", said, said, each.remark, None, each.final, place=place))
    return (*_together(found.lineage, out), *_around(came, found.lineage), *_of_file(found))


def _of_file(found: Returned) -> Iterator[Fact]:
    """What is otherwise about the pages, the pictures and the anchors of the file."""
    yield from (_otherwise("page", each) for each in set_up(found))
    yield from (_otherwise("picture", each) for each in pictures(found))
    if remark := unanchored(found.lineage):
        yield Fact("unread", "silent", "", "", remark)


def _otherwise(kind: FactKind, each: Otherwise) -> Fact:
    how: How = "tracked" if each.author else "silent"
    return Fact(kind, how, each.old, each.new, each.remark, None, each.final, each.author, each.date)


def unread_facts(sent: WordFile, came: WordFile) -> tuple[Fact, ...]:
    """What of the file was not read, or is there for other programs, and was not so as it was sent."""
    lines = [line for line in came.unread if line not in sent.unread and not line.startswith(_NO_TEXT)]
    return tuple(Fact("unread", "silent", "", "", line) for line in dict.fromkeys([*lines, *bare(sent, came)]))


def _printed(found: Returned, sent: int | None, final: int) -> Iterator[Fact]:
    for words, remark in printed(found, final):
        said = "".join(word.text for word in words).strip()
        by = next((word.tracked for word in words if word.tracked is not None), None)
        how: How = "silent" if by is None else "tracked"
        yield Fact("reference", how, said, said, remark, sent, final, *((by.author, by.date) if by is not None else _NOBODY))


def _together(lineage: Lineage, found: Sequence[Fact]) -> Iterator[Fact]:
    """The facts, neighbouring paragraphs hidden for one reason as one."""
    held: list[Fact] = []
    for fact in (*found, None):
        last = held[-1] if held else None
        if last is not None and (fact is None or fact.kind != "hidden" or not _goes_on(last, fact)):
            said = "".join(_between(lineage, before, each) + each.new for before, each in zip((None, *held), held, strict=False))
            more = f", in {len(held)} {'cells' if _row(lineage, held[0]) else 'paragraphs'}" if len(held) > 1 else ""
            yield replace(held[0], old=said, new=said, remark=f"{held[0].remark}{more}")
            held = []
        if fact is not None and fact.kind == "hidden":
            held.append(fact)
        elif fact is not None:
            yield fact


def _row(lineage: Lineage, fact: Fact) -> str:
    """The row of a table that a fact is about; empty outside tables."""
    return lineage.final[fact.final or 0].place.rpartition(" cell ")[0]


def _between(lineage: Lineage, before: Fact | None, fact: Fact) -> str:
    """What stands between two facts where they are told: cells of a row are a line."""
    if before is None:
        return ""
    return " | " if _row(lineage, fact) and _row(lineage, before) == _row(lineage, fact) else "\n"


def _goes_on(last: Fact, fact: Fact) -> bool:
    same = (last.remark, last.author, last.date) == (fact.remark, fact.author, fact.date)
    return same and (fact.final or 0) == (last.final or 0) + 1


def _told_level(found: Returned, step: Step, told: tuple[str, str] | None) -> tuple[str, str] | None:
    """Who set a paragraph otherwise, where it stood as it was sent before that; None where it did not, or nobody says so."""
    stood = found.lineage.there.get(step.sent or 0)
    if stood is None or stood.mark != found.lineage.final[step.final or 0].mark or stood.members[-1].before is None:
        return told
    return told if level_of(stood) == level_of(found.lineage.sent[step.sent or 0]) else None


def _took_mark(found: Returned, step: Step, formatted: Mapping[tuple[str, int], tuple[str, str]]) -> tuple[str, str] | None:
    """Who made a paragraph end in the mark of another, and when, where that set it otherwise; None where nobody says so.

    Without the tracked changes it is then set as it was.
    """
    lineage = found.lineage
    stood = lineage.there.get(step.sent or 0)
    if stood is None or step.final is None:
        return None
    told = next((formatted[kind, stood.mark] for kind in _OF_PARAGRAPHS if (kind, stood.mark) in formatted), None)
    said = told is None or stood.members[-1].before is not None
    if said and level_of(stood) != level_of(lineage.sent[step.sent or 0]):
        return None
    marks = [member.mark for member in lineage.final[step.final].members if member.mark.kind != "kept"]
    return told or next(((mark.author, mark.date) for mark in marks), (step.author, step.date))


# ---- words that are not seen, or look otherwise


def _hidden(found: Returned, sent: int | None, final: int) -> Iterator[Fact]:
    """Words that a reader does not see and did see, or that came so."""
    lineage = found.lineage
    words: list[Word] = []
    said = ""
    why: dict[str, None] = {}
    last = 0
    for u, word in enumerate(lineage.final[final].words):
        if not word.is_space and _newly(lineage, final, u):
            said += (" " if said and last < u - 1 else "") + word.text
            words.append(word)
            why.update(dict.fromkeys(word.run.hidden))
            last = u
    if words:
        remark = " and ".join(UNSEEN.get(each, each) for each in why)
        yield Fact("hidden", "silent", said, said, remark, sent, final, words[0].run.author, words[0].run.date)
    was = () if sent is None else lineage.sent[sent].members[-1].mark.hidden
    mark = lineage.final[final].members[-1].mark
    if set(mark.hidden) - set(was) and words_follow(lineage, final):
        said = lineage.final[final].text.strip()
        yield Fact("hidden", "silent", said, said, _NO_MARK, sent, final, mark.author, mark.date)


def _newly(lineage: Lineage, final: int, u: int) -> bool:
    """Whether a word is not seen now and was, or came so."""
    now, origin = lineage.final[final].words[u].run.hidden, lineage.origins[final][u]
    return bool(now) and not set(now) <= set(() if origin is None else lineage.sent[origin[0]].words[origin[1]].run.hidden)


def _looks(found: Returned, sent: int, final: int, formatted: Mapping[tuple[str, int], tuple[str, str]]) -> Iterator[Fact]:
    """Kept words that are struck out, or set otherwise."""
    lineage = found.lineage
    changed: dict[tuple[str, tuple[str, str] | None], list[str]] = {}
    for u, word in enumerate(lineage.final[final].words):
        origin, stood = lineage.origins[final][u], lineage.stood[final][u]
        if origin is None or word.is_space or _newly(lineage, final, u):
            continue
        was, now = _said(lineage.sent[origin[0]].words[origin[1]]), _said(word)
        if was == now:
            continue
        told = formatted.get(("formatting", word.at[0][0]))
        if word.tracked is not None:
            told = told or (word.tracked.author, word.tracked.date)
        elif stood is not None and _said(lineage.sent[stood[0]].words[stood[1]]) == now:
            told = told or _NOBODY  # it is set as it was, in another paragraph
        said = ", ".join([*sorted(f"+{name}" for name in now - was), *sorted(f"-{name}" for name in was - now)])
        struck = now & _STRUCK > was & _STRUCK
        changed.setdefault(("" if struck else said, told), []).append(word.text)
    for (change, told), words in sorted(changed.items(), key=lambda item: bool(item[0][0])):
        said = " ".join(words)
        kind: FactKind = "format" if change else "struck"
        how: How = "silent" if told is None else "tracked"
        yield Fact(kind, how, said, said, change or "struck out, yet not deleted", sent, final, *(told or _NOBODY))


def _said(word: Word) -> frozenset[str]:
    """The looks of a word that a reader sees; the direction matters to figures and marks among letters read from the left."""
    names = ("b" if part == _TERM else part.partition("=")[0] for part in word.run.form.split())
    worn = (name for name in word.run.worn if name != "rtl" or not reads_from_right(word.text))
    return frozenset((*(name for name in names if name in _SEEN), *worn))


# ---- around the text


def _around(came: WordFile, found: Lineage) -> Iterator[Fact]:
    """Headers, footers, notes and boxes: what came and what left."""
    here = _Beside(came, found)
    for kind, name in (("header", "header"), ("footer", "footer"), ("footnotes", "note"), ("endnotes", "note"), ("box", "box")):
        was, original, now = (_of(each, kind) for each in found.around)
        yield from _differing(name, (was, original, now), here)  # type: ignore[arg-type]


class _Beside:
    """Which paragraph of the final text a note or a box stands beside."""

    def __init__(self, came: WordFile, found: Lineage) -> None:
        self.signs = {(part, number): at for part, number, at in came.notes}
        self.marks = [line.mark for line in found.final]

    def place(self, line: Line) -> int | None:
        """The paragraph that refers to the note, or the one the box is fixed to; None for what stands beside no paragraph."""
        note = self.signs.get((line.part, line.members[0].note))
        if note is not None:
            at = bisect_left(self.marks, note)
            return at if at < len(self.marks) else None
        if "box" in line.place:
            at = bisect_left(self.marks, line.mark) - 1
            return at if at >= 0 else None
        return None


def _of(found: Sequence[Line], kind: str) -> list[Line]:
    """The paragraphs of all headers, or all footers ..., each said once."""
    if kind == "box":
        wanted = [line for line in found if line.part == "body"]
    else:
        wanted = [line for line in found if line.part.rstrip("0123456789") == kind]
    once: dict[tuple[str, ...], Line] = {}
    for line in wanted:
        if line.keys:
            once.setdefault(line.keys, line)
    return list(once.values())


def _differing(kind: FactKind, files: tuple[Sequence[Line], Sequence[Line], Sequence[Line]], here: _Beside) -> Iterator[Fact]:
    was, original, now = files
    known = {line.keys for line in original}
    for same, i, j, k, m in spans([line.keys for line in was], [line.keys for line in now]):
        if same:
            yield from _hidden_around(kind, was[i:j], now[k:m])
            continue
        for pair in paired([line.text for line in was[i:j]], [line.text for line in now[k:m]]):
            old = was[i + pair.old] if pair.old is not None else None
            new = now[k + pair.new] if pair.new is not None else None
            said = (old.text.strip() if old else "", new.text.strip() if new else "")
            run = next((w.tracked for w in new.words if w.tracked), None) if new else None
            tracked = old.keys in known and (new is None or run is not None) if old else run is not None
            how: How = "cosmetic" if is_cosmetic(*said) else "tracked" if tracked else "silent"
            final = here.place(new) if new is not None else None
            yield Fact(kind, how, *said, final=final, author=run.author if run else "", date=run.date if run else "")


def _hidden_around(kind: FactKind, was: Sequence[Line], now: Sequence[Line]) -> Iterator[Fact]:
    """Words around the text that say what they said, and are not seen any more."""
    for old, new in zip(was, now, strict=True):
        known = {why for word in old.words for why in word.run.hidden}
        why = dict.fromkeys(each for word in new.words if not word.is_space for each in word.run.hidden if each not in known)
        if why:
            remark = f"in a {kind}: {' and '.join(UNSEEN.get(each, each) for each in why)}"
            yield Fact("hidden", "silent", new.text.strip(), new.text.strip(), remark)
