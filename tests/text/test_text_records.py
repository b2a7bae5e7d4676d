"""Records and clients: lines are read one by one, counted once a key, and written in one form."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.model.client import Client, Contact
from clmctl.model.period import Period
from clmctl.model.record import NoticeRecord, TermRecord
from clmctl.text.files.client import compose_client, read_client
from clmctl.text.files.jsonl import with_lines
from clmctl.text.files.records import notice_line, read_records, term_line

TERMS = "contracts/a/MSA-1/record/terms.jsonl"
NOTICES = "contracts/a/MSA-1/record/notices.jsonl"
LINE = (
    '{"by": "ann", "end": "2027-12-31", "key": "term-1", "kind": "renewed", "number": 1, '
    '"on": "2026-11-01", "start": "2027-01-01", "why": "Good"}'
)


def reading(text: str, path: str = TERMS):
    records, findings = read_records({path: text.encode()})
    return records, [f"{f.place.line}:{f.place.column} {f.message}" for f in findings]


def test_lines_are_read_in_order_of_terms_and_equal_lines_count_once():
    second = LINE.replace("term-1", "term-2").replace('"number": 1', '"number": 2')
    records, findings = reading(f"{second}\n{LINE}\n\n{LINE}\n")
    assert findings == []
    assert [t.number for t in records.terms] == [1, 2]
    assert records.terms[0] == TermRecord(
        "term-1", "renewed", 1, date(2027, 1, 1), date(2027, 12, 31), date(2026, 11, 1), "ann", "Good"
    )


def test_a_file_grows_by_whole_lines_and_keeps_its_bytes():
    assert with_lines(None, ["a", "b"]) == b"a\nb\n"
    assert with_lines(b"a\r\n", ["b"]) == b"a\r\nb\n"
    assert with_lines(b"a", ["b"]) == b"a\nb\n"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "2:2 Not JSON"),
        ("[1]", "2:1 The line holds no JSON object"),
        ("NaN", "2:1 Not JSON: NaN is no number"),
        ('{"number": ' + "9" * 5000 + "}", "2:1 Not JSON"),
        ("[" * 50_000, "2:1 Not JSON"),
        ('{"key": "' + "x" * 70_000 + '"}', "2:1 The line has 70,011 characters"),
        (LINE.replace('"ann"', "5.5"), "2:1 This line differs"),
        (LINE.replace('"by": "ann"', '"by": "ann", "by": "bob"'), "2:1 The key by stands twice"),
        (LINE.replace("renewed", "renwed"), '2:1 kind: "renwed" is not known'),
        (LINE.replace("2026-11-01", "2026-11-31"), "no day of the calendar"),
        (LINE.replace('"key": "term-1", ', ""), "2:1 key is missing"),
        (LINE.replace('"why"', '"reason"'), '2:1 Unknown key "reason"'),
        (LINE.replace("Good", "Bad"), "2:1 This line differs from line 1, which has the same key"),
        ("<<<<<<< HEAD", "2:1 Conflict marker"),
    ],
)
def test_a_bad_line_is_found_and_hides_no_other(line, message):
    records, findings = reading(f"{LINE}\n{line}\n{LINE.replace('term-1', 'term-3')}\n")
    assert {t.key for t in records.terms} >= {"term-1", "term-3"}
    assert any(message in f for f in findings)
    assert len(findings) == 1


def test_files_that_are_no_text():
    records, findings = read_records({TERMS: b"\xff\xfea\0", NOTICES: b"\xe9\n", "contracts/a/MSA-1/record/sends.jsonl": b"x"})
    assert (records.terms, records.notices) == ((), ())
    assert [f.code for f in findings] == ["SX006", "SX006"]


days = st.none() | st.dates()
words = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
terms = st.builds(
    TermRecord,
    key=st.text("ab-1", min_size=1, max_size=8),
    kind=st.sampled_from(["renewed", "extended", "terminated", "not-renewed"]),
    number=st.integers(0, 99),
    start=days,
    end=days,
    on=st.dates(),
    by=words.filter(bool),
    why=words,
    length=st.none() | st.builds(Period, months=st.integers(1, 99)),
)
notices = st.builds(
    NoticeRecord,
    key=st.text("ab-1", min_size=1, max_size=8),
    kind=st.sampled_from(["non-renewal", "termination", "other"]),
    side=st.sampled_from(["us", "them"]),
    sent=days,
    received=days,
    effective=days,
    by=words.filter(bool),
    why=words,
)


@given(terms, notices)
def test_what_is_written_reads_back(term, notice):
    records, findings = read_records({TERMS: term_line(term).encode() + b"\n", NOTICES: notice_line(notice).encode() + b"\r\n"})
    assert findings == ()
    assert records.terms == (term,)
    assert records.notices == (notice,)
    assert "\n" not in term_line(term)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_records_or_located_findings(data):
    records, findings = read_records({TERMS: data, NOTICES: data})
    assert all(f.place.line and f.place.column for f in findings)
    assert records.terms or records.notices or findings or not data.removeprefix(b"\xef\xbb\xbf").strip(b" \t\r\n")


def test_hostile_strings_as_lines(test_data: Path):
    files = sorted(path for path in (test_data / "data/hostile-strings/dev").rglob("*") if path.is_file())
    assert files
    for path in files:
        _, findings = read_records({TERMS: path.read_bytes()})
        assert findings
        assert all(f.place.line for f in findings)


def test_client_file_round_trip():
    client = Client(
        "acme",
        "Acme: the client",
        (Contact("Ann", "ann@acme.example", "buyer"), Contact(email="x@acme.example")),
        (("salesforce", "0017"),),
    )
    path = "contracts/acme/client.yaml"
    assert read_client(path, compose_client(client)) == (client, ())
    assert read_client(path, compose_client(Client("acme"))) == (Client("acme"), ())
    found, findings = read_client(path, b"name: Acme\ncontacts: [{nme: x}]\n")
    assert found.name == "Acme"
    assert [f"{f.place}: {f.message} {f.hint}" for f in findings] == [f'{path}:2:13: Unknown key "nme" Did you mean name?']
    assert read_client(path, b"a: &x 1")[0] is None
