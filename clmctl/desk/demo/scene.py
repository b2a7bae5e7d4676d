"""The workspace of the demo while it is made: everything in memory, every act planned as any other, nothing on the disk yet."""

from copy import copy
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from functools import cached_property

from clmctl.desk.doing import Make, Moment, check_role
from clmctl.desk.opening import LIBRARY_FOLDERS, Desk
from clmctl.desk.rendering import docx_of, style_of
from clmctl.errors import UsageError
from clmctl.library.read import read_library
from clmctl.model.finding import Finding
from clmctl.model.library import Library
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Write
from clmctl.store.chronicle import Chronicle
from clmctl.store.git import Repository
from clmctl.store.listing import files_under
from clmctl.word.source import exact_digest, status_of

#: What lies under these belongs to the library: a change there makes it read anew.
_LIBRARY = tuple(f"{folder}/" for folder in LIBRARY_FOLDERS)


class Scene(Desk):
    """A desk whose files are in memory, over what the folder holds; a later day's is made with `on`."""

    def __init__(self, repo: Repository, as_of: date, files: dict[str, bytes]) -> None:
        super().__init__(repo, as_of)
        self.files = files

    def on(self, day: date) -> "Scene":
        """The same workspace on another day, with what has been read of it so far."""
        other = copy(self)
        other.as_of = day
        return other

    def read(self, path: str) -> bytes | None:
        """The bytes of a file, those in memory first."""
        found = self.files.get(path)
        return super().read(path) if found is None else found

    @cached_property
    def _library_read(self) -> tuple[Library, tuple[Finding, ...]]:
        made = {path: data for path, data in self.files.items() if path.startswith(_LIBRARY)}
        return read_library({**files_under(self.repo, LIBRARY_FOLDERS), **made})

    def path_of(self, contract: str) -> str:
        """Where the contract's file is."""
        ending = f"/{contract}/contract.md"
        found = next((path for path in self.files if path.endswith(ending)), "")
        if not found:
            raise UsageError(f"There is no contract {contract!r} in the demo yet.")
        return found

    def ids(self) -> list[str]:
        """The ids of all contracts."""
        return [path.split("/")[2] for path in self.files if path.endswith("/contract.md")]


class Making:
    """The demo being made: acts are done one after the other: each changes the scene and is a commit of the chronicle."""

    def __init__(self, scene: Scene, chronicle: Chronicle) -> None:
        self.scene = scene
        self._chronicle = chronicle
        self._printed: dict[str, str] = {}
        self._day = date.min
        self._acts = 0

    def do(self, make: Make, person: str, day: date) -> Plan:
        """The plan of the act, done by that person on that day."""
        scene = self._ready(day)
        plan = make(scene)
        found = scene.settings.person(person)
        actor = (
            Actor(found.name, found.email, found.role, found.id) if found else Actor(person, f"{person}@example.org", "editor")
        )
        check_role(plan, actor)
        self.record(plan, actor, day)
        return plan

    def record(self, plan: Plan, actor: Actor, day: date) -> None:
        """Puts the plan's files in place, with the Word files that print something new, and makes the commit."""
        writes = {write.path: write.data for write in plan.writes}
        self._put(writes)
        for contract in plan.render:
            writes.update(self._rendered(contract))
        self._put(writes)
        whole = replace(plan, writes=tuple(Write(path, data) for path, data in writes.items()))
        self._chronicle.record(whole, actor, self._moment(day).iso)
        if any(path.startswith(_LIBRARY) for path in writes):
            self.scene = Scene(self.scene.repo, self.scene.as_of, self.scene.files)

    def _ready(self, day: date) -> Scene:
        """The scene of the day; what all days share has been read by then."""
        _ = self.scene.settings, self.scene.judge
        return self.scene.on(day)

    def _put(self, writes: dict[str, bytes | None]) -> None:
        for path, data in writes.items():
            if data is None:
                self.scene.files.pop(path, None)
            else:
                self.scene.files[path] = data

    def _rendered(self, contract: str) -> dict[str, bytes | None]:
        """The Word file, where it prints something else than the one before."""
        found = self.scene.contract(contract)
        prints = exact_digest(found, style=style_of(self.scene, found).digest, status=status_of(found))
        if self._printed.get(contract) == prints:
            return {}
        self._printed[contract] = prints
        return {f"{found.folder}/contract.docx": docx_of(self.scene, found)}

    def _moment(self, day: date) -> Moment:
        """A moment of that working day, later for later acts, so that the history keeps its order."""
        self._acts = self._acts + 1 if day == self._day else 0
        self._day = day
        at = datetime.combine(day, time(9, 10), timezone(timedelta(0))) + timedelta(minutes=17 * self._acts)
        return Moment(at.isoformat())
