"""The arithmetic of a deadline, line by line: each sum with its convention, and where the contract says so."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from clmctl.model.calendar import Calendar
from clmctl.model.contract import SIGNED, Contract, is_stage
from clmctl.model.period import Period
from clmctl.model.record import Records
from clmctl.model.term import Conventions, Span, Step, Terms
from clmctl.terms.arithmetic import shift
from clmctl.terms.notice import notice_rule, other_reading, took_effect
from clmctl.terms.reckoning import parent_of, terms_of
from clmctl.terms.status import asking, span_on, status_on
from clmctl.text.dialect.blocks import blocks
from clmctl.text.dialect.placeholders import placeholders_of

_NOTHING = Period()


def explain_deadline(  # noqa: PLR0917 - what `terms_of` was given, what it gave, and the day
    contract: Contract,
    records: Records,
    terms: Terms,
    conventions: Conventions,
    calendar: Calendar | None,
    day: date,
) -> tuple[Step, ...]:
    """How the notice days of the term that runs on the day come about (before the first term: of that one).

    `terms` are the contract's, computed from the other arguments. Steps without a day say what is missing, or what else to
    know. A test holds the days printed here against the span's.
    """
    steps = [Step("missing", None, _lacking(name)) for name in terms.missing]
    span = span_on(terms, day)
    if span is None:
        return (*steps, Step("no term", None, "nothing can be counted from what the contract states"))
    if is_stage(contract.stage) and contract.stage not in SIGNED:
        steps.append(Step("not signed", None, f"stage {contract.stage}: its first term is worked out as it would be if signed"))
    if not span.start <= day <= (span.end or date.max):
        when = "has not begun" if span.start > day else "is over"
        steps.append(Step("no term runs", day, f"the term that is explained {when}"))
    of = _Asked(contract, records, conventions, calendar, Places(contract))
    steps += _term(of, span)
    if contract.renewal.type == "coterminous":
        steps += _parents(contract, span)
    elif span.end is not None and span.deadline is not None and contract.renewal.notice is not None:
        steps += _notice(of, span.end)
    if span.decided is None and span.deadline is not None and asking(span, status_on(terms, day), day).deadline is None:
        steps.append(Step("nothing to send", None, "its end is sure, or past: these days ask for no notice any more"))
    steps += _acts(of, span)
    steps += _outcome(of, span, terms)
    return tuple(steps)


class Places:
    """Where the text prints a field, read once: `term.length (4.1 #term)`."""

    __slots__ = ("_printed", "contract")

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._printed: dict[str, str] = {}
        found = blocks(contract.text) if contract.text else ()
        for block, placeholder in placeholders_of(found):
            number = block.full or next(
                (b.full or b.number for b in found if b.kind == "clause" and b.anchor == block.clause), ""
            )
            place = " ".join(part for part in (number, f"#{block.clause}" if block.clause else "") if part)
            self._printed.setdefault(placeholder.path, place)

    def of(self, path: str) -> str:
        """The path, and the clause that states it: as cited, else where the text prints it."""
        cited = self.contract.cites.get(path)
        if cited:
            return f"{path}, cited from #{cited.removeprefix('#')}"
        place = self._printed.get(path)
        return f"{path}, in {place}" if place else path

    def rule(self, name: str, value: str) -> str:
        """A convention, and who states it: `roll: back (the contract's)`."""
        whose = "the contract's" if f"conventions.{name}" in self.contract.values else "the workspace's"
        return f"{name}: {value} ({whose})"


class _Asked(NamedTuple):
    """What the steps are made from."""

    contract: Contract
    records: Records
    conventions: Conventions
    calendar: Calendar | None
    where: Places


def _term(of: _Asked, span: Span) -> Iterator[Step]:
    """First and last day of the term, from the contract's first day and the renewals that have happened."""
    contract, records, conventions, where = of.contract, of.records, of.conventions, of.where
    first, term = contract.dates.effective, contract.term
    yield Step("first day", first, where.of("dates.effective"))
    if contract.renewal.type == "coterminous" or (span.number == 0 and span.end is None):
        if span.end is None:
            yield Step("last day", None, f"none: {where.of('renewal.type')} is {contract.renewal.type}")
        return
    alone = terms_of(contract, Records(), conventions, of.calendar, None, span.start)
    initial = alone.spans[0] if alone.spans else span
    if term.end is not None:
        yield Step("first term ends", initial.end, f"{where.of('term.end')}; the last day is included")
    elif term.length is not None:
        how = f"{first} + {term.length} ({where.of('term.length')}), less one day"
        how += f"; {where.rule('short_month', conventions.short_month)}"
        if conventions.month_end != "anchor":
            how += f", {where.rule('month_end', conventions.month_end)}"
        yield Step("first term ends", initial.end, how)
    for record in records.terms:
        if record.kind in ("renewed", "extended") and record.number <= span.number:
            what = f"{record.kind} on {record.on} by {record.by}: {record.why}" if record.why else f"{record.kind} on {record.on}"
            yield Step(f"term {record.number} on record", record.end, what)
    if span.number == 0 or span.end is None:
        return
    by_rule = next((s for s in alone.spans if s.number == span.number), None)
    length = contract.renewal.length
    if by_rule is not None and by_rule.end == span.end:
        base = f"{first} + {term.length}" if term.length is not None and term.end is None else f"the day after {initial.end}"
        how = f"{base} + {span.number} × {length} ({where.of('renewal.length')}), less one day: counted from the anchor"
    else:
        how = f"by the record, and {length} ({where.of('renewal.length')}) from the day after it" if length else "by the record"
    yield Step(f"term {span.number} ends", span.end, how)


def _notice(of: _Asked, last: date) -> Iterator[Step]:
    """Deadline, day to send, day to decide, each from the one before."""
    renewal, conventions, calendar, where = of.contract.renewal, of.conventions, of.calendar, of.where
    notice, deemed = renewal.notice or _NOTHING, renewal.deemed_receipt or _NOTHING
    lead = conventions.decision_lead if renewal.decision_lead is None else renewal.decision_lead
    days = notice_rule(notice, conventions, calendar, deemed_receipt=deemed, decision_lead=lead)(last)
    receipt = conventions.notice_by == "receipt"
    label = "notice must be received by" if receipt else "notice must be sent by"
    how = f"{last} − {notice} ({where.of('renewal.notice')}), from the last day; {where.rule('notice_by', conventions.notice_by)}"
    yield Step(label, days.unrolled, how + _stays(of, days.unrolled))
    if (other := other_reading(last, notice, conventions, calendar)) is not None:
        mine = conventions.notice_anchor
        named = "month-end" if mine == "date" else "date"
        yield Step(
            "the other reading", other, f"under notice_anchor: {named}; counted here by {where.rule('notice_anchor', mine)}"
        )
    if days.deadline != days.unrolled:
        yield Step("rolled", days.deadline, f"{_why_closed(days.unrolled, calendar)}; {where.rule('roll', conventions.roll)}")
    posted = days.deadline
    if receipt and deemed != _NOTHING:
        posted = shift(days.deadline, deemed, -1, calendar=calendar)
        yield Step("less deemed receipt", posted, f"{days.deadline} − {deemed} ({where.of('renewal.deemed_receipt')})")
    if calendar is None:
        back = "no calendar is named: every day counts"
    else:
        back = f"{_why_closed(posted, calendar)}: back to a business day" if posted != days.send_by else "a business day"
        back += f" (calendar {calendar.name})"
    yield Step("send by", days.send_by, back)
    source = where.of("renewal.decision_lead") if renewal.decision_lead is not None else "the workspace's decision_lead"
    yield Step("decide by", days.decision_by, f"{days.send_by} − {lead} ({source})")
    if calendar is not None and not (calendar.knows(days.decision_by) and calendar.knows(last)):
        years = f"{calendar.first_year} to {calendar.last_year}"
        yield Step(
            "note", None, f"calendar {calendar.name} knows the holidays of {years}; outside them only weekends close a day"
        )


def _parents(contract: Contract, span: Span) -> Iterator[Step]:
    """The days taken over from the contract this one hangs on."""
    of = f"of {parent_of(contract) or 'its parent'}, which it ends with (renewal.type: coterminous)"
    yield Step("last day", span.end, f"the last day {of}")
    if span.deadline is not None:
        yield Step("notice by", span.deadline, f"the deadline {of}")
        yield Step("send by", span.send_by, f"the day to send {of}")
        yield Step("decide by", span.decision_by, f"the day to decide {of}")


def _acts(of: _Asked, span: Span) -> Iterator[Step]:
    """Notices, endings and the term's renewal on record, with the day each counts from."""
    for notice in of.records.notices:
        if notice.kind == "other":
            continue
        given = took_effect(notice, of.conventions, of.calendar, of.contract.renewal.deemed_receipt)
        by = "received" if notice.received is not None and given == notice.received else f"sent {notice.sent}"
        whose = "ours" if notice.side == "us" else "theirs"
        yield Step(
            f"notice of {notice.kind}", given, f"{whose}, {by}; counts from this day" if given else f"{whose}, no day stated"
        )
    for record in of.records.terms:
        if record.kind in ("terminated", "not-renewed"):
            yield Step(f"{record.kind} on record", record.end or record.on, f"on {record.on} by {record.by}: {record.why}")
        elif span.decided is not None and record.kind == "renewed" and record.number == span.number + 1:
            yield Step("renewed on record", record.on, f"by {record.by}: {record.why}; nothing is left to decide about this term")


def _outcome(of: _Asked, span: Span, terms: Terms) -> Iterator[Step]:
    """What follows the term without anybody acting."""
    contract, where = of.contract, of.where
    if terms.closed is not None:
        yield Step("ends", terms.closed, "by the act on record")
    elif "termination.convenience.notice" in terms.missing:
        yield Step("then", None, "it ends by the notice given, on a day that cannot be computed")
    elif span.end is None:
        yield Step("then", None, "it goes on until notice is given")
    elif span.next == "ends":
        yield Step("then", span.end, f"it ends: {_why_it_ends(contract, where, span)}")
    else:
        following = next((s for s in terms.spans if s.number == span.number + 1), None)
        most = f", renewal {span.number + 1} of at most {contract.renewal.max}" if contract.renewal.max is not None else ""
        until = f" to {following.end}" if following is not None and following.end is not None else ""
        yield Step(
            "then",
            following.start if following else None,
            f"it goes on{until} ({where.of('renewal.type')}: {contract.renewal.type}{most})",
        )


def _why_it_ends(contract: Contract, where: Places, span: Span) -> str:
    renewal = contract.renewal
    if renewal.max is not None and span.number >= renewal.max:
        return f"no renewal is left ({where.of('renewal.max')}: {renewal.max})"
    if renewal.type == "auto-renew":
        return "notice was given that it shall not renew"
    if renewal.type in ("option", "manual"):
        return f"unless it is renewed ({where.of('renewal.type')}: {renewal.type})"
    return f"{where.of('renewal.type')} is {renewal.type}"


def _lacking(name: str) -> str:
    if name == "relations":
        return "relations: a coterminous contract names the one it ends with (sow-of, schedule-of)"
    return f"{name} is not stated, or cannot be counted with"


def _stays(of: _Asked, day: date) -> str:
    """A word on a deadline that falls on a closed day and stays there."""
    why = of.calendar.closed(day) if of.calendar is not None else ""
    stays = why and of.conventions.roll == "none"
    return f"; that is a closed day ({why}) and stays: {of.where.rule('roll', 'none')}" if stays else ""


def _why_closed(day: date, calendar: Calendar | None) -> str:
    why = calendar.closed(day) if calendar is not None else ""
    return f"{day} is closed ({why})" if why else str(day)
