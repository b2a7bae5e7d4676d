"""What `explain` says, as programs read it: each entry has its kind and name; keys are added here, never renamed."""

from typing import Any

from clmctl.model.field import Field
from clmctl.model.question import Column
from clmctl.model.rule import Rule
from clmctl.model.term import Status
from clmctl.text.dialect.filters import Filter
from clmctl.text.dialect.rules import DialectRule

Entry = dict[str, object]


def rule_entry(rule: Rule[Any]) -> Entry:
    """A rule of lint."""
    return {
        "kind": "rule",
        "name": rule.name,
        "code": rule.code,
        "severity": rule.severity,
        "summary": rule.summary,
        "why": rule.why,
        "instead": rule.instead,
    }


def status_entry(status: Status, meaning: str) -> Entry:
    """A status and what it means."""
    return {"kind": "status", "name": str(status), "meaning": meaning}


def field_entry(field: Field) -> Entry:
    """A field of the catalogue."""
    return {
        "kind": "field",
        "name": field.path,
        "type": str(field.type),
        "help": field.help,
        "choices": list(field.choices),
        "default": field.default or None,
        "at_least": field.limits.at_least or None,
        "at_most": field.limits.at_most or None,
        "required_for": list(field.required_for),
        "aliases": list(field.aliases),
        "client_safe": field.client_safe,
        "after_signature": field.after_signature,
    }


def column_entry(column: Column) -> Entry:
    """What is worked out of a contract."""
    return {
        "kind": "column",
        "name": column.name,
        "type": column.type,
        "help": column.help,
        "choices": list(column.choices),
    }


def construct_entry(rule: DialectRule) -> Entry:
    """A construct of the dialect: how it is written, what it prints."""
    return {"kind": "construct", "name": rule.construct, "written": rule.written, "prints": rule.prints}


def filter_entry(name: str, entry: Filter) -> Entry:
    """A filter of placeholders."""
    return {"kind": "filter", "name": name, "help": entry.help, "example": entry.example}


def topic_entry(name: str, text: str) -> Entry:
    """A topic with its page."""
    return {"kind": "topic", "name": name, "text": text}
