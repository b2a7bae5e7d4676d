"""LibreOffice accepts and rejects every change of our redlines: what it then holds is the newer and the older text."""

import csv
from pathlib import Path

import pytest
from libreoffice import Edit, edited, needs_libreoffice

from clmctl.text.comparing.views import view
from clmctl.word.comparing.compare import compare
from clmctl.word.reading.file import read_word

pytestmark = needs_libreoffice

DAY = "2026-11-22T00:00:00Z"
PAIRS = "data/docx-powertools/dev"
ACCEPT = 'Dispatch(d, ".uno:AcceptAllTrackedChanges")'
REJECT = 'Dispatch(d, ".uno:RejectAllTrackedChanges")'

#: Pairs where LibreOffice itself gives another text, and why.
EXPLAINED = dict.fromkeys(
    (
        "WC021-Math-Before-1.docx > WC021-Math-After-1.docx",
        "WC021-Math-Before-2.docx > WC021-Math-After-2.docx",
        "WC031-Two-Maths-Before.docx > WC031-Two-Maths-After.docx",
        "WC041-Table-5.docx > WC041-Table-5-Mod.docx",
    ),
    "it holds formulas as objects, which it does not track, and reads none at all where its part for formulas is not installed",
)


def pairs(test_data: Path) -> list[tuple[Path, Path]]:
    folder = test_data / PAIRS
    with (folder / "wmlcomparer_pairs.csv").open(encoding="utf-8") as rows:
        return [(folder / row["before"], folder / row["after"]) for row in csv.DictReader(rows)]


def words(path: Path) -> list[str]:
    """What a file that LibreOffice saved says, paragraph by paragraph.

    Empty ones it makes and leaves out as it likes; a zero-width joiner is its own mark in the row of a tracked table.
    """
    found = view(read_word(path.read_bytes()).paragraphs, "final")
    said = (" ".join(item.text.replace("\u200d", "").split()) for item in found if item.first.part == "body")
    return [words_ for words_ in said if words_]


def holds(found: list[tuple[Path, Path]], room: Path) -> dict[str, tuple[bool, bool]]:
    """For each pair whether LibreOffice comes to the newer text when it accepts all, and to the older when it rejects all."""
    edits = []
    for at, (before, after) in enumerate(found):
        redline = room / f"{at}-redline.docx"
        redline.write_bytes(compare(before.read_bytes(), after.read_bytes(), author="Ann", date=DAY).docx)
        for name, source, basic in (
            ("accepted", redline, ACCEPT), ("rejected", redline, REJECT), ("before", before, ACCEPT), ("after", after, ACCEPT)
        ):  # fmt: skip
            edits.append(Edit(source, room / f"{at}-{name}.docx", basic))
    edited(edits, room)
    return {
        f"{before.name} > {after.name}": (
            words(room / f"{at}-accepted.docx") == words(room / f"{at}-after.docx"),
            words(room / f"{at}-rejected.docx") == words(room / f"{at}-before.docx"),
        )
        for at, (before, after) in enumerate(found)
    }


def test_libreoffice_comes_to_both_texts_of_a_sample(test_data: Path, tmp_path: Path) -> None:
    some = [pair for pair in pairs(test_data)[::7] if f"{pair[0].name} > {pair[1].name}" not in EXPLAINED]
    assert len(some) >= 6
    assert set(holds(some, tmp_path).values()) == {(True, True)}


@pytest.mark.slow
def test_libreoffice_comes_to_both_texts_of_every_pair(test_data: Path, tmp_path: Path) -> None:
    found = holds(pairs(test_data), tmp_path)
    assert len(found) >= 48
    wrong = {name: said for name, said in found.items() if said != (True, True)}
    assert set(wrong) <= set(EXPLAINED), wrong
