"""The shapes of the data files, as pydantic models: used at the YAML door and for `policytrack schema`.

Every scalar arrives as the text that was written; numbers become Decimal without passing through a float.
"""

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from policytrack.model import Basis, Comparator, Desired, Kind, MethodName, Qualifier, Status, Transform
from policytrack.period import latest_day, parse_period

MOST_DIGITS = 30


def _decimal(written: Any) -> Decimal:
    shape = r"-?\d{1,30}(\.\d{1,30}(e[-+]\d{1,2})?)?"  # programs write small numbers as 5.0e-05
    if not isinstance(written, str) or not re.fullmatch(shape, written, re.ASCII):
        raise PydanticCustomError("number", "a plain number such as 300 or 0.065")
    return Decimal(format(Decimal(written), "f"))


def _integer(written: Any) -> int:
    if not isinstance(written, str) or not re.fullmatch(r"-?(0|[1-9]\d{0,8})", written, re.ASCII):
        raise PydanticCustomError("integer", "a whole number")
    return int(written)


def _year(written: Any) -> int:
    year = _integer(written)
    if not 1900 <= year <= 2200:
        raise PydanticCustomError("year", "a year between 1900 and 2200")
    return year


def _flag(written: Any) -> bool:
    if written not in {"true", "false"}:
        raise PydanticCustomError("flag", "true or false")
    return bool(written == "true")


def _period(written: Any) -> str:
    if not isinstance(written, str) or parse_period(written) is None:
        raise PydanticCustomError("period", "a period such as 2024, 2024-S1, 2024-Q2, 2024-06 or 2024-01/2024-11")
    return written


def _date(written: Any) -> str:
    shape = isinstance(written, str) and re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", written, re.ASCII)
    if not shape or latest_day(written) is None:
        raise PydanticCustomError("date", "a date such as 2024-12-31, 2024-12 or 2024")
    return str(written)


def _full_date(written: Any) -> str:
    if len(_date(written)) != 10:
        raise PydanticCustomError("date", "a full date such as 2024-12-31")
    return str(written)


def _text_pair(written: Any) -> Any:
    return {"zh": written, "en": written} if isinstance(written, str) else written


_HAN = "\u3001-\u303f\u3400-\u9fff\uff00-\uffef"


def _unfolded(written: Any) -> Any:
    """Chinese has no spaces: one beside a Chinese character comes from folding a text over lines."""
    if not isinstance(written, str):
        return written
    return re.sub(rf"(?<=[{_HAN}])\s+|(?<=[{_HAN}][,;:.!?)])\s+|\s+(?=[{_HAN}(])", "", written)


def _checked(check: Any, schema: dict[str, Any]) -> Any:
    return BeforeValidator(check), WithJsonSchema(schema)


_NUMBER, _INTEGER = {"type": "number"}, {"type": "integer"}
Number = Annotated[Decimal, *_checked(_decimal, _NUMBER)]
Positive = Annotated[Decimal, *_checked(_decimal, _NUMBER), Field(gt=0)]
Integer = Annotated[int, *_checked(_integer, _INTEGER)]
Count = Annotated[int, *_checked(_integer, _INTEGER), Field(ge=0)]
Year = Annotated[int, *_checked(_year, {"type": "integer", "minimum": 1900, "maximum": 2200})]
Flag = Annotated[bool, *_checked(_flag, {"type": "boolean"})]
PeriodText = Annotated[str, *_checked(_period, {"type": ["string", "integer"]})]
Date = Annotated[str, *_checked(_date, {"type": "string"})]
FullDate = Annotated[str, *_checked(_full_date, {"type": "string", "format": "date"})]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=100)]
TargetId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*/[a-z0-9][a-z0-9.-]*$", max_length=200)]


class Shape(BaseModel):
    """The base of every shape: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TextPair(Shape):
    """A phrase in Chinese and English; one plain text stands for both."""

    zh: Annotated[Words, BeforeValidator(_unfolded)]
    en: Words


Phrase = Annotated[TextPair, BeforeValidator(_text_pair)]


class UnitShape(Shape):
    """A unit; `factor` of it make one base_unit."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9%][A-Za-z0-9%./-]*$", max_length=100)]
    name: Phrase
    base_unit: Words | None = None
    factor: Positive | None = None
    aliases: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _together(self) -> "UnitShape":
        if (self.base_unit is None) != (self.factor is None):
            raise PydanticCustomError("together", "base_unit and factor go together")
        return self


class MethodShape(Shape):
    """A method and a plan's own cut-offs for it."""

    name: MethodName
    on_track: Positive | None = None
    progressing: Positive | None = None

    @model_validator(mode="after")
    def _settable(self) -> "MethodShape":
        if self.name != "time-progress" and (self.on_track or self.progressing):
            raise PydanticCustomError("cut_offs", "only time-progress has cut-offs to set; the others' are published")
        return self


class PlanShape(Shape):
    """A policy document that sets targets over a span of years."""

    id: Id
    title: Phrase
    issuer: Phrase
    source: Id
    start: Year
    end: Year
    method: Annotated[
        MethodShape,
        BeforeValidator(lambda written: {"name": written} if isinstance(written, str) else written),
    ] = MethodShape(name="open-sdg")


class ReleaseShape(Shape):
    """How long after the period a value is usually published."""

    months_after: Count


class IndicatorShape(Shape):
    """A measured quantity with one definition, unit and scope."""

    id: Id
    name: Phrase
    definition: Phrase
    unit: Words
    kind: Kind
    desired: Desired
    scope: Phrase
    limit: Number | None = None
    frequency: Literal["year", "quarter", "month"] | None = None
    provider: Words | None = None
    release: ReleaseShape | None = None
    growth_of: Id | None = None


class CitationShape(Shape):
    """The words that set a number, and where they stand."""

    document: Id
    section: Words | None = None
    quote: Words | None = None


class RelativeShape(Shape):
    """A number to reach that is set against the value of a base year."""

    base: Year
    factor: Positive | None = None
    change: Number | None = None
    points: Number | None = None
    yearly: Number | None = None

    @model_validator(mode="after")
    def _one(self) -> "RelativeShape":
        if sum(part is not None for part in (self.factor, self.change, self.points, self.yearly)) != 1:
            raise PydanticCustomError("one_of", "exactly one of factor, change, points, yearly")
        return self


class RevisionShape(Shape):
    """A later version of a target."""

    effective: FullDate
    source: CitationShape
    reason: Words | None = None
    comparator: Comparator | None = None
    value: Number | None = None
    upper: Number | None = None
    tolerance: Positive | None = None
    due: PeriodText | None = None


class RelationShape(Shape):
    """How another target stands to this one."""

    target: TargetId
    relation: Literal["predecessor", "restates", "different_scope"]


class TargetShape(Shape):
    """A value that an indicator is to reach by a due period."""

    id: TargetId
    plan: Id
    indicator: Id
    comparator: Comparator
    value: Number | None = None
    upper: Number | None = None
    tolerance: Positive | None = None
    maintain: Flag = False
    transform: Transform | None = None
    base: Year | None = None
    relative: RelativeShape | None = None
    path: dict[PeriodText, Number] = {}
    due: PeriodText
    headline: Flag = True
    nature: Literal["expected", "binding"] | None = None
    group: Words | None = None
    order: Count | None = None
    lead: tuple[Words, ...] = ()
    revisions: tuple[RevisionShape, ...] = ()
    related: tuple[RelationShape, ...] = ()
    source: CitationShape
    note: Words | None = None


class TargetsFile(Shape):
    """`targets.yaml`: units, plans, indicators and targets."""

    schema_: Annotated[Literal[1], BeforeValidator(_integer)] = Field(alias="schema")
    units: tuple[UnitShape, ...] = ()
    plans: tuple[PlanShape, ...] = ()
    indicators: tuple[IndicatorShape, ...] = ()
    targets: tuple[TargetShape, ...] = ()


class TextShape(Shape):
    """The attached copy that the quotes were checked against."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    characters: Count


class ObservationShape(Shape):
    """One value of an indicator that a document states."""

    indicator: Id
    time_period: PeriodText
    value: Number
    quote: Words | None = None
    qualifier: Qualifier = "exact"
    status: Status | None = None
    published: Date | None = None
    note: Words | None = None
    series: Words | None = None
    break_: Flag = Field(default=False, alias="break")
    basis: Basis | None = None
    internal: Flag = False


class FigureShape(Shape):
    """A number that is neither a target nor a tracked observation."""

    quote: Words
    class_: Words = Field(alias="class")
    occurrences: Annotated[int, BeforeValidator(_integer), Field(ge=1)] = 1


class SourceFile(Shape):
    """`sources/<id>.yaml`: one document and what it states."""

    id: Id
    kind: Literal["plan", "statistics", "report", "news"]
    title: Phrase
    publisher: Words
    document_number: Words | None = None
    issued: Date | None = None
    accessed: Date | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=2000)] | None = None
    confidence: Literal["high", "medium", "low"] | None = None
    part_of: Id | None = None
    note: Phrase | None = None
    text: TextShape | None = None
    observations: tuple[ObservationShape, ...] = ()
    figures: tuple[FigureShape, ...] = ()


FILES: dict[str, type[Shape]] = {"targets": TargetsFile, "source": SourceFile}


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema of a data file, for editors; `name` is a key of FILES."""
    schema = FILES[name].model_json_schema(by_alias=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"policytrack {name}",
        **schema,
    }
