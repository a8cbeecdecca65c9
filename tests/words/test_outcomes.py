"""What `record` and `retract` say, exactly."""

from typing import Any

import pytest

from policytrack.recording.proposal import Outcome, Proposal
from policytrack.reporting.moves import Moved
from policytrack.words.outcomes import told_move, told_outcome, told_value
from tests.drawn import asked, catalogue, made, seen

TARGET = asked()
ONE = seen(2025, 310)
KNOWN = catalogue(TARGET, "stock", "increase", "count", [ONE], "time-progress")


def judged(*values: Any) -> Any:
    (row,) = made(TARGET, "stock", "increase", "count", list(values)).rows
    return row.result


def test_a_verdict_that_stays_and_one_that_moves() -> None:
    before, after = judged(seen(2020, 100)), judged(seen(2020, 100), seen(2025, 150, status="provisional"))
    assert told_move(Moved(TARGET, after, after), KNOWN) == (
        "  p/t:评估结论仍为“滞后(初步)”",
        "  p/t: still lagging (provisional)",
    )
    assert told_move(Moved(TARGET, before, after), KNOWN) == (
        "  p/t:评估结论由“数据不足,暂不能评估(截至2020年)”变为“滞后(初步)”",
        "  p/t: from insufficient data (as of 2020) to lagging (provisional)",
    )


def test_a_value_names_its_source_or_says_that_it_has_none() -> None:
    assert told_value(ONE, KNOWN) == ("指标 310件, 2025年(来源:s)", "Indicator 310 pieces, 2025 (source: s)")
    bare = told_value(ONE._replace(source=None), KNOWN)
    assert bare == ("指标 310件, 2025年(来源:未注明来源)", "Indicator 310 pieces, 2025 (source: no source given)")
    assert told_value(ONE._replace(indicator="gone"), KNOWN).en == "gone 310 (2025)"


@pytest.mark.parametrize(
    ("outcome", "zh", "en"),
    [
        ("new", "已记录:", "recorded: "), ("unchanged", "与现有值相同,未改动:", "unchanged, the store holds it already: "),
        ("confirms", "已记录,与数据文件中的值一致:", "recorded; it confirms the value in the data files: "),
        ("revision", "已作为修订值记录(原值310):", "recorded as a revision (was 310): "),
    ],
)  # fmt: skip
def test_what_was_recorded(outcome: Outcome, zh: str, en: str) -> None:
    proposal = Proposal(ONE, outcome, ONE, None, (), ())
    what, kept = told_value(ONE, KNOWN), "" if outcome == "unchanged" else f"\n  → here (id {ONE.id})"
    told = told_outcome(proposal, KNOWN, "here", dry_run=False)
    assert told.en == f"{en}{what.en}{kept}" and told.zh.startswith(f"{zh}{what.zh}")
    if outcome != "unchanged":
        dry = told_outcome(proposal, KNOWN, "here", dry_run=True)
        assert dry == (f"(预览,未写入){zh}{what.zh}", f"(dry run, nothing is stored) {en}{what.en}")
