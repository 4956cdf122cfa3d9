"""When something happened, and when we were told."""

from datetime import datetime, timedelta

import msgspec

from shop.kit.errors import ShopError

CLOCKS_DIFFER = timedelta(minutes=5)


class NotThen(ShopError):
    """It cannot have happened at that time."""

    status_code = 422


class Moment(msgspec.Struct, frozen=True):
    """`at` is ours; `provider_at` is the time that whoever told us gave, where they gave one."""

    at: datetime
    provider_at: datetime | None = None

    @property
    def happened_at(self) -> datetime:
        return self.provider_at or self.at


def moment_of(told: datetime | None, *, at: datetime, not_before: datetime) -> Moment:
    """What was said of the time, checked: neither to come nor before what it follows. Raises NotThen."""
    if told is not None and told > at + CLOCKS_DIFFER:
        raise NotThen("That time is still to come.")
    if told is not None and told < not_before:
        raise NotThen(f"That cannot have been before {not_before:%Y-%m-%dT%H:%M:%SZ}.")
    return Moment(at, told)
