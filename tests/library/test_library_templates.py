"""Every template draws a whole contract from a handful of answers: clean, with each term defined and each reference kept."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

from clmctl.assemble.draw import Draft, Drawing, draw
from clmctl.assemble.questions import defaults, field_of, printed_paths, prompts
from clmctl.checks import CODES, CONTRACT_RULES
from clmctl.expression.conditions import Conditions
from clmctl.library.approved import Approved
from clmctl.library.read import read_library
from clmctl.lint.engine import case_of, check
from clmctl.lint.verdict import Judge
from clmctl.model.clause import Variant
from clmctl.model.contract import Contract
from clmctl.model.finding import Finding
from clmctl.model.template import Template
from clmctl.text.comparing.digest import rebase
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.options import expand, options_of
from clmctl.text.dialect.problems import problems
from clmctl.text.fields.values import parse_value
from clmctl.text.files.contract import compose, read_contract
from clmctl.text.files.settings import read_settings
from clmctl.text.printing.printed import plain
from clmctl.word.compose import compose as compose_word
from clmctl.word.render import render
from clmctl.word.stylefile import open_style

ROOT = Path(__file__).resolve().parents[2]
SETTINGS, _ = read_settings({"clmctl.yaml": (ROOT / "templates/workspace/clmctl.yaml").read_bytes()})
assert SETTINGS is not None
LIBRARY, FINDINGS = read_library(
    {
        path.relative_to(ROOT).as_posix(): path.read_bytes()
        for folder in ("clause_library", "templates")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in (".md", ".yaml", ".jsonl")
    }
)
APPROVED = Approved(LIBRARY)
JUDGE = Judge(APPROVED, Conditions(SETTINGS))
#: What a person says of the deal; everything else must have a default.
SAID = {
    "legal_name": "Lark Publishing Ltd",
    "short_name": "Lark",
    "address": "6 Mill Lane, Oxford OX1 1AA, United Kingdom",
    "email": "legal@lark.example",
    "dates.effective": "2027-01-01",
    "money.total": "40000.00 EUR",
    "relations": "MSA-2026-0001",
    "dates.agreement": "2026-11-22",
    "fields.current_term_end": "2027-03-31",
    "fields.last_notice_day": "2027-01-30",
    "changes": "money.payment_terms=P45D, renewal.notice=P90D",
}
HANDFUL = 6
#: The title of a statute, whose words define nothing: the Business Contract Terms (...) Regulations.
STATUTE = re.compile(r"(?:[A-Z]\w+ )+\([A-Z][^)]*\) (?:Act|Regulations)")
DEFINITION = re.compile(r'\*\*"([^"]+)"\*\*')
#: Terms that a document under a master agreement takes from there.
MASTER_TERMS = frozenset(
    term
    for entry in LIBRARY.templates["customer-agreement"].clauses
    for term in DEFINITION.findall(
        next(v.text for v in LIBRARY.clauses[entry.clause].variants if v.name == "standard" and v.lang == "en")
    )
)
OURS = (
    *("it-support-agreement", "statement-of-work", "order-form", "customer-agreement", "mutual-nda", "mutual-nda-en-de"),
    *("data-processing-agreement", "amendment", "renewal-letter", "non-renewal-notice"),
)
each_template = pytest.mark.parametrize("name", OURS)


def minimal(template: Template) -> dict[str, str]:
    """What a person must say before the template can be drawn, answered."""
    found = {}
    for prompt in prompts(template, SETTINGS, {}, printed_paths(template, LIBRARY)):
        if prompt.required and not prompt.default:
            path = prompt.field.path
            head, _, last = path.rpartition(".")
            found[path] = SAID[path] if path in SAID else SAID["relations"] if head == "relations" else SAID[last]
    return found


@lru_cache(maxsize=64)
def _drawn(name: str, said: tuple[tuple[str, str], ...]) -> tuple[Contract, bytes]:
    return draw_up(LIBRARY.templates[name], dict(said))


def drafted(template: Template, said: Mapping[str, str]) -> Draft:
    """The draft a template gives for these answers, the least a person must say, and the defaults."""
    answers = {}
    for path, text in {**defaults(template, SETTINGS), **minimal(template), **said}.items():
        field = field_of(path, SETTINGS)
        assert field is not None, path
        if text:
            answers[field.path] = parse_value(field, text)
    number = f"{template.type.upper()}-2026-0007"
    return draw(template, APPROVED, SETTINGS, answers, Drawing(number, "lark", "contract-manager", date(2026, 11, 22)))


def draw_up(template: Template, said: Mapping[str, str]) -> tuple[Contract, bytes]:
    """The contract of that draft, and its file."""
    draft = drafted(template, said)
    data = compose(draft.front, draft.text)
    contract, findings = read_contract(draft.path, "0" * 40, data, SETTINGS.catalogue)
    assert contract is not None, findings
    assert findings == ()
    return contract, data


def drawn(name: str, said: Mapping[str, str] | None = None) -> Contract:
    return _drawn(name, tuple(sorted((said or {}).items())))[0]


def lint(contract: Contract) -> tuple[Finding, ...]:
    return check(case_of(contract, JUDGE, SETTINGS, ()), CONTRACT_RULES, CODES)


@each_template
def test_a_handful_of_answers_is_enough(name: str) -> None:
    template = LIBRARY.templates[name]
    assert FINDINGS == ()
    assert len(minimal(template)) <= HANDFUL, sorted(minimal(template))
    assert all(field_of(path, SETTINGS) for path in template.asks)
    assert len(template.asks) <= 25
    for path, text in template.defaults.items():
        field = field_of(path, SETTINGS)
        assert field is not None, path
        parse_value(field, text)


@each_template
def test_what_is_drawn_is_clean_and_prints_every_value(name: str) -> None:
    contract = drawn(name)
    assert lint(contract) == ()
    printed = plain(contract, blocks(contract.text))
    assert re.findall(r"\[[a-z]+\.[\w.-]+\]|\{[{?/]", printed) == []
    for relation in contract.relations:
        assert relation.id in printed


LAWS = ("Germany", "New York", "California", "Delaware", "Ireland")


@each_template
@pytest.mark.parametrize("law", LAWS)
def test_under_another_law_only_the_positions_made_for_it_are_taken(name: str, law: str) -> None:
    contract = drawn(name, {"legal.governing_law": law})
    assert {finding.code for finding in lint(contract)} <= {"CL102"}
    for pin in contract.clauses:
        variant = LIBRARY.variant(pin.clause, pin.variant, "en")
        assert variant is not None
        if variant.name != "standard":
            assert law in variant.jurisdictions


@each_template
@pytest.mark.parametrize("value", ["true", "false"])
def test_switching_everything_on_or_off_stays_clean(name: str, value: str) -> None:
    template = LIBRARY.templates[name]
    fields = {path for entry in template.clauses for rule in (entry.when, *entry.options.values()) for path in words(rule)}
    said = {path: value for path in fields if SETTINGS.catalogue.by_path[path].type == "boolean"}
    assert lint(drawn(name, said)) == ()


def words(rule: str) -> Iterator[str]:
    """The fields a rule hangs on."""
    for word in re.findall(r"[a-z_]+(?:\.[a-z_]+)+", rule):
        if word in SETTINGS.catalogue.by_path:
            yield word


@each_template
def test_a_word_file_can_be_made_of_it(name: str) -> None:
    contract = drawn(name)
    own = ROOT / "templates" / name / "style.docx"
    path = own if own.exists() else ROOT / "templates/customer-agreement/style.docx"  # as rendering chooses
    style = open_style(path.read_bytes(), path.as_posix())
    first = render(compose_word(contract, style, pictures={}), style)
    assert first.startswith(b"PK")
    assert first == render(compose_word(contract, style, pictures={}), style)


def rungs(template: Template) -> Iterator[tuple[str, Variant]]:
    """Every position that a clause of the template could take, by the template's language."""
    for entry in template.clauses:
        for variant in LIBRARY.clauses[entry.clause].variants:
            if variant.lang == template.languages[0]:
                yield entry.clause, variant


def document(template: Template, other: Variant | None, *, on: bool) -> str:
    """The template's text with all options on or off, and one clause at another position than the standard."""
    parts = [template.preamble]
    for entry in template.clauses:
        own = other if other is not None and other.clause == entry.clause else None
        variant = own or LIBRARY.variant(entry.clause, entry.variant, template.languages[0])
        assert variant is not None
        text = expand(variant.text, dict.fromkeys(options_of(variant.text), on))
        heading, _, body = text.strip("\n").partition("\n")
        anchor = entry.anchor or entry.clause
        parts.append(rebase(f"{heading} {{#{anchor}}}\n{body}\n", entry.clause, anchor))
    return "\n".join([*parts, template.closing])


@each_template
@pytest.mark.parametrize("on", [True, False])
def test_every_reference_arrives_whatever_position_a_clause_takes(name: str, on: bool) -> None:
    template = LIBRARY.templates[name]
    for _, variant in rungs(template):
        found = [f for f in problems(document(template, variant, on=on)) if f.subject != "title"]
        assert found == [], f"{variant.clause} {variant.name}"


def uses(text: str, terms: set[str]) -> dict[str, list[int]]:
    """Where each term stands, in singular or plural; a term within a longer one does not count."""
    stems = {term.removesuffix("s").removesuffix("y"): term for term in terms}
    longest_first = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    found: dict[str, list[int]] = {term: [] for term in terms}
    for match in re.finditer(rf"\b({longest_first})(?:s|y|ies)?\b", text):
        found[stems[match[1]]].append(match.start())
    return found


def within(text: str, places: list[int]) -> list[int]:
    """Those places that stand within a sentence: the first word of one has a capital letter anyway."""
    return [place for place in places if not re.search(r"(?:[.:]\s+|\n\s*|^)$", text[max(0, place - 60) : place])]


@each_template
def test_a_term_is_defined_once_before_its_use_and_in_this_document_or_its_master(name: str) -> None:
    template = LIBRARY.templates[name]
    every = {
        term for clause in LIBRARY.clauses.values() for variant in clause.variants for term in DEFINITION.findall(variant.text)
    }
    parties = {"Supplier", "Customer", "Master Agreement"}
    under_master = "Master Agreement" in template.preamble
    for _, variant in rungs(template):
        text = document(template, variant, on=True)
        text = re.sub(r"\{\{.*?\}\}|^#+ .*$|\*\*[A-Z][^*\"]*\*\*", " ", text, flags=re.MULTILINE)
        text = STATUTE.sub(" ", text)
        terms = DEFINITION.findall(text)
        label = f"{variant.clause} {variant.name}"
        assert [term for term, count in Counter(terms).items() if count > 1 and term != "GDPR"] == [], label
        found = uses(text, every | set(terms))
        for term in terms:
            assert found[term][0] >= text.index(f'**"{term}"**'), f"{label}: {term} is used before it is defined"
            assert len(found[term]) >= 2 or variant.name != "standard", f"{term} is defined and never used"
        for term in every - set(terms) - parties - (MASTER_TERMS if under_master else set()):
            assert within(text, found[term]) == [], f"{label}: {term} is not defined"


SAMPLE = {
    "duration": "P10D",
    "percent": "5",
    "integer": "2",
    "money": "1000.00 EUR",
    "text": "what was agreed",
    "boolean": "true",
}
#: Each clause with the first template that draws it: a position is linted in one document.
PLACES = {entry.clause: name for name in reversed(OURS) for entry in LIBRARY.templates[name].clauses}


@pytest.mark.parametrize("clause", sorted(PLACES))
def test_every_position_passes_our_own_lint(clause: str) -> None:
    template = LIBRARY.templates[PLACES[clause]]
    given = {**defaults(template, SETTINGS), **minimal(template)}
    said = {f.path: SAMPLE[f.type] for f in SETTINGS.catalogue.fields if f.path.startswith("fields.") and f.type in SAMPLE}
    said = {path: text for path, text in said.items() if path not in given}
    for variant in LIBRARY.clauses[clause].variants:
        if variant.lang != template.languages[0]:
            continue
        placed = tuple(
            replace(entry, variant=variant.name, choose=(), when="") if entry.clause == clause else entry
            for entry in template.clauses
        )
        law = {"legal.governing_law": variant.jurisdictions[0]} if variant.jurisdictions else {}
        contract, _ = draw_up(replace(template, clauses=placed), {**said, **law})
        assert any(pin.clause == clause and pin.variant == variant.name for pin in contract.clauses)
        assert [f for f in lint(contract) if f.code not in ("CL102", "CL107")] == [], variant.name


def test_every_position_is_approved_as_it_stands() -> None:
    for clause in sorted(PLACES):
        for variant in LIBRARY.clauses[clause].variants:
            assert APPROVED.approves(variant), f"{clause} {variant.name}"


def test_a_statement_of_work_is_tied_to_its_master() -> None:
    assert [(r.type, r.id) for r in drawn("statement-of-work").relations] == [("sow-of", "MSA-2026-0001")]
    assert [(r.type, r.id) for r in drawn("order-form").relations] == [("references", "MSA-2026-0001")]
    assert drawn("it-support-agreement").relations == ()


def test_prices_follow_the_index_or_the_renewal_but_never_both() -> None:
    for said in ("true", "false"):
        pins = {pin.clause: pin for pin in drawn("it-support-agreement", {"fields.index_linked": said}).clauses}
        assert ("price-adjustment" in pins) is (said == "true")
        assert pins["fees-and-payment"].options["price_increase"] is (said == "false")


def test_the_words_on_closed_days_follow_the_convention_that_counts_them() -> None:
    for roll, words_said in (("forward", "the act is in time on the next day"), ("none", "A period may end on a Saturday")):
        contract = drawn("it-support-agreement", {"conventions.roll": roll})
        assert words_said in contract.text
