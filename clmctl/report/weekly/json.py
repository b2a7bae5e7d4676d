"""The weekly report as JSON: every list whole, keys that stay."""

from datetime import date

from clmctl.report.weekly.weekly import Due, Weekly


def as_object(weekly: Weekly) -> dict[str, object]:
    """The report as JSON: every list whole, dates ISO or null."""
    return {
        "as_of": weekly.as_of.isoformat(),
        "since": weekly.since.isoformat(),
        "within": weekly.within,
        "organisation": weekly.organisation,
        "commit": weekly.head or None,
        "missed": [_due(each) for each in weekly.missed],
        "due": [_due(each) for each in weekly.due],
        "expiring": [_due(each) for each in weekly.expiring],
        "renewing": [_due(each) for each in weekly.renewing],
        "unapproved": [
            {
                "id": each.contract,
                "client": each.client,
                "owner": each.owner,
                "path": each.path,
                "errors": each.errors,
                "rules": [{"code": code, "name": name, "count": count} for code, name, count in each.rules],
                "clauses": list(each.clauses),
            }
            for each in weekly.faulty
        ],
        "unreadable": [{"path": path, "message": message} for path, message in weekly.unreadable],
        "unknown": [
            {"id": each.contract, "client": each.client, "owner": each.owner, "missing": list(each.missing)}
            for each in weekly.lacking
        ],
        "proposals": [
            {
                "id": each.contract,
                "client": each.client,
                "owner": each.owner,
                "waiting": each.proposals,
                "trouble": each.trouble or None,
            }
            for each in weekly.waiting
        ],
        "reviews": [
            {
                "clause": each.clause.id,
                "owner": each.clause.owner,
                "review_by": each.review_by.isoformat(),
                "state": each.state,
                "days_left": each.days,
            }
            for each in weekly.reviews
        ],
        "changed": [
            {
                "contract": act.contract or None,
                "contracts": act.contracts,
                "date": act.day.isoformat(),
                "author": act.author,
                "action": act.action or None,
                "what": act.what,
                "reason": act.reason or None,
                "commit": act.commit,
            }
            for act in weekly.acts
        ],
        "counts": {
            "contracts": weekly.contracts,
            "clients": weekly.clients,
            "missed": len(weekly.missed),
            "due": len(weekly.due),
            "expiring": len(weekly.expiring),
            "renewing": len(weekly.renewing),
            "unapproved": len(weekly.faulty),
            "unreadable": len(weekly.unreadable),
            "unknown": len(weekly.lacking),
            "proposals": len(weekly.waiting),
            "reviews": len(weekly.reviews),
            "changed": len(weekly.acts),
            "by_stage": dict(weekly.by_stage),
            "by_status": dict(weekly.by_status),
        },
    }


def _due(due: Due) -> dict[str, object]:
    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "id": due.id,
        "title": due.title,
        "client": due.client,
        "counterparty": due.counterparty,
        "owner": due.owner,
        "renewal_type": due.renewal_type or None,
        "status": due.status,
        "term_start": iso(due.term_start),
        "term_end": iso(due.term_end),
        "notice_deadline": iso(due.notice_deadline),
        "send_by": iso(due.send_by),
        "decision_by": iso(due.decision_by),
        "days_left": due.days_left,
        "amount": due.amount or None,
        "currency": due.currency or None,
    }
