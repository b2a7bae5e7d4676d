"""Bringing in a register: its table read by a mapping, rows filed or followed in batches, a commit for each batch.

What a table says is written as the company's own word; what cannot be read of it is told and kept with the contract, in
`record/register.jsonl`, as is every column that is no field. That record makes a second run of the same table a run that changes
nothing, and of a changed one a run that changes what moved.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from clmctl.desk.changing import file_name
from clmctl.desk.doing import Moment, do, prepared, read_of
from clmctl.desk.drafting import client_called, client_folder
from clmctl.desk.importing.papers import BATCH, UNFILED, Wanted
from clmctl.desk.importing.register_table import Register, table_name
from clmctl.desk.importing.register_texts import Text, Texts
from clmctl.desk.numbering import Numbers
from clmctl.desk.opening import Desk
from clmctl.errors import Unreadable, UsageError
from clmctl.intake.paper.filing import Place
from clmctl.intake.register.alike import Rows
from clmctl.intake.register.filing import GIVEN, filed, id_from, kind_for, other_party, parties_said, recorded, title_of
from clmctl.intake.register.reading import Entry, at_odds
from clmctl.intake.register.record import Said, first_rows, lines_for, read_said
from clmctl.intake.register.updating import Kept, follow, with_text
from clmctl.intake.register.words import sums_up
from clmctl.model.client import Client
from clmctl.model.frozen import frozen
from clmctl.model.person import Actor
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.register import SheetRow
from clmctl.text.files.client import compose_client
from clmctl.text.files.jsonl import with_lines
from clmctl.text.yaml.split import MAX_FILE

Progress = Callable[[str, int, int], None]


@frozen
class Outcome:
    """What became of one row. `state` is written, updated, unchanged, duplicate (of row `like`) or skipped.

    `file` is the text that came with it; `likeness` how nearly it is row `like` (0 to 1); `changed` says what an update changed,
    `kept` in what the contract stays as it is.
    """

    row: int
    key: str
    state: str
    entry: Entry
    id: str = ""
    client: str = ""
    title: str = ""
    type: str = ""
    file: str = ""
    like: int = 0
    likeness: float = 0.0
    remark: str = ""
    changed: tuple[str, ...] = ()
    kept: tuple[Kept, ...] = ()


@frozen
class Batch:
    """What became of some rows, and the commit that records it (empty: none was needed, or it is a dry run)."""

    outcomes: tuple[Outcome, ...]
    commit: str = ""


def registering(
    desk: Desk, register: Register, wanted: Wanted, by: tuple[Actor, Moment], progress: Progress, *, dry_run: bool = False
) -> Iterator[Batch]:
    """What became of the rows, a batch at a time, each recorded in one commit before it is told; a dry run records nothing."""
    work = _Registering(desk, register, wanted, by[0])
    total = sum(1 for _ in register.sheet.rows)
    pending: list[SheetRow] = []
    done = 0
    for row in register.sheet.rows:
        pending.append(row)
        if len(pending) == BATCH:
            progress("importing rows", done, total)
            yield work.batch(pending, by[1], dry_run=dry_run)
            done += len(pending)
            pending = []
    if pending:
        progress("importing rows", done, total)
        yield work.batch(pending, by[1], dry_run=dry_run)
    if total:
        progress("importing rows", total, total)


class _Registering:
    """One run: what the workspace has of this table already, and what came in so far."""

    def __init__(self, desk: Desk, register: Register, wanted: Wanted, actor: Actor) -> None:
        self.desk, self.register, self.wanted, self.actor = desk, register, wanted, actor
        self.source = register.mapping.source
        self.rows = Rows()
        self.texts = Texts(desk, register.texts)
        known = desk.index.blobs()
        records = (f"{path.rpartition('/')[0]}/record/register.jsonl" for path in known)
        files = ((path, data) for path in records if (data := desk.read(path)) is not None)
        self.known = {key: folder for (source, key), folder in first_rows(files).items() if source == self.source}
        self.edited = frozenset(desk.index.differing(desk.head))
        self.taken: dict[str, None] = dict.fromkeys(desk.index.ids())

    def batch(self, rows: Sequence[SheetRow], moment: Moment, *, dry_run: bool) -> Batch:
        """Reads and files some rows."""
        entries = [self.register.reader.read(row) for row in rows]
        texts = self.texts.of(entries)
        outcomes: dict[int, Outcome] = {}
        for entry in entries:
            outcomes[entry.number] = self._looked(entry, texts.get(entry.number))
        fresh = [entry for entry in entries if outcomes[entry.number].state == "written"]
        known = [entry for entry in entries if outcomes[entry.number].state == "unchanged"]
        again = [entry for entry in entries if outcomes[entry.number].state == "duplicate"]

        def make(desk: Desk) -> Plan:
            return self._with_repeated(desk, again, self._plan(desk, (fresh, known), texts, outcomes), outcomes)

        commit = ""
        plan = prepared(self.desk, make)
        if plan.writes and not dry_run:
            commit = do(self.desk, make, self.actor, moment, shown=plan)[1].commit
        for entry in fresh:
            outcome = outcomes[entry.number]
            if outcome.state != "written":
                continue
            self.taken[outcome.id] = None
            self.known[entry.key] = f"contracts/{outcome.client}/{outcome.id}"
        return Batch(tuple(outcomes[entry.number] for entry in entries), commit)

    def _looked(self, entry: Entry, text: Text | None) -> Outcome:
        """What a row is: new, known, the same as one before; before anything is filed."""
        alike = self.rows.look(entry)
        said = [text.remark if text else self.texts.missing.pop(entry.number, ""), at_odds(entry)]
        remark = "; ".join(part for part in said if part)
        outcome = Outcome(entry.number, entry.key, "written", entry, file=text.name if text else "", remark=remark)
        if alike is not None and alike.same_key:
            words = f"the same as row {alike.number}"
            if alike.differing:
                shown = ", ".join(alike.differing[:5])
                words = f"row {alike.number} has the same key and other words in {shown}; the first row counts"
            return replace(outcome, state="duplicate", like=alike.number, likeness=alike.likeness, remark=words)
        if alike is not None:
            outcome = replace(outcome, like=alike.number, likeness=alike.likeness)
        if not any(cell.state == "read" for cell in entry.cells):
            return replace(outcome, state="skipped", remark="nothing in this row could be read as a field")
        if _is_total(entry):
            return replace(
                outcome, state="skipped", remark="it sums up other rows and names neither a party nor a day: no contract"
            )
        folder = self.known.get(entry.key) or (text.held if text else "")
        if folder and f"{folder}/contract.md" in self.edited:
            id = folder.rpartition("/")[2]
            return replace(outcome, state="skipped", id=id, remark=f"{id} was edited by hand; clmctl save records that")
        if folder:
            self.known.setdefault(entry.key, folder)
            return replace(outcome, state="unchanged", id=folder.rpartition("/")[2], client=folder.split("/")[1])
        return outcome

    def _plan(
        self, desk: Desk, rows: tuple[Sequence[Entry], Sequence[Entry]], texts: Mapping[int, Text], outcomes: dict[int, Outcome]
    ) -> Plan:
        """Everything a batch of new and known rows writes; what became of each goes into `outcomes`."""
        writes: list[Write] = []
        reads: list[Read] = []
        ids: list[str] = []
        taken = dict(self.taken) if desk is self.desk else dict.fromkeys((*desk.index.ids(), *self.taken))
        numbers = Numbers(desk, taken)
        clients: dict[str, str] = {}
        for entry in rows[0]:
            text = texts.get(entry.number)
            place, name, remark = self._place(desk, entry, text, numbers, taken)
            title, made, wrote = self._filed(desk, entry, place, text)
            if (long := _too_long(made)) is not None:
                outcomes[entry.number] = replace(
                    outcomes[entry.number], state="skipped", remark=f"it cannot be kept: {long.message}"
                )
                continue
            writes += made
            clients.setdefault(place.client, name)
            reads.append(Read(made[0].path, None))
            ids.append(place.id)
            outcome = replace(outcomes[entry.number], id=place.id, client=place.client, title=title, type=place.type, entry=wrote)
            outcomes[entry.number] = replace(outcome, remark="; ".join(filter(None, (remark, outcome.remark))))
        for entry in rows[1]:
            try:
                followed, made, looked = self._followed(desk, outcomes[entry.number], texts.get(entry.number))
            except (Unreadable, UsageError) as problem:
                said = f"its contract cannot be changed: {problem.message}"
                outcomes[entry.number] = replace(outcomes[entry.number], state="skipped", remark=said)
                continue
            outcomes[entry.number] = followed
            if made:
                writes += made
                reads += looked
                ids.append(followed.id)
        for client, name in clients.items():
            path = f"contracts/{client}/client.yaml"
            if client != UNFILED and desk.read(path) is None:
                writes.append(Write(path, compose_client(Client(client, name or client))))
                reads.append(Read(path, None))
        counted = numbers.remembered()
        because = self.wanted.because
        if rows[1] and not because.given:
            because = replace(because, why=f"as {table_name(self.register.sheet.name)} says")
        trailers = (*(("Contract", id) for id in ids), *because.trailers("", "import")[1:])
        title = _title(len(rows[0]), ids, self.register.sheet.name)
        return Plan("import", title, (*writes, *counted[0]), trailers, (*reads, *counted[1]))

    def _with_repeated(self, desk: Desk, again: Sequence[Entry], plan: Plan, outcomes: dict[int, Outcome]) -> Plan:
        """The plan with what rows say that repeat a key in other words: it is kept with the contract, as words."""
        writes = {write.path: write for write in plan.writes}
        reads = list(plan.reads)
        folders = {outcome.key: f"contracts/{outcome.client}/{outcome.id}" for outcome in outcomes.values() if outcome.id}
        for entry in again:
            folder = folders.get(entry.key) or self.known.get(entry.key, "")
            if not folder or not outcomes[entry.number].likeness < 1:
                continue
            record = f"{folder}/record/register.jsonl"
            on_disk = desk.read(record)
            there = writes[record].data if record in writes else on_disk
            words = replace(
                entry,
                key=f"{entry.key} (again {_digest(entry)})",
                cells=tuple(replace(cell, state="kept", wrote=(), why="", hint="") for cell in entry.cells),
            )
            before: Mapping[str, Said] = read_said(record, there, self.source, words.key)[0] if there else {}
            lines = lines_for(words, self.source, before, self.desk.as_of)
            if not lines:
                continue
            write = Write(record, with_lines(there, lines))
            if (long := _too_long((write,))) is not None:
                told = outcomes[entry.number]
                said = f"its words are not kept: {long.message}"
                outcomes[entry.number] = replace(
                    told, remark="; ".join(filter(None, (told.remark.partition(f"; {said}")[0], said)))
                )
                continue
            if record not in writes:
                reads.append(read_of(desk, record, on_disk))
            writes[record] = write
        return replace(plan, writes=tuple(writes.values()), reads=tuple(reads))

    def _place(
        self, desk: Desk, entry: Entry, text: Text | None, numbers: Numbers, taken: dict[str, None]
    ) -> tuple[Place, str, str]:
        """Where a new row is filed, the client's name, and a remark."""
        settings, wanted = desk.settings, self.wanted
        arrival = text.arrival if text else None
        kind = kind_for(entry, arrival, wanted.type, settings.contract_types)
        said = id_from(str(entry.values.get("id", "")))
        remark = ""
        if said and said not in taken:
            number = said
        else:
            number = numbers.next(kind)
            while number in taken:
                number = numbers.next(kind)
            if said:
                remark = f"there is a contract {said} already, so it has the next number"
        taken[number] = None
        name = other_party(entry, settings.organisation.legal_name)
        client = client_called(wanted.client) if wanted.client else client_folder(name) if name else UNFILED
        owner = str(entry.values.get("owner", "")) or wanted.owner or self.actor.person
        owner = owner or (settings.people[0].id if settings.people else self.actor.email)
        stage = str(entry.values.get("stage") or wanted.stage)
        signed = [entry.values.get(path) for path in ("dates.signed", "dates.agreement", "dates.effective")]
        if "stage" not in entry.values and wanted.stage == "executed" and signed[0] is None:
            days = [day for day in signed[1:] if day is not None]
            if days and all(str(day) > self.desk.as_of.isoformat() for day in days) and signed[1] is not None:
                stage = "signature"
        return Place(number, client, kind, stage, owner), name, remark  # type: ignore[arg-type]

    def _filed(self, desk: Desk, entry: Entry, place: Place, text: Text | None) -> tuple[str, list[Write], Entry]:
        arrival = text.arrival if text else None
        ours = desk.settings.organisation.legal_name
        title = title_of(entry, arrival, ours) or place.id
        made = filed(entry, place, title, arrival, desk.settings.catalogue, ours=ours)
        folder = f"contracts/{place.client}/{place.id}"
        lines = lines_for(made.entry, self.source, {}, self.desk.as_of)
        writes = [Write(f"{folder}/contract.md", made.data)]
        if lines:
            writes.append(Write(f"{folder}/record/register.jsonl", with_lines(None, lines)))
        if text is not None:
            writes.append(Write(f"{folder}/received/{file_name(text.name)}", text.data()))
        return title, writes, made.entry

    def _followed(self, desk: Desk, outcome: Outcome, text: Text | None) -> tuple[Outcome, list[Write], list[Read]]:
        """What a row that is known changes in its contract: nothing where it says what it said."""
        entry = outcome.entry
        folder = self.known[entry.key]
        contract, _, data = desk.contract_at(f"{folder}/contract.md")
        ours = desk.settings.organisation.legal_name
        record = f"{folder}/record/register.jsonl"
        recorded_before = desk.read(record)
        before: Mapping[str, Said] = read_said(record, recorded_before, self.source, entry.key)[0] if recorded_before else {}
        found = follow(entry, contract, data, before, desk.settings.catalogue, ours=ours)
        new, changed = found.data or data, found.changed
        writes: list[Write] = []
        if text is not None and not text.held and (texted := with_text(new, text.arrival)) is not None:
            new, changed = texted, (*changed, f"text: {text.name}")
            writes.append(Write(f"{folder}/received/{file_name(text.name)}", text.data()))
        if new != data:
            writes.append(Write(contract.path, new))
        given = before[GIVEN].wrote if GIVEN in before else {}
        said = recorded(entry, entry.values, parties_said(entry, ours), given)
        lines = lines_for(said, self.source, before, self.desk.as_of)
        if lines:
            writes.append(Write(record, with_lines(recorded_before, lines)))
        if (long := _too_long(writes)) is not None:
            raise long
        reads = [
            Read(contract.path, contract.blob),
            read_of(desk, record, recorded_before),
        ]
        told = replace(
            outcome,
            state="updated" if writes else "unchanged",
            id=contract.id,
            client=contract.client,
            title=contract.title,
            type=contract.type,
            changed=changed,
            kept=found.kept,
            entry=said,
        )
        return told, writes, reads


def _too_long(writes: Sequence[Write]) -> Unreadable | None:
    """What is wrong where a record would be longer than any file that is read: nobody could follow it any more."""
    longest = max((len(write.data or b"") for write in writes if write.path.endswith("/register.jsonl")), default=0)
    if longest <= MAX_FILE:
        return None
    return Unreadable(f"what its cells say takes {longest:,} bytes, and the most read is {MAX_FILE:,}; leave columns out")


def _is_total(entry: Entry) -> bool:
    """Whether a row begins with the word for a sum and has neither parties nor a day."""
    named = entry.counterparty or entry.ours or entry.parties or entry.attributes
    dated = any(isinstance(value, date) for value in entry.values.values())
    return not (named or dated) and bool(entry.cells) and sums_up(entry.cells[0].value)


def _digest(entry: Entry) -> str:
    """A few letters that tell the words of one row from those of another."""
    words = "\0".join(f"{cell.column}\0{cell.value}" for cell in entry.cells)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _title(fresh: int, ids: Sequence[str], table: str) -> str:
    name = table_name(table)
    if not ids:
        return f"Import {name}"
    new, more = ids[:fresh], len(ids) - fresh
    said = f"{len(new)} contracts" if len(new) != 1 else new[0]
    if new and more:
        return f"Import {said} and update {more} from {name}"
    if new:
        return f"Import {said} from {name}"
    return f"Update {f'{more} contracts' if more != 1 else ids[0]} from {name}"
