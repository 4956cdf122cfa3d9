"""A merchant's weekly opening hours, in the merchant's own time zone. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from shop.kit.errors import ShopError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class BadHours(ShopError):
    """The opening hours cannot be read."""

    status_code = 422


class OpeningHours(msgspec.Struct, frozen=True):
    """Spans of local time for each weekday, Monday first. No spans at all: hours are unknown."""

    week: tuple[tuple[tuple[time, time], ...], ...]

    @classmethod
    def parse(cls, written: Mapping[str, Sequence[str]]) -> "OpeningHours":
        """Read `{"mon": ["09:00-14:00"]}`. Raises BadHours."""
        if unknown := set(written) - set(DAYS):
            raise BadHours(f"hours: {', '.join(sorted(unknown))} is no weekday; use {', '.join(DAYS)}.")
        return cls(tuple(tuple(sorted(_span(day, text) for text in written.get(day, ()))) for day in DAYS))

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
        today = at.astimezone(ZoneInfo(zone)).date()
        openings = (
            each for ahead in range(8) for each in self._openings(today + timedelta(days=ahead), zone)
        )
        following = min((each for each in openings if each > at), default=None)
        return following.astimezone(at.tzinfo) if following else None

    def _openings(self, day: date, zone: str) -> Iterator[datetime]:
        """The day's openings in UTC: twice in the hour that an autumn night repeats, and later by the gap of a
        spring night that leaves them out."""
        for start, _ in self.week[day.weekday()]:
            wall = datetime.combine(day, start, ZoneInfo(zone))
            for opening in (wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)):
                if self.open_at(opening, zone):
                    yield opening


def _span(day: str, text: str) -> tuple[time, time]:
    try:
        start, end = (_time(part.strip()) for part in text.split("-"))
    except ValueError as error:
        raise BadHours(f'hours.{day}: {text!r} is not like "09:00-14:00".') from error
    if start >= end:
        raise BadHours(
            f"hours.{day}: {text!r} ends before it begins. "
            "A night is written on two days, to 24:00 and from 00:00."
        )
    return start, end


def _time(text: str) -> time:
    """24:00 is the end of a day; `time` knows only the moment before."""
    return time.max if text == "24:00" else time.fromisoformat(text)
