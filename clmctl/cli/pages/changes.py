"""What changed, as people and programs read it: in the terminal, as a table, as pages and data."""

import html
import sys
from collections.abc import Callable, Sequence
from pathlib import PurePath

from clmctl.cli.render import aligned, note, show_pieces, show_table, show_text
from clmctl.cli.terminal import as_json as to_json
from clmctl.cli.terminal import sanitise
from clmctl.desk.copies.summarising import differences_of_files, summary_docx
from clmctl.errors import UsageError
from clmctl.model.change import Change
from clmctl.model.comparison import ClauseChange, Comparison, FieldChange, LineChange
from clmctl.redline.table import COLUMNS, Row, named, rows_of
from clmctl.store.paths import write_outside

#: How a summary can be shown, and written to a file by its ending.
FORMATS = ("text", "md", "html", "json")
_ENDINGS = {".md": "md", ".html": "html", ".docx": "docx", ".json": "json", ".txt": "text"}
_STYLE = (
    "body{font:11pt/1.4 Georgia,serif;margin:2em auto;max-width:60em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #bbb;padding:.4em .6em;text-align:left;vertical-align:top}th{background:#f2f2f2}"
    "ins{color:#0a5d2c;text-decoration:underline}del{color:#a11}"
)


def refuse_summary(said: str) -> None:
    """Raises UsageError where `said` is neither a format for stdout nor a file whose ending says one; nothing said is fine."""
    if said == "docx":
        raise UsageError("A Word file cannot be shown here.", hint="Name the file: --summary changes.docx")
    if said and said not in FORMATS and not _ending(said):
        hint = f"Choose text, md, html or json, or name a file: {', '.join(_ENDINGS)}."
        raise UsageError(f"There is no format {said!r} here.", hint=hint)


def _ending(said: str) -> str:
    return _ENDINGS.get(PurePath(said).suffix.casefold(), "")


def put_summary(found: Comparison, said: str, title: str, docx: Callable[[], bytes]) -> None:
    """The summary where a person wants it: `said` is a format, for stdout, or a file, whose ending says the format."""
    if said in FORMATS:
        show_summary(found, said, title)
        return
    write_outside(said, docx() if _ending(said) == "docx" else summary_page(found, _ending(said), title).encode())
    note(f"{said}: the summary.")


def show_file_summary(old: bytes, new: bytes, names: tuple[str, str], said: str) -> None:
    """The summary of what differs between two Word files."""
    found = differences_of_files(old, new, names)
    title = f"What changed from {PurePath(names[0]).name} to {PurePath(names[1]).name}"
    put_summary(found, said, title, lambda: summary_docx(found, title, f"{names[0]} and {names[1]}"))


def summary_page(found: Comparison, format_name: str, title: str) -> str:
    """The summary table in a format that is text."""
    rows = rows_of(found)
    if format_name == "json":
        return to_json(as_object(found))
    if format_name == "html":
        return _html(rows, title)
    if format_name == "md":
        return _md(rows, title)
    return aligned([COLUMNS, *_text_rows(rows)]) if rows else "Nothing changed.\n"


def show_summary(found: Comparison, format_name: str, title: str) -> None:
    """The summary table on stdout."""
    if format_name != "text":
        sys.stdout.write(sanitise(summary_page(found, format_name, title)))
        return
    rows = rows_of(found)
    if not rows:
        show_text("Nothing changed.")
        return
    show_table(COLUMNS, _text_rows(rows))


def _text_rows(rows: Sequence[Row]) -> list[list[str]]:
    return [[row.clause, row.change, " ".join(marked(row.words).split()), row.remark] for row in rows]


def marked(words: Sequence[Change]) -> str:
    """Words with `[-deleted-]` and `{+inserted+}` where they are."""
    return "".join(_marked(change) for change in words)


def _marked(change: Change) -> str:
    if change.kind == "kept":
        return change.new
    return (f"[-{change.old}-]" if change.old else "") + (f"{{+{change.new}+}}" if change.new else "")


def _md(rows: Sequence[Row], title: str) -> str:
    if not rows:
        return f"# {_md_cell(title)}\n\nNothing changed.\n"
    lines = [f"# {_md_cell(title)}", "", "| Clause | Change | Words | Remark |", "| --- | --- | --- | --- |"]
    for row in rows:
        words = "".join(_md_words(change) for change in row.words)
        lines.append(f"| {_md_cell(row.clause)} | {row.change} | {words} | {_md_cell(row.remark)} |")
    return "\n".join(lines) + "\n"


def _md_words(change: Change) -> str:
    """Deleted words struck out, inserted ones bold; space at their ends stays outside the marks."""
    out = []
    for text, mark in ((change.old, "~~"), (change.new, "**")) if change.kind != "kept" else ((change.new, ""),):
        body = text.strip()
        if body and mark:
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            out.append(f"{_md_cell(before)}{mark}{_md_cell(body)}{mark}{_md_cell(after)}")
        else:
            out.append(_md_cell(text))
    return "".join(out)


def _md_cell(text: str) -> str:
    for char in "\\|*_~`<>[]#":
        text = text.replace(char, "\\" + char)
    return text.replace("\n", " ")


def _html(rows: Sequence[Row], title: str) -> str:
    cells = "".join(
        f"<tr><td>{html.escape(row.clause)}</td><td>{html.escape(row.change)}</td>"
        f"<td>{''.join(_html_words(change) for change in row.words)}</td><td>{html.escape(row.remark)}</td></tr>\n"
        for row in rows
    )
    table = (
        f"<table>\n<thead><tr><th>Clause</th><th>Change</th><th>Words</th><th>Remark</th></tr></thead>\n<tbody>\n{cells}</tbody>\n</table>"
        if rows
        else "<p>Nothing changed.</p>"
    )
    name = html.escape(title)
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8"><title>{name}</title><style>{_STYLE}</style></head>\n'
        f"<body>\n<h1>{name}</h1>\n{table}\n</body>\n</html>\n"
    )


def _html_words(change: Change) -> str:
    old, new = html.escape(change.old), html.escape(change.new)
    if change.kind == "kept":
        return new
    return (f"<del>{old}</del>" if old else "") + (f"<ins>{new}</ins>" if new else "")


def as_object(found: Comparison) -> dict[str, object]:
    """A comparison as JSON: its clauses, and the fields that no text prints."""
    return {
        "clauses": [_clause(clause) for clause in found.clauses],
        "fields": [_field(field) for field in found.fields],
    }


def _clause(clause: ClauseChange) -> dict[str, object]:
    return {
        "number": clause.number,
        "heading": clause.heading,
        "anchor": clause.anchor,
        "kinds": list(clause.kinds),
        "was_number": clause.was or None,
        "cosmetic": clause.cosmetic,
        "lines": [_line(line) for line in clause.lines],
        "fields": [_field(field) for field in clause.fields],
    }


def _field(field: FieldChange) -> dict[str, object]:
    return {"field": field.path, "old": field.old, "new": field.new}


def _line(line: LineChange) -> dict[str, object]:
    return {
        "kind": line.kind,
        "number": line.number,
        "cosmetic": line.cosmetic,
        "touches": list(line.turns),
        "came_from": line.came_from or None,
        "went_to": line.went_to or None,
        "old": "".join(change.old for change in line.words),
        "new": "".join(change.new for change in line.words),
        "words": [change._asdict() for change in line.words],
    }


# ---- in the terminal, by clause


def show_diff(found: Comparison) -> None:
    """Each clause that differs, with the words in their places; coloured in a terminal."""
    if found.empty:
        show_text("Nothing changed.")
        return
    for clause in found.clauses:
        told = ", ".join(clause.kinds) + (f", was {clause.was}" if clause.was else "") + (", cosmetic" if clause.cosmetic else "")
        show_pieces([(f"{named(clause)}", "bold"), (f"  ({told})", "")])
        for field in clause.fields:
            show_text(f"    {field.path}: {field.old or '–'} → {field.new or '–'}")
        for line in clause.lines:
            _print_line(line)
    if found.fields:
        show_pieces([("fields that no text prints", "bold")])
        for field in found.fields:
            show_text(f"    {field.path}: {field.old or '–'} → {field.new or '–'}")


def _print_line(line: LineChange) -> None:
    pieces: list[tuple[str, str]] = [(f"  {line.number} " if line.number else "  ", "")]
    if line.went_to:
        pieces.append((f"moved to {line.went_to}: ", "dim"))
    if line.came_from:
        pieces.append((f"moved here from {line.came_from}: ", "dim"))
    for change in line.words:
        if change.kind == "kept":
            pieces.append((change.new, ""))
            continue
        pieces += [(f"[-{change.old}-]", "red")] if change.old else []
        pieces += [(f"{{+{change.new}+}}", "green")] if change.new else []
    if line.cosmetic:
        pieces.append(("  (cosmetic)", "dim"))
    if line.turns:
        pieces.append((f"  (touches {', '.join(line.turns)})", "yellow"))
    show_pieces([(" ".join(text.split("\n")), style) for text, style in pieces])
