"""Doing a plan: role, rendered Word files, the write path; made again from a fresh desk where something it rests on moved."""

from collections.abc import Callable
from dataclasses import replace

from clmctl.desk.opening import SETTINGS, Desk
from clmctl.desk.rendering import MANY, rendering
from clmctl.desk.silence import refuse_silence, with_hand_edits
from clmctl.errors import ClmError, Conflict, NotAllowed
from clmctl.model.frozen import frozen
from clmctl.model.person import ROLES, Actor, Role
from clmctl.model.plan import NEEDS_ROLE, Plan, Read, Receipt, Write
from clmctl.model.settings import Settings
from clmctl.store.objects import object_id
from clmctl.store.survey import Stale
from clmctl.store.write import commit
from clmctl.text.files.settings import included

_TRIES = 5

Make = Callable[[Desk], Plan]


@frozen
class Moment:
    """When an act happens: the ISO moment with its offset that the commit bears. Only the edge makes one."""

    iso: str


def read_of(desk: Desk, path: str, data: bytes | None) -> Read:
    """What an act that saw these bytes of a file rests on (None: there was no such file)."""
    return Read(path, None if data is None else object_id("blob", data, desk.repo.algorithm))


def prepared(desk: Desk, make: Make, *, with_edits: bool = False) -> Plan:
    """The plan, complete: with the Word files of what it changes, and calendars worked out for the first time; without the files
    that stay as the folder and the last commit have them.

    `with_edits`: edits made by hand in the same files are recorded along with it, and said.
    """
    plan = make(desk)
    writes = {write.path: write for write in plan.writes}
    reads = list(plan.reads)
    for number, contract in enumerate(plan.render, 1):
        if desk.progress is not None and len(plan.render) >= MANY:
            desk.progress("Rendering", number, len(plan.render))
        for write in _rendered(desk, contract, writes):
            if write.path not in writes and desk.read(write.path) is None:
                reads.append(Read(write.path, None))  # a Word file that is gone is made again
            writes[write.path] = write
    if plan.writes:
        for path, data in desk.calendars.to_keep():
            writes.setdefault(path, Write(path, data))
    plan = replace(plan, writes=tuple(write for write in writes.values() if _changes(desk, write)), reads=tuple(reads))
    return with_hand_edits(desk, plan) if with_edits else plan


def do(
    desk: Desk, make: Make, actor: Actor, moment: Moment, *, with_edits: bool = False, shown: Plan | None = None
) -> tuple[Plan, Receipt]:
    """What was planned and what it left; NotAllowed for a role that does not reach, Conflict where others were faster.

    `shown` is the plan a person has seen; it is made anew only where something it rests on moved since.
    """
    current, plan = desk, shown
    for _ in range(_TRIES):
        plan = plan or prepared(current, make, with_edits=with_edits)
        check_role(plan, actor)
        if with_edits:
            refuse_silence(current, plan)
        try:
            return plan, commit(current.repo, plan, actor, moment.iso, with_edits=with_edits)
        except Stale:
            current, plan = Desk(desk.repo, desk.as_of), None
    raise Conflict("What this act rests on keeps changing; nothing was written.", hint="Try again in a moment.")


def check_role(plan: Plan, actor: Actor) -> None:
    """Raises NotAllowed where the act asks for a role the actor does not have. The one place roles are checked."""
    needed: Role = NEEDS_ROLE.get(plan.action, "editor")
    if ROLES.index(actor.role) < ROLES.index(needed):
        raise NotAllowed(
            f"{actor.name} <{actor.email}> is {actor.role} here; this needs {needed}.",
            hint="An admin changes roles under people: in clmctl.yaml.",
            path="clmctl.yaml",
        )


def actor_of(desk: Desk, name: str, email: str) -> Actor:
    """The person acting, with the role the workspace gives; an e-mail it does not list has the default role."""
    settings = _roles(desk)
    person = settings.person(email)
    if person is None:
        return Actor(name, email, settings.default_role, listed=False)
    return Actor(name, email, person.role, person.id)


def _roles(desk: Desk) -> Settings:
    """The settings that say who may do what: as recorded, so that nobody raises themselves by editing the file.

    Where no admin is recorded yet, or what is recorded cannot be read, the folder's: somebody must be able to begin.
    """
    if desk.at or not desk.head:
        return desk.settings
    recorded = Desk(desk.repo, desk.as_of, desk.head)
    now = desk.read(SETTINGS) or b""
    if all(desk.read(path) == recorded.read(path) for path in (SETTINGS, *included(now))):
        return desk.settings
    try:
        found = recorded.settings
    except ClmError:
        return desk.settings
    return found if any(person.role == "admin" for person in found.people) else desk.settings


def _changes(desk: Desk, write: Write) -> bool:
    """Whether a file is not yet, in the folder and in the last commit, what the plan would make it."""
    if write.executable is not None or desk.read(write.path) != write.data:
        return True
    return desk.recorded(write.path) != write.data


def _rendered(desk: Desk, contract: str, writes: dict[str, Write]) -> list[Write]:
    return rendering(desk, contract, {path: write.data for path, write in writes.items() if write.data is not None})
