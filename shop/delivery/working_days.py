"""Working days: when something leaves, and when it arrives. Pure; public holidays from the library `holidays`.

Holidays are those of a country and, where an area is known, of that area (in Spain the community's). Local ones, such as a
town's patron saint, are in no data: a merchant says them as closed days.
"""

from collections.abc import Container
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
import msgspec

from shop.delivery.addresses import Destination
from shop.delivery.regions import group_of

WEEKDAYS = (0, 1, 2, 3, 4)  # Monday is 0
FURTHEST = 3 * 366  # days that are looked through for a working one
_DAY = timedelta(days=1)


class ClosedDays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days on which the merchant does not work, the last one included."""

    first: date
    last: date

    def includes(self, day: date) -> bool:
        return self.first <= day <= self.last


class WorkingDays(msgspec.Struct, frozen=True):
    """The days on which somebody works: some weekdays without holidays and closed days."""

    holidays: Container[date]
    weekdays: tuple[int, ...] = WEEKDAYS
    closed: tuple[ClosedDays, ...] = ()

    def include(self, day: date) -> bool:
        """Is it a working day?"""
        return (
            day.weekday() in self.weekdays
            and day not in self.holidays
            and not any(each.includes(day) for each in self.closed)
        )

    def from_day(self, day: date) -> date | None:
        """The day itself or the first working day after it; None if there is none for three years."""
        for ahead in range(FURTHEST):
            if self.include(day + ahead * _DAY):
                return day + ahead * _DAY
        return None

    def after(self, day: date, count: int) -> date | None:
        """The working day so many after a day; for none the day itself or the first one after it."""
        found = self.from_day(day) if count == 0 else day
        for _ in range(count):
            found = None if found is None else self.from_day(found + _DAY)
        return found


class Dispatch(msgspec.Struct, frozen=True):
    """When a merchant works: at its seat, in its zone. What is ordered from `cutoff` on counts as of the next day."""

    time_zone: str
    seat: Destination
    handling_days: int = 0
    cutoff: time | None = None
    weekdays: tuple[int, ...] = WEEKDAYS
    closed: tuple[ClosedDays, ...] = ()

    @property
    def working_days(self) -> WorkingDays:
        """The merchant's own."""
        return WorkingDays(holidays_at(self.seat), self.weekdays, self.closed)

    def leaves_on(self, at: datetime, *, handling_days: int) -> date | None:
        """The day on which something ordered at that moment is ready to go, after so many working days."""
        local = at.astimezone(ZoneInfo(self.time_zone))
        is_late = self.cutoff is not None and local.time() >= self.cutoff
        begun = self.working_days.from_day(local.date() + (_DAY if is_late else timedelta()))
        return None if begun is None else self.working_days.after(begun, handling_days)


def holidays_at(destination: Destination) -> Container[date]:
    """The public holidays of a country, and of the area where one is known."""
    return _holidays(destination.country, destination.area)


@lru_cache(maxsize=512)
def _holidays(country: str, area: str) -> Container[date]:
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known:
        return frozenset()
    named = (area, group_of(country, area), _ALSACE_AND_MOSELLE.get(area, "") if country == "FR" else "")
    subdivision = next((each for each in named if each and each in known[country]), None)
    return holidays.country_holidays(country, subdiv=subdivision)


_ALSACE_AND_MOSELLE = {"67": "6AE", "68": "6AE"}
