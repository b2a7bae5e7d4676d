"""The starter library, the customer agreement and the scaffold, as a careful reader would check them."""

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from clmctl.expression import names_of, parse
from clmctl.library.read import read_library
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import FieldType
from clmctl.text.dialect.filters import FILTERS
from clmctl.text.dialect.options import expand, marker_problems, options_of
from clmctl.text.dialect.placeholders import PARTY_ATTRIBUTES, find_placeholders
from clmctl.text.dialect.problems import problems
from clmctl.text.fields.tables import RELATIONS
from clmctl.text.fields.values import parse_value
from clmctl.text.files.settings import read_settings

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "clause_library"
TEMPLATE = ROOT / "templates" / "customer-agreement"
SCAFFOLD = yaml.safe_load((ROOT / "templates" / "workspace" / "clmctl.yaml").read_text("utf-8"))
#: The clauses that every customer contract must hold.
EIGHT = {
    "scope",
    "data-protection",
    "communication-channels",
    "service-levels",
    "performance-measurement",
    "termination",
    "dispute-resolution",
    "intellectual-property",
}
#: What each of them must answer.
ELEMENTS = {
    "scope": "activities goals objectives kpis alignment exclusions",
    "data-protection": "purposes data-types consent access rectification erasure roles security encryption access-control backups"
    " training sub-processors processing-agreements third-parties retention deletion breach-customer breach-authority",
    "communication": "channels response-times availability escalation records",
    "service-levels": "targets hours escalation metrics credits",
    "performance": "kpis reviews reports remediation",
    "termination": "convenience cause cure consequences data-return",
    "disputes": "negotiation mediation forum law",
    "intellectual-property": "ownership licence-to-customer licence-to-supplier feedback",
}
ANCHOR = re.compile(r"\{#([\w-]+)\}")
REFERENCE = re.compile(r"\[(?:Section|Clause|Schedule)\]\(#([\w-]+)\)")
DEFINITION = re.compile(r'\*\*"([^"]+)"\*\*')
#: The countries and states for whose law there are positions of their own.
COUNTRIES = ("England", "German", "France", "French", "New York", "California", "Delaware")
#: Words of old legal writing, of Latin and of templates nobody finished.
FORBIDDEN = (
    r"\bshall\b|\bhere(?:in|of|to|by|under|after)\b|\bthere(?:in|of|under)\b|\bwhere(?:as|of)\b|\baforesaid\b|\bwitnesseth\b"
    r"|\bnotwithstanding\b|\bprovided that\b|\band/or\b|\binter alia\b|\bmutatis\b|\bpro rata\b|\bper annum\b|\bbona fide\b"
    r"|\bforce majeure\b|\be\.g\.|\bi\.e\.|\betc\b|\bnull and void\b|\bterms and conditions\b|\bfull and\b|\bany and all\b"
    r"|\b(?:he|she|his|him|her|chairman)\b|\bpromptly\b|\bforthwith\b|\bbest (?:endeavours|efforts)\b|\breasonabl[ey]\b"
    r"|\[insert|\[●|\bTBD\b|\bTBC\b|\bXX+\b|_{3,}|\[\s*\]|\bguarantees? that\b"
)


@dataclass(frozen=True)
class Position:
    """One variant file: its clause, name, front matter and text."""

    clause: str
    name: str
    front: dict[str, Any]
    text: str

    @property
    def label(self) -> str:
        return f"{self.clause}/{self.name}"

    def expansions(self) -> Iterator[str]:
        """The text with every combination of its options."""
        names = options_of(self.text)
        for on in itertools.product((True, False), repeat=len(names)):
            yield expand(self.text, dict(zip(names, on, strict=True)))


def read_positions() -> tuple[Position, ...]:
    found = []
    for path in sorted(LIBRARY.glob("*/*.md")):
        if "." in path.stem:
            continue  # a translation, which test_library_translations reads beside its original
        _, front, text = path.read_text("utf-8").split("---\n", 2)
        found.append(Position(path.parent.name, path.stem, yaml.safe_load(front), text))
    return tuple(found)


POSITIONS = read_positions()
CLAUSES = {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(LIBRARY.glob("*/clause.yaml"))}
COVERAGE = yaml.safe_load((LIBRARY / "coverage.yaml").read_text("utf-8"))["elements"]
DRAWN = yaml.safe_load((TEMPLATE / "template.yaml").read_text("utf-8"))
TEMPLATES = {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in sorted(ROOT.glob("templates/*/template.yaml"))}
FRAMES = "".join(path.read_text("utf-8") for path in sorted(ROOT.glob("templates/*/*.md")))
ROWS = {name: rows for template in TEMPLATES.values() for name, rows in template.get("rows", {}).items()}
ORDER = [entry["clause"] for entry in DRAWN["clauses"]]
FRAME = {name: (TEMPLATE / f"{name}.md").read_text("utf-8") for name in ("preamble", "closing")}


SETTINGS, TROUBLES = read_settings({"clmctl.yaml": (ROOT / "templates" / "workspace" / "clmctl.yaml").read_bytes()})
assert SETTINGS is not None
CATALOGUE = SETTINGS.catalogue
OWN_FIELDS = tuple(field for field in CATALOGUE.fields if field.path not in {built_in.path for built_in in BUILT_IN})
NAMES = names_of(CATALOGUE, SETTINGS.conditions, SETTINGS.currency)

each_position = pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.label)
each_clause = pytest.mark.parametrize("clause", sorted(CLAUSES))


def ladder(clause: str) -> dict[str, Position]:
    return {position.name: position for position in POSITIONS if position.clause == clause}


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text on one line each, without headings, markers, anchors and list numbers."""
    found = []
    for block in re.split(r"\n\s*\n|\n\s*(?=1\. )", text):
        words = " ".join(line.strip() for line in block.split("\n") if not line.startswith("#"))
        words = re.sub(r"^1\. ", "", ANCHOR.sub("", words).strip())
        words = " ".join(re.sub(r"\{\?!?\w+\}|\{/\}", "", words).split())
        if words:
            found.append(words)
    return found


def test_the_librarys_own_reader_finds_nothing_wrong() -> None:
    paths = [path for folder in ("clause_library", "templates") for path in (ROOT / folder).rglob("*") if path.is_file()]
    library, findings = read_library({path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths})
    assert findings == ()
    assert set(library.clauses) == set(CLAUSES)
    assert set(library.templates) == set(TEMPLATES)
    assert len(library.coverage) == len(COVERAGE)


def test_every_folder_of_the_library_is_a_clause() -> None:
    assert set(CLAUSES) == {path.name for path in LIBRARY.iterdir() if path.is_dir() and path.name != "language"}
    assert set(CLAUSES) >= EIGHT
    assert {position.clause for position in POSITIONS} == set(CLAUSES)


@each_clause
def test_a_clause_has_a_ladder_whose_rungs_differ(clause: str) -> None:
    rungs = ladder(clause)
    assert "standard" in rungs
    assert "fallback-1" in rungs
    if clause in EIGHT:
        assert "last-resort" in rungs
    fallbacks = sorted(name for name in rungs if name.startswith("fallback-"))
    assert fallbacks == [f"fallback-{number}" for number in range(1, len(fallbacks) + 1)]
    for one, other in itertools.combinations(rungs.values(), 2):
        changed = set(paragraphs(one.text)) ^ set(paragraphs(other.text))
        assert len(" ".join(changed).split()) >= 30, f"{one.label} and {other.name} hardly differ"
    assert len({position.text.split("\n", 1)[0] for position in rungs.values()}) == 1, "one heading for every rung"


@each_clause
def test_a_clause_tells_a_negotiator_what_to_do(clause: str) -> None:
    told = CLAUSES[clause]
    people = {person["id"] for person in SCAFFOLD["people"]}
    assert told["title"]
    assert told["category"]
    assert told["owner"] in people
    assert isinstance(told["review_by"], date)
    assert told["review_by"].year == 2027
    assert told["mandatory_for"] == (["msa"] if clause in EIGHT else [])
    assert len(told["guidance"]["why"].split()) >= 15
    assert len(told["guidance"]["concede"].split()) >= 12
    assert len(told["guidance"]["if_they_say"]) >= 2
    assert all(entry["say"] and entry["answer"] for entry in told["guidance"]["if_they_say"])
    assert len(told["red_flags"]) >= 2
    assert len(told["unacceptable"]) >= 2
    assert all(entry["phrase"] and entry["why"] and entry["instead"] for entry in told["unacceptable"])
    named = {*told.get("depends_on", ()), *told.get("incompatible_with", ())}
    assert named <= set(CLAUSES) - {clause}
    for rung in re.findall(r"fallback-\d|last resort", str(told["guidance"])):
        assert rung.replace(" ", "-") in ladder(clause), f"the guidance of {clause} names {rung}"


@each_position
def test_a_positions_front_matter_is_complete(position: Position) -> None:
    front = position.front
    assert set(front) <= {"version", "status", "when", "approval", "jurisdictions", "options"}
    assert front["version"] == 1
    assert front["status"] == "approved"
    approvers = {person["id"] for person in SCAFFOLD["people"]}
    if position.name == "standard":
        assert "approval" not in front
        assert "when" not in front
    else:
        assert front["approval"] in approvers
    if "when" in front:
        parse(front["when"], NAMES)
    for law in front.get("jurisdictions", ()):
        assert any(country in law for country in COUNTRIES), law


@each_position
def test_options_in_the_text_are_those_declared(position: Position) -> None:
    assert list(marker_problems(position.text)) == []
    assert set(position.front.get("options", {})) == set(options_of(position.text))
    assert len(options_of(position.text)) <= 6
    for text in position.expansions():
        assert "{?" not in text
        assert "{/" not in text
        assert not re.search(r"\*\*\s*\n\s*\n", text), "a heading of a paragraph without the paragraph"


@each_position
def test_anchors_are_unique_and_begin_with_the_clause(position: Position) -> None:
    anchors = ANCHOR.findall(position.text)
    assert len(anchors) == len(set(anchors))
    assert all(anchor.startswith(f"{position.clause}-") for anchor in anchors)
    assert position.text.startswith("## ")
    assert ANCHOR.search(position.text.split("\n", 1)[0]) is None


@each_position
def test_every_rung_has_the_anchors_of_the_standard(position: Position) -> None:
    standard = set(ANCHOR.findall(ladder(position.clause)["standard"].text))
    assert standard <= set(ANCHOR.findall(position.text))


def test_coverage_names_every_element() -> None:
    ids = [element["id"] for element in COVERAGE]
    assert len(ids) == len(set(ids))
    needed = {element["id"] for element in COVERAGE if "msa" in element["required_for"]}
    assert needed == {f"{area}.{name}" for area, names in ELEMENTS.items() for name in names.split()}
    assert all(element["title"] and element["answers"] for element in COVERAGE)


@pytest.mark.parametrize("element", COVERAGE, ids=lambda element: element["id"])
def test_an_element_stands_in_every_rung_whatever_the_options(element: dict[str, Any]) -> None:
    for answer in element["answers"]:
        clause, _, anchor = answer.partition("#")
        for position in ladder(clause).values():
            for text in position.expansions():
                assert f"{{#{anchor}}}" in text, f"{position.label} lacks {anchor}"
                words = re.split(r"\n\s*\n|\n\s*1\. \{#", text.split(f"{{#{anchor}}}")[1])[0]
                assert len(re.sub(r"\*\*.*?\*\*|\*.*?\*", "", words).split()) >= 8, f"{position.label}: {anchor} says nothing"


@each_position
def test_references_reach_a_clause_the_text_depends_on(position: Position) -> None:
    allowed = {position.clause, *CLAUSES[position.clause].get("depends_on", ())}
    for target in REFERENCE.findall(position.text):
        owner = next((c for c in sorted(CLAUSES, key=len, reverse=True) if target == c or target.startswith(f"{c}-")), "")
        assert owner in allowed, f"{position.label} refers to {target}: add {owner or 'its clause'} to depends_on"
        for other in ladder(owner).values():
            assert target == owner or f"{{#{target}}}" in other.text, f"{other.label} has no {target}"
    if position.name == "standard":
        used = "".join(rung.text for rung in ladder(position.clause).values())
        for needed in CLAUSES[position.clause].get("depends_on", ()):
            terms = DEFINITION.findall(ladder(needed)["standard"].text)
            assert f"(#{needed}" in used or any(term.removesuffix("s") in used for term in terms), (
                f"nothing in {position.clause} needs {needed}"
            )


@each_position
def test_no_position_holds_unacceptable_language(position: Position) -> None:
    text = " ".join(position.text.casefold().split())
    for clause, told in CLAUSES.items():
        for entry in told["unacceptable"]:
            assert entry["phrase"].casefold() not in text, f"{position.label} says what {clause} calls unacceptable"


@each_position
def test_the_language_is_plain_and_finished(position: Position) -> None:
    assert re.findall(FORBIDDEN, position.text, re.IGNORECASE) == []
    prose = re.sub(
        r"\{\{.*?\}\}|\{#[\w-]+\}|\{\?!?\w+\}|Regulation \(EU\) 2016/679|\b20\d\d\b|Priority \d|\n\s*1\. ", " ", position.text
    )
    assert re.findall(r"\d+", re.sub(r"Act 20\d\d|ISO/IEC \d+", " ", prose)) == [], "numbers come from fields"


@each_position
def test_sentences_can_be_read_in_one_breath(position: Position) -> None:
    lengths = []
    for text in position.expansions():
        for paragraph in paragraphs(text):
            plain = re.sub(r"\{\{.*?\}\}", "value", paragraph)
            lengths += [(len(s.split()), s) for s in re.split(r"(?<=[.:;!?])\s+", plain) if not s.startswith("**")]
    longest = max(lengths)
    assert longest[0] <= 60, longest
    assert sum(length for length, _ in lengths) / len(lengths) <= 24, "too long on average"


def test_no_two_clauses_say_the_same_thing() -> None:
    said: dict[str, set[str]] = {}
    for position in POSITIONS:
        for paragraph in paragraphs(position.text):
            for sentence in re.split(r"(?<=[.;])\s+", re.sub(r"\*\*.*?\*\*", "", paragraph)):
                if len(sentence.split()) >= 9 and not sentence.startswith("{{"):
                    said.setdefault(sentence.casefold().strip(" .;"), set()).add(position.clause)
    assert {sentence: clauses for sentence, clauses in said.items() if len(clauses) > 1} == {}


def is_known(path: str) -> bool:
    party = re.fullmatch(r"parties\.(\w+)\.(\w+)", path)
    if party:
        return party[1] in DRAWN["roles"] and party[2] in PARTY_ATTRIBUTES
    if path.startswith("relations."):
        return path.removeprefix("relations.") in RELATIONS
    return path in CATALOGUE.by_path or path in ROWS or path in ("parties", "signatures", "changes")


@each_position
def test_placeholders_print_fields_that_exist(position: Position) -> None:
    for found, line in find_placeholders(position.text):
        where = f"{position.label}:{line}: {found.path}"
        assert is_known(found.path), where
        if found.filter == "table":
            columns = {argument.partition("=")[0] for argument in found.args}
            for row in () if found.path == "changes" else ROWS[found.path]:
                assert columns == set(row), where
        elif found.filter:
            field = CATALOGUE.by_path[found.path]
            assert field.type in FILTERS[found.filter].types, where
        elif found.path in CATALOGUE.by_path:
            assert CATALOGUE.by_path[found.path].type not in (FieldType.DURATION, FieldType.INTEGER, FieldType.BOOLEAN), where


@each_position
def test_the_dialect_holds_every_position(position: Position) -> None:
    assert problems(position.text, options=options_of(position.text), whole=False) == ()


def drawn_text(*, on: bool, **rungs: str) -> str:
    """The agreement as one document, with all options on or off and the clauses named at another rung than the standard."""
    texts = []
    for clause in ORDER:
        text = ladder(clause)[rungs.get(clause.replace("-", "_"), "standard")].text
        heading, _, body = expand(text, dict.fromkeys(options_of(text), on)).partition("\n")
        texts.append(f"{heading} {{#{clause}}}\n{body}")
    return "\n".join([FRAME["preamble"], *texts, FRAME["closing"]])


@pytest.mark.parametrize("on", [True, False])
def test_every_reference_in_the_agreement_arrives(on: bool) -> None:
    for position in POSITIONS:
        text = drawn_text(on=on, **{position.clause.replace("-", "_"): position.name})
        assert [found for found in problems(text) if found.subject != "title"] == [], position.label


def test_defaults_are_values_of_their_fields() -> None:
    for path, text in DRAWN["defaults"].items():
        assert isinstance(text, str), f"{path}: quote it, so that YAML leaves it alone"
        parse_value(CATALOGUE.by_path[path], text)
    for rows in DRAWN["rows"].values():
        assert all(isinstance(cell, str) and cell for row in rows for cell in row.values())


def test_every_own_field_is_used_and_explained() -> None:
    texts = [path.read_text("utf-8") for path in sorted(LIBRARY.glob("*/*.md"))]
    printed = {found.path for text in (*texts, FRAMES) for found, _ in find_placeholders(text)}
    placed = [entry for template in TEMPLATES.values() for entry in template["clauses"]]
    conditions = " ".join(str(value) for entry in placed for value in (entry.get("when"), *entry.get("options", {}).values()))
    for field in OWN_FIELDS:
        assert len(field.help.split()) >= 5, field.path
        assert field.path in printed or field.path in conditions, f"nothing uses {field.path}"


def test_the_template_draws_clauses_that_exist_and_settles_their_options() -> None:
    assert len(ORDER) == len(set(ORDER))
    assert set(ORDER) <= set(CLAUSES)
    for entry in DRAWN["clauses"]:
        rungs = ladder(entry["clause"])
        chosen = [entry.get("variant", "standard"), *(choice["variant"] for choice in entry.get("choose", ()))]
        assert set(chosen) <= set(rungs)
        options = {name for variant in chosen for name in options_of(rungs[variant].text)}
        assert set(entry.get("options", {})) == options, f"{entry['clause']}: every option hangs on the deal"


def test_conditions_and_queries_can_be_read() -> None:
    for entry in DRAWN["clauses"]:
        for condition in (entry.get("when", ""), *(choice["when"] for choice in entry.get("choose", ()))):
            if condition:
                parse(condition, NAMES)
        for condition in entry.get("options", {}).values():
            parse(condition, NAMES)
    for told in CLAUSES.values():
        if told.get("mandatory_when"):
            parse(told["mandatory_when"], NAMES)
    for condition in SCAFFOLD["conditions"].values():
        parse(condition, NAMES)
    for query in SCAFFOLD["queries"].values():
        assert query["help"]
        parse(query["where"], NAMES)
        for name in (*query["select"], *query["sort"]):
            assert NAMES.find(name), name


def test_a_person_gives_what_the_texts_print_or_a_default_does() -> None:
    given = {*DRAWN["asks"], *DRAWN["defaults"], *DRAWN["rows"], "id", "parties", "signatures"}
    rules = [rule for entry in DRAWN["clauses"] for rule in (entry.get("when", ""), *entry.get("options", {}).values())]
    given |= {path for rule in rules for path in re.findall(r"([a-z_.]+) is known", str(rule))}
    ours = {f"parties.{DRAWN['our_role']}.{name}" for name in SCAFFOLD["organisation"]}
    texts = list(FRAME.values())
    for entry in DRAWN["clauses"]:
        chosen = [entry.get("variant", "standard"), *(choice["variant"] for choice in entry.get("choose", ()))]
        texts += [ladder(entry["clause"])[variant].text for variant in chosen]
    printed = {found.path for text in texts for found, _ in find_placeholders(text)}
    assert printed - given - ours == set()
    for path in (*DRAWN["asks"], *DRAWN["defaults"]):
        assert is_known(path), path
    assert len(DRAWN["asks"]) <= 25


def uses(text: str, term: str, terms: list[str]) -> list[int]:
    """Where a term stands, in singular or plural, and not as a part of a longer term."""
    longer = "|".join(re.escape(other) for other in terms if other != term and re.search(rf"\b{re.escape(term)}\b", other))
    if longer:
        text = re.sub(longer, lambda match: "-" * len(match[0]), text)
    return [match.start() for match in re.finditer(rf"\b{re.escape(term.removesuffix('s'))}s?\b", text)]


def test_a_term_is_defined_once_and_before_it_is_used() -> None:
    """In the customer agreement, with any one clause at any rung."""
    standard = {clause: ladder(clause)["standard"] for clause in ORDER}
    for position in POSITIONS:
        drawn = {**standard, position.clause: position}
        names = {name for one in drawn.values() for name in options_of(one.text)}
        text = "\n".join(
            [FRAME["preamble"], *(expand(drawn[c].text, dict.fromkeys(names, True)) for c in ORDER), FRAME["closing"]]
        )
        text = re.sub(r"\{\{.*?\}\}|^#+ .*$|\*\*[A-Z][^*\"]*\*\*", " ", text, flags=re.MULTILINE)
        terms = DEFINITION.findall(text)
        assert [term for term, count in Counter(terms).items() if count > 1 and term != "GDPR"] == [], position.label
        for term in terms:
            defined = text.index(f'**"{term}"**')
            found = uses(text, term, terms)
            assert found[0] >= defined, (
                f"{position.label}: {term} is used before it is defined: {text[found[0] - 60 : found[0] + 20]!r}"
            )
            assert len(found) >= 2 or position.name != "standard", f"{term} is defined and never used"


def test_the_agreement_has_the_length_of_a_contract_people_read() -> None:
    words = sum(len(" ".join(paragraphs(text)).split()) for text in FRAME.values())
    for entry in DRAWN["clauses"]:
        if "when" in entry:
            continue  # drawn where a person asks for it
        text = ladder(entry["clause"])["standard"].text
        names = options_of(text)
        words += len(" ".join(paragraphs(expand(text, dict.fromkeys(names, True)))).split())
    assert 5000 <= words <= 8500


def test_the_frame_names_the_parties_and_is_signed() -> None:
    assert FRAME["preamble"].startswith("# ")
    assert '{{ parties | parties("supplier=Supplier", "customer=Customer") }}' in FRAME["preamble"].split("\n")
    assert "short_name" not in FRAME["preamble"], "a party that has two names is defined twice"
    assert "{{ signatures }}" in FRAME["closing"].split("\n")
    assert FRAME["closing"].startswith("# "), "a heading of its own, so that no clause swallows it"
    for text in FRAME.values():
        assert re.findall(FORBIDDEN, text, re.IGNORECASE) == []


def test_the_library_says_that_it_is_no_legal_advice() -> None:
    readme = (LIBRARY / "README.md").read_text("utf-8")
    assert "not legal advice" in readme
    assert "tailor" in readme


def test_the_scaffold_uses_example_people_only() -> None:
    assert TROUBLES == ()
    assert len(OWN_FIELDS) == len(SCAFFOLD["fields"])
    text = (ROOT / "templates" / "workspace" / "clmctl.yaml").read_text("utf-8") + (TEMPLATE / "template.yaml").read_text("utf-8")
    assert {match.rsplit("@", 1)[1] for match in re.findall(r"[\w.-]+@[\w.-]+", text)} == {"example.org"}
    roles = {"contract-manager", "account-manager", "legal-lead", "finance-lead", "data-protection-officer", "service-lead"}
    assert {person["id"] for person in SCAFFOLD["people"]} == roles
    assert {person["role"] for person in SCAFFOLD["people"]} <= {"viewer", "editor", "librarian", "approver", "admin"}
    assert set(SCAFFOLD["calendars"]) == {"england", "germany"}
    assert SCAFFOLD["default_calendar"] in SCAFFOLD["calendars"]
