"""What is kept of a lint run, and when it is looked for anew."""

import json
import os
from datetime import date
from pathlib import Path

from clmctl.desk.linting import Scope, lint, rules_as_installed
from clmctl.desk.opening import open_desk
from clmctl.store.opening import init_repository

SETTINGS = "organisation: {legal_name: Example Services Ltd, short_name: Example, jurisdiction: GB}\ncontract_types: [nda]\n"
CONTRACT = """\
---
id: NDA-2026-0001
title: Confidentiality Agreement
type: nda
stage: draft
parties:
  - {key: us, role: discloser, ours: true, legal_name: Example Services Ltd}
  - {key: acme, role: recipient, legal_name: Acme GmbH}
---
# Confidentiality Agreement

## Duty {#duty}

1. Everything is confidential.
"""


def test_a_changed_rule_changes_what_findings_are_kept_by(tmp_path: Path) -> None:
    (tmp_path / "lint").mkdir()
    (tmp_path / "cli").mkdir()
    rule, command = tmp_path / "lint/rule.py", tmp_path / "cli/command.py"
    rule.write_text("a = 1\n")
    first = rules_as_installed(str(tmp_path))
    assert rules_as_installed(str(tmp_path)) == first
    command.write_text("b = 1\n")
    assert rules_as_installed(str(tmp_path)) == first
    rule.write_text("a = 22\n")
    second = rules_as_installed(str(tmp_path))
    assert second != first
    os.utime(rule, ns=(1, 1))
    third = rules_as_installed(str(tmp_path))
    assert third not in (first, second)
    (tmp_path / "lint/more.py").write_text("")
    assert rules_as_installed(str(tmp_path)) not in (first, second, third)


def test_kept_findings_are_those_that_were_found(tmp_path: Path) -> None:
    init_repository(tmp_path)
    (tmp_path / "clmctl.yaml").write_text(SETTINGS)
    place = tmp_path / "contracts/acme/NDA-2026-0001"
    place.mkdir(parents=True)
    (place / "contract.md").write_text(CONTRACT)

    def found() -> tuple[object, ...]:
        return lint(open_desk(str(tmp_path), date(2026, 11, 22)), Scope()).findings

    first = found()
    assert json.dumps([repr(finding) for finding in first]).count("CL101") == 1
    assert found() == first
    (place / "contract.md").write_text(CONTRACT.replace("## Duty", "## Duties"))
    assert found() != first
