"""What the methods are called, compare, and come to."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policytrack.decimals import fixed
from policytrack.model import Indicator, MethodChoice
from policytrack.text import Lang, Text
from policytrack.words.verdicts import _verdict

if TYPE_CHECKING:
    from policytrack.assessing.assessment import Assessment


def method_view(result: "Assessment", indicator: Indicator, lang: Lang) -> str:
    """One method's verdict beside others: its word and, where the method has one, its ratio."""
    word = _verdict(result, indicator).to(lang)
    return word if result.ratio is None else f"{word} {fixed(result.ratio, 2)}"


def disagreement(lang: Lang) -> str:
    """That the methods come to different verdicts."""
    return "各方法的结论不一致" if lang == "zh" else "the methods disagree"


def method_note(choice: MethodChoice, lang: Lang) -> str:
    """What a method compares, and its cut-offs: printed under every table that rests on it."""
    zh = lang == "zh"
    if choice.name == "attainment":
        return (
            "方法:attainment,到期时评定是否完成,未到期不判断进度"
            if zh
            else "Method: attainment, met or not at the due date; no pace is judged before"
        )
    compared = {
        "time-progress": Text("完成进度÷时间进度", "share of the way / share of the time"),
        "open-sdg": Text("实际年均变化÷所需年均变化", "growth observed / growth needed"),
        "linear": Text("实际年均增量÷所需年均增量", "change a year so far / change a year needed"),
    }[choice.name].to(lang)
    good, fair = (format(cut.normalize(), "f") for cut in _cut_offs(choice))
    if zh:
        return f"方法:{choice.name},{compared};≥{good} 符合或快于预期,≥{fair} 略慢于预期,以下为滞后"
    return f"Method: {choice.name}, {compared}; on track from {good}, slightly behind from {fair}"


def _cut_offs(choice: MethodChoice) -> tuple[Decimal, Decimal]:
    from policytrack.assessing.methods import method_of

    own: Any = method_of(choice.name)
    return choice.on_track or own.ON_TRACK, choice.progressing or own.PROGRESSING
