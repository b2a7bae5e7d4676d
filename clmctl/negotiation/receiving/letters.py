"""Rows with what their new words hide named: letters that pass for others, signs nobody sees."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from clmctl.model.returned import ReturnedRow
from clmctl.text.comparing.letters import TURNING, look_alikes, parting_signs, signs_named, unseen_signs


def with_letters(rows: Iterable[ReturnedRow]) -> tuple[ReturnedRow, ...]:
    """The rows, each with a remark on look-alike letters and unseen signs that its words have and had not."""
    return tuple(_told(row) for row in rows)


def _told(row: ReturnedRow) -> ReturnedRow:
    old, new = ("", "") if row.field and row.words else (row.old, row.new)  # a field's value is what its words say
    was = f"{''.join(change.old for change in row.words)}\n{old}"
    now = f"{''.join(change.new for change in row.words)}\n{new}"
    if now.isascii() and was.isascii():
        return row
    said = "; ".join(word for word in (*_alike(was, now), *_unseen(was, now), row.remark) if word)
    return row if said == row.remark else replace(row, remark=said)


def _alike(was: str, now: str) -> Iterator[str]:
    stood = dict(look_alikes(was))
    for word, letters in look_alikes(now):
        if word not in stood:
            yield f'look-alike letters in "{word}": {letters}'


def _unseen(was: str, now: str) -> Iterator[str]:
    came = _more(unseen_signs(was), unseen_signs(now))
    if came:
        yield f"signs nobody sees: {signs_named(came)}"
    if TURNING & set(came):
        yield "they turn the direction of what is read"
    parting = _more(parting_signs(was), parting_signs(now))
    if parting:
        yield f"parts a word unseen: {signs_named(parting)}"


def _more(was: Sequence[str], now: Sequence[str]) -> list[str]:
    """What stands in the new words more often than in the old."""
    return list((Counter(now) - Counter(was)).elements())
