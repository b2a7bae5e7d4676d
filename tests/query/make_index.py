"""A small index in memory, as the schema promises it, for questions to be asked of."""

import sqlite3
from datetime import date, timedelta
from decimal import Decimal

from clmctl.expression import names_of
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.columns import TERM_SCHEMA, sql_columns, stored_columns
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.query.answer import json_rows
from clmctl.query.encode import row_encoder

AS_OF = date(2026, 11, 22)
CATALOGUE = Catalogue(
    (
        *BUILT_IN,
        Field("fields.support_hours", FieldType.CHOICE, choices=("business", "always")),
        Field("fields.gdpr", FieldType.BOOLEAN),
        Field("fields.seats", FieldType.INTEGER),
    )
)
COLUMNS = stored_columns(CATALOGUE)
NAMES = names_of(CATALOGUE, {"english": 'governing_law contains "england"'}, "EUR")


def eur(amount):
    return Money(Decimal(amount), "EUR")


def contract(number, **values):
    """Values of one contract; `__` in a name stands for a dot."""
    base = {
        "id": f"MSA-2026-{number:04}",
        "title": f"Agreement {number}",
        "stage": "executed",
        "client": "acme",
        "path": f"contracts/acme/MSA-2026-{number:04}/contract.md",
        "counterparty": "Acme GmbH",
    }
    return base | {name.replace("__", "."): value for name, value in values.items()}


def index(contracts, spans=(), phases=()):
    """A database with these contracts under the keys 1, 2, ...; spans and phases are rows of their tables.

    A span may leave out its last column, the day its renewal was decided.
    """
    database = sqlite3.connect(":memory:")
    parts = sql_columns(COLUMNS)
    database.execute(
        f"CREATE TABLE c (key INTEGER PRIMARY KEY, blob TEXT, {', '.join(f'{name} {kind}' for name, kind in parts)})"
    )
    for statement in TERM_SCHEMA:
        database.execute(statement)
    encoded = row_encoder(COLUMNS)
    for key, values in enumerate(contracts, start=1):
        row = (key, f"{key:040x}", *encoded(values.get))
        database.execute(f"INSERT INTO c VALUES ({', '.join('?' * len(row))})", row)
    database.executemany("INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ((*span, None)[:9] for span in spans))
    database.executemany("INSERT INTO phase VALUES (?, ?, ?, ?)", phases)
    return database


def records(table):
    """The decided rows as mappings of JSON values by column."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in json_rows(table.columns, table.rows)]


def yearly(key, first, deadline_days=60, years=3):
    """Spans and phases of a contract that renews each year from `first`, with notice and thirty days to decide before it."""
    spans, phases = [], []
    for number in range(years):
        start = date(first.year + number, first.month, first.day)
        end = date(first.year + number + 1, first.month, first.day) - timedelta(days=1)
        deadline = end - timedelta(days=deadline_days)
        send, decide = deadline - timedelta(days=3), deadline - timedelta(days=33)
        spans.append((key, number, *map(date.isoformat, (start, end, deadline, send, decide)), "renews"))
        phases += [
            (key, start.isoformat(), "active", number),
            (key, decide.isoformat(), "notice-window", number),
            (key, (deadline + timedelta(days=1)).isoformat(), "notice-missed", number),
        ]
    return spans, phases


def answer(database, question):
    return question.table(database.execute(question.sql, question.params))


__all__ = ["AS_OF", "CATALOGUE", "COLUMNS", "NAMES", "Period", "answer", "contract", "eur", "index", "yearly"]
