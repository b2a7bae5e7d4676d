"""Files that answer little of what was sent: without words, a part of the contract, another paper. And answers for programs."""

import json
import re
from pathlib import Path

from returning import ID, MD, MUST, NOTICE, altered, back, sent

from clmctl.word.package import pack, part, unpack


def saved(tmp_path: Path, docx: bytes, name: str) -> str:
    (tmp_path / name).write_bytes(docx)
    return str(tmp_path / name)


def nameless(docx: bytes) -> bytes:
    """The file without what it says of itself."""
    return pack([part(name, data) for name, data in unpack(docx).items() if name != "docProps/custom.xml"], "deflated")


def with_paragraphs(docx: bytes, *kept: str) -> bytes:
    """The file with only the paragraphs that say one of these words."""

    def change(xml: str) -> str:
        head, _, rest = xml.partition("<w:body>")
        found = re.findall(r"<w:p[ >](?:(?!<w:p[ >]).)*?</w:p>", rest, re.DOTALL)
        some = [each for each in found if any(word in re.sub(r"<[^>]*>", "", each) for word in kept)]
        return f"{head}<w:body>{''.join(some)}</w:body></w:document>"

    return altered(docx, change)


def test_a_file_without_words_is_refused(office, tmp_path: Path) -> None:
    docx = with_paragraphs(sent(office, tmp_path))
    head = office.head()
    for words in ((), ("--contract", ID)):
        office.clm("receive", saved(tmp_path, docx, "scan.docx"), *words, code=2)
        assert "scan.docx: holds no words: it may be a scan" in office.err
    assert office.head() == head


def test_a_file_of_three_words_is_like_no_contract(office, tmp_path: Path) -> None:
    docx = nameless(altered(sent(office, tmp_path), lambda xml: xml[: xml.index("<w:body>")] + _BODY))
    office.clm("receive", saved(tmp_path, docx, "note.docx"), code=2)
    assert "No contract here is anything like this file." in office.err


_BODY = "<w:body><w:p><w:r><w:t>See what follows.</w:t></w:r></w:p></w:body></w:document>"


def test_a_part_of_the_contract_is_told_for_what_it_is(office, tmp_path: Path) -> None:
    docx = sent(office, tmp_path)
    office.clm("receive", saved(tmp_path, with_paragraphs(docx, "Supplier must"), "part.docx"), "--dry-run")
    assert re.search(r"it has ONLY \d+ of \d+ paragraphs: what it lacks counts as deleted\.", office.err)
    office.clm("receive", back(tmp_path, docx, NOTICE, MUST), "--dry-run")
    assert "ONLY" not in office.err and "though" not in office.err


def test_another_contract_named_for_this_one_is_told(office, tmp_path: Path) -> None:
    office.draw("Zed")
    office.clm("receive", back(tmp_path, sent(office, tmp_path), NOTICE), "--contract", "MSA-2026-0002", "--dry-run")
    assert f"though it says it is {ID}" in office.err


def test_a_program_reads_nothing_but_the_changes(office, tmp_path: Path) -> None:
    path = back(tmp_path, sent(office, tmp_path), NOTICE, MUST)
    told = json.loads(office.clm("receive", path, "--format", "json", "--reject", "all", "--why", "too short"))
    assert {row["kind"] for row in told} == {"field", "changed"}
    assert f"{ID}: held against the text it was made from." in office.err
    assert f"Receive {ID} (recorded as" in office.err and "rejected 2" in office.err
    assert office.read(MD).count("notice: P60D") == 1
