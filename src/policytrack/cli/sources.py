"""`policytrack sources`."""

from policytrack.cli.groups import add_list, group
from policytrack.cli.options import complete_source

app = group(
    "source",
    "The documents that targets and values come from. ‖ 来源文件",
    "Show a source. ‖ 查看来源",
    complete_source,
)
add_list(app, "source", "List the sources. ‖ 列出来源")
