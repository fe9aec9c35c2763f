"""A report as one HTML page that needs nothing else: to print, sign and file."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from hegao.draft.model import Draft, Place
from hegao.engine.outcome import Report
from hegao.findings.model import Finding
from hegao.report.plain import SEVERITY_WORD, place_words, source_words, summary

_STYLE = """
body{font-family:"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei",SimHei,sans-serif;max-width:52rem;
margin:2rem auto;padding:0 1rem;color:#222;line-height:1.7}
h1{font-size:1.4rem}h2{font-size:1.1rem;border-bottom:1px solid #ccc;margin-top:2rem}
.f{margin:1rem 0;padding:.2rem 0 .2rem .9rem;border-left:4px solid #bbb;break-inside:avoid}
.error{border-color:#b3261e}.warning{border-color:#b26a00}.hint{border-color:#5b7a99}
mark{background:#fde9b8}.s{color:#666;font-size:.9rem}ul{margin:.2rem 0;padding-left:1.2rem}
"""
_AROUND = 20
_SHOWN = 20


def page(sections: Iterable[str]) -> str:
    """The sections as one page."""
    body = "".join(sections)
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>核稿意见</title>'
        f"<style>{_STYLE}</style></head><body>{body}</body></html>"
    )


def section(name: str, report: Report) -> str:
    """The report of the file of this name, as a part of a page."""
    genre = report.recognition.genre
    parts = [
        f"<h1>核稿意见：{escape(name)}</h1>",
        f'<p class="s">文种：{escape(genre.name)}（{escape(genre.reason)}）　规范：{escape(report.profile)}</p>',
        *(f'<p class="s">说明：{escape(notice)}</p>' for notice in report.draft.notices),
        f"<p>{escape(summary(report))}</p>",
    ]
    for severity, findings in groupby(report.ranked, key=lambda finding: finding.severity):
        parts.append(f"<h2>{SEVERITY_WORD[severity]}</h2>")
        parts += [_finding(report.draft, finding) for finding in findings]
    parts += [f"<p>{escape(failure.message)}</p>" for failure in report.failures]
    if report.accepted:
        parts.append("<h2>已忽略</h2>")
        parts += [f'<p class="s">{escape(finding.message)}</p>' for finding in report.accepted]
    return "".join(parts)


def _finding(draft: Draft, finding: Finding) -> str:
    places = "".join(f"<li>{_place(draft, place)}</li>" for place in finding.places[:_SHOWN])
    rest = len(finding.places) - _SHOWN
    more = f'<p class="s">另有 {rest} 处。</p>' if rest > 0 else ""
    return (
        f'<div class="f {finding.severity.value}">{escape(finding.message)}<ul>{places}</ul>{more}'
        f'<p class="s">{escape(finding.why)}<br>依据：{escape(source_words(finding.source))}　'
        f"规则：{escape(finding.rule)}　编号：{escape(finding.fingerprint)}</p></div>"
    )


def _place(draft: Draft, place: Place) -> str:
    if place.paragraph is None:
        return f"全文 {escape(place.text)}"
    text = draft.by_number[place.paragraph].text
    before = text[max(0, place.start - _AROUND) : place.start]
    after = text[place.end : place.end + _AROUND]
    middle = escape(text[place.start : place.end])
    return f"{escape(place_words(place))}{escape(before)}<mark>{middle}</mark>{escape(after)}"
