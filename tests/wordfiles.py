"""Small Word files written part by part, so that a test sees exactly the markup it is about."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:r="{_OFFICE}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_RELATIONS = {
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "theme": "theme",
    "comments": "comments",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
}


def r(text: str, properties: str = "") -> str:
    """A run."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'


def p(*content: str, properties: str = "") -> str:
    """A paragraph of runs or other markup; plain text becomes a run."""
    inner = "".join(part if part.startswith("<") else r(part) for part in content)
    look = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{look}{inner}</w:p>"


def table(*rows: list[str]) -> str:
    """A table of rows of cells; a cell is markup of whole paragraphs, or ``w:tcPr`` and paragraphs."""
    made = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{made}</w:tbl>"


def part(root: str, content: str) -> str:
    """A whole part with the given root element."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} {_NAMESPACES}>{content}</{root}>'


def theme(major_latin: str, minor_latin: str, hans: str) -> str:
    """A theme with Latin fonts and one font for simplified Chinese."""
    fonts = "".join(
        f'<a:{which}Font><a:latin typeface="{latin}"/><a:ea typeface=""/>'
        f'<a:font script="Jpan" typeface="MS Mincho"/><a:font script="Hans" typeface="{hans}"/></a:{which}Font>'
        for which, latin in (("major", major_latin), ("minor", minor_latin))
    )
    return part("a:theme", f"<a:themeElements><a:fontScheme>{fonts}</a:fontScheme></a:themeElements>")


def word_file(
    *body: str, section: str = "", parts: Mapping[str, str | bytes] | None = None, strict: bool = False
) -> bytes:
    """A .docx with the given body.

    ``parts`` maps names below ``word/`` (``styles.xml``, ``header1.xml``, …) to their content; each is related to the
    document under an id equal to its name without ``.xml``.
    """
    parts = dict(parts or {})
    parts["document.xml"] = part("w:document", f"<w:body>{''.join(body)}<w:sectPr>{section}</w:sectPr></w:body>")
    relations = []
    for name in parts:
        stem = name.removesuffix(".xml")
        kind = _RELATIONS.get(stem) or stem.rstrip("0123456789")
        relations.append(f'<Relationship Id="{stem}" Type="{_OFFICE}/{kind}" Target="{name}"/>')
    opened = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{opened}<Relationship Id="main" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{opened}{''.join(relations)}</Relationships>",
        **{f"word/{name}": content for name, content in parts.items()},
    }
    return zipped({name: _strict(content) if strict else content for name, content in files.items()})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of a zip archive, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _strict(content: str | bytes) -> str | bytes:
    if isinstance(content, bytes):
        return content
    return content.replace(WORD, STRICT_WORD).replace(_OFFICE, _STRICT_OFFICE)
