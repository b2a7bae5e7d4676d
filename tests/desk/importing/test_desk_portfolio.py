"""A whole portfolio brought in, from its table and its texts, and asked: the answers are the lawyers' own labels.

The contracts are found through CLMCTL_TEST_DATA; a fixed sample of them in the quick run, all in the slow one. What the labels
say is read here by itself, from their columns alone.
"""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta

#: Every so manieth contract of the table is in the quick sample.
_EACH = 7
_MONTHS = {"month": 1, "year": 12}


@dataclass
class Portfolio:
    """A workspace that holds the contracts, and the label of each by the contract's id."""

    office: object
    labels: Mapping[str, Mapping[str, str]]

    def ask(self, *words: str) -> list[dict[str, object]]:
        """The rows of an answer."""
        found: list[dict[str, object]] = json.loads(self.office.clm(*words, "--format", "json"))  # type: ignore[attr-defined]
        return found

    def deadline(self, contract: str, day: date) -> dict[str, object]:
        found: dict[str, object] = json.loads(
            self.office.clm("deadline", contract, "--as-of", str(day), "--format", "json")  # type: ignore[attr-defined]
        )
        return found

    def ids(self, condition: str) -> set[str]:
        return {str(row["id"]) for row in self.ask("query", f"paper = third-party and {condition}", "--select", "id")}

    def labelled(self, column: str) -> dict[str, str]:
        """What lawyers wrote, where they wrote anything."""
        return {contract: row[column].strip() for contract, row in self.labels.items() if row[column].strip()}


@pytest.fixture(params=["sample", pytest.param("all", marks=pytest.mark.slow)])
def portfolio(request: pytest.FixtureRequest, office, test_data: Path, tmp_path: Path) -> Portfolio:
    dev = test_data / "data" / "cuad" / "dev"
    with (dev / "filename_to_txt.csv").open(encoding="utf-8") as names:
        texts = {row["Filename"]: row["txt"] for row in csv.DictReader(names)}
    with (dev / "master_clauses.dev.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    chosen = rows[::_EACH] if request.param == "sample" else rows
    (tmp_path / "texts").mkdir()
    for row in chosen:
        (tmp_path / "texts" / texts[row["Filename"]]).write_bytes((dev / "txt" / texts[row["Filename"]]).read_bytes())
    with (tmp_path / "register.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(chosen)
    office.clm("import", "--table", str(tmp_path / "register.csv"), "--texts", str(tmp_path / "texts"))
    office.clm("import", "review", "--accept-above", "0.8", "--why", "as the words say")
    office.clean()
    by_file = {row["Filename"]: row for row in chosen}
    return Portfolio(office, dict(_labels(office.root, by_file)))


def _labels(root: Path, rows: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The label of each contract, found by the file name that the table gave it."""
    for record in sorted(root.glob("contracts/*/*/record/register.jsonl")):
        said = record.read_text(encoding="utf-8")
        yield record.parent.parent.name, next(row for name, row in rows.items() if json.dumps(name, ensure_ascii=False) in said)


def _days(label: str) -> list[date]:
    """The full days of a label, month first."""
    found = []
    for month, day, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?![\d\[])", label):
        first, second = (int(day), int(month)) if int(month) > 12 else (int(month), int(day))
        found.append(date(int(year) if len(year) == 4 else 2000 + int(year) - 100 * (int(year) >= 70), first, second))
    return found


def _period(label: str) -> relativedelta | None:
    match = re.fullmatch(r"(?:successive )?(\d+) (day|month|year)s?", label.lower())
    if match is None:
        return None
    number, unit = int(match[1]), match[2]
    return relativedelta(days=number) if unit == "day" else relativedelta(months=number * _MONTHS[unit])


def test_a_portfolio_answers_as_its_labels_do(portfolio: Portfolio) -> None:
    """One import for all questions: bringing everything in takes the longest."""
    assert portfolio.ids("stage = executed") == set(portfolio.labels)
    _asks_provisions(portfolio)
    _asks_laws(portfolio)
    _asks_days(portfolio)
    _asks_deadlines(portfolio)
    _searches(portfolio)


def _asks_provisions(portfolio: Portfolio) -> None:
    for field, column in (
        ("anti_assignment", "Anti-Assignment-Answer"),
        ("liability_limit", "Cap On Liability-Answer"),
        ("termination_for_convenience", "Termination For Convenience-Answer"),
    ):
        said = {contract for contract, label in portfolio.labelled(column).items() if label == "Yes"}
        assert said
        assert portfolio.ids(f"provisions.{field}") == said
        assert portfolio.ids(f"not provisions.{field}") == set(portfolio.labels) - said


def _asks_laws(portfolio: Portfolio) -> None:
    labels = portfolio.labelled("Governing Law-Answer")
    for law in ("New York", "Delaware", "California"):
        said = {contract for contract, label in labels.items() if label == law}
        found = portfolio.ids(f'legal.governing_law = "{law}"')
        assert said <= found
        # what the table did not say was read from the text, and nothing says otherwise
        assert all(labels.get(contract, "[]") in (law, "[]") or law in labels[contract] for contract in found)


def _asks_days(portfolio: Portfolio) -> None:
    starts = {contract: days for contract, label in portfolio.labelled("Effective Date-Answer").items() if (days := _days(label))}
    early = date(2005, 1, 1)
    found = portfolio.ids(f"dates.effective < {early}")
    assert {contract for contract, days in starts.items() if all(day < early for day in days)} <= found
    assert all(any(day < early for day in starts[contract]) for contract in found if contract in starts)
    ends = {contract: days for contract, label in portfolio.labelled("Expiration Date-Answer").items() if (days := _days(label))}
    late = date(2015, 1, 1)
    found = portfolio.ids(f"term.end >= {late}")
    # an anniversary in a label is the day after the last day of cover
    assert {contract for contract, days in ends.items() if all(day > late for day in days)} <= found
    assert all(any(day >= late for day in ends[contract]) for contract in found if contract in ends)


def _asks_deadlines(portfolio: Portfolio) -> None:
    """Of every contract whose labels give end, renewal and notice: the notice day of its first term and of one after it."""
    known = 0
    rows = portfolio.ask("query", "paper = third-party and renewal.type = auto-renew", "--select", "id,dates.effective,term.end")
    for row in rows:
        contract, end = str(row["id"]), row["term.end"]
        label = portfolio.labels[contract]
        notice = _period(label["Notice Period To Terminate Renewal- Answer"].strip())
        length = _period(label["Renewal Term-Answer"].strip())
        days = _days(label["Expiration Date-Answer"])
        if notice is None or length is None or len(days) != 1 or end is None:
            continue
        start = str(row["dates.effective"] or "")
        if not start or start > str(end):  # a day that was not labelled, or labelled after the end
            unknown = portfolio.deadline(contract, days[0])
            missing = ["dates.effective"] if not start else ["term.end"]
            assert (unknown["status"], unknown["missing"]) == ("unknown", missing), contract
            continue
        known += 1
        last = date.fromisoformat(str(end))
        assert days[0] - last in (timedelta(0), timedelta(days=1)), contract
        latest = last - notice
        first = portfolio.deadline(contract, latest)
        assert (first["term_end"], first["notice_deadline"]) == (str(last), str(latest)), contract
        listed = portfolio.ask("renewals", "--as-of", str(latest - timedelta(days=10)), "--within", "30")
        assert contract in {each["id"] for each in listed if each["notice_deadline"] == str(latest)}, contract
        following = (last + timedelta(days=1)) + length - timedelta(days=1)
        second = portfolio.deadline(contract, last + timedelta(days=1))
        assert second["term_end"] == str(following), contract
        assert second["notice_deadline"] == str(following - notice), contract
    assert known >= len(portfolio.labels) // 40


def _searches(portfolio: Portfolio) -> None:
    """The words that a lawyer quoted are found in the contract they were quoted from."""
    asked = 0
    for contract, quoted in portfolio.labelled("Governing Law").items():
        words = re.findall(r"[A-Za-z]+", quoted)
        run = next((m[0] for m in re.finditer(r"(?:[A-Za-z]{2,} ){6}[A-Za-z]{2,}", quoted)), "")
        if not run or len(words) < 7:
            continue
        found = portfolio.ask("search", f'"{run}"', "--limit", "0")
        assert contract in {str(each["contract"]) for each in found}, (contract, run)
        asked += 1
        if asked == 12:
            break
    assert asked >= 8
