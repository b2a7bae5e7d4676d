"""What lint says of the Word file beside a contract."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clmctl.desk.checking.linting import Scope, lint
from clmctl.desk.opening import open_desk
from clmctl.desk.rendering import docx_of, stale, style_of
from clmctl.store.opening import init_repository
from clmctl.word.package import pack, part, unpack
from clmctl.word.style import default_style

SETTINGS = """\
organisation: {legal_name: Example Services Ltd, short_name: Example, jurisdiction: GB}
contract_types: [nda]
"""
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

1. {{ parties.acme.legal_name }} must keep it confidential.
"""
FOLDER = "contracts/acme/NDA-2026-0001"
Change = Callable[[Path], object]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    init_repository(tmp_path)
    (tmp_path / "clmctl.yaml").write_text(SETTINGS)
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "contract.md").write_text(CONTRACT)
    desk = open_desk(str(tmp_path), date(2026, 11, 22))
    (tmp_path / FOLDER / "contract.docx").write_bytes(docx_of(desk, desk.contract("NDA-2026-0001")))
    return tmp_path


def said(workspace: Path) -> list[str]:
    """What DX701 says, read by a desk that knows nothing yet."""
    found = lint(open_desk(str(workspace), date(2026, 11, 22)), Scope((FOLDER,))).findings
    return [finding.message.partition(":")[0] for finding in found if finding.code == "DX701"]


def rewrite(file: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        words = (folder / file).read_text()
        assert old in words
        (folder / file).write_text(words.replace(old, new))

    return change


def edit_by_hand(folder: Path) -> None:
    parts = dict(unpack((folder / "contract.docx").read_bytes()))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"must", b"may")
    (folder / "contract.docx").write_bytes(pack((part(name, data) for name, data in parts.items()), "deflated"))


def link(folder: Path) -> None:
    (folder / "contract.docx").rename(folder / "real.docx")
    (folder / "contract.docx").symlink_to("real.docx")


def pipe(folder: Path) -> None:
    (folder / "contract.docx").unlink()
    os.mkfifo(folder / "contract.docx")


NOT_OURS = ["The Word file was not written by clmctl"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, []),
        (lambda folder: (folder / "contract.docx").unlink(), []),
        (rewrite("contract.md", "stage: draft", "stage: review"), []),
        (rewrite("contract.md", "must keep it", "must\n   keep it"), []),
        (rewrite("contract.md", "must keep", "may keep"), ["The Word file was rendered from an earlier text or other values"]),
        (rewrite("contract.md", "Acme GmbH", "Acme AG"), ["The Word file was rendered from an earlier text or other values"]),
        (edit_by_hand, ["The Word file was changed by hand after clmctl wrote it"]),
        (lambda folder: (folder / "contract.docx").write_bytes(b"PK"), NOT_OURS),
        (lambda folder: (folder / "contract.docx").write_bytes(b""), NOT_OURS),
        (link, NOT_OURS),
        (pipe, NOT_OURS),
    ],
)
def test_what_lint_says_of_the_word_file(workspace: Path, change: Change, expected: list[str]) -> None:
    change(workspace / FOLDER)
    assert said(workspace) == expected


def test_a_style_document_is_opened_once_for_all_contracts(workspace: Path) -> None:
    desk = open_desk(str(workspace), date(2026, 11, 22))
    contract = desk.contract("NDA-2026-0001")
    assert style_of(desk, contract) is style_of(desk, contract)


def test_a_firm_s_own_style_document_is_found_by_template_and_by_default(workspace: Path) -> None:
    parts = dict(unpack(default_style()))
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"Arial", b"Garamond")
    for template in ("customer-agreement", "nda"):
        folder = workspace / "templates" / template
        folder.mkdir(parents=True)
        parts["word/styles.xml"] += b"<!-- " + template.encode() + b" -->"
        (folder / "style.docx").write_bytes(pack(part(name, data) for name, data in parts.items()))
        desk = open_desk(str(workspace), date(2026, 11, 22))
        whole = unpack(docx_of(desk, desk.contract("NDA-2026-0001")))
        assert b"Garamond" in whole["word/styles.xml"]


def checked(workspace: Path) -> list[str]:
    """What `render --check` says."""
    found = stale(open_desk(str(workspace), date(2026, 11, 22)), ())
    assert {path for path, _ in found} <= {f"{FOLDER}/contract.docx"}
    return [what for _, what in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda _: None, []),
        (rewrite("contract.md", "stage: draft", "stage: review"), []),
        (lambda folder: (folder / "contract.docx").unlink(), ["is missing"]),
        (
            rewrite("contract.md", "must keep", "may keep"),
            [
                "was rendered from an earlier text or other values",
                "body, paragraph 3 (1.1): Acme GmbH [-may-]{+must+} keep it confidential.",
            ],
        ),
        (
            edit_by_hand,
            [
                "was edited by hand (word/document.xml)",
                "body, paragraph 3 (1.1): Acme GmbH [-must-]{+may+} keep it confidential.",
            ],
        ),
    ],
)
def test_what_render_check_says_of_the_word_file(workspace: Path, change: Change, expected: list[str]) -> None:
    change(workspace / FOLDER)
    assert checked(workspace) == expected


def test_a_file_of_another_style_is_held_against_the_text_alone(workspace: Path) -> None:
    (workspace / "templates/customer-agreement").mkdir(parents=True)
    other = dict(unpack(default_style()))
    other["word/styles.xml"] = other["word/styles.xml"].replace(b"Arial", b"Georgia")
    style = pack((part(name, data) for name, data in other.items()), "deflated")
    (workspace / "templates/customer-agreement/style.docx").write_bytes(style)
    assert checked(workspace) == []
    rewrite("contract.md", "must keep", "may keep")(workspace / FOLDER)
    assert checked(workspace)[0] == "was rendered from an earlier text or other values"


FAKE = """#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in
    --outdir) out="$2"; shift 2 ;;
    *.docx) printf '%%PDF' > "$out/$(basename "$1" .docx).pdf"; shift ;;
    *) shift ;;
  esac
done
"""


def test_contracts_are_printed_beside_their_word_files_or_where_said(
    workspace: Path, tmp_path: Path, monkeypatch, capsys
) -> None:
    from clmctl.cli.app import run

    office = tmp_path / "fake-soffice"
    office.write_text(FAKE)
    office.chmod(0o755)
    monkeypatch.setenv("CLMCTL_SOFFICE", str(office))
    monkeypatch.chdir(workspace)
    assert run(["render", "--pdf", "NDA-2026-0001"]) == 0
    assert (workspace / FOLDER / "contract.pdf").read_bytes() == b"%PDF"
    assert run(["render", "--pdf", "--all", "-o", "pdfs"]) == 0
    assert (workspace / "pdfs/NDA-2026-0001.pdf").is_file()
    assert run(["render", "--pdf", "NDA-2026-0001", "-o", "one.pdf"]) == 0
    assert (workspace / "one.pdf").is_file()
    assert capsys.readouterr().out.split() == [f"{FOLDER}/contract.pdf", "pdfs/NDA-2026-0001.pdf", "one.pdf"]
    assert run(["render", "--pdf"]) == 2
    assert run(["render", "--all"]) == 2
    assert run(["render", "--pdf", "NDA-2026-0009"]) == 2
    monkeypatch.setenv("CLMCTL_SOFFICE", str(tmp_path / "none"))
    capsys.readouterr()
    assert run(["render", "--pdf", "--all"]) == 4
    assert "apt install" in capsys.readouterr().err
    office.write_text("#!/bin/sh\nexit 5\n")
    monkeypatch.setenv("CLMCTL_SOFFICE", str(office))
    assert run(["render", "--pdf", "--all"]) == 4


def test_word_files_are_copied_out_into_a_folder(workspace: Path, monkeypatch) -> None:
    from clmctl.cli.app import run

    monkeypatch.chdir(workspace)
    made = (workspace / FOLDER / "contract.docx").read_bytes()
    assert run(["render", "--all", "-o", "copies"]) == 0
    assert (workspace / "copies/NDA-2026-0001.docx").read_bytes() == made
    assert run(["render", "NDA-2026-0001", "-o", "one.docx"]) == 0
    assert (workspace / "one.docx").read_bytes() == made
    assert run(["render", "--all"]) == 2
