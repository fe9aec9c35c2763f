"""The 公文要素 of a draft: what stands above its title and what closes it, each guess with its reason."""

from collections.abc import Iterator, Mapping, Sequence

from hegao.draft.articles import Article, Kind
from hegao.draft.lines import Line
from hegao.draft.model import Draft, Part
from hegao.draft.recognition import Element, Recognised
from hegao.draft.vocabulary import number, pattern, words

_HEADER_PATTERNS = (
    (Element.SECRECY, "secrecy", "文首的密级"),
    (Element.URGENCY, "urgency", "文首的紧急程度"),
    (Element.SIGNER, "signer", "以“签发人”开头"),
    (Element.COPY_NUMBER, "copy_number", "文首的六位份号"),
)


def header_elements(draft: Draft, lines: Sequence[Line], forced: Mapping[int, Element]) -> list[Recognised]:
    """The elements above the title: 份号, 密级, 紧急程度, 发文机关标志, 发文字号, 签发人.

    They stand at the very top, or in a text box anywhere.
    """
    found: list[Recognised] = []
    limit = int(number("vocabulary", "header", "header_lines"))
    for index, line in enumerate(lines[:limit]):
        if line.paragraph.number in forced:
            continue
        guess = _header_element(draft, lines, index)
        if not guess:
            if line.part is Part.TEXTBOX:
                continue
            break
        found.extend(guess)
    seen = {r.place.paragraph for r in found}
    for index, line in enumerate(lines):
        if line.part is Part.TEXTBOX and line.paragraph.number not in seen and line.paragraph.number not in forced:
            found.extend(_header_element(draft, lines, index))
    return found


def _header_element(draft: Draft, lines: Sequence[Line], index: int) -> list[Recognised]:
    line = lines[index]
    if numbered := _doc_number(
        draft, line, after_mark=index > 0 and lines[index - 1].folded.endswith(("令", "纪要", "简报"))
    ):
        return numbered
    for element, key, reason in _HEADER_PATTERNS:
        if pattern("vocabulary", "header", key).fullmatch(line.folded):
            return [Recognised(element, line.place(draft), reason)]
    if because := _mark_reason(lines, index):
        return [Recognised(Element.ISSUER_MARK, line.place(draft), because)]
    return []


def _doc_number(draft: Draft, line: Line, *, after_mark: bool) -> list[Recognised]:
    match = pattern("vocabulary", "header", "doc_number").match(line.folded)
    reason = "机关代字、年份、序号三部分齐全"
    if match is None and after_mark:
        match, reason = pattern("vocabulary", "header", "order_number").match(line.folded), "标志之下的编号"
    if match is None:
        return []
    behind = line.folded[match.end() :]
    signer = len(line.folded) - len(behind.lstrip())
    if not behind:
        return [Recognised(Element.DOC_NUMBER, line.place(draft), reason)]
    if not pattern("vocabulary", "header", "signer").fullmatch(line.folded[signer:]):
        return []
    return [
        Recognised(Element.SIGNER, line.place(draft, signer), "与发文字号同行，以“签发人”开头"),
        Recognised(Element.DOC_NUMBER, line.place(draft, 0, match.end()), reason),
    ]


def _mark_reason(lines: Sequence[Line], index: int) -> str | None:
    """Why a line at the top is the issuer's mark, if it is."""
    line = lines[index]
    if len(line.text) > number("vocabulary", "header", "mark_line"):
        return None
    named = pattern("vocabulary", "header", "issuer_mark").fullmatch(line.folded) is not None
    large = (line.look.size or 0) >= number("vocabulary", "header", "issuer_mark_size")
    if named and line.look.red:
        return "文首的红色机关名称"
    if named and large:
        return "文首的大号机关名称"
    following = [other.folded for other in lines[index + 1 : index + 5]]
    numbers = [pattern("vocabulary", "header", key) for key in ("doc_number", "order_number")]
    if (named or large) and any(one.match(text) for one in numbers for text in following):
        return "文首的机关名称，其下是发文字号"
    return None


def article_elements(draft: Draft, article: Article) -> Iterator[Recognised]:
    """The elements of one article but its headings, the attachments' marks and titles included."""
    attached = article.kind is Kind.ATTACHMENT
    if article.mark:
        yield Recognised(Element.ATTACHMENT_MARK, article.mark.place(draft), "单独成行的附件序号")
    for line in article.title:
        if attached:
            yield Recognised(Element.ATTACHMENT_TITLE, line.place(draft), "附件序号之下的标题")
        else:
            yield Recognised(Element.TITLE, line.place(draft), _title_reason(article, line))
    for line in article.subtitle:
        yield Recognised(Element.SUBTITLE, line.place(draft), "标题之下的场合、署名或日期")
    if article.recipient:
        yield Recognised(Element.RECIPIENT, article.recipient.place(draft), "标题之下以冒号收尾的机关名称")
    if article.salutation:
        yield Recognised(Element.SALUTATION, article.salutation.place(draft), "标题之下对听众的称呼")


def _title_reason(article: Article, line: Line) -> str:
    if article.label:
        return f"以“{article.label}”开头"
    if line.look.centred and line.look.size:
        return f"正文之前居中的{line.look.size:g}磅文字"
    if len(article.title) > 1:
        return "正文之前分行排列的标题"
    return "正文之前不带句末标点的一行"


def closing_elements(draft: Draft, article: Article, forced: Mapping[int, Element]) -> list[Recognised]:
    """The elements behind the body: 附件说明, 署名, 成文日期, 附注, 抄送, 印发."""
    lines = [line for line in article.body if line.paragraph.number not in forced]
    first = _closing_start(lines)
    date = next((i for i in range(len(lines) - 1, first - 1, -1) if _is_date(lines[i])), None)
    found = list(_imprint(draft, lines, max(first, 1 if date is None else date)))
    taken = {r.place.paragraph for r in found}
    if date is not None:
        found.extend(_signature(draft, lines, first, date))
        if date + 1 < len(lines) and pattern("vocabulary", "closing", "note").fullmatch(lines[date + 1].folded):
            found.append(Recognised(Element.NOTE, lines[date + 1].place(draft), "成文日期之下带圆括号的一行"))
    elif lines:
        found.extend(_lone_signature(draft, [line for line in lines if line.paragraph.number not in taken]))
    found.extend(_attachment_note(draft, lines, first, len(lines) if date is None else date))
    return found


def _closing_start(lines: Sequence[Line]) -> int:
    rows = max(number("vocabulary", "closing", "rows"), number("vocabulary", "closing", "share") * len(lines))
    return max(0, len(lines) - int(rows))


def _is_date(line: Line) -> bool:
    if pattern("vocabulary", "closing", "date").fullmatch(line.folded):
        return True
    return pattern("vocabulary", "closing", "signed_date").fullmatch(line.folded) is not None


def _signature(draft: Draft, lines: Sequence[Line], first: int, date: int) -> Iterator[Recognised]:
    line = lines[date]
    together = pattern("vocabulary", "closing", "signed_date").fullmatch(line.folded)
    if together:
        yield Recognised(Element.ISSUER, line.place(draft, *together.span("issuer")), "与成文日期同行的机关名称")
        yield Recognised(Element.DATE, line.place(draft, *together.span("date")), "正文之后的成文日期")
        return
    yield Recognised(Element.DATE, line.place(draft), "正文之后单独成行的日期")
    most = int(number("vocabulary", "closing", "issuers"))
    body = pattern("vocabulary", "subtitle", "body")
    for distance, index in enumerate(range(date - 1, max(first, date - most) - 1, -1)):
        above = lines[index]
        if not _can_sign(above) or (distance and not body.fullmatch(above.folded)):
            break
        yield Recognised(Element.ISSUER, above.place(draft), "成文日期之上不带标点的短行")


def _can_sign(line: Line) -> bool:
    if len(line.text) > number("vocabulary", "closing", "issuer_longest") or line.numbered:
        return False
    if pattern("vocabulary", "closing", "signed_by").fullmatch(line.folded):
        return True
    return not set(line.folded) & set(words("vocabulary", "closing", "not_issuer"))


def _lone_signature(draft: Draft, lines: Sequence[Line]) -> Iterator[Recognised]:
    """A body's name alone at the very end."""
    if len(lines) < 2 or not _can_sign(lines[-1]):
        return
    if pattern("vocabulary", "subtitle", "body").fullmatch(lines[-1].folded) and lines[-2].folded[-1] in "。!?":
        yield Recognised(Element.ISSUER, lines[-1].place(draft), "文末单独成行的机关名称")


def _imprint(draft: Draft, lines: Sequence[Line], first: int) -> Iterator[Recognised]:
    open_list = False
    for index in range(first, len(lines)):
        line = lines[index]
        following = lines[index + 1].folded if index + 1 < len(lines) else ""
        if pattern("vocabulary", "closing", "cc").fullmatch(line.folded):
            open_list = line.folded[-1] != "。"
            yield Recognised(Element.CC, line.place(draft), "以“抄送”等字样开头")
            continue
        if pattern("vocabulary", "closing", "imprint").fullmatch(line.folded):
            yield Recognised(Element.IMPRINT, line.place(draft), "含有印发日期")
        elif pattern("vocabulary", "closing", "imprint_body").fullmatch(line.folded) and pattern(
            "vocabulary", "closing", "imprint"
        ).fullmatch(following):
            yield Recognised(Element.IMPRINT, line.place(draft), "印发日期之前的印发机关")
        elif open_list:
            yield Recognised(Element.CC, line.place(draft), "抄送机关的续行")
        open_list = open_list and line.folded[-1] != "。"


def _attachment_note(draft: Draft, lines: Sequence[Line], first: int, end: int) -> Iterator[Recognised]:
    row = pattern("vocabulary", "closing", "attachment_note_row")
    mark = pattern("vocabulary", "closing", "attachment_mark")
    within = False
    for line in lines[first:end]:
        if pattern("vocabulary", "closing", "attachment_note").fullmatch(line.folded) or (
            mark.fullmatch(line.folded) and line.folded.endswith(":")
        ):
            within = True
            yield Recognised(Element.ATTACHMENT_NOTE, line.place(draft), "正文之后以“附件：”开头")
        elif within and row.fullmatch(line.folded) and line.folded[-1] not in "。;":
            yield Recognised(Element.ATTACHMENT_NOTE, line.place(draft), "附件说明的续行")
        else:
            within = False
