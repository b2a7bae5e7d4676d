"""A published form turned into clauses, options, fields and a template of the library."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from clmctl.errors import UsageError
from clmctl.intake.forms.blanks import fill_blanks, fill_outside, without_blanks
from clmctl.intake.forms.fields import Fields
from clmctl.intake.forms.filing import SETTINGS, Intake, Source, clause_files, template_files, with_entries, with_fields
from clmctl.intake.forms.nesting import number
from clmctl.intake.forms.outline import Outline, Section, outline
from clmctl.intake.forms.reading import Part, read_parts
from clmctl.intake.forms.references import number_and_link
from clmctl.intake.forms.roles import roles_of
from clmctl.intake.forms.runs import text_of
from clmctl.intake.forms.stated import how_it_renews, take_stated
from clmctl.intake.forms.variables import cover_words, key_terms, key_terms_section, marked_words
from clmctl.intake.kinds import kind_of
from clmctl.intake.language import language_of_text
from clmctl.library.ledger import LEDGER
from clmctl.model.frozen import frozen
from clmctl.model.library import Library
from clmctl.model.settings import Settings
from clmctl.text.dialect.headings import schedule_name, slug
from clmctl.text.fields.shapes import SLUG
from clmctl.text.naming import plain_words

__all__ = ["LEDGER", "SETTINGS", "Intake", "Taken", "kind_of", "read_form"]

_GENERIC = re.compile(r"(?:standard |general )?(?:terms(?: (?:and|&) conditions)?|agreement|contract)(?: of .*)?", re.IGNORECASE)
_ITSELF = re.compile(r"\b[Tt]his ((?:[A-Z][\w-]+ ){1,6}(?:Agreement|Terms|Addendum|Contract|Policy))\b")
#: What a contract of every form is asked for, after the other party.
_ALWAYS = ("owner", "dates.effective", "term.length", "renewal.type", "renewal.length", "renewal.notice")


@frozen
class Taken:
    """What a form became: new files, files of the workspace as they are then, and remarks for the preview, files by path."""

    files: Mapping[str, bytes]
    edited: Mapping[str, bytes]
    notes: tuple[str, ...]


def read_form(
    name: str, data: bytes, intake: Intake, *, library: Library, settings: Settings, existing: Mapping[str, bytes]
) -> Taken:
    """The library files that a published Markdown form becomes, its text approved as it stands.

    `existing` are the bytes of `clmctl.yaml` and of the ledger (absent: there is none). Every word of the form stands in the
    clauses, in the texts before and after them or in the help of a field, or is named in the notes. Unreadable where the form
    cannot be read, UsageError where the template's name is taken or is none.
    """
    _check_name(intake.template, library)
    parts, found = read_parts(name, data)
    form = outline(parts, name)
    notes = [*found, *form.notes]
    text = _text(parts)
    title = _title(form, intake.template, text)
    if title not in form.title:
        notes.append(f'the form\'s title "{" ".join(form.title.split())}" became "{title}"')
    intake = replace(intake, kind=intake.kind or kind_of(title, intake.template))
    fields = Fields(settings, intake.template, roles_of(text, marked_words(form.sections), intake.our_role))
    if intake.our_role and intake.our_role != fields.roles.ours:
        hint = f"Its parties are {' and '.join(fields.roles.roles)}."
        raise UsageError(f"The form knows no party {intake.our_role!r}.", hint=hint)
    _ask_first(fields)
    for section in form.sections:
        _plain_heading(section, notes)
        fill_blanks(section, fields, notes)
        take_stated(section.nodes, fields, notes)
    fill_outside(form.intro, title, fields, notes)
    sections = _with_key_terms(form, text, fields)
    _take_renewal(fields, text, notes)
    _number(sections, notes)
    _identify(sections, intake.template, library)
    number_and_link(sections, notes)
    licence = " ".join(" ".join(text_of(node.runs) for node in form.closing).split())
    source = Source(name, title, licence, text, language_of_text(text) or "en")
    files: dict[str, bytes] = {}
    entries = []
    for section in sections:
        new, entry, remarks = clause_files(section, source, intake, fields, library)
        files |= new
        entries.append(entry)
        notes += remarks
    files |= template_files(sections, form, source, intake, fields)
    edited = {LEDGER: with_entries(existing.get(LEDGER), entries)}
    before = existing.get(SETTINGS, b"")
    if (after := with_fields(before, fields, intake.kind, settings)) != before:
        edited[SETTINGS] = after
    roles = " and ".join(fields.roles.roles)
    summary = (
        f"{len(sections)} clauses, {len(fields.new)} new fields, type {intake.kind}, {roles} (we are the {fields.roles.ours})"
    )
    return Taken(MappingProxyType(files), MappingProxyType(edited), (summary, *dict.fromkeys(notes)))


def _check_name(template: str, library: Library) -> None:
    if re.fullmatch(SLUG, template) is None:
        raise UsageError(f"{template!r} cannot be a template's name.", hint="Small letters, digits and hyphens: cloud-terms.")
    if template in library.templates:
        raise UsageError(f"There is a template {template} already.", hint="Choose another name, or delete its folder first.")


def _text(parts: Sequence[Part]) -> str:
    cells = [text_of(cell) for part in parts for row in part.rows for cell in row]
    return "\n".join([part.text for part in parts] + cells)


def _title(form: Outline, template: str, text: str) -> str:
    """What the form is called; where its title says nothing, what it calls itself."""
    title = without_blanks(form.title).strip(" *") if form.title.strip() else ""
    if title and schedule_name(title) is not None:
        title = ""  # `# Exhibit A` would begin a schedule, not a contract
    if title and not _GENERIC.fullmatch(title):
        return title
    named = _ITSELF.search(text)
    return named[1] if named else title or template.replace("-", " ").capitalize()


def _plain_heading(section: Section, notes: list[str]) -> None:
    """Takes the blanks out of a heading, which holds no field."""
    plain = without_blanks(section.title)
    if plain != section.title:
        notes.append(f'line {section.line}: the heading "{section.title}" became "{plain}"')
        section.title = plain


def _ask_first(fields: Fields) -> None:
    """What every contract is asked for: the other party, the owner, its dates and how it goes on."""
    for role in fields.roles.roles:
        if role != fields.roles.ours:
            for attribute in ("legal_name", "company_no", "jurisdiction", "address", "email"):
                fields.ask(f"parties.{role}.{attribute}")
    for path in _ALWAYS:
        fields.ask(path)


def _with_key_terms(form: Outline, text: str, fields: Fields) -> list[Section]:
    """The clauses in the order they will stand: the form's, its key terms as the first schedule, the form's schedules."""
    sections = [section for section in form.sections if not section.schedule]
    if terms := key_terms(form.sections, text, fields):
        section = key_terms_section(terms, "Key Terms", fields)
        section.schedule = (*cover_words(text), "Key Terms")[0]
        fields.key_terms = True
        sections.append(section)
    return sections + [section for section in form.sections if section.schedule]


def _take_renewal(fields: Fields, text: str, notes: list[str]) -> None:
    """Defaults for how the contract goes on, from the form's words or, where it is silent, named as ours."""
    kind = how_it_renews(text)
    fields.defaults.setdefault("renewal.type", kind or "manual")
    if not kind:
        notes.append("the form does not say that it renews: renewal.type is manual by default")
    length = fields.defaults.get("term.length", "P12M")
    for path, default in (("term.length", length), ("renewal.length", length), ("renewal.notice", "P30D")):
        if path not in fields.defaults and (path == "term.length" or kind == "auto-renew"):
            fields.defaults[path] = default
            notes.append(f"the form states no {path}: {default} is the template's default, to be changed as agreed")


def _number(sections: Sequence[Section], notes: list[str]) -> None:
    """Gives clauses and paragraphs the numbers they will print."""
    counts: dict[str, int] = {}
    for section in sections:
        counts[section.schedule] = counts.get(section.schedule, 0) + 1
        section.full = str(counts[section.schedule])
        if section.value and section.full != str(section.value) and not section.schedule:
            notes.append(f'line {section.line}: "{section.shown} {section.title}" prints as {section.full}')
        notes += number(section.nodes, section.full)


def _identify(sections: Sequence[Section], template: str, library: Library) -> None:
    """Gives every clause an id of its own, under the template's name."""
    taken = set(library.clauses)
    for section in sections:
        words = "-".join(plain_words(slug(section.title))) or "clause"
        base = f"{template}-{words}"[:56].rstrip("-")
        section.id, count = base, 2
        while section.id in taken:
            section.id, count = f"{base}-{count}", count + 1
        taken.add(section.id)
