"""The commented targets.yaml that `policytrack init` writes: a Python text, so that the wheel carries no stray data."""

from policytrack.text import Text

TARGETS = Text(
    zh="""\
schema: 1
# 本工作区的单位、规划、指标和目标。请填写各列表,注释中各有一条示例。
# 文件及其载明的数值写入 sources/<id>.yaml(见文末)。`policytrack check` 逐条检查;`policytrack schema` 输出完整格式。

units: []
#  - {id: centre, name: {zh: 家, en: centres}}
#  - {id: cny-100m, name: {zh: 亿元, en: CNY 100M}, base_unit: CNY, factor: 100000000}

plans: []
#  - id: plan27                      # 简短,便于输入
#    title: {zh: 规划名称, en: The plan's title}
#    issuer: {zh: 发布单位, en: Who issued it}
#    source: plan-document           # 即 sources/plan-document.yaml
#    start: 2024
#    end: 2027
#    method: time-progress           # 或 open-sdg

indicators: []
#  - id: research-centres
#    name: {zh: 研发中心数量, en: Research centres}
#    definition: {zh: 统计什么、不统计什么, en: "What is counted, and what is not"}
#    unit: centre
#    kind: stock                     # stock | cumulative | flow | ratio | growth | rank
#    desired: increase               # increase | decrease | hold
#    scope: {zh: 全市, en: The city}

targets: []
#  - id: plan27/research-centres     # 规划/名称
#    plan: plan27
#    indicator: research-centres
#    comparator: at_least            # 也可 more_than、at_most、less_than、equal、about、between、increase、decrease
#    value: 300
#    due: 2027
#    headline: true
#    lead: [责任单位]
#    source: {document: plan-document, section: 一(三)发展目标, quote: 研究中心达到300家}

# sources/plan-document.yaml:
#   id: plan-document
#   kind: plan                       # plan | statistics | report | news
#   title: {zh: 文件标题, en: The document's title}
#   publisher: 发布单位
#   issued: 2024-12-31
#   observations:
#     - {indicator: research-centres, time_period: 2023, value: 107, quote: 已有研究中心107家}
""",
    en="""\
schema: 1
# Units, plans, indicators and targets of this workspace. Fill in the lists; the comments show one record each.
# Documents, and the values they state, go to sources/<id>.yaml (see the end). `policytrack check` reads all of it
# critically; `policytrack schema` prints the whole shape for your editor.

units: []
#  - {id: centre, name: {zh: 家, en: centres}}
#  - {id: cny-100m, name: {zh: 亿元, en: CNY 100M}, base_unit: CNY, factor: 100000000}

plans: []
#  - id: plan27                      # short: it is typed
#    title: {zh: 规划名称, en: The plan's title}
#    issuer: {zh: 发布单位, en: Who issued it}
#    source: plan-document           # sources/plan-document.yaml
#    start: 2024
#    end: 2027
#    method: time-progress           # or open-sdg

indicators: []
#  - id: research-centres
#    name: {zh: 研发中心数量, en: Research centres}
#    definition: {zh: 统计什么、不统计什么, en: "What is counted, and what is not"}
#    unit: centre
#    kind: stock                     # stock | cumulative | flow | ratio | growth | rank
#    desired: increase               # increase | decrease | hold
#    scope: {zh: 全市, en: The city}

targets: []
#  - id: plan27/research-centres     # plan/name
#    plan: plan27
#    indicator: research-centres
#    comparator: at_least            # or more_than, at_most, less_than, equal, about, between, increase, decrease
#    value: 300
#    due: 2027
#    headline: true
#    lead: [Responsible body]
#    source: {document: plan-document, section: 1.3 Goals, quote: to have 300 centres}

# sources/plan-document.yaml:
#   id: plan-document
#   kind: plan                       # plan | statistics | report | news
#   title: {zh: 文件标题, en: The document's title}
#   publisher: Who published it
#   issued: 2024-12-31
#   observations:
#     - {indicator: research-centres, time_period: 2023, value: 107, quote: had 107 centres}
""",
)
