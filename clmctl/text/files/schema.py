"""JSON Schemas of every kind of file, made from the tables the readers read by."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from clmctl.errors import UsageError
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.text.fields import tables
from clmctl.text.fields.shapes import CONTRACT_ID, DATE_SCHEMA, PERIOD_SCHEMA, Record, Schema
from clmctl.text.fields.troubles import did_you_mean, one_of

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
        spot[last] = {**_VALUES[field.type](field), "description": field.help} if field.help else _VALUES[field.type](field)
    properties.setdefault("fields", {"type": "object", "properties": {}, "additionalProperties": False})
    properties["id"]["pattern"] = f"^{CONTRACT_ID}$"
    properties.update({name: shape.schema() for name, shape in tables.CONTRACT.items()})
    needed = [field.path for field in catalogue.fields if "*" in field.required_for and "." not in field.path]
    table = {"type": "array", "items": {"type": "object"}}
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": table}


def _choices(field: Field) -> Schema:
    return {"enum": list(field.choices)} if field.choices else {"type": "string", "minLength": 1}


def _money(_: Field) -> Schema:
    number = r"^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?$"
    amount = {"anyOf": [{"type": "string", "pattern": number}, {"type": "integer"}]}
    currency = {"type": "string", "pattern": "^[A-Z]{3}$"}
    said = {"type": "object", "properties": {"amount": amount, "currency": currency}}
    typed = {"type": "string", "pattern": r"^\s*([A-Za-z]{3}\s+-?[0-9][0-9,.]*|-?[0-9][0-9,.]*\s+[A-Za-z]{3})\s*$"}
    return {"anyOf": [{**said, "required": ["amount", "currency"], "additionalProperties": False}, typed]}


def _strings(field: Field) -> Schema:
    item: Schema = {"enum": list(field.choices)} if field.choices else {"type": ["string", "integer"]}
    return {"anyOf": [{"type": "array", "items": item}, {"type": "string"}]}


def _text(_: Field) -> Schema:
    return {"type": ["string", "integer"], "minLength": 1}


_PERCENT: Mapping[str, Any] = {
    "anyOf": [
        {"type": "string", "pattern": r"^\s*(0|[1-9][0-9]{0,6})(\.[0-9]{1,6})?\s*%?\s*$"},
        {"type": "integer", "minimum": 0},
    ]
}
_INTEGER: Mapping[str, Any] = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^\s*(0|-?[1-9][0-9]{0,17})\s*$"}]}
_TRUTH: Mapping[str, Any] = {
    "anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^\\s*([Tt]rue|[Ff]alse|[Yy]es|[Nn]o)\\s*$"}]
}

_VALUES: dict[FieldType, Callable[[Field], Schema]] = {
    FieldType.TEXT: _text,
    FieldType.CHOICE: _choices,
    FieldType.DATE: lambda _: dict(DATE_SCHEMA),
    FieldType.DURATION: lambda _: dict(PERIOD_SCHEMA),
    FieldType.MONEY: _money,
    FieldType.PERCENT: lambda _: dict(_PERCENT),
    FieldType.INTEGER: lambda _: dict(_INTEGER),
    FieldType.BOOLEAN: lambda _: dict(_TRUTH),
    FieldType.PARTY: _text,
    FieldType.PERSON: _text,
    FieldType.STRINGS: _strings,
}
