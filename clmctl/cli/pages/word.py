"""A Word file that was read, as people and programs see it."""

from collections import Counter
from collections.abc import Sequence
from typing import cast, get_args

from clmctl.cli.formats import is_json
from clmctl.cli.render import note, show_json, show_text
from clmctl.errors import UsageError
from clmctl.model.word.file import View, WordComment, WordFile, WordParagraph, WordRun
from clmctl.text.comparing.views import marked, view

#: Replies to replies that stand inside each other in JSON.
_DEEPEST = 50


def show_word(file: WordFile, which: str, format_name: str) -> None:
    """A file in a view or as JSON; what went unread on stderr."""
    as_data = is_json(format_name)
    if which and which not in get_args(View):
        raise UsageError(f"There is no view {which!r}.", hint="Choose original, final or marked.")
    if as_data:
        show_json(as_object(file))
    elif which:
        show_text("\n".join(_line(item.text) for item in view(file.paragraphs, cast(View, which))))
    else:
        _show_all(file)
    for line in file.unread:
        note(f"Not read: {line}.")


def _show_all(file: WordFile) -> None:
    """Every part with its numbers and marked changes, then who changed what, then the comments."""
    part = ""
    for item in view(file.paragraphs, "marked"):
        if item.first.part != part:
            part = item.first.part
            show_text(f"== {part}")
        if item.text.strip():
            show_text(" ".join(word for word in (item.last.number, _line(item.text)) if word))
    people = _changes(file)
    if people or file.revisions:
        show_text("== changes")
        for (author, what, kind), count in people.items():
            of = f"{what}{'' if count == 1 else 's'} " if what else ""
            show_text(f"{author or 'nobody named'}: {count} {of}{kind}")
        if file.revisions:
            show_text(f"{len(file.revisions)} of formatting and tables")
    if file.comments:
        show_text("== comments")
        for comment in file.comments:
            on = f' on "{_line(comment.on)}"' if comment.on else ""
            answers = f" (answers {comment.replies_to})" if comment.replies_to else ""
            settled = " [resolved]" if comment.resolved else ""
            show_text(f"{comment.id} {comment.author} {comment.date[:10]}{on}{answers}{settled}: {_line(comment.text)}")


def _changes(file: WordFile) -> Counter[tuple[str, str, str]]:
    """How many changes everybody made: (who, of what, which). A row counts once; of a change of words nothing is named."""
    found: Counter[tuple[str, str, str]] = Counter()
    rows: set[tuple[str, str, WordRun]] = set()
    for item in file.paragraphs:
        for run in item.runs:
            if run.kind != "kept":
                found[run.author, "", run.kind] += 1
        if item.mark.kind != "kept":
            found[item.mark.author, "paragraph end", item.mark.kind] += 1
        table, of_table, _ = item.place.rpartition(" cell ")
        row = (f"{item.part} {item.note}", table, item.row)
        if item.row.kind != "kept" and of_table and row not in rows:
            rows.add(row)
            found[item.row.author, "table row", item.row.kind] += 1
    return found


def _line(text: str) -> str:
    return " ".join(text.split("\n"))


def as_object(file: WordFile) -> dict[str, object]:
    """A read file as JSON: paragraphs, comments, other revisions, what went unread."""
    return {
        "paragraphs": [_paragraph(item) for item in file.paragraphs],
        "comments": _threads(file.comments),
        "revisions": [{"kind": r.kind, "part": r.part, "author": r.author, "date": r.date} for r in file.revisions],
        "unread": list(file.unread),
    }


def _paragraph(item: WordParagraph) -> dict[str, object]:
    def words(which: View) -> str:
        return item.said(which) if item.row.stands_in(which) else ""

    return {
        "part": item.part,
        "style": item.style,
        "number": item.number,
        "original": words("original"),
        "final": words("final"),
        "marked": marked(item.runs),
        "place": item.place,
        "mark": item.mark.kind,
        "row": item.row.kind,
        "runs": [_run(run) for run in item.runs],
    }


def _run(run: WordRun) -> dict[str, object]:
    return {
        "text": run.text,
        "kind": run.kind,
        "author": run.author,
        "date": run.date,
        **({"goes": run.goes} if run.goes else {}),
        **({"inserted_by": run.inserted_by} if run.inserted_by is not None else {}),
        **({"hidden": list(run.hidden)} if run.hidden else {}),
        **({"field": run.field} if run.field else {}),
    }


def _threads(comments: Sequence[WordComment]) -> list[dict[str, object]]:
    """The comments that answer none, each with its replies; deeper than anybody answers they stand beside each other."""
    answers: dict[str, list[WordComment]] = {}
    for item in comments:
        answers.setdefault(item.replies_to, []).append(item)
    top: list[dict[str, object]] = []
    waiting = [(item, top, 0) for item in reversed(answers.get("", ()))]
    while waiting:
        item, beside, depth = waiting.pop()
        replies: list[dict[str, object]] = []
        beside.append(_comment(item, replies))
        below = (beside, depth) if depth >= _DEEPEST else (replies, depth + 1)
        waiting += [(reply, *below) for reply in reversed(answers.pop(item.id, []))]
    return top


def _comment(item: WordComment, replies: list[dict[str, object]]) -> dict[str, object]:
    return {
        "id": item.id,
        "author": item.author,
        "date": item.date,
        "text": item.text,
        "on": item.on,
        "replies": replies,
        "resolved": item.resolved,
    }
