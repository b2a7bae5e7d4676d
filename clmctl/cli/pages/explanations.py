"""What `explain` says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clmctl.checks import ALL
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


def explanation(call: "Session", subject: str) -> str:
    """The explanation of a code, a field, a status or a topic. UsageError with what may be meant."""
    word = subject.strip()
    for rule in ALL:
        if word.upper() == rule.code or word.lower() == rule.name:
            return (
                f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.summary}\n\nWhy\n  {rule.why}\n\nInstead\n  {rule.instead}"
            )
    for status, meaning in MEANING.items():
        if word.lower() == status:
            return f"{status}\n\n{meaning}"
    catalogue = _catalogue(call)
    if word.lower() in _TOPICS:
        return _topic(word.lower(), catalogue)
    found = catalogue.find(word)
    if found:
        return "\n\n".join(_field(field) for field in found)
    having = [field for field in catalogue.fields if word.lower() in field.choices]
    if having:
        return "\n\n".join(f"{word.lower()} is a value of {_field(field)}" for field in having)
    if column := next((column for column in COMPUTED if column.name == word.lower()), None):
        return _column(column)
    under = [field for field in catalogue.fields if field.path.startswith(f"{word.lower()}.")]
    if under:
        return _listed(under)
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


def _topic(topic: str, catalogue: Catalogue) -> str:
    if topic == "fields":
        return f"{_listed(catalogue.fields)}\n\nWorked out, for lists, query and conditions:\n{_listed(COMPUTED)}"
    if topic == "statuses":
        return "\n".join(f"{status:<15}{meaning}" for status, meaning in MEANING.items())
    if topic == "dialect":
        return "\n\n".join("\n  ".join([rule.construct, *_lines(rule.written), *_lines(rule.prints)]) for rule in RULES)
    if topic == "filters":
        return "\n".join(f"{name:<12}{entry.help}  {entry.example}".rstrip() for name, entry in FILTERS.items())
    return {"conditions": CONDITIONS, "files": FILES}.get(topic, UNDO)


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
