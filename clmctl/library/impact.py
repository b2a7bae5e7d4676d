"""What a newer text of a clause means for the contracts that hold an older one: the words that changed, and when to move."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from clmctl.library.approved import Approved, key_of
from clmctl.model.change import Change
from clmctl.model.clause import Clause, LedgerEntry, Variant
from clmctl.model.frozen import frozen
from clmctl.text.comparing.difference import token_diff

#: What stands in a text for the machine alone: the marks of options and anchors.
_HIDDEN = re.compile(r"\{[?/][^}\n]*\}|\{#[^}\n]*\}")


@frozen
class Chance:
    """When a contract can next take other words: from `day` on, if notice of it is sent by `send_by`; None where no day is fixed.

    `how` says in a line what to do.
    """

    day: date | None
    send_by: date | None
    how: str


@frozen
class Held:
    """A text of the clause in a contract. `deviates`: the words there are no approved ones, differing as `differs` shows;
    `accepted` is the reason of a suppression that accepts them."""

    contract: str
    title: str
    client: str
    counterparty: str
    stage: str
    status: str
    owner: str
    path: str
    position: str
    lang: str
    version: int
    deviates: bool
    differs: str
    accepted: str
    chance: Chance


@frozen
class Advance:
    """From one version of a position to another: the words, and who approved the newer one, when and why.

    `new` is 0 where there is none to go to: the position was `withdrawn` on that day, or the library has it no more.
    """

    position: str
    lang: str
    old: int
    new: int
    changes: tuple[Change, ...] = ()
    by: str = ""
    on: date | None = None
    why: str = ""
    withdrawn: date | None = None
    lost: bool = False


@frozen
class Impact:
    """Every contract that holds a text of a clause, by client, and the way from each text that is not the newest to it."""

    clause: Clause
    held: tuple[Held, ...]
    advances: Mapping[tuple[str, str, int], Advance]

    def advance(self, held: Held) -> Advance | None:
        """The way from what a contract holds to the text asked about, None where it holds that one."""
        return self.advances.get((held.position, held.lang, held.version))

    @property
    def behind(self) -> tuple[Held, ...]:
        """The contracts that hold another version than the one asked about."""
        return tuple(held for held in self.held if self.advance(held) is not None)


def impact(clause: Clause, held: Iterable[Held], approved: Approved, to: int = 0) -> Impact:
    """What moving to the newest approved version of each position (or to version `to`) means for these contracts."""
    found = tuple(sorted(held, key=lambda each: (each.client, each.contract, each.position, each.lang, each.version)))
    texts = dict.fromkeys((each.position, each.lang, each.version) for each in found)
    ways = {text: way for text in texts if (way := advance(clause, approved, text, to)) is not None}
    return Impact(clause, found, ways)


def advance(clause: Clause, approved: Approved, text: tuple[str, str, int], to: int = 0) -> Advance | None:
    """From a text (position, language, version) to the version asked about, 0 the newest approved one; None where it is that."""
    position, lang, version = text
    goal = _goal(clause, approved, position, lang, to)
    entry = approved.entries.get(key_of(clause.id, position, version, lang))
    if goal is None:
        gone = next((e for e in _lines(approved, clause.id, position, lang) if e.until is not None), entry)
        return Advance(position, lang, version, 0, why=gone.gone if gone else "", withdrawn=gone.until if gone else None)
    if goal.version == version:
        return None
    line = approved.entry(goal)
    old = approved.texts.get(key_of(clause.id, position, version, lang))
    known = old is not None and (entry is None or entry.digest == old.digest)
    changes = token_diff(old.text, goal.text) if old is not None and known else ()
    return Advance(
        position, lang, version, goal.version, changes, line.by if line else "", line.on if line else None,
        line.why if line else "", lost=not known,
    )  # fmt: skip


def _goal(clause: Clause, approved: Approved, position: str, lang: str, to: int) -> Variant | None:
    """The text to move to: that version, or the newest that was approved and not withdrawn."""
    there = [v for v in (*clause.variants, *clause.superseded) if v.name == position and v.lang == lang]
    if to:
        return next((v for v in there if v.version == to and approved.approves(v)), None)
    good = [v for v in there if approved.approves(v) and v.status != "withdrawn" and (e := approved.entry(v)) and e.until is None]
    return max(good, key=lambda variant: variant.version, default=None)


def _lines(approved: Approved, clause: str, position: str, lang: str) -> list[LedgerEntry]:
    which = (clause, position, lang)
    found = [e for e in approved.entries.values() if (e.clause, e.variant, e.lang) == which]
    return sorted(found, key=lambda entry: -entry.version)


def said(changes: Iterable[Change], around: int = 60) -> tuple[str, ...]:
    """The changed words, a line for each place: [-taken out-] {+put in+}, with the words around them; equal lines once."""
    lines: list[str] = []
    line = before = ""
    for change in changes:
        if change.kind == "kept":
            kept = _HIDDEN.sub(" ", change.new)
            words = " ".join(kept.split())
            if line:
                gap = " " if kept[:1].isspace() else ""
                tail = " " if kept[-1:].isspace() else ""
                if len(words) <= 2 * around and "\n\n" not in kept:
                    line += f"{gap}{words}{tail}" if words else gap
                else:
                    lines.append(f"{line}{gap}{_first(words, around)}")
                    line = ""
            before = _last(words, around) + (" " if kept[-1:].isspace() else "")
            continue
        line = line or before
        old, new = (" ".join(each.split()) for each in (change.old, change.new))
        lead = " " if line and not line.endswith(" ") and (change.new or change.old)[:1].isspace() else ""
        shown = " ".join([*([f"[-{old}-]"] if old else []), *([f"{{+{new}+}}"] if new else [])])
        line += f"{lead}{shown}{' ' if shown and (change.new or change.old)[-1:].isspace() else ''}"
    return tuple(dict.fromkeys(each.strip() for each in (*lines, line) if "[-" in each or "{+" in each))


def _first(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    return words[:most].rpartition(" ")[0] + " …"


def _last(words: str, most: int) -> str:
    if len(words) <= most:
        return words
    return "… " + words[-most:].partition(" ")[2]


@frozen
class Standing:
    """What the index knows of a contract on a day, of which `chance` makes the next day it can be moved.

    `following` are the terms after the current one, each with the last day to send notice and its last day.
    """

    stage: str
    status: str
    signed: bool
    term_end: date | None = None
    deadline: date | None = None
    send_by: date | None = None
    following: tuple[tuple[date | None, date | None], ...] = ()


_ENDED = {"expired": "it has ended", "terminated": "it was terminated", "superseded": "another contract took its place"}


def chance(standing: Standing, as_of: date) -> Chance:
    """The next day on which the contract can take other words, and what to do until then."""
    if standing.stage == "cancelled":
        return Chance(None, None, "it was never signed and never will be: nothing to do")
    if not standing.signed:
        return Chance(as_of, None, "not signed yet: put the newer words into the draft")
    if standing.status in _ENDED:
        return Chance(None, None, f"{_ENDED[standing.status]}: nothing to do")
    if standing.status == "unknown":
        return Chance(None, None, "its terms cannot be computed: by an amendment both sides sign, at any time")
    if standing.term_end is None:
        return Chance(None, None, "it has no end: by an amendment both sides sign, at any time")
    after = _next(standing.term_end)
    if standing.deadline is None:
        return Chance(after, None, "it ends the day before: put the newer words into what follows it")
    last = standing.send_by or standing.deadline
    if last >= as_of and standing.status != "expiring":
        return Chance(after, last, "with its renewal: say so, with notice ready if they do not agree")
    if standing.status == "expiring":
        return Chance(after, None, "it ends the day before: put the newer words into what follows it")
    for send_by, end in standing.following:
        if send_by is not None and send_by >= as_of and end is not None:
            return Chance(_next(end), send_by, "notice for this term is too late: with the renewal after the next")
    return Chance(after, None, "notice is too late: by an amendment both sides sign, the new term being a good moment")


def _next(day: date) -> date | None:
    return None if day == date.max else day + timedelta(days=1)
