"""Small Word files made of given XML, for what no writer of ours would write."""

import io
import zipfile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def docx(body: str, *, styles: str = "", numbering: str = "", **others: str) -> bytes:
    """A file with this content in its body; `others` are further parts by kind (`comments`), the inside of their root."""
    inside = {"styles": styles, "numbering": numbering, **others}
    kinds = {kind: content for kind, content in inside.items() if content}
    rels = "".join(f'<Relationship Id="r{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/>' for kind in kinds)
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{rels}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="{_MC}"><w:body>{body}</w:body></w:document>',
    }
    for kind, content in kinds.items():
        files[f"word/{kind}.xml"] = f'<w:{kind} xmlns:w="{_W}" xmlns:r="{_R}">{content}</w:{kind}>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
