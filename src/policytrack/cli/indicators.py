"""`policytrack indicators`."""

from policytrack.cli.groups import add_list, group
from policytrack.cli.options import complete_indicator

app = group(
    "indicator",
    "What is measured. ‖ 指标",
    "Show an indicator and its definition. ‖ 查看指标及其定义",
    complete_indicator,
)
add_list(app, "indicator", "List the indicators. ‖ 列出指标")
