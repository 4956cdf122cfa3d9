"""Idempotency keys: the first executed answer of a POST is kept for a day and given again.

docs.stripe.com/api/idempotent_requests. What is refused before it is executed is not kept.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused, UnreadableRequest
from shop.sandbox.stripe.objects.values import present
from shop.sandbox.types import Json

KEPT = 86_400
MAX_LENGTH = 255


@dataclass(frozen=True)
class KeyedAttempt:
    """One POST with a key. `known` is the kept answer, if there is one."""

    account: AccountRecord
    key: str
    fingerprint: str
    known: Json | None

    @contextmanager
    def in_flight(self, request_id: str) -> Iterator[None]:
        """The key is in use; afterwards it is free again, unless an answer was kept."""
        entry = {"fingerprint": self.fingerprint, "created": present(), "request": request_id, "body": None}
        self.account.answers[self.key] = entry
        try:
            yield
        finally:
            if entry["body"] is None:
                self.account.answers.pop(self.key, None)

    def keep(self, status: int, body: bytes) -> None:
        """Give this answer to every repetition."""
        self.account.answers[self.key].update(status=status, body=body.decode())


def attempt(account: AccountRecord, key: str, address: str, content: bytes) -> KeyedAttempt:
    """Look the key up. Raises Refused when it is in use or belongs to another request."""
    if len(key) > MAX_LENGTH:
        message = f"The Idempotency-Key header can be at most {MAX_LENGTH} characters long."
        raise UnreadableRequest(message, kind="idempotency_error")
    fingerprint = sha256(b"\0".join((address.encode(), content))).hexdigest()
    _forget_old(account)
    known = account.answers.get(key)
    if known and known["fingerprint"] != fingerprint:
        raise Refused(
            "Keys for idempotent requests can only be used with the same parameters they were first used "
            f"with. Try using a key other than '{key}' if you meant to execute a different request.",
            kind="idempotency_error",
        )
    if known and known["body"] is None:
        raise Refused(
            "There is currently another in-progress request using this Idempotent Key (that probably means "
            f"you submitted twice, and the other request is still going through): {key}",
            status=409,
            kind="idempotency_error",
            code="idempotency_key_in_use",
        )
    return KeyedAttempt(account, key, fingerprint, known)


def _forget_old(account: AccountRecord) -> None:
    """Keys are new again after a day. They stand in the order of their first use."""
    while account.answers:
        oldest = next(iter(account.answers))
        if account.answers[oldest]["created"] > present() - KEPT:
            return
        del account.answers[oldest]
