"""A form's clauses as text of our dialect."""

import re
from collections.abc import Iterable, Sequence

from clmctl.intake.forms.nesting import Node, literal_label
from clmctl.intake.forms.outline import Section
from clmctl.intake.forms.runs import Run, Runs, text_of, tidy
from clmctl.model.block import Defined, Link, Placeholder, Reference, Text
from clmctl.text.dialect.escaping import LINE_START, escaped, safe_start
from clmctl.text.dialect.inlines import inlines
from clmctl.text.printing.sentences import sentences

#: A sentence with no more words is a heading inside its paragraph and has no line of its own.
_SHORT = 6
_OPENING = '“"„«'
_CLOSING = '”"“»'
_URL = re.compile(r"(?:https?://|mailto:)[^\s<>()\\]+(?:\([^\s<>()\\]*\)[^\s<>()\\]*)*")


def written(section: Section) -> str:
    """The text of a clause: its heading, its paragraphs, options marked."""
    lines = [f"## {escaped(section.title)}", ""]
    _write(section.nodes, "", lines)
    return _joined(lines)


def paragraphs(nodes: Sequence[Node]) -> str:
    """Paragraphs that stand in no clause."""
    lines: list[str] = []
    _write(nodes, "", lines)
    return _joined(lines) if lines else ""


def _joined(lines: Iterable[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


def _write(nodes: Sequence[Node], pad: str, lines: list[str]) -> None:
    for node in nodes:
        if node.option:
            lines += ["", f"{pad}{{?{node.option}}}"] if node.kind != "item" or not pad else [f"{pad}{{?{node.option}}}"]
        _node(node, pad, lines)
        if node.option:
            lines.append(f"{pad}{{/}}")


def _node(node: Node, pad: str, lines: list[str]) -> None:
    if node.kind == "table":
        lines += ["", *_table(node, pad), ""]
        return
    if node.kind == "subclause":
        anchor = f" {{#{node.anchor}}}" if node.anchor else ""
        lines += ["", f"### {dialect(node.title)}{anchor}", ""]
        _write(node.children, "", lines)
        return
    runs = node.runs
    if node.title:
        mark = "" if text_of(node.title).rstrip().endswith((".", ":", "?", "!", ";")) else "."
        runs = (*_bold(tidy(node.title), mark), Run(" "), *runs)
    if node.kind == "item" and not node.number:
        runs = (literal_label(node), *runs)
    text = _sentence_lines(dialect(tidy(runs)))
    if node.kind == "item" and node.number:
        first = f"{pad}1. {{#{node.anchor}}} " if node.anchor else f"{pad}1. "
        _paragraph(text, first, f"{pad}   ", lines, gap=not pad)
        _write(node.children, f"{pad}   ", lines)
    elif node.kind == "bullet":
        _paragraph(text, f"{pad}- ", f"{pad}  ", lines, gap=False)
        _write(node.children, f"{pad}  ", lines)
        lines.append("")
    else:
        mark = "> " if node.kind == "quote" else ""
        lines.append("")
        _paragraph(text, f"{pad}{mark}", f"{pad}{mark}", lines, gap=False)
        lines.append("")
        _write(node.children, pad, lines)


def _bold(title: Runs, mark: str) -> Runs:
    return tuple(
        run._replace(bold=run.kind in ("text", "title", "variable", "field"), kind="text" if run.kind == "title" else run.kind)
        for run in title
    ) + ((Run(mark, bold=True),) if mark else ())


def _paragraph(text: list[str], first: str, rest: str, lines: list[str], *, gap: bool) -> None:
    if gap and lines and lines[-1] and not lines[-1].lstrip().startswith("{?"):
        lines.append("")
    for number, line in enumerate(text or [""]):
        lines.append((first if not number else rest) + line)


def _sentence_lines(text: str) -> list[str]:
    """A line for each sentence, where a line may begin so."""
    found: list[str] = []
    for line in text.split("\n"):
        begun = False
        for piece in sentences(line):
            words = piece.strip()
            if not words:
                continue
            if begun and (len(found[-1].split()) <= _SHORT or LINE_START.match(words) or _unbalanced(found[-1])):
                found[-1] += " " + words
            else:
                found.append(words)
            begun = True
    return [safe_start(line) for line in found]


def _unbalanced(line: str) -> bool:
    """Whether a line ends inside emphasis, a link or an option: these stay on one line."""
    return (
        line.count("**") % 2 == 1
        or line.replace("**", "").replace("\\*", "").count("*") % 2 == 1
        or line.count("[") != line.count("]")
        or line.count("{?") != line.count("{/")
    )


def _table(node: Node, pad: str) -> list[str]:
    width = max(len(row) for row in node.rows)
    rows = [
        [
            dialect(cell).replace("|", "\\|").replace("\\\n", " ").replace("\n", " ") if cell else ""
            for cell in (*row, *[()] * (width - len(row)))
        ]
        for row in node.rows
    ]
    head, *rest = rows
    return [pad + "| " + " | ".join(row) + " |" for row in (head, ["---"] * width, *rest)]


def dialect(runs: Runs) -> str:
    """The runs as the dialect writes them; emphasis that would not be read back as meant is left out."""
    runs = _definitions(tuple(run._replace(bold=True) if run.kind == "title" else run for run in runs))
    text = _emphasised(runs)
    plain = _emphasised(tuple(run._replace(bold=False, italic=False) for run in runs))
    return text if _read(text) == _read(plain) else plain


def _read(text: str) -> str:
    """What the dialect reads in a text, emphasis left aside."""
    found = []
    for piece in inlines(text):
        if isinstance(piece, Defined):
            found.append(f"{piece.opening}{piece.term}{piece.closing}")
        elif isinstance(piece, Text | Link):
            found.append(piece.text)
        elif isinstance(piece, Placeholder):
            found.append(piece.source)
        elif isinstance(piece, Reference):
            found.append(piece.anchor)
    return "".join(found)


def _definitions(runs: Runs) -> Runs:
    """Quotes around a bold term are taken into the bold, as a definition is written."""
    found = list(runs)
    for at in range(1, len(found) - 1):
        before, term, after = found[at - 1], found[at], found[at + 1]
        if (
            term.bold
            and term.kind in ("text", "variable")
            and not before.bold
            and not after.bold
            and before.kind == "text"
            and after.kind in ("text", "variable")
            and before.text[-1:]
            and before.text[-1] in _OPENING
            and after.text[:1]
            and after.text[0] in _CLOSING
            and len(term.text) <= 80
        ):
            found[at - 1] = before._replace(text=before.text[:-1])
            found[at] = term._replace(text=before.text[-1] + term.text + after.text[0], kind="text")
            found[at + 1] = after._replace(text=after.text[1:])
    return tuple(found)


def _emphasised(runs: Runs) -> str:
    out: list[str] = []
    at = 0
    while at < len(runs):
        style = (runs[at].bold, runs[at].italic)
        end = at
        while end < len(runs) and (runs[end].bold, runs[end].italic) == style:
            end += 1
        text = "".join(_source(run) for run in runs[at:end])
        mark = ("**" if style[0] else "") + ("*" if style[1] else "")
        bare = text.strip(" \n")
        if mark and bare and bare != "\\":
            lead, tail = text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")) :]
            text = f"{lead}{mark}{bare}{mark}{tail}"
        out.append(text)
        at = end
    return re.sub(r"(?<=\S) {2,}", " ", "".join(out)).strip(" ")


def _source(run: Run) -> str:
    if run.kind == "field":
        return f"{{{{ {run.target} }}}}"
    if run.kind == "reference":
        word = run.text.split()[0]
        return f"[{word}](#{run.target})"
    if run.kind == "option":
        return run.target
    if run.kind == "break":
        return "\\\n"
    if run.kind == "link":
        if _URL.fullmatch(run.target):
            return f"[{escaped(run.text).replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]({run.target})"
        return escaped(run.text)
    return escaped(run.text)
