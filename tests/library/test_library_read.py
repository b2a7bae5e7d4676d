"""The library from files: everything that can be read is read, and everything malformed is found in its place."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clmctl.library.ledger import LEDGER, ledger_line, read_ledger
from clmctl.library.read import read_library
from clmctl.model.clause import LedgerEntry
from clmctl.text.comparing.digest import clause_digest

TEXT = "## Scope\n\n1. {#scope-what} The Supplier does it.{?big} Twice.{/}\n"
DIGEST = clause_digest(TEXT, clause="scope")
FILES = {
    "clause_library/scope/clause.yaml": """\
title: Scope
owner: ann
review_by: 2027-01-01
mandatory_for: [msa]
depends_on: [term]
guidance: {why: so, if_they_say: [{say: No, answer: Yes}]}
unacceptable: [{phrase: best efforts, why: vague}]
red_flags: one
""",
    "clause_library/scope/standard.md": f"---\nversion: 2\nstatus: approved\noptions: {{big: does more}}\n---\n\n{TEXT}",
    "clause_library/scope/fallback-1.md": """\
---
version: 1
status: draft
when: money.total > 5 EUR
approval: ann
---
## Scope

Less.
""",
    "clause_library/scope/last-resort.de.md": "---\nversion: 1\nstatus: draft\njurisdictions: [DE]\n---\n## Umfang\n\nWenig.\n",
    "clause_library/scope/superseded/standard.v1.md": "---\nversion: 1\nstatus: deprecated\n---\n## Scope\n\nOld.\n",
    "clause_library/term/clause.yaml": "title: Term\nowner: ann\nexclusive: false\n",
    "clause_library/term/standard.md": "---\nversion: 1\nstatus: approved\n---\n## Term\n\nLong.\n",
    "clause_library/coverage.yaml": """\
elements:
- {id: scope.what, title: What, required_for: [msa], answers: [scope#scope-what, term#term]}
""",
    LEDGER: ledger_line(LedgerEntry("scope", "standard", "en", 2, DIGEST, "ann", date(2026, 1, 1), why="First")) + "\n",
    "clause_library/language/words.yaml": "rules: anything\n",
    "clause_library/.gitkeep": "",
    "templates/basic/template.yaml": """\
title: Basic
type: msa
asks: [owner]
defaults: {term.length: P12M}
clauses:
- {clause: scope, choose: [{when: fields.x, variant: fallback-1}], options: {big: true}}
- {clause: term, when: fields.y}
rows: {sla: [{service: Support, target: 4}]}
""",
    "templates/basic/preamble.md": "# Basic\r\n",
    "templates/basic/style.docx": "PK",
}


def reading(**changes: str | None):
    files = {path: text.encode() for path, text in FILES.items()}
    for name, text in changes.items():
        path = {
            "clause": "clause_library/scope/clause.yaml",
            "standard": "clause_library/scope/standard.md",
            "ledger": LEDGER,
        }.get(name)
        path = path or {"coverage": "clause_library/coverage.yaml", "template": "templates/basic/template.yaml"}.get(name, name)
        files.pop(path) if text is None else files.update({path: text.encode()})
    library, findings = read_library(files)
    return library, [f"{f.place}: {f.message}" for f in findings]


def test_everything_is_read():
    library, findings = reading()
    assert findings == []
    scope = library.clauses["scope"]
    assert (scope.title, scope.review_by, scope.mandatory_for, scope.depends_on) == (
        "Scope",
        date(2027, 1, 1),
        ("msa",),
        ("term",),
    )
    assert (scope.guidance.if_they_say, scope.red_flags, scope.unacceptable[0].phrase) == (
        (("No", "Yes"),),
        ("one",),
        "best efforts",
    )
    assert [(v.name, v.lang, v.version, v.status) for v in scope.variants] == [
        ("standard", "en", 2, "approved"),
        ("fallback-1", "en", 1, "draft"),
        ("last-resort", "de", 1, "draft"),
    ]
    assert [(v.name, v.version) for v in scope.superseded] == [("standard", 1)]
    standard = library.variant("scope", "standard")
    assert (standard.text, standard.digest, standard.text_line) == (TEXT, DIGEST, 7)
    assert standard.options == {"big": "does more"}
    assert not library.clauses["term"].exclusive
    assert library.ledger[0].why == "First"
    assert library.coverage[0].answers == ("scope#scope-what", "term#term")
    template = library.templates["basic"]
    assert (template.preamble, template.closing, template.defaults) == ("# Basic\n", "", {"term.length": "P12M"})
    assert template.clauses[0].choose == (("fields.x", "fallback-1"),)
    assert template.clauses[0].options == {"big": "true"}
    assert template.rows["sla"] == ({"service": "Support", "target": "4"},)


def test_the_digest_names_what_counts():
    library = reading()[0]
    assert library.digest == reading()[0].digest
    assert library.digest == reading(**{"clause_library/language/words.yaml": "x", "templates/basic/style.docx": "y"})[0].digest
    assert library.digest != reading(standard=FILES["clause_library/scope/standard.md"] + "\n")[0].digest


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("clause", "title: Scope\n", "", "clause.yaml:1:1: title is missing"),
        ("clause", "owner", "ownr", 'clause.yaml:2:1: Unknown key "ownr"'),
        ("clause", "2027-01-01", "soon", 'clause.yaml:3:1: review_by: "soon" is not a date'),
        ("clause", "[term]", "[trm]", "clause.yaml:5:14: There is no clause 'trm'"),
        ("clause", "[term]", "[scope]", "clause.yaml:5:14: scope names itself"),
        ("clause", "title: Scope", "title: [", "clause.yaml:3:10: Not YAML"),
        ("standard", "version: 2", "version: two", 'standard.md:2:1: version: "two" is not a whole number'),
        ("standard", "approved", "aproved", 'standard.md:3:1: status: "aproved" is not known'),
        ("standard", "big: does more", "bug: does more", "standard.md:4:11: The text marks no option bug"),
        ("standard", "big: does more", "bug: does more", "standard.md:9:39: The option big is not described"),
        ("standard", "{/}", "", "standard.md:9:39: the option `big` is not closed"),
        ("standard", "## Scope", "Scope", "standard.md:7:1: The text must begin with its heading"),
        ("standard", "#scope-what", "#what", "standard.md:9:4: The anchor what does not begin with the clause's id"),
        ("standard", "---\n\n##", "\n##", "standard.md:1:1: The front matter is not closed"),
        ("ledger", '"by": "ann", ', "", "ledger.jsonl:1:1: by is missing"),
        ("ledger", "sha256:", "sha1:", "ledger.jsonl:1:1: digest: "),
        ("coverage", "scope#scope-what", "scope#scope-how", "coverage.yaml:2:54: No position of scope has the anchor #scope-how"),
        ("coverage", "scope#scope-what", "scop#scope-what", "coverage.yaml:2:54: There is no clause 'scop'"),
        (
            "coverage",
            "term#term]}\n",
            "]}\n- {id: scope.what, title: B}\n",
            "coverage.yaml:3:4: The element scope.what stands twice",
        ),
        ("template", "clause: term", "clause: trm", "template.yaml:7:4: There is no clause 'trm'"),
        ("template", "variant: fallback-1", "variant: fallback-2", "template.yaml:6:19: scope has no position fallback-2"),
        ("template", "big: true", "bug: true", "template.yaml:6:78: No position of scope marks an option bug"),
        ("template", "clause: term, when: fields.y", "clause: scope", "template.yaml:7:4: Two clauses would stand at #scope"),
        ("template", "type: msa", "type: msa\nour_role: buyer", "template.yaml:3:1: our_role buyer is not among the roles"),
        ("template", "type: msa\n", "", "template.yaml:1:1: type is missing"),
    ],
)
def test_what_is_malformed_is_found_in_its_place(name, old, new, message):
    path = {"clause": "clause_library/scope/clause.yaml", "standard": "clause_library/scope/standard.md", "ledger": LEDGER}.get(
        name
    )
    path = path or {"coverage": "clause_library/coverage.yaml", "template": "templates/basic/template.yaml"}[name]
    assert old in FILES[path]
    library, findings = reading(**{path: FILES[path].replace(old, new, 1)})
    assert any(message in f for f in findings), findings
    assert "term" in library.clauses


def test_files_with_wrong_names_or_missing():
    assert reading(**{"clause_library/scope/own.md": "x"})[1] == [
        "clause_library/scope/own.md:1:1: own.md names no position of a clause"
    ]
    assert "clause_library/scope/clause.yaml: The clause scope has no clause.yaml" in reading(clause=None)[1]
    assert "clause_library/scope/clause.yaml:1:1: The clause scope has no standard position" in reading(standard=None)[1]
    old = {"clause_library/scope/superseded/standard.v3.md": "---\nversion: 1\nstatus: deprecated\n---\n## S\n"}
    assert reading(**old)[1] == [
        "clause_library/scope/superseded/standard.v3.md:2:1: The file is of version 3, its front matter says 1"
    ]
    assert reading(**{"templates/basic/preamble.md": "\x00"})[1] == [
        "templates/basic/preamble.md:1:1: The file holds NUL bytes: it is binary or not UTF-8"
    ]


def test_ledger_joins_a_withdrawal_to_its_approval():
    entry = LedgerEntry("scope", "standard", "en", 1, DIGEST, "ann", date(2026, 1, 1), why="First")
    gone = LedgerEntry("scope", "standard", "en", 1, DIGEST, "bob", date(2026, 6, 1), date(2026, 6, 1), "Law changed")
    other = LedgerEntry("scope", "standard", "en", 1, "sha256:" + "0" * 64, "bob", date(2026, 6, 1))
    lines = [ledger_line(e) for e in (entry, gone, entry)]
    expected = LedgerEntry(
        "scope", "standard", "en", 1, DIGEST, "ann", date(2026, 1, 1), date(2026, 6, 1), "First", "Law changed"
    )
    assert read_ledger(LEDGER, "\n".join(lines).encode()) == ((expected,), ())
    assert read_ledger(LEDGER, "\n".join(reversed(lines[:2])).encode()) == ((expected,), ())
    entries, findings = read_ledger(LEDGER, f"{lines[0]}\n{ledger_line(other)}\n".encode())
    assert entries == (entry,)
    assert [(f.place.line, "differs from line 1" in f.message) for f in findings] == [(2, True)]
    assert list(__import__("json").loads(lines[1])) == [
        "by",
        "clause",
        "digest",
        "lang",
        "on",
        "until",
        "variant",
        "version",
        "why",
    ]


def test_the_library_of_this_repository_reads_clean():
    root = Path(__file__).parents[2]
    files = {
        p.relative_to(root).as_posix(): p.read_bytes()
        for f in ("clause_library", "templates")
        for p in (root / f).rglob("*")
        if p.is_file()
    }
    library, findings = read_library(files)
    assert findings == ()
    assert len(library.clauses) >= 8


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.data())
def test_any_change_of_any_file_is_read_or_found(path, data):
    lines = FILES[path].split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    value = data.draw(
        st.sampled_from(
            ["", ": true", ": []", ": {}", ": [[1]]", ": {a: 1}", ": [{a: [1]}]", ": 0", ": [~]", "{", "\x00", "\xe9"]
        )
    )
    lines[at] = lines[at].partition(":")[0] + value
    _, findings = reading(**{path: "\n".join(lines)})
    assert all(f.split(": ")[0] for f in findings)
