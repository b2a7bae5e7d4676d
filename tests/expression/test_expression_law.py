"""The law: a condition evaluated on values answers what its SQL answers in SQLite, undecided included."""

import sqlite3
from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from clmctl.expression import Names, check, evaluate, parse, to_sql
from clmctl.expression.tree import Claim, Literal, claims
from clmctl.model.columns import sql_columns
from clmctl.model.money import Money
from clmctl.model.period import Period
from clmctl.model.question import Column
from clmctl.query.encode import row_encoder

AS_OF = date(2026, 11, 22)
COLUMNS = (
    Column("title", "text", "f_title"),
    Column("legal.law", "text", "f_legal__law", aliases=("governing_law",)),
    Column("stage", "choice", "f_stage", choices=("draft", "executed", "Not-Yet")),
    Column("dates.effective", "date", "f_eff"),
    Column("dates.signed", "date", "f_signed"),
    Column("renewal.notice", "duration", "f_notice"),
    Column("cure", "duration", "f_cure"),
    Column("money.total", "money", "f_total"),
    Column("liability.cap", "money", "f_cap"),
    Column("renewal.max", "integer", "f_max"),
    Column("price_cap", "percent", "f_price"),
    Column("auto", "boolean", "f_auto"),
    Column("carve_outs", "strings", "f_carve"),
)
NAMES = Names(COLUMNS, {"due": "renewal.notice < P90D or dates.effective > today", "big": "money.total > 100 and not due"}, "EUR")

TEXTS = st.one_of(
    st.sampled_from(
        ["", "England", "ENGLAND", "england and wales", "Straße", "STRASSE", "É", "é", "%", "_", "a\x00b", "\x1f", "'; --"]
    ),
    st.text(max_size=6),
)
DATES = st.one_of(st.sampled_from([AS_OF, date.min, date.max]), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
PERIODS = st.one_of(
    st.sampled_from([Period(days=89), Period(days=90), Period(days=92), Period(months=3), Period(years=1), Period(days=365)]),
    st.builds(
        Period,
        years=st.integers(0, 2),
        months=st.integers(0, 14),
        weeks=st.integers(0, 3),
        days=st.integers(0, 95),
        business_days=st.sampled_from([0, 0, 0, 5, 20]),
        clear_days=st.sampled_from([0, 0, 0, 5]),
    ),
)
AMOUNTS = st.one_of(
    st.sampled_from(
        list(map(Decimal, ("0", "-0", "100000", "100000.00", "99999.999999", "9223372036854.775808", "1E+40", "-1E+400")))
    ),
    st.decimals(-1000, 1000, places=2),
)
MONEY = st.builds(Money, AMOUNTS, st.sampled_from(["EUR", "USD"]))
WHOLE = st.one_of(st.sampled_from([0, 2**53 + 1, 2**63 - 1, 2**63, -(2**63) - 1, 10**30]), st.integers(-5, 5))
VALUES = {
    "text": TEXTS,
    "choice": st.sampled_from(["draft", "executed", "Not-Yet"]),
    "date": DATES,
    "duration": PERIODS,
    "money": MONEY,
    "integer": WHOLE,
    "percent": AMOUNTS,
    "boolean": st.booleans(),
    "strings": st.lists(TEXTS, max_size=3).map(tuple),
    "number": AMOUNTS,
}


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def plain(number):
    return f"{number:f}" if number.adjusted() < 60 else "1" + "0" * 60


LITERALS = {
    "text": TEXTS.map(quote),
    "choice": st.sampled_from(["draft", "EXECUTED", '"Not-Yet"', "not-yet"]),
    "date": st.one_of(
        DATES.map(date.isoformat),
        st.just("today"),
        st.builds(lambda s, p: f"today {s} {p}", st.sampled_from("+-"), st.sampled_from(["P90D", "P3M", "P1Y2M3D", "P9999Y"])),
        st.sampled_from(["2026-01-31 + P1M", "today-P30D", "dates.signed", "dates.effective"]),
    ),
    "duration": st.one_of(PERIODS.map(Period.iso), st.sampled_from(["cure", "renewal.notice", "p4800m", "P146097D"])),
    "money": st.one_of(
        MONEY.map(lambda m: f"{m.currency} {plain(m.amount)}"),
        MONEY.map(lambda m: f"{plain(m.amount)} {m.currency.lower()}"),
        AMOUNTS.map(plain),
        st.sampled_from(["liability.cap", "money.total"]),
    ),
    "integer": WHOLE.map(str),
    "percent": AMOUNTS.map(lambda n: f"{plain(n)}%"),
    "boolean": st.sampled_from(["true", "no"]),
    "strings": TEXTS.map(quote),
    "number": AMOUNTS.map(plain),
}
ORDER = ["=", "!=", "<", "<=", ">", ">="]


@st.composite
def conditions_written(draw):
    column = draw(st.sampled_from(COLUMNS))
    name, kind = column.name, column.type
    if kind == "money" and draw(st.booleans()):
        if draw(st.booleans()):
            return f"{name}.currency {draw(st.sampled_from(['=', '!=']))} {draw(st.sampled_from(['EUR', 'usd']))}"
        name, kind = f"{name}.amount", "number"
    value = LITERALS[kind]
    forms = [f"{name} is {draw(st.sampled_from(['missing', 'known', 'not missing', 'not known']))}"]
    if kind != "strings":
        operators = ORDER if kind not in ("choice", "boolean") else ORDER[:2]
        forms.append(f"{name} {draw(st.sampled_from(operators))} {draw(value)}")
        forms.append(f"{name} {draw(st.sampled_from(['in', 'not in']))} ({draw(value)}, {draw(value)})")
    if kind not in ("strings", "choice", "boolean"):
        forms.append(f"{name} between {draw(value)} and {draw(value)}")
    if kind in ("text", "strings"):
        forms.append(f"{name} {draw(st.sampled_from(['contains', 'not contains']))} {draw(value)}")
    if kind == "text":
        forms.append(f"{name} starts with {draw(value)}")
    if kind == "choice":
        forms.append(f"{name} contains " + draw(st.sampled_from(["e", '"not"', "DRAFT"])))
    if kind == "boolean":
        forms.append(name)
    forms.append(draw(st.sampled_from(["due", "big", "governing_law = x"])))
    return draw(st.sampled_from(forms))


CONDITIONS = st.recursive(
    conditions_written(),
    lambda inner: st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
        st.builds("not {} or {}".format, inner, inner),
        st.builds("{} and {} or {}".format, inner, inner, inner),
    ),
    max_leaves=5,
)
ROWS = st.fixed_dictionaries({column.name: st.none() | VALUES[column.type] for column in COLUMNS})


def in_sqlite(condition, row):
    database = sqlite3.connect(":memory:")
    parts = sql_columns(COLUMNS)
    database.execute(f"CREATE TABLE c ({', '.join(f'{name} {kind}' for name, kind in parts)})")
    database.execute(f"INSERT INTO c VALUES ({', '.join('?' * len(parts))})", row_encoder(COLUMNS)(row.get))
    sql, params = to_sql(condition, COLUMNS, AS_OF)
    (answer,) = database.execute(f"SELECT {sql} FROM c", params).fetchone()
    database.close()
    return None if answer is None else bool(answer)


@given(CONDITIONS, ROWS)
@example("renewal.notice < P90D", {"renewal.notice": Period(months=3)})
@example('carve_outs contains ""', {"carve_outs": ()})
@example("renewal.max < 9223372036854775808", {"renewal.max": 2**63 - 1})
def test_values_and_sql_give_the_same_answer(source, row):
    condition = parse(source, NAMES)
    assert evaluate(condition, row, AS_OF) is in_sqlite(condition, row)


@given(conditions_written(), ROWS)
def test_the_opposite_is_never_the_same_decided_answer(source, row):
    yes, no = (evaluate(parse(text, NAMES), row, AS_OF) for text in (source, f"not ({source})"))
    assert (yes is None and no is None) or yes is (not no)


@given(ROWS)
def test_a_condition_checked_later_answers_as_one_checked_at_once(row):
    source = 'stage = executed and (renewal.notice < P90D or money.total.amount > 100) and governing_law contains "eng"'
    assert evaluate(check(parse(source), NAMES), row, AS_OF) is evaluate(parse(source, NAMES), row, AS_OF)


@given(st.lists(conditions_written(), min_size=1, max_size=5))
def test_every_claim_written_is_in_the_tree(sources):
    sources = [source for source in sources if not source.startswith(("due", "big"))] or ["auto"]
    found = claims(parse(" and ".join(f"({source})" for source in sources), NAMES).root)
    assert len(found) == len(sources)
    assert all(isinstance(test, Claim) for test in found)
    assert all(value.value is not None for test in found for value in test.values if isinstance(value, Literal))
