"""Rules on any Word file that comes in or goes out (DX703 to DX706): what is left over, hidden, reaches outside, or tells."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from clmctl.lint.case import Case, RuleName
from clmctl.model.finding import Finding, Severity
from clmctl.model.place import Place
from clmctl.model.rule import Rule
from clmctl.model.word.text import StyleLack
from clmctl.model.word.trace import TraceKind, WordTrace

LEFT_OVER: RuleName = ("DX703", "unresolved-changes", "error")
HIDDEN: RuleName = ("DX704", "hidden-content", "error")
REACHING: RuleName = ("DX705", "active-content", "error")
TELLING: RuleName = ("DX706", "metadata", "warning")
STYLE: RuleName = ("DX707", "style-document", "error")

#: For each kind: the rule, the severity where it is another than the rule's, what a message says, what to do.
_SAID: Mapping[TraceKind, tuple[RuleName, Severity | None, str, str]] = MappingProxyType(
    {
        "change": (LEFT_OVER, None, "tracked changes are left: {detail}.", "Accept or reject them (Review, Accept or Reject)."),
        "comment": (LEFT_OVER, None, "a comment is left ({detail}): {words}.", "Delete it, or send it on purpose."),
        "unseen": (
            HIDDEN,
            None,
            "words that a reader does not see ({detail}): {words}.",
            "Show them or delete them; what is read must be what is agreed.",
        ),
        "off-page": (
            HIDDEN,
            None,
            "words that stand off the page or in no room ({detail}): {words}.",
            "Move them onto the page or delete them.",
        ),
        "invisible": (
            HIDDEN,
            None,
            "characters nobody sees, or that turn the direction ({detail}): {words}.",
            "Delete them, or type the words anew.",
        ),
        "look-alike": (HIDDEN, None, "a word of letters that look alike and are not ({detail}): {words}.", "Type the word anew."),
        "fallback": (
            HIDDEN,
            None,
            "other words for older programs than for Word ({detail}): {words}.",
            "Make both the same, or remove the one nobody needs.",
        ),
        "bound": (
            HIDDEN,
            None,
            "a field that will print something else once Word refreshes it ({detail}): {words}.",
            "Remove the content control, or correct the data it is bound to.",
        ),
        "frame-only": (
            HIDDEN,
            "info",
            "words that stand in no part of the text but here: {words}.",
            "Read them: headers and footers are easily missed.",
        ),
        "double-entry": (
            HIDDEN,
            None,
            "the file holds {words} twice; programs differ in which of them they read.",
            "Ask for the file again; do not sign this one.",
        ),
        "outside-zip": (
            HIDDEN,
            "warning",
            "bytes that belong to no part of the document: {detail}.",
            "Open it in Word and save it again.",
        ),
        "unread": (HIDDEN, "warning", "{detail}.", "Look at it in Word before you rely on the rest."),
        "damaged": (
            HIDDEN,
            None,
            "the XML is damaged and was read as far as it goes; words may be missing.",
            "Ask for the file again, or save it anew in Word and read it.",
        ),
        "macro": (
            REACHING,
            None,
            "it holds macros ({detail}): programs that start when it is opened.",
            "Save it as .docx without macros, or ask for such a copy.",
        ),
        "macro-kind": (REACHING, "warning", "it is of a kind that may hold macros, and holds none.", "Save it as .docx."),
        "object": (REACHING, None, "an object of another program is embedded ({detail}).", "Replace it by a picture or a table."),
        "active-control": (REACHING, None, "an ActiveX control is embedded ({detail}).", "Remove it."),
        "embedded": (
            REACHING,
            None,
            "another file is embedded ({detail}), whose words print here or come along unseen.",
            "Put its words into the document, or send it apart.",
        ),
        "field": (REACHING, None, "a field that {detail}: {words}.", "Turn it into plain text (Ctrl+Shift+F9)."),
        "template": (
            REACHING,
            None,
            "a template is loaded from {detail} when it is opened.",
            "Attach Normal.dotm instead (Developer, Document Template).",
        ),
        "outside": (REACHING, None, "it fetches {detail} when it is opened.", "Embed it, or remove it."),
        "link": (REACHING, "info", "a link to {detail}.", "Nothing, if the address is one you expect."),
        "file-link": (REACHING, None, "a link that opens a file or a program: {detail}.", "Remove it, or ask what it is for."),
        "false-link": (REACHING, None, "a link that shows {words} and leads to {detail}.", "Correct or remove it."),
        "entities": (
            REACHING,
            None,
            "it declares a document type or entities, which no Word file needs.",
            "Ask for the file again; do not open it.",
        ),
        "author": (
            TELLING,
            None,
            "it names {detail}.",
            "File, Info, Inspect Document removes it; clmctl render never writes it.",
        ),
        "company": (TELLING, None, "it names {detail}.", "File, Info, Inspect Document removes it."),
        "made-from": (
            TELLING,
            None,
            "it names the template it was made from: {detail}.",
            "File, Info, Inspect Document; or attach Normal.dotm.",
        ),
        "edits": (
            TELLING,
            None,
            "it tells how it was edited: {detail}.",
            "Turn off `Store random numbers` in Word's privacy options and save again.",
        ),
        "property": (TELLING, None, "a document property: {detail}.", "File, Info, Properties, Advanced: remove it."),
        "data": (
            TELLING,
            None,
            "data of another system is stored in it: {detail}.",
            "File, Info, Inspect Document removes custom XML data.",
        ),
        "picture-data": (
            TELLING,
            None,
            "a picture still holds what the camera wrote into it: place, time, device.",
            "Put the picture in anew without its properties.",
        ),
    }
)
_LONGEST = 120


def word_findings(path: str, traces: Iterable[WordTrace]) -> tuple[Finding, ...]:
    """One finding for each trace, in their order. `path` is what the file is called."""
    return tuple(_finding(path, trace) for trace in traces)


def _finding(path: str, trace: WordTrace) -> Finding:
    (code, name, usual), severity, message, hint = _SAID[trace.kind]
    words = trace.words if len(trace.words) <= _LONGEST else trace.words[:_LONGEST].rstrip() + "..."
    said = message.format(detail=trace.detail, words=f'"{" ".join(words.split())}"')
    where = where_of(trace)
    text = f"{where}: {said}" if where else said[:1].upper() + said[1:]
    return Finding(code, name, severity or usual, Place(path), text, hint, subject=f"{trace.kind} {trace.part} {words}".strip())


def style_findings(path: str, lacks: Iterable[StyleLack]) -> tuple[Finding, ...]:
    """One finding for each thing a style document lacks."""
    code, name, severity = STYLE
    return tuple(
        Finding(code, name, severity if lack.needed else "warning", Place(path), f"{lack.part}: {lack.what}.", lack.do)
        for lack in lacks
    )


def where_of(trace: WordTrace) -> str:
    """Where it is in words: `body, paragraph 14 (4.2)`; empty: the file as a whole."""
    if not trace.paragraph:
        return trace.part
    number = f" ({trace.number})" if trace.number else ""
    return f"{trace.part}, paragraph {trace.paragraph}{number}"


def _rule(named: RuleName, summary: str, why: str, instead: str) -> Rule[Case]:
    """A rule whose findings come from `word_findings`: `word check` and what sends and receives ask for them."""
    return Rule(*named, "docx", summary, why, instead, lambda case: ())


RULES: tuple[Rule[Case], ...] = (
    _rule(
        LEFT_OVER,
        "A Word file still holds tracked changes or comments.",
        "What goes out with them shows the other side what was thought and given up; what comes in with them is not settled.",
        "Accept or reject the changes, delete the comments. Asked by word check.",
    ),
    _rule(
        HIDDEN,
        "A Word file holds words that a reader does not see, or sees otherwise than a program does.",
        "Hidden, white or tiny words, boxes off the page, letters that only look alike: somebody signs what they did not read.",
        "Show them or delete them. Asked by word check.",
    ),
    _rule(
        REACHING,
        "A Word file runs, fetches or embeds something.",
        "Macros, objects and fields that fetch act on the reader's machine, tell who opened it, or change its words later.",
        "Turn it into plain text. Asked by word check.",
    ),
    _rule(
        TELLING,
        "A Word file tells who made it, with what, and how.",
        "Authors, templates and edit marks name people, clients and matters that are no part of the contract.",
        "Have Word inspect the document, or send the copy that clmctl renders. Asked by word check.",
    ),
    _rule(
        STYLE,
        "A style document lacks a style, a list or a page set-up that contracts need.",
        "Contracts are numbered and laid out by it; what it lacks cannot be printed.",
        "Add what is named, or start from the style document clmctl carries. Asked by templates check-style.",
    ),
)
