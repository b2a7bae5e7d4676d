"""The list of contracts as a terminal shows it: nothing wider than the line, nothing obeyed; and nothing lost in a pipe."""

import re

import pytest
from rich.cells import cell_len

from clmctl.cli import render
from clmctl.cli.pages.contracts import COLUMNS, show_list
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.columns import COMPUTED, field_columns
from clmctl.model.field import Catalogue
from clmctl.model.question import Table

_KNOWN = {column.name: column for column in (*COMPUTED, *field_columns(Catalogue(BUILT_IN)))}
_ROWS = (
    ("acme", "Acme", "MSA-2026-0001", "Rahmen " * 20, "executed", "notice-missed", None, "2027-01-01", "2026-11-02", None, ""),
    ("acme", "Acme", "MSA-2026-0002", "業務委託" * 20, "draft", "not-effective", "2026-11-01", "", "", "5 EUR", "legal-lead"),
    ("b", "", "NDA-2026-0001", "\x1b[31mred\u202e", "executed", "expired", None, "2026-01-01", None, None, None),
)  # fmt: skip


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wide: int, *, grouped: bool = True) -> str:
    monkeypatch.setattr(render, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(wide))
    monkeypatch.setenv("NO_COLOR", "1")
    show_list(Table(tuple(_KNOWN[name] for name in COLUMNS), _ROWS), "2026-11-22", grouped=grouped)
    return capsys.readouterr().out


@pytest.mark.parametrize("grouped", [True, False])
@pytest.mark.parametrize("wide", [80, 100, 140])
def test_no_line_is_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], wide: int, grouped: bool
) -> None:
    out = shown(monkeypatch, capsys, wide, grouped=grouped)
    assert max(map(cell_len, out.split("\n"))) <= wide
    assert all(str(row[2]) in out for row in _ROWS)


def test_each_client_once_and_the_day_that_matters(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(monkeypatch, capsys, 100)
    assert len(re.findall(r"^acme", out, re.MULTILINE)) == 1
    assert all(words in out for words in ("notice was 2026-11-02", "begins 2026-11-01", "ended 2026-01-01"))
    assert ("legal-lead" in out, "legal-lead" in shown(monkeypatch, capsys, 140)) == (False, True)


def test_nothing_a_document_says_is_obeyed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(monkeypatch, capsys, 140)
    assert "\x1b[31m" not in out
    assert "\u202e" not in out


def test_a_pipe_gets_every_word(capsys: pytest.CaptureFixture[str]) -> None:
    render.show_toned([[("a" * 300, "bad"), ("b", "")], [("c", "quiet"), ("d", "")]], cut=0, indent=2)
    assert capsys.readouterr().out == f"  {'a' * 300}  b\n  c{' ' * 301}d\n"
