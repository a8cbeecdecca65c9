"""One plain sentence per target that says why its verdict is what it is, in both languages."""

from collections.abc import Callable
from decimal import Decimal

from policytrack.assessment import Assessment
from policytrack.model import Indicator, Target, Unit
from policytrack.observations import Point
from policytrack.text import Lang, Text
from policytrack.wording import digits, fixed, goal, percent, percent_number, period, rounded, with_unit

_Clause = Callable[["_Writer"], str]


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

    def sentence(self) -> str:
        clauses = [
            self.found(),
            self.pace(),
            self.decided(),
            self.tolerance(),
            self.direction(),
            self.adjusted(),
            self.age(),
        ]
        stop, between = ("。", ";") if self.lang == "zh" else (".", "; ")
        text = between.join(clause for clause in clauses if clause)
        return text[:1].upper() + text[1:] + stop

    def say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def number(self, value: Decimal, *, computed: bool = False) -> str:
        if self.result.version.transform == "average_growth":
            return rounded(value, 2) + "%"
        shown = rounded(value, 2) if computed else digits(value)
        return with_unit(shown, self.unit, self.lang, self.indicator.kind)

    def point(self, point: Point) -> str:
        qualifier = point.parts[-1].qualifier if len(point.parts) == 1 else "exact"
        word = {
            "over": self.say("超过", "over "),
            "about": self.say("约", "about "),
            "under": self.say("近", "just under "),
        }
        computed = self.result.version.transform == "average_growth"
        return word.get(qualifier, "") + self.number(point.number, computed=computed)

    # -- clauses -------------------------------------------------------------------------------------------

    def found(self) -> str:
        """What was observed, against what."""
        result = self.result
        asked = self.asked()
        if result.verdict == "no_data":
            return self.nothing(asked)
        latest = result.latest
        if latest is None:
            return self.say(f"目标为{asked}", f"target {asked}")
        seen = self.say(
            f"{period(latest.period, 'zh')}为{self.point(latest)}", f"{self.point(latest)} in {latest.period}"
        )
        if result.version.transform == "sum":
            seen = self.say(
                f"截至{period(latest.period, 'zh')}累计{self.point(latest)}",
                f"{self.point(latest)} so far (to {latest.period})",
            )
        if result.version.transform == "average_growth":
            seen = self.say(f"{self.base}年以来年均增长{self.point(latest)}(至{period(latest.period, 'zh')})",
                            f"{self.point(latest)} a year on average from {self.base} to {latest.period}")  # fmt: skip
        start = result.baseline
        if start and start.parts and start.period != latest.period and result.version.transform is None:
            seen += self.say(
                f"(基期{period(start.period, 'zh')}:{self.point(start)})",
                f", from {self.point(start)} in {start.period}",
            )
        return seen + self.say(f",目标为{asked}", f"; target {asked}")

    def asked(self) -> str:
        version = self.result.version
        due = period(version.due, self.lang)
        return self.say(
            f"{due}{goal(version, self.indicator, self.unit, 'zh')}",
            f"{goal(version, self.indicator, self.unit, 'en')} by {due}",
        )

    def nothing(self, asked: str) -> str:
        overdue = self.result.overdue_months
        if overdue is not None:
            return self.say(
                f"目标为{asked};到期已{overdue}个月,未见公布数据",
                f"target {asked}; due {overdue} months ago, no published value found",
            )
        return self.say(
            f"目标为{asked};{self.base}年以来未见公布数据",
            f"target {asked}; no published value found for {self.base} or later",
        )

    def pace(self) -> str:
        """The share of the way and of the time, or the rates; empty where no pace can be told."""
        result = self.result
        if result.verdict in {"met", "missed", "awaiting_data", "no_data", "insufficient_data"} or result.pace is None:
            return self.held()
        if result.version.transform == "average_growth":
            return ""
        if (
            result.method == "open-sdg"
            and result.trajectory.observed_rate is not None
            and result.version.transform != "sum"
            and self.is_compound
        ):
            assert result.trajectory.required_rate is not None
            needed, grown = percent(result.trajectory.required_rate), percent(result.trajectory.observed_rate)
            return self.say(
                f"需年均变化{needed},实际年均{grown}", f"needs {needed} a year, has changed by {grown} a year"
            )
        if result.trajectory.progress is None or result.trajectory.time_progress is None:
            return ""
        return self.shares(result.trajectory.progress, result.trajectory.time_progress)

    @property
    def is_compound(self) -> bool:
        start = self.result.baseline
        return start is not None and start.level != 0

    def shares(self, done: Decimal, elapsed: Decimal) -> str:
        if self.result.version.path and self.result.trajectory.expected_value is not None:
            due = self.number(self.result.trajectory.expected_value, computed=True)
            return self.say(
                f"完成进度{percent(done)},按年度目标应达{due}",
                f"{percent(done)} of the way; the plan's milestones expect {due}",
            )
        # the difference of the two numbers as printed, so that a reader can check it
        points = percent_number(done) - percent_number(elapsed)
        apart = fixed(abs(points), 1)
        ahead = "与时间进度持平" if not points else f"{'快' if points > 0 else '慢'}{apart}个百分点"
        side = "level with the clock" if not points else f"{apart} points {'ahead' if points > 0 else 'behind'}"
        return self.say(f"完成进度{percent(done)},时间进度{percent(elapsed)},{ahead}",
                        f"{percent(done)} of the way in {percent(elapsed)} of the time, {side}")  # fmt: skip

    def held(self) -> str:
        result = self.result
        if result.verdict == "on_track" and (result.version.maintain or self.indicator.kind == "rank"):
            return self.say("目前达标,须保持至期末", "holds today, must hold until due")
        if result.verdict == "reversing" and result.satisfied_at_baseline:
            return self.say("基期已达标,现已不达标", "satisfied at the baseline, no longer")
        if result.verdict == "reached":
            return self.say("已达到目标值", "the target is satisfied before it is due")
        return ""

    def decided(self) -> str:
        """What the due date makes of it, or why nothing can be said."""
        result = self.result
        match result.verdict:
            case "met":
                return self.say("已完成", "met")
            case "missed":
                return self.missed()
            case "awaiting_data":
                return self.awaiting()
            case "insufficient_data":
                return self.insufficient()
        return ""

    def missed(self) -> str:
        gap = self.result.gap
        if gap is None or gap <= 0:
            return self.say("未达到", "missed")
        if self.indicator.kind == "rank":
            return self.say(f"差{digits(gap)}位", f"missed by {digits(gap)} places")
        short = self.gap(gap)
        return self.say(f"差{short}", f"missed by {short}")

    def gap(self, gap: Decimal) -> str:
        is_share = self.unit.name.zh in {"%", "‰"} or self.result.version.transform == "average_growth"
        if is_share:
            return self.say(f"{rounded(gap, 2)}个百分点", f"{rounded(gap, 2)} percentage points")
        return self.number(gap, computed=True)

    def awaiting(self) -> str:
        overdue = self.result.overdue_months
        since = self.say(f"到期已{overdue}个月", f"due {overdue} months ago")
        missing = self.say(
            f"未见{period(self.result.version.due, 'zh')}数据",
            f"no published value found for {self.result.version.due}",
        )
        known = {
            True: self.say(",最近数据已达标", ", the last known value satisfies the target"),
            False: self.say(",最近数据未达标", ", the last known value does not satisfy the target"),
            None: "",
        }[self.result.last_known_satisfies]
        return self.say(f"{since},{missing}{known}", f"{since}, {missing}{known}")

    def insufficient(self) -> str:
        result = self.result
        if result.version.value is None and result.version.relative:
            return self.say(
                "基年数据未公布,目标值无法算出",
                "the base year has no published value, so the number to reach is unknown",
            )
        over = result.overdue_months is not None or (
            result.latest is not None and result.latest.period.last == result.version.due.last
        )
        if over and result.latest and result.latest.interval.open:
            return self.say("公布的数值不够精确,不能判定", "the published value is too vague to decide")
        if result.baseline is None or result.latest is None:
            return self.say("没有可比的数据", "no value that can be compared")
        if result.baseline.period.last >= result.latest.period.last:
            return self.say("只有一个时期的数据,无法判断进度", "one period only: no pace can be told")
        return self.say("数据不连续或不可比,无法判断", "the values have a gap or cannot be compared")

    def tolerance(self) -> str:
        result = self.result
        if result.tolerance is None or result.verdict == "no_data":
            return ""
        stated = result.version.tolerance is not None
        reach = with_unit(format(result.tolerance.normalize(), "f"), self.unit, self.lang)
        used = self.say(",在允差内", ", satisfied within it") if result.by_tolerance else ""
        kind = self.say("允差" if stated else "默认允差", "tolerance" if stated else "default tolerance")
        return self.say(f"{kind}{reach}{used}", f"{kind} {reach}{used}")

    def direction(self) -> str:
        if self.result.version.comparator not in {"increase", "decrease"}:
            return ""
        return self.say("规划未设数值,只看方向", "the plan gave a direction and no number")

    def adjusted(self) -> str:
        """That a revision is in force, and what stood before."""
        if not any(revision.effective for revision in self.original.revisions):
            return ""
        before, now = self.original, self.result.version
        if (before.value, before.due, before.comparator) == (now.value, now.due, now.comparator):
            return ""
        was = goal(before, self.indicator, self.unit, self.lang)
        due = period(before.due, self.lang)
        return self.say(f"目标经调整,原为{due}{was}", f"the target was adjusted; originally {was} by {due}")

    def age(self) -> str:
        months = self.result.stale_months
        return "" if months is None else self.say(f"数据距今{months}个月", f"the data are {months} months old")
