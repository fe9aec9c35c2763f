"""Results as text for a terminal or a note: short, ranked, one block a finding."""

from collections.abc import Iterator

from hegao.draft.model import Draft, Place
from hegao.draft.recognition import Recognition
from hegao.engine.outcome import Report
from hegao.findings.model import Finding, Severity, Source

SEVERITY_WORD = {Severity.ERROR: "错误", Severity.WARNING: "注意", Severity.HINT: "提示"}
PART_WORD = {
    "body": "正文",
    "table": "表格",
    "header": "页眉",
    "footer": "页脚",
    "textbox": "文本框",
    "footnote": "脚注",
    "page": "全文",
}
_SHOWN_PLACES = 5
_AROUND = 12


def report_text(path: str, report: Report, *, verbose: bool = False) -> str:
    """The findings of one file, worst first; ``verbose`` adds the reasons and every place."""
    return "\n".join(_report_lines(path, report, verbose)) + "\n"


def _report_lines(path: str, report: Report, verbose: bool) -> Iterator[str]:
    genre = report.recognition.genre
    yield f"{path}　文种：{genre.name}（{genre.reason}）　规范：{report.profile}"
    yield from (f"  说明：{notice}" for notice in report.draft.notices)
    for finding in report.ranked:
        yield ""
        yield from finding_lines(report.draft, finding, verbose)
    yield from (f"\n出错：{failure.message}" for failure in report.failures)
    yield ""
    yield summary(report)


def summary(report: Report) -> str:
    """One line that counts the findings by severity."""
    counts = {s: sum(f.severity is s for f in report.findings) for s in Severity}
    words = "，".join(f"{SEVERITY_WORD[s]} {n} 项" for s, n in counts.items() if n)
    kept = f"，已忽略 {len(report.accepted)} 项" if report.accepted else ""
    stale = f"，忽略记录中有 {len(report.unused)} 项已不再出现，可以清理" if report.unused else ""
    return f"共 {report.draft.characters} 字，{words or '没有发现问题'}{kept}{stale}。"


def finding_lines(draft: Draft, finding: Finding, verbose: bool) -> Iterator[str]:
    """A block for one finding: message, places, authority, number to accept it by."""
    yield f"[{SEVERITY_WORD[finding.severity]}] {finding.message}"
    if verbose:
        yield f"    理由：{finding.why}"
    places = finding.places if verbose else finding.places[:_SHOWN_PLACES]
    yield from (f"    {place_words(place)}{excerpt(draft, place)}" for place in places)
    if len(places) < len(finding.places):
        yield f"    ……共 {len(finding.places)} 处"
    yield f"    依据：{source_words(finding.source)}　规则：{finding.rule}　编号：{finding.fingerprint}"


def place_words(place: Place) -> str:
    """Where a place is, in words."""
    if place.paragraph is None:
        return "全文"
    return f"{PART_WORD[place.part.value]}第 {place.paragraph} 段："


def excerpt(draft: Draft, place: Place) -> str:
    """The marked text with a few characters beside it."""
    if place.paragraph is None:
        return f" {place.text}" if place.text else ""
    text = draft.by_number[place.paragraph].text
    start, end = max(0, place.start - _AROUND), min(len(text), place.end + _AROUND)
    middle = text[place.start : place.end]
    if len(middle) > 4 * _AROUND:
        middle = f"{middle[: 2 * _AROUND]}……{middle[-_AROUND:]}"
    before, after = text[start : place.start].lstrip(), text[place.end : end].rstrip()
    return f"{'…' if start else ''}{before}【{middle}】{after}{'…' if end < len(text) else ''}".replace("\v", " ")


def source_words(source: Source) -> str:
    """The authority in words: tier, work and clause."""
    return source.words


def outline_text(path: str, recognition: Recognition) -> str:
    """What was recognised, as an indented outline."""
    lines = [f"{path}　文种：{recognition.genre.name}（{recognition.genre.reason}）"]
    lines += [
        f"  {ELEMENT_WORD[e.element.value]}：{e.place.text.strip()[:40]}"
        for e in recognition.elements
        if e.element.value in ELEMENT_WORD
    ]
    lines.append("结构：")
    lines += [f"{'  ' * (h.level + 1)}{h.written}" for h in recognition.outline]
    return "\n".join(lines) + "\n"


ELEMENT_WORD = {
    "copy_number": "份号",
    "secrecy": "密级和保密期限",
    "urgency": "紧急程度",
    "issuer_mark": "发文机关标志",
    "doc_number": "发文字号",
    "signer": "签发人",
    "title": "标题",
    "subtitle": "题注",
    "recipient": "主送机关",
    "salutation": "称呼",
    "attachment_note": "附件说明",
    "issuer": "署名",
    "date": "成文日期",
    "note": "附注",
    "cc": "抄送机关",
    "imprint": "印发机关和印发日期",
    "attachment_mark": "附件顺序号",
    "attachment_title": "附件标题",
    "residue": "网页残留",
}
