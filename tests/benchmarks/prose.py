"""A clause library of twenty-five clauses in three positions, written by rule: long enough to weigh what real ones weigh."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

CLAUSES: tuple[tuple[str, str], ...] = (
    ("definitions", "Definitions and interpretation"),
    ("scope", "Scope of the Services"),
    ("fees", "Fees and invoices"),
    ("payment", "Payment"),
    ("expenses", "Expenses"),
    ("service-levels", "Service levels"),
    ("acceptance", "Acceptance"),
    ("change-control", "Change control"),
    ("personnel", "Personnel"),
    ("cooperation", "Cooperation"),
    ("reporting", "Reports and reviews"),
    ("security", "Information security"),
    ("data-protection", "Data protection"),
    ("confidentiality", "Confidentiality"),
    ("intellectual-property", "Intellectual property"),
    ("warranties", "Warranties"),
    ("indemnities", "Indemnities"),
    ("liability", "Limitation of liability"),
    ("insurance", "Insurance"),
    ("term", "Term and renewal"),
    ("termination", "Termination"),
    ("exit", "Exit and transition"),
    ("force-majeure", "Events beyond control"),
    ("disputes", "Governing law and disputes"),
    ("general", "General"),
)
POSITIONS = ("standard", "fallback-1", "last-resort")

#: What a clause prints from the front matter, one or two of these each.
PRINTED = (
    "{{ renewal.notice | words }}",
    "{{ money.payment_terms | words }}",
    "{{ termination.cause.cure | words }}",
    "{{ fields.response_time | words }}",
    "{{ fields.report_period | words }}",
    "{{ money.price_cap_percent | percent }}",
    "{{ fields.credit_percent | percent }}",
    "{{ liability.cap | money }}",
    "{{ legal.governing_law }}",
    "{{ fields.site }}",
    "{{ fields.team_size | words }}",
    "{{ legal.confidentiality | words }}",
)

_WHO = ("The Supplier", "The Customer", "Each party", "The party concerned", "The Supplier's project lead")
_MUST = ("must", "may", "must not", "is entitled to", "undertakes to")
_ACT = (
    "review the open points with the other side",
    "keep complete records of the work done",
    "name a person who can decide",
    "correct an error without delay once it is known",
    "give the other party a reasonable time to answer",
    "pass on the information that is needed for the task",
    "follow the plan that the parties have agreed in writing",
    "hold the materials of the other party apart from its own",
    "bear the cost of the measures it has caused",
    "explain a delay and say when the work will be finished",
    "ask before it changes the people who do the work",
    "return what it has received when the work is done",
)
_WHEN = (
    "before the work begins",
    "as soon as it learns of the reason",
    "at the end of each calendar month",
    "for as long as this agreement is in force",
    "on request and without a separate fee",
    "where the schedule names a date for it",
    "unless the other party has agreed otherwise in text form",
    "within the business hours of the place of performance",
)
_TAIL = (
    "This applies to subcontractors in the same way.",
    "Rights that the law gives and that cannot be waived remain.",
    "The parties record the result in the minutes of the meeting.",
    "A failure to act at once is no waiver.",
    "Costs that were agreed beforehand are not affected.",
    "The other provisions of this section stay in force.",
)


@dataclass(frozen=True)
class Position:
    """One position of a clause: its unexpanded text, as the library holds it."""

    clause: str
    title: str
    name: str
    text: str


def positions() -> tuple[Position, ...]:
    """Every position of every clause, always the same."""
    return tuple(Position(clause, title, name, _text(clause, title, name)) for clause, title in CLAUSES for name in POSITIONS)


def edited(text: str, luck: random.Random) -> str:
    """The text with one to six of its words exchanged for others: what a counterparty does to a clause."""
    words = text.split(" ")
    places = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha() and word.islower()]
    places = [place for place in places if words[place - 1] != "|"]  # a filter, which nobody sees in Word
    for place in luck.sample(places, min(len(places), luck.randint(1, 6))):
        words[place] = luck.choice(_OTHER_WORDS)
    return " ".join(words)


def novel(title: str, luck: random.Random) -> str:
    """A clause nobody has seen before."""
    return f"## {title}\n\n{_items('novel', luck, 6)}"


_OTHER_WORDS = ("promptly", "reasonable", "material", "prior", "entire", "ninety", "never", "solely", "always", "written")


def _text(clause: str, title: str, name: str) -> str:
    luck = random.Random(f"{clause}/{name}")
    return f"## {title}\n\n{_items(clause, luck, luck.randint(4, 5))}"


def _items(clause: str, luck: random.Random, count: int) -> str:
    items = []
    for number in range(count):
        anchor = f"{{#{clause}-point-{number + 1}}} " if clause != "novel" else ""
        items.append(f"1. {anchor}{_paragraph(luck, printed=number < 2)}")
    return "\n\n".join(items) + "\n"


def _paragraph(luck: random.Random, *, printed: bool) -> str:
    sentence = f"{luck.choice(_WHO)} {luck.choice(_MUST)} {luck.choice(_ACT)} {luck.choice(_WHEN)}"
    period = f", and in any case within {_chosen(luck, PRINTED[:5])}" if printed else ""
    extra = f" The measure is {_chosen(luck, PRINTED[5:])}." if printed and luck.random() < 0.4 else ""
    return f"{sentence}{period}.{extra} {luck.choice(_TAIL)}"


def _chosen(luck: random.Random, among: Sequence[str]) -> str:
    return luck.choice(among)
