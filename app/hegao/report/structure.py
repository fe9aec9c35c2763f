"""Structure advice: text for a terminal, and the words that pages share with it."""

from collections.abc import Iterator, Sequence

from hegao.structure.model import Advice, Followed, Gap, Lack, Typical, Unanswered, UsualSection, Variant, Witness

_EXAMPLES = 3
_NAMED = 2
_LISTED = 5
_SHORT = 60
_INNER = str.maketrans("“”", "‘’")


def advice_text(path: str, advice: Advice) -> str:
    """The advice on one file as text, what is to be done first."""
    return "\n".join(_lines(path, advice)) + "\n"


def _lines(path: str, advice: Advice) -> Iterator[str]:
    yield f"{path}　文种：{advice.genre.name}（{advice.genre.reason}）"
    yield advice.series
    told = [*_faults(advice), *_unanswered(advice), *_followed(advice)]
    yield from told
    if not told and advice.usual:
        yield "结构与通常的写法一致。"
    if advice.usual:
        yield "通常的写法："
        yield from (f"  {usual.position}. {usual_words(usual)}" for usual in advice.usual)
    if advice.topics:
        yield f"通常写到：{'；'.join(topic.role.name for topic in advice.topics)}。"
    yield from (variant_words(variant) for variant in advice.variants[:_LISTED])


def _faults(advice: Advice) -> Iterator[str]:
    for lack in advice.missing:
        yield f"[缺少] {lack_words(lack)}。{seen_words(lack.usual.witnesses)}"
    for gap in advice.gaps:
        yield f"[缺号] {gap_words(gap)}{seen_words(gap.likely.usual.witnesses) if gap.likely else ''}"
    oddities = (("重复", advice.superfluous), ("次序", advice.misplaced), ("篇幅", advice.lengths))
    for word, odd in oddities:
        yield from (f"[{word}] {oddity.reason}{seen_words(oddity.witnesses)}" for oddity in odd)


def _unanswered(advice: Advice) -> Iterator[str]:
    for promise in advice.unanswered[:_LISTED]:
        yield f"[未回应] {unanswered_words(promise)}"
    if len(advice.unanswered) > _LISTED:
        yield f"[未回应] 另有 {len(advice.unanswered) - _LISTED} 项上次报告的安排没有回应。"


def _followed(advice: Advice) -> Iterator[str]:
    dropped = [figure for figure in advice.followed if figure.stated is None]
    if dropped:
        more = f"等 {len(dropped)} 项" if len(dropped) > _LISTED else ""
        named = "；".join(followed_words(figure) for figure in dropped[:_LISTED])
        yield f"[数字] 往年都报、本稿没有写：{named}{more}。"


def lack_words(lack: Lack) -> str:
    """What is missing, where it usually stands, how many reports have it and what they call it."""
    where = f"通常放在“{lack.after.short}”之后" if lack.after else "通常放在开头"
    seen = f"，{lack.usual.of} 篇中有 {lack.usual.documents} 篇写了" if lack.usual.of else ""
    headings = "或".join(quoted(heading) for heading in lack.headings if heading != lack.usual.role.short)
    named = f"，标题可参照{headings}" if headings else ""
    return f"{lack.usual.role.name}，{where}{seen}{named}"


def gap_words(gap: Gap) -> str:
    """What a series of headings lacks, and what past reports have there."""
    before, after, announcing = (
        head and quoted(head.label + head.text) for head in (gap.before, gap.after, gap.announcing)
    )
    if gap.announcing:
        told = f"{announcing}写明分 {gap.announcing.announced} 个部分，下面只有 {gap.have} 个"
    elif before:
        told = f"{before}之后就是{after}，中间的序号断了"
    else:
        told = f"这一层从{after}开始，前面缺第一个"
    likely = f"，往稿常写而本稿没有的是“{gap.likely.usual.role.name}”" if gap.likely else ""
    return f"{told}{likely}，请核对是否漏了一部分。"


def unanswered_words(promise: Unanswered) -> str:
    """What was promised, and the names that the draft does not come back to."""
    names = "、".join(map(quoted, promise.names[:_EXAMPLES]))
    source = f"{witness_words(promise.witness)}第 {promise.paragraph} 段"
    return f"上次报告提出{quoted(_short(promise.text))}，本稿没有提到{names}（{source}）。"


def followed_words(figure: Followed) -> str:
    """A figure given year by year, with its values."""
    values = "，".join(f"{_year(witness)} {value}" for witness, value in figure.values[:_EXAMPLES])
    return f"{figure.name}（{values}）"


def variant_words(variant: Variant) -> str:
    """How the outline changed, with the reports that show it."""
    return f"沿革：{variant.reason}{seen_words(variant.witnesses[:1])}"


def typical_words(typical: Typical) -> str:
    """A sentence that recurs, with how many reports have it."""
    return f"{typical.where}：{quoted(typical.text)}（{typical.of} 篇中有 {typical.documents} 篇）"


def usual_words(usual: UsualSection) -> str:
    """A usual section in words: how many reports have it, and how long it is."""
    if not usual.of:
        return f"{usual.role.name}（{'应有' if usual.required else '可有'}）"
    length = f"，约占篇幅 {usual.share:.0%}" if usual.share >= 0.01 else ""
    return f"{usual.role.name}：{usual.of} 篇中有 {usual.documents} 篇{length}"


def seen_words(witnesses: Sequence[Witness]) -> str:
    """The first past reports of a list, in a sentence; empty where there are none."""
    return f"见{'；'.join(map(witness_words, witnesses[:_NAMED]))}。" if witnesses else ""


def witness_words(witness: Witness) -> str:
    """A past report by its title, with its issuer and year where the title does not say them, and its heading."""
    year = _year(witness)
    said = witness.issuer and witness.issuer.removesuffix("人民政府") in witness.title
    told = "，".join(text for text in ("" if said else witness.issuer, year) if text and text not in witness.title)
    about = f"（{told}）" if told else ""
    heading = quoted(witness.heading) if witness.heading else ""
    return f"《{witness.title}》{about}{heading}"


def quoted(text: str) -> str:
    """``text`` in quotation marks, those it has made the inner ones."""
    return f"“{text.translate(_INNER)}”"


def _year(witness: Witness) -> str:
    year = str(witness.year or "") or (witness.date or "")[:4]
    return f"{year}年" if year else ""


def _short(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}……"
