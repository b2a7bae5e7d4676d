"""Changes of words that a field printed, read back as changes of the field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from clmctl.model.block import Placeholder
from clmctl.model.contract import Contract
from clmctl.model.field import Catalogue, Field, FieldType
from clmctl.model.frozen import frozen
from clmctl.model.value import Value
from clmctl.negotiation.fields import refuse
from clmctl.negotiation.receiving.source import Behind
from clmctl.redline.returned.steps import Hunk, Returned, Step
from clmctl.text.comparing.cosmetic import plain_words
from clmctl.text.dialect.filters import FILTERS, inverse
from clmctl.text.dialect.placeholders import printed, value_of
from clmctl.text.fields.values import parse_value, show_value

#: What of a party may be changed by its printed words.
_OF_PARTY = ("legal_name", "short_name", "address", "company_no", "email")
_MOST_TRIED = 400


@frozen
class FieldEdit:
    """A field that the returned file gives another value: where (steps and their stretches of words), and the values."""

    path: str
    old: Value | None
    new: Value
    places: tuple[tuple[int, int], ...]


@frozen
class FieldsRead:
    """The steps with the stretches that are fields set apart, the fields changed, and a remark for stretches that disagree."""

    returned: Returned
    edits: tuple[FieldEdit, ...]
    remarks: Mapping[tuple[int, int], str]

    @property
    def taken(self) -> frozenset[tuple[int, int]]:
        """The stretches of words that are the change of a field and not of the text."""
        return frozenset(place for edit in self.edits for place in edit.places)


@frozen
class _Place:
    """A place where a field is printed: the step, its stretch that was changed (None: as it was), the value it states now."""

    step: int
    hunk: int | None
    path: str
    value: Value | None
    words: str
    number: str


def fields_read(contract: Contract, catalogue: Catalogue, found: Behind, came: Returned) -> FieldsRead:
    """The changes of fields. A field changes only where every place that prints it agrees."""
    steps: list[Step] = []
    places: list[_Place] = []
    remarks: dict[tuple[int, int], str] = {}
    for at in range(len(came.steps)):
        made, here = _of_step(contract, catalogue, found, came, at)
        steps.append(made)
        places += here
        remarks.update(((at, h), said) for h, said in _worked_out(found, made))
    edits: list[FieldEdit] = []
    for path in dict.fromkeys(place.path for place in places if place.hunk is not None):
        standing = [place for place in places if place.path == path]
        changed = [(place.step, place.hunk) for place in standing if place.hunk is not None]
        values = {
            plain_words(place.words) if place.value is None else place.value for place in standing if place.hunk is not None
        }
        value = standing[[place.hunk is not None for place in standing].index(True)].value
        if len(values) == 1 and value is not None and all(place.hunk is not None for place in standing):
            edits.append(FieldEdit(path, _current(contract, path), value, tuple(changed)))
        elif len(standing) > 1 and value is not None:
            said = ", ".join(
                f"{place.number or 'elsewhere'} {'says' if place.hunk is not None else 'still'} {place.words}"
                for place in standing
            )
            remarks.update(dict.fromkeys(changed, said))
    return FieldsRead(replace(came, steps=tuple(steps)), tuple(edits), remarks)


def _current(contract: Contract, path: str) -> Value | None:
    return value_of(contract, path)


def _field(contract: Contract, catalogue: Catalogue, path: str) -> tuple[str, Field | None] | None:
    """(the field's own path, the field) of what a placeholder prints; None where it may not be changed so."""
    if path.startswith("parties."):
        _, name, attribute = [*path.split("."), ""][:3]
        party = contract.party(name)
        return (f"parties.{party.key}.{attribute}", None) if party is not None and attribute in _OF_PARTY else None
    field = catalogue.by_path.get(path)
    if field is None or field.type in (FieldType.PARTY, FieldType.PERSON) or refuse(contract, field):
        return None
    return path, field


def _of_step(contract: Contract, catalogue: Catalogue, found: Behind, came: Returned, at: int) -> tuple[Step, list[_Place]]:
    """The step with the stretches of its fields set apart, and the places where it prints one."""
    step = came.steps[at]
    if step.sent is None or step.final is None or step.sent not in found.of:
        return step, []
    item = found.printed[found.of[step.sent]]
    words = found.words[step.sent]
    block = found.blocks[item.block]
    hunks = list(step.hunks)
    places: list[_Place] = []
    for m, piece in enumerate(item.inlines):
        if not isinstance(piece, Placeholder):
            continue
        known = _field(contract, catalogue, piece.path)
        mine = [t for t, w in enumerate(words) if w >= 0 and any(part == m for part, _ in item.words[w].parts)]
        spec = FILTERS.get(piece.filter)
        if known is None or not mine or (spec is not None and spec.computes):
            continue
        path, field = known
        span = (mine[0], mine[-1] + 1)
        touched = [hunk for hunk in hunks if _touches(hunk, span) and hunk.how != "cosmetic"]
        if not touched:
            shown = printed(contract, piece, language=block.lang)
            places.append(_Place(at, None, path, None, shown, block.full))
            continue
        touched = _with_beside(hunks, touched, span)
        whole = all(span[0] <= hunk.old[0] and hunk.old[1] <= span[1] for hunk in touched)
        stated: list[tuple[tuple[int, int], Value, str]] = []
        for cut in _cuts(hunks, touched, span):
            now = came.lineage.final[step.final].words[slice(*cut)]
            if now[0].is_space or now[-1].is_space or any(cut[0] < end and start < cut[1] for (start, end), _, _ in stated):
                continue
            said = "".join(word.text for word in now)
            if field is None or field.type is FieldType.TEXT:
                value: Value | None = said or None if whole else None
            else:
                value = _as_filed(field, inverse(piece.filter, piece.args, field, said, language=block.lang or contract.language))
            if value is not None:
                stated.append((cut, value, said))
        if len(stated) == 1:  # of two values nobody knows which one it is now
            ((final, value, said),) = stated
            hunks = _set_apart(hunks, touched, span, final)
            places.append(_Place(at, next(n for n, h in enumerate(hunks) if h.old == span), path, value, said, block.full))
    return (replace(step, hunks=tuple(hunks)) if hunks != list(step.hunks) else step), places


def _as_filed(field: Field, value: Value | None) -> Value | None:
    """The value as its file will say it; None for one that no file of ours could hold, whose words stay a change of words."""
    try:
        return None if value is None else parse_value(field, show_value(value))
    except ValueError:
        return None


def _worked_out(found: Behind, step: Step) -> Iterator[tuple[int, str]]:
    """The stretches that change what was worked out of fields, which cannot be read back, and what is told of them."""
    if step.sent is None or step.final is None or step.sent not in found.of:
        return
    item, words = found.printed[found.of[step.sent]], found.words[step.sent]
    for m, piece in enumerate(item.inlines):
        spec = FILTERS.get(piece.filter) if isinstance(piece, Placeholder) else None
        mine = [t for t, w in enumerate(words) if w >= 0 and any(part == m for part, _ in item.words[w].parts)]
        if isinstance(piece, Placeholder) and spec is not None and spec.computes and mine:
            for h, hunk in enumerate(step.hunks):
                if _touches(hunk, (mine[0], mine[-1] + 1)) and hunk.how != "cosmetic":
                    yield h, f"worked out of {' and '.join((piece.path, *piece.args))} before; the text says it in words now"


def _touches(hunk: Hunk, span: tuple[int, int]) -> bool:
    """Whether words of the span were changed, or words put between them."""
    a, b = hunk.old
    return (a < span[1] and b > span[0]) or (a == b and span[0] < a < span[1])


def _with_beside(hunks: Sequence[Hunk], touched: Sequence[Hunk], span: tuple[int, int]) -> list[Hunk]:
    """The stretches that changed the span, with words put in just before or behind it: a value may begin or end with those."""
    first, last = hunks.index(touched[0]), hunks.index(touched[-1])
    while first and hunks[first - 1].old == (span[0], span[0]) and hunks[first - 1].how != "cosmetic":
        first -= 1
    while last + 1 < len(hunks) and hunks[last + 1].old == (span[1], span[1]) and hunks[last + 1].how != "cosmetic":
        last += 1
    return list(hunks[first : last + 1])


def _cuts(hunks: Sequence[Hunk], touched: Sequence[Hunk], span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The stretches of final words that may stand for the span, longest first: a change may reach beyond it on either side,
    and put words beside the value within it.
    """
    first, last = touched[0], touched[-1]
    start, end = first.new[0], last.new[1] + 1
    starts, ends = range(start, end), range(start, end)
    if first.old[0] > span[0]:
        starts = range(at := _across(hunks, span[0]), at + 1)
    if last.old[1] < span[1]:
        ends = range(at := _across(hunks, span[1], behind=True), at + 1)
    longest = max(ends, default=0) - min(starts, default=0)
    some = ((c, c + length) for length in range(longest, 0, -1) for c in starts if c + length in ends)
    yield from islice(some, _MOST_TRIED)


def _across(hunks: Sequence[Hunk], t: int, *, behind: bool = False) -> int:
    """Where a place between sent words is among the final ones; at a stretch put in just there, before it or behind it."""
    u = t
    for hunk in hunks:
        if hunk.old[1] < t or (hunk.old[1] == t and (behind or hunk.old[0] < t)):
            u = hunk.new[1] + (t - hunk.old[1])
        elif hunk.old[0] >= t:
            return hunk.new[0] - (hunk.old[0] - t) if hunk.old[0] > t or not behind else u
    return u


def _set_apart(hunks: list[Hunk], touched: Sequence[Hunk], span: tuple[int, int], final: tuple[int, int]) -> list[Hunk]:
    """The stretches with the field's own as one, and what was changed beside it as others."""
    first, last = touched[0], touched[-1]
    how = "silent" if any(hunk.how == "silent" for hunk in touched) else "tracked"
    author = ", ".join(dict.fromkeys(hunk.author for hunk in touched if hunk.author))
    own = Hunk(span, final, how, author, max(hunk.date for hunk in touched))  # type: ignore[arg-type]
    before = replace(first, old=(min(first.old[0], span[0]), span[0]), new=(min(first.new[0], final[0]), final[0]))
    behind = replace(last, old=(span[1], max(last.old[1], span[1])), new=(final[1], max(last.new[1], final[1])))
    made = [each for each in (before, own, behind) if each is own or each.old[0] < each.old[1] or each.new[0] < each.new[1]]
    return [*hunks[: hunks.index(first)], *made, *hunks[hunks.index(last) + 1 :]]
