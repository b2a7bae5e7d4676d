"""Laws of linting: what was assembled is clean, lines move with the text, a suppression needs a reason, order is fixed."""

import random
import re

import lint_make as small
import pytest
import starter_make as starter
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from clmctl.model.contract import RENEWAL_TYPES
from clmctl.model.finding import Finding

YES = st.sampled_from(["true", "false"])
SWITCHES = (
    *("on_site", "expenses", "service_credits", "online_results", "verification", "account_contact", "call_recording", "gdpr"),
    *("ccpa", "direct_collection", "residual_knowledge", "infringement_claims", "reference_client", "free_transition"),
    *("mediation", "email_copy"),
)
#: Fields a position may do without: the option that prints them is off then.
OPTIONAL = ("fields.baseline_period", "fields.suspension_notice", "money.price_cap_percent", "fields.claim_period", "renewal.max")
ANSWERS = st.fixed_dictionaries(
    {
        **{f"fields.{name}": YES for name in SWITCHES},
        "renewal.type": st.sampled_from(["auto-renew", "option", "manual", "evergreen", "fixed"]),
        "legal.forum": st.sampled_from(["courts", "arbitration"]),
        "legal.governing_law": st.sampled_from(["England and Wales", "Germany", "Ireland"]),
        "termination.convenience.by": st.sampled_from(["either", "customer", "supplier", "none"]),
        "fields.support_hours": st.sampled_from(["business", "business-and-priority-1", "around-the-clock"]),
        "liability.carve_outs": st.sampled_from(["data-breach, ip", "ip", "data-breach", ""]),
        "renewal.notice": st.sampled_from(["P60D", "P3M", "P20B", "P1Y"]),
        "money.total": st.sampled_from(["120000 EUR", "0.01 USD", "99999999 JPY"]),
    },
    optional={path: st.just("") for path in OPTIONAL},
)


@hypothesis_settings(max_examples=40, deadline=None)
@given(ANSWERS)
def test_what_was_assembled_is_clean(said):
    findings = starter.lint(starter.drawn(said))
    assert [f for f in findings if f.severity == "error"] == []
    # German law takes the position made for it, which is a fallback and says so
    assert {f.code for f in findings} <= ({"CL102"} if said["legal.governing_law"] == "Germany" else set())


@pytest.mark.parametrize("kind", RENEWAL_TYPES)
def test_every_kind_of_renewal_is_clean(kind):
    assert starter.lint(starter.drawn({"renewal.type": kind})) == ()


WORDS = re.compile(r"[A-Za-z]{4,}")


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_word_changed_is_found_in_its_line(chance: random.Random):
    data = starter.drawn({})
    start = data.index(b"\n## ")
    text = data[start:].decode()
    own = [m for m in WORDS.finditer(text) if "{" not in text[text.rfind("\n", 0, m.start()) : m.end()]]
    first = text.index("\n# Signatures") if "\n# Signatures" in text else len(text)
    match = chance.choice([m for m in own if m.start() < first])
    changed = data[:start] + (text[: match.start()] + "zebras" + text[match.end() :]).encode()
    line = changed[: start + len(text[: match.start()].encode())].count(b"\n") + 1
    found = [f for f in starter.lint(changed) if f.code == "CL101"]
    assert [f.place.line for f in found] == [line]
    assert re.search(rf"\[-.*{match[0]}.*-\] {{\+.*zebras", found[0].message), found[0].message


def broken() -> list[bytes]:
    paths = sorted((small.HERE / "cases").glob("*.md"))
    return [case.data for path in paths for case in small.cases(path) if case.kind in ("bad", "suppressed")]


BROKEN = broken()


def moved(finding: Finding, lines: int) -> Finding:
    inside = re.sub(r"(in line |\(line |\(first on line )(\d+)", lambda m: f"{m[1]}{int(m[2]) + lines}", finding.message)
    return finding._replace(place=finding.place._replace(line=finding.place.line + lines), message=inside)


@given(st.sampled_from(BROKEN), st.integers(1, 40))
def test_lines_of_front_matter_move_the_findings_and_nothing_else(data: bytes, lines: int):
    if b"\n---\n" not in data[3:] or not data.startswith(b"---\n"):
        return
    shifted = b"---\n" + b"# a remark\n" * lines + data[4:]
    before, after = small.lint(data), small.lint(shifted)
    whole = [f for f in before if not f.place.line]
    assert [f for f in after if not f.place.line] == whole
    assert [f for f in after if f.place.line] == [moved(f, lines) for f in before if f.place.line]


@given(st.sampled_from(BROKEN), st.integers(1, 9))
def test_fingerprints_do_not_hang_on_lines(data: bytes, lines: int):
    head, fence, body = data.partition(b"\n---\n")
    if not fence or not data.startswith(b"---\n"):
        return
    spaced = head + fence + b"\n" * lines + body
    before, after = small.lint(data), small.lint(spaced)
    assert [(f.code, f.fingerprint) for f in after] == [(f.code, f.fingerprint) for f in before]
    assert len({f.fingerprint for f in before}) == len(before)


@given(st.sampled_from(BROKEN))
def test_the_same_file_gives_the_same_findings_in_the_order_of_its_lines(data: bytes):
    first, again = small.lint(data), small.lint(data)
    assert first == again
    places = [(f.place.line, f.place.column, f.code) for f in first]
    assert places == sorted(places)


@given(st.sampled_from(BROKEN), st.text(alphabet=" \t“”\"'=", max_size=6))
def test_nothing_is_accepted_without_a_reason(data: bytes, blank: str):
    head, fence, body = data.partition(b"\n---\n")
    if not fence:
        return
    codes = sorted({f.code for f in small.lint(data)})
    comment = f"<!-- clm:ignore {' '.join(codes) or 'CL101'} {blank} -->\n\n".encode()
    findings = small.lint(head + fence + b"\n" + comment + body)
    already = {f.fingerprint for f in small.lint(data) if f.suppressed}
    assert all(f.fingerprint in already for f in findings if f.suppressed)


@given(st.sampled_from(BROKEN), st.sampled_from([b"\r\n"]), st.booleans())
def test_how_a_file_is_saved_changes_nothing(data: bytes, end: bytes, mark: bool):
    if b"\r" in data:
        return
    saved = (b"\xef\xbb\xbf" if mark else b"") + data.replace(b"\n", end)
    assert small.lint(saved) == small.lint(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_findings_and_no_error(data: bytes):
    for tried in (data, b"---\n" + data, b"---\nid: MSA-2026-0001\n---\n" + data):
        for finding in small.lint(tried):
            assert finding.code and finding.message and finding.fingerprint
            assert finding.place.path == small.PATH


def test_settings_change_severities_and_leave_codes_out():
    data = small.expanded("@fees fallback-1\n\n@rest\n\n@games\n").encode()
    assert [(f.code, f.severity) for f in small.lint(data)] == [("CL102", "warning"), ("CP204", "warning")]
    more = "lint: {ignore: [CP204], severity: {CL102: error}}\n"
    assert [(f.code, f.severity) for f in small.lint(data, more=more)] == [("CL102", "error")]


def test_bilingual_clauses_are_compared_each_with_its_own_language():
    front = (
        small.USUAL_FRONT.replace("@pins\n", "clauses:\n@pin term\nX\n")
        .replace("type: msa", "type: nda")
        .replace("template: deal\n", "")
    )
    german = small.variant_of("term", lang="de")
    pin = small.pin_line("term").replace("lang: en", "lang: de").replace(small.variant_of("term").digest, german.digest)
    front = front.replace("owner: ann", "owner: ann\nlanguages: [en, de]\nprevailing: en")
    body = f"\n@term\n\n{small.clause_text('term', lang='de')}"
    data = small.expanded(front.replace("X\n", pin + "\n") + body)
    assert small.lint(data.encode()) == ()
    worse = data.replace("beginnt", "endet")
    assert worse != data
    (finding,) = small.lint(worse.encode())
    assert (finding.code, finding.clause) == ("CL101", "term")
    assert "term standard version 1 (de)" in finding.message and "[-beginnt-] {+endet+}" in finding.message
