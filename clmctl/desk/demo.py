"""A believable portfolio of invented clients, the same for the same day: made by the same acts a person would do."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone

from clmctl.desk.demo_acts import Client, Deal
from clmctl.desk.demo_deals import DEALS
from clmctl.desk.doing import Make, Moment, do
from clmctl.desk.drafting import Wanted, answers_of, drawing
from clmctl.desk.opening import Desk
from clmctl.desk.starting import record_start
from clmctl.model.because import Because
from clmctl.model.contract import Stage
from clmctl.model.person import Actor
from clmctl.model.plan import Plan
from clmctl.store.git import Repository

TEMPLATE = "customer-agreement"


def fill(repo: Repository, as_of: date, progress: Callable[[str, int, int], None]) -> int:
    """Fills a new workspace; the number of contracts. Every date, number and commit follows from `as_of` alone."""
    beginnings = [as_of + timedelta(days=deal.begins - deal.drawn) for deal in DEALS]
    record_start(repo, _actor("contract-manager", "admin"), _moment(min(beginnings) - timedelta(days=7), 0))
    steps: list[tuple[date, int, int]] = []
    for number, (deal, drawn) in enumerate(zip(DEALS, beginnings, strict=True)):
        steps.append((drawn, number, -1))
        steps += [(drawn + timedelta(days=act.after), number, position) for position, act in enumerate(deal.acts)]
    steps = [step for step in sorted(steps) if step[0] <= as_of]
    ids: dict[int, str] = {}
    for done, (day, number, position) in enumerate(steps, 1):
        deal = DEALS[number]
        desk = Desk(repo, day)
        if position < 0:
            plan, _ = do(desk, _drawing(deal, as_of), _actor(deal.owner, "editor"), _moment(day, done))
            ids[number] = next(value for name, value in plan.trailers if name == "Contract")
        else:
            act = deal.acts[position]
            do(desk, act.make(ids[number], day), _actor(act.by, "admin"), _moment(day, done))
        progress("Making the demo", done, len(steps))
    return len(ids)


def _drawing(deal: Deal, as_of: date) -> Make:
    effective = as_of + timedelta(days=deal.begins)
    stage: Stage = "request" if deal.as_request else "draft"

    def make(desk: Desk) -> Plan:
        answers = answers_of(desk, {**_party(deal.client), "dates.effective": effective.isoformat(), **deal.answers})
        because = Because("new business with this client" if not deal.as_request else "asked for by the account manager")
        return drawing(Wanted(TEMPLATE, answers, deal.client.folder, deal.owner, "", stage, because))(desk)

    return make


def _party(client: Client) -> dict[str, str]:
    lead = "parties.customer."
    return {
        lead + "legal_name": client.legal_name,
        lead + "short_name": client.short_name,
        lead + "jurisdiction": client.jurisdiction,
        lead + "company_no": client.company_no,
        lead + "address": client.address,
        lead + "email": client.email,
    }


def _actor(person: str, role: str) -> Actor:
    name = person.replace("-", " ").capitalize()
    return Actor(name, f"{person}@example.org", "admin" if role == "admin" else "editor", person)


def _moment(day: date, number: int) -> Moment:
    """A moment of that working day, later for later acts, so that the history keeps its order."""
    clock = time(9 + number % 8, (number * 7) % 60)
    return Moment(datetime.combine(day, clock, timezone(timedelta(0))).isoformat())
