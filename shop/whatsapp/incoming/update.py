"""One durable thing of a webhook body, as the inbox stores it."""

from datetime import datetime
from enum import StrEnum

import msgspec


class UpdateKind(StrEnum):
    MESSAGE = "message"
    STATUS = "status"
    CHANGE = "change"
    DEFECT = "defect"


class ChangedTo(msgspec.Struct, frozen=True):
    """What the person of an update is known by from now on."""

    bsuid: str | None
    phone: str | None


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """One durable thing inside a webhook body.

    `key` tells a repetition: "m:<wamid>", "s:<wamid>:<status>:<recipient>", else "h:<sha256>".
    `bsuid` and `phone` (digits only) are who it is about, before a change of them to `changed_to`; `provider_at` is aware
    UTC. `body` is what to
    store: {"message", "contact", "metadata"}, {"status"}, {"field", "value"}; a defect keeps its bytes.
    PostgreSQL takes it as JSON: escaped NULs and lone surrogates were replaced by U+FFFD.
    """

    kind: UpdateKind
    field: str
    key: str
    body: bytes
    waba_id: str | None = None
    phone_number_id: str | None = None
    bsuid: str | None = None
    phone: str | None = None
    changed_to: "ChangedTo | None" = None
    provider_at: datetime | None = None
    defect: str | None = None
