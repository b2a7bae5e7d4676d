"""The text of a contract after a merge: clause by clause by anchor, a clause that both changed sentence by sentence."""

import difflib
from collections import Counter

from clmctl.model.block import Section
from clmctl.model.frozen import frozen
from clmctl.negotiation.merging.clash import Arbiter, Side, Three
from clmctl.negotiation.merging.ordering import merged_order
from clmctl.text.dialect.rules import parts
from clmctl.text.printing.sentences import sentences

_SUPPRESSION = "<!-- clm:"
#: Put behind a clause before it is cut into sentences, so that its last one ends as the others do.
_END = "\n\n"
#: (start, stop, side, sentences instead): a change to the sentences of the base.
_Edit = tuple[int, int, int, tuple[str, ...]]
#: Kind, anchor (or title, where a part has none), language, and which of several equal ones.
Key = tuple[str, str, str, int]


@frozen
class Stretch:
    """A clause (or preamble, or schedule heading) of one side: its words, and the blank lines behind them.

    `raw` are both as the file holds them, line ends included. `last`: nothing stood behind it there.
    """

    words: str
    gap: str
    raw: str
    last: bool = False


@frozen
class Body:
    """The merged text with `\\n` line ends, the same with the line ends each stretch had, and clauses taken whole by choice."""

    text: str
    raw: str
    taken: dict[str, Side]


def merge_body(said: Three[str], arbiter: Arbiter) -> Body:
    """The text that holds what both sides changed since the base. Texts come as the files hold them, line ends included."""
    sides = said.each(stretches)
    was, our, their = sides.base, sides.ours, sides.theirs
    order, torn = merged_order(list(was), list(our), list(their))
    if torn:
        choice = arbiter.decide("the order of the clauses", sides.each(_list), free=False)
        first, second = (our, their) if choice.side == "ours" else (their, our)
        order, _ = merged_order(list(second), list(first), list(second))
    taken: dict[str, Side] = {}
    found: list[Stretch] = []
    for key in order:
        stretch = _merged(key, Three(was.get(key), our.get(key), their.get(key)), arbiter, taken)
        if stretch is not None:
            found.append(stretch)
    ends = {side[key].gap for side in (our, their) for key in list(side)[-1:]}
    end = max(ends, key=lambda gap: (-len(gap), gap), default="")
    text, raw = "", ""
    for number, stretch in enumerate(found):
        closes = number + 1 == len(found)
        gap = stretch.gap if closes == stretch.last else end if closes else "\n\n"
        text += stretch.words + gap
        raw += stretch.raw if gap == stretch.gap else stretch.raw.rstrip("\r\n") + gap
    return Body(text, raw, taken)


def stretches(raw: str) -> dict[Key, Stretch]:
    """The text in stretches by key, in order; joined they are the text. A suppression goes with the clause it is about."""
    text = raw.replace("\r\n", "\n")
    lines, raw_lines = text.split("\n"), raw.split("\n")
    # a lone carriage return is a line end to some readers and none to others: such a text is one piece
    found = parts(text) if "\r" not in text else (Section("", "", text, 1, kind="preamble", start=0, end=len(text)),)
    starts: list[int] = []
    for number, part in enumerate(found):
        line = text.count("\n", 0, part.start)
        if number and any(each.kind == "clause" for each in found[:number]):
            line = _above_suppressions(lines, line, starts[-1])
        starts.append(line)
    seen: Counter[tuple[str, str, str]] = Counter()
    result: dict[Key, Stretch] = {}
    for number, part in enumerate(found):
        stop = starts[number + 1] if number + 1 < len(found) else len(lines)
        end = "\n" if stop < len(lines) else ""
        whole = "\n".join(lines[starts[number] : stop]) + end
        name = (part.kind, part.anchor or part.title, part.lang)
        words = whole.rstrip("\n")
        result[*name, seen[name]] = Stretch(
            words, whole[len(words) :], "\n".join(raw_lines[starts[number] : stop]) + end, stop == len(lines)
        )
        seen[name] += 1
    return result


def _above_suppressions(lines: list[str], line: int, least: int) -> int:
    """The line where the suppressions begin that stand above a heading, else the heading's own."""
    top = line
    while top > least + 1:
        if lines[top - 1].startswith(_SUPPRESSION):
            top -= 1
        elif not lines[top - 1].strip() and lines[top - 2].startswith(_SUPPRESSION):
            top -= 2
        else:
            break
    return top


def _merged(key: Key, sides: Three[Stretch | None], arbiter: Arbiter, taken: dict[str, Side]) -> Stretch | None:
    """The stretch after the merge, or None where it is gone."""
    was, our, their = sides.base, sides.ours, sides.theirs
    words = sides.each(lambda each: each.words if each else None)
    if words.ours == words.theirs:
        return _gapped(was, our, their)
    if words.ours == words.base:
        return their
    if words.theirs == words.base:
        return our
    if was is None or our is None or their is None:
        choice = arbiter.decide(_named(key), words)
        if choice.side == "own":
            return Stretch(choice.text.strip("\n"), "\n\n", choice.text.strip("\n") + "\n\n")
        taken[key[1]] = choice.side
        return our if choice.side == "ours" else their
    merged = merge_sentences(Three(was.words, our.words, their.words), arbiter, _named(key))
    gap = _gap(was.gap, our.gap, their.gap)
    return Stretch(merged, gap, merged + gap, our.last and their.last)


def _gapped(was: Stretch | None, our: Stretch | None, their: Stretch | None) -> Stretch | None:
    """The stretch where both sides have the same words; of the blank lines behind it what one side changed."""
    if our is None or their is None:
        return our
    if our.raw == their.raw or (was is not None and was.raw == our.raw):
        return their
    if was is not None and was.raw == their.raw:
        return our
    return max(our, their, key=lambda each: (len(each.raw), each.raw))


def _gap(was: str, our: str, their: str) -> str:
    return their if our == was else our if their == was else max(our, their, key=len)


def merge_sentences(said: Three[str], arbiter: Arbiter, where: str) -> str:
    """The clause with both sides' sentences; a clash for each run of sentences that both changed differently."""
    was = sentences(said.base + _END)
    edits = [*_edits(was, sentences(said.ours + _END), 0), *_edits(was, sentences(said.theirs + _END), 1)]
    edits.sort(key=lambda edit: edit[:3])
    found: list[str] = []
    at, number = 0, 0
    while edits:
        start, stop, *_ = edits[0]
        group = [edits.pop(0)]
        while edits and (edits[0][0] < stop or edits[0][:2] == (start, stop)):
            stop = max(stop, edits[0][1])
            group.append(edits.pop(0))
        found += was[at:start]
        at = stop
        before = "".join(was[start:stop])
        sides = tuple(_applied(was, start, stop, [edit for edit in group if edit[2] == side]) for side in (0, 1))
        if sides[0] == sides[1] or not any(edit[2] == 1 for edit in group):
            found.append(sides[0])
        elif not any(edit[2] == 0 for edit in group):
            found.append(sides[1])
        else:
            number += 1
            place = where if number == 1 else f"{where} ({number})"
            choice = arbiter.decide(place, Three(before, *sides).each(lambda text: text.strip("\n")))
            chosen = {"ours": sides[0], "theirs": sides[1]}.get(choice.side)
            found.append(chosen if chosen is not None else _dressed(choice.text, sides[0]))
    found += was[at:]
    return "".join(found).rstrip("\n")


def _edits(was: tuple[str, ...], now: tuple[str, ...], side: int) -> list[_Edit]:
    """Every change to the sentences."""
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    return [(start, stop, side, now[first:last]) for tag, start, stop, first, last in matcher.get_opcodes() if tag != "equal"]


def _applied(was: tuple[str, ...], start: int, stop: int, edits: list[_Edit]) -> str:
    found: list[str] = []
    at = start
    for first, last, _, instead in edits:
        found += [*was[at:first], *instead]
        at = last
    return "".join([*found, *was[at:stop]])


def _dressed(text: str, like: str) -> str:
    """Words a person wrote, with the white space behind them that stood there."""
    return text.strip("\n ") + like[len(like.rstrip()) :] if like.strip() else text.strip("\n") + "\n"


def _named(key: Key) -> str:
    kind, anchor, lang, number = key
    name = (
        f"#{anchor}" if kind in ("clause", "schedule") else f"the part {anchor}" if anchor else "the text before the first clause"
    )
    return name + (f" ({lang})" if lang else "") + (f" (its occurrence {number + 1})" if number else "")


def _list(side: dict[Key, Stretch]) -> str:
    return "\n".join(_named(key) for key in side)
