"""What lint says of the Word file beside a contract."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clmctl.desk.linting import Scope, lint
from clmctl.desk.opening import open_desk
from clmctl.desk.rendering import docx_of, style_of
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
