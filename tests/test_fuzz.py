"""A few dozen hostile inputs at every door; `python -m tests.fuzz --examples 100000` tries as many as one likes."""

import pytest

from tests.fuzz import DOORS, run


@pytest.mark.parametrize("door", DOORS)
def test_a_door_refuses_or_reads(door: str) -> None:
    tried, _ = run(door, 40)
    assert tried
