"""The doctor asks Stripe about one merchant: key, currency, webhook endpoint and the version it speaks."""

from datetime import timedelta
from typing import Any

from shop.config import Settings
from shop.doctor.findings import Findings
from shop.kit.clock import now
from shop.kit.errors import ShopError
from shop.merchants.models import Merchant, StripeAccount
from shop.payments.gateway import API_VERSION, EventWindow, Gateway, PaymentRefused, PaymentUnavailable
from shop.payments.receipts import SETTLING
from shop.payments.settlement import NEEDED_EVENTS

RECENTLY = timedelta(days=1)
LATE = timedelta(hours=2)  # behind the timetable's looks every ten minutes
UPDATE = "correct the merchant's file and run: shop merchant update"


async def check_stripe(
    merchant: Merchant, account: StripeAccount | None, gateway: Gateway, settings: Settings
) -> Findings:
    """What Stripe tells of the account behind the key."""
    found = Findings(about=merchant.name, merchant_id=merchant.id)
    if account is None:
        found.warn("stripe.key", "The merchant cannot be paid: there is no Stripe account.", f"To {UPDATE}")
        return found
    key = account.secret_key
    try:
        _account(found, merchant, account, await gateway.account(key))
        _endpoint(found, merchant, await gateway.webhook_endpoints(key), settings)
        await _events(found, account, gateway)
    except (PaymentRefused, PaymentUnavailable) as failure:
        found.fail("stripe.key", f"The key opens nothing: {failure}", _advice(failure))
    return found


def _account(found: Findings, merchant: Merchant, account: StripeAccount, shown: dict[str, Any]) -> None:
    mode = "live" if account.livemode else "test"
    found.ok("stripe.key", f"The key opens a {mode} account.")
    if shown.get("charges_enabled") is not True:
        advice = "Finish the account's activation in Stripe's dashboard."
        found.fail("stripe.account", "The account may not charge anybody yet.", advice)
    theirs = str(shown.get("default_currency") or "").upper()
    if theirs and theirs != merchant.currency:
        says = (
            f"Prices are in {merchant.currency}, the account pays out {theirs}: Stripe converts at its price."
        )
        advice = f"Add a bank account in {merchant.currency} in Stripe's dashboard, if that is not meant."
        found.warn("stripe.currency", says, advice)
    else:
        found.ok("stripe.currency", f"The account's currency is the merchant's: {merchant.currency}.")


def _endpoint(
    found: Findings, merchant: Merchant, endpoints: list[dict[str, Any]], settings: Settings
) -> None:
    url = f"{settings.public_url}/hooks/stripe/{merchant.id}"
    advice = f"In Stripe's dashboard, Webhooks: an endpoint {url} for {', '.join(sorted(NEEDED_EVENTS))}."
    ours = next((each for each in endpoints if each.get("url") == url), None)
    if ours is None:
        found.fail("stripe.webhook", "No webhook endpoint leads here: payments are never noticed.", advice)
        return
    events = set(ours.get("enabled_events") or [])
    if ours.get("status") != "enabled":
        found.fail("stripe.webhook", "The webhook endpoint is disabled.", "Enable it in Stripe's dashboard.")
    elif missing := sorted(SETTLING - events if "*" not in events else ()):
        found.fail("stripe.webhook", f"The webhook endpoint does not hear {', '.join(missing)}.", advice)
    elif missing := sorted(NEEDED_EVENTS - events if "*" not in events else ()):
        says = f"Refunds, disputes or failed payments pass unnoticed; not heard: {', '.join(missing)}."
        found.warn("stripe.webhook", says, advice)
    else:
        found.ok("stripe.webhook", "The webhook endpoint hears what settles an order.")
    _version(found, ours)


async def _events(found: Findings, account: StripeAccount, gateway: Gateway) -> None:
    """May we fetch what no webhook brought, and had we to?"""
    last_second = EventWindow(SETTLING, now() - timedelta(seconds=1), now())
    try:
        await gateway.events_of(account.secret_key, last_second, most_pages=1)
    except PaymentRefused as refused:
        says = f"The key may not read events, so a payment whose webhook is lost is never noticed: {refused}"
        found.warn("stripe.events", says, "Let the restricted key read events, in Stripe's dashboard.")
        return
    read_to = account.events_read_to
    if read_to is not None and read_to < now() - LATE:
        says = f"Stripe's events are read up to {read_to:%Y-%m-%d %H:%M} UTC only: what was lost since is not noticed."
        found.warn("stripe.events", says, "Look at the worker's log for payment.events_not_read.")
        return
    missed_at = account.events_missed_at
    if missed_at is not None and missed_at > now() - RECENTLY:
        says = f"A webhook was lost and its event fetched, last at {missed_at:%Y-%m-%d %H:%M} UTC."
        found.warn("stripe.events", says, "Look at the endpoint's failed deliveries in Stripe's dashboard.")
        return
    found.ok("stripe.events", "What a webhook loses is fetched.")


def _version(found: Findings, endpoint: dict[str, Any]) -> None:
    version = endpoint.get("api_version")
    if version != API_VERSION:
        theirs = version or "the account's default version"
        says = f"The webhook endpoint speaks {theirs}, we were tested with {API_VERSION}."
        advice = f"Make the endpoint anew with api_version={API_VERSION}, both secrets in the merchant's file meanwhile."
        found.warn("stripe.version", says, advice)
    else:
        found.ok("stripe.version", f"The webhook endpoint speaks {API_VERSION}.")


def _advice(failure: ShopError) -> str:
    if isinstance(failure, PaymentUnavailable):
        return "Let this machine reach Stripe: DNS, firewall, SHOP_STRIPE_API_URL; or Stripe has an outage."
    return (
        f"Roll the key in Stripe's dashboard (a restricted one needs to read accounts and webhooks), {UPDATE}"
    )
