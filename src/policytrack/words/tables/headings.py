"""What stands over the columns of a report's tables, by the columns' keys, and over the tables themselves."""

from policytrack.fields import heading
from policytrack.text import Text

HEADING: dict[str, Text] = {
    "plan": Text("规划", "Plan"),
    "id": heading("id"),
    "part": heading("series"),
    "place": Text("名次", "Place"),
    "number": Text("序号", "No."),
    "indicator": heading("indicator"),
    "unit": heading("unit"),
    "nature": Text("指标属性", "Nature"),
    "baseline": Text("基期值(年份)", "Baseline (period)"),
    "target": Text("目标值(目标年)", "Target (due)"),
    "latest": Text("最新值(时期)", "Latest (period)"),
    "status": heading("status"),
    "attainment": Text("完成率", "Attainment"),
    "progress": Text("完成进度", "Progress"),
    "time_progress": Text("时间进度", "Time progress"),
    "difference": Text("进度差(百分点)", "Difference (points)"),
    "projected": Text("预计值", "Projected"),
    "reached_in": Text("预计实现年", "Reached in"),
    "verdict": Text("评估结论", "Verdict"),
    "lead": Text("责任单位", "Lead"),
    "source": heading("source"),
    "remarks": heading("note"),
    "agree": Text("各方法一致", "Methods agree"),
    # what moved
    "then": Text("此前", "Then"),
    "now": Text("现在", "Now"),
    "why": Text("原因", "Why"),
    # the values behind a report
    "period": heading("time_period"),
    "value": heading("value"),
    "qualifier": heading("qualifier"),
    "used": Text("采用情况", "Used"),
    "publisher": Text("发布者", "Publisher"),
    "published": heading("published"),
    "confidence": Text("可信度", "Confidence"),
    "quote": heading("quote"),
    "link": Text("链接", "Link"),
    "recorded": Text("记录", "Recorded"),
}
PARTS, CHANGES = Text("分项", "Parts"), Text("变化", "Changes")
OBSERVATIONS = Text("数据与来源", "Observations")


def verdict_by(method: str) -> Text:
    """What stands over one method's verdicts where several are shown."""
    word = HEADING["verdict"]
    return Text(f"{word.zh}({method})", f"{word.en} ({method})")
