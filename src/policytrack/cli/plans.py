"""`policytrack plans`."""

from policytrack.cli.groups import add_list, group
from policytrack.cli.options import complete_plan

app = group("plan", "The plans. ‖ 规划", "Show a plan. ‖ 查看规划", complete_plan)
add_list(app, "plan", "List the plans. ‖ 列出规划")
