"""Where a Word file says something else than another: paragraph by paragraph, word by word, numbers and references too."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from clmctl.model.frozen import frozen
from clmctl.model.word.difference import DifferenceKind, WordDifference
from clmctl.model.word.file import WordFile
from clmctl.text.comparing.alignment import Pair, paired, spans
from clmctl.text.comparing.counted import counted, is_counted, kind_of
from clmctl.text.comparing.difference import token_diff
from clmctl.text.comparing.paging import PAGE_BREAK, Broken, broken
from clmctl.text.comparing.views import ViewedParagraph, view

_REF = re.compile(r"\s*(?:REF|PAGEREF)\s+(\S+)")
#: So many paragraphs on a side are paired by likeness; more are told as missing and added.
_MOST = 400
_CONTEXT = 8
#: Stands for the mark that ends a paragraph.
_MARK = " \u00b6"
#: A word beside the number of a line of contents, which may end in a tab itself.
_WORD = re.compile(r"[^\W\d_]{2}")


@frozen
class _Line:
    """A paragraph as it is compared: its words, number, and what is hidden of it; where it stands."""

    part: str
    paragraph: int
    number: str
    text: str
    unseen: str
    targets: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str, str, tuple[str, ...]]:
        return (self.part, self.number, self.text, self.unseen, self.targets)


def differences(expected: WordFile, found: WordFile) -> tuple[WordDifference, ...]:
    """Every difference of what a reader of the final text sees, part by part; empty where the two say the same.

    Page numbers, breaks of runs and formatting count for nothing; a word that is hidden, a number that counts otherwise, a
    reference that leads elsewhere and a page that ends elsewhere do.
    """
    ours, theirs = _lines(expected), _lines(found)
    parts = dict.fromkeys((*(line.part for line in ours), *(line.part for line in theirs)))
    return tuple(
        item
        for part in parts
        for item in _compared([line for line in ours if line.part == part], [line for line in theirs if line.part == part])
    )


def weight(found: Sequence[WordDifference]) -> int:
    """How much differs, in characters: what tells the nearest of several texts."""
    return sum(len(item.was) + len(item.now) if item.kind in ("missing", "added") else _changed(item.shown) for item in found)


def _changed(shown: str) -> int:
    return 1 + sum(len(piece) for piece in re.findall(r"\[-.*?-\]|\{\+.*?\+\}", shown, re.DOTALL))


def _lines(file: WordFile) -> list[_Line]:
    """The paragraphs of the final text that say something, and the page breaks, each a line of its own."""
    out = []
    at: Counter[str] = Counter()
    for item in view(file.paragraphs, "final"):
        part = _story(item.first.part)
        at[item.first.part] += 1
        here = at[item.first.part]
        before, words, behind = _broken(item)
        text = " ".join(words.split())
        page = _Line(part, here, "", PAGE_BREAK, "", ())
        out += [page] * before
        if text:
            out.append(_Line(part, here, item.last.number, text, _unseen(item), _targets(item)))
        out += [page] * behind
    return out


def _broken(item: ViewedParagraph) -> Broken:
    """A paragraph's words without what the program that saved the file counts, and the page breaks about it."""
    by_programs = counted(item.runs, item.first.part)
    runs = tuple(run for run, is_so in zip(item.runs, by_programs, strict=True) if not is_so)
    said = ViewedParagraph(item.paragraphs, runs, "".join(run.text for run in runs))
    found = broken(said, "final") if not item.last.place else Broken(0, said.text, 0)
    return found._replace(words=_unnumbered(found.words)) if any(kind_of(run.field) == "TOC" for run in runs) else found


def _unnumbered(line: str) -> str:
    """A line of contents without the number of a page at its end."""
    words, _, page = line.rpartition("\t")
    return words if _WORD.search(words) and is_counted("PAGEREF", page, framed=False) else line


def _story(part: str) -> str:
    """Headers and footers are told apart by their words alone: programs number them as they like."""
    return part.rstrip("0123456789") if part.startswith(("header", "footer")) else part


def _unseen(item: ViewedParagraph) -> str:
    """The words that are not seen; the sign of a paragraph where its mark is not."""
    mark = _MARK if item.last.mark.hidden and not item.last.place else ""
    return " ".join(("".join(run.text for run in item.runs if run.hidden) + mark).split())


def _targets(item: ViewedParagraph) -> tuple[str, ...]:
    fields = [run.field for run in item.runs if run.field]
    return tuple(match[1].casefold() for name in dict.fromkeys(fields) if (match := _REF.match(name)))


def _compared(ours: list[_Line], theirs: list[_Line]) -> Iterator[WordDifference]:
    if ours and ours[0].part in ("header", "footer"):
        # the first page's, the other pages': which comes first is the program's to choose
        ours, theirs = (sorted(lines, key=lambda line: line.text) for lines in (ours, theirs))
    for span in spans([line.text for line in ours], [line.text for line in theirs]):
        yield from _apart(ours[span.old_start : span.old_end], theirs[span.new_start : span.new_end], is_same=span.same)


def _apart(ours: list[_Line], theirs: list[_Line], *, is_same: bool) -> Iterator[WordDifference]:
    """Paragraphs whose words are the same or not, those that belong together held against each other."""
    if is_same:
        pairs: Sequence[Pair] = [Pair(at, at) for at in range(len(ours))]
    elif max(len(ours), len(theirs)) > _MOST:
        pairs = [*(Pair(at, None) for at in range(len(ours))), *(Pair(None, at) for at in range(len(theirs)))]
    else:
        pairs = paired([line.text for line in ours], [line.text for line in theirs])
    last = theirs[0] if theirs else ours[0]
    for pair in pairs:
        was = None if pair.old is None else ours[pair.old]
        now = None if pair.new is None else theirs[pair.new]
        last = now or last
        if was is None and now is not None:
            yield WordDifference("added", now.part, now.paragraph, now.number, "", now.text, f"{{+{now.text}+}}")
        elif was is not None and now is None:
            yield WordDifference("missing", was.part, last.paragraph, was.number, was.text, "", f"[-{was.text}-]")
        elif was is not None and now is not None and was.key != now.key:
            kind, shown = _shown(was, now)
            yield WordDifference(kind, now.part, now.paragraph, now.number, was.text, now.text, shown)


def _shown(was: _Line, now: _Line) -> tuple[DifferenceKind, str]:
    """What differs between two versions of a paragraph, as one line; long stretches of the same words are cut."""
    if was.text != now.text:
        return "changed", _marked(was.text, now.text)
    if was.unseen != now.unseen:
        return "unseen", f"hidden: {now.unseen}" if now.unseen else f"no longer hidden: {was.unseen}"
    if was.targets != now.targets:
        return "reference", _marked(" ".join(was.targets) or "none", " ".join(now.targets) or "none")
    return "number", f"{_marked(was.number or 'none', now.number or 'none')} {_cut(now.text, is_first=False, is_last=True)}"


def _marked(old: str, new: str) -> str:
    changes = token_diff(old, new)
    out = []
    for at, change in enumerate(changes):
        if change.kind == "kept":
            out.append(_cut(change.new, is_first=at == 0, is_last=at == len(changes) - 1))
        else:
            out.append((f"[-{change.old}-]" if change.old else "") + (f"{{+{change.new}+}}" if change.new else ""))
    return "".join(out)


def _cut(words: str, *, is_first: bool, is_last: bool) -> str:
    """A stretch that is the same, its middle left out; at the ends only what is nearest to the change."""
    pieces = words.split(" ")
    if len(pieces) <= 2 * _CONTEXT + 2:
        return words
    head = "" if is_first else " ".join(pieces[:_CONTEXT])
    tail = "" if is_last else " ".join(pieces[-_CONTEXT:])
    return f"{head}{' ' if head else ''}...{' ' if tail else ''}{tail}"
