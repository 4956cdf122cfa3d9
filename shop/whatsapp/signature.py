"""Checks the signature of Meta's webhooks. (Meta, "Create a webhook endpoint": X-Hub-Signature-256.)"""

import hmac
from collections.abc import Sequence

PREFIX = "sha256="


def signed_by(body: bytes, header: str | None, secrets: Sequence[str]) -> bool:
    """Whether `header` is the HMAC-SHA256 of the raw body under one of the app's secrets.

    Meta signs the bytes it sends, non-ASCII escaped: never hash JSON that was parsed and dumped again.
    Several secrets stand during a rotation. An empty secret, which anybody knows, verifies nothing.
    """
    if header is None or not header.startswith(PREFIX) or not header.isascii():
        return False
    claimed = header.removeprefix(PREFIX).lower()
    expected = [hmac.new(secret.encode(), body, "sha256").hexdigest() for secret in secrets if secret]
    matches = [hmac.compare_digest(digest, claimed) for digest in expected]  # all of them: constant time
    return any(matches)
