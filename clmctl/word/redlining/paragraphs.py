"""Paragraphs of our own writing redlined as strings: runs, fields and links taken apart no further than they differ."""

import re
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from clmctl.text.comparing.alignment import Kind
from clmctl.word.comparing.phrases import phrased
from clmctl.word.redlining.marks import Marks, unpaged

_WHOLE = re.compile(r"<w:p><w:pPr>(.*?)</w:pPr>(.*)</w:p>", re.DOTALL)
_RUN = r"<w:r>.*?</w:r>"
_PIECE = re.compile(rf"{_RUN}|<w:bookmark(?:Start|End) [^>]*/>|<w:hyperlink [^>]*>.*?</w:hyperlink>", re.DOTALL)
_SIMPLE = re.compile(r'<w:r>((?:<w:rPr>(?:<w:\w+[^>]*/>)*</w:rPr>)?)<w:t xml:space="preserve">([^<]*)</w:t></w:r>')
_LOOK = re.compile(r"<w:r>((?:<w:rPr>.*?</w:rPr>)?)(.*)</w:r>", re.DOTALL)
_INSIDE = re.compile(r'<w:t xml:space="preserve">([^<]*)</w:t>|<w:(?:tab|br)/>')
#: A word, a space, or a sign; of an escaped sign all its characters.
_TOKEN = re.compile(r"&\w+;|\w+(?:['\u2019]\w+)*|\s+|[^\w\s]")
_FIELD = re.compile(
    rf'({_RUN}{_RUN}<w:r>(?:<w:rPr>[^/]*?(?:/>[^/]*?)*?</w:rPr>)?<w:fldChar w:fldCharType="separate"/></w:r>)'
    r'(.*)(<w:r>(?:<w:rPr>.*?</w:rPr>)?<w:fldChar w:fldCharType="end"/></w:r>)',
    re.DOTALL,
)  # fmt: skip
_LINK = re.compile(r"(<w:hyperlink [^>]*>)(.*)(</w:hyperlink>)", re.DOTALL)
_RUN_ENDS = "</w:r>"
_MIDDLE = '<w:fldChar w:fldCharType="separate"/></w:r>'
_BEGINS, _ENDS = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
_SIGNS = {"<w:tab/>": "\t", "<w:br/>": "\n"}


class Piece(NamedTuple):
    """A word or sign of a run (`form` is how it looks), or what holds runs: a field or link, from `opening` to `closing`.

    `element` is set for a sign that is no text.
    """

    key: tuple[str, ...]
    text: str
    form: str = ""
    element: str | None = None
    opening: str = ""
    closing: str = ""
    inside: str = ""


class NotPlain(Exception):
    """The paragraph holds what is not taken apart as a string: a picture, a page break, a field over several paragraphs."""


def come(paragraph: str, marks: Marks) -> str:
    """A paragraph that the newer text has alone."""
    props, content = _apart(paragraph)
    return _paragraph(props + marks.mark("inserted"), _all(content, "inserted", marks))


def gone(paragraph: str, marks: Marks) -> str:
    """A paragraph that the older text has alone."""
    props, content = _apart(marks.kept_bookmarks(paragraph))
    return _paragraph(props + marks.mark("deleted"), _all(content, "deleted", marks))


def changed(old: str, new: str, marks: Marks) -> str:
    """Two versions of a paragraph as one, with the words that differ as changes."""
    (was, before), (props, after) = _apart(old), _apart(new)
    content = _merged(before, after, marks)
    return _paragraph(props if unpaged(was) == unpaged(props) else marks.restyled(props, was), content)


def tokens_of(paragraph: str) -> list[str]:
    """The words and signs of a paragraph, fields and links by what they show, its end last."""
    return [*(token for text in _INSIDE.findall(_apart(paragraph)[1]) for token in _TOKEN.findall(text)), "\n"]


def _apart(paragraph: str) -> tuple[str, str]:
    whole = _WHOLE.fullmatch(paragraph)
    if whole is None or "<w:drawing>" in paragraph or "<w:br w:" in paragraph:
        raise NotPlain
    return whole[1], whole[2]


def _paragraph(props: str, content: str) -> str:
    return f"<w:p><w:pPr>{props}</w:pPr>{content}</w:p>"


def _all(content: str, kind: Kind, marks: Marks) -> str:
    """Everything a paragraph holds as come or gone; bookmarks and links stand around the changes."""
    if content.startswith("<w:r>") and "<w:bookmark" not in content and "<w:hyperlink" not in content and "<w:fld" not in content:
        return marks.of(kind, content)
    if content.count(_BEGINS) != content.count(_ENDS):
        raise NotPlain
    out = []
    for runs, group in groupby(_pieces(content), key=lambda piece: piece.startswith("<w:r>")):
        if runs:
            out.append(marks.of(kind, "".join(group)))
            continue
        for piece in group:
            link = _LINK.fullmatch(piece)
            out.append(piece if link is None else f"{link[1]}{_all(link[2], kind, marks)}{link[3]}")
    return "".join(out)


def _pieces(content: str) -> list[str]:
    """The runs, fields, links and bookmarks of a paragraph; of a field that begins or ends in another, the runs."""
    found = _cut(content)
    if "<w:fldChar" not in content:
        return found
    out: list[str] = []
    open_field: list[str] = []
    for piece in found:
        if open_field:
            open_field.append(piece)
            if _ENDS in piece:
                out.append("".join(open_field))
                open_field = []
        elif _BEGINS in piece and piece.startswith("<w:r>"):
            open_field.append(piece)
        else:
            out.append(piece)
    return [*out, *open_field]


def _cut(content: str) -> list[str]:
    """Runs, links and bookmarks one by one."""
    if "<w:hyperlink" in content:
        found: list[str] = _PIECE.findall(content)
        if sum(map(len, found)) != len(content):
            raise NotPlain
        return found
    out: list[str] = []
    for piece in content.replace(_RUN_ENDS, _RUN_ENDS + "\0").split("\0"):
        rest = piece
        while rest.startswith("<w:bookmark"):
            end = rest.index("/>") + 2
            out.append(rest[:end])
            rest = rest[end:]
        if rest:
            if not rest.startswith("<w:r>") or not rest.endswith(_RUN_ENDS):
                raise NotPlain
            out.append(rest)
    return out


def _merged(old: str, new: str, marks: Marks) -> str:
    """What two versions of a paragraph, a field's result or a link hold, as one."""
    if old == new:
        return new
    was, now = _pieces(old), _pieces(new)
    start = _common(was, now)
    end = _common(was[start:][::-1], now[start:][::-1])
    before, after = was[start : len(was) - end], now[start : len(now) - end]
    middle = _one_by_one(before, after, marks) or _differing(before, after, marks)
    return "".join((*now[:start], middle, *now[len(now) - end :]))


def _common(old: Sequence[object], new: Sequence[object]) -> int:
    """How many of the first of both are the same."""
    for at, (was, now) in enumerate(zip(old, new, strict=False)):
        if was != now:
            return at
    return min(len(old), len(new))


def _one_by_one(old: Sequence[str], new: Sequence[str], marks: Marks) -> str:
    """The usual difference: other words in runs of one look, other results of the same fields; nothing where it is another."""
    if len(old) != len(new):
        return ""
    out: list[str] = []
    for was, now in zip(old, new, strict=True):
        made = now if was == now else _result(was, now, marks) if _MIDDLE in now else _of_one_run(was, now, marks)
        if not made:
            return ""
        out.append(made)
    return "".join(out)


def _result(old: str, new: str, marks: Marks) -> str:
    """A field with another result than before; nothing where it is another field."""
    (was, _, before), (opening, _, after) = old.partition(_MIDDLE), new.partition(_MIDDLE)
    if was != opening or not was.startswith("<w:r>") or _ENDS not in before or _ENDS not in after:
        return ""
    end, until = before.rindex("<w:r>", 0, before.index(_ENDS)), after.rindex("<w:r>", 0, after.index(_ENDS))
    if before[end:] != after[until:]:
        return ""
    return f"{opening}{_MIDDLE}{_merged(before[:end], after[:until], marks)}{after[until:]}"


def _of_one_run(old: str, new: str, marks: Marks) -> str:
    """A run with other words than before; nothing where it holds more than words, or looks otherwise."""
    was, now = _SIMPLE.fullmatch(old), _SIMPLE.fullmatch(new)
    if was is None or now is None or was[1] != now[1]:
        return ""
    form = now[1]
    before, after = _TOKEN.findall(was[2]), _TOKEN.findall(now[2])
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    gone, come = before[start : len(before) - end], after[start : len(after) - end]
    out = [_run(form, after[:start])]
    if not gone or not come or (len(gone) == 1 and len(come) == 1):
        out += (marks.deleted(_run(form, gone)), marks.inserted(_run(form, come)))
    else:
        words = [Piece((token,), token, form) for token in gone], [Piece((token,), token, form) for token in come]
        for kind, group in groupby(phrased(*words), key=itemgetter(0)):
            out.append(marks.of(kind, _run(form, [(gone if kind == "deleted" else come)[at] for _, at in group])))
    out.append(_run(form, after[len(after) - end :]))
    return "".join(out)


def _run(form: str, tokens: Sequence[str]) -> str:
    """A run of words that look so."""
    return f'<w:r>{form}<w:t xml:space="preserve">{"".join(tokens)}</w:t></w:r>' if tokens else ""


def _differing(old: Sequence[str], new: Sequence[str], marks: Marks) -> str:
    """The pieces that differ, word by word."""
    before = [token for piece in old for token in _tokens(piece)]
    after = [token for piece in new for token in _tokens(piece)]
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    was, now = before[start : len(before) - end], after[start : len(after) - end]
    placed: list[tuple[Kind, Piece, Piece | None]] = [("kept", piece, None) for piece in after[:start]]
    olds = iter(was)
    for kind, at in phrased(was, now):
        if kind == "inserted":
            placed.append((kind, now[at], None))
        else:
            piece = next(olds)
            placed.append((kind, now[at] if kind == "kept" else piece, piece if kind == "kept" else None))
    placed += [("kept", piece, None) for piece in after[len(after) - end :]]
    return "".join(_written(kind, list(group), marks) for kind, group in groupby(placed, key=lambda one: one[0]))


def _tokens(piece: str) -> list[Piece]:
    """The words and signs of a run, or the field or link as one."""
    if piece.startswith("<w:bookmark"):
        raise NotPlain
    if piece.startswith("<w:hyperlink"):
        link = _LINK.fullmatch(piece)
        if link is None:
            raise NotPlain
        return [Piece(("link", link[1]), "", opening=link[1], inside=link[2], closing=link[3])]
    if "<w:fldChar" in piece:
        field = _FIELD.fullmatch(piece)
        if field is None:
            raise NotPlain
        return [Piece(("field", field[1], field[3]), "", opening=field[1], inside=field[2], closing=field[3])]
    run = _LOOK.fullmatch(piece)
    if run is None:
        raise NotPlain
    form, content = run[1], run[2]
    out: list[Piece] = []
    length = 0
    for found in _INSIDE.finditer(content):
        length += len(found[0])
        if found[1] is None:
            sign = found[0]
            out.append(Piece((sign,), _SIGNS[sign], form, sign))
        else:
            out += [Piece((token,), token, form) for token in _TOKEN.findall(found[1])]
    if length != len(content):
        raise NotPlain
    return out


def _written(kind: Kind, placed: Sequence[tuple[Kind, Piece, Piece | None]], marks: Marks) -> str:
    """Neighbours of one kind: words of one look are one run, the runs and fields together one change."""
    out: list[str] = []
    runs: list[str] = []
    for (holds, form), group in groupby(placed, key=lambda one: (bool(one[1].opening), one[1].form)):
        if not holds:
            members = list(group)
            if any(was is not None and was.form != form for _, _, was in members):
                raise NotPlain  # a change of looks alone
            runs.append(f"<w:r>{form}{_words([piece for _, piece, _ in members])}</w:r>")
            continue
        for _, piece, was in group:
            if kind == "kept":
                inside = piece.inside if was is None else _merged(was.inside, piece.inside, marks)
                runs.append(f"{piece.opening}{inside}{piece.closing}")
            elif piece.key[0] == "field":
                runs.append(f"{piece.opening}{piece.inside}{piece.closing}")
            else:
                out.append(marks.of(kind, "".join(runs)))
                runs = []
                out.append(f"{piece.opening}{_all(piece.inside, kind, marks)}{piece.closing}")
    out.append(marks.of(kind, "".join(runs)))
    return "".join(out)


def _words(pieces: Sequence[Piece]) -> str:
    """The inside of a run: words as one text, signs as they are."""
    out = []
    for is_text, group in groupby(pieces, key=lambda piece: piece.element is None):
        if is_text:
            out.append(f'<w:t xml:space="preserve">{"".join(piece.text for piece in group)}</w:t>')
        else:
            out += [piece.element or "" for piece in group]
    return "".join(out)
