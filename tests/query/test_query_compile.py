"""Questions: which rows, which columns, in which order, what is undecided and why."""

from datetime import date
from decimal import Decimal

import pytest
from make_index import AS_OF, CATALOGUE, NAMES, Period, answer, contract, eur, index, records, yearly

from clmctl.expression import ExpressionError, parse
from clmctl.model.field import Catalogue
from clmctl.model.money import Money
from clmctl.model.party import Party
from clmctl.model.settings import NamedQuery, Settings
from clmctl.query.answer import cells, json_rows
from clmctl.query.ask import ask
from clmctl.query.compile import DEFAULT_COLUMNS, compile_question


def question(condition="", **asked):
    return compile_question(condition, NAMES, AS_OF, **asked)


@pytest.fixture
def portfolio():
    contracts = [
        contract(1, renewal__notice=Period(days=60), money__total=eur("120000.00"), legal__governing_law="England and Wales"),
        contract(2, renewal__notice=Period(months=3), money__total=Money(Decimal("90000.5"), "USD"), client="zeta"),
        contract(3, stage="draft", money__total=eur(5000), fields__gdpr=True, liability__carve_outs=("ip", "data-breach")),
        contract(4, renewal__notice=Period(days=120), owner="ada", dates__effective=date(2026, 1, 1)),
        contract(5, title="Ärzte & Söhne", counterparty="MÜLLER AG", fields__seats=10**20, money__price_cap_percent=Decimal(5)),
    ]
    spans, phases = [], []
    for key, first in ((1, date(2026, 1, 1)), (2, date(2026, 11, 1)), (4, date(2025, 12, 1))):
        for all_rows, rows in zip((spans, phases), yearly(key, first), strict=True):
            all_rows.extend(rows)
    phases.append((5, "0001-01-01", "unknown", 0))
    database = index(contracts, spans, phases)
    yield database
    database.close()


def ids(table):
    return [row[0][-1] for row in table.rows]


def test_the_question_of_the_promise(portfolio):
    asked = 'stage = executed and renewal.notice < P90D and money.total.amount > 100000 and governing_law contains "england"'
    table = answer(portfolio, question(asked, select=["id", "client", "path", "status"]))
    assert records(table) == [
        {
            "id": "MSA-2026-0001",
            "client": "acme",
            "path": "contracts/acme/MSA-2026-0001/contract.md",
            "status": "notice-missed",
        }
    ]


def test_undecided_rows_stand_apart_with_their_reason(portfolio):
    table = answer(portfolio, question("renewal.notice < P90D", select=["id"]))
    assert ids(table) == ["1"]
    assert [row[0][-1] for row in table.undecided] == ["2", "3", "5"]
    assert (
        table.notes[0]
        == "renewal.notice < P90D is undecided: months, days and business days do not compare exactly (renewal.notice is P3M)"
    )
    assert table.notes[1] == "renewal.notice is not stated"
    assert json_rows(table.columns, table.undecided)[1] == ["MSA-2026-0003"]


def test_a_field_that_the_other_side_asks_for_and_nobody_stated_is_named():
    database = index([contract(1, renewal__notice=Period(days=60), dates__effective=date(2026, 1, 1))])
    later = answer(database, question("dates.effective < dates.signed", select=["id"]))
    why = "dates.signed is not stated, and nothing is taken in its place (dates.effective is 2026-01-01)"
    assert later.notes == (f"dates.effective < dates.signed is undecided: {why}",)
    longer = answer(database, question("renewal.notice < term.length", select=["id"]))
    reasons = (
        "term.length is not stated, and nothing is taken in its place; or months, days and business days do not compare exactly"
    )
    assert longer.notes == (f"renewal.notice < term.length is undecided: {reasons} (renewal.notice is P60D)",)


def test_equal_rows_come_by_their_number_and_groups_fall_by_what_they_are_grouped_by():
    database = index([contract(3, owner="ada"), contract(1, owner="ada"), contract(2, owner="bo")])
    assert ids(answer(database, question("", select=["id"], sort=["owner"]))) == ["1", "3", "2"]
    assert ids(answer(database, question("", select=["id"], sort=["-owner"]))) == ["2", "1", "3"]
    for sort, owners in (("owner", ["ada", "bo"]), ("-owner", ["bo", "ada"])):
        table = answer(database, question("", group_by=["owner"], aggregates=["count"], sort=[sort]))
        assert [row[0] for row in table.rows] == owners


def test_no_row_is_dropped(portfolio):
    for condition in ("renewal.notice < P90D", "money.total > 100", "fields.gdpr", "days_left < 30 or owner = ada"):
        yes, no = (answer(portfolio, question(text)) for text in (condition, f"not ({condition})"))
        assert len(yes.rows) + len(no.rows) + len(yes.undecided) == 5
        assert sorted(yes.undecided) == sorted(no.undecided)


def test_a_bare_amount_is_in_the_workspaces_currency(portfolio):
    table = answer(portfolio, question("money.total > 100 and stage = executed", select=["id"]))
    assert ids(table) == ["1"]
    reason = "money.total > 100 is undecided: amounts in different currencies do not compare (money.total is 90000.50 USD)"
    assert table.notes == (reason, "money.total is not stated", "money.total is not stated")


def test_default_columns_and_order(portfolio):
    table = answer(portfolio, question())
    assert tuple(column.name for column in table.columns) == DEFAULT_COLUMNS
    assert ids(table) == ["1", "2", "3", "4", "5"]
    assert [row[5] for row in table.rows] == ["notice-missed", "active", "not-effective", "notice-missed", "unknown"]


def test_status_and_dates_are_those_of_the_day_asked_about(portfolio):
    def on(day):
        asked = compile_question("id = MSA-2026-0001", NAMES, day, select=["status", "term_start", "term_end", "days_left"])
        return answer(portfolio, asked).rows[0]

    assert on(date(2025, 12, 31)) == ("not-effective", "2026-01-01", "2026-12-31", 305)  # the first term, as `deadline` says
    assert on(date(2026, 1, 1)) == ("active", "2026-01-01", "2026-12-31", 304)
    assert on(date(2026, 11, 1)) == ("notice-window", "2026-01-01", "2026-12-31", 0)
    assert on(date(2026, 11, 2)) == ("notice-missed", "2026-01-01", "2026-12-31", -1)
    assert on(date(2027, 1, 1)) == ("active", "2027-01-01", "2027-12-31", 304)


def test_computed_columns_may_be_asked_for_and_sorted_by(portfolio):
    table = answer(portfolio, question("term_end is known", select=["id", "days_left"], sort=["-days_left"]))
    assert [row[1] for row in table.rows] == sorted((row[1] for row in table.rows), reverse=True)
    assert ids(answer(portfolio, question("status = unknown or status starts with not-eff"))) == ["3", "5"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (["money.total"], "32145"),
        (["-money.total"], "12345"),
        (["renewal.notice"], "12435"),
        (["-renewal.notice"], "42135"),
        (["stage", "-id"], "35421"),
        (["status"], "32145"),
        (["title"], "12345"),
        (["-client"], "21345"),
    ],
)
def test_sorting_puts_what_is_not_stated_last(portfolio, sort, expected):
    assert "".join(ids(answer(portfolio, question(sort=sort)))) == expected


def test_columns_carry_the_name_as_written_and_values_their_type(portfolio):
    select = ["governing_law", "value", "money.total.amount", "total.currency", "notice_period", "fields.gdpr", "carve_outs"]
    select += ["seats", "money.price_cap_percent", "effective_date"]
    table = answer(portfolio, question(select=select))
    assert [column.name for column in table.columns] == select
    first, _, third, fourth, fifth = records(table)
    assert list(first) == select
    assert first["value"] == {"amount": "120000.00", "currency": "EUR"}
    assert first["money.total.amount"] == "120000.00"
    assert first["total.currency"] == "EUR"
    assert first["notice_period"] == "P60D"
    assert first["fields.gdpr"] is None
    assert third["fields.gdpr"] is True
    assert third["carve_outs"] == ["ip", "data-breach"]
    assert fourth["effective_date"] == "2026-01-01"
    assert fifth["seats"] == 10**20
    assert fifth["money.price_cap_percent"] == "5"
    typed = cells(table)
    assert typed[0][1] == eur("120000.00")
    assert typed[0][4] == Period(days=60)
    assert typed[3][9] == date(2026, 1, 1)


def test_a_star_selects_everything(portfolio):
    table = answer(portfolio, question("id = MSA-2026-0001", select=["id", "*"]))
    assert len(table.columns) == len(NAMES.columns)
    assert records(table)[0]["counterparty"] == "Acme GmbH"


def test_text_compares_without_regard_to_case_in_every_alphabet(portfolio):
    assert ids(answer(portfolio, question('counterparty contains "müller"'))) == ["5"]
    assert ids(answer(portfolio, question('title starts with "ÄRZTE"'))) == ["5"]
    assert ids(answer(portfolio, question("client = ZETA"))) == ["2"]


def test_grouping_counts_and_adds_up_within_a_currency(portfolio):
    table = answer(portfolio, question(group_by=["stage"], aggregates=["count", "sum(money.total)"]))
    assert set(table.rows) == {
        ("draft", 1, "5000.00 EUR"),
        ("executed", 1, "120000.00 EUR"),
        ("executed", 1, "90000.50 USD"),
        ("executed", 2, None),
    }
    least = answer(portfolio, question("total.currency = EUR", aggregates=["min(value)", "max(value)", "avg(value)"]))
    assert least.rows == (("5000.00 EUR", "120000.00 EUR", "62500.00 EUR"),)


def test_a_contract_without_an_amount_counts_with_the_one_currency_of_its_group():
    database = index(
        [
            contract(1, client="one", money__total=eur("5")),
            contract(2, client="one"),
            contract(3, client="none"),
            contract(4, client="two", money__total=eur("7")),
            contract(5, client="two", money__total=Money(Decimal(9), "JPY"), owner="jo"),
            contract(6, client="two", owner="jo"),
        ]
    )
    asked = {"group_by": ["client"], "aggregates": ["count", "sum(value)"]}
    rows = answer(database, question(**asked)).rows
    assert set(rows) == {
        ("none", 1, None),
        ("one", 2, "5.00 EUR"),
        ("two", 1, "7.00 EUR"),
        ("two", 1, "9 JPY"),
        ("two", 1, None),
    }
    assert answer(database, question("client = one", aggregates=["count", "sum(value)"])).rows == ((2, "5.00 EUR"),)
    assert answer(database, question("owner = jo", **asked)).rows == (("two", 2, "9 JPY"),)
    assert answer(database, question("owner = jo", **asked)).undecided == (
        ("none", 1, None),
        ("one", 2, "5.00 EUR"),
        ("two", 1, "7.00 EUR"),
    )
    assert answer(database, question("client = one", **asked, sort=["-count"], limit=1)).rows == (("one", 2, "5.00 EUR"),)
    assert answer(database, question("id = none", aggregates=["count", "sum(value)"])).rows == ()


def test_grouping_alone_lists_distinct_values(portfolio):
    table = answer(portfolio, question(group_by=["client"], sort=["-count"]))
    assert table.rows == (("acme", 4), ("zeta", 1))
    assert records(table)[0] == {"client": "acme", "count": 4}


def test_a_group_of_undecided_rows_stands_apart(portfolio):
    table = answer(portfolio, question("renewal.notice < P90D", group_by=["stage"]))
    assert table.rows == (("executed", 1),)
    assert table.undecided == (("draft", 1), ("executed", 2))
    assert len(table.notes) == 2


def test_a_total_is_one_row_even_of_nothing(portfolio):
    assert answer(portfolio, question("id = none", aggregates=["count", "avg(days_left)"])).rows == ((0, None),)
    assert answer(portfolio, question("renewal.notice < P90D", aggregates=["count"])).undecided == ((3,),)


def test_sums_are_exact_where_sixty_four_bits_are_not():
    database = index([contract(n, money__total=eur("9223372036854.775807"), fields__seats=2**63 - 1) for n in range(1, 5)])
    table = answer(database, question(aggregates=["sum(value)", "sum(fields.seats)", "avg(value)", "count(owner)"]))
    assert table.rows == (("36893488147419.103228 EUR", 4 * (2**63 - 1), "9223372036854.78 EUR", 0),)
    mixed = index(
        [contract(1, money__total=eur("-0.30")), contract(2, money__total=eur("0.10")), contract(3, money__total=eur("1E+30"))]
    )
    assert answer(mixed, question("money.total < 1", aggregates=["sum(value)"])).rows == (("-0.20 EUR",),)
    assert answer(mixed, question(aggregates=["max(value)"])).rows == ((f"1{'0' * 30}.00 EUR",),)


def test_a_limit_cuts_decided_rows_only(portfolio):
    table = answer(portfolio, question("renewal.notice > P30D", limit=1, sort=["-id"]))
    assert ids(table) == ["4"]
    assert len(table.undecided) == 2
    assert ids(answer(portfolio, question(limit=2))) == ["1", "2"]
    assert answer(portfolio, question(limit=0)).rows == ()


@pytest.mark.parametrize(
    ("asked", "problem", "hint"),
    [
        ({"select": ["titel"]}, "no field", "title"),
        ({"select": [""]}, "no field", ""),
        ({"sort": ["-stag"]}, "no field", "stage"),
        ({"sort": ["length"]}, "may mean", "whole name"),
        ({"group_by": ["stage"], "select": ["id"]}, "grouped answer", "leave"),
        ({"group_by": ["stage"], "sort": ["title"]}, "cannot be sorted", "stage, count"),
        ({"aggregates": ["total(value)"]}, "nothing that can be worked out", "count"),
        ({"aggregates": ["sum"]}, "nothing that can be worked out", "sum(field)"),
        ({"aggregates": ["sum(title)"]}, "sum is for", ""),
        ({"aggregates": ["avg(dates.effective)"]}, "avg is for", ""),
        ({"aggregates": ["sum(money.total.amount)"]}, "different currencies", "sum(money.total)"),
    ],
)
def test_what_cannot_be_asked_is_said(asked, problem, hint):
    with pytest.raises(ExpressionError) as error:
        question(**asked)
    assert problem in error.value.message
    assert hint in error.value.hint


def test_amounts_add_up_where_they_are_grouped_by_currency(portfolio):
    asked = question("value is known", group_by=["money.total.currency"], aggregates=["sum(money.total.amount)"])
    assert answer(portfolio, asked).rows == (("EUR", "125000"), ("USD", "90000.5"))


def test_named_conditions_and_saved_queries():
    settings = Settings(
        Party("us", "supplier", "Us Ltd"),
        CATALOGUE,
        conditions={"english": 'governing_law contains "england"'},
        queries={"law": NamedQuery("english", ("id", "governing_law"), ("-id",))},
    )
    database = index([contract(n, legal__governing_law=law) for n, law in ((1, "England"), (2, "France"), (3, "ENGLAND"))])
    assert answer(database, ask("law", settings, AS_OF)).rows == (("MSA-2026-0003", "ENGLAND"), ("MSA-2026-0001", "England"))
    assert answer(database, ask("law", settings, AS_OF, select=["id"])).rows == (("MSA-2026-0003",), ("MSA-2026-0001",))
    assert answer(database, ask("law", settings, AS_OF, aggregates=["count"])).rows == ((2,),)
    assert ids(answer(database, ask("not english", settings, AS_OF))) == ["2"]


def deepest(leaf, grow):
    """The deepest condition that is still accepted."""
    condition = leaf
    for step in (50, 10, 1):
        while True:
            grown = condition
            for _ in range(step):
                grown = grow(grown)
            try:
                parse(grown, NAMES)
            except ExpressionError:
                break
            condition = grown
    return condition


LEAF = "not renewal.notice <= renewal.deemed_receipt"
GROWTHS = {
    "brackets": lambda inner: f"not (stage = draft or not (id is known and ({inner})))",
    "two levels a bracket": lambda inner: f"(auto_ or id is known and {inner})".replace("auto_", "fields.gdpr"),
    "levels on the left": lambda inner: f"(({inner}) and fields.gdpr or term_end > today)",
    "and": lambda inner: f"{inner} and stage!=draft",
    "or": lambda inner: f"{inner} or {LEAF}",
    "list": lambda inner: (
        f"{inner.removesuffix(')')}, EUR 5)" if " in (" in inner else f"{inner} or money.total in (EUR 1, EUR 2)"
    ),
}


@pytest.mark.parametrize("growth", GROWTHS)
def test_whatever_is_accepted_sqlite_can_bear(portfolio, growth):
    condition = deepest(LEAF, GROWTHS[growth])
    assert len(condition) > 200
    for asked in ({}, {"limit": 3}, {"group_by": ["status"]}, {"aggregates": ["sum(value)"]}):
        table = answer(portfolio, question(condition, **asked))
        assert len(table.notes) == len(table.undecided)


def test_fields_that_look_alike_in_sql_do_not_meet():
    from clmctl.model.columns import all_columns, sql_columns, stored_columns
    from clmctl.model.field import Field, FieldType

    fields = [
        Field("fields.a-b", FieldType.DURATION),
        Field("fields.a_b", FieldType.TEXT),
        Field("fields.A_B", FieldType.TEXT),
        Field("fields.a_b_days", FieldType.INTEGER),
        Field('fields.x"; DROP TABLE c; --', FieldType.TEXT),
    ]
    catalogue = Catalogue(fields)
    names = [name.lower() for name, _ in sql_columns(stored_columns(catalogue))]
    assert len(names) == len(set(names))
    assert all(name.replace("_", "").isalnum() for name in names)
    assert len(all_columns(catalogue)) == len(fields) + 10
