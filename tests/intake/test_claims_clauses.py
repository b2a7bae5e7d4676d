"""Claims over clauses of contracts that no rule was made on, found through CLMCTL_TEST_DATA.

Lawyers had rated how well clauses answer their questions (ACORD): 4 and 3 answer it, 0 is about something else. A clause that
answers must be claimed as what it is, one about something else must not.
"""

import csv
import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from clmctl.intake.claims.confidence import decided
from clmctl.intake.claims.read import claims
from clmctl.model.catalogue import BUILT_IN
from clmctl.model.field import Catalogue
from clmctl.model.term import Conventions

#: A lawyer's question, and the field whose claim is its answer.
QUESTIONS = {
    "New York Governing Law": "legal.governing_law",
    "Termination for Convenience": "provisions.termination_for_convenience",
    "Clause that requires notice to terminate auto-renew": "renewal.notice",
    "cap on liability": "provisions.liability_limit",
    "Anti-Assignment clause that requires notice only for assignment to affiliates": "provisions.anti_assignment",
}
#: Of clauses about something else, at most so large a share may be claimed: long excerpts hold several clauses.
_STRAY = 0.01


@pytest.fixture(scope="module")
def ratings(test_data: Path) -> Mapping[str, Mapping[str, int]]:
    """Question -> clause -> rating."""
    found: dict[str, dict[str, int]] = {question: {} for question in QUESTIONS}
    for part in ("train", "valid"):
        with gzip.open(test_data / "data" / "acord" / "dev" / "qrels" / f"{part}.tsv.gz", "rt", encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["query-id"] in found:
                    found[row["query-id"]][row["corpus-id"]] = int(row["score"])
    return found


@pytest.fixture(scope="module")
def said(test_data: Path, ratings: Mapping[str, Mapping[str, int]]) -> Mapping[str, frozenset[str]]:
    """Clause -> the fields claimed from it."""
    wanted = {clause for rated in ratings.values() for clause in rated}
    found = {}
    with (test_data / "data" / "acord" / "dev" / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            clause = json.loads(line)
            if clause["_id"] in wanted:
                read = claims(clause["text"], catalogue=Catalogue(BUILT_IN), conventions=Conventions())
                found[clause["_id"]] = frozenset(decided(read))
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_clause_that_answers_is_claimed_and_another_is_not(
    ratings: Mapping[str, Mapping[str, int]], said: Mapping[str, frozenset[str]], question: str
) -> None:
    field = QUESTIONS[question]
    answers = [clause for clause, rating in ratings[question].items() if rating >= 3]
    others = [clause for clause, rating in ratings[question].items() if rating == 0]
    assert len(answers) >= 5
    assert [clause for clause in answers if field not in said[clause]] == []
    assert sum(field in said[clause] for clause in others) <= _STRAY * len(others)
