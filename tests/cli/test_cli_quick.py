"""Quick calls are read as the library that reads every other call reads them."""

import shlex
from typing import Any

import pytest
import typer

from clmctl.cli import quick
from clmctl.cli.commands import search as command
from clmctl.cli.group import answer
from clmctl.cli.options import Options
from clmctl.cli.pages import search as page


@pytest.mark.parametrize(
    "words",
    [
        "search fees",
        "search fees payment --limit 3",
        "search --limit 0 fees",
        "search 'fees payment' -f json --contracts",
        "search fees --format csv --exit-code --limit 3",
        "search fees --exit-code due",
        "search ''",
    ],
)
def test_a_plain_call_means_the_same_either_way(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Any, ...]] = []
    usual = {"limit": 20, "contracts": False, "exit_code": False, "format": "table"}

    def look(options: Options, said: str, **named: Any) -> int:
        seen.append((options, said, usual | named))
        return 0

    monkeypatch.setattr(page, "search", look)
    monkeypatch.setattr(command, "look", look)
    call = quick.quick(shlex.split(words))
    assert call is not None
    call(Options())
    answer(Options(), shlex.split(words))
    assert seen[0] == seen[1]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "search",
        "search --help",
        "search fees --help",
        "search fees -without",
        "search fees -- payment",
        "search fees --limit=3",
        "search fees --limit three",
        "search fees --limit -3",
        "search fees --limit",
        "search fees --limi 3",
        "search fees -fjson",
        "query fees",
        "--help",
    ],
)
def test_any_other_call_is_left_to_the_usual_way(words: str) -> None:
    assert quick.quick(shlex.split(words)) is None


def test_every_option_of_a_quick_command_is_known() -> None:
    options = {
        name: parameter.name
        for parameter in typer.main.get_command(command.app).params
        for name in parameter.opts
        if name.startswith("-") and name != "--help"
    }
    assert options == {name: meant for name, (meant, _) in quick.SEARCH.items()}
