"""When a merchant is open: weekly hours in the merchant's own time zone. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from shop.kit.errors import ShopError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class BadHours(ShopError):
    """Hours that are no hours."""

    status_code = 422


class Hours(msgspec.Struct, frozen=True):
    """Spans of local time for each weekday, Monday first. No spans at all: hours are unknown."""

    week: tuple[tuple[tuple[time, time], ...], ...]

    @classmethod
    def parse(cls, written: Mapping[str, Sequence[str]]) -> "Hours":
        """Read `{"mon": ["09:00-14:00"]}`. Raises BadHours."""
        if unknown := set(written) - set(DAYS):
            raise BadHours(f"hours: {', '.join(sorted(unknown))} is no weekday; use {', '.join(DAYS)}.")
        return cls(tuple(tuple(_span(day, text) for text in written.get(day, ())) for day in DAYS))

    @property
    def are_known(self) -> bool:
        return any(self.week)

    def open_at(self, at: datetime, zone: str) -> bool:
        """Is the shop open at that instant? Unknown hours are never open."""
        local = at.astimezone(ZoneInfo(zone))
        return any(start <= local.time() < end for start, end in self.week[local.weekday()])

    def next_opening(self, at: datetime, zone: str) -> datetime | None:
        """The next instant at which the shop is open (`at` itself if it is), None where hours are unknown."""
        if self.open_at(at, zone):
            return at
        local = at.astimezone(ZoneInfo(zone))
        for ahead in range(8):
            day = (local + timedelta(days=ahead)).date()
            for start, _ in self.week[day.weekday()]:
                opening = datetime.combine(day, start, ZoneInfo(zone))
                if opening > local:
                    return opening.astimezone(at.tzinfo)
        return None


def _span(day: str, text: str) -> tuple[time, time]:
    try:
        start, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise BadHours(f'hours.{day}: {text!r} is not like "09:00-14:00".') from error
    if start >= end:
        raise BadHours(f"hours.{day}: {text!r} ends before it begins.")
    return start, end
