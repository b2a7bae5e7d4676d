"""Placeholders: the fields a text prints, what each prints, and which cannot be printed."""

from collections.abc import Collection, Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from clmctl.model.block import Block, Inline, Placeholder
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue, FieldType
from clmctl.model.money import Money, currency_digits
from clmctl.model.value import Value
from clmctl.text.dialect.filters import FILTERS, print_value
from clmctl.text.dialect.inlines import PLACEHOLDER, placeholder
from clmctl.text.fields.tables import RELATIONS

#: What can be printed of a party: `{{ parties.customer.legal_name }}`.
PARTY_ATTRIBUTES: tuple[str, ...] = (
    "legal_name",
    "short_name",
    "address",
    "company_no",
    "jurisdiction",
    "email",
    "notice",
    "role",
)
#: Block placeholders that need no filter.
BARE_BLOCKS: tuple[str, ...] = ("parties", "signatures")
_OWN = ("id", "title", "type", "stage", "owner", "template", "paper")


def find_placeholders(text: str) -> Iterator[tuple[Placeholder, int]]:
    """Every placeholder of a text with its 1-based line, in order."""
    line, counted = 1, 0
    for match in PLACEHOLDER.finditer(text):
        if _escaped(text, match.start()):
            continue
        line += text.count("\n", counted, match.start())
        counted = match.start()
        found = placeholder(match[0])
        if found is not None:
            yield found, line


def _escaped(text: str, at: int) -> bool:
    """Whether braces are meant as such: an odd number of backslashes stands before them."""
    start = at
    while start and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


def placeholders_of(blocks: Iterable[Block]) -> Iterator[tuple[Block, Placeholder]]:
    """Every placeholder of the blocks, with the block it stands in."""
    for block in blocks:
        for inline in inlines_of(block) if block.rows else block.inlines:
            if isinstance(inline, Placeholder):
                yield block, inline


def inlines_of(block: Block) -> Iterator[Inline]:
    """Every inline piece of a block, its table cells included."""
    yield from block.inlines
    for row in block.rows:
        for cell in row:
            yield from cell


def value_of(contract: Contract, path: str) -> Value | None:
    """What the contract states at a path: a field, a party's attribute, or a relation; None where it states nothing.

    `parties.customer.address` is the party's by key or role; `fields.guarantor.legal_name` is of the party whose key the
    field holds; `relations.sow-of` is the numbers of the contracts it is a statement of work of.
    """
    if (value := contract.values.get(path)) is not None:
        return value
    owner, _, attribute = path.rpartition(".")
    if attribute in PARTY_ATTRIBUTES and owner:
        key = owner.removeprefix("parties.") if owner.startswith("parties.") else contract.values.get(owner)
        party = contract.party(key) if isinstance(key, str) else None
        if party is not None:
            stated: str | tuple[str, ...] = getattr(party, attribute)
            return (", ".join(stated) if isinstance(stated, tuple) else stated) or None
    if owner == "relations":
        return tuple(relation.id for relation in contract.relations if relation.type == attribute) or None
    if path in _OWN:
        return str(getattr(contract, path)) or None
    return None


def printed(contract: Contract, placeholder: Placeholder, *, language: str = "") -> str:
    """What a placeholder prints in a language (the prevailing one if none is given); `[renewal.notice]` without a value."""
    value = value_of(contract, placeholder.path)
    if value is None or value == ():
        return f"[{placeholder.path}]"
    language = language or contract.language
    if placeholder.filter == "percent_of":
        base = value_of(contract, placeholder.args[0]) if placeholder.args else None
        if not isinstance(base, Money) or not isinstance(value, Decimal):
            return f"[{placeholder.args[0] if placeholder.args else placeholder.path}]"
        value = share_of(base, value)
    return print_value(value, filter=placeholder.filter, args=placeholder.args, language=language)


def share_of(money: Money, percent: Decimal) -> Money:
    """That percentage of an amount, rounded half up to the currency's smallest unit."""
    amount = (money.amount * percent / 100).quantize(Decimal(1).scaleb(-currency_digits(money.currency)), ROUND_HALF_UP)
    return Money(amount, money.currency)


def placeholder_problem(
    placeholder: Placeholder, catalogue: Catalogue, *, parties: Collection[str] | None = None, rows: Collection[str] | None = None
) -> tuple[str, str] | None:
    """(what is wrong, what to write) with a placeholder's path, filter or arguments; None where nothing is.

    `parties` are the keys and roles of the contract's parties and `rows` the lists it has; None where they are not known (a
    clause of the library).
    """
    path, name = placeholder.path, placeholder.filter
    if name and name not in FILTERS:
        return f"there is no filter `{name}`", _did_you_mean(name, FILTERS) or f"The filters are {', '.join(FILTERS)}."
    if (name and FILTERS[name].block) or path in BARE_BLOCKS:
        if rows is not None and name == "table" and path not in rows:
            return f"the contract has no list `{path}`", _did_you_mean(path, rows)
        if name == "signatures":
            unknown = next((key for key in placeholder.args if parties is not None and key not in parties), None)
            return (f"the contract has no party `{unknown}`", _did_you_mean(unknown, parties or ())) if unknown else None
        return _naming_problem(placeholder, parties) if name == "parties" else None
    if path.startswith("parties."):
        return _party_problem(path, parties)
    if path.startswith("relations."):
        kind = path.removeprefix("relations.")
        hint = _did_you_mean(kind, RELATIONS) or f"The relations are {', '.join(RELATIONS)}."
        return None if kind in RELATIONS else (f"there is no relation `{kind}`", hint)
    field = catalogue.by_path.get(path)
    if field is None:
        owner, _, attribute = path.rpartition(".")
        owned = catalogue.by_path.get(owner)
        if owned is not None and owned.type is FieldType.PARTY and attribute in PARTY_ATTRIBUTES:
            return None
        known = catalogue.find(path)
        if len(known) == 1:
            return f"there is no field `{path}`", f"Write {known[0].path}: a text names a field by its whole path."
        return f"there is no field `{path}`", _did_you_mean(path, catalogue.by_path)
    if not name:
        return None
    spec = FILTERS[name]
    if field.type not in spec.types:
        kinds = ", ".join(sorted(kind.value for kind in spec.types))
        return f"`{name}` prints {kinds}, and `{path}` is {field.type.value}", f"Write {{{{ {path} }}}} without it."
    if name == "percent_of":
        base = catalogue.by_path.get(placeholder.args[0]) if len(placeholder.args) == 1 else None
        if base is None or base.type is not FieldType.MONEY:
            return "`percent_of` takes the path of one money field", 'Such as {{ fields.deposit | percent_of("money.total") }}.'
        return None
    wrong = next((argument for argument in placeholder.args if argument not in spec.arguments), None)
    if wrong is not None:
        allowed = ", ".join(f'"{argument}"' for argument in spec.arguments)
        return f'`{name}` does not know "{wrong}"', f"It knows {allowed}." if allowed else "It takes nothing in brackets."
    return None


def _naming_problem(placeholder: Placeholder, parties: Collection[str] | None) -> tuple[str, str] | None:
    """What is wrong with the names that `{{ parties | parties("customer=Customer") }}` gives."""
    for argument in placeholder.args:
        key, equals, name = (part.strip() for part in argument.partition("="))
        if not (key and equals and name):
            return (
                f'`parties` does not know "{argument}"',
                'Write a party\'s key and what the text calls it: "customer=Customer".',
            )
        if parties is not None and key not in parties:
            return f"the contract has no party `{key}`", _did_you_mean(key, parties)
    return None


def _party_problem(path: str, parties: Collection[str] | None) -> tuple[str, str] | None:
    key, _, attribute = path.removeprefix("parties.").rpartition(".")
    if not key or attribute not in PARTY_ATTRIBUTES:
        hint = _did_you_mean(attribute, PARTY_ATTRIBUTES) or f"A party has {', '.join(PARTY_ATTRIBUTES)}."
        return f"`{path}` names nothing a party has", hint
    if parties is not None and key not in parties:
        return f"the contract has no party `{key}`", _did_you_mean(key, parties) or f"Its parties are {', '.join(parties)}."
    return None


def _did_you_mean(word: str, known: Collection[str]) -> str:
    """`Did you mean ...?` for the nearest known word, or nothing."""
    from difflib import get_close_matches  # noqa: PLC0415 - nine milliseconds that only a mistake should cost

    near = get_close_matches(word, list(known), 1)
    if not near:
        last = {name.rpartition(".")[2]: name for name in known}
        near = [last[name] for name in get_close_matches(word.rpartition(".")[2], list(last), 1)]
    return f"Did you mean {near[0]}?" if near else ""
