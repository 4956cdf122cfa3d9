"""Creates a merchant from a TOML file."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

import msgspec
from msgspec import UNSET, Meta, UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import new_id
from shop.kit.db.session import set_merchant
from shop.kit.errors import ShopError
from shop.kit.jobs import enqueue
from shop.kit.money import exponent
from shop.kit.secrets import encrypt
from shop.kit.translations import catalog_for, languages
from shop.merchants.directory import TakenByAnother, enter, number_key
from shop.merchants.keys import ALL_SCOPES, issue_key
from shop.merchants.models import Lookup, Merchant, StripeAccount, WhatsAppApp, WhatsAppNumber
from shop.merchants.opening_hours import OpeningHours


class BadMerchantFile(ShopError):
    """The file does not describe a merchant."""

    status_code = 422


class WhatsAppPart(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    app_id: str
    app_secret: str
    verify_token: str
    access_token: str
    waba_id: str
    phone_number_id: str
    display_phone_number: str
    catalog_id: str | None = None
    previous_app_secret: str | None = None  # while the app's secret is being replaced, both count

    @property
    def app_secrets(self) -> list[str]:
        """The secrets that may sign, the present one first."""
        return [secret for secret in (self.app_secret, self.previous_app_secret) if secret]


class StripePart(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    secret_key: str
    webhook_secrets: list[str]


class AddressPart(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    line1: str
    line2: str = ""
    postal_code: str
    city: str
    country: str


class SettingsPart(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """How the shop behaves; a field that is absent keeps its value.

    `reminder_after_minutes`: how long something must lie before a reminder (0: none; 60 unless said).
    `promotions_per_week`: how many promotions a person gets at most (2 unless said).
    `hand_back_after_hours`: how long a conversation waits for a person's word before the bot answers again (24 unless
    said).
    `tax_at_destination`: goods sent to consumers of other member states bear the rates there (one-stop shop).
    `kept_price`: what stays where another rate applies, the shown price ("gross", unless said) or what is kept ("net").
    `fulfil_within_days`: how long a paid order may wait for its first parcel before staff are told (0: they do not want to
    be; 3 unless said).
    `tell_delivered`: whether shoppers are told that a parcel was delivered (they are unless said otherwise).
    """

    reminder_after_minutes: Annotated[int, Meta(ge=0, le=4_000)] | UnsetType = UNSET  # an order lives 72 h
    promotions_per_week: Annotated[int, Meta(ge=0, le=100)] | UnsetType = UNSET
    hand_back_after_hours: Annotated[int, Meta(ge=1, le=720)] | UnsetType = UNSET
    tax_at_destination: bool | UnsetType = UNSET
    kept_price: Literal["gross", "net"] | UnsetType = UNSET
    fulfil_within_days: Annotated[int, Meta(ge=0, le=60)] | UnsetType = UNSET
    tell_delivered: bool | UnsetType = UNSET


class MerchantFile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What `shop merchant create --file` reads (TOML)."""

    name: str
    legal_name: str
    tax_id: str
    address: AddressPart
    currency: str
    locale: str
    time_zone: str
    prices_include_tax: bool = True
    whatsapp: WhatsAppPart | None = None
    stripe: StripePart | None = None
    hours: dict[str, list[str]] = {}
    settings: SettingsPart = msgspec.field(default_factory=SettingsPart)


_MAY_BE_EMPTY = {"address.line2", "whatsapp.catalog_id"}  # an update takes either away by ""
_META_IDS = ("app_id", "waba_id", "phone_number_id", "catalog_id")


def read_merchant_file(raw: bytes) -> MerchantFile:
    """Parse and check. Raises BadMerchantFile with everything that is wrong."""
    return check_merchant_file(parse_merchant_file(raw))


def parse_merchant_file(raw: bytes) -> dict[str, Any]:
    """What stands in the file, unchecked. Raises BadMerchantFile if it is no TOML."""
    try:
        written: dict[str, Any] = msgspec.toml.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise BadMerchantFile(f"The merchant file is not right: {error}") from error
    return written


def check_merchant_file(written: Mapping[str, Any]) -> MerchantFile:
    """A whole file's contents, checked. Raises BadMerchantFile with everything that is wrong."""
    try:
        file = msgspec.convert(written, MerchantFile)
    except msgspec.ValidationError as error:
        raise BadMerchantFile(f"The merchant file is not right: {error}") from error
    if faults := [*_empty(msgspec.to_builtins(file)), *_faults(file)]:
        raise BadMerchantFile(" ".join(faults))
    exponent(file.currency)
    OpeningHours.parse(file.hours)
    return file


def _faults(file: MerchantFile) -> Iterator[str]:
    if catalog_for(file.locale) is None:
        yield f"locale {file.locale!r}: the shop speaks {', '.join(languages())}."
    if file.time_zone not in available_timezones():
        yield f"time_zone {file.time_zone!r} is not an IANA time zone."
    if not re.fullmatch("[A-Z]{2}", file.address.country):
        yield f"address.country {file.address.country!r} is not like ES (ISO 3166, two capital letters)."
    if file.whatsapp is not None:
        yield from _whatsapp_faults(file.whatsapp)
    if file.stripe is not None and not file.stripe.webhook_secrets:
        yield "stripe.webhook_secrets needs at least one secret."
    if file.stripe is not None and not file.stripe.secret_key.startswith(("sk_", "rk_")):
        yield "stripe.secret_key is no secret key; those begin with sk_ or rk_."


def _whatsapp_faults(part: WhatsAppPart) -> Iterator[str]:
    """One sentence per fault, without the value: a token on the wrong line would be shown."""
    for name in _META_IDS:
        if (value := getattr(part, name)) and not re.fullmatch("[0-9]{1,32}", value):
            yield f"whatsapp.{name} is no id of Meta's: those are digits only."
    if not re.fullmatch(r"\+?[\d ()-]{7,20}", part.display_phone_number):
        yield "whatsapp.display_phone_number is not like +34600000000."


def _empty(written: Any, path: str = "") -> Iterator[str]:
    """The fields that are empty. An empty secret would let forged webhooks pass."""
    if isinstance(written, dict | list):
        pairs = written.items() if isinstance(written, dict) else enumerate(written)
        for name, value in pairs:
            yield from _empty(value, f"{path}.{name}" if path else str(name))
    elif written == "" and path not in _MAY_BE_EMPTY:
        yield f"{path} may not be empty."


async def create_merchant(session: AsyncSession, file: MerchantFile, *, at: datetime) -> tuple[Merchant, str]:
    """Store a merchant with everything it brought. Returns it and its first API key, shown only once."""
    merchant = Merchant(
        id=new_id(),
        name=file.name,
        legal_name=file.legal_name,
        tax_id=file.tax_id,
        address=msgspec.to_builtins(file.address),
        currency=file.currency,
        locale=file.locale,
        time_zone=file.time_zone,
        prices_include_tax=file.prices_include_tax,
        hours=file.hours,
        settings=msgspec.to_builtins(file.settings),
        created_at=at,
    )
    await set_merchant(session, merchant.id)
    session.add(merchant)
    await session.flush()
    if file.whatsapp is not None:
        await connect_whatsapp(session, file.whatsapp)
    if file.stripe is not None:
        await connect_stripe(session, file.stripe)
    return merchant, await issue_key(session, "first key", ALL_SCOPES, at=at)


async def connect_whatsapp(session: AsyncSession, part: WhatsAppPart) -> WhatsAppNumber:
    """Bind a number to its app. Raises TakenByAnother if it sells for somebody else here."""
    await _know_app(session, part)
    number = WhatsAppNumber(
        merchant_id=session.info["merchant_id"],
        app_id=part.app_id,
        phone_number_id=part.phone_number_id,
        display_phone_number=part.display_phone_number,
        waba_id=part.waba_id,
        catalog_id=part.catalog_id or None,
        sealed_access_token=encrypt(part.access_token),
    )
    session.add(number)
    await enter(session, Lookup.NUMBER, number_key(part.app_id, part.phone_number_id))
    await enter(session, Lookup.ACCOUNT, number_key(part.app_id, part.waba_id))
    await enqueue(session, "templates.submit")
    return number


async def _know_app(session: AsyncSession, part: WhatsAppPart) -> None:
    """Store the app, or check its secrets if it is known: several merchants may share an app whose secrets they know."""
    app = await session.get(WhatsAppApp, part.app_id)
    if app is None:
        session.add(WhatsAppApp.sealed(part.app_id, part.app_secrets, part.verify_token))
        await session.flush()
    elif part.app_secret not in app.secrets or part.verify_token != app.verify_token:
        raise TakenByAnother(f"App {part.app_id} is known here with another secret or verify token.")


async def connect_stripe(session: AsyncSession, part: StripePart) -> None:
    """Store the merchant's Stripe key and webhook secrets."""
    session.add(StripeAccount.sealed(session.info["merchant_id"], part.secret_key, part.webhook_secrets))
