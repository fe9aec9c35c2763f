"""Write docs/layout.md and its drawings from the layout rules: clause, accepted value, wrong beside right."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hegao.checks.kinds.format import FormatCheck
from hegao.checks.looks import PARAGRAPH_READERS
from hegao.draft.recognition import Element
from hegao.rulebook.examples import find, strip_marks
from hegao.rulebook.loader import load_rulebook
from hegao.rulebook.rule import Rule

FOLDER = Path(__file__).parent
_SEVERITY = {"error": "错误", "warning": "警告", "hint": "提示"}
_RED, _GREEN, _GREY = "#c0392b", "#1e8449", "#c8c8c8"
# The page of a drawing, in its own units: rows from the top, each with its left and right end inside the type area.
_WIDTH, _HEIGHT, _LEFT, _TOP, _ROW = 150, 212, 20, 26, 9
_AREA = 111


@dataclass(frozen=True)
class Row:
    """A bar that stands for a row of text: which element it shows, and where it begins and ends (0 to 1)."""

    shows: str
    start: float
    end: float
    height: float = 3.0


_PAGE = (
    Row("copy_number secrecy urgency", 0.0, 0.15),
    Row("issuer_mark", 0.1, 0.9, 6.0),
    Row("", 0.0, 0.0),
    Row("doc_number", 0.35, 0.65),
    Row("title", 0.2, 0.8, 4.5),
    Row("", 0.0, 0.0),
    Row("recipient", 0.0, 0.55),
    Row("body", 0.07, 1.0),
    Row("body", 0.0, 0.7),
    Row("heading", 0.07, 0.4),
    Row("body", 0.07, 1.0),
    Row("body", 0.0, 0.7),
    Row("attachment_note", 0.07, 0.7),
    Row("issuer", 0.6, 0.9),
    Row("date", 0.62, 0.86),
    Row("note", 0.07, 0.5),
    Row("attachment_mark", 0.0, 0.12),
    Row("attachment_title", 0.3, 0.7),
    Row("cc imprint", 0.04, 0.96, 2.5),
    Row("page_number", 0.85, 0.96, 2.0),
)
_FURTHER = Row("body", 0.0, 0.7)  # a row of a paragraph after its first
_SHIFTED = {"start", "first_line"}
_HANGING = {"rows", "wrap"}
_MOVED = {"alignment", "side", "date_place"}
_TALLER = {"size"}
# Where an element belongs in a form other than the one drawn.
_ELSEWHERE = {"layout.doc_number_upward": (0.04, 0.34), "layout.letter_number_right": (0.7, 1.0)}


def drawing(rule: Rule, found: str, wanted: str) -> str:
    """Two small pages: the rule's element as it must not be, and as it should be."""
    panels = _panel(0, rule, wrong=True, label=found) + _panel(_WIDTH + 24, rule, wrong=False, label=wanted)
    width, height = 2 * _WIDTH + 25, _HEIGHT + 22
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="10">\n{panels}</svg>\n'
    )


def _panel(left: int, rule: Rule, *, wrong: bool, label: str) -> str:
    colour = _RED if wrong else _GREEN
    lines = [f'<rect x="{left + 0.5}" y="0.5" width="{_WIDTH}" height="{_HEIGHT}" fill="white" stroke="{colour}"/>']
    shown = _shown(rule)
    for index, row in enumerate(_PAGE):
        marked = bool(shown & set(row.shows.split()))
        start, end, height = _bent(rule, row) if marked and wrong else (row.start, row.end, row.height)
        if marked and not wrong:
            start, end = _ELSEWHERE.get(rule.id, (start, end))
        if end > start:
            x, y = left + _LEFT + start * _AREA, _TOP + index * _ROW
            fill = colour if marked else _GREY
            lines.append(
                f'<rect x="{x:.1f}" y="{y}" width="{(end - start) * _AREA:.1f}" height="{height}" fill="{fill}"/>'
            )
    if not shown:
        moves = isinstance(rule.check, FormatCheck) and rule.check.property == "page"
        lines.append(_frame(left, colour, wrong=wrong, moves=moves))
    sign = "✗" if wrong else "✓"
    lines.append(f'<text x="{left + 2}" y="{_HEIGHT + 16}" fill="{colour}">{sign} {_short(label)}</text>')
    return "\n".join(lines) + "\n"


def _frame(left: int, colour: str, *, wrong: bool, moves: bool) -> str:
    """The type area, for rules about the page as a whole."""
    move = -8 if wrong and moves else 0
    return (
        f'<rect x="{left + _LEFT + move}" y="{_TOP - 6}" width="{_AREA}" height="{19 * _ROW}" '
        f'fill="none" stroke="{colour}" stroke-dasharray="4 2"/>'
    )


def _shown(rule: Rule) -> set[str]:
    check = rule.check
    if isinstance(check, FormatCheck):
        if check.levels:
            return {"heading"}
        if check.pages or check.property.startswith("page_number"):
            return {"page_number"}
        if check.property in ("page", "stated"):
            return set()
    return {element.value for element in rule.scope.elements or () if element is not Element.RESIDUE}


def _bent(rule: Rule, row: Row) -> tuple[float, float, float]:
    """A row as it must not be."""
    name = rule.check.property if isinstance(rule.check, FormatCheck) else ""
    length = row.end - row.start
    further = row == _FURTHER
    if name in (_HANGING if further else _SHIFTED) or (name in _HANGING and row.shows != "body"):
        start = 0.0 if row.start > 0 and name in _SHIFTED else 0.14
        return start, min(1.0, start + length), row.height
    if name in _MOVED:
        return 0.0, length, row.height
    return row.start, row.end, row.height * (0.5 if name in _TALLER else 1.0)


def _short(label: str) -> str:
    plain = label.replace("&", "&amp;").replace("<", "&lt;")
    return plain if len(plain) <= 14 else plain[:13] + "…"


def values(rule: Rule) -> tuple[str, str]:
    """What the first firing example shows, and what the profile wants or the rule advises."""
    example = next(e for e in rule.examples if e.fires)
    hit = find(rule, example, strip_marks(example.text)[0])[0]
    found = hit.values.get("found") or hit.place.text or "缺少"
    found = {"yes": "有", "no": "没有", "　　": "用空格缩进"}.get(found, found)
    if isinstance(rule.check, FormatCheck) and rule.check.property in PARAGRAPH_READERS and found[-1].isdigit():
        found += "行" if rule.check.property == "blank_before" else "字"
    if hit.values.get("wanted"):
        return found, hit.values["wanted"]
    told = rule.message.rpartition("请")[2] if "请" in rule.message else rule.message.rpartition("，")[2]
    return found, told.rstrip("。").format_map({"text": hit.place.text, "fix": "", "found": found})


def sections(rules: Iterable[Rule]) -> tuple[str, dict[str, str]]:
    """The page as Markdown, and its drawings by file name."""
    text = [
        "# 版式规则",
        (
            "本页由 `docs/make_layout.py` 从规则文件生成。取值来自规范 `gbt9704`，本单位可以用自己的规范放宽或者改写；"
            "图是示意，红色是错的样子，绿色是对的样子。"
        ),
    ]
    drawings = {}
    for rule in rules:
        found, wanted = values(rule)
        name = rule.id.split(".", 1)[1]
        drawings[f"{name}.svg"] = drawing(rule, found, wanted)
        source = f"{rule.source.work} {rule.source.clause}".strip()
        text += [
            f"## {rule.title}",
            f"`{rule.id}` · {_SEVERITY[rule.severity]} · {rule.source.tier} · {source} · {rule.source.strength}",
            rule.why,
            f"错：{found} → 对：{wanted}",
            f"![{rule.title}：错与对](layout/{name}.svg)",
        ]
    return "\n\n".join(text) + "\n", drawings


def handbook() -> tuple[str, dict[str, str]]:
    """The page of all layout rules in the order of their clauses, and its drawings."""
    rules = [rule for rule in load_rulebook().rules.values() if rule.group == "layout"]
    return sections(sorted(rules, key=lambda rule: (_clause(rule), rule.id)))


def _clause(rule: Rule) -> tuple[int, ...]:
    """The clause as numbers; custom comes last."""
    numbers = rule.source.clause.split(".")
    return tuple(int(n) for n in numbers) if all(n.isdigit() for n in numbers) else (99,)


if __name__ == "__main__":
    page, pictures = handbook()
    (FOLDER / "layout.md").write_text(page, encoding="utf-8")
    (FOLDER / "layout").mkdir(exist_ok=True)
    for file, picture in pictures.items():
        (FOLDER / "layout" / file).write_text(picture, encoding="utf-8")
