"""Zones: which destinations belong to one, however a merchant writes that."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.delivery.addresses import Destination
from shop.delivery.zones import Area, Zone, postal_pattern
from shop.kit.db.columns import new_id

MAINLAND = Zone(
    new_id(),
    "Península",
    (Area("ES"),),
    (Area("ES", ("CN", "PM")), Area("ES", postal_codes=("51*", "52*"))),
)


@pytest.mark.parametrize(
    ("destination", "is_in"),
    [
        (Destination("ES", "28013"), True),
        (Destination("ES"), True),
        (Destination("ES", "35001"), False),
        (Destination("ES", region="TF"), False),
        (Destination("ES", region="Canarias"), False),
        (Destination("ES", "07001"), False),
        (Destination("ES", "51001"), False),
        (Destination("ES", "52006"), False),
        (Destination("PT", "1000-001"), False),
    ],
)
def test_a_country_without_some_of_its_parts(destination: Destination, is_in: bool) -> None:
    assert MAINLAND.includes(destination) == is_in


@pytest.mark.parametrize(
    ("country", "written", "inside", "outside"),
    [
        ("ES", "35001", "35001", "35002"),
        ("ES", "28*", "28999", "29000"),
        ("ES", " 28* ", "28013", "82800"),
        ("ES", "07000-07999", "07999", "08000"),
        ("ES", "07000 - 07999", "07000", "06999"),
        ("PT", "1250-096", "1250-096", "1250-097"),
        ("PT", "1000-1999", "1999-001", "2000-001"),
        ("PT", "1000-001-1999-999", "1999-999", "2000-000"),
        ("PT", "9*", "9000-001", "8000-001"),
        ("BR", "01000-000-05999-999", "05999-999", "06000-000"),
        ("BR", "01310-100", "01310100", "01310-101"),
        ("US", "22162-1010", "22162-1010", "22162-1011"),
        ("US", "22000-22999", "22162-1010", "23000"),
        ("GB", "BT*", "BT1 1AA", "B1 1AA"),
        ("GB", "B*", "B1 1AA", "BT1 1AA"),
        ("GB", "W*", "W1A 0AX", "WC1A 1AA"),
        ("GB", "SW1A", "sw1a 1aa", "SW1X 1AA"),
        ("GB", "B1", "B1 1AA", "B10 1AA"),
        ("GB", "B1*", "B10 1AA", "B20 1AA"),
        ("GB", "SW1A 1AA", "SW1A1AA", "SW1A 1AB"),
        ("IE", "D02*", "D02 X285", "D03 X285"),
        ("AD", "AD5*", "AD500", "AD400"),
        ("NL", "1000-1999", "1234 AB", "2234 AB"),
    ],
)
def test_postal_codes_are_written_as_themselves_by_their_beginning_or_as_a_range(
    country: str, written: str, inside: str, outside: str
) -> None:
    area = Area(country, postal_codes=(written,))
    assert area.includes(Destination(country, inside))
    assert not area.includes(Destination(country, outside))
    assert not area.includes(Destination(country))


@pytest.mark.parametrize(
    "written", ["", "*", "-", "28-", "2*8", "28**", "07999-07000", "x" * 41, "ñ", "07000-0799", "2801"]
)
def test_what_cannot_be_read_is_no_pattern(written: str) -> None:
    assert postal_pattern("ES", written) is None


def test_a_region_and_a_postal_code_are_both_of_an_area() -> None:
    area = Area("ES", ("MD",), ("19*",))
    assert [area.includes(Destination("ES", code)) for code in ("28013", "19001", "08001")] == [
        True,
        True,
        False,
    ]


@given(
    st.sampled_from(["ES", "GB", "PT", "XX"]),
    st.text(max_size=45),
    st.text(max_size=25),
    st.text(max_size=5),
)
def test_any_text_is_read_or_not_but_breaks_nothing(
    country: str, written: str, code: str, region: str
) -> None:
    area = Area(country, (region,), (written,))
    assert area.includes(Destination(country, code)) in (True, False)


@given(st.integers(0, 99999), st.integers(0, 99999), st.integers(0, 99999))
def test_a_range_holds_what_lies_between_its_ends(one: int, other: int, code: int) -> None:
    low, high = sorted((one, other))
    area = Area("DE", postal_codes=(f"{low:05}-{high:05}",))
    assert area.includes(Destination("DE", f"{code:05}")) == (low <= code <= high)
