"""The fields a form asks for: the built-in ones where the meaning is plain, else new ones of the workspace."""

import re
from dataclasses import dataclass, field
from itertools import chain, count

from clmctl.intake.forms.roles import Roles
from clmctl.model.field import Field, FieldType
from clmctl.model.period import Period
from clmctl.model.settings import Settings
from clmctl.model.value import Value
from clmctl.text.dialect.filters import inverse
from clmctl.text.fields.values import show_value
from clmctl.text.naming import plain_words

#: What forms call the built-in fields.
_MEANINGS: tuple[tuple[str, str], ...] = (
    (r"(?:governing|applicable|chosen) (?:law|state)(?: (?:and|&) .*)?", "legal.governing_law"),
    (
        r"(?:chosen )?courts?|jurisdiction|venue|(?:dispute resolution )?(?:jurisdiction|forum)|seat of arbitration|chosen venue",
        "legal.venue",
    ),
    (r"effective date|start date|commencement date", "dates.effective"),
    (r"(?:agreement|signing) date|date of (?:this |the )?agreement", "dates.agreement"),
    (r"renewal (?:term|period)s?", "renewal.length"),
    (r"(?:non-?renewal|renewal) notice(?: date| period)?|notice of non-?renewal", "renewal.notice"),
    (r"term of confidentiality|confidentiality (?:period|term)|period of confidentiality", "legal.confidentiality"),
    (r"cure period", "termination.cause.cure"),
    (r"termination notice(?: period)?", "termination.convenience.notice"),
    (r"(?:(?:end|expiration|expiry) date)", "term.end"),
    (
        r"(?:subscription|initial|pilot|licen[sc]e|contract|mnda|nda|agreement|service|program|order|partnership|evaluation"
        r"|design partner|baa)?"
        r" ?(?:term|period)(?: of (?:the |this )?(?:agreement|mnda|nda|contract|partnership))?",
        "term.length",
    ),
    (r"(?:general |liability )?cap(?: amount)?|general (?:liability )?cap(?: amount)?|liability limit", "liability.cap"),
    (r"payment (?:terms?|period|process)", "money.payment_terms"),
    (r"(?:total |contract )?(?:fees?|price|value)|aggregate proceeds|total amount", "money.total"),
)
_COMPILED = tuple((re.compile(pattern, re.IGNORECASE), path) for pattern, path in _MEANINGS)
#: How a key term states a built-in field; the others print by themselves.
PHRASES = {
    "renewal.notice": "{{ renewal.notice | words }} before the end of the current term",
    "money.payment_terms": "payment {{ money.payment_terms | words }} after each invoice",
    "term.length": "{{ term.length | words }}",
    "renewal.length": "{{ renewal.length | words }}",
    "legal.confidentiality": "{{ legal.confidentiality | words }}",
    "termination.cause.cure": "{{ termination.cause.cure | words }}",
    "termination.convenience.notice": "{{ termination.convenience.notice | words }}",
}
_PARTY = {
    "": "legal_name",
    "name": "legal_name",
    "legal name": "legal_name",
    "company name": "legal_name",
    "full name": "legal_name",
    "address": "address",
    "notice address": "address",
    "email": "email",
    "e-mail": "email",
    "jurisdiction": "jurisdiction",
}
_SPOKEN = re.compile(r"(\d{1,4})\s*(?:\(\w+\)\s*)?(day|week|month|year)(?:\(s\)|s)?", re.IGNORECASE)
_NUMBERS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)


def meaning_of(label: str) -> str:
    """The path of the built-in field that a label means, or an empty text."""
    words = " ".join(label.split()).strip(" .:*_")
    return next((path for pattern, path in _COMPILED if pattern.fullmatch(words)), "")


def name_of(label: str) -> str:
    """A label as the name of a field: small letters, figures, underscores."""
    name = "_".join(plain_words(re.sub(r"['’]s?\b", "", label)))[:48].strip("_") or "blank"
    return name if name[0].isalpha() else f"n_{name}"


def stated_value(wanted: Field, words: str) -> Value | None:
    """The value that words of a form state for a field, None where they state none of its type."""
    words = " ".join(words.split()).strip(" .")
    if wanted.type is FieldType.DURATION:
        spelled = re.sub(
            rf"\b({'|'.join(_NUMBERS)})\b(?! \()", lambda match: str(_NUMBERS[match[1].lower()]), words, flags=re.IGNORECASE
        )
        match = _SPOKEN.fullmatch(spelled)
        if match is not None:
            count = int(match[1])
            return Period(**{f"{match[2].lower()}s": count})
    return next((found for name in ("words", "") if (found := inverse(name, (), wanted, words)) is not None), None)


@dataclass(slots=True)
class Fields:
    """The fields of one form as they are met: paths in the order asked for, defaults, and new fields of the workspace."""

    settings: Settings
    template: str
    roles: Roles
    asks: list[str] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)
    new: dict[str, Field] = field(default_factory=dict)
    #: option of a clause's text -> the condition that switches it on
    switches: dict[str, str] = field(default_factory=dict)
    labels: dict[tuple[str, FieldType], str] = field(default_factory=dict)
    #: own fields this form uses already, and built-in ones that a heading alone told of
    used: set[str] = field(default_factory=set)
    met: set[str] = field(default_factory=set)
    #: whether the contract states key terms in a schedule
    key_terms: bool = False

    def find(self, path: str) -> Field | None:
        """The field at a path: built in, the workspace's, one of this form's, or a party's attribute."""
        if path.startswith("parties."):
            return Field(path, FieldType.TEXT)
        return self.new.get(path) or self.settings.catalogue.by_path.get(path)

    def ask(self, path: str, default: str = "") -> str:
        """Has the template ask for a field; the first default stays."""
        if path not in self.asks and not path.startswith(f"parties.{self.roles.ours}."):
            self.asks.append(path)
        if default and not path.startswith("parties."):
            self.defaults.setdefault(path, default)
        return path

    def state(self, path: str, value: Value) -> bool:
        """Takes a value the form states as the default; False where it states another value already."""
        shown = show_value(value)
        self.ask(path, shown)
        return self.defaults[path] == shown

    def for_label(
        self, label: str, *, help: str = "", kind: FieldType = FieldType.TEXT, default: str = "", shared: bool = True
    ) -> str:
        """The path of the field that a label of the form means, asked for from now on.

        Where the label is not one that all blanks of its name share, each is a field of its own.
        """
        if kind is FieldType.TEXT and (path := self.party(label)):
            return self.ask(path, default)
        meant = meaning_of(label)
        wanted = self.settings.catalogue.by_path.get(meant)
        if wanted is None or kind not in (FieldType.TEXT, wanted.type) or (not shared and meant in self.met):
            return self.own(label, help=help, kind=kind, default=default, shared=shared)
        value = stated_value(wanted, default) if default else None
        if default and value is None:
            return self.own(label, help=help, kind=kind, default=default, shared=shared)
        self.met.add(meant)
        return self.ask(meant, show_value(value) if value is not None else "")

    def own(
        self,
        label: str,
        *,
        help: str = "",
        kind: FieldType = FieldType.TEXT,
        default: str = "",
        choices: tuple[str, ...] = (),
        shared: bool = True,
    ) -> str:
        """The path of a field of the workspace's own for a label: the one it has, or a new one."""
        base = name_of(label)
        known = self.labels.get((base, kind))
        if shared and kind is FieldType.TEXT and known is not None and not default:
            return self.ask(known)
        lead = name_of(self.template)[:14].strip("_")
        help = help or f"{' '.join(label.split()).rstrip(' .:')} (from the form {self.template})."
        path = next(
            path
            for name in chain((base, f"{lead}_{base}"), (f"{base}_{n}" for n in count(2)))
            if self._free(path := f"fields.{name}", kind, choices, default if shared else None)
        )
        if path not in self.settings.catalogue.by_path:
            self.new.setdefault(path, Field(path, kind, help, choices=choices, client_safe=True))
        self.used.add(path)
        if shared:
            self.labels.setdefault((base, kind), path)
        return self.ask(path, default)

    def _free(self, path: str, kind: FieldType, choices: tuple[str, ...], default: str | None) -> bool:
        """Whether a path can be a field of that kind: one nobody has, or the same one (with `default` None: not used yet)."""
        there = self.find(path)
        if there is not None and (there.type is not kind or there.choices != choices):
            return False
        if path not in self.used:
            return True
        return default is not None and (not default or self.defaults.get(path) == default)

    def party(self, label: str) -> str:
        """`parties.<role>.<attribute>` where a label means that of a party, else an empty text."""
        words = " ".join(re.sub(r"['’]s\b", "", label).split()).casefold().strip(" .:")
        for role, name in zip(self.roles.roles, self.roles.names, strict=True):
            if name and words.startswith(name.casefold()):
                attribute = _PARTY.get(words[len(name) :].strip(" ,:-"))
                if attribute:
                    return f"parties.{role}.{attribute}"
        return ""

    def switch(self, option: str, condition: str) -> str:
        """The name of an option that stands under that condition."""
        name, count = option, 2
        while self.switches.get(name, condition) != condition:
            name, count = f"{option}_{count}", count + 1
        self.switches[name] = condition
        return name
