"""Working days: weekends, holidays of country and area, closed days, the hour from which the next day counts."""

from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.delivery.addresses import Destination
from shop.delivery.working_days import ClosedDays, Dispatch, WorkingDays, holidays_at

MADRID = Destination("ES", "28013")


def days(destination: Destination = MADRID, closed: tuple[ClosedDays, ...] = ()) -> WorkingDays:
    return WorkingDays(holidays_at(destination), closed=closed)


@pytest.mark.parametrize(
    ("destination", "day", "is_holiday"),
    [
        (MADRID, date(2026, 12, 8), True),
        (MADRID, date(2026, 12, 7), True),  # the Monday after Constitution Day, in Madrid
        (Destination("ES", "08001"), date(2026, 12, 26), True),  # Saint Stephen, in Catalonia
        (MADRID, date(2026, 12, 26), False),
        (Destination("ES", "08001"), date(2026, 9, 11), True),
        (Destination("ES"), date(2026, 9, 11), False),
        (Destination("ES", "38001"), date(2026, 5, 30), True),  # the Canaries' day
        (Destination("PT", "1000-001"), date(2026, 4, 25), True),
        (Destination("PT", "9500-321"), date(2026, 5, 25), True),  # the Azores' day
        (Destination("BR", "01310-100"), date(2026, 7, 9), True),  # São Paulo's
        (Destination("BR", "20040-002"), date(2026, 7, 9), False),
        (Destination("DE", region="BY"), date(2026, 1, 6), True),
        (Destination("DE"), date(2026, 1, 6), False),
        (Destination("FR", "67000"), date(2026, 12, 26), True),
        (Destination("FR", "75001"), date(2026, 12, 26), False),
        (Destination("GB", "BT1 1AA"), date(2026, 7, 13), True),
        (Destination("MX", "06082"), date(2026, 9, 16), True),
        (Destination("AD", "AD500"), date(2026, 9, 8), True),
        (Destination("QQ"), date(2026, 12, 25), False),
    ],
)
def test_the_holidays_of_a_country_and_of_the_area(
    destination: Destination, day: date, is_holiday: bool
) -> None:
    assert (day in holidays_at(destination)) == is_holiday


def test_working_days_are_counted_without_weekends_and_holidays() -> None:
    assert days().after(date(2026, 12, 4), 0) == date(2026, 12, 4)  # a Friday
    assert days().after(date(2026, 12, 4), 1) == date(2026, 12, 9)  # after two holidays
    assert days().after(date(2026, 12, 4), 2) == date(2026, 12, 10)
    assert days().after(date(2026, 12, 5), 0) == date(2026, 12, 9)  # a Saturday
    assert days().after(date(2026, 12, 24), 3) == date(2026, 12, 30)


def test_closed_days_are_none() -> None:
    closed = (ClosedDays(date(2026, 12, 9), date(2026, 12, 31)),)
    assert days(closed=closed).after(date(2026, 12, 4), 1) == date(2027, 1, 4)


def test_who_never_works_promises_nothing() -> None:
    closed = (ClosedDays(date(2020, 1, 1), date(2099, 12, 31)),)
    assert days(closed=closed).after(date(2026, 12, 4), 1) is None
    assert (
        Dispatch("Europe/Madrid", MADRID, closed=closed).leaves_on(datetime.now(UTC), handling_days=1) is None
    )


@pytest.mark.parametrize(
    ("at", "leaves"),
    [
        (datetime(2026, 12, 1, 12, 59, tzinfo=UTC), date(2026, 12, 1)),  # 13:59 in Madrid
        (datetime(2026, 12, 1, 13, 0, tzinfo=UTC), date(2026, 12, 2)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 2)),  # the next day there
        (datetime(2026, 12, 4, 13, 0, tzinfo=UTC), date(2026, 12, 9)),  # Friday, then a long weekend
    ],
)
def test_what_is_ordered_from_the_hour_on_counts_as_of_the_next_day(at: datetime, leaves: date) -> None:
    dispatch = Dispatch("Europe/Madrid", MADRID, cutoff=time(14))
    assert dispatch.leaves_on(at, handling_days=0) == leaves


def test_handling_begins_on_the_first_working_day() -> None:
    dispatch = Dispatch("Europe/Madrid", MADRID, weekdays=(0, 1, 2, 3, 4, 5))
    sunday = datetime(2026, 11, 29, 10, tzinfo=UTC)
    assert dispatch.leaves_on(sunday, handling_days=0) == date(2026, 11, 30)
    assert dispatch.leaves_on(sunday, handling_days=1) == date(2026, 12, 1)
    assert dispatch.leaves_on(sunday, handling_days=5) == date(2026, 12, 5)  # they work on Saturdays


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 40))
def test_more_days_are_never_sooner_and_each_is_a_working_day(day: date, count: int) -> None:
    working = days()
    sooner, later = working.after(day, count), working.after(day, count + 1)
    assert sooner is not None
    assert later is not None
    assert day <= sooner <= later
    assert sooner < later or count == 0  # none after a holiday is the first working day, as one is
    assert working.include(sooner)
