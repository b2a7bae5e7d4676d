"""Tables, parties and signatures: the blocks that a contract's data makes."""

from collections.abc import Iterable
from types import MappingProxyType
from typing import NamedTuple

from clmctl.model.block import Block, Defined, Inline, LineBreak, Placeholder, Text
from clmctl.model.contract import Contract
from clmctl.model.party import Party, Signatory
from clmctl.text.language import language_of
from clmctl.text.printing.territory import in_territory


class _Wording(NamedTuple):
    registered: str
    number: str
    address: str
    known_as: str
    joined: str
    signed_for: str
    signature: str
    name: str
    title: str
    date: str
    opening: str
    closing: str


_WORDING = MappingProxyType(
    {
        "en": _Wording(
            "registered",
            "under number",
            "of",
            "the",
            "; and",
            "Signed for and on behalf of",
            "Signature:",
            "Name:",
            "Title:",
            "Date:",
            '"',
            '"',
        ),
        "de": _Wording(
            "eingetragen",
            "unter der Nummer",
            "Anschrift:",
            "nachfolgend",
            "; und",
            "Unterzeichnet für",
            "Unterschrift:",
            "Name:",
            "Funktion:",
            "Datum:",
            "„",
            "“",
        ),
        "fr": _Wording(
            "immatriculée",
            "sous le numéro",
            "domiciliée",
            "ci-après",
            "; et",
            "Signé pour et au nom de",
            "Signature :",
            "Nom :",
            "Fonction :",
            "Date :",
            "«",
            "»",
        ),
    }
)
_LINE = "_" * 24


def fill(contract: Contract, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with every data block expanded; placeholders stay placeholders, whose value `printed` gives."""
    filled: list[Block] = []
    for block in blocks:
        if block.kind == "data":
            filled.extend(expand_data(contract, block))
        else:
            filled.append(block)
    return tuple(filled)


def expand_data(contract: Contract, block: Block) -> tuple[Block, ...]:
    """The table or paragraphs a data block makes of the contract's data; a visible mark where there is none."""
    placeholder = next((inline for inline in block.inlines if isinstance(inline, Placeholder)), None)
    if placeholder is None:
        return (block,)
    language = block.lang or contract.language
    if "parties" in (placeholder.filter, placeholder.path):
        return _parties(contract, block, placeholder, language)
    if "signatures" in (placeholder.filter, placeholder.path):
        return _signatures(contract, block, language)
    return _table(contract, block, placeholder)


def _table(contract: Contract, block: Block, placeholder: Placeholder) -> tuple[Block, ...]:
    """A table of the rows at the placeholder's path: the columns named (`key` or `key=Label`), or all there are."""
    rows = contract.rows.get(placeholder.path, ())
    named = [tuple(part.strip() for part in arg.partition("=")[::2]) for arg in placeholder.args]
    columns = named or [(key, "") for key in dict.fromkeys(key for row in rows for key in row)]
    if not rows or not columns:
        return (block._replace(kind="paragraph", inlines=(Text(f"[{placeholder.path}]"),)),)
    head = tuple(_cell(label or key.replace("_", " ").capitalize()) for key, label in columns)
    body = (tuple(_cell(row.get(key, "")) for key, _ in columns) for row in rows)
    return (block._replace(kind="table", inlines=(), rows=(head, *body), header_rows=1, aligns=("",) * len(columns)),)


def _cell(text: str) -> tuple[Inline, ...]:
    return (Text(text),) if text else ()


def _parties(contract: Contract, block: Block, placeholder: Placeholder, language: str) -> tuple[Block, ...]:
    """A numbered paragraph for every party: name, register, address, and what the contract calls it.

    That is the name given for its key or role (`"customer=Customer"`), else its short name: one name, defined once.
    """
    wording = _WORDING[language_of(language).code]
    named = {key.strip(): name.strip() for key, _, name in (arg.partition("=") for arg in placeholder.args)}
    found = []
    for position, party in enumerate(contract.parties, 1):
        more = position < len(contract.parties)
        end = "" if not more else wording.joined if position == len(contract.parties) - 1 else ";"
        called = named.get(party.key) or named.get(party.role) or party.short_name or party.role.capitalize()
        words = (*_party(party, called, wording, language), Text(end or "."))
        found.append(block._replace(kind="item", inlines=words, level=1, indent=1, number=f"({position})", full=f"({position})"))
    return tuple(found) or (block._replace(kind="paragraph", inlines=(Text("[parties]"),)),)


def _party(party: Party, called: str, wording: _Wording, language: str) -> tuple[Inline, ...]:
    details = []
    if party.jurisdiction:
        number = f" {wording.number} {party.company_no}" if party.company_no else ""
        details.append(f"{wording.registered} {in_territory(party.jurisdiction, language)}{number}")
    elif party.company_no:
        details.append(f"{wording.number} {party.company_no}")
    if party.address:
        details.append(f"{wording.address} {' '.join(party.address.split())}")
    name = Text(party.legal_name or f"[parties.{party.key}.legal_name]", bold=True)
    said = Text("".join(f", {detail}" for detail in details) + f" ({wording.known_as} ")
    return name, said, Defined(called, wording.opening, wording.closing), Text(")")


def signing(parties: tuple[Party, ...], block: Block) -> tuple[Party, ...]:
    """Who signs in a signatures block: the parties it names by key or role (`signatures("supplier")`), else all of them."""
    named = {name for inline in block.inlines if isinstance(inline, Placeholder) for name in inline.args}
    return tuple(party for party in parties if not named or party.key in named or party.role in named)


def _signatures(contract: Contract, block: Block, language: str) -> tuple[Block, ...]:
    """A table of two columns with a place to sign for every signatory of every party that signs, a party a column."""
    wording = _WORDING[language_of(language).code]
    found: list[Block] = []
    parties = signing(contract.parties, block)
    for first in range(0, len(parties), 2):
        pair = parties[first : first + 2]
        columns = [[_place(party, person, wording) for person in party.signatories or (Signatory(),)] for party in pair]
        height = max(len(column) for column in columns)
        rows = tuple(
            tuple(column[row] if row < len(column) else () for column in (*columns, *[[]] * (2 - len(columns))))
            for row in range(height)
        )
        found.append(block._replace(kind="table", inlines=(), rows=rows, header_rows=0, aligns=("", "")))
    return tuple(found) or (block._replace(kind="paragraph", inlines=(Text("[signatures]"),)),)


def _place(party: Party, person: Signatory, wording: _Wording) -> tuple[Inline, ...]:
    name = party.legal_name or f"[parties.{party.key}.legal_name]"
    lines = (
        f"{wording.signature} {_LINE}",
        f"{wording.name} {person.name or _LINE}",
        f"{wording.title} {person.title or _LINE}",
        f"{wording.date} {_LINE}",
    )
    words: list[Inline] = [Text(f"{wording.signed_for} "), Text(name, bold=True)]
    for line in lines:
        words += [LineBreak(), Text(line)]
    return tuple(words)
