"""Whose a draft is that does not say so, by the past reports there are."""

import pytest

from hegao.corpus.ingest import reports
from hegao.corpus.presence import described
from hegao.corpus.store import Store
from hegao.draft.recognise import recognise
from hegao.readers import read_text

HEAD = """政府工作报告
——2024年1月10日在{0}第十届人民代表大会第二次会议上

各位代表：

现在，我代表{0}人民政府向大会报告工作，请予审议。

一、工作回顾
"""


@pytest.fixture
def stocked(store: Store) -> Store:
    for place in ("望川市", "青禾市", "江澜自治区", "云岭自治区", "全国"):
        text = HEAD.format(place) + f"{place}的事情写在这里，各地都不相同，一件一件说清楚。"
        for report in reports(read_text(text), f"{place}/2023.txt"):
            store.add(report)
    return store


@pytest.mark.parametrize(
    ("rank", "body", "place"),
    [
        ("市", "望川的路修好了。全国的同行都来看。" * 12, "望川市"),
        ("自治区", "江澜的路修好了。" * 12, "江澜自治区"),
        ("自治区", "江澜的路修好了。" * 12 + "望川的桥也修好了。" * 20, "江澜自治区"),
        ("市", "望川的路修好了。" * 12 + "青禾的桥也修好了。" * 8, None),
        ("市", "望川的路修好了。" * 3, None),
        ("市", "白沙的路修好了。" * 12, None),
    ],
)
def test_a_draft_is_of_the_place_it_names_most(stocked: Store, rank: str, body: str, place: str | None) -> None:
    draft = read_text(HEAD.format(rank) + body, "稿.txt")
    about = described(draft, recognise(draft), stocked)
    assert about.place == place
    if place:
        assert about.series == f"{place} 政府工作报告"


def test_one_that_says_whose_it_is_is_believed(stocked: Store) -> None:
    draft = read_text(HEAD.format("青禾市") + "望川的路修好了。" * 12, "稿.txt")
    assert described(draft, recognise(draft), stocked).issuer == "青禾市人民政府"
