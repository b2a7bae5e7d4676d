"""Texts in other languages come in as texts: split by their headings, in their own language, and nothing is claimed that they do
not say.
"""

import json
import re
from pathlib import Path

import pytest
import yaml

#: A contract in three more languages, numbered as contracts there are.
NUMBERED = {
    "de": (
        "WARTUNGSVERTRAG\n\nzwischen der Muster Werke GmbH und der Beispiel Handel AG wird folgender Vertrag geschlossen.\n\n"
        "§ 1 Gegenstand\n\nDer Auftragnehmer wartet die Anlagen des Auftraggebers nach dem Stand der Technik.\n\n"
        "§ 2 Vergütung\n\nDer Auftraggeber zahlt die vereinbarte Vergütung innerhalb von dreißig Tagen nach Rechnung.\n\n"
        "§ 3 Laufzeit und Kündigung\n\nDer Vertrag läuft zwei Jahre und kann mit einer Frist von drei Monaten gekündigt werden.\n"
    ),
    "fr": (
        "CONTRAT DE MAINTENANCE\n\nEntre la société Exemple SA et la société Modèle SARL, il est convenu ce qui suit.\n\n"
        "Article 1 - Objet\n\nLe prestataire assure la maintenance des installations du client selon les règles de l'art.\n\n"
        "Article 2 - Prix\n\nLe client paie le prix convenu dans les trente jours qui suivent la réception de la facture.\n\n"
        "Article 3 - Durée\n\nLe contrat est conclu pour deux ans et peut être résilié avec un préavis de trois mois.\n"
    ),
}


def _front(office, row: dict[str, object]) -> dict[str, object]:
    text = office.read(f"contracts/{row['client']}/{row['id']}/contract.md")
    front: dict[str, object] = yaml.safe_load(text.split("---\n")[1])
    return front


def test_published_terms_in_four_languages_are_split_and_claim_nothing_they_do_not_say(office, test_data: Path) -> None:
    files = sorted((test_data / "data" / "forms-mozilla-i18n" / "dev").glob("*.md"))
    assert {file.name.partition("-")[0] for file in files} == {"de", "en", "fr", "ja"}
    rows = json.loads(office.clm("import", *map(str, files), "--client", "terms", "--format", "json"))
    by_name = {Path(str(row["file"])).name: row for row in rows}
    for file in files:
        row = by_name[file.name]
        assert row["state"] == "imported", (file.name, row["remark"])
        assert _front(office, row)["languages"] == [file.name.partition("-")[0]]
        headings = len(re.findall(r"^## ", file.read_text("utf-8"), re.MULTILINE))
        assert int(row["clauses"]) >= headings >= 0, file.name
        said = json.loads(office.clm("import", "review", str(row["id"]), "--format", "json"))
        sure = {str(each["field"]) for each in said if float(each["confidence"]) >= 0.8}
        if file.name.startswith("en-"):
            assert sure <= {
                "parties.1.legal_name", "parties.1.short_name",  # whom the terms are "a binding agreement" with
                "dates.effective", "renewal.type", "legal.governing_law", "liability.cap", "provisions.liability_limit",
            }  # fmt: skip
        else:
            assert sure == set(), file.name
    office.clean()


def test_the_same_terms_in_two_languages_have_the_same_clauses(office, test_data: Path) -> None:
    files = sorted((test_data / "data" / "forms-mozilla-i18n" / "dev").glob("*subscription_services_tos.md"))
    rows = json.loads(office.clm("import", *map(str, files), "--client", "terms", "--format", "json"))
    assert len({row["clauses"] for row in rows}) == 1
    assert len({row["id"] for row in rows}) == len(files)


@pytest.mark.parametrize("lang", sorted(NUMBERED))
def test_a_contract_numbered_as_its_country_does_is_split(office, tmp_path: Path, lang: str) -> None:
    (tmp_path / "contract.txt").write_text(NUMBERED[lang], encoding="utf-8")
    [row] = json.loads(office.clm("import", str(tmp_path / "contract.txt"), "--client", "terms", "--format", "json"))
    assert (row["state"], row["clauses"]) == ("imported", 3)
    assert _front(office, row)["languages"] == [lang]
    proposed = json.loads(office.clm("import", "review", str(row["id"]), "--format", "json"))
    assert [each for each in proposed if float(each["confidence"]) >= 0.8] == []
