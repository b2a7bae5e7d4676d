"""Words of a form that its cover page gives a value: found in the text, and stated as key terms by fields."""

import re
from collections.abc import Iterable, Sequence

from clmctl.intake.forms.fields import PHRASES, Fields, meaning_of, name_of
from clmctl.intake.forms.nesting import Node
from clmctl.intake.forms.outline import Section, lead_in
from clmctl.intake.forms.runs import Run, text_of
from clmctl.model.frozen import frozen

_COVER = re.compile(r"\b(Cover Page|Key Terms|Order Form|Business Terms|Deal Terms|Term Sheet|Set-?up Page)s?\b")
_DEFINED = re.compile(
    r"[“\"]\*{0,2}([^”\"]{2,60})\*{0,2}[”\"](?:\s*(?:\(|or|and)[^.]{0,60}?)?\s*"
    r"(?:means?|will have the meanings?|shall mean|refers to|has the meaning)\b"
)
_SAID = re.compile(r"\((?:the |each,? (?:an? )?|an? |collectively,? (?:the )?)?[“\"]([^”\"]{2,60})[”\"]\)")
_NAMED = re.compile(
    r"\b(?:Governing Law|Chosen Courts|Courts|Effective Date|Purpose|(?:Subscription|Initial|License|Pilot) (?:Term|Period)"
    r"|Term of (?:NDA|Agreement|Confidentiality)"
    r"|Confidentiality Period|General Cap(?: Amount)?|Payment (?:Terms|Process)|MNDA Term|Jurisdiction"
    r"|Non-Renewal Notice (?:Date|Period))\b"
)
_LINE = re.compile(r"(?:^|\n)\s*([A-Z][\w &/’'-]{1,50}):\s")
_SHORT = re.compile(r"\w \(([A-Z]{2,6})\)")
_MOST_WORDS = 6


@frozen
class KeyTerm:
    """A word of the form and the field that gives it its value; `phrase` is what the key terms print for it."""

    label: str
    path: str
    phrase: str
    required: bool


def cover_words(text: str) -> tuple[str, ...]:
    """What the form calls the page that fills it in, Cover Page first: Cover Page, Key Terms, Order Form."""
    found = dict.fromkeys(match[1] for match in _COVER.finditer(text))
    return tuple(sorted(found, key=lambda word: word != "Cover Page"))


def key_terms(sections: Sequence[Section], text: str, fields: Fields) -> tuple[KeyTerm, ...]:
    """The words a cover page gives a value, each with its field: marked ones, and bold or well-known ones where it speaks of one.

    Names of the parties, and words the form itself defines, are none.
    """
    marked = list(_marked(sections))
    found = [(label, True) for label in marked]
    if cover_words(text):
        found += [(label, False) for label in (*_bold(sections), *(match[0] for match in _NAMED.finditer(text)))]
    defined = {_key(match[1]) for match in (*_DEFINED.finditer(text), *_SAID.finditer(text))}
    labels: dict[str, tuple[str, bool]] = {}
    for label, sure in found:
        key = _key(label)
        if key not in labels and key.removesuffix("s") not in labels and f"{key}s" not in labels:
            labels[key] = (label, sure)
        elif f"{key}s" in labels and sure:
            labels[key] = labels.pop(f"{key}s")
            labels[key] = (label, sure)
    stated = {_key(section.title) for section in sections}
    stated |= {_key(match[1]) for section in sections for node in _nodes(section.nodes) for match in _LINE.finditer(node.words)}
    stated |= {_key(match[1]) for match in _SHORT.finditer(text)}
    stated |= {
        _key(text_of(lead_in(node.runs, plain=True)[0]))
        for section in sections
        for node in _nodes(section.nodes)
        if node.kind == "item"
    }
    parties = {_key(name) for name in fields.roles.names if name}
    taken: set[str] = set()
    terms: list[KeyTerm] = []
    for key, (label, sure) in labels.items():
        if (
            key in parties
            or (not sure and key in stated)
            or key in {_key(word) for word in cover_words(text)}
            or (not sure and key in defined)
        ):
            continue
        meant = meaning_of(label)
        path = (
            fields.ask(meant)
            if meant and meant not in taken
            else fields.own(label, help=f"{label}, as the cover page of this form states it.")
        )
        taken.add(path)
        phrase = PHRASES.get(path, f"{{{{ {path} }}}}") if path == meant else f"{{{{ {path} }}}}"
        terms.append(KeyTerm(label, path, phrase, path == "dates.effective"))
    return tuple(terms)


def marked_words(sections: Iterable[Section]) -> tuple[str, ...]:
    """Every word the form marks as one to be given a value, as often as it stands."""
    return tuple(_marked(sections))


def _marked(sections: Iterable[Section]) -> Iterable[str]:
    for section in sections:
        for node in _nodes(section.nodes):
            for runs in (node.title, node.runs, *(cell for row in node.rows for cell in row)):
                for run in runs:
                    label = _bare(run.text)
                    if run.kind == "variable" and label and len(label.split()) <= _MOST_WORDS + 4:
                        yield label


def _bold(sections: Iterable[Section]) -> Iterable[str]:
    """Bold words in capital letters inside a sentence, not in quotes: key terms as some publishers mark them."""
    for section in sections:
        for node in _nodes(section.nodes):
            runs = node.runs
            for at, run in enumerate(runs):
                label = _bare(run.text)
                before = text_of(runs[:at]).rstrip()
                after = text_of(runs[at + 1 : at + 2])
                capital = all(word[0].isupper() or word in ("of", "and", "&", "or") for word in label.split()) if label else False
                if (
                    run.bold
                    and run.kind == "text"
                    and capital
                    and before
                    and before[-1] not in '“"(.:'
                    and not after.startswith(("”", '"', ")"))
                    and len(label.split()) <= _MOST_WORDS
                ):
                    yield label


def _nodes(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield from node.walk()


def _bare(words: str) -> str:
    """A term without its possessive and marks."""
    return re.sub(r"['’]s?$", "", " ".join(words.split()).strip(" .,;:")).strip(' .,;:“”"')


def _key(label: str) -> str:
    return name_of(label)


def key_terms_section(terms: Sequence[KeyTerm], title: str, fields: Fields) -> Section:
    """The clause that gives each key term its value; a term without one has no paragraph."""
    section = Section(title, 0, schedule=title)
    sure = any(term.path in ("dates.effective", "term.length") or term.path in fields.defaults for term in terms)
    for term in terms:
        before, _, rest = term.phrase.partition("{{ ")
        source, _, after = rest.partition(" }}")
        node = Node(
            "item",
            (Run(f"{before}") if before else Run(""), Run(term.label, kind="field", target=source), Run(after)),
            0,
            "counted",
            len(section.nodes) + 1,
        )
        node.title = (Run(f"{term.label}:"),)
        if not term.required and (sure or section.nodes):
            node.option = fields.switch(f"has_{name_of(term.label)}"[:60], f"{term.path} is known")
        section.nodes.append(node)
    return section
