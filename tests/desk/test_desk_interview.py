"""The commands that ask, at a real terminal: only what is missing is asked, a wrong answer again, and nothing before a yes."""

import re
import subprocess
from pathlib import Path

import pytest
from person import Sit

CTRL_C, CTRL_D = "\x03", "\x04"
ID = "MSA-2026-0001"
MD = f"contracts/acme/{ID}/contract.md"


def untouched(root: Path, head: str) -> None:
    """Fails where anything is left behind."""
    told = subprocess.run(("git", "status", "--porcelain"), cwd=root, capture_output=True, text=True, check=True).stdout
    now = subprocess.run(("git", "rev-parse", "HEAD"), cwd=root, capture_output=True, text=True, check=True).stdout.strip()
    assert (told, now) == ("", head)


def editor(tmp_path: Path, *commands: str) -> str:
    """A program that does the first of the commands to the file the first time, the next the second time."""
    script, count = tmp_path / "editor.sh", tmp_path / "count"
    cases = "\n".join(f"  {number}) {command} ;;" for number, command in enumerate(commands, 1))
    script.write_text(
        f"#!/bin/sh\nn=$(cat {count} 2>/dev/null || echo 0)\nn=$((n+1))\necho $n > {count}\ncase $n in\n{cases}\nesac\n"
    )
    script.chmod(0o755)
    return str(script)


def test_a_whole_interview(office, sit: Sit) -> None:
    ada = sit(office.root, "new", "customer-agreement", "--set", "legal.venue=Leeds")
    assert "23 questions" in ada.sees("Customer, legal name: ")
    ada.sends("\r")
    assert "This is needed" in ada.sees("Customer, legal name: ")
    ada.sends("?\r")
    assert "The field is parties.customer.legal_name." in ada.sees("Customer, legal name: ")
    ada.sends("Harbour Foods Ltd\r")
    ada.sees("company number (Enter skips): ")
    ada.sends("<\r")
    ada.sees("Customer, legal name [Harbour Foods Ltd]: ")
    ada.sends("Harbour Fish Ltd\r")
    ada.types("", "GB", "2 Quay, Hull", "bob")
    ada.sees("is no e-mail address")
    ada.types("legal@harbour.example")
    assert " 2  legal-lead" in ada.sees("Owner [contract-manager]: ")
    ada.sends("9\r")
    ada.sees("there is no choice 9: the last is 7")
    ada.types("2", "1/2/2027")
    ada.sees("may mean 2027-02-01 or 2027-01-02")
    ada.types("1 January 2027", "", "", "", "12 moons")
    ada.sees("is not a duration")
    ada.types("24 months", "auto", "", "", "", "", "e", "3", "y", "maybe")
    ada.sees("neither true nor false")
    ada.types("", "", "", "1")
    shown = ada.sees("Do this? [Y/n]: ")
    assert "Draw MSA-2026-0002" in shown and "contracts/harbour-fish-ltd/MSA-2026-0002/contract.md" in shown
    ada.sends("\r")
    assert "recorded as" in ada.leaves(0)
    text = office.read("contracts/harbour-fish-ltd/MSA-2026-0002/contract.md")
    for said in (
        "owner: legal-lead",
        "length: P24M",
        "venue: Leeds",
        "by: either",
        "support_hours: around-the-clock",
        "gdpr: true",
    ):
        assert said in text, said
    assert "ccpa: false" in text and "effective: 2027-01-01" in text
    office.clm("lint", "MSA-2026-0002")
    office.clean()
    assert len(office.git("log", "--format=%h", "MSA-2026-0001..", check=False).split("\n")) >= 1
    assert office.git("rev-list", "--count", "HEAD").strip() == "3"


@pytest.mark.parametrize(("keys", "code"), [(CTRL_C, 130), (CTRL_D, 130), ("no\r", 0)])
def test_whoever_stops_leaves_nothing_behind(office, sit: Sit, keys: str, code: int) -> None:
    head = office.head()
    answers = {"customer": "Birch Ltd", "dates.effective": "2027-01-01", "parties.customer.address": "1 Row"}
    words = [word for name, value in answers.items() for word in ("--set", f"{name}={value}")]
    ada = sit(office.root, "new", "customer-agreement", *words)
    if keys == "no\r":
        ada.types("", "", "legal@birch.example", *[""] * 18)
        ada.sees("Do this? [Y/n]: ")
    else:
        ada.types("", "")
        ada.sees("Customer, e-mail address: ")
    ada.sends(keys)
    assert ("Nothing was written." if keys == "no\r" else "Stopped.") in ada.leaves(code)
    untouched(office.root, head)


def test_who_may_not_write_is_asked_nothing(office, sit: Sit) -> None:
    office.change("clmctl.yaml", "people:\n", "people:\n  - {id: guest, name: Guest, email: guest@example.org, role: viewer}\n")
    office.git("commit", "-q", "-am", "A guest")
    ada = sit(office.root, "new", "customer-agreement", GIT_AUTHOR_EMAIL="guest@example.org")
    assert "needs editor" in ada.leaves(2) and "questions" not in ada.seen


def test_a_request_may_know_nothing_and_the_draft_asks_for_what_it_lacks(office, sit: Sit) -> None:
    ada = sit(office.root, "request", "customer-agreement", "--set", "customer=Cedar Ltd", "--why", "pilot ends in March")
    ada.types(*[""] * 23)
    ada.sees("Do this? [Y/n]: ")
    ada.sends("y\r")
    ada.leaves(0)
    assert "stage: request" in office.read("contracts/cedar-ltd/MSA-2026-0002/contract.md")
    ada = sit(office.root, "new", "MSA-2026-0002", "--set", "money.total=1000 EUR")
    asked = ada.sees("company number (Enter skips): ")
    assert "5 questions" in asked and "legal name" not in asked
    ada.sends("\r")
    ada.types("", "3 Mill Lane", "legal@cedar.example", "2027-02-01")
    assert "request → draft" in ada.sees("Do this? [Y/n]: ")
    ada.sends("y\r")
    ada.leaves(0)
    text = office.read("contracts/cedar-ltd/MSA-2026-0002/contract.md")
    assert "stage: draft" in text and "3 Mill Lane" in text and "effective: 2027-02-01" in text
    office.clean()


def test_nothing_is_asked_where_nothing_is_missing(office, sit: Sit) -> None:
    said = {"customer": "Dune Ltd", "address": "", "company_no": "1", "jurisdiction": "GB", "email": "a@dune.example"}
    lines = ["parties:", "  customer:", "    legal_name: Dune Ltd", "    address: 1 Row"]
    lines += [f"    {name}: '{said[name]}'" for name in ("company_no", "jurisdiction", "email")]
    lines += ["owner: legal-lead", "dates: {effective: 2027-01-01}", 'money: {total: {amount: "1.00", currency: EUR}}']
    office.write("answers.yaml", "\n".join(lines) + "\n")
    ada = sit(office.root, "new", "customer-agreement", "--answers", "answers.yaml", "--no-input")
    assert "Do this?" not in ada.leaves(0) and "questions" not in ada.seen
    assert "owner: legal-lead" in office.read("contracts/dune-ltd/MSA-2026-0002/contract.md")


def test_a_workspace_asks_once_who_you_are_and_for_whom(sit: Sit, tmp_path: Path) -> None:
    (tmp_path / "home" / ".gitconfig").write_text("[init]\n\tdefaultBranch = main\n")
    nobody = {"GIT_AUTHOR_NAME": "", "GIT_AUTHOR_EMAIL": ""}
    for keys in (CTRL_C, CTRL_D):
        ada = sit(tmp_path, "init", "work", **nobody)
        ada.sees("Your name: ")
        ada.sends(keys)
        ada.leaves(130)
        assert not (tmp_path / "work").exists()
    ada = sit(tmp_path, "init", "work", **nobody)
    ada.types("", "Ada", "nowhere")
    ada.sees("is no e-mail address")
    ada.types("ada@firm.example", "Firm: Söhne Ltd", "", "GB", "", "1 Row, London", "legal@firm.example")
    ada.sees("Make a workspace for Firm: Söhne Ltd in work? [Y/n]: ")
    ada.sends("\r")
    ada.leaves(0)
    root = tmp_path / "work"
    settings = (root / "clmctl.yaml").read_text("utf-8")
    assert (
        'legal_name: "Firm: Söhne Ltd"' in settings
        and "Example" not in settings.partition("people:")[0].partition("organisation:")[2]
    )
    assert re.search(r"name: Ada, email: .ada@firm\.example.*role: admin", settings)
    log = subprocess.run(("git", "log", "--format=%an <%ae>"), cwd=root, capture_output=True, text=True, check=True).stdout
    assert log == "Ada <ada@firm.example>\n"
    ada = sit(root, "new", "customer-agreement", **nobody)  # nobody is asked a second time
    assert "Your name" not in ada.sees("Customer, legal name: ")
    ada.sends(CTRL_C)
    ada.leaves(130)
    assert "is a workspace already" in sit(tmp_path, "init", "work", **nobody).leaves(2)


def test_a_clause_in_the_editor(office, sit: Sit, tmp_path: Path) -> None:
    broken, right = 'sed -i 1d "$1"', 'printf "## Notices\\n\\n1. By pigeon.\\n" > "$1"'
    ada = sit(office.root, "edit", ID, "--clause", "notices", EDITOR=editor(tmp_path, broken, right))
    ada.sees("begins with its heading")
    ada.sees("Edit again? [Y/n]: ")
    ada.sends("\r")
    assert "{+" in ada.sees("Why? (kept in the history): ")
    ada.sends("\r")
    ada.sees("Something is needed here.")
    ada.sees("Why? (kept in the history): ")
    ada.sends("their pigeon\r")
    assert "why: their pigeon" in ada.sees("Do this? [Y/n]: ")
    ada.sends("\r")
    ada.leaves(0)
    assert "## Notices {#notices}\n\n1. By pigeon.\n" in office.read(MD)
    office.clean()


@pytest.mark.parametrize("keys", [CTRL_C, CTRL_D, "x\rno\r"])
def test_the_words_of_a_stopped_edit_are_kept(office, sit: Sit, tmp_path: Path, keys: str) -> None:
    head = office.head()
    ada = sit(
        office.root, "edit", ID, "--clause", "notices", EDITOR=editor(tmp_path, 'printf "## Notices\\n\\nBy owl.\\n" > "$1"')
    )
    ada.sees("Why? (kept in the history): ")
    ada.sends(keys)
    told = ada.leaves(0 if keys.endswith("no\r") else 130)
    kept = Path(re.search(r"Your words are kept in (\S+);", told)[1])  # type: ignore[index]
    assert kept.read_text() == "## Notices\n\nBy owl.\n"
    kept.unlink()
    kept.parent.rmdir()
    untouched(office.root, head)


def test_an_edit_that_changes_nothing_or_cannot_be_opens_no_question(office, sit: Sit, tmp_path: Path) -> None:
    head = office.head()
    assert "reads as before" in sit(office.root, "edit", ID, "--clause", "notices", EDITOR="true").leaves(0)
    assert "ended with an error" in sit(office.root, "edit", ID, "--clause", "notices", EDITOR="false").leaves(2)
    assert "cannot be started" in sit(office.root, "edit", ID, "--clause", "notices", EDITOR="/nowhere/ed").leaves(2)
    untouched(office.root, head)
    office.clm("sign", ID, "--date", "2026-11-20")
    opened = tmp_path / "opened"
    told = sit(office.root, "edit", ID, "--clause", "notices", EDITOR=f"touch {opened}").leaves(2)
    assert "is signed" in told and not opened.exists()


def test_a_role_of_the_template_stands_for_the_name_of_its_party(office) -> None:
    words = ("--no-input", "--why", "talks", "--set", "partner=Pa Ltd", "--set", "dates.effective=2027-02-01")
    office.clm("new", "mutual-nda", *words)
    assert "Pa Ltd" in office.read("contracts/pa-ltd/NDA-2026-0001/contract.md")
