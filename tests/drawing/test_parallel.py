"""Work spread over processes gives what it gives in place."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from policytrack.drawing.json_form import parallel
from tests.conftest import Run


@pytest.mark.parametrize("count", [0, 1, 7, 100])
@pytest.mark.parametrize("processors", [1, 2, 3])
def test_the_order_is_kept(monkeypatch: pytest.MonkeyPatch, count: int, processors: int) -> None:
    monkeypatch.setattr(parallel, "LEAST", 1)
    monkeypatch.setattr(parallel, "_processors", lambda: processors)
    assert parallel.spread(lambda one: one * one, range(count)) == [one * one for one in range(count)]


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="needs Linux")
def test_a_process_that_fails_has_its_piece_done_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "LEAST", 1)
    monkeypatch.setattr(parallel, "_processors", lambda: 3)
    parent = os.getpid()

    def work(one: int) -> int:
        if os.getpid() != parent:
            raise ValueError("only here")
        return one

    assert parallel.spread(work, range(1000)) == list(range(1000))

    def fails(one: int) -> Any:
        raise ValueError(f"at {one}")

    with pytest.raises(ValueError, match=r"at \d"):
        parallel.spread(fails, range(10))


@pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="needs Linux")
def test_who_is_free_takes_the_next_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "LEAST", 1)
    monkeypatch.setattr(parallel, "_processors", lambda: 4)
    monkeypatch.setattr(parallel, "_PIECES", 200)  # never more numbers than a byte has
    seen: list[int] = []

    def watch(items: Sequence[int]) -> Iterator[int]:
        for one in items:
            seen.append(one)
            yield one

    assert parallel.spread(lambda one: one, range(3000), watch) == list(range(3000))
    assert seen == list(range(3000))  # what is watched is the whole work, whoever does it


def test_a_large_report_is_the_same_in_pieces(
    run: Run, small: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from policytrack.drawing.json_form import report_text

    more = "".join(
        f"  - {{id: p/t{n}, plan: p, indicator: stock, comparator: at_least, value: {n}, due: 2025, order: {9 - n % 9}, "
        f"source: {{document: doc, quote: 达{n}件}}}}\n" for n in range(1, 40)
    )  # fmt: skip
    data = ("--data", str(small(more=more)), "--as-of", "2024-06-30")
    run("record", "stock", "20", "--period", "2020", *data[:2])
    run("record", "stock", "25", "--period", "2022", *data[:2])
    pretty = run("report", "-O", "json", *data).out
    monkeypatch.setattr(report_text, "MANY", 10)
    monkeypatch.setattr(parallel, "LEAST", 1)
    monkeypatch.setattr(parallel, "_processors", lambda: 3)
    dense = run("report", "-O", "json", *data).out
    assert json.loads(dense) == json.loads(pretty) and len(dense.splitlines()) < len(pretty.splitlines())
    assert sum(line.startswith('    {"id": "p/') for line in dense.splitlines()) == 40
