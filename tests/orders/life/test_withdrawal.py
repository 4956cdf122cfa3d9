"""Until when goods may be given back without a reason."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from shop.orders.life.withdrawal import withdrawal_until

MADRID = "Europe/Madrid"
TUESDAY = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)


def midnight(month: int, day: int, zone: str = MADRID) -> datetime:
    return datetime(2026, month, day, tzinfo=ZoneInfo(zone))


def test_fourteen_days_behind_the_day_on_which_it_came() -> None:
    assert withdrawal_until("ES", MADRID, [TUESDAY]) == midnight(11, 18)  # through Tuesday the 17th


def test_the_last_parcel_counts_and_nothing_begins_before_it() -> None:
    later = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)
    assert withdrawal_until("ES", MADRID, [later, TUESDAY]) == midnight(11, 20)
    assert withdrawal_until("ES", MADRID, [TUESDAY, None]) is None
    assert withdrawal_until("ES", MADRID, []) is None


def test_the_day_is_that_of_the_merchants_clock() -> None:
    late = datetime(2026, 11, 2, 23, 30, tzinfo=UTC)  # Tuesday, half past midnight, in Madrid
    assert withdrawal_until("ES", MADRID, [late]) == midnight(11, 18)


@pytest.mark.parametrize("day", [6, 7, 8])  # Friday: ends on Friday; Saturday and Sunday on Monday
def test_a_period_that_would_end_at_a_weekend_ends_on_monday(day: int) -> None:
    arrived = datetime(2026, 11, day, 12, 0, tzinfo=UTC)
    assert withdrawal_until("ES", MADRID, [arrived]) == midnight(11, 21 if day == 6 else 24)


def test_a_summer_that_ends_in_between_makes_no_day_shorter() -> None:
    arrived = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)
    until = withdrawal_until("ES", MADRID, [arrived])
    assert until == midnight(11, 4)
    assert until.utcoffset() == midnight(11, 4).utcoffset()


def test_other_laws_give_other_times() -> None:
    zone = "America/Sao_Paulo"
    assert withdrawal_until("BR", zone, [TUESDAY]) == midnight(11, 11, zone)
    assert withdrawal_until("PT", "Europe/Lisbon", [TUESDAY]) == midnight(11, 18, "Europe/Lisbon")
    assert withdrawal_until("MX", "America/Mexico_City", [TUESDAY]) is None
