"""What can be taken away of an open draft: the mended copy, the one with revisions, the one laid out, the findings."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from hegao import api
from hegao.report import html
from hegao.web import desk, session
from hegao.web.desk import Decisions, Item
from hegao.web.session import Desk
from hegao.web.wording import laid_out_name, mended_name, opinion_name, revised_name

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of .docx files."""


@dataclass(frozen=True, slots=True)
class Handout:
    """The files made of a draft as decided; each method makes one, and knows no session."""

    opened: Desk
    report: api.Report
    found: tuple[Item, ...]
    decisions: Decisions
    profile: str | None = None

    def mended(self) -> bytes:
        """A copy with only the adopted fixes."""
        opened = self.opened
        return api.fix_bytes(opened.data, opened.name, opened.draft, desk.to_mend(self.found)).data

    def revised(self) -> bytes:
        """A Word copy: the adopted fixes as tracked changes, what is undecided as comments."""
        opened, left = self.opened, desk.to_remark(self.found)
        adopted = desk.to_mend(self.found)
        return api.fix_bytes(opened.data, opened.name, opened.draft, adopted, track=True, remarked=left).data

    def laid_out(self) -> api.Typeset:
        """The draft with the adopted fixes in a fresh Word file."""
        corrections = self.decisions.corrections
        adopted = desk.to_mend(self.found)
        return api.typeset_bytes(self.opened.draft, profile=self.profile, corrections=corrections, findings=adopted)

    def opinion(self) -> str:
        """A page of the findings."""
        return html.page([html.section(self.opened.name, desk.as_decided(self.report, self.decisions))])

    @property
    def ending(self) -> str | None:
        """The ending a mended copy has; ``None`` where the file's format cannot be written."""
        return api.copy_ending(self.opened.data, self.opened.name)


def handout(opened: Desk, report: api.Report, found: tuple[Item, ...]) -> Handout:
    """The files to be had of the open draft as it stands."""
    return Handout(opened, report, found, session.decisions(), api.load_settings().profile)


def handout_menu(made: Handout, *, changed: bool) -> None:
    """A menu of the files; ``changed`` says whether there is anything mended to take away."""
    name = made.opened.name
    with st.popover("下载", key="handout", width="stretch"), st.container(key="handout-entries", gap=None):
        ending = made.ending
        if ending is None:
            st.caption(
                "这种格式的文件不能直接修改：采纳的改法会用在排版稿里，也可以照核稿意见改它的 Word 或 WPS 原稿。"
            )
        else:
            told = "只改采纳的地方，其余一字不动。" if changed else "还没有采纳任何改法。"
            _entry("改好的稿件", made.mended, mended_name(name, ending), told, disabled=not changed)
        if ending is not None and made.opened.draft.media == "docx":
            told = "采纳的改法记作修订，其余的问题写成批注，在 Word 或 WPS 里逐条接受或拒绝。"
            _entry("修订稿", made.revised, revised_name(name, ending), told, mime=WORD)
        told = "文字不变，按规范重新排成 Word 文件。" + ("采纳的改法已改好。" if changed else "")
        _entry("排版稿", lambda: made.laid_out().data, laid_out_name(name), told, mime=WORD)
        told = "列出问题、理由和依据，用浏览器打开，可以打印。"
        _entry("核稿意见", made.opinion, opinion_name(name), told, mime="text/html")
        st.caption("原文件保持原样。")


def _entry(
    what: str,
    make: Callable[[], bytes | str],
    file_name: str,
    told: str,
    *,
    mime: str | None = None,
    disabled: bool = False,
) -> None:
    # Made when asked for, in a thread that knows no session.
    st.download_button(
        f"下载{what}",
        make,
        file_name=file_name,
        mime=mime,
        disabled=disabled,
        on_click="ignore",
        key=f"download-{what}",
        width="stretch",
    )
    st.caption(told)
