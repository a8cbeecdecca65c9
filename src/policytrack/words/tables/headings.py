"""What stands over the columns of a report's tables, by the columns' keys, and over the tables themselves."""

from policytrack.fields import heading
from policytrack.text import Text
from policytrack.words import headings

HEADING: dict[str, Text] = {
    "plan": headings.PLAN,
    "id": heading("id"),
    "part": heading("series"),
    "place": Text("名次", "Place"),
    "number": headings.NUMBER,
    "indicator": heading("indicator"),
    "unit": heading("unit"),
    "nature": headings.NATURE,
    "baseline": Text("基期值(年份)", "Baseline (period)"),
    "target": Text("目标值(目标年)", "Target (due)"),
    "latest": headings.LATEST_AND_PERIOD,
    "status": heading("status"),
    "attainment": Text("完成率", "Attainment"),
    "progress": headings.PROGRESS,
    "time_progress": headings.TIME_PROGRESS,
    "difference": Text("进度差(百分点)", "Difference (points)"),
    "projected": Text("预计值", "Projected"),
    "reached_in": Text("预计实现年", "Reached in"),
    "verdict": headings.VERDICT,
    "lead": headings.LEAD,
    "source": heading("source"),
    "remarks": heading("note"),
    "agree": headings.METHODS_AGREE,
    # what moved
    "then": Text("此前", "Then"),
    "now": Text("现在", "Now"),
    "why": Text("原因", "Why"),
    # the values behind a report
    "period": heading("time_period"),
    "value": heading("value"),
    "qualifier": heading("qualifier"),
    "used": Text("采用情况", "Used"),
    "publisher": headings.PUBLISHER,
    "published": heading("published"),
    "confidence": headings.CONFIDENCE,
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
