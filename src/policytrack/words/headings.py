"""Headings of tables and sheets, and what stands in them in few words; the comments of drafts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from policytrack.text import Text

if TYPE_CHECKING:
    from policytrack.recording.proposal import Outcome

# what a record is and says
ID = Text("标识", "Id")
INDICATOR, INDICATOR_ID = Text("指标名称", "Indicator"), Text("指标", "Indicator")
DEFINITION, INDICATOR_DEFINITION = Text("定义", "Definition"), Text("指标定义", "Definition")
UNIT = Text("单位", "Unit")
KIND = Text("类型", "Kind")
DESIRED = Text("期望方向", "Desired")
SCOPE = Text("范围", "Scope")
LIMIT = Text("自然界限", "Limit")
PROVIDER = Text("数据提供单位", "Provider")
TARGET = Text("目标值", "Target")
DUE = Text("目标年", "Due")
REVISED = Text("调整", "Revised")
LEAD = Text("责任单位", "Lead")
GROUP = Text("分组", "Group")
NATURE = Text("指标属性", "Nature")
RELATED, TARGETS = Text("相关目标", "Related"), Text("相关目标", "Targets")
PLAN = Text("规划", "Plan")
ISSUER = Text("发布单位", "Issuer")
ISSUED, SOURCE_ISSUED, DATE = Text("发布日期", "Issued"), Text("日期", "Issued"), Text("日期", "Date")
YEARS = Text("年份", "Years")
METHOD = Text("评估方法", "Method")
TARGET_COUNT, VALUE_COUNT = Text("目标数", "Targets"), Text("数据", "Values")
TITLE = Text("标题", "Title")
PUBLISHER = Text("发布者", "Publisher")
DOCUMENT_NUMBER = Text("文号", "Document number")
ACCESSED = Text("查阅日期", "Accessed")
ADDRESS = Text("网址", "Address")
CONFIDENCE = Text("可信度", "Confidence")
NOTE = Text("备注", "Note")

# values and their history
PERIOD, VALUE, SOURCE, PART = (
    Text("时期", "Period"),
    Text("数值", "Value"),
    Text("来源", "Source"),
    Text("分项", "Part"),
)
STATE, CHECKED, OUTCOME = Text("状态", "State"), Text("核对", "State"), Text("结果", "Outcome")
ARRIVED = Text("发布或记录", "When")
IN_THE_FILES = Text("随数据文件", "in the data files")

# texts and quotes
QUOTE, SECTION = Text("原文", "Quote"), Text("位置", "Section")
RECORD, CITED = Text("记录", "Record"), Text("引文", "Quote")
LINE, SENTENCE, CONTEXT = Text("行", "Line"), Text("句子", "Sentence"), Text("上下文", "Sentence")
QUANTITY, READS_AS, ACCOUNTED = Text("数量", "Quantity"), Text("读作", "Reads as"), Text("归属", "Accounted by")
UNACCOUNTED = Text("未登记", "unaccounted")
LOCATED = {
    "found": Text("在文中", "found"),
    "missing": Text("不在文中", "missing"),
    "several": Text("次数不符", "wrong count"),
}
READING = {
    "target": Text("目标", "target"),
    "observation": Text("实际值", "observation"),
    "other": Text("其他", "other"),
}

# findings
SEVERITY = {"error": Text("错误", "error"), "warning": Text("警告", "warning")}
FINDING = (Text("级别", "Severity"), Text("位置", "Place"), Text("代码", "Code"), Text("问题", "Finding"),
           Text("建议", "Hint"))  # fmt: skip

# the report's own tables
NUMBER = Text("序号", "No.")
LATEST, LATEST_AND_PERIOD = Text("最新值", "Latest"), Text("最新值(时期)", "Latest (period)")
PROGRESS, TIME_PROGRESS = Text("完成进度", "Progress"), Text("时间进度", "Time progress")
VERDICT = Text("评估结论", "Verdict")
EACH_METHOD, METHODS_AGREE = Text("各方法的评估结论", "Verdict by each method"), Text("各方法一致", "Methods agree")

# what an import understood
LONG_FORM, WIDE_FORM = Text("列(长表)", "Column (long form)"), Text("列(宽表)", "Column (wide form)")
MEANING = Text("含义", "Meaning")
UNUSED = Text("未使用", "not used")
OUTCOMES: "dict[Outcome, Text]" = {
    "new": Text("新增", "new"),
    "unchanged": Text("已有", "there already"),
    "confirms": Text("与数据文件一致", "confirms the data files"),
    "revision": Text("修订", "revision"),
    "restored": Text("按原记录恢复", "as recorded once"),
}


def more_columns(number: int) -> Text:
    """How many columns are not listed."""
    return Text(f"另有{number}列", f"and {number} more columns")


def values_of(period: str) -> Text:
    """That a column holds the values of a period."""
    return Text(f"{period} 的数值", f"values of {period}")


def with_brackets(meaning: Text, said: Sequence[str]) -> Text:
    """What a column means with what its heading says of unit and status: 数值(亿元)."""
    return Text(f"{meaning.zh}({', '.join(said)})", f"{meaning.en} ({', '.join(said)})")


# comments in a draft
DRAFT = Text(
    "草稿:逐条对照原文改定后,再移入 targets.yaml 或 sources/*.yaml",
    "a draft: read each against its sentence before it goes into targets.yaml or sources/*.yaml",
)
DRAFT_UNIT = Text("单位", "unit")
NO_BASE_YEAR = Text("原文未写基年", "the words name no base year")
NO_YEAR = Text("原文未写年份", "the words name no year")
NOT_DRAFTED = Text("未能起草", "not drafted")
