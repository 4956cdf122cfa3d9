"""The merchant's own time, to which tests of reminders move."""

from datetime import UTC, timedelta

from shop.kit.clock import clock, now
from tests.support.cast import MADRID


async def at_local(hour: int) -> None:
    """Move to the next time it is `hour` o'clock in Madrid."""
    local = now().astimezone(MADRID)
    wanted = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if wanted <= local:
        wanted += timedelta(days=1)
    await clock.advance(wanted.astimezone(UTC) - now())
