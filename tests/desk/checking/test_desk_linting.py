"""What is kept of a lint run, and when it is looked for anew."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clmctl.desk.checking.kept_findings import rules_as_installed
from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.opening import open_desk
from clmctl.library.ledger import ledger_line
from clmctl.model.clause import LedgerEntry
from clmctl.model.finding import Finding
from clmctl.store.opening import init_repository
from clmctl.text.comparing.digest import clause_digest

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


def test_a_contract_is_found_the_same_however_it_is_looked_at(tmp_path: Path) -> None:
    init_repository(tmp_path)
    (tmp_path / "clmctl.yaml").write_text(SETTINGS)
    for number in range(1, 31):
        name = f"NDA-2026-{number:04}"
        place = tmp_path / f"contracts/client-{number % 12}/{name}"
        (place / "record").mkdir(parents=True)
        (place / "contract.md").write_text(CONTRACT.replace("NDA-2026-0001", name).replace("Everything", f"Word {number}"))
        (place / "contract.docx").write_bytes(b"" if number % 2 else b"PK")
        if number % 3 == 0:
            (place / "record/terms.jsonl").write_text("no record\n")

    def found(*names: str) -> tuple[Finding, ...]:
        return lint(open_desk(str(tmp_path), date(2026, 11, 22)), Scope(names)).findings

    while_read = found()  # the index is read for the first time, and shows what it reads
    assert {finding.code for finding in while_read} >= {"CL101", "DX701", "FD609"}
    shutil.rmtree(tmp_path / ".git/clmctl")
    open_desk(str(tmp_path), date(2026, 11, 22)).index.stands()
    assert found() == while_read  # the index was there before anybody looked
    assert found() == while_read  # everything was found before
    for folder in sorted((tmp_path / "contracts").glob("*/*")):
        under = str(folder.relative_to(tmp_path))
        own = tuple(finding for finding in while_read if finding.place.path.startswith(f"{under}/"))
        shutil.rmtree(tmp_path / ".git/clmctl")
        assert found(f"{under}/contract.md") == own
        assert found(under) == own
        open_desk(str(tmp_path), date(2026, 11, 22)).index.stands()
        assert found(folder.name) == own


def test_since_looks_at_what_rests_on_a_changed_ledger_or_template(tmp_path: Path) -> None:
    init_repository(tmp_path)
    git = ("git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org")
    text = "## Duty\n\n1. Everything is confidential.\n"
    digest = clause_digest(text)
    entry = LedgerEntry("duty", "standard", "en", 1, digest, "ann", date(2026, 1, 1), why="first")
    pin = f'clauses:\n  - {{at: "#duty", clause: duty, variant: standard, version: 1, lang: en, digest: "{digest}"}}\n---\n'
    contract = CONTRACT.replace("type: nda\n", "type: nda\ntemplate: letter\n").replace("---\n# C", pin + "# C")
    template = "title: Letter\ntype: nda\nclauses:\n  - {clause: duty}\n"
    files = {
        "clmctl.yaml": SETTINGS,
        "clause_library/duty/clause.yaml": "title: Duty\ncategory: legal\nowner: ann\nreview_by: 2027-12-31\n",
        "clause_library/duty/standard.md": f"---\nversion: 1\nstatus: approved\n---\n{text}",
        "clause_library/ledger.jsonl": ledger_line(entry) + "\n",
        "templates/letter/template.yaml": template,
        "contracts/acme/NDA-2026-0001/contract.md": contract,
    }
    for name, words in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(words)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "Begin"], check=True)

    def codes() -> list[str]:
        findings = lint(open_desk(str(tmp_path), date(2026, 11, 22)), Scope((), "HEAD")).findings
        return [f.code for f in findings if f.code.startswith("CL")]

    assert codes() == []
    gone = replace(entry, until=date(2026, 6, 1), why="the law changed")
    (tmp_path / "clause_library/ledger.jsonl").write_text(f"{ledger_line(entry)}\n{ledger_line(gone)}\n")
    assert codes() == ["CL105"]
    (tmp_path / "clause_library/ledger.jsonl").write_text(ledger_line(entry) + "\n")
    (tmp_path / "templates/letter/preamble.md").write_text("# Letter\n\nThis is made between us.\n")
    assert codes() == ["CL101"]


def test_what_stands_beside_the_contracts_is_linted_by_name(office) -> None:
    office.write("clause_library/fees/clause.yaml", "title: [\n")
    office.write("contracts/acme/client.yaml", "name: [\n")
    everything = office.clm("lint", code=1)
    library, client = "clause_library/fees/clause.yaml:", "contracts/acme/client.yaml:"
    assert library in everything and client in everything
    assert office.clm("lint", ".", code=1) == everything
    for name in ("clause_library", "clause_library/fees", "clause_library/fees/clause.yaml"):
        found = office.clm("lint", name, code=1)
        assert library in found and client not in found
    assert client in office.clm("lint", "contracts/acme/client.yaml", code=1)
    assert library not in office.clm("lint", "contracts/acme", code=1)
    assert library not in office.clm("lint", "templates/")
    for name in ("clause_library/none", "clause_library.yaml", "README.md", "contracts/acme/NONE"):
        office.clm("lint", name, code=2)
        assert "Nothing to lint" in office.err


def test_a_place_is_named_from_where_the_person_stands(office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = office.clm("lint", "MSA-2026-0001", "--format", "json", code=None)
    place = office.root / "contracts/acme/MSA-2026-0001"
    assert office.clm("lint", str(place / "contract.docx"), "--format", "json", code=None) == own
    for folder, name in ((place, "."), (place, "contract.md"), (place.parent, "./MSA-2026-0001"), (place / "record", "..")):
        folder.mkdir(exist_ok=True)
        monkeypatch.chdir(folder)
        assert office.clm("lint", name, "--format", "json", code=None) == own
    assert office.clm("lint", "contracts/acme/MSA-2026-0001", "--format", "json", code=None) == own
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert office.clm("lint", "contracts/acme/MSA-2026-0001", "--format", "json", code=None) == own


def test_a_contract_in_a_folder_of_another_name_is_linted_by_its_id(office) -> None:
    (office.root / "contracts/acme/MSA-2026-0001").rename(office.root / "contracts/acme/RENAMED")
    found = office.clm("lint", "MSA-2026-0001", code=1)
    assert "differs from the folder's name" in found
    assert office.clm("lint", "RENAMED", code=1) == found


def test_a_contract_that_cannot_be_read_is_named_by_its_id_and_told(office) -> None:
    init_repository(office.root / "contracts/acme/MSA-2026-0001")
    everything = office.clm("lint", "--format", "json", code=1)
    own = office.clm("lint", "MSA-2026-0001", "--format", "json", code=1)
    place = "contracts/acme/MSA-2026-0001/contract.md"
    assert [one["path"] for one in json.loads(own)] == [place]
    assert [one for one in json.loads(everything) if one["path"] == place] == json.loads(own)
