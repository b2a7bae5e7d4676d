"""The clause library as a book a person can read: every ladder in full, with what a negotiator needs beside it."""

from collections.abc import Mapping
from datetime import date

from clmctl.library.approved import Approved
from clmctl.lint.reviews import review_of, said
from clmctl.model.book import Book, Chapter, Part, Past, Position
from clmctl.model.clause import Clause, Variant
from clmctl.report.book.text import anchors_of, paragraphs_of
from clmctl.report.grids import long_day, many

_LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}


def book(approved: Approved, organisation: str, as_of: date) -> Book:
    """The book of a library: a part for each category, a chapter for each clause, numbered through."""
    clauses = sorted(approved.library.clauses.values(), key=lambda clause: (clause.category or "~", clause.title.casefold()))
    numbers = {clause.id: number for number, clause in enumerate(clauses, 1)}
    places = _places(clauses)
    titles = {clause.id: clause.title for clause in clauses}
    chapters = {clause.id: _chapter(clause, approved, numbers[clause.id], (places, titles), as_of) for clause in clauses}
    categories = dict.fromkeys(clause.category for clause in clauses)
    parts = tuple(
        Part(
            (category or "other").replace("-", " ").capitalize(),
            tuple(chapters[clause.id] for clause in clauses if clause.category == category),
        )
        for category in categories
    )
    return Book(
        title="Clause library",
        whose=f"{organisation or 'Our organisation'}, {long_day(as_of)}",
        about="Approved contract language and how to negotiate it. It is a working tool and no legal advice.",
        reading=(
            f"This book holds {many(len(clauses), 'clause')}. Each chapter is one of them: what it is for, the ladder of "
            "approved positions in full, what to give and what to answer, and what never to agree to.",
            "The ladder goes down one rung at a time. The standard position is offered first; each fallback gives more; the last "
            "resort is the end. Where a position needs somebody's approval, it stands above its text.",
            "Words between brackets that begin with if or unless stand in the contract only where that option is chosen. A name "
            "in brackets, such as [renewal.notice], is a field that the contract fills in. Numbers begin anew in each chapter, "
            "with the rung; in a contract a clause is numbered by its place.",
            "The texts are starting points that somebody approved for this organisation. They do not replace advice on a deal at "
            "hand by a lawyer who knows the law that governs it.",
        ),
        parts=parts,
    )


def _places(clauses: list[Clause]) -> dict[str, str]:
    """Anchor to its number in the chapter it stands in, by the first rung that has it; a whole clause has none."""
    found: dict[str, str] = {}
    for clause in clauses:
        for rung, variant in enumerate(clause.variants, 1):
            for anchor, number in anchors_of(variant, rung).items():
                found.setdefault(anchor, number)
    return found


def _chapter(
    clause: Clause, approved: Approved, number: int, known: tuple[Mapping[str, str], Mapping[str, str]], as_of: date
) -> Chapter:
    guidance = clause.guidance
    return Chapter(
        number=number,
        clause=clause.id,
        title=clause.title,
        facts=_facts(clause, known[1], as_of),
        positions=tuple(_position(variant, approved, rung, known) for rung, variant in enumerate(clause.variants, 1)),
        why=_line(guidance.why),
        concede=_line(guidance.concede),
        if_they_say=tuple((_line(say), _line(answer)) for say, answer in guidance.if_they_say),
        red_flags=tuple(map(_line, clause.red_flags)),
        unacceptable=tuple((each.phrase, _line(each.why), _line(each.instead)) for each in clause.unacceptable),
        past=_past(clause, approved),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _facts(clause: Clause, titles: Mapping[str, str], as_of: date) -> tuple[tuple[str, str], ...]:
    review = review_of(clause, as_of)
    day = long_day(clause.review_by) if clause.review_by else "no day is set"
    required = ", ".join(clause.mandatory_for) or ("any contract" if clause.mandatory_when else "")
    when = f" when {clause.mandatory_when}" if clause.mandatory_when else ""
    facts = [
        ("Name in the library", clause.id),
        ("Category", clause.category),
        ("Owner", clause.owner or "nobody"),
        ("To be reviewed by", f"{day} ({said(review)})" if review else day),
        ("Required in", f"{required}{when}" if required else ""),
        ("Rests on", ", ".join(titles.get(name, name) for name in clause.depends_on)),
        ("Never together with", ", ".join(titles.get(name, name) for name in clause.incompatible_with)),
    ]
    return tuple((name, what) for name, what in facts if what)


def _position(variant: Variant, approved: Approved, rung: int, known: tuple[Mapping[str, str], Mapping[str, str]]) -> Position:
    entry = approved.entry(variant)
    good = entry is not None and entry.digest == variant.digest
    by = f"approved by {entry.by} on {long_day(entry.on)}" if entry is not None and good else "its text is not approved"
    gone = f", withdrawn on {long_day(entry.until)}" if entry is not None and entry.until else ""
    status = "" if variant.status == "approved" else f", {variant.status}"
    facts = [f"Version {variant.version}{status}, {by}{gone}."]
    if variant.approval:
        facts.append(f"Its use needs the approval of {variant.approval}.")
    if variant.when:
        facts.append(f"Only when {variant.when}.")
    if variant.jurisdictions:
        facts.append(f"Only under the law of {', '.join(variant.jurisdictions)}.")
    options = tuple((name.replace("_", " "), _line(meaning)) for name, meaning in variant.options.items())
    text = paragraphs_of(variant, rung, *known)
    return Position(rung, _heading(variant), variant.lang, tuple(facts), options, text)


def _heading(variant: Variant) -> str:
    rung, _, number = variant.name.partition("-")
    name = {"standard": "Standard position", "last": "Last resort"}.get(rung, f"Fallback {number}")
    return name if variant.lang == "en" else f"{name}, in {_LANGUAGES.get(variant.lang, variant.lang)}"


def _past(clause: Clause, approved: Approved) -> tuple[Past, ...]:
    """The ledger's lines of the clause, oldest first; a withdrawal is a line of its own."""
    lines: list[tuple[date, Past]] = []
    for entry in approved.library.ledger:
        if entry.clause != clause.id:
            continue
        position = entry.variant if entry.lang == "en" else f"{entry.variant} ({entry.lang})"
        lines.append((entry.on, Past(position, entry.version, "approved", entry.on.isoformat(), entry.by, _line(entry.why))))
        if entry.until:
            past = Past(position, entry.version, "withdrawn", entry.until.isoformat(), "", _line(entry.gone))
            lines.append((entry.until, past))
    return tuple(past for _, past in sorted(lines, key=lambda line: line[0]))
