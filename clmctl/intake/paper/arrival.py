"""A paper ready to be filed: its text in our dialect, what it calls itself, who is in it, and how its clauses match."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields

from clmctl.intake.claims.copytext import Copy
from clmctl.intake.claims.found import Found
from clmctl.intake.claims.keyterms import whole_parties
from clmctl.intake.claims.opening import opening_of
from clmctl.intake.claims.sheets import entries_of
from clmctl.intake.claims.title import title_of
from clmctl.intake.kinds import kind_of
from clmctl.intake.language import language_of_text
from clmctl.intake.paper.arriving import decoded
from clmctl.intake.paper.likeness import Sketch, sketch_of
from clmctl.intake.paper.matching import Matcher
from clmctl.intake.paper.outline import outline
from clmctl.intake.paper.plain import plain_parts
from clmctl.intake.paper.writing import written
from clmctl.model.finding import Finding
from clmctl.model.frozen import frozen
from clmctl.model.paper import Paper, PaperFormat, PaperPart
from clmctl.model.place import Place
from clmctl.text.dialect.rules import sections

#: So much of a text is read for the names of its parties: they stand at its beginning.
_OPENING = 6_000


@frozen
class Arrival:
    """One paper read. `left_out` counts what its text does not repeat, by kind; `parties` are the names it gives them.

    `approved`, `near` and `unknown` count its clauses by what they are to the library.
    """

    file: str
    format: PaperFormat
    title: str
    type: str
    language: str
    text: str
    sketch: Sketch
    clauses: int
    approved: int
    near: int
    unknown: int
    parties: tuple[str, ...]
    left_out: tuple[tuple[str, int], ...]
    remarks: tuple[Finding, ...]

    def as_said(self) -> str:
        """The arrival for another process: all but its text in a line of JSON, and under it the text as it is."""
        said = {each.name: getattr(self, each.name) for each in fields(self) if each.name != "text"}
        remarks = [{**each._asdict(), "place": each.place._asdict()} for each in self.remarks]
        return f"{json.dumps({**said, 'sketch': asdict(self.sketch), 'remarks': remarks})}\n{self.text}"


def arrival_from(said: str) -> Arrival:
    """The arrival that `as_said` wrote."""
    line, _, text = said.partition("\n")
    told = json.loads(line)
    remarks = tuple(Finding(**{**remark, "place": Place(**remark["place"])}) for remark in told.pop("remarks"))
    sketch = Sketch(told["sketch"]["words"], tuple(told.pop("sketch")["sample"]))
    left_out = tuple((kind, count) for kind, count in told.pop("left_out"))
    parties = tuple(told.pop("parties"))
    return Arrival(**told, text=text, parties=parties, sketch=sketch, left_out=left_out, remarks=remarks)


def plain_paper(name: str, data: bytes) -> Paper:
    """A plain text as paper. Unreadable where the bytes are no text."""
    found = decoded(name, data)
    parts, left = plain_parts(found.text)
    return Paper(name, "txt", parts, left, remarks_of(name, found.remark))


def paged_paper(name: str, pages: tuple[str, ...], scanned: tuple[int, ...]) -> Paper:
    """The pages of a PDF as paper; scanned ones are named."""
    parts, left = plain_parts("\f".join(pages))
    words = ""
    if scanned:
        shown = ", ".join(map(str, scanned[:12])) + (" ..." if len(scanned) > 12 else "")
        count = f"{len(scanned)} of its {len(pages)} pages {'is' if len(scanned) == 1 else 'are'}"
        words = f"{count} scanned and {'was' if len(scanned) == 1 else 'were'} not read ({shown})"
    return Paper(name, "pdf", parts, left, remarks_of(name, words, "Have their words recognised (OCR) and import it again."))


def remarks_of(name: str, words: str, hint: str = "") -> tuple[Finding, ...]:
    """A remark on a file as a finding; none where there is nothing to say."""
    if not words:
        return ()
    return (Finding("SX006", "unreadable", "warning", Place(name), f"{words[:1].upper()}{words[1:]}.", hint),)


def arrival_of(paper: Paper, matcher: Matcher) -> Arrival:
    """The paper as a contract's text, with what filing needs to know of it."""
    shape = outline(paper)
    opening = words_in(paper.parts[:60])[:_OPENING]
    named = _named(opening)
    title = shape.title or _best(named, "title") or _by_name(paper.name)
    found = written(shape, title)
    matched = Counter(match.state for _, match in matcher.sections(sections(found.text)))
    parties = dict.fromkeys(str(claim.value) for claim in named if claim.field.endswith(".legal_name"))
    return Arrival(
        file=paper.name,
        format=paper.format,
        title=title,
        type=kind_of(title, otherwise=_best(named, "type") or "agreement"),
        language=language_of_text(found.text),
        text=found.text,
        sketch=sketch_of(found.text),
        clauses=sum(matched.values()),
        approved=matched["approved"],
        near=matched["near"],
        unknown=matched["unknown"],
        parties=tuple(parties),
        left_out=tuple(sorted(Counter(str(each.kind) for each in found.left_out).items())),
        remarks=paper.remarks,
    )


def _named(opening: str) -> list[Found]:
    """What the opening words say of the title and of who the parties are."""
    copy = Copy(opening)
    place = opening_of(copy)
    return [*title_of(copy, place), *whole_parties(copy, place, tuple(entries_of(opening)))]


def words_in(parts: Sequence[PaperPart]) -> str:
    """The words of a paper's parts for the rules to read: numbers before them, a table's row a line with tabs between cells."""
    return "\n\n".join(f"{part.number} {part.text}".strip() or "\n".join("\t".join(row) for row in part.rows) for part in parts)


def _best(named: Sequence[Found], field: str) -> str:
    """The value that is said of a field first; empty where none is."""
    return str(next((claim.value for claim in named if claim.field == field), ""))


def _by_name(name: str) -> str:
    """A title from a file's name."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or name
    return " ".join(stem.replace("_", " ").replace("-", " ").split())[:120]
