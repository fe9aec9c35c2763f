"""Words and small sentences that pages say, and how text of a draft is made safe to stand in Markdown."""

import re

from hegao.api import Report, Severity
from hegao.findings.model import Fix, Reform
from hegao.report.plain import SEVERITY_WORD

REASONS = ("原文如此，是引文或固定名称", "本单位的习惯写法", "已核实，没有错")
DELETED = "（删去）"
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """``text`` for a place that reads Markdown, so that it stands there as it is; its lines stay lines."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return _escaped("\n".join(line for line in lines if line))


def marked(example: str) -> str:
    """An example of a rule for Markdown, with what stands between ⟦ and ⟧ set off."""
    parts = enumerate(re.split("[⟦⟧]", example))
    return "".join(f":red-background[{_escaped(part)}]" if i % 2 and part else _escaped(part) for i, part in parts)


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")


def short(text: str, limit: int = 24) -> str:
    """The beginning of a long text, in one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[:limit]}……"


def replacement(fix: Fix) -> str:
    """What a fix puts in place."""
    return fix.text or DELETED


def reformed(reforms: tuple[Reform, ...]) -> str:
    """What looks are given instead."""
    told = "、".join(dict.fromkeys(reform.say for reform in reforms if reform.say)) or "与正文一致"
    many = f"（{len(reforms)} 处）" if len(reforms) > 1 else ""
    return f"版式改为{told}{many}"


def counts(numbers: dict[Severity, int]) -> str:
    """How many findings of each severity, in words."""
    told = "　".join(f"{SEVERITY_WORD[severity]} {number}" for severity, number in numbers.items() if number)
    return told or "没有待处理的问题"


def recognised(report: Report) -> str:
    """What was recognised, in one line."""
    recognition = report.recognition
    sure = "" if recognition.genre.certain else "（不太有把握，请确认）"
    headings = sum(h.level > 0 for h in recognition.outline)
    return f"识别结果：{recognition.genre.name}{sure}，{len(recognition.elements)} 个要素，{headings} 个层次标题"


def mended_name(name: str, ending: str) -> str:
    """The name of the mended copy, 原名-核改, with the ending its format comes back in."""
    return f"{_stem(name)}-核改{ending}"


def revised_name(name: str, ending: str) -> str:
    """The name of the copy with tracked changes."""
    return f"{_stem(name)}-修订{ending}"


def laid_out_name(name: str) -> str:
    """The name of the copy laid out afresh."""
    return f"{_stem(name)}-排版.docx"


def opinion_name(name: str) -> str:
    """The name of the page of findings."""
    return f"{_stem(name)}-核稿意见.html"


def outline_name(name: str, ending: str) -> str:
    """The name of the proposed outline."""
    return f"{_stem(name)}-提纲{ending}"


def _stem(name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
