"""A contract of every kind of paragraph, edits of it at random, and what comes back of a Word file."""

import random
import re
from collections.abc import Callable
from functools import lru_cache

from agreement_make import FRONT, SETTINGS, contract_of

from clmctl.model.contract import Contract
from clmctl.negotiation.receiving.body import layout, with_body
from clmctl.negotiation.receiving.labels import with_numbers
from clmctl.negotiation.receiving.receive import Returning, returning
from clmctl.negotiation.receiving.source import behind
from clmctl.redline.returned.steps import Returned, returned
from clmctl.word.comparing.compare import compare
from clmctl.word.compose import contract_docx
from clmctl.word.names import STYLES
from clmctl.word.package import pack, part, unpack
from clmctl.word.reading.file import read_word
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style

ROLES = {name.casefold(): role for role, name in STYLES.items()}
TEXT = """# Customer Services Agreement

This agreement is made between the parties named below.

{{ parties | parties }}

1. The Supplier offers services.
2. The Customer wants them.

## Definitions {#definitions}

1. **"Services"** means what [Section](#services) describes, and *only* that.
2. {#def-fees} **"Fees"** means the sums in [Schedule](#pricing).

## Services {#services}

1. The Supplier shall perform the services with reasonable care and skill,
   and in time, as agreed:
   1. {#svc-plan} under a plan that both parties have signed;
   2. with people who are **suitably qualified**; and
      1. trained in safety;
      2. insured against accidents.
   3. on working days only.

   What is said above does not limit other duties.
2. The Supplier may use subcontractors with the consent of the Customer (see [Section](#svc-plan)).
   - named ones
   - approved ones

### Changes {#changes}

1. Changes are agreed in writing.
2. No change is made by conduct.

> A quoted passage stands here for emphasis.

## Fees {#fees}

1. Fees are due within {{ money.payment_terms | words }} of the invoice, and notice is {{ renewal.notice | words }}.

| Service | Price | Unit |
| --- | ---: | --- |
| Setup work | 1,000.00 | once |
| Monthly support | 250.00 | month |
| Training of users | 90.00 | hour |

2. Late sums bear interest at 4% above the base rate.

## Liability {#liability}

1. The Supplier is liable for what it causes by negligence.
2. Nothing limits liability for fraud; see [Section](#fees) and [Section](#part-two).

# Schedule 1: Prices {#pricing}

1. Prices are net of tax.
2. Prices rise each January by the index.

## Part two {#part-two}

1. Further prices are agreed case by case.

# Signatures

{{ signatures }}
"""
_SAID = """the Customer shall not pay any sum of money before a written notice within ten days unless agreed otherwise
in good faith by both parties under applicable law"""
WORDS = _SAID.split()
_TARGETS = ("fees", "services", "svc-plan", "pricing", "part-two")


def phrase(r: random.Random, count: int = 0) -> str:
    return " ".join(r.choice(WORDS) for _ in range(count or r.randint(1, 4)))


def edited(r: random.Random, text: str = TEXT) -> str:
    """The text after one to five edits."""
    lines = text.split("\n")
    for _ in range(r.randint(1, 5)):
        r.choice(_EDITS)(r, lines)
    return "\n".join(lines)


def _where(lines: list[str], pattern: str) -> list[int]:
    return [n for n, line in enumerate(lines) if re.search(pattern, line)]


def _body(lines: list[str]) -> list[int]:
    return [n for n in _where(lines, r"[a-z]{3} [a-z]{2}") if not lines[n].startswith(("{{", "|"))]


def _end(lines: list[str], at: int) -> int:
    return next((n for n in range(at + 1, len(lines)) if re.match(r"#{1,2} ", lines[n])), len(lines))


def words(r: random.Random, lines: list[str]) -> None:
    at = r.choice(_body(lines))
    spaces = [match.start() for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", lines[at])]
    if not spaces:
        return
    here, line = r.choice(spaces), lines[at]
    word = re.match(r" [a-z]+", line[here:])
    assert word
    new = r.choice((" " + phrase(r), ""))
    lines[at] = line[:here] + new + line[here + (0 if new and r.random() < 0.4 else word.end()) :]


def emphasis(r: random.Random, lines: list[str]) -> None:
    at = r.choice(_body(lines))
    lines[at] = lines[at] if "*" in lines[at] else re.sub(r"(?<= )([a-z]{4,})(?= )", r"**\1**", lines[at], count=1)


def reference(r: random.Random, lines: list[str]) -> None:
    at = r.choice(_body(lines))
    lines[at] = re.sub(r"\]\(#[\w-]+\)", f"](#{r.choice(_TARGETS)})", lines[at], count=1)


def item(r: random.Random, lines: list[str]) -> None:
    at = r.choice(_where(lines, r"^ *\d+\. "))
    indent = len(lines[at]) - len(lines[at].lstrip())
    lines.insert(at, f"{' ' * indent}1. {phrase(r, r.randint(5, 12)).capitalize()}.")


def no_item(r: random.Random, lines: list[str]) -> None:
    at = r.choice(_where(lines, r"^ *\d+\. "))
    below = lines[at + 1] if at + 1 < len(lines) else ""
    holds = below.startswith(" ") and len(below) - len(below.lstrip()) > len(lines[at]) - len(lines[at].lstrip())
    if not holds and "{#" not in lines[at] and len(_where(lines, r"^\d+\. ")) > 4:
        del lines[at]


def clause(r: random.Random, lines: list[str]) -> None:
    at = r.choice(_where(lines, r"^## "))
    heading = f"## {phrase(r, 2).capitalize()} {{#new-{r.randint(1, 99999)}}}"
    lines[at:at] = [heading, "", f"1. {phrase(r, 9)}.", f"2. {phrase(r, 7)}.", ""]


def no_clause(r: random.Random, lines: list[str]) -> None:
    heads = _where(lines, r"^## ")
    if len(heads) > 3:
        at = r.choice(heads)
        del lines[at : _end(lines, at)]


def exchanged(r: random.Random, lines: list[str]) -> None:
    heads = _where(lines, r"^## ")
    if len(heads) > 3:
        n = r.randrange(1, len(heads) - 1)
        first, second = heads[n], heads[n + 1]
        end = _end(lines, second)
        lines[first:end] = lines[second:end] + lines[first:second]


def row(r: random.Random, lines: list[str]) -> None:
    rows = _where(lines, r"^\|(?! -)")[1:]
    if rows:
        lines.insert(r.choice(rows), f"| {phrase(r, 2)} | {r.randint(1, 99)}.00 | day |")


def no_row(r: random.Random, lines: list[str]) -> None:
    rows = _where(lines, r"^\|(?! -)")[1:]
    if len(rows) > 2:
        del lines[r.choice(rows)]


def cell(r: random.Random, lines: list[str]) -> None:
    rows = _where(lines, r"^\|(?! -)")[1:]
    if rows:
        at, column = r.choice(rows), r.randint(1, 3)
        cells = lines[at].split("|")
        cells[column] = f" {phrase(r, 2) if column != 2 else f'{r.randint(1, 999)}.00'} "
        lines[at] = "|".join(cells)


_EDITS = (words, words, words, emphasis, reference, item, no_item, clause, no_clause, exchanged, row, no_row, cell)


def contract(text: str = TEXT, front: str = FRONT) -> Contract:
    return contract_of(text, front)


@lru_cache
def style() -> StyleDocument:
    return open_style(default_style())


def word_file(text: Contract) -> bytes:
    return contract_docx(text, style(), status="draft")


def redlined(old: Contract, new: Contract) -> bytes:
    return compare(word_file(old), word_file(new), author="Their Counsel", date="2026-11-20T10:00:00Z").docx


def arrived(
    sent: Contract, docx: bytes, applies: Callable[[int, int | None], bool] = lambda step, hunk: True
) -> tuple[Returned, str]:
    """What was found in a returned file, and the text of the contract with it."""
    came = returned(with_numbers(read_word(word_file(sent)), ROLES), with_numbers(read_word(docx), ROLES))
    plan = layout(sent, behind(sent, came.lineage.sent), came, ROLES)
    data = (FRONT + sent.text).encode()
    return came, with_body(sent, data, plan, applies, {}).decode().removeprefix(FRONT)


# ---- files as somebody edited them


def parts(docx: bytes) -> dict[str, str]:
    """The parts of a Word file that are text."""
    return {name: data.decode() for name, data in unpack(docx).items() if name.endswith((".xml", ".rels"))}


def altered(docx: bytes, **changed: Callable[[str], str]) -> bytes:
    """The file with parts changed by name (`document`, `numbering`, `header1`); each change must change something."""
    made = []
    for name, data in unpack(docx).items():
        change = changed.get(name.rpartition("/")[2].removesuffix(".xml"))
        if change is not None and name.startswith("word/") and name.endswith(".xml"):
            new = change(data.decode()).encode()
            assert new != data, name
            made.append(part(name, new))
        else:
            made.append(part(name, data))
    return pack(made, "deflated")


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda xml: xml.replace(old, new, 1)


def paragraph_of(xml: str, words: str) -> tuple[int, int]:
    """Where the paragraph with these words begins and ends."""
    at = xml.index(words)
    return max(xml.rfind("<w:p>", 0, at), xml.rfind("<w:p ", 0, at)), xml.index("</w:p>", at) + len("</w:p>")


def styled(words: str, props: str) -> Callable[[str], str]:
    """The run that says these words, alone, with properties."""

    def change(xml: str) -> str:
        before, _, after = xml.partition(words)
        text = '<w:t xml:space="preserve">'
        return f"{before}</w:t></w:r><w:r><w:rPr>{props}</w:rPr>{text}{words}</w:t></w:r><w:r>{text}{after}"

    return change


def inserted(words: str, new: str, author: str) -> Callable[[str], str]:
    """Words put in behind others, tracked."""
    text = '<w:t xml:space="preserve">'
    run = f'<w:ins w:id="9001" w:author="{author}" w:date="2026-11-20T10:00:00Z"><w:r>{text}{new}</w:t></w:r></w:ins>'

    def change(xml: str) -> str:
        before, _, after = xml.partition(words)
        return f"{before}{words}</w:t></w:r>{run}<w:r>{text}{after}"

    return change


def received(docx: bytes, text: str = TEXT, front: str = FRONT) -> Returning:
    """What is found in a returned file."""
    sent = contract(text, front)
    return returning(
        sent, (front + text).encode(), read_word(word_file(sent)), read_word(docx),
        catalogue=SETTINGS.catalogue, roles=ROLES, ours=("Example Services Ltd", "Ada Quill"),
    )  # fmt: skip
