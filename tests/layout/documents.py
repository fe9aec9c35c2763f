"""Documents of ours that keep GB/T 9704—2012 in every measure: a notice, a request, a letter, minutes and an order."""

from dataclasses import replace

from tests.layout.building import Document, Letters, Page, Para

_SONG = "方正小标宋简体"
_RED_LINE = '<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="FF0000"/></w:pBdr>'
_THICK = '<w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="auto"/></w:pBdr>'
_SMALL = (Letters(size=14.0),)


_PLAIN = Letters()


def _para(name: str, text: str, look: Letters = _PLAIN, **values: object) -> Para:
    return Para(name, (replace(look, text=text),), **values)


def _blank(count: int = 1) -> list[Para]:
    return [Para("blank")] * count


def _mark(text: str) -> Para:
    return _para("issuer_mark", text, Letters(font=_SONG, size=32.0, color="FF0000"), align="center", line=60.0)


def _title(*rows: str) -> list[Para]:
    return [_para("title", row, Letters(font=_SONG, size=22.0), align="center") for row in rows]


def _body(text: str) -> Para:
    return _para("body", text, first=2.0)


def _heading(level: int, label: str, text: str) -> Para:
    font = ("黑体", "楷体_GB2312", "仿宋_GB2312", "仿宋_GB2312")[level - 1]
    return _para(f"heading{level}", text, Letters(font=font), first=2.0, label=label, level=level)


def _number(text: str, side: str) -> Para:
    away = {"right": 1.0} if side == "right" else {"left": 1.0}
    return _para("page_number", text, Letters(font="宋体", size=14.0, latin="宋体"), align=side, **away)


ODD, EVEN = _number("— {PAGE} —", "right"), _number("— {PAGE} —", "left")

_CHECKS = "汛期安全隐患要逐项登记，写明位置、类型和责任人，能够当场整改的当场整改，不能当场整改的限期整改。"
_DUTY = "各县、区人民政府主要负责人对本地区汛期安全工作负总责，分管负责人具体抓，村（社区）逐级落实责任。"

NOTICE = Document(
    (
        _para("urgency", "特急", Letters(font="黑体")),
        *_blank(),
        _mark("松岚市人民政府文件"),
        *_blank(2),
        _para("doc_number", "松政发〔2024〕12号", align="center", border=_RED_LINE),
        *_blank(2),
        *_title("松岚市人民政府", "关于做好2024年汛期安全工作的通知"),
        *_blank(),
        _para("recipient", "各县、区人民政府，市政府各部门，市属各企业，各高等院校，中央和省驻松岚各单位："),
        _body("为做好2024年汛期安全工作，保障人民群众生命财产安全，现将有关事项通知如下。"),
        _heading(1, "一、", "压实工作责任"),
        _body(_DUTY),
        _heading(2, "（一）", "摸清隐患底数"),
        _body(_CHECKS),
        _heading(3, "1.", "查水库"),
        _body("小型水库由县、区水行政主管部门组织检查，重点看大坝、溢洪道和放水设施是否完好。"),
        _heading(4, "（1）", "病险水库"),
        _body("病险水库一律空库度汛，确需蓄水的，由市水利局会同有关部门论证后报市人民政府批准。"),
        _heading(4, "（2）", "在建水库"),
        _body("在建水库要制定度汛方案，主汛期前完成坝体填筑，落实抢险队伍、物资和转移路线。"),
        _heading(3, "2.", "查河堤"),
        _body("河堤险工险段要逐段检查，发现渗水、塌坡和裂缝的，立即安排加固，并派专人值守。"),
        _heading(2, "（二）", "备足抢险物资"),
        _body("各地要按照标准储备编织袋、砂石料和照明设备，五月底前完成清点，缺少的及时补充。"),
        _heading(1, "二、", "加强值班值守"),
        _body("汛期实行二十四小时值班，遇有险情立即处置并报告，不得迟报、漏报、瞒报。"),
        *_blank(),
        _para(
            "attachment_note",
            "附件：1. 松岚市2024年水库、河堤、涵闸和低洼村庄安全检查登记汇总表",
            left=6.5,
            first=-4.5,
        ),
        _para("attachment_note", "2. 防汛抢险物资储备标准", left=5.0),
        *_blank(2),
        _para("issuer", "松岚市人民政府", align="right", right=3.5),
        _para("date", "2024年5月8日", align="right", right=4.0),
        _para("note", "（联系人：林晓，电话：0899-1234567）", first=2.0),
        _para("attachment_mark", "附件1", Letters(font="黑体"), new_page=True),
        *_blank(),
        _para(
            "attachment_title",
            "松岚市2024年水库、河堤、涵闸和低洼村庄安全检查登记汇总表",
            align="center",
        ),
        *_blank(),
        _body("本表由各县、区汇总后报市防汛抗旱指挥部办公室，每处隐患填写一行。"),
        _para("attachment_mark", "附件2", Letters(font="黑体"), new_page=True),
        *_blank(),
        _para("attachment_title", "防汛抢险物资储备标准", align="center"),
        *_blank(),
        _body("编织袋按每公里堤防一万条储备，砂石料按每公里堤防五百立方米储备。"),
        *_blank(),
        Para(
            "cc",
            (
                Letters(
                    "抄送：市委办公室，市人大常委会办公室，市政协办公室，市纪委监委机关，市法院，市检察院，松岚军分区。",
                    size=14.0,
                ),
            ),
            left=4.0,
            first=-3.0,
            right=1.0,
            border=_THICK,
        ),
        _para(
            "imprint",
            "松岚市人民政府办公室" + "　" * 8 + "2024年5月9日印发",
            Letters(size=14.0),
            left=1.0,
            right=1.0,
            border=_THICK,
        ),
    ),
    odd=ODD,
    even=EVEN,
)

REQUEST = Document(
    (
        _mark("松岚市人民政府文件"),
        *_blank(2),
        Para(
            "doc_number",
            (
                Letters("松政发〔2024〕15号" + "　" * 9),
                Letters("签发人："),
                Letters("周远", font="楷体_GB2312"),
            ),
            left=1.0,
            border=_RED_LINE,
        ),
        *_blank(2),
        *_title("松岚市人民政府关于增加防汛经费的请示"),
        *_blank(),
        _para("recipient", "江澜省人民政府："),
        _body("今年入汛以来，我市降雨偏多，防汛任务繁重，现有经费难以满足水库除险和物资储备需要。"),
        _body("为确保安全度汛，恳请省人民政府增加我市防汛经费500万元，用于水库除险和物资储备。"),
        _body("妥否，请批示。"),
        *_blank(2),
        _para("issuer", "松岚市人民政府", align="right", right=2.0),
        _para("date", "2024年5月20日", align="right", right=0.5),
        _para("note", "（联系人：何清，电话：0899-7654321）", first=2.0),
    ),
    odd=ODD,
    even=EVEN,
)

LETTER = Document(
    (
        _mark("松岚市人民政府办公室"),
        *_blank(),
        _para("doc_number", "松政办函〔2024〕8号", align="right"),
        *_blank(2),
        *_title("松岚市人民政府办公室", "关于商请支援防汛物资的函"),
        *_blank(),
        _para("recipient", "望川县人民政府："),
        _body("近期我市连续降雨，防汛物资消耗较大，现商请贵县支援编织袋两万条、砂石料三百立方米。"),
        _body("请予支持，并请函复。"),
        *_blank(2),
        _para("issuer", "松岚市人民政府办公室", align="right", right=2.0),
        _para("date", "2024年5月22日", align="right", right=4.0),
        _para("cc", "抄送：市水利局，市应急管理局。", Letters(size=14.0), left=1.0, right=1.0),
    ),
    page=Page(title_page=True),
    odd=ODD,
    even=EVEN,
)

MINUTES = Document(
    (
        _mark("松岚市人民政府专题会议纪要"),
        *_blank(2),
        _para("doc_number", "〔2024〕3号", align="center", border=_RED_LINE),
        *_blank(2),
        *_title("研究汛期安全工作专题会议纪要"),
        *_blank(),
        _body("5月6日，市人民政府召开专题会议，研究2024年汛期安全工作，现将会议确定的事项纪要如下。"),
        _heading(1, "一、", "关于责任落实"),
        _body("会议要求，各县、区在5月底前完成水库、河堤防汛责任人公示，并开展一次抢险演练。"),
        _heading(1, "二、", "关于物资储备"),
        _body("会议明确，市财政局安排专项资金，由市应急管理局统一采购编织袋、砂石料和照明设备。"),
        *_blank(),
        Para(
            "attendance",
            (
                Letters("出席：", font="黑体"),
                Letters("市政府办公室林晓，市水利局周远，市应急管理局陈平，市气象局何清，望川县吴江。"),
            ),
            left=5.0,
            first=-3.0,
        ),
    ),
    odd=ODD,
    even=EVEN,
)

ORDER = Document(
    (
        _mark("松岚市人民政府令"),
        *_blank(2),
        _para("doc_number", "第12号", align="center"),
        *_blank(2),
        _body("《松岚市河道管理办法》已经2024年4月20日市人民政府第8次常务会议通过，现予公布，自2024年6月1日起施行。"),
        *_blank(2),
        _para("issuer", "市长　周远", align="right", right=4.0),
        *_blank(),
        _para("date", "2024年4月28日", align="right", right=4.0),
    ),
    odd=ODD,
    even=EVEN,
)

DOCUMENTS = {"通知": NOTICE, "请示": REQUEST, "函": LETTER, "纪要": MINUTES, "命令": ORDER}
