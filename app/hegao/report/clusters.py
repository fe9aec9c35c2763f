"""What stands in the past reports more than once: JSON and text for a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hegao.duplicates.clusters import Cluster, Clusters, Member
from hegao.text.numerals import percent

_CLUSTERS = 50  # of each kind that the text lists
_MEMBERS = 10  # of a cluster
_EXCERPT = 60


def clusters_table(path: str, found: Clusters) -> dict[str, Any]:
    """All clusters of the store at ``path``."""
    return {
        "path": path,
        "documents": [_table(cluster) for cluster in found.documents],
        "paragraphs": [{**_table(cluster), "text": cluster.text} for cluster in found.paragraphs],
    }


def _table(cluster: Cluster) -> dict[str, Any]:
    return {
        "members": [_member(member) for member in cluster.members],
        "documents": cluster.documents,
        "characters": cluster.characters,
        "similarity": round(cluster.similarity, 4),
    }


def _member(member: Member) -> Mapping[str, Any]:
    report = member.report
    table = {
        "document": str(report.id),
        "title": report.title,
        "date": report.date,
        "issuer": report.issuer,
        "path": report.path,
    }
    return table if member.paragraph is None else {**table, "paragraph": member.paragraph}


def clusters_text(path: str, found: Clusters) -> str:
    """The clusters of the store at ``path``, those in the most reports first."""
    lines = [f"往稿库：{path}"]
    lines += _section("几乎相同的往稿", found.documents)
    lines += _section("几乎相同的段落", found.paragraphs)
    if not found.documents and not found.paragraphs:
        lines.append("没有发现几乎相同的往稿或段落。")
    else:
        lines += ["", f"共有 {len(found.documents)} 组几乎相同的往稿，另有 {len(found.paragraphs)} 组几乎相同的段落。"]
    return "\n".join(lines) + "\n"


def _section(name: str, listed: Sequence[Cluster]) -> Iterator[str]:
    if listed:
        yield from ("", f"{name}：")
    for number, cluster in enumerate(listed[:_CLUSTERS], 1):
        yield f"{number}. {_size(cluster)}，{cluster.characters} 字，{_alike(cluster)}"
        if cluster.text:
            yield f"    {cluster.text.strip()[:_EXCERPT]}"
        yield from (f"    {_words(member)}" for member in cluster.members[:_MEMBERS])
        if len(cluster.members) > _MEMBERS:
            yield f"    ……另有 {len(cluster.members) - _MEMBERS} 处"
    if len(listed) > _CLUSTERS:
        yield f"……另有 {len(listed) - _CLUSTERS} 组，请用 --format json 查看。"


def _size(cluster: Cluster) -> str:
    more = f" {len(cluster.members)} 处" if cluster.text else ""
    return f"{cluster.documents} 篇{more}"


def _alike(cluster: Cluster) -> str:
    return "一字不差" if cluster.similarity == 1 else f"相同 {percent(cluster.similarity)} 以上"


def _words(member: Member) -> str:
    report = member.report
    when = report.date or (f"{report.year}年" if report.year else "日期不详")
    where = "" if member.paragraph is None else f"　第 {member.paragraph} 段"
    return f"{report.id}　{report.title}（{report.issuer or '单位不详'}，{when}）{where}"
