"""Published forms of others, from the file to a renewed contract."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from intake_make import Imported, imported, words

from clmctl.errors import Unreadable
from clmctl.model.calendar import Calendar
from clmctl.model.contract import Contract
from clmctl.model.record import Records
from clmctl.renewal.renewing import renew
from clmctl.terms.horizon import horizon_for
from clmctl.terms.reckoning import conventions_of, terms_of
from clmctl.terms.status import status_on
from clmctl.text.dialect.rules import sections
from clmctl.word.compose import contract_docx
from clmctl.word.style import default_style
from clmctl.word.stylefile import open_style

_FOLDERS = ("forms-commonpaper", "forms-bonterms", "forms-cc0", "forms-mozilla-i18n")


def _forms(test_data: Path) -> list[Path]:
    found = [path for folder in _FOLDERS for path in (test_data / "data" / folder / "dev").rglob("*.md")]
    return sorted(path for path in found if path.name not in ("README.md", "RELEASENOTES.md"))


def _template(path: Path) -> str:
    """A name that no template of the starter library has."""
    return "form-" + "-".join(re.findall(r"[a-z0-9]+", path.stem.lower()))[:30].rstrip("-")


@pytest.fixture(scope="module")
def forms(test_data: Path) -> dict[str, tuple[str, Imported]]:
    return {
        path.name: (path.read_text("utf-8"), imported(path.read_bytes(), path.name, _template(path)))
        for path in _forms(test_data)
    }


def test_there_are_forms(forms: dict[str, tuple[str, Imported]]) -> None:
    assert len(forms) >= 9


def test_a_form_stays_in_its_language(forms: dict[str, tuple[str, Imported]]) -> None:
    """The files of forms-mozilla-i18n begin with the code of their language."""
    told = {name: match[1] for name in forms if (match := re.match(r"(de|en|fr|ja)-", name))}
    assert len(told) >= 16
    for name, lang in told.items():
        form = forms[name][1]
        assert form.template.languages == (lang,), name
        contract, _ = form.contract()
        assert {pin.lang for pin in contract.clauses} <= {lang}, name
        assert contract.languages == (lang,), name
        assert ("This agreement" in contract.text) is (lang == "en"), name
        assert "{:" not in contract.text, name


def test_a_contract_drawn_from_a_form_is_clean(forms: dict[str, tuple[str, Imported]]) -> None:
    for name, (_, form) in forms.items():
        contract, door = form.contract()
        found = form.lint(contract, door)
        assert not found, (name, [(f.code, f.place.line, f.message) for f in found])


def test_one_altered_word_in_any_clause_is_found(forms: dict[str, tuple[str, Imported]]) -> None:
    for name, (_, form) in forms.items():
        contract, _ = form.contract()
        for section in sections(contract.text)[:40]:
            word = next((m for m in re.finditer(r"(?<![\w#/-])[a-z]{4,}(?![\w-])(?![^\n]*\}\})", section.body)), None)
            if word is None:
                continue
            at = section.start + contract.text[section.start : section.end].index(section.body) + word.start()
            altered = contract.text[:at] + "differently" + contract.text[at + len(word[0]) :]
            changed, door = form.contract(alter=lambda _, text=altered: text)
            found = [f for f in form.lint(changed, door) if f.code == "CL101"]
            assert [f.clause for f in found] == [section.anchor], (name, section.anchor)
            assert section.anchor in found[0].message
            assert word[0] in found[0].message and "differently" in found[0].message


def test_no_word_of_a_form_is_lost(forms: dict[str, tuple[str, Imported]]) -> None:
    for name, (source, form) in forms.items():
        library = "\n".join(data.decode() for path, data in form.taken.files.items() if path.endswith(".md"))
        told = "\n".join((*form.taken.notes, *(f.help for f in form.settings.catalogue.fields), *form.template.defaults.values()))
        drawn = form.printed()
        kept = Counter(words(library)) | Counter(words(drawn))
        lost = Counter(words(source)) - kept
        missing_words = {word: count for word, count in lost.items() if word not in words(told)}
        assert not missing_words, (name, missing_words)


def test_the_words_of_a_form_stand_in_its_order(forms: dict[str, tuple[str, Imported]]) -> None:
    from rapidfuzz.distance import LCSseq

    for name, (source, form) in forms.items():
        if "{?" in "".join(c.variants[0].text for c in form.library.clauses.values() if c.id.startswith(form.template.id)):
            continue
        body, drawn = words(source), words(form.printed())
        assert LCSseq.similarity(body, drawn) >= 0.97 * len(body), name


def test_references_print_what_the_form_typed(forms: dict[str, tuple[str, Imported]]) -> None:
    pattern = re.compile(r"\bSections? \d+(?:\.\d+)*(?:\([a-z]\))*")
    counted = 0
    for name, (source, form) in forms.items():
        typed = Counter(pattern.findall(re.sub(r"<[^>]*>|\*\*", "", source)))
        printed = Counter(pattern.findall(form.printed()))
        assert not typed - printed, name
        counted += sum(text.count("](#") for text in (c.variants[0].text for c in form.library.clauses.values()))
    assert counted > 100


def test_a_contract_drawn_from_a_form_renders(forms: dict[str, tuple[str, Imported]]) -> None:
    style = open_style(default_style(), "style.docx")
    for name, (_, form) in forms.items():
        contract, _ = form.contract()
        data = contract_docx(contract, style)
        assert data[:2] == b"PK" and data == contract_docx(contract, style), name


def _executed(form: Imported) -> Contract:
    from dataclasses import replace

    given = {
        "dates.effective": "2026-01-01",
        "term.length": "P12M",
        "renewal.type": "auto-renew",
        "renewal.length": "P12M",
        "renewal.notice": "P60D",
    }
    return replace(form.contract(given)[0], stage="executed")


def test_a_contract_drawn_from_a_form_comes_up_and_is_renewed(forms: dict[str, tuple[str, Imported]]) -> None:
    weekdays = Calendar("weekdays")
    for name, (_, form) in forms.items():
        contract = _executed(form)
        conventions = conventions_of(contract, form.settings)
        terms = terms_of(contract, Records(), conventions, weekdays, None, horizon_for(date(2026, 11, 22)))
        assert terms.spans and terms.spans[0].end == date(2026, 12, 31), name
        assert status_on(terms, date(2026, 10, 15)) == "notice-window", name
        plan = renew(
            contract,
            Records(),
            terms,
            conventions,
            on=date(2026, 11, 22),
            why="the customer stays",
            by="legal-lead",
            recorded=None,
            calendar=weekdays,
        )
        assert plan.writes[0].path.endswith("record/terms.jsonl"), name


def test_word_files_and_pictures_are_no_forms(test_data: Path) -> None:
    files = sorted((test_data / "data" / "forms-bonterms" / "dev").rglob("*.docx"))[:2]
    assert files
    for path in files:
        with pytest.raises(Unreadable, match="Word"):
            imported(path.read_bytes(), path.name)
