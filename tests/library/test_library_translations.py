"""A position in another language says what its original says: the same paragraphs, options, fields and references."""

import re
from pathlib import Path

import pytest

from clmctl.library.variants import read_variant
from clmctl.text.dialect.options import options_of
from clmctl.text.dialect.placeholders import find_placeholders
from clmctl.text.dialect.problems import problems

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "clause_library"
TRANSLATIONS = sorted(path for path in LIBRARY.glob("*/*.md") if "." in path.stem)
ANCHOR = re.compile(r"\{#([\w-]+)\}")
REFERENCE = re.compile(r"\]\(#([\w-]+)\)")
TERM = re.compile(r'\*\*["„“]([^"“”]+)["“”]\*\*')


def text_of(path: Path) -> str:
    variant, findings = read_variant(path.relative_to(ROOT).as_posix(), path.read_bytes(), path.parent.name)
    assert variant is not None
    assert findings == ()
    return variant.text


def original(path: Path) -> Path:
    return path.with_name(f"{path.stem.split('.')[0]}.md")


def test_there_is_a_bilingual_example() -> None:
    assert len(TRANSLATIONS) >= 5


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_translation_keeps_to_its_original(path: Path) -> None:
    mine, theirs = text_of(path), text_of(original(path))
    lang = path.stem.split(".")[1]
    assert ANCHOR.findall(mine) == ANCHOR.findall(theirs)
    assert REFERENCE.findall(mine) == REFERENCE.findall(theirs)
    assert options_of(mine) == options_of(theirs)
    assert len(TERM.findall(mine)) == len(TERM.findall(theirs))
    assert mine.count("\n   1. ") == theirs.count("\n   1. ")
    fields = [found.path.removesuffix(f"_{lang}").rpartition(".")[2] for found, _ in find_placeholders(mine)]
    assert fields == [found.path.rpartition(".")[2] for found, _ in find_placeholders(theirs)]
    assert problems(mine, options=options_of(mine), whole=False) == ()


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_duration_after_a_preposition_has_its_german_case(path: Path) -> None:
    for found, _ in find_placeholders(text_of(path)):
        if found.filter == "words" and path.stem.endswith(".de"):
            assert found.args == ("dative",), found.source
