"""Small OFD files written part by part."""

from collections.abc import Sequence
from html import escape

from tests.wordfiles import zipped

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
FONTS = {1: "FangSong_GB2312", 2: "FZXBSJW--GB1-0", 3: "KuaiXueTi"}


def text(line: str, x: float, y: float, *, size: float = 5.6, font: int = 1, extra: str = "", inner: str = "") -> str:
    """A line of text whose first character stands at ``x``, ``y`` (millimetres; ``y`` is the baseline)."""
    steps = f' DeltaX="g {len(line) - 1} {size}"' if len(line) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} {size * len(line)} {size * 1.3}" Font="{font}" Size="{size}"'
        f' {extra}>{inner}<ofd:TextCode X="0" Y="{size}"{steps}>{escape(line)}</ofd:TextCode></ofd:TextObject>'
    )


def stroke(x0: float, y0: float, x1: float, y1: float) -> str:
    """A straight line."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd_file(*pages: str, template: str = "", parts: dict[str, str] | None = None) -> bytes:
    """An OFD file of pages given as their page objects; ``template`` stands on every page."""
    return zipped({**ofd_parts(pages, template), **(parts or {})})


def ofd_parts(pages: Sequence[str], template: str = "") -> dict[str, str]:
    """The parts of such a file."""
    fonts = "".join(f'<ofd:Font ID="{number}" FontName="{name}"/>' for number, name in FONTS.items())
    listed = "".join(f'<ofd:Page ID="{100 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    use = '<ofd:Template TemplateID="50" ZOrder="Background"/>' if template else ""
    given = '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
    made = {
        "OFD.xml": _part(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:Title>通知</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "Doc_0/Document.xml": _part(
            "Document",
            "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{given}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>",
        ),
        "Doc_0/PublicRes.xml": _part("Res", f"<ofd:Fonts>{fonts}</ofd:Fonts>"),
    }
    for number, content in enumerate(pages):
        layer = f'<ofd:Content><ofd:Layer ID="7">{content}</ofd:Layer></ofd:Content>'
        made[f"Doc_0/Pages/Page_{number}/Content.xml"] = _part("Page", use + layer)
    if template:
        layer = f'<ofd:Content><ofd:Layer ID="6">{template}</ofd:Layer></ofd:Content>'
        made["Doc_0/Tpls/Tpl_0/Content.xml"] = _part("Page", layer)
    return made


def _part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<ofd:{root} {_NAMESPACE}>{content}</ofd:{root}>'
