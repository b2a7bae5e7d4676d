"""Reading conditions: what each spelling means, and what a person is told who got it wrong."""

import json
import sqlite3
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.expression import ExpressionError, check, evaluate, names_of, parse, to_sql
from clmctl.expression.conditions import Conditions
from clmctl.expression.parse import MAX_DEPTH
from clmctl.expression.words import MAX_LENGTH
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.columns import sql_columns, stored_columns
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.money import Money
from clmctl.model.party import Party
from clmctl.model.period import Period
from clmctl.model.settings import Settings
from clmctl.query.encode import row_encoder

AS_OF = date(2026, 11, 22)
CATALOGUE = Catalogue((*BUILT_IN, Field("fields.auto", FieldType.BOOLEAN), Field("fields.note", FieldType.TEXT)))
CONDITIONS = {
    "english": 'governing_law contains "England"',
    "short_notice": "renewal.notice < P30D",
    "risky": "english and short_notice",
    "circle": "not round",
    "round": "circle or auto",
    "broken": "stage = ",
}
NAMES = names_of(CATALOGUE, CONDITIONS, "EUR")
ROW = {
    "stage": "executed",
    "title": "Customer Agreement",
    "owner": "Ada",
    "legal.governing_law": "England and Wales",
    "renewal.type": "auto-renew",
    "renewal.notice": Period(days=60),
    "renewal.max": 2,
    "termination.cause.cure": Period(months=3),
    "money.total": Money(Decimal(120000), "EUR"),
    "liability.cap": Money(Decimal(180000), "USD"),
    "money.price_cap_percent": Decimal(5),
    "dates.effective": date(2026, 1, 31),
    "dates.signed": date(2026, 1, 5),
    "liability.carve_outs": ("IP", "data-breach"),
    "fields.auto": True,
}


def asked(source, row=ROW):
    return evaluate(parse(source, NAMES), row, AS_OF)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("stage = executed", True),
        ("stage = EXECUTED", True),
        ("STAGE != draft", True),
        ('stage in (draft, "executed")', True),
        ("stage not in (draft, review)", True),
        ("stage starts with exec", True),
        ("renewal.type contains renew", True),
        ('governing_law contains "england"', True),
        ('governing_law = "england AND wales"', True),
        ("governing_law = 'England and Wales'", True),
        ("governing_law = “England and Wales”", True),
        ("governing_law starts with Wales", False),
        ("owner = ada", True),
        ('owner > "Abc" and owner < b', True),
        ("renewal.notice < P90D", True),
        ("renewal.notice = P60D and renewal.notice >= P8W4D", True),
        ("renewal.notice < p2m", None),
        ("cure_period < P90D", None),
        ("cure_period < P93D", True),
        ("cure_period >= P89D", True),
        ("cure_period = P3M and cure_period > P2M30D", None),
        ("cure_period between P1M and P1Y", True),
        ("renewal.notice = P20B", None),
        ("renewal.notice < P61B", True),
        ("money.total > 100000", True),
        ("money.total > EUR 100000 and money.total > 100000 eur", True),
        ("money.total > USD 1", None),
        ("money.total.amount > 100000", True),
        ("value.amount between 100000 and 120000.00", True),
        ("money.total.currency = eur", True),
        ("total.currency in (USD, GBP)", False),
        ("liability_cap > money.total", None),
        ("liability_cap.amount > money.total.amount", True),
        ("price_cap_percent <= 5%", True),
        ("price_cap_percent < 5 % or price_cap_percent = 5.0", True),
        ("renewal.max = 2 and renewal.max > -1", True),
        ("effective_date = 2026-01-31", True),
        ("effective_date < today", True),
        ("effective_date > today - P10M", True),
        ("effective_date > today-P296D and effective_date >= today -P295D", True),
        ("effective_date < 2025-12-31 + P1M1D", True),
        ("effective_date = 2025-12-31+P1M", True),
        ("signed_date < effective_date", True),
        ("effective_date < today + P9999Y and effective_date > today - P9999Y", True),
        ("carve_outs contains ip", True),
        ("carve_outs not contains data", True),
        ("auto", True),
        ("not auto", False),
        ("fields.auto = yes and auto != false", True),
        ("fields.note is missing", True),
        ("fields.note is known or title is known", True),
        ("title is not missing and note is not known", True),
        ('note = "x"', None),
        ('not note = "x"', None),
        ('note = "x" and stage = draft', False),
        ('note = "x" or stage = executed', True),
        ("english", True),
        ("not risky", True),
        ("stage = draft or stage = executed and auto", True),
        ("(stage = draft or stage = executed) and not auto", False),
        ("not not auto AND NOT stage = draft", True),
        ("status is missing", True),
        ('title = "Customer\\x20Agreement"', False),
        ('title = "say \\"so\\"" or title contains \\', False),
    ],
)
def test_what_a_condition_means(source, answer):
    assert asked(source) is answer


@pytest.mark.parametrize(
    ("source", "column", "problem", "hint"),
    [
        ("", 0, "empty", "stage = executed"),
        ("stge = draft", 1, "no field", "did you mean stage?"),
        ("stage = executd", 9, "expects one of", "did you mean executed?"),
        ("stage == draft", 7, "expected a comparison", 'write "="'),
        ("stage = draft && auto", 15, "cannot follow", 'write "and"'),
        ("stage lick draft", 7, "expected a comparison", ""),
        ("title contians x", 7, "expected a comparison", "did you mean contains?"),
        ("stage = draft adn auto", 15, "cannot follow", "quotes"),
        ("length = P1Y", 1, "may mean term.length or renewal.length", "whole name"),
        ("term_end < P90D", 12, "expects a day", "did you mean today + P90D?"),
        ("renewal.notice < 90", 18, "expects a duration", "did you mean P90D?"),
        ("renewal.notice < 90 days", 21, "cannot follow", "write P90D"),
        ("renewal.notice < 3months", 18, "expects a duration", "did you mean P3M?"),
        ("governing_law = New York", 21, "cannot follow", '"New York"'),
        ("governing_law = England and Wales", 29, "no field", "quotes"),
        ("money.total > 100,000", 18, "thousands", "100000"),
        ("money.total.amount > 100000 EUR", 22, "expects a number", "compare money.total itself"),
        ("money.total > 5%", 15, "expects an amount", ""),
        ("renewal.max = 2.5", 15, "expects a whole number", ""),
        ("effective_date = 2026-02-30", 18, "expects a day", "calendar"),
        ("effective_date > today + P5B", 18, "expects a day", "calendar days"),
        ("effective_date > today + soon", 26, "a duration", ""),
        ("title", 1, "not a yes/no field", "title"),
        ("languages = en", 1, "cannot be asked", "languages contains"),
        ("auto > no", 1, "cannot be asked", "use one of: =, !="),
        ("stage < draft", 1, "cannot be asked", "use one of"),
        ("stage contains zzz", 16, "no choice of stage", "draft"),
        ("stage is draft", 10, "expected", "stage = draft"),
        ("stage is not null", 14, "expected", "is missing"),
        ("dates.signed > title", 16, "title is not", ""),
        ("stage =", 8, "ends where a value", ""),
        ("stage = and", 9, "expected a value", "quotes"),
        ("(stage = draft", 15, "closing bracket", ""),
        ("stage = draft)", 14, "expected and, or, or the end", ""),
        ("stage in draft", 10, "opening bracket", ""),
        ("stage in ()", 11, "a value", ""),
        ("renewal.max between 1", 22, '"and"', ""),
        ('title = "abc', 9, "never closed", 'close it with "'),
        ('"x" = title', 1, "expected a field", "starts with a field"),
        ("circle", 5, "rests on itself: circle > round > circle", ""),
        ("broken", 9, 'in the condition "broken"', ""),
        ("stage.amount = 1", 1, "no field", ""),
        ("\ud800 = 1", 0, "not valid text", ""),
    ],
)
def test_what_is_said_of_a_mistake(source, column, problem, hint):
    with pytest.raises(ExpressionError) as error:
        parse(source, NAMES)
    said = error.value
    if said.problem.startswith("in the condition"):
        assert "circle" in said.problem or "broken" in said.problem
    assert problem in said.message
    assert hint in said.hint
    assert said.exit_code == 2
    if problem != "rests on itself: circle > round > circle":
        assert said.column == column


def test_the_caret_stands_under_the_column():
    with pytest.raises(ExpressionError) as error:
        parse("stage = draft and stge = executed", NAMES)
    _, excerpt, caret = error.value.message.split("\n")
    assert excerpt[caret.index("^") :].startswith("stge")
    with pytest.raises(ExpressionError) as error:
        parse("stage = draft and\n" + "auto and " * 20 + "stge = executed", NAMES)
    _, excerpt, caret = error.value.message.split("\n")
    assert excerpt[caret.index("^") :].startswith("stge")


def test_amounts_need_a_currency_where_the_workspace_has_none():
    names = names_of(CATALOGUE)
    with pytest.raises(ExpressionError, match="with its currency") as error:
        parse("money.total > 100000", names)
    assert "money.total.amount" in error.value.hint
    assert evaluate(parse("money.total > EUR 100000", names), ROW) is True


def test_today_needs_a_day():
    with pytest.raises(ExpressionError, match="which day today is"):
        evaluate(parse("effective_date < today", NAMES), ROW)


def test_a_condition_only_parsed_reads_values_by_what_they_meet():
    row = {"notice": Period(days=60), "price": Decimal(5), "cap": Money(Decimal(5), "EUR"), "on": date(2026, 1, 1), "yes": True}
    for source in ("notice < P90D", "price = 5%", "cap.amount > 4", "cap > EUR 4", "on < 2026-02-01", "yes", "other is missing"):
        assert evaluate(parse(source), row) is True
    assert evaluate(parse("cap > 4"), row) is None
    assert evaluate(parse("other = 1"), row.get) is None
    with pytest.raises(ExpressionError, match="expects a duration"):
        evaluate(parse("notice < soon"), row)
    with pytest.raises(ExpressionError, match="not a yes/no field"):
        evaluate(parse("price"), row)


def test_a_checked_condition_is_not_checked_again():
    typed = parse("stage = executed", NAMES)
    assert check(typed, ()) is typed


def test_conditions_of_a_workspace_are_parsed_once_and_hold():
    conditions = Conditions(Settings(Party("us", "supplier", "Us Ltd"), CATALOGUE, conditions=CONDITIONS))
    assert conditions.hold("english and stage = executed", ROW) is True
    assert conditions.hold('note = "x"', ROW) is None
    with pytest.raises(ExpressionError):
        conditions.hold("stage = ", ROW)


@pytest.mark.parametrize(
    "source",
    [
        "x" * 1_000_000,
        "(" * 4000,
        "not " * 2400,
        "(" * (MAX_DEPTH + 1) + "auto" + ")" * (MAX_DEPTH + 1),
        "auto and (" * 500 + "auto" + ")" * 500,
        "auto = " + "9" * 9000,
        f"stage in ({', '.join(['draft'] * 1400)})",
        '"' * 9001,
        "\x00",
        "stage = draft \x1b[31m",
    ],
)
def test_what_is_too_much_is_refused(source):
    with pytest.raises(ExpressionError) as error:
        parse(source, NAMES)
    assert len(error.value.message) < 1000


def test_named_conditions_cannot_blow_up():
    doubling = {"c0": "auto"} | {f"c{n}": f"c{n - 1} and c{n - 1}" for n in range(1, 15)}
    with pytest.raises(ExpressionError, match="more than 500 tests"):
        parse("c14", names_of(CATALOGUE, doubling))
    chain = {"d0": "auto"} | {f"d{n}": f"auto and not d{n - 1}" for n in range(1, 100)}
    with pytest.raises(ExpressionError, match="deep"):
        parse("d99", names_of(CATALOGUE, chain))
    assert evaluate(parse("d16", names_of(CATALOGUE, chain)), ROW) is True


def test_numbers_of_any_length_are_compared():
    assert asked(f"renewal.max < {'9' * 5000}") is True
    assert asked(f"money.total.amount < {'9' * 5000}") is True
    assert asked(f"money.total.amount > 0.{'0' * 5000}1") is True


WORDS = ("stage", "=", "<", "!=", "(", ")", ",", "and", "or", "not", "contains", "in", "between", "is", "missing", "known")
WORDS += ('"x"', "P90D", "today", "+", "-", "5", "%", "EUR", "auto", "renewal.notice", "money.total", "english")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(source):
    try:
        condition = parse(source, NAMES)
    except ExpressionError:
        return
    assert evaluate(condition, ROW, AS_OF) in (True, False, None)


@given(st.lists(st.sampled_from(WORDS)))
def test_any_words_are_read_or_refused(found):
    try:
        condition = parse(" ".join(found), NAMES)
    except ExpressionError:
        return
    assert to_sql(condition, NAMES.columns, AS_OF)[0]


def test_hostile_strings_are_values_and_never_sql(test_data):
    strings = json.loads((test_data / "data/hostile-strings/dev/blns/blns.json").read_text(encoding="utf-8"))
    columns = stored_columns(CATALOGUE)
    parts = sql_columns(columns)
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE TABLE c ({', '.join(f'{name} {kind}' for name, kind in parts)})")
    for text in strings:
        row = {"title": text, "client": text, "fields.note": text, "liability.carve_outs": (text, "x")}
        database.execute("DELETE FROM c")
        database.execute(f"INSERT INTO c VALUES ({', '.join('?' * len(parts))})", row_encoder(columns)(row.get))
        quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        for source in (
            f"title = {quoted}",
            f"note contains {quoted}",
            f"carve_outs contains {quoted}",
            f"client in ({quoted}, x)",
        ):
            try:
                condition = parse(source, NAMES)
            except ExpressionError as error:
                assert len(source) > MAX_LENGTH or "not valid text" in error.message
                continue
            sql, params = to_sql(condition, columns, AS_OF)
            assert evaluate(condition, row) is True
            assert database.execute(f"SELECT {sql} FROM c", params).fetchone() == (1,)
        try:
            evaluate(parse(text, NAMES), row, AS_OF)
        except ExpressionError as error:
            assert len(error.message) < 1000
    assert database.execute("SELECT count(*) FROM c").fetchone() == (1,)
