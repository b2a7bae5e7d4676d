"""A whole Word file read: every story in the order a person reads it, and what was left unread named."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from clmctl.model.word.file import View, WordFile, WordParagraph, WordPicture
from clmctl.word.reading.bound import bound_to
from clmctl.word.reading.comments import read_comments
from clmctl.word.reading.holders import words_below
from clmctl.word.reading.leftover import passed_by
from clmctl.word.reading.looks import Looks
from clmctl.word.reading.numbers import Numbers, read_numbers
from clmctl.word.reading.pages import page_colour, pages
from clmctl.word.reading.parts import WordParts, word_parts
from clmctl.word.reading.pictures import media
from clmctl.word.reading.sight import Paper
from clmctl.word.reading.story import Story
from clmctl.word.reading.styles import read_styles
from clmctl.word.reading.themes import theme_of
from clmctl.word.xml import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = f"{{{W}}}"
_PROPERTIES = "docprops/app.xml"
_APPLICATION = re.compile(rb"<(?:\w+:)?Application>([^<]*)<")
#: Stands in every part that tracks changes of properties.
_TRACKED = (b"Change", b"cellMerge", b"RangeStart", b"\x00")
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


def read_word(docx: bytes, *, what: str = "the Word file") -> WordFile:
    """Everything a Word file says, with its tracked changes and comments.

    Unreadable where the file is no sound package, is protected by a password or holds no Word document. Malformed parts
    are read as far as they go and named in `unread`. `what` is what messages call the file.
    """
    parts = word_parts(docx, what=what)
    settings = _first(parts, "settings")
    styles = read_styles(_first(parts, "styles"), theme_of(_first(parts, "theme"), settings))
    final = read_numbers(_first(parts, "numbering"), styles)
    original = final.anew()
    looks = Looks(styles, final, page_colour(parts.root(parts.document), settings, styles.theme))
    stories = [_story(parts, looks, "body", parts.document)]
    seen = {parts.document}
    frames: dict[str, str] = {}
    for kind in ("header", "footer", "footnotes", "endnotes"):
        for at, name in enumerate(parts.of_kind(kind), 1):
            seen.add(name)
            label = kind if kind in _NOTES else f"{kind}{at}"
            stories.append(_story(parts, looks, label, name, stories[0]))
            frames[name] = " ".join(" ".join(run.text for run in item.runs if not run.field) for item in stories[-1].paragraphs)
    anchored = {key: words for story in stories for key, words in story.anchored.items()}
    offsets, total = [], 0
    for story in stories:
        offsets.append(total)
        total += len(story.paragraphs)
    places = {key: at + offset for story, offset in zip(stories, offsets, strict=True) for key, at in story.places.items()}
    read = WordFile((), program=_program(parts))
    comments, unread = read_comments(parts, looks, anchored, places, by_place=read.is_of_libreoffice)
    seen.update(parts.of_kind("comments"))
    body = stories[0]
    return replace(
        read,
        paragraphs=tuple(item for story in stories for item in _numbered(story, final, original)),
        comments=comments,
        revisions=tuple(
            replace(item, paragraph=item.paragraph + offset)
            for story, offset in zip(stories, offsets, strict=True)
            for item in story.revisions
        ),
        notes=tuple(body.signs),
        pages=pages(body.set_up, settings, _by_relation(parts, frames), looks.page),
        pictures=tuple(
            WordPicture(story.part, at + offset, what, state)
            for story, offset in zip(stories, offsets, strict=True)
            for at, what, state in story.pictures
        ),
        unread=(
            *(line for story in stories for line in story.unread),
            *unread,
            *(f"{name}: the XML is damaged and was read as far as it goes" for name in parts.mended),
            *passed_by(parts, seen),
        ),
    )


def _by_relation(parts: WordParts, frames: Mapping[str, str]) -> dict[str, str]:
    """The words of headers and footers by the id of the relation that leads to each."""
    relations = parts.relations(parts.document)
    return {rel.id: " ".join(frames[rel.target].split()) for rel in relations if rel.target in frames}


def _program(parts: WordParts) -> str:
    """The program that saved the file, as it says."""
    said = next((data for name, data in parts.data.items() if name.casefold() == _PROPERTIES), b"")
    match = _APPLICATION.search(said)
    return "" if match is None else match[1].strip().decode("utf-8", "replace")


def _first(parts: WordParts, kind: str) -> "_Element | None":
    names = parts.of_kind(kind)
    return parts.root(names[0]) if names else None


def _story(parts: WordParts, looks: Looks, label: str, name: str, main: Story | None = None) -> Story:
    """One story read: the body's blocks, a header's, or each note's. `main`, the body, has the signs of notes and the paper."""
    signs, paper = ({}, Paper()) if main is None else (main.notes, main.paper)
    links = {rel.id: rel.target for rel in parts.relations(name) if rel.external}
    tracks = any(mark in parts.data[name] for mark in _TRACKED)
    story = Story(label, looks, tracks=tracks, links=links, paper=paper, media=media(parts, name))
    root = parts.root(name)
    if label in _NOTES:
        for item in root.iter(f"{_W}{_NOTES[label]}"):
            number, kind = item.get(f"{_W}id") or "", item.get(f"{_W}type") or "normal"
            said = words_below(item)
            if kind == "normal" and (label, number) in signs:
                story.read(item, note=number, row=signs[label, number])
            elif kind == "normal" and said:
                story.unread.append(f"{label}: nothing in the text refers to note {number}, which was not read: {said}")
            elif said:
                what = "words" if any(map(str.isalnum, said)) else "a line"
                story.unread.append(
                    f"{label}: {what} above the notes, which show on every page that has some, were not read: {said}"
                )
        return story
    body = root.find(f"{_W}body")
    story.read(root if body is None else body)
    controls = root.iter(f"{_W}sdt") if b"dataBinding" in parts.data[name] else ()
    for shown, said in filter(None, (bound_to(parts, control) for control in controls)):
        story.unread.append(f'{label}: a control shows "{shown}", which Word prints otherwise once it is opened: {said}')
    return story


def _numbered(story: Story, final: Numbers, original: Numbers) -> Iterable[WordParagraph]:
    """The paragraphs with the labels Word counts: in the final text, and in the original for what has left it."""
    for at, (paragraph, stated) in enumerate(zip(story.paragraphs, story.styles, strict=True)):
        stood = story.were.get(at)
        where = final.where(*stated)
        home = where if stood is None else original.where(*stood)
        if where is None and home is None:
            yield paragraph if stood is None else replace(paragraph, before=(story.looks.styles.name(stood[0]), ""))
            continue
        was = original.count(*home) if home is not None and _counts(paragraph, "original") else ""
        now = final.count(*where) if where is not None and _counts(paragraph, "final") else ""
        yield replace(
            paragraph,
            number=now or was if where is not None else "",
            numbering=_list(where),
            number_before=was,
            before=None if stood is None else (story.looks.styles.name(stood[0]), _list(home)),
            glued=where is not None and final.level(*where).glued,
        )


def _list(where: tuple[str, int] | None) -> str:
    return "" if where is None else f"{where[0]}:{where[1]}"


def _counts(paragraph: WordParagraph, view: View) -> bool:
    return paragraph.row.stands_in(view) and paragraph.mark.stands_in(view)
