"""Variant files: one position of a clause in one language, `clause_library/<clause>/<variant>[.<lang>].md`."""

import re
from types import MappingProxyType

from clmctl.model.clause import Variant
from clmctl.model.finding import Finding
from clmctl.model.place import Place
from clmctl.text.comparing.digest import clause_digest
from clmctl.text.dialect.options import marker_problems, options_of
from clmctl.text.fields.tables import VARIANT
from clmctl.text.fields.troubles import Trouble, did_you_mean, findings_of
from clmctl.text.yaml.frontmatter import read
from clmctl.text.yaml.lines import position

#: `standard.md`, `fallback-1.de.md`; in `superseded/` with the version behind: `standard.v1.md`, `standard.de.v1.md`.
_NAME = re.compile(
    r"(standard|fallback-[1-9][0-9]?|last-resort)(?:\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*))?(?:\.v([1-9][0-9]{0,5}))?\.md"
)
_ANCHOR = re.compile(r"\{#([^\s}]+)")


def variant_path(clause: str, name: str, lang: str = "en", superseded: int = 0) -> str:
    """Where the text of a position stands; with `superseded`, that earlier version of it."""
    folder = f"clause_library/{clause}/superseded" if superseded else f"clause_library/{clause}"
    return f"{folder}/{name}{'' if lang == 'en' else f'.{lang}'}{f'.v{superseded}' if superseded else ''}.md"


def read_variant(path: str, data: bytes, clause: str) -> tuple[Variant | None, tuple[Finding, ...]]:
    """The variant in a file's bytes and what is wrong with them; None where there is no text to be had."""
    match = _NAME.fullmatch(path.rpartition("/")[2])
    if match is None:
        hint = "Call it standard.md, fallback-1.md (2, 3 ...) or last-resort.md; another language is standard.de.md."
        name = path.rpartition("/")[2]
        return None, (
            Finding("FD609", "schema", "error", Place(path, 1, 1), f"{name} names no position of a clause", hint, subject=name),
        )
    front = read(path, data)
    if front.values is None:
        return None, front.findings
    troubles: list[Trouble] = []
    said = VARIANT.read_mapping(front.values, (), troubles)
    text = front.body.lstrip("\n")
    text_line = front.body_line + len(front.body) - len(text)
    variant = Variant(
        clause=clause,
        name=match[1],
        lang=match[2] or "en",
        version=said.get("version", 1),
        status=said.get("status", "draft"),
        text=text,
        digest=clause_digest(text, clause=clause),
        path=path,
        text_line=text_line,
        when=said.get("when", ""),
        approval=said.get("approval", ""),
        jurisdictions=said.get("jurisdictions", ()),
        options=MappingProxyType(said.get("options", {})),
    )
    if match[3] and "version" in said and int(match[3]) != variant.version:
        troubles.append(Trouble(("version",), f"The file is of version {match[3]}, its front matter says {variant.version}"))
    marked = options_of(text)
    for option in variant.options:
        if option not in marked:
            troubles.append(
                Trouble(("options", option), f"The text marks no option {option}", f"Mark it as {{?{option}}}...{{/}}.")
            )
    findings = [*front.findings, *findings_of(path, data, troubles), *_text_findings(variant, marked)]
    return variant, tuple(sorted(findings, key=lambda finding: (finding.place.line, finding.place.column)))


def _text_findings(variant: Variant, marked: tuple[str, ...]) -> list[Finding]:
    """What is wrong with the text itself: no heading, markers that do not pair, options and anchors of another name."""
    found: list[tuple[int, int, str, str]] = []
    if not re.match(r"## +\S", variant.text):
        found.append((1, 1, "The text must begin with its heading: ## Title", "Assembly adds the anchor."))
    found += [(line, column, message, "Write {?option}...{/}.") for line, column, message in marker_problems(variant.text)]
    for option in marked:
        if option not in variant.options:
            at = re.search(rf"\{{\?\s*!?\s*{re.escape(option)}\s*\}}", variant.text)
            line, column = position(variant.text, at.start() if at else 0)
            hint = did_you_mean(option, variant.options) or f"Say under options: what {option} does."
            found.append((line, column, f"The option {option} is not described in the front matter", hint))
    for anchor in _ANCHOR.finditer(variant.text):
        if anchor[1] != variant.clause and not anchor[1].startswith(f"{variant.clause}-"):
            line, column = position(variant.text, anchor.start())
            hint = f"Call it {variant.clause}-{anchor[1]}."
            found.append((line, column, f"The anchor {anchor[1]} does not begin with the clause's id {variant.clause}", hint))
    return [
        Finding(
            "FD609", "schema", "error", Place(variant.path, variant.text_line + line - 1, column), message, hint, subject=message
        )
        for line, column, message, hint in found
    ]
