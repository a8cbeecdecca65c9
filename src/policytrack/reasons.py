"""One plain sentence per target that says why its verdict is what it is, in both languages."""

from decimal import Decimal

from policytrack.assessment import Assessment
from policytrack.model import Indicator, Target, Unit
from policytrack.observations import Point
from policytrack.text import Lang, Text
from policytrack.wording import QUALIFIER, digits, fixed, goal, percent, percent_number, period, rounded, with_unit

_PACELESS = {"met", "missed", "awaiting_data", "no_data", "insufficient_data", "not_due"}


def reason(original: Target, result: Assessment, indicator: Indicator, unit: Unit, base: int) -> Text:
    """Why the verdict is what it is; `original` is the target before any revision, `base` its baseline year."""
    return Text(
        _Writer(original, result, indicator, unit, base, "zh").sentence(),
        _Writer(original, result, indicator, unit, base, "en").sentence(),
    )


class _Writer:
    """The sentence in one language, clause by clause; an empty clause is left out."""

    def __init__(
        self, original: Target, result: Assessment, indicator: Indicator, unit: Unit, base: int, lang: Lang
    ) -> None:
        self.original, self.result, self.indicator, self.unit = original, result, indicator, unit
        self.base, self.lang = base, lang
        self.version, self.way, self.transform = result.version, result.trajectory, result.version.transform

    def sentence(self) -> str:
        clauses = (
            self.opening(), self.parts(), self.pace(), self.decided(), self.measured_last(), self.tolerance(),
            self.direction(), self.broken(), self.adjusted(), self.age(),
        )  # fmt: skip
        stop, between = ("。", ";") if self.lang == "zh" else (".", "; ")
        text = between.join(clause for clause in clauses if clause)
        return text[:1].upper() + text[1:] + stop

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    # -- numbers -------------------------------------------------------------------------------------------

    def number(self, value: Decimal, *, computed: bool = False) -> str:
        if self.transform == "average_growth":
            return rounded(value, 2) + "%"
        shown = rounded(value, 2) if computed else digits(value)
        return with_unit(shown, self.unit, self.lang, self.indicator.kind)

    def point(self, point: Point) -> str:
        qualifiers = {part.qualifier for part in point.parts} - {"exact"}
        qualifier = qualifiers.pop() if len(qualifiers) == 1 else "about" if qualifiers else "exact"
        number = self.number(point.number, computed=self.transform == "average_growth")
        return QUALIFIER[qualifier].to(self.lang) + number

    def distance(self, value: Decimal) -> str:
        """A difference: of percents in percentage points, of ranks in places."""
        shown = rounded(value, 2)
        if self.indicator.kind == "rank":
            return self.say(f"{shown}位", f"{shown} place{'' if shown == '1' else 's'}")
        if self.unit.name.zh == "%" or self.transform == "average_growth":
            return self.say(f"{shown}个百分点", f"{shown} percentage point{'' if shown == '1' else 's'}")
        return with_unit(shown, self.unit, self.lang)

    # -- clauses -------------------------------------------------------------------------------------------

    def opening(self) -> str:
        found, asked = self.found(), self.asked()
        return found + self.say(",", "; ") + asked if found else asked

    def found(self) -> str:
        """What was observed, and from where it started."""
        latest, start, parts = self.result.latest, self.result.baseline, self.result.of_parts
        if parts:
            return self.say(f"只有{parts}个分项的数据,没有整体的数据", f"values of {parts} parts, none of the whole")
        if latest is None or self.result.verdict == "no_data":
            return ""
        when, value = period(latest.period, self.lang), self.point(latest)
        if self.transform == "sum":
            return self.say(f"{when}累计{value}", f"{value} in {when} altogether")
        if self.transform == "average_growth":
            return self.say(
                f"{self.base}年至{when}年均增长{value}", f"{value} a year on average from {self.base} to {when}"
            )
        said = self.say("(表述)", " (a statement)") if latest.is_statement else ""
        seen = self.say(f"{when}为{value}{said}", f"{value} in {when}{said}")
        if start is None or not start.parts or start.period.last >= latest.period.last:
            return seen
        from_when, from_value = period(start.period, self.lang), self.point(start)
        return seen + self.say(f"(基期{from_when}:{from_value})", f", from {from_value} in {from_when}")

    def asked(self) -> str:
        wanted, due = goal(self.version, self.indicator, self.unit, self.lang), period(self.version.due, self.lang)
        by = "until" if self.version.maintain else "by"
        return self.say(f"目标为{due}{wanted}", f"target: {wanted} {by} {due}")

    def pace(self) -> str:
        """The share of the way and of the time, or the rates; or what is so without a pace."""
        verdict = self.result.verdict
        if self.result.of_parts or verdict in _PACELESS:
            return ""
        if verdict == "on_track" and (self.version.maintain or self.indicator.kind == "rank"):
            return self.say("目前达标,须保持至期末", "holds today, must hold until due")
        if verdict == "reversing" and self.result.satisfied_at_baseline:
            return self.say("基期已达标,现已不达标", "satisfied at the baseline, no longer")
        if self.version.maintain or self.indicator.kind == "rank":
            return self.say("尚未达标;须达到并保持", "not there yet; it is to be there and stay")
        if verdict == "reached":
            return self.say("已达到目标值", "the target is satisfied before it is due")
        if self.transform == "average_growth":
            return ""
        if self.result.pace is None and self.way.progress is not None and self.way.progress > 1:
            return self.say("已越过目标区间", "past the target on its far side")
        return self.rates() or self.shares()

    def parts(self) -> str:
        """What the parts' scores come to, where the whole has no values."""
        score = self.result.score
        if not self.result.of_parts or score is None:
            return ""
        return self.say(f"各分项得分平均为{rounded(score, 2)}", f"mean score of the parts {rounded(score, 2)}")

    def rates(self) -> str:
        """Compound rates, where the method compares them."""
        start, observed, required = self.result.baseline, self.way.observed_rate, self.way.required_rate
        plain = self.transform is None and self.indicator.kind != "rank"
        if self.result.method != "open-sdg" or not plain or observed is None or start is None or start.level <= 0:
            return ""  # a rate from a negative level reads as its opposite
        grown = percent(observed)
        if required is None:
            return self.say(f"实际年均变化{grown}", f"has changed by {grown} a year")
        needed = percent(required)
        return self.say(
            f"需年均变化{needed},实际年均变化{grown}", f"needs {needed} a year, has changed by {grown} a year"
        )

    def shares(self) -> str:
        done, elapsed, expected = self.way.progress, self.way.time_progress, self.way.expected_value
        if done is None or elapsed is None:
            return ""
        if self.version.path and expected is not None:
            due = self.number(expected, computed=True)
            return self.say(
                f"完成进度{percent(done)},按年度目标应达{due}",
                f"{percent(done)} of the way; the plan's milestones expect {due}",
            )
        if self.transform == "sum" and self.indicator.desired == "decrease":
            return self.say(
                f"时间进度{percent(elapsed)},已用{percent(done)}",
                f"{percent(done)} used in {percent(elapsed)} of the time",
            )
        places = next((n for n in range(1, 7) if percent_number(done, n) != percent_number(elapsed, n)), 1)
        # the difference of the two numbers as printed, so that a reader can check it
        points = percent_number(done, places) - percent_number(elapsed, places)
        apart = fixed(abs(points), places)
        ahead = "与时间进度持平" if not points else f"{'快' if points > 0 else '慢'}{apart}个百分点"
        side = "level with the clock" if not points else f"{apart} points {'ahead' if points > 0 else 'behind'}"
        return self.say(
            f"完成进度{percent(done, places)},时间进度{percent(elapsed, places)},{ahead}",
            f"{percent(done, places)} of the way in {percent(elapsed, places)} of the time, {side}",
        )

    def decided(self) -> str:
        """What the due date makes of it, or why nothing can be said."""
        match self.result.verdict:
            case "met":
                return self.say("已完成", "met")
            case "missed":
                return self.missed()
            case "no_data":
                return self.nothing()
            case "awaiting_data":
                return self.awaiting()
            case "insufficient_data":
                return self.insufficient()
            case "not_due":
                return self.say("未到期,此方法到期时才评定", "not due yet; this method judges at the due date only")
        return ""

    def missed(self) -> str:
        gap = self.result.gap
        if gap is None or gap <= 0:
            if gap == 0 and self.version.comparator in {"more_than", "less_than"}:
                return self.say(
                    "等于目标值,未达到“超过”或“低于”的要求", "missed: equal to the number, and not beyond it"
                )
            return self.say("未达到目标", "missed")
        return self.say(f"差{self.distance(gap)}", f"missed by {self.distance(gap)}")

    def nothing(self) -> str:
        overdue = self.result.overdue_months
        if overdue is not None:
            return self.say(f"到期已{overdue}个月,未见公布数据", f"due {overdue} months ago, no published value found")
        return self.say(f"{self.base}年以来未见公布数据", f"no published value found for {self.base} or later")

    def awaiting(self) -> str:
        overdue, due = self.result.overdue_months, period(self.version.due, self.lang)
        known = {
            True: self.say(",最近数据已达标", ", the last known value satisfies the target"),
            False: self.say(",最近数据未达标", ", the last known value does not satisfy the target"),
            None: "",
        }[self.result.last_known_satisfies]
        return self.say(
            f"到期已{overdue}个月,未见{due}数据{known}",
            f"due {overdue} months ago, no published value found for {due}{known}",
        )

    def insufficient(self) -> str:
        latest, start = self.result.latest, self.result.baseline
        unknown = self.unknown()
        if unknown:
            return unknown
        if latest is None or start is None:
            return self.say("没有可比的数据", "no value that can be compared")
        if latest.period.last == self.version.due.last and latest.interval.open:
            return self.say("公布的数值不够精确,不能判定", "the published value is too vague to decide")
        if start.period.last >= latest.period.last:
            return self.say("只有一个时期的可比数据,无法判断进度", "one comparable period only: no pace can be told")
        if min(start.level, latest.level) < 0 < max(start.level, latest.level, self.version.value or 0):
            return self.say("数值正负不一,无法判断进度", "the values change sign: no pace can be told")
        return self.say("无法判断进度", "no pace can be told")

    def unknown(self) -> str:
        """What is missing for a number to be formed at all."""
        latest = self.result.latest
        if self.version.value is None and self.version.relative:
            return self.say(
                "基年数据未公布,目标值无法算出", "its base year has no published value: the number is unknown"
            )
        if self.result.of_parts:
            return self.say("此方法不由分项推断整体", "this method draws no conclusion from parts")
        if self.transform and (latest is None or latest.period.last != self.version.due.last):
            return self.say(
                "所需年份的数据不全或不可比", "values of some of the years needed are missing or do not compare"
            )
        return ""

    def measured_last(self) -> str:
        """Where a statement decides, on which measurement the trend rests."""
        latest, due = self.result.latest, self.version.due
        points = [point for point in self.result.points if point.period.last <= due.last]
        if latest is None or not latest.is_statement or not points:
            return ""
        last, when = self.point(points[-1]), period(points[-1].period, self.lang)
        return self.say(f"最近的实测值为{when}{last}", f"last measured at {last} in {when}")

    def tolerance(self) -> str:
        if self.result.tolerance is None or self.result.verdict == "no_data":
            return ""
        stated, reach = self.version.tolerance is not None, self.distance(self.result.tolerance)
        used = self.say(",在允差内", ", satisfied within it") if self.result.by_tolerance else ""
        kind = self.say("允差" if stated else "默认允差", "tolerance" if stated else "default tolerance")
        return self.say(f"{kind}{reach}{used}", f"{kind} {reach}{used}")

    def direction(self) -> str:
        if self.version.comparator not in {"increase", "decrease"}:
            return ""
        return self.say("规划未设数值,只看方向", "the plan gave a direction and no number")

    def broken(self) -> str:
        """That the values before the baseline are not comparable."""
        start = self.result.baseline
        if start is None or not start.is_break:
            return ""
        when = period(start.period, self.lang)
        return self.say(f"{when}起口径有变,与此前不可比", f"values from {when} on do not compare with earlier ones")

    def adjusted(self) -> str:
        """That a revision is in force, and what stood before."""
        before, now = self.original, self.version
        fields = ("comparator", "value", "upper", "tolerance", "due")
        if before.relative or all(getattr(before, field) == getattr(now, field) for field in fields):
            return ""
        was, due = goal(before, self.indicator, self.unit, self.lang), period(before.due, self.lang)
        return self.say(f"目标经调整,原为{due}{was}", f"the target was adjusted; originally {was} by {due}")

    def age(self) -> str:
        months = self.result.stale_months
        return "" if months is None else self.say(f"数据距今{months}个月", f"the data are {months} months old")
