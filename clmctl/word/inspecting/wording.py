"""What the words of a Word file hide: those not seen, signs nobody sees, letters that look alike, what is left to settle."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from clmctl.model.word.file import UNSEEN, WordFile, WordParagraph, WordRun
from clmctl.model.word.trace import TraceKind, WordTrace
from clmctl.text.comparing.letters import TURNING, look_alikes, signs_named, unseen_signs

#: A header or footer of fewer words than this is a label, not a term.
_LABEL = 6
#: What stands between a title and the same in another language.
_BESIDE = re.compile(r" [/|\u2013\u2014\u00b7\u2022] ")


def wording(file: WordFile) -> Iterator[WordTrace]:
    """Traces of the words themselves, in the order they stand, then what is left of the negotiation."""
    body = " ".join(" ".join(_words(item) for item in file.paragraphs if item.part == "body").split())
    places = _places(file)
    for item, here in zip(file.paragraphs, places, strict=True):
        yield from _unseen(item.runs, here)
        yield from _signs(_words(item), here)
        if item.part.startswith(("header", "footer")):
            yield from _only_here(item, body, here)
    yield from _changes(file, places)
    for comment in file.comments:
        on = f", on {_short(comment.on)}" if comment.on else ""
        here = _at(places, comment.paragraph)
        yield WordTrace("comment", *here, words=comment.text, detail=f"by {comment.author or 'nobody named'}{on}")


Here = tuple[str, int, str]


def _places(file: WordFile) -> list[Here]:
    """Part, paragraph of the part and number, of each paragraph of the file."""
    at: Counter[str] = Counter()
    found = []
    for item in file.paragraphs:
        at[item.part] += 1
        found.append((item.part, at[item.part], item.number))
    return found


def _words(item: WordParagraph) -> str:
    return "".join(run.text for run in item.runs)


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f'"{words[:40]}..."' if len(words) > 43 else f'"{words}"'


def _unseen(runs: Sequence[WordRun], here: Here) -> Iterator[WordTrace]:
    """Words set so that nobody sees them, neighbours joined."""
    words = ""
    why: tuple[str, ...] = ()
    for run in (*runs, WordRun("")):
        if run.hidden == why and run.text:
            words += run.text
            continue
        if why and words.strip():
            kind: TraceKind = "off-page" if "off-page" in why else "unseen"
            yield WordTrace(kind, *here, words=words, detail=" and ".join(UNSEEN.get(name, name) for name in why))
        words, why = run.text, run.hidden


def _signs(text: str, here: Here) -> Iterator[WordTrace]:
    """Signs nobody sees and words of look-alike letters."""
    if text.isascii():
        return
    found = unseen_signs(text)
    if found:
        turned = "; they turn the direction of what is read" if TURNING & set(found) else ""
        at = text.index(found[0])
        yield WordTrace("invisible", *here, words=text[max(0, at - 30) : at + 30], detail=signs_named(found) + turned)
    for word, letters in look_alikes(text):
        yield WordTrace("look-alike", *here, words=word, detail=letters)


def _only_here(item: WordParagraph, body: str, here: Here) -> Iterator[WordTrace]:
    """Words of a header or footer that stand nowhere in the text, beyond a label, a title or a page number."""
    words = " ".join("".join(run.text for run in item.runs if not run.field).split())
    for piece in re.split(r"\s{2,}|\t", "".join(run.text for run in item.runs if not run.field)):
        said = " ".join(piece.split())
        if len(said.split()) >= _LABEL and not all(each in body for each in _BESIDE.split(said)):
            yield WordTrace("frame-only", *here, words=words)
            return


def _at(places: Sequence[Here], paragraph: int) -> Here:
    return places[paragraph] if 0 <= paragraph < len(places) else ("comments", 0, "")


def _changes(file: WordFile, places: Sequence[Here]) -> Iterator[WordTrace]:
    """Per person what tracked changes are left, where the first of them stands."""
    counts: dict[str, Counter[str]] = {}
    first: dict[str, int] = {}
    for position, kind, author in _all_changes(file):
        counts.setdefault(author, Counter())[kind] += 1
        first.setdefault(author, position)
    for author, kinds in counts.items():
        said = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
        yield WordTrace("change", *_at(places, first[author]), detail=f"{said} by {author or 'nobody named'}")


def _all_changes(file: WordFile) -> Iterable[tuple[int, str, str]]:
    for position, item in enumerate(file.paragraphs):
        for run in (*item.runs, item.mark, item.row):
            if run.kind != "kept":
                yield position, run.kind, run.author
    for revision in file.revisions:
        yield revision.paragraph, f"of {revision.kind}", revision.author
