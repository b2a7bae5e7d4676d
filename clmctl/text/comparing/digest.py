"""Digests of what was approved and agreed, over one narrow canonical form."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from clmctl.model.block import Section
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.money import Money
from clmctl.model.party import Party
from clmctl.model.period import Period
from clmctl.model.value import Value
from clmctl.text.dialect.headings import ITEM_ANCHOR, heading_parts
from clmctl.text.dialect.pieces import Piece, cells, pieces_of
from clmctl.text.dialect.stretches import clauses, plain, stretches

_HARD_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n *")


def clause_digest(text: str, *, anchor: str = "", clause: str = "") -> str:
    """`sha256:` and the digest of a clause's canonical form.

    `text` begins with the clause's heading line (see `section_text`). `anchor` is where the clause stands in the contract and
    `clause` its id in the library: anchors and references inside that begin with the one count as beginning with the other.
    It depends on its arguments alone, so a caller may keep it by the digest of the raw text.
    """
    return _sha(canonical(text, anchor=anchor, clause=clause))


def section_text(section: Section) -> str:
    """A section of a contract as the library would hold it: heading and body, without the heading's own anchor."""
    return f"## {section.title}\n{section.body}"


def rebase(text: str, old: str, new: str) -> str:
    """The text with the anchors and references that begin with `old` (itself, or followed by a hyphen) beginning with `new`."""
    if not old or old == new or old not in text:
        return text
    return re.sub(rf"(\{{#|\]\([ \n]*#){re.escape(old)}(?=-|[\s)}}])", lambda match: match[1] + new, text)


def readings(text: str, known: frozenset[str] = frozenset()) -> Iterator[str]:
    """The lines of a text's canonical form but its headings, each as soon as it is read: every one stands in that form too.

    Stretches that are `known` are left out.
    """
    for stretch in stretches(text):
        if stretch not in known and stretch[:1] != "#" and "\n#" not in stretch:
            said = _lines(stretch)
            yield from _composed(said).split("\n")


def canonical(text: str, *, anchor: str = "", clause: str = "", whole: bool = False) -> str:
    """The text's canonical form: a line for every piece, beginning with its kind and depth in the lists.

    Counted: every word and mark, which paragraph and which list level it stands in, heading depth below the first heading,
    anchors and targets of references. Not counted: how lines are wrapped, line ends, trailing and repeated spaces, blank
    lines, the numbers typed before list items, the first heading's level and anchor, suppression comments. NFC.
    With `whole` (the body of a contract) heading levels and anchors count, all of them.
    """
    if anchor and clause:
        text = rebase(text, anchor, clause)
    if whole:
        return "\n".join(canonical_clauses(text))
    first = 0
    lines: list[str] = []
    for stretch in stretches(text):
        if stretch[:1] != "#" and "\n#" not in stretch:
            if said := _lines(stretch):
                lines.append(said)
            continue
        for piece in pieces_of(stretch):
            if piece.kind != "heading":
                lines.append(_line(piece))
                continue
            title, own, _ = heading_parts(piece.text)
            if not first:
                first = piece.depth
                lines.append(f"# {_words(title)}")
            else:
                deeper = "#" * max(piece.depth - first + 1, 1)
                lines.append(f"{deeper} {_words(title)}{' {#' + own + '}' if own else ''}")
    return _composed("\n".join(lines))


def canonical_clauses(text: str) -> tuple[str, ...]:
    """The canonical form of a contract's body in stretches of whole clauses: joined by line ends they are it."""
    return tuple(filter(None, map(_whole, clauses(text))))


def _composed(lines: str) -> str:
    """In NFC."""
    return lines if lines.isascii() else unicodedata.normalize("NFC", lines)


@lru_cache(maxsize=256)
def _whole(clause: str) -> str:
    """The canonical lines of a clause, headings whole. Contracts share most of theirs, so they are kept."""
    return _composed("\n".join(filter(None, map(_lines, stretches(clause)))))


@lru_cache(maxsize=8192)
def _lines(stretch: str) -> str:
    """The same of a stretch: a clause that somebody changed shares most of its paragraphs."""
    if (known := plain(stretch)) is not None:
        return (
            f"1. {known.anchor} {_words(known.words)}" if known.anchor else f"{'1.' if known.item else '0'} {_words(known.words)}"
        )
    return "\n".join(map(_line, pieces_of(stretch)))


def _line(piece: Piece) -> str:
    """A piece in canonical form."""
    kind, depth, _, text, _ = piece
    if kind == "heading":
        title, own, lang = heading_parts(text)
        return f"{'#' * depth} {_words(title)} {own} {lang}".rstrip(" ")
    if kind == "table":
        rows = [" | ".join(_words(cell.replace("|", "\\|")) for cell in cells(row)) for row in text.split("\n")]
        return f"{depth}| " + "\n| ".join(rows)
    if kind == "code":
        return f"{depth}` " + text.replace("\n", "\n` ")
    sign = {"item": ".", "bullet": "-", "quote": ">", "page-break": "*", "data": "{", "marker": "?"}.get(kind, "")
    if "{#" in text and kind in ("item", "bullet") and (match := ITEM_ANCHOR.search(text)):
        text = " ".join(filter(None, (match[0], text[: match.start()].rstrip(" "), text[match.end() :].lstrip(" "))))
    return f"{depth}{sign} {_words(text)}"


def _words(text: str) -> str:
    """The text on one line with single spaces; a hard line break stays one."""
    if "\\\n" in text:
        text = _HARD_BREAK.sub(r"\1\\" + "\v", text)
    if "\n" in text:
        text = text.replace("\n", " ")
    if "  " in text:
        text = " ".join(filter(None, text.split(" ")))
    return text.strip(" ").replace("\v", "\n") if "\v" in text else text.strip(" ")


def agreed_digest(contract: Contract, catalogue: Catalogue) -> str:
    """`sha256:` and the digest of what was agreed: the body, the pins, the parties, the rows and the fixed fields.

    Stage, owner and every other field that is open after signature do not touch it, nor does the order of keys, how a value is
    typed (`120000` and `120000.00` are one amount) or how the text is wrapped.
    """
    fixed = {field.path for field in catalogue.fields if field.after_signature == "fixed"}
    agreed = {
        "text": canonical(contract.text, whole=True),
        "clauses": sorted(
            (
                [pin.at, pin.lang, pin.clause, pin.variant, pin.version, sorted(pin.options.items()), pin.digest]
                for pin in contract.clauses
            ),
            key=repr,
        ),
        "fields": {path: plain_value(value) for path, value in contract.values.items() if path in fixed},
        "parties": [_party(party) for party in contract.parties],
        "rows": {name: [dict(row) for row in rows] for name, rows in contract.rows.items()},
    }
    return _sha(unicodedata.normalize("NFC", json.dumps(agreed, sort_keys=True, ensure_ascii=False, separators=(",", ":"))))


def _party(party: Party) -> Mapping[str, object]:
    """What a party is in the agreed digest; whose side we are on is not part of it."""
    return {
        "key": party.key,
        "role": party.role,
        "legal_name": party.legal_name,
        "short_name": party.short_name,
        "jurisdiction": party.jurisdiction,
        "company_no": party.company_no,
        "address": party.address,
        "email": party.email,
        "notice": list(party.notice),
        "signatories": [[person.name, person.title, person.email] for person in party.signatories],
    }


def plain_value(value: Value) -> object:
    """A value as JSON holds it, one form for equal values."""
    if isinstance(value, Money):
        return {"amount": _decimal(value.amount), "currency": value.currency}
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, Period):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _decimal(value: Decimal) -> str:
    """A decimal without trailing zeros or exponent."""
    return f"{value.normalize():f}"


def _sha(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
