"""A small library, its settings, and lint cases written as Markdown; nothing touches a disk but the reading of the cases.

A case file holds cases, each begun by `=== good|bad|suppressed|message: what it is about`. Lines that begin with `+ ` follow:

    + CL101                 a finding of the file as a whole
    + message: words        some finding's message or hint holds these words
    + docx: stale           the Word file beside it: fresh, stale or foreign
    + bytes: crlf, bom      how the file is saved

Then comes the contract. `<!-- expect CL101 CL108 -->` at the end of a line says which findings stand there, and is taken
off before linting; a code in brackets is expected to be suppressed. Without front matter of its own a case has the usual
one. `@pins` in a front matter stands for a pin for each library clause of the text; `@pin fees fallback-1 v2 ip=yes` for
one, more words replacing its keys. `@fees fallback-1 ip` in the text stands for that approved clause, `@rest` for every
clause of the template that is not there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from clmctl.checks import CODES, CONTRACT_RULES
from clmctl.expression.conditions import Conditions
from clmctl.library.approved import Approved
from clmctl.library.ledger import LEDGER, ledger_line
from clmctl.library.read import read_library
from clmctl.lint.case import WordFile
from clmctl.lint.engine import case_of, check, finish
from clmctl.lint.invisible import invisible_in_fields
from clmctl.lint.verdict import Judge
from clmctl.model.clause import LedgerEntry, Variant
from clmctl.model.finding import Finding
from clmctl.model.library import Library
from clmctl.model.settings import Settings
from clmctl.text.comparing.digest import rebase
from clmctl.text.dialect.options import expand
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import read_settings

PATH = "contracts/acme/MSA-2026-0001/contract.md"
HERE = Path(__file__).parent
#: Clauses the template provides for, in order.
USUAL = ("fees", "liability", "term", "law", "notices")

SETTINGS = """\
organisation: {legal_name: Example Services Ltd, short_name: Example, jurisdiction: GB}
people:
  - {id: ann, name: Ann, email: ann@example.org, role: admin}
contract_types: [msa, nda]
currency: EUR
fields:
  - {path: personal_data, type: boolean}
  - {path: site, type: text}
  - {path: code, type: text}
  - {path: answer_days, type: integer}
"""


def library_files() -> dict[str, bytes]:
    """The library's files; the ledger approves every text that is not a draft."""
    files = {
        f"clause_library/{path.relative_to(HERE / 'library').as_posix()}": path.read_bytes()
        for path in sorted((HERE / "library").rglob("*"))
        if path.is_file()
    }
    files["templates/deal/template.yaml"] = files.pop("clause_library/template.yaml")
    library, findings = read_library(files)
    assert all("ledger" in f.message for f in findings), findings
    lines = []
    for clause in library.clauses.values():
        for variant in (*clause.superseded, *clause.variants):
            if variant.status != "draft":
                lines.append(ledger_line(_entry(variant)))
                if variant.status == "withdrawn":
                    lines.append(ledger_line(_entry(variant, until=date(2026, 6, 1), why="the court said no")))
    files[LEDGER] = ("\n".join(lines) + "\n").encode()
    return files


def _entry(variant: Variant, until: date | None = None, why: str = "first") -> LedgerEntry:
    return LedgerEntry(
        variant.clause, variant.name, variant.lang, variant.version, variant.digest, "ann", date(2026, 1, 1), until, why
    )


@lru_cache(maxsize=1)
def library() -> Library:
    found, findings = read_library(library_files())
    assert findings == (), findings
    return found


@lru_cache(maxsize=4)
def settings(more: str = "") -> Settings:
    found, findings = read_settings({"clmctl.yaml": (SETTINGS + more).encode()})
    assert found is not None and findings == (), findings
    return found


@lru_cache(maxsize=4)
def judge(more: str = "") -> Judge:
    return Judge(Approved(library()), Conditions(settings(more)))


def lint(data: bytes, *, word: WordFile | None = None, more: str = "") -> tuple[Finding, ...]:
    """Every finding of a contract file against the small library; `more` is added to the settings."""
    contract, door = read_contract(PATH, "0" * 40, data, settings(more).catalogue)
    if contract is None:
        return finish(door, settings(more).lint)
    door = (*door, *invisible_in_fields(PATH, data))
    return check(case_of(contract, judge(more), settings(more), door, word), CONTRACT_RULES, CODES)


def variant_of(clause: str, name: str = "standard", version: int = 0, lang: str = "en") -> Variant:
    known = library().clauses[clause]
    found = [v for v in (*known.variants, *known.superseded) if v.name == name and v.lang == lang]
    return next(v for v in found if not version or v.version == version)


def clause_text(clause: str, name: str = "standard", *on: str, at: str = "", version: int = 0, lang: str = "en") -> str:
    """An approved clause as it stands in a contract, the named options on."""
    variant = variant_of(clause, name, version, lang)
    head, _, body = expand(variant.text, dict.fromkeys(on, True)).strip("\n").partition("\n")
    mark = f" lang={lang}" if lang != "en" else ""
    return rebase(f"{head} {{#{at or clause}{mark}}}\n{body}", clause, at or clause)


def pin_line(clause: str, name: str = "standard", *words: str) -> str:
    """A pin of an approved text as a line of front matter; `v1`, `ip=yes`, `digest=...`, `at=#x` change it."""
    version = next((int(word[1:]) for word in words if re.fullmatch(r"v\d+", word)), 0)
    variant = variant_of(clause, name, version)
    keys = {
        "at": f'"#{clause}"',
        "clause": clause,
        "variant": name,
        "version": str(version or variant.version),
        "lang": "en",
        "digest": variant.digest,
    }
    options = []
    for word in words:
        key, equals, value = word.partition("=")
        if equals and key in keys:
            keys[key] = f'"{value}"' if key == "at" else value
        elif equals:
            options.append(f"{key}: {'true' if value == 'yes' else 'false'}")
    if options:
        keys["options"] = "{" + ", ".join(options) + "}"
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"


USUAL_FRONT = """\
---
id: MSA-2026-0001
title: Services
type: msa
template: deal
stage: draft
owner: ann
parties:
  - {key: supplier, role: supplier, ours: true, legal_name: Example Services Ltd, short_name: Example}
  - {key: customer, role: customer, legal_name: Acme Ltd, short_name: Acme}
dates: {effective: 2026-01-01}
term: {length: P12M}
renewal: {type: auto-renew, length: P12M, notice: P60D}
money: {total: {amount: "120000.00", currency: EUR}, payment_terms: P30D}
legal: {governing_law: England}
@pins
---
"""


@dataclass(frozen=True)
class Head:
    """Which rule a case is about, of what kind it is, and where it stands."""

    rule: str
    kind: str
    about: str
    line: int


@dataclass(frozen=True)
class Expected:
    """A case: the file's bytes, what must be found as (line, code, suppressed), words of messages, the Word file."""

    head: Head
    data: bytes
    found: tuple[tuple[int, str, bool], ...]
    messages: tuple[str, ...]
    word: WordFile | None

    @property
    def rule(self) -> str:
        return self.head.rule

    @property
    def kind(self) -> str:
        return self.head.kind

    @property
    def id(self) -> str:
        return f"{self.rule}-{self.kind}-{self.head.about.replace(' ', '-')}"


_MARK = re.compile(r" *<!-- expect ([^>]*) -->")
_WORD: Mapping[str, WordFile] = {
    "fresh": WordFile(PATH.replace(".md", ".docx"), ours=True, stale=False),
    "stale": WordFile(PATH.replace(".md", ".docx"), ours=True, stale=True),
    "foreign": WordFile(PATH.replace(".md", ".docx"), ours=False, stale=False),
}


def cases(path: Path) -> list[Expected]:
    """The cases of a file."""
    found = []
    lines = path.read_bytes().decode().split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("=== ")]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        kind, _, about = lines[start][4:].partition(": ")
        said = [line[2:] for line in lines[start + 1 : end] if line.startswith("+ ")]
        words = "\n".join(line for line in lines[start + 1 : end] if not line.startswith("+ ")).strip("\n") + "\n"
        found.append(_case(Head(path.stem, kind, about, start + 1), said, words))
    return found


def _case(head: Head, said: list[str], words: str) -> Expected:
    expected: list[tuple[int, str, bool]] = []
    messages: list[str] = []
    word = None
    saved = ""
    for remark in said:
        name, _, value = remark.partition(": ")
        if name == "message":
            messages.append(value)
        elif name == "docx":
            word = _WORD[value]
        elif name == "bytes":
            saved = value
        else:
            expected += [(0, code.strip("()"), code.startswith("(")) for code in remark.split()]
    lines = expanded(words).split("\n")
    clean = []
    for number, text in enumerate(lines, 1):
        mark = _MARK.search(text)
        if mark:
            expected += [(number, code.strip("()"), code.startswith("(")) for code in mark[1].split()]
        clean.append(_MARK.sub("", text))
    data = "\n".join(clean).encode()
    data = data.replace(b"<NUL>", b"\0").replace(b"<LATIN1>", b"\xe9")
    data = re.sub(rb"<U\+([0-9A-F]{4,6})>", lambda m: chr(int(m[1], 16)).encode(), data)
    if "crlf" in saved:
        data = data.replace(b"\n", b"\r\n")
    if "bom" in saved:
        data = b"\xef\xbb\xbf" + data
    return Expected(head, data, tuple(sorted(expected)), tuple(messages), word)


def expanded(words: str) -> str:
    """A case's words as a contract file: front matter put before, clauses and pins written out."""
    if not words.startswith("---"):
        words = USUAL_FRONT + "\n" + words
    there = set(re.findall(r"\{#([\w-]+)\}$", words, re.MULTILINE)) | set(re.findall(r"^@([\w-]+)", words, re.MULTILINE))
    there |= set(re.findall(r"^## .*\{#([\w-]+)[^\n]*$", words, re.MULTILINE))
    rest = [f"@{clause}" for clause in USUAL if clause not in there]
    words = re.sub(r"^@rest$", "\n\n".join(rest), words, flags=re.MULTILINE)
    chosen: dict[str, str] = {}

    def clause(match: re.Match[str]) -> str:
        name, *more = match[1].split()
        mark = match[2] or ""
        at = next((word[3:] for word in more if word.startswith("at=")), name)
        version = next((int(word[1:]) for word in more if re.fullmatch(r"v\d+", word)), 0)
        plain = [word for word in more if not word.startswith(("at=", "v")) or word == "v"]
        position = plain.pop(0) if plain and re.match(r"standard|fallback|last", plain[0]) else "standard"
        pinned = [f"v{version}"] if version else []
        switches = [f"{option}={'yes' if option in plain else 'no'}" for option in _options(name, position, version)]
        chosen[at] = pin_line(name, position, f"at=#{at}", *pinned, *switches)
        return clause_text(name, position, *plain, at=at, version=version).replace("\n", mark + "\n", 1)

    words = re.sub(r"^@(?!pin)([\w-]+[^\n<]*?)( <!--[^\n]*)?$", clause, words, flags=re.MULTILINE)
    for anchor in re.findall(r"^## .*\{#([\w-]+)\}", words, re.MULTILINE):
        if anchor in library().clauses and anchor not in chosen:
            chosen[anchor] = pin_line(anchor, "standard", *(f"{o}=no" for o in _options(anchor, "standard", 0)))
    pins = "clauses:\n" + "\n".join(chosen.values()) if chosen else "clauses: []"
    words = re.sub(r"^@pins$", lambda _: pins, words, flags=re.MULTILINE)
    return re.sub(r"^@pin ([^\n<]*?)( <!--[^\n]*)?$", lambda m: pin_line(*m[1].split()) + (m[2] or ""), words, flags=re.MULTILINE)


def _options(clause: str, position: str, version: int) -> tuple[str, ...]:
    return tuple(variant_of(clause, position, version).options)
