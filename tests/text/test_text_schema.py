"""JSON Schemas: what the readers take validates, what they refuse does not, and both know the same keys."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from clmctl.errors import UsageError
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue, Field, FieldType, Limits
from clmctl.text.fields.shapes import Listing, Mapped, Record, Short
from clmctl.text.fields.tables import (
    CLAIM_LINE,
    CLAUSE,
    CLIENT,
    CONTRACT,
    COVERAGE,
    LEDGER_LINE,
    MAPPING,
    NOTICE_LINE,
    REGISTER_LINE,
    SEND_LINE,
    SETTINGS,
    TEMPLATE,
    TERM_LINE,
    VARIANT,
)
from clmctl.text.fields.values import parse_value
from clmctl.text.files.schema import KINDS, json_schema
from clmctl.text.yaml.frontmatter import load, read

ROOT = Path(__file__).parents[2]
CATALOGUE = Catalogue(
    (
        *BUILT_IN,
        Field("fields.gdpr", FieldType.BOOLEAN),
        Field("fields.hours", FieldType.CHOICE, choices=("business", "always")),
        Field("fields.deep.sum", FieldType.MONEY),
        Field("fields.seats", FieldType.INTEGER, "Seats.", limits=Limits("1", "500")),
        Field("fields.rise", FieldType.PERCENT, limits=Limits("", "2.5")),
    )
)
DIGEST = "sha256:" + "3f9a" * 16
CONTRACT_TEXT = f"""
id: MSA-2026-0042
title: Customer Services Agreement
type: msa
stage: executed
owner: contract-manager
languages: [en]
parties:
  - {{key: supplier, role: supplier, ours: true, legal_name: Supplier Ltd, notice: [a, b], signatories: [{{name: A, title: B}}]}}
dates: {{agreement: 2026-01-02}}
term: {{length: P12M}}
renewal: {{type: auto-renew, length: P12M, max: 2, notice: P60D}}
money: {{total: {{amount: "120000.00", currency: EUR}}, payment_terms: P30D, price_cap_percent: "5"}}
liability: {{cap: 180000 EUR, carve_outs: [ip, data-breach]}}
fields: {{gdpr: yes, hours: business, deep: {{sum: {{amount: 5, currency: EUR}}}}}}
relations: [{{type: amends, id: MSA-2024-0007}}]
clauses:
  - {{at: "#scope", clause: scope, variant: standard, version: 2, lang: en, options: {{gdpr: true}}, digest: {DIGEST}}}
sla:
  - {{service: Support, target: 4 hours}}
"""


def errors(kind: str, value: object) -> list[str]:
    return [
        f"{error.json_path}: {error.message[:80]}"
        for error in Draft202012Validator(json_schema(kind, CATALOGUE)).iter_errors(value)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_valid_schema(kind):
    schema = json_schema(kind, CATALOGUE)
    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert json.loads(json.dumps(schema)) == schema


def test_an_unknown_kind_is_refused():
    with pytest.raises(UsageError, match="contrat") as caught:
        json_schema("contrat", CATALOGUE)
    assert caught.value.hint == "Did you mean contract?"


def test_a_contract_validates():
    values, findings = load("x.yaml", CONTRACT_TEXT.encode())
    assert findings == ()
    assert errors("contract", values) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: MSA-2026-0042", "id: msa"),
        ("title: Customer Services Agreement", "titel: x"),
        ("title: Customer Services Agreement", "title: true"),
        ("stage: executed", "stage: done"),
        ("2026-01-02", "2 January"),
        ("length: P12M}", "length: 12}"),
        ("max: 2", "max: two"),
        ('amount: "120000.00"', 'amount: "1e5"'),
        ("currency: EUR", "curency: EUR"),
        ('price_cap_percent: "5"', "price_cap_percent: -5"),
        ("gdpr: yes", "gdpr: maybe"),
        ("hours: business", "hours: busines"),
        ("{sum: {amount: 5", "{sun: {amount: 5"),
        ("type: amends", "type: mends"),
        ('at: "#scope"', "at: scope"),
        ("version: 2", "version: 0"),
        ("variant: standard", "variant: own"),
        (DIGEST, "sha256:ab"),
        ("role: supplier, ", ""),
        ("sla:\n  - {service: Support, target: 4 hours}", "sla: 5"),
    ],
)
def test_a_bad_contract_does_not_validate(old, new):
    assert old in CONTRACT_TEXT
    values, _ = load("x.yaml", CONTRACT_TEXT.replace(old, new, 1).encode())
    assert errors("contract", values)


@pytest.mark.parametrize(
    ("path", "inside", "outside"),
    [
        ("renewal.max", (0, 3, "0", "3"), (-1, "-1")),
        ("fields.seats", (1, 500, "7"), (0, 501, "-7")),
        ("fields.rise", (0, 2, "2.5"), (-1, 3)),
        (
            "money.total",
            ({"amount": 0, "currency": "EUR"}, {"amount": "-0.00", "currency": "EUR"}, "EUR 5", "-0 EUR"),
            ("-5 EUR",),
        ),
        ("money.total", (), ({"amount": -5, "currency": "EUR"}, {"amount": "-0.01", "currency": "EUR"}, "EUR -5.00")),
        ("fields.deep.sum", ({"amount": "-5", "currency": "EUR"}, {"amount": -5, "currency": "EUR"}, "-5 EUR"), ()),
    ],
)
def test_a_schema_has_the_limits_of_the_fields(path, inside, outside):
    schema = json_schema("contract", CATALOGUE)
    for part in path.split("."):
        schema = schema["properties"][part]
    field = CATALOGUE.by_path[path]
    for value in inside:
        assert Draft202012Validator(schema).is_valid(value), value
        parse_value(field, value)
    for value in outside:
        assert not Draft202012Validator(schema).is_valid(value), value
        with pytest.raises(ValueError, match=r"less than|more than|number"):
            parse_value(field, value)


def test_limits_that_a_schema_cannot_check_stand_in_its_description():
    said = json_schema("contract", CATALOGUE)["properties"]
    assert said["renewal"]["properties"]["notice"]["description"].endswith("At least P1D, at most P100Y.")
    assert said["fields"]["properties"]["seats"]["description"] == "Seats. At least 1, at most 500."


def test_the_library_and_the_scaffold_of_this_repository_validate():
    seen = set()
    for path in sorted([*(ROOT / "clause_library").rglob("*"), *(ROOT / "templates").rglob("*")]):
        kind = {"clause.yaml": "clause", "coverage.yaml": "coverage", "template.yaml": "template", "clmctl.yaml": "settings"}.get(
            path.name
        )
        if path.suffix == ".md" and path.parent.parent.name == "clause_library":
            kind, values = "variant", read(path.name, path.read_bytes()).values
        elif kind:
            values = load(path.name, path.read_bytes())[0]
        elif path.name == "ledger.jsonl":
            for line in path.read_text().split("\n"):
                assert not line or errors("ledger", json.loads(line)) == []
            continue
        else:
            continue
        assert errors(kind, values) == [], path
        seen.add(kind)
    assert seen == {"clause", "coverage", "template", "settings", "variant"}


def test_lines_of_records_validate():
    term = {
        "key": "t",
        "kind": "renewed",
        "number": 1,
        "start": "2026-01-01",
        "end": "2026-12-31",
        "on": "2025-11-01",
        "by": "ann",
    }
    notice = {"key": "n", "kind": "termination", "side": "us", "sent": "2026-01-01", "by": "ann", "why": "x"}
    assert errors("term", term) == errors("notice", notice) == errors("client", {"name": "A", "crm": {"sf": "1"}}) == []
    assert errors("term", {**term, "kind": "x"})
    assert errors("term", {**term, "extra": 1})
    assert errors("notice", {**notice, "side": "both"})


TABLES = {
    **{"settings": SETTINGS, "clause": CLAUSE, "variant": VARIANT, "template": TEMPLATE, "coverage": COVERAGE},
    **{"client": CLIENT, "ledger": LEDGER_LINE, "term": TERM_LINE, "notice": NOTICE_LINE, "send": SEND_LINE},
    **{"claim": CLAIM_LINE, "contract": Record(CONTRACT), "register": REGISTER_LINE, "mapping": MAPPING},
}  # fmt: skip


def keys_of_shape(shape: object, at: str) -> Iterator[str]:
    if isinstance(shape, Short):
        shape = shape.record
    if isinstance(shape, Record):
        for name, inner in shape.keys.items():
            yield f"{at}.{name}"
            yield from keys_of_shape(inner, f"{at}.{name}")
    elif isinstance(shape, Listing):
        yield from keys_of_shape(shape.item, at)
    elif isinstance(shape, Mapped):
        yield from keys_of_shape(shape.value, at)


def keys_of_schema(schema: dict, at: str) -> Iterator[str]:
    for name, inner in schema.get("properties", {}).items():
        yield f"{at}.{name}"
        yield from keys_of_schema(inner, f"{at}.{name}")
    for inner in [*schema.get("patternProperties", {}).values(), *schema.get("anyOf", ())]:
        yield from keys_of_schema(inner, at)
    if schema.get("type") == "array":
        yield from keys_of_schema(schema["items"], at)


@pytest.mark.parametrize("kind", KINDS)
def test_readers_and_schemas_know_the_same_keys(kind):
    shape = set(keys_of_shape(TABLES[kind], ""))
    schema = set(keys_of_schema(json_schema(kind, CATALOGUE), ""))
    if kind == "contract":
        for field in CATALOGUE.fields:
            steps = field.path.split(".")
            shape |= {"." + ".".join(steps[: n + 1]) for n in range(len(steps))}
            if field.type is FieldType.MONEY:
                shape |= {f".{field.path}.amount", f".{field.path}.currency"}
    assert shape == schema
