"""Choices in the words of registers: stages, kinds of contract, laws, languages, people; each as the catalogue writes it."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from clmctl.intake.claims.places import places
from clmctl.intake.kinds import kind_of
from clmctl.intake.register.spells import plain_words
from clmctl.model.field import Field
from clmctl.model.person import Person
from clmctl.text.fields.troubles import did_you_mean, one_of
from clmctl.text.language import language_called

#: Words that say that nothing is said. They are no value of any field.
_NOTHING = frozenset(
    (
        "", "-", "--", "---", "–", "—", "n/a", "na", "n.a.", "n.a", "none", "null", "nil", "#n/a", "#value!", "#ref!", "nan",
        "unknown", "tbd",
        "t.b.d.", "tbc", "not specified", "not stated", "not applicable", "unspecified", "not available", "?", "k.a.",
        "keine angabe", "(blank)",
        "(none)", "[none]", "pending", "not provided", "blank",
    )
)  # fmt: skip

#: Statuses of registers and CRMs, and the stage each of them is. What has run out is `executed` still: that it has, the days say.
STAGES: Mapping[str, str] = MappingProxyType(
    {
        "not started": "draft", "draft": "draft", "new": "draft", "open": "draft", "in preparation": "draft", "drafting": "draft",
        "request": "request", "requested": "request", "intake": "request", "in review": "review", "review": "review",
        "under review": "review",
        "legal review": "review", "in progress": "negotiation", "negotiation": "negotiation", "negotiating": "negotiation",
        "in negotiation": "negotiation", "under negotiation": "negotiation", "sent": "negotiation",
        "out for review": "negotiation",
        "in approval process": "approval", "in approval": "approval", "pending approval": "approval", "approval": "approval",
        "awaiting approval": "approval", "approved": "signature", "in signature": "signature", "signature": "signature",
        "out for signature": "signature", "pending signature": "signature", "awaiting signature": "signature",
        "sent for signature": "signature",
        "to be signed": "signature", "signed": "executed", "executed": "executed", "activated": "executed", "active": "executed",
        "current": "executed", "in force": "executed", "in effect": "executed", "live": "executed", "complete": "executed",
        "completed": "executed", "fully executed": "executed", "valid": "executed", "renewed": "executed", "expiring": "executed",
        "expired": "executed", "ended": "executed", "lapsed": "executed", "in progress (signed)": "executed",
        "closed": "executed",
        "upcoming": "executed", "to renew": "executed", "upcoming close": "executed", "aktiv": "executed", "inactive": "executed",
        "terminated": "terminated", "cancelled early": "terminated", "canceled": "cancelled", "cancelled": "cancelled",
        "abandoned": "cancelled",
        "rejected": "cancelled", "declined": "cancelled", "withdrawn": "cancelled", "void": "cancelled", "voided": "cancelled",
        "lost": "cancelled",
        "superseded": "superseded", "replaced": "superseded",
    }
)  # fmt: skip
_RENEWALS: Mapping[str, str] = MappingProxyType(
    {
        "auto": "auto-renew", "automatic": "auto-renew", "auto renew": "auto-renew", "auto renewal": "auto-renew",
        "autorenew": "auto-renew",
        "automatic renewal": "auto-renew", "automatically renews": "auto-renew", "auto renews": "auto-renew",
        "tacit": "auto-renew",
        "rolling": "auto-renew", "evergreen": "evergreen", "perpetual": "perpetual", "optional": "option",
        "option to renew": "option",
        "option": "option", "renewal option": "option", "manual": "manual", "manual renewal": "manual", "by agreement": "manual",
        "mutual": "manual", "mutual agreement": "manual", "negotiated": "manual", "opt in": "option", "opt out": "auto-renew",
        "fixed": "fixed", "fixed term": "fixed", "none": "fixed", "no": "fixed", "no renewal": "fixed", "non renewing": "fixed",
        "do not renew": "fixed",
        "does not renew": "fixed", "one time": "fixed", "renew": "manual", "until terminated": "evergreen",
        "indefinite": "perpetual",
        "coterminous": "coterminous", "co terminous": "coterminous", "co term": "coterminous",
    }
)  # fmt: skip
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "master services agreement": "msa", "master service agreement": "msa", "master agreement": "msa",
        "framework agreement": "msa",
        "rahmenvertrag": "msa", "master subscription agreement": "msa", "order": "order-form", "po": "order-form", "baa": "dpa",
        "work order": "sow", "auftragsverarbeitungsvertrag": "dpa", "avv": "dpa", "confidentiality": "nda",
        "change order": "amendment",
        "contract": "agreement", "other": "agreement", "miscellaneous": "agreement", "misc": "agreement",
    }
)  # fmt: skip
_LAW_BEFORE = re.compile(
    r"^(?:the )?(?:laws? of )?(?:the )?(?:state|commonwealth|province|federal republic|kingdom|country)(?: of)? "
    r"|^(?:the )?laws? of (?:the )?|^the ",
    re.IGNORECASE,
)
_LAW_AFTER = re.compile(
    r",? (?:u\.?s\.?a?\.?|united states(?: of america)?|united kingdom|u\.?k\.?|law|laws|state)$", re.IGNORECASE
)
_US = frozenset(("united states", "usa", "us", "u.s.", "u.s.a.", "america"))


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say: `n/a`, `-`, `unknown`."""
    return text.strip().casefold() in _NOTHING


def read_stage(text: str) -> tuple[str, str]:
    """The stage a status is, and a remark where the days decide more than it."""
    words = plain_words(text)
    stage = STAGES.get(words)
    if stage is None:
        raise ValueError("is no stage that is known. Say what it stands for under values: in the mapping (executed, draft ...)")
    remark = (
        "expired contracts stay executed: that they are, their dates say"
        if words in ("expired", "ended", "lapsed", "inactive")
        else ""
    )
    return stage, remark


def read_renewal_type(text: str) -> tuple[str, str]:
    """The type of renewal that words name."""
    found = _RENEWALS.get(plain_words(text))
    if found is None:
        raise ValueError(f"is no type of renewal that is known. {_values(tuple(dict.fromkeys(_RENEWALS.values())))}")
    return found, ""


def read_kind(text: str, types: Sequence[str]) -> tuple[str, str]:
    """The type of contract that words name, one of the workspace's."""
    words = plain_words(text)
    slug = words.replace(" ", "-")
    found = slug if slug in types else _KINDS.get(words) or kind_of(text, otherwise="")
    if not found and "agreement" in types and re.search(r"\b(?:agreement|contract|lease|licen[cs]e)\b|vertrag\b", words):
        return "agreement", ""
    if found not in types:
        near = did_you_mean(slug, types).rstrip("?") or "List it under contract_types: in clmctl.yaml"
        raise ValueError(f"is no type of contract here. {near}")
    return found, ""


def read_law(text: str) -> tuple[str, str]:
    """The law under the one name its place gets; several as the table has them, each under its name."""
    pieces = [piece.strip(" .") for piece in re.split(r";|\n| and/or |/", text) if piece.strip(" .")]
    named = [_law(piece) for piece in pieces]
    if None in named and len(pieces) == 1 and "," in text:
        parts = [part.strip() for part in text.split(",")]
        named = [_law(part) for part in parts]
    if None in named or not named:
        known = places()
        bad = next((piece for piece, place in zip(pieces, named, strict=False) if place is None), text)
        near = did_you_mean(_LAW_BEFORE.sub("", bad), known.values()).rstrip("?.")
        if not any(char.isalnum() for char in bad):
            raise ValueError("was left blank. Find the law and set it, or leave it unknown")
        of = "" if bad == text else f" ({bad[:40]})"
        raise ValueError(f"names a place whose law is not known{of}. {near or 'Write it as England and Wales, or New York'}")
    laws = list(dict.fromkeys(place for place in named if place))
    return "; ".join(laws), f"names {len(laws)} laws" if len(laws) > 1 else ""


def _law(words: str) -> str | None:
    known = places()
    bare = " ".join(words.split()).casefold()
    for _ in range(4):
        if bare in known:
            return known[bare]
        if bare in _US:
            return "United States"
        less = _LAW_AFTER.sub("", _LAW_BEFORE.sub("", bare)).strip(" ,.")
        if less == bare:
            break
        bare = less
    place, comma, country = bare.partition(", ")
    found = known.get(place)
    if comma and found and (found.casefold().endswith(country) or known.get(country) == found.rpartition(", ")[2]):
        return found
    return None


def read_language(text: str) -> tuple[tuple[str, ...], str]:
    """Languages by their codes, from codes or English names."""
    found: list[str] = []
    for piece in re.split(r"[;,/|]| and ", text):
        word = piece.strip()
        if not word:
            continue
        code = word.replace("_", "-") if re.fullmatch(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?", word) else language_called(word, "en")
        if code is None:
            raise ValueError(f"names a language that is not known ({word[:30]}). Write its code: en, de, pt-BR")
        found.append(code.partition("-")[0] if len(code) == 5 and code[3:].isupper() else code)
    return tuple(dict.fromkeys(found)), ""


def read_person(text: str, people: Sequence[Person]) -> tuple[str, str]:
    """The id of somebody the workspace knows, from an id, name or e-mail; any name where it lists nobody."""
    words = " ".join(text.split())
    plain = words.casefold()
    email = re.search(r"[^\s<>()]+@[^\s<>()]+", plain)
    for person in people:
        if plain in (person.id.casefold(), person.name.casefold(), person.email.casefold()) or (
            email and email[0] == person.email.casefold()
        ):
            return person.id, ""
    turned = " ".join(reversed([part.strip() for part in plain.split(",", 1)]))
    match = next((person.id for person in people if "," in plain and turned == person.name.casefold()), "")
    if match:
        return match, ""
    if people:
        near = did_you_mean(words, [person.name for person in people if person.name])
        near = near.rstrip("?") or "List them under people: in clmctl.yaml, or map them under values:"
        raise ValueError(f"is nobody the workspace knows. {near}")
    return words, ""


def read_choice(field: Field, text: str) -> tuple[str, str]:
    """One of a field's choices, whatever its case and hyphens."""
    wanted = plain_words(text)
    found = next((choice for choice in field.choices if plain_words(choice) == wanted), None)
    if found is None:
        raise ValueError(f"is none of its choices. {did_you_mean(wanted, field.choices).rstrip('?') or _values(field.choices)}")
    return found, ""


def _values(choices: Sequence[str]) -> str:
    return f"{one_of(choices).rstrip('.')}: say what it stands for under values: in the mapping"


#: How a row begins that sums up those above it.
_SUMS = re.compile(
    r"(?:grand |sub-?|overall )?(?:totals?|sums?|averages?|count)|gesamt(?:summe|betrag)?|(?:zwischen)?summe|anzahl|total général"
    r"|totale|somme|moyenne",
    re.IGNORECASE,
)


def sums_up(words: str) -> bool:
    """Whether a row's first words say that it sums up the rows above it."""
    return _SUMS.fullmatch(words.partition(":")[0].strip(" .*#=")) is not None
