"""What the library approves, arranged for looking up by pin and by text."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import product

from clmctl.model.clause import Clause, LedgerEntry, Variant
from clmctl.model.contract import ClausePin
from clmctl.model.library import Library
from clmctl.text.comparing.digest import canonical, clause_digest, readings
from clmctl.text.dialect.options import expand, options_of
from clmctl.text.dialect.rules import slug
from clmctl.text.dialect.stretches import stretches

#: More switches than this in one position and only the pinned combination is compared.
_MOST_OPTIONS = 6

Key = tuple[str, str, int, str]


def key_of(clause: str, variant: str, version: int, lang: str) -> Key:
    """How one approved text is named: clause, position, version, language (empty means English)."""
    return (clause, variant, version, lang or "en")


class Approved:
    """The approved texts of a library: by pin, by digest, and who approved them. Digests are worked out once each."""

    __slots__ = (
        "_current",
        "_digests",
        "_drafts",
        "_expanded",
        "_headed",
        "_lines",
        "_positions_in",
        "_resolved",
        "entries",
        "library",
        "texts",
        "titles",
    )

    def __init__(self, library: Library) -> None:
        self.library = library
        self.texts: dict[Key, Variant] = {}
        for clause in library.clauses.values():
            for variant in (*clause.superseded, *clause.variants):
                self.texts[key_of(clause.id, variant.name, variant.version, variant.lang)] = variant
        self.entries: dict[Key, LedgerEntry] = {key_of(e.clause, e.variant, e.version, e.lang): e for e in library.ledger}
        self._expanded: dict[tuple[Key, frozenset[str]], str] = {}
        self._digests: dict[str, dict[str, tuple[Variant, frozenset[str]]]] = {}
        self._headed: dict[str, tuple[str, ...]] = {}
        self._current: dict[tuple[str, str, str], Variant | None] = {}
        self._drafts: dict[str, tuple[Variant, ...]] = {}
        #: of each clause the stretches of its texts and the lines they are read as, None where a text has options
        self._lines: dict[str, tuple[frozenset[str], frozenset[str]] | None] = {}
        self._positions_in: dict[tuple[str, str], tuple[Variant, ...]] = {}
        self._resolved: dict[tuple[Key, frozenset[str]], Variant] = {}
        #: the slug of each clause's title -> the clause's id
        self.titles: dict[str, str] = {slug(clause.title): clause.id for clause in library.clauses.values()}
        for clause in library.clauses.values():
            for heading in {_heading(variant.text) for variant in self._positions(clause.id)}:
                self._headed[heading] = (*self._headed.get(heading, ()), clause.id)

    def pinned(self, pin: ClausePin) -> Variant | None:
        """The text a pin names, in that very version, or None where the library has it no more."""
        return self.texts.get(key_of(pin.clause, pin.variant, pin.version, pin.lang))

    def entry(self, variant: Variant) -> LedgerEntry | None:
        """The ledger's line for a text, or None where nobody ever approved it."""
        return self.entries.get(key_of(variant.clause, variant.name, variant.version, variant.lang))

    def entry_of(self, pin: ClausePin) -> LedgerEntry | None:
        """The ledger's line for the text a pin names, whether or not the library still has its words."""
        return self.entries.get(key_of(pin.clause, pin.variant, pin.version, pin.lang))

    def approves(self, variant: Variant) -> bool:
        """Whether the ledger approved this very text, withdrawn since or not."""
        entry = self.entry(variant)
        return entry is not None and entry.digest == variant.digest

    def recorded(self, pin: ClausePin, digest: str) -> Variant | None:
        """The text a pin names where only the ledger still knows it, and knows it by this digest: it has no words, only a name.

        A text with options can be told by its file alone: the ledger digests it unexpanded.
        """
        entry = self.entry_of(pin)
        if entry is None or entry.digest != digest or pin.options:
            return None
        return Variant(pin.clause, pin.variant, entry.lang, pin.version, "approved", "", digest, "")

    def current(self, variant: Variant) -> Variant | None:
        """The newest version of the same position in the same language."""
        key = (variant.clause, variant.name, variant.lang)
        if key not in self._current:
            self._current[key] = self.library.variant(*key)
        return self._current[key]

    def digest(self, variant: Variant, options: Mapping[str, bool]) -> str:
        """The digest a contract's clause has when it is this text with these options."""
        key = _with(variant, options)
        if key not in self._expanded:
            self._expanded[key] = clause_digest(expand(variant.text, options), clause=variant.clause)
        return self._expanded[key]

    def resolved(self, variant: Variant, options: Mapping[str, bool]) -> Variant:
        """The variant with its text as it stands in a contract that has these options."""
        key = _with(variant, options)
        if key not in self._resolved:
            self._resolved[key] = replace(variant, text=expand(variant.text, options))
        return self._resolved[key]

    def by_digest(self, clause: str, digest: str) -> tuple[Variant, frozenset[str]] | None:
        """The approved position of a clause whose text has this digest, and the options that are on in it."""
        if clause not in self._digests:
            self._digests[clause] = {
                self.digest(variant, dict.fromkeys(on, True)): (variant, on)
                for variant in self._positions(clause)
                if self.approves(variant)
                for on in _combinations(options_of(variant.text))
            }
        return self._digests[clause].get(digest)

    def says_more(self, clause: str, text: str) -> bool:
        """Whether a text has words that no text of the clause has: then it is none of them, which shows without a digest."""
        if clause not in self._lines:
            texts = [variant.text for variant in self._positions(clause)]
            lines = [line for each in texts for line in canonical(each).split("\n")]
            held = frozenset([stretch for each in texts for stretch in stretches(each)])
            self._lines[clause] = None if any(map(options_of, texts)) else (held, frozenset(["", *lines]))
        known = self._lines[clause]
        return known is not None and any(line not in known[1] for line in readings(text, known[0]))

    def headed(self, title: str) -> tuple[str, ...]:
        """Clauses that have a position under this heading."""
        return self._headed.get(_plain(title), ())

    def positions(self, clause: Clause, lang: str) -> tuple[Variant, ...]:
        """The approved current positions of a clause in a language, in the ladder's order."""
        key = (clause.id, lang)
        if key not in self._positions_in:
            self._positions_in[key] = tuple(
                v for v in clause.variants if v.lang == lang and v.status in ("approved", "deprecated") and self.approves(v)
            )
        return self._positions_in[key]

    def drafts(self, clause: str) -> tuple[Variant, ...]:
        """The texts of a clause that stand in the library and that nobody approved as they are."""
        if clause not in self._drafts:
            found = self.library.clauses.get(clause)
            self._drafts[clause] = tuple(v for v in (found.variants if found else ()) if not self.approves(v))
        return self._drafts[clause]

    def _positions(self, clause: str) -> tuple[Variant, ...]:
        found = self.library.clauses.get(clause)
        return (*found.variants, *found.superseded) if found else ()


def _with(variant: Variant, options: Mapping[str, bool]) -> tuple[Key, frozenset[str]]:
    """The name of a text with the options that are on."""
    key = key_of(variant.clause, variant.name, variant.version, variant.lang)
    return key, frozenset(name for name, on in options.items() if on)


def _heading(text: str) -> str:
    return _plain(text.lstrip("\n").partition("\n")[0].lstrip("#"))


@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _combinations(options: tuple[str, ...]) -> list[frozenset[str]]:
    if len(options) > _MOST_OPTIONS:
        return []
    return [
        frozenset(name for name, on in zip(options, switches, strict=True) if on)
        for switches in product((False, True), repeat=len(options))
    ]
