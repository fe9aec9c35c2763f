"""规则: what is checked, why, on whose authority, with examples; and the model documents."""

from collections.abc import Iterable, Mapping

import streamlit as st

from hegao import api
from hegao.report.catalogue import GROUP_WORD
from hegao.report.plain import SEVERITY_WORD, source_words
from hegao.web import session
from hegao.web.components.blocks import blocks
from hegao.web.components.viewer import viewer
from hegao.web.wording import literal, marked

_ALL = "全部"
_CHOSEN = "rule-chosen"


def page() -> None:
    """The page."""
    st.title("规则")
    rules, models = st.tabs(["检查规则", "范文"])
    with rules:
        _rules()
    with models:
        _models()


def _rules() -> None:
    book = api.load_rulebook().rules
    settings = api.load_settings()
    query = st.text_input(
        "查找规则", placeholder="例如：六角括号、截至、附件", key="rule-query", icon=":material/search:"
    )
    groups = {GROUP_WORD.get(rule.group, rule.group): rule.group for rule in book.values()}
    picked = st.pills("分类", [_ALL, *groups], default=_ALL, key="rule-group", label_visibility="collapsed")
    shown = matching(book.values(), query, groups.get(picked or _ALL))
    off = sum(not is_on(rule, settings.overrides) for rule in shown)
    st.caption(f"{len(shown)} 条规则" + (f"，其中 {off} 条没有启用" if off else ""))
    names, details = st.columns([2, 3], gap="large")
    with names.container(key="rule-names"):
        for rule in shown:
            _name(rule, settings.overrides)
    with details:
        chosen = st.session_state.get(_CHOSEN)
        if chosen is not None:
            _details(book[str(chosen)], settings.overrides)
        elif shown:
            st.markdown(":gray[点左边的一条规则，看它查什么、为什么、依据哪一条，以及对错例子。]")


def matching(rules: Iterable[api.Rule], query: str, group: str | None) -> tuple[api.Rule, ...]:
    """The rules of a group (all of them for ``None``) that speak of every word of ``query``."""
    words = query.split()
    return tuple(
        rule
        for rule in rules
        if group in (None, rule.group)
        and all(word in f"{rule.id} {rule.title} {rule.why} {source_words(rule.source)}" for word in words)
    )


def is_on(rule: api.Rule, overrides: Mapping[str, str]) -> bool:
    """Whether a rule runs, as far as the user's own settings say."""
    word = overrides.get(rule.id, overrides.get(f"{rule.group}.*"))
    return word != "off" if word else rule.default


def _name(rule: api.Rule, overrides: Mapping[str, str]) -> None:
    off = "" if is_on(rule, overrides) else "　:gray[未启用]"
    state = "open" if st.session_state.get(_CHOSEN) == rule.id else "shut"
    with st.container(key=f"row-{rule.severity.value}-{state}-{rule.id.replace('.', '-')}"):
        st.button(
            f"{literal(rule.title)}{off}",
            key=f"pick-{rule.id}",
            type="tertiary",
            on_click=_choose,
            args=(rule.id,),
            width="stretch",
        )


def _choose(rule_id: str) -> None:
    st.session_state[_CHOSEN] = rule_id


def _details(rule: api.Rule, overrides: Mapping[str, str]) -> None:
    st.subheader(rule.title)
    st.toggle(
        "启用这条规则",
        value=is_on(rule, overrides),
        key=f"switch-{rule.id}",
        on_change=_switch,
        args=(rule,),
        help="对今后检查的所有稿件都有效。",
    )
    st.markdown(literal(rule.why))
    genres = "、".join(sorted(rule.genres)) or "各文种"
    safety = "可以一并采纳" if rule.safety is api.Safety.SAFE else "采纳前请过目"
    facts = {"级别": SEVERITY_WORD[rule.severity], "依据": source_words(rule.source), "适用": genres, "改法": safety}
    st.markdown("  \n".join(f":gray[{name}]　{literal(words)}" for name, words in facts.items()))
    wrong = [_wrong(example.text, example.fixed, example.note) for example in rule.examples if example.fires]
    right = [_right(example.text, example.note) for example in rule.examples if not example.fires]
    for title, examples in (("会提示的写法", wrong), ("不提示的写法", right)):
        if examples:
            st.markdown(f"**{title}**")
        for example in examples:
            st.container(border=True).markdown(example)
    st.caption(f"规则编号 {rule.id}")


def _wrong(text: str, fixed: str | None, note: str) -> str:
    parts = [marked(text), fixed and f":gray[改为]  \n{literal(fixed)}", note and f":gray[{literal(note)}]"]
    return "\n\n".join(filter(None, parts))


def _right(text: str, note: str) -> str:
    return "\n\n".join(filter(None, [literal(text), note and f":gray[{literal(note)}]"]))


def _switch(rule: api.Rule) -> None:
    wanted = st.session_state[f"switch-{rule.id}"]
    usual = wanted == rule.default
    api.set_rule(rule.id, None if usual else "on" if wanted else "off")


def _models() -> None:
    documents = api.model_documents()
    genres = tuple(dict.fromkeys(document.genre for document in documents))
    genre = st.pills("文种", genres, default=genres[0], key="model-genre", label_visibility="collapsed")
    of_genre = [document for document in documents if document.genre == genre]
    if not of_genre:
        return
    names, text = st.columns([2, 3], gap="large")
    with names:
        title = st.radio(
            "范文",
            [document.title for document in of_genre],
            captions=[document.note for document in of_genre],
            key=f"model-{genre}",
            label_visibility="collapsed",
        )
        document = next(document for document in of_genre if document.title == title)
        st.button("拿它来核稿", key="check-model", on_click=_check_model, args=(document,))
    with text:
        draft, recognition = _model(document.path.name, document)
        viewer(f"model-{document.path.stem}", blocks(draft, recognition, ()), label=document.title)


@st.cache_resource
def _model(name: str, _document: api.ModelDocument) -> tuple[api.Draft, api.Recognition]:  # noqa: ARG001 - the key
    draft = api.read(_document.path)
    return draft, api.recognise(draft)


def _check_model(document: api.ModelDocument) -> None:
    session.open_draft(document.path.read_bytes(), document.path.name)
    session.go_to("check")
