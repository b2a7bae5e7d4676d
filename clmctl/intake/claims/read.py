"""The claims of a text: every field that rules can read from its words, with the words."""

from collections.abc import Iterable
from datetime import date

from clmctl.intake.claims.anchors import Anchors
from clmctl.intake.claims.assignment import assignment_of
from clmctl.intake.claims.confidence import threshold, worth
from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.dates import dates_of, figure_order
from clmctl.intake.claims.ending import ending_of
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.keyterms import keyterms_of, whole_parties
from clmctl.intake.claims.law import law_of
from clmctl.intake.claims.liability import liability_of
from clmctl.intake.claims.opening import opening_of
from clmctl.intake.claims.renewal import renewal_of
from clmctl.intake.claims.sheets import entries_of
from clmctl.intake.claims.signing import signing_of
from clmctl.intake.claims.term import term_of
from clmctl.intake.claims.title import title_of
from clmctl.model.claim import Claim
from clmctl.model.field import Catalogue
from clmctl.model.period import Period
from clmctl.model.term import Conventions
from clmctl.text.fields.values import parse_value

_PARTIES = "parties."


def claims(text: str, *, catalogue: Catalogue, conventions: Conventions) -> tuple[Claim, ...]:
    """Every claim the words of a third party's contract support, by field, the best of each first.

    Fields the catalogue does not have are left out (parties are no catalogue fields), as are values it does not allow. The same
    value from several places is claimed once, from the best.
    """
    copy = Copy(text)
    opening = opening_of(copy)
    sheet = tuple(entries_of(text))
    found = [*title_of(copy, opening), *(whole_parties(copy, opening, sheet) or signing_of(copy))]
    order = figure_order(copy)
    keyterms = keyterms_of(copy, sheet, order)
    dates = [*dates_of(copy, opening, order), *(term for term in keyterms if term.field.startswith("dates."))]
    anchors = Anchors(
        effective=_best_day(dates, "dates.effective"),
        agreement=_best_day(dates, "dates.agreement"),
        order=order,
        two_starts='commencement date"' in copy.low and 'effective date"' in copy.low,
        conventions=conventions,
    )
    found += dates
    found += [term for term in keyterms if not term.field.startswith("dates.")]
    found += term_of(copy, anchors)
    found += renewal_of(copy, _best_length(found))
    found += ending_of(copy)
    found += law_of(copy)
    found += liability_of(copy)
    found += assignment_of(copy)
    return _weighed(text, copy, found, catalogue)


def _best_day(found: Iterable[Found], field: str) -> date | None:
    days = [(worth(field, claim.rule), claim.value) for claim in found if claim.field == field and isinstance(claim.value, date)]
    return max(days, key=lambda day: day[0])[1] if days else None


def _best_length(found: Iterable[Found]) -> Period | None:
    lengths = [
        (worth(one.field, one.rule), one.value) for one in found if one.field == "term.length" and isinstance(one.value, Period)
    ]
    best = max(lengths, key=lambda length: length[0]) if lengths else None
    return best[1] if best is not None and best[0] >= threshold("term.length") else None


def _weighed(text: str, copy: Copy, found: Iterable[Found], catalogue: Catalogue) -> tuple[Claim, ...]:
    best: dict[tuple[str, object], Claim] = {}
    lines: dict[int, int] = {}
    for item in found:
        if not _allowed(item, catalogue):
            continue
        start, end = copy.span(item.start, item.end)
        claim = Claim(item.field, item.value, text[start:end], start, end, worth(item.field, item.rule), item.rule, item.because)
        known = best.get((item.field, item.value))
        if known is None or claim.confidence > known.confidence:
            best[item.field, item.value] = claim
    order = {field: place for place, field in enumerate(dict.fromkeys(claim.field for claim in best.values()))}
    ordered = sorted(best.values(), key=lambda claim: (order[claim.field], -claim.confidence, claim.start))
    return tuple(_placed(text, claim, lines) for claim in ordered)


def _placed(text: str, claim: Claim, lines: dict[int, int]) -> Claim:
    line = lines.setdefault(claim.start, text.count("\n", 0, claim.start) + 1)
    return Claim(claim.field, claim.value, claim.quote, claim.start, claim.end, claim.confidence, claim.rule, claim.because, line)


def _allowed(found: Found, catalogue: Catalogue) -> bool:
    if found.field.startswith(_PARTIES):
        return True
    field = catalogue.by_path.get(found.field)
    if field is None:
        return False
    try:
        parse_value(field, found.value)
    except ValueError:
        return False
    return True
