"""The weekly report as a page."""

from datetime import date, timedelta

from clmctl.lint.reviews import said
from clmctl.model.page import Page, Section, Tone
from clmctl.report.grids import grid, long_day, many
from clmctl.report.weekly.weekly import ENDS, WEEK, Act, Due, Faulty, Weekly

#: How many rows of a list a person is shown; the rest is counted, and JSON has it all.
_MOST = 40
_MOST_REVIEWS = 12


def weekly_page(weekly: Weekly) -> Page:
    """What was missed and is due first; sections with nothing in them say so in a line."""
    return Page(
        title=f"Contracts this week, {long_day(weekly.as_of)}",
        about=(
            f"{weekly.organisation or 'Our contracts'}: {many(weekly.contracts, 'contract')} of "
            f"{many(weekly.clients, 'client')}. The week from {long_day(weekly.since + timedelta(days=1))} to "
            f"{long_day(weekly.as_of)}.",
        ),
        counts=_counts(weekly),
        sections=(
            _notices(weekly),
            _expiring(weekly),
            _renewing(weekly),
            _language(weekly),
            _missing(weekly),
            _reviews(weekly),
            _changed(weekly),
            _portfolio(weekly),
        ),
        closing=_closing(weekly),
    )


def _counts(weekly: Weekly) -> tuple[tuple[str, str, Tone], ...]:
    without = {each.contract for each in weekly.lacking} | {each.contract for each in weekly.waiting}
    lacking = len(without) + len(weekly.unreadable)
    told: tuple[tuple[int, str, Tone], ...] = (
        (len(weekly.missed), "missed", "alarm"),
        (len(weekly.due), "due", "due"),
        (len(weekly.expiring), "expiring", "due"),
        (len(weekly.renewing), "renewing", "plain"),
        (len(weekly.faulty), "with unapproved language or errors", "due"),
        (lacking, "lacking data", "due"),
        (len(weekly.acts), "changes", "plain"),
    )
    return tuple((f"{count:,}", what, tone if count else "plain") for count, what, tone in told)


def _client(due: Due) -> str:
    return due.counterparty or due.client


def _notices(weekly: Weekly) -> Section:
    missed = [
        [
            each.id,
            _client(each),
            each.owner or "nobody",
            each.notice_deadline,
            f"{'goes on' if each.renews else 'ends'} {_next(each.term_end) if each.renews else each.term_end or ''}".strip(),
        ]
        for each in weekly.missed
    ]
    due = [
        [
            each.id, _client(each), each.owner or "nobody", each.decision_by, each.send_by, each.notice_deadline,
            _urgency(each, weekly.as_of),
        ]
        for each in weekly.due
    ]  # fmt: skip
    return Section(
        "Missed and due notices",
        (
            grid(
                ("contract", "client", "owner", "last day was", "and so it"),
                missed,
                title=f"Missed ({len(missed)}): the last day for notice has passed and nobody recorded a decision",
                most=_MOST,
                where="clmctl renewals",
            ),
            grid(
                ("contract", "client", "owner", "decide by", "send by", "last day", "now"),
                due,
                title=f"To decide within {weekly.within} days ({len(due)})",
                most=_MOST,
                where=f"clmctl renewals --within {weekly.within}",
            ),
        ),
        empty=f"No notice was missed, and none is to be decided within {weekly.within} days.",
        tone="alarm" if missed else "due",
    )


def _next(day: date | None) -> str:
    return (day + timedelta(days=1)).isoformat() if day and day != date.max else ""


def _urgency(due: Due, as_of: date) -> str:
    """What to do now."""
    if due.send_by is not None and due.send_by < as_of:
        return "send at once, by the fastest way the contract allows"
    if due.send_by is not None and (due.send_by - as_of).days <= WEEK:
        return "send this week"
    if due.decision_by is not None and due.decision_by < as_of:
        return "decision is late"
    if due.decision_by is not None and (due.decision_by - as_of).days <= WEEK:
        return "decide this week"
    return "decide"


def _expiring(weekly: Weekly) -> Section:
    rows = [[each.id, _client(each), each.owner or "nobody", each.term_end, _why_ends(each)] for each in weekly.expiring]
    table = grid(("contract", "client", "owner", "ends", "because"), rows, most=_MOST, where="clmctl renewals")
    return Section("Expiring", (table,), empty=f"No contract ends within {_horizon(weekly)} days.", tone="due")


def _horizon(weekly: Weekly) -> int:
    return max(weekly.within, ENDS)


def _why_ends(due: Due) -> str:
    if due.status == "to-renew":
        return "it ends unless somebody renews it"
    if due.renewal_type in ("auto-renew", "evergreen"):
        return "notice was given"
    return f"its renewal is {due.renewal_type}" if due.renewal_type not in ("", "fixed") else "its term is fixed"


def _renewing(weekly: Weekly) -> Section:
    rows = [
        [
            each.id, _client(each), each.owner or "nobody", _next(each.term_end), each.notice_deadline,
            "decided" if each.status == "auto-renewing" else "by itself",
        ]
        for each in weekly.renewing
    ]  # fmt: skip
    table = grid(("contract", "client", "owner", "renews on", "last day", "how"), rows, most=_MOST, where="clmctl renewals")
    return Section("Renewing soon", (table,), empty=f"No further contract renews by itself within {_horizon(weekly)} days.")


def _language(weekly: Weekly) -> Section:
    rows = [[each.contract, each.client, each.owner or "nobody", each.errors, _rules(each)] for each in weekly.faulty]
    table = grid(("contract", "client", "owner", "errors", "what"), rows, most=_MOST, where="clmctl lint", right=("errors",))
    return Section(
        "Unapproved language and other errors",
        (table,),
        empty="Every clause is approved language, and no field is wrong.",
        tone="due",
    )


def _rules(faulty: Faulty) -> str:
    """The rules with their counts, and the first clauses they stand at."""
    rules = ", ".join(f"{name}{f' ({count})' if count > 1 else ''}" for _, name, count in faulty.rules[:3])
    more = f" and {len(faulty.rules) - 3} more" if len(faulty.rules) > 3 else ""
    clauses = ", ".join(faulty.clauses[:3]) + (" ..." if len(faulty.clauses) > 3 else "")
    return f"{rules}{more}{': ' + clauses if clauses else ''}"


def _missing(weekly: Weekly) -> Section:
    broken = [[path, message] for path, message in weekly.unreadable]
    lacking = [
        [
            each.contract,
            each.counterparty or each.client,
            each.owner or "nobody",
            ", ".join(each.missing) or "see clmctl deadline",
        ]
        for each in weekly.lacking
    ]
    waiting = [
        [each.contract, each.counterparty or each.client, each.owner or "nobody", each.trouble or each.proposals]
        for each in weekly.waiting
    ]
    return Section(
        "Missing data",
        (
            grid(
                ("file", "why"),
                broken,
                title=f"Cannot be read, so nothing of them is counted here ({len(broken)})",
                most=_MOST,
                where="clmctl lint",
            ),
            grid(
                ("contract", "client", "owner", "missing"),
                lacking,
                title=f"Terms that cannot be computed ({len(lacking)})",
                most=_MOST,
                where="clmctl query 'status = unknown'",
            ),
            grid(
                ("contract", "client", "owner", "proposals"),
                waiting,
                title=f"Proposals that wait for a person ({len(waiting)})",
                most=_MOST,
                where="clmctl import review",
            ),
        ),
        empty="Nothing is missing: every signed contract's terms can be computed, and no proposal waits.",
        tone="alarm" if broken else "due",
    )


def _reviews(weekly: Weekly) -> Section:
    rows = [[each.clause.id, each.clause.title, each.clause.owner, each.review_by, said(each)] for each in weekly.reviews]
    overdue = any(each.state == "overdue" for each in weekly.reviews)
    table = grid(("clause", "title", "owner", "review by", "state"), rows, most=_MOST_REVIEWS, where="clmctl report library")
    return Section(
        "Stale clauses",
        (table,),
        empty="Every clause of the library was reviewed in time.",
        tone="due" if overdue else "plain",
    )


def _changed(weekly: Weekly) -> Section:
    rows = [[_on(act), act.day, act.author, act.what, act.reason or "no reason given"] for act in weekly.acts]
    table = grid(("contract", "day", "who", "what", "why"), rows, most=_MOST, where="clmctl history ID")
    return Section("What changed", (table,), empty="Nothing was recorded this week.")


def _on(act: Act) -> str:
    return act.contract or (f"{act.contracts:,} contracts" if act.contracts else "the workspace")


def _portfolio(weekly: Weekly) -> Section:
    stages = ", ".join(f"{count:,} {stage}" for stage, count in weekly.by_stage)
    statuses = ", ".join(f"{count:,} {status}" for status, count in weekly.by_status)
    words = (f"By stage: {stages}.", f"By status: {statuses}.") if stages else ()
    return Section("The portfolio", (), words, empty="There is no contract yet.")


def _closing(weekly: Weekly) -> tuple[str, ...]:
    told = ["Each contract with a day to come stands once, in the first list it belongs to."]
    if weekly.head:
        told.append(f"Recorded state: {weekly.head}. Edits not yet recorded are counted as they stand.")
    return tuple(told)
