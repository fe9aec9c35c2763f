"""Comments in a Word package: their part, its relationship and content type, and the styles they are written in."""

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import count

from lxml.etree import _Element as Element

from hegao.fix.docx_changes import NOT_IN_XML
from hegao.fix.docx_parts import appended
from hegao.fix.docx_runs import Marker, made
from hegao.fix.remarks import revision_settings
from hegao.readers.docx import WordFile
from hegao.readers.docx_package import Package
from hegao.readers.docx_xml import attribute, child_value, children

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment's number and its paragraphs."""

    number: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommentStyle:
    """The styles of the mark and of the text, by id; empty where the file has no styles at all.

    ``markup`` is the definition of those that are missing, to be added to the part with the styles.
    """

    mark: str = ""
    text: str = ""
    markup: str = ""


def comment_style(word: WordFile) -> CommentStyle:
    """The styles a file has for comments, under whatever ids, and definitions of those it lacks."""
    styles = children(word.styles, "style")
    if word.styles is None:
        return CommentStyle()
    by_name = {(child_value(style, "name") or "").lower(): attribute(style, "styleId") or "" for style in styles}
    ids = {attribute(style, "styleId") for style in styles}
    markup = []
    found = {}
    for name, wanted, kind, look in (
        (
            "annotation reference",
            "CommentReference",
            "character",
            '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr>',
        ),
        ("annotation text", "CommentText", "paragraph", '<w:pPr><w:jc w:val="left"/></w:pPr>'),
    ):
        found[kind] = by_name.get(name) or next(
            style for style in (wanted, *(f"{wanted}{n}" for n in range(1, len(ids) + 2))) if style not in ids
        )
        if not by_name.get(name):
            markup.append(
                f'<w:style w:type="{kind}" w:styleId="{found[kind]}">'
                f'<w:name w:val="{name}"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>{look}</w:style>'
            )
    return CommentStyle(found["character"], found["paragraph"], "".join(markup))


def reference(near: Element, number: str, style: CommentStyle) -> Element:
    """The run that ties a comment to its place."""
    run = made(near, "r")
    if style.mark:
        look = made(near, "rPr")
        look.append(made(near, "rStyle", val=style.mark))
        run.append(look)
    run.append(made(near, "commentReference", id=number))
    return run


def comment_parts(word: WordFile, comments: Iterable[Comment], style: CommentStyle, marker: Marker) -> dict[str, bytes]:
    """The parts that change when comments are added, and the part with the comments where it is new.

    Raises:
        InputError: one of them is damaged or not in UTF-8.
    """
    package = word.package
    namespace = _namespace(package.document)
    markup = "".join(_written(comment, style, marker) for comment in comments)
    parts = {}
    existing = package.parts.get("comments")
    if existing:
        parts[existing] = appended(package.read(existing), markup, namespace)
    else:
        part = _free_name(package)
        parts[part] = f'{_DECLARATION}<w:comments xmlns:w="{namespace}">{markup}</w:comments>'.encode()
        parts |= _announced(package, part)
    if style.markup:
        styles = package.parts["styles"]
        parts[styles] = appended(package.read(styles), style.markup, namespace)
    return parts


def _written(comment: Comment, style: CommentStyle, marker: Marker) -> str:
    paragraph = f'<w:pPr><w:pStyle w:val="{escape(style.text)}"/></w:pPr>' if style.text else ""
    look = f'<w:rPr><w:rStyle w:val="{escape(style.mark)}"/></w:rPr>' if style.mark else ""
    lines = [
        f'<w:r><w:t xml:space="preserve">{escape(NOT_IN_XML.sub(" ", line), quote=False)}</w:t></w:r>'
        for line in comment.lines
    ]
    lines[0] = f"<w:r>{look}<w:annotationRef/></w:r>{lines[0]}"
    return (
        f'<w:comment w:id="{comment.number}" w:author="{escape(marker.author)}" '
        f'w:date="{marker.date}" w:initials="{escape(revision_settings().initials)}">'
        f"{''.join(f'<w:p>{paragraph}{line}</w:p>' for line in lines)}</w:comment>"
    )


def _announced(package: Package, part: str) -> dict[str, bytes]:
    """The relationships of the main part and the content types, with a new part among them."""
    folder, base = posixpath.split(package.main)
    rels = posixpath.join(folder, "_rels", f"{base}.rels")
    data = package.read(rels) if rels in package else _empty_relationships()
    text = data.decode("utf-8", "replace")
    identity = next(f"rId{n}" for n in count(1) if f'"rId{n}"' not in text and f"'rId{n}'" not in text)
    office = _STRICT_OFFICE if "purl.oclc.org" in _namespace(package.document) else _OFFICE
    target = posixpath.relpath(part, folder or ".")
    relation = f'<Relationship Id="{identity}" Type="{office}/comments" Target="{target}"/>'
    override = f'<Override PartName="/{part}" ContentType="{_COMMENTS_TYPE}"/>'
    return {
        rels: appended(data, relation),
        _CONTENT_TYPES: appended(package.read(_CONTENT_TYPES), override),
    }


def _empty_relationships() -> bytes:
    return f'{_DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode()


def _free_name(package: Package) -> str:
    """A name that neither a part nor an entry of the content types has."""
    folder = posixpath.dirname(package.main)
    types = package.read(_CONTENT_TYPES).decode("utf-8", "replace").lower()
    names = (posixpath.join(folder, f"comments{n or ''}.xml") for n in count())
    return next(name for name in names if name not in package and f"/{name.lower()}" not in types)


def _namespace(element: Element) -> str:
    return element.tag[1:].partition("}")[0]
