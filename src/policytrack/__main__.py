"""`python -m policytrack`."""

from policytrack.cli import run

run()
