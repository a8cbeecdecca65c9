"""Reading a workspace: everything that is wrong, at once, where it stands."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from policytrack.files import compiled
from policytrack.files.catalogue import read_catalogue
from policytrack.files.workspace import data_files

Make = Callable[..., Path]


def told(folder: Path) -> list[str]:
    return [f"{finding.place}: {finding.message.en} [{finding.code}]" for finding in read_catalogue(folder)[1]]


def test_a_sound_workspace(small: Make) -> None:
    catalogue, findings = read_catalogue(small())
    assert not findings
    assert catalogue.targets["p/stock"].value == Decimal(300)
    assert str(catalogue.places["target", "p/stock"]) == "targets.yaml:17:5"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"comparator: at_least": "comparater: at_least"},
         ["targets.yaml:17:5: 'comparator' is missing [missing-key]", "targets.yaml:17:46: unknown key 'comparater' [unknown-key]"]),
        ({"value: 300": "value: 3OO"}, ["targets.yaml:17:68: targets.0.value: '3OO' should be a plain number such as 300 or 0.065 [bad-value]"]),
        ({"value: 300": "value: 1e9"}, ["targets.yaml:17:68: targets.0.value: '1e9' should be a plain number such as 300 or 0.065 [bad-value]"]),
        ({"value: 300": "value: .inf"}, ["targets.yaml:17:68: targets.0.value: '.inf' should be a plain number such as 300 or 0.065 [bad-value]"]),
        ({"due: 2025": "due: 2025-13"}, ["targets.yaml:17:80: targets.0.due: '2025-13' should be a period such as 2024, 2024-Q2, 2024-06 or 2024-01/2024-11 [bad-value]"]),
        ({"at_least": "at_leest"},
         ["targets.yaml:17:46: targets.0.comparator: 'at_leest' should be one of 'at_least', 'more_than', 'at_most', 'less_than', 'equal', 'about', 'between', 'increase', 'decrease' [bad-value]"]),
        ({"indicator: stock,": "indicator: stok,"}, ["targets.yaml:17:5: there is no indicator 'stok' [unknown-indicator]"]),
        ({"document: doc,": "document: dok,"}, ["targets.yaml:17:5: there is no source 'dok' [unknown-source]"]),
        ({"unit: piece, kind: stock": "unit: peace, kind: stock"}, ["targets.yaml:10:5: there is no unit 'peace' [unknown-unit]"]),
        ({"id: flow,": "id: stock,"}, ["targets.yaml:11:5: duplicate id 'stock' (also at targets.yaml:10:5) [duplicate-id]"]),
        ({"schema: 1": "schema: 2"}, ["targets.yaml:1:1: schema: 2 should be one of 1 [bad-value]"]),
        ({"factor: 100000000": "aliases: []"},
         ["targets.yaml:6:79: duplicate key 'aliases' (first on line 6) [duplicate-key]",
          "targets.yaml:6:5: units.3: should be base_unit and factor together [bad-value]"]),
        ({"start: 2021": "start: 0021"}, ["targets.yaml:8:80: plans.0.start: '0021' should be a whole number [bad-value]"]),
        ({"id: p/stock": "id: P/Stock"}, ["targets.yaml:17:6: targets.0.id: 'P/Stock' should be an id or address of the required form (ids: a-z 0-9 . -) [bad-value]"]),
    ],
)  # fmt: skip
def test_what_is_wrong_and_where(small: Make, change: dict[str, str], message: list[str]) -> None:
    assert sorted(told(small(change))) == sorted(message)


def test_everything_wrong_is_told_at_once(small: Make) -> None:
    folder = small(
        {"value: 300": "value: x"},
        {"bad": "id: bad\nkind: [\n", "other": "id: else\nkind: poem\ntitle: t\npublisher: p\n"},
    )
    assert told(folder) == [
        "sources/bad.yaml:3:1: broken YAML: while parsing a flow node did not find expected node content [yaml-syntax]",
        "sources/other.yaml:2:1: kind: 'poem' should be one of 'plan', 'statistics', 'report', 'news' [bad-value]",
        "targets.yaml:17:68: targets.0.value: 'x' should be a plain number such as 300 or 0.065 [bad-value]",
    ]


def test_a_misspelt_key_is_answered_with_the_nearest(small: Make) -> None:
    findings = read_catalogue(small({"comparator: at_least": "comparater: at_least"}))[1]
    assert [finding.hint.en for finding in findings if finding.hint] == ["did you mean 'comparator'?"]
    inner = read_catalogue(small({"quote: 达300件": "qoute: 达300件"}))[1]
    assert [finding.hint.en for finding in inner if finding.hint] == ["did you mean 'quote'?"]


def test_a_source_is_named_after_its_file(small: Make) -> None:
    folder = small(sources={"other": "id: another\nkind: news\ntitle: t\npublisher: p\n"})
    assert told(folder) == ["sources/other.yaml:1:1: the id should be the file's name: 'other' [source-id]"]


def test_an_empty_file_and_a_missing_one(small: Make) -> None:
    folder = small(sources={"empty": ""})
    assert told(folder) == [
        "sources/empty.yaml: the file is empty, or not a mapping of keys at its top [not-a-mapping]"
    ]
    (folder / "targets.yaml").unlink()
    assert "targets.yaml: cannot be read: No such file or directory [file-unreadable]" in told(folder)


def test_a_file_with_another_ending_is_not_passed_over_in_silence(small: Make) -> None:
    folder = small()
    (folder / "sources" / "late.yml").write_text("id: late\n", encoding="utf-8")
    assert told(folder) == ["sources/late.yml: is not read: its name should end in .yaml [not-read]"]


def test_values_keep_their_decimals(small: Make) -> None:
    stated = "observations:\n  - {indicator: share, time_period: 2022, value: 12.60, quote: 12.60%, break: true}\n"
    catalogue, findings = read_catalogue(small(sources={"s": f"id: s\nkind: news\ntitle: t\npublisher: p\n{stated}"}))
    assert not findings
    (one,) = catalogue.observations["share"]
    assert (str(one.value), one.is_break, one.unit, one.id) == ("12.60", True, "percent", "s#1")


# -- the compiled copy ---------------------------------------------------------------------------------------


def test_the_compiled_copy_is_equal_until_a_file_changes(small: Make, tmp_path: Path) -> None:
    folder, cache = (
        small(
            sources={
                "s": "id: s\nkind: news\ntitle: t\npublisher: p\nobservations:\n  - {indicator: share, time_period: 2022, value: 12.6}\n"
            }
        ),
        tmp_path / "cache",
    )
    files = data_files(folder)
    catalogue, _ = read_catalogue(folder)
    assert compiled.load(cache, folder, files) is None
    compiled.save(cache, folder, compiled.state_of(files), catalogue)
    assert compiled.load(cache, folder, files) == catalogue
    with (folder / "targets.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    assert compiled.load(cache, folder, files) is None


def test_a_damaged_copy_is_not_used(small: Make, tmp_path: Path) -> None:
    folder, cache = small(), tmp_path / "cache"
    files = data_files(folder)
    compiled.save(cache, folder, compiled.state_of(files), read_catalogue(folder)[0])
    (copy,) = cache.iterdir()
    whole = copy.read_bytes()
    for damaged in (b"", b"nonsense", whole[: len(whole) // 2]):
        copy.write_bytes(damaged)
        assert compiled.load(cache, folder, files) is None


def test_a_cache_that_cannot_be_written_is_no_error(small: Make, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    folder = small()
    compiled.save(blocked / "cache", folder, compiled.state_of(data_files(folder)), read_catalogue(folder)[0])
