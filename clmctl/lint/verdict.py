"""Whether a clause's text is one that was approved; worked out once for each distinct text."""

from typing import Literal, NamedTuple

from clmctl.expression.conditions import Conditions
from clmctl.library.approved import Approved
from clmctl.library.nearest import nearest, sharing
from clmctl.lint.changes import alike, difference, said
from clmctl.lint.phrases import Phrases
from clmctl.lint.remembered import Remembered
from clmctl.lint.stretch import Looked
from clmctl.model.block import Section
from clmctl.model.clause import Clause, Variant
from clmctl.model.contract import ClausePin
from clmctl.model.field import Catalogue
from clmctl.text.comparing.difference import Change, small_edit
from clmctl.text.comparing.digest import clause_digest, rebase, section_text

#: Less alike than this, and a clause that claims nothing is none of the library's.
_ALIKE = 0.5
#: Less alike than this, and which of its words differ says nothing: it is another text.
_ANOTHER = 0.5
#: So much alike, and the few words that differ are looked at one by one.
_SMALL = 0.97
_REMEMBERED = 8192


class Verdict(NamedTuple):
    """What a clause's text is.

    kept: exactly the text its pin names. other: an approved text, with the options `on`, but another than the pin names (or
    there is no pin). unapproved: a text of the library that nobody approved. lost: the library no longer holds the text that the
    pin names, so it cannot be compared. changed: no approved text; `variant` is the nearest approved one with its `similarity`
    (0 to 1), its words (`against`) and those that differ, as `changes` and as a message `said` them, with what they `touch`
    that turns a meaning; of one that is another text altogether no words are compared, and it is known by its `digest`. unknown:
    nothing is like it.
    `settled` says that a kept text is a standard one, current and for every contract: no rule has more to say of it.
    """

    state: Literal["kept", "other", "unapproved", "lost", "changed", "unknown"]
    variant: Variant | None = None
    similarity: float = 0.0
    changes: tuple[Change, ...] = ()
    against: str = ""
    on: frozenset[str] = frozenset()
    said: str = ""
    touched: tuple[str, ...] = ()
    digest: str = ""
    settled: bool = False


def named(variant: Variant) -> str:
    """A text as a message names it: clause, position, version, and its language where it is not English."""
    language = f" ({variant.lang})" if variant.lang not in ("", "en") else ""
    return f"{variant.clause} {variant.name} version {variant.version}{language}"


class Claim(NamedTuple):
    """What a pin claims: the names of a text and its options, and whether the ledger approved it by the digest claimed."""

    pin: ClausePin
    names: tuple[object, ...]
    is_approved: bool


#: placeholder as typed -> what is wrong with it and what to write, None where nothing is
Wrong = dict[str, tuple[str, str] | None]


class Judge:
    """Judges clause texts against a library. Equal texts under equal pins are judged once, while they are remembered."""

    __slots__ = ("_claims", "_judged", "_placeholders", "_texts", "approved", "conditions", "looked", "phrases")

    def __init__(self, approved: Approved, conditions: Conditions) -> None:
        self.approved = approved
        self.conditions = conditions
        self.phrases = Phrases(approved.library.clauses.values())
        self.looked = Looked(self.phrases)
        self._claims = Remembered[int, Claim](_REMEMBERED)
        self._judged = Remembered[tuple[object, ...], Verdict](_REMEMBERED)
        self._texts = Remembered[tuple[object, ...], tuple[Variant, ...]](_REMEMBERED)
        self._placeholders = Remembered[tuple[object, ...], tuple[Catalogue, Wrong]](_REMEMBERED)

    def placeholders(self, catalogue: Catalogue, parties: tuple[str, ...], rows: tuple[str, ...]) -> "Wrong":
        """What was found wrong so far with placeholders of contracts with such parties and lists: to be read and added to."""
        found = self._placeholders.get((parties, rows)) or self._placeholders.again((parties, rows))
        if found is None or found[0] is not catalogue:
            found = self._placeholders.keep((parties, rows), (catalogue, {}))
        return found[1]

    def verdict(self, section: Section, pin: ClausePin | None, lang: str) -> Verdict:
        """The verdict on a section, given the pin under its anchor (None: it claims nothing)."""
        names: tuple[object, ...] = (lang,)
        if pin is not None:
            claim = self._claims.get(id(pin))
            names = claim.names if claim is not None and claim.pin is pin else self.claim(pin).names
        key = (section.body, section.title, section.anchor, names)
        known = self._judged
        return known.get(key) or known.again(key) or known.keep(key, self._judge(section, pin, lang))

    def claim(self, pin: ClausePin) -> Claim:
        """What a pin claims; contracts share their pins."""
        found = self._claims.get(id(pin))
        if found is not None and found.pin is pin:
            return found
        entry = self.approved.entry_of(pin)
        names = (pin.clause, pin.variant, pin.version, pin.lang, *pin.options.items())
        return self._claims.keep(id(pin), Claim(pin, names, entry is not None and pin.digest == entry.digest))

    def _settles(self, variant: Variant) -> bool:
        """Whether nothing more is to be said of a clause that keeps this text."""
        entry, current = self.approved.entry(variant), self.approved.current(variant)
        alone = current is None or current.version <= variant.version or current.status != "approved"
        anywhere = not variant.jurisdictions and not variant.when
        stands = variant.status == "approved" and (entry is None or entry.until is None)
        return variant.name == "standard" and stands and alone and anywhere

    def _judge(self, section: Section, pin: ClausePin | None, lang: str) -> Verdict:
        text = section_text(section)
        found = None if self._says_more(section, pin) else self._kept(pin, text) or self._found(section, pin, text)
        return found or self._lost(pin) or self._nearest(section, pin, text, (pin.lang if pin else "") or lang)

    def _says_more(self, section: Section, pin: ClausePin | None) -> bool:
        """Whether it shows at once that the text is no text of the library: it has words that its clause has in none."""
        approved, anchor = self.approved, section.anchor
        if pin is not None:
            claimed = approved.pinned(pin)
            if pin.clause != anchor or claimed is None or not approved.approves(claimed):
                return False
        return {anchor, *approved.headed(section.title)} == {anchor} and approved.says_more(anchor, section.typed)

    def _kept(self, pin: ClausePin | None, text: str) -> Verdict | None:
        """The text as the one its pin names; None where it is another."""
        if pin is None:
            return None
        digest = clause_digest(text, anchor=pin.at, clause=pin.clause)
        claimed = self.approved.pinned(pin)
        if claimed is not None and self.approved.approves(claimed) and self.approved.digest(claimed, pin.options) == digest:
            return Verdict("kept", claimed, 1.0, settled=self._settles(claimed))
        recorded = self.approved.recorded(pin, digest)
        return Verdict("kept", recorded, 1.0) if recorded is not None else None

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
            drafts += [v for v in self.approved.drafts(clause) if self.approved.digest(v, options) == digest]
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
        among = (clause,) if clause else tuple(clauses.values())
        texts = self._compared_with(pin, among, lang)
        variant = sharing(rebase(text, section.anchor, clause.id), texts) if clause else None
        if variant is None:
            found = nearest(text, texts)
            if found is None or (clause is None and found[1] < _ALIKE):
                return Verdict("unknown")
            variant, near = found
            if near < _ANOTHER:
                digest = clause_digest(text, anchor=section.anchor, clause=pin.clause if pin else variant.clause)
                return Verdict("changed", variant, near, said="it is another text", digest=digest)
        approved = rebase(variant.text, variant.clause, section.anchor)
        changes = difference(approved, text)
        similarity = alike(changes)
        touched = small_edit(changes) if similarity >= _SMALL else ()
        return Verdict("changed", variant, similarity, changes, approved, said=said(changes), touched=touched)

    def _compared_with(self, pin: ClausePin | None, among: tuple[Clause, ...], lang: str) -> tuple[Variant, ...]:
        """The approved texts that a text may be near to, the one its pin names first, with the pin's options."""
        claim = (pin.clause, pin.variant, pin.version, pin.lang, *pin.options.items()) if pin else ()
        key = (lang, len(among), among[0].id if among else "", claim)
        found = self._texts.get(key) or self._texts.again(key)
        if found is not None:
            return found
        options = pin.options if pin else {}
        claimed = self.approved.pinned(pin) if pin else None
        first = (claimed,) if claimed is not None and self.approved.approves(claimed) else ()
        positions = [v for each in among for v in self.approved.positions(each, lang) if v is not claimed]
        return self._texts.keep(key, tuple(self.approved.resolved(v, options) for v in (*first, *positions) if v.text))
