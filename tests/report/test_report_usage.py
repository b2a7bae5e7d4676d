"""The use of the library: a contract counts once for a clause, as what is farthest from our standard in it."""

from datetime import date
from types import MappingProxyType

from clmctl.model.clause import Clause, Variant
from clmctl.model.finding import Finding
from clmctl.model.library import Library
from clmctl.model.place import Place
from clmctl.report.language import Deviation, deviations
from clmctl.report.text import markdown, plain
from clmctl.report.usage.page import library_page
from clmctl.report.usage.usage import LibraryUse, Pinned, as_object, library_use

DAY = date(2026, 11, 22)
CLIENTS = {f"contracts/{client}/{id}/contract.md": client for client, id in (("a", "A1"), ("a", "A2"), ("b", "B1"), ("c", "C1"))}
A1, A2, B1, C1 = CLIENTS


def position(clause: str, name: str, status: str = "approved", lang: str = "en") -> Variant:
    return Variant(clause, name, lang, 1, status, "## T\n", "sha256:1", "p", 1)  # type: ignore[arg-type]


def clause(id: str, review_by: date | None, *names: str) -> Clause:
    return Clause(id, id.title(), "legal", "ann", "p", review_by, variants=tuple(position(id, name) for name in names))


LIBRARY = Library(
    MappingProxyType(
        {
            "fees": clause("fees", date(2026, 1, 1), "standard", "fallback-1", "last-resort"),
            "term": clause("term", date(2027, 9, 1), "standard", "fallback-1"),
            "games": clause("games", None, "standard"),
        }
    )
)
PINS = [
    Pinned(A1, "a", "fees", "standard"),
    Pinned(A1, "a", "fees", "fallback-1"),  # it has the clause twice: the farther counts
    Pinned(A2, "a", "fees", "last-resort"),
    Pinned(B1, "b", "fees", "standard"),
    Pinned(B1, "b", "term", "standard"),
    Pinned(A1, "a", "gone", "standard"),  # of a clause the library has no more
]


def strayed(path: str, anchor: str, *changes: str, accepted: str = "", title: str = "") -> Deviation:
    return Deviation(path, path.split("/")[2], anchor, changes, " ".join(changes), accepted, title)


def made(**more: object) -> LibraryUse:
    deviating = {
        B1: {"fees": strayed(B1, "fees", "[-thirty-] {+sixty+}", "pays {+never+}")},
        C1: {"fees": strayed(C1, "fees", "[-thirty-] {+sixty+}", accepted="agreed"), "": strayed(C1, "toys", title="Toys")},
    }
    return library_use(LIBRARY, CLIENTS, PINS, deviating, DAY, **more)  # type: ignore[arg-type]


def test_a_contract_counts_once_as_what_is_farthest_from_our_standard():
    fees, term, games = made().clauses
    assert (fees.contracts, fees.clients, fees.none) == (4, 3, 0)
    assert (fees.standard, fees.fallback, fees.last_resort, fees.deviating, fees.accepted) == (0, 1, 1, 2, 1)
    assert (fees.deviation_rate, fees.fallback_rate) == (0.5, 0.5)
    assert (term.contracts, term.standard, term.none) == (1, 1, 3)
    assert (games.contracts, games.none, games.deviation_rate) == (0, 4, 0.0)


def test_the_states_of_a_clause_add_up_to_the_contracts():
    for use in made().clauses:
        assert use.standard + use.fallback + use.last_resort + use.deviating == use.contracts
        assert use.contracts + use.none == len(CLIENTS)


def test_positions_count_pins_and_say_which_of_them_deviate():
    fees = made().clauses[0]
    assert [(p.position, p.contracts, p.clients, p.share, p.deviating) for p in fees.positions] == [
        ("standard", 2, 2, 0.5, 1), ("fallback-1", 1, 1, 0.25, 0), ("last-resort", 1, 1, 0.25, 0),
    ]  # fmt: skip


def test_the_commonest_changed_words_come_first():
    assert made().clauses[0].changes == (("[-thirty-] {+sixty+}", 2), ("pays {+never+}", 1))
    assert [use.clause for use in made().most_deviated] == ["fees"]


def test_positions_nobody_took_and_clauses_nobody_knows_are_told():
    use = made()
    assert [(p.clause, p.position) for p in use.never_used] == [("term", "fallback-1"), ("games", "standard")]
    assert use.strangers == (("Toys", 1),)
    assert [(review.clause.id, review.state) for review in use.reviews] == [("fees", "overdue")]


def test_the_page_says_all_of_it_in_text_and_markdown():
    page = library_page(made())
    text = plain(page)
    for words in ("[-thirty-] {+sixty+} (2)", "2 (50%)", "No contract holds a text of games.", "325 days overdue", "Toys"):
        assert words in text, words
    assert all(len(line) <= 98 for line in text.split("\n"))
    assert "| fees |" in markdown(page) and "\\[-thirty-\\]" in markdown(page)


def test_an_empty_workspace_has_a_report_too():
    empty = library_use(Library(), {}, [], {}, DAY)
    assert (empty.deviation_rate, empty.fallback_rate) == (0.0, 0.0)
    assert "The library has no clauses." in plain(library_page(empty))


def test_deviations_that_lint_ignores_are_said_to_be_uncounted():
    use = made(uncounted=True)
    assert "(CL101)" in plain(library_page(use))
    assert as_object(use)["deviations_counted"] is False


def test_the_keys_of_the_json_stay():
    found = as_object(made())
    assert list(found) == [
        "as_of", "contracts", "clients", "deviation_rate", "fallback_rate", "deviations_counted", "clauses", "most_deviated",
        "reviews", "never_used", "strangers",
    ]  # fmt: skip
    first = found["clauses"][0]  # type: ignore[index]
    assert list(first) == [
        "clause", "title", "category", "owner", "review_by", "review", "contracts", "clients", "standard", "fallback",
        "last_resort", "deviating", "accepted", "none", "deviation_rate", "fallback_rate", "positions", "changes",
    ]  # fmt: skip


def test_deviations_are_read_from_what_lint_said():
    def finding(message: str, **more: str) -> Finding:
        return Finding("CL101", "not-approved", "error", Place(A1, 3), message, "", "A1", more.get("clause", "fees"), "Toys",
                       suppressed=more.get("suppressed", ""))  # fmt: skip

    near = 'The text of "F" is no approved position. Nearest is fees standard version 1 (97.0% alike): …pays in [-ten-] {+20+} …'
    found = deviations(
        [
            finding(near + "days and must {+not+} …of [-any-]", suppressed="board"),
            finding('The clause "Toys" is in no clause library: nobody approved its language.', clause="toys"),
            finding("The preamble of the contract is not the template's (99.0% alike): {+x+}", clause=""),
        ]
    )
    fees, toys = found[A1]
    assert fees.changes == ("[-ten-] {+20+}", "and must {+not+}", "of [-any-]")
    assert (fees.accepted, fees.title, toys.title, toys.changes) == ("board", "", "Toys", ())
