"""The library from its files: clauses, positions, ledger, coverage and templates, with a finding for whatever is malformed."""

import hashlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from clmctl.library.ledger import LEDGER, read_ledger
from clmctl.library.templates import read_template
from clmctl.library.variants import read_variant
from clmctl.model.clause import Clause, Guidance, Unacceptable, Variant
from clmctl.model.finding import Finding
from clmctl.model.library import CoverageElement, Library
from clmctl.model.place import Place
from clmctl.text.fields.tables import CLAUSE, COVERAGE
from clmctl.text.fields.troubles import Trouble, did_you_mean, findings_of, one_of
from clmctl.text.yaml.frontmatter import load

COVERAGE_PATH = "clause_library/coverage.yaml"
_LADDER = {"standard": 0, "last-resort": 1000}


def read_library(files: Mapping[str, bytes]) -> tuple[Library, tuple[Finding, ...]]:
    """The library in the files of `clause_library/` and `templates/` (path -> bytes; others are not read), and findings.

    What cannot be read is left out. Variants come in the order of the ladder: standard, fallbacks, last resort; then by
    language. `digest` names the content of all the files that count.
    """
    counted = {path: data for path, data in sorted(files.items()) if _counts(path)}
    findings: list[Finding] = []
    clauses: dict[str, Clause] = {}
    for folder in dict.fromkeys(
        path.split("/")[1] for path in counted if path.startswith("clause_library/") and path.count("/") > 1
    ):
        clause = _clause(folder, counted, findings)
        if clause is not None:
            clauses[folder] = clause
    for clause in clauses.values():
        _check(clause, clauses, counted, findings)
    ledger, found = read_ledger(LEDGER, counted.get(LEDGER, b""))
    findings += found
    coverage = _coverage(counted.get(COVERAGE_PATH, b""), clauses, findings)
    templates = {}
    for path in counted:
        if path.startswith("templates/") and path.endswith("/template.yaml"):
            folder = path.rpartition("/")[0]
            template, found = read_template(folder, counted, clauses)
            findings += found
            if template is not None:
                templates[template.id] = template
    library = Library(MappingProxyType(clauses), MappingProxyType(templates), ledger, coverage, _digest(counted))
    return library, tuple(sorted(findings, key=lambda f: (f.place.path, f.place.line, f.place.column)))


def _counts(path: str) -> bool:
    """Text files of the library; style documents and hidden files are no part of it."""
    parts = path.split("/")
    if any(part.startswith(".") for part in parts):
        return False
    if parts[0] == "clause_library":
        return path in (LEDGER, COVERAGE_PATH) or (
            len(parts) in (3, 4) and parts[1] != "language" and path.endswith((".md", ".yaml"))
        )
    if parts[0] == "templates" and len(parts) == 4:
        return parts[2] == "superseded" and re.fullmatch(r"(?:preamble|closing)-[\w-]+\.md", parts[3]) is not None
    return parts[0] == "templates" and len(parts) == 3 and parts[2] in ("template.yaml", "preamble.md", "closing.md")


def _digest(files: Mapping[str, bytes]) -> str:
    whole = hashlib.sha256()
    for path, data in files.items():
        whole.update(f"{path}\0{len(data)}\0".encode())
        whole.update(data)
    return f"sha256:{whole.hexdigest()}"


def _clause(folder: str, files: Mapping[str, bytes], findings: list[Finding]) -> Clause | None:
    """The clause of a folder; without a readable `clause.yaml` there is none, but its variants are checked all the same."""
    root = f"clause_library/{folder}/"
    path = f"{root}clause.yaml"
    variants: list[Variant] = []
    superseded: list[Variant] = []
    for name, data in files.items():
        if name.startswith(root) and name.endswith(".md"):
            variant, found = read_variant(name, data, folder)
            findings += found
            if variant is not None:
                (superseded if name.startswith(f"{root}superseded/") else variants).append(variant)
    if path not in files:
        hint = "Say title, owner and review_by of the clause in it."
        findings.append(
            Finding("FD609", "schema", "error", Place(path), f"The clause {folder} has no clause.yaml", hint, subject=folder)
        )
        return None
    values, found = load(path, files[path])
    findings += found
    if values is None:
        return None
    troubles: list[Trouble] = []
    said = CLAUSE.read_mapping(values, (), troubles)
    findings += findings_of(path, files[path], troubles)
    guidance: Mapping[str, Any] = said.get("guidance", {})
    return Clause(
        id=folder,
        title=said.get("title", folder),
        category=said.get("category", ""),
        owner=said.get("owner", ""),
        path=path,
        review_by=said.get("review_by"),
        mandatory_for=said.get("mandatory_for", ()),
        mandatory_when=said.get("mandatory_when", ""),
        depends_on=said.get("depends_on", ()),
        incompatible_with=said.get("incompatible_with", ()),
        exclusive=said.get("exclusive", True),
        guidance=Guidance(
            guidance.get("why", ""),
            guidance.get("concede", ""),
            tuple((entry["say"], entry["answer"]) for entry in guidance.get("if_they_say", ()) if len(entry) == 2),
        ),
        red_flags=said.get("red_flags", ()),
        unacceptable=tuple(Unacceptable(**{"why": "", **entry}) for entry in said.get("unacceptable", ()) if "phrase" in entry),
        variants=tuple(sorted(variants, key=_rung)),
        accepts=said.get("accepts", ()),
        superseded=tuple(sorted(superseded, key=lambda variant: (*_rung(variant), variant.version))),
    )


def _rung(variant: Variant) -> tuple[int, str]:
    return _LADDER.get(variant.name) or int(variant.name.rpartition("-")[2] if "-" in variant.name else 0), variant.lang


def _check(clause: Clause, clauses: Mapping[str, Clause], files: Mapping[str, bytes], findings: list[Finding]) -> None:
    """Clauses named by a clause must exist; a clause has a standard position."""
    troubles: list[Trouble] = []
    for key, names in (("depends_on", clause.depends_on), ("incompatible_with", clause.incompatible_with)):
        for number, name in enumerate(names):
            if name not in clauses:
                troubles.append(
                    Trouble(
                        (key, number),
                        f"There is no clause {name!r} in the library",
                        did_you_mean(name, clauses) or one_of(clauses),
                    )
                )
            elif name == clause.id:
                troubles.append(Trouble((key, number), f"{clause.id} names itself under {key}"))
    if not any(variant.name == "standard" for variant in clause.variants):
        troubles.append(Trouble((), f"The clause {clause.id} has no standard position", "Write it into standard.md."))
    findings += findings_of(clause.path, files[clause.path], troubles)


def _coverage(data: bytes, clauses: Mapping[str, Clause], findings: list[Finding]) -> tuple[CoverageElement, ...]:
    """The coverage map; every place it names must be an anchor in some position of that clause."""
    if not data:
        return ()
    values, found = load(COVERAGE_PATH, data)
    findings += found
    if values is None:
        return ()
    troubles: list[Trouble] = []
    elements: dict[str, CoverageElement] = {}
    for number, said in enumerate(COVERAGE.read_mapping(values, (), troubles).get("elements", ())):
        element = CoverageElement(
            said.get("id", ""), said.get("title", ""), said.get("required_for", ()), said.get("answers", ())
        )
        if element.id in elements:
            troubles.append(Trouble(("elements", number, "id"), f"The element {element.id} stands twice", "Keep one of the two."))
            continue
        for answer in element.answers:
            name, _, anchor = answer.partition("#")
            clause = clauses.get(name)
            if clause is None:
                message, hint = f"There is no clause {name!r} in the library", did_you_mean(name, clauses) or one_of(clauses)
            elif anchor != name and not any(f"{{#{anchor}" in variant.text for variant in clause.variants):
                message, hint = (
                    f"No position of {name} has the anchor #{anchor}",
                    "Put the anchor into the text, or name the one that is there.",
                )
            else:
                continue
            troubles.append(Trouble(("elements", number, "answers"), message, hint))
        elements[element.id] = element
    findings += findings_of(COVERAGE_PATH, data, troubles)
    return tuple(elements.values())
