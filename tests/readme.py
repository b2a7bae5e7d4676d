"""Writes the tables of README.md that follow from the code: dialect, commands, rules. `python tests/readme.py` updates them."""

from pathlib import Path

from clmctl.checks import ALL
from clmctl.cli.table import COMMANDS
from clmctl.text.dialect.rules import RULES

README = Path(__file__).parent.parent / "README.md"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    if not text:
        return ""
    return "<br>".join(f"`` {line} ``" if "`" in line else f"`{line}`" for line in text.replace("|", "\\|").split("\n") if line)


def dialect() -> str:
    """The dialect's one-page table."""
    rows = [f"| {_cell(r.construct)} | {_code(r.written)} | {_cell(r.prints)} |" for r in RULES]
    return "\n".join(["| construct | written | prints |", "|---|---|---|", *rows])


def commands() -> str:
    """Every command with its one-line help."""
    rows = [f"| {entry.area} | `clmctl {entry.name}` | {entry.help} |" for entry in COMMANDS]
    return "\n".join(["| area | command | what it does |", "|---|---|---|", *rows])


def rules() -> str:
    """Every lint rule."""
    rows = [f"| {rule.code} | {rule.name} | {rule.severity} | {rule.summary} |" for rule in ALL]
    return "\n".join(["| code | name | severity | finds |", "|---|---|---|---|", *rows])


TABLES = {"dialect": dialect, "commands": commands, "rules": rules}


def filled(text: str) -> str:
    """README with its tables as the code has them now."""
    for name, made in TABLES.items():
        head, _, rest = text.partition(f"<!-- {name} -->\n")
        _, _, tail = rest.partition(f"<!-- /{name} -->")
        text = f"{head}<!-- {name} -->\n{made()}\n<!-- /{name} -->{tail}"
    return text


if __name__ == "__main__":
    README.write_text(filled(README.read_text("utf-8")), "utf-8")
