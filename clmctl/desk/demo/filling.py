"""A believable portfolio of invented clients, the same for the same day: made by the same acts a person would do."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from clmctl.desk.demo.acts import Client, Deal, PaperDeal
from clmctl.desk.demo.deals import AGREEMENTS
from clmctl.desk.demo.library import APPROVED_AFTER, approving_order
from clmctl.desk.demo.paper import filing, papers
from clmctl.desk.demo.scene import Making, Scene
from clmctl.desk.demo.under import UNDER
from clmctl.desk.doing import Make
from clmctl.desk.drafting import Wanted, answers_of, drawing, template_named
from clmctl.desk.opening import Desk
from clmctl.desk.starting import first_plan
from clmctl.model.because import Because
from clmctl.model.contract import Stage
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store.chronicle import Chronicle
from clmctl.store.git import Repository
from clmctl.store.write import fast_forward
from clmctl.terms.status import span_on

_NAMED = re.compile(r"\{([a-z-]+)(?:\.(end|deadline))?\}")
_WHAT = "Making the demo"


class _Step(NamedTuple):
    """Something that happens on a day: the drawing of a deal (`act` -1) or one of its acts; -1 for `deal` is the library's."""

    day: date
    deal: int
    act: int


def fill(repo: Repository, as_of: date, progress: Callable[[str, int, int], None]) -> int:
    """Fills a new workspace; the number of contracts. Every date, number and commit follows from `as_of` alone.

    All is made in memory and in git's objects; the folder and HEAD change at the very end, in one move.
    """
    deals: tuple[Deal | PaperDeal, ...] = (*AGREEMENTS, *UNDER, *papers(as_of))
    steps = _steps(deals, as_of)
    founder = Actor("Contract manager", "contract-manager@example.org", "admin", "contract-manager")
    ids: dict[str, str] = {}
    with Chronicle(repo) as chronicle:
        begun = first_plan(repo, founder)
        making = Making(
            Scene(repo, as_of, {write.path: write.data for write in begun.writes if write.data is not None}), chronicle
        )
        kept = tuple(Write(path, data) for path, data in making.scene.calendars.to_keep())
        making.record(replace(begun, writes=(*begun.writes, *kept)), founder, _workday(steps[0].day - timedelta(days=7)))
        for done, step in enumerate(steps, 1):
            if step.deal < 0:
                making.do(approving_order(step.day), "legal-lead", step.day)
            elif step.act < 0:
                deal = deals[step.deal]
                make = filing(deal) if isinstance(deal, PaperDeal) else _drawing(deal, as_of, ids)
                plan = making.do(make, deal.owner, step.day)
                ids[deal.name] = next(value for name, value in plan.trailers if name == "Contract")
            else:
                act = deals[step.deal].acts[step.act]
                making.do(act.make(ids[deals[step.deal].name], step.day), act.by, step.day)
            progress(_WHAT, done, len(steps) + 1)
    fast_forward(repo, chronicle.last, tuple(Write(path, data) for path, data in making.scene.files.items()))
    progress(_WHAT, len(steps) + 1, len(steps) + 1)
    return len(ids)


def _steps(deals: tuple[Deal | PaperDeal, ...], as_of: date) -> list[_Step]:
    """Everything that happens up to the day of the demo, in order, on working days."""
    steps = [_Step(_workday(as_of + timedelta(days=APPROVED_AFTER)), -1, 0)]
    for number, deal in enumerate(deals):
        drawn = as_of + timedelta(days=deal.drawn if isinstance(deal, PaperDeal) else deal.begins - deal.drawn)
        steps.append(_Step(_workday(drawn), number, -1))
        steps += [_Step(_workday(drawn + timedelta(days=act.after)), number, at) for at, act in enumerate(deal.acts)]
    return sorted(step for step in steps if step.day <= as_of)


def _workday(day: date) -> date:
    """The day, or the Friday before it: nobody works here on a Saturday or Sunday."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _drawing(deal: Deal, as_of: date, ids: dict[str, str]) -> Make:
    """Draws the deal's contract, or asks for it."""

    def make(desk: Desk) -> Plan:
        template = template_named(desk, deal.template)
        them = next(role for role in template.roles if role != template.our_role)
        said = {name: _NAMED.sub(lambda match: _meant(desk, ids, match), text) for name, text in deal.answers.items()}
        effective = (as_of + timedelta(days=deal.begins)).isoformat()
        answers = answers_of(desk, {**_party(deal.client, them), "dates.effective": effective, **said})
        stage: Stage = "request" if deal.as_request else "draft"
        because = Because(deal.why)
        return drawing(Wanted(deal.template, answers, deal.client.folder, deal.owner, "", stage, because))(desk)

    return make


def _meant(desk: Desk, ids: dict[str, str], match: re.Match[str]) -> str:
    """What a name in an answer stands for: a contract's number, or a day of its term."""
    if match[1] == "today":
        return desk.as_of.isoformat()
    if not match[2]:
        return ids[match[1]]
    span = span_on(desk.terms(desk.contract(ids[match[1]])), desk.as_of)
    day = getattr(span, match[2])
    return str(day)


def _party(client: Client, role: str) -> dict[str, str]:
    lead = f"parties.{role}."
    return {
        lead + "legal_name": client.legal_name,
        lead + "short_name": client.short_name,
        lead + "jurisdiction": client.jurisdiction,
        lead + "company_no": client.company_no,
        lead + "address": client.address,
        lead + "email": client.email,
    }
