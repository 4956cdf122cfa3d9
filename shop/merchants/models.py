"""Tables of merchants. Secrets are sealed by `kit.secrets` before they come here."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from shop.kit.db.columns import id_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.secrets import decrypt, encrypt
from shop.whatsapp.api.graph import Credentials


class Lookup(StrEnum):
    """What the directory can find a merchant by."""

    NUMBER = "number"  # "<app id>:<phone number id>": a number counts only through the app it is bound to
    ACCOUNT = "account"  # "<app id>:<WhatsApp business account id>"
    API_KEY = "api_key"  # fingerprint of the key
    PAY = "pay"  # token of /pay/{token}
    FEED = "feed"  # token of /feeds/{token}.csv and .xml


class Directory(SQLModel, table=True):
    """A key and its merchant. Without row-level security, because it is read before a merchant is set.

    `entered_at` is given for keys that end after a time (the register of `shop/privacy` says which).
    """

    __table_args__ = (Index("ix_directory_pay", "entered_at", postgresql_where="kind = 'pay'"),)

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    merchant_id: UUID
    entered_at: datetime | None = time_column(default=None)


class WhatsAppApp(SQLModel, table=True):
    """A Meta app: whoever holds its secret may speak for the numbers bound to it, and no others.

    Without row-level security.
    """

    __tablename__ = "whatsapp_app"

    id: str = Field(primary_key=True)
    sealed_secrets: str
    sealed_verify_token: str

    @property
    def secrets(self) -> list[str]:
        """The app's secrets, the present one first; two while one is being replaced."""
        return msgspec.json.decode(decrypt(self.sealed_secrets), type=list[str])

    @property
    def verify_token(self) -> str:
        return decrypt(self.sealed_verify_token)

    @classmethod
    def sealed(cls, app_id: str, secrets: list[str], verify_token: str) -> "WhatsAppApp":
        """An app with its secrets sealed."""
        packed = encrypt(msgspec.json.encode(secrets).decode())
        return cls(id=app_id, sealed_secrets=packed, sealed_verify_token=encrypt(verify_token))


class Merchant(SQLModel, table=True):
    """A tenant: one seller with one currency. Row-level security is by its own id."""

    id: UUID = id_column()
    name: str
    legal_name: str
    tax_id: str
    address: dict[str, str] = json_column()
    currency: str
    locale: str
    time_zone: str
    prices_include_tax: bool = True
    hours: dict[str, list[str]] = json_column(default_factory=dict)
    settings: dict[str, Any] = json_column(default_factory=dict)
    created_at: datetime = time_column()

    @property
    def country(self) -> str:
        """ISO 3166 code of the seat, which decides the tax."""
        return self.address["country"]


class WhatsAppNumber(MerchantOwned, table=True):
    """A phone number that sells, bound to an app; its catalog and its token."""

    __tablename__ = "whatsapp_number"
    __table_args__ = (UniqueConstraint("merchant_id", "phone_number_id"),)

    app_id: str = Field(foreign_key="whatsapp_app.id")
    phone_number_id: str
    display_phone_number: str
    waba_id: str
    catalog_id: str | None = None
    sealed_access_token: str
    paused_reason: str | None = None
    last_status_at: datetime | None = time_column(default=None)

    @property
    def access_token(self) -> str:
        return decrypt(self.sealed_access_token)

    @property
    def credentials(self) -> Credentials:
        """What a call for this number needs."""
        return Credentials(self.phone_number_id, self.access_token)

    def pause(self, why: str) -> None:
        """Send nothing more from it until `resume`."""
        self.paused_reason = why

    def resume(self) -> None:
        """Send again, also what was queued in the meantime."""
        self.paused_reason = None


class StripeAccount(SQLModel, table=True):
    """A merchant's Stripe account: the key and the endpoint's secrets (several while one is being replaced)."""

    __tablename__ = "stripe_account"

    merchant_id: UUID = Field(primary_key=True)
    sealed_secret_key: str
    sealed_webhook_secrets: str
    livemode: bool
    events_read_to: datetime | None = time_column(default=None)  # Stripe's events before it are all here
    events_missed_at: datetime | None = time_column(
        default=None
    )  # when one was fetched that no webhook had brought

    @property
    def secret_key(self) -> str:
        return decrypt(self.sealed_secret_key)

    @property
    def webhook_secrets(self) -> list[str]:
        return msgspec.json.decode(decrypt(self.sealed_webhook_secrets), type=list[str])

    def note_events_read(self, to: datetime) -> None:
        """Everything that Stripe told before is here; never backward."""
        self.events_read_to = max(filter(None, (self.events_read_to, to)))

    def read_events_again(self, *, since: datetime) -> None:
        """Another account's events were read meanwhile: what this one told since then is asked for."""
        if self.events_read_to is not None:
            self.events_read_to = min(self.events_read_to, since)

    def note_events_missed(self, *, at: datetime) -> None:
        """Something had to be fetched: webhooks are lost."""
        self.events_missed_at = at

    @classmethod
    def sealed(cls, merchant_id: UUID, secret_key: str, webhook_secrets: list[str]) -> "StripeAccount":
        """An account with its secrets sealed; live or test is read from the key."""
        return cls(
            merchant_id=merchant_id,
            sealed_secret_key=encrypt(secret_key),
            sealed_webhook_secrets=encrypt(msgspec.json.encode(webhook_secrets).decode()),
            livemode="_live_" in secret_key,
        )


class ApiKey(MerchantOwned, table=True):
    """A merchant's key for the API. Only its fingerprint is kept."""

    __tablename__ = "api_key"
    __table_args__ = (UniqueConstraint("merchant_id", "fingerprint"),)

    name: str
    fingerprint: str
    hint: str
    scopes: list[str] = json_column(default_factory=list)
    created_at: datetime = time_column()
    last_used_at: datetime | None = time_column(default=None)
    revoked_at: datetime | None = time_column(default=None)

    def note_use(self, *, at: datetime) -> None:
        """Note a request made with it."""
        self.last_used_at = at

    def revoke(self, *, at: datetime) -> None:
        """Refuse it from now on."""
        self.revoked_at = at
