"""Weekly hours in the merchant's own time zone, also in the nights that have 23 or 25 hours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.merchants.opening_hours import DAYS, BadHours, OpeningHours
from tests.support.cast import MADRID

ZONE = MADRID.key
SHOP = OpeningHours.parse({"mon": ["16:30-20:00", "09:00-14:00"], "sat": ["10:00-14:00"]})
SPRING, AUTUMN = datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)  # Sundays


def madrid(*when: int) -> datetime:
    return datetime(*when, tzinfo=MADRID).astimezone(UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (madrid(2026, 11, 23, 8, 59), False),
        (madrid(2026, 11, 23, 9, 0), True),
        (madrid(2026, 11, 23, 13, 59), True),
        (madrid(2026, 11, 23, 14, 0), False),
        (madrid(2026, 11, 23, 16, 30), True),
        (madrid(2026, 11, 24, 10, 0), False),
        (madrid(2026, 11, 28, 10, 0), True),
    ],
)
def test_it_is_open_from_the_first_minute_to_before_the_last(at: datetime, is_open: bool) -> None:
    assert SHOP.open_at(at, ZONE) is is_open


def test_the_same_instant_is_another_hour_elsewhere() -> None:
    at = madrid(2026, 11, 23, 9, 30)
    assert SHOP.open_at(at, ZONE)
    assert not SHOP.open_at(at, "America/Mexico_City")


@pytest.mark.parametrize(
    ("at", "following"),
    [
        (madrid(2026, 11, 22, 12, 0), madrid(2026, 11, 23, 9, 0)),
        (madrid(2026, 11, 23, 10, 0), madrid(2026, 11, 23, 10, 0)),
        (madrid(2026, 11, 23, 14, 0), madrid(2026, 11, 23, 16, 30)),
        (madrid(2026, 11, 23, 20, 0), madrid(2026, 11, 28, 10, 0)),
        (madrid(2026, 11, 28, 14, 0), madrid(2026, 11, 30, 9, 0)),
    ],
)
def test_the_next_opening_is_found_over_nights_weekends_and_changes_of_the_clock(
    at: datetime, following: datetime
) -> None:
    assert SHOP.next_opening(at, ZONE) == following


def test_a_shop_open_once_a_week_opens_again_in_a_week() -> None:
    weekly = OpeningHours.parse({"mon": ["09:00-10:00"]})
    assert weekly.next_opening(madrid(2026, 11, 23, 10, 0), ZONE) == madrid(2026, 11, 30, 9, 0)


def test_unknown_hours_are_never_open_and_never_open_again() -> None:
    unknown = OpeningHours.parse({})
    assert not unknown.are_known
    assert not unknown.open_at(SPRING, ZONE)
    assert unknown.next_opening(SPRING, ZONE) is None


def test_a_day_may_last_until_midnight_and_a_night_is_two_spans() -> None:
    night = OpeningHours.parse({"fri": ["20:00-24:00"], "sat": ["00:00-02:00"]})
    for hour in (20, 23):
        assert night.open_at(madrid(2026, 11, 27, hour, 59), ZONE)
    assert night.open_at(madrid(2026, 11, 28, 0, 0), ZONE)
    assert not night.open_at(madrid(2026, 11, 28, 2, 0), ZONE)


@pytest.mark.parametrize("change", [SPRING, AUTUMN])
def test_nine_in_the_morning_is_nine_on_the_wall_also_after_the_clocks_changed(change: datetime) -> None:
    sundays = OpeningHours.parse({"sun": ["09:00-14:00"]})
    opening = sundays.next_opening(change - timedelta(hours=3), ZONE)
    assert opening is not None
    local = opening.astimezone(MADRID)
    assert (local.date(), local.hour, local.minute) == (change.date(), 9, 0)


def test_an_hour_that_happens_twice_opens_in_its_second_turn_if_the_first_is_over() -> None:
    """02:10 for the second time: the first 02:30 is past, the second is to come."""
    early = OpeningHours.parse({"sun": ["02:30-03:00"]})
    at = AUTUMN.replace(hour=1, minute=10)
    assert early.next_opening(at, ZONE) == AUTUMN.replace(hour=1, minute=30)


def test_an_opening_that_the_night_leaves_out_comes_later_by_the_gap() -> None:
    early = OpeningHours.parse({"sun": ["02:30-05:00"]})
    assert early.next_opening(SPRING, ZONE) == madrid(2026, 3, 29, 3, 30)


TIMES = st.integers(0, 24 * 60 - 1)
SPANS = st.tuples(TIMES, TIMES).filter(lambda span: span[0] < span[1])
WEEKS = st.dictionaries(
    st.sampled_from(DAYS),
    st.lists(
        SPANS.map(lambda s: f"{s[0] // 60:02}:{s[0] % 60:02}-{s[1] // 60:02}:{s[1] % 60:02}"), max_size=3
    ),
)
ZONES = st.sampled_from([ZONE, "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu"])


@given(WEEKS, ZONES, st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))  # noqa: DTZ001
def test_the_next_opening_is_found_over_nights_weekends_and_changes_of_the_clock_is_open_and_not_past(
    week: dict[str, list[str]], zone: str, moment: datetime
) -> None:
    hours, at = OpeningHours.parse(week), moment.replace(tzinfo=UTC)
    following = hours.next_opening(at, zone)
    if following is None:
        assert not hours.open_at(at, zone)
    else:
        assert following >= at
        assert hours.open_at(following, zone)


@pytest.mark.parametrize(
    "text", ["", "09:00", "09:00-", "9-14", "09:00-25:00", "09:00-14:00-15:00", "24:00-24:00"]
)
def test_hours_that_are_no_hours_are_refused_with_the_day(text: str) -> None:
    with pytest.raises(BadHours, match=r"hours\.mon"):
        OpeningHours.parse({"mon": [text]})
