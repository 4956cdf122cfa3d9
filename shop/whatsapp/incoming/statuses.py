"""What became of a message that we sent."""

from datetime import datetime
from enum import StrEnum

import msgspec

from shop.whatsapp.api.failures import VendorError
from shop.whatsapp.untrusted_json import (
    Malformed,
    Object,
    digits,
    identifier,
    part,
    parts,
    read_object,
    text,
    unix_timestamp,
)


class DeliveryStatus(StrEnum):
    """In rising order, `failed` apart. They arrive in any order, may repeat and may be skipped."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"


class Pricing(msgspec.Struct, frozen=True):
    """What Meta charges for: category and type say it; `billable` will be removed one day."""

    category: str
    type: str
    billable: bool | None
    model: str


class StatusUpdate(msgspec.Struct, frozen=True, kw_only=True):
    """`opaque` is the send's `biz_opaque_callback_data`; `recipient` is digits, None for username users."""

    wamid: str
    status: DeliveryStatus
    at: datetime | None
    recipient: str | None = None
    bsuid: str | None = None
    opaque: str | None = None
    error: VendorError | None = None
    pricing: Pricing | None = None


def read_status(body: bytes) -> StatusUpdate:
    """Read `Update.body` of a status. Raises Malformed without an id, or for a status we do not know."""
    status = part(read_object(body), "status")
    wamid = identifier(status.get("id"))
    if wamid is None:
        raise Malformed("The status has no id that can be stored.")
    phone = text(status, "recipient_participant_id") or text(status, "recipient_id")
    bsuid = text(status, "recipient_participant_user_id") or text(status, "recipient_user_id")
    errors = parts(status, "errors")
    return StatusUpdate(
        wamid=wamid,
        status=_known(text(status, "status")),
        at=unix_timestamp(status.get("timestamp")),
        recipient=digits(phone),
        bsuid=identifier(bsuid),
        opaque=text(status, "biz_opaque_callback_data") or None,
        error=VendorError.of(errors[0]) if errors else None,
        pricing=_pricing(part(status, "pricing")),
    )


def _known(status: str) -> DeliveryStatus:
    try:
        return DeliveryStatus(status)
    except ValueError as unknown:
        raise Malformed(f"There is no status {status[:40]!r} that we know.") from unknown


def _pricing(pricing: Object) -> Pricing | None:
    if not pricing:
        return None
    billable = pricing.get("billable")
    return Pricing(
        category=text(pricing, "category"),
        type=text(pricing, "type"),
        billable=billable if isinstance(billable, bool) else None,
        model=text(pricing, "pricing_model"),
    )
