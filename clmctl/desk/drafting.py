"""New contracts: an intake, and a draft drawn from a template."""

from collections.abc import Mapping
from dataclasses import replace

from clmctl.assemble.draw import Draft, Drawing, draw
from clmctl.assemble.questions import Prompt, defaults, field_of, printed_paths, prompts, typed_answer
from clmctl.desk.doing import Make
from clmctl.desk.numbering import Numbers
from clmctl.desk.opening import Desk
from clmctl.errors import UsageError
from clmctl.expression.error import did_you_mean
from clmctl.model.because import Because
from clmctl.model.client import Client, Contact
from clmctl.model.contract import Stage
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.template import Template
from clmctl.model.value import Value
from clmctl.store.paths import problem_with
from clmctl.text.fields.values import parse_value
from clmctl.text.files.client import compose_client
from clmctl.text.files.contract import compose
from clmctl.text.naming import plain_words


@frozen
class Wanted:
    """What a person wants drawn: the template, what they answered so far, for which client, under which owner."""

    template: str
    answers: Mapping[str, Value]
    client: str = ""
    owner: str = ""
    title: str = ""
    stage: Stage = "draft"
    because: Because = Because()
    id: str = ""


def template_named(desk: Desk, name: str) -> Template:
    """The template of that name. UsageError with the templates there are."""
    found = desk.library.templates.get(name)
    if found is None:
        known = ", ".join(sorted(desk.library.templates)) or "none: clmctl templates import brings one in"
        raise UsageError(
            f"There is no template {name!r}.", hint=did_you_mean(name, desk.library.templates) or f"There are: {known}."
        )
    return found


def answers_of(desk: Desk, words: Mapping[str, object]) -> dict[str, Value]:
    """Raw answers by any name as typed values by path.

    UsageError for a name or value that cannot be read, and for what is not the drawing's to say.
    """
    found: dict[str, Value] = {}
    for name, raw in words.items():
        field = field_of(name, desk.settings)
        if field is not None and field.path in _SETTLED:
            raise UsageError(f"{field.path} is no answer. {_SETTLED[field.path]}", hint="Leave it out.")
        if field is None:
            candidates = desk.settings.catalogue.find(name)
            hint = (
                f"It may mean {' or '.join(f.path for f in candidates)}."
                if candidates
                else did_you_mean(name, desk.settings.catalogue.by_path)
            )
            said = "more than one" if candidates else "no"
            raise UsageError(f"There is {said} field {name!r}.", hint=hint or "clmctl explain fields lists them.")
        try:
            found[field.path] = typed_answer(field, raw)
        except ValueError as wrong:
            raise UsageError(f"{field.path}: {wrong}", hint=field.help) from None
    return found


_SETTLED = {
    "id": "The number is drawn from the workspace's series.",
    "type": "The template says it.",
    "template": "The template is the one that is named.",
    "paper": "What is drawn from a template is our own paper.",
    "languages": "The template says them.",
    "stage": "A new contract begins as a draft; the stage moves by acts.",
    "agreed": "The agreed digest is taken once, by clmctl sign.",
    "dates.signed": "The day of signature is recorded by clmctl sign --date.",
}


def refuse_strangers(desk: Desk, template: str, answers: Mapping[str, Value]) -> None:
    """Raises UsageError where an answer is about a party that a contract from the template does not have, or about us."""
    found = template_named(desk, template)
    asked = [role for role in found.roles if role != found.our_role]
    for path in answers:
        role = path.split(".")[1] if path.startswith("parties.") else ""
        if role and role == found.our_role:
            raise UsageError(f"{path} is no answer: that party is us.", hint="organisation: in clmctl.yaml says who we are.")
        if role and role not in asked:
            raise UsageError(f"{template} has no party {role!r}.", hint=f"Say parties.{asked[0]}... instead." if asked else "")


def open_prompts(desk: Desk, wanted: Wanted) -> tuple[Prompt, ...]:
    """What the template asks for and nobody answered yet."""
    template = template_named(desk, wanted.template)
    found = prompts(template, desk.settings, wanted.answers, printed_paths(template, desk.library))
    return tuple(replace(prompt, required=False) for prompt in found) if wanted.stage == "request" else found


def completed(desk: Desk, wanted: Wanted) -> dict[str, Value]:
    """The answers with defaults filled in. UsageError naming everything that is still missing and has no default."""
    template = template_named(desk, wanted.template)
    answers = dict(wanted.answers)
    missing = []
    for prompt in prompts(template, desk.settings, answers, printed_paths(template, desk.library)):
        if prompt.default:
            answers[prompt.field.path] = parse_value(prompt.field, prompt.default)
        elif prompt.required and wanted.stage != "request":
            missing.append(prompt.field.path)
    if missing:
        raise UsageError(
            f"Still missing: {', '.join(missing)}.", hint=f"Give each with --set, for example --set {missing[0]}=..."
        )
    for path, text in defaults(template, desk.settings).items():
        field = field_of(path, desk.settings)
        if field is not None and field.path not in answers:
            answers[field.path] = parse_value(field, text)
    return answers


def client_folder(name: str) -> str:
    """A client's folder name from its legal or short name: lower-case words joined by hyphens."""
    return "-".join(plain_words(name))[:60].strip("-") or "client"


def client_called(name: str) -> str:
    """The client's folder that a person named; UsageError where no folder below `contracts` can be called so."""
    reason = "it has a `/`" if "/" in name else "it begins with a dot" if name.startswith(".") else problem_with(name)
    if reason:
        hint = f"Name a folder below contracts, such as {client_folder(name)}."
        raise UsageError(f"No client's folder can be called {name!r}: {reason}.", hint=hint)
    return name


def drafted(desk: Desk, wanted: Wanted) -> Draft:
    """The draft under the number that `wanted` carries."""
    template = template_named(desk, wanted.template)
    answers = completed(desk, wanted)
    counterparty = next((role for role in template.roles if role != template.our_role), "customer")
    name = str(answers.get(f"parties.{counterparty}.short_name") or answers.get(f"parties.{counterparty}.legal_name") or "")
    client = client_called(wanted.client) if wanted.client else client_folder(name)
    typed = answers_of(desk, {name: said for name, said in (("title", wanted.title), ("owner", wanted.owner)) if said})
    owner = str(typed.get("owner") or answers.get("owner", "")) or (desk.settings.people[0].id if desk.settings.people else "")
    return draw(
        template,
        desk.judge.approved,
        desk.settings,
        answers,
        Drawing(wanted.id, client, owner, desk.as_of, wanted.stage, str(typed.get("title", ""))),
    )


def drawing(wanted: Wanted) -> Make:
    """Draws a contract into the workspace, in one commit."""

    def make(desk: Desk) -> Plan:
        numbers = Numbers(desk, desk.ids())
        draft = drafted(desk, replace(wanted, id=numbers.next(template_named(desk, wanted.template).type)))
        counter, counted = numbers.remembered()
        writes = [Write(draft.path, compose(draft.front, draft.text)), *counter]
        reads = [Read(draft.path, None), *counted]
        client_file = f"contracts/{draft.client}/client.yaml"
        if desk.read(client_file) is None:
            writes.append(Write(client_file, _client_yaml(draft)))
            reads.append(Read(client_file, None))
        action = "request" if wanted.stage == "request" else "create"
        return Plan(
            action="request" if wanted.stage == "request" else "create",
            title=f"{'Request' if wanted.stage == 'request' else 'Draw'} {draft.id}: {draft.front['title']}",
            writes=tuple(writes),
            trailers=wanted.because.trailers(draft.id, action),
            reads=tuple(reads),
            render=() if wanted.stage == "request" else (draft.id,),
            notes=(f"{draft.id}  for {draft.client}, from template {wanted.template}", *draft.notes),
        )

    return make


def _client_yaml(draft: Draft) -> bytes:
    """The first `client.yaml` of a client: its name and where its notices go, from the contract."""
    parties = draft.front["parties"]
    them = (
        next((party for party in parties if isinstance(party, dict) and not party.get("ours")), {})
        if isinstance(parties, list)
        else {}
    )
    name, email = str(them.get("legal_name", "")), str(them.get("email", ""))
    contacts = (Contact(email=email, role="notices"),) if email else ()
    return compose_client(Client(draft.client, name or draft.client, contacts))


def wanted_of(desk: Desk, request: str, answers: Mapping[str, Value], because: Because) -> Wanted:
    """The draft that a request becomes: what it says, with these answers over it. UsageError where it is no request."""
    found = desk.contract(request)
    if found.stage != "request":
        raise UsageError(
            f"{request} is at stage {found.stage}: only a request becomes a draft.",
            hint="clmctl edit and clmctl set change a draft.",
        )
    known: dict[str, Value] = {path: value for path, value in found.values.items() if path not in _OWN}
    for party in found.parties:
        if not party.ours:
            for attribute in ("legal_name", "short_name", "jurisdiction", "company_no", "address", "email"):
                if said := getattr(party, attribute):
                    known[f"parties.{party.key}.{attribute}"] = said
    known.update({f"relations.{relation.type}": relation.id for relation in found.relations})
    if found.owner:
        known["owner"] = found.owner
    owner = str(answers.get("owner", "")) or found.owner
    title = str(answers.get("title", "")) or found.title
    return Wanted(found.template, {**known, **answers}, found.client, owner, title, "draft", because, found.id)


def becoming_draft(contract: str, answers: Mapping[str, Value], because: Because) -> Make:
    """Turns a request into a draft: the same number, drawn anew from its template with what is now known."""

    def make(desk: Desk) -> Plan:
        found = desk.contract(contract)
        draft = drafted(desk, wanted_of(desk, contract, answers, because))
        return Plan(
            action="create",
            title=f"Draw {draft.id} from its request",
            writes=(Write(found.path, compose(draft.front, draft.text)),),
            trailers=because.trailers(contract, "create"),
            reads=(Read(found.path, found.blob),),
            render=(contract,),
            notes=(f"{contract}  stage: request → draft", *draft.notes),
        )

    return make


_OWN = frozenset({"id", "title", "type", "template", "paper", "stage", "owner", "languages", "prevailing", "agreed"})
