"""Changes a merchant from its file: fields of the file are stored, absent ones keep their values.

While a secret is being replaced the file names both: `webhook_secrets` takes several, and
`previous_app_secret` stands beside `app_secret`. The next update without the old one forgets it.
"""

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import Conflict
from shop.kit.jobs import enqueue
from shop.kit.secrets import encrypt
from shop.merchants.accounts import numbers, this_merchant
from shop.merchants.creation import MerchantFile, StripePart, WhatsAppPart, connect_stripe, connect_whatsapp
from shop.merchants.directory import TakenByAnother, enter, leave, number_key
from shop.merchants.models import Lookup, Merchant, StripeAccount, WhatsAppApp, WhatsAppNumber


class CurrencyStays(Conflict):
    """Prices, orders and invoices are in the merchant's currency."""


async def update_merchant(session: AsyncSession, file: MerchantFile) -> Merchant:
    """Make this transaction's merchant what the file says. Raises NotFound, CurrencyStays, TakenByAnother."""
    await this_merchant(session)
    merchant = await session.get_one(Merchant, merchant_of(session))
    if file.currency != merchant.currency:
        raise CurrencyStays(
            f"{merchant.name} sells in {merchant.currency}: for {file.currency} create another merchant."
        )
    for name in ("name", "legal_name", "tax_id", "locale", "time_zone", "prices_include_tax", "hours"):
        setattr(merchant, name, getattr(file, name))
    merchant.address = msgspec.to_builtins(file.address)
    merchant.settings = {**merchant.settings, **msgspec.to_builtins(file.settings)}
    if file.whatsapp is not None:
        await update_whatsapp(session, file.whatsapp)
    if file.stripe is not None:
        await update_stripe(session, file.stripe)
    return merchant


async def update_whatsapp(session: AsyncSession, part: WhatsAppPart) -> None:
    """Change a number by its id; an id that is new becomes a further number."""
    await update_app(session, part)
    statement = select(WhatsAppNumber).where(
        WhatsAppNumber.merchant_id == merchant_of(session),
        WhatsAppNumber.phone_number_id == part.phone_number_id,
    )
    number = (await session.exec(statement)).one_or_none()
    if number is None:
        await connect_whatsapp(session, part)
        return
    before = _addresses(number)
    for name in ("app_id", "waba_id", "display_phone_number", "catalog_id"):
        setattr(number, name, getattr(part, name))
    number.sealed_access_token = encrypt(part.access_token)
    for kind, key in _addresses(number):
        await enter(session, kind, key)
    everybody = [each for other in (await numbers(session)).values() for each in _addresses(other)]
    for kind, key in before - set(everybody):
        await leave(session, kind, key)
    await enqueue(session, "templates.submit")


async def update_app(session: AsyncSession, part: WhatsAppPart) -> None:
    """Change an app's secrets, which several merchants may share: the file must know one that counts today."""
    app = await session.get(WhatsAppApp, part.app_id, with_for_update=True)
    if app is None:
        return
    if not set(part.app_secrets) & set(app.secrets):
        raise TakenByAnother(
            f"App {part.app_id} is known here with another secret: name that one as previous_app_secret."
        )
    sealed = WhatsAppApp.sealed(part.app_id, part.app_secrets, part.verify_token)
    app.sealed_secrets, app.sealed_verify_token = sealed.sealed_secrets, sealed.sealed_verify_token


async def update_stripe(session: AsyncSession, part: StripePart) -> None:
    """Change key and webhook secrets."""
    account = await session.get(StripeAccount, merchant_of(session))
    if account is None:
        await connect_stripe(session, part)
        return
    sealed = StripeAccount.sealed(account.merchant_id, part.secret_key, part.webhook_secrets)
    account.sealed_secret_key = sealed.sealed_secret_key
    account.sealed_webhook_secrets = sealed.sealed_webhook_secrets
    account.livemode = sealed.livemode


def _addresses(number: WhatsAppNumber) -> set[tuple[Lookup, str]]:
    """The directory's keys under which webhooks find the number's merchant."""
    return {
        (Lookup.NUMBER, number_key(number.app_id, number.phone_number_id)),
        (Lookup.ACCOUNT, number_key(number.app_id, number.waba_id)),
    }
