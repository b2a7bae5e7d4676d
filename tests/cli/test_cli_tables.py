"""Tables in a terminal: no id and no day is broken, however narrow it is."""

import io
import re

import pytest

from clmctl.cli.render import show_table

NAMES = ["id", "title", "owner", "status", "term_end", "decision_by", "send_by", "notice_deadline"]
ROWS = [
    ["AGREEMENT-2026-0001", "Hosting Services Agreement", "contract-manager", "active", *["2026-12-31"] * 4],
    ["NDA-2025-0002", "Mutual Non-Disclosure Agreement", "data-protection-officer", "notice-missed", "2026-12-26", "", "", ""],
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch):
    def show(width: int, names: list[str], rows: list[list[str]]) -> str:
        monkeypatch.setenv("COLUMNS", str(width))
        monkeypatch.setenv("TERM", "xterm")
        terminal = Terminal()
        with monkeypatch.context() as patch:
            patch.setattr("sys.stdout", terminal)
            show_table(names, rows)
        return re.sub(r"\x1b\[[0-9;]*m", "", terminal.getvalue())

    return show


@pytest.mark.parametrize("width", [60, 80, 100, 120, 150, 200])
def test_words_stay_whole_and_lines_fit(shown, width: int) -> None:
    said = shown(width, NAMES, ROWS)
    assert {word for row in ROWS for cell in row for word in cell.split()} <= {word.rstrip(";") for word in said.split()}
    assert all(len(line.rstrip()) <= width for line in said.split("\n"))


def test_what_does_not_fit_side_by_side_is_told_row_by_row(shown) -> None:
    lines = [line.rstrip() for line in shown(80, NAMES, ROWS[1:]).split("\n")]
    assert lines == [
        "NDA-2025-0002",
        "    title Mutual Non-Disclosure Agreement; owner data-protection-officer; status",
        "    notice-missed; term_end 2026-12-26",
        "",
    ]


def test_what_fits_stands_in_columns(shown) -> None:
    lines = [
        line.rstrip()
        for line in shown(40, ["id", "title"], [["A-1", "Words that go on below themselves, at a word"]]).split("\n")
    ]
    assert lines == ["id   title", "A-1  Words that go on below themselves,", "     at a word", ""]


def test_a_word_wider_than_the_terminal_is_folded(shown) -> None:
    assert "".join(shown(20, ["path"], [["x" * 50]]).split()) == "x" * 50


LONG = "https://www.example.org/terms/of/service/for/every/customer"


def test_a_long_word_in_one_row_is_folded_and_the_others_keep_their_columns(shown) -> None:
    rows = [["A-1", "Lease", LONG], ["A-2", "Supply of goods", "by post"], ["A-3", "Licence", "by hand"]]
    lines = [line.rstrip() for line in shown(50, ["id", "title", "sent"], rows).split("\n")]
    assert lines[0].split() == ["id", "title", "sent"] and all(len(line) <= 50 for line in lines)
    assert LONG in "".join(line[22:] for line in lines[1:-3])
    assert lines[-3].split("  ") == ["A-2", "Supply of goods", "by post"]


@pytest.mark.parametrize("rows", [[["A-1", LONG]], [["A-1", LONG], ["A-2", LONG], ["A-3", "x"]]])
def test_where_most_rows_have_long_words_each_is_told_by_itself(shown, rows: list[list[str]]) -> None:
    assert "sent " in shown(40, ["id", "sent"], rows).split("\n")[1]


def test_a_long_id_is_never_folded(shown) -> None:
    long = "CUSTOMER-AGREEMENT/GERMANY-2026-0001"
    said = shown(40, ["id", "owner"], [["A-1", "legal"], ["A-2", "sales"], [long, "finance"]])
    assert long in said.split()
