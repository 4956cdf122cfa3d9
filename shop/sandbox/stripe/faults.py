"""Mishaps of API and webhooks, on demand: set by `POST /_control/stripe/faults`, ended by DELETE."""

from msgspec import Struct, field

from shop.sandbox.stripe.errors import Malformed

_LOCKED = (
    "This object cannot be accessed right now because another API request or Stripe process is currently "
    "accessing it. If you see this error intermittently, retry the request."
)
_LIMITED = "Request rate limit exceeded. Learn more about rate limits: https://stripe.com/docs/rate-limits"
_REFUSALS: dict[int, tuple[str, str | None, str]] = {  # status: (type, code, message)
    409: ("invalid_request_error", "lock_timeout", _LOCKED),
    429: ("invalid_request_error", "rate_limit", _LIMITED),
}


class ApiFault(Struct, forbid_unknown_fields=True):
    """What happens to the next `times` API calls (None: to all) whose path begins with `path`.

    `http_status` refuses before anything is executed, with the header `Stripe-Should-Retry` if `should_retry`
    is set. `lose_answer` executes and cuts the connection,
    `garbage` executes and answers no JSON. `delay_seconds` executes and answers late: until then the
    idempotency key is in use.
    """

    http_status: int | None = None
    should_retry: bool | None = None
    lose_answer: bool = False
    garbage: bool = False
    delay_seconds: float = 0.0
    times: int | None = None
    path: str = "/v1/"
    method: str | None = None


class WebhookFault(Struct, forbid_unknown_fields=True):
    """What happens to the next `times` events (None: to all).

    `wrong_secret` signs with a foreign secret, `duplicate` sends that many extra copies, `twins` makes a
    second Event object of the same fact, `shuffle` mixes what happened at once, `drop` never sends.
    """

    wrong_secret: bool = False
    duplicate: int = 0
    twins: bool = False
    shuffle: bool = False
    drop: bool = False
    delay_seconds: float = 0.0
    times: int | None = None


class Faults(Struct, forbid_unknown_fields=True):
    """The mishaps in force."""

    api: ApiFault | list[ApiFault] | None = None
    webhooks: WebhookFault | None = None

    def take_api(self, method: str, path: str) -> ApiFault | None:
        """The fault that hits this call, counted down."""
        faults = self.api if isinstance(self.api, list) else [self.api] if self.api else []
        for fault in faults:
            if path.startswith(fault.path) and fault.method in (None, method) and _take(fault):
                return fault
        return None

    def take_webhook(self) -> WebhookFault | None:
        """The fault that hits this event, counted down."""
        return self.webhooks if self.webhooks and _take(self.webhooks) else None


def refuse_by(fault: ApiFault) -> None:
    """Raise what the mishap demands, before anything is executed."""
    if fault.http_status is None:
        return
    unknown = ("api_error", None, "An unknown error occurred")
    kind, code, message = _REFUSALS.get(fault.http_status, unknown)
    refused = Malformed(message, status=fault.http_status, kind=kind, code=code)
    if fault.http_status == 429:
        refused.headers["Stripe-Rate-Limited-Reason"] = "global-rate"
    if fault.should_retry is not None:
        refused.headers["Stripe-Should-Retry"] = str(fault.should_retry).lower()
    raise refused


def _take(fault: ApiFault | WebhookFault) -> bool:
    if fault.times is None:
        return True
    fault.times -= 1
    return fault.times >= 0


class Knobs(Struct, forbid_unknown_fields=True):
    """How it behaves where Stripe's own behaviour is not documented, and how fast it is.

    `open_sessions_outlive_link`: a session that was open when its link reached its limit, or was
    deactivated, can still be paid. `default_methods`: what a link offers that names none.
    Business time until what hangs is decided by itself: `async_settles_after_seconds` for delayed payments,
    `refund_settles_after_seconds` for pending refunds. `redirect_waits_seconds`: how long the buyer waits for
    the webhook's answer (real time; Stripe: at most 10).
    """

    open_sessions_outlive_link: bool = True
    async_settles_after_seconds: float = 3 * 86_400.0
    refund_settles_after_seconds: float = 86_400.0
    redirect_waits_seconds: float = 10.0
    default_methods: list[str] = field(default_factory=lambda: ["card", "sepa_debit"])
