"""What the user decided so far: adopted, ignored, trusted words; each can be taken back."""

import streamlit as st

from hegao import api
from hegao.findings.acceptance import accepted_text
from hegao.web import desk, session
from hegao.web.desk import Item
from hegao.web.session import Desk
from hegao.web.wording import literal, reformed, replacement, short


def decided_panel(opened: Desk, found: tuple[Item, ...]) -> None:
    """Lists of adopted and ignored findings, shut until asked for."""
    adopted = [item for item in found if item.adoption and item.adoption.spots]
    ignored = session.decisions().ignored
    words = api.load_settings().vocabulary
    if not (adopted or ignored or words):
        return
    asked = any(item.name == session.selection().name and not item.left for item in adopted)
    title = f"已采纳 {len(adopted)} 项，已忽略 {len(ignored)} 项，词库 {len(words)} 个词"
    with st.expander(title, expanded=asked, key=f"decided-{'open' if asked else 'shut'}"):
        for item in adopted:
            _adopted(item)
        for entry in ignored.values():
            _ignored(entry)
        if ignored:
            st.download_button(
                "下载忽略记录",
                accepted_text(ignored),
                file_name=f"{opened.name}.accepted.toml",
                mime="application/toml",
                help="放在稿件旁边，用 hegao check 检查时也会照此忽略。",
                on_click="ignore",
            )
        for word in words:
            told, back = st.columns([4, 1], vertical_alignment="center")
            told.markdown(f":gray[词库]　{literal(word)}")
            back.button("移出", key=f"distrust-{word}", on_click=api.remove_word, args=(word,), width="stretch")


def _adopted(item: Item) -> None:
    told, back = st.columns([4, 1], vertical_alignment="center")
    spots = sorted(item.adoption.spots) if item.adoption else []
    reforms = item.reforms(spots[0])
    many = f"等 {len(spots)} 处" if len(spots) > 1 else ""
    old = short(item.place(spots[0]).text)
    new = reformed(reforms) if reforms else _replaced(item, spots[0])
    told.markdown(f":gray[已采纳]　{literal(old) or '全文'} → {literal(new)}{many}")
    back.button("撤回", key=f"back-{item.name}", on_click=_take_back, args=(item.name,), width="stretch")


def _replaced(item: Item, spot: int) -> str:
    fixes = item.fixes(spot)
    return replacement(fixes[min(item.adoption.choice if item.adoption else 0, len(fixes) - 1)])


def _take_back(name: str) -> None:
    session.decide(lambda before: desk.take_back(before, name))


def _ignored(entry: api.Accepted) -> None:
    told, back = st.columns([4, 1], vertical_alignment="center")
    excerpt = literal(short(entry.excerpt)) or entry.rule
    told.markdown(f":gray[已忽略]　{excerpt}　:gray[{literal(entry.reason)}]")
    back.button("恢复", key=f"notice-{entry.fingerprint}", on_click=_notice, args=(entry.fingerprint,), width="stretch")


def _notice(fingerprint: str) -> None:
    session.decide(lambda before: desk.notice_again(before, fingerprint))
