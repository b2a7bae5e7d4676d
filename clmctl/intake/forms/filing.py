"""A form's clauses as files of the library: clause folders, the template, lines of the ledger, fields of the settings."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from clmctl.intake.forms.blanks import without_blanks
from clmctl.intake.forms.fields import Fields
from clmctl.intake.forms.outline import Outline, Section
from clmctl.intake.forms.roles import Roles
from clmctl.intake.forms.variables import cover_words
from clmctl.intake.forms.writing import paragraphs, written
from clmctl.library.ledger import with_line
from clmctl.library.variants import variant_path
from clmctl.model.clause import LedgerEntry
from clmctl.model.field import Field
from clmctl.model.frozen import frozen
from clmctl.model.library import Library
from clmctl.model.settings import Settings
from clmctl.text.comparing.digest import clause_digest
from clmctl.text.dialect.escaping import escaped
from clmctl.text.dialect.options import options_of
from clmctl.text.dialect.problems import problems
from clmctl.text.yaml.edit import append_item, append_items, set_key
from clmctl.text.yaml.frontmatter import dump, load

SETTINGS = "clmctl.yaml"


@frozen
class Intake:
    """How a form is to be taken in: the template's name, who approves its text when and why, the contract type (empty: by
    its title), our role (empty: the one that provides)."""

    template: str
    by: str
    on: date
    why: str
    kind: str = ""
    our_role: str = ""


@frozen
class Source:
    """Where clauses come from: the form's file and title, what it says of its licence, its whole text and its language."""

    file: str
    title: str
    licence: str
    text: str
    lang: str = "en"


@frozen
class _Opening:
    """What a template says around a form's own words: who makes the agreement, what the parties are called, who signs."""

    between: str
    named: str
    called: str
    together: str
    signatures: str


#: In a language without an entry the parties stand under the number, without a sentence of ours.
_OPENINGS: Mapping[str, _Opening] = MappingProxyType(
    {
        "en": _Opening("This agreement, number {{ id }}, is made between:", "In this agreement", "is", "and", "Signatures"),
        "de": _Opening(
            "Dieser Vertrag mit der Nummer {{ id }} wird geschlossen zwischen:",
            "In diesem Vertrag",
            "ist",
            "und",
            "Unterschriften",
        ),
        "fr": _Opening("Le présent contrat, numéro {{ id }}, est conclu entre :", "Dans ce contrat", "est", "et", "Signatures"),
    }
)
_WORDLESS = _Opening("{{ id }}", "", ":", "·", "Signatures")


def clause_files(
    section: Section, source: Source, intake: Intake, fields: Fields, library: Library
) -> tuple[dict[str, bytes], LedgerEntry, tuple[str, ...]]:
    """The files of a clause, the ledger's line that approves its text, and remarks on what a person should look at."""
    body = written(section)
    found = problems(body, options=options_of(body), whole=False)
    notes = [f"{section.id}, line {finding.place.line}: {finding.message} {finding.hint}" for finding in found]
    front: dict[str, object] = {"version": 1, "status": "approved"}
    if options := options_of(body):
        front["options"] = {option: f"Stands when {fields.switches[option]}." for option in options}
    said = _clause(section, source, intake)
    if accepts := _unacceptable(body, library):
        said["accepts"] = accepts
        words = ", ".join(f'"{phrase}"' for phrase in accepts)
        notes.append(f"{section.id} holds {words}, unacceptable elsewhere; importing accepts it in this text as it stands")
    files = {
        f"clause_library/{section.id}/clause.yaml": dump(said).encode(),
        variant_path(section.id, "standard", source.lang): f"---\n{dump(front)}---\n\n{body}".encode(),
    }
    why = intake.why.strip() or f"imported from {source.file}"
    entry = LedgerEntry(
        section.id, "standard", source.lang, 1, clause_digest(body, clause=section.id), intake.by, intake.on, why=why
    )
    return files, entry, tuple(notes)


def _clause(section: Section, source: Source, intake: Intake) -> dict[str, object]:
    why = f"The clause stands as {source.title} has it, imported from {source.file} on {intake.on.isoformat()}."
    if source.licence:
        why += f" The form says of itself: {source.licence[:600]}"
    guidance = {"why": why}
    if section.hint:
        guidance["concede"] = f"The form's hint: {section.hint}"
    review = date(intake.on.year + 1, intake.on.month, min(intake.on.day, 28))
    return {"title": section.title, "category": "published form", "owner": intake.by, "review_by": review, "guidance": guidance}


def _unacceptable(text: str, library: Library) -> list[str]:
    """The library's unacceptable phrases that the text holds."""
    phrases = {phrase.phrase for clause in library.clauses.values() for phrase in clause.unacceptable}
    return sorted(
        phrase
        for phrase in phrases
        if re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, phrase.split())) + r"(?!\w)", text, re.IGNORECASE)
    )


def with_entries(ledger: bytes | None, entries: Sequence[LedgerEntry]) -> bytes:
    """The ledger with a line for each approved text."""
    for entry in entries:
        ledger = with_line(ledger, entry)
    return ledger or b""


def template_files(
    sections: Sequence[Section], form: Outline, source: Source, intake: Intake, fields: Fields
) -> Mapping[str, bytes]:
    """The template that draws the clauses in the form's order, with the texts before and after them."""
    clauses: list[dict[str, object]] = []
    for section in sections:
        entry: dict[str, object] = {"clause": section.id}
        if section.schedule:
            entry["schedule"] = section.schedule
        if when := _when(section, fields):
            entry["when"] = when
        if options := options_of(written(section)):
            entry["options"] = {option: fields.switches[option] for option in options}
        clauses.append(entry)
    said = {
        "title": source.title,
        "type": intake.kind,
        "description": f"Imported from the form {source.file}. {source.licence[:300]}".strip(),
        "complete": True,
        "languages": [source.lang],
        "our_role": fields.roles.ours,
        "roles": list(fields.roles.roles),
        "asks": fields.asks,
        "defaults": {"title": source.title, **fields.defaults},
        "clauses": clauses,
    }
    folder = f"templates/{intake.template}"
    scheduled = any(section.schedule for section in sections)
    return {
        f"{folder}/template.yaml": dump(said).encode(),
        f"{folder}/preamble.md": _preamble(form, source, fields, scheduled=scheduled).encode(),
        f"{folder}/closing.md": _closing(form, source.lang).encode(),
    }


def _when(section: Section, fields: Fields) -> str:
    """The condition of a clause all of whose paragraphs stand under one: without any of them there is no clause."""
    conditions = [fields.switches[node.option] for node in section.nodes if node.option]
    if len(conditions) < len(section.nodes) or any(" = " in condition for condition in conditions):
        return ""
    return " or ".join(dict.fromkeys(conditions))


def _preamble(form: Outline, source: Source, fields: Fields, *, scheduled: bool) -> str:
    words = _OPENINGS.get(source.lang, _WORDLESS)
    lines = [f"# {escaped(source.title)}", words.between, "{{ parties | parties }}"]
    if said := _names(fields.roles, words):
        lines.append(f"{words.named} {said}.".lstrip())
    if scheduled and fields.key_terms:
        pages = [f"the {page}" for page in cover_words(source.text)]
        named = " and ".join([", ".join(pages[:-1]), pages[-1]]).removeprefix(" and ") if pages else ""
        tail = f"\nThis page and that schedule are {named} of this agreement." if pages else ""
        lines.append(f"[Schedule](#schedule-1) gives the variables of this agreement their values.{tail}")
    if form.title and without_blanks(form.title).strip(" *") != source.title:
        lines.append(f"**{escaped(form.title)}**")
    if form.intro:
        lines.append(paragraphs(form.intro))
    return "\n\n".join(line.strip("\n") for line in lines) + "\n"


def _names(roles: Roles, words: _Opening) -> str:
    """What the form calls the parties, where it names them."""
    pairs = zip(roles.roles, roles.names, strict=True)
    called = (f'{{{{ parties.{role}.legal_name }}}} {words.called} **"{name}"**' for role, name in pairs if name)
    return f" {words.together} ".join(called)


def _closing(form: Outline, lang: str) -> str:
    heading = _OPENINGS.get(lang, _WORDLESS).signatures
    return f"# {heading}\n\n{{{{ signatures }}}}\n" + ("\n" + paragraphs(form.closing) if form.closing else "")


def with_fields(data: bytes, fields: Fields, kind: str, settings: Settings) -> bytes:
    """The workspace's settings with the form's fields and its contract type, every other byte as it was."""
    data = append_items(data, "fields", (_described(field) for field in fields.new.values()))
    if kind in settings.contract_types:
        return data
    if (load(SETTINGS, data)[0] or {}).get("contract_types"):
        return append_item(data, "contract_types", kind)
    return set_key(data, "contract_types", [*settings.contract_types, kind])


def _described(field: Field) -> dict[str, object]:
    """A field as the settings describe it."""
    said: dict[str, object] = {"path": field.path, "type": field.type.value}
    if field.choices:
        said["choices"] = list(field.choices)
    return said | {"client_safe": True, "help": field.help}
