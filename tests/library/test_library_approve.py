"""Approving and withdrawing texts, and finding the nearest one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clmctl.errors import Unreadable, UsageError
from clmctl.library.approve import approve, withdraw
from clmctl.library.approved import Approved
from clmctl.library.ledger import LEDGER
from clmctl.library.nearest import nearest, sharing
from clmctl.library.read import read_library
from clmctl.model.plan import Plan, Read
from clmctl.text.comparing.digest import clause_digest

PATH = "clause_library/scope/standard.md"
DRAFT = b"---\nversion: 1      # counts up\nstatus: draft\n---\n\n## Scope\n\n1. The Supplier does it.\n"
CLAUSE = {"clause_library/scope/clause.yaml": b"title: Scope\nowner: ann\n"}
DAY = date(2026, 11, 22)


def act(files: dict[str, bytes], doing=approve, **more) -> Plan:
    library, _ = read_library({**CLAUSE, **files})
    variant = library.variant("scope", "standard")
    return doing(library, variant, files[PATH], files.get(LEDGER), **{"by": "ann", "on": DAY, "why": "Checked", **more})


def after(files: dict[str, bytes], plan: Plan) -> dict[str, bytes]:
    return {**files, **{write.path: write.data for write in plan.writes}}


def test_first_approval_writes_status_and_ledger():
    reads = (Read(PATH, "x"),)
    plan = act({PATH: DRAFT}, reads=reads)
    files = after({PATH: DRAFT}, plan)
    assert files[PATH] == DRAFT.replace(b"draft", b"approved")
    digest = clause_digest("## Scope\n\n1. The Supplier does it.\n", clause="scope")
    assert files[LEDGER].decode() == (
        f'{{"by": "ann", "clause": "scope", "digest": "{digest}", "lang": "en", "on": "2026-11-22", "variant": "standard", '
        '"version": 1, "why": "Checked"}\n'
    )
    assert (plan.action, plan.title, plan.reads) == ("library", "Approve scope standard version 1", reads)
    assert plan.trailers == (("Action", "library"), ("Clause", "scope"), ("Reason", "Checked"))
    assert read_library({**CLAUSE, **files})[1] == ()


def test_a_changed_text_is_a_new_version_and_the_old_one_is_kept():
    first = after({PATH: DRAFT}, act({PATH: DRAFT}))
    changed = {**first, PATH: first[PATH].replace(b"does it", b"does it well")}
    plan = act(changed, before=first[PATH])
    second = after(changed, plan)
    assert second[PATH] == changed[PATH].replace(b"version: 1 ", b"version: 2 ")
    assert second[LEDGER].startswith(first[LEDGER])
    assert second[LEDGER].count(b"\n") == 2
    library, findings = read_library({**CLAUSE, **second})
    assert findings == ()
    assert [(v.version, v.status, "well" in v.text) for v in library.clauses["scope"].superseded] == [(1, "deprecated", False)]
    assert [entry.version for entry in library.ledger] == [1, 2]
    assert act(changed).notes[-1] == "the text of version 1 is not at hand, so it is not kept for comparing"
    assert not any("superseded" in write.path for write in act(changed, before=changed[PATH]).writes)


def test_a_text_approved_already_is_refused_however_it_is_wrapped():
    files = after({PATH: DRAFT}, act({PATH: DRAFT}))
    with pytest.raises(UsageError, match="approved already"):
        act({**files, PATH: files[PATH].replace(b"The Supplier does", b"The Supplier\n   does")})


def test_an_approved_text_marked_otherwise_is_marked_again():
    files = after({PATH: DRAFT}, act({PATH: DRAFT}))
    plan = act({**files, PATH: files[PATH].replace(b"approved", b"draft")})
    assert [(write.path, b"status: approved" in write.data) for write in plan.writes] == [(PATH, True)]


def test_withdrawing_and_approving_again():
    first = after({PATH: DRAFT}, act({PATH: DRAFT}))
    gone = after(first, act(first, withdraw, on=date(2026, 12, 1), why="Law changed"))
    assert b"status: withdrawn" in gone[PATH]
    library, findings = read_library({**CLAUSE, **gone})
    assert findings == ()
    assert [(e.version, e.on, e.until, e.why) for e in library.ledger] == [(1, DAY, date(2026, 12, 1), "Checked")]
    with pytest.raises(UsageError, match="was withdrawn on 2026-12-01"):
        act(gone, withdraw)
    back = after(gone, act(gone, why="Law changed back"))
    assert b"version: 2 " in back[PATH]
    assert read_library({**CLAUSE, **back})[1] == ()


def test_withdrawing_an_earlier_version_leaves_the_file_alone():
    first = after({PATH: DRAFT}, act({PATH: DRAFT}))
    changed = {**first, PATH: first[PATH].replace(b"does it", b"does it well")}
    second = after(changed, act(changed, before=first[PATH]))
    plan = act(second, withdraw, version=1)
    assert [write.path for write in plan.writes] == [LEDGER]
    with pytest.raises(UsageError, match="version 7 was never approved"):
        act(second, withdraw, version=7)


@pytest.mark.parametrize("doing", [approve, withdraw])
def test_a_reason_is_needed_and_a_broken_file_refused(doing):
    with pytest.raises(UsageError, match="needs a reason"):
        act({PATH: DRAFT}, doing, why=" ")
    with pytest.raises(Unreadable) as caught:
        act({PATH: DRAFT.replace(b"## Scope", b"Scope")}, doing)
    assert (caught.value.path, caught.value.line) == (PATH, 6)


def test_nearest_counts_words_and_no_apparatus():
    texts = {
        "standard": "## Scope\n\n1. {#scope-a} The Supplier does it.{?x} Twice.{/}\n",
        "fallback-1": "## Scope\n\nThe Customer pays.\n",
    }
    files = {
        f"clause_library/scope/{name}.md": f"---\nversion: 1\nstatus: draft\n---\n{text}".encode() for name, text in texts.items()
    }
    variants = read_library({**CLAUSE, **files})[0].clauses["scope"].variants
    same = nearest("## SCOPE {#elsewhere}\n1. The supplier\n   does it. Twice.", variants)
    assert (same[0].name, same[1]) == ("standard", 1.0)
    near = nearest("## Scope\n\n1. The Supplier never does it. Twice.", variants)
    assert near[0].name == "standard"
    assert 0.9 < near[1] < 1.0
    assert nearest("## Scope\n\nThe Customer pays late.", variants)[0].name == "fallback-1"
    assert nearest("", variants)[1] == 0.0
    assert nearest("x", []) is None


def test_shared_paragraphs_tell_which_text_it_is_or_nothing():
    first, second, third = (
        f"1. The {who} must answer each letter within a day of it." for who in ("Supplier", "Customer", "Agent")
    )
    texts = {"standard": f"{first}\n\n{second}\n", "fallback-1": f"{first}\n\n{third}\n"}
    files = {
        f"clause_library/scope/{name}.md": f"---\nversion: 1\nstatus: draft\n---\n## Scope\n\n{text}".encode()
        for name, text in texts.items()
    }
    variants = read_library({**CLAUSE, **files})[0].clauses["scope"].variants

    def told(*parts: str) -> str:
        found = sharing("## Scope\n\n" + "\n\n".join(parts) + "\n\n", variants)
        return found.name if found else ""

    assert told(second, "1. Other words that stand in no text of the library.") == "standard"
    assert told(first, third, "1. Other words that stand in no text of the library.") == "fallback-1"
    assert told(first) == told(first, second, third) == told("1. Short.") == told() == ""


WORDS = st.sampled_from(
    ["The Supplier does it.", "1. The Supplier\n   does it.", "1. Twice.", "Twice.", "e\u0301", "\u00e9", "| a | b |\n| - | - |"]
)


@given(st.lists(WORDS, min_size=1), st.lists(WORDS, min_size=1), st.sampled_from(["\n\n", "\n\n\n", "\n"]))
def test_a_text_that_says_more_than_its_clause_is_none_of_its_texts(here: list[str], there: list[str], gap: str) -> None:
    approved = "\n\n".join(["## Scope", *there])
    library, _ = read_library({**CLAUSE, PATH: f"---\nversion: 1\nstatus: draft\n---\n{approved}\n".encode()})
    text = gap.join(["## Scope", *here])
    says_more = Approved(library).says_more("scope", text)
    assert not (says_more and clause_digest(text) == clause_digest(approved))
    assert Approved(library).says_more("scope", f"{text}\n\nWords of its own.")
