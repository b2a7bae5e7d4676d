"""Makes a workspace of any size in the real layout, with history, always the same: `generate.py FOLDER --contracts 10000`.

About 30 KB and 60 fields a contract, 25 clauses each, of which 15 % were changed by somebody; a Word file and records
beside each; one folder per client, forty contracts in it. The history is written by `git fast-import`: the library, the
contracts in batches, then edits of single fields.
"""
# ruff: noqa: E501 - lines of front matter are written here as they stand in the files

import argparse
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import IO

from prose import CLAUSES, POSITIONS, Position, edited, novel, positions

from clmctl.library.ledger import ledger_line
from clmctl.model.clause import LedgerEntry
from clmctl.model.contract import Contract
from clmctl.text.comparing.digest import clause_digest
from clmctl.text.files.contract import read_contract
from clmctl.text.files.settings import read_settings
from clmctl.word.package import pack, part
from clmctl.word.source import RENDERER, exact_digest, source_digest

PER_CLIENT = 40
PER_COMMIT = 250
#: Share of clauses that are near an approved text, and of clauses nobody knows.
NEAR, NOVEL = 0.12, 0.03
#: Beyond so many contracts the Word files do not name their source: working it out takes longer than all the rest.
MOST_FACTS = 20_000
START = 1_700_000_000
ME = "Contract manager <contract-manager@example.org>"

SETTINGS = """\
organisation:
  legal_name: Example Services Ltd
  short_name: Example Services
  jurisdiction: GB
  company_no: "01234567"
  address: 1 Example Street, London EC1A 1AA
  email: notices@example.org
  notice: [Example Services Ltd, "1 Example Street, London EC1A 1AA"]
  signatories: [{name: Managing Director, title: Managing Director}]
people:
  - {id: contract-manager, name: Contract manager, email: contract-manager@example.org, role: admin}
  - {id: legal-lead, name: Legal lead, email: legal-lead@example.org, role: approver}
  - {id: account-manager, name: Account manager, email: account-manager@example.org, role: editor}
default_role: admin
numbering: {msa: "MSA-{year}-{number:06}", "*": "{type}-{year}-{number:06}"}
calendars: {england: {country: GB, subdivision: ENG, weekend: [sat, sun]}}
default_calendar: england
conventions: {calendar: england, notice_by: receipt}
fields:
  - {path: response_time, type: duration}
  - {path: report_period, type: duration}
  - {path: credit_percent, type: percent}
  - {path: site, type: text}
  - {path: team_size, type: integer}
  - {path: support_hours, type: choice, choices: [business, extended, always]}
  - {path: data_region, type: text}
  - {path: gdpr, type: boolean}
  - {path: ccpa, type: boolean}
  - {path: audit_interval, type: duration}
  - {path: minimum_fee, type: money}
  - {path: setup_fee, type: money}
  - {path: first_review, type: date}
  - {path: cost_centre, type: text, after_signature: open}
  - {path: crm_id, type: text, after_signature: open}
  - {path: region, type: choice, choices: [north, south, east, west]}
  - {path: segment, type: choice, choices: [public, finance, health, industry]}
  - {path: insured_sum, type: money}
  - {path: languages_spoken, type: strings}
  - {path: escalation_days, type: integer}
  - {path: risk_score, type: integer, after_signature: open}
  - {path: supervisor, type: person, after_signature: open}
"""

RENEWALS = ("auto-renew",) * 11 + ("fixed",) * 5 + ("option",) * 2 + ("manual",)
STAGES = ("executed",) * 14 + ("draft", "review", "negotiation", "approval", "terminated", "executed")
LAWS = ("England and Wales", "Scotland", "Germany", "France", "Ireland", "the State of New York")


class Maker:
    """Makes the files of contract number n; the same n always gives the same bytes."""

    def __init__(self, *, facts: bool = True, kept: bool = False) -> None:
        self.facts = facts
        self.near, self.novel = (0.0, 0.0) if kept else (NEAR, NOVEL)
        self.positions = positions()
        self.text = {(p.clause, p.name): p.text.replace("\n", " {#" + p.clause + "}\n", 1) for p in self.positions}
        self.digest = {(p.clause, p.name): clause_digest(p.text) for p in self.positions}
        settings, findings = read_settings({"clmctl.yaml": SETTINGS.encode()})
        if settings is None or findings:
            raise SystemExit(f"the settings are not valid: {findings}")
        self.catalogue = settings.catalogue

    def library(self) -> Iterator[tuple[str, bytes]]:
        """clmctl.yaml, the clause library and its ledger."""
        yield "clmctl.yaml", SETTINGS.encode()
        for clause, title in CLAUSES:
            about = f"title: {title}\ncategory: legal\nowner: legal-lead\nreview_by: 2027-12-31\n"
            yield f"clause_library/{clause}/clause.yaml", about.encode()
        for position in self.positions:
            yield (
                f"clause_library/{position.clause}/{position.name}.md",
                b"---\nversion: 1\nstatus: approved\n---\n" + position.text.encode(),
            )
        ledger = "".join(f"{ledger_line(self._entry(position))}\n" for position in self.positions)
        yield "clause_library/ledger.jsonl", ledger.encode()

    def _entry(self, position: Position) -> LedgerEntry:
        digest = self.digest[position.clause, position.name]
        return LedgerEntry(position.clause, position.name, "en", 1, digest, "legal-lead", date(2021, 1, 4), why="First issue")

    def place(self, number: int) -> str:
        """The folder of contract number n."""
        return f"contracts/client-{number // PER_CLIENT:04}/MSA-{2020 + number % 7}-{number:06}"

    def files(self, number: int, version: int = 0) -> Iterator[tuple[str, bytes]]:
        """The files of the contract; `version` counts later edits of a field."""
        place, data = self.place(number), self.contract(number, version)
        yield f"{place}/contract.md", data
        yield f"{place}/contract.docx", self.docx(f"{place}/contract.md", data)
        yield f"{place}/record/terms.jsonl", self.records(number)

    def contract(self, number: int, version: int = 0) -> bytes:
        """contract.md."""
        luck = random.Random(number)
        front = self._front(number, luck, version)
        pins, bodies = [], []
        for clause, title in CLAUSES:
            name = luck.choices(POSITIONS, (80, 15, 5))[0]
            text = self.text[clause, name]
            fate = luck.random()
            if fate < self.novel:
                bodies.append(novel(title, luck).replace("\n", f" {{#{clause}}}\n", 1))
                continue
            if fate < self.novel + self.near:
                heading, _, rest = text.partition("\n")
                text = f"{heading}\n{edited(rest, luck)}"
            bodies.append(text)
            pins.append(
                f'  - {{at: "#{clause}", clause: {clause}, variant: {name}, version: 1, lang: en, digest: "{self.digest[clause, name]}"}}\n'
            )
        body = "\n".join(bodies)
        return f"---\n{front}clauses:\n{''.join(pins)}---\n\n# Customer Services Agreement\n\n{body}".encode()

    def _dates(self, number: int) -> tuple[date, int, str, str]:
        """Effective date, months of the term, kind of renewal, stage."""
        luck = random.Random(f"dates {number}")
        effective = date(2022, 1, 1) + timedelta(days=luck.randrange(1780))
        return effective, luck.choice((12, 12, 24, 36)), luck.choice(RENEWALS), luck.choice(STAGES)

    def _front(self, number: int, luck: random.Random, version: int) -> str:
        effective, months, renewal, stage = self._dates(number)
        client = number // PER_CLIENT
        total = luck.randrange(10_000, 900_000)
        days = luck.choice((30, 60, 90))
        lines = [
            f"id: MSA-{2020 + number % 7}-{number:06}",
            f"title: Services for client {client + 1}, project {number % PER_CLIENT + 1}",
            "type: msa",
            "paper: own",
            f"stage: {stage}",
            f"owner: {luck.choice(('contract-manager', 'legal-lead', 'account-manager'))}",
            "languages: [en]",
            "parties:",
            "  - {key: supplier, role: supplier, ours: true, legal_name: Example Services Ltd, short_name: Example Services, jurisdiction: GB, "
            'company_no: "01234567", address: "1 Example Street, London", email: notices@example.org, notice: [Example Services Ltd, London]}',
            f"  - {{key: customer, role: customer, legal_name: Client {client + 1} Holding GmbH, short_name: Client {client + 1}, jurisdiction: DE, "
            f'company_no: "HRB {100000 + client}", address: "{client + 1} High Street, Berlin", email: client-{client:04}@example.com, notice: [Client {client + 1}, Berlin]}}',
            f"dates: {{agreement: {effective}, effective: {effective}, signed: {effective}}}",
            f"term: {{length: P{months}M}}",
            f"renewal: {{type: {renewal}, length: P12M, max: {luck.randint(1, 6)}, notice: P{days}D, deemed_receipt: P3D, decision_lead: P30D}}",
            f"termination: {{convenience: {{notice: P{luck.choice((30, 60, 90))}D, by: either}}, cause: {{cure: P30D}}}}",
            f'money: {{total: {{amount: "{total}.00", currency: {luck.choice(("EUR", "GBP", "USD"))}}}, payment_terms: P30D, price_cap_percent: "5"}}',
            f'liability: {{cap: {{amount: "{total * 2}.00", currency: EUR}}, carve_outs: [ip, data-breach]}}',
            f"legal: {{governing_law: {luck.choice(LAWS)}, forum: courts, venue: London, confidentiality: P5Y}}",
            "conventions: {short_month: forward, month_end: anchor, notice_by: receipt, roll: none, calendar: england}",
            "fields:",
            f"  response_time: P{luck.randint(1, 5)}D",
            "  report_period: P10D",
            f'  credit_percent: "{luck.randint(1, 15)}"',
            f"  site: Site {luck.randrange(500)}",
            f"  team_size: {luck.randint(2, 40)}",
            f"  support_hours: {luck.choice(('business', 'extended', 'always'))}",
            f"  data_region: {luck.choice(('the European Union', 'the United Kingdom'))}",
            f"  gdpr: {luck.choice(('true', 'false'))}",
            "  ccpa: false",
            "  audit_interval: P1Y",
            f'  minimum_fee: {{amount: "{luck.randrange(500, 5000)}.00", currency: EUR}}',
            f'  setup_fee: {{amount: "{luck.randrange(500, 5000)}.00", currency: EUR}}',
            f"  first_review: {effective + timedelta(days=90)}",
            f"  cost_centre: CC-{luck.randrange(1000):04}",
            f"  crm_id: crm-{number:08}",
            f"  region: {luck.choice(('north', 'south', 'east', 'west'))}",
            f"  segment: {luck.choice(('public', 'finance', 'health', 'industry'))}",
            '  insured_sum: {amount: "5000000.00", currency: EUR}',
            "  languages_spoken: [English, German]",
            f"  escalation_days: {luck.randint(1, 9)}",
            f"  risk_score: {luck.randint(0, 100) + version}",
            "  supervisor: legal-lead",
        ]
        return "\n".join(lines) + "\n"

    def records(self, number: int) -> bytes:
        """record/terms.jsonl: one renewal where the first term had run out by 2026 and somebody renewed it."""
        effective, months, renewal, stage = self._dates(number)
        first_end = date(effective.year + months // 12, effective.month, min(effective.day, 28))
        if renewal not in ("option", "manual") or stage != "executed" or first_end > date(2026, 1, 1):
            return b""
        end = first_end.replace(year=first_end.year + 1) - timedelta(days=1)
        line = (
            f'{{"by": "contract-manager", "end": "{end}", "key": "renewal-1", "kind": "renewed", "number": 1, '
            f'"on": "{first_end - timedelta(days=30)}", "start": "{first_end}", "why": "Agreed with the client"}}\n'
        )
        return line.encode()

    def docx(self, path: str, data: bytes) -> bytes:
        """A small Word file that says of what text it was made, as a rendering does."""
        said = ""
        if self.facts:
            contract, findings = read_contract(path, "", data, self.catalogue)
            if contract is None or findings:
                raise SystemExit(f"{path} is not valid: {findings}")
            said = _facts(contract)
        body = f"<w:document><w:body>{path}</w:body></w:document>"
        return pack((part("[Content_Types].xml", _TYPES), part("word/document.xml", body), part("docProps/custom.xml", said)))


_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def _facts(contract: Contract) -> str:
    status = "execution" if contract.stage in ("executed", "terminated") else "draft"
    said = {
        "clm_contract": contract.id,
        "clm_source": source_digest(contract, style="none", status=status),
        "clm_exact": exact_digest(contract, style="none", status=status),
        "clm_style": "none",
        "clm_renderer": RENDERER,
        "clm_status": status,
    }
    lines = "".join(f'<property name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>' for name, value in said.items())
    return f"<Properties>{lines}</Properties>"


def generate(folder: Path, contracts: int, edits: int, *, kept: bool = False) -> None:
    """Writes the repository, its history and the working files; with `kept` every clause is as it was approved."""
    maker = Maker(facts=contracts <= MOST_FACTS, kept=kept)
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    git = ["git", "-C", str(folder), "-c", "core.compression=1", "-c", "pack.compression=1"]
    subprocess.run([*git, "config", "user.name", "Contract manager"], check=True)
    subprocess.run([*git, "config", "user.email", "contract-manager@example.org"], check=True)
    subprocess.run([*git, "config", "gc.auto", "0"], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet", "--depth=10"], stdin=subprocess.PIPE) as importing:
        if importing.stdin is None:
            raise SystemExit("git gave no pipe")
        _history(importing.stdin, maker, contracts, edits)
    if importing.returncode:
        raise SystemExit("git fast-import failed")
    subprocess.run([*git, "reset", "-q", "--hard", "main"], check=True)
    subprocess.run([*git, "commit-graph", "write", "--reachable", "--changed-paths"], check=True, stderr=subprocess.DEVNULL)


def _history(stream: IO[bytes], maker: Maker, contracts: int, edits: int) -> None:
    _commit(stream, 0, "Begin the library", "settings", maker.library())
    for number, first in enumerate(range(0, contracts, PER_COMMIT), 1):
        batch = range(first, min(first + PER_COMMIT, contracts))
        _commit(stream, number, f"Import {len(batch)} contracts", "import", (file for n in batch for file in maker.files(n)))
        print(f"\r{batch.stop} of {contracts} contracts", end="", file=sys.stderr)
    batches = -(-contracts // PER_COMMIT)
    luck = random.Random(7)
    versions: dict[int, int] = {}
    for number in range(edits):
        contract = luck.randrange(min(contracts, 40)) if number % 10 == 0 else luck.randrange(contracts)
        versions[contract] = versions.get(contract, 0) + 1
        path = f"{maker.place(contract)}/contract.md"
        _commit(stream, batches + 1 + number, "Set risk_score", "edit", [(path, maker.contract(contract, versions[contract]))])
    print(file=sys.stderr)


def _commit(
    stream: IO[bytes], number: int, title: str, action: str, files: Iterator[tuple[str, bytes]] | list[tuple[str, bytes]]
) -> None:
    message = f"{title}\n\nAction: {action}\nReason: The figures of the quarter\n".encode()
    stream.write(f"commit refs/heads/main\ncommitter {ME} {START + number * 600} +0000\ndata {len(message)}\n".encode() + message)
    for path, data in files:
        stream.write(f"M 100644 inline {path}\ndata {len(data)}\n".encode() + data + b"\n")


def main() -> None:
    """The command line."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("folder", type=Path)
    words.add_argument("--contracts", type=int, default=1000)
    words.add_argument(
        "--edits", type=int, default=None, help="commits that change one contract (default: a tenth of the contracts)"
    )
    words.add_argument("--kept", action="store_true", help="every clause as it was approved")
    given = words.parse_args()
    edits = given.contracts // 10 if given.edits is None else given.edits
    generate(given.folder, given.contracts, edits, kept=given.kept)


if __name__ == "__main__":
    main()
