"""What `record` and `retract` say of what they did."""

from functools import partial

from policytrack.decimals import digits
from policytrack.model import Catalogue, Observation
from policytrack.recording.proposal import Proposal
from policytrack.reporting.moves import Moved
from policytrack.text import Lang, Text, in_both
from policytrack.words.amounts import value_of
from policytrack.words.periods import period
from policytrack.words.terms import NO_SOURCE
from policytrack.words.verdicts import verdict_word


def told_outcome(proposal: Proposal, catalogue: Catalogue, place: str, *, dry_run: bool) -> Text:
    """What was stored, and where."""
    what = told_value(proposal.row, catalogue)
    previous = proposal.previous
    old = "" if previous is None else digits(previous.value)
    where = Text(f"{place}(标识 {proposal.row.id})", f"{place} (id {proposal.row.id})")
    match proposal.outcome:
        case "unchanged":
            return Text(f"与现有值相同,未改动:{what.zh}", f"unchanged, the store holds it already: {what.en}")
        case "revision":
            done = Text(f"已作为修订值记录(原值{old}):{what.zh}", f"recorded as a revision (was {old}): {what.en}")
        case "confirms":
            done = Text(
                f"已记录,与数据文件中的值一致:{what.zh}",
                f"recorded; it confirms the value in the data files: {what.en}",
            )
        case _:
            done = Text(f"已记录:{what.zh}", f"recorded: {what.en}")
    if dry_run:
        return Text(f"(预览,未写入){done.zh}", f"(dry run, nothing is stored) {done.en}")
    return Text(f"{done.zh}\n  → {where.zh}", f"{done.en}\n  → {where.en}")


def told_value(row: Observation, catalogue: Catalogue) -> Text:
    """Indicator, value, period and source."""
    indicator = catalogue.indicators.get(row.indicator)
    if indicator is None:
        return Text.same(f"{row.indicator} {digits(row.value)} ({row.period})")
    unit = catalogue.units[indicator.unit]

    def write(lang: Lang) -> str:
        value, when = value_of(row, unit, indicator.kind, lang), period(row.period, lang)
        source = row.source or NO_SOURCE.to(lang)
        return f"{indicator.name.to(lang)} {value}, {when}" + (
            f"(来源:{source})" if lang == "zh" else f" (source: {source})"
        )

    return in_both(write)


def told_move(move: Moved, catalogue: Catalogue) -> Text:
    """What became of a target's verdict."""
    indicator = catalogue.indicators[move.target.indicator]
    before, after = (in_both(partial(verdict_word, one, indicator)) for one in (move.before, move.after))
    if before == after:
        return Text(f"  {move.target.id}:评估结论仍为“{after.zh}”", f"  {move.target.id}: still {after.en}")
    return Text(
        f"  {move.target.id}:评估结论由“{before.zh}”变为“{after.zh}”",
        f"  {move.target.id}: from {before.en} to {after.en}",
    )
