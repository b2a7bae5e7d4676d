"""What a contract is on a day: comparisons of dates with its phases and spans."""

from datetime import date

from clmctl.model.term import ENDING, Phase, Span, Status, Terms


def phase_on(terms: Terms, day: date) -> Phase | None:
    """The phase the day falls in: the last that begins on or before it; None before the first."""
    return next((phase for phase in reversed(terms.phases) if phase.start <= day), None)


def status_on(terms: Terms, day: date) -> Status:
    """The contract's status on the day; `not-effective` before its first phase."""
    phase = phase_on(terms, day)
    return phase.status if phase else Status.NOT_EFFECTIVE


def current_span(terms: Terms, day: date) -> Span | None:
    """The term that runs on the day; None before the first, after the last and in a lapse between two."""
    for span in reversed(terms.spans):
        if span.start <= day:
            return span if span.end is None or day <= span.end else None
    return None


def span_on(terms: Terms, day: date) -> Span | None:
    """The term that the status on the day is about: the one that runs, else the last there was; before the first, that one.

    What is not signed is in its first term for ever: nothing of it was ever renewed. Questions join the same span to the
    same phase in SQL (see query.source), so that a list and the arithmetic of a deadline cannot differ.
    """
    phase = phase_on(terms, day)
    number = phase.span if phase else 0
    return next((span for span in terms.spans if span.number == number), None)


def asking(span: Span, status: Status, day: date) -> Span:
    """The term with the notice days that still ask for something: none once it surely ends or its renewal is on record."""
    is_settled = status in ENDING or (span.decided is not None and span.decided <= day)
    return span._replace(deadline=None, send_by=None, decision_by=None) if is_settled else span
