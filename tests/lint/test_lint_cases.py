"""Every rule, case by case: exactly the findings marked in the Markdown, on the lines where they are marked."""

from collections import Counter

import pytest
from lint_make import HERE, Expected, cases, lint

from clmctl.checks import CODES

FILES = sorted((HERE / "cases").glob("*.md"))
CASES = [case for path in FILES for case in cases(path)]
#: Rules that look at commits have theirs in tests/desk (test_desk_hooks.py, test_desk_unknown_stage.py).
#: Rules on any Word file have theirs in tests/word (test_word_inspecting.py, test_word_stylecheck.py).
#: The rule on reviews of the library has its in test_lint_reviews.py.
ELSEWHERE = {"CM001", "CM002", "CL110", "GT901", "GT902", "DX703", "DX704", "DX705", "DX706", "DX707"}


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Expected):
    findings = lint(case.data, word=case.word)
    found = sorted((f.place.line if f.place.path.endswith(".md") else 0, f.code, bool(f.suppressed)) for f in findings)
    told = "\n".join(f"{f.place}: {f.code} {f.message} {f.hint}" for f in findings)
    assert found == list(case.found), f"cases/{case.rule}.md:{case.head.line}\n{told}"
    for words in case.messages:
        assert any(words in f"{f.message}\n{f.hint}" for f in findings), told


def test_every_rule_has_its_cases():
    assert {path.stem for path in FILES} | ELSEWHERE == CODES
    kinds = {rule: Counter(case.kind for case in CASES if case.rule == rule) for rule in CODES - ELSEWHERE}
    for rule, count in kinds.items():
        assert count["bad"] + count["message"] >= 3, (rule, count)
        assert count["good"] >= 2, (rule, count)
        assert count["message"] >= 1, (rule, count)


def test_a_bad_case_finds_its_rule_and_a_good_one_does_not():
    for case in CASES:
        codes = {code for _, code, _ in case.found}
        assert (case.rule in codes) is (case.kind != "good"), case.id
        if case.kind == "suppressed" and not case.rule.startswith("SU"):
            assert any(code == case.rule and suppressed for _, code, suppressed in case.found), case.id
