"""What a Word file says about its origin, and whether it is stale: judged without rendering, whoever wrote the file."""

import io
import struct
import zlib
from dataclasses import replace
from typing import BinaryIO, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_make import agreement, style
from word_sample import BODY, contract

from clmctl.model.word.text import DocxFacts
from clmctl.word.compose import compose, contract_docx
from clmctl.word.package import pack, part, unpack
from clmctl.word.properties import NAME, read_facts
from clmctl.word.render import digest, render
from clmctl.word.source import RENDERER, exact_digest, is_stale, source_digest

DOCX = contract_docx(contract(), style())


def facts() -> DocxFacts:
    found = read_facts(DOCX)
    assert found is not None
    return found


@pytest.mark.parametrize("packing", ["stored", "deflated"])
def test_a_file_says_what_it_was_made_of(packing: str) -> None:
    made = contract()
    docx = contract_docx(made, style(), packing=packing)  # type: ignore[arg-type]
    parts = unpack(docx)
    body = [name for name in parts if name.startswith("word/")]
    assert read_facts(docx) == DocxFacts(
        contract="MSA-2026-0042",
        source=source_digest(made, style=style().digest, status="draft"),
        style=style().digest,
        renderer=RENDERER,
        status="draft",
        parts=tuple((name, digest(parts[name])) for name in body),
        exact=exact_digest(made, style=style().digest, status="draft"),
    )


def test_an_execution_copy_says_so() -> None:
    found = read_facts(contract_docx(contract(), style(), status="execution"))
    assert found is not None
    assert found.status == "execution"
    assert not is_stale(contract(("stage: draft", "stage: signature")), found)


#: A body whose words are escaped, decomposed, and broken before a mark that joins the character before it.
ODD = (
    '1. He said "a\\\\b" in café or cafe\u0301.\\\n   \u0303 begins a line.\n\n\u0301 too: \u0007 rings, \u0338= is struck.\n\n'
    "## Odd \u0301 {#odd}\n\n\u0323\u0301 stands alone.\n\n# Signatures"
)


def test_the_source_digest_of_odd_words_is_what_it_was_when_files_were_made() -> None:
    made = contract(("# Signatures", ODD))
    known = "sha256:b85c70a5ccebd9220b4f28df51528291f5af6e27068419df15a4cb6822f3888f"
    assert source_digest(made, style="sha256:x", status="draft", renderer="4") == known
    composed = contract(("# Signatures", ODD.replace("cafe\u0301", "café")))
    assert source_digest(composed, style="sha256:x", status="draft", renderer="4") == known


@pytest.mark.parametrize(
    ("made_at", "now", "stale"),
    [
        ("draft", "approval", False),
        ("draft", "signature", True),
        ("approval", "signature", True),
        ("signature", "negotiation", True),
        ("signature", "cancelled", True),
        ("signature", "executed", False),
        ("executed", "terminated", False),
        ("executed", "superseded", False),
        ("draft", "executed", False),
    ],
)
def test_the_mark_of_a_draft_goes_and_comes_with_the_stage_until_it_is_signed(made_at: str, now: str, stale: bool) -> None:
    said = read_facts(contract_docx(contract(("stage: draft", f"stage: {made_at}")), style()))
    assert said is not None
    assert is_stale(contract(("stage: draft", f"stage: {now}")), said) is stale


def test_the_part_digests_tell_a_part_changed_by_hand() -> None:
    parts = dict(unpack(DOCX))
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"Hamburg", b"Bremen")
    found = read_facts(pack(part(name, data) for name, data in parts.items()))
    assert found is not None
    assert found.touched
    assert not facts().touched
    assert [name for name, known in found.parts if digest(parts[name]) != known] == ["word/document.xml"]


STALE = {
    "a word": (("must support", "shall support"),),
    "a paragraph that became two": (("The fees are {{ money.total }}.", "The fees are\n\n{{ money.total }}."),),
    "a field it prints": (("site: Hamburg", "site: Bremen"),),
    "a duration it prints": (("notice: P60D", "notice: P90D"),),
    "the amount a share is taken of": (('amount: "120000.00"', 'amount: "130000.00"'),),
    "a share": (('deposit: "10"', 'deposit: "11"'),),
    "which party a field names": (("guarantor: customer", "guarantor: supplier"),),
    "a party's name": (("legal_name: Nordwind GmbH", "legal_name: Südwind GmbH"),),
    "a party's short name": (("short_name: Nordwind", "short_name: Wind"),),
    "a party's address": (("Speicherweg 8", "Speicherweg 9"),),
    "a party's register number": (("HRB 120", "HRB 121"),),
    "who signs": (('address: "Speicherweg', 'signatories: [{name: Jan Hollen}]\n    address: "Speicherweg'),),
    "a cell of a table": (("99 percent", "98 percent"),),
    "a row of a table": (("  - {service: Portal, target: 99 percent}\n", ""),),
    "the title": (("title: Customer Services Agreement", "title: Agreement"),),
    "the number": (("id: MSA-2026-0042", "id: MSA-2026-0043"),),
    "the language": (("languages: [en]", "languages: [de]"),),
    "where a reference leads": (("[Section](#fees-deposit)", "[Section](#fees-amounts)"),),
    "how a field is printed": (("renewal.notice | words", "renewal.notice"),),
}
SAME = {
    "nothing": (),
    "the stage, still a draft": (("stage: draft", "stage: review"),),
    "the owner": (("owner: contract-manager", "owner: legal-lead"),),
    "a field it does not print": (("unprinted: a note", "unprinted: another"),),
    "a date it does not print": (("effective: 2026-01-01", "effective: 2026-02-01"),),
    "lines wrapped elsewhere": (("with the care\n   that", "with\n   the care that"),),
    "blank lines": (("## Fees {#fees}\n", "\n\n## Fees {#fees}\n\n"),),
    "a comment that suppresses": (("## Fees", '<!-- clm:ignore CL103 reason="agreed" -->\n\n## Fees'),),
    "an amount typed otherwise": (('amount: "120000.00"', 'amount: "120000"'),),
    "numbers typed otherwise": (("2. These targets", "7. These targets"),),
}


@pytest.mark.parametrize("without_exact", [False, True])
@pytest.mark.parametrize("name", STALE)
def test_a_change_that_prints_makes_it_stale(name: str, without_exact: bool) -> None:
    said = replace(facts(), exact="") if without_exact else facts()
    assert is_stale(contract(*STALE[name]), said)


@pytest.mark.parametrize("without_exact", [False, True])
@pytest.mark.parametrize("name", SAME)
def test_a_change_that_prints_nothing_does_not(name: str, without_exact: bool) -> None:
    said = replace(facts(), exact="") if without_exact else facts()
    assert not is_stale(contract(*SAME[name]), said)


@pytest.mark.parametrize("name", SAME)
def test_what_is_not_stale_renders_to_the_same_pages(name: str) -> None:
    changed = unpack(contract_docx(contract(*SAME[name]), style()))
    assert {key: data for key, data in changed.items() if key != NAME} == {k: d for k, d in unpack(DOCX).items() if k != NAME}


def test_the_amount_of_a_share_counts_where_it_is_not_printed_itself() -> None:
    only = ("The fees are {{ money.total }}.", "The fees are due.")
    said = read_facts(contract_docx(contract(only), style()))
    assert said is not None
    assert not is_stale(contract(only), said)
    assert is_stale(contract(only, ('amount: "120000.00"', 'amount: "130000.00"')), said)
    assert is_stale(contract(only, ('amount: "120000.00"', 'amount: "130000.00"')), replace(said, exact=""))


def test_a_stage_the_text_prints_counts() -> None:
    printing = ("The fees are {{ money.total }}.", "This is a {{ stage }}.")
    said = read_facts(contract_docx(contract(printing), style()))
    assert said is not None
    assert is_stale(contract(printing, ("stage: draft", "stage: review")), said)


def test_a_newer_renderer_or_another_style_makes_no_file_stale() -> None:
    made = contract()
    old = {"style": "sha256:other", "status": "draft", "renderer": "0"}
    said = replace(facts(), style="sha256:other", renderer="0", source=source_digest(made, **old), exact="")  # type: ignore[arg-type]
    assert not is_stale(made, said)
    assert source_digest(made, **old) != facts().source  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "known"),
    [
        ('it said "so" \\\\ twice — \u2028 für sich', "aba298d6fa947ffddc36e42089879572eaed74e94507695c12e0625b2f5df8d2"),
        ("a bell \x07 and \x7f", "59c423084d964e2880b3c442f0f60d0112727248de383dcae3d039b7d7c9916f"),
    ],
)
def test_the_source_digest_is_what_files_made_before_bear(words: str, known: str) -> None:
    made = contract(("heard it.", words))
    assert source_digest(made, style="sha256:s", status="draft", renderer="3") == f"sha256:{known}"


def test_the_exact_digest_is_of_every_character() -> None:
    known = {"style": "s", "status": "draft"}
    first = exact_digest(contract(), **known)  # type: ignore[arg-type]
    assert first == exact_digest(contract(*SAME["the owner"]), **known)  # type: ignore[arg-type]
    for name in (*STALE, "lines wrapped elsewhere", "a comment that suppresses"):
        assert exact_digest(contract(*(STALE | SAME)[name]), **known) != first  # type: ignore[arg-type]


@given(at=st.integers(0, len(BODY)), words=st.text(alphabet="ab {}|\n#*é", max_size=4))
def test_where_the_exact_digest_is_the_same_so_is_the_source(at: int, words: str) -> None:
    made = contract()
    changed = replace(made, text=made.text[:at] + words + made.text[at:])
    same = exact_digest(made, style="s", status="draft") == exact_digest(changed, style="s", status="draft")
    assert same == (made.text == changed.text)


def test_a_file_packed_anew_by_another_program_is_not_touched_by_that_alone() -> None:
    parts = unpack(DOCX)
    again = read_facts(pack((part(name, parts[name]) for name in reversed(parts)), "deflated"))
    assert again == facts()


def test_a_part_put_in_or_taken_out_shows() -> None:
    parts = dict(unpack(DOCX))
    more = read_facts(pack(part(name, data) for name, data in {**parts, "word/comments.xml": b"<c/>"}.items()))
    less = read_facts(pack(part(name, data) for name, data in parts.items() if name != "word/settings.xml"))
    assert more is not None
    assert less is not None
    assert more.touched
    assert less.touched


class Counting(io.BytesIO):
    """A file that counts what is read of it."""

    count = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.count += len(data)
        return data


def test_of_a_file_in_the_repository_only_the_end_is_read() -> None:
    docx = render(replace(agreement(400), source="sha256:x"), style())
    file = Counting(docx)
    assert len(docx) > 500_000
    assert read_facts(cast("BinaryIO", file)) == read_facts(docx)
    assert file.count <= 8_192


def foreign(properties: str, extra: bytes = b"") -> bytes:
    said = f'<?xml version="1.0"?><Properties xmlns:vt="vt">{properties}</Properties>'
    return pack((part("word/document.xml", "<w/>"), part(NAME, said))) + extra


PROPERTY = '<property fmtid="{{0}}" pid="2" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'


def test_another_s_file_says_nothing() -> None:
    assert read_facts(pack((part("word/document.xml", "<w/>"),))) is None
    assert read_facts(foreign(PROPERTY.format("Project", "x"))) is None
    assert read_facts(foreign(PROPERTY.format("clm_contract", "MSA-2026-0001"))) is None
    assert read_facts(foreign("")) is None


def test_what_another_program_adds_leaves_ours_readable() -> None:
    words = PROPERTY.format("MSIP_Label", "secret") + PROPERTY.format("clm_source", "a &amp; b").replace(
        "<property", "<op:property"
    )
    found = read_facts(foreign(words, extra=b""))
    assert found is not None
    assert found.source == "a & b"
    assert (found.contract, found.style, found.status, found.parts, found.exact) == ("", "", "draft", (), "")


def test_a_zip_comment_behind_the_directory_is_no_hindrance() -> None:
    for size in (10, 20_000, 65_535):
        assert read_facts(DOCX[:-2] + struct.pack("<H", size) + b"c" * size) == facts()


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x05\x06", b"PK\x05\x06" + b"\xff" * 18, b"\x00" * 70_000, b"%PDF-1.7 ...", b"{}" * 50]
)
def test_what_is_no_zip_says_nothing(data: bytes) -> None:
    assert read_facts(data) is None


@settings(max_examples=300)
@given(keep=st.integers(0, len(DOCX)))
def test_a_file_cut_off_says_nothing_or_what_it_said(keep: int) -> None:
    assert read_facts(DOCX[:keep]) in (None, facts())
    assert read_facts(DOCX[keep:]) in (None, facts())


TAIL = len(DOCX) - 4_000


@settings(max_examples=500)
@given(changes=st.lists(st.tuples(st.integers(TAIL, len(DOCX) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_a_damaged_file_never_raises(changes: list[tuple[int, int]]) -> None:
    data = bytearray(DOCX)
    for at, value in changes:
        data[at] = value
    read_facts(bytes(data))


@given(data=st.binary(max_size=300))
def test_bytes_after_a_directory_s_mark_never_raise(data: bytes) -> None:
    read_facts(b"PK\x01\x02" + data + b"PK\x05\x06" + data[:18].ljust(18, b"\0"))


def entry(name: bytes, *, method: int, packed: int, unpacked: int, where: int = 0) -> bytes:
    return (
        b"PK\x01\x02"
        + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, method, 0, 0, 0, packed, unpacked, len(name), 0, 0, 0, 0, 0, where)
        + name
    )


def file_of(local: bytes, directory: bytes, *, length: int | None = None) -> bytes:
    size = len(directory) if length is None else length
    return local + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, size, len(local), 0)


def local(name: bytes, body: bytes) -> bytes:
    return b"PK\x03\x04" + b"\0" * 22 + struct.pack("<HH", len(name), 0) + name + body


def test_a_bomb_is_not_unpacked() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    bomb = packer.compress(b"\0" * (64 << 20)) + packer.flush()
    name = NAME.encode()
    lying = file_of(local(name, bomb), entry(name, method=8, packed=len(bomb), unpacked=100))
    honest = file_of(local(name, bomb), entry(name, method=8, packed=len(bomb), unpacked=64 << 20))
    assert read_facts(lying) is None
    assert read_facts(honest) is None


def test_a_directory_that_claims_gigabytes_is_read_to_a_limit() -> None:
    many = entry(b"x", method=0, packed=0, unpacked=0) * 60_000
    file = Counting(file_of(b"", many, length=0xFFFFFFFF))
    assert read_facts(cast("BinaryIO", file)) is None
    assert file.count < 2 << 20


@pytest.mark.parametrize(
    "said",
    [
        "<property " * 90_000,
        '<property name="clm_a" ' * 40_000,
        '<property name="clm_a"' * 40_000 + ">",
        '<property name="clm_a">' + "<vt:lpwstr>" * 80_000,
        '<property name="clm_a">' * 40_000,
        '<property name="clm_a">' + " " * 900_000,
        "<" * 900_000,
        "&" * 900_000,
        PROPERTY.format("clm_source", "&#x110000;&#" * 70_000),
    ],
)
def test_a_part_made_to_be_read_slowly_is_not(said: str) -> None:
    found = read_facts(foreign(said))
    assert found is None or found.contract == ""


def test_compose_gives_the_digests_the_file_carries() -> None:
    word = compose(contract(), style())
    assert (word.source, word.exact) == (facts().source, facts().exact)
