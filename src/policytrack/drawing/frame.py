"""The report as a pandas data frame. Only here pandas is imported, and only where a frame is asked for."""

from typing import TYPE_CHECKING

from policytrack.drawing.json_form import report_dicts
from policytrack.reporting.report import Report

if TYPE_CHECKING:
    from pandas import DataFrame


def report_frame(report: Report) -> "DataFrame":
    """The report as a data frame: a row a target, the columns of the JSON; nested ones flattened with dots."""
    from pandas import json_normalize

    return json_normalize([report_dicts.row(row) for row in report.rows])
