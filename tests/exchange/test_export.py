"""`policytrack export`, and back: nothing is lost, nothing is doubled, no id comes to mean another value."""

import csv
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytrack.decimals import EXACT
from policytrack.drawing.csv_table import written
from policytrack.exchange import datapackage
from policytrack.files import table_file
from policytrack.formulas import guarded, is_number, unguarded
from policytrack.model import Catalogue, Observation, Retraction
from policytrack.period import Period
from policytrack.recording.entry import stamp
from policytrack.recording.exported import cells
from policytrack.recording.table_entries import read_entries as read_table
from policytrack.store import new_id
from policytrack.store.sqlite import SqliteStore
from tests import fuzz
from tests.conftest import ROOT, Run

Make = Callable[..., Path]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def filled(run: Run, small: Make) -> tuple[str, str]:
    """A workspace with four recorded values, one of them withdrawn, one revised."""
    data = ("--data", str(small()))
    for words in (
        ("stock", "5", "--period", "2021", "--source", "=HYPERLINK(0)", "--quote", "-5件,\n“五”", "--by", "甲"),
        ("stock", "约1,200件", "--period", "2022年底", "--published", "2023-01", "--status", "provisional"),
        ("stock", "1300", "--period", "2022年底", "--note", "'tis"),
        ("share", "6.50%", "--period", "2022", "--series", "@海淀"),
    ):
        assert run("record", *words, "--yes", *data).code == 0
    first = run("export", "-O", "json", *data).json[0]["id"]
    assert run("retract", first, "--reason", "+1", "--by", "乙", *data).code == 0
    return data


def rows(run: Run, *data: str) -> list[dict[str, object]]:
    return run("export", "-O", "json", *data).json


@pytest.mark.parametrize("form", ["csv", "json", "zip", "folder", "stdout"])
def test_round_trip(run: Run, filled: tuple[str, str], tmp_path: Path, form: str) -> None:
    place = tmp_path / ("out" if form == "folder" else f"out.{form}")
    if form == "stdout":
        place.write_text(run("export", *filled).out, encoding="utf-8", newline="")
    else:
        options = ("-O", "datapackage") if form == "folder" else ()
        assert run("export", "-o", str(place), *options, *filled).code == 0
    file = place / "observations.csv" if form == "folder" else place
    other = ("--store", f"sqlite:///{tmp_path / 'other.db'}", *filled)
    ran = run("import", str(file), "--yes", *other)
    assert ran.code == 0, ran.err
    assert "4 as they were recorded once, with their ids, dates and names" in ran.out
    assert rows(run, *other) == rows(run, *filled)
    again = run("import", str(file), "--yes", *other)
    assert again.code == 0 and "4 there already" in again.out and "nothing new" in again.out


def test_what_is_exported(run: Run, filled: tuple[str, str]) -> None:
    exported = rows(run, *filled)
    assert [row["value"] for row in exported] == [5, 1200, 1300, 6.5]
    first = exported[0]
    assert (first["source"], first["quote"], first["recorded_by"]) == ("=HYPERLINK(0)", "-5件,\n“五”", "甲")
    assert (first["retracted_by"], first["retraction_reason"]) == ("乙", "+1")
    only = run("export", "--indicator", "占比", "-O", "json", *filled).json
    assert [row["indicator"] for row in only] == ["share"]
    standing = run("export", "--standing", "-O", "json", *filled).json
    assert [row["value"] for row in standing] == [1300, 6.5]


def test_numbers_keep_every_digit(run: Run, small: Make) -> None:
    data = ("--data", str(small()))
    run("record", "stock", "123456789012345678901234567890", "--period", "2021", "--yes", *data)
    run("record", "share", "6.50", "--period", "2021", "--yes", *data)
    text = run("export", "-O", "json", *data).out
    assert '"value": 123456789012345678901234567890,' in text and '"value": 6.50,' in text
    assert ",123456789012345678901234567890," in run("export", *data).out


def test_csv_runs_nothing_in_a_spreadsheet(run: Run, filled: tuple[str, str]) -> None:
    for row in csv.reader(StringIO(run("export", *filled).out)):
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert "'=HYPERLINK(0)" in run("export", *filled).out


@given(st.text(st.sampled_from("=+-@'a \t\r\n1%\u3000\ufeff＝＋－＠"), max_size=6) | st.text(max_size=20))
def test_guarding_is_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(tuple("=+-@＝＋－＠"))
    assert not guarded(text).startswith(tuple("\t\r\n"))


@given(st.text(st.sampled_from("=+-@'a \t1.%,"), max_size=6))
def test_a_list_shows_a_text_that_an_import_would_read(text: str) -> None:
    """The same guard everywhere; of numbers that are no text a list leaves the sign alone."""
    assert written(text, "en") == (text if is_number(text) else guarded(text))
    assert unguarded(written(text, "en")) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("=1", "'=1"), ("'=1", "''=1"), ("-2.5", "'-2.5"), (" =1", "' =1"), ("\t=1", "'\t=1"), ("\r\n@x", "'\r\n@x"), ("\tx", "'\tx"),
     ("＠x", "'＠x"), ("\ufeff=1", "'\ufeff=1"), ("'tis", "'tis"), ("a=1", "a=1"), ("", "")],
)  # fmt: skip
def test_which_texts_are_guarded(text: str, shown: str) -> None:
    assert guarded(text) == shown


@pytest.mark.parametrize("options", [(), ("--all",), ("--standing",), ("--indicator", "stock")])
@pytest.mark.parametrize("place", ["package.zip", "package"])
def test_the_data_package_validates(
    run: Run, filled: tuple[str, str], tmp_path: Path, options: tuple[str, ...], place: str
) -> None:
    assert run("export", "-O", "datapackage", "-o", str(tmp_path / place), *options, *filled).code == 0
    descriptor = tmp_path / place / ("" if place.endswith("zip") else "datapackage.json")
    report = frictionless.validate(str(descriptor))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "message"])
    assert {task.name for task in report.tasks} == {"observations", "indicators", "targets", "plans", "units", "sources"}  # fmt: skip


def test_the_bundled_data_as_a_package(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "all.zip"
    assert run("export", "--all", "-o", str(place), "--data", str(ROOT / "data")).code == 0
    assert frictionless.validate(str(place)).valid
    with ZipFile(place) as archive:
        package = json.loads(archive.read("datapackage.json"))
        assert b"bj-sti-intl-2024" in archive.read("sources.csv")
    by_name = {one["name"]: one for one in package["resources"]}
    assert by_name["observations"]["schema"]["foreignKeys"][0]["reference"]["resource"] == "indicators"
    once = place.read_bytes()
    assert run("export", "--all", "-o", str(place), "--data", str(ROOT / "data")).code == 0
    assert place.read_bytes() == once  # the same rows make the same file
    ran = run("import", str(place), "--yes", "--data", str(ROOT / "data"))
    assert ran.code == 0 and "nothing new" in ran.out  # what documents state stays theirs


def test_a_broken_package_is_found_out(run: Run, filled: tuple[str, str], tmp_path: Path) -> None:
    place = tmp_path / "package"
    run("export", "-O", "datapackage", "-o", str(place), *filled)
    file = place / "observations.csv"
    file.write_bytes(file.read_bytes().replace(b",1300,", b",1301,"))
    assert not frictionless.validate(str(place / "datapackage.json")).valid


def test_a_package_is_not_written_among_other_files(run: Run, filled: tuple[str, str], tmp_path: Path) -> None:
    ran = run("export", "-O", "datapackage", "-o", str(tmp_path), *filled)
    assert ran.code == 2 and "holds other files" in ran.err
    ran = run("export", "-O", "datapackage", *filled)
    assert ran.code == 2 and "a data package needs a place" in ran.err
    ran = run("export", "-o", str(tmp_path / "x.doc"), *filled)
    assert ran.code == 2 and "no format goes with the ending '.doc'" in ran.err


# -- what cannot be forged ---------------------------------------------------------------------------------


def change(text: str, **fields: str) -> str:
    """The first row of a CSV export with other cells."""
    table = list(csv.DictReader(StringIO(text)))
    out = StringIO()
    writer = csv.DictWriter(out, list(table[0]))
    writer.writeheader()
    writer.writerows([{**table[0], **fields}, *table[1:]])
    return out.getvalue()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"value": "6"}, "line 2: the store holds another row {id} (its value differs)"),
        ({"recorded_by": "x"}, "line 2: the store holds another row {id} (its recorded_by differs)"),
        ({"retraction_reason": "x"}, "line 2: {id} was retracted otherwise: '+1'"),
        ({"id": "x"}, "line 2: not a row as export writes it: id is 'x'"),
        ({"id": "0" * 16, "value": "1e5"}, "line 2: not a row as export writes it: value is '1e5'"),
        ({"id": "0" * 16, "value": "9" * 5000}, "line 2: not a row as export writes it: value is '99999"),
        ({"id": "0" * 16, "value": "NaN"}, "line 2: not a row as export writes it: value is 'NaN'"),
        ({"id": "0" * 16, "recorded_at": "2099-01-01T00:00:00.000000Z"}, "recorded_at is '2099-01-01T00:00:00.000000Z'"),
        ({"id": "0" * 16, "recorded_at": "yesterday"}, "recorded_at is 'yesterday'"),
        ({"id": "0" * 16, "retracted_at": ""}, "retracted_at is ''"),
        ({"id": "0" * 16, "unit": "../x"}, "unit is '../x'"), ({"id": "0" * 16, "qualifier": ""}, "qualifier is ''"),
        ({"id": "0" * 16, "indicator": "../x"}, "indicator is '../x'"), ({"id": "0" * 16, "time_period": "x"}, "time_period is 'x'"),
        ({"id": "0" * 16, "published": "x"}, "published is 'x'"), ({"id": "0" * 16, "recorded_by": ""}, "recorded_by is ''"),
    ],
)  # fmt: skip
def test_rows_that_were_changed_are_refused(
    run: Run, filled: tuple[str, str], tmp_path: Path, fields: dict[str, str], message: str
) -> None:
    before = rows(run, *filled)
    file = tmp_path / "forged.csv"
    file.write_text(change(run("export", *filled).out, **fields), encoding="utf-8", newline="")
    ran = run("import", str(file), "--yes", *filled)
    assert ran.code == 1 and message.replace("{id}", str(before[0]["id"])) in ran.err
    assert rows(run, *filled) == before


def test_a_retraction_that_came_later_is_added(run: Run, filled: tuple[str, str], tmp_path: Path) -> None:
    file, other = tmp_path / "before.csv", ("--store", f"sqlite:///{tmp_path / 'other.db'}", *filled)
    text = change(run("export", *filled).out, retracted_at="", retracted_by="", retraction_reason="")
    file.write_text(text, encoding="utf-8", newline="")
    assert run("import", str(file), "--yes", *other).code == 0
    assert rows(run, *other)[0]["retraction_reason"] is None
    file.write_text(run("export", *filled).out, encoding="utf-8", newline="")
    ran = run("import", str(file), "--yes", *other)
    assert ran.code == 0 and "1 as they were recorded once" in ran.out and rows(run, *other) == rows(run, *filled)
    file.write_text(text, encoding="utf-8", newline="")  # the older export knows less, and takes nothing back
    assert "nothing new" in run("import", str(file), "--yes", *other).out
    assert rows(run, *other) == rows(run, *filled)


# -- for every store ---------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30).map(str.strip)
STAMPS = st.datetimes(datetime(2000, 1, 1), NOW.replace(tzinfo=None)).map(lambda at: stamp(at.replace(tzinfo=UTC)))
MAYBE = WORDS.map(lambda words: words or None)
RETRACTIONS = st.builds(Retraction, WORDS.filter(bool), STAMPS, WORDS.filter(bool))
PERIODS = st.tuples(st.integers(1900 * 12, 2100 * 12), st.integers(0, 40)).map(lambda one: Period(one[0], sum(one)))
OBSERVATIONS = st.builds(
    Observation,
    id=st.just(""),
    indicator=st.sampled_from(["stock", "share", "gone.since"]),
    period=PERIODS,
    value=st.tuples(st.integers(-(10**25), 10**25), st.integers(0, 12)).map(
        lambda one: Decimal(one[0]).scaleb(-one[1], EXACT)
    ),
    unit=st.sampled_from(["piece", "percent", "%"]),
    qualifier=st.sampled_from(["exact", "about", "over", "under"]),
    status=st.sampled_from([None, "provisional", "statement"]),
    source=MAYBE,
    quote=MAYBE,
    note=MAYBE,
    series=MAYBE,
    published=st.sampled_from([None, "2024", "2024-06", "2024-06-30"]),
    typed=WORDS,
    recorded_at=STAMPS,
    recorded_by=WORDS.filter(bool),
    retraction=st.none() | RETRACTIONS,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return fuzz.small()


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], SqliteStore]:
    folder, numbers = tmp_path_factory.mktemp("stores"), count()
    return lambda: SqliteStore(str(folder / f"{next(numbers)}.db"))


@settings(max_examples=40)
@given(st.lists(OBSERVATIONS, min_size=1, max_size=6), st.sampled_from(["csv", "json", "package"]))
def test_every_store_comes_back_equal(
    catalogue: Catalogue, stores: Callable[[], SqliteStore], made: list[Observation], form: str
) -> None:
    one, other = stores(), stores()
    one.add([row._replace(id=new_id()) for row in made])
    held = one.all()
    if form == "json":
        raw = datapackage.to_json(held, everything=False).encode()
    else:
        raw = datapackage.build(catalogue, held, everything=False)["observations.csv"].encode()
    batch = read_table(catalogue, table_file.taken(raw, "x").lines, other.all(), "me", NOW, new_id)
    assert not batch.rejected, batch.rejected[0].problem
    other.add(batch.rows)
    assert [cells(row) for row in other.all()] == [cells(row) for row in held]
    assert other.all() == held
    again = read_table(catalogue, table_file.taken(raw, "x").lines, other.all(), "me", NOW, new_id)
    assert not again.rejected and not again.rows
    for store in (one, other):
        os.unlink(store.path)  # noqa: PTH108


@settings(max_examples=40)
@given(st.lists(OBSERVATIONS, min_size=1, max_size=6))
def test_without_ids_what_was_said_comes_back(
    catalogue: Catalogue, stores: Callable[[], SqliteStore], made: list[Observation]
) -> None:
    """A plain table, as another program would write it: everything but who and when is equal."""
    said = ("indicator", "series", "time_period", "value", "unit", "qualifier", "status", "source", "quote", "note", "published")  # fmt: skip
    day = NOW - timedelta(days=1)
    unit = {"stock": "piece", "share": "percent"}
    sound = [
        row._replace(id=new_id(), unit=unit[row.indicator], recorded_at=stamp(day), retraction=None)
        for row in made
        if row.indicator in unit and row.period.last < 2020 * 12 and abs(row.value) < 10**15 and row.value >= 0
    ]
    wanted = {(row.indicator, row.series, row.period.last): row for row in sound}  # one value a period
    text = datapackage.to_csv(said, [[cells(row)[field] or "" for field in said] for row in wanted.values()])
    if not wanted:
        return
    batch = read_table(catalogue, table_file.taken(text.encode(), "x").lines, [], "me", NOW, new_id)
    assert not batch.rejected, batch.rejected[0].problem
    store = stores()
    store.add(batch.rows)
    mine = sorted([cells(row)[field] or "" for field in said] for row in store.all())
    assert mine == sorted([cells(row)[field] or "" for field in said] for row in wanted.values())
