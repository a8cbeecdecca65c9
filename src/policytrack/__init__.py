"""policytrack: what became of a plan's numbers.

From Python, start at `policytrack.tracker`; from a shell, at `policytrack --help`.
"""

__version__ = "0.1.0"
