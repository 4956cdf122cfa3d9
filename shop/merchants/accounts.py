"""Reads the transaction's merchant, its numbers and its Stripe account."""

from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant, StripeAccount, WhatsAppNumber

_MERCHANT = "SELECT * FROM merchant WHERE id = $1"


class NotSetUp(NotFound):
    """The merchant lacks something this needs."""


async def this_merchant(session: AsyncSession) -> Merchant:
    """The merchant of this transaction, to be read: changes go through `updating`. Raises NotFound."""
    row = await fetch_one(session, _MERCHANT, merchant_of(session))
    if row is None:
        raise NotFound("There is no such merchant.")
    return Merchant(**row)


async def numbers(session: AsyncSession) -> dict[str, WhatsAppNumber]:
    """The merchant's numbers by Meta's phone number id."""
    found = await session.exec(select(WhatsAppNumber))
    return {number.phone_number_id: number for number in found.all()}


async def number_by_id(session: AsyncSession, number_id: UUID) -> WhatsAppNumber:
    """One number of the merchant by our id."""
    number = await session.get(WhatsAppNumber, (merchant_of(session), number_id))
    if number is None:
        raise NotFound("There is no such number.")
    return number


async def stripe_account(session: AsyncSession) -> StripeAccount:
    """The merchant's Stripe account. Raises NotSetUp."""
    account = await session.get(StripeAccount, merchant_of(session))
    if account is None:
        raise NotSetUp("This merchant has no Stripe account yet.")
    return account


async def lock_stripe_account(session: AsyncSession) -> StripeAccount:
    """The same, locked until the end of the transaction. Raises NotSetUp."""
    account = await session.get(
        StripeAccount, merchant_of(session), with_for_update={"key_share": True}, populate_existing=True
    )
    if account is None:
        raise NotSetUp("This merchant has no Stripe account yet.")
    return account
