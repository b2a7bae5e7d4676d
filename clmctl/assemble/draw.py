"""A contract drawn from a template: conditions run once, here, and what is left is what is agreed."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from clmctl.assemble.amending import CHANGES, changes_front
from clmctl.assemble.questions import our_party
from clmctl.errors import ConfigError, UsageError
from clmctl.expression.conditions import Conditions
from clmctl.library.approved import Approved
from clmctl.model.clause import Variant
from clmctl.model.contract import ClausePin, Stage
from clmctl.model.frozen import frozen
from clmctl.model.party import Party
from clmctl.model.settings import Settings
from clmctl.model.template import Template, TemplateClause
from clmctl.model.value import Value
from clmctl.text.comparing.digest import rebase
from clmctl.text.dialect.options import expand, options_of
from clmctl.text.fields.shapes import CONTRACT_ID
from clmctl.text.fields.tables import RELATIONS
from clmctl.text.yaml.written import plain_of

#: Front matter sections in the order a person reads them.
_SECTIONS = ("dates", "term", "renewal", "termination", "money", "liability", "legal", "conventions", "fields")


@frozen
class Draft:
    """A contract not yet written: its id, its client's folder, its front matter in order, its text, and remarks."""

    id: str
    client: str
    front: Mapping[str, object]
    text: str
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where its file will stand."""
        return f"contracts/{self.client}/{self.id}/contract.md"


@frozen
class Drawing:
    """What a drawing is about: who draws it for whom, under which number, on which day."""

    number: str
    client: str
    owner: str
    on: date
    stage: Stage = "draft"
    title: str = ""


#: A field in a condition.
_PATH = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")


@frozen
class Placed:
    """A clause as it will stand: its anchor, the approved text taken, the options resolved, the schedule it stands under.

    `home` is the language that prevails in the contract, whose clauses need not name theirs.
    """

    at: str
    variant: Variant
    options: Mapping[str, bool]
    schedule: str
    home: str = "en"

    def text(self) -> str:
        """The clause's text under its anchor: `## Heading {#anchor}` and the body, options resolved."""
        head, _, body = expand(self.variant.text, self.options).strip("\n").partition("\n")
        title = head.lstrip("#").split(" {#", 1)[0].strip()
        language = f" lang={self.variant.lang}" if self.variant.lang not in ("", self.home) else ""
        return rebase(f"## {title} {{#{self.at}{language}}}\n{body}".rstrip() + "\n", self.variant.clause, self.at)

    def pin(self, digest: str) -> ClausePin:
        """The pin that promises this text."""
        v = self.variant
        return ClausePin(self.at, v.clause, v.name, v.version, v.lang, self.options, digest)


def draw(template: Template, approved: Approved, settings: Settings, answers: Mapping[str, Value], drawing: Drawing) -> Draft:
    """The draft a template gives for typed answers (catalogue paths and `parties.<key>.<attribute>`).

    ConfigError where the template asks for a clause or position the library has not approved; UsageError where our own
    organisation is not in the settings.
    """
    values = dict(answers)
    values.setdefault("type", template.type)
    values.setdefault("template", template.id)
    values.setdefault("paper", "own")
    conditions = Conditions(settings)
    placed = [one for clause in template.clauses for one in place(clause, template, approved, conditions, values)]
    pins = [p.pin(_ledger_digest(approved, p.variant, template)) for p in placed]
    front: dict[str, object] = {
        "id": drawing.number,
        "title": drawing.title or template.title,
        "type": template.type,
        "template": template.id,
        "paper": "own",
        "stage": drawing.stage,
        "owner": drawing.owner,
        "languages": list(template.languages),
        **({"prevailing": template.language} if len(template.languages) > 1 else {}),
        "parties": [_party_front(party) for party in _parties(template, settings, answers)],
    }
    if ties := _relations(answers):
        front["relations"] = ties
    if (changes := answers.get(CHANGES.path)) is not None:
        front["changes"] = changes_front(changes, settings)
    front.update(_sections(answers, settings))
    for name, rows in template.rows.items():
        front[name] = [dict(row) for row in rows]
    front["clauses"] = [pin_front(pin) for pin in pins]
    left_out = tuple(_left_out(template, conditions, values))
    return Draft(drawing.number, drawing.client, MappingProxyType(front), _text(template, placed, front["title"]), left_out)


def _left_out(template: Template, conditions: Conditions, values: Mapping[str, Value]) -> Iterator[str]:
    """Which clauses are not drawn: a line each where the answers say so, and one for all that nobody asked for."""
    unasked = []
    for each in template.clauses:
        if not each.when or conditions.hold(each.when, values):
            continue
        if all(path in values for path in _PATH.findall(each.when)):
            yield f"{each.clause}: left out, because not {each.when}"
        else:
            unasked.append(each.clause)
    if unasked:
        yield f"not asked for: {', '.join(unasked)} (clmctl templates show {template.id} says what each hangs on)"


def place(
    clause: TemplateClause, template: Template, approved: Approved, conditions: Conditions, values: Mapping[str, Value]
) -> Iterator[Placed]:
    """The clause as the template's conditions place it for these values, once in each language; none where it is left out."""
    if clause.when and not conditions.hold(clause.when, values):
        return
    name = next((variant for when, variant in clause.choose if conditions.hold(when, values)), clause.variant)
    for language in template.languages or ("en",):
        variant = approved.library.variant(clause.clause, name, language)
        if variant is None or variant.status != "approved":
            state = f"does not exist in {language}" if variant is None else f"is {variant.status}"
            raise ConfigError(
                f"The template {template.id} takes {clause.clause} {name}, which {state}.",
                hint=f"clmctl clauses show {clause.clause} lists its positions; approve one, or change the template.",
                path=template.path,
            )
        marked = options_of(variant.text)
        options = {option: _switched(clause.options.get(option, "false"), conditions, values) for option in marked}
        at = clause.anchor or clause.clause
        yield Placed(at, variant, MappingProxyType(options), clause.schedule, template.language)


def _switched(condition: str, conditions: Conditions, values: Mapping[str, Value]) -> bool:
    """Whether an option is on: `true`, `false`, or a condition on the answers; one that cannot be decided is off."""
    if condition in ("true", "false"):
        return condition == "true"
    return bool(conditions.hold(condition, values))


def _ledger_digest(approved: Approved, variant: Variant, template: Template) -> str:
    entry = approved.entry(variant)
    if entry is None or entry.digest != variant.digest:
        why = "was never approved" if entry is None else "was changed after its approval"
        raise ConfigError(
            f"{variant.clause} {variant.name} version {variant.version} {why}: template {template.id} cannot use it.",
            hint=f"clmctl clauses approve {variant.clause} {variant.name} --why ... approves the text as it stands.",
            path=variant.path,
        )
    return entry.digest


def _parties(template: Template, settings: Settings, answers: Mapping[str, Value]) -> list[Party]:
    if not settings.organisation.legal_name:
        raise UsageError("The workspace does not say who we are.", hint="Fill in organisation: in clmctl.yaml.")
    parties = []
    for role in template.roles:
        if role == template.our_role:
            parties.append(our_party(settings.organisation, role))
            continue
        said = {
            attribute: str(answers.get(f"parties.{role}.{attribute}", ""))
            for attribute in ("legal_name", "short_name", "jurisdiction", "company_no", "address", "email")
        }
        parties.append(
            Party(
                key=role,
                role=role,
                legal_name=said["legal_name"],
                short_name=said["short_name"] or said["legal_name"],
                jurisdiction=said["jurisdiction"],
                company_no=said["company_no"],
                address=said["address"],
                email=said["email"],
            )
        )
    return parties


def _party_front(party: Party) -> dict[str, object]:
    front: dict[str, object] = {"key": party.key, "role": party.role}
    if party.ours:
        front["ours"] = True
    for attribute in ("legal_name", "short_name", "jurisdiction", "company_no", "address", "email"):
        if said := getattr(party, attribute):
            front[attribute] = said
    if party.notice:
        front["notice"] = list(party.notice)
    if party.signatories:
        front["signatories"] = [
            {k: v for k, v in (("name", s.name), ("title", s.title), ("email", s.email)) if v} for s in party.signatories
        ]
    return front


def _relations(answers: Mapping[str, Value]) -> list[dict[str, str]]:
    """The contracts this one is tied to, as `relations.<kind>` were answered. UsageError for what is no contract's number."""
    ties = []
    for kind in RELATIONS:
        if said := str(answers.get(f"relations.{kind}", "")):
            if re.fullmatch(CONTRACT_ID, said) is None:
                raise UsageError(f"{said!r} is no contract's number.", hint="It is written as MSA-2026-0042.")
            ties.append({"type": kind, "id": said})
    return ties


def _sections(answers: Mapping[str, Value], settings: Settings) -> dict[str, object]:
    """Catalogue values as nested mappings, in catalogue order within the usual order of sections."""
    nested: dict[str, object] = {name: {} for name in _SECTIONS}
    for field in settings.catalogue.fields:
        if field.path not in answers or field.path in _TOP:
            continue
        spot = nested
        *parents, last = field.path.split(".")
        for parent in parents:
            inner = spot.setdefault(parent, {})
            if not isinstance(inner, dict):
                raise ConfigError(f"The field {field.path} stands under a value, not under a section.", path="clmctl.yaml")
            spot = inner
        spot[last] = plain_of(answers[field.path])
    return {name: section for name, section in nested.items() if section != {}}


_TOP = frozenset({"id", "title", "type", "template", "paper", "stage", "owner", "languages", "agreed"})


def pin_front(pin: ClausePin) -> dict[str, object]:
    """A pin as front matter says it."""
    front: dict[str, object] = {
        "at": f"#{pin.at}",
        "clause": pin.clause,
        "variant": pin.variant,
        "version": pin.version,
        "lang": pin.lang or "en",
    }
    if pin.options:
        front["options"] = dict(pin.options)
    front["digest"] = pin.digest
    return front


def _text(template: Template, placed: list[Placed], title: object) -> str:
    parts = [template.preamble.strip("\n") or f"# {title}"]
    schedules: dict[str, list[str]] = {}
    for clause in placed:
        (schedules.setdefault(clause.schedule, []) if clause.schedule else parts).append(clause.text().strip("\n"))
    if template.closing.strip():
        parts.append(template.closing.strip("\n"))
    for number, (name, texts) in enumerate(schedules.items(), 1):
        parts.append(f"# Schedule {number}: {name} {{#schedule-{number}}}")
        parts += texts
    return "\n\n".join(parts) + "\n"
