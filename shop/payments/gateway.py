"""The only file that imports stripe. Amounts cross this border in Stripe's units (`money.stripe_amount`).

Stripe's rules used here (stripe-python 16.1, API 2026-10-28.endive): a link takes at most 20 lines and no negative
ones; inline prices; `restrictions.completed_sessions.limit` closes it after one payment; metadata of a link
goes to its sessions, `payment_intent_data.metadata` to the payment; a link that names no payment methods offers those
that are switched on in the account; no retries by default; telemetry writes a
file into the home directory unless switched off.
"""

import math
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Any

import aiohttp
import msgspec
import stripe

from shop.kit.errors import ShopError
from shop.kit.jobs.bulkheads import ERRANDS_AT_ONCE
from shop.kit.metrics import call_name, vendor_call
from shop.kit.vendors.circuit_breaker import CircuitBreaker
from shop.payments.link_requests import CreatedLink, LinkRequest, link_parameters

stripe.enable_telemetry = False

API_VERSION = stripe.api_version  # the one this SDK speaks; webhook endpoints should speak it too
MOST_CONNECTIONS = ERRANDS_AT_ONCE  # a call that hangs takes no connection from another
TOLERANCE_SECONDS = 300


class PaymentRefused(ShopError):
    """Stripe says no and will say no again: wrong key, wrong parameter, amount too small."""

    status_code = 502
    outcome = "refused"

    def __init__(self, detail: str, code: str | None = None, parameter: str | None = None) -> None:
        super().__init__(detail)
        self.code = code  # Stripe's, such as "charge_already_refunded"
        self.parameter = parameter  # which one it is about, such as "amount"


class PaymentUnavailable(ShopError):
    """Stripe cannot answer now; try again with the same key."""

    status_code = 503
    is_away = True
    outcome = "unavailable"


class EventWindow(msgspec.Struct, frozen=True):
    """Events of these types, made from a second on and before another one (Stripe's clock)."""

    types: frozenset[str]
    since: datetime
    until: datetime


class Gateway:
    """Stripe for every merchant: one client per key, built inside the running loop, closed at the end."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._circuit = CircuitBreaker("Stripe", PaymentUnavailable)
        self._http: stripe.AIOHTTPClient | None = None
        self._clients: dict[str, stripe.StripeClient] = {}

    async def make_link(self, secret_key: str, wish: LinkRequest) -> CreatedLink:
        """Create the link. Raises PaymentRefused, PaymentUnavailable."""
        made = await self._call(
            secret_key,
            "post",
            "/v1/payment_links",
            idempotency_key=wish.idempotency_key,
            **link_parameters(wish),
        )
        return CreatedLink(stripe_id=made["id"], url=made["url"])

    async def close_link(self, secret_key: str, stripe_id: str) -> None:
        """Deactivate a link and expire the sessions that are already open on it."""
        await self._call(secret_key, "post", f"/v1/payment_links/{stripe_id}", active=False)
        for session_id in await self._open_sessions(secret_key, stripe_id):
            try:
                await self._call(secret_key, "post", f"/v1/checkout/sessions/{session_id}/expire")
            except PaymentRefused:
                continue  # it was paid or it expired meanwhile; its own event tells

    async def make_refund(
        self,
        secret_key: str,
        payment_intent: str,
        *,
        reason: str,
        metadata: dict[str, str],
        amount: int | None = None,
    ) -> dict[str, Any]:
        """Give back so much of a payment (None: what is left), once for each `refund_id` in the metadata.

        Raises as `make_link`.
        """
        return await self._call(
            secret_key,
            "post",
            "/v1/refunds",
            idempotency_key=f"refund:{metadata['refund_id']}",
            payment_intent=payment_intent,
            reason=reason,
            metadata=metadata,
            **({} if amount is None else {"amount": amount}),
        )

    async def refunds_of(self, secret_key: str, payment_intent: str) -> list[dict[str, Any]]:
        """What was given back of a payment, whoever did it, the newest first."""
        pages = self._pages(secret_key, "/v1/refunds", payment_intent=payment_intent)
        return [each async for page in pages for each in page]

    async def events_of(
        self, secret_key: str, window: EventWindow, *, most_pages: int, behind: str | None = None
    ) -> tuple[list[dict[str, Any]], int, bool]:
        """A window's events, newest first, how many calls it took, and whether these are all. Raises as `make_link`.

        `behind`: the id of the event that was read last; then those older than it.
        """
        created = {"gte": int(window.since.timestamp()), "lt": math.ceil(window.until.timestamp())}
        found: list[dict[str, Any]] = []
        calls = 0
        async for page in self._pages(
            secret_key, "/v1/events", behind, types=sorted(window.types), created=created
        ):
            if calls == most_pages:
                return found, calls + 1, False
            calls += 1
            found += page
        return found, calls, True

    async def webhook_endpoints(self, secret_key: str) -> list[dict[str, Any]]:
        """The account's webhook endpoints (at most 16 a mode), as Stripe shows them."""
        found = await self._call(secret_key, "get", "/v1/webhook_endpoints", limit=100)
        return [each for each in found.get("data", []) if isinstance(each, dict)]

    async def account(self, secret_key: str) -> dict[str, Any]:
        """The account behind the key, as Stripe shows it."""
        return await self._call(secret_key, "get", "/v1/account")

    async def close(self) -> None:
        """Close the connections."""
        if self._http is not None:
            await self._http.close_async()  # type: ignore[no-untyped-call]

    async def _open_sessions(self, secret_key: str, link_id: str) -> list[str]:
        """Every session of a link that may still be paid; each opening of the link makes one."""
        asked = {"payment_link": link_id, "status": "open"}
        pages = self._pages(secret_key, "/v1/checkout/sessions", **asked)
        return [session["id"] async for page in pages for session in page]

    async def _pages(
        self, secret_key: str, path: str, behind: str | None = None, **asked: Any
    ) -> AsyncGenerator[list[dict[str, Any]]]:
        """What a list holds, a hundred at a time. A page that brings nothing new is the last, whatever it says."""
        known = {behind} if behind else set()
        after = {"starting_after": behind} if behind else {}
        while True:
            page = await self._call(secret_key, "get", path, limit=100, **asked, **after)
            rows = page.get("data")
            if not isinstance(rows, list):
                raise PaymentUnavailable("Stripe answered a list without its rows.")
            named = [each for each in rows if isinstance(each, dict) and isinstance(each.get("id"), str)]
            new = [each for each in named if each["id"] not in known]
            yield new
            if not new or page.get("has_more") is not True:
                return
            known |= {each["id"] for each in new}
            after = {"starting_after": new[-1]["id"]}

    async def _call(self, secret_key: str, method: str, path: str, **parameters: Any) -> dict[str, Any]:
        with self._circuit.guard(secret_key), vendor_call("stripe", call_name(method, path)):
            return await self._ask(secret_key, method, path, **parameters)

    async def _ask(self, secret_key: str, method: str, path: str, **parameters: Any) -> dict[str, Any]:
        try:
            answer = await self._client(secret_key).raw_request_async(method, path, **parameters)
        except stripe.StripeError as error:
            raise _refusal(error) from error
        except aiohttp.ClientError as error:  # reading the body stands outside the SDK's own handling
            raise PaymentUnavailable("Stripe's answer broke off.") from error
        if not isinstance(answer.data, dict):
            raise PaymentUnavailable("Stripe answered something that is no object.")
        return answer.data

    def _client(self, secret_key: str) -> stripe.StripeClient:
        if self._http is None:
            self._http = stripe.AIOHTTPClient(
                timeout=aiohttp.ClientTimeout(total=20, connect=3),
                connector=aiohttp.TCPConnector(limit=MOST_CONNECTIONS, keepalive_timeout=60),
            )
        if secret_key not in self._clients:
            self._clients[secret_key] = stripe.StripeClient(
                secret_key,
                base_addresses={"api": self._base_url},
                max_network_retries=1,
                http_client=self._http,
            )
        return self._clients[secret_key]


def signature_is_good(body: bytes, header: str | None, secrets: list[str]) -> bool:
    """Does one of the endpoint's secrets sign these raw bytes, within five minutes? An empty secret never does."""
    if not header or not header.isascii():  # the SDK compares texts, and fails on others
        return False
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return False
    return any(_verifies(text, header, secret) for secret in secrets if secret)


def _verifies(text: str, header: str, secret: str) -> bool:
    try:
        return bool(stripe.WebhookSignature.verify_header(text, header, secret, TOLERANCE_SECONDS))
    except stripe.SignatureVerificationError:
        return False


def _refusal(error: stripe.StripeError) -> ShopError:
    """Connection trouble, 409, 429 and 5xx may be tried again with the same key; the rest may not."""
    sentence = f"Stripe: {error.user_message or error}"
    if isinstance(error, (stripe.APIConnectionError, stripe.RateLimitError)):
        return PaymentUnavailable(sentence)
    status = error.http_status or 0
    if status in (409, 424) or status >= 500 or (isinstance(error, stripe.APIError) and status < 400):
        return PaymentUnavailable(sentence)
    return PaymentRefused(sentence, error.code, getattr(error, "param", None))
