"""A contract as a Word file: the text's blocks in the style document's look, the same bytes every time."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from clmctl.model.word.text import WordText
from clmctl.word.body import CLOSING, OPENING
from clmctl.word.formcheck import check_looked
from clmctl.word.inlines import IMAGE, Inlines
from clmctl.word.looking import story_of
from clmctl.word.numbering import number_blocks
from clmctl.word.package import DOCUMENT, QUICK, Packing, Part, pack, part, static_part
from clmctl.word.passages import body_story
from clmctl.word.properties import custom_xml, sum_of
from clmctl.word.source import RENDERER
from clmctl.word.stylefile import StyleDocument
from clmctl.word.words import locale, words
from clmctl.word.written import Written
from clmctl.word.xml import DECLARATION, escape

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def render(text: WordText, style: StyleDocument, packing: Packing = "stored") -> bytes:
    """The .docx of this text: `stored` for the repository, `deflated` for a copy that goes out.

    The file is checked before it is returned (see word.formcheck): what comes back opens, counts and refers as it should.
    """
    numbering = number_blocks(text, style)
    ink = Inlines(text, style, numbering.places)
    body = body_story(text, ink, numbering.places)
    document = part(DOCUMENT, b"".join((OPENING.encode(), body.xml, CLOSING.encode())))
    parts = package_parts(text, style, ink, numbering.xml, document)
    frames = {name: story_of(frame) for name, frame in frames_written(text, style)}
    check_looked(parts, {DOCUMENT: body, **frames})
    return pack(parts, packing, level=QUICK)


def package_parts(text: WordText, style: StyleDocument, ink: Inlines, numbering: str, document: Part) -> tuple[Part, ...]:
    """Every part in the order of the zip; the one that names the others' digests is last, where it is found quickest."""
    frames = frames_of(text, style)
    static = tuple(_in_language(item, text.lang) if item.name == "word/styles.xml" else item for item in style.static)
    pictures = tuple(part(f"word/media/{item.name}", item.data) for item in ink.pictures)
    relations = tuple(
        part(
            f"word/_rels/{frame.name}.xml.rels", _relations((rel_id, IMAGE, target, False) for rel_id, target in frame.relations)
        )
        for frame in style.frames
        if frame.relations
    )
    body = (
        *static,
        style.settings[text.status],
        part("word/numbering.xml", numbering),
        *frames,
        *relations,
        *pictures,
        part("word/_rels/document.xml.rels", _document_relations(style, ink, static)),
        document,
    )
    digests = tuple((item.name, _kept_digest(item.data) if item.packed else digest(item.data)) for item in body)
    custom = custom_xml(text, style.digest, RENDERER, digests, sum_of((item.name, item.crc) for item in body))
    return (
        part("[Content_Types].xml", _content_types(style, body)),
        part("_rels/.rels", _relations(_PACKAGE_RELATIONS)),
        *body,
        part("docProps/core.xml", _core(text)),
        part("docProps/app.xml", _APP),
        part("docProps/custom.xml", custom),
    )


def frames_of(text: WordText, style: StyleDocument) -> tuple[Part, ...]:
    """The headers and footers with the text's title, number and draft mark."""
    return tuple(part(name, frame.xml) for name, frame in frames_written(text, style))


def frames_written(text: WordText, style: StyleDocument) -> Iterator[tuple[str, Written]]:
    """(name of the part, what it holds) of each of them."""
    fixed = words(text.lang)
    mark = (text.mark or fixed.draft) if text.status == "draft" else ""
    slots = {"title": text.title, "id": text.contract, "draft": mark, "page": fixed.page, "of": fixed.of}
    return ((f"word/{frame.name}.xml", frame.fill(slots)) for frame in style.frames)


def digest(data: bytes) -> str:
    """A part's digest as the file carries it: 16 hex digits of SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


#: The same of what many documents share.
_kept_digest = lru_cache(maxsize=64)(digest)


@lru_cache(maxsize=8)
def _in_language(styles: Part, lang: str) -> Part:
    """styles.xml with the contract's language as the default for proofing."""
    words_ = styles.data.decode()
    changed = re.sub(
        r'(<w:rPrDefault>.*?<w:lang [^>]*?w:val=")[^"]*', rf"\g<1>{escape(locale(lang))}", words_, count=1, flags=re.DOTALL
    )
    return styles if changed == words_ else static_part(styles.name, changed)


_PACKAGE_RELATIONS = (
    ("rId1", f"{_OFFICE}/officeDocument", DOCUMENT, False),
    ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
    ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml", False),
    ("rId4", f"{_OFFICE}/custom-properties", "docProps/custom.xml", False),
)

_APP = (
    f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>clmctl</Application></Properties>"
)


def _relations(relations: Iterable[tuple[str, str, str, bool]]) -> str:
    lines = []
    for rel_id, kind, target, outside in relations:
        mode = ' TargetMode="External"' if outside else ""
        lines.append(f'<Relationship Id="{rel_id}" Type="{kind}" Target="{escape(target)}"{mode}/>')
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _document_relations(style: StyleDocument, ink: Inlines, static: tuple[Part, ...]) -> str:
    fixed = [(f"rId{name}", f"{_OFFICE}/{name}", f"{name}.xml", False) for name in ("styles", "numbering", "settings")]
    if any(item.name == "word/theme/theme1.xml" for item in static):
        fixed.append(("rIdtheme", f"{_OFFICE}/theme", "theme/theme1.xml", False))
    frames = [(frame.rel_id, f"{_OFFICE}/{frame.kind}", f"{frame.name}.xml", False) for frame in style.frames]
    return _relations((*fixed, *frames, *ink.relations))


def _content_types(style: StyleDocument, body: tuple[Part, ...]) -> str:
    kinds = {
        DOCUMENT: f"{_WORD_TYPE}.document.main+xml",
        "word/styles.xml": f"{_WORD_TYPE}.styles+xml",
        "word/settings.xml": f"{_WORD_TYPE}.settings+xml",
        "word/numbering.xml": f"{_WORD_TYPE}.numbering+xml",
        "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        **{f"word/{frame.name}.xml": f"{_WORD_TYPE}.{frame.kind}+xml" for frame in style.frames},
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    media = sorted({item.name.rpartition(".")[2] for item in body if item.name.startswith("word/media/")})
    mime = {"jpg": "image/jpeg", "emf": "image/x-emf", "wmf": "image/x-wmf", "svg": "image/svg+xml", "tif": "image/tiff"}
    defaults = "".join(f'<Default Extension="{ext}" ContentType="{mime.get(ext, f"image/{ext}")}"/>' for ext in media)
    names = [item.name for item in body if item.name in kinds] + ["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"]
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kinds[name]}"/>' for name in names)
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{"application/vnd.openxmlformats-package.relationships+xml"}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}{overrides}</Types>'
    )


def _core(text: WordText) -> str:
    """Title, contract id and language. No author and no dates: the file is part of the commit that dates it."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(text.title)}</dc:title><dc:identifier>{escape(text.contract)}</dc:identifier>"
        f"<dc:language>{escape(locale(text.lang))}</dc:language></cp:coreProperties>"
    )
