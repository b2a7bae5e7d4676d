"""README says what the code says."""

from pathlib import Path

from readme import filled
from transcript import replay

README = Path(__file__).parent.parent / "README.md"


def test_tables_follow_the_code() -> None:
    text = README.read_text("utf-8")
    assert filled(text) == text, "run: python tests/readme.py"


def test_two_set_up_commands_and_no_more() -> None:
    text = README.read_text("utf-8")
    shell = [line for block in text.split("```sh\n")[1:] for line in block.split("```")[0].strip().split("\n")]
    assert shell == ["make demo", "make test"]


def test_the_tour_shows_what_a_person_sees(tmp_path: Path) -> None:
    replay(README, tmp_path, merged=True)
