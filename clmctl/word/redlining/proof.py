"""The proof of paragraphs redlined as strings: accepted they are the newer paragraphs in every sign, rejected the older."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from clmctl.word.comparing.proving import UntrueRedline
from clmctl.word.redlining.marks import unpaged

_How = Literal["accepted", "rejected"]

_TAG = re.compile(r"</?w:(?:ins|del)(?: [^>]*)?>")
_MARK = re.compile(r"<w:rPr><w:(ins|del) [^>]*/></w:rPr></w:pPr>")
_PROPS = re.compile(
    r"<w:pPr>((?:(?!<w:pPrChange|</w:pPr>).)*)<w:pPrChange [^>]*><w:pPr>(.*?)</w:pPr></w:pPrChange></w:pPr>", re.DOTALL
)
_MARKED = "/></w:rPr></w:pPr>"
_PLACE = re.compile(r"<w:bookmark(?:Start|End) [^>]*/>")
_EMPTY = re.compile(r"<w:hyperlink [^>]*></w:hyperlink>")
_RUN = re.compile(r"<w:r>((?:<w:rPr>.*?</w:rPr>)?)", re.DOTALL)


def prove(redlined: Sequence[str], old: Sequence[str], new: Sequence[str]) -> None:
    """Raises UntrueRedline unless paragraphs of a redline give both texts back, looks and references too.

    How words are split over runs does not count, nor what keeps a paragraph on the page of the next, nor, in the older text,
    where bookmarks stand.
    """
    sides: tuple[tuple[_How, Sequence[str]], ...] = (("accepted", new), ("rejected", old))
    for how, wanted in sides:
        got = [whole for paragraph in redlined for whole in _settled(paragraph, how)]
        want = [_whole(_PLACE.sub("", paragraph) if how == "rejected" else paragraph) for paragraph in wanted]
        if got != want:
            at = next((n for n, (a, b) in enumerate(zip(got, want, strict=False)) if a != b), min(len(got), len(want)))
            near = re.sub("<[^>]*>", "", (got[at] if at < len(got) else want[at]))[:60]
            raise UntrueRedline(
                f"the redline would not be true: every change {how}, it gives another text near {near!r}",
                hint="This is a fault in clmctl; nothing was written. Please report it with both versions.",
            )


def _settled(paragraph: str, how: _How) -> Iterator[str]:
    """The paragraph as it is when every change is accepted or rejected; nothing where it goes."""
    going = "del" if how == "accepted" else "ins"
    rest = _without(paragraph, going)
    mark = _MARK.search(rest) if _MARKED in rest else None
    if mark is not None:
        if mark[1] == going and "<w:r>" not in rest:
            return
        if mark[1] != going:  # else words are left in a paragraph that goes: the mark stays and shows the fault
            rest = f"{rest[: mark.start()]}</w:pPr>{rest[mark.end() :]}"
    if "<w:pPrChange" in rest:
        rest = _PROPS.sub(r"<w:pPr>\1</w:pPr>" if how == "accepted" else r"<w:pPr>\2</w:pPr>", rest)
    if "<w:hyperlink" in rest:
        rest = _EMPTY.sub("", _TAG.sub("", rest))
    if how == "rejected":
        rest = _PLACE.sub("", rest)
        if "<w:del" in rest:
            rest = rest.replace("w:delText", "w:t").replace("w:delInstrText", "w:instrText")
    yield _whole(_TAG.sub("", rest))


def _without(paragraph: str, name: str) -> str:
    """The paragraph without what it holds in elements of this name; the mark of a paragraph stays."""
    opening, closing = f"<w:{name} w:id=", f"</w:{name}>"
    first, *others = paragraph.split(opening)
    if not others:
        return paragraph
    out = [first]
    for other in others:
        is_mark = other[other.index(">") - 1] == "/"
        out.append(opening + other if is_mark else other.partition(closing)[2])
    return "".join(out)


def _whole(paragraph: str) -> str:
    """The paragraph with neighbouring runs of one look as one."""
    paragraph = unpaged(paragraph)
    if "<w:r><w:rPr>" not in paragraph:  # the usual paragraph: all of one look
        return paragraph.replace("</w:r><w:r>", "").replace('</w:t><w:t xml:space="preserve">', "")
    found = _RUN.split(paragraph)
    out = [found[0]]
    last: str | None = None
    for at in range(1, len(found), 2):
        look, content = found[at], found[at + 1]
        if look == last and out[-1].endswith("</w:r>"):
            out[-1] = out[-1][:-6]
        else:
            out += ("<w:r>", look)
        out.append(content)
        last = look
    return "".join(out).replace('</w:t><w:t xml:space="preserve">', "")
