"""One word for each term of the model, in both languages."""

from policytrack.model import Kind, Qualifier, Standing
from policytrack.text import Text

KIND: dict[Kind, Text] = {
    "stock": Text("时点数", "stock"),
    "cumulative": Text("累计数", "cumulative count"),
    "flow": Text("时期数", "flow"),
    "ratio": Text("比率", "ratio"),
    "growth": Text("增速", "growth"),
    "rank": Text("名次", "rank"),
}
DESIRED = {
    "increase": Text("越高越好", "more is better"),
    "decrease": Text("越低越好", "less is better"),
    "hold": Text("保持", "hold"),
}
CONFIDENCE = {
    "high": Text("可信度高", "high"),
    "medium": Text("可信度中", "medium"),
    "low": Text("可信度低", "low"),
}
STATUS = {
    "provisional": Text("初步", "provisional"),
    "final": Text("最终", "final"),
    "revised": Text("修订", "revised"),
    "estimated": Text("估计", "estimated"),
    "statement": Text("表述", "statement"),
}
QUALIFIER: dict[Qualifier, Text] = {
    "exact": Text("", ""),
    "about": Text("约", "about "),
    "over": Text("超过", "over "),
    "under": Text("近", "just under "),
}
CAUSE: dict[str, Text] = {
    "new observation": Text("新增数据", "new observation"),
    "revised observation": Text("数据修订", "revised observation"),
    "withdrawn observation": Text("数据撤回", "withdrawn observation"),
    "changed target": Text("目标调整", "changed target"),
    "changed method": Text("方法变化", "changed method"),
    "passing of the due date": Text("目标到期", "passing of the due date"),
}
RELATION = {
    "predecessor": Text("前一规划的目标", "an earlier plan's target"),
    "restates": Text("重申", "the same target restated"),
    "different_scope": Text("口径或范围不同,不可混用", "another scope: not the same number"),
}
STANDING: dict[Standing, Text] = {
    "stands": Text("采用", "stands"),
    "agrees": Text("一致", "agrees"),
    "superseded": Text("未采用", "superseded"),
    "retracted": Text("已撤回", "retracted"),
    "part": Text("分项", "part"),
    "unknown": Text("无此指标", "unknown indicator"),
}
COMMA, SEMICOLON, STOP = Text(",", ", "), Text(";", "; "), Text("。", ".")  # where clauses are joined, and end
NO_SOURCE = Text("未注明来源", "no source given")
NATURE = {"expected": Text("预期性", "expected"), "binding": Text("约束性", "binding")}
