"""Whether a clause's text is one that was approved; worked out once for each distinct text."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a clause's text is.

    kept: exactly the text its pin names. other: an approved text, but another than the pin names. changed: no approved
    text; `nearest` is the closest with its `similarity` (0 to 1) and the words that differ. unknown: nothing is like it.
    """

    state: Literal["kept", "other", "changed", "unknown"]
    variant: Variant | None = None
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()
    against: str = ""


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
            named = self.approved.pinned(pin)
            if named is not None and self.approved.digest(named, pin.options) == digest:
                return Verdict("kept", named, 1.0)
            if (other := self.approved.by_digest(pin.clause, digest)) is not None:
                return Verdict("other", other, 1.0)
            if named is not None:
                return self._changed(text, named, expand(named.text, pin.options), pin.at)
        return self._closest(text, section, pin, lang)

    def _closest(self, text: str, section: Section, pin: ClausePin | None, lang: str) -> Verdict:
        clause = pin.clause if pin else section.anchor
        library = self.approved.library
        candidates = [
            v for c in ([library.clauses[clause]] if clause in library.clauses else library.clauses.values()) for v in c.variants
        ]
        found = nearest(text, [v for v in candidates if v.lang == (pin.lang if pin and pin.lang else lang)])
        if found is None:
            return Verdict("unknown")
        return self._changed(text, found[0], expand(found[0].text, pin.options if pin else {}), section.anchor)

    def _changed(self, text: str, variant: Variant, approved: str, anchor: str) -> Verdict:
        ours = rebase(approved, variant.clause, anchor)
        changes = token_diff(ours, text)
        same = sum(len(c.new) for c in changes if c.kind == "kept")
        total = max(1, sum(max(len(c.old), len(c.new)) for c in changes))
        return Verdict("changed", variant, same / total, changes, ours)
