"""The register of an invented city (`tests/data/kinds`) with what its plan's text (`tests/data/lj-plan-30.txt`) says beside its targets.

What tests on other people's texts in ../shared ask, is asked of these as well, wherever the repository lies alone.
"""

from pathlib import Path
from shutil import copytree

from tests.conftest import ROOT

DATA = ROOT / "tests" / "data"
PLAN = DATA / "lj-plan-30.txt"
READ = "{sha256: 5430aa39b9cdce32541ffa5a5bcf35cc3f615f392f88b9dbafeac378be9ef70d, characters: 512}"
# the plan's numbers that are neither targets nor values, as they were read by hand: words, and what they are
FIGURES = {
    "全市常住人口约412万人": "context",
    "比上年增长0.8%": "context",
    "改造老旧小区120个": "task",
    "新建地铁线路36公里": "task",
    "培育3—5个百亿级产业集群": "task",
    "每千人口执业医师数达到3.8人": "task",
    "研发经费年均增长10%以上": "task",
    "单位产值能耗降低13.5%": "task",
    "给予不超过500万元补助": "condition",
    "建成20万平方米以上的标准厂房": "task",
    "重点企业研发机构全覆盖": "task",
    "货物吞吐量突破1.2亿吨": "task",
    "保持全国第三位": "task",
}


def register(folder: Path) -> Path:
    """Make a workspace in which every number of the plan is accounted for, and its text named."""
    place = copytree(DATA / "kinds", folder / "linjiang")
    file = place / "sources" / "lj-plan-30.yaml"
    figures = "".join(f'  - {{quote: "{words}", class: {what}}}\n' for words, what in FIGURES.items())
    file.write_text(file.read_text(encoding="utf-8") + figures + f"text: {READ}\n", encoding="utf-8")
    return place
