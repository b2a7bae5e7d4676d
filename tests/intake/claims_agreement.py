"""How far the claims agree with lawyers' labels: `python tests/intake/claims_agreement.py [--wrong FILE] [--half 0|1] [--bands]`.

Reads the CUAD contracts under CLMCTL_TEST_DATA, claims every field from the text alone, and compares by these conventions:

- *claimed* is what `decided` lets through (a field's best claim at its threshold, with none as good that says otherwise).
- A date label with blanks (`[]/[]/2020`), or none, is no label: a date claimed there counts as wrong.
- The last day of a term counts as right where the label is that day, or, where we counted a length (three years from 10
  February 2014), where it is the anniversary: labels give the day after our inclusive end. A label `perpetual` is right
  where the claim is that the contract is perpetual or runs until somebody ends it.
- Periods are equal in months or in days: 1 year is 12 months, a month is not 30 days. Of several labels any is right.
- Renewal is measured on contracts that renew by themselves or at one side's option, as the lawyers were told; that the parties
  may agree to go on (`manual`) is claimed and not measured.
- A law is right where the label names it, under any of its names (`England` is England and Wales, `Ontario, Canada` Ontario).
- A party is right where a label's name is the same but for case, punctuation and what stands in brackets. Every name counts once.
- A provision is claimed or not, as the label is Yes or No. CUAD counts waivers of kinds of damage and times to sue as caps.
- `--bands` asks of every field's best claim, decided or not, what its confidence means: how many are right, by confidence.
- Every claim where the lawyers wrote nothing is wrong. The last two columns count the wrong claims whose label is wrong or
  missing by the contract's own words (`LABELS_IN_DOUBT`, each with its reason), and the precision without them.
"""

import argparse
import csv
import hashlib
import itertools
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.claim import Claim
from clmctl.model.field import Catalogue
from clmctl.model.period import Period
from clmctl.model.term import Conventions

CATALOGUE = Catalogue(BUILT_IN)

#: Where the label, by the contract's own words, is wrong or says nothing: how the file's name begins, the field, and why.
#: They explain the list of wrong claims; the table is printed with them and without.
LABELS_IN_DOUBT: Mapping[tuple[str, str], str] = {
    ("WHITESMOKE", "dates.agreement"): "made as of one day, named the effective date; elsewhere such a day is labelled as both",
    (
        "ADMA BioManufacturing",
        "dates.agreement",
    ): "the amendment's own date is the day before the last signature, which is the label",
    ("NATIONALPROCESSING", "dates.agreement"): "made effective a day; elsewhere such a day is labelled as both",
    ("WORLDWIDESTRATEGIES", "dates.agreement"): "the cover states the year that the opening leaves blank",
    ("WORLDWIDESTRATEGIES", "term.end"): "twelve months from the date on the cover",
    ("ALLISON", "dates.effective"): "the clause quoted in the label says it is effective as of its date; the answer is empty",
    ("EMERALDHEALTH", "term.end"): "the clause quoted in the label runs two years from a stated day; the answer is empty",
    ("INTELLIGENTHIGHWAY", "term.end"): "the clause runs twelve months from the date; the answer is empty",
    ("INTELLIGENTHIGHWAY", "parties"): "the opening names another firm than the label, which is that of a sibling contract",
    ("PareteumCorp", "renewal.type"): "it renews by itself for blacked-out periods; no label",
    ("PFSFUNDS", "renewal.type"): "goes on from year to year while approved; labelled as renewal in other contracts of funds",
    ("PFSFUNDS", "renewal.length"): "goes on from year to year while approved; labelled as renewal in other contracts of funds",
    (
        "MusclepharmCorp",
        "renewal.length",
    ): "the label gives the last days of two renewals, three years apart, in place of their length",
    ("HYPERION", "renewal.notice"): "the clause quoted in the label gives ninety days before the last day; the answer is empty",
    (
        "LEGACYTECHNOLOGY",
        "renewal.notice",
    ): "the clause quoted in the label gives sixty days before the renewal date; the answer is empty",
    ("PelicanDelivers", "legal.governing_law"): "the clause names the law of a state; no label",
    ("AMERICANPHYSICIANS", "provisions.liability_limit"): "neither may be awarded punitive damages: labelled as a cap elsewhere",
    (
        "ArcaUsTreasury",
        "provisions.termination_for_convenience",
    ): "at any time on sixty days' notice: labelled Yes in other contracts of funds",
    (
        "IntegrityFunds",
        "provisions.termination_for_convenience",
    ): "terminable without penalty on notice of sixty days, or of ninety: labelled Yes in other contracts of funds",
    ("GluMobileInc", "parties"): "the firm that the party acts for is named as one of the two opposite",
    ("TALLGRASS", "parties"): "four more firms sign than the label lists",
}
CONVENTIONS = Conventions()


@dataclass
class Score:
    """Of one field: contracts (or names) labelled, claimed, right, wrong, and what was wrong."""

    labelled: int = 0
    claimed: int = 0
    right: int = 0
    doubtful: int = 0
    found: int = 0
    wrong: list[tuple[str, str, str, str, str]] = field(default_factory=list)
    judged: list[tuple[float, bool]] = field(default_factory=list)
    in_doubt: int = 0

    @property
    def explained(self) -> float:
        """The precision without the claims whose label is in doubt."""
        judged = self.claimed - self.in_doubt
        return self.right / judged if judged else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.claimed if self.claimed else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.labelled if self.labelled else 0.0


def labelled(folder: Path) -> Iterator[tuple[str, Mapping[str, str], str]]:
    """File name, labels and text of every contract."""
    dev = folder / "data" / "cuad" / "dev"
    with (dev / "filename_to_txt.csv").open(encoding="utf-8") as names:
        texts = {row["Filename"]: row["txt"] for row in csv.DictReader(names)}
    with (dev / "master_clauses.dev.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            name = texts[row["Filename"]]
            yield name, row, (dev / "txt" / name).read_text(encoding="utf-8", errors="replace")


def half(name: str) -> int:
    """The half a contract is in, by hash of its file's name. 0: rules were made on these. 1: held out until they stood."""
    return hashlib.sha256(name.encode()).digest()[0] % 2


# --- labels


def label_dates(label: str) -> list[date]:
    """The full dates of a label (month first; day first where it can only be)."""
    found = []
    for first, second, year in re.findall(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})\b", label):
        number = int(year)
        number = number if len(year) == 4 else 2000 + number if number < 70 else 1900 + number
        month, day = (int(second), int(first)) if int(first) > 12 else (int(first), int(second))
        found.append(date(number, month, day))
    return found


def label_periods(label: str) -> list[Period]:
    """Every period of a label: `successive 1 year`, `180 days / 6 months`, `three (3) years`, `60) days`."""
    found = []
    for number, unit in re.findall(r"(\d+)\W{0,2}(year|month|week|day)", label.lower()):
        found.append(
            {
                "year": Period(years=int(number)),
                "month": Period(months=int(number)),
                "week": Period(weeks=int(number)),
                "day": Period(days=int(number)),
            }[unit]
        )
    if re.search(r"\bmonth to month\b", label.lower()):
        found.append(Period(months=1))
    return found


def plain(name: str) -> str:
    """A name without case, punctuation and brackets."""
    name = re.sub(r"\([^()]*\)", " ", name)
    return re.sub(r"[^a-z0-9]+", "", re.sub(r"&", "and", name.casefold()))


_NO_NAME = re.compile(
    r"^(?:each|individually|collectively|together|on behalf|an individual|the individual)\b|\"part(?:y|ies)|\bshall\b"
    r"|\breferred\b",
    re.IGNORECASE,
)


def label_names(row: Mapping[str, str]) -> list[str]:
    """The parties of a label without the names in brackets, and without lists of these names (`Hyatt and Playa`)."""
    answer = row["Parties-Answer"].replace("“", '"').replace("”", '"')
    shorts = {plain(short) for bracket in re.findall(r"\([^()]*\)", answer) for short in re.findall(r'"([^"]+)"', bracket)}
    names = [part.strip(" \"',.") for part in re.split(r";", re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)?\)", " ; ", answer))]

    full = [plain(name) for name in names]

    def listing(name: str) -> bool:
        parts = [plain(part) for part in re.split(r",| and |&", name) if plain(part)]
        several = len(parts) > 1
        return all(
            part in shorts or (several and any(other.startswith(part) for other in full if other != plain(name)))
            for part in parts
        )

    return [name for name in names if len(plain(name)) > 2 and not listing(name) and not _NO_NAME.search(name)]


_LAWS = {
    "England": "England and Wales",
    "Wales": "England and Wales",
    "England and Wales": "England and Wales",
    "People's Republic of China": "China",
    "Beijing": "China",
}


def label_laws(label: str) -> set[str]:
    """The laws of a label under our names."""
    found = set()
    for part in re.split(r";|, (?=Illinois)", label):
        name = re.sub(r"^Province of |, (?:Canada|United Kingdom)$", "", part.strip()).replace("Massachussets", "Massachusetts")
        found.add(_LAWS.get(name, name))
    return found - {""}


# --- comparing


def same_period(one: object, other: Period) -> bool:
    return isinstance(one, Period) and (
        (one.total_months, one.total_days) == (other.total_months, other.total_days) and not one.business_days
    )


def compare(name: str, row: Mapping[str, str], won: Mapping[str, Claim], scores: dict[str, Score]) -> None:
    """Adds one contract to the scores."""
    _parties(name, row, won, scores["parties"])
    _title(name, row, won, scores["title"])
    for path, column in (("dates.agreement", "Agreement Date-Answer"), ("dates.effective", "Effective Date-Answer")):
        days = label_dates(row[column])
        claim = won.get(path)
        _count(scores[path], (name, row[column]), claim, known=bool(days), right=claim is not None and claim.value in days)
    _end(name, row, won, scores)
    label = row["Renewal Term-Answer"]
    claim = won.get("renewal.length")
    periods = label_periods(label)
    right = claim is not None and any(same_period(claim.value, period) for period in periods)
    _count(scores["renewal.length"], (name, label), claim, known=bool(periods), right=right)
    claim = won.get("renewal.type")
    renews = claim if claim is not None and claim.value in ("auto-renew", "option") else None
    _count(scores["renewal.type"], (name, label), renews, known=bool(label), right=bool(label) and renews is not None)
    label = row["Notice Period To Terminate Renewal- Answer"]
    periods = label_periods(label)
    claim = won.get("renewal.notice")
    right = claim is not None and any(same_period(claim.value, period) for period in periods)
    _count(scores["renewal.notice"], (name, label), claim, known=bool(periods), right=right)
    label = row["Governing Law-Answer"]
    claim = won.get("legal.governing_law")
    laws = label_laws(label)
    ours = str(claim.value).replace(", Canada", "").replace(", Australia", "") if claim else ""
    _count(scores["legal.governing_law"], (name, label), claim, known=bool(laws - {"[]"}), right=ours in laws)
    for path, column in (
        ("provisions.liability_limit", "Cap On Liability-Answer"),
        ("provisions.anti_assignment", "Anti-Assignment-Answer"),
        ("provisions.termination_for_convenience", "Termination For Convenience-Answer"),
    ):
        yes = row[column] == "Yes"
        claim = won.get(path)
        _count(scores[path], (name, row[column]), claim, known=yes, right=yes)


def _count(score: Score, contract: tuple[str, str], claim: Claim | None, *, known: bool, right: bool) -> None:
    name, label = contract
    score.labelled += known
    if claim is None:
        return
    score.claimed += 1
    score.right += right
    score.found += right
    score.judged.append((claim.confidence, right))
    if not right:
        score.wrong.append((name, label, str(claim.value), claim.rule, " ".join(claim.quote.split())[:300]))


def _end(name: str, row: Mapping[str, str], won: Mapping[str, Claim], scores: dict[str, Score]) -> None:
    label = row["Expiration Date-Answer"]
    days, forever = label_dates(label), "perpetual" in label.lower()
    end, kind = won.get("term.end"), won.get("renewal.type")
    if end is not None and isinstance(end.value, date):
        counted = "counted" in end.rule or "anniversary" in end.rule
        right = end.value in days or (counted and end.value + timedelta(days=1) in days)
        _count(scores["term.end"], (name, label), end, known=bool(days) or forever, right=right)
        return
    open_ended = kind if kind is not None and kind.value in ("perpetual", "evergreen") else None
    _count(scores["term.end"], (name, label), open_ended, known=bool(days) or forever, right=forever)


def _title(name: str, row: Mapping[str, str], won: Mapping[str, Claim], score: Score) -> None:
    label = row["Document Name-Answer"]
    claim = won.get("title")
    ours = plain(str(claim.value)) if claim else ""
    theirs = [part for part in (plain(line) for line in [*re.split(r"\n\s*\n", label), label]) if part]
    right = any(_same_title(ours, part) for part in theirs)
    _count(score, (name, label), claim, known=bool(theirs), right=right)


def _same_title(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and short in long and len(short) > 0.6 * len(long)


def _parties(name: str, row: Mapping[str, str], won: Mapping[str, Claim], score: Score) -> None:
    names = label_names(row)
    quoted = [
        plain(part) for part in re.findall(r"'((?:[^'\\]|\\.|'(?=\w))+)'|\"([^\"]+)\"", row["Parties"]) for part in part if part
    ]
    known = {plain(part) for part in names} | {part for part in quoted if len(part) > 3}
    score.labelled += len(names)
    met: set[str] = set()
    for path, claim in won.items():
        if not path.endswith(".legal_name"):
            continue
        ours = plain(str(claim.value))
        score.claimed += 1
        score.judged.append((claim.confidence, any(_same_name(ours, other) for other in known)))
        if score.judged[-1][1]:
            score.right += 1
            met |= {other for other in map(plain, names) if _same_name(ours, other)}
        else:
            score.wrong.append(
                (name, row["Parties-Answer"][:200], str(claim.value), claim.rule, " ".join(claim.quote.split())[:200])
            )
    score.found += sum(plain(part) in met for part in names)


def _same_name(one: str, other: str) -> bool:
    return (
        one == other
        or (len(one) > 5 and len(other) > 5 and (one in other or other in one) and abs(len(one) - len(other)) < 30)
        or _near(one, other)
    )


def _near(one: str, other: str) -> bool:
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= 90


FIELDS = (
    "title",
    "parties",
    "dates.agreement",
    "dates.effective",
    "term.end",
    "renewal.type",
    "renewal.length",
    "renewal.notice",
    "legal.governing_law",
    "provisions.liability_limit",
    "provisions.anti_assignment",
    "provisions.termination_for_convenience",
)


def measure(
    folder: Path, only: int | None = None, *, undecided: bool = False
) -> tuple[dict[str, Score], Counter[tuple[str, str, bool]], float, int]:
    """The scores of every field, of one half or of all; seconds of CPU and characters read besides.

    `undecided`: every field's best claim is judged, not only one that counts.
    """
    scores = {path: Score() for path in FIELDS}
    seconds, size = 0.0, 0
    rules: Counter[tuple[str, str, bool]] = Counter()
    for name, row, text in labelled(folder):
        if only is not None and half(name) != only:
            continue
        began = time.process_time()
        read = claims(text, catalogue=CATALOGUE, conventions=CONVENTIONS)
        seconds += time.process_time() - began
        size += len(text)
        won = best(read) if undecided else decided(read)
        before = {path: (score.right, score.claimed) for path, score in scores.items()}
        compare(name, row, won, scores)
        for path, score in scores.items():
            score.in_doubt = sum(label_in_doubt(path, wrong[0]) != "" for wrong in score.wrong)
            if score.claimed == before[path][1] + 1:
                claim = won.get(path) or won.get("renewal.type")
                if claim is not None:
                    rules[path, claim.rule, score.right > before[path][0]] += 1
    return scores, rules, seconds, size


def best(read: Iterable[Claim]) -> Mapping[str, Claim]:
    """Every field's best claim, however sure."""
    found: dict[str, Claim] = {}
    for claim in read:
        found.setdefault(claim.field, claim)
    return found


BANDS = (0.0, 0.7, 0.8, 0.9, 0.95, 1.01)


def bands(scores: Mapping[str, Score]) -> list[tuple[float, float, int, int]]:
    """Of every band of confidence, from where to where, how many best claims it holds and how many of them are right."""
    judged = [each for score in scores.values() for each in score.judged]
    found = []
    for low, high in itertools.pairwise(BANDS):
        within = [right for sure, right in judged if low <= sure < high]
        found.append((low, high, len(within), sum(within)))
    return found


def label_in_doubt(path: str, name: str) -> str:
    """Why the label of a field of a contract is in doubt, or an empty text."""
    return next((why for (start, of), why in LABELS_IN_DOUBT.items() if of == path and name.startswith(start)), "")


def table(scores: Mapping[str, Score]) -> str:
    """The agreement as a table."""
    head = ("labelled", "claimed", "right", "wrong", "precision", "recall", "unknown", "label in doubt", "precision without")
    rows = [f"{'field':42} " + " ".join(f"{title:>{max(7, len(title))}}" for title in head)]
    for path, score in scores.items():
        cells = (
            str(score.labelled),
            str(score.claimed),
            str(score.right),
            str(len(score.wrong)),
            f"{score.precision:.1%}",
            f"{score.recall:.1%}",
            str(score.labelled - score.found),
            str(score.in_doubt),
            f"{score.explained:.1%}",
        )
        rows.append(f"{path:42} " + " ".join(f"{cell:>{max(7, len(title))}}" for cell, title in zip(cells, head, strict=True)))
    return "\n".join(rows)


def main(arguments: Iterable[str] = ()) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--wrong", metavar="FILE", help="write every wrong claim there")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only that half of the contracts")
    parser.add_argument("--bands", action="store_true", help="right claims by confidence")
    parser.add_argument("--rules", action="store_true", help="right and wrong by rule")
    chosen = parser.parse_args(list(arguments))
    folder = Path(os.environ["CLMCTL_TEST_DATA"])
    for only in (chosen.half,) if chosen.half is not None else (0, 1, None):
        scores, rules, seconds, size = measure(folder, only)
        print({0: "half 0 (rules were made on it)", 1: "half 1 (held out at first)", None: "all"}[only])
        print(table(scores))
        print(f"{seconds * 1000 / (size / 50_000):.1f} ms of CPU per 50,000 characters\n")
    if chosen.bands:
        for low, high, held, right in bands(measure(folder, undecided=True)[0]):
            print(f"confidence {low:.2f} to {min(high, 1):.2f}: {held:4} claims, {right:4} right: {right / max(1, held):.1%}")
    if chosen.rules:
        for path, rule in sorted({(path, rule) for path, rule, _ in rules}):
            print(f"{path:40} {rule:50} {rules[path, rule, True]:4} {rules[path, rule, False]:4}")
    if chosen.wrong:
        lines = [
            "\t".join((path, *(" ".join(part.split()) for part in wrong), label_in_doubt(path, wrong[0])))
            for path, score in scores.items()
            for wrong in score.wrong
        ]
        Path(chosen.wrong).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
