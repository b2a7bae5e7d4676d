"""Opening a workspace: everything a command may ask about it, each part read once and only when asked for."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from clmctl.desk.calendars import Calendars
from clmctl.desk.reading import reading_of
from clmctl.errors import ConfigError, Unreadable, UsageError
from clmctl.expression.conditions import Conditions
from clmctl.expression.error import did_you_mean
from clmctl.expression.names import Names
from clmctl.store.git import Repository
from clmctl.store.index.portfolio import Index
from clmctl.store.listing import files_under
from clmctl.store.objects import Objects, file_at, object_id
from clmctl.store.opening import open_repository
from clmctl.store.paths import read_optional
from clmctl.store.revisions import day_of, head, resolve
from clmctl.store.worktree import left_out, not_checked_out
from clmctl.terms.horizon import horizon_for
from clmctl.text.files.settings import included, read_settings

if TYPE_CHECKING:
    from clmctl.lint.verdict import Judge
    from clmctl.model.calendar import Calendar
    from clmctl.model.contract import Contract
    from clmctl.model.finding import Finding
    from clmctl.model.library import Library
    from clmctl.model.parsed import Reading
    from clmctl.model.question import Question, Table
    from clmctl.model.record import Records
    from clmctl.model.settings import Settings
    from clmctl.model.term import Conventions, Terms
    from clmctl.word.stylefile import StyleDocument

SETTINGS = "clmctl.yaml"
LIBRARY_FOLDERS = ("clause_library", "templates")
#: A parent of a parent of a parent ...: deeper than this is a circle.
_DEEPEST = 8


class Desk:
    """A workspace that is open: its settings, library and contracts as they stand in the folder, or stood at a commit.

    `as_of` is the day the arithmetic calls today; `at` the commit looked at, empty for the working folder. Parts are read
    when first asked for and then kept, so one desk always gives the same answer.
    """

    def __init__(
        self, repo: Repository, as_of: date, at: str = "", progress: Callable[[str, int, int], None] | None = None
    ) -> None:
        self.repo = repo
        self.as_of = as_of
        self.at = at
        self.progress = progress
        #: Word style documents opened so far, by path (empty: the one clmctl carries); see desk.rendering.
        self.styles: dict[str, StyleDocument] = {}

    def read(self, path: str) -> bytes | None:
        """The bytes of a workspace file, or None where there is none; as recorded where a sparse checkout keeps it away."""
        data = None if self.at else read_optional(self.repo.root, path)
        if self.at or (data is None and self.head and path in self.away):
            return self._objects.blob_at(self.at or self.head, path)
        return data

    def recorded(self, path: str) -> bytes | None:
        """The bytes of a workspace file as the last commit has it, or None."""
        return file_at(self.repo, self.head, path) if self.head else None

    @cached_property
    def away(self) -> frozenset[str]:
        """Recorded files that a sparse checkout keeps away from the folder."""
        return not_checked_out(self.repo)

    @cached_property
    def _objects(self) -> Objects:
        return Objects(self.repo)

    @cached_property
    def _settings_read(self) -> "tuple[Settings | None, tuple[Finding, ...]]":
        main = self.read(SETTINGS)
        if main is None:
            raise ConfigError(f"There is no {SETTINGS} here.", hint="Run clmctl init to make a workspace.", path=SETTINGS)
        files = {SETTINGS: main}
        for path in included(main) if b"include" in main else ():
            data = self.read(path)
            if data is not None:
                files[path] = data
        return read_settings(files)

    @cached_property
    def settings(self) -> "Settings":
        """The workspace's settings; ConfigError with the place where they cannot be used at all."""
        settings, findings = self._settings_read
        if settings is None:
            first = findings[0]
            raise ConfigError(first.message, hint=first.hint, path=first.place.path, line=first.place.line)
        return settings

    @cached_property
    def _library_read(self) -> "tuple[Library, tuple[Finding, ...]]":
        from clmctl.library.read import read_library  # noqa: PLC0415 - questions need no library

        return read_library(files_under(self.repo, LIBRARY_FOLDERS, self.at))

    @property
    def library(self) -> "Library":
        """The clause library and templates, as far as they can be read."""
        return self._library_read[0]

    @cached_property
    def rules(self) -> str:
        """A digest of which rules are installed: what was found before is kept under it."""
        from clmctl.desk.checking.kept_findings import rules_as_installed  # noqa: PLC0415 - questions find nothing

        return rules_as_installed()

    @property
    def findings(self) -> "tuple[Finding, ...]":
        """Problems in the settings and the library."""
        return (*self._settings_read[1], *self._library_read[1])

    @cached_property
    def judge(self) -> "Judge":
        """The judge of approved language."""
        from clmctl.library.approved import Approved  # noqa: PLC0415 - questions need no judge
        from clmctl.lint.verdict import Judge  # noqa: PLC0415

        return Judge(Approved(self.library), self.conditions)

    @cached_property
    def conditions(self) -> Conditions:
        """The workspace's condition language."""
        return Conditions(self.settings)

    @property
    def names(self) -> Names:
        """Every name a query may use."""
        return self.conditions.names

    @cached_property
    def calendars(self) -> Calendars:
        """The calendars the settings name."""
        return Calendars(self.settings.calendars, self.read)

    @property
    def reading(self) -> "Reading":
        """How the index reads contracts and derives their terms."""
        return reading_of(self.settings, self.calendars, self.as_of)

    @cached_property
    def index(self) -> Index:
        """The index; each answer of it is proven fresh."""
        return Index(self.repo, self.reading, self.progress, past=bool(self.at))

    def ids(self) -> Iterable[str]:
        """The ids of all contracts."""
        return self.index.ids(at=self.at)

    def path_of(self, contract: str) -> str:
        """Where the contract's file is. UsageError with what may have been meant where no contract bears the id."""
        if not self.at:
            guessed = ((path, read_optional(self.repo.root, path)) for path in self.index.guess(contract))
            bearing = [path for path, data in guessed if data is not None and _bears(data, contract)]
            if len(bearing) == 1:
                return bearing[0]
        paths = self.index.paths_of(contract, at=self.at)
        if not paths:
            for problem in self.index.problems(at=self.at):
                if problem.path.endswith(f"/{contract}/contract.md"):
                    return problem.path
            if self.at and self.index.paths_of(contract):
                raise UsageError(
                    f"{contract} did not exist at {self.at[:10]}.", hint=f"clmctl history {contract} shows since when it does."
                )
            if gone := self.index.paths_of(contract, at=self.head) if self.head and not self.at else ():
                if gone[0] in self.away:
                    said, brings = left_out(gone[0])
                    raise UsageError(said, hint=brings, path=gone[0])
                raise UsageError(
                    "was deleted by hand, and that is not recorded yet",
                    hint=f'clmctl save {contract} --why "..." records it; clmctl undo {contract} then brings it back.',
                    path=gone[0],
                )
            near = did_you_mean(contract, self.ids())
            raise UsageError(
                f"There is no contract {contract!r} here.", hint=near or "clmctl list shows the contracts there are."
            )
        if len(paths) > 1:
            raise UsageError(
                f"{contract} is the id of {len(paths)} files: {', '.join(paths)}.", hint="Give one of them another id."
            )
        return paths[0]

    def contract(self, contract: str) -> "Contract":
        """The contract of that id. Unreadable with the place where its file cannot be read."""
        return self.contract_at(self.path_of(contract))[0]

    def contract_at(self, path: str) -> "tuple[Contract, tuple[Finding, ...], bytes]":
        """The contract in a file, what was found wrong with it, and its bytes; Unreadable where none can be made of it."""
        data = self.read(path)
        if data is None:
            raise Unreadable("there is no such file", path=path)
        from clmctl.text.files.contract import read_contract  # noqa: PLC0415 - questions read no contract

        found, findings = read_contract(path, object_id("blob", data, self.repo.algorithm), data, self.settings.catalogue)
        if found is None:
            first = findings[0]
            raise Unreadable(first.message, hint=first.hint, path=first.place.path, line=first.place.line)
        return found, findings, data

    def records(self, contract: "Contract") -> "Records":
        """What happened to the contract since signature."""
        from clmctl.text.files.records import read_records  # noqa: PLC0415

        files = {name: self.read(f"{contract.folder}/record/{name}.jsonl") for name in ("terms", "notices")}
        return read_records({f"{contract.folder}/record/{name}.jsonl": data for name, data in files.items() if data is not None})[
            0
        ]

    def conventions(self, contract: "Contract") -> "Conventions":
        """How the contract counts days."""
        from clmctl.terms.reckoning import conventions_of  # noqa: PLC0415

        return conventions_of(contract, self.settings)

    def calendar(self, contract: "Contract") -> "Calendar | None":
        """The calendar the contract's conventions name, or None where they name none."""
        return self.calendars.named(self.conventions(contract).calendar)

    def terms(self, contract: "Contract", depth: int = 0) -> "Terms":
        """The contract's terms, a coterminous one's by its parent's."""
        from clmctl.terms.reckoning import parent_of, terms_of  # noqa: PLC0415 - questions reckon no terms

        parent = None
        name = parent_of(contract) if contract.renewal.type == "coterminous" else ""
        if name and depth < _DEEPEST and self.index.paths_of(name, at=self.at):
            parent = self.terms(self.contract(name), depth + 1)
        conventions = self.conventions(contract)
        return terms_of(contract, self.records(contract), conventions, self.calendar(contract), parent, horizon_for(self.as_of))

    @cached_property
    def head(self) -> str:
        """The commit HEAD stands on, empty before the first."""
        return head(self.repo)

    def ask(self, question: "Question") -> "Table":
        """The answer of the index, fresh."""
        return self.index.ask(question, at=self.at)


def _bears(data: bytes, contract: str) -> bool:
    """Whether the file says so near its beginning: enough to trust where the index last saw it."""
    return f"id: {contract}\n".encode() in data[:400].replace(b"\r\n", b"\n")


def open_desk(
    folder: str,
    as_of: date,
    at: str = "",
    progress: Callable[[str, int, int], None] | None = None,
    *,
    as_recorded: bool = False,
) -> Desk:
    """The workspace that `folder` stands in, as it is or (with `at`, a revision or a day) as it was recorded then.

    With `as_recorded` the day of that commit takes the place of `as_of`.
    """
    repo = open_repository(Path(folder or "."))
    commit = resolve(repo, at) if at else ""
    return Desk(repo, day_of(repo, commit) if as_recorded and commit else as_of, commit, progress)
