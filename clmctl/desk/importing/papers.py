"""Bringing in paper from others: files read and split, duplicates found, contracts filed in batches, a commit for each batch.

What a text says of its fields is not written anywhere by an import. Claims follow from the text and the rules alone, so
`import review` works them out anew and records what a person decided about each (desk.reviewing); nothing is trusted before.
What an import must decide at once (type, client, language) it says in its answer, and options decide it instead.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

from clmctl.desk.changing import file_name
from clmctl.desk.doing import Moment, do
from clmctl.desk.drafting import client_called, client_folder
from clmctl.desk.numbering import Numbers
from clmctl.desk.opening import Desk
from clmctl.errors import ClmError, Unreadable, UsageError
from clmctl.intake.paper.arrival import Arrival, arrival_from, arrival_of, paged_paper, plain_paper, remarks_of
from clmctl.intake.paper.arriving import ENDINGS, decoded, kind_of
from clmctl.intake.paper.filing import Place as Filed
from clmctl.intake.paper.filing import client_of, filed
from clmctl.intake.paper.likeness import Likeness, sketch_from, sketch_of
from clmctl.intake.paper.markdown import paper_of_markdown
from clmctl.intake.paper.matching import Matcher
from clmctl.intake.paper.word_file import paper_of_word
from clmctl.model.because import Because
from clmctl.model.client import Client
from clmctl.model.contract import Stage
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.paper import Paper
from clmctl.model.person import Actor
from clmctl.model.place import Place
from clmctl.model.plan import Plan, Read, Write
from clmctl.store.objects import object_id, tree_listing
from clmctl.store.outside import Named, files_named
from clmctl.store.paths import is_contract_id, outside_file
from clmctl.store.workers import streamed
from clmctl.text.files.client import compose_client
from clmctl.text.files.kinds import misnamed
from clmctl.text.yaml.split import split

#: So many files are recorded together, or fewer long ones: memory holds no more of them, and a person can look at the commit.
BATCH, _LENGTH = 400, 32 * 1024 * 1024
#: So many seconds a PDF may take to be read.
PDF_PATIENCE = 60.0
#: The folder of contracts whose client the paper does not tell.
UNFILED = "unfiled"
#: Raised when a sketch of the same text becomes another.
_SKETCH = "sketch 1 "

Progress = Callable[[str, int, int], None]


@frozen
class Wanted:
    """What a person says of all papers or rows; empty where each itself decides. `id` is for a single paper alone."""

    client: str = ""
    type: str = ""
    stage: Stage = "executed"
    owner: str = ""
    because: Because = Because()
    id: str = ""


@frozen
class Row:
    """What became of one file. `state` is imported, duplicate (of `like`) or unreadable.

    Of an imported one `like` names the contract it is nearly the same as, if any, and `likeness` how nearly (0 to 1).
    """

    file: str
    state: str
    id: str = ""
    client: str = ""
    title: str = ""
    type: str = ""
    language: str = ""
    clauses: int = 0
    approved: int = 0
    near: int = 0
    unknown: int = 0
    like: str = ""
    likeness: float = 0.0
    remark: str = ""


@frozen
class Imported:
    """What became of a batch: a row for every file in order, what a person should know, and the commit (empty: none)."""

    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    commit: str = ""


def papers_named(paths: Sequence[str]) -> Named:
    """The files that the arguments name, and apart what no contract is likely to be. UsageError where nothing is named."""
    if not paths:
        raise UsageError("No file is named.", hint="Name a file or a folder: clmctl import contract.docx.")
    return files_named(paths, ENDINGS)


def read_paper(name: str, data: bytes) -> Paper:
    """The paper in a file's bytes, whatever its name says: where that is another kind, a remark tells so.

    Unreadable, with what to do, where there is none.
    """
    told = misnamed(name, data)
    try:
        paper = _paper(name, data)
    except Unreadable as problem:
        if not told:
            raise
        raise Unreadable(f"{_sentence(problem.message)} {_sentence(told)}", hint=problem.hint, path=problem.path) from problem
    if not told:
        return paper
    hint = "It was read as what it is. Ask whoever sent it whether it is the file they meant."
    return replace(paper, remarks=(*remarks_of(name, told, hint), *paper.remarks))


def _paper(name: str, data: bytes) -> Paper:
    """The paper in a file's bytes."""
    kind = kind_of(name, data)
    if kind == "docx":
        from clmctl.word.reading.file import read_word  # noqa: PLC0415 - only a Word file needs it

        return paper_of_word(name, read_word(data, what="The file"))
    if kind == "pdf":
        from clmctl.word.pdf import read_pdf  # noqa: PLC0415

        found = read_pdf(data, what="The file", patience=PDF_PATIENCE)
        return paged_paper(name, found.pages, found.scanned)
    return paper_of_markdown(name, decoded(name, data)) if kind == "md" else plain_paper(name, data)


def arrival_in(name: str, data: bytes, matcher: Matcher) -> Arrival:
    """What has arrived in a file's bytes. Unreadable, with what to do, where it is no paper."""
    return arrival_of(read_paper(name, data), matcher)


def importing(
    desk: Desk, files: Sequence[str], wanted: Wanted, by: tuple[Actor, Moment], progress: Progress, *, dry_run: bool = False
) -> Iterator[Imported]:
    """What became of the files, a batch at a time, each recorded in one commit before it is told; a dry run records nothing."""
    if wanted.id and len(files) != 1:
        raise UsageError("--id names one contract, and there are several files.", hint="Leave it away: ids follow the series.")
    if wanted.id and not is_contract_id(wanted.id):
        raise UsageError(f"{wanted.id!r} cannot be a contract's id.", hint="Capitals, digits and hyphens: MSA-2026-0042.")
    work = _Import(desk, wanted, by[0], progress)
    with closing(streamed(files, work.read, ahead=BATCH)) as read:
        done = 0
        while done < len(files):
            progress("importing", done, len(files))
            imported = work.batch(files[done : done + BATCH], read, by[1], dry_run=dry_run)
            done += len(imported.rows)
            yield imported
    progress("importing", len(files), len(files))


class _Import:
    """One import: what stands in the workspace already, and what came in so far."""

    def __init__(self, desk: Desk, wanted: Wanted, actor: Actor, progress: Progress) -> None:
        self.desk, self.wanted, self.actor = desk, wanted, actor
        self.matcher = Matcher(desk.judge.approved)
        #: contract id of every original that is there, by its blob; of one that came in, its file
        self.held = originals(desk)
        self.likeness = _likeness(desk, progress)
        #: id of every contract that came in, by its file
        self.ids: dict[str, str] = {}
        self.taken: dict[str, None] = dict.fromkeys(desk.index.ids())

    def batch(self, files: Sequence[str], read: Iterator[bytes], moment: Moment, *, dry_run: bool) -> Imported:
        """What became of the next files, or of the first of them where they are long; `read` tells what stands in each."""
        rows: list[Row] = []
        findings: list[Finding] = []
        fresh: list[Arrival] = []
        length = 0
        for file in files:
            if length > _LENGTH:
                break
            said = next(read)
            length += len(said)
            found = self._found(file, said)
            if isinstance(found, Arrival):
                row = self._row(found)
                if row.state == "imported":
                    fresh.append(found)
                findings += found.remarks  # of one whose words are there already too: a page that was not read may say more
            else:
                row = found
                if row.state == "unreadable":
                    findings.append(
                        Finding(
                            "SX006",
                            "unreadable",
                            "error",
                            Place(file),
                            row.remark.partition("\n")[0],
                            row.remark.partition("\n")[2],
                        )
                    )
                    row = replace(row, remark=row.remark.partition("\n")[0])
            rows.append(row)
        commit, places = self._filed(fresh, moment, dry_run=dry_run) if fresh else ("", {})
        told = []
        for row in rows:
            place = places.get(row.file) if row.state == "imported" else None
            known = replace(row, id=place.id, client=place.client, type=place.type) if place else row
            told.append(replace(known, like=self.ids.get(known.like, known.like)))
        return Imported(tuple(told), tuple(findings), commit)

    def read(self, file: str) -> bytes:
        """A file read and split, for `_found`: its blob, and below it what it is. Helpers do this beside us, on all cores."""
        oid = said = ""
        try:
            data = outside_file(file)
            oid = object_id("blob", data, self.desk.repo.algorithm)
            said = "" if oid in self.held else arrival_in(file, data, self.matcher).as_said()
        except ClmError as problem:
            oid = ""
            said = f"{_sentence(problem.message)}\n{problem.hint}"
        return f"{oid}\n{said}".encode("utf-8", "surrogatepass")

    def _found(self, file: str, told: bytes) -> "Arrival | Row":
        """What `read` says of a file, unless the same file is there already."""
        oid, _, said = told.decode("utf-8", "surrogatepass").partition("\n")
        if not oid:
            return Row(file, "unreadable", remark=said)
        same = self.held.get(oid)
        if same is not None:
            return Row(file, "duplicate", like=same, likeness=1.0, remark="the same file")
        arrival = arrival_from(said)
        self.held[oid] = self.likeness.same(arrival.sketch) or file
        return arrival

    def _row(self, arrival: Arrival) -> Row:
        same = self.likeness.same(arrival.sketch)
        like, near = (same, 1.0) if same else self.likeness.nearest(arrival.sketch)
        if not same:
            self.likeness.add(arrival.file, arrival.sketch)
        return Row(
            file=arrival.file,
            state="duplicate" if same else "imported",
            title=arrival.title,
            type=self.wanted.type or arrival.type,
            language=arrival.language,
            clauses=arrival.clauses,
            approved=arrival.approved,
            near=arrival.near,
            unknown=arrival.unknown,
            like=like,
            likeness=near,
            remark="the same words" if same else " ".join(remark.message for remark in arrival.remarks),
        )

    def _filed(self, fresh: Sequence[Arrival], moment: Moment, *, dry_run: bool) -> tuple[str, dict[str, Filed]]:
        """The commit that files the papers (empty for a dry run), and where each is filed."""
        places: dict[str, Filed] = {}

        def make(desk: Desk) -> Plan:
            places.clear()
            return self._plan(desk, fresh, places)

        commit = ""
        writes: Sequence[Write] = ()
        if dry_run:
            make(self.desk)
        else:
            plan, receipt = do(self.desk, make, self.actor, moment)
            commit, writes = receipt.commit, plan.writes
        self.ids.update((file, place.id) for file, place in places.items())
        self.taken.update(dict.fromkeys(place.id for place in places.values()))
        self._remember(writes, {f"contracts/{place.client}/{place.id}": file for file, place in places.items()}, fresh)
        return commit, places

    def _remember(self, writes: Iterable[Write], files: Mapping[str, str], fresh: Iterable[Arrival]) -> None:
        """The sketches of what was recorded, kept for the next import; `files` are the papers by the folder of their contract."""
        sketches = {arrival.file: arrival.sketch for arrival in fresh}
        kept: dict[str, str] = {}
        for write in writes:
            folder, _, name = write.path.rpartition("/")
            if folder in files and name == "contract.md" and write.data is not None:
                kept[_SKETCH + object_id("blob", write.data, self.desk.repo.algorithm)] = sketches[files[folder]].as_line()
        self.desk.index.keep("verdict", kept)

    def _plan(self, desk: Desk, fresh: Sequence[Arrival], places: dict[str, Filed]) -> Plan:
        """The contracts of the papers, numbered on."""
        wanted, settings = self.wanted, desk.settings
        taken = self.taken if desk is self.desk else dict.fromkeys((*desk.index.ids(), *self.taken))
        writes: list[Write] = []
        reads: list[Read] = []
        clients: dict[str, str] = {}
        numbers = Numbers(desk, taken)
        for arrival in fresh:
            kind = _known_type(wanted.type, arrival.type, settings.contract_types)
            name = client_of(arrival, settings.organisation.legal_name)
            client = client_called(wanted.client) if wanted.client else client_folder(name) if name else UNFILED
            number = wanted.id or numbers.next(kind)
            if wanted.id and wanted.id in taken:
                raise UsageError(f"There is a contract {wanted.id} already.", hint="Leave --id away: ids follow the series.")
            owner = wanted.owner or self.actor.person or (settings.people[0].id if settings.people else self.actor.email)
            place = places[arrival.file] = Filed(number, client, kind, wanted.stage, owner)
            written = filed(arrival, outside_file(arrival.file), file_name(arrival.file), place)
            writes += written
            reads.append(Read(written[0].path, None))
            clients.setdefault(client, name)
        for client, name in clients.items():
            path = f"contracts/{client}/client.yaml"
            if client != UNFILED and desk.read(path) is None:
                writes.append(Write(path, compose_client(Client(client, name or client))))
                reads.append(Read(path, None))
        counted = numbers.remembered()
        return Plan(
            action="import",
            title=_title(fresh, places),
            writes=(*writes, *counted[0]),
            trailers=(*(("Contract", place.id) for place in places.values()), *wanted.because.trailers("", "import")[1:]),
            reads=(*reads, *counted[1]),
        )


def _known_type(wanted: str, told: str, types: Sequence[str]) -> str:
    """The type of contract: the one a person says, else the title's, else the workspace's word for any other."""
    if wanted and wanted not in types:
        raise UsageError(
            f"There is no type of contract {wanted!r}.", hint=f"contract_types in clmctl.yaml lists {', '.join(types)}."
        )
    return wanted or next((kind for kind in (told, "agreement", "other", "msa") if kind in types), types[0])


def _title(fresh: Sequence[Arrival], places: dict[str, Filed]) -> str:
    if len(fresh) == 1:
        return f"Import {places[fresh[0].file].id}: {fresh[0].title}"
    ids = [place.id for place in places.values()]
    return f"Import {len(ids)} contracts, {ids[0]} to {ids[-1]}"


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:].rstrip(".") + "."


def originals(desk: Desk) -> dict[str, str]:
    """Blob id to contract id of every file kept beside the contracts: what arrives again is told from it."""
    if not desk.head:
        return {}
    kept = ("received", "signed", "attachments")
    found: dict[str, str] = {}
    for path, entry in tree_listing(desk.repo, desk.head, ("contracts",)).items():
        steps = path.split("/")
        if len(steps) > 4 and steps[3] in kept:
            found.setdefault(entry.oid, steps[2])
    return found


def _likeness(desk: Desk, progress: Progress) -> Likeness:
    """The texts of the contracts that are there, each sketched once and remembered by its blob."""
    blobs = desk.index.blobs()
    known = desk.index.recall("verdict", [_SKETCH + blob for blob in blobs.values()])
    likeness = Likeness()
    fresh: dict[str, str] = {}
    for done, (path, blob) in enumerate(blobs.items()):
        line = known.get(_SKETCH + blob)
        if line is None:
            progress("looking at what is there", done, len(blobs))
            line = fresh[_SKETCH + blob] = sketch_of(split(desk.read(path) or b"").body).as_line()
        likeness.add(path.split("/")[-2], sketch_from(line))
    desk.index.keep("verdict", fresh)
    return likeness
