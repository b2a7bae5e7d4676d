"""A returned file of a program that keeps no styles, its paragraphs in those they were sent in.

Google Docs and pandoc set lists and looks on each paragraph itself. What a paragraph is can then be known by the list and the
level it is counted by, where most that are so counted were sent in one style, and else by its words.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from clmctl.model.word.file import View, WordFile, WordParagraph
from clmctl.text.comparing.alignment import paired, spans

#: Where the styles of so many paragraphs are gone it was a program that left them out; of fewer, somebody set them otherwise.
_MOST = 0.5
_BARE = (
    "the file: the styles and lists that say what each paragraph is are gone, as other programs than Word leave them out; "
    "what each is was taken from what it says"
)


def clothed(sent: WordFile, came: WordFile) -> WordFile:
    """The file with the style and the level each paragraph was sent in, where a program kept no styles."""
    if not bare(sent, came):
        return came
    here = {_kind(paragraph) for paragraph in came.paragraphs}
    made = list(came.paragraphs)
    pairs = dict(_pairs(sent.paragraphs, came.paragraphs))
    levels = _levels(pairs, sent.paragraphs, came.paragraphs)
    still_counted = _still_counted(pairs, sent.paragraphs, came.paragraphs)
    for at, paragraph in enumerate(made):
        was, counted = sent.paragraphs[pairs[at]] if at in pairs else None, levels.get(paragraph.numbering)
        if counted is not None and (was is None or _kind(was)[1] != _kind(counted)[1]):
            was = counted
        if was is None or _kind(was) in here:
            continue
        if not paragraph.numbering and _kind(was) in still_counted:
            made[at] = replace(paragraph, style=was.style)
        elif not paragraph.numbering:
            made[at] = replace(
                paragraph, style=was.style, numbering=was.numbering, number=was.number, number_before=was.number_before
            )
        else:
            of_list, level = paragraph.numbering.rpartition(":")[0], was.numbering.rpartition(":")[2]
            made[at] = replace(paragraph, style=was.style, numbering=f"{of_list}:{level}" if level else "")
    return replace(came, paragraphs=tuple(made))


def bare(sent: WordFile, came: WordFile) -> tuple[str, ...]:
    """What is told where a program kept no styles; nothing where they are there, or too few are gone."""
    worn = Counter(paragraph.style.casefold() for paragraph in sent.paragraphs if _is_of_text(paragraph))
    here = {paragraph.style.casefold() for paragraph in came.paragraphs}
    lost = sum(count for style, count in worn.items() if style not in here)
    return (_BARE,) if lost > _MOST * worn.total() else ()


def _kind(paragraph: WordParagraph) -> tuple[str, str]:
    """What says what a paragraph is: its style, and its level where it is counted."""
    return paragraph.style.casefold(), paragraph.numbering.rpartition(":")[2]


def _is_of_text(paragraph: WordParagraph) -> bool:
    return paragraph.part == "body" and any(run.text.strip() for run in paragraph.runs)


def _levels(
    pairs: Mapping[int, int], sent: Sequence[WordParagraph], came: Sequence[WordParagraph]
) -> Mapping[str, WordParagraph]:
    """For each list and level of the file a paragraph as most of those were sent that are counted so."""
    votes: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    example: dict[tuple[str, str], WordParagraph] = {}
    for at, was in pairs.items():
        if came[at].numbering:
            kind = (sent[was].style, sent[was].numbering)
            votes[came[at].numbering][kind] += 1
            example.setdefault(kind, sent[was])
    return {numbering: example[count.most_common(1)[0][0]] for numbering, count in votes.items()}


def _still_counted(
    pairs: Mapping[int, int], sent: Sequence[WordParagraph], came: Sequence[WordParagraph]
) -> frozenset[tuple[str, str]]:
    """What most paragraphs came counted that were sent as such: of one without a number somebody took it away."""
    sent_so = Counter(_kind(sent[was]) for was in pairs.values() if sent[was].numbering)
    came_so = Counter(_kind(sent[was]) for at, was in pairs.items() if sent[was].numbering and came[at].numbering)
    return frozenset(kind for kind, count in came_so.items() if count > _MOST * sent_so[kind])


def _pairs(sent: Sequence[WordParagraph], came: Sequence[WordParagraph]) -> Iterator[tuple[int, int]]:
    """The paragraphs of the file and those that were sent which say the same, or nearly: (returned, sent)."""
    old = [(at, _said(paragraph, "final")) for at, paragraph in enumerate(sent) if _is_of_text(paragraph)]
    new = [(at, _said(paragraph, "original")) for at, paragraph in enumerate(came) if _is_of_text(paragraph)]
    for span in spans([said for _, said in old], [said for _, said in new]):
        was, now = old[span.old_start : span.old_end], new[span.new_start : span.new_end]
        if span.same:
            yield from ((j, i) for (i, _), (j, _) in zip(was, now, strict=True))
            continue
        for i, j in paired([said for _, said in was], [said for _, said in now]):
            if i is not None and j is not None:
                yield now[j][0], was[i][0]


def _said(paragraph: WordParagraph, view: View) -> str:
    return " ".join(paragraph.said(view).split())
