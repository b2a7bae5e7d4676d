"""Pages for people are data for programs too: what `--format json` holds, and what refuses another format."""

import json
from typing import Any

from cli_make import Office


def test_the_library_and_what_is_explained_come_as_data(tmp_path) -> None:
    office = Office(tmp_path)

    def data(*words: str) -> Any:
        return json.loads(office.ok(*words, "--format", "json"))

    clause = data("clauses", "show", "termination")
    assert clause["clause"] == "termination" and clause["guidance"]["why"] and clause["review_by"]
    standard = next(each for each in clause["positions"] if each["position"] == "standard")
    assert standard["status"] == "approved" and standard["approved_by"] and standard["version"] == 1
    position = data("clauses", "show", "termination", "standard")
    assert position.items() >= standard.items()
    assert position["text"].startswith("## ") and position["digest"].startswith("sha256:")
    differing = data("clauses", "diff", "termination", "standard", "fallback-1")
    assert (differing["old"]["position"], differing["new"]["position"]) == ("standard", "fallback-1")
    assert "".join(word["old"] for word in differing["words"]).strip("\n") == position["text"]
    template = data("templates", "show", "customer-agreement")
    assert "termination" in [each["clause"] for each in template["clauses"]]
    assert {"field", "type", "default", "required", "choices", "help"} == set(template["asks"][0])
    (rule,) = data("explain", "CL101")
    assert (rule["kind"], rule["code"]) == ("rule", "CL101")
    (field,) = data("explain", "renewal.notice")
    assert (field["kind"], field["name"], field["type"]) == ("field", "renewal.notice", "duration")
    shown = data("show", "MSA-2026-0001", "--clause", "#termination")
    assert shown["id"] == "MSA-2026-0001" and shown["clause"] == "termination" and "terminat" in shown["text"].casefold()


def test_a_page_has_no_format_but_text_and_json(tmp_path) -> None:
    office = Office(tmp_path)
    for words in (("explain", "CL101"), ("clauses", "show", "termination"), ("templates", "show", "customer-agreement")):
        done = office.run(*words, "--format", "csv")
        assert done.code == 2 and "Choose text or json." in done.told and not done.text
