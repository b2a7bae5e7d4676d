"""References of a form to its own clauses, made to follow the numbering."""

import re
from collections.abc import Iterable, Mapping, Sequence

from clmctl.intake.forms.fields import name_of
from clmctl.intake.forms.nesting import Node
from clmctl.intake.forms.outline import Section, lead_in
from clmctl.intake.forms.runs import Run, put, searchable, text_of

_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:\([A-Za-z0-9]{1,5}\))*"
_FIRST = re.compile(rf"\b(?P<word>[Ss]ections?|[Cc]lauses?|[Aa]rticles?|[Pp]aragraphs?)[ \u00a0](?P<number>{_NUMBER})(?![\w%])")
_NEXT = re.compile(rf"(?: \([^()]{{1,80}}\))?,? (?P<word>and|or|to|through) (?P<number>{_NUMBER})(?![\w%])")
#: Behind a number: the words of another document's, not of this one.
_FOREIGN = re.compile(
    r"\s*(?:\([^()]{1,80}\)\s*)?(?:of|to|in) "
    r"(?!this\b|these\b|that\b|the (?:Agreement|Standard Terms|Framework Terms|Terms|Contract)\b)"
)


def number_and_link(sections: Sequence[Section], notes: list[str]) -> None:
    """Gives anchors to what is referred to or has a heading of its own, and turns typed references into ones that follow it."""
    known: dict[str, Section | Node] = {}
    titles: dict[int, str] = {}
    plain = [section for section in sections if not section.schedule]
    typed = any(section.value for section in plain)
    for section in plain:
        if typed and section.full == str(section.value):
            known[section.full] = section
        for node in _below(section):
            titles[id(node)] = _title(node)
            if node.number and typed and section.full == str(section.value):
                known[node.full] = node
    if not typed:
        known = {}
    words = _own_words(sections, known)
    wanted: set[int] = set()
    lost: list[str] = []
    for section in sections:
        for node in _below(section):
            node.runs = _linked(node, known, words, wanted, lost)
    if lost:
        shown = ", ".join(dict.fromkeys(lost))
        notes.append(f"these references stay as typed, because no paragraph prints that number: {shown}")
    _anchors(sections, wanted, titles)
    targets = {number: _anchor(found) for number, found in known.items()}
    for section in sections:
        for node in _below(section):
            node.runs = tuple(run._replace(target=targets[run.target]) if run.kind == "reference" else run for run in node.runs)


def _below(section: Section) -> Iterable[Node]:
    for node in section.nodes:
        yield from node.walk()


def _title(node: Node) -> str:
    if node.title:
        return text_of(node.title)
    if node.kind != "item":
        return ""
    title, rest = lead_in(node.runs, plain=True)
    return text_of(title) if rest or node.children else ""


def _anchor(found: Section | Node) -> str:
    return found.id if isinstance(found, Section) else found.anchor


def _own_words(sections: Sequence[Section], known: Mapping[str, Section | Node]) -> frozenset[str]:
    """What the form calls its own clauses: the words it says `this ...` of, or before a number with that clause's heading."""
    text = " ".join(node.words for section in sections for node in _below(section))
    found = {"section"}
    for word in ("clause", "article", "paragraph"):
        said = re.search(rf"\bthis {word}\b", text, re.IGNORECASE)
        headed = any(
            isinstance(known.get(match["number"]), Section)
            and match["title"].casefold() == known[match["number"]].title.casefold()  # type: ignore[union-attr]
            for match in re.finditer(rf"\b{word}s? (?P<number>{_NUMBER}) \((?P<title>[^()]+)\)", text, re.IGNORECASE)
        )
        if said or headed:
            found.add(word)
    return frozenset(found)


def _linked(
    node: Node, known: Mapping[str, Section | Node], words: frozenset[str], wanted: set[int], lost: list[str]
) -> tuple[Run, ...]:
    runs, at = node.runs, 0
    while (match := _FIRST.search(searchable(runs), at)) is not None:
        at = match.end()
        while match is not None:
            text = searchable(runs)
            word, number = match["word"], match["number"]
            foreign = _FOREIGN.match(text, match.end())
            own = word.lower().removesuffix("s") in words or word in ("and", "or", "to", "through")
            target = known.get(number)
            if own and target is not None and not foreign:
                wanted.add(id(target))
                start = match.start("word")
                runs = put(runs, start, match.end(), Run(text[start : match.end()], kind="reference", target=number))
            elif own and not foreign and known and word[0].isupper():
                lost.append(f"{word} {number}")
            at = match.end()
            match = _NEXT.match(searchable(runs), at)
    return runs


def _anchors(sections: Sequence[Section], wanted: set[int], titles: Mapping[int, str]) -> None:
    taken = {section.id for section in sections}
    for section in sections:
        for node in _below(section):
            if not (node.number and (titles.get(id(node)) or id(node) in wanted)) or (node.option and id(node) not in wanted):
                continue
            label = titles.get(id(node), "") if len(titles.get(id(node), "").split()) <= 8 else ""
            base = (
                name_of(label).replace("_", "-")[:40].strip("-")
                if label
                else re.sub(r"[^A-Za-z0-9]+", "-", node.full.partition(".")[2] or node.full).strip("-").lower()
            )
            name, count = f"{section.id}-{base}", 2
            while name in taken:
                name, count = f"{section.id}-{base}-{count}", count + 1
            taken.add(name)
            node.anchor = name
