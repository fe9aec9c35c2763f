"""Yearly reports of invented counties: a series that repeats, changes and promises in known ways."""

from collections.abc import Collection

LOOKING_BACK = {
    "项目建设提速增效": "全年实施重点项目{n}个，完成投资{n}.6亿元，云栖工业园新增入园企业，工业用电量保持增长。",
    "农业农村稳步发展": "粮食总产量达到{n}.2万吨，新建高标准农田，茶叶、食用菌等特色产业产值继续增加。",
    "城乡面貌持续改善": "改造城镇老旧小区{n}个，新建停车泊位，河岸步道全线贯通，垃圾分类覆盖全部乡镇。",
    "民生福祉不断增进": "城镇新增就业{n}00人，新增普惠性幼儿园学位，县中医院投入使用，养老服务站覆盖社区。",
}
LOOKING_AHEAD = {
    "做强工业经济": "坚持工业强县，推进工业园扩园，引进产业链配套企业，支持企业技术改造。",
    "推进乡村振兴": "建设高标准农田，发展茶叶、食用菌等特色产业，整治农村人居环境，守住耕地红线。",
    "提升城市品质": "改造城镇老旧小区，完善城市路网和停车设施，推进城市精细管理，整治内涝点。",
    "改善生态环境": "打好蓝天碧水净土保卫战，建设污水管网，推进矿山修复，完成造林绿化。",
    "增进民生福祉": "实施就业优先政策，办好教育、医疗、养老等民生实事，完善社会保障。",
}
REFORM = {"深化改革开放": "优化营商环境，推进政务服务一网通办，深化国企改革，扩大外贸出口。"}
REFORM_SINCE = 2020
BRIDGE = "启动青岚大桥建设。"
"""What the report of 2024 promises."""

_NUMERALS = "一二三四五六七八"


def yearly(place: str, year: int, without: Collection[str] = ()) -> str:
    """The report of a year, less the sections whose headings are ``without``; numbers close up."""
    ahead = {**LOOKING_AHEAD, **(REFORM if year >= REFORM_SINCE else {})}
    lines = [
        f"{place}{year}年政府工作报告",
        "",
        "各位代表：",
        "现在，我代表县人民政府向大会报告工作，请予审议。",
        f"一、{year - 1}年工作回顾",
        f"全县地区生产总值增长{year - 2010}.5%，主要指标好于预期。",
        *_sections(LOOKING_BACK, without, year - 1980),
        f"二、{year}年工作安排",
        "坚持稳中求进工作总基调，推动高质量发展。",
        *_sections(ahead, without, year - 1980),
        *([BRIDGE] if year == 2024 else []),
        "三、加强政府自身建设",
        "坚持依法行政，自觉接受监督，持续改进作风，严格落实各项规定，建设人民满意的政府。",
        "各位代表，让我们团结一心，为建设美丽家园而努力奋斗！",
    ]
    return "\n".join(lines) + "\n"


def _sections(texts: dict[str, str], without: Collection[str], number: int) -> list[str]:
    kept = [(heading, text) for heading, text in texts.items() if heading not in without]
    return [f"（{n}）{head}。{text.format(n=number)}" for n, (head, text) in zip(_NUMERALS, kept, strict=False)]
