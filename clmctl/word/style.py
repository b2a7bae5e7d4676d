"""The default Word style document: what a firm starts from when it makes the contracts look like its own."""

import io
from typing import TYPE_CHECKING, Any

from clmctl.word.carried import COMPATIBILITY
from clmctl.word.layout import LOOK, TABLE_STYLE, Look, numbering_xml
from clmctl.word.names import STYLES
from clmctl.word.package import pack, part, unpack
from clmctl.word.written import written
from clmctl.word.xml import W, field

if TYPE_CHECKING:
    from docx.document import Document


def default_style() -> bytes:
    """A .docx that holds every style, list, header and footer a contract needs, with a specimen of each. Same bytes always.

    Header and footer hold `{{ title }}`, `{{ id }}`, `{{ draft }}`, `{{ page }}` and `{{ of }}`; rendering fills them.
    """
    from docx import Document

    document = Document()
    _drop_what_we_do_not_use(document)
    _settings(document)
    _styles(document)
    _page(document)
    _numbering(document)
    _specimens(document)
    raw = io.BytesIO()
    document.save(raw)
    parts = unpack(raw.getvalue(), what="the style document")
    first = ("[Content_Types].xml", "_rels/.rels")
    order = (*first, *sorted(name for name in parts if name not in first))
    return pack((part(name, parts[name]) for name in order), "deflated")


def _drop_what_we_do_not_use(document: "Document") -> None:
    """Leave styles, numbering and settings: the template of python-docx also holds a thumbnail and a theme."""
    keep = ("/styles", "/numbering", "/settings")
    for rel_id, rel in list(document.part.rels.items()):
        if not rel.reltype.endswith(keep):
            del document.part.rels[rel_id]
    for rel_id, rel in list(document.part.package.rels.items()):
        if rel.reltype.endswith(("/thumbnail", "/extended-properties", "/core-properties")):
            del document.part.package.rels[rel_id]


def _settings(document: "Document") -> None:
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn

    root: Any = document.settings.element
    for child in list(root):
        root.remove(child)
    for name, attributes in (
        ("w:zoom", {"w:percent": "100"}),
        ("w:defaultTabStop", {"w:val": "720"}),
        ("w:characterSpacingControl", {"w:val": "doNotCompress"}),
    ):
        element = OxmlElement(name)
        for key, value in attributes.items():
            element.set(qn(key), value)
        root.append(element)
    root.append(parse_xml(COMPATIBILITY))
    for name, value in (("w:decimalSymbol", "."), ("w:listSeparator", ",")):
        element = OxmlElement(name)
        element.set(qn("w:val"), value)
        root.append(element)


def _styles(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    root: Any = document.styles.element
    for child in list(root):
        latent = child.tag == qn("w:latentStyles")
        if latent or (child.tag == qn("w:style") and child.get(qn("w:default")) != "1"):
            root.remove(child)
    defaults = root.find(qn("w:docDefaults"))
    root.replace(defaults, parse_xml(_defaults_xml()))
    for element in root.findall(qn("w:style")):
        for extra in element.findall(qn("w:rPr")) + element.findall(qn("w:pPr")):
            element.remove(extra)
    built_in = {"Title", "toc 1", "Body Text", "heading 1", "heading 2", "Quote", "header", "footer", "Hyperlink"}
    for role, look in LOOK.items():
        name = STYLES[role]
        kind = WD_STYLE_TYPE.CHARACTER if look.character else WD_STYLE_TYPE.PARAGRAPH
        title = {"heading 1": "Heading 1", "heading 2": "Heading 2", "header": "Header", "footer": "Footer"}.get(name, name)
        style: Any = document.styles.add_style(title, kind, builtin=name in built_in)
        _dress(style, look, document.styles["Normal"])
    for role, look in LOOK.items():
        if look.next:
            document.styles[_shown(role)].next_paragraph_style = document.styles[_shown(look.next)]
    root.append(parse_xml(TABLE_STYLE))


def _shown(role: str) -> str:
    """A style's name as python-docx wants it: built-in headings with a capital."""
    name = STYLES[role]
    return {"heading 1": "Heading 1", "heading 2": "Heading 2", "header": "Header", "footer": "Footer"}.get(name, name)


def _defaults_xml() -> str:
    return (
        '<w:docDefaults xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )


def _dress(style: Any, look: Look, normal: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor, Twips

    style.quick_style = True
    style.hidden = False
    style.unhide_when_used = False
    font = style.font
    if look.size:
        font.size = Pt(look.size)
    if look.bold is not None:
        font.bold = look.bold
    if look.italic:
        font.italic = True
    if look.caps:
        font.all_caps = True
    if look.underline:
        font.underline = True
    if look.colour:
        font.color.rgb = RGBColor.from_string(look.colour)
    if look.character:
        return
    style.base_style = normal
    form = style.paragraph_format
    form.alignment = {
        "left": WD_ALIGN_PARAGRAPH.LEFT,
        "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
        "centre": WD_ALIGN_PARAGRAPH.CENTER,
    }[look.align]
    if look.left or look.hanging:
        form.left_indent = Twips(look.left)
        form.first_line_indent = Twips(-look.hanging) if look.hanging else None
    if look.right:
        form.right_indent = Twips(look.right)
    if look.before is not None:
        form.space_before = Pt(look.before)
    if look.after is not None:
        form.space_after = Pt(look.after)
    if look.single:
        form.line_spacing = 1.0
    form.keep_with_next = True if look.keep_next else None
    form.keep_together = True if look.keep_lines else None
    form.page_break_before = True if look.page_break else None
    form.widow_control = True
    _raw_paragraph_props(style, look)


def _raw_paragraph_props(style: Any, look: Look) -> None:
    """Numbering, borders, shading, tabs and outline level, which python-docx has no words for."""
    from docx.oxml import parse_xml

    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    # Each child goes before the first of the later ones of CT_PPr that is there already.
    order = ("w:numPr", "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:spacing",
             "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")  # fmt: skip
    props = style.element.get_or_add_pPr()
    raw: list[tuple[str, str]] = []
    if look.list:
        num_id, level = look.list
        inner = (f'<w:ilvl w:val="{level}"/>' if level else "") + f'<w:numId w:val="{num_id}"/>'
        raw.append(("w:numPr", f"<w:numPr {namespace}>{inner}</w:numPr>"))
    if look.border:
        raw.append(("w:pBdr", f"<w:pBdr {namespace}>{look.border}</w:pBdr>"))
    if look.shade:
        raw.append(("w:shd", f'<w:shd {namespace} w:val="clear" w:color="auto" w:fill="{look.shade}"/>'))
    if look.tabs:
        stops = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for kind, at in look.tabs)
        raw.append(("w:tabs", f"<w:tabs {namespace}>{stops}</w:tabs>"))
    if look.outline is not None:
        raw.append(("w:outlineLvl", f'<w:outlineLvl {namespace} w:val="{look.outline}"/>'))
    for name, xml in raw:
        props.insert_element_before(parse_xml(xml), *order[order.index(name) + 1 :])


def _page(document: "Document") -> None:
    from docx.shared import Twips

    section = document.sections[0]
    section.page_width, section.page_height = Twips(11906), Twips(16838)
    section.left_margin = section.right_margin = Twips(1440)
    section.top_margin, section.bottom_margin = Twips(1531), Twips(1418)
    section.header_distance = section.footer_distance = Twips(680)
    section.gutter = Twips(0)
    section.different_first_page_header_footer = True
    _header(section.header.paragraphs[0], left="{{ title }}")
    _header(section.first_page_header.paragraphs[0], left="")
    _footer(section.footer.paragraphs[0])
    _footer(section.first_page_footer.paragraphs[0])


def _header(paragraph: Any, *, left: str) -> None:
    paragraph.style = "Header"
    paragraph.add_run(f"{left}\t")
    paragraph.add_run("{{ draft }}").bold = True


def _footer(paragraph: Any) -> None:
    paragraph.style = "Footer"
    paragraph.add_run("{{ id }}\t{{ page }} ")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" {{ of }} ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, instruction: str) -> None:
    from docx.oxml import parse_xml

    holder: Any = parse_xml(written([f'<w:p xmlns:w="{W}">{field(instruction, "1")}</w:p>']).xml)
    for run in list(holder):
        paragraph._p.append(run)


def _numbering(document: "Document") -> None:
    from docx.oxml import parse_xml

    part_ = document.part.numbering_part
    fresh: Any = parse_xml(numbering_xml())
    root: Any = part_.element
    for child in list(root):
        root.remove(child)
    for child in list(fresh):
        root.append(child)


def _specimens(document: "Document") -> None:
    """One paragraph of each style, so that the file shows in Word what it changes."""
    for role, look in LOOK.items():
        if look.character or role in ("header", "footer"):
            continue
        document.add_paragraph(f"{STYLES[role]}: the quick brown fox jumps over the lazy dog.", _shown(role))
    table = document.add_table(rows=2, cols=2)
    table.style = document.styles[STYLES["table"]]
    for at, row in enumerate(table.rows):
        for cell in row.cells:
            cell.paragraphs[0].style = document.styles[STYLES["cell" if at else "cellhead"]]
            cell.paragraphs[0].add_run("Table")
