"""Attached texts: kept, refused, and searched for every quote."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.reading.document.quotes import Folded
from tests.conftest import ROOT, Run
from tests.linjiang import PLAN, register

Make = Callable[..., Path]
TEXT = "第一章 目标\n到2025年,达\n  300件。\n其他:二百件。二百件。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    place = tmp_path / "plan.txt"
    place.write_text(TEXT, encoding="utf-8")
    return place


def test_a_quote_is_found_across_lines(run: Run, small: Make, file: Path) -> None:
    data = ("--data", str(small()))
    assert "no text attached, and so not verified: 1 source" in run("sources", "verify", *data).err
    ran = run("sources", "attach", "doc", str(file), *data)
    assert ran.code == 0
    assert ran.out == f"text: {{sha256: {sha256(TEXT.encode()).hexdigest()}, characters: {len(TEXT)}}}\n"
    ran = run("sources", "verify", "-O", "json", *data)
    assert ran.code == 0 and ran.json == [
        {"source": "doc", "record": "p/stock", "quote": "达300件", "occurrences": 1, "status": "found",
         "places": [{"line": 2, "column": 8}]}
    ]  # fmt: skip
    shown = run("targets", "show", "p/stock", *data).out
    assert "达【300件】" in shown and "300件。" in shown and "Line" in shown


@pytest.mark.parametrize(("quote", "status"), [("达310件", "missing"), ("二百件", "several"), ("其他:", "found")])
def test_what_does_not_stand_there_once(run: Run, small: Make, file: Path, quote: str, status: str) -> None:
    data = ("--data", str(small({"quote: 达300件": f'quote: "{quote}"'})))
    run("sources", "attach", "doc", str(file), *data)
    ran = run("sources", "verify", "doc", "-O", "json", *data)
    assert ran.json[0]["status"] == status and ran.code == (status != "found")


def test_figures_stand_as_often_as_they_say(run: Run, small: Make, file: Path) -> None:
    stated = (
        "id: s\nkind: report\ntitle: t\npublisher: p\nfigures:\n  - {quote: 二百件, class: context, occurrences: 2}\n"
    )
    data = ("--data", str(small(sources={"s": stated})))
    run("sources", "attach", "s", str(file), *data)
    ran = run("sources", "verify", "s", "-O", "json", *data)
    assert ran.code == 0 and [place["line"] for place in ran.json[0]["places"]] == [4, 4]


def test_a_text_other_than_the_one_that_was_read(run: Run, small: Make, file: Path) -> None:
    folder = small()
    digest = "0" * 64
    (folder / "sources" / "doc.yaml").write_text(
        (folder / "sources" / "doc.yaml").read_text(encoding="utf-8") + f"text: {{sha256: {digest}, characters: 3}}\n",
        encoding="utf-8",
    )
    data = ("--data", str(folder))
    assert "check its quotes again" in run("sources", "attach", "doc", str(file), *data).err
    ran = run("sources", "verify", *data)
    assert ran.code == 1 and "is not the text that its data file names" in ran.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(run: Run, small: Make, tmp_path: Path, encoding: str) -> None:
    place = tmp_path / "coded.txt"
    place.write_text(TEXT, encoding=encoding)
    data = ("--data", str(small()))
    assert run("sources", "attach", "doc", str(place), *data).code == 0
    assert run("sources", "verify", "doc", *data).code == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\x00\x01", "is no text"),
        (b"\x81", "is no text"),
        (None, "cannot read"),
    ],
)
def test_files_that_are_no_text(run: Run, small: Make, tmp_path: Path, content: bytes | None, message: str) -> None:
    place = tmp_path / "bad"
    if content is not None:
        place.write_bytes(content)
    ran = run("sources", "attach", "doc", str(place), "--data", str(small()))
    assert ran.code == 2 and message in ran.err


def test_a_file_larger_than_any_plan(run: Run, small: Make, tmp_path: Path) -> None:
    place = tmp_path / "large.txt"
    place.write_bytes(b"1" * 5_000_001)
    ran = run("sources", "scan", str(place), "--data", str(small()))
    assert ran.code == 2 and "is larger than 5 MB" in ran.err


def test_verify_needs_a_text(run: Run, small: Make) -> None:
    ran = run("sources", "verify", "doc", "--data", str(small()))
    assert ran.code == 2 and "no text is attached to doc" in ran.err and "sources attach doc FILE" in ran.err


def test_the_bundled_plans_against_their_texts(run: Run, shared: Path, tmp_path: Path) -> None:
    """Every quote of the five documents stands in its text, once; the copies are those that were read."""
    from shutil import copytree, ignore_patterns

    data = ("--data", str(copytree(ROOT / "data", tmp_path / "data", ignore=ignore_patterns("*.db", "texts"))))
    for text in sorted((shared / "sources").glob("*.txt")):
        ran = run("sources", "attach", text.stem, str(text), *data)
        assert ran.code == 0 and "check its quotes again" not in ran.err
    ran = run("sources", "verify", "-O", "json", *data)
    assert ran.code == 0 and len(json.loads(ran.out)) >= 52
    assert "Line" in run("targets", "show", "istic25/rd-intensity", *data).out


def test_an_invented_plan_against_its_text(run: Run, tmp_path: Path) -> None:
    """The same of the invented city's plan: every quote stands in its text, once; the copy is the one that was read."""
    data = ("--data", str(register(tmp_path)))
    ran = run("sources", "attach", "lj-plan-30", str(PLAN), *data)
    assert ran.code == 0 and "check its quotes again" not in ran.err
    ran = run("sources", "verify", "-O", "json", *data)
    assert ran.code == 0 and len(ran.json) == 32 and {one["status"] for one in ran.json} == {"found"}
    assert "Line" in run("targets", "show", "lj30/clinics", *data).out


@given(st.text("ab \n。", max_size=60), st.text("ab \n", min_size=1, max_size=5))
def test_places_are_where_the_words_are(text: str, quote: str) -> None:
    wanted = "".join(quote.split())
    places = list(Folded(text).places(quote))
    lines = text.split("\n")
    assert len(places) == (
        sum("".join(text.split()).startswith(wanted, at) for at in range(len(text))) if wanted else 0
    )
    for place in places:
        assert lines[place.line - 1][place.column - 1] == wanted[0]
