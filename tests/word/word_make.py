"""Blocks and whole texts for tests of the Word room, built by hand: no text is parsed here."""

from functools import lru_cache

from clmctl.model.block import Block, Defined, Inline, LineBreak, Link, Placeholder, Reference, Text
from clmctl.model.party import Party, Signatory
from clmctl.model.word.text import WordText
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

NOTICE = Placeholder("renewal.notice", "words", source="renewal.notice | words")
FEES = Placeholder("money.total", source="money.total", bold=True)

SUPPLIER = Party(
    "supplier", "supplier", "Brightwater Services Ltd", "Supplier", ours=True, signatories=(Signatory("Ada Quill", "Director"),)
)
CUSTOMER = Party(
    "customer",
    "customer",
    "Hollenfeld Maschinen GmbH",
    "Customer",
    signatories=(Signatory("Jan Hollen", "Managing Director"), Signatory("", "Prokurist")),
)


def words(*parts: Inline | str) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in parts)


def clause(number: str, title: str, anchor: str, schedule: str = "") -> Block:
    return Block("clause", 1, words(title), 1, 0, number, number, anchor, "", anchor, schedule)


def item(depth: int, number: str, full: str, anchor: str, *parts: Inline | str, clause: str = "c", schedule: str = "") -> Block:
    """`depth` is the list depth; in a clause its level is one more, below a sub-clause (no number of two parts) two."""
    level = depth + (1 if clause or schedule else 0) + (1 if depth == 1 and clause and number.startswith("(") else 0)
    return Block("item", 1, words(*parts), level, depth, number, full, anchor, "", clause, schedule)


def para(
    *parts: Inline | str, kind: str = "paragraph", indent: int = 0, clause: str = "", schedule: str = "", level: int = 0
) -> Block:
    return Block(kind, 1, words(*parts), level, indent, clause=clause, schedule=schedule)  # type: ignore[arg-type]


def grid(*rows: tuple[str, ...], indent: int = 0, clause: str = "c") -> Block:
    cells = tuple(tuple(words(cell) for cell in row) for row in rows)
    return Block("table", 1, (), 0, indent, clause=clause, rows=cells, header_rows=1)


def text(*blocks: Block, **changes: object) -> WordText:
    base: dict[str, object] = {
        "contract": "MSA-2026-0042",
        "title": "Customer Services Agreement",
        "lang": "en",
        "blocks": blocks,
        "printed": {("", NOTICE): "sixty (60) days", ("", FEES): "EUR 120,000.00"},
        "parties": (SUPPLIER, CUSTOMER),
        "source": "sha256:" + "0" * 64,
    }
    return WordText(**{**base, **changes})  # type: ignore[arg-type]


def agreement(clauses: int = 4) -> WordText:
    """A contract with everything a contract may hold."""
    filler = (
        "The Supplier must perform the Services with the care and skill of an experienced supplier of such services, "
        "and must keep to every time stated in this agreement."
    )
    blocks = [
        para("Customer Services Agreement", kind="title", level=1),
        para("This agreement is made on 1 January 2026 between:"),
        item(
            1,
            "(1)",
            "(1)",
            "",
            Text("Brightwater Services Ltd", bold=True),
            ", a company registered in England with number 0123456 (the ",
            Defined("Supplier"),
            "); and",
            clause="",
        ),
        item(
            1,
            "(2)",
            "(2)",
            "",
            Text("Hollenfeld Maschinen GmbH", bold=True),
            ", a company registered in Germany with number HRB 4711 (the ",
            Defined("Customer"),
            ").",
            clause="",
        ),
        para("Background", level=0),
        item(1, "(A)", "(A)", "", "The Customer needs support for its machines.", clause=""),
        item(1, "(B)", "(B)", "", "The Supplier gives such support.", clause=""),
        clause("1", "Scope", "scope"),
        item(
            1,
            "1.1",
            "1.1",
            "scope-activities",
            Text("Activities.", bold=True),
            " ",
            filler,
            " It follows ",
            Reference("Section", "term-notice"),
            " and ",
            Reference("Section", "fees-late-two"),
            ".",
        ),
        item(1, "1.2", "1.2", "scope-goals", Text("Goals.", bold=True), " The Supplier's goals are:"),
        item(2, "(a)", "1.2(a)", "scope-goals-a", "to answer each request;"),
        item(2, "(b)", "1.2(b)", "", "to keep the machines running, that is:"),
        item(3, "(i)", "1.2(b)(i)", "", "by day; and"),
        item(3, "(ii)", "1.2(b)(ii)", "scope-deep", "by night, of which:"),
        item(4, "(A)", "1.2(b)(ii)(A)", "scope-deepest", "the first half; and"),
        item(4, "(B)", "1.2(b)(ii)(B)", "", "the second half."),
        item(2, "(c)", "1.2(c)", "", filler),
        para("This tail belongs to the list as a whole.", indent=1, clause="scope"),
        clause("2", "Term and notice", "term"),
        para("A clause may have words without a number. ", filler, clause="term"),
        item(
            1,
            "2.1",
            "2.1",
            "term-notice",
            "Either party may end this agreement by notice of at least ",
            NOTICE,
            ". See ",
            Reference("Schedule", "sched-data"),
            ", ",
            Reference("Section", "sched-data-purposes-a"),
            " and ",
            Link("our pages", "https://example.com/?a=1&b=2"),
            ".",
        ),
        para("Ein Satz in deutscher Sprache steht hier im Vertrag.", kind="quote", clause="term"),
        para("Drafting note: check the notice period.", kind="note", clause="term"),
        clause("3", "Fees", "fees"),
        item(1, "3.1", "3.1", "fees-table", "The fees are ", FEES, " in all, as follows:"),
        grid(
            ("Item", "What it covers", "Amount"),
            (
                "Licence",
                "Use of the software by all employees of the Customer and of the companies it controls, "
                "at all its places of business",
                "EUR 80,000.00",
            ),
            ("Support", "Answers", "EUR 40,000.00"),
            indent=1,
            clause="fees",
        ),
        para("Amounts are without taxes.", indent=1, clause="fees"),
        Block("subclause", 1, words("Late payment"), 2, 0, "3.2", "3.2", "fees-late", "", "fees"),
        para("Interest runs from the due date.", clause="fees"),
        item(1, "(a)", "3.2(a)", "", "The rate is 5% a year."),
        item(1, "(b)", "3.2(b)", "fees-late-two", "It is paid on demand:"),
        Block("bullet", 1, words("in cash, or"), 2, 2, clause="fees"),
        Block("bullet", 1, words("by transfer."), 2, 2, clause="fees"),
        item(1, "3.3", "3.3", "", "Numbers go on after a sub-clause's heading."),
    ]
    for number in range(4, clauses + 1):
        blocks.append(clause(str(number), f"Further clause {number}", f"further-{number}"))
        blocks += [
            item(
                1,
                f"{number}.{at}",
                f"{number}.{at}",
                f"further-{number}-{at}",
                filler,
                " ",
                Reference("Section", "scope-deepest"),
            )
            for at in range(1, 4)
        ]
    blocks += [
        Block("schedule", 1, words("Data processing"), 1, 0, "Schedule 1", "1", "sched-data", "", "sched-data", "sched-data"),
        para("This schedule belongs to the agreement.", schedule="sched-data"),
        clause("1", "Purposes", "sched-data-purposes", "sched-data"),
        item(
            1,
            "1.1",
            "1.1",
            "sched-data-one",
            "The Supplier processes personal data for ",
            Reference("Section", "scope"),
            LineBreak(),
            "and nothing else:",
            schedule="sched-data",
        ),
        item(2, "(a)", "1.1(a)", "sched-data-purposes-a", "as told by the Customer;", schedule="sched-data"),
        clause("2", "Security", "sched-data-security", "sched-data"),
        item(1, "2.1", "2.1", "", filler, schedule="sched-data"),
        Block("schedule", 1, words("Prices"), 1, 0, "Schedule 2", "2", "sched-prices", "", "sched-prices", "sched-prices"),
        clause("1", "Rates", "sched-prices-rates", "sched-prices"),
        item(1, "1.1", "1.1", "sched-prices-one", "As in ", Reference("Section", "sched-data-one"), ".", schedule="sched-prices"),
        item(2, "(a)", "1.1(a)", "", "by day", schedule="sched-prices"),
        para("The parties have signed this agreement on the dates below.", schedule=""),
        Block("data", 1, (Placeholder("signatures"),)),
    ]
    return text(*blocks)


@lru_cache(maxsize=1)
def style() -> StyleDocument:
    return open_style(default_style())
