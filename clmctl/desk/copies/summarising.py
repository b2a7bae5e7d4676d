"""What changed between two states of a contract, or two Word files, clause by clause; and the summary as a Word file."""

from dataclasses import replace

from clmctl.desk.copies.redlining import State
from clmctl.desk.opening import Desk
from clmctl.desk.rendering import style_of
from clmctl.errors import UsageError
from clmctl.expression.error import did_you_mean
from clmctl.lint.commits import changed_fields
from clmctl.model.comparison import Comparison
from clmctl.model.word.text import WordText
from clmctl.redline.compare import compare_contracts, compare_passages
from clmctl.redline.passages import passages_of_file
from clmctl.redline.table import rows_of, summary_blocks
from clmctl.text.dialect.rules import sections
from clmctl.word.reading.file import read_word
from clmctl.word.render import render
from clmctl.word.style import default_style
from clmctl.word.stylefile import StyleDocument, open_style


def differences(desk: Desk, old: State, new: State) -> Comparison:
    """What differs between two states; fields that no text prints count where they are fixed at signature."""
    fixed = {field.path for field in desk.settings.catalogue.fields}
    paths = [path for path in changed_fields(old.contract, new.contract, desk.settings.catalogue) if path in fixed]
    return compare_contracts(old.contract, new.contract, unprinted=paths)


def only_clause(found: Comparison, old: State, new: State, clause: str) -> Comparison:
    """What differs of one clause. UsageError where neither state has it."""
    anchor = clause.removeprefix("#")
    anchors = [section.anchor for state in (new, old) for section in sections(state.contract.text)]
    if anchor not in anchors:
        hint = did_you_mean(anchor, anchors) or f"Its clauses are: {', '.join(dict.fromkeys(anchors))}."
        raise UsageError(f"{new.contract.id} has no clause #{anchor}, neither before nor after.", hint=hint)
    return replace(found, clauses=tuple(each for each in found.clauses if each.anchor == anchor), fields=())


def differences_of_files(old: bytes, new: bytes, names: tuple[str, str]) -> Comparison:
    """What differs between two Word files, tracked changes counted as accepted. `names` are what messages call them."""
    before, after = (passages_of_file(read_word(data, what=name)) for data, name in zip((old, new), names, strict=True))
    return compare_passages(before, after)


def summary_docx(found: Comparison, title: str, about: str, style: StyleDocument | None = None) -> bytes:
    """The summary as a Word file: a table of what was and what is, the words that differ bold."""
    blocks = summary_blocks(title, about, rows_of(found))
    text = WordText(contract="", title=title, lang="en", blocks=blocks, status="execution")
    return render(text, style or open_style(default_style()), "deflated")


def summary_of(desk: Desk, found: Comparison, old: State, new: State) -> bytes:
    """The summary of a contract's changes as a Word file in the look of its template."""
    about = f"{new.contract.title}: {old.label} and {new.label}"
    return summary_docx(found, title_of(new), about, style_of(desk, new.contract))


def title_of(new: State) -> str:
    """What a summary of a contract's changes is called."""
    return f"What changed in {new.contract.id}"
