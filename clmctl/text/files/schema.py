"""JSON Schemas of every kind of file, made from the tables the readers read by."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from clmctl.errors import UsageError
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.text.fields import tables
from clmctl.text.fields.limits import limits_of
from clmctl.text.fields.shapes import CONTRACT_ID, DATE_SCHEMA, PERIOD_SCHEMA, Record, Schema
from clmctl.text.fields.troubles import did_you_mean, one_of
from clmctl.text.fields.values import READERS

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_RECORDS: Mapping[str, tuple[str, Record]] = MappingProxyType(
    {
        "settings": ("clmctl.yaml and the files it includes", tables.SETTINGS),
        "clause": ("clause_library/<clause>/clause.yaml", tables.CLAUSE),
        "variant": ("front matter of clause_library/<clause>/<variant>[.<lang>].md", tables.VARIANT),
        "template": ("templates/<name>/template.yaml", tables.TEMPLATE),
        "coverage": ("clause_library/coverage.yaml", tables.COVERAGE),
        "client": ("contracts/<client>/client.yaml", tables.CLIENT),
        "ledger": ("a line of clause_library/ledger.jsonl", tables.LEDGER_LINE),
        "term": ("a line of contracts/<client>/<id>/record/terms.jsonl", tables.TERM_LINE),
        "notice": ("a line of contracts/<client>/<id>/record/notices.jsonl", tables.NOTICE_LINE),
        "send": ("a line of contracts/<client>/<id>/record/sends.jsonl", tables.SEND_LINE),
        "claim": ("a line of contracts/<client>/<id>/record/claims.jsonl", tables.CLAIM_LINE),
        "register": ("a line of contracts/<client>/<id>/record/register.jsonl", tables.REGISTER_LINE),
        "mapping": ("the mapping of a table's columns, for clmctl import --table", tables.MAPPING),
    }
)
#: Every kind of file there is a schema for.
KINDS: tuple[str, ...] = ("contract", *_RECORDS)


def json_schema(kind: str, catalogue: Catalogue) -> Schema:
    """The JSON Schema of a kind of file; a contract's has the fields of the catalogue. UsageError for an unknown kind."""
    if kind == "contract":
        return {"$schema": _DIALECT, "title": "front matter of contracts/<client>/<id>/contract.md", **_contract(catalogue)}
    if kind not in _RECORDS:
        raise UsageError(f"There is no schema {kind!r}.", hint=did_you_mean(kind, KINDS) or one_of(KINDS))
    title, record = _RECORDS[kind]
    return {"$schema": _DIALECT, "title": title, **record.schema()}


def _contract(catalogue: Catalogue) -> Schema:
    """Catalogue fields where a file nests them, the other known keys, and tables under any further key."""
    properties: Schema = {}
    for field in catalogue.fields:
        *parents, last = field.path.split(".")
        spot = properties
        for parent in parents:
            group = spot.setdefault(parent, {"type": "object", "properties": {}, "additionalProperties": False})
            spot = group["properties"]
        said = " ".join(part for part in (field.help, _limits(field)) if part)
        spot[last] = _VALUES[field.type](field) | ({"description": said} if said else {})
    properties.setdefault("fields", {"type": "object", "properties": {}, "additionalProperties": False})
    properties["id"]["pattern"] = f"^{CONTRACT_ID}$"
    properties.update({name: shape.schema() for name, shape in tables.CONTRACT.items()})
    needed = [field.path for field in catalogue.fields if "*" in field.required_for and "." not in field.path]
    table = {"type": "array", "items": {"type": "object"}}
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": table}


def _choices(field: Field) -> Schema:
    return {"enum": list(field.choices)} if field.choices else {"type": "string", "minLength": 1}


def _limits(field: Field) -> str:
    """The limits in words: of days, of lengths and of numbers in quotes JSON Schema has no other way to say them."""
    limits = field.limits
    said = [f"{word} {edge}" for word, edge in (("at least", limits.at_least), ("at most", limits.at_most)) if edge]
    return ", ".join(said).replace("a", "A", 1) + "." if said else ""


def _whole(field: Field) -> Schema:
    """A number without quotes, between the field's limits."""
    edges = zip(("minimum", "maximum"), limits_of(field, READERS[field.type]), strict=True)
    return {"type": "integer"} | {
        name: int(edge) if edge == int(edge) else float(edge) for name, edge in edges if edge is not None
    }


def _minus(field: Field, nought: str) -> str:
    """The sign a number in quotes may have, as a pattern: where it can be no less than nothing, only before `nought`."""
    least, _ = limits_of(field, READERS[field.type])
    return "-?" if least is None or least < 0 else f"(-(?={nought}))?"


def _money(field: Field) -> Schema:
    minus = _minus(field, r"0(\.0+)?$")
    amount = {"anyOf": [{"type": "string", "pattern": rf"^{minus}(0|[1-9][0-9]{{0,14}})(\.[0-9]{{1,6}})?$"}, _whole(field)]}
    currency = {"type": "string", "pattern": "^[A-Z]{3}$"}
    said = {"type": "object", "properties": {"amount": amount, "currency": currency}}
    figure = _minus(field, r"[0,.]+(\s|$)") + "[0-9][0-9,.]*"
    typed = {"type": "string", "pattern": rf"^\s*([A-Za-z]{{3}}\s+{figure}|{figure}\s+[A-Za-z]{{3}})\s*$"}
    return {"anyOf": [{**said, "required": ["amount", "currency"], "additionalProperties": False}, typed]}


def _strings(field: Field) -> Schema:
    item: Schema = {"enum": list(field.choices)} if field.choices else {"type": ["string", "integer"]}
    return {"anyOf": [{"type": "array", "items": item}, {"type": "string"}]}


def _text(_: Field) -> Schema:
    return {"type": ["string", "integer"], "minLength": 1}


def _percent(field: Field) -> Schema:
    text = {"type": "string", "pattern": r"^\s*(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?\s*%?\s*$"}
    return {"anyOf": [text, {"minimum": 0} | _whole(field)]}


def _integer(field: Field) -> Schema:
    minus = _minus(field, "0")
    return {"anyOf": [_whole(field), {"type": "string", "pattern": rf"^\s*(0|{minus}[1-9][0-9]{{0,17}})\s*$"}]}


_TRUTH: Mapping[str, Any] = {
    "anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^\\s*([Tt]rue|[Ff]alse|[Yy]es|[Nn]o)\\s*$"}]
}

_VALUES: dict[FieldType, Callable[[Field], Schema]] = {
    FieldType.TEXT: _text,
    FieldType.CHOICE: _choices,
    FieldType.DATE: lambda _: dict(DATE_SCHEMA),
    FieldType.DURATION: lambda _: dict(PERIOD_SCHEMA),
    FieldType.MONEY: _money,
    FieldType.PERCENT: _percent,
    FieldType.INTEGER: _integer,
    FieldType.BOOLEAN: lambda _: dict(_TRUTH),
    FieldType.PARTY: _text,
    FieldType.PERSON: _text,
    FieldType.STRINGS: _strings,
}
