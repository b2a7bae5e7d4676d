"""Counts the numbers of a Word file as Word does, from its numbering, styles and paragraphs alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from clmctl.word.package import unpack
from clmctl.word.xml import W

NS = {"w": W}


@dataclass(frozen=True, slots=True)
class Counted:
    """A paragraph with the label Word prints before it, the label a `REF \\w` to it prints, its words, style and bookmarks."""

    label: str
    whole: str
    words: str
    style: str
    bookmarks: tuple[str, ...]


def attribute(element: etree._Element, path: str, name: str = "val") -> str:
    found = element.find(path, NS)
    return "" if found is None else found.get(f"{{{W}}}{name}", "")


def words_of(paragraph: etree._Element) -> str:
    signs = {f"{{{W}}}br": "\n", f"{{{W}}}tab": "\t"}
    return "".join((item.text or "") if item.tag == f"{{{W}}}t" else signs.get(str(item.tag), "") for item in paragraph.iter())


def counted(docx: bytes) -> list[Counted]:
    """Every paragraph of the document with its number."""
    parts = unpack(docx)
    return list(_Counter(parts["word/numbering.xml"], parts["word/styles.xml"]).run(parts["word/document.xml"]))


class _Counter:
    def __init__(self, numbering: bytes, styles: bytes) -> None:
        self.root = etree.fromstring(numbering)
        self.styles = {
            style.get(f"{{{W}}}styleId", ""): (
                attribute(style, "w:pPr/w:numPr/w:numId"),
                int(attribute(style, "w:pPr/w:numPr/w:ilvl") or 0),
            )
            for style in etree.fromstring(styles).findall("w:style", NS)
        }
        self.abstracts = {a.get(f"{{{W}}}abstractNumId", ""): a for a in self.root.findall("w:abstractNum", NS)}
        self.nums = {n.get(f"{{{W}}}numId", ""): n for n in self.root.findall("w:num", NS)}
        self.counts: dict[str, list[int]] = {}
        self.begun: set[str] = set()

    def run(self, document: bytes) -> Iterator[Counted]:
        for paragraph in etree.fromstring(document).iter(f"{{{W}}}p"):
            style = attribute(paragraph, "w:pPr/w:pStyle")
            num, level = self.styles.get(style, ("", 0))
            own = paragraph.find("w:pPr/w:numPr", NS)
            if own is not None:
                num, level = attribute(own, "w:numId") or num, int(attribute(own, "w:ilvl") or 0)
            label, whole = self.count(num, level) if num not in ("", "0") else ("", "")
            names = tuple(mark.get(f"{{{W}}}name", "") for mark in paragraph.findall(".//w:bookmarkStart", NS))
            yield Counted(label, whole, words_of(paragraph), style, names)

    def count(self, num: str, level: int) -> tuple[str, str]:
        abstract = attribute(self.nums[num], "w:abstractNumId")
        counts = self.counts.setdefault(abstract, [0] * 9)
        if num not in self.begun:
            self.begun.add(num)
            for override in self.nums[num].findall("w:lvlOverride", NS):
                at = int(override.get(f"{{{W}}}ilvl", "0"))
                counts[at] = int(attribute(override, "w:startOverride")) - 1
                counts[at + 1 :] = [0] * (8 - at)
        counts[level] += 1
        counts[level + 1 :] = [0] * (8 - level)
        levels = {int(item.get(f"{{{W}}}ilvl", "0")): item for item in self.abstracts[abstract].findall("w:lvl", NS)}
        if attribute(levels[level], "w:numFmt") == "bullet":
            return "", ""
        labels = []
        for at in range(level + 1):
            text = attribute(levels[at], "w:lvlText")
            for up in range(at + 1):
                text = text.replace(f"%{up + 1}", _shown(counts[up], attribute(levels[up], "w:numFmt")))
            labels.append(text.rstrip("."))
        whole = labels[level]
        for at in range(level - 1, -1, -1):
            if f"%{at + 1}" not in attribute(levels[level], "w:lvlText") and not whole.startswith(labels[at]):
                whole = labels[at] + whole
                if "%1" in attribute(levels[at], "w:lvlText"):
                    break
        return labels[level], whole


def _shown(count: int, form: str) -> str:
    if form == "decimal":
        return str(count)
    letters = "abcdefghijklmnopqrstuvwxyz"
    if form == "lowerLetter":
        return letters[(count - 1) % 26] * ((count - 1) // 26 + 1)
    if form == "upperLetter":
        return letters[(count - 1) % 26].upper() * ((count - 1) // 26 + 1)
    assert form == "lowerRoman"
    tens, ones = divmod(count, 10)
    return "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
