"""The YAML door: what it takes literally, and what it refuses, word for word."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.files.yaml_file import load, parse


def test_plain_scalars_stay_text() -> None:
    document = parse(b"a: no\nb: on\nc: 012\nd: 1:30\ne: 1e3\nf: ~\ng:\nh: 'null'\ni: 2024-01-01\n", "f.yaml")
    assert document.content == {
        "a": "no", "b": "on", "c": "012", "d": "1:30", "e": "1e3", "f": None, "g": None, "h": "null", "i": "2024-01-01",
    }  # fmt: skip
    assert not document.findings


def test_every_part_knows_its_place() -> None:
    document = parse("x:\n  - {id: 甲, v: 1}\n  - id: b\n".encode(), "f.yaml")
    assert document.place(("x", 0, "v")) == (2, 13)
    assert document.place(("x", 1, "id")) == (3, 5)
    assert document.place(("x", 1, "missing")) == (3, 5)
    assert document.place(()) == (1, 1)


@pytest.mark.parametrize(
    ("text", "code", "place", "message"),
    [
        ("a: 1\na: 2\n", "duplicate-key", "f.yaml:2:1", "duplicate key 'a' (first on line 1)"),
        ("a: &x 1\n", "yaml-anchor", "f.yaml:1:4", "anchors and aliases (& *) are not allowed"),
        ("a: *x\n", "yaml-anchor", "f.yaml:1:4", "anchors and aliases (& *) are not allowed"),
        ("<<: {a: 1}\n", "yaml-merge", "f.yaml:1:1", "merge keys (<<) are not allowed"),
        ("a: !!python/object:os.system x\n", "yaml-tag", "f.yaml:1:4", "tags (!) are not allowed"),
        ("? [a]\n: 1\n", "yaml-key", "f.yaml:1:3", "a key must be text"),
        ("a: 1\n---\nb: 2\n", "yaml-documents", "f.yaml:2:1", "one YAML document a file"),
        ("[" * 50 + "]" * 50, "yaml-depth", "f.yaml:1:41", "nested too deeply"),
        ("a: [1\nb: 2\n", "yaml-syntax", "f.yaml:2:2", "broken YAML: while parsing a flow sequence did not find expected ',' or ']'"),
        ("a: 1\n\tb: 2\n", "yaml-syntax", "f.yaml:2:1", "broken YAML: while scanning a plain scalar found a tab character that violates indentation"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, code: str, place: str, message: str) -> None:
    (finding,) = parse(text.encode(), "f.yaml").findings
    assert (finding.code, str(finding.place), finding.message.en) == (code, place, message)
    assert finding.message.zh and finding.severity == "error"


def test_the_excerpt_points_at_the_column_past_wide_characters() -> None:
    (finding,) = parse("名: {甲: 1, 甲: 2}\n".encode(), "f.yaml").findings
    assert finding.excerpt == "    1 | 名: {甲: 1, 甲: 2}\n      |" + " " * 13 + "^"


def test_other_encodings_are_named() -> None:
    (finding,) = parse("a: 1\nb: 规划\n".encode("gbk"), "f.yaml").findings
    assert (finding.code, str(finding.place)) == ("not-utf8", "f.yaml:2:1")
    assert parse("\ufeffa: 1\n".encode(), "f.yaml").content == {"a": "1"}


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (finding,) = load(tmp_path / "none.yaml", "none.yaml").findings
    assert finding.message.en == "cannot be read: No such file or directory"


@given(st.binary(max_size=200))
def test_no_bytes_break_it(raw: bytes) -> None:
    document = parse(raw, "f.yaml")
    assert document.findings or document.content is None or document.content is not None


@given(st.text(alphabet="ab:-[]{}&*!?|>'\"#\n ,<~%@`\t", max_size=60))
def test_no_yaml_breaks_it(text: str) -> None:
    for finding in parse(text.encode(), "f.yaml").findings:
        assert finding.message.en and finding.code
