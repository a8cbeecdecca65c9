"""How plans that nobody has curated are read: what they ask for, by when, and what they only tell."""

import json
from pathlib import Path

import pytest

from policytrack.reading.document.scan import Quantity, quantities
from tests.conftest import Run

PLAN = "某市科技创新“十四五”规划\n{}"
TASK = PLAN.format("三、重点任务\n{}")


def said(one: Quantity) -> str:
    value = f"{one.value.normalize():f}" + ("" if one.upper is None else f"-{one.upper.normalize():f}")
    return f"{value} {one.unit} {one.comparator} {one.year} {one.reads_as}"


def asked(text: str) -> list[str]:
    return [said(one) for one in quantities(text, []) if one.passed is None and one.reads_as == "target"]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("设立总规模20亿元的产业投资基金。", ["20 亿元 at_least 2025 target"]), ("每年遴选20家左右企业。", ["20 家 about 2025 target"]),
        ("单位用水量下降16%左右。", ["16 % about 2025 target"]), ("坚决守住18亿亩耕地红线。", ["1800000000 亩 at_least 2025 target"]),
        ("装机容量达到7000万千瓦左右。", ["70000000 千瓦 about 2025 target"]), ("平均浓度下降至25微克/立方米以下。", ["25 微克/立方米 at_most 2025 target"]),
        ("电耗降至12.0千瓦时/百公里。", ["12 千瓦时/百公里 at_most 2025 target"]), ("总算力超过300EFLOPS。", ["300 EFLOPS more_than 2025 target"]),
        ("审批时限压缩至15个工作日以内。", ["15 个工作日 at_most 2025 target"]), ("人均预期寿命再提高1岁。", ["1 岁 at_least 2025 target"]),
        ("突破一百项关键技术。", ["100 项 more_than 2025 target"]), ("事故死亡率下降三成。", ["3 成 at_least 2025 target"]),
        ("综合排名进入前15位。", ["15 位 at_most 2025 target"]), ("论文被引次数达到世界第二。", ["2 位 at_most 2025 target"]),
        ("分别超过90家和870家。", ["90 家 more_than 2025 target", "870 家 more_than 2025 target"]),
        ("其中超千亿元企业20家。", ["20 家 at_least 2025 target"]), ("工业机器人密度较2020年实现倍增。", ["2 倍增 at_least 2025 target"]),
        ("化园区由29家压减至25家以内。", ["25 家 at_most 2025 target"]), ("企业由2020年的1150家增加到2000家。", ["2000 家 at_least 2025 target"]),
        ("车桩比由2020年的6.8:1优化至3:1。", ["3  at_least 2025 target"]), ("到2022年底达16万座,2023年达20万座;建设40个节点。",
         ["160000 座 at_least 2022 target", "200000 座 at_least 2023 target", "40 个 at_least 2025 target"]),
        ("占比达到百分之四左右。", ["4 % about 2025 target"]), ("吸引3万5千名人才。", ["35000 名 at_least 2025 target"]), ("出栏4300万头左右。", ["43000000 头 about 2025 target"]),
        ("以2020年7707家为基数,五年实现倍增。", ["2 倍增 at_least 2025 target"]), ("由目前的165家扩大到300家以上。", ["300 家 at_least 2025 target"]),
        ("能耗于2024年前较2015年减少一成。", ["1 成 at_least 2024 target"]), ("增加至2024年的130条。", ["130 条 at_least 2024 target"]),
        ("连续5年每年新增博士5000人。", ["5000 人 at_least 2025 target"]), ("以1/3以上的专项资金支持青年。", ["33.3333 % at_least 2025 target"]),
        ("产业规模突破万亿元。", ["10000 亿元 more_than 2025 target"]), ("侵权率下降一半。", ["50 % at_least 2025 target"]), ("占比过半。", ["50 % more_than 2025 target"]),
        ("促成签约300项。", ["300 项 at_least 2025 target"]), ("投资逾1500亿元。", ["1500 亿元 more_than 2025 target"]), ("基金规模达1500亿。", ["1500 亿元 at_least 2025 target"]),
        ("10家实验室到2023年投入运行;中试基地达到50家。", ["10 家 at_least 2025 target", "50 家 at_least 2025 target"]),
        ("规模较“十三五”末翻一番。", ["2 翻一番 at_least 2025 target"]),
        ("其中2022年、2023年分别不少于70万亩和60万亩,亩均收入提高到3000元。", ["700000 亩 at_least 2022 target", "600000 亩 at_least 2023 target", "3000 元 at_least 2025 target"]),
        ("人才达到260万人;到2023年,先期达到225万人。院士达到50名。", ["2600000 人 at_least 2025 target", "2250000 人 at_least 2023 target", "50 名 at_least 2025 target"]),
        ("筹集住房15万套,其中2022年3万套。\n新增学位20万个。", ["150000 套 at_least 2025 target", "30000 套 at_least 2022 target", "200000 个 at_least 2025 target"]),
        ("2035年远景目标:产值突破5000亿元。", ["5000 亿元 more_than 2035 target"]), ("占比不得低于50%。", ["50 % at_least 2025 target"]),
        ("面积不得小于26平方米。", ["26 平方米 at_least 2025 target"]), ("四成企业建立研发机构。", ["4 成 at_least 2025 target"]), ("周期压缩一半。", ["50 % at_least 2025 target"]),
        ("突破绿色低碳关键技术30项。", ["30 项 at_least 2025 target"]), ("公告时间压缩为20天。", ["20 天 at_most 2025 target"]), ("降低费率至1%。", ["1 % at_most 2025 target"]),
        ("审批时间不超过15个工作日。", ["15 个工作日 at_most 2025 target"]), ("产能提升一倍。", ["1 倍 at_least 2025 target"]), ("综合排名保持前五并进位。", ["5 位 at_most 2025 target"]),
        ("审批时限由六年缩短至四年。", ["4 年 at_most 2025 target"]), ("能量密度提升至400瓦时/公斤以上。", ["400 瓦时/公斤 at_least 2025 target"]),
        ("款型由不足200款增加到500款。", ["500 款 at_least 2025 target"]), ("围绕24条重点产业链,认定中试基地15个。", ["15 个 at_least 2025 target"]),
        # what is no commitment
        ("截至2021年5月底,已建成基站81.9万个;连接数超过3.35亿户,覆盖22个行业。", []), ("执行GB/T 22239—2019要求,监督电话:0532-88996012。", []),
        ("12345政务服务便民热线实行全天受理。", []), ("“十四五”前三年,能耗累计降低约7.3%。", []), ("实施科技企业倍增行动。", []), ("推动1类新药上市。", []), ("实施\"3551人才计划\"。", []), ("推进大行动2.0」。", []), ("2023-24至2027-28年度内完成。", []),
        ("对企业给予500万元奖补。", []), ("2020年,全市投入强度3.59%。新引进大学生43.6万人。", []), ("形成一批营业收入超过100亿元的设计企业。", []),
        ("每千瓦给予不超过400元补助。", []), ("服务年主营业务收入5亿元以上工业企业。", []), ("经过15年努力。", []), ("面向40岁以下青年。", []), ("等9种主要资源。", []),
        ("进入全球前1‰。", []), ("打造百亿级商圈。", []), ("每60万人建成场馆。", []),
        ("生产总值超过5000亿元的高新区达到10家。", ["10 家 at_least 2025 target"]), ("对研发费用首次达到1亿元且增幅较大的企业给予支持。", []), ("2020年,全市已有45家。", []), ("“十三五”期间,累计建成12家。", []), ("技术合同额比上年增长5%。", []),
    ],
)  # fmt: skip
def test_a_task(task: str, told: list[str]) -> None:
    assert asked(TASK.format(task)) == told


@pytest.mark.parametrize(
    ("heading", "is_asked"),
    [
        ("一、发展基础", False), ("一、发展现状和形势", False), ("第一章 发展环境", False), ("1.“十三五”发展取得的巨大成就。预计,", False), ("一、面临形势", False),
        ("第十一章 建设现代化基础设施体系", True), ("第一节 建设基础研究高地", True), ("2.“十四五”主要目标。", True), ("主要目标", True), ("(27)  (三)发展目标", True),
        ("第四章 提升科技成果转化成效", True), ("一、行动基础", False), ("一、基本情况", False), ("一、建设进展", False), ("第一章　本市创科的現況", False),
    ],
)  # fmt: skip
def test_how_a_section_speaks(heading: str, is_asked: bool) -> None:
    assert bool(asked(PLAN.format(f"{heading}\n高新技术企业达到300家。"))) == is_asked


def test_a_section_inside_another_speaks_like_it() -> None:
    text = PLAN.format("一、规划基础\n(一)综合实力稳步提升。拥有企业139家。\n二、目标\n(一)总量。达到200家。")
    assert asked(text) == ["200 家 at_least 2025 target"]


@pytest.mark.parametrize(
    ("title", "due"),
    [("某区“双倍增”行动计划(2023—2027年)", 2027), ("国民经济和社会发展第十四个五年规划和2035年远景目标纲要", 2025), ("关于制定第十五个五年规划和二〇三五年远景目标的建议", 2030)],
)  # fmt: skip
def test_a_task_is_due_at_the_end_of_its_plan(title: str, due: int) -> None:
    text = f"{title}\n一、目标\n到2035年,经济总量比2020年翻一番。\n二、任务\n建设10家。"
    assert asked(text)[-1] == f"10 家 at_least {due} target"


@pytest.mark.parametrize("title", ["某市科技局2024年工作要点", "2024年某市政府工作报告"])
def test_a_year_in_the_title_is_when_its_tasks_are_due(title: str) -> None:
    assert asked(f"{title}\n二、2024年工作安排\n1.组建创新联合体15家,6月底前完成。") == ["15 家 at_least 2024 target"]


def test_goals_that_a_line_opens_with_a_colon() -> None:
    text = "某行动计划\n一、总体要求\n以人为本。\n主要目标:到2025年:\n1.遴选企业50家。\n2.占比超过50%。\n二、任务\n(一)建设10家。"
    assert asked(text) == ["50 家 at_least 2025 target", "50 % more_than 2025 target", "10 家 at_least 2025 target"]


def test_the_goal_for_a_task_is_the_first_one() -> None:
    text = (
        "关于建设创新高地的意见\n一、目标\n到二〇二五年,投入1700亿元。\n到二〇三五年,建成高地。\n二、任务\n建设10家。"
    )
    assert asked(text) == ["1700 亿元 at_least 2025 target", "10 家 at_least 2025 target"]


def test_a_line_that_names_the_goals_of_a_year() -> None:
    text = "某规划\n一、目标\n到2025年,基本普及;到2035年,全面普及。\n2025年的主要目标是:\n——水平达到70%。"
    assert asked(text)[-1] == "70 % at_least 2025 target"


def test_measures_without_headings_ask() -> None:
    assert asked("某省关于科技金融的若干措施\n强化供给。设立10家银行。到2026年,贷款达到80亿元。") == [
        "10 家 at_least 2026 target",
        "80 亿元 at_least 2026 target",
    ]


def test_years_in_chinese_numerals() -> None:
    assert asked("某市规划\n一、目标\n到二〇二五年突破1700亿元。") == ["1700 亿元 more_than 2025 target"]


TABLES = {
    "bars": "|类别|指标|2020年|2025年|年均/累计|属性|\n|---|---|---|---|---|---|\n|经济|1.城镇化率(%)|60.6*|65|—|预期性|\n|绿色|2.能耗降低(%)|—|—|〔13.5〕|约束性|\n|安全|3.粮食(亿吨)|—|>6.5|—|约束性|",
    "tabs": "序号\t指标\t单位\t2020年\t2025年\n1\t城镇化率\t%\t60.6\t65\n2\t能耗降低\t%\t-\t13.5\n3\t粮食\t亿吨\t-\t＞6.5",
    "lines": "序号\n指标\n单位\n2020年\n2025年\n属性\n1\n城镇化率\n%\n60.6\n65\n预期性\n2\n能耗降低\n%\n—\n13.5\n约束性\n3\n粮食\n亿吨\n—\n>6.5\n约束性",
    "traditional": "專欄1 “十四五”主要指標\n指標\t2020年指標值\t2025年目標值\n1 城鎮化率(%)\t60.6\t65\n2 能耗降低(%)\t—\t13.5\n3 糧食(億噸)\t—\t>6.5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "row", "found"),
    [
        ("指标\t2020年\t2025年①", "普及率(%)\t60.6\t65", ["65 % at_least 2025 target"]),
        ("序号|指标|2022年基数|2023年|2025年", "1|规模(亿元)|1100|1150|1400", ["1150 亿元 at_least 2023 target", "1400 亿元 at_least 2025 target"]),
        ("指标|现状|2027年目标", "企业(间)|3,985|5,000左右", ["5000 间 about 2027 target"]),
        ("类别\t指标\t2020年\t2025年\t年均/累计", "\t能耗下降率(%)\t—\t—\t[5]", ["5 % at_least 2025 target"]),
        ("指标|2020年实际完成值|2025年预期目标", "规模(亿元)|60|65", ["65 亿元 at_least 2025 target"]), ("指标|“十三五”末|“十四五”末目标值", "普及率(%)|60|65", ["65 % at_least 2025 target"]),
        ("类别|序号|指标名称|2020年|2025年", "规模|1|收入(万亿元)|2.64|4.3", ["4.3 万亿元 at_least 2025 target"]),
        ("指标|2020年|2025年", "优良天数比率(%)|91|≥88", ["88 % at_least 2025 target"]), ("指标|2020年|2025年", "死亡率(‰)|8.1|5.0", ["5 ‰ at_most 2025 target"]), ("指标|单位|2020年|2025年", "强度|%|5.46|5.5—6.0", ["5.5-6 % between 2025 target"]),
        ("指标|2020年|2025年|2030年", "排放|19.1(2013年)|比2015年降低10%|比2015年降低30%", ["10 % at_least 2025 target", "30 % at_least 2030 target"]),
    ],
)  # fmt: skip
def test_headings_of_tables(heading: str, row: str, found: list[str]) -> None:
    assert asked(f"主要指标\n{heading}\n{row}") == found


@pytest.mark.parametrize("layout", TABLES)
def test_a_table_of_indicators(layout: str) -> None:
    found = asked(PLAN.format("二、发展目标\n") + TABLES[layout])
    assert found == ["65 % at_least 2025 target", "13.5 % at_least 2025 target", "6.5 亿吨 more_than 2025 target"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("We will increase R&D investment to 2.4% of GDP by 2027.", ["2.4 % at_least 2027 target"]), ("Invest £22 billion by 2026-27.", ["22000000000 £ at_least 2026 target"]),
        ("Train over 2,000 PhD students in AI by 2025.", ["2000 students more_than 2025 target"]), ("It must not exceed 75% of the 2017 level by 2032.", ["75 % at_most 2032 target"]),
        ("We aim to capture between 20 and 30 MtCO2 per year by 2030.", ["20-30 MtCO2 between 2030 target"]), ("Create eight freeports by 2025.", ["8 freeports at_least 2025 target"]),
        ("At least 300,000 charge points should be available by 2030, up from 29,600 in 2022.", ["300000 points at_least 2030 target"]),
        ("Reduce water consumption to 130 litres a day by 2030.", ["130 litres at_most 2030 target"]), ("In 2021, only 54% of those aged 16-74 had skills.", []),
        ("We will invest €1.25bn by 2030.", ["1250000000 € at_least 2030 target"]), ("Open no fewer than 50 hubs by 2030.", ["50 hubs at_least 2030 target"]),
        ("Build 3-5 lighthouse regions by 2030.", ["3-5 regions between 2030 target"]), ("1.2 Ambition\nTrain 40 experts by 2030.", ["40 experts at_least 2030 target"]),
    ],
)  # fmt: skip
def test_english(sentence: str, told: list[str]) -> None:
    assert asked(f"Innovation Strategy\nOur targets\n{sentence}\n") == told


def draft(run: Run, tmp_path: Path, text: str) -> dict[str, list[dict[str, object]]]:
    file = tmp_path / "plan.txt"
    file.write_text(text, encoding="utf-8")
    ran = run("sources", "scan", str(file), "--draft", "-O", "json")
    assert ran.code == 0
    found: dict[str, list[dict[str, object]]] = json.loads(ran.out)
    return found


@pytest.mark.parametrize(
    ("task", "comparator", "relative"),
    [
        ("能耗下降13.5%", "at_most", {"base": 2020, "change": -13.5}), ("能耗比2015年下降17%左右", "about", {"base": 2015, "change": -17}),
        ("占比提高5个百分点以上", "at_least", {"base": 2020, "points": 5}), ("费用较2020年下降两成", "at_most", {"base": 2020, "change": -20}),
        ("成交额达到15亿元,是2022年的3倍", "at_least", {"base": 2022, "factor": 3}), ("密度比2012年提高2.2倍", "at_least", {"base": 2012, "factor": 3.2}),
    ],
)  # fmt: skip
def test_a_change_is_drafted_as_relative(
    run: Run, tmp_path: Path, task: str, comparator: str, relative: dict[str, float]
) -> None:
    found = draft(run, tmp_path, TASK.format(task + "。"))["targets"][-1]
    assert (found["comparator"], found["relative"]) == (comparator, relative)


def test_a_cut_whose_base_nobody_names_is_no_level(run: Run, tmp_path: Path) -> None:
    found = draft(run, tmp_path, "某市节能方案\n一、重点任务\n能耗下降15%。")["targets"][-1]
    assert (found["value"], found["relative"]) == (None, {"base": None, "change": -15})


@pytest.mark.parametrize(
    ("head", "sentence", "indicators"),
    [
        ("北京市2025年统计公报", "年末外资研发中心累计达221家。", ["foreign-rd-centres"]), ("上海市2025年统计公报", "年末外资研发中心累计达560家。", []),
        ("北京市2025年统计公报", "全年PCT国际专利申请量11888件。", ["pct-applications"]), ("北京市2025年统计公报", "中关村示范区企业总收入9.3万亿元。", ["zgc-total-income"]),
        ("北京市2025年统计公报", "其中数字经济核心产业增加值12728.0亿元。", []), ("北京市2025年统计公报", "地区生产总值[2]49843.1亿元。", []),
        ("北京市2025年统计公报", "应用研究经费3661.5亿元,增长5.1%。", []),
    ],
)  # fmt: skip
def test_only_what_names_an_indicator_is_its_observation(
    run: Run, tmp_path: Path, head: str, sentence: str, indicators: list[str]
) -> None:
    assert [one["indicator"] for one in draft(run, tmp_path, f"{head}\n{sentence}\n")["observations"]] == indicators


def test_a_draft_is_yaml_or_json(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TASK.format("建设10家。"), encoding="utf-8")
    ran = run("sources", "scan", str(file), "--draft", "-O", "csv", "--lang", "zh")
    assert ran.code == 2 and "草稿不能输出为 csv" in ran.err
    assert run("sources", "scan", str(file), "--draft", "-o", str(tmp_path / "out.json")).code == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["targets"][0]["due"] == 2025


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("政府工作报告\n——2024年1月29日在某市人民代表大会上\n一、2023年工作回顾\n增长5.5%。\n二、2024年总体要求和预期目标\n新增就业6万人以上。", ["60000 人 at_least 2024 target"]),
        ("某市若干措施\n为贯彻落实《某市“十四五”规划》,制定以下措施。\n一、建设平台\n建设10个平台,力争到2026年达到20个。", ["10 个 at_least 2026 target", "20 个 at_least 2026 target"]),
        ("某市“十四五”规划\n二、目标\n指标  单位  2020年  2025年\n鱼苗产量  万尾  402  600左右\n", ["600 万尾 about 2025 target"]),
        ("某市“十四五”规划\n二、目标\n| 指标 | 2020年 | 2025年 | 年均增速(%) |\n| 产值(亿元) | 2001 | 4000 | 12 |\n", ["4000 亿元 at_least 2025 target", "12 % at_least 2025 target"]),
        ("2024—2025年节能降碳行动方案\n一、总体要求\n2024年,能耗降低2.5%左右。\n", ["2.5 % about 2024 target"]),
        ("某市三年行动计划(2023—2025年)\n二、目标\n项目|2023年|2024年|2025年\n中心(家)|5|6|7\n", ["5 家 at_least 2023 target", "6 家 at_least 2024 target", "7 家 at_least 2025 target"]),
        ("某县规划(2021—2025年)\n附件 重点项目\n城乡供水\t新建水厂3座\t41200\t2022—2024\n", ["3 座 at_least 2024 target"]),
        ("某市三年行动计划(2023—2025年)\n三、重点任务\n2024年发布标准500项,三年累计制修订标准3000项以上。\n", ["500 项 at_least 2024 target", "3000 项 at_least 2025 target"]),
        ("某市规划(2021—2025年)\n二、发展目标\n(一)成果转化成效明显。成交额达到2600亿元。\n", ["2600 亿元 at_least 2025 target"]),
        ("Second National Strategy 2024-2029\n4. Results\nIndicator | Unit | Baseline (2023/24) | Target 2026/27 | Target 2028/29\nAccess to electricity | % | 80.1 | 92 | 100\n",
         ["92 % at_least 2027 target", "100 % at_least 2029 target"]),
        ("Strategy 2024-2029\n2. Aims\nMortality will be 60 or fewer. Investment will rise from US$ 2.2 billion to US$ 4.6 billion by FY2028.", ["60  at_most 2029 target", "4600000000 US$ at_least 2028 target"]),
        ("Climate Action Plan\n2. Electricity\nBy 2030 we will have in place:\n- onshore wind capacity of 9 GW, with an interim target of 6 GW by 2025;\n- at least 5 GW of offshore wind.",
         ["9 GW at_least 2030 target", "6 GW at_least 2025 target", "5 GW at_least 2030 target"]),
        ("Climate Action Plan\n2. Targets by 2030\nSector\t2018 emissions (Mt)\t2022 emissions (Mt)\tCeiling in 2030 (Mt)\tReduction by 2030 vs 2018\nTransport\t12.2\t11.6\t6\t50%\n",
         ["6 Mt at_most 2030 target", "50 % at_least 2030 target"]),
        ("Climate Action Plan\n2. Transport\nBy 2030 fossil fuel use will fall by half. There will be nearly one million vehicles by 2030. By 2025 the target is 175,000. The grant, now EUR 300, will rise to EUR 500 by 2030.",
         ["50 % at_least 2030 target", "1000000 vehicles at_least 2030 target", "175000  at_least 2025 target", "500 EUR at_least 2030 target"]),
    ],
)  # fmt: skip
def test_a_document(text: str, told: list[str]) -> None:
    assert asked(text) == told
