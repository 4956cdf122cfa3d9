"""Changes a merchant from its file: fields of the file are stored, absent ones keep their values.

`[hours]` is one value: a day that it does not name is closed. While a secret is being replaced the file names both:
`webhook_secrets` takes several, and `previous_app_secret` stands beside `app_secret`. The next update that names
`app_secret` without the old one forgets it. Merchants share an app: the file of one may be older than what another
said, so it drops a secret only if it names the present one.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.errors import Conflict
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.kit.secrets import encrypt
from shop.merchants.accounts import numbers, this_merchant
from shop.merchants.creation import (
    MerchantFile,
    StripePart,
    WhatsAppPart,
    check_merchant_file,
    connect_stripe,
    connect_whatsapp,
)
from shop.merchants.directory import TakenByAnother, enter, leave, number_key
from shop.merchants.models import Lookup, Merchant, StripeAccount, WhatsAppApp, WhatsAppNumber
from shop.merchants.partial_files import PLAIN, completed

log = logger()
_OF_ITEMS = ("name", "locale", "time_zone", "prices_include_tax")


class CurrencyStays(Conflict):
    """Prices, orders and invoices are in the merchant's currency."""


async def update_merchant(session: AsyncSession, written: Mapping[str, Any]) -> Merchant:
    """Make this transaction's merchant what a file says (as `parse_merchant_file` reads it).

    Raises NotFound, BadMerchantFile, WhichNumber, CurrencyStays, TakenByAnother.
    """
    await this_merchant(session)
    merchant = await session.get_one(Merchant, merchant_of(session), with_for_update=True)
    file = check_merchant_file(await completed(session, merchant, written))
    if file.currency != merchant.currency:
        raise CurrencyStays(
            f"{merchant.name} sells in {merchant.currency}: for {file.currency} create another merchant."
        )
    before = await _of_items(session, merchant)
    _describe(merchant, file)
    if file.whatsapp is not None:
        await update_whatsapp(session, file.whatsapp)
    if file.stripe is not None:
        await update_stripe(session, file.stripe)
    if await _of_items(session, merchant) != before:
        await enqueue(session, "catalog_sync.resend_changed")
    return merchant


async def _of_items(session: AsyncSession, merchant: Merchant) -> list[Any]:
    """What Meta's items are made of beside the goods (`catalog_sync/source.py`, `merchant_info`), and their catalogs."""
    phones = {(each.display_phone_number, each.catalog_id) for each in (await numbers(session)).values()}
    return [*(getattr(merchant, name) for name in _OF_ITEMS), merchant.country, phones]


def _describe(merchant: Merchant, file: MerchantFile) -> None:
    for name in PLAIN:
        setattr(merchant, name, getattr(file, name))
    merchant.address = msgspec.to_builtins(file.address)
    merchant.settings = {**merchant.settings, **msgspec.to_builtins(file.settings)}


async def update_whatsapp(session: AsyncSession, part: WhatsAppPart) -> None:
    """Change a number by its id; an id that is new becomes a further number."""
    await update_app(session, part)
    number = (await numbers(session)).get(part.phone_number_id)
    if number is None:
        await connect_whatsapp(session, part)
        return
    before = _addresses(number)
    for name in ("app_id", "waba_id", "display_phone_number"):
        setattr(number, name, getattr(part, name))
    number.catalog_id = part.catalog_id or None
    number.sealed_access_token = encrypt(part.access_token)
    for kind, key in _addresses(number):
        await enter(session, kind, key)
    everybody = [each for other in (await numbers(session)).values() for each in _addresses(other)]
    for kind, key in before - set(everybody):
        await leave(session, kind, key)
    await enqueue(session, "templates.submit")


async def update_app(session: AsyncSession, part: WhatsAppPart) -> None:
    """Change an app's secrets and verify token, which several merchants may share, by a file that names the present secret.

    A file whose `app_secret` was replaced in the meantime changes neither; one that names none that counts is refused.
    An app that is new here is stored: without its secret no webhook of its numbers is believed.
    """
    app = await session.get(WhatsAppApp, part.app_id, with_for_update=True)
    if app is None:
        session.add(WhatsAppApp.sealed(part.app_id, part.app_secrets, part.verify_token))
        await session.flush()
    elif app.secrets[0] in part.app_secrets:
        sealed = WhatsAppApp.sealed(part.app_id, part.app_secrets, part.verify_token)
        app.sealed_secrets, app.sealed_verify_token = sealed.sealed_secrets, sealed.sealed_verify_token
    elif part.app_secret in app.secrets:
        log.warning("app.secrets_kept", app_id=app.id, why="the file's app_secret was replaced by another")
    else:
        raise TakenByAnother(
            f"App {part.app_id} is known here with another secret: name that one as previous_app_secret."
        )


LINKS_LIVE = timedelta(days=3)  # an order waits as long for its payment


async def update_stripe(session: AsyncSession, part: StripePart) -> None:
    """Change key and webhook secrets."""
    account = await session.get(StripeAccount, merchant_of(session))
    if account is None:
        await connect_stripe(session, part)
        return
    sealed = StripeAccount.sealed(account.merchant_id, part.secret_key, part.webhook_secrets)
    if account.secret_key != part.secret_key:  # it may be another account's, or of the other mode
        await enqueue(session, "payments.leave_account", sealed_key=account.sealed_secret_key)
        account.read_events_again(since=now() - LINKS_LIVE)
    account.sealed_secret_key = sealed.sealed_secret_key
    account.sealed_webhook_secrets = sealed.sealed_webhook_secrets
    account.livemode = sealed.livemode


def _addresses(number: WhatsAppNumber) -> set[tuple[Lookup, str]]:
    """The directory's keys under which webhooks find the number's merchant."""
    return {
        (Lookup.NUMBER, number_key(number.app_id, number.phone_number_id)),
        (Lookup.ACCOUNT, number_key(number.app_id, number.waba_id)),
    }
