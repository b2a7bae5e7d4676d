"""What `explain` says of everything it can explain: no line ends in spaces, none is empty that need not be."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from clmctl.checks import ALL
from clmctl.cli.pages.explanations import explanation
from clmctl.errors import UsageError
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.terms.meaning import MEANING

CALL = cast("Any", SimpleNamespace(desk=SimpleNamespace(settings=SimpleNamespace(catalogue=Catalogue(BUILT_IN)))))
TOPICS = ("fields", "dialect", "filters", "statuses", "conditions", "files", "undo")
NAMES = (
    *TOPICS,
    *(rule.code for rule in ALL),
    *(rule.name for rule in ALL),
    *MEANING,
    *(field.path for field in BUILT_IN),
    *dict.fromkeys(choice for field in BUILT_IN for choice in field.choices),
)


def test_every_page_is_clean_to_its_last_line() -> None:
    for name in NAMES:
        page = explanation(CALL, name).text
        assert page.strip() and page == page.strip("\n") and "\n\n\n" not in page, name
        assert [line for line in page.split("\n") if line != line.rstrip() or "\t" in line] == [], name


def test_the_topics_are_those_that_help_names() -> None:
    with pytest.raises(UsageError) as said:
        explanation(CALL, "xyzzyplugh")
    assert said.value.hint == f"Topics are: {', '.join(TOPICS)}."


def test_undo_has_one_rule() -> None:
    assert "the act before that one" in explanation(CALL, "undo").text and "--redo" in explanation(CALL, "undo").text
