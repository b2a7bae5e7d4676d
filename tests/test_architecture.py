"""The fences are tests: floors, style, types."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from re._parser import SubPattern, parse  # type: ignore[import-not-found]
from typing import Any

import grimp
import pytest

import clmctl

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        ["lint-imports", "--no-cache"],
        ["ruff", "check", "--no-cache"],
        ["ruff", "format", "--check", "--no-cache"],
        ["mypy", "--cache-dir=/dev/null"],
    ],
    ids=["floors", "ruff", "format", "mypy"],
)
def test_the_fences_hold(command: list[str]) -> None:
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_modules_fit_in_the_head() -> None:
    long = {str(path): lines for path in (ROOT / "clmctl").rglob("*.py") if (lines := path.read_text("utf-8").count("\n")) > 400}
    assert not long


def test_no_modules_import_each_other_in_a_circle() -> None:
    """For type checking neither: what two need stands below both."""
    graph = grimp.build_graph("clmctl")
    TopologicalSorter({module: graph.find_modules_directly_imported_by(module) for module in graph.modules}).prepare()


def test_values_are_made_in_one_way() -> None:
    files = (ROOT / "clmctl").rglob("*.py")
    other = [str(path) for path in files if "\n@dataclass(frozen=True, slots=True" in path.read_text("utf-8")]
    assert other == [], "clmctl.model.frozen makes them, at a small part of what a start would cost"


def _possessive(parsed: Iterable[Any]) -> Iterator[Any]:
    """The bodies of a parsed pattern's possessive repeats, however deep."""
    for operation, given in parsed:
        inner = given if isinstance(given, tuple | list) else [given]
        if str(operation) == "POSSESSIVE_REPEAT":
            yield given[2]
        for part in (deeper for one in inner for deeper in (one if isinstance(one, list) else [one])):
            if isinstance(part, SubPattern):
                yield from _possessive(part)


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every pattern that a module of the project keeps, alone or in a list or a mapping, with its module's name."""
    for module in pkgutil.walk_packages(clmctl.__path__, "clmctl."):
        for value in vars(importlib.import_module(module.name)).values():
            several = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
            for one in several:
                yield from (
                    (module.name, part) for part in (one if isinstance(one, tuple) else [one]) if isinstance(part, re.Pattern)
                )


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 matches such a group wrongly where it could step back (python/cpython#106052): it is still in use."""
    kept = dict.fromkeys(
        (name, pattern.pattern, pattern.flags) for name, pattern in _patterns() if isinstance(pattern.pattern, str)
    )
    assert len(kept) > 100
    single = ("IN", "LITERAL", "NOT_LITERAL", "ANY")
    groups = [
        (name, text)
        for name, text, flags in kept
        for body in _possessive(parse(text, flags & ~re.UNICODE))
        if [str(operation) in single for operation, _ in body] != [True]
    ]
    assert groups == [], "repeat the group ordinarily, and only single characters possessively"
