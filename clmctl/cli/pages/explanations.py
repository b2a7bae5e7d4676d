"""What `explain` says."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from clmctl.checks import ALL
from clmctl.cli.formats import is_json
from clmctl.cli.pages.explanations_json import (
    Entry,
    column_entry,
    construct_entry,
    field_entry,
    filter_entry,
    rule_entry,
    status_entry,
    topic_entry,
)
from clmctl.cli.render import show_json, show_text
from clmctl.errors import ClmError, UsageError
from clmctl.expression.error import did_you_mean
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.columns import COMPUTED, OF_THE_DAY
from clmctl.model.field import Catalogue, Field
from clmctl.model.question import Column
from clmctl.terms.meaning import MEANING
from clmctl.text.dialect.filters import FILTERS
from clmctl.text.dialect.rules import RULES

if TYPE_CHECKING:
    from clmctl.cli.session import Session

CONDITIONS = """Conditions

  stage = executed and renewal.notice < P90D and money.total > 100000 EUR and governing_law contains "England"

  Compare with = != < <= > >=; also: contains, starts with, in (a, b), between a and b, is missing, is known.
  Join with and, or, not and brackets. A yes/no field stands alone. Words without spaces need no quotes.
  A field needs no prefix where its last name is unambiguous. Dates are 2026-12-31, or today, today + P90D.
  Durations are P60D, P12M, P1Y, P20B (business days). Months are not days: P3M against P90D may be undecided.
  Money is 100000 EUR. What cannot be decided, because a value is not stated, is listed apart and never dropped.
  Named conditions and queries stand in clmctl.yaml under conditions: and queries:.

  The same language serves query, set --where, the conditions of templates and clauses."""


class Explained(NamedTuple):
    """What there is to say of a word: for people, and for programs an entry for each thing it names."""

    text: str
    entries: list[Entry]


def show_explanation(call: "Session", subject: str, format_name: str) -> None:
    """Prints the explanation in a format."""
    as_data = is_json(format_name)
    found = explanation(call, subject)
    if as_data:
        show_json(found.entries)
    else:
        show_text(found.text)


def explanation(call: "Session", subject: str) -> Explained:
    """The explanation of a code, a field, a status or a topic. UsageError with what may be meant."""
    word = subject.strip()
    for rule in ALL:
        if word.upper() == rule.code or word.lower() == rule.name:
            head = f"{rule.code} {rule.name} ({rule.severity})"
            text = f"{head}\n\n{rule.summary}\n\nWhy\n  {rule.why}\n\nInstead\n  {rule.instead}"
            return Explained(text, [rule_entry(rule)])
    for status, meaning in MEANING.items():
        if word.lower() == status:
            return Explained(f"{status}\n\n{meaning}", [status_entry(status, meaning)])
    catalogue = _catalogue(call)
    if word.lower() in _TOPICS:
        return _topic(word.lower(), catalogue)
    found = catalogue.find(word)
    if found:
        return Explained("\n\n".join(_field(field) for field in found), _entries(found))
    having = [field for field in catalogue.fields if word.lower() in field.choices]
    if having:
        text = "\n\n".join(f"{word.lower()} is a value of {_field(field)}" for field in having)
        return Explained(text, _entries(having))
    if column := next((column for column in COMPUTED if column.name == word.lower()), None):
        return Explained(_column(column), [column_entry(column)])
    under = [field for field in catalogue.fields if field.path.startswith(f"{word.lower()}.")]
    if under:
        return Explained(_listed(under), _entries(under))
    known = [
        *_TOPICS,
        *(column.name for column in COMPUTED),
        *(rule.code for rule in ALL),
        *(rule.name for rule in ALL),
        *MEANING,
        *catalogue.by_path,
        *(f.name for f in catalogue.fields),
    ]
    raise UsageError(
        f"There is nothing called {word!r} to explain.", hint=did_you_mean(word, known) or f"Topics are: {', '.join(_TOPICS)}."
    )


_TOPICS = ("fields", "dialect", "filters", "statuses", "conditions", "files", "undo")


def _topic(topic: str, catalogue: Catalogue) -> Explained:
    if topic == "fields":
        text = f"{_listed(catalogue.fields)}\n\nWorked out, for lists, query and conditions:\n{_listed(COMPUTED)}"
        return Explained(text, [*_entries(catalogue.fields), *map(column_entry, COMPUTED)])
    if topic == "statuses":
        text = "\n".join(f"{status:<15}{meaning}" for status, meaning in MEANING.items())
        return Explained(text, [status_entry(status, meaning) for status, meaning in MEANING.items()])
    if topic == "dialect":
        text = "\n\n".join("\n  ".join([rule.construct, *_lines(rule.written), *_lines(rule.prints)]) for rule in RULES)
        return Explained(text, [construct_entry(rule) for rule in RULES])
    if topic == "filters":
        text = "\n".join(f"{name:<12}{entry.help}  {entry.example}".rstrip() for name, entry in FILTERS.items())
        return Explained(text, [filter_entry(name, entry) for name, entry in FILTERS.items()])
    text = {"conditions": CONDITIONS, "files": FILES}.get(topic, UNDO)
    return Explained(text, [topic_entry(topic, text)])


def _entries(fields: Iterable[Field]) -> list[Entry]:
    return [field_entry(field) for field in fields]


def _listed(entries: Sequence[Field] | Sequence[Column]) -> str:
    """A line for each: its name, its type, what it is."""
    named = [(entry.path if isinstance(entry, Field) else entry.name, entry) for entry in entries]
    width = max(len(name) for name, _ in named)
    return "\n".join(f"{name:<{width}}  {entry.type:<8}  {entry.help}" for name, entry in named)


def _column(column: Column) -> str:
    """What is worked out of a contract, and where one sees what it rests on."""
    said = [f"{column.name} ({column.type})", "", column.help, "  worked out: no file states it and clmctl set does not set it"]
    if column.choices:
        said += ["", *(f"{status:<15}{meaning}" for status, meaning in MEANING.items())]
    if column in OF_THE_DAY:
        said.append("" if column.choices else "  seen with its arithmetic: clmctl deadline ID")
    return "\n".join(said).rstrip()


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


UNDO = """Undo

  clmctl undo ID           takes back the last act on the contract that still stands
  clmctl undo ID           again takes back the act before that one, and so on down to its drawing
  clmctl undo ID --redo    does again what was taken back last; again, the one taken back before that

  A new act after an undo ends what can be done again. Nothing is erased: each undo and each redo is a commit of its
  own, and clmctl history ID lists them all. Work that sync joined from two sides is no act to take back."""


FILES = """The files of a workspace

  clmctl.yaml                          who we are, people and roles, numbers, calendars, fields, named conditions and queries
  clause_library/CLAUSE/clause.yaml    what a clause is: owner, guidance, red flags, unacceptable language
  clause_library/CLAUSE/VARIANT.md     one approved position of it
  clause_library/ledger.jsonl          every text ever approved: which digest, by whom, when
  templates/NAME/template.yaml         which clauses a contract is drawn from, what is asked
  templates/NAME/style.docx            how it looks in Word
  contracts/CLIENT/ID/contract.md      the contract: fields and text; the one source of truth
  contracts/CLIENT/ID/contract.docx    the same in Word
  contracts/CLIENT/ID/record/          what happened since signature, one line each
  .clm/                                counters and holidays"""


def _field(field: Field) -> str:
    lines = [f"{field.path} ({field.type})", "", field.help]
    facts = [
        ("choices", ", ".join(field.choices)),
        ("default", field.default),
        ("at least", field.limits.at_least),
        ("at most", field.limits.at_most),
        ("needed for", "every contract" if "*" in field.required_for else ", ".join(field.required_for)),
        ("also called", ", ".join(field.aliases)),
        ("shown to clients", "yes" if field.client_safe else "no"),
        ("after signature", "fixed: part of what was agreed" if field.after_signature == "fixed" else "open: may still change"),
    ]
    lines += [f"  {name}: {said}" for name, said in facts if said]
    return "\n".join(lines)


def _catalogue(call: "Session") -> Catalogue:
    try:
        return call.desk.settings.catalogue
    except ClmError:  # outside a workspace, or in one that cannot be read
        return Catalogue(BUILT_IN)
