"""The fonts that a Word file's theme gives to headings and body text, by script."""

from lxml.etree import _Element as Element

from hegao.readers.docx_xml import attribute, child, kind

_SCRIPTS = {"zh-TW": "Hant", "zh-HK": "Hant", "zh-MO": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}


def theme_fonts(theme: Element | None, settings: Element | None) -> dict[str, str]:
    """Font names by the words that ``w:rFonts`` uses for them (``minorEastAsia``, ``majorHAnsi``, …)."""
    language = attribute(child(settings, "themeFontLang"), "eastAsia") or ""
    script = _SCRIPTS.get(language, "Hans")
    fonts: dict[str, str] = {}
    for scheme in theme.iter("{*}majorFont", "{*}minorFont") if theme is not None else ():
        which = {"a:majorFont": "major", "a:minorFont": "minor"}.get(kind(scheme))
        for entry in scheme if which else ():
            typeface = entry.get("typeface")
            if not typeface:
                continue
            if kind(entry) == "a:latin":
                fonts[f"{which}HAnsi"] = fonts[f"{which}Ascii"] = typeface
            elif kind(entry) == "a:ea":
                fonts[f"{which}EastAsia"] = typeface
            elif entry.get("script") == script:
                fonts.setdefault(f"{which}EastAsia", typeface)
    return fonts
