"""Renewing by the contract's own rule: one line on record, the rule's own days, or a reason why not."""

import hashlib
import subprocess
from pathlib import Path

import pytest
from terms_make import WEEKDAYS, contract, d, days, notice, reckon, term_record

from clmctl.errors import UsageError
from clmctl.model.contract import Contract
from clmctl.model.period import parse_period
from clmctl.model.plan import Plan
from clmctl.model.record import NoticeRecord, Records, TermRecord
from clmctl.model.term import Conventions, Status
from clmctl.renewal.renewing import record_path, renew
from clmctl.terms.status import status_on
from clmctl.text.files.records import read_records

PATH = "contracts/acme/MSA-1/record/terms.jsonl"


def plan(
    of: Contract,
    *records: TermRecord | NoticeRecord,
    on: str = "2026-10-15",
    length: str | None = None,
    recorded: bytes | None = None,
    why: str = "they deliver",
) -> Plan:
    kept = Records(
        tuple(r for r in records if isinstance(r, TermRecord)), tuple(r for r in records if isinstance(r, NoticeRecord))
    )
    return renew(
        of,
        kept,
        reckon(of, *records, calendar=WEEKDAYS),
        Conventions(),
        on=d(on),
        why=why,
        by="contract-manager",
        recorded=recorded,
        length=parse_period(length) if length else None,
        calendar=WEEKDAYS,
    )


def record_of(made: Plan) -> TermRecord:
    """The last record in the file the plan writes."""
    assert made.writes[0].data is not None
    records, findings = read_records({PATH: made.writes[0].data})
    assert not findings
    return records.terms[-1]


def test_an_auto_renewal_is_put_on_record() -> None:
    of = contract()
    made = plan(of)
    assert record_path(of) == PATH == made.writes[0].path
    assert (made.action, made.title) == ("renew", "Renew MSA-1 to 2027-12-31")
    assert made.trailers == (("Contract", "MSA-1"), ("Action", "renew"), ("Reason", "they deliver"))
    assert [(read.path, read.blob) for read in made.reads] == [(of.path, of.blob), (PATH, None)]
    term = record_of(made)
    assert (term.key, term.kind, term.number) == ("renewed-1", "renewed", 1)
    assert (str(term.start), str(term.end), str(term.on)) == ("2027-01-01", "2027-12-31", "2026-10-15")
    assert (term.by, term.why, str(term.length)) == ("contract-manager", "they deliver", "P12M")
    assert days(reckon(of, term)) == days(reckon(of))
    assert status_on(reckon(of, term), d("2026-11-20")) is Status.AUTO_RENEWING
    assert any("by itself" in note for note in made.notes)


def test_what_stands_on_record_stays_byte_for_byte() -> None:
    of = contract()
    old = plan(of).writes[0].data
    assert old is not None
    first = record_of(plan(of))
    for before in (old, old.rstrip(b"\n"), b"\n" + old):
        made = plan(of, first, on="2027-10-15", recorded=before)
        assert made.writes[0].data is not None
        assert made.writes[0].data.startswith(before)
        assert record_of(made).number == 2
        assert str(record_of(made).end) == "2028-12-31"


def test_the_record_file_is_read_as_git_names_it(tmp_path: Path) -> None:
    of = contract()
    old = plan(of).writes[0].data or b""
    made = plan(of, record_of(plan(of)), on="2027-10-15", recorded=old)
    file = tmp_path / "terms.jsonl"
    file.write_bytes(old)
    git = subprocess.run(["git", "hash-object", "--no-filters", str(file)], capture_output=True, text=True, check=True)
    assert made.reads[1].blob == git.stdout.strip()
    long = plan(contract(), record_of(plan(of)), on="2027-10-15", recorded=old).reads[1].blob
    assert long == hashlib.sha1(b"blob %d\0" % len(old) + old).hexdigest()


def test_the_29th_of_february_is_renewed_from_its_anchor() -> None:
    of = contract(start="2024-02-29", notice="P30D")
    records: list[TermRecord] = []
    for year in (2024, 2025, 2026, 2027):
        records.append(record_of(plan(of, *records, on=f"{year}-06-01")))
    assert [str(r.start) for r in records] == ["2025-03-01", "2026-03-01", "2027-03-01", "2028-02-29"]


def test_option_and_manual_renewals() -> None:
    option = contract("option")
    assert str(record_of(plan(option)).end) == "2027-12-31"
    manual = contract("manual", length=None, notice=None)
    made = plan(manual, length="P6M")
    assert (str(record_of(made).end), str(record_of(made).length)) == ("2027-06-30", "P6M")
    assert any("as agreed" in note for note in made.notes)
    other = record_of(plan(contract("manual"), length="P18M"))
    assert str(other.end) == "2028-06-30"


def test_an_option_may_be_taken_up_on_its_last_day_and_one_without_notice_at_any_time() -> None:
    made = plan(contract("option"), on="2026-11-01")
    assert str(record_of(made).start) == "2027-01-01"
    assert not any("by itself" in note for note in made.notes)
    assert str(record_of(plan(contract("option", notice=None), on="2026-12-31")).end) == "2027-12-31"


def test_the_length_the_contract_states_may_be_said_again() -> None:
    assert plan(contract(), length="P12M") == plan(contract())


def test_on_the_first_day_after_the_end_the_term_before_it_had_ended() -> None:
    assert any("had ended" in note for note in plan(contract("manual"), on="2027-01-01").notes)
    assert not any("had ended" in note for note in plan(contract("manual"), on="2026-12-31").notes)


def test_between_two_terms_the_one_to_come_is_on_record_already() -> None:
    later = term_record("renewed", 1, on="2027-01-10", start="2027-03-01", end="2028-02-29")
    with pytest.raises(UsageError, match="is renewed already: term 1"):
        plan(contract("manual"), later, on="2027-02-01")


def test_a_manual_renewal_may_be_papered_shortly_after_the_end() -> None:
    made = plan(contract("manual"), on="2027-02-01")
    assert str(record_of(made).start) == "2027-01-01"
    assert any("had ended" in note for note in made.notes)


@pytest.mark.parametrize(
    ("of", "records", "on", "length", "says"),
    [
        (contract(stage="draft"), (), "2026-10-15", None, "is at stage draft | sign it first"),
        (contract(stage="terminated"), (), "2026-10-15", None, "is terminated | new contract"),
        (contract(stage="superseded"), (), "2026-10-15", None, "is superseded | new contract"),
        (contract("evergreen", term=None), (), "2026-10-15", None, "is evergreen | nothing to renew"),
        (contract("perpetual", term=None), (), "2026-10-15", None, "is perpetual | nothing to renew"),
        (contract("coterminous"), (), "2026-10-15", None, "ends with the contract it belongs to | renew that contract"),
        (contract("fixed"), (), "2026-10-15", None, "fixed term | amendment"),
        (contract(None), (), "2026-10-15", None, "does not say renewal.type | clmctl set MSA-1 renewal.type=..."),
        (contract(start=None), (), "2026-10-15", None, "does not say dates.effective | dates.effective=..."),
        (contract(most=1), (), "2027-05-01", None, "may be renewed 1 time, and this is its term 1 | renewal.max"),
        (contract(most=2), (), "2028-05-01", None, "may be renewed 2 times, and this is its term 2 | renewal.max"),
        (
            contract(),
            (term_record("renewed", 1, on="2026-09-01"),),
            "2026-10-15",
            None,
            "is renewed already: term 1 was put on record on 2026-09-01 by me | nothing",
        ),
        (contract(), (notice("non-renewal", received="2026-09-01"),), "2026-10-15", None, "will not be renewed | amendment"),
        (contract("option"), (notice("non-renewal", received="2026-09-01"),), "2026-10-15", None, "will not be renewed | "),
        (contract(), (term_record("not-renewed", 0, on="2026-09-01"),), "2026-10-15", None, "given on 2026-09-01 | "),
        (contract(), (term_record("terminated", 0, on="2026-09-01", end="2026-12-31"),), "2026-10-15", None, "was ended | "),
        (
            contract(),
            (notice("termination", received="2026-09-01"),),
            "2026-10-15",
            None,
            "given notice of termination | effective",
        ),
        (contract("option"), (), "2026-11-02", None, "had to be renewed by 2026-11-01 | --as-of"),
        (contract("option"), (), "2027-02-01", None, "ended on 2026-12-31 | new contract"),
        (contract("manual"), (), "2027-06-01", None, "ended on 2026-12-31 | new contract"),
        (contract(), (), "2025-06-01", None, "begins on 2026-01-01 | once it runs"),
        (contract(), (), "2026-10-15", "P6M", "renews for P12M by its own terms, not for P6M | amendment"),
        (contract("option"), (), "2026-10-15", "P6M", "not for P6M | amendment"),
        (contract("manual", length=None), (), "2026-10-15", None, "does not say for how long | --length P12M"),
        (contract("manual", length=None), (), "2026-10-15", "P0D", "cannot be renewed for P0D | P12M"),
        (contract("manual", length=None), (), "2026-10-15", "P9999Y", "past the last day | shorter"),
    ],
)
def test_what_cannot_be_renewed_says_why_and_what_to_do(
    of: Contract, records: tuple[TermRecord | NoticeRecord, ...], on: str, length: str | None, says: str
) -> None:
    message, _, hint = says.partition(" | ")
    with pytest.raises(UsageError) as caught:
        plan(of, *records, on=on, length=length)
    assert message in caught.value.message and caught.value.message.startswith("MSA-1 ")
    assert hint in caught.value.hint
    assert caught.value.path == of.path


def test_a_renewal_needs_a_reason() -> None:
    with pytest.raises(UsageError, match="needs a reason"):
        plan(contract(), why="  ")


def test_an_auto_renewal_silent_on_notice_can_still_be_renewed() -> None:
    assert str(record_of(plan(contract(notice=None))).end) == "2027-12-31"
