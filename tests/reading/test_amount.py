from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytrack.errors import Refused
from policytrack.files.catalogue import read_catalogue
from policytrack.model import Catalogue
from policytrack.reading.amount import read_amount
from tests import fuzz


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return fuzz.small()


@pytest.mark.parametrize(
    ("indicator", "written", "value", "qualifier"),
    [
        ("stock", "149", "149", "exact"), ("stock", "149件", "149", "exact"), ("stock", "149 件", "149", "exact"),
        ("stock", "149个", "149", "exact"), ("stock", "1.2万件", "12000", "exact"), ("stock", "1.2万", "12000", "exact"),
        ("stock", "12,000 pieces", "12000", "exact"), ("stock", "1 piece", "1", "exact"), ("stock", "１２０件", "120", "exact"),
        ("stock", "超1.2万件", "12000", "over"), ("stock", "超过 300", "300", "over"), ("stock", "over 300", "300", "over"),
        ("stock", "300余件", "300", "over"), ("stock", "1万余件", "10000", "over"), ("stock", "300多件", "300", "over"),
        ("stock", "300件以上", "300", "over"), ("stock", "近300件", "300", "under"), ("stock", "nearly 300", "300", "under"),
        ("stock", "约300件", "300", "about"), ("stock", "300件左右", "300", "about"), ("stock", "about 300", "300", "about"),
        ("stock", "1.2 million", "1200000", "exact"), ("stock", "-3", "-3", "exact"), ("stock", "−3", "-3", "exact"),
        ("flow", "8,536.9", "8536.9", "exact"), ("flow", "8536.9亿元", "8536.9", "exact"), ("flow", "8536.9亿", "8536.9", "exact"),
        ("flow", "1.2万亿元", "12000", "exact"), ("flow", "1.2万亿", "12000", "exact"), ("flow", "超1.3万亿元", "13000", "over"),
        ("flow", "85369000万元", "8536.9", "exact"), ("flow", "853690000000元", "8536.9", "exact"),
        ("flow", "8536.9亿元人民币", "8536.9", "exact"),
        ("share", "6.58", "6.58", "exact"), ("share", "6.58%", "6.58", "exact"), ("share", "6.58％", "6.58", "exact"),
        ("share", "6%左右", "6", "about"), ("share", "6.50", "6.50", "exact"),
        ("people", "253人次", "253", "exact"), ("place", "第3位", "3", "exact"), ("place", "rank 3", "3", "exact"),
        ("stock", "1e5", "100000", "exact"), ("stock", "1.2E+05", "120000", "exact"), ("share", "5e-05", "0.00005", "exact"),
    ],
)  # fmt: skip
def test_values_as_people_write_them(
    catalogue: Catalogue, indicator: str, written: str, value: str, qualifier: str
) -> None:
    amount = read_amount(written, catalogue.indicators[indicator], catalogue.units)
    assert (str(amount.value), amount.qualifier) == (value, qualifier)


@pytest.mark.parametrize(
    ("indicator", "written", "message"),
    [
        ("stock", "149家", "wrong unit: Stock is counted in pieces (件), not '家'"),
        ("stock", "149%", "wrong unit: Stock is counted in pieces (件), not '%'"),
        ("people", "253人", "wrong unit: People is counted in person-times (人次), not '人'"),
        ("people", "253个", "wrong unit: People is counted in person-times (人次), not '个'"),
        ("share", "6.58个百分点", "wrong unit: Share is counted in % (%), not '个百分点'"),
        ("flow", "1.2万", "no number can be read from '1.2万'"),
        ("stock", "many", "no number can be read from 'many'"),
        ("stock", "", "no number can be read from ''"),
        ("stock", "1,2", "no number can be read from '1,2'"),
        ("stock", "nan", "no number can be read from 'nan'"),
        ("stock", "inf", "no number can be read from 'inf'"),
        ("stock", "1" * 31, f"no number can be read from '{'1' * 31}'"),
        ("stock", "1e500", "no number can be read from '1e500'"),
        ("stock", "1.2.3", "no number can be read from '1.2.3'"),
        ("stock", "149①", "wrong unit: Stock is counted in pieces (件), not '①'"),  # a footnote's mark is no digit
    ],
)  # fmt: skip
def test_what_is_refused(catalogue: Catalogue, indicator: str, written: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        read_amount(written, catalogue.indicators[indicator], catalogue.units)
    assert refused.value.message.en == message
    assert refused.value.message.zh and refused.value.hint


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_a_written_number_reads_back(value: Decimal) -> None:
    folder = Path(__file__).parents[2] / "data"
    catalogue = _bundled(folder)
    indicator = catalogue.indicators["foreign-rd-centres"]
    for written in (f"{value}", f"{value:,}", f"{value}家", f"约{value}家"):
        assert read_amount(written, indicator, catalogue.units).value == value


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    catalogue = _bundled(Path(__file__).parents[2] / "data")
    for name in ("foreign-rd-centres", "pct-applications"):
        with suppress(Refused):
            assert read_amount(text, catalogue.indicators[name], catalogue.units).value.is_finite()


_KEPT: list[Catalogue] = []


def _bundled(folder: Path) -> Catalogue:
    if not _KEPT:
        _KEPT.append(read_catalogue(folder)[0])
    return _KEPT[0]
