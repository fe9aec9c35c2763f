"""Drafts of our own that say things twice."""

from hegao.draft.model import Draft
from hegao.draft.recognise import recognise
from hegao.draft.recognition import Recognition
from hegao.readers import read_text

POOL = "望川县对四十二处集中供水工程开展水质检测，其中三处水源浊度偏高，已加装净化设备并完成复检。"
CARE = "县里依托村级卫生室建立老年人健康档案，签约医生每季度上门随访，为行动不便的老人送药到家。"
ROAD = "交通部门利用农闲修补通村公路六十一公里，在急弯和临水路段补设护栏，冬季来临前全部完工。"
BOOK = "各乡镇图书室延长周末开放时间，新购农业技术类图书，由返乡大学生轮流担任管理员。"
LONG = (
    "在产业发展方面，全县引导农户连片种植高山蔬菜，统一育苗、统一施肥、统一销售，亩均收益明显提高。"
    "供销合作社在集镇建起预冷仓库，蔬菜采收后两小时内入库，损耗大幅下降。"
    "不少外出务工青年回乡承包大棚，带动周边村民就近就业。"
)


def read(*paragraphs: str) -> tuple[Draft, Recognition]:
    """A draft of the paragraphs, and what is recognised in it."""
    draft = read_text("\n".join(paragraphs))
    return draft, recognise(draft)
