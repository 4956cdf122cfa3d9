"""How long to wait before asking Meta again after a failure. No failure ends the synchronisation."""

from datetime import timedelta

from shop.kit.jobs import backoff
from shop.whatsapp.errors import VendorAction, VendorFailure, WhatsAppError

# Between tries while a person must act (a token, a permission): nobody tells us when it is done.
UNTIL_REPAIRED = timedelta(minutes=15)


class BatchNotAccepted(VendorFailure):
    """A batch was answered without a handle and without a reason."""


class UsageNearLimit(VendorFailure):
    """Meta's usage header says that our allowance is nearly used up. `seconds`: how long to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Meta asks for {seconds:.0f} seconds of rest.")
        self.seconds = seconds


def wait_after(failure: VendorFailure, attempt: int) -> timedelta:
    """How long to wait after a failure, the `attempt`-th (from 0) in a row."""
    if isinstance(failure, UsageNearLimit):
        return timedelta(seconds=failure.seconds)
    if not isinstance(failure, WhatsAppError):
        return backoff(attempt)
    if failure.action not in (VendorAction.RETRY, VendorAction.LATER):
        return UNTIL_REPAIRED
    waits = (failure.retry_after or 0, failure.meaning.wait(min(attempt, 5)))
    return max(timedelta(seconds=max(waits)), backoff(attempt))
