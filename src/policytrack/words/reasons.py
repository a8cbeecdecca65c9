"""One plain sentence per target that says why its verdict is what it is, in both languages."""

from decimal import Decimal
from functools import cache, partial
from operator import attrgetter

from policytrack.assessing.assessment import Assessment
from policytrack.assessing.series.points import Point
from policytrack.decimals import digits, fixed, percent, percent_number, rounded
from policytrack.model import Indicator, Kind, Target, Unit
from policytrack.period import Period
from policytrack.reporting.report import Row
from policytrack.text import Text, in_both
from policytrack.words.amounts import with_unit
from policytrack.words.periods import period
from policytrack.words.targets import due_since, target_by_due
from policytrack.words.terms import QUALIFIER

_NOTHING = Text("", "")
_adjustable = attrgetter("comparator", "value", "upper", "tolerance", "due")
_PACELESS = {"met", "missed", "awaiting_data", "no_data", "insufficient_data", "not_due"}


def reason(original: Target, result: Assessment, indicator: Indicator, unit: Unit, base: int) -> Text:
    """Why the verdict is what it is; `original` is the target before any revision, `base` its baseline year."""
    return _Writer(original, result, indicator, unit, base).sentence()


def reason_of(row: Row) -> Text:
    """Why a row's verdict is what it is."""
    return reason(row.target, row.result, row.indicator, row.unit, row.base)


@cache
def _when(when: Period) -> Text:
    return Text(period(when, "zh"), period(when, "en"))


class _Writer:
    """The sentence in both languages, clause by clause; a clause that does not apply is None."""

    def __init__(self, original: Target, result: Assessment, indicator: Indicator, unit: Unit, base: int) -> None:
        self.original, self.result, self.indicator, self.unit, self.base = original, result, indicator, unit, base
        self.version, self.way, self.transform = result.version, result.trajectory, result.version.transform

    def sentence(self) -> Text:
        clauses = [
            self.opening(), self.parts(), self.pace(), self.decided(), self.measured_last(), self.tolerance(),
            self.direction(), self.broken(), self.adjusted(), self.age(),
        ]  # fmt: skip
        said = [clause for clause in clauses if clause]
        en = "; ".join(clause.en for clause in said)
        return Text(";".join(clause.zh for clause in said) + "。", en[:1].upper() + en[1:] + ".")

    # -- numbers -------------------------------------------------------------------------------------------

    def number(self, value: Decimal, *, computed: bool = False) -> Text:
        if self.transform == "average_growth":
            return Text.same(rounded(value, 2) + "%")
        return self.with_unit(rounded(value, 2) if computed else digits(value), self.indicator.kind)

    def with_unit(self, shown: str, kind: Kind | None = None) -> Text:
        return Text(with_unit(shown, self.unit, "zh", kind), with_unit(shown, self.unit, "en", kind))

    def point(self, point: Point) -> Text:
        number = self.number(point.number, computed=self.transform == "average_growth")
        if point.bounds is None:
            return number
        word = QUALIFIER[point.qualifier]
        return Text(word.zh + number.zh, word.en + number.en)

    def wanted(self, version: Target) -> Text:
        return in_both(partial(target_by_due, version, self.indicator, self.unit))

    def distance(self, value: Decimal) -> Text:
        """A difference: of percents in percentage points, of ranks in places."""
        shown = rounded(value, 2)
        if self.indicator.kind == "rank":
            return Text(f"{shown}位", f"{shown} place{'' if shown == '1' else 's'}")
        if self.unit.name.zh == "%" or self.transform == "average_growth":
            return Text(f"{shown}个百分点", f"{shown} percentage point{'' if shown == '1' else 's'}")
        return self.with_unit(shown)

    # -- clauses -------------------------------------------------------------------------------------------

    def opening(self) -> Text:
        found, asked = self.found(), self.asked()
        return Text(f"{found.zh},{asked.zh}", f"{found.en}; {asked.en}") if found else asked

    def found(self) -> Text | None:
        """What was observed, and from where it started."""
        latest, start, parts = self.result.latest, self.result.baseline, self.result.of_parts
        if parts:
            return Text(f"只有{parts}个分项的数据,没有整体的数据", f"values of {parts} parts, none of the whole")
        if latest is None or self.result.verdict == "no_data":
            return None
        when, value = _when(latest.period), self.point(latest)
        if self.transform == "sum":
            return Text(f"{when.zh}累计{value.zh}", f"{value.en} in {when.en} altogether")
        if self.transform == "average_growth":
            zh = f"{self.base}年至{when.zh}年均增长{value.zh}"
            return Text(zh, f"{value.en} a year on average from {self.base} to {when.en}")
        said = Text("(表述,非实测)", " (a statement)") if latest.is_statement else _NOTHING
        is_ = "" if latest.is_vague else "为"
        zh, en = f"{when.zh}{is_}{value.zh}{said.zh}", f"{value.en} in {when.en}{said.en}"
        if start is not None and start.parts and start.period.last < latest.period.last:
            from_when, from_value = _when(start.period), self.point(start)
            zh += f"(基期{from_when.zh}:{from_value.zh})"
            en += f", from {from_value.en} in {from_when.en}"
        return Text(zh, en)

    def asked(self) -> Text:
        wanted = self.wanted(self.version)
        to = "到" if self.version.comparator in {"increase", "decrease"} else ""
        return Text(f"目标为{to}{wanted.zh}", f"target: {wanted.en}")

    def pace(self) -> Text | None:
        """The share of the way and of the time, or the rates; or what is so without a pace."""
        verdict = self.result.verdict
        if self.result.of_parts or verdict in _PACELESS:
            return None
        if verdict == "on_track" and (self.version.maintain or self.indicator.kind == "rank"):
            return Text("目前达标,须保持至期末", "holds today, must hold until due")
        if verdict == "reversing" and self.result.satisfied_at_baseline:
            return Text("基期已达标,现已不达标", "satisfied at the baseline, no longer")
        if self.version.maintain or self.indicator.kind == "rank":
            return Text("尚未达标;须达到并保持", "not there yet; it is to be there and stay")
        if verdict == "reached":
            return Text("已达到目标值", "the target is satisfied before it is due")
        if self.transform == "average_growth":
            return None
        if self.result.pace is None and self.way.progress is not None and self.way.progress > 1:
            return Text("已越过目标区间", "past the target on its far side")
        return self.rates() or self.shares()

    def parts(self) -> Text | None:
        """What the parts' scores come to, where the whole has no values."""
        score = self.result.score
        if not self.result.of_parts or score is None:
            return None
        return Text(f"各分项得分平均为{rounded(score, 2)}", f"mean score of the parts {rounded(score, 2)}")

    def rates(self) -> Text | None:
        """Compound rates, where the method compares them."""
        start, observed, required = self.result.baseline, self.way.observed_rate, self.way.required_rate
        plain = self.transform is None and self.indicator.kind != "rank"
        if self.result.method != "open-sdg" or not plain or observed is None or start is None or start.level <= 0:
            return None  # a rate from a negative level reads as its opposite
        grown = percent(observed)
        if required is None:
            return Text(f"实际年均变化{grown}", f"has changed by {grown} a year")
        needed, asked = percent(required), _NOTHING
        if self.version.path and self.way.expected_value is not None:
            due = self.number(self.way.expected_value, computed=True)
            asked = Text(f",按年度目标应达{due.zh}", f"; the plan's milestones expect {due.en}")
        return Text(
            f"需年均变化{needed},实际年均变化{grown}{asked.zh}",
            f"needs {needed} a year, has changed by {grown} a year{asked.en}",
        )

    def shares(self) -> Text | None:
        done, elapsed, expected = self.way.progress, self.way.time_progress, self.way.expected_value
        if done is None or elapsed is None:
            return None
        if self.version.path and expected is not None:
            due = self.number(expected, computed=True)
            return Text(
                f"完成进度{percent(done)},按年度目标应达{due.zh}",
                f"{percent(done)} of the way; the plan's milestones expect {due.en}",
            )
        if self.transform == "sum" and self.indicator.desired == "decrease":
            return Text(
                f"时间进度{percent(elapsed)},已用{percent(done)}",
                f"{percent(done)} used in {percent(elapsed)} of the time",
            )
        places = next((n for n in range(1, 7) if percent_number(done, n) != percent_number(elapsed, n)), 1)
        # the difference of the two numbers as printed, so that a reader can check it
        points = percent_number(done, places) - percent_number(elapsed, places)
        apart = fixed(abs(points), places)
        ahead = "与时间进度持平" if not points else f"{'快' if points > 0 else '慢'}{apart}个百分点"
        side = "level with the clock" if not points else f"{apart} points {'ahead' if points > 0 else 'behind'}"
        return Text(
            f"完成进度{percent(done, places)},时间进度{percent(elapsed, places)},{ahead}",
            f"{percent(done, places)} of the way in {percent(elapsed, places)} of the time, {side}",
        )

    def decided(self) -> Text | None:
        """What the due date makes of it, or why nothing can be said."""
        match self.result.verdict:
            case "met":
                return Text("已完成", "met")
            case "missed":
                return self.missed()
            case "no_data":
                return self.nothing()
            case "awaiting_data":
                return self.awaiting()
            case "insufficient_data":
                return self.insufficient()
            case "not_due":
                return Text("未到期,此方法到期时才评定", "not due yet; this method judges at the due date only")
        return None

    def missed(self) -> Text | None:
        gap = self.result.gap
        if gap is None or gap <= 0:
            if gap == 0 and self.version.comparator in {"more_than", "less_than"}:
                return Text("等于目标值,未达到“超过”或“低于”的要求", "missed: equal to the number, and not beyond it")
            return Text("未达到目标", "missed")
        short, latest = self.distance(gap), self.result.latest
        about = Text("约", "about ") if latest is not None and latest.is_vague else _NOTHING
        held = "未保持," if self.version.maintain and self.result.satisfied_at_baseline else ""
        return Text(f"{held}差{about.zh}{short.zh}", f"missed by {about.en}{short.en}")

    def nothing(self) -> Text | None:
        overdue = self.result.overdue_months
        zh, en = f"{self.base}年以来未见公布数据", f"no published value found for {self.base} or later"
        if overdue is None:
            return Text(zh, en)
        since = in_both(partial(due_since, overdue))
        return Text(f"{since.zh},{zh}", f"{since.en}, {en}")

    def awaiting(self) -> Text | None:
        overdue, due = self.result.overdue_months, _when(self.version.due)
        known = {
            True: Text(",最近数据已达标", ", the last known value satisfies the target"),
            False: Text(",最近数据未达标", ", the last known value does not satisfy the target"),
            None: _NOTHING,
        }[self.result.last_known_satisfies]
        if self.is_base_alone and self.result.last_known_satisfies is False:  # of course it does not, yet
            known = Text(",仅有基期数据", ", the only value known is that of the base")
        since = in_both(partial(due_since, overdue or 0))
        return Text(
            f"{since.zh},未见{due.zh}数据{known.zh}", f"{since.en}, no published value found for {due.en}{known.en}"
        )

    def insufficient(self) -> Text | None:
        latest, start = self.result.latest, self.result.baseline
        unknown = self.unknown()
        if unknown:
            return unknown
        if latest is None or start is None:
            return Text("没有可比的数据", "no value that can be compared")
        if latest.period.last == self.version.due.last and latest.interval.open:
            return Text("公布的数值不够精确,不能判定", "the published value is too vague to decide")
        if start.is_break and start.period.last >= latest.period.last:
            return Text(
                "只有一个时期的可比数据,无法判断进度", "one comparable period only: the pace cannot be computed"
            )
        if start.period.last >= latest.period.last:
            return Text(
                "基期以来只有一个时期的数据,无法判断进度", "one value only since the base: the pace cannot be computed"
            )
        if min(start.level, latest.level) < 0 < max(start.level, latest.level, self.version.value or 0):
            return Text("数值正负不一,无法判断进度", "the values change sign: the pace cannot be computed")
        return Text("无法判断进度", "the pace cannot be computed")

    @property
    def is_base_alone(self) -> bool:
        """Whether nothing is known beyond the baseline."""
        latest, start = self.result.latest, self.result.baseline
        return latest is not None and start is not None and latest.period.last == start.period.last

    def unknown(self) -> Text | None:
        """What is missing for a number to be formed at all."""
        latest = self.result.latest
        if self.version.value is None and self.version.relative:
            return Text("基年数据未公布,目标值无法算出", "its base year has no published value: the number is unknown")
        if self.result.of_parts:
            return Text("此方法不由分项推断整体", "this method draws no conclusion from parts")
        if self.transform and (latest is None or latest.period.last != self.version.due.last):
            return Text(
                "所需年份的数据不全或不可比", "values of some of the years needed are missing or do not compare"
            )
        return None

    def measured_last(self) -> Text | None:
        """Where a statement decides, on which measurement the trend rests."""
        latest, due = self.result.latest, self.version.due
        if latest is None or not latest.is_statement:
            return None
        points = [point for point in self.result.points if point.period.last <= due.last]
        if not points:
            return None
        last, when = self.point(points[-1]), _when(points[-1].period)
        return Text(f"最近的实测值为{when.zh}{last.zh}", f"last measured at {last.en} in {when.en}")

    def tolerance(self) -> Text | None:
        if self.result.tolerance is None or self.result.verdict == "no_data":
            return None
        stated, reach = self.version.tolerance is not None, self.distance(self.result.tolerance)
        used = Text(",在允差内", ", satisfied within it") if self.result.by_tolerance else _NOTHING
        kind = Text("允差" if stated else "默认允差", "tolerance" if stated else "default tolerance")
        return Text(f"{kind.zh}{reach.zh}{used.zh}", f"{kind.en} {reach.en}{used.en}")

    def direction(self) -> Text | None:
        if self.version.comparator not in {"increase", "decrease"}:
            return None
        return Text("规划未设数值,只看方向", "the plan gave a direction and no number")

    def broken(self) -> Text | None:
        """That the values before the baseline are not comparable."""
        start = self.result.baseline
        if start is None or not start.is_break:
            return None
        when = _when(start.period)
        return Text(f"{when.zh}起的数与此前不可比", f"values from {when.en} on do not compare with earlier ones")

    def adjusted(self) -> Text | None:
        """That a revision is in force, and what stood before."""
        before, now = self.original, self.version
        if not before.revisions or before.relative:
            return None
        if _adjustable(before) == _adjustable(now):
            return None
        was = self.wanted(before)
        return Text(f"目标经调整,原为{was.zh}", f"the target was adjusted; originally {was.en}")

    def age(self) -> Text | None:
        months = self.result.stale_months
        return None if months is None else Text(f"数据距今{months}个月", f"the data are {months} months old")
