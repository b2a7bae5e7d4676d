"""Naughty strings as arguments, values, conditions, titles and clause text: shown and never obeyed, formulas guarded."""

import csv
import io

import pytest
from hostile_make import CONTRACT, ID, Ground, complaint, naughty_strings

#: Every so many-th string in the usual run.
SAMPLE = 170
#: The long run is made in so many parts. Each string goes to every so many-th call, each call gets every so many-th string:
#: all of one with all of the other would take hours and go the same ways.
PARTS = 4


def calls(text: str) -> tuple[tuple[str, ...], ...]:
    """A string in every place a command line has for one."""
    return (
        *((name, text) for name in ("query", "show", "deadline", "history", "why", "lint", "render", "renew", "undo", "save")),
        *(("query", option, text) for option in ("--select", "--sort", "--group-by", "--sum", "--format", "--limit")),
        *((name, ID, "--clause", text) for name in ("show", "history", "why")),
        *(("list", option, text) for option in ("--client", "--stage", "--format")),
        *(("show", ID, option, text) for option in ("--at", "--as-of", "--root", "--format")),
        *(("clauses", name, text) for name in ("show", "diff", "usage", "approve")),
        *(("templates", name, text) for name in ("show", "import")),
        *((name, text) for name in ("explain", "schema", "new")),
        ("lint", "--since", text),
        ("lint", "--stdin", text),
        ("set", ID, f"{text}=x", "--why", "y"),
        ("set", text, "owner=legal-lead", "--why", "y"),
        ("set", "--where", text, "owner=legal-lead", "--why", "y"),
        ("new", "customer-agreement", "--no-input", "--answers", text),
        ("edit", ID, "--clause", text, "--use", "standard"),
        ("attach", ID, text, "--why", "y"),
        ("sign", ID, text, "--date", "2026-11-22"),
        ("sign", ID, "--date", text),
        ("hooks", "run", text),
        ("hooks", "run", "commit-msg", text),
        (text,),
        ("list", text),
        ("list", f"--{text}"),
    )


def drawn(text: str) -> tuple[str, ...]:
    return (
        *("new", "customer-agreement", "--no-input", "--set", "dates.effective=2027-01-01", "--title", text, "--why", text),
        *(
            "--set",
            f"customer={text}",
            "--set",
            f"parties.customer.address={text}",
            "--set",
            "parties.customer.email=a@example.org",
        ),
    )


def as_argument(ground: Ground, text: str, first: int = 0, step: int = 1) -> list[str]:
    before = ground.bytes()
    found = ground.complaints(*calls(text)[first::step], seconds=180)
    now = ground.bytes()
    return found + [f"{text!r}: {name} changed" for name in {*before, *now} if before.get(name) != now.get(name)]


def as_value(ground: Ground, text: str, first: int = 0, step: int = 1) -> list[str]:
    """Set as a field's value, drawn as a title, written into a clause, given as a reason: then all of it is shown.

    A spreadsheet and a workbook show it always, the other calls each by turns.
    """
    writing = (("set", ID, f"fields.services={text}", "--why", text), drawn(text), ("set", ID, f"title={text}", "--why", text))
    done = ground.calls(*writing, seconds=120)
    found = [told for call, each in zip(writing, done, strict=True) if (told := complaint(call, each))]
    file = ground.root / CONTRACT
    file.write_bytes(file.read_bytes() + f"\n\n{text}\n".encode("utf-8", "replace"))
    query = ("query", "--select", "id,title,fields.services", "--format")
    others = (
        *(("show", ID, *more) for more in ((), ("--text",), ("--format", "json"))),
        *((*query, name) for name in ("table", "json", "md")),
        *((name, ID) for name in ("history", "why", "deadline")),
        *(("lint", "--format", name) for name in ("text", "json", "github")),
        ("render", ID, "-o", "out.docx"),
        ("list",),
        ("save", "--dry-run", "--why", text),
    )
    reading = ((*query, "csv"), (*query, "xlsx"), *others[first::step])
    shown = ground.calls(*reading, seconds=120)
    found += [told for call, each in zip(reading, shown, strict=True) if (told := complaint(call, each))]
    table, book = shown[:2]
    if table.code == 0:
        rows = list(csv.reader(io.StringIO(table.text)))
        found += [f"{text!r}: {cell!r} is a formula in CSV" for row in rows for cell in row if is_formula(cell)]
    return found + (formulas(book.out) if book.code == 0 else [])


def is_formula(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    return False


def formulas(book: bytes) -> list[str]:
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(book)).active
    assert sheet is not None
    return [f"{cell.value!r} is a formula in the workbook" for row in sheet.rows for cell in row if cell.data_type == "f"]


def strings(test_data, *, rest: bool) -> list[str]:
    found = naughty_strings(test_data)
    assert len(found) > 500
    return [text for number, text in enumerate(found) if (number % SAMPLE == 0) is not rest and "\0" not in text]


def test_a_sample_as_arguments(tmp_path, test_data) -> None:
    ground = Ground(tmp_path)
    wrong = [told for text in strings(test_data, rest=False) for told in as_argument(ground, text)]
    assert not wrong, "\n\n".join(wrong[:20])


#: What a spreadsheet, a terminal, markup or a template would obey.
TRAPS = (
    "=cmd|' /C calc'!A0",
    "  =1+1",
    "-2+3+cmd|' /C calc'!A0",
    "＝1+1",
    "[b]bold[/b] [/red] :smile: [link=file:///etc/passwd]x[/link]",
    "{{ 7*7 }} {% raw %} {?gdpr}x{/} <!-- clm:ignore CL103 -->",
    "</w:t></w:r><script>&amp;]]>",
    "a | b \\| c\\",
)


@pytest.mark.slow
def test_traps_as_values(tmp_path) -> None:
    wrong = []
    for number, text in enumerate(TRAPS):
        ground = Ground(tmp_path / str(number))
        wrong += as_value(ground, text)
        ground.remove()
    assert not wrong, "\n\n".join(wrong[:20])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_all_as_arguments(tmp_path, test_data, part: int) -> None:
    ground = Ground(tmp_path)
    texts = strings(test_data, rest=True)[part::PARTS]
    wrong = [told for turn, text in enumerate(texts) for told in as_argument(ground, text, turn % PARTS, PARTS)]
    assert not wrong, "\n\n".join(wrong[:20])


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_all_as_values(tmp_path, test_data, part: int) -> None:
    wrong = []
    for number, text in enumerate(naughty_strings(test_data)[part::PARTS]):
        if "\0" in text:
            continue
        ground = Ground(tmp_path / str(number))
        wrong += as_value(ground, text, number % PARTS, PARTS)
        ground.remove()
    assert not wrong, "\n\n".join(wrong[:20])
