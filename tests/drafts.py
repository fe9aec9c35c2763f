"""Drafts of our own with known faults, and Word files built from them."""

from pathlib import Path

FAULTY_REPORT = """关于松岚市社区书屋运行情况的调研报告

　　为摸清社区书屋的底数,市文化馆组成调研组,于2024年8月走访了XX个社区,发放问卷xx份。现将有关情况报告如下。

一、基本情况

　　松岚市现有社区书屋46家,藏书21万册。各社区与学校相辅相承,开放时间逐年延长。

（一）建设情况。市里统一布署,书屋建设分三步走。一是摸清底数；二是配齐图书；四是培训人员。

（三）使用情况。2月30日的抽查显示，到馆人数比上年增长12%。

二、存在的问题

　　书屋管理人员不足，开放时间偏短，一些书屋周末不开放，读者意见较多。

三、对策建议

　　一要增加投入；二要配强人员；三要延长开放时间。
更多精彩范文点击主页搜索
"""

CLEAN_NOTICE = """松岚市人民政府办公室关于做好2024年汛期安全工作的通知

各县、区人民政府，市政府各部门：

为做好2024年汛期安全工作，经市人民政府同意，现将有关事项通知如下。

一、压实工作责任

各县、区人民政府要落实防汛责任，于5月20日前完成隐患排查。

二、加强值班值守

汛期实行24小时值班，遇有险情立即报告市应急管理局。

松岚市人民政府办公室

2024年5月8日
"""


def write_docx(path: Path, text: str) -> Path:
    """A Word file with one paragraph a line of ``text``."""
    from docx import Document

    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    return path
