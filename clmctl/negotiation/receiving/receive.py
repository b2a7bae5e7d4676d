"""Receiving: what came back of a contract, read into rows; their text recorded as theirs, our decisions as ours."""

import hashlib
import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field, replace

from clmctl.errors import Conflict, UsageError
from clmctl.lint.verdict import Judge
from clmctl.model.because import Because
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue
from clmctl.model.frozen import frozen
from clmctl.model.plan import Plan, Read, Write
from clmctl.model.returned import Decided, Decision, NegotiationComment, ReceivedFile, ReturnedRow
from clmctl.model.word.file import WordComment, WordFile
from clmctl.negotiation.clauses import refuse_signed, section_at
from clmctl.negotiation.merging.clash import Decisions, Three
from clmctl.negotiation.merging.files import merge_contract
from clmctl.negotiation.receiving.body import layout, set_otherwise, with_body
from clmctl.negotiation.receiving.fields import FieldsRead, fields_read
from clmctl.negotiation.receiving.labels import with_numbers
from clmctl.negotiation.receiving.layout import Layout
from clmctl.negotiation.receiving.lists import data_rows
from clmctl.negotiation.receiving.positions import judged
from clmctl.negotiation.receiving.rows import rows
from clmctl.negotiation.receiving.source import behind
from clmctl.redline.returned.bare import clothed
from clmctl.redline.returned.dress import dressed
from clmctl.redline.returned.facts import facts, unread_facts
from clmctl.redline.returned.names import named
from clmctl.redline.returned.steps import returned
from clmctl.redline.returned.tables import table_facts
from clmctl.redline.returned.words import settled
from clmctl.text.dialect.filters import inverse
from clmctl.text.fields.values import parse_value, show_value
from clmctl.text.files.body import replace_section
from clmctl.text.files.contract import read_contract
from clmctl.text.files.jsonl import with_lines
from clmctl.text.files.received import COMMENTS, DECISIONS, RECEIVED, record_line
from clmctl.text.yaml.edit import set_key
from clmctl.text.yaml.frontmatter import load


@frozen
class Returning:
    """A returned file against the text it answers: the contract as it was sent and its bytes, and everything that differs."""

    contract: Contract
    data: bytes
    layout: Layout
    read: FieldsRead
    rows: tuple[ReturnedRow, ...]
    comments: tuple[NegotiationComment, ...]

    @property
    def weighty(self) -> tuple[ReturnedRow, ...]:
        """The rows that are not cosmetic."""
        return tuple(row for row in self.rows if row.how != "cosmetic")


@frozen
class Choice:
    """What we decided about rows: refused ones, and those answered with words of ours (or a value, for a field).

    `why` is the reason of all of it, `reasons` those of single rows.
    """

    decided: Mapping[int, Decision]
    words: Mapping[int, str]
    clauses: Mapping[str, str]
    why: str = ""
    reasons: Mapping[int, str] = field(default_factory=dict)

    @property
    def because(self) -> str:
        """The reasons, each once."""
        return "; ".join(dict.fromkeys(said for said in (self.why, *self.reasons.values()) if said))


def returning(
    contract: Contract,
    data: bytes,
    sent: WordFile,
    came: WordFile,
    *,
    catalogue: Catalogue,
    roles: Mapping[str, str],
    ours: Collection[str],
    mine: Collection[tuple[str, str]] = (),
) -> Returning:
    """What a returned file changes in the contract it answers.

    `sent` is the contract's own Word file read, `roles` what its styles stand for, `ours` names of our side, `mine` authors
    and dates of tracked changes that were ours in what we sent: they count as made.
    """
    plain = dressed(sent, named(sent, settled(came, mine) if mine else came))
    came = with_numbers(clothed(sent, plain), roles)
    sent = with_numbers(sent, roles)
    found = returned(sent, came)
    stands = behind(contract, found.lineage.sent)
    read = fields_read(contract, catalogue, stands, found)
    plan = layout(contract, stands, read.returned, roles)
    names = {name for party in contract.parties for name in (party.short_name, party.role) if name}
    beside = (*facts(came, read.returned), *unread_facts(sent, plain))
    cells = table_facts(came, read.returned)
    otherwise = set_otherwise(contract, plan) if any(fact.kind == "level" for fact in beside) else frozenset()
    made = rows(plan, read, (beside, cells, otherwise), ours=ours, parties=names)
    return Returning(contract, data, plan, read, made, tuple(_comments(came, plan)))


def _comments(came: WordFile, plan: Layout) -> list[NegotiationComment]:
    """The comments with the clause they hang on; of words that left, the one they stood in; of an answer, that of its comment."""
    marks: list[int] = []
    clauses: list[str] = []
    for step in plan.returned.steps:
        if step.final is not None:
            n = plan.block_of(step.sent)
            new = step.sent is None and plan.role(plan.returned.lineage.final[step.final]) not in ("clause", "schedule")
            marks.append(plan.returned.lineage.final[step.final].mark)
            before = clauses[-1] if clauses and new else ""
            clauses.append(before if n is None else plan.behind.blocks[n].clause)
    found = {comment.id: comment for comment in came.comments}
    keys = {comment.id: _key(comment.author, comment.date, comment.text, comment.on) for comment in came.comments}

    def clause(comment: WordComment) -> str:
        if comment.paragraph < 0 and comment.replies_to in found and comment.replies_to != comment.id:
            return clause(replace(found[comment.replies_to], replies_to=""))
        at = bisect_left(marks, comment.paragraph)
        return clauses[at] if comment.paragraph >= 0 and at < len(marks) else ""

    return [
        NegotiationComment(
            keys[comment.id], comment.author, comment.date, comment.text, comment.on, clause(comment),
            keys.get(comment.replies_to, ""), comment.resolved,
        )
        for comment in came.comments
    ]  # fmt: skip


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# ---- the text


def text_with(found: Returning, choice: Choice, catalogue: Catalogue) -> bytes:
    """The contract's file with their changes, save those we refused or answered."""
    by_number = {row.number: row for row in found.rows}
    refused = {n for n, said in choice.decided.items() if said in ("reject", "counter")}
    if refused and not choice.words and not choice.clauses and {row.number for row in found.weighty if row.carried} <= refused:
        return found.data  # nothing of theirs is taken, and no mark of theirs either
    barred = {key for n in refused for key in by_number[n].steps if by_number[n].field == ""}
    taken = found.read.taken

    def applies(at: int, hunk: int | None) -> bool:
        return (at, hunk) not in barred and (hunk is None or (at, hunk) not in taken)

    instead = {by_number[n].steps[0][0]: words for n, words in choice.words.items() if not by_number[n].field}
    data = with_body(found.contract, found.data, found.layout, applies, instead)
    for row in found.rows:
        if row.field and row.number not in refused:
            edit = next(edit for edit in found.read.edits if edit.path == row.field)
            data = set_key(data, edit.path, edit.new)
        elif row.field and row.number in choice.words:
            data = _answered(data, row.field, choice.words[row.number], catalogue)
    for n, block in enumerate(found.layout.behind.blocks):
        if block.kind == "data" and (made := data_rows(found.layout, n, applies, instead)) is not None:
            path = next((p.data[0] for p in found.layout.behind.printed if p.block == n and p.data), "")
            data = _with_rows(data, path, made)
    for anchor, words in choice.clauses.items():
        data = _with_clause(found.contract, data, anchor, words, catalogue)
    return data


def _answered(data: bytes, path: str, words: str, catalogue: Catalogue) -> bytes:
    field = catalogue.by_path.get(path)
    try:
        if field is None:
            return set_key(data, path, words)
        value = inverse("", (), field, words)
        return set_key(data, path, parse_value(field, words if value is None else show_value(value)))
    except ValueError as wrong:
        raise UsageError(f"{path}: {wrong}") from None


def _with_rows(data: bytes, path: str, made: Sequence[tuple[int | None, dict[str, str]]]) -> bytes:
    """The file with the rows of a list as they came back; what a row says beside stays."""
    stated = (load("contract.md", data)[0] or {}).get(path)
    old: list[dict[str, object]] = (
        [dict(row) for row in stated if isinstance(row, Mapping)] if isinstance(stated, list | tuple) else []
    )
    return set_key(data, path, [{**(old[row] if row is not None and row < len(old) else {}), **cells} for row, cells in made])


def _with_clause(contract: Contract, data: bytes, anchor: str, words: str, catalogue: Catalogue) -> bytes:
    """The file with a clause in words of ours."""
    now = _read(contract, data, catalogue)
    section = section_at(now, anchor)
    if section is None:
        raise UsageError(f"{contract.id} has no clause #{anchor}.", path=contract.path)
    head, _, body = words.strip("\n").partition("\n")
    if not head.startswith("## "):
        head, body = f"## {section.title}", words.strip("\n")
    title = re.sub(r"\s*\{#.*\}\s*\Z", "", head.removeprefix("## "))
    lang = f" lang={section.lang}" if section.lang else ""
    return replace_section(
        data, now, section, f"## {title} {{#{section.anchor}{lang}}}\n{body if body.startswith(chr(10)) else chr(10) + body}"
    )


def _read(contract: Contract, data: bytes, catalogue: Catalogue) -> Contract:
    found, findings = read_contract(contract.path, "", data, catalogue)
    if found is None:
        raise Conflict(f"what came back cannot stand as a contract: {findings[0].message}", path=contract.path)
    return found


def joined(found: Returning, made: bytes, now: tuple[Contract, bytes], catalogue: Catalogue, decisions: Decisions) -> bytes:
    """Their text put together with what changed on our side since it was sent. Conflict names the places where both changed."""
    current, data = now
    if data == found.data:
        return made
    sides: Three[bytes | None] = Three(found.data, data, made)
    merged = merge_contract(current.path, sides, catalogue, decisions)
    if merged.open:
        told = "\n".join(_side_by_side(clash.where, clash.base, clash.ours, clash.theirs, clash.why) for clash in merged.open)
        raise Conflict(
            f"was changed here too since it was sent, in the same places; nothing was written.\n{told}",
            hint="--take ours or --take theirs decides these places; or edit the contract first and receive again.",
            path=current.path,
        )
    return merged.data if merged.data is not None else made


def _side_by_side(where: str, *said: str | None) -> str:
    *sides, why = said
    names = ("as sent", "here", "in the file")
    lines = [f"  {where}{f': {why}' if why else ''}"]
    lines += [
        f"    {name + ':':<13}{' '.join(side.split()) if side else '(nothing)'}" for name, side in zip(names, sides, strict=True)
    ]
    return "\n".join(lines)


def with_positions(found: Returning, after: Contract, judge: Judge) -> Returning:
    """The rows with our position and the approved text their words are nearest to."""
    return replace(found, rows=judged(found.rows, after, judge))


# ---- what is recorded


@frozen
class Arrival:
    """A file that arrived: its name and bytes, from whom, when and by whom it is recorded, what it answers, the turn it ends."""

    name: str
    docx: bytes
    sender: str
    when: str
    by: str
    sent: str
    turn: int

    @property
    def digest(self) -> str:
        """`sha256:` of the bytes."""
        return "sha256:" + hashlib.sha256(self.docx).hexdigest()


@frozen
class Standing:
    """The contract where an act is recorded: its bytes, and those of its record files with their blob ids, by name."""

    contract: Contract
    data: bytes
    records: Mapping[str, tuple[bytes, str] | None]


def their_turn(found: Returning, arrival: Arrival, here: Standing, made: bytes, because: Because) -> Plan:
    """The plan that records what they returned: their text (`made`) as theirs, the file, the comments."""
    now, records = here.contract, here.records
    refuse_signed(now)
    path = f"{now.folder}/received/{arrival.name}"
    silent = sum(row.deceives for row in found.weighty)
    line = ReceivedFile(
        key=arrival.digest.removeprefix("sha256:")[:16], when=arrival.when, by=arrival.by, digest=arrival.digest, file=path,
        sent=arrival.sent, turn=arrival.turn, sender=arrival.sender, changes=len(found.weighty), silent=silent,
    )  # fmt: skip
    writes = [Write(now.path, made), Write(path, arrival.docx)]
    writes.append(_appended(now, RECEIVED, records, (record_line(line),)))
    known = (records.get(COMMENTS) or (b"", ""))[0]
    remarks = [record_line(replace(each, received=arrival.digest)) for each in found.comments if each.key.encode() not in known]
    if remarks:
        writes.append(_appended(now, COMMENTS, records, remarks))
    clauses = tuple(dict.fromkeys(row.anchor for row in found.weighty if row.anchor and row.carried))
    authors = ", ".join(dict.fromkeys(row.author for row in found.rows if row.author))
    why = because.why or f"As returned in {arrival.name}{f' from {arrival.sender}' if arrival.sender else ''}"
    because = replace(
        because, why=why, side="them", turn=str(arrival.turn), asked_by=because.asked_by or authors or arrival.sender
    )
    return Plan(
        action="receive",
        title=f"Receive {now.id}{f' from {arrival.sender}' if arrival.sender else ''}",
        writes=tuple(write for write in writes if write.path != now.path or write.data != here.data),
        trailers=because.trailers(now.id, "receive", *clauses),
        reads=(Read(now.path, now.blob), Read(path, None), *_reads(now, (RECEIVED, COMMENTS), records)),
        render=(now.id,),
        notes=tuple(notes(found, now.id)),
    )


def notes(found: Returning, contract: str) -> list[str]:
    """What is told of a returned file in a line or two."""
    weighty = found.weighty
    said = f", {len(found.comments)} comment{'' if len(found.comments) == 1 else 's'}" if found.comments else ""
    if not weighty:
        cosmetic = len(found.rows)
        looks = f"; {cosmetic} cosmetic difference{'' if cosmetic == 1 else 's'}" if cosmetic else ""
        return [f"{contract}  nothing changed{said}{looks}"]
    silent = sum(row.deceives for row in weighty)
    told = [f"{contract}  {len(weighty)} change{'' if len(weighty) == 1 else 's'}"]
    if silent:
        told[0] += f", {silent} of them NOT tracked or not to be seen"
    told[0] += said
    return told


def our_turn(found: Returning, choice: Choice, arrival: Arrival, here: Standing, made: bytes) -> Plan:
    """The plan that records what we decided: our text (`made`), and a line for each decision."""
    because = Because(choice.because)
    now, data, records = here.contract, here.data, here.records
    by_number = {row.number: row for row in found.rows}
    lines = []
    clauses: dict[str, None] = dict.fromkeys(choice.clauses)
    for n, said in sorted(choice.decided.items()):
        row = by_number[n]
        if said != "accept" and row.anchor:
            clauses[row.anchor] = None
        lines.append(
            record_line(
                Decided(
                    key=_key(arrival.digest, str(n), said, arrival.when), when=arrival.when, by=arrival.by,
                    received=arrival.digest,
                    row=n, decision=said, clause=row.anchor, at=row.at,
                    old=row.old or "".join(change.old for change in row.words if change.kind != "kept"),
                    new=choice.words.get(n) or row.new or "".join(change.new for change in row.words if change.kind != "kept"),
                    why=choice.reasons.get(n) or choice.why,
                )
            )
        )  # fmt: skip
    count = {word: sum(said == word for said in choice.decided.values()) for word in ("accept", "reject", "counter")}
    told = ", ".join(f"{word}ed {n}" if word != "counter" else f"answered {n}" for word, n in count.items() if n)
    writes = [Write(now.path, made)] if made != data else []
    writes.append(_appended(now, DECISIONS, records, lines))
    changed = made != data
    return Plan(
        action="receive" if not changed else "edit",
        title=f"Decide on what {arrival.sender or 'they'} returned of {now.id}: {told or 'other words'}",
        writes=tuple(writes),
        trailers=replace(because, side="us", turn=str(arrival.turn + 1)).trailers(now.id, "edit", *clauses),
        reads=(Read(now.path, now.blob), *_reads(now, (DECISIONS,), records)),
        render=(now.id,) if changed else (),
        notes=(f"{now.id}  {told or 'other words'}",),
    )


def _appended(now: Contract, name: str, records: Mapping[str, tuple[bytes, str] | None], lines: Sequence[str]) -> Write:
    return Write(f"{now.folder}/{name}", with_lines((records.get(name) or (None, ""))[0], lines))


def _reads(now: Contract, names: Sequence[str], records: Mapping[str, tuple[bytes, str] | None]) -> tuple[Read, ...]:
    return tuple(Read(f"{now.folder}/{name}", there[1] if (there := records.get(name)) else None) for name in names)
