"""How the stand-ins behave when nothing is broken: speeds and limits, changed by `POST /_control/knobs`."""

from msgspec import Struct, field


class StripeKnobs(Struct, forbid_unknown_fields=True):
    """How Stripe behaves where its own behaviour is not documented, and how fast it is.

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


class Knobs(Struct):
    """Seconds, counts and switches. Delays of Meta's own are business time, webhook retries are real time.

    `pacing_after`: so many sends of a template without a quality score go out, the next ones are held for
    `pacing_seconds` and then sent or refused by the status of the template; 0 holds none.
    `webhook_contacts` false leaves `contacts` out of every webhook: Meta promises them nowhere.
    `flows` are the ids and names of published flows: the stand-in has no editor for them.
    """

    webhook_first_retry_seconds: float = 1.0
    webhook_longest_retry_seconds: float = 600.0
    webhook_give_up_seconds: float = 7 * 86_400.0
    stripe_give_up_seconds: float = 3 * 86_400.0
    webhook_timeout_seconds: float = 20.0
    webhook_queues: int = 8
    webhook_batch: int = 1000
    webhook_contacts: bool = True
    sent_after_seconds: float = 0.02
    delivered_after_seconds: float = 0.03
    read_when_open: bool = False
    throughput_per_second: int = 80
    pair_limit: bool = True
    pair_seconds: float = 6.0
    pair_burst: int = 45
    marketing_cap: int = 2
    marketing_cap_seconds: float = 86_400.0
    us_marketing_blocked: bool = True
    service_free_per_month: int = 1000
    service_charged: bool = True
    create_unknown_shoppers: bool = False
    template_review_seconds: float = 0.2
    template_limit: int = 6000
    template_hourly_limit: int = 100
    pacing_after: int = 0
    pacing_seconds: float = 60.0
    management_calls_per_hour: int = 5000
    batch_seconds: float = 0.3
    batch_polls: int = 1
    batch_calls_per_hour: int = 200
    item_review_seconds: float = 0.3
    item_outdated_seconds: float = 0.3
    media_url_seconds: float = 300.0
    flows: list[str] = field(default_factory=list)
    stripe: StripeKnobs = field(default_factory=StripeKnobs)
