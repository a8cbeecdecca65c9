"""The bundled data: every quantified target of the three plans, as read by hand, and its words in the plans' texts."""

import csv
import hashlib
import io
import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from policytrack.files.catalogue import read_catalogue
from policytrack.model import Catalogue
from tests.conftest import ROOT, Run
from tests.linjiang import PLAN, register

# id: comparator, value (of a range also upper), unit, kind, and what else bears on the verdict
READ_BY_HAND = """
zgc22/st-spending-intensity               at_least   6         %           ratio
zgc22/invention-patents-per-10k           at_least   700       件/万人     ratio
zgc22/tech-contract-turnover              more_than  6000      亿元        flow
zgc22/tech-transfer-institutions more_than 50       家          stock
zgc22/open-innovation-platforms           more_than  30        家          stock
zgc22/profit-margin                       at_least   10        %           ratio
zgc22/labour-productivity                 more_than  40        万元/人     ratio
zgc22/income-per-employee                 at_least   260       万元/人     ratio
zgc22/income-per-km2                      at_least   183       亿元/平方公里 ratio
zgc22/energy-intensity                    at_most    0.065     吨标煤/万元 ratio
zgc22/listed-companies                    about      500       家          stock
zgc22/pillar-clusters                     between    2–3       个          stock
zgc22/pct-applications                    more_than  11000     件          flow
zgc22/international-standards             at_least   450       项          cumulative
zgc22/international-talent                more_than  60000     人          stock
zgc22/world-list-companies                more_than  40        家          stock
zgc22/hard-tech-incubator-parks           at_least   16        个          stock       limit=16
zgc22/leading-young-talent                increase   -         人          stock
zgc22/service-talent-teams                at_least   3         支          stock       task
zgc22/matching-platforms                  at_least   2         个          stock       task
istic25/rd-intensity                      about      6         %           ratio       maintain
istic25/basic-research-share              about      17        %           ratio       limit=100 base=2019
istic25/highly-cited-researchers          about      210       人次        flow
istic25/top-award-laureates               increase   -         人          flow
istic25/world-class-universities          increase   -         所          stock
istic25/high-tech-value-added             more_than  12000     亿元        flow
istic25/digital-economy-growth            about      7.5       亿元        flow        maintain average_growth base=2020
istic25/unicorn-city-rank                 at_most    1         位          rank        maintain
istic25/hidden-champions                  increase   -         家          stock
istic25/zgc-total-income-growth           about      8         亿元        flow        average_growth base=2020
istic25/tech-contract-turnover            more_than  8000      亿元        flow
istic25/rd-personnel-per-10k              about      260       人/万人     ratio
istic25/scientific-literacy               about      28        %           ratio       limit=100
istic25/simulated-neurons                 at_least   100000000 个          stock       task
istic25/vehicle-platform-vehicles at_least 10000000  辆          stock       task
istic25/vehicle-platform-concurrency at_least 1000000 个并发     stock       task
istic25/methalox-engine-thrust            at_least   200       吨          stock       task
istic25/solid-state-battery-storage       at_least   1         吉瓦时      stock       task
istic25/virtual-power-plant               at_least   100       兆瓦        stock       task
istic25/parks-with-specialised-park       at_least   16        个          stock       limit=16 task
istic25/online-service-coverage           at_least   100       %           ratio       limit=100 task
intl27/belt-road-joint-labs               at_least   15        家          stock
intl27/international-joint-rd-projects    at_least   100       项          flow        sum
intl27/foreign-rd-centres                 at_least   300       家          stock
intl27/pct-applications                   at_least   12000     件          flow
intl27/q1-journals                        at_least   120       本          stock
"""
DUE = {"zgc22": "2022", "istic25": "2025", "intl27": "2027"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found, findings = read_catalogue(ROOT / "data")
    assert not findings
    return found


def test_every_target_as_read_by_hand(catalogue: Catalogue) -> None:
    told = []
    for one in catalogue.targets.values():
        indicator = catalogue.indicators[one.indicator]
        value = "-" if one.value is None else f"{one.value:f}" + (f"–{one.upper:f}" if one.upper is not None else "")
        marks = [
            f"limit={indicator.limit}" if indicator.limit is not None and one.transform is None else None,
            "maintain" if one.maintain else None,
            one.transform,
            f"base={one.base}" if one.base else None,
            None if one.headline else "task",
        ]
        unit = catalogue.units[indicator.unit].name.zh
        told.append((one.id, one.comparator, value, unit, indicator.kind, *filter(None, marks)))
        assert str(one.due) == DUE[one.plan]
    expected = [tuple(line.split()) for line in READ_BY_HAND.strip().splitlines()]
    limits = {"zgc22/st-spending-intensity", "zgc22/profit-margin"}
    assert told == [(*one, "limit=100") if one[0] in limits else one for one in expected]


def test_the_order_of_the_plans_own_tables(catalogue: Catalogue) -> None:
    groups: dict[str, list[str | None]] = {}
    for plan in DUE:
        ordered = [one for one in catalogue.targets.values() if one.plan == plan and one.order is not None]
        assert [one.order for one in ordered] == list(range(1, len(ordered) + 1))
        groups[plan] = [one.group for one in ordered]
    assert groups["zgc22"] == ["创新能力"] * 5 + ["创新效益"] * 7 + ["全球影响力"] * 4
    assert groups["istic25"] == ["科学中心"] * 5 + ["创新高地"] * 6 + ["创新生态"] * 2
    natures = {(one.plan, one.nature) for one in catalogue.targets.values() if one.headline}
    assert natures == {("zgc22", None), ("istic25", "expected"), ("intl27", None)}


def test_what_must_not_be_merged(catalogue: Catalogue) -> None:
    targets = catalogue.targets
    assert len({one.indicator for one in targets.values()}) == len(targets)
    for one, other in (
        ("zgc22/pct-applications", "intl27/pct-applications"),
        ("zgc22/tech-contract-turnover", "istic25/tech-contract-turnover"),
        ("zgc22/st-spending-intensity", "istic25/rd-intensity"),
    ):
        for left, right in ((one, other), (other, one)):
            assert [(related.target, related.relation) for related in targets[left].related] == [
                (right, "different_scope")
            ]


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _texts(shared: Path) -> dict[str, str]:
    return {file.stem: file.read_text(encoding="utf-8") for file in (shared / "sources").glob("*.txt")}


def _stand(catalogue: Catalogue, texts: dict[str, str]) -> dict[tuple[str, str | None], int]:
    """How often each quote stands in its text."""
    folded = {id_: _folded(text) for id_, text in texts.items()}
    quoted = [(one.source.document, one.source.quote) for one in catalogue.targets.values()]
    quoted += [(one.source or "", one.quote) for ones in catalogue.observations.values() for one in ones]
    return {(id_, quote): folded[id_].count(_folded(quote or "-")) for id_, quote in quoted if id_ in folded}


def test_every_quote_stands_once_in_its_text(catalogue: Catalogue, shared: Path) -> None:
    counts = _stand(catalogue, _texts(shared))
    assert {one.source.document for one in catalogue.targets.values()} <= _texts(shared).keys()
    assert len(counts) > 50 and {pair: count for pair, count in counts.items() if count != 1} == {}


def test_every_quote_of_an_invented_plan_stands_once_in_its_text(tmp_path: Path) -> None:
    found, findings = read_catalogue(register(tmp_path))
    text = PLAN.read_text(encoding="utf-8")
    counts = _stand(found, {"lj-plan-30": text})
    assert not findings and len(counts) == 17 and {pair: count for pair, count in counts.items() if count != 1} == {}
    doubled = _stand(found, {"lj-plan-30": text + text.replace("家", "个")})  # what stands twice, and what once still
    assert set(doubled.values()) == {1, 2}
    assert set(_stand(found, {"lj-plan-30": text.replace("家", "个")}).values()) == {0, 1}
    stated = found.sources["lj-plan-30"]
    read = hashlib.sha256(text.encode()).hexdigest(), len(text)
    assert (stated.text_sha256, stated.text_characters) == read


def test_the_copies_that_were_read(shared: Path) -> None:
    for id_, text in _texts(shared).items():
        stated = yaml.safe_load((ROOT / "data" / "sources" / f"{id_}.yaml").read_text(encoding="utf-8"))["text"]
        assert stated == {"sha256": hashlib.sha256(text.encode()).hexdigest(), "characters": len(text)}


def test_definitions_are_in_both_languages(catalogue: Catalogue) -> None:
    for one in catalogue.indicators.values():
        assert re.search(r"[\u4e00-\u9fff]", one.definition.zh)
        assert not re.search(r"[\u4e00-\u9fff] | [\u4e00-\u9fff]", one.definition.zh), one.id
        assert len(one.definition.en) > 60 and len(one.definition.zh) > 25


def test_the_readings_are_of_todays_verdicts(run: Run) -> None:
    page = (ROOT / "docs" / "readings-2026-11-20.md").read_text(encoding="utf-8")
    told = [
        tuple(cell.strip() for cell in line.split("|")[1:-1]) for line in page.splitlines() if line.startswith("| `")
    ]
    expected = []
    rows = {
        lang: list(csv.DictReader(io.StringIO(run(f"report -O csv --as-of 2026-11-20 --lang {lang}").out)))
        for lang in ("en", "zh")
    }
    headline = {one["id"] for one in run("targets list -O json").json if one["headline"]}
    for english, chinese in zip(rows["en"], rows["zh"], strict=True):
        if english["Id"] in headline:
            latest = english["Latest (period)"] or "–"
            expected.append((f"`{english['Id']}`", latest, english["Verdict"], chinese["评估结论"]))
    assert [(id_, latest, verdict, word) for id_, _, latest, verdict, word, why in told if why] == expected


@pytest.mark.parametrize(
    ("lang", "name"), [("en", "what-became-of-the-plans.md"), ("zh", "what-became-of-the-plans.zh.md")]
)
def test_the_page_on_the_plans_is_what_the_tool_writes(run: Run, lang: str, name: str) -> None:
    """`policytrack report --as-of 2026-11-20 --lang LANG -o docs/NAME` writes it anew."""
    assert run(f"report --as-of 2026-11-20 --lang {lang} -O markdown").out == (ROOT / "docs" / name).read_text(
        encoding="utf-8"
    )


def _left_out() -> list[tuple[str, str]]:
    """Words and number of every published value that was left out, each with a reason."""
    page = (ROOT / "docs" / "values-left-out.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ") and "---" not in line][1:]
    out = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in rows]
    assert all(why for *_, why in out)
    return [(words.replace("\\|", "|"), value.split()[0]) for _, _, value, words, *_ in out]


def test_what_is_left_out_is_not_in_the_register(catalogue: Catalogue) -> None:
    stated = {(one.quote, one.value) for ones in catalogue.observations.values() for one in ones}
    left = _left_out()
    assert len(left) > 30 and not [one for one in left if (one[0], Decimal(one[1])) in stated]


def test_published_values_are_in_the_register_or_left_out_with_a_reason(catalogue: Catalogue, shared: Path) -> None:
    with (shared / "published-actuals.csv").open(encoding="utf-8", newline="") as file:
        collected = list(csv.DictReader(file))
    stated = [(one.quote, one.value) for ones in catalogue.observations.values() for one in ones]
    left = _left_out()
    for row in collected:
        known = (row["quote"], Decimal(row["value"])) in stated
        assert known != ((row["quote"] or "–", row["value"]) in left), row
    page = (ROOT / "docs" / "values-left-out.md").read_text(encoding="utf-8")
    assert f"{len(left)} of {len(collected)} collected values" in page


def test_each_publication_has_a_file_of_its_own(catalogue: Catalogue) -> None:
    seen = [
        (one.publisher, one.issued, one.url)
        for one in catalogue.sources.values()
        if one.kind != "plan" and one.part_of is None
    ]
    assert len(seen) == len(set(seen)) > 50
    assert all(one.confidence and one.accessed for one in catalogue.sources.values())
