"""Measures rendering: `rendering.py [--rounds N]`, and the memory of many: `rendering.py --memory`.

One agreement of about 31 pages is rendered by clmctl, by docxtpl (from a template with the same styles, the words already
read) and by python-docx (each paragraph with its style), in turn, by the processor's time. docxtpl is installed for this
alone: `pip install docxtpl`. With --memory a hundred and a thousand contracts are copied out as Word files by the command
itself, each in a process of its own.
"""

import argparse
import gc
import io
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "word"))

from word_sample import CATALOGUE, FRONT

from clmctl.model.contract import Contract
from clmctl.text.contract import read_contract
from clmctl.word.compose import compose
from clmctl.word.extract import extract
from clmctl.word.numbering import number_blocks
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

WORDS = (
    "The Supplier must perform the Services with the care and skill of an experienced supplier of such services, must keep to "
    "every time stated in this agreement, and must tell the Customer at once where it sees that a time cannot be kept."
)
LISTED = "must be given in writing, with the reasons for it and what the party asks of the other;"
CLAUSES = 36


def source() -> bytes:
    """The agreement as its file has it."""
    out = [FRONT, "# Customer Services Agreement\n\nThis agreement is made between:\n\n{{ parties }}\n"]
    for clause in range(1, CLAUSES + 1):
        out.append(f"\n## Clause number {clause} {{#clause-{clause}}}\n")
        for item in range(1, 5):
            before = f"clause-{max(1, clause - 1)}-{item}"
            seen = before if clause > 1 else "clause-1"
            out.append(f"{item}. {{#clause-{clause}-{item}}} **Duty {item}.** {WORDS} See [Section](#{seen}).")
            if item % 2:
                out += [f"   {at}. A notice of kind {at} {LISTED}" for at in range(1, 4)]
        if clause % 12 == 0:
            out.append('\n   {{ sla | table("service", "target=Must be reached") }}\n')
    out.append("\n# Signatures\n\n{{ signatures }}\n")
    return "\n".join(out).encode()


def read(data: bytes) -> Contract:
    """The contract of these bytes."""
    found, findings = read_contract("contracts/nordwind/MSA-2026-0042/contract.md", "0" * 40, data, CATALOGUE)
    assert found is not None, findings
    return found


Paragraph = tuple[str, list[tuple[str, bool]]]


def flat(contract: Contract, style: StyleDocument) -> list[Paragraph]:
    """(style's name, its words and whether they are bold) of every paragraph, as the other programs are given them."""
    import docx

    document = docx.Document(io.BytesIO(render(compose(contract, style), style)))
    return [
        (
            paragraph.style.name,
            [(run.text, bool(run.bold)) for run in paragraph.runs if run.text] or [(paragraph.text, False)],
        )
        for paragraph in document.paragraphs
        if paragraph.text
    ]


def template_for(names: list[str], style: bytes) -> Path:
    """A docxtpl template: a loop over the paragraphs, one branch for each style."""
    import docx

    document = docx.Document(io.BytesIO(style))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    document.add_paragraph("{%p for b in blocks %}")
    for at, name in enumerate(names):
        document.add_paragraph(f"{{%p {'if' if at == 0 else 'elif'} b[0] == '{name}' %}}")
        document.add_paragraph("{{r b[1] }}", name)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    for section in document.sections:  # the slots of our own frames are no template of theirs
        for frame in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            for paragraph in frame.paragraphs:
                for run in list(paragraph.runs):
                    paragraph._p.remove(run._r)
    path = Path(tempfile.mkdtemp()) / "template.docx"
    document.save(str(path))
    return path


def by_docxtpl(path: Path, blocks: list[Paragraph]) -> bytes:
    """The document by docxtpl."""
    from docxtpl import DocxTemplate, RichText

    template = DocxTemplate(str(path))
    rich = []
    for name, runs in blocks:
        words = RichText()
        for text, bold in runs:
            words.add(text, bold=bold)
        rich.append((name, words))
    template.render({"blocks": rich}, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def by_python_docx(style: bytes, blocks: list[Paragraph]) -> bytes:
    """The document by python-docx, as its own documentation shows it."""
    import docx

    document = docx.Document(io.BytesIO(style))
    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    for name, runs in blocks:
        paragraph = document.add_paragraph(style=name)
        for words, bold in runs:
            paragraph.add_run(words).bold = bold or None
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def fastest(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Milliseconds of processor time of the fastest run of each, run in turn, one round of each unmeasured first."""
    best = dict.fromkeys(work, float("inf"))
    for at in range(rounds + 1):
        for name, one in work.items():
            gc.collect()
            began = time.process_time()
            one()
            if at:
                best[name] = min(best[name], (time.process_time() - began) * 1000)
    return best


def speed(rounds: int) -> None:
    """Prints the table of times and ratios."""
    data, style_bytes = source(), default_style()
    style = open_style(style_bytes)
    contract = read(data)
    text = compose(contract, style)
    blocks = flat(contract, style)
    template = template_for(list(dict.fromkeys(name for name, _ in blocks)), style_bytes)
    words = len(extract(render(text, style)).split())
    numbered = len(number_blocks(text.blocks, style, text.lang).places)
    print(f"{words:,} words, {len(blocks)} paragraphs, {numbered} of them numbered\n")
    assert words - len(extract(by_docxtpl(template, blocks)).split()) < 100  # the same document, but for tables and signatures
    best = fastest(
        {
            "clmctl, from the read contract": lambda: render(text, style, "deflated"),
            "clmctl, from the file's bytes": lambda: render(compose(read(data), style), style, "deflated"),
            "docxtpl": lambda: by_docxtpl(template, blocks),
            "docxtpl, from the file's bytes": lambda: (compose(read(data), style), by_docxtpl(template, blocks)),
            "python-docx": lambda: by_python_docx(style_bytes, blocks),
        },
        rounds,
    )
    print("| what | ms (CPU, fastest) | times clmctl from the read contract | times clmctl from the file |\n|---|---|---|---|")
    plain, whole = best["clmctl, from the read contract"], best["clmctl, from the file's bytes"]
    for name, took in best.items():
        print(f"| {name} | {took:.1f} | {took / plain:.1f} | {took / whole:.1f} |")


SETTINGS = """\
organisation: {legal_name: Example Services Ltd, short_name: Example, jurisdiction: GB}
contract_types: [msa]
currency: EUR
fields:
  - {path: site, type: text}
  - {path: deposit, type: percent}
  - {path: guarantor, type: party}
  - {path: unprinted, type: text}
"""


def workspace(folder: Path, count: int) -> Path:
    """A workspace of so many contracts, without history."""
    place = folder / str(count)
    base = source().decode()
    for number in range(1, count + 1):
        at = place / f"contracts/client-{number // 50:03}/MSA-2026-{number:04}"
        at.mkdir(parents=True)
        (at / "contract.md").write_text(base.replace("MSA-2026-0042", f"MSA-2026-{number:04}"))
    (place / "clmctl.yaml").write_text(SETTINGS)
    subprocess.run(("git", "init", "-q", str(place)), check=True)
    return place


def memory() -> None:
    """Prints the peak memory of rendering a hundred and a thousand contracts."""
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in (100, 1_000):
            place = workspace(Path(folder), count)
            script = (
                "import sys, resource; from clmctl.cli.app import run; "
                f"code = run(['render', '--all', '-o', {str(place / 'out')!r}, '--root', {str(place)!r}]); "
                "print(code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
            )
            done = subprocess.run((sys.executable, "-c", script), capture_output=True, text=True, check=True)
            code, peak = done.stdout.split()[-2:]
            made = len(list((place / "out").glob("*.docx")))
            assert code == "0" and made == count, done.stderr
            peaks[count] = int(peak) / 1024
            user = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            print(f"{count:,} contracts: {peaks[count]:.0f} MB ({user:.1f} s of processor time so far)")
    print(f"ratio {peaks[1_000] / peaks[100]:.2f} (claimed: at most 1.2)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--memory", action="store_true")
    given = parser.parse_args()
    memory() if given.memory else speed(given.rounds)
