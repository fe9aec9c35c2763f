"""Official documents as plain values, and the ways in which a Word file may come to show the same page.

Every way puts the same look on the page: by styles, directly, by defaults and a theme, on the page's grid instead of
exact spacing, and with automatic instead of typed numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from html import escape

from tests.wordfiles import part, theme, unzipped, word_file, zipped

_MM = 56.6929  # twips to a millimetre
_LEVELS = ("chineseCounting", "chineseCounting", "decimal", "decimal")
_LEVEL_TEXTS = ("%1、", "（%2）", "%3.", "（%4）")
WAYS = ("styles", "direct", "defaults", "grid", "numbered")


@dataclass(frozen=True)
class Letters:
    """Some text with one look; ``text`` is empty where only the look is meant."""

    text: str = ""
    font: str | None = "仿宋_GB2312"
    size: float | None = 16.0
    color: str | None = None
    latin: str | None = None
    more: str = ""  # further markup of the run's properties


@dataclass(frozen=True)
class Para:
    """A paragraph by its name; indents and distances are in characters of its first letters."""

    name: str
    letters: tuple[Letters, ...] = (Letters(),)
    align: str = "both"
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0  # points
    after: float = 0.0
    line: float = 28.95  # points, exact
    new_page: bool = False
    label: str = ""
    level: int = 0
    border: str = ""  # markup of the border below
    inside: str = ""  # further markup at the head of the paragraph
    ends_section: bool = False

    @property
    def text(self) -> str:
        """All of its text, typed label included."""
        return self.label + "".join(letters.text for letters in self.letters)

    def dressed(self, **look: object) -> "Para":
        """The same with another look of all its letters."""
        return replace(self, letters=tuple(replace(letters, **look) for letters in self.letters))


@dataclass(frozen=True)
class Page:
    """Paper and margins in millimetres."""

    width: float = 210.0
    height: float = 297.0
    top: float = 37.0
    bottom: float = 35.0
    left: float = 28.0
    right: float = 26.0
    gutter: float = 0.0
    footer: float = 25.0
    pitch: float = 28.95  # points, of the grid's lines
    char_space: float = -0.2073
    title_page: bool = False
    first_number: int | None = None


@dataclass(frozen=True)
class Document:
    """A document: its paragraphs, its page, and the footers of odd and even pages."""

    paras: tuple[Para, ...]
    page: Page = Page()
    odd: Para | None = None
    even: Para | None = None
    parts: dict[str, str] = field(default_factory=dict)
    last_section_number: int | None = None  # the count of what begins with the first attachment

    def change(self, name: str, which: int | None = None, **values: object) -> "Document":
        """The same with other values of the paragraphs called ``name``, or of the one at ``which`` among them."""
        return self.map(name, lambda para: replace(para, **values), which)

    def dress(self, name: str, which: int | None = None, **look: object) -> "Document":
        """The same with another look of the letters of those paragraphs."""
        return self.map(name, lambda para: para.dressed(**look), which)

    def map(self, name: str, change, which: int | None = None) -> "Document":
        """The same with ``change`` made to those paragraphs."""
        places = [index for index, para in enumerate(self.paras) if para.name == name]
        assert places, f"no paragraph {name}"
        chosen = set(places if which is None else [places[which]])
        return replace(self, paras=tuple(change(p) if i in chosen else p for i, p in enumerate(self.paras)))

    def without(self, name: str) -> "Document":
        """The same without those paragraphs."""
        return replace(self, paras=tuple(para for para in self.paras if para.name != name))


def build(document: Document, way: str) -> bytes:
    """The document as a Word file, its looks stated in one of ``WAYS``."""
    return _Writer(document, way).file()


class _Writer:
    def __init__(self, document: Document, way: str) -> None:
        self.document = document
        self.way = way
        self.by_style = way in ("styles", "numbered")
        self.styles: dict[str, str] = {}
        self.names: dict[str, str] = {}

    def file(self) -> bytes:
        body = [self.paragraph(para) for para in self._with_sections()]
        parts = dict(self.document.parts)
        for name, para in (("footer1", self.document.odd), ("footer2", self.document.even)):
            if para is not None:
                parts[f"{name}.xml"] = part("w:ftr", self.paragraph(para))
        parts["styles.xml"] = part("w:styles", self._defaults() + "".join(self.styles.values()))
        if self.way == "defaults":
            parts["theme.xml"] = theme("Cambria", "Times New Roman", "仿宋_GB2312")
        if self.way == "numbered":
            parts["numbering.xml"] = part("w:numbering", _numbering())
        even = "<w:evenAndOddHeaders/>" if self.document.even else ""
        parts["settings.xml"] = part("w:settings", even)
        files = unzipped(word_file(*body, section=self.section(self.document.last_section_number), parts=parts))
        return zipped({**files, "[Content_Types].xml": _content_types(files)})

    def _with_sections(self) -> Iterable[Para]:
        """The paragraphs, with the end of a section before the first attachment where the count begins anew."""
        paras = self.document.paras
        if self.document.last_section_number is None:
            return paras
        first = next(i for i, para in enumerate(paras) if para.name == "attachment_mark")
        end = Para("blank", ends_section=True)
        return (*paras[:first], end, *paras[first:])

    def section(self, number: int | None) -> str:
        page = self.document.page
        footers = "".join(
            f'<w:footerReference w:type="{kind}" r:id="{name}"/>'
            for kind, name, para in (("default", "footer1", self.document.odd), ("even", "footer2", self.document.even))
            if para is not None
        )
        start = number if number is not None else page.first_number
        counting = "" if start is None else f'<w:pgNumType w:start="{start}"/>'
        grid = '<w:docGrid w:linePitch="312"/>'
        if self.way == "grid":
            space = round(page.char_space * 4096)
            pitch = round(page.pitch * 20)
            grid = f'<w:docGrid w:type="linesAndChars" w:linePitch="{pitch}" w:charSpace="{space}"/>'
        sides = " ".join(
            f'w:{side}="{round(getattr(page, side) * _MM)}"'
            for side in ("top", "right", "bottom", "left", "footer", "gutter")
        )
        return (
            f'{footers}<w:pgSz w:w="{round(page.width * _MM)}" w:h="{round(page.height * _MM)}"/>'
            f'<w:pgMar {sides} w:header="851"/>{counting}{"<w:titlePg/>" if page.title_page else ""}{grid}'
        )

    def paragraph(self, para: Para) -> str:
        look, run = self._paragraph_look(para), self._run_look(para.letters[0])
        section = f"<w:sectPr>{self.section(None)}</w:sectPr>" if para.ends_section else ""
        automatic = self.way == "numbered" and para.level
        if self.by_style:
            level = f'<w:numPr><w:ilvl w:val="{para.level - 1}"/><w:numId w:val="1"/></w:numPr>' if automatic else ""
            look = f'<w:pStyle w:val="{self._style("paragraph", level + look, run)}"/>'
        label = "" if automatic else para.label
        runs = "".join(self._run(letters, run, "" if index else label) for index, letters in enumerate(para.letters))
        return f"<w:p><w:pPr>{look}{section}</w:pPr>{para.inside}{runs}</w:p>"

    def _run(self, letters: Letters, base: str, label: str) -> str:
        text = label + letters.text
        if not text:
            return ""
        look = self._run_look(letters)
        if self.by_style:
            look = "" if look == base else f'<w:rStyle w:val="{self._style("character", "", look)}"/>'
        pieces = []
        for index, piece in enumerate(text.split("{PAGE}")):
            if index:
                pieces.append(
                    f'<w:fldSimple w:instr=" PAGE "><w:r><w:rPr>{look}</w:rPr><w:t>1</w:t></w:r></w:fldSimple>'
                )
            if piece:
                shown = escape(piece, quote=False)
                pieces.append(f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{shown}</w:t></w:r>')
        return "".join(pieces)

    def _style(self, kind: str, look: str, run: str) -> str:
        """The name of the style with that look, made where there is none yet."""
        frame = f"<w:pPr>{look}</w:pPr>" if look else ""
        key = f"{kind}{frame}{run}"
        if key not in self.styles:
            name = f"{kind[0]}{len(self.styles)}"
            base = '<w:basedOn w:val="a"/>' if kind == "paragraph" else ""
            self.styles[key] = (
                f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>{base}{frame}'
                f"<w:rPr>{run}</w:rPr></w:style>"
            )
            self.names[key] = name
        return self.names[key]

    def _run_look(self, letters: Letters) -> str:
        defaults = self.way == "defaults"
        fonts = []
        if letters.font and not (defaults and letters.font == "仿宋_GB2312"):
            fonts.append(f'w:eastAsia="{letters.font}"')
        if letters.latin:
            fonts += [f'w:ascii="{letters.latin}"', f'w:hAnsi="{letters.latin}"']
        found = f"<w:rFonts {' '.join(fonts)}/>" if fonts else ""
        if letters.color:
            found += f'<w:color w:val="{letters.color}"/>'
        if letters.size and not (defaults and letters.size == 16.0):
            found += f'<w:sz w:val="{round(letters.size * 2)}"/>'
        return found + letters.more

    def _paragraph_look(self, para: Para) -> str:
        size = para.letters[0].size or 16.0
        found = "<w:pageBreakBefore/>" if para.new_page else ""
        found += para.border
        spacing = ""
        if para.before or para.after:
            spacing += f' w:before="{round(para.before * 20)}" w:after="{round(para.after * 20)}"'
        exact = self.way != "grid" and not (self.way == "defaults" and para.line == 28.95)
        if exact or para.line != 28.95:
            spacing += f' w:line="{round(para.line * 20)}" w:lineRule="exact"'
        found += f"<w:spacing{spacing}/>" if spacing else ""
        indent = ""
        if para.left:
            indent += f' w:left="{round(para.left * size * 20)}"'
        if para.right:
            indent += f' w:right="{round(para.right * size * 20)}"'
        if para.first > 0 and para.first == int(para.first) and self.way != "direct":
            indent += f' w:firstLineChars="{round(para.first * 100)}" w:firstLine="{round(para.first * size * 20)}"'
        elif para.first:
            name = "firstLine" if para.first > 0 else "hanging"
            indent += f' w:{name}="{round(abs(para.first) * size * 20)}"'
        found += f"<w:ind{indent}/>" if indent else ""
        return found + f'<w:jc w:val="{para.align}"/>'

    def _defaults(self) -> str:
        run = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="21"/>'
        frame = ""
        if self.way == "defaults":
            run = '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="32"/>'
            frame = '<w:spacing w:line="579" w:lineRule="exact"/>'
        return (
            f"<w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
            f"<w:pPrDefault><w:pPr>{frame}</w:pPr></w:pPrDefault></w:docDefaults>"
            '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        )


def _content_types(names: Iterable[str]) -> str:
    """What other programs want to know of each part before they open the file."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    kinds = {
        "document": f"{word}.document.main+xml",
        "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    }
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kinds.get(stem, f"{word}.{stem}+xml")}"/>'
        for name in names
        if name.startswith("word/") and name.endswith(".xml")
        for stem in [name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>"
    )


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for index, (kind, text) in enumerate(zip(_LEVELS, _LEVEL_TEXTS, strict=True))
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
