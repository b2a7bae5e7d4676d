"""Whether a clause's text is one that was approved; worked out once for each distinct text."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from clmctl.expression.conditions import Conditions
from clmctl.library.approved import Approved
from clmctl.library.nearest import nearest
from clmctl.lint.looked import Looked
from clmctl.lint.phrases import Phrases
from clmctl.model.block import Section
from clmctl.model.clause import Variant
from clmctl.model.contract import ClausePin
from clmctl.text.difference import Change, token_diff
from clmctl.text.digest import clause_digest, rebase, section_text
from clmctl.text.options import expand
from clmctl.text.pieces import SUPPRESSION

#: Less alike than this, and a clause that claims nothing is none of the library's.
_ALIKE = 0.5
#: What is compared as one word: a placeholder, an anchor, a reference.
_WHOLE = re.compile(r"\{\{[^{}\n]*\}\}|\{#[^}\n]*\}|\[[^][\n]*\]\(#[^)\n]*\)")
#: Signs that stand for those while words are compared: a plane no text uses.
_FIRST_MARK = 0xF0000
#: The number typed before an item counts for nothing: `2.` prints by place, as `1.` does.
_TYPED = re.compile(r"^( *)\d{1,9}\.( +)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause's text is.

    kept: exactly the text its pin names. other: an approved text, with the options `on`, but another than the pin names (or
    there is no pin). unapproved: a text of the library that nobody approved. lost: the library no longer holds the text that the
    pin names, so it cannot be compared. changed: no approved text; `variant` is the nearest approved one with its `similarity`
    (0 to 1), its words (`against`) and those that differ. unknown: nothing is like it.
    """

    state: Literal["kept", "other", "unapproved", "lost", "changed", "unknown"]
    variant: Variant | None = None
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()
    against: str = ""
    on: frozenset[str] = frozenset()


def named(variant: Variant) -> str:
    """A text as a message names it: clause, position, version, and its language where it is not English."""
    language = f" ({variant.lang})" if variant.lang not in ("", "en") else ""
    return f"{variant.clause} {variant.name} version {variant.version}{language}"


class Judge:
    """Judges clause texts against a library. Equal texts under equal pins are judged once."""

    __slots__ = ("_memo", "approved", "conditions", "looked", "phrases")

    def __init__(self, approved: Approved, conditions: Conditions) -> None:
        self.approved = approved
        self.conditions = conditions
        self.looked = Looked()
        self.phrases = Phrases(approved.library.clauses.values())
        self._memo: dict[tuple[str, str, str, str], Verdict] = {}

    def verdict(self, section: Section, pin: ClausePin | None, lang: str) -> Verdict:
        """The verdict on a section, given the pin under its anchor (None: it claims nothing)."""
        claim = f"{pin.clause}/{pin.variant}/{pin.version}/{pin.lang}/{sorted(pin.options.items())}" if pin else ""
        key = (section.anchor, section.title, section.body, claim or lang)
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._judge(section, pin, lang)
        return found

    def _judge(self, section: Section, pin: ClausePin | None, lang: str) -> Verdict:
        text = section_text(section)
        if pin is not None:
            digest = clause_digest(text, anchor=pin.at, clause=pin.clause)
            claimed = self.approved.pinned(pin)
            if claimed is not None and self.approved.approves(claimed) and self.approved.digest(claimed, pin.options) == digest:
                return Verdict("kept", claimed, 1.0)
            if (recorded := self.approved.recorded(pin, digest)) is not None:
                return Verdict("kept", recorded, 1.0)
            lang = pin.lang or lang
        return self._found(section, pin, text) or self._lost(pin) or self._nearest(section, pin, text, lang)

    def _found(self, section: Section, pin: ClausePin | None, text: str) -> Verdict | None:
        """The text as one that stands in the library, approved or not; None where it stands there nowhere."""
        drafts: list[Variant] = []
        for clause in dict.fromkeys(
            (pin.clause if pin else section.anchor, section.anchor, *self.approved.headed(section.title))
        ):
            known = self.approved.library.clauses.get(clause)
            if known is None:
                continue
            digest = clause_digest(text, anchor=section.anchor, clause=clause)
            if (found := self.approved.by_digest(clause, digest)) is not None:
                return Verdict("other", found[0], 1.0, on=found[1])
            options = pin.options if pin else {}
            drafts += [v for v in known.variants if not self.approved.approves(v) and self.approved.digest(v, options) == digest]
        return Verdict("unapproved", drafts[0], 1.0) if drafts else None

    def _lost(self, pin: ClausePin | None) -> Verdict | None:
        """That the approved text a pin names is no longer in the library, where that is so: its file is gone or was changed."""
        entry = self.approved.entry_of(pin) if pin else None
        claimed = self.approved.pinned(pin) if pin else None
        if pin is None or entry is None or (claimed is not None and self.approved.approves(claimed)):
            return None
        return Verdict(
            "lost", claimed or Variant(pin.clause, pin.variant, entry.lang, pin.version, "approved", "", entry.digest, "")
        )

    def _nearest(self, section: Section, pin: ClausePin | None, text: str, lang: str) -> Verdict:
        """How the text differs from the approved text that is nearest to it, of the clause it claims to be."""
        clauses = self.approved.library.clauses
        headed = self.approved.headed(section.title)
        clause = clauses.get(pin.clause if pin else section.anchor) or (clauses[headed[0]] if headed else None)
        options = pin.options if pin else {}
        claimed = self.approved.pinned(pin) if pin else None
        first = (claimed,) if claimed is not None and self.approved.approves(claimed) else ()
        among = [clause] if clause else clauses.values()
        positions = [v for each in among for v in self.approved.positions(each, lang)]
        found = _nearest_of(text, (*first, *positions), options)
        if found is None or (clause is None and found[1] < _ALIKE):
            return Verdict("unknown")
        approved = rebase(expand(found[0].text, options), found[0].clause, section.anchor)
        changes = _difference(approved, text)
        same = sum(len(c.new) for c in changes if c.kind == "kept")
        total = max(1, sum(max(len(c.old), len(c.new)) for c in changes))
        return Verdict("changed", found[0], same / total, changes, approved)


def _nearest_of(text: str, variants: Iterable[Variant], options: Mapping[str, bool]) -> tuple[Variant, float] | None:
    """The nearest variant, options resolved; of equally near ones the first."""
    return nearest(text, [replace(variant, text=expand(variant.text, options)) for variant in variants if variant.text])


def _difference(approved: str, text: str) -> tuple[Change, ...]:
    """The words that differ, placeholders and anchors as one word each, white space alone counting for nothing."""
    marks: dict[str, str] = {}

    def mark(match: re.Match[str]) -> str:
        return marks.setdefault(match[0], chr(_FIRST_MARK + len(marks)))

    before, after = _WHOLE.sub(mark, _bare(approved)), _WHOLE.sub(mark, _bare(text))
    shown = {ord(sign): source for source, sign in marks.items()}
    changes = (Change(c.kind, c.old.translate(shown), c.new.translate(shown)) for c in token_diff(before, after))
    return tuple(map(_spaced, changes))


def _bare(text: str) -> str:
    """The text without suppression comments and with every item numbered 1, line by line as it was."""
    text = SUPPRESSION.sub("", text) if "<!--" in text else text
    return _TYPED.sub(r"\g<1>1.\2", text)


def _spaced(change: Change) -> Change:
    """A change of white space alone is none."""
    if change.kind != "kept" and change.old.split() == change.new.split():
        return Change("kept", change.new, change.new)
    return change
