"""A style document opened once: its styles and lists found and checked, its static parts ready to be written."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from clmctl.errors import ConfigError, Unreadable
from clmctl.model.frozen import frozen
from clmctl.word.carried import frame_carried, page_carried, settings_carried, theme_carried
from clmctl.word.figures import figure, figures
from clmctl.word.frame import Frame, frame_part
from clmctl.word.names import LISTS, STYLES
from clmctl.word.package import DOCUMENT, Part, parse_xml, static_part, unpack
from clmctl.word.remembered import Kept
from clmctl.word.xml import DECLARATION, R, W

if TYPE_CHECKING:
    from lxml.etree import _Element

    from clmctl.word.passage import WrittenPassage

#: How many passages of contracts are kept at hand: those of a few templates.
_KEPT = 160
_W = f"{{{W}}}"
_R = f"{{{R}}}"


@frozen
class StyleDocument:
    """What rendering needs of a style document, complete: hold it and pass it to every render.

    `digest` is of the file's bytes. `styles` gives the style id for each of our names, `lists` the (numId, abstractNumId)
    of each list. `static` are parts that go out unchanged; `numbering` is numbering.xml in three: its list definitions, its
    lists (further ones of either go to the end of each), the rest. `settings` by status. `frames` are header and footer
    parts; `section` the inside of the last `w:sectPr`; `width` the usable width in twentieths of a point. `kept` are passages
    of contracts that were printed in it (see `word.passages`).
    """

    digest: str
    styles: Mapping[str, str]
    lists: Mapping[str, tuple[int, int]]
    static: tuple[Part, ...]
    numbering: tuple[str, str, str]
    settings: Mapping[str, Part]
    frames: tuple[Frame, ...]
    section: str
    width: int
    next_num: int
    kept: "Kept[WrittenPassage]" = field(default_factory=lambda: Kept(_KEPT), compare=False, repr=False)


def open_style(data: bytes, path: str = "style.docx") -> StyleDocument:
    """The style document in these bytes; ConfigError names what a contract needs and it does not have."""
    try:
        parts = unpack(data, what=path)
        main = main_part(parts)
        rels = relations(parts, main)
        root = _plain(parts[main], main, path)
        styles_name, numbering_name, settings_name = (_target(rels, kind, path) for kind in ("styles", "numbering", "settings"))
        styles_root = _plain(parts[styles_name], styles_name, path)
        numbering_root = _plain(parts[numbering_name], numbering_name, path)
        settings_root = _plain(parts[settings_name], settings_name, path)
    except Unreadable as problem:
        raise ConfigError(f"the style document cannot be used: {problem.message}", hint=problem.hint, path=path) from problem
    except KeyError as missing:
        raise ConfigError(f"the style document lacks the part {missing}", path=path) from missing
    problems: list[str] = []
    styles = style_ids(styles_root, problems)
    found_lists = lists(styles_root, numbering_root, styles, problems)
    all_styles = [style.get(f"{_W}styleId", "") for style in styles_root.iter(f"{_W}style")]
    all_lists = [num.get(f"{_W}numId", "") for num in numbering_root.iter(f"{_W}num")]
    carry = partial(frame_carried, styles=all_styles, lists=all_lists)
    section, frames, frame_static = _section(root, parts, rels, carry, path)
    section, frames = _with_headers(section, frames, even=settings_root.find(f"{_W}evenAndOddHeaders") is not None)
    if problems:
        raise ConfigError(
            "the style document does not fit contracts: " + "; ".join(problems),
            hint="Start from the default style document and change how its styles look, not their names or lists.",
            path=path,
        )
    _clean_numbering(numbering_root)
    _for_complex_scripts(styles_root)
    numbering = _xml(numbering_root)
    lists_at = numbering.index("<w:num ")
    rest_at = min(at for at in (numbering.find("<w:numIdMacAtCleanup"), numbering.rfind("</w:numbering>")) if at >= 0)
    static = [static_part("word/styles.xml", _xml(styles_root)), *frame_static]
    themes = (target for kind, target, outside in rels.values() if kind == "theme" and not outside)
    if theme := next((target for target in themes if target in parts), ""):
        static.append(static_part("word/theme/theme1.xml", theme_carried(parts[theme])))
    return StyleDocument(
        digest="sha256:" + hashlib.sha256(data).hexdigest(),
        styles=MappingProxyType(styles),
        lists=MappingProxyType(found_lists),
        static=tuple(static),
        numbering=(numbering[:lists_at], numbering[lists_at:rest_at], numbering[rest_at:]),
        settings=MappingProxyType(
            {
                status: static_part("word/settings.xml", _xml(settings_carried(settings_root, status)))
                for status in ("execution", "draft")
            }
        ),
        frames=frames,
        section=section,
        width=_width(section),
        next_num=max([0, *figures(num.get(f"{_W}numId") for num in numbering_root.iter(f"{_W}num"))]) + 1,
    )


def _xml(root: "_Element") -> str:
    from lxml import etree

    return DECLARATION + etree.tostring(root, encoding="unicode")


def _plain(data: bytes, name: str, path: str) -> "_Element":
    """The root of a part whose elements bear the prefix `w`, as every Word writes them: what is put in between bears it too."""
    root = parse_xml(data, name)
    if root.nsmap.get("w") != W or root.prefix != "w":
        hint = "Open it in Word and save it as .docx (not as Strict Open XML)."
        raise ConfigError(f"{name} of the style document is not written as Word writes it", hint=hint, path=path)
    return root


def main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the document part; KeyError where the package names none."""
    rels = parse_xml(parts["_rels/.rels"], "_rels/.rels")
    for rel in rels:
        if rel.get("Type", "").endswith("/officeDocument"):
            return rel.get("Target", "").lstrip("/")
    raise KeyError(DOCUMENT)


def relations(parts: Mapping[str, bytes], name: str) -> dict[str, tuple[str, str, bool]]:
    """Relations of a part: id -> (last word of the type, target's part name, whether it points outside the file)."""
    folder, _, base = name.rpartition("/")
    source = f"{folder}/_rels/{base}.rels"
    if source not in parts:
        return {}
    found = {}
    for rel in parse_xml(parts[source], source):
        target = rel.get("Target", "")
        outside = rel.get("TargetMode") == "External"
        if not outside:
            target = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        found[rel.get("Id", "")] = (rel.get("Type", "").rpartition("/")[2], target, outside)
    return found


def _target(rels: Mapping[str, tuple[str, str, bool]], kind: str, path: str) -> str:
    for found, target, outside in rels.values():
        if found == kind and not outside:
            return target
    raise ConfigError(f"the style document has no {kind}", path=path)


def style_ids(root: "_Element", problems: list[str]) -> dict[str, str]:
    """The id of each style a contract uses, by our name for it."""
    by_name = {}
    for style in root.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None:
            by_name[name.get(f"{_W}val", "").casefold()] = style.get(f"{_W}styleId", "")
    found = {role: by_name.get(name.casefold(), "") for role, name in STYLES.items()}
    problems += [f"no style named {STYLES[role]!r}" for role, style_id in found.items() if not style_id]
    return found


def lists(
    styles_root: "_Element", numbering_root: "_Element", styles: Mapping[str, str], problems: list[str]
) -> dict[str, tuple[int, int]]:
    """numId and abstractNumId of each list, taken from the style of its first level; every level checked."""
    nums = {num.get(f"{_W}numId", ""): _value(num, "abstractNumId") for num in numbering_root.iter(f"{_W}num")}
    abstracts = {item.get(f"{_W}abstractNumId", ""): item for item in numbering_root.iter(f"{_W}abstractNum")}
    linked = {style.get(f"{_W}styleId", ""): _value(style, "pPr/w:numPr/w:numId") for style in styles_root.iter(f"{_W}style")}
    found: dict[str, tuple[int, int]] = {}
    for name, levels in {**LISTS, "bullets": (("bullet", "bullet", ""),)}.items():
        first = levels[0][0]
        num = linked.get(styles[first], "")
        abstract = abstracts.get(nums.get(num, ""))
        list_id, definition = figure(num), figure(nums.get(num))
        if abstract is None or list_id is None or definition is None:
            problems.append(f"style {STYLES[first]!r} is linked to no list")
            continue
        found[name] = (list_id, definition)
        by_level = {level.get(f"{_W}ilvl", ""): level for level in abstract.iter(f"{_W}lvl")}
        for index, (role, fmt, text) in enumerate(levels):
            level = by_level.get(str(index))
            if level is None or _value(level, "pStyle") != styles[role]:
                problems.append(f"level {index + 1} of the list of {STYLES[first]!r} is not linked to style {STYLES[role]!r}")
            elif _value(level, "numFmt") != fmt or (text and _value(level, "lvlText").rstrip(".") != text):
                problems.append(f"style {STYLES[role]!r} is not numbered {text!r} ({fmt}), which is what references print")
            elif _value(level, "start") not in ("1", "") and fmt != "bullet":
                problems.append(f"the numbers of style {STYLES[role]!r} do not start at 1")
    return found


def _value(element: "_Element", path: str) -> str:
    found = element.find(f"w:{path}", {"w": W})
    return found.get(f"{_W}val", "") if found is not None else ""


def _clean_numbering(root: "_Element") -> None:
    """Picture bullets need pictures that are not carried over."""
    for name in ("numPicBullet", "lvlPicBulletId"):
        for element in list(root.iter(f"{_W}{name}")):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)


def _for_complex_scripts(root: "_Element") -> None:
    """Bold, italic and size count for right-to-left words too, where the style document does not say otherwise."""
    from lxml import etree

    for props in root.iter(f"{_W}rPr"):
        for name in ("b", "i", "sz"):
            said = props.find(f"{_W}{name}")
            if said is not None and props.find(f"{_W}{name}Cs") is None:
                said.addnext(etree.Element(f"{_W}{name}Cs", {str(key): str(value) for key, value in said.items()}))


def _section(
    root: "_Element",
    parts: Mapping[str, bytes],
    rels: Mapping[str, tuple[str, str, bool]],
    carry: Callable[["_Element"], None],
    path: str,
) -> tuple[str, tuple[Frame, ...], list[Part]]:
    """The page set-up, its headers and footers as they are carried over, and the pictures these use."""
    from lxml import etree

    section = root.find(f"{_W}body/{_W}sectPr")
    if section is None:
        raise ConfigError("the style document has no page set-up (w:sectPr)", path=path)
    frames: list[Frame] = []
    static: list[Part] = []
    inner: list[str] = []
    for child in page_carried(section):
        name = etree.QName(child).localname
        if name in ("headerReference", "footerReference"):
            kind, target, outside = rels.get(child.get(f"{_R}id", ""), ("", "", True))
            if outside or target not in parts:
                raise ConfigError(f"a {kind or 'header'} of the style document is missing", path=path)
            header = _plain(parts[target], target, path)
            carry(header)
            own = relations(parts, target)
            used = {str(value) for item in header.iter() for key, value in item.items() if str(key).startswith(_R)}
            out = []
            for rel_id, (rel_kind, rel_target, rel_outside) in sorted(own.items()):
                if rel_id not in used:
                    continue
                if rel_outside or rel_kind != "image":
                    raise ConfigError(f"{target} of the style document reaches outside the file ({rel_kind})", path=path)
                if rel_target not in parts:
                    raise ConfigError(f"a picture in {target} of the style document is missing", path=path)
                media = f"word/media/style{len(static) + 1}.{rel_target.rpartition('.')[2].lower()}"
                static.append(static_part(media, parts[rel_target]))
                out.append((rel_id, f"media/{media.rpartition('/')[2]}"))
            frame = frame_part(kind, child.get(f"{_W}type", "default"), len(frames) + 1, header, path)
            frames.append(Frame(frame.kind, frame.place, frame.name, frame.pieces, tuple(out)))
            inner.append(f'<w:{name} w:type="{frame.place}" r:id="{frame.rel_id}"/>')
        else:
            inner.append(re.sub(r' xmlns(:\w+)?="[^"]*"', "", etree.tostring(child, encoding="unicode", with_tail=False)))
    return "".join(inner), tuple(frames), static


def _with_headers(section: str, frames: tuple[Frame, ...], *, even: bool) -> tuple[str, tuple[Frame, ...]]:
    """The same with an empty header for each page that has none: the mark of a draft stands in headers."""
    wanted = ("default", *(("first",) if "<w:titlePg" in section else ()), *(("even",) if even else ()))
    for place in wanted:
        if not any(frame.kind == "header" and frame.place == place for frame in frames):
            empty = parse_xml(f'<w:hdr xmlns:w="{W}"><w:p/></w:hdr>'.encode(), "header")
            frame = frame_part("header", place, len(frames) + 1, empty, "")
            frames = (*frames, frame)
            section = f'<w:headerReference w:type="{place}" r:id="{frame.rel_id}"/>{section}'
    return section, frames


def _width(section: str) -> int:
    """The width between the margins and the gutter."""
    page = re.search(r'<w:pgSz [^>]*w:w="(\d{1,9})"', section)
    left, right, gutter = (re.search(rf'<w:pgMar [^>]*w:{side}="(\d{{1,9}})"', section) for side in ("left", "right", "gutter"))
    if not (page and left and right):
        return 9026
    return int(page[1]) - int(left[1]) - int(right[1]) - (int(gutter[1]) if gutter else 0)
