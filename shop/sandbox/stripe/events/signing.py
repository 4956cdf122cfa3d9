"""Stripe-Signature and the other headers of a webhook (docs.stripe.com/webhooks#verify-manually)."""

import hmac
import time


def webhook_headers(body: bytes, secrets: list[str]) -> dict[str, str]:
    """Headers of one attempt: real time, one `v1` per active secret, and the fake `v0` of test mode."""
    stamp = int(time.time())
    signatures = [f"v1={_digest(body, stamp, secret)}" for secret in secrets]
    fake = f"v0={_digest(body, stamp, 'test mode')}"
    return {
        "Stripe-Signature": ",".join([f"t={stamp}", *signatures, fake]),
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "Accept": "*/*; q=0.5, application/xml",
        "Cache-Control": "no-cache",
    }


def _digest(body: bytes, stamp: int, secret: str) -> str:
    return hmac.new(secret.encode(), b"%d." % stamp + body, "sha256").hexdigest()
