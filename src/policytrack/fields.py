"""The fields of an observation, told once: what each is called outside and inside, what it holds, who keeps it.

Import, export, JSON, the data package and the store's rows derive from this table. The typed records,
`model.Observation` and `files.schema.ObservationShape`, stay written out; `tests/test_fields.py` fails where one of
them, or what the store's migrations make, differs from it.
"""

from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any, Literal, NamedTuple, get_args

from policytrack.model import Basis, Observation, Qualifier, Status
from policytrack.text import Text

# an id names a record; a date may be a month or a year; an instant is UTC; a choice is one of `choices`
FieldType = Literal["id", "text", "number", "period", "date", "instant", "flag", "choice"]
# a column that every row fills, one that may be null, one in which the empty text stands for nothing
Stored = Literal["needed", "optional", "blank"]


class Field(NamedTuple):
    """One field. `name` is what files, exports and JSON call it, `attribute` what `model.Observation` does.

    `meaning` is what the import preview says of its column (None: an entry has none; it is kept as it was recorded),
    `headings` are those that mean it there beside its name. `stored` says how the store's column of that name holds
    it (None: no column), `since` which version of the store's schema brought that. `written` is written by hand in a
    data file, `stated` is had by documents' values alone, `listed` stands in the JSON of the history.
    """

    name: str
    attribute: str
    type: FieldType
    heading: Text
    meaning: Text | None = None
    headings: tuple[str, ...] = ()
    stored: Stored | None = None
    since: int = 1
    required: bool = False
    default: str | bool | None = None
    choices: tuple[str, ...] = ()
    written: bool = False
    stated: bool = False
    listed: bool = True

    @property
    def column(self) -> str | None:
        """The store's column."""
        return self.name if self.stored else None

    @property
    def retraction(self) -> str | None:
        """The attribute of `model.Retraction` where the field is one of those."""
        return self.attribute.partition(".")[2] or None

    @property
    def key(self) -> str:
        """What import calls it: the attribute; of a retraction's fields the name."""
        return self.name if self.retraction else self.attribute


# in the order of the store's columns; `moved` says what another order moves
FIELDS = (
    Field("id", "id", "id", Text("标识", "Id"), stored="needed", required=True),
    Field("indicator", "indicator", "id", Text("指标名称", "Indicator"), Text("指标", "indicator"),
          ("indicator id", "indicator name", "指标", "指标名称", "指标标识", "指标代码", "项目"),
          "needed", required=True, written=True),
    Field("series", "series", "text", Text("分项", "Part"), Text("分项", "part (series)"),
          ("系列", "分项", "分区", "分园", "区", "园区"), "optional", written=True),
    Field("time_period", "period", "period", Text("时期", "Period"), Text("时期", "time period"),
          ("period", "time period", "time", "year", "时期", "时间", "年份", "年度", "期间", "报告期", "统计时期"),
          "needed", required=True, written=True),
    Field("value", "value", "number", Text("数值", "Value"), Text("数值", "value"),
          ("actual", "obs_value", "数值", "值", "实际值", "指标值", "完成值", "数据"),
          "needed", required=True, written=True),
    Field("unit", "unit", "id", Text("单位", "Unit"), Text("单位", "unit, checked"),
          ("unit name", "单位", "计量单位"), "needed", required=True),
    Field("typed", "typed", "text", Text("录入内容", "As typed"), stored="blank"),
    Field("qualifier", "qualifier", "choice", Text("限定词", "Qualifier"), Text("限定词", "qualifier"),
          ("限定词", "修饰词"), "needed", default="exact", choices=get_args(Qualifier), written=True),
    Field("status", "status", "choice", Text("数据状态", "Data status"), Text("数据状态", "status"),
          ("obs_status", "数据状态", "状态"), "optional", choices=get_args(Status), written=True),
    Field("source", "source", "text", Text("数据来源", "Source"), Text("来源", "source"),
          ("来源", "数据来源", "资料来源", "出处"), "optional"),
    Field("quote", "quote", "text", Text("原文", "Quote"), Text("原文", "quote"),
          ("原文", "引文"), "optional", written=True),
    Field("note", "note", "text", Text("备注", "Remarks"), Text("备注", "note"),
          ("notes", "remark", "remarks", "备注", "说明"), "optional", written=True),
    Field("published", "published", "date", Text("发布日期", "Published"), Text("发布日期", "publication date"),
          ("发布日期", "发布时间", "公布日期"), "optional", written=True),
    Field("break", "is_break", "flag", Text("口径有变", "Break"), default=False, written=True, stated=True),
    Field("basis", "basis", "choice", Text("价格口径", "Price basis"),
          choices=get_args(Basis), written=True, stated=True, listed=False),
    Field("internal", "internal", "flag", Text("内部", "Internal"),
          Text("内部标记,暂不收录", "internal: not taken yet"), default=False, written=True, stated=True, listed=False),
    Field("recorded_at", "recorded_at", "instant", Text("记录时间", "Recorded at"), stored="needed"),
    Field("recorded_by", "recorded_by", "text", Text("记录人", "Recorded by"), stored="needed"),
    Field("retracted_at", "retraction.recorded_at", "instant", Text("撤回时间", "Retracted at")),
    Field("retracted_by", "retraction.recorded_by", "text", Text("撤回人", "Retracted by")),
    Field("retraction_reason", "retraction.reason", "text", Text("撤回原因", "Reason of the retraction")),
)  # fmt: skip
_BY_NAME: Mapping[str, Field] = {field.name: field for field in FIELDS}
STORED = tuple(field for field in FIELDS if field.stored)

# why `internal: true` is refused wherever it is written, until policytrack can keep such a value out of what it prints
INTERNAL = Text(
    "标有 internal 的数据暂不能收录:policytrack 尚不能将其排除,每份报告都会列出",
    "a value marked internal may not stand in the data until policytrack can keep it out: every report would print it",
)
INTERNAL_HINT = Text("请删去该数据或 internal 标记", "leave out the value, or its mark")


def moved(fields: Iterable[Field], **after: str) -> tuple[Field, ...]:
    """Fields in another order: each of those named stands after the one that is given for it."""
    every = list(fields)
    stays = [field for field in every if field.name not in after]
    for field in every:
        if field.name in after:
            at = next(place for place, one in enumerate(stays, 1) if one.name == after[field.name])
            stays.insert(at, field)
    return tuple(stays)


def picked(fields: Iterable[Field]) -> Callable[[Observation], tuple[Any, ...]]:
    """What takes the values of two or more fields out of an observation."""
    return itemgetter(*(Observation._fields.index(field.attribute) for field in fields))


def heading(name: str) -> Text:
    """The heading of a field in both languages."""
    return _BY_NAME[name].heading
