"""What the API answers while a mishap is in force."""

from shop.sandbox.faults import ApiFault
from shop.sandbox.stripe.objects.errors import UnreadableRequest

_LOCKED = (
    "This object cannot be accessed right now because another API request or Stripe process is currently "
    "accessing it. If you see this error intermittently, retry the request."
)
_LIMITED = "Request rate limit exceeded. Learn more about rate limits: https://stripe.com/docs/rate-limits"
_REFUSALS: dict[int, tuple[str, str | None, str]] = {  # status: (type, code, message)
    409: ("invalid_request_error", "lock_timeout", _LOCKED),
    429: ("invalid_request_error", "rate_limit", _LIMITED),
}


def refuse_by(fault: ApiFault) -> None:
    """Raise what the mishap demands, before anything is executed."""
    if fault.http_status is None:
        return
    unknown = ("api_error", None, "An unknown error occurred")
    kind, code, message = _REFUSALS.get(fault.http_status, unknown)
    refused = UnreadableRequest(message, status=fault.http_status, kind=kind, code=code)
    if fault.http_status == 429:
        refused.headers["Stripe-Rate-Limited-Reason"] = "global-rate"
    if fault.should_retry is not None:
        refused.headers["Stripe-Should-Retry"] = str(fault.should_retry).lower()
    raise refused
